"""The home page with the cycle, and the page of each of its numbers."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.rulebook.errors import NotAllowed
from naru.domain.credit import queries as credit
from naru.domain.credit.enums import AwardState
from naru.domain.evidence import queries as evidence
from naru.domain.evidence.enums import FindingState
from naru.domain.partners import queries as partners
from naru.domain.placement import queries as placement
from naru.domain.placement.enums import ApplicationState
from naru.domain.training import queries as training
from naru.web import behind, context, listing


@dataclass(frozen=True)
class Task:
    """Something that waits for this person."""

    sentence: Any
    count: int
    url: str


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The cycle for whoever may read it; for everybody what waits for them and the rooms open to them."""
    here = context.here(request)
    may_cycle = here.district is not None and access.can(request.user, Permission.CYCLE_READ)  # type: ignore[arg-type]
    cycle = evidence.cycle(request.user, here.district, here.year) if may_cycle and here.district else None  # type: ignore[arg-type]
    return render(
        request,
        "home.html",
        {
            "cycle": cycle,
            "river": [each for each in cycle.stations if each.key != "budget"] if cycle else [],
            "money": cycle.station("budget") if cycle else None,
            "passage": cycle.narrowest_passage if cycle else None,
            "passage_url": _url(f"{cycle.narrowest_passage.room}:list") if cycle and cycle.narrowest_passage else "",
            "widest": max((count for _name, count in cycle.narrowest_passage.named_steps), default=1)
            if cycle and cycle.narrowest_passage
            else 1,
            "tasks": tasks(request),
            "place": f"?district={here.district.code}&year={here.year}" if here.district else "",
        },
    )


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def tasks(request: HttpRequest) -> list[Task]:
    """What waits for this person, most pressing first; one count for each kind that the roles could have."""
    viewer: Any = request.user
    found: list[Task] = []

    def add(permission: Permission, sentence: Any, rows: Any, url: str) -> None:
        if access.can(viewer, permission) and url:
            count = rows().count()
            if count:
                found.append(Task(sentence, count, url))

    here = access.reach(viewer, Permission.PARTNERS_SIGN)
    applications, awards = _url("placement:applications"), _url("credit:list")
    add(
        Permission.PLACEMENT_ACCEPT,
        _("답을 기다리는 채용 제안"),
        lambda: placement.application_listing(viewer).filter(state=ApplicationState.OFFERED),
        applications,
    )
    add(
        Permission.PLACEMENT_OFFER,
        _("답을 기다리는 지원"),
        lambda: placement.application_listing(viewer).filter(state=ApplicationState.APPLIED),
        applications,
    )
    add(
        Permission.PARTNERS_SIGN,
        _("서명을 기다리는 협약"),
        lambda: partners.unsigned(viewer).filter(organisation__in=here.organisations),
        _url("partners:list"),
    )
    add(
        Permission.CREDIT_AWARD,
        _("결정을 기다리는 학점"),
        lambda: credit.listing(viewer).filter(state=AwardState.COMPLETED),
        awards,
    )
    add(
        Permission.EVIDENCE_CONFIRM,
        _("확정을 기다리는 근거"),
        lambda: evidence.listing(viewer).filter(state=FindingState.PROPOSED),
        _url("evidence:list"),
    )
    add(
        Permission.TRAINING_COMPLETE,
        _("수료를 적어야 할 참여"),
        lambda: training.overdue(viewer),
        _url("training:enrolments"),
    )
    add(
        Permission.TRAINING_ENROL,
        _("지금 신청할 수 있는 과정"),
        lambda: training.open_now(viewer),
        _url("training:list"),
    )
    return found


def number(request: HttpRequest, key: str) -> HttpResponse:
    """One number of the cycle: its definition, base, target, last year, and the rows behind it."""
    if request.method not in {"GET", "HEAD"} and request.GET.get("download") != "xlsx":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    here = context.here(request)
    if here.district is None:
        raise NotAllowed(_("이 화면을 볼 수 있는 역할이 없습니다."))
    cycle = evidence.cycle(request.user, here.district, here.year)  # type: ignore[arg-type]
    station = cycle.station(key)
    definition = station.number.definition
    values = {
        "cycle": cycle,
        "station": station,
        "definition": definition.english if (get_language() or "").startswith("en") else definition.korean,
        "room_url": _url(f"{key}:list"),
        "crumbs": ((station.name, ""),),
        "title": station.name,
    }
    rows = behind.listing_of(request, cycle, key)
    if rows is None:
        return render(request, "number.html", {**values, "listing": None})
    return listing.page(request, rows, values)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 for what Django itself refuses."""
    return render(request, "403.html", status=403)
