"""Pages of a calculation: asking for it, its progress, what it gives and what changed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.jobs.enums import RunState
from naru.base.jobs.work import is_unattended
from naru.domain.placement.actions import running as actions
from naru.domain.placement.enums import Method
from naru.domain.placement.models import MatchRun
from naru.domain.placement.queries import explained, reserves
from naru.domain.placement.queries import rounds as queries
from naru.domain.placement.rules import rounds as rules
from naru.web import deed
from naru.web.placement import frame

LIVE = (RunState.QUEUED, RunState.RUNNING)


def match(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the calculation of a frozen round."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_ROUND, on=found)
    return deed.press(
        request,
        lambda: actions.request_match(round=found, by=viewer),
        success=_("계산을 시작했습니다."),
        back=reverse("placement:latest", args=[pk]),
    )


@require_safe
def latest(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of the newest calculation of a round."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_ROUND, on=found)
    newest = queries.runs(viewer, found).order_by("-number").first()
    target = reverse("placement:run", args=[newest.pk]) if newest else reverse("placement:round", args=[pk])
    return deed.go(request, target)


def _one(request: HttpRequest, pk: int) -> tuple[Any, MatchRun]:
    viewer: Any = request.user
    found = queries.run_one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_ROUND, on=found)
    return viewer, found


def _values(viewer: Any, found: MatchRun) -> dict[str, Any]:
    work = found.work
    values: dict[str, Any] = {
        "run": found,
        "round": found.round,
        "is_live": found.made_at is None and work is not None and work.state in LIVE,
        "is_unattended": work is not None and is_unattended(work),
        "state": work.state if work else "",
        "error": (work.result or {}).get("error", "") if work else "",
        "percent": round(work.done * 100 / work.total) if work and work.total else 0,
        "method": Method(found.method),
        "is_stable": rules.is_stable(Method(found.method)),
    }
    if found.made_at is not None:
        before = explained.before(found)
        seats = list(explained.seats(viewer, found))
        groups = reserves.told(seats)
        values |= {
            "is_standing": found.pk == found.round.run_id,
            "seats": [(each, groups.get(each.place_id, ())) for each in seats],
            "has_groups": bool(groups),
            "before": before,
            "changes": explained.changes(found, before) if before else [],
            "ranks": sorted((int(rank), count) for rank, count in found.ranks.items()),
        }
    return values


@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One calculation: how far it is, or what it gives, what its check found, and what changed since the one before."""
    viewer, found = _one(request, pk)
    title = _("계산 %(number)s") % {"number": found.number}
    values = {**_values(viewer, found), "title": title, "crumbs": frame.crumbs(found.round, (title, ""))}
    return render(request, "placement/run.html", values)


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that changes; asked again while the work goes on."""
    viewer, found = _one(request, pk)
    return render(request, "placement/_run.html", _values(viewer, found))


def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stops a calculation."""
    viewer, found = _one(request, pk)
    return deed.press(
        request,
        lambda: actions.cancel_match(run=found, by=viewer),
        success=_("멈추라고 했습니다."),
        back=reverse("placement:run", args=[pk]),
    )
