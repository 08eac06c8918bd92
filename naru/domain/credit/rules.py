"""Decisions of the room credit: when credit may be given, hours for it, and caps by basis."""

from datetime import date, timedelta
from fractions import Fraction

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.base.rulebook.number import Definition
from naru.domain.credit.enums import AwardState as State
from naru.domain.credit.enums import Basis

HOURS_PER_CREDIT: Dated[int] = Dated("hours_per_credit", (Entry(date(2008, 1, 1), 15, "고등교육법 시행령 제14조"),))

CAPS: Dated[dict[Basis, Fraction]] = Dated(
    "credit_caps",
    (
        Entry(
            date(2017, 5, 8),
            {
                Basis.OTHER_INSTITUTION: Fraction(1, 2),
                Basis.JOINT_COURSE: Fraction(1, 2),
                Basis.INDUSTRY_WORK: Fraction(1, 4),
            },
            "고등교육법 시행령 제15조 제1항 제1호·제3호, 제2항",
        ),
    ),
)

ASSOCIATE_CREDITS: Dated[int] = Dated(
    "associate_credits",
    (Entry(date(1998, 3, 1), 80, "학점인정 등에 관한 법률 시행령 제11조(전문학사 80학점)", is_verified=False),),
)

WORKER_ADMISSION_YEARS: Dated[int] = Dated(
    "worker_admission_years",
    (Entry(date(2010, 1, 1), 3, "고등교육법 시행령 제29조 제2항 제14호 다목(재직 3년 이상)", is_verified=False),),
)

STEPS: dict[State, frozenset[State]] = {
    State.REGISTERED: frozenset({State.COMPLETED}),
    State.COMPLETED: frozenset({State.AWARDED, State.REFUSED}),
    State.AWARDED: frozenset(),
    State.REFUSED: frozenset(),
}

CREDIT = Definition(
    code="credit",
    version="2026.1",
    since=date(2025, 3, 1),
    korean="그 사업연도에 대학이 학점을 인정한 사람 수. 기준은 그해 인정 대상 학습을 이수한 사람 수입니다.",
    english="Persons awarded university credit in the project year, each once; base: those who completed creditable learning.",
    formula=gettext_noop("|학점 인정자|"),
    unit="명",
    source="나루 정의",
)


def may_become(now: State, then: State) -> None:
    if then not in STEPS[now]:
        raise Conflict(
            _("'%(now)s' 상태에서는 '%(then)s' 처리를 할 수 없습니다.") % {"now": now.label, "then": then.label}
        )


def may_register(hours: int, credits: int, on: date) -> None:
    """A credit needs its hours by the rule of the day; blocked, not warned."""
    if credits <= 0:
        raise RuleBroken(_("학점은 1 이상이어야 합니다."))
    rule = HOURS_PER_CREDIT.on(on)
    if hours < credits * rule.value:
        raise RuleBroken(
            _("%(credits)s학점에는 %(hours)s시간 이상이 필요합니다.")
            % {"credits": credits, "hours": credits * rule.value},
            article=rule.source,
        )


def may_complete(registered_on: date, on: date) -> None:
    if on < registered_on:
        raise RuleBroken(_("이수일은 등록일보다 앞설 수 없습니다."))


def may_award(completed_on: date | None, on: date, document: str) -> None:
    if completed_on is None or on < completed_on:
        raise RuleBroken(_("이수한 뒤에만 학점을 인정할 수 있습니다."))
    if not document.strip():
        raise RuleBroken(_("결정 문서를 적어 주세요. 예: 교무처-2026-118"))


def cap_of(bases: frozenset[Basis], graduation_credits: int, on: date) -> int:
    """Most credits that may be recognised toward a degree, for the bases used: the larger cap counts (art. 15②)."""
    shares = CAPS.on(on).value
    return max((int(shares[basis] * graduation_credits) for basis in bases), default=0)


def worker_admission_day(spells: list[tuple[date, date | None]], today: date) -> date | None:
    """The day from which somebody may use the admission for workers: when their work adds up to the years of the rule.

    `spells`: jobs from a day to a day (both counted; None: still there). None when they do not work now and have not
    worked long enough; spells that overlap count once.
    """
    needed = WORKER_ADMISSION_YEARS.on(today).value
    done = 0
    end_before: date | None = None
    for starts, ends in sorted(spells, key=lambda spell: spell[0]):
        begin = starts if end_before is None or starts > end_before else end_before + timedelta(days=1)
        goal = begin - timedelta(days=done)
        reached = _years_later(goal, needed)
        last = ends or date.max
        if last < begin:
            continue
        if reached <= last:
            return reached
        done += (last - begin).days + 1
        end_before = last
    return None


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
