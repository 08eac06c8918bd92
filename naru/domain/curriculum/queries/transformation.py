"""How far departments are transformed: seats that requests open, close and convert, by intake and in all."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, DistrictMember
from naru.domain.curriculum.enums import ReorganisationState, RequestKind, TargetCode
from naru.domain.curriculum.models import Department, Request, Seats, SupplyTarget
from naru.domain.curriculum.queries import requests
from naru.domain.curriculum.rules import request as request_rules
from naru.domain.curriculum.rules import supply as rules

SELECTED = request_rules.DECIDED | {ReorganisationState.GRADUATED}


@dataclass(frozen=True)
class Intake:
    """One intake: what selected requests move, and with those under review; targets where the district set them.

    `seats_of`: the intake whose seats stand for this one (its own, else the last before it for which they were set).
    """

    year: int
    seats: int
    seats_of: int
    selected: rules.Moved
    expected: rules.Moved
    rate: rules.Figure
    expected_rate: rules.Figure
    total: rules.Figure
    closure: rules.Figure
    targets: dict[str, Decimal]

    @property
    def target(self) -> Decimal | None:
        return self.targets.get(TargetCode.TRANSFORMATION)

    @property
    def total_target(self) -> Decimal | None:
        return self.targets.get(TargetCode.TOTAL)

    @property
    def closure_target(self) -> Decimal | None:
        return self.targets.get(TargetCode.CLOSURE)


def moved_of(request: Request) -> rules.Moved:
    """Seats of one request after its corrections; a cancelled one moves nothing."""
    is_conversion = request.kind in {RequestKind.CONVERT, RequestKind.SPECIALISE}
    planned = requests.planned_seats(request)
    if planned == 0 and request.classes_after:
        return rules.Moved()
    return rules.moved(request.classes_before * request.class_size, planned, is_conversion=is_conversion)


def moved_by_intake(viewer: User, district: District, states: frozenset[ReorganisationState]) -> dict[int, rules.Moved]:
    """What requests in these states move, by the intake after postponements; two queries."""
    rows = requests.listing(viewer).filter(campaign__district=district, state__in=states)
    found: dict[int, rules.Moved] = {}
    for each in rows.prefetch_related("corrections"):
        year = requests.intake_year(each)
        found[year] = found.get(year, rules.Moved()) + moved_of(each)
    return found


def seats_seen(viewer: User, district: District) -> dict[int, int]:
    """Seats by intake of the departments whose plans the viewer may read: what requests are measured by; one query."""
    own = access.permitted(Department.objects.all(), viewer, Permission.CURRICULUM_PLAN_READ)
    rows = Seats.objects.filter(
        department__in=own.order_by().values("pk"),
        department__school__in=DistrictMember.objects.filter(district=district).values("organisation"),
    )
    return dict(rows.order_by().values_list("intake_year").annotate(n=Sum("seats")))


def of(viewer: User, district: District, first: int, last: int, day: date) -> list[Intake]:
    """Each intake from `first` to `last`, both included; six queries."""
    selected = moved_by_intake(viewer, district, frozenset(SELECTED))
    going = moved_by_intake(viewer, district, request_rules.GOING_ON)
    seats = seats_seen(viewer, district)
    targets: dict[int, dict[str, Decimal]] = {}
    rows = SupplyTarget.objects.visible_to(viewer).filter(district=district, year__range=(first, last))
    for year, code, target in rows.values_list("year", "code", "target"):
        targets.setdefault(year, {})[code] = target
    base = seats.get(district.first_year, 0)
    found = []
    for year in range(first, last + 1):
        known = max((each for each in seats if each <= year), default=year)
        places = seats.get(known, 0)
        one = selected.get(year, rules.Moved())
        both = one + going.get(year, rules.Moved())
        whole = sum((selected[each] for each in selected if district.first_year <= each <= year), rules.Moved())
        found.append(
            Intake(
                year,
                places,
                known,
                one,
                both,
                rules.transformation(one, places, day),
                rules.transformation(both, places, day, rules.EXPECTED),
                rules.transformation(whole, base, day, rules.TOTAL),
                rules.closure(one, day),
                targets.get(year, {}),
            )
        )
    return found
