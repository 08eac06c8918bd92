"""Placement: openings, applications, offers within the seats, and one job for one person."""

from datetime import date, timedelta

import pytest

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.district.models import DistrictMember
from naru.base.rulebook.errors import Conflict, NotAllowed, RuleBroken
from naru.domain.placement import actions, queries, rules
from naru.domain.placement.actions import running
from naru.domain.placement.enums import ApplicationState, EndReason, OpeningState, RefusalReason
from naru.domain.placement.models import Application, Opening, Placement
from tests.domain import look
from tests.factories import make
from tests.factories import rounds as stage

JULY, TODAY, DEADLINE, NEXT = date(2026, 7, 1), date(2026, 9, 10), date(2026, 10, 31), date(2026, 11, 1)
OPEN, CLOSED = OpeningState.OPEN, OpeningState.CLOSED


@pytest.mark.parametrize(
    ("rule", "given", "error", "sentence"),
    [
        (rules.opening_may_become, (OpeningState.FILLED, OPEN), Conflict, "상태의 공고"),
        (rules.application_may_become, (ApplicationState.APPLIED, ApplicationState.ACCEPTED), Conflict, "상태의 지원"),
        (rules.may_publish, (DEADLINE, NEXT), RuleBroken, "마감일이 지났습니다"),
        (rules.may_apply, (CLOSED, DEADLINE, TODAY, True, False), Conflict, "모집이 끝난"),
        (rules.may_apply, (OPEN, DEADLINE, NEXT, True, False), Conflict, "모집이 끝난"),
        (rules.may_apply, (OPEN, DEADLINE, TODAY, False, False), RuleBroken, "이 지구 학교"),
        (rules.may_apply, (OPEN, DEADLINE, TODAY, True, True), RuleBroken, "이미 취업"),
        (rules.may_offer, (2, 2, DEADLINE, TODAY), RuleBroken, "2명"),
        (rules.may_offer, (2, 1, JULY, TODAY), RuleBroken, "답변 기한"),
        (rules.may_answer, (TODAY, DEADLINE), Conflict, "2026-09-10"),
        (rules.may_work, (date(2011, 9, 11), TODAY), RuleBroken, "14세"),
        (rules.may_end, (JULY, TODAY, TODAY), Conflict, "이미 끝난"),
        (rules.may_end, (TODAY, None, JULY), RuleBroken, "2026-09-10"),
    ],
)
def test_rule_refuses(rule, given, error, sentence):
    with pytest.raises(error, match=sentence):
        rule(*given)


def test_last_days_and_the_fifteenth_birthday_are_allowed():
    rules.may_publish(DEADLINE, DEADLINE)
    rules.may_apply(OPEN, DEADLINE, DEADLINE, True, False)
    rules.may_offer(2, 1, TODAY, TODAY)
    rules.may_answer(TODAY, TODAY)
    rules.may_answer(None, TODAY)
    rules.may_work(date(2011, 9, 10), TODAY)
    rules.may_end(TODAY, None, TODAY)


