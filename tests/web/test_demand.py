"""Pages of the room demand."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook import project_year
from naru.domain.demand import actions
from naru.domain.demand.models import Need, Revision, Signal
from tests.factories import make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def this_year():
    return project_year.of(timezone.localdate())


class Place:
    def __init__(self):
        self.district = make.district()
        self.firm = make.firm(self.district, name="한빛전지")
        self.coordinator = make.coordinator(self.district)
        self.hr = make.user(Role.FIRM_HR, organisation=self.firm)
        self.stranger = make.coordinator(make.district())
        self.occupation = make.occupation()
        self.unit = make.unit(name="전지 조립")

    def need(self, code="N-1", headcount=10, wanted=True, firm=None, confidence="planned"):
        return actions.state_need(
            district=self.district,
            code=code,
            firm=firm or self.firm,
            occupation=self.occupation,
            year=this_year(),
            headcount=headcount,
            confidence=confidence,
            source="survey",
            said_on=timezone.localdate(),
            wanted=[(self.unit, 4)] if wanted else [],
            by=self.coordinator,
        )


@pytest.fixture
def place():
    return Place()


def enter(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def first_word(place, **changes):
    return {
        "district": place.district.pk,
        "firm": place.firm.pk,
        "occupation": place.occupation.pk,
        "year": this_year(),
        "headcount": 7,
        "confidence": "budgeted",
        "source": "interview",
        "said_on": timezone.localdate().isoformat(),
        "unit_1": f"{place.unit.name} ({place.unit.code})",
        "importance_1": "5",
        "complex": "블루밸리",
        "quarter": "3",
        "shift": "two",
    } | changes


def later_word(**changes):
    return {
        "headcount": 8,
        "confidence": "contracted",
        "source": "posting",
        "said_on": timezone.localdate().isoformat(),
        "reason": "2공장 가동이 미루어짐",
    } | changes


def test_list_and_detail_open_for_whoever_may(client, place):
    need = place.need()
    for user in (place.coordinator, place.hr):
        enter(client, user)
        assert "한빛전지" in client.get(reverse("demand:list")).content.decode()
        assert client.get(reverse("demand:detail", args=[need.pk])).status_code == 200
        assert client.get(reverse("demand:signals")).status_code == 200


def test_foreigners_see_nothing(client, place):
    need = place.need()
    enter(client, place.stranger)
    assert "한빛전지" not in client.get(reverse("demand:list")).content.decode()
    assert client.get(reverse("demand:detail", args=[need.pk])).status_code == 404
    assert client.get(reverse("demand:revise", args=[need.pk])).status_code == 404
    learner = make.user(Role.STUDENT, organisation=make.school(place.district))
    enter(client, learner)
    assert client.get(reverse("demand:list")).status_code == 403
    assert client.get(reverse("demand:state")).status_code == 403


def test_a_reader_sees_no_form(client, place):
    need = place.need()
    enter(client, make.user(Role.READER, district=place.district))
    assert client.get(reverse("demand:state")).status_code == 403
    assert client.get(reverse("demand:revise", args=[need.pk])).status_code == 403
    text = client.get(reverse("demand:detail", args=[need.pk])).content.decode()
    assert reverse("demand:revise", args=[need.pk]) not in text


def test_a_firm_states_its_need(client, place):
    enter(client, place.hr)
    answer = client.post(reverse("demand:state"), first_word(place))
    need = Need.objects.get()
    assert answer.status_code == 303
    assert answer.headers["Location"] == reverse("demand:detail", args=[need.pk])
    assert need.code == f"N-{this_year()}-01"
    said = need.revisions.get()
    assert [(each.unit_id, each.importance) for each in said.wanted.all()] == [(place.unit.pk, 5)]
    assert (said.complex, said.quarter, said.level, said.shift) == ("블루밸리", 3, None, "two")
    assert Event.objects.filter(verb="demand.state_need", object_id=need.pk, actor_id=place.hr.pk).exists()


def test_a_firm_cannot_speak_for_another(client, place):
    other = make.firm(place.district)
    enter(client, place.hr)
    answer = client.post(reverse("demand:state"), first_word(place, firm=other.pk))
    assert answer.status_code == 422
    assert not Need.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"headcount": ""}, "빠졌습니다"),
        ({"unit_2": "없는 것"}, "목록에 없는 능력단위입니다"),
        ({"said_on": "2026-02-30"}, "없는 날짜이거나"),
    ],
)
def test_a_faulty_word_is_refused_with_a_sentence(client, place, changes, sentence):
    enter(client, place.coordinator)
    answer = client.post(reverse("demand:state"), first_word(place, **changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Need.objects.exists()


def test_the_same_unit_twice_and_a_taken_code_are_refused(client, place):
    place.need(code="N-9")
    enter(client, place.coordinator)
    twice = client.post(reverse("demand:state"), first_word(place, unit_2=place.unit.code))
    assert twice.status_code == 422
    assert "같은 능력단위를 두 번" in twice.content.decode()
    taken = client.post(reverse("demand:state"), first_word(place, code="N-9"))
    assert taken.status_code == 422
    assert "같은 코드가 이미 있습니다" in taken.content.decode()


def test_a_firm_of_another_district_is_refused(client, place):
    far = make.firm(make.district())
    both = make.user(Role.COORDINATOR, district=place.district)
    from naru.base.accounts.models import Membership

    Membership.objects.create(
        user=both, role=Role.COORDINATOR, district=far.districts.get().district, starts=make.SINCE
    )
    enter(client, both)
    answer = client.post(reverse("demand:state"), first_word(place, firm=far.pk))
    assert answer.status_code == 422
    assert "참여하고 있지 않습니다" in answer.content.decode()


def test_revising_keeps_the_units_unless_they_are_changed(client, place):
    need = place.need()
    enter(client, place.hr)
    url = reverse("demand:revise", args=[need.pk])
    form = client.get(url).context["form"]
    kept = {name: form[name].value() for name in ("unit_1", "importance_1")}
    answer = client.post(url, later_word(**kept))
    assert answer.status_code == 303
    now = Revision.objects.get(need=need, is_current=True)
    assert (now.number, now.headcount) == (2, 8)
    assert [(each.unit_id, each.importance) for each in now.wanted.all()] == [(place.unit.pk, 4)]
    other = make.unit(name="전지 시험")
    client.post(url, later_word(headcount=9, unit_1=other.code, importance_1="2"))
    now = Revision.objects.get(need=need, is_current=True)
    assert [(each.unit.code, each.importance) for each in now.wanted.all()] == [(other.code, 2)]
    assert Event.objects.filter(verb="demand.revise_need", object_id=need.pk).count() == 2


def test_a_word_before_the_last_one_is_refused(client, place):
    need = place.need()
    enter(client, place.coordinator)
    url = reverse("demand:revise", args=[need.pk])
    answer = client.post(url, later_word(said_on="2020-01-01"))
    assert answer.status_code == 422
    assert "앞선 날에 밝힌" in answer.content.decode()
    assert client.post(url, later_word(reason=" ")).status_code == 422
    assert need.revisions.count() == 1


def test_detail_shows_every_word_with_who_when_why_and_the_change(client, place):
    need = place.need(headcount=10)
    actions.revise_need(
        need=need,
        headcount=6,
        confidence="planned",
        source="interview",
        said_on=timezone.localdate(),
        reason="설비 도입 지연",
        wanted=None,
        by=place.hr,
    )
    enter(client, place.coordinator)
    answer = client.get(reverse("demand:detail", args=[need.pk]))
    text = answer.content.decode()
    assert "설비 도입 지연" in text
    newest, oldest = answer.context["said"]
    assert (newest.change, newest.actor, newest.is_same_units) == (-4, place.hr.name, True)
    assert (oldest.change, oldest.actor) == (None, place.coordinator.name)
    assert "전지 조립" in text
    assert "앞 차수와 같음" in text


def test_next_step_speaks_of_units_first(client, place):
    need = place.need(wanted=False)
    enter(client, place.coordinator)
    assert "어떤 능력단위가 필요한지" in client.get(reverse("demand:detail", args=[need.pk])).content.decode()


def test_signals_are_listed(client, place):
    Signal.objects.create(
        district=place.district,
        firm=place.firm,
        kind="accuracy",
        year=this_year(),
        finding=1,
        said=10,
        hired=7,
        recorded_on=timezone.localdate(),
    )
    enter(client, place.hr)
    text = client.get(reverse("demand:signals")).content.decode()
    assert "한빛전지" in text
    assert "-3" in text


@pytest.mark.parametrize("name", ["demand:list", "demand:signals"])
def test_lists_ask_as_many_queries_for_thirty_rows_as_for_one(client, place, name):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(reverse(name)).status_code == 200
        return len(found)

    def fill(start, stop):
        for number in range(start, stop):
            place.need(code=f"N-{number}", firm=make.firm(place.district))
            Signal.objects.create(
                district=place.district,
                firm=place.firm,
                kind="accuracy",
                year=this_year(),
                finding=number,
                said=1,
                hired=1,
                recorded_on=timezone.localdate(),
            )

    enter(client, place.coordinator)
    fill(0, 1)
    count()
    one = count()
    fill(1, 30)
    assert count() == one


def test_detail_asks_as_many_queries_for_ten_words_as_for_two(client, place):
    need = place.need()

    def again(headcount):
        actions.revise_need(
            need=need,
            headcount=headcount,
            confidence="planned",
            source="survey",
            said_on=timezone.localdate(),
            reason="다시",
            wanted=None,
            by=place.coordinator,
        )

    enter(client, place.coordinator)
    again(1)
    url = reverse("demand:detail", args=[need.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(8):
        again(number)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)
