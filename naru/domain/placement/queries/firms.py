"""Reads about firms: facts, yardsticks, and what comes of both."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, Organisation
from naru.domain.placement.enums import FirmMeasure, Fulfilment, YardstickKind
from naru.domain.placement.models import FirmFact, Opening, Yardstick
from naru.domain.placement.models.firms import CHOOSING
from naru.domain.placement.rules import firms as rules


@dataclass(frozen=True)
class Standing:
    """Every measure of a firm in a district, and what follows from all."""

    measures: tuple[rules.Judged, ...]
    overall: Fulfilment

    @property
    def missed(self) -> list[rules.Judged]:
        return [each for each in self.measures if each.verdict == Fulfilment.NOT_MET]

    @property
    def unknown(self) -> list[rules.Judged]:
        return [each for each in self.measures if each.verdict == Fulfilment.NOT_KNOWN]

    @property
    def is_listed(self) -> bool:
        """On the published list of employers in arrears."""
        return any(each.is_listed for each in self.measures)


def facts(viewer: User) -> QuerySet[FirmFact]:
    return FirmFact.objects.visible_to(viewer).select_related("firm", "district")


def yardsticks(viewer: User) -> QuerySet[Yardstick]:
    return Yardstick.objects.visible_to(viewer).select_related("district")


def may_compare(viewer: User) -> bool:
    """May they know of every firm? Firms know of themselves alone: pay and accidents are not their rivals' business."""
    here = access.reach(viewer, Permission.PLACEMENT_READ)
    return here.everywhere or bool(here.districts) or bool(here.roles & CHOOSING)


def may_know(viewer: User, firm: int) -> bool:
    return may_compare(viewer) or firm in access.reach(viewer, Permission.PLACEMENT_READ).organisations


def firm(viewer: User, pk: int) -> Organisation:
    """A firm of the viewer's districts, for whoever may know of it."""
    rows = access.organisations_of(viewer).filter(kind="firm")
    return access.one(rows if may_know(viewer, pk) else rows.none(), pk=pk)


def standards(districts: Collection[int]) -> dict[int, list[rules.Standard]]:
    """District → what it set, of every day."""
    found: dict[int, list[rules.Standard]] = {key: [] for key in districts}
    for each in Yardstick.objects.filter(district__in=districts).order_by("kind", "since"):
        found[each.district_id].append(
            rules.Standard(YardstickKind(each.kind), each.since, each.value, each.source, each.is_verified, is_own=True)
        )
    return found


def standings(
    districts: Collection[int], today: date, firms: Collection[int] | None = None
) -> dict[tuple[int, int], Standing]:
    """(district, firm) → its standing, by the latest fact of each measure; firms without any fact are left out.

    Two queries, whatever the number of firms.
    """
    own = standards(districts)
    rows = FirmFact.objects.filter(district__in=districts)
    if firms is not None:
        rows = rows.filter(firm__in=firms)
    latest: dict[tuple[int, int], dict[FirmMeasure, rules.Fact]] = {}
    for each in rows.filter(on__lte=today).order_by("on", "year"):
        fact = rules.Fact(FirmMeasure(each.measure), each.year, each.value, each.on, each.source)
        latest.setdefault((each.district_id, each.firm_id), {})[fact.measure] = fact
    found = {}
    for key, known in latest.items():
        measures = rules.judged(known, own[key[0]], today)
        found[key] = Standing(measures, rules.overall(measures))
    return found


def standing(district: District, firm: int, today: date) -> Standing:
    """Of one firm; nothing is known of a firm without facts, and the yardsticks are shown all the same."""
    found = standings([district.pk], today, [firm]).get((district.pk, firm))
    if found is not None:
        return found
    measures = rules.judged({}, standards([district.pk])[district.pk], today)
    return Standing(measures, rules.overall(measures))


def bar(district: District, firm: int, today: date) -> tuple[rules.Judged, rules.Standard | None]:
    """What decides whether a listed firm's opening may be opened."""
    arrears = next(each for each in standing(district, firm, today).measures if each.measure == FirmMeasure.ARREARS)
    return arrears, rules.standard_on(standards([district.pk])[district.pk], YardstickKind.BARS, today)


def in_force(district: District, today: date) -> list[rules.Standard]:
    """The yardstick of each kind in force in a district today."""
    own = standards([district.pk])[district.pk]
    found = (rules.standard_on(own, kind, today) for kind in YardstickKind)
    return [each for each in found if each is not None]


def with_verdict(rows: QuerySet[Opening], verdict: Fulfilment, viewer: User, today: date) -> QuerySet[Opening]:
    """The openings of firms with this verdict in their district."""
    here = access.reach(viewer, Permission.PLACEMENT_READ)
    districts = [each.pk for each in access.known_districts_of(viewer, Permission.PLACEMENT_READ)]
    found = standings(districts, today) if here else {}
    of: dict[int, list[int]] = {}
    is_rest = verdict == Fulfilment.NOT_KNOWN
    for (district, key), each in found.items():
        if (each.overall != verdict) if is_rest else (each.overall == verdict):
            of.setdefault(district, []).append(key)
    condition: Any = Q(pk__in=[])
    for district, keys in of.items():
        condition |= Q(district=district, firm__in=keys)
    return rows.exclude(condition) if is_rest else rows.filter(condition)
