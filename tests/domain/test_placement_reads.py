"""Placement: who sees openings, applications and jobs; persons hired counted once."""

from datetime import date

import pytest

from naru.base.accounts.enums import Role
from naru.domain.placement import actions, queries
from naru.domain.placement.enums import EndReason
from tests.domain import look
from tests.factories import make

pytestmark = pytest.mark.django_db


def test_draft_is_seen_by_the_firm_and_the_centre_an_open_one_by_the_whole_district():
    here, there = make.town(), make.town()
    draft, public = make.opening(here, "draft"), make.opening(here)
    student = make.account_of(make.learner(here.school))
    neighbour = make.user(Role.FIRM_HR, organisation=make.firm(here.district))
    inside, outside = [here.teacher, student, neighbour], [there.coordinator, there.hr, there.teacher, make.user()]
    look.visible(queries.listing, queries.one, draft, to=[here.hr, here.coordinator], hidden_from=[*inside, *outside])
    look.visible(queries.listing, queries.one, public, to=[here.hr, here.coordinator, *inside], hidden_from=outside)


def test_application_is_seen_by_whom_the_learner_applied_to_and_their_own():
    here, there = make.town(), make.town()
    learner = make.learner(here.school)
    application = make.application(make.opening(here), learner)
    classmate = make.account_of(make.learner(here.school))
    neighbour = make.user(Role.FIRM_HR, organisation=make.firm(here.district))
    to = [here.hr, here.coordinator, here.teacher, make.account_of(learner), make.guardian_of(learner)]
    away = [neighbour, classmate, here.dean, there.coordinator, there.hr, there.teacher, make.user()]
    look.visible(queries.application_listing, queries.application_one, application, to=to, hidden_from=away)


def test_job_is_seen_by_the_firm_the_school_and_the_learners_district():
    here, there = make.town(), make.town()
    learner = make.graduate(here.school)
    job = make.placement(learner, here.firm)
    neighbour = make.user(Role.FIRM_HR, organisation=make.firm(here.district))
    to = [here.hr, here.coordinator, here.teacher, make.account_of(learner), make.guardian_of(learner)]
    away = [neighbour, here.dean, there.coordinator, there.hr, make.user()]
    look.visible(queries.placement_listing, queries.placement_one, job, to=to, hidden_from=away)


def test_ended_job_has_its_day_and_reason_and_frees_the_learner():
    here = make.town()
    job = make.placement(make.graduate(here.school), here.firm)
    ended = actions.end_placement(placement=job, on=date(2026, 12, 1), reason=EndReason.MILITARY, by=here.hr)
    assert (ended.ends, ended.end_reason) == (date(2026, 12, 1), EndReason.MILITARY)
    assert not queries.has_job(job.learner)


def test_person_hired_twice_in_a_project_year_counts_once():
    here, there = make.town(), make.town()
    learner, late = make.graduate(here.school), make.graduate(here.school)
    make.placement(learner, here.firm, starts=date(2026, 3, 1), ends=date(2026, 5, 1), end_reason="other")
    make.placement(learner, here.firm, starts=date(2026, 6, 1), ends=date(2026, 7, 1), end_reason="other")
    make.placement(learner, there.firm, starts=date(2027, 2, 28))
    make.placement(late, here.firm, starts=date(2027, 3, 1))
    make.placement(make.graduate(there.school), here.firm)
    assert queries.hired(here.district, 2026) == 1
    assert queries.hired(here.district, 2027) == 1
    assert queries.hired_by_firm(here.district, 2026) == {here.firm.pk: 1, there.firm.pk: 1}
    assert queries.behind(here.coordinator, here.district, 2026).count() == 3
    assert queries.behind(here.hr, here.district, 2026).count() == 2


def test_steps_of_the_funnel_name_who_ever_applied_was_offered_or_hired():
    here = make.town()
    applied, offered, hired = (make.learner(here.school) for _each in range(3))
    opening = make.opening(here)
    make.application(opening, applied), make.application(opening, offered, "declined", offered_on=date(2026, 9, 2))
    make.placement(hired, here.firm)
    assert {row["learner"] for row in queries.applied_ever(here.district)} == {applied.pk, offered.pk}
    assert [row["learner"] for row in queries.offered_ever(here.district)] == [offered.pk]
    assert [row["learner"] for row in queries.placed_ever()] == [hired.pk]


def test_listings_count_and_cost_the_same_for_30_rows():
    here = make.town()
    opening = make.opening(here)
    for state in ("applied", "offered", "accepted", "declined"):
        make.application(opening, make.learner(here.school), state)
    row = queries.one(here.hr, opening.pk)
    assert (row.applied, row.offered, row.accepted) == (4, 1, 1)
    there = make.town()
    look.same_cost(queries.listing, there.hr, lambda: make.opening(there))
    shared = queries.listing(there.hr).first()
    look.same_cost(queries.application_listing, there.hr, lambda: make.application(shared, make.learner(there.school)))
    look.same_cost(queries.placement_listing, there.hr, lambda: make.placement(make.graduate(there.school), there.firm))
