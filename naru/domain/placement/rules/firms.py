"""Is a firm a good place to begin? Each measure by the yardstick of its fact's day; what is missing is not known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.errors import RuleBroken
from naru.base.rulebook.number import Definition, percent
from naru.domain.placement.enums import FirmMeasure, Fulfilment, YardstickKind

LONG_AGO = date(2000, 1, 1)
OWN_PROPOSAL = "지구가 정할 것"


def _proposed(kind: YardstickKind, value: str, source: str = OWN_PROPOSAL) -> Dated[Decimal]:
    """Nothing here was checked in the law's or a programme's text; a district sets its own."""
    return Dated(f"firm_{kind}", (Entry(LONG_AGO, Decimal(value), source, is_verified=False),))


#: What holds while a district has set nothing. There is none for the local median: then the wage is not known.
DEFAULTS: dict[YardstickKind, Dated[Decimal]] = {
    YardstickKind.SIZE: _proposed(YardstickKind.SIZE, "20", "도제학교 참여기업 요건(한 학교의 2022년 안내)"),
    YardstickKind.WAGE: _proposed(YardstickKind.WAGE, "100"),
    YardstickKind.INSURANCE: _proposed(
        YardstickKind.INSURANCE,
        "1",
        "고용보험법 제8조, 산업재해보상보험법 제6조, 국민연금법 제8조, 국민건강보험법 제6조",
    ),
    YardstickKind.TENURE: _proposed(YardstickKind.TENURE, "3"),
    YardstickKind.ACCIDENTS: _proposed(YardstickKind.ACCIDENTS, "0.7"),
    YardstickKind.ARREARS: _proposed(YardstickKind.ARREARS, "1", "근로기준법 제43조의2 (체불사업주 명단 공개)"),
    YardstickKind.BARS: _proposed(
        YardstickKind.BARS, "0", "직업안정법 제8조 제4호 (직업안정기관은 구인신청을 받지 않을 수 있음)"
    ),
}
#: A fact older than so many days says nothing about today.
MOST_AGE: Dated[int] = Dated("firm_fact_age", (Entry(LONG_AGO, 730, OWN_PROPOSAL, is_verified=False),))
#: Measures and yardsticks that say yes (1) or no (0).
YES_OR_NO = frozenset({FirmMeasure.INSURANCE, FirmMeasure.ARREARS})
SWITCHES = frozenset({YardstickKind.INSURANCE, YardstickKind.ARREARS, YardstickKind.BARS})


def _defined(measure: FirmMeasure, korean: str, english: str, formula: str, unit: str) -> Definition:
    return Definition(f"firm_{measure}", "2026.1", date(2025, 3, 1), korean, english, formula, unit, "나루 정의")


DEFINITIONS: dict[FirmMeasure, Definition] = {
    FirmMeasure.SIZE: _defined(
        FirmMeasure.SIZE,
        "기준일의 상시근로자 수.",
        "Regular workers on the day.",
        gettext_noop("상시근로자 수"),
        "명",
    ),
    FirmMeasure.WAGE: _defined(
        FirmMeasure.WAGE,
        "그해 신입 고졸 사원에게 준 연봉의 평균을 같은 날 지구가 적은 지역 중위 연봉으로 나눈 백분율.",
        "Mean annual pay of that year's new employees from high school, as a share of the local median on that day.",
        gettext_noop("신입 평균 연봉 ÷ 지역 중위 연봉 × 100"),
        "%",
    ),
    FirmMeasure.INSURANCE: _defined(
        FirmMeasure.INSURANCE,
        "국민연금, 건강보험, 고용보험, 산재보험에 모두 가입했는가.",
        "Is the firm in all four social insurances?",
        gettext_noop("가입한 보험이 넷"),
        "",
    ),
    FirmMeasure.TENURE: _defined(
        FirmMeasure.TENURE,
        "기준일에 일하는 사람의 평균 근속연수.",
        "Mean years of service of those who work there on the day.",
        gettext_noop("근속연수의 합 ÷ 근로자 수"),
        "년",
    ),
    FirmMeasure.ACCIDENTS: _defined(
        FirmMeasure.ACCIDENTS,
        "한 해 동안 산업재해를 입은 사람을 근로자 수로 나눈 백분율.",
        "Persons injured at work in a year, as a share of the workers.",
        gettext_noop("재해자 수 ÷ 근로자 수 × 100"),
        "%",
    ),
    FirmMeasure.ARREARS: _defined(
        FirmMeasure.ARREARS,
        "기준일에 고용노동부가 공개한 체불사업주 명단에 있는가.",
        "Is the firm on the Ministry's published list of employers in arrears with wages on the day?",
        gettext_noop("공개된 명단에 있음"),
        "",
    ),
}
EXCELLENT = Definition(
    code="excellent_firm",
    version="2026.1",
    since=date(2025, 3, 1),
    korean="여섯 항목을 모두 충족한 기업. 하나라도 미충족이면 아니고, 모르는 것이 남았으면 아직 모른다.",
    english="A firm that meets all six measures; not when one is not met; not known while one is not known.",
    formula=gettext_noop("충족한 항목 = 6"),
    unit="",
    source="나루 정의",
)


@dataclass(frozen=True)
class Standard:
    """A yardstick in force from a day; `is_own`: the district set it, else it is the house's proposal."""

    kind: YardstickKind
    since: date
    value: Decimal
    source: str
    is_verified: bool
    is_own: bool


