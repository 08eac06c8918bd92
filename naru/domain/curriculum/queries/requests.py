"""Reads of campaigns and requests: the lists, one request with its stages, forecast and what really came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from naru.base.accounts import access
from naru.base.accounts.enums import Role
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit.models import Event
from naru.base.district.models import District, Organisation
from naru.domain.curriculum.bridge.rows import Move
from naru.domain.curriculum.enums import CorrectionKind, OpinionStage, ReorganisationState, RequestKind
from naru.domain.curriculum.models import Campaign, Correction, Department, Option, Request, Seats
from naru.domain.curriculum.queries import studies
from naru.domain.curriculum.rules import planning
from naru.domain.curriculum.rules import request as rules
from naru.domain.demand.models import Need

#: Years that the forecast of a request looks at, from its intake on.
YEARS = 3


@dataclass(frozen=True)
class Stage:
    """One of the seven stages, with the day by which it is planned (None where nobody set one) and how it stands."""

    title: Any
    day: date | None
    state: str


def campaigns(viewer: User) -> QuerySet[Campaign]:
    return Campaign.objects.visible_to(viewer).select_related("district").annotate(request_count=Count("requests"))


def campaign(viewer: User, pk: int) -> Campaign:
    return access.one(campaigns(viewer), pk=pk)


def open_campaigns(viewer: User, today: date) -> QuerySet[Campaign]:
    """Campaigns that take requests today."""
    return campaigns(viewer).filter(opens_on__lte=today, closes_on__gte=today)


def listing(viewer: User) -> QuerySet[Request]:
    return Request.objects.visible_to(viewer).select_related("campaign__district", "school", "department__school")


def one(viewer: User, pk: int) -> Request:
    rows = (
        listing(viewer)
        .select_related("option__study")
        .prefetch_related("firms", "needs__firm", "needs__occupation", "teachers", "opinions", "corrections")
    )
    return access.one(rows, pk=pk)


def roles_on(viewer: User, request: Request) -> frozenset[Role]:
    """The roles by which the viewer may move the request along."""
    return access.roles_on(viewer, Permission.CURRICULUM_MOVE, request)


def stages(request: Request) -> list[Stage]:
    """The seven stages with their days; the one that the request stands in is "now"."""
    campaign = request.campaign
    year = intake_year(request)
    days = {
        "demand": campaign.opens_on,
        "proposal": campaign.closes_on,
        "review": campaign.review_by,
        "selection": campaign.decide_by,
        "preparation": date(year, 2, 28),
        "intake": date(year, 3, 1),
        "graduates": date(year + 3, 2, 28),
    }
    state = ReorganisationState(request.state)
    is_over = state in {ReorganisationState.REFUSED, ReorganisationState.WITHDRAWN}
    at = next((place for place, (_k, _t, states) in enumerate(rules.STAGES) if state in states), -1)
    found = []
    for place, (key, title, _states) in enumerate(rules.STAGES):
        word = "over" if is_over else "done" if place < at else "now" if place == at else "next"
        found.append(Stage(title, days[key], word))
    return found


def due(request: Request) -> date | None:
    """The day by which the request is to be moved on from where it stands; None when it is over."""
    campaign, year = request.campaign, intake_year(request)
    return {
        ReorganisationState.DRAFT: campaign.closes_on,
        ReorganisationState.INCOMPLETE: campaign.closes_on,
        ReorganisationState.PROPOSED: campaign.review_by,
        ReorganisationState.REVIEWED: campaign.review_by,
        ReorganisationState.NOMINATED: campaign.decide_by,
        ReorganisationState.SELECTED: date(year, 2, 28),
        ReorganisationState.PREPARING: date(year, 3, 31),
        ReorganisationState.INTAKE: date(year + 3, 2, 28),
    }.get(ReorganisationState(request.state))


def _corrections(request: Request) -> Iterable[Correction]:
    return request.corrections.all() if request.pk else ()


def intake_year(request: Request) -> int:
    """The intake of the request, after postponements."""
    later = [each.intake_year for each in _corrections(request) if each.intake_year]
    return later[-1] if later else request.campaign.intake_year


def planned_seats(request: Request) -> int:
    """Seats decided, after corrections; 0 when it was cancelled."""
    classes = request.classes_after
    for each in _corrections(request):
        if each.kind == CorrectionKind.CANCEL:
            return 0
        if each.kind == CorrectionKind.CLASSES and each.classes is not None:
            classes = each.classes
    return classes * request.class_size


def reconciled(request: Request) -> rules.Reconciled | None:
    """The plan against the real intake; None until somebody told it."""
    if request.entrants is None:
        return None
    return rules.reconcile(RequestKind(request.kind), planned_seats(request), request.entrants)


def has_final_opinion(request: Request) -> bool:
    return request.opinions.filter(stage=OpinionStage.FINAL).exists()


def history(request: Request) -> QuerySet[Event]:
    return Event.objects.filter(object_type=Request._meta.label_lower, object_id=request.pk)


def free_number(campaign: Campaign) -> str:
    """A number that no request of the campaign bears yet."""
    taken = set(Request.objects.filter(campaign=campaign).values_list("number", flat=True))
    place, stem = len(taken) + 1, campaign.code[:34]
    while f"{stem}-{place:02}" in taken:
        place += 1
    return f"{stem}-{place:02}"


def has_like(campaign: Campaign, department: Department | None, kind: RequestKind, apart: int = 0) -> bool:
    """True when the campaign holds a live request for the same change of the same department."""
    if department is None:
        return False
    over = (ReorganisationState.WITHDRAWN, ReorganisationState.REFUSED)
    rows = Request.objects.filter(campaign=campaign, department=department, kind=kind).exclude(state__in=over)
    return rows.exclude(pk=apart).exists()


def classes_now(department: Department, intake_year: int) -> int:
    """Classes of the last intake before the one that is asked about."""
    seats = (
        Seats.objects.filter(department=department, intake_year__lt=intake_year)
        .order_by("-intake_year")
        .values_list("seats", flat=True)
        .first()
    )
    return planning.classes_of(seats or 0, max(date(intake_year, 3, 1), date(2025, 3, 1)))


def move_of(request: Request, entrants: int | None = None) -> Move:
    """What the request does to classes of the strategic industry and of all else; with `entrants` what really came."""
    after: float = request.classes_after if entrants is None else entrants / request.class_size
    own = bool(request.department and request.department.is_industry)
    growing = set(request.reasons) & {"industry", "demand", "pledge"}
    kind = RequestKind(request.kind)
    if kind == RequestKind.OPEN:
        return Move(0, False, after, bool(growing))
    if kind == RequestKind.CLOSE:
        return Move(request.classes_before, own, 0 if entrants is None else after, own)
    if kind == RequestKind.RESIZE:
        step = after - request.classes_before
        return Move(max(-step, 0), own, max(step, 0), own)
    return Move(request.classes_before, own, after, own or bool(growing))


def forecast(request: Request, today: date) -> dict[str, Any]:
    """What the request is expected to do; loads the engine."""
    from naru.domain.curriculum.bridge import seats

    given, assumed = studies.seats_given(request.campaign.district, request.campaign.intake_year, YEARS, 0, today)
    found = seats.effect(given, move_of(request))
    found["cost"] += request.works_cost + request.equipment_cost
    return {**found, "assumed": assumed, "made_on": today.isoformat()}


def real_effect(request: Request, entrants: int, today: date) -> dict[str, Any]:
    """Persons unmet and too many, told anew with the entrants who really came; loads the engine."""
    from naru.domain.curriculum.bridge import seats

    given, _assumed = studies.seats_given(request.campaign.district, intake_year(request), YEARS, 0, today)
    found = seats.effect(given, move_of(request, entrants))
    return {key: found[key] for key in ("unmet_after", "surplus_after", "teachers")} | {"made_on": today.isoformat()}


def needs_to_answer(viewer: User, district: District, year: int) -> QuerySet[Need]:
    """Needs of the years from the intake on that a request may say it answers."""
    return (
        Need.objects.visible_to(viewer)
        .filter(district=district, year__gte=year)
        .select_related("firm", "occupation")
        .order_by("year", "firm__name")
    )


def firms_of(district: District) -> QuerySet[Organisation]:
    return Organisation.objects.filter(kind="firm", districts__district=district).order_by("name").distinct()


def departments_of(viewer: User, schools: QuerySet[Organisation]) -> QuerySet[Department]:
    """Departments of these schools that a request may speak of."""
    return (
        Department.objects.visible_to(viewer)
        .filter(school__in=schools.order_by().values("pk"))
        .exclude(state="closed")
        .select_related("school")
    )


@dataclass(frozen=True)
class FromOption:
    """A request that a plan of seats asks for, as the form is filled."""

    kind: RequestKind
    department: Department
    new_name: str
    before: int
    after: int
    intake: int


@dataclass(frozen=True)
class Proposed:
    """A request that the chosen plan of seats asks of a school; `at`: its place in the plan."""

    option: Option
    at: int
    wish: FromOption


def proposed_to(viewer: User, campaign: Campaign) -> list[Proposed]:
    """What the chosen plan of the district asks of the schools for which the viewer may ask, for this intake."""
    option = studies.chosen_seats(campaign.district)
    if option is None:
        return []
    found = [
        Proposed(option, at, each) for at, each in enumerate(from_option(option)) if each.intake == campaign.intake_year
    ]
    wanted = Department.objects.filter(pk__in=[each.wish.department.pk for each in found])
    able = access.permitted(wanted, viewer, Permission.CURRICULUM_REQUEST)
    own = set(able.order_by().values_list("pk", flat=True))
    return [each for each in found if each.wish.department.pk in own]


def from_option(option: Option) -> list[FromOption]:
    """The requests of a plan of seats; two queries."""
    wanted = option.detail.get("requests", [])
    ids = {each[key] for each in wanted for key in ("department", "source") if each[key]}
    rows = Department.objects.select_related("school").in_bulk(list(ids))
    found = []
    for each in wanted:
        target = rows.get(each["department"])
        if target is None:
            continue
        source = rows.get(each["source"] or 0)
        kind = {
            "open": RequestKind.RESIZE,
            "close": RequestKind.CLOSE,
            "grow": RequestKind.RESIZE,
            "shrink": RequestKind.RESIZE,
            "convert": RequestKind.CONVERT,
        }[each["kind"]]
        if source is not None and kind == RequestKind.CONVERT:
            before = classes_now(source, each["intake"])
            moved = each["classes"]
            found.append(FromOption(kind, source, target.name, min(before, moved), moved, each["intake"]))
            continue
        before = _planned_before(option, target, each["intake"])
        step = each["classes"] if each["kind"] in {"open", "grow"} else -each["classes"]
        after = max(before + step, 0)
        if kind == RequestKind.RESIZE and not before:
            found.append(FromOption(RequestKind.OPEN, target, target.name, 0, after, each["intake"]))
        else:
            found.append(FromOption(kind, target, "", before, after, each["intake"]))
    return found


def _planned_before(option: Option, department: Department, intake: int) -> int:
    """Classes of the intake before, by the plan itself; for its first intake those that stand."""
    years, classes = option.detail.get("years", []), option.detail.get("classes", {}).get(str(department.pk))
    at = years.index(intake) if intake in years else 0
    return int(classes[at - 1]) if classes and at else classes_now(department, intake)
