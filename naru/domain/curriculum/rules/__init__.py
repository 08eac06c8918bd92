"""Decisions of the room curriculum: states of a department, seats, courses, coverage."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.base.rulebook.number import Definition
from naru.domain.curriculum.enums import DepartmentState as State

TRANSITIONS: dict[State, frozenset[State]] = {
    State.PLANNED: frozenset({State.OPEN, State.CLOSED}),
    State.OPEN: frozenset({State.CLOSING}),
    State.CLOSING: frozenset({State.CLOSED, State.OPEN}),
    State.CLOSED: frozenset(),
}

HOURS_PER_CREDIT: Dated[int] = Dated(
    "hours_per_credit", (Entry(date(2025, 3, 1), 16, "고교학점제: 1학점은 50분 수업 16회"),)
)

OTHER_DEPARTMENT = _("다른 학과의 과목을 선수 과목으로 둘 수 없습니다.")
OTHER_SCHOOL = _("다른 학교의 시설·기자재를 쓸 수 없습니다.")

COVERAGE = Definition(
    code="curriculum",
    version="2026.1",
    since=date(2025, 3, 1),
    korean="기업이 원하는 능력단위 가운데 운영 중인 학과의 과목이 다루는 비율. 인원·중요도·확실성으로 가중합니다.",
    english="Share of wanted units that courses of open departments cover, weighted by head-count, importance and confidence.",
    formula=gettext_noop("Σ(다루는 단위의 인원×중요도×가중치) ÷ Σ(모든 단위의 인원×중요도×가중치) × 100"),
    unit="%",
    source="나루 정의",
)


def may_become(now: State, then: State) -> None:
    if then not in TRANSITIONS[now]:
        raise Conflict(_("'%(now)s' 학과는 '%(then)s' 상태가 될 수 없습니다.") % {"now": now.label, "then": then.label})


def may_set_seats(state: State, seats: int) -> None:
    """A closed or closing department takes nobody in."""
    if seats < 0:
        raise RuleBroken(_("정원은 0명 이상이어야 합니다."))
    if state in {State.CLOSED, State.CLOSING} and seats > 0:
        raise RuleBroken(_("폐과 중이거나 폐과한 학과에는 신입생 정원을 둘 수 없습니다."))


def may_add_course(state: State, credits: int, hours: int, day: date) -> None:
    """Hours of a course are at least those of its credits, by the rule of the day."""
    if state == State.CLOSED:
        raise Conflict(_("폐과한 학과에는 과목을 더할 수 없습니다."))
    rule = HOURS_PER_CREDIT.on(day)
    if credits <= 0:
        raise RuleBroken(_("학점은 1 이상이어야 합니다."))
    if hours < credits * rule.value:
        raise RuleBroken(
            _("%(credits)s학점 과목은 %(hours)s시간 이상이어야 합니다.")
            % {"credits": credits, "hours": credits * rule.value},
            article=rule.source,
        )


def may_spread(credits: int, terms: int, first_term: int) -> None:
    """A course of several terms has a credit for each, and ends in the sixth term at the latest."""
    if not 1 <= terms <= credits:
        raise RuleBroken(_("나누어 가르치는 학기마다 1학점 이상이어야 합니다."), field="terms")
    if first_term < 1 or first_term + terms - 1 > 6:
        raise RuleBroken(_("3학년 2학기까지 마칠 수 있어야 합니다."), field="first_term")


def coverage_of(wanted: dict[int, Decimal], covered: set[int]) -> tuple[Decimal, Decimal]:
    """(demand covered, demand in all) over units by id."""
    whole = sum(wanted.values(), Decimal(0))
    return sum((demand for unit, demand in wanted.items() if unit in covered), Decimal(0)), whole