@dataclass(frozen=True)
class Fact:
    measure: FirmMeasure
    year: int
    value: Decimal
    on: date
    source: str


@dataclass(frozen=True)
class Judged:
    """One measure: the verdict, with the fact and the yardsticks it was reached by. `value`: what was compared."""

    measure: FirmMeasure
    verdict: Fulfilment
    value: Decimal | None
    fact: Fact | None
    standard: Standard | None
    median: Standard | None = None
    is_old: bool = False

    @property
    def is_listed(self) -> bool:
        """On the published list of employers in arrears, whether or not the district asks for it."""
        return self.measure == FirmMeasure.ARREARS and not self.is_old and bool(self.fact and self.fact.value == 1)


def standard_on(own: Iterable[Standard], kind: YardstickKind, day: date) -> Standard | None:
    """The district's latest of that day, else the house's proposal, else none."""
    held = [each for each in own if each.kind == kind and each.since <= day]
    if held:
        return max(held, key=lambda each: each.since)
    if kind not in DEFAULTS:
        return None
    entry = DEFAULTS[kind].on(day)
    return Standard(kind, entry.since, entry.value, entry.source, entry.is_verified, False)


def _reached(measure: FirmMeasure, value: Decimal, asked: Decimal) -> bool:
    """What is asked with yes or no is reached by everybody while it is not asked."""
    if measure in YES_OR_NO and asked == 0:
        return True
    if measure == FirmMeasure.ARREARS:
        return value == 0
    return value <= asked if measure == FirmMeasure.ACCIDENTS else value >= asked


def judge(measure: FirmMeasure, fact: Fact | None, own: Sequence[Standard], today: date) -> Judged:
    """By the rules of the fact's day; without a fact, with too old a one or without a median: not known."""
    day = fact.on if fact else today
    standard = standard_on(own, YardstickKind(measure), day)
    median = standard_on(own, YardstickKind.MEDIAN, day) if measure == FirmMeasure.WAGE else None
    if fact is None or standard is None:
        return Judged(measure, Fulfilment.NOT_KNOWN, None, fact, standard, median)
    value: Decimal | None = fact.value
    exact = fact.value
    if measure == FirmMeasure.WAGE:
        # Shown rounded, judged as it is: 99.96 % is not 100 %.
        value = percent(int(fact.value), int(median.value)) if median else None
        exact = fact.value * 100 / median.value if median else exact
    is_old = (today - fact.on).days > MOST_AGE.on(today).value
    if value is None or is_old:
        return Judged(measure, Fulfilment.NOT_KNOWN, value, fact, standard, median, is_old)
    verdict = Fulfilment.MET if _reached(measure, exact, standard.value) else Fulfilment.NOT_MET
    return Judged(measure, verdict, value, fact, standard, median)


def judged(facts: Mapping[FirmMeasure, Fact], own: Sequence[Standard], today: date) -> tuple[Judged, ...]:
    """Every measure, in its order."""
    return tuple(judge(measure, facts.get(measure), own, today) for measure in FirmMeasure)


def overall(found: Iterable[Judged]) -> Fulfilment:
    """Excellent only when all is met; one that is not met decides, whatever else is not known."""
    verdicts = {each.verdict for each in found}
    if Fulfilment.NOT_MET in verdicts:
        return Fulfilment.NOT_MET
    return Fulfilment.MET if verdicts == {Fulfilment.MET} else Fulfilment.NOT_KNOWN


def may_state(measure: FirmMeasure | YardstickKind, value: Decimal, on: date, source: str, today: date) -> None:
    """A figure needs its source, is not of the future, and is one that the measure can have."""
    if not source.strip():
        raise RuleBroken(_("어디에서 본 것인지 출처를 적어 주십시오."), field="source")
    is_switch = measure in YES_OR_NO or measure in SWITCHES
    if value < 0 or (is_switch and value not in {Decimal(0), Decimal(1)}):
        raise RuleBroken(
            _("예는 1, 아니요는 0으로 적어 주십시오.") if is_switch else _("0 이상의 수를 적어 주십시오."),
            field="value",
        )
    if isinstance(measure, FirmMeasure) and on > today:
        raise RuleBroken(_("기준일은 오늘이나 그 앞이어야 합니다."), field="on")
    if measure == YardstickKind.MEDIAN and value == 0:
        raise RuleBroken(_("지역 중위 연봉은 0보다 커야 합니다."), field="value")


def may_open_of(arrears: Judged, bars: Standard | None) -> None:
    """No law forbids schools to show an opening of a listed firm; a district may decide that it does not."""
    if arrears.is_listed and bars is not None and bars.value == 1:
        raise RuleBroken(
            _("이 기업은 공개된 체불사업주 명단에 있고, 이 지구는 그런 기업의 공고를 열지 않습니다."),
            article=bars.source,
        )
