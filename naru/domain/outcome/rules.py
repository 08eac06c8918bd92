"""Outcome rates by their published definitions, each versioned; and what small numbers hide."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from naru.base.rulebook.errors import RuleBroken
from naru.base.rulebook.number import Definition, is_hidden, percent
from naru.domain.outcome.enums import Status

_SINCE = date(2011, 4, 1)
_SURVEY = "교육부·한국교육개발원 고등학교 졸업자 취업통계조사(기준일 4월 1일)"

EMPLOYMENT = Definition(
    code="outcome",
    version="2025.1",
    since=_SINCE,
    korean="취업률: 4월 1일 현재 취업자를, 졸업자에서 진학자·입대자·제외인정자를 뺀 수로 나눈 비율.",
    english="Employment rate: employed on 1 April ÷ graduates less those in further study, enlisted and excluded.",
    formula=gettext_noop("취업자 ÷ (졸업자 − (진학자 + 입대자 + 제외인정자)) × 100"),
    unit="%",
    source=_SURVEY,
)
FURTHER_STUDY = Definition(
    code="outcome.study",
    version="2025.1",
    since=_SINCE,
    korean="진학률: 졸업자 가운데 진학자의 비율.",
    english="Further-study rate: share of graduates in further study.",
    formula=gettext_noop("진학자 ÷ 졸업자 × 100"),
    unit="%",
    source=_SURVEY,
)
NET_EMPLOYMENT = Definition(
    code="outcome.net_employment",
    version="2025.1",
    since=_SINCE,
    korean="순취업률: 졸업자 전체 가운데 취업자의 비율.",
    english="Net employment rate: employed ÷ all graduates.",
    formula=gettext_noop("취업자 ÷ 졸업자 × 100"),
    unit="%",
    source=_SURVEY,
)
UNEMPLOYMENT = Definition(
    code="outcome.unemployed",
    version="2025.1",
    since=_SINCE,
    korean="미취업자 비율: 졸업자 가운데 취업·진학·입대·제외인정이 아닌 사람의 비율.",
    english="Share of graduates neither employed, in study, enlisted nor excluded.",
    formula=gettext_noop("(졸업자 − 취업자 − 진학자 − 입대자 − 제외인정자) ÷ 졸업자 × 100"),
    unit="%",
    source=_SURVEY,
)
RETENTION_6 = Definition(
    code="outcome.retention_6",
    version="2025.1",
    since=date(2020, 4, 1),
    korean="유지취업률(1차): 4월 1일 보험 가입 취업자 가운데 10월 1일에도 가입자인 비율. 입대자는 유지하지 않은 것으로 봅니다.",
    english="Retention, first: insured on 1 April who are still insured on 1 October; those who enlist count as not retained.",
    formula=gettext_noop("10월 1일 보험 가입자 ÷ 4월 1일 보험 가입 취업자 × 100"),
    unit="%",
    source=_SURVEY,
)
RETENTION_12 = Definition(
    code="outcome.retention_12",
    version="2025.1",
    since=date(2020, 4, 1),
    korean="유지취업률(2차): 4월 1일 보험 가입 취업자 가운데 다음 해 4월 1일에도 가입자인 비율.",
    english="Retention, second: insured on 1 April who are still insured on 1 April of the next year.",
    formula=gettext_noop("다음 해 4월 1일 보험 가입자 ÷ 4월 1일 보험 가입 취업자 × 100"),
    unit="%",
    source=_SURVEY,
)
RETENTION_12_LESS_MILITARY = Definition(
    code="outcome.retention_12_less_military",
    version="2026.1",
    since=date(2025, 3, 1),
    korean="유지취업률(2차, 입대 제외): 다음 해 4월 1일에 입대한 사람을 기준에서 뺀 비율.",
    english="Second retention with those who enlisted taken out of the base.",
    formula=gettext_noop("다음 해 4월 1일 보험 가입자 ÷ (4월 1일 보험 가입 취업자 − 그날 입대자) × 100"),
    unit="%",
    source="나루 정의",
)
SETTLEMENT = Definition(
    code="outcome.settlement",
    version="2026.1",
    since=date(2025, 3, 1),
    korean="지구 내 취업 비율: 4월 1일 취업자 가운데 지구 안 사업장에서 일하는 사람의 비율.",
    english="Local employment: employed on 1 April at a workplace in the district ÷ employed.",
    formula=gettext_noop("지구 안 근무 취업자 ÷ 취업자 × 100"),
    unit="%",
    source="나루 정의(공식 정의 없음)",
)


@dataclass(frozen=True)
class Counts:
    """Persons of one graduating year. `not_counted` stands for military + excluded where only their sum is known."""

    graduates: int
    employed: int
    study: int
    military: int = 0
    excluded: int = 0
    not_counted: int | None = None

    def __post_init__(self) -> None:
        if min(self.graduates, self.employed, self.study, self.military, self.excluded) < 0:
            raise ValueError("counts are not negative")
        if self.unemployed < 0:
            raise ValueError("the parts exceed the graduates")

    @property
    def outside(self) -> int:
        """Enlisted and excluded together."""
        return self.military + self.excluded if self.not_counted is None else self.not_counted

    @property
    def base(self) -> int:
        """The denominator of the employment rate."""
        return self.graduates - (self.study + self.outside)

    @property
    def unemployed(self) -> int:
        return self.graduates - self.employed - self.study - self.outside


def employment_rate(counts: Counts) -> Decimal | None:
    return percent(counts.employed, counts.base)


def further_study_rate(counts: Counts) -> Decimal | None:
    return percent(counts.study, counts.graduates)


def net_employment_rate(counts: Counts) -> Decimal | None:
    return percent(counts.employed, counts.graduates)


def unemployed_share(counts: Counts) -> Decimal | None:
    return percent(counts.unemployed, counts.graduates)


def retention_rate(insured_then: int, still_insured: int) -> Decimal | None:
    """Percent; both counts of persons insured on 1 April."""
    return percent(still_insured, insured_then)


def hidden_groups(counts: dict[str, int], day: date) -> set[str]:
    """Groups to hide: those below the minimum, and one more where a single one could be subtracted from the total."""
    hidden = {name for name, count in counts.items() if is_hidden(count, day)}
    if len(hidden) == 1:
        rest = {name: count for name, count in counts.items() if name not in hidden and count > 0}
        if rest:
            hidden.add(min(rest, key=lambda name: (rest[name], name)))
    return hidden


def may_observe(on: date, today: date, graduated_on: date | None, status: Status, is_insured: bool) -> None:
    """A status is observed of a graduate, not before graduation and not in the future."""
    if on > today:
        raise RuleBroken(_("앞으로의 날은 관찰할 수 없습니다."))
    if graduated_on is None or on < graduated_on:
        raise RuleBroken(_("졸업한 뒤의 상태만 기록할 수 있습니다."))
    if is_insured and status != Status.EMPLOYED:
        raise RuleBroken(_("취업자만 보험 가입 취업으로 적을 수 있습니다."))
