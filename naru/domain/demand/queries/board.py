"""The board: what the needs that a viewer may see add up to, today or as it was said on an earlier day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, Min

from naru.base.accounts.models import User
from naru.base.district.models import District
from naru.domain.competency import queries as competency
from naru.domain.demand import rules
from naru.domain.demand.enums import Confidence
from naru.domain.demand.models import Need, Revision, WantedUnit
from naru.domain.demand.queries.words import Records, Wanted, gathered, records, weighted_of


@dataclass(frozen=True)
class Cell:
    """Words of one occupation, place and year, added up."""

    occupation: int
    occupation_code: str
    occupation_name: str
    complex: str
    year: int
    needs: int
    headcount: int
    weighted: Decimal
    low: Decimal

    @property
    def high(self) -> int:
        """Everything that was said."""
        return self.headcount


@dataclass(frozen=True)
class YearSum:
    """A year of the board; `before` the year before it, None where nothing was said of it."""

    year: int
    needs: int
    firms: int
    headcount: int
    weighted: Decimal
    low: Decimal
    before: int | None

    @property
    def high(self) -> int:
        return self.headcount

    @property
    def change(self) -> int | None:
        return None if self.before is None else self.headcount - self.before


@dataclass(frozen=True)
class Told:
    """What all words on the first year added up to from a day on: how demand was spoken of as time went by."""

    day: date
    needs: int
    headcount: int
    change: int


@dataclass(frozen=True)
class Board:
    """What the needs that a viewer may see add up to: one truth for the page, the workbook and the API.

    `day`: the words that counted are the last ones said until then; it also dates the weights.
    """

    district: District
    years: tuple[int, ...]
    day: date
    cells: tuple[Cell, ...]
    sums: tuple[YearSum, ...]
    wanted: tuple[Wanted, ...]
    sources: tuple[tuple[str, int], ...]
    told: tuple[Told, ...]


def years_of(viewer: User, district: District) -> tuple[int, int] | None:
    """The first and the last year of which anything was ever said, as far as the viewer may see it; one query."""
    found = Need.objects.visible_to(viewer).filter(district=district).aggregate(first=Min("year"), last=Max("year"))
    return (found["first"], found["last"]) if found["first"] is not None else None


def board(viewer: User, district: District, first: int, last: int, day: date) -> Board:
    """Head-counts by occupation × year × place, weighted and not, with a low and a high scenario.

    low: what is budgeted or contracted, weighed; high: everything said. Years after the last of which anything was said
    are left out. The place is the word's own, else the firm's. A unit that was replaced counts as the one in force.
    Queries: every word until the day, the records, the wanted units of the first year, what replaced what.
    """
    spoken = list(
        Revision.objects.visible_to(viewer)
        .filter(need__district=district, need__year__range=(first - 1, last), said_on__lte=day)
        .select_related("need__firm", "need__occupation")
        .order_by("said_on", "number", "pk")
    )
    counted = {said.need_id: said for said in spoken}
    words = sorted(counted.values(), key=lambda said: (said.need.occupation.code, said.need.year, said.pk))
    past = {year: records(district, year, day) for year in range(first - 1, last + 1)}
    cells: dict[tuple[int, str, int], Cell] = {}
    firms: dict[int, set[int]] = {}
    sources: dict[str, int] = {}
    for said in words:
        need = said.need
        weighted = weighted_of(need, said, past[need.year], day)
        key = (need.occupation_id, said.complex or need.firm.complex, need.year)
        old = cells.get(key)
        cells[key] = Cell(
            need.occupation_id,
            need.occupation.code,
            need.occupation.name,
            key[1],
            need.year,
            (old.needs if old else 0) + 1,
            (old.headcount if old else 0) + said.headcount,
            (old.weighted if old else Decimal(0)) + weighted,
            (old.low if old else Decimal(0)) + (weighted if Confidence(said.confidence) in rules.SURE else 0),
        )
        firms.setdefault(need.year, set()).add(need.firm_id)
        if need.year >= first:
            sources[said.source] = sources.get(said.source, 0) + 1
    last = max([first, *(each.year for each in cells.values())])
    shown = [each for each in cells.values() if each.year >= first]
    shown.sort(key=lambda each: (each.year, each.occupation_code, each.complex))
    return Board(
        district,
        tuple(range(first, last + 1)),
        day,
        tuple(shown),
        tuple(_sum(year, list(cells.values()), firms) for year in range(first, last + 1)),
        tuple(_wanted(viewer, [said for said in words if said.need.year == first], day, past[first])),
        tuple(sorted(sources.items(), key=lambda each: (-each[1], each[0]))),
        tuple(_told([said for said in spoken if said.need.year == first])),
    )


def _sum(year: int, cells: list[Cell], firms: dict[int, set[int]]) -> YearSum:
    here = [each for each in cells if each.year == year]
    before = [each for each in cells if each.year == year - 1]
    return YearSum(
        year,
        sum(each.needs for each in here),
        len(firms.get(year, ())),
        sum(each.headcount for each in here),
        sum((each.weighted for each in here), Decimal(0)),
        sum((each.low for each in here), Decimal(0)),
        sum(each.headcount for each in before) if before else None,
    )


def _told(spoken: list[Revision]) -> list[Told]:
    """The sum of the words on a year after each day on which something was said; `spoken` in the order of saying."""
    heads: dict[int, int] = {}
    found: list[Told] = []
    for said in spoken:
        heads[said.need_id] = said.headcount
        total = sum(heads.values())
        if found and found[-1].day == said.said_on:
            found.pop()
        before = found[-1].headcount if found else 0
        found.append(Told(said.said_on, len(heads), total, total - before))
    return found


def _wanted(viewer: User, words: list[Revision], day: date, past: Records) -> list[Wanted]:
    """Units that these words ask for, as far as the viewer may see them, most wanted first."""
    by_word = {said.pk: said for said in words}
    rows = WantedUnit.objects.visible_to(viewer).filter(revision__in=list(by_word)).order_by("pk")
    return gathered(
        (
            (
                each.unit_id,
                weighted_of(by_word[each.revision_id].need, by_word[each.revision_id], past, day) * each.importance,
                by_word[each.revision_id].headcount,
            )
            for each in rows
        ),
        competency.successors(),
    )
