"""What a firm does with an application before it answers: the table by hand, a day for each step, what is owed after it."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from naru.base.accounts import waiting
from naru.base.audit.models import Event
from naru.base.rulebook.errors import Conflict, NotAllowed, RuleBroken
from naru.domain.placement import actions, queries, rules
from naru.domain.placement.actions import interviews
from naru.domain.placement.enums import ApplicationState as S
from naru.domain.placement.enums import ReserveFor
from naru.domain.placement.models import Application, Reserve
from naru.domain.placement.queries import reserves, todos
from tests.factories import make

TODAY = date(2026, 9, 10)
SOON = date(2026, 9, 30)
#: From where to where, written by hand; A answers: offered, refused, withdrawn, obsolete.
BEFORE = {
    S.APPLIED: {S.REVIEWING, S.PREPARING, S.POSTPONED, S.POOL},
    S.REVIEWING: {S.PREPARING, S.POSTPONED, S.POOL},
    S.PREPARING: {S.REVIEWING, S.POSTPONED},
    S.POSTPONED: {S.REVIEWING, S.PREPARING, S.POOL},
    S.POOL: {S.REVIEWING, S.PREPARING, S.POSTPONED},
}
ANSWERS = {S.OFFERED, S.REFUSED, S.WITHDRAWN, S.OBSOLETE}
ALLOWED = {state: after | ANSWERS for state, after in BEFORE.items()} | {
    S.OFFERED: {S.ACCEPTED, S.DECLINED, S.WITHDRAWN, S.OBSOLETE, S.LAPSED}
}


@pytest.mark.parametrize("now", list(S))
@pytest.mark.parametrize("then", list(S))
def test_every_pair_of_states(now, then):
    if then in ALLOWED.get(now, set()):
        rules.application_may_become(now, then)
    else:
        with pytest.raises(Conflict):
            rules.application_may_become(now, then)


@pytest.mark.parametrize(
    ("state", "days", "is_allowed"),
    [
        (S.REVIEWING, 0, True),
        (S.REVIEWING, 60, True),
        (S.REVIEWING, 61, False),
        (S.POOL, 180, True),
        (S.POOL, 181, False),
        (S.POSTPONED, -1, False),
        (S.OFFERED, 5, False),
    ],
)
def test_a_step_says_until_when_and_not_too_far(state, days, is_allowed):
    def ask():
        rules.may_consider(S.APPLIED, state, TODAY + timedelta(days=days), TODAY)

    if is_allowed:
        ask()
    else:
        with pytest.raises(RuleBroken):
            ask()


@pytest.mark.django_db
def test_the_firm_tells_its_step_and_goes_on_to_an_offer_and_accepting_ends_every_step_elsewhere():
    here = make.town()
    learner = make.learner(here.school)
    student = make.account_of(learner)
    one, other = (make.application(make.opening(here), learner) for _number in range(2))
    say = {"state": S.REVIEWING, "decide_by": SOON, "today": TODAY}
    for stranger in (student, here.teacher, here.coordinator, make.town().hr):
        with pytest.raises(NotAllowed):
            actions.consider(application=one, **say, by=stranger)
    actions.consider(application=one, **say, by=here.hr)
    actions.consider(application=one, **(say | {"decide_by": SOON + timedelta(days=5)}), by=here.hr)
    held = Application.objects.get(pk=one.pk)
    assert (held.state, held.decide_by) == (S.REVIEWING, SOON + timedelta(days=5))
    assert Event.objects.filter(verb="placement.consider").count() == 2
    actions.consider(application=other, **(say | {"state": S.POOL}), by=here.hr)
    actions.offer(application=held, answer_by=SOON, today=TODAY, by=here.hr)
    actions.accept(application=held, today=TODAY, starts=date(2027, 3, 2), by=student)
    assert Application.objects.get(pk=other.pk).state == S.OBSOLETE
    with pytest.raises(Conflict):
        actions.consider(application=other, **say, by=here.hr)


@pytest.mark.django_db
def test_who_took_an_application_back_from_a_step_may_apply_again_without_its_day():
    here = make.town()
    learner = make.learner(here.school)
    student = make.account_of(learner)
    opening = make.opening(here, deadline=SOON)
    held = make.application(opening, learner, "postponed", decide_by=SOON)
    actions.withdraw(application=held, by=student)
    again = actions.apply(opening=opening, learner=learner, consents=True, today=TODAY, by=student)
    assert (again.pk, again.state, again.decide_by) == (held.pk, S.APPLIED, None)


@pytest.mark.django_db
def test_the_database_keeps_no_step_without_its_day():
    here = make.town()
    with pytest.raises(IntegrityError), transaction.atomic():
        make.application(make.opening(here), make.learner(here.school), "pool")


def keys(kind, viewer, today, district=None):
    found = next(each for each in todos.TODOS if each.kind == f"placement.{kind}")
    rows = waiting.rows(found, viewer, today, district)
    return [] if rows is None else list(rows.values_list("pk", flat=True))


@pytest.mark.django_db
def test_what_is_held_waits_for_the_firm_and_after_its_day_for_the_centre():
    here = make.town()
    held = make.application(make.opening(here), make.learner(here.school), "reviewing", decide_by=SOON)
    make.consent(held.learner, here.firm)
    assert keys("decide_applicants", here.hr, TODAY) == [held.pk]
    assert keys("answer_applicants", here.hr, TODAY) == []
    assert keys("late_answer", here.coordinator, SOON) == []
    assert keys("late_answer", here.coordinator, SOON + timedelta(days=1)) == [held.pk]


@pytest.mark.django_db
def test_an_interview_waits_for_firm_and_student_until_its_day_and_as_long_as_the_firm_owes_an_answer():
    here = make.town()
    today = timezone.localdate()
    learner = make.learner(here.school)
    student = make.account_of(learner)
    application = make.application(make.opening(here, deadline=today), learner)
    say = {"at": time(14), "where": "회의실", "words": "", "today": today}
    make.consent(learner, here.firm)
    made = interviews.invite(
        opening=application.opening, learner=learner, on=today + timedelta(days=2), **say, by=here.hr
    )
    for day, found in ((today, [made.pk]), (today + timedelta(days=2), [made.pk]), (today + timedelta(days=3), [])):
        assert keys("interview", here.hr, day) == found
        assert keys("own_interview", student, day) == found
    for stranger in (here.coordinator, here.teacher, make.town().hr):
        assert keys("interview", stranger, today) == keys("own_interview", stranger, today) == []
    shown = [each for each in queries.waiting(student, here.district, today) if each.kind == "placement.own_interview"]
    assert [(each.count, each.due, each.row) for each in shown] == [(1, today + timedelta(days=2), made.pk)]
    actions.refuse(application=application, reason="criteria", by=here.hr)
    assert keys("interview", here.hr, today) == keys("own_interview", student, today) == []


@pytest.mark.django_db
def test_seats_are_kept_for_graduates_whom_the_school_s_record_names():
    here = make.town()
    opening = make.opening(here)
    kept = Reserve.objects.create(opening=opening, number=1, kind=ReserveFor.GRADUATES, seats=1)
    graduate, third = make.graduate(here.school), make.learner(here.school)
    assert reserves.groups([(graduate, opening.pk), (third, opening.pk)], TODAY) == {(graduate.pk, opening.pk): kept.pk}
    assert kept.whom == "졸업생"
