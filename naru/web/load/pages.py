"""Loading a workbook in the browser: check first, see every fault, then load all or nothing."""

import tempfile
import uuid
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.jobs import queries, work
from naru.base.jobs.enums import RunState
from naru.base.jobs.models import Run
from naru.base.rulebook.errors import NotAllowed, NotFound
from naru.document.exchange import sheets, write
from naru.document.exchange.jobs import TASK, place_of
from naru.web import context, deed
from naru.web.load.forms import Load

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LIVE = (RunState.QUEUED, RunState.RUNNING)


def _may(request: HttpRequest) -> Any:
    if not access.can(request.user, Permission.EXCHANGE_LOAD):  # type: ignore[arg-type]
        raise NotAllowed(_("자료를 올릴 수 있는 역할이 없습니다."))
    return request.user


def index(request: HttpRequest) -> HttpResponse:
    """The form and what was loaded before."""
    viewer = _may(request)
    form = Load(request.POST, request.FILES) if request.method == "POST" else Load()
    here = context.here(request)

    def ask(cleaned: dict[str, Any]) -> Run:
        given = cleaned["file"]
        name = f"{uuid.uuid4().hex}{Path(given.name).suffix.lower()}"
        place = place_of(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as out:
            for chunk in given.chunks():
                out.write(chunk)
        return work.ask(
            TASK,
            {
                "file": name,
                "shown": given.name[:120],
                "by": viewer.pk,
                "district": Load.district_code(here.district, given.name, cleaned["sheet"]),
                "sheet": cleaned["sheet"],
                "is_check": True,
                "language": (get_language() or "ko")[:2],
            },
            by=viewer,
            district=here.district,
        )

    return deed.form_page(
        request,
        form,
        action=ask,
        title=_("자료 올리기"),
        submit=_("먼저 확인하기"),
        success="",
        back=lambda run: reverse("load:run", args=[run.pk]),
        template="load/index.html",
        extra={"runs": list(queries.listing(viewer, TASK)[:20])},
    )


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty workbook."""
    _may(request)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "naru.xlsx"
        write.template(path)
        content = path.read_bytes()
    answer = HttpResponse(content, content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="naru-{timezone.localdate():%Y%m%d}.xlsx"'
    return answer


def _values(run: Run) -> dict[str, Any]:
    result = run.result or {}
    return {
        "run": run,
        "is_live": run.state in LIVE,
        "is_unattended": work.is_unattended(run),
        "percent": round(run.done * 100 / run.total) if run.total else 0,
        "outcome": result.get("outcome", ""),
        "faults": result.get("faults", []),
        "fault_count": result.get("count", 0),
        "hidden_faults": max(result.get("count", 0) - len(result.get("faults", [])), 0),
        "error": result.get("error", ""),
        "is_crash": result.get("code") == "crash",
        "may_retry": run.state == RunState.CANCELLED or result.get("code") in {"crash", "given_up"},
        "rows": [(sheets.BY_KEY[key].title, count) for key, count in result.get("rows", {}).items() if count],
        "counts": [(sheets.BY_KEY[key].title, *found) for key, found in result.get("counts", {}).items()],
        "shown": run.arguments.get("shown", ""),
        "has_file": place_of(run.arguments["file"]).exists(),
    }


@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a load is, and what came of it."""
    found = queries.one(_may(request), TASK, pk)
    crumbs = ((_("자료 올리기"), reverse("load:index")), (found.arguments["shown"], ""))
    return render(request, "load/run.html", {**_values(found), "crumbs": crumbs})


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that changes; asked again while the work goes on."""
    found = queries.one(_may(request), TASK, pk)
    return render(request, "load/_run.html", _values(found))


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Loads what was checked and found good."""
    viewer = _may(request)
    found = queries.one(viewer, TASK, pk)
    if (found.result or {}).get("outcome") != "good" or not place_of(found.arguments["file"]).exists():
        messages.error(request, _("이 파일은 이미 올렸거나 지워졌습니다. 파일을 다시 올려 주십시오."))
        return deed.go(request, reverse("load:run", args=[pk]))
    arguments = {**found.arguments, "is_check": False, "by": viewer.pk}
    made = work.ask(TASK, arguments, by=viewer, district=found.district)
    return deed.go(request, reverse("load:run", args=[made.pk]))


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks a load to stop; what was not yet written stays unwritten."""
    found = queries.one(_may(request), TASK, pk)
    return deed.press(
        request,
        lambda: work.cancel(found),
        success=_("멈추라고 했습니다. 아직 쓰지 않은 것은 쓰지 않습니다."),
        back=reverse("load:run", args=[pk]),
    )


def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts a load that failed or was stopped back into the queue, with the file that was given then."""
    found = queries.one(_may(request), TASK, pk)
    if request.method == "POST" and not place_of(found.arguments["file"]).exists():
        messages.error(request, _("이 파일은 이미 올렸거나 지워졌습니다. 파일을 다시 올려 주십시오."))
        return deed.go(request, reverse("load:run", args=[pk]))
    return deed.press(
        request,
        lambda: work.retry(found),
        success=_("다시 차례를 기다립니다."),
        back=reverse("load:run", args=[pk]),
    )


@require_safe
def marked(request: HttpRequest, pk: int) -> FileResponse:
    """The copy with the faults marked."""
    found = queries.one(_may(request), TASK, pk)
    name = (found.result or {}).get("marked", "")
    if not name or not place_of(name).exists():
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    with transaction.atomic():
        record.record("exchange.take_marked", found, by=_may(request), after={"file": found.arguments["shown"]})
    return FileResponse(
        place_of(name).open("rb"), as_attachment=True, filename=f"{Path(found.arguments['shown']).stem}-고칠곳.xlsx"
    )