def deeds() -> dict[str, look.Deed]:
    here, there = make.town(), make.town()
    DistrictMember.objects.create(district=there.district, organisation=here.firm, since=make.SINCE)
    learner, other = make.learner(here.school), make.learner(here.school)
    account, classmate = make.account_of(learner), make.account_of(other)
    opening, draft = make.opening(here, "open", seats=3), make.opening(here, "draft")
    checked = make.opening(here, "checked")
    applied = make.application(opening, learner)
    offered = make.application(make.opening(here), learner, "offered", answer_by=DEADLINE)
    job = make.placement(make.graduate(here.school), here.firm)
    neighbour = make.user(Role.FIRM_HR, organisation=make.firm(here.district))
    firms, learners = (neighbour, there.hr, there.coordinator), (classmate, make.guardian_of(learner))
    home, account = here.district.pk, learner.user
    given = {"code": "O-1", "occupation": make.occupation(), "title": "공고", "year": 2026, "seats": 1}
    given |= {"wage": None, "deadline": DEADLINE, "district": here.district, "firm": here.firm}
    say = {"application": applied, "answer_by": DEADLINE, "today": TODAY}
    begin = {"application": offered, "today": TODAY, "starts": NEXT}
    end = {"placement": job, "on": NEXT, "reason": EndReason.RESIGNED}
    not_firm = (*firms, *learners, account, here.lead)
    not_learner = (*firms, *learners, here.hr, here.coordinator, here.teacher)
    no = {"application": applied, "reason": RefusalReason.CRITERIA}
    made = {
        "draft_opening": (lambda by: actions.draft_opening(**given, by=by), here.hr, "draft_opening", not_firm),
        "publish": (lambda by: actions.publish(opening=checked, today=TODAY, by=by), here.hr, "publish", not_firm),
        "describe_opening": (
            lambda by: actions.describe_opening(
                opening=draft, details=rules.Details(hours=40), units={}, today=TODAY, by=by
            ),
            here.hr,
            "describe_opening",
            not_firm,
        ),
        "renew": (
            lambda by: actions.renew(opening=opening, deadline=date(2026, 12, 31), today=TODAY, by=by),
            here.hr,
            "renew",
            not_firm,
        ),
        "check_opening": (
            lambda by: actions.check_opening(opening=draft, by=by),
            here.coordinator,
            "check_opening",
            (*not_firm, here.hr),
        ),
        "return_opening": (
            lambda by: actions.return_opening(opening=checked, why="임금을 적어 주십시오", by=by),
            here.coordinator,
            "return_opening",
            (*not_firm, here.hr),
        ),
        "close": (lambda by: actions.close(opening=opening, by=by), here.coordinator, "close", not_firm),
        "apply": (
            lambda by: actions.apply(opening=make.opening(here), learner=learner, consents=True, today=TODAY, by=by),
            account,
            "apply",
            not_learner,
        ),
        "withdraw": (lambda by: actions.withdraw(application=applied, by=by), account, "withdraw", not_learner),
        "consider": (
            lambda by: actions.consider(
                application=applied, state=ApplicationState.REVIEWING, decide_by=DEADLINE, today=TODAY, by=by
            ),
            here.hr,
            "consider",
            (*not_firm, here.coordinator),
        ),
        "offer": (lambda by: actions.offer(**say, by=by), here.hr, "offer", (*not_firm, here.coordinator)),
        "refuse": (lambda by: actions.refuse(**no, by=by), here.hr, "refuse", (*not_firm, here.coordinator)),
        "accept": (lambda by: actions.accept(**begin, by=by), account, "accept", not_learner),
        "decline": (
            lambda by: actions.decline(application=offered, today=TODAY, by=by),
            account,
            "decline",
            not_learner,
        ),
        "end_placement": (
            lambda by: actions.end_placement(**end, by=by),
            here.hr,
            "end",
            (*firms, *learners, account, here.teacher, there.lead),
        ),
    }
    return {
        name: look.Deed(do, by, f"placement.{verb}", None if name == "end_placement" else home, strangers)
        for name, (do, by, verb, strangers) in made.items()
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", look.names(actions))
def test_deed_is_for_whom_it_belongs_to_and_audited(name):
    look.check(deeds()[name])


@pytest.mark.django_db
def test_firm_offers_jobs_only_where_it_takes_part():
    here, there = make.town(), make.town()
    with pytest.raises(NotAllowed):
        actions.draft_opening(
            district=there.district,
            code="O-1",
            firm=here.firm,
            occupation=make.occupation(),
            title="공고",
            year=2026,
            seats=1,
            wage=None,
            deadline=DEADLINE,
            by=here.hr,
        )
    assert not Opening.objects.exists()


@pytest.mark.django_db
def test_opening_is_published_closed_and_not_published_past_its_deadline():
    here = make.town()
    draft = make.opening(here, "draft")
    with pytest.raises(Conflict, match="지원센터가 확인"):
        actions.publish(opening=draft, today=TODAY, by=here.hr)
    actions.check_opening(opening=draft, by=here.coordinator)
    assert actions.publish(opening=draft, today=TODAY, by=here.hr).state == OPEN
    with pytest.raises(Conflict):
        actions.publish(opening=draft, today=TODAY, by=here.hr)
    assert actions.close(opening=draft, by=here.hr).state == CLOSED
    with pytest.raises(RuleBroken):
        actions.publish(opening=draft, today=NEXT, by=here.hr)


@pytest.mark.django_db
def test_centre_checks_and_opens_a_draft_in_one_and_both_are_audited():
    here = make.town()
    draft = make.opening(here, "draft")
    assert actions.publish(opening=draft, today=TODAY, by=here.coordinator).state == OPEN
    assert set(Event.objects.values_list("verb", flat=True)) == {"placement.check_opening", "placement.publish"}


@pytest.mark.django_db
def test_details_are_changed_only_in_a_draft_and_within_the_hours_of_the_law():
    here = make.town()
    draft, unit = make.opening(here, "draft"), make.unit()
    details = rules.Details(hours=52, shift="two", workplace="포항", least_age=18, source="기업 공문")
    made = actions.describe_opening(opening=draft, details=details, units={unit.pk: True}, today=TODAY, by=here.hr)
    assert (made.hours, made.shift, made.least_age, list(made.units.all())) == (52, "two", 18, [unit])
    with pytest.raises(RuleBroken, match="52시간"):
        actions.describe_opening(opening=draft, details=rules.Details(hours=53), units={}, today=TODAY, by=here.hr)
    with pytest.raises(Conflict, match="초안"):
        actions.describe_opening(opening=make.opening(here), details=details, units={}, today=TODAY, by=here.hr)


@pytest.mark.django_db
def test_opening_that_ran_out_opens_again_with_a_later_day():
    here = make.town()
    closed, filled = make.opening(here, "closed", deadline=date(2026, 8, 1)), make.opening(here, "filled")
    open_one = make.opening(here, "open", deadline=date(2026, 10, 31))
    later = date(2026, 11, 30)
    for opening, day, error in (
        (filled, later, Conflict),
        (closed, TODAY - timedelta(days=1), RuleBroken),
        (open_one, date(2026, 10, 31), RuleBroken),
    ):
        with pytest.raises(error):
            actions.renew(opening=opening, deadline=day, today=TODAY, by=here.hr)
    made = actions.renew(opening=closed, deadline=later, today=TODAY, by=here.hr)
    assert (made.state, made.deadline, made.opened_on) == ("open", later, TODAY)
    assert actions.renew(opening=open_one, deadline=later, today=TODAY, by=here.coordinator).deadline == later


@pytest.mark.django_db
def test_openings_run_out_on_the_day_after_their_last():
    here = make.town()
    last, bound = make.opening(here, deadline=TODAY), make.opening(here, deadline=TODAY)
    stage.announce(here, [bound])
    assert running.expire_openings(today=TODAY) == 0
    assert running.expire_openings(today=NEXT) == 1
    last.refresh_from_db()
    bound.refresh_from_db()
    assert (last.state, bound.state) == (CLOSED, OPEN)
    assert Event.objects.get(verb="placement.expire_opening").actor == "naru"


@pytest.mark.django_db
def test_learner_applies_once_and_again_after_withdrawing():
    here = make.town()
    opening, learner = make.opening(here), make.learner(here.school)
    by = make.account_of(learner)
    first = actions.apply(opening=opening, learner=learner, consents=True, today=JULY, by=by)
    with pytest.raises(Conflict, match="이미 지원한"):
        actions.apply(opening=opening, learner=learner, consents=True, today=TODAY, by=by)
    actions.withdraw(application=first, by=by)
    again = actions.apply(opening=opening, learner=learner, consents=True, today=TODAY, by=by)
    assert (again.pk, again.state, again.applied_on) == (first.pk, ApplicationState.APPLIED, TODAY)


@pytest.mark.django_db
def test_learner_of_a_school_outside_or_with_a_job_does_not_apply():
    here, there = make.town(), make.town()
    outsider, worker, gone = make.learner(there.school), make.learner(here.school), make.learner(here.school)
    make.placement(worker, here.firm)
    cases = [(each, make.account_of(each)) for each in (outsider, worker)]
    for learner, by in cases:
        with pytest.raises(RuleBroken):
            actions.apply(opening=make.opening(here), learner=learner, consents=True, today=TODAY, by=by)
    by = make.account_of(gone)
    DistrictMember.objects.filter(organisation=here.school).update(until=JULY)
    with pytest.raises(RuleBroken, match="이 지구 학교"):
        actions.apply(opening=make.opening(here), learner=gone, consents=True, today=TODAY, by=by)
    assert not Application.objects.exists()


@pytest.mark.django_db
def test_no_more_offers_than_seats_and_a_declined_one_is_free_again():
    here = make.town()
    opening = make.opening(here, seats=1)
    learners = [make.learner(here.school) for _each in range(2)]
    first, second = (make.application(opening, each) for each in learners)
    offer = {"answer_by": DEADLINE, "today": TODAY, "by": here.hr}
    actions.offer(application=first, **offer)
    with pytest.raises(RuleBroken, match="1명"):
        actions.offer(application=second, **offer)
    actions.decline(application=first, today=TODAY, by=make.account_of(learners[0]))
    assert actions.offer(application=second, **offer).state == ApplicationState.OFFERED
    assert queries.promised(opening) == 1
    with pytest.raises(Conflict):
        actions.refuse(application=first, reason=RefusalReason.OTHER, by=here.hr)


@pytest.mark.django_db
def test_acceptance_begins_the_job_ends_other_applications_and_fills_the_opening():
    here = make.town()
    learner = make.learner(here.school)
    by, opening = make.account_of(learner), make.opening(here, seats=1)
    offered = make.application(opening, learner, "offered", answer_by=DEADLINE)
    others = [make.application(make.opening(here), learner, state) for state in ("applied", "offered")]
    job = actions.accept(application=offered, today=TODAY, starts=NEXT, by=by)
    assert (job.learner, job.firm, job.opening, job.starts) == (learner, here.firm, opening, NEXT)
    for other in others:
        other.refresh_from_db()
        assert other.state == ApplicationState.OBSOLETE
    opening.refresh_from_db()
    assert opening.state == OpeningState.FILLED
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"placement.accept", "placement.start", "placement.fill", "placement.become_obsolete"} == verbs
    with pytest.raises(Conflict):
        actions.accept(application=offered, today=TODAY, starts=NEXT, by=by)
    assert queries.has_job(learner)


@pytest.mark.django_db
def test_late_answers_and_children_do_not_begin_a_job():
    here = make.town()
    learner, child = make.learner(here.school), make.learner(here.school, birth_date=date(2012, 1, 1))
    for who, answer_by, error in ((learner, JULY, Conflict), (child, DEADLINE, RuleBroken)):
        offered = make.application(make.opening(here), who, "offered", answer_by=answer_by)
        with pytest.raises(error):
            actions.accept(application=offered, today=TODAY, starts=TODAY, by=make.account_of(who))
        offered.refresh_from_db()
        assert offered.state == ApplicationState.OFFERED
    assert not Placement.objects.exists()
