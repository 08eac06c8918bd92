"""Pages of the room competency."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.domain.competency.models import Framework, Unit
from tests.factories import make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def town():
    return make.town()


@pytest.fixture
def local(town):
    return Framework.objects.create(code="local", name="지역 표준", kind="local", district=town.district)


@pytest.fixture
def ncs(db):
    return Framework.objects.create(code="ncs", name="국가직무능력표준", kind="ncs")


@pytest.fixture
def admin(town):
    return make.user(Role.ADMIN, organisation=town.school)


def enter(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def url(name, *keys):
    return reverse(f"competency:{name}", args=keys)


def test_units_and_occupations_are_public_to_whoever_takes_part(client, town):
    unit, occupation = make.unit(), make.occupation()
    for viewer in (town.coordinator, town.hr, make.user(Role.STUDENT, organisation=town.school)):
        enter(client, viewer)
        assert unit.name in client.get(url("list")).content.decode()
        assert occupation.name in client.get(url("occupations")).content.decode()
        assert client.get(url("detail", unit.pk)).status_code == 200
    for address in (url("list"), url("occupations"), url("detail", unit.pk)):
        enter(client, make.user())
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("name", ["list", "occupations"])
def test_lists_cost_the_same_for_one_row_and_thirty(client, town, name):
    enter(client, town.coordinator)
    grow = {"list": lambda: make.unit(replaced_by=make.unit()), "occupations": make.occupation}[name]

    def cost():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url(name), {"size": 100}).status_code == 200
        return len(caught)

    grow()
    cost()
    before = cost()
    for _each in range(29):
        grow()
    assert cost() == before
    assert client.get(url(name), {"download": "xlsx"}).status_code == 200


def test_filters_narrow_by_framework_level_and_replacement(client, town, ncs):
    new = make.unit(level=5, framework=ncs)
    old = make.unit(level=2, replaced_by=new)
    enter(client, town.coordinator)

    def found(**query):
        return [line[0].text for line in client.get(url("list"), query).context["lines"]]

    assert found(framework=str(ncs.pk)) == [new.name]
    assert found(level="2") == [old.name]
    assert found(replaced="yes") == [old.name]
    assert found(replaced="no") == [new.name]


def test_a_unit_shows_the_whole_chain_of_replacements(client, town):
    last = make.unit()
    middle = make.unit(replaced_by=last)
    firsts = [make.unit(replaced_by=middle) for _each in range(2)]
    enter(client, town.teacher)
    answer = client.get(url("detail", middle.pk))
    chain = answer.context["chain"]
    assert {each.unit for each in chain[:2]} == set(firsts)
    assert [(each.unit, each.is_here, each.is_current) for each in chain[2:]] == [
        (middle, True, False),
        (last, False, True),
    ]
    assert answer.context["current"] == last
    assert client.get(url("detail", last.pk)).context["current"] is None
    assert client.get(url("detail", make.unit().pk)).context["chain"] == []


def unit_of(framework, **changes):
    return {"framework": framework.pk, "name": "새 단위", "code": "PH-01", "level": "3"} | changes


def test_a_coordinator_adds_to_the_district_framework_only(client, town, local, ncs):
    enter(client, town.coordinator)
    assert url("add") in client.get(url("list")).content.decode()
    answer = client.post(url("add"), unit_of(local))
    made = Unit.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, url("detail", made.pk))
    assert Event.objects.get(verb="competency.add_unit").actor_id == town.coordinator.pk
    assert client.post(url("add"), unit_of(ncs, code="1901120101_16v2")).status_code == 422
    answer = client.post(url("add"), unit_of(local))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["code"])
    assert Unit.objects.count() == 1


def test_the_administrator_adds_to_the_national_framework_by_its_code(client, admin, ncs):
    enter(client, admin)
    assert client.post(url("add"), unit_of(ncs, code="아무 코드")).status_code == 422
    assert client.post(url("add"), unit_of(ncs, code="1901120101_16v2", level="")).status_code == 303
    assert Unit.objects.get().level is None


def test_without_a_framework_of_their_own_nobody_adds(client, town, ncs):
    for viewer in (town.coordinator, town.hr):
        enter(client, viewer)
        assert url("add") not in client.get(url("list")).content.decode()
        assert client.get(url("add")).status_code == 403
        assert client.post(url("add"), unit_of(ncs)).status_code == 403


def test_a_unit_is_replaced_by_name_or_code_and_never_by_itself(client, town, local):
    old, new = (make.unit(framework=local, name=name) for name in ("옛 단위", "새 단위"))
    enter(client, town.coordinator)
    assert url("replace", old.pk) in client.get(url("detail", old.pk)).content.decode()
    page = client.get(url("replace", old.pk))
    assert f"새 단위 ({new.code})" in page.content.decode()
    for wrong in ("", "없는 단위", old.code):
        assert client.post(url("replace", old.pk), {"successor": wrong}).status_code == 422, wrong
    assert client.post(url("replace", old.pk), {"successor": f"새 단위 ({new.code})"}).status_code == 303
    old.refresh_from_db()
    assert old.replaced_by == new
    assert Event.objects.filter(verb="competency.replace_unit").count() == 1
    assert client.post(url("replace", new.pk), {"successor": old.code}).status_code == 422
    third = make.unit(framework=local, name="셋째")
    assert client.post(url("replace", new.pk), {"successor": "셋째"}).status_code == 303
    new.refresh_from_db()
    assert new.replaced_by == third
    make.unit(framework=local, name="셋째")
    assert client.post(url("replace", old.pk), {"successor": "셋째"}).status_code == 422


def test_replacing_is_closed_to_others(client, town, local):
    unit = make.unit(framework=local)
    for viewer in (town.hr, make.coordinator(make.district())):
        enter(client, viewer)
        assert url("replace", unit.pk) not in client.get(url("detail", unit.pk)).content.decode()
        assert client.get(url("replace", unit.pk)).status_code == 403
        assert client.post(url("replace", unit.pk), {"successor": unit.code}).status_code == 403
