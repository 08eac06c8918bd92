"""Published labour figures beside the board: context, dated and sourced, never added to what firms say."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet, Sum

from naru.base.accounts.models import User
from naru.base.district import regions
from naru.base.district.models import District
from naru.domain.demand.models import Figure

MOST_LINES = 8
#: Words of a strategic industry that say nothing of which industry it is.
COMMON = frozenset({"산업", "제조", "소재", "부품", "첨단", "지역", "관련", "기업"})


@dataclass(frozen=True)
class Line:
    """An industry: insured persons in the district's province, in all provinces published, and in Seoul."""

    industry: str
    here: int
    nation: int
    seoul: int
    is_own: bool

    @property
    def seoul_share(self) -> int:
        """Per cent of the published persons who are counted in Seoul."""
        return round(100 * self.seoul / self.nation) if self.nation else 0


@dataclass(frozen=True)
class Context:
    """What the last published month says of the district's province; `own`: of its strategic industry."""

    province: str
    month: date
    source: str
    dataset: str
    note: str
    lines: tuple[Line, ...]

    @property
    def trap(self) -> Line | None:
        """The own industry that is most counted in Seoul: an example of what head offices do to such figures."""
        own = [each for each in self.lines if each.is_own and each.nation]
        return max(own, key=lambda each: each.seoul, default=None)


def figures(viewer: User) -> QuerySet[Figure]:
    return Figure.objects.visible_to(viewer)


def context(viewer: User, district: District, day: date) -> Context | None:
    """The last month published until the day; the strategic industry first, then the largest. Three queries."""
    rows = figures(viewer).filter(month__lte=day)
    month = rows.aggregate(last=Max("month"))["last"]
    names = regions.names_of(district.region_codes)
    if month is None or not names:
        return None
    rows = rows.filter(month=month)
    here = list(rows.filter(province__in=names).order_by("-persons", "industry"))
    industries = _chosen(
        [each.industry for each in here], set(rows.order_by().values_list("industry", flat=True)), district
    )
    sums = rows.filter(industry__in=industries).order_by().values("industry").annotate(n=Sum("persons"))
    nation = {row["industry"]: row["n"] for row in sums}
    seoul = dict(
        rows.filter(industry__in=industries, province__in=regions.SEOUL).order_by().values_list("industry", "persons")
    )
    by_name = {each.industry: each for each in here}
    first = here[0] if here else rows[0]
    lines = tuple(
        Line(
            name,
            by_name[name].persons if name in by_name else 0,
            nation.get(name, 0),
            seoul.get(name, 0),
            is_of(name, district.industry),
        )
        for name in industries
    )
    return Context(first.province if here else names[0], month, first.source, first.dataset, first.note, lines)


def is_of(industry: str, strategic: str) -> bool:
    """Does the name of an industry share a telling pair of letters with the district's strategic industry?"""
    return bool(_pairs(industry) & _pairs(strategic))


def _pairs(text: str) -> set[str]:
    found = {run[place : place + 2] for run in text.split() for place in range(len(run) - 1)}
    return {pair for pair in found if pair not in COMMON and all("가" <= sign <= "힣" for sign in pair)}


def _chosen(largest: Collection[str], every: Collection[str], district: District) -> list[str]:
    own = sorted(name for name in every if is_of(name, district.industry))[:MOST_LINES]
    return [*own, *(name for name in largest if name not in own)][: max(MOST_LINES, len(own))]
