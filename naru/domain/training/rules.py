"""Decisions of the room training: the window, who waits, and what counts as completed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.base.rulebook.number import Definition
from naru.domain.training.enums import EnrolmentState as State

COMPLETION_SHARE: Dated[Fraction] = Dated(
    "completion_share",
    (
        Entry(
            date(2000, 1, 1),
            Fraction(2, 3),
            "설계 결정: 고교학점제 이수 기준(출석 3분의 2 이상)을 따른 지구 기본값",
            is_verified=False,
        ),
    ),
)

LIVE = frozenset({State.ENROLLED, State.WAITING})

TRAINING = Definition(
    code="training",
    version="2026.1",
    since=date(2025, 3, 1),
    korean="그 사업연도 과정을 하나 이상 수료한 사람 수. 여러 과정을 수료해도 한 번만 셉니다.",
    english="Persons who completed at least one programme of the project year; each counts once.",
    formula=gettext_noop("|수료자|"),
    unit="명",
    source="나루 정의",
)


def may_sign_up(opens_on: date, closes_on: date, today: date, is_in_district: bool, is_enrolled: bool) -> None:
    """Sign-up inside the window (both days included), by a learner in school in the programme's district."""
    if today < opens_on:
        raise RuleBroken(
            _("아직 신청 기간이 아닙니다. %(day)s부터 신청할 수 있습니다.") % {"day": opens_on.isoformat()}
        )
    if today > closes_on:
        raise RuleBroken(_("신청 기간이 %(day)s에 끝났습니다.") % {"day": closes_on.isoformat()})
    if not is_in_district:
        raise RuleBroken(_("이 지구 학교의 학생만 신청할 수 있습니다."))
    if not is_enrolled:
        raise RuleBroken(_("재학 중인 학생만 신청할 수 있습니다."))


def place_of(taken: int, capacity: int) -> State:
    """Taken while there is room, else waiting."""
    return State.ENROLLED if taken < capacity else State.WAITING


def may_withdraw(state: State) -> None:
    if state not in LIVE:
        raise Conflict(_("이미 끝났거나 취소된 참여입니다."))


def may_complete(state: State, starts: date, on: date, hours: int, hours_done: Decimal, evidence: str) -> State:
    """The state that the hours give: completed at the share of the day, else not completed."""
    if state != State.ENROLLED:
        raise Conflict(_("참여가 확정된 학생만 수료 처리할 수 있습니다."))
    if on < starts:
        raise RuleBroken(_("과정이 시작하기 전에는 수료 처리할 수 없습니다."))
    if not 0 <= hours_done <= hours:
        raise RuleBroken(_("이수 시간은 0에서 %(hours)s시간 사이여야 합니다.") % {"hours": hours})
    if not evidence.strip():
        raise RuleBroken(_("수료를 보여 주는 증빙을 적어 주세요. 예: 출석부 3기"))
    share = COMPLETION_SHARE.on(on).value
    return State.COMPLETED if hours_done > 0 and Fraction(hours_done) >= share * hours else State.INCOMPLETE


def licence_name(text: str) -> str:
    """A licence as it is written: one space between words."""
    return " ".join(text.split())


def may_attest(has_licence: bool, has_unit: bool, reached_on: date, today: date, evidence: str, stands: bool) -> None:
    """A licence or a unit, one at a time, with the day and what proves it."""
    if has_licence == has_unit:
        raise RuleBroken(_("자격 이름이나 능력단위 가운데 하나만 적어 주십시오."), field="licence")
    if reached_on > today:
        raise RuleBroken(_("앞으로의 날짜는 적을 수 없습니다."), field="reached_on")
    if not evidence.strip():
        raise RuleBroken(_("무엇을 보고 확인했는지 적어 주십시오."), field="evidence")
    if stands:
        raise Conflict(_("이미 적혀 있습니다."))
