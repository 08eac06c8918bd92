"""Decisions of the room partners: which state may follow which, who signs, and the number on the cycle."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.base.rulebook.number import Definition
from naru.domain.partners.enums import AgreementState as State

TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SIGNING, State.CANCELLED}),
    State.SIGNING: frozenset({State.ACTIVE, State.DRAFT, State.CANCELLED}),
    State.ACTIVE: frozenset({State.ENDED, State.CANCELLED}),
    State.ENDED: frozenset(),
    State.CANCELLED: frozenset(),
}

PARTNERS = Definition(
    code="partners",
    version="2026.1",
    since=date(2025, 3, 1),
    korean="기준일에 발효 중인 협약의 당사자인 기관 수. 한 기관은 협약이 여러 건이어도 한 번만 셉니다. 기준은 지구에 참여하는 기관 수입니다.",
    english="Organisations that are party to an agreement in force on the day; each counts once; base: organisations that take part in the district.",
    formula=gettext_noop("|당사자 기관|"),
    unit="곳",
    source="나루 정의",
)


def may_become(now: State, then: State) -> None:
    """Raises Conflict when no step leads from `now` to `then`."""
    if then not in TRANSITIONS[now]:
        raise Conflict(
            _("'%(now)s' 상태의 협약은 '%(then)s' 상태가 될 수 없습니다.") % {"now": now.label, "then": then.label}
        )


def may_request_signatures(parties: int) -> None:
    """An agreement needs two parties at least."""
    if parties < 2:
        raise RuleBroken(_("협약에는 당사자가 둘 이상 있어야 합니다. 당사자를 더한 뒤 다시 요청해 주세요."))


def may_sign(state: State, is_party: bool, signed_on: date | None, on: date, ends: date) -> None:
    """A party signs once, while signatures are asked for, and before the agreement's end."""
    if state != State.SIGNING:
        raise Conflict(_("서명을 받는 중인 협약이 아닙니다."))
    if not is_party:
        raise RuleBroken(_("이 협약의 당사자가 아닌 기관은 서명할 수 없습니다."))
    if signed_on is not None:
        raise Conflict(_("이미 서명한 협약입니다."))
    if on > ends:
        raise RuleBroken(_("협약 종료일이 지나 서명할 수 없습니다."))


def may_pledge(state: State, is_party: bool, amount: int) -> None:
    if state in {State.ENDED, State.CANCELLED}:
        raise Conflict(_("끝난 협약에는 약속을 더할 수 없습니다."))
    if not is_party:
        raise RuleBroken(_("약속은 협약 당사자만 할 수 있습니다."))
    if amount <= 0:
        raise RuleBroken(_("약속 수량은 1 이상이어야 합니다."))


def may_keep(state: State, amount: int, evidence: str) -> None:
    if state not in {State.ACTIVE, State.ENDED}:
        raise Conflict(_("발효된 협약의 약속만 이행을 기록할 수 있습니다."))
    if amount <= 0 or not evidence.strip():
        raise RuleBroken(_("이행 수량(1 이상)과 증빙을 함께 적어 주세요."))
