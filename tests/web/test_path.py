"""A person's path: who may see it, in which order, and what comes next."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.domain.credit import rules as credit
from naru.domain.outcome import queries
from tests.factories import make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TODAY = date(2026, 11, 2)


def sign_in(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def walked(here):
    """A graduate who trained, applied, was hired, earned credit and was seen at work."""
    learner = make.graduate(here.school, date(2026, 2, 6))
    make.enrolment(make.programme(here, starts=date(2025, 4, 1), ends=date(2025, 6, 1)), learner, "completed")
    opening = make.opening(here)
    make.application(
        opening,
        learner,
        "accepted",
        applied_on=date(2025, 11, 3),
        offered_on=date(2025, 11, 20),
        answered_on=date(2025, 11, 25),
    )
    make.placement(learner, here.firm, starts=date(2026, 2, 10))
    make.award(
        here,
        learner,
        state="awarded",
        registered_on=date(2026, 4, 1),
        completed_on=date(2026, 6, 1),
        decided_on=date(2026, 7, 1),
        document="문서",
    )
    make.observation(learner, is_insured=True)
    return learner


def test_path_runs_from_enrolment_to_settlement_in_order():
    here = make.town()
    learner = walked(here)
    found = queries.path(here.teacher, learner, TODAY)
    assert [each.on for each in found.past] == sorted(each.on for each in found.past)
    assert {each.room for each in found.past} == {"people", "training", "placement", "outcome", "credit"}
    assert [str(each.sentence) for each in found.past][:2] == ["입학했습니다.", "과정을 마쳤습니다."]
    assert (found.credits, found.degree_credits, found.works_at) == (3, 80, here.firm.label)
    assert found.admission_on == date(2029, 2, 10)
    assert [str(each.sentence) for each in found.ahead] == ["재직자 특별전형에 지원할 수 있습니다."]


def test_path_is_for_those_who_may_see_the_learner():
    here, there = make.town(), make.town()
    learner = walked(here)
    url = reverse("people:path", args=[learner.pk])
    own = make.account_of(learner)
    for viewer in (
        here.coordinator,
        here.teacher,
        here.lead,
        own,
        make.guardian_of(learner),
        make.user(Role.OFFICE, district=here.district),
    ):
        assert sign_in(viewer).get(url).status_code == 200, viewer
    strangers = [here.hr, here.dean, there.teacher, there.coordinator, make.user(Role.CITY, district=here.district)]
    strangers.append(make.account_of(make.learner(here.school)))
    for stranger in strangers:
        assert sign_in(stranger).get(url).status_code in {403, 404}, stranger


def test_protection_officer_sees_no_rows_of_rooms_that_are_not_theirs():
    here = make.town()
    learner = walked(here)
    officer = make.user(Role.DPO, district=here.district)
    found = queries.path(officer, learner, TODAY)
    assert {each.room for each in found.past} == {"people"}


def test_student_reads_own_path_in_plain_words():
    here = make.town()
    learner = make.learner(here.school)
    make.application(
        make.opening(here), learner, "offered", offered_on=timezone.localdate(), answer_by=timezone.localdate()
    )
    text = sign_in(make.account_of(learner)).get(reverse("people:path", args=[learner.pk])).content.decode()
    assert "내가 걸어온 길" in text
    assert f"{here.firm.name}의 채용 제안에 답하기" in text


def test_next_step_is_the_most_pressing_one():
    here = make.town()
    learner = make.learner(here.school, intake_year=2024)
    assert str(queries.path(here.teacher, learner, TODAY).next.sentence) == "채용공고에 지원하기"
    younger = make.learner(here.school, intake_year=2026)
    assert str(queries.path(here.teacher, younger, TODAY).next.sentence) == "교육훈련 과정에 신청하기"
    programme = make.programme(here, starts=TODAY, ends=TODAY + timedelta(days=5))
    make.enrolment(programme, learner)
    assert queries.path(here.teacher, learner, TODAY).next.by == programme.ends
    make.application(make.opening(here), learner, "offered", offered_on=TODAY, answer_by=TODAY)
    found = queries.path(here.teacher, learner, TODAY).next
    assert (found.by, found.page) == (TODAY, "placement:application")
    left = make.learner(here.school, state="left")
    assert queries.path(here.teacher, left, TODAY).next is None


def test_path_takes_the_same_queries_however_much_happened():
    here = make.town()
    learner = walked(here)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            found = queries.path(here.teacher, learner, TODAY)
            [str(each.detail) for each in found.past]
        return len(caught)

    cost()
    before = cost()
    for _each in range(20):
        make.enrolment(make.programme(here), learner, "completed")
        make.award(here, learner)
    assert cost() == before


@pytest.mark.parametrize(
    ("spells", "day"),
    [
        ([(date(2026, 2, 10), None)], date(2029, 2, 10)),
        ([(date(2020, 1, 1), date(2022, 12, 31)), (date(2025, 1, 1), None)], date(2025, 1, 1)),
        ([(date(2020, 1, 1), date(2020, 12, 31))], None),
        ([(date(2020, 1, 1), date(2021, 12, 31)), (date(2021, 6, 1), None)], date(2023, 1, 1)),
        ([(date(2024, 2, 29), None)], date(2027, 3, 1)),
        ([], None),
    ],
)
def test_admission_for_workers_opens_when_the_years_are_worked(spells, day):
    assert credit.worker_admission_day(spells, date(2026, 1, 1)) == day
