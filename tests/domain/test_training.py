"""Training: the window, the waiting list, completion by hours, and persons counted once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.district.models import DistrictMember
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.domain.training import actions, queries, rules
from naru.domain.training.enums import EnrolmentState as State
from naru.domain.training.enums import ProgrammeKind
from naru.domain.training.models import Attainment, Enrolment, Funding, Programme, Session
from tests.domain import look
from tests.factories import make

FIRST, LAST, STARTS, JUNE = date(2026, 3, 2), date(2026, 3, 31), date(2026, 4, 6), date(2026, 6, 30)
DONE = (State.ENROLLED, STARTS, JUNE, 30)


@pytest.mark.parametrize(
    ("rule", "given", "error", "sentence"),
    [
        (rules.may_sign_up, (FIRST, LAST, date(2026, 3, 1), True, True), RuleBroken, "아직 신청 기간"),
        (rules.may_sign_up, (FIRST, LAST, date(2026, 4, 1), True, True), RuleBroken, "끝났습니다"),
        (rules.may_sign_up, (FIRST, LAST, LAST, False, True), RuleBroken, "이 지구 학교"),
        (rules.may_sign_up, (FIRST, LAST, LAST, True, False), RuleBroken, "재학 중인"),
        (rules.may_withdraw, (State.COMPLETED,), Conflict, "이미 끝났거나"),
        (rules.may_complete, (State.WAITING, *DONE[1:], Decimal(30), "출석부"), Conflict, "참여가 확정된"),
        (rules.may_complete, (State.ENROLLED, STARTS, FIRST, 30, Decimal(30), "출석부"), RuleBroken, "시작하기 전"),
        (rules.may_complete, (*DONE, Decimal("30.5"), "출석부"), RuleBroken, "30시간"),
        (rules.may_complete, (*DONE, Decimal(30), " "), RuleBroken, "증빙"),
        (rules.may_attest, (True, True, FIRST, LAST, "증", False), RuleBroken, "하나만"),
        (rules.may_attest, (False, False, FIRST, LAST, "증", False), RuleBroken, "하나만"),
        (rules.may_attest, (True, False, LAST, FIRST, "증", False), RuleBroken, "앞으로의 날짜"),
        (rules.may_attest, (True, False, FIRST, FIRST, " ", False), RuleBroken, "무엇을 보고"),
        (rules.may_attest, (True, False, FIRST, LAST, "증", True), Conflict, "이미 적혀"),
    ],
)
def test_rule_refuses(rule, given, error, sentence):
    with pytest.raises(error, match=sentence):
        rule(*given)


def test_both_days_of_the_window_are_open_and_the_capacity_is_full_at_its_number():
    rules.may_sign_up(FIRST, LAST, FIRST, True, True)
    rules.may_sign_up(FIRST, LAST, LAST, True, True)
    assert [rules.place_of(taken, 20) for taken in (19, 20)] == [State.ENROLLED, State.WAITING]
    assert rules.place_of(0, 0) == State.WAITING


@pytest.mark.parametrize(
    ("hours", "state"), [("20", State.COMPLETED), ("19.9", State.INCOMPLETE), ("0", State.INCOMPLETE)]
)
def test_two_thirds_of_the_hours_complete_a_programme(hours, state):
    assert rules.may_complete(*DONE, Decimal(hours), "출석부") == state
    years_ago = (State.ENROLLED, date(2023, 4, 1), date(2023, 6, 30), 30)
    assert rules.may_complete(*years_ago, Decimal(hours), "출석부") == state


def deeds() -> dict[str, look.Deed]:
    here, there = make.town(), make.town()
    learner, other = make.learner(here.school), make.learner(here.school)
    open_one = make.programme(here)
    taken = make.enrolment(open_one, other)
    line = make.line(make.fund(here.district))
    given = {"code": "P-1", "name": "과정", "kind": ProgrammeKind.CAMP, "year": 2026, "capacity": 5, "hours": 9}
    given |= {"opens_on": FIRST, "closes_on": LAST, "starts": STARTS, "ends": JUNE, "fundings": [(line, 100)]}
    seen = {"licence": "전기기능사", "reached_on": FIRST, "evidence": "자격증"}
    held = Attainment.objects.create(learner=other, name="지게차운전기능사", reached_on=FIRST, evidence="자격증")
    neighbour = make.user(Role.TEACHER, organisation=make.school(here.district))
    strangers = (here.hr, neighbour, make.guardian_of(learner), there.coordinator, there.teacher)
    home = here.district.pk
    return {
        "announce": look.Deed(
            lambda by: actions.announce(district=here.district, provider=here.university, **given, by=by),
            here.coordinator,
            "training.announce",
            home,
            (*strangers, here.teacher, here.dean),
        ),
        "sign_up": look.Deed(
            lambda by: actions.sign_up(programme=open_one, learner=learner, today=FIRST, by=by),
            make.account_of(learner),
            "training.sign_up",
            home,
            (*strangers, make.account_of(other)),
        ),
        "withdraw": look.Deed(
            lambda by: actions.withdraw(enrolment=taken, by=by),
            here.teacher,
            "training.withdraw",
            home,
            (*strangers, learner.user),
        ),
        "complete": look.Deed(
            lambda by: actions.complete(enrolment=taken, hours_done=Decimal(30), on=JUNE, evidence="출석부", by=by),
            make.user(Role.TRAINER, organisation=here.university),
            "training.complete",
            home,
            (*strangers, other.user, here.lead, make.user(Role.TRAINER, organisation=here.firm)),
        ),
        "attest": look.Deed(
            lambda by: actions.attest(**seen, learner=learner, unit=None, today=JUNE, by=by),
            here.teacher,
            "training.attest",
            None,
            (*strangers, other.user, here.dean),
        ),
        "retract": look.Deed(
            lambda by: actions.retract(attainment=held, why="잘못 적음", by=by),
            here.lead,
            "training.retract",
            None,
            (*strangers, other.user),
        ),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", look.names(actions))
def test_deed_is_for_whom_it_belongs_to_and_audited(name):
    look.check(deeds()[name])


@pytest.mark.django_db
def test_learner_signs_up_once_and_again_after_withdrawing():
    here = make.town()
    programme, learner = make.programme(here), make.learner(here.school)
    deed = {"programme": programme, "learner": learner, "today": FIRST, "by": here.teacher}
    enrolment = actions.sign_up(**deed)
    with pytest.raises(Conflict, match="이미 신청한"):
        actions.sign_up(**deed)
    assert actions.withdraw(enrolment=enrolment, by=here.teacher) is None
    with pytest.raises(Conflict):
        actions.withdraw(enrolment=enrolment, by=here.teacher)
    again = actions.sign_up(**deed)
    assert (again.pk, again.state) == (enrolment.pk, State.ENROLLED)
    assert again.signed_up_at > enrolment.signed_up_at


@pytest.mark.django_db
def test_only_learners_in_school_in_the_district_sign_up():
    here, there = make.town(), make.town()
    programme = make.programme(here)
    for learner, by in (
        (make.learner(there.school), there.teacher),
        (make.graduate(here.school), here.teacher),
    ):
        with pytest.raises(RuleBroken):
            actions.sign_up(programme=programme, learner=learner, today=FIRST, by=by)
    DistrictMember.objects.filter(organisation=here.school).update(until=FIRST - timedelta(days=1))
    with pytest.raises(RuleBroken, match="이 지구 학교"):
        actions.sign_up(programme=programme, learner=make.learner(here.school), today=FIRST, by=here.teacher)
    assert not Enrolment.objects.exists()


@pytest.mark.django_db
def test_free_place_goes_to_the_first_who_waits_and_a_waiting_one_frees_none():
    here = make.town()
    programme = make.programme(here, capacity=1)
    one, two, three = (
        actions.sign_up(programme=programme, learner=make.learner(here.school), today=FIRST, by=here.teacher)
        for _each in range(3)
    )
    assert [one.state, two.state, three.state] == [State.ENROLLED, State.WAITING, State.WAITING]
    fourth = actions.sign_up(programme=programme, learner=make.learner(here.school), today=FIRST, by=here.teacher)
    assert actions.withdraw(enrolment=three, by=here.teacher) is None
    assert actions.withdraw(enrolment=one, by=here.teacher) == two
    assert Event.objects.get(verb="training.take_free_place").object_id == two.pk
    fourth.refresh_from_db()
    assert (fourth.state, queries.taken(programme)) == (State.WAITING, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(("hours", "state", "day"), [(20, State.COMPLETED, JUNE), (19, State.INCOMPLETE, None)])
def test_completion_is_decided_by_the_hours_and_only_once(hours, state, day):
    here = make.town()
    enrolment = make.enrolment(make.programme(here), make.learner(here.school))
    deed = {"enrolment": enrolment, "hours_done": Decimal(hours), "on": JUNE, "evidence": "출석부", "by": here.teacher}
    assert actions.complete(**deed).state == state
    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.completed_on, enrolment.hours_done) == (state, day, hours)
    assert Event.objects.get().before == {"state": "enrolled", "hours_done": "0.0"}
    with pytest.raises(Conflict):
        actions.complete(**deed)


@pytest.mark.django_db
def test_programme_is_public_in_its_district_and_a_place_is_not():
    here, there = make.town(), make.town()
    programme, learner = make.programme(here), make.learner(here.school)
    session = Session.objects.create(programme=programme, on=STARTS, starts="09:00", ends="12:00")
    enrolment, classmate = make.enrolment(programme, learner), make.account_of(make.learner(here.school))
    to = [here.coordinator, here.teacher, here.dean, here.hr, classmate]
    away = [there.coordinator, there.teacher, make.user()]
    look.visible(queries.listing, queries.one, programme, to=to, hidden_from=away)
    look.visible(lambda viewer: queries.sessions_of(viewer, programme), None, session, to=to, hidden_from=away)
    to = [here.coordinator, here.teacher, here.dean, make.account_of(learner), make.guardian_of(learner)]
    away += [here.hr, classmate, make.user(Role.TEACHER, organisation=make.school(here.district))]
    look.visible(queries.enrolment_listing, queries.enrolment_one, enrolment, to=to, hidden_from=away)


@pytest.mark.django_db
def test_money_of_a_programme_is_seen_by_who_reads_budgets():
    here, there = make.town(), make.town()
    programme = make.programme(here)
    paid = Funding.objects.create(programme=programme, line=make.line(make.fund(here.district)), amount=100)
    away = [here.teacher, here.dean, there.coordinator]
    look.visible(
        lambda viewer: queries.fundings_of(viewer, programme), None, paid, to=[here.coordinator], hidden_from=away
    )


@pytest.mark.django_db
def test_person_who_completed_twice_counts_once_also_for_the_money():
    here = make.town()
    one, two = make.programme(here), make.programme(here)
    line, also = (make.line(make.fund(here.district)) for _each in range(2))
    for programme, paying in ((one, line), (one, also), (two, line)):
        Funding.objects.create(programme=programme, line=paying, amount=100)
    twice, once = make.learner(here.school), make.learner(here.school)
    for programme, learner in ((one, twice), (two, twice), (one, once)):
        make.enrolment(programme, learner, "completed")
    make.enrolment(two, make.learner(here.school), "incomplete")
    assert queries.persons(here.district, 2026, State.COMPLETED) == 2
    assert queries.persons(here.district, 2026, State.COMPLETED, State.INCOMPLETE) == 3
    assert queries.funded_completions(here.district, 2026) == [
        {"line": line.pk, "won": 200, "persons": 2},
        {"line": also.pk, "won": 100, "persons": 2},
    ]
    assert queries.behind(here.coordinator, here.district, 2026).count() == 3
    assert queries.completed_ever(here.district).distinct().count() == 2


@pytest.mark.django_db
def test_what_is_open_and_what_is_overdue_today():
    here, today = make.town(), timezone.localdate()
    window = {"opens_on": today, "closes_on": today}
    open_one = make.programme(here, **window, starts=today, ends=today)
    over = make.programme(here, starts=today - timedelta(days=9), ends=today - timedelta(days=1))
    late = make.enrolment(over, make.learner(here.school))
    make.enrolment(over, make.learner(here.school), "completed")
    make.enrolment(open_one, make.learner(here.school))
    assert list(queries.open_now(here.teacher)) == [open_one]
    assert list(queries.overdue(here.teacher)) == [late]


@pytest.mark.django_db
def test_listings_count_places_and_cost_the_same_for_30_rows():
    here = make.town()
    programme = make.programme(here)
    for state in ("enrolled", "waiting", "completed", "incomplete", "withdrawn"):
        make.enrolment(programme, make.learner(here.school), state)
    row = queries.one(here.teacher, programme.pk)
    assert (row.taken, row.waiting, row.completed) == (3, 1, 1)
    there = make.town()
    look.same_cost(queries.listing, there.teacher, lambda: make.programme(there))
    shared = Programme.objects.filter(district=there.district).first()
    look.same_cost(queries.enrolment_listing, there.teacher, lambda: make.enrolment(shared, make.learner(there.school)))
