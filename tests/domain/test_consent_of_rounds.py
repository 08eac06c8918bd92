"""A firm never sees who did not agree to it: not on a page, in a file, in the API, nor in what an error says."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from naru.base.privacy import consent as consents
from naru.base.privacy.models import Consent
from naru.base.rulebook.errors import NotFound
from naru.domain.placement.actions import ranking, rounds
from naru.domain.placement.models import Assessment, RoundOpening
from naru.domain.placement.queries import ranking as sheets
from tests.factories import make
from tests.factories import rounds as stage

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def found():
    """Two learners wish for both firms: the first agrees to the first firm only, the second to both."""
    made = stage.wishing(seats=(2, 2), learners=2)
    one, two = made.places
    made.wish(made.learners[0], two, one, consents=[one.opening.firm])
    made.wish(made.learners[1], one, two)
    rounds.start_ranking(round=made.now(), today=stage.UNTIL.replace(day=11), by=made.town.coordinator)
    made.now()
    return made


def _open(found, number: int) -> RoundOpening:
    return RoundOpening.objects.select_related("round__district", "opening__firm").get(pk=found.places[number].pk)


def test_sheet_holds_exactly_who_agreed_to_this_firm(found):
    for number, expected in ((0, found.learners), (1, found.learners[1:])):
        place = _open(found, number)
        rows = sheets.sheet(found.hr[place.pk], place, stage.RANKING).rows
        assert [each.learner for each in rows] == [each.pk for each in expected]


def test_assessing_who_did_not_agree_is_as_if_they_did_not_exist(found):
    place, stranger = _open(found, 1), make.learner(found.town.school)
    said = []
    for learner in (found.learners[0], stranger):
        with pytest.raises(NotFound) as caught:
            ranking.assess(
                place=place,
                learner=learner,
                points={},
                unacceptable=None,
                today=stage.RANKING,
                by=found.hr[place.pk],
            )
        said.append(str(caught.value.sentence))
    assert said[0] == said[1]
    assert not Assessment.objects.exists()


def test_no_door_of_the_firm_tells_the_name_the_number_or_the_rank(found):
    hidden, place = found.learners[0], found.places[1]
    client = Client()
    client.force_login(found.hr[place.pk], backend=BACKEND)
    own = found.list_of(hidden)
    pages = [
        *(reverse(f"placement:{name}", args=[place.pk]) for name in ("place", "sheet")),
        *(reverse(f"placement:{name}", args=[found.round.pk]) for name in ("round", "lists")),
        reverse("placement:applications"),
        reverse("placement:rounds"),
        f"{reverse('placement:lists', args=[found.round.pk])}?download=xlsx",
        f"{reverse('search:index')}?q={hidden.name}",
        "/api/placement/rounds/",
        "/api/placement/rounds/lists/",
        "/api/placement/applications/",
        f"/api/placement/rounds/{found.round.pk}",
    ]
    for address in pages:
        answer = client.get(address)
        assert answer.status_code in {200, 403, 404}, address
        text = answer.content.decode(errors="replace")
        shown = text.replace(f'value="{hidden.name}"', "").replace(f"‘{hidden.name}’", "")
        assert hidden.number not in shown, address
        if "search" not in address:
            assert hidden.name not in shown, address
    for address in (
        reverse("placement:wish_list", args=[own.pk]),
        reverse("placement:result", args=[own.pk]),
        f"/api/placement/rounds/lists/{own.pk}",
        f"/api/people/{hidden.pk}",
    ):
        answer = client.get(address)
        assert answer.status_code in {403, 404}, address
        assert hidden.name not in answer.content.decode()


def test_lists_of_the_api_are_empty_for_a_firm(found):
    client = Client()
    client.force_login(found.town.hr, backend=BACKEND)
    assert json.loads(client.get("/api/placement/rounds/lists/").content)["total"] == 0


def test_withdrawn_consent_hides_at_once(found):
    learner, place = found.learners[1], _open(found, 1)
    found.assess(place, learner, 7)
    assert Assessment.objects.visible_to(found.hr[place.pk]).count() == 1
    given = Consent.objects.get(person_id=learner.pk, recipient=place.opening.firm, ended_at=None)
    consents.withdraw(given, by=learner.user)
    assert sheets.sheet(found.hr[place.pk], place, stage.RANKING).rows == ()
    assert not Assessment.objects.visible_to(found.hr[place.pk]).exists()


def test_guardian_s_word_is_needed_where_the_rule_says_so(found):
    consents.set_rule(
        district=found.town.district,
        purpose="firm",
        since=stage.FROM.replace(year=2020),
        below_age=40,
        source="지구 규칙",
        by=found.town.coordinator,
    )
    place = _open(found, 0)
    assert sheets.sheet(found.hr[place.pk], place, stage.RANKING).rows == ()
    make.consent(found.learners[0], place.opening.firm, giver="guardian")
    assert [each.learner for each in sheets.sheet(found.hr[place.pk], place, stage.RANKING).rows] == [
        found.learners[0].pk
    ]


def test_other_firm_and_centre_may_not_assess_in_its_place(found):
    place = _open(found, 0)
    from naru.base.rulebook.errors import NotAllowed

    for other in (found.hr[found.places[1].pk], found.town.coordinator, found.town.teacher, found.learners[0].user):
        with pytest.raises(NotAllowed):
            sheets.sheet(other, place, stage.RANKING)
