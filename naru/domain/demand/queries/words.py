"""Reads of needs: what was said, how it weighs, which units it wants."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, Organisation
from naru.domain.competency import queries as competency
from naru.domain.competency.enums import UnitState
from naru.domain.competency.models import Occupation, Unit
from naru.domain.demand import rules
from naru.domain.demand.enums import Confidence
from naru.domain.demand.models import Need, Revision, Signal, Track, WantedUnit


@dataclass(frozen=True)
class Wanted:
    """A unit wanted by current Needs: demand = Σ head-count × importance × weight of confidence."""

    unit: int
    code: str
    name: str
    demand: Decimal
    headcount: int


def _current(rows: QuerySet[Need]) -> QuerySet[Need]:
    current = Revision.objects.filter(need=OuterRef("pk"), is_current=True)
    return rows.select_related("district", "firm", "occupation").annotate(
        current_headcount=Subquery(current.values("headcount")[:1]),
        current_confidence=Subquery(current.values("confidence")[:1]),
        current_complex=Subquery(current.values("complex")[:1]),
        current_quarter=Subquery(current.values("quarter")[:1]),
        current_said_on=Subquery(current.values("said_on")[:1]),
        revision_count=Subquery(current.values("number")[:1]),
    )


def listing(viewer: User) -> QuerySet[Need]:
    """Needs with what was last said of them."""
    return _current(Need.objects.visible_to(viewer))


def one(viewer: User, pk: int) -> Need:
    return access.one(listing(viewer), pk=pk)


def history(viewer: User, need: Need) -> QuerySet[Revision]:
    """Every word ever said of the need, newest first."""
    return Revision.objects.visible_to(viewer).filter(need=need).prefetch_related("wanted__unit")


def changes(viewer: User, limit: int = 5, district: District | None = None) -> list[Revision]:
    """The latest revisions that changed an earlier word, of one district or of all that the viewer may see."""
    here = {"need__district": district} if district is not None else {}
    return list(
        Revision.objects.visible_to(viewer)
        .filter(number__gt=1, **here)
        .select_related("need__firm", "need__occupation")
        .annotate(
            earlier=Subquery(
                Revision.objects.filter(need=OuterRef("need"), number=OuterRef("number") - 1).values("headcount")[:1]
            )
        )
        .order_by("-said_on", "-pk")[:limit]
    )


def free_code(district: District, year: int) -> str:
    """A code that no need of the district bears yet: N-2027-03."""
    taken = set(Need.objects.filter(district=district, code__startswith=f"N-{year}-").values_list("code", flat=True))
    number = len(taken) + 1
    while f"N-{year}-{number:02}" in taken:
        number += 1
    return f"N-{year}-{number:02}"


def signal_listing(viewer: User) -> QuerySet[Signal]:
    return Signal.objects.visible_to(viewer).select_related("firm")


def current_of(district: District, year: int) -> QuerySet[Revision]:
    """Current words for a district and year: for computing, not for showing."""
    return Revision.objects.filter(need__district=district, need__year=year, is_current=True)


def headcount(district: District, year: int) -> int:
    return current_of(district, year).aggregate(n=Sum("headcount"))["n"] or 0


@dataclass(frozen=True)
class Record:
    """What a firm said and hired for an occupation in the years that count; hires of a year up to what was said."""

    said: int = 0
    hired: int = 0
    years: tuple[int, ...] = ()


Records = dict[tuple[int, int], Record]
NO_RECORD = Record()


def records(district: District, year: int, day: date) -> Records:
    """Records before a year, by (firm, occupation): for computing, not for showing. One query."""
    first = year - rules.TRACK_YEARS.on(day).value
    return _gathered(Track.objects.filter(district=district, year__gte=first, year__lt=year))


def _gathered(rows: QuerySet[Track]) -> Records:
    found: Records = {}
    for firm, occupation, year, said, hired in rows.order_by("year").values_list(
        "firm", "occupation", "year", "said", "hired"
    ):
        before = found.get((firm, occupation), NO_RECORD)
        found[firm, occupation] = Record(before.said + said, before.hired + min(said, hired), (*before.years, year))
    return found


def record_of(viewer: User, need: Need, day: date) -> Record | None:
    """The record beside one need, for whoever may see it: the firm itself and its district; None for others."""
    first = need.year - rules.TRACK_YEARS.on(day).value
    rows = Track.objects.visible_to(viewer).filter(district=need.district_id, firm=need.firm_id)
    found = _gathered(rows.filter(occupation=need.occupation_id, year__gte=first, year__lt=need.year))
    may = access.reach(viewer, Permission.DEMAND_READ)
    is_own = may.everywhere or need.district_id in may.districts or need.firm_id in may.organisations
    return found.get((need.firm_id, need.occupation_id), NO_RECORD) if is_own else None


def weighted_of(need: Need, said: Revision, found: Records, day: date) -> Decimal:
    """The head-count of a word, weighed."""
    mine = found.get((need.firm_id, need.occupation_id), NO_RECORD)
    return said.headcount * rules.share_of(mine.said, mine.hired, Confidence(said.confidence), day)


def weighted_headcount(district: District, year: int, day: date) -> Decimal:
    """Head-count of a year, each word weighed by its confidence and by what the firm hired of what it said."""
    found = records(district, year, day)
    rows = current_of(district, year).order_by().values("need__firm", "need__occupation", "confidence")
    total = Decimal(0)
    for row in rows.annotate(n=Sum("headcount")):
        mine = found.get((row["need__firm"], row["need__occupation"]), NO_RECORD)
        total += rules.share_of(mine.said, mine.hired, Confidence(row["confidence"]), day) * row["n"]
    return total


def said_by_occupation(district: District, year: int) -> dict[tuple[int, int], int]:
    """Heads last said for a year, by (firm, occupation)."""
    rows = current_of(district, year).order_by().values("need__firm", "need__occupation").annotate(n=Sum("headcount"))
    return {(row["need__firm"], row["need__occupation"]): row["n"] for row in rows}


def headcount_by_firm(district: District, year: int) -> dict[int, int]:
    rows = current_of(district, year).order_by().values("need__firm").annotate(n=Sum("headcount"))
    return {row["need__firm"]: row["n"] for row in rows}


def gathered(rows: Iterable[tuple[int, Decimal, int]], successors: Mapping[int, int]) -> list[Wanted]:
    """(unit, demand, heads) added up by the unit in force, most wanted first; one query for the names."""
    sums: dict[int, tuple[Decimal, int]] = {}
    for unit, demand, heads in rows:
        unit = successors.get(unit, unit)
        before = sums.get(unit, (Decimal(0), 0))
        sums[unit] = (before[0] + demand, before[1] + heads)
    names = {pk: (code, name) for pk, code, name in Unit.objects.filter(pk__in=sums).values_list("pk", "code", "name")}
    found = [Wanted(unit, *names[unit], demand, heads) for unit, (demand, heads) in sums.items()]
    return sorted(found, key=lambda each: (-each.demand, each.code))


def wanted_units(district: District, year: int, day: date) -> list[Wanted]:
    """Units that current Needs of the year want, most wanted first: those in force today for those replaced since."""
    rows = (
        WantedUnit.objects.filter(
            revision__need__district=district, revision__need__year=year, revision__is_current=True
        )
        .order_by()
        .values(
            "unit",
            "importance",
            sure=F("revision__confidence"),
            firm=F("revision__need__firm"),
            occupation=F("revision__need__occupation"),
        )
        .annotate(n=Sum("revision__headcount"))
    )
    past = records(district, year, day)

    def weighed() -> Iterator[tuple[int, Decimal, int]]:
        for row in rows:
            mine = past.get((row["firm"], row["occupation"]), NO_RECORD)
            share = rules.share_of(mine.said, mine.hired, Confidence(row["sure"]), day)
            yield row["unit"], share * row["n"] * row["importance"], row["n"]

    return gathered(weighed(), competency.successors())


def behind(viewer: User, district: District, year: int) -> QuerySet[Revision]:
    """The current words that the number of the cycle adds up, as far as the viewer may see them."""
    rows = Revision.objects.visible_to(viewer).filter(need__district=district, need__year=year, is_current=True)
    return rows.select_related("need__firm", "need__occupation")


def wanted_behind(viewer: User, district: District, year: int) -> QuerySet[WantedUnit]:
    """Every unit that current words of the year ask for, as far as the viewer may see them."""
    rows = WantedUnit.objects.visible_to(viewer).filter(
        revision__need__district=district, revision__need__year=year, revision__is_current=True
    )
    return rows.select_related("unit", "revision__need__firm", "revision__need__occupation")


def last_wanted(firm: Organisation, occupation: Occupation) -> list[tuple[Unit, int]]:
    """The units that a firm last asked for with an occupation; those replaced since by what took their place."""
    last = (
        Revision.objects.filter(need__firm=firm, need__occupation=occupation, is_current=True)
        .order_by("-need__year", "-said_on")
        .first()
    )
    if last is None:
        return []
    became = competency.successors()
    importance: dict[int, int] = {}
    for each in last.wanted.all():
        unit = became.get(each.unit_id, each.unit_id)
        importance[unit] = max(each.importance, importance.get(unit, 0))
    units = Unit.objects.filter(pk__in=importance, state=UnitState.CONFIRMED).order_by("code")
    return [(unit, importance[unit.pk]) for unit in units]


def wanted_codes(district: District) -> list[str]:
    """Codes of every unit that was ever asked for in a district: for computing, not for showing."""
    rows = WantedUnit.objects.filter(revision__need__district=district).order_by()
    return list(rows.values_list("unit__code", flat=True).distinct())


def naming(viewer: User, unit: Unit) -> QuerySet[Need]:
    """Needs whose last word asks for exactly this unit, old or not."""
    asked = Revision.objects.filter(is_current=True, wanted__unit=unit).values("need")
    return listing(viewer).filter(pk__in=asked).order_by("-year", "code")
