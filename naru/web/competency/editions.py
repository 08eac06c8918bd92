"""Pages of editions: loading a published table, what it changed, and what a person has to settle."""

import uuid
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.jobs import queries as runs
from naru.base.jobs import work
from naru.base.jobs.enums import RunState
from naru.base.jobs.models import Run
from naru.base.rulebook.errors import NotAllowed
from naru.document.exchange.jobs import STANDARDS, place_of
from naru.domain.competency import actions, queries
from naru.domain.competency.enums import CodeTable, SuccessionKind, SuccessionState
from naru.domain.curriculum import queries as curriculum
from naru.domain.demand import queries as demand
from naru.web import deed, listing
from naru.web.competency import forms
from naru.web.competency.pages import NO_ROLE, room_tabs
from naru.web.frame import data, room
from naru.web.listing import Column, Filter, Link, Listing

MOST_NAMING = 20
LIVE = (RunState.QUEUED, RunState.RUNNING)


def _may_load(request: HttpRequest) -> Any:
    if not access.reach(request.user, Permission.COMPETENCY_WRITE).everywhere:  # type: ignore[arg-type]
        raise NotAllowed(NO_ROLE)
    return request.user


def _tables(viewer: Any) -> tuple[Link, ...]:
    """What the administrator of the installation may load."""
    if not access.reach(viewer, Permission.COMPETENCY_WRITE).everywhere:
        return ()
    return (
        Link(_("표준 올리기"), reverse("competency:standards")),
        Link(_("고용 통계 올리기"), reverse("demand:load_figures")),
    )


