"""Amounts that planning rests on, dated; what may be asked; how a unit is taught at its level."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.errors import RuleBroken

#: Hours of teaching of one teacher in a year: 17 lessons a week, 34 weeks.
TEACHER_HOURS: Dated[int] = Dated(
    "teacher_hours", (Entry(date(2000, 1, 1), 578, "설계 결정: 주당 17시간 × 34주", is_verified=False),)
)
#: Lessons of a teacher in a week, for seats.
TEACHER_LOAD: Dated[int] = Dated(
    "teacher_load", (Entry(date(2000, 1, 1), 17, "설계 결정: 교사 한 사람의 주당 수업 17시간", is_verified=False),)
)
TRAINING_COST: Dated[int] = Dated(
    "teacher_training_cost",
    (Entry(date(2000, 1, 1), 1_500_000, "설계 결정: 교원 한 사람의 30시간 연수 비용 가정", is_verified=False),),
)
RETRAINING_COST: Dated[int] = Dated(
    "teacher_retraining_cost",
    (Entry(date(2000, 1, 1), 6_000_000, "설계 결정: 교과 전환 연수 비용 가정", is_verified=False),),
)
CLASS_SIZE: Dated[int] = Dated(
    "class_size", (Entry(date(2025, 3, 1), 20, "포항흥해공고 2025학년도 학급당 20명(imaeil 2024110119594794422)"),)
)
#: Of the nation's 59,661 graduates of 2025, 15,296 worked and 12,420 sought work: the share who look for work.
SEEKING = (15_296 + 12_420, 59_661)
MOST_YEARS = 5


def classes_of(seats: int, day: date) -> int:
    """Classes that hold these seats, by the class size of the day."""
    size = CLASS_SIZE.on(day).value if day >= date(2025, 3, 1) else 20
    return -(-seats // size)


def may_plan_courses(change: int, money: int, trainings: int) -> None:
    if min(change, money, trainings) < 0:
        raise RuleBroken(_("한도는 0 이상이어야 합니다."))
    if trainings > 20:
        raise RuleBroken(_("연수는 한 번에 20명까지 따질 수 있습니다."), field="trainings")


def may_plan_seats(years: int, money: int, recruits: int) -> None:
    if not 1 <= years <= MOST_YEARS:
        raise RuleBroken(_("한 번에 1년에서 5년까지 따질 수 있습니다."), field="years")
    if min(money, recruits) < 0:
        raise RuleBroken(_("한도는 0 이상이어야 합니다."), field="money" if money < 0 else "recruits")


def tenth(value: float | Decimal) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
