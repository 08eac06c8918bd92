"""Curriculum: departments, seats, courses, and how much of what firms want is taught."""

from datetime import date
from decimal import Decimal

import pytest

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.domain.curriculum import actions, queries, rules
from naru.domain.curriculum.enums import DepartmentState as State
from naru.domain.curriculum.models import Seats
from tests.domain import look
from tests.factories import make

DAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("rule", "given", "error", "sentence"),
    [
        (rules.may_become, (State.CLOSED, State.OPEN), Conflict, "될 수 없습니다"),
        (rules.may_become, (State.OPEN, State.CLOSED), Conflict, "될 수 없습니다"),
        (rules.may_set_seats, (State.OPEN, -1), RuleBroken, "0명 이상"),
        (rules.may_set_seats, (State.CLOSING, 1), RuleBroken, "신입생"),
        (rules.may_add_course, (State.CLOSED, 3, 48, DAY), Conflict, "폐과한"),
        (rules.may_add_course, (State.OPEN, 0, 48, DAY), RuleBroken, "1 이상"),
        (rules.may_add_course, (State.OPEN, 3, 47, DAY), RuleBroken, "48시간"),
    ],
)
def test_rule_refuses(rule, given, error, sentence):
    with pytest.raises(error, match=sentence):
        rule(*given)


def test_closing_department_keeps_no_seats_and_hours_of_credits_suffice():
    rules.may_set_seats(State.CLOSING, 0)
    rules.may_add_course(State.OPEN, 3, 48, DAY)
    with pytest.raises(RuleBroken) as refused:
        rules.may_add_course(State.OPEN, 1, 15, DAY)
    assert "고교학점제" in refused.value.article


def test_coverage_is_the_share_of_demand_that_is_taught():
    assert rules.coverage_of({1: Decimal(30), 2: Decimal(10)}, {1, 9}) == (Decimal(30), Decimal(40))
    assert rules.coverage_of({}, {1}) == (0, 0)


def deeds() -> dict[str, look.Deed]:
    here, there = make.town(), make.town()
    department = make.department(here.school)
    neighbour = make.user(Role.SCHOOL_LEAD, organisation=make.school(here.district))
    strangers = (here.teacher, here.hr, neighbour, there.lead, there.coordinator)
    return {
        "open_department": look.Deed(
            lambda by: actions.open_department(
                school=here.school, code="d", name="전지과", state=State.PLANNED, is_industry=True, by=by
            ),
            here.lead,
            "curriculum.open_department",
            None,
            strangers,
        ),
        "change_state": look.Deed(
            lambda by: actions.change_state(department=department, state=State.CLOSING, why="재구조화", by=by),
            here.coordinator,
            "curriculum.change_state",
            None,
            strangers,
        ),
        "set_seats": look.Deed(
            lambda by: actions.set_seats(department=department, intake_year=2027, seats=40, source="승인", by=by),
            here.lead,
            "curriculum.set_seats",
            None,
            strangers,
        ),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", look.names(actions))
def test_deed_is_for_whom_it_belongs_to_and_audited(name):
    look.check(deeds()[name])


@pytest.mark.django_db
def test_department_moves_only_along_its_states():
    here = make.town()
    department = make.department(here.school, state="planned")
    with pytest.raises(Conflict):
        actions.change_state(department=department, state=State.CLOSING, why="", by=here.lead)
    actions.change_state(department=department, state=State.OPEN, why="승인", by=here.lead)
    department.refresh_from_db()
    assert department.state == State.OPEN
    assert (Event.objects.get().before, Event.objects.get().why) == ({"state": "planned"}, "승인")


@pytest.mark.django_db
def test_seats_set_again_keep_the_earlier_figure_in_the_audit():
    here = make.town()
    department = make.department(here.school)
    for seats in (40, 36):
        actions.set_seats(department=department, intake_year=2027, seats=seats, source="승인", by=here.lead)
    assert Seats.objects.get().seats == 36
    assert Event.objects.first().before["seats"] == 40
    closing = make.department(here.school, state="closing")
    with pytest.raises(RuleBroken):
        actions.set_seats(department=closing, intake_year=2027, seats=1, source="", by=here.lead)
    assert Event.objects.count() == 2


@pytest.mark.django_db
def test_departments_are_public_inside_their_district():
    here, there = make.town(), make.town()
    department = make.department(here.school)
    course = make.course(department)
    seats = Seats.objects.create(department=department, intake_year=2026, seats=20)
    student = make.account_of(make.learner(make.school(here.district)))
    to, away = [here.coordinator, here.teacher, here.hr, student], [there.coordinator, there.lead, make.user()]
    look.visible(queries.listing, queries.one, department, to=to, hidden_from=away)
    look.visible(queries.course_listing, None, course, to=to, hidden_from=away)
    look.visible(lambda viewer: queries.seats_of(viewer, department), None, seats, to=to, hidden_from=away)


@pytest.mark.django_db
def test_listing_shows_the_latest_seats_or_those_of_the_year():
    here = make.town()
    department = make.department(here.school, code="battery", name="전지과")
    for year, seats in ((2025, 40), (2026, 36)):
        Seats.objects.create(department=department, intake_year=year, seats=seats)
    assert queries.one(here.lead, department.pk).seats_now == 36
    assert [queries.listing(here.lead, year).get().seats_now for year in (2025, 2027)] == [40, 0]
    assert queries.department_name(here.school.pk, "battery") == "전지과"
    assert queries.department_name(here.school.pk, "unknown") == "unknown"


@pytest.mark.django_db
def test_coverage_counts_courses_of_open_departments_for_that_intake():
    here = make.town()
    taught, ended, closed, never = (make.unit(f"u-{n}") for n in range(4))
    open_one = make.department(here.school)
    make.course(open_one, taught), make.course(open_one, ended, until=2025)
    make.course(make.department(here.school, state="closed"), closed)
    make.course(make.department(make.town().school), never)
    make.need(here, 10, "planned", taught, ended, closed, never)
    found = queries.coverage_of(here.district, 2026, DAY)
    assert (found.rate, found.covered, found.whole) == (Decimal("25.0"), Decimal(15), Decimal(60))
    assert [each.code for each in found.taught] == ["u-0"]
    assert [each.code for each in found.missing] == ["u-1", "u-2", "u-3"]
    assert queries.coverage_of(here.district, 2027, DAY).rate is None


@pytest.mark.django_db
def test_seats_of_a_district_add_up_by_intake():
    here, there = make.town(), make.town()
    for school in (here.school, here.school, there.school):
        department = make.department(school)
        for year in (2025, 2026, 2027):
            Seats.objects.create(department=department, intake_year=year, seats=20)
    assert queries.seats_by_intake(here.district, 2026, 2027) == {2026: 40, 2027: 40}


@pytest.mark.django_db
def test_listings_cost_the_same_for_30_rows():
    here = make.town()
    look.same_cost(queries.listing, here.hr, lambda: make.department(here.school))

    def shown(viewer):
        return [[str(unit) for unit in each.units.all()] for each in queries.course_listing(viewer)]

    department = queries.listing(here.hr).first()
    look.same_cost(shown, here.hr, lambda: make.course(department, make.unit()))