def codes(request: HttpRequest) -> HttpResponse:
    """Codes of other published tables."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("분류 코드"),
            intro=_("한국표준직업분류, 한국표준산업분류, 국가자격의 이름입니다. 설치 관리자가 공표된 표를 올립니다."),
            rows=queries.codes(viewer),
            columns=(
                Column("name", _("이름"), sort="name"),
                Column("code", _("코드"), sort="code"),
                Column("table", _("분류표"), sort="table", kind="state", choices=CodeTable),
            ),
            search=("name", "code"),
            search_hint=_("이름, 코드"),
            filters=(Filter("table", _("분류표"), CodeTable.choices, "table"),),
            actions=_tables(viewer),
            tabs=room_tabs(request),
            empty=_("아직 올린 분류 코드가 없습니다."),
            empty_todo=_("설치 관리자가 ‘표준 올리기’에서 공표된 표를 올립니다."),
        ),
    )


def index(request: HttpRequest) -> HttpResponse:
    """Loadings that changed something."""
    viewer: Any = request.user
    may_load = access.reach(viewer, Permission.COMPETENCY_WRITE).everywhere
    return listing.page(
        request,
        Listing(
            title=_("올린 판"),
            intro=_("공표된 표를 올릴 때마다 무엇이 바뀌었는지 남습니다. 옛 능력단위는 지워지지 않습니다."),
            rows=queries.editions(viewer),
            columns=(
                Column("label", _("파일"), sort="label", link="competency:edition"),
                Column("framework", _("능력 표준"), value="framework__name"),
                Column("rows", _("줄"), sort="rows", kind="count"),
                Column("new", _("새로"), sort="new", kind="count"),
                Column("replaced", _("저절로 이어짐"), sort="replaced", kind="count"),
                Column("waiting", _("사람이 볼 것"), sort="waiting", kind="count"),
                Column("loaded_at", _("올린 때"), sort="loaded_at", kind="moment"),
            ),
            sort="-loaded_at",
            search=("label",),
            actions=(Link(_("표준 올리기"), reverse("competency:standards")),) if may_load else (),
            tabs=room_tabs(request),
            empty=_("아직 올린 판이 없습니다."),
            empty_todo=_("설치 관리자가 공표된 국가직무능력표준을 올립니다."),
        ),
    )


@require_safe
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """One loading: its counts and every oddity that was met."""
    viewer: Any = request.user
    found = access.one(queries.editions(viewer), pk=pk)
    values = {
        "edition": found,
        "title": found.label,
        "hidden": max(found.odd - len(found.oddities), 0),
        "crumbs": (room("competency"), (_("올린 판"), reverse("competency:editions")), (found.label, "")),
    }
    return render(request, "competency/edition.html", values)


def successions(request: HttpRequest) -> HttpResponse:
    """What became of older units."""
    viewer: Any = request.user
    may_load = access.reach(viewer, Permission.COMPETENCY_WRITE).everywhere
    load = (Link(_("표준 올리기"), reverse("competency:standards")),) if may_load else ()
    return listing.page(
        request,
        Listing(
            title=_("판과 대체"),
            intro=_("하나가 하나로 바뀐 것만 저절로 이어집니다. 나뉘거나 합쳐지거나 사라진 것은 사람이 정합니다."),
            rows=queries.successions(viewer),
            columns=(
                Column("unit", _("옛 능력단위"), value="unit__name", sort="unit__name", link="competency:settle"),
                Column("code", _("코드"), value="unit__code", sort="unit__code"),
                Column("kind", _("무엇이 되었나"), sort="kind", kind="state", choices=SuccessionKind),
                Column(
                    "successor",
                    _("새 능력단위"),
                    value=lambda row: forms.said(row.successor) if row.successor else None,
                ),
                Column("links", _("이어진 것"), sort="links", kind="count"),
                Column("state", _("상태"), sort="state", kind="state", choices=SuccessionState),
                Column("edition", _("판"), value="edition__label", is_extra=True),
            ),
            search=("unit__name", "unit__code"),
            search_hint=_("이름, 코드"),
            filters=(
                Filter("state", _("상태"), SuccessionState.choices, "state"),
                Filter("kind", _("종류"), SuccessionKind.choices, "kind"),
            ),
            actions=(*load, Link(_("올린 판 보기"), reverse("competency:editions"))),
            tabs=room_tabs(request),
            empty=_("아직 대체된 능력단위가 없습니다."),
            empty_todo=_("새 판을 올리면 무엇이 무엇으로 바뀌었는지 여기에 모입니다."),
        ),
    )


def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """One succession: the proposal, what else is possible, and the decision where one is due."""
    viewer: Any = request.user
    found = queries.succession(viewer, pk)
    candidates = list(found.candidates.all())
    unit = found.unit
    may = queries.writable_frameworks(viewer).filter(pk=unit.framework_id).exists()
    is_open = may and found.state == SuccessionState.WAITING
    if request.method == "POST" and not may:
        raise NotAllowed(NO_ROLE)
    rows = queries.listing(viewer).filter(framework=unit.framework_id, code__startswith=unit.code[:6])
    form = forms.Settle(data(request), units=rows.exclude(pk=unit.pk).filter(replaced_by__isnull=True))
    form.initial = {"successor": candidates[0].pk if len(candidates) == 1 else None}
    return deed.form_page(
        request,
        form,
        action=lambda cleaned: actions.settle_succession(
            succession=found, successor=cleaned["successor"], today=timezone.localdate(), by=viewer
        ),
        title=unit.name,
        submit=_("이렇게 정하기"),
        success=_("대체를 정했습니다. 확인된 이음도 새 능력단위로 옮겼습니다."),
        back=reverse("competency:settle", args=[pk]),
        cancel=reverse("competency:successions"),
        crumbs=(room("competency"), (_("판과 대체"), reverse("competency:successions")), (unit.name, "")),
        template="competency/settle.html",
        extra={
            "succession": found,
            "candidates": candidates,
            "is_open": is_open,
            "needs": list(demand.naming(viewer, unit)[:MOST_NAMING]),
            "courses": list(curriculum.naming(viewer, unit)[:MOST_NAMING]),
        },
    )


def upload(request: HttpRequest) -> HttpResponse:
    """The form of a published table and what was loaded before."""
    viewer = _may_load(request)
    form = forms.Standards(request.POST, request.FILES) if request.method == "POST" else forms.Standards()

    def ask(cleaned: dict[str, Any]) -> Run:
        given = cleaned["file"]
        name = f"{uuid.uuid4().hex}{Path(given.name).suffix.lower()}"
        place = place_of(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as out:
            for chunk in given.chunks():
                out.write(chunk)
        arguments = {
            "file": name,
            "shown": given.name[:120],
            "kind": cleaned["kind"],
            "by": viewer.pk,
            "is_check": True,
            "language": (get_language() or "ko")[:2],
        }
        return work.ask(STANDARDS, arguments, by=viewer)

    return deed.form_page(
        request,
        form,
        action=ask,
        title=_("표준 올리기"),
        submit=_("먼저 확인하기"),
        success="",
        back=lambda run: reverse("competency:standards_run", args=[run.pk]),
        cancel=reverse("competency:successions"),
        intro=_("공표된 파일을 그대로 올립니다. 먼저 확인만 하고, 무엇이 바뀌는지 본 뒤에 올립니다."),
        crumbs=(room("competency"), (_("표준 올리기"), "")),
    )


def _values(run: Run) -> dict[str, Any]:
    result = run.result or {}
    return {
        "run": run,
        "is_live": run.state in LIVE,
        "is_unattended": work.is_unattended(run),
        "outcome": result.get("outcome", ""),
        "told": result,
        "is_same": bool(result) and not any(result.get(name) for name in ("new", "changed", "replaced", "waiting")),
        "hidden": max(result.get("odd", 0) - len(result.get("oddities", [])), 0),
        "error": "" if result.get("code") == "crash" else result.get("error", ""),
        "title": run.arguments["shown"],
        "has_file": place_of(run.arguments["file"]).exists(),
        "crumbs": (
            room("competency"),
            (_("표준 올리기"), reverse("competency:standards")),
            (run.arguments["shown"], ""),
        ),
    }


@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a loading is, and what it would do or did."""
    found = runs.one(_may_load(request), STANDARDS, pk)
    return render(request, "competency/standards_run.html", _values(found))


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that changes."""
    found = runs.one(_may_load(request), STANDARDS, pk)
    return render(request, "competency/_standards_run.html", _values(found))


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Loads what was checked."""
    viewer = _may_load(request)
    found = runs.one(viewer, STANDARDS, pk)
    if (found.result or {}).get("outcome") != "good" or not place_of(found.arguments["file"]).exists():
        messages.error(request, _("이 파일은 이미 올렸거나 지워졌습니다. 파일을 다시 올려 주십시오."))
        return deed.go(request, reverse("competency:standards_run", args=[pk]))
    made = work.ask(STANDARDS, {**found.arguments, "is_check": False, "by": viewer.pk}, by=viewer)
    return deed.go(request, reverse("competency:standards_run", args=[made.pk]))
