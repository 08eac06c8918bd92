"""Decisions about curriculum tables: the programme year's table, faults of a table, its states, local subjects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from naru.base.rulebook import project_year
from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.domain.curriculum.enums import Approval, CourseKind
from naru.domain.curriculum.enums import TableState as State

TERMS = range(1, 7)

GENERAL, VOCATIONAL, ACTIVITY = "general", "vocational", "activity"
AREAS = (GENERAL, VOCATIONAL, ACTIVITY)
AREA_OF: Mapping[CourseKind, str] = {
    CourseKind.GENERAL: GENERAL,
    CourseKind.VOCATIONAL: VOCATIONAL,
    CourseKind.LOCAL: VOCATIONAL,
    CourseKind.JOINT: VOCATIONAL,
    CourseKind.SITE: VOCATIONAL,
    CourseKind.FIRM: VOCATIONAL,
    CourseKind.ACTIVITY: ACTIVITY,
}
AREA_WORDS = {GENERAL: _("보통교과"), VOCATIONAL: _("전문교과"), ACTIVITY: _("창의적 체험활동")}

TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.APPROVED, State.DRAFT}),
    State.APPROVED: frozenset({State.SUPERSEDED}),
    State.SUPERSEDED: frozenset(),
}


@dataclass(frozen=True)
class YearTable:
    """Credits of a table: at most in all, at least of each area, at least and at most in a term."""

    planned_most: int
    general: int
    vocational: int
    activity: int
    term_least: int
    term_most: int

    def least_of(self, area: str) -> int:
        return {GENERAL: self.general, VOCATIONAL: self.vocational, ACTIVITY: self.activity}[area]


TOTAL: Dated[int] = Dated(
    "curriculum_total",
    (Entry(date(2025, 3, 1), 192, "고교학점제: 졸업에 필요한 192학점"),),
)
SPLIT: Dated[YearTable] = Dated(
    "curriculum_split",
    (
        Entry(
            date(2025, 3, 1),
            YearTable(204, 64, 80, 18, 26, 38),
            "2022 개정 교육과정 특성화고 편제: 보통교과 64·전문교과 80 이상·창의적 체험활동 18(원문 확인 필요). "
            "학기 범위는 나루의 설계 결정",
            is_verified=False,
        ),
    ),
)
LOCAL_ARTICLE = "초·중등학교 교육과정 총론: 고시 외 과목은 시·도 교육감의 승인을 받아 개설"


@dataclass(frozen=True)
class Line:
    """A course in a table: credits by term (1 to 6)."""

    course: int
    name: str
    kind: CourseKind
    credits: int
    terms: Mapping[int, int]
    first_term: int = 1
    approval: Approval = Approval.NONE
    is_required: bool = False
    alternative: str = ""
    before: tuple[int, ...] = ()

    @property
    def sum(self) -> int:
        return sum(self.terms.values())

    @property
    def area(self) -> str:
        return AREA_OF[self.kind]


@dataclass(frozen=True)
class Fault:
    """What is wrong, where (a course id, an area, a term, or the whole), and by which source.

    place: "course:12", "area:general", "term:3", "total".
    """

    place: str
    sentence: Any
    article: str
    is_verified: bool = True


@dataclass(frozen=True)
class Sums:
    """Credits in all, by area, by term."""

    total: int
    areas: Mapping[str, int]
    terms: Mapping[int, int]


def sums_of(lines: Iterable[Line]) -> Sums:
    areas = dict.fromkeys(AREAS, 0)
    terms = dict.fromkeys(TERMS, 0)
    for each in lines:
        areas[each.area] += each.sum
        for term, credits in each.terms.items():
            terms[term] += credits
    return Sums(sum(terms.values()), areas, terms)


def faults_of(lines: list[Line], intake_year: int, required: Mapping[int, str] | None = None) -> list[Fault]:
    """Everything that keeps a table of this intake from being handed in.

    `required`: courses of the catalogue that must stand in it, by id. Raises NoRule for an intake before the first table.
    """
    first = project_year.first_day(intake_year)
    total, split = TOTAL.on(first), SPLIT.on(first)
    sums = sums_of(lines)
    found = [*_sum_faults(sums, total, split)]
    inside = {each.course: each for each in lines if each.terms}
    for pk, name in (required or {}).items():
        if pk not in inside:
            found.append(
                Fault("total", _("반드시 편성할 과목 ‘%(name)s’이(가) 빠졌습니다.") % {"name": name}, "학교 편성 원칙")
            )
    groups: dict[str, list[Line]] = {}
    for each in inside.values():
        found += _line_faults(each, inside)
        if each.alternative:
            groups.setdefault(each.alternative, []).append(each)
    for name, members in groups.items():
        if len(members) > 1:
            words = {"group": name, "names": ", ".join(each.name for each in members)}
            found.append(
                Fault(
                    f"course:{members[-1].course}",
                    _("택일 묶음 ‘%(group)s’에서는 하나만 둘 수 있습니다: %(names)s") % words,
                    "학교 편성 원칙",
                )
            )
    return found


def _sum_faults(sums: Sums, total: Entry[int], split: Entry[YearTable]) -> Iterable[Fault]:
    if sums.total < total.value:
        yield Fault(
            "total",
            _("모두 %(sum)s학점입니다. %(least)s학점 이상이어야 하므로 %(lack)s학점이 모자랍니다.")
            % {"sum": sums.total, "least": total.value, "lack": total.value - sums.total},
            total.source,
        )
    for area in AREAS:
        least = split.value.least_of(area)
        if sums.areas[area] < least:
            yield Fault(
                f"area:{area}",
                _("%(area)s은(는) %(sum)s학점입니다. %(least)s학점 이상이어야 합니다.")
                % {"area": AREA_WORDS[area], "sum": sums.areas[area], "least": least},
                split.source,
                split.is_verified,
            )
    for term in TERMS:
        if not split.value.term_least <= sums.terms[term] <= split.value.term_most:
            yield Fault(
                f"term:{term}",
                _("%(term)s은(는) %(sum)s학점입니다. 한 학기는 %(least)s–%(most)s학점입니다.")
                % {
                    "term": term_name(term),
                    "sum": sums.terms[term],
                    "least": split.value.term_least,
                    "most": split.value.term_most,
                },
                split.source,
                split.is_verified,
            )


def _line_faults(line: Line, inside: Mapping[int, Line]) -> Iterable[Fault]:
    place = f"course:{line.course}"
    if line.sum != line.credits:
        yield Fault(
            place,
            _("‘%(name)s’은(는) %(credits)s학점 과목인데 %(sum)s학점을 두었습니다.")
            % {"name": line.name, "credits": line.credits, "sum": line.sum},
            "과목표의 학점",
        )
    if min(line.terms) < line.first_term:
        yield Fault(
            place,
            _("‘%(name)s’은(는) %(term)s부터 둘 수 있습니다.")
            % {"name": line.name, "term": term_name(line.first_term)},
            "과목표의 가장 이른 학기",
        )
    if line.kind == CourseKind.LOCAL and line.approval != Approval.APPROVED:
        yield Fault(
            place,
            _("지역 과목 ‘%(name)s’은(는) 승인을 받아야 둘 수 있습니다(지금: %(state)s).")
            % {"name": line.name, "state": line.approval.label},
            LOCAL_ARTICLE,
        )
    for each in line.before:
        other = inside.get(each)
        if other is None:
            yield Fault(
                place, _("‘%(name)s’의 선수 과목이 편제표에 없습니다.") % {"name": line.name}, "과목표의 선수 과목"
            )
        elif min(other.terms) >= min(line.terms):
            yield Fault(
                place,
                _("‘%(before)s’을(를) 먼저 가르친 뒤에 ‘%(name)s’을(를) 둘 수 있습니다.")
                % {"before": other.name, "name": line.name},
                "과목표의 선수 과목",
            )


def term_name(term: int) -> str:
    """'1학년 2학기' for 2."""
    grade, half = divmod(term - 1, 2)
    return str(_("%(grade)s학년 %(half)s학기") % {"grade": grade + 1, "half": half + 1})


def may_become(now: State, then: State) -> None:
    if then not in TRANSITIONS[now]:
        raise Conflict(
            _("‘%(now)s’ 편제표는 ‘%(then)s’ 상태가 될 수 없습니다.") % {"now": now.label, "then": then.label}
        )


def may_edit(state: State, edition: int, given: int) -> None:
    """Only a draft is edited, and only the edition that the person saw."""
    if state != State.DRAFT:
        raise Conflict(_("작성 중인 편제표만 고칠 수 있습니다. 승인된 것을 바꾸려면 새 판을 만드십시오."))
    if edition != given:
        raise Conflict(_("그 사이 다른 사람이 이 편제표를 고쳤습니다. 새로 열어 다시 고쳐 주십시오."))


def may_fill(credits: int, term: int) -> None:
    if term not in TERMS or not 0 <= credits <= 30:
        raise RuleBroken(_("학점은 0에서 30 사이, 학기는 1에서 6 사이입니다."))


def may_hand_in(faults: list[Fault]) -> None:
    """A table with faults stays a draft; the first one is told."""
    if faults:
        raise RuleBroken(faults[0].sentence, article=faults[0].article)


def may_ask_approval(kind: CourseKind, approval: Approval) -> None:
    if kind != CourseKind.LOCAL:
        raise RuleBroken(_("승인은 지역 과목만 받습니다."), article=LOCAL_ARTICLE)
    if approval in {Approval.ASKED, Approval.APPROVED}:
        raise Conflict(_("이미 승인을 요청했거나 승인된 과목입니다."))


def may_decide_approval(approval: Approval, is_approved: bool, document: str) -> None:
    if approval != Approval.ASKED:
        raise Conflict(_("승인 심사 중인 과목만 결정할 수 있습니다."))
    if is_approved and not document.strip():
        raise RuleBroken(_("승인 문서를 적어 주십시오."), article=LOCAL_ARTICLE)
