"""Decisions about requests to reorganise a department: states by role, reasons, capacity, opinions, corrections."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from naru.base.accounts.enums import Role
from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.errors import Conflict, NotAllowed, RuleBroken
from naru.domain.curriculum.enums import CorrectionKind, OpinionStage, Reason, RequestKind
from naru.domain.curriculum.enums import ReorganisationState as State

SCHOOL = frozenset({Role.SCHOOL_LEAD, Role.COORDINATOR})
OFFICE = frozenset({Role.OFFICE})
MINISTRY = frozenset({Role.MINISTRY})

#: (from, to): the roles that may do it. What does not stand here is refused to everybody.
TRANSITIONS: Mapping[tuple[State, State], frozenset[Role]] = {
    (State.DRAFT, State.PROPOSED): SCHOOL,
    (State.DRAFT, State.WITHDRAWN): SCHOOL,
    (State.PROPOSED, State.INCOMPLETE): OFFICE,
    (State.PROPOSED, State.REVIEWED): OFFICE,
    (State.PROPOSED, State.WITHDRAWN): SCHOOL,
    (State.INCOMPLETE, State.PROPOSED): SCHOOL,
    (State.INCOMPLETE, State.WITHDRAWN): SCHOOL,
    (State.REVIEWED, State.INCOMPLETE): OFFICE,
    (State.REVIEWED, State.NOMINATED): OFFICE,
    (State.REVIEWED, State.REFUSED): OFFICE,
    (State.NOMINATED, State.SELECTED): MINISTRY,
    (State.NOMINATED, State.REFUSED): MINISTRY,
    (State.SELECTED, State.PREPARING): SCHOOL,
    (State.PREPARING, State.INTAKE): SCHOOL,
    (State.INTAKE, State.GRADUATED): SCHOOL,
}
#: What moving a request to a state is called where somebody does it.
DEEDS: Mapping[State, object] = {
    State.PROPOSED: _("제안하기"),
    State.WITHDRAWN: _("철회하기"),
    State.INCOMPLETE: _("보완 요구하기"),
    State.REVIEWED: _("검토 마치기"),
    State.NOMINATED: _("교육부로 올리기"),
    State.SELECTED: _("선정하기"),
    State.REFUSED: _("미선정으로 정하기"),
    State.PREPARING: _("준비 시작하기"),
    State.INTAKE: _("실제 신입생 적기"),
    State.GRADUATED: _("첫 졸업생이 나왔다고 적기"),
}
#: The seven stages: what is reached when the request is in one of these states.
STAGES: tuple[tuple[str, object, frozenset[State]], ...] = (
    ("demand", _("수요 조사"), frozenset({State.DRAFT})),
    ("proposal", _("학교 제안"), frozenset({State.PROPOSED, State.INCOMPLETE})),
    ("review", _("교육청 검토"), frozenset({State.REVIEWED})),
    ("selection", _("교육부 선정"), frozenset({State.NOMINATED, State.SELECTED})),
    ("preparation", _("준비(약 1년)"), frozenset({State.PREPARING})),
    ("intake", _("신입생"), frozenset({State.INTAKE})),
    ("graduates", _("첫 졸업생(3년 뒤)"), frozenset({State.GRADUATED})),
)
EDITABLE = frozenset({State.DRAFT, State.INCOMPLETE})
DECIDED = frozenset({State.SELECTED, State.PREPARING, State.INTAKE})
GOING_ON = frozenset({State.PROPOSED, State.INCOMPLETE, State.REVIEWED, State.NOMINATED})
LIVE = DECIDED | GOING_ON | {State.DRAFT}

_GROWS = frozenset(
    {Reason.DEMAND, Reason.INDUSTRY, Reason.NEW_TECHNOLOGY, Reason.PLEDGE, Reason.HIGHER, Reason.APPLICANTS}
)
_SHRINKS = frozenset(
    {
        Reason.FEW_APPLICANTS,
        Reason.LOW_EMPLOYMENT,
        Reason.SHRINKING,
        Reason.TEACHERS,
        Reason.FACILITIES,
        Reason.MERGE,
    }
)
REASONS: Mapping[RequestKind, frozenset[Reason]] = {
    RequestKind.OPEN: _GROWS,
    RequestKind.CLOSE: _SHRINKS,
    RequestKind.RESIZE: _GROWS | _SHRINKS,
    RequestKind.SPECIALISE: _GROWS,
    RequestKind.CONVERT: _GROWS | _SHRINKS,
}
OPINION_ROLES: Mapping[OpinionStage, frozenset[Role]] = {
    OpinionStage.EARLY: frozenset({Role.COORDINATOR, Role.CITY}),
    OpinionStage.ADVISORY: frozenset({Role.COORDINATOR, Role.CITY, Role.OFFICE}),
    OpinionStage.FINAL: OFFICE,
}
OPINION_STATES: Mapping[OpinionStage, frozenset[State]] = {
    OpinionStage.EARLY: frozenset({State.DRAFT, State.PROPOSED, State.INCOMPLETE}),
    OpinionStage.ADVISORY: frozenset({State.PROPOSED, State.INCOMPLETE, State.REVIEWED}),
    OpinionStage.FINAL: frozenset({State.REVIEWED, State.NOMINATED}),
}


@dataclass(frozen=True)
class Support:
    """Won for a class that is reorganised, and for one that is added."""

    reorganised: int
    added: int


SUPPORT: Dated[Support] = Dated(
    "reorganisation_support",
    (
        Entry(
            date(2025, 1, 1),
            Support(375_000_000, 225_000_000),
            "교육부 직업계고 재구조화 지원사업 2025: 학급당 개편 3.75억 원, 증설 2.25억 원(보도)",
        ),
    ),
)


@dataclass(frozen=True)
class Asked:
    """What a request says, as the rules read it."""

    kind: RequestKind
    has_department: bool
    new_name: str
    before: int
    after: int
    reasons: tuple[str, ...]


def may_ask(asked: Asked) -> None:
    """A request says which department, how many classes, and why; each kind has its own shape."""
    if not asked.reasons:
        raise RuleBroken(_("까닭을 하나 이상 골라 주십시오."), field="reasons")
    for each in asked.reasons:
        if Reason(each) not in REASONS[asked.kind]:
            raise RuleBroken(
                _("‘%(kind)s’의 까닭으로 ‘%(reason)s’은(는) 고를 수 없습니다.")
                % {"kind": asked.kind.label, "reason": Reason(each).label},
                field="reasons",
            )
    if asked.kind == RequestKind.OPEN:
        if asked.before or not asked.after or not asked.new_name.strip():
            raise RuleBroken(
                _("신설은 새 학과 이름이 있고, 지금 0학급에서 1학급 이상이 됩니다."), field="classes_after"
            )
        return
    if not asked.has_department:
        raise RuleBroken(_("어느 학과를 바꾸는지 골라 주십시오."), field="department")
    if asked.kind == RequestKind.CLOSE and (asked.after or not asked.before):
        raise RuleBroken(_("폐과는 지금 학급이 있고, 바뀔 학급 수가 0입니다."), field="classes_after")
    if asked.kind == RequestKind.RESIZE and (asked.after == asked.before or not asked.after or not asked.before):
        raise RuleBroken(_("학급 증감은 앞뒤 학급 수가 다르고 모두 1 이상입니다."), field="classes_after")
    if asked.kind in {RequestKind.SPECIALISE, RequestKind.CONVERT} and (not asked.after or not asked.new_name.strip()):
        raise RuleBroken(_("전환·특화는 새 이름이 있고 1학급 이상입니다."), field="new_name")


def may_open_campaign(opens_on: date, closes_on: date, review_by: date, decide_by: date) -> None:
    if not opens_on <= closes_on <= review_by <= decide_by:
        raise RuleBroken(_("날짜는 제안 시작, 제안 마감, 교육청 검토, 선정의 차례여야 합니다."), field="closes_on")


def may_hand_in(today: date, opens_on: date, closes_on: date) -> None:
    if not opens_on <= today <= closes_on:
        raise RuleBroken(
            _("제안은 %(opens)s부터 %(closes)s까지 낼 수 있습니다.")
            % {"opens": opens_on.isoformat(), "closes": closes_on.isoformat()}
        )


def may_ask_once(is_there: bool) -> None:
    """The same change of the same department is asked once in a campaign."""
    if is_there:
        raise Conflict(_("이 공모에 같은 학과의 같은 요청이 이미 있습니다."), field="kind")


def may_edit(state: State) -> None:
    if state not in EDITABLE:
        raise Conflict(_("‘%(state)s’인 요청은 고칠 수 없습니다.") % {"state": state.label})


def may_move(now: State, then: State, roles: Iterable[Role]) -> None:
    """Raises Conflict for a step that does not exist, NotAllowed for one that is not theirs."""
    able = TRANSITIONS.get((now, then))
    if able is None:
        raise Conflict(
            _("‘%(now)s’인 요청은 ‘%(then)s’ 상태가 될 수 없습니다.") % {"now": now.label, "then": then.label}
        )
    if not able & set(roles):
        raise NotAllowed(_("이 단계로 옮기는 것은 다른 역할의 일입니다."))


def following(now: State, roles: Iterable[Role]) -> list[State]:
    """The states to which these roles may move the request, in the order of the table."""
    held = set(roles)
    return [then for (here, then), able in TRANSITIONS.items() if here == now and able & held]


def forward(now: State) -> list[State]:
    """The states that may follow, withdrawal left out."""
    return [then for here, then in TRANSITIONS if here == now and then != State.WITHDRAWN]


def next_by(now: State) -> list[Role]:
    """Whose turn it is, in the order of the table; the coordinator stands in for a school and is not named."""
    found = [
        role
        for (here, then), able in TRANSITIONS.items()
        if here == now and then != State.WITHDRAWN
        for role in sorted(able)
        if role != Role.COORDINATOR
    ]
    return list(dict.fromkeys(found))


def may_decide(then: State, refusal: str, reason: str, has_final_opinion: bool) -> None:
    """A refusal names a coded reason; nomination, selection and refusal say why; nomination follows a final opinion."""
    if then == State.REFUSED and not refusal:
        raise RuleBroken(_("미선정의 까닭을 골라 주십시오."), field="refusal")
    if then in {State.SELECTED, State.REFUSED, State.INCOMPLETE, State.WITHDRAWN} and not reason.strip():
        raise RuleBroken(_("왜 그렇게 정했는지 적어 주십시오."), field="reason")
    if then == State.NOMINATED and not has_final_opinion:
        raise RuleBroken(_("교육청의 최종 의견을 적은 뒤에 교육부로 올릴 수 있습니다."))


def may_report_entrants(then: State, entrants: int | None) -> None:
    """The first intake is told with the real number, zero included."""
    if then == State.INTAKE and entrants is None:
        raise RuleBroken(_("실제 신입생 수를 적어 주십시오(없으면 0)."), field="entrants")


def may_opine(stage: OpinionStage, state: State, roles: Iterable[Role]) -> None:
    if state not in OPINION_STATES[stage]:
        raise Conflict(
            _("‘%(state)s’인 요청에는 %(stage)s을 낼 수 없습니다.") % {"state": state.label, "stage": stage.label}
        )
    if not OPINION_ROLES[stage] & set(roles):
        raise NotAllowed(_("%(stage)s은 다른 역할이 냅니다.") % {"stage": stage.label})


def may_correct(state: State, kind: CorrectionKind, classes: int | None, intake_year: int | None, planned: int) -> None:
    """After selection only: a new number of classes, a later intake, or an end."""
    if state not in DECIDED:
        raise Conflict(_("선정된 요청만 정정할 수 있습니다."))
    if kind == CorrectionKind.CLASSES and not classes:
        raise RuleBroken(_("바뀐 학급 수를 적어 주십시오."), field="classes")
    if kind == CorrectionKind.POSTPONE and (intake_year is None or intake_year <= planned):
        raise RuleBroken(_("연기한 입학연도는 처음 계획보다 뒤여야 합니다."), field="intake_year")


@dataclass(frozen=True)
class Reconciled:
    """Planned seats against real entrants: `step` persons; `is_kept` when the plan came true."""

    planned: int
    entrants: int
    step: int
    is_kept: bool
    words: object


#: Real entrants below this share of the planned seats need a reason.
ENOUGH = 90


def reconcile(kind: RequestKind, planned: int, entrants: int) -> Reconciled:
    """`planned` seats after corrections. A closing with entrants, or an opening with fewer than nine tenths, is not kept."""
    step = entrants - planned
    if kind == RequestKind.CLOSE:
        kept = entrants == 0
        words = _("폐과했고 신입생이 없습니다.") if kept else _("폐과하기로 했으나 신입생이 있습니다.")
    elif not planned:
        kept, words = entrants == 0, _("취소했습니다.")
    else:
        kept = entrants * 100 >= planned * ENOUGH
        words = _("계획한 자리를 채웠습니다.") if kept else _("계획한 자리의 90 %를 채우지 못했습니다.")
    return Reconciled(planned, entrants, step, kept, words)
