"""Decisions of the room people."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.domain.people.enums import LearnerState

YEARS_OF_SCHOOL: Dated[int] = Dated(
    "years_of_school", (Entry(date(1998, 3, 1), 3, "초·중등교육법 제46조(고등학교의 수업연한 3년)"),)
)


def may_enter(birth_date: date, intake_year: int) -> None:
    """A learner is born before the intake and of an age at which people go to high school or later."""
    if intake_year - birth_date.year < 13:
        raise RuleBroken(_("생년월일과 입학연도가 맞지 않습니다. 두 값을 확인해 주세요. 예: 2008-03-14, 2024"))


def may_graduate(state: LearnerState, intake_year: int, on: date) -> None:
    """Raises Conflict unless enrolled; RuleBroken before the years of school are over."""
    if state != LearnerState.ENROLLED:
        raise Conflict(_("재학 중인 학생만 졸업 처리할 수 있습니다."))
    rule = YEARS_OF_SCHOOL.on(on)
    if on < date(intake_year + rule.value, 1, 1):
        raise RuleBroken(
            _("수업연한 %(years)s년이 지나지 않아 졸업 처리할 수 없습니다.") % {"years": rule.value},
            article=rule.source,
        )


def may_leave(state: LearnerState) -> None:
    if state != LearnerState.ENROLLED:
        raise Conflict(_("재학 중인 학생만 학업 중단 처리할 수 있습니다."))
