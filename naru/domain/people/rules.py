"""Decisions of the room people."""

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from naru.base.privacy import law
from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.domain.people.enums import LearnerState, Sex

LONGEST = {"name": 80, "number": 40, "email": 254}

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


#: What of a learner can be corrected on request, and what it is called.
CORRECTABLE = {
    "name": _("이름"),
    "birth_date": _("생년월일"),
    "sex": _("성별"),
    "email": _("이메일"),
    "number": _("학번"),
}


def correct_value(field: str, wanted: str) -> Any:
    """The value as the column holds it. Raises RuleBroken for what cannot be corrected, or is no such value."""
    if field not in CORRECTABLE:
        raise RuleBroken(_("이 항목은 정정을 요청할 수 없습니다."), field="field")
    text = wanted.strip()
    if field == "birth_date":
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise RuleBroken(_("없는 날짜이거나 날짜 모양이 아닙니다. 예: 2026-03-02"), field="wanted") from None
    if field == "sex":
        if text not in Sex.values and text not in {str(label) for label in Sex.labels}:
            raise RuleBroken(_("'여'나 '남'으로 적어 주십시오."), field="wanted")
        return text if text in Sex.values else next(each.value for each in Sex if str(each.label) == text)
    if field == "email" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        raise RuleBroken(_("이메일 주소가 아닙니다. 예: kim@example.kr"), field="wanted")
    if not text or len(text) > LONGEST[field]:
        raise RuleBroken(_("비었거나 너무 깁니다. 바라는 값을 적어 주십시오."), field="wanted")
    if re.search(law.RESIDENT_NUMBER, text):
        raise RuleBroken(_("주민등록번호는 적을 수 없습니다."), article="개인정보 보호법 제24조의2", field="wanted")
    return text
