"""Every address of the pages × GET and POST × every role × own organisation, other organisation, other district."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from naru.base.accounts.enums import Role
from tests.house.matrix import actions, api, pages, world
from tests.house.matrix.addresses import BACKEND, IN, LETTERS, NO_VERB, OUT, Address, addresses, ask, each_role

Row = tuple[str, str]


def table() -> dict[str, tuple[str, str | None, str | None]]:
    """name: (row, who may GET, who may POST); None where the verb does not exist."""
    found: dict[str, tuple[str, str | None, str | None]] = {}
    for name, room in pages.LISTS.items():
        found[name] = ("", api.everywhere(api.READERS[room]), None)
    for name, row in pages.DETAILS.items():
        found[name] = (row, api.ROWS[row], None)
    for name, (row, who) in pages.FORMS.items():
        found[name] = (row, who, who)
    for name, (row, who) in pages.BUTTONS.items():
        found[name] = (row, None, who)
    for name, (row, may_read, may_do) in pages.BOTH.items():
        found[name] = (row, may_read, may_do)
    for name, (row, who) in pages.READ.items():
        found[name] = (row, who, None)
    return found


def test_every_address_is_listed_and_nothing_else():
    assert {each.name for each in addresses()} == set(table()) | pages.OPEN | pages.OWN


def test_everything_but_signing_in_asks_who_you_are(db):
    client = Client()
    for address in addresses():
        if address.name in pages.OPEN:
            continue
        answer = client.get(reverse(address.name, kwargs={name: GIVEN.get(name, 1) for name in address.parameters}))
        assert answer.status_code == 302, address.name
        assert answer.headers["Location"].startswith(reverse("account_login")), address.name


#: What stands in the address instead of the row's number.
COLUMNS = {"citation": "key"}
GIVEN = {
    "at": 0,
    "key": "training",
    "room": "training",
    "purpose": "promotion",
    "year": 2026,
    "month": 3,
    "token": "none",
}
#: Second numbers of an address, found in the row's place.
SECOND = {"consent": "consent", "asked": "request", "copy": "copy"}


def arguments_of(where: Address, row: str, place: world.Place, role: Role) -> dict[str, object]:
    found: dict[str, object] = {}
    for each in where.parameters:
        if each in SECOND:
            key = "guardian_consent" if each == "consent" and role == Role.GUARDIAN else SECOND[each]
            found[each] = place.rows[key].pk
        else:
            found[each] = GIVEN[each] if each in GIVEN else getattr(place.rows[row], COLUMNS.get(each, "pk"))
    return found


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_what_is_a_persons_own_answers_nobody_without_it(here, role):
    """GET does not exist, and a POST without a row of one's own is 403 or 404, whoever asks."""
    client = Client()
    client.force_login(here.users[role], backend=BACKEND)
    where: dict[str, Address] = {each.name: each for each in addresses()}
    for name in pages.OWN:
        url = reverse(name, kwargs={each: 999_999 for each in where[name].parameters})
        assert ask(client, "get", url) in NO_VERB, name
        assert ask(client, "post", url) in OUT, name


def offences_of(here, role: Role, names: tuple[str, ...] = ()) -> list[str]:
    """Addresses (all of them, or these) that let this role in where the table does not, or keep it out."""
    client = Client()
    client.force_login(here.users[role], backend=BACKEND)
    where: dict[str, Address] = {each.name: each for each in addresses()}
    offences = []
    for name, (row, may_get, may_post) in table().items():
        if names and name not in names:
            continue
        for method, text in (("get", may_get), ("post", may_post)):
            may = actions.expected(text)[role] if text is not None else set()
            # A verb that does not exist answers so whatever row is named: one is enough.
            for key in LETTERS if text is not None else ("own",):
                place = here.places[key]
                arguments = arguments_of(where[name], row, place, role)
                status = ask(client, method, f"{reverse(name, kwargs=arguments)}?district={place.district.code}")
                assert status in IN | OUT | NO_VERB, f"{method} {name} as {role.value}: {status}"
                if (status in IN) != (key in may):
                    offences.append(f"{method} {name}: {role.value} in {key} gets {status}")
    return offences


@pytest.mark.parametrize("role", each_role())
def test_every_address_lets_in_whom_the_table_says(here, role):
    offences = offences_of(here, role)
    assert offences == [], "\n".join(offences)
    assert settings.LOGIN_URL == "account_login"


def test_view_that_forgets_visible_to_is_seen(here, monkeypatch):
    from naru.domain.credit import queries
    from naru.domain.credit.models import Award

    everything = Award.objects.select_related("learner__school", "university")
    monkeypatch.setattr(queries, "listing", lambda _viewer: everything)
    assert "get credit:detail: student in foreign gets 200" in offences_of(here, Role.STUDENT, ("credit:detail",))
