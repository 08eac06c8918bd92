"""Reads of the room demand."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts import waiting as todo
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.accounts.waiting import Todo, Waiting
from naru.base.district.models import District
from naru.base.rulebook import project_year
from naru.domain.demand import rules
from naru.domain.demand.enums import Confidence
from naru.domain.demand.models import Need, Revision, Signal, WantedUnit


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


def changes(viewer: User, limit: int = 5) -> list[Revision]:
    """The latest revisions that changed an earlier word."""
    return list(
        Revision.objects.visible_to(viewer)
        .filter(number__gt=1)
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


def weighted_headcount(district: District, year: int, day: date) -> Decimal:
    """Head-count of a year, each word weighed by its confidence."""
    rows = current_of(district, year).order_by().values("confidence").annotate(n=Sum("headcount"))
    return sum((rules.weight_of(Confidence(row["confidence"]), day) * row["n"] for row in rows), Decimal(0))


def headcount_by_firm(district: District, year: int) -> dict[int, int]:
    rows = current_of(district, year).order_by().values("need__firm").annotate(n=Sum("headcount"))
    return {row["need__firm"]: row["n"] for row in rows}


def wanted_units(district: District, year: int, day: date) -> list[Wanted]:
    """Units that current Needs of the year want, most wanted first; one query."""
    rows = (
        WantedUnit.objects.filter(
            revision__need__district=district, revision__need__year=year, revision__is_current=True
        )
        .order_by()
        .values("unit", "importance", code=F("unit__code"), name=F("unit__name"), sure=F("revision__confidence"))
        .annotate(n=Sum("revision__headcount"))
    )
    found: dict[int, Wanted] = {}
    for row in rows:
        demand = rules.weight_of(Confidence(row["sure"]), day) * row["n"] * row["importance"]
        before = found.get(row["unit"])
        found[row["unit"]] = Wanted(
            row["unit"],
            row["code"],
            row["name"],
            demand + (before.demand if before else 0),
            row["n"] + (before.headcount if before else 0),
        )
    return sorted(found.values(), key=lambda each: (-each.demand, each.code))


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


#: A firm's word is asked again after this many days.
WORD_DAYS = 180

TODOS = (
    Todo(
        "demand.stale",
        _("다시 확인할 때가 된 수요"),
        lambda rows, today: rows.filter(
            year__gte=project_year.of(today),
            revisions__is_current=True,
            revisions__said_on__lt=today - timedelta(days=WORD_DAYS),
        ),
        Need,
        Permission.DEMAND_WRITE,
        district="district",
        page="demand:list",
        query=(("todo", "stale"),),
        one="demand:revise",
    ),
)


def waiting(viewer: User, district: District | None, today: date) -> list[Waiting]:
    """What waits for the viewer in this room; one query for each kind."""
    return todo.of(TODOS, viewer, today, district)
