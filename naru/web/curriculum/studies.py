"""Pages of planning: asking for options, watching the work, comparing what was found, choosing one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.jobs import work
from naru.base.jobs.enums import RunState
from naru.base.rulebook.errors import NotAllowed
from naru.domain.curriculum import queries
from naru.domain.curriculum.actions import studies as actions
from naru.domain.curriculum.enums import StudyKind
from naru.domain.curriculum.models import Study
from naru.domain.curriculum.queries import requests as request_reads
from naru.domain.curriculum.queries import studies as reads
from naru.web import context, deed, listing
from naru.web.curriculum import study_forms as forms
from naru.web.curriculum.tabs import crumb, tabs
from naru.web.frame import data
from naru.web.listing import Column, Filter, Link, Listing
from naru.web.number.charts import BLUE, GREY

LIVE = (RunState.QUEUED, RunState.RUNNING)


def index(request: HttpRequest) -> HttpResponse:
    """What was asked of the planner before."""
    viewer: Any = request.user
    may_seats = access.can(viewer, Permission.CURRICULUM_PLAN)
    return listing.page(
        request,
        Listing(
            title=_("교육과정 대안"),
            intro=_("수요를 더 다루는 편성과 정원을 계산해 나란히 견주고, 사람이 하나를 고릅니다."),
            rows=reads.listing(viewer),
            district="district",
            columns=(
                Column(
                    "what",
                    _("무엇을"),
                    value=lambda row: row.department.name if row.department else row.district.label,
                    link="curriculum:study",
                ),
                Column("kind", _("종류"), value=lambda row: row.get_kind_display(), sort="kind"),
                Column("intake_year", _("입학연도"), value=lambda row: str(row.intake_year), sort="intake_year"),
                Column("options", _("대안"), value="option_count", kind="count"),
                Column("asked_at", _("물은 때"), kind="moment", sort="asked_at"),
            ),
            sort="-asked_at",
            filters=(Filter("kind", _("종류"), StudyKind.choices, "kind"),),
            actions=(Link(_("지구 정원 대안 찾기"), reverse("curriculum:seats_plan")),) if may_seats else (),
            tabs=tabs(viewer),
            empty=_("아직 찾은 대안이 없습니다."),
            empty_todo=_("학과 화면에서 교육과정 대안을 찾을 수 있습니다."),
        ),
    )


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for options of a department and intake."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    access.require(viewer, Permission.CURRICULUM_DRAFT, on=found)
    district = reads.home_of(found, viewer)
    if district is None:
        raise NotAllowed(_("이 화면을 볼 수 있는 역할이 없습니다."))
    back = reverse("curriculum:detail", args=[pk])
    return deed.form_page(
        request,
        forms.AskCourses(data(request), initial={"intake_year": context.here(request).year + 1}),
        action=lambda cleaned: actions.ask_courses(**cleaned, department=found, district=district, by=viewer),
        title=_("교육과정 대안 찾기"),
        submit=_("대안 찾기"),
        success="",
        back=lambda made: reverse("curriculum:study", args=[made.pk]),
        cancel=back,
        intro=_("%(name)s: 정한 한도 안에서 기업이 원하는 것을 가장 많이 다루는 편성을 여러 개 찾습니다.")
        % {"name": str(found)},
        crumbs=(crumb(), (found.name, back), (_("대안 찾기"), "")),
    )


def seats(request: HttpRequest) -> HttpResponse:
    """Asks for options of seats of the chosen district."""
    viewer: Any = request.user
    here = context.here(request).district
    if here is None or not access.can(viewer, Permission.CURRICULUM_PLAN, on=here):
        raise NotAllowed(_("이 일을 할 수 있는 역할이 없습니다."))
    return deed.form_page(
        request,
        forms.AskSeats(data(request), initial={"intake_year": context.here(request).year + 2}),
        action=lambda cleaned: actions.ask_seats(**cleaned, district=here, by=viewer),
        title=_("지구 정원 대안 찾기"),
        submit=_("대안 찾기"),
        success="",
        back=lambda made: reverse("curriculum:study", args=[made.pk]),
        cancel=reverse("curriculum:studies"),
        intro=_("%(name)s의 모든 학과 정원을 여러 수요 시나리오에 견주어 봅니다.") % {"name": here.label},
        crumbs=(crumb(), (_("대안"), reverse("curriculum:studies")), (_("지구 정원"), "")),
    )


def _values(request: HttpRequest, found: Study) -> dict[str, Any]:
    viewer: Any = request.user
    run = found.run
    shown = reads.shown(list(reads.options(viewer).filter(study=found).order_by("number")))
    is_seats = found.kind == StudyKind.SEATS
    place = found.department or found.district
    permission = Permission.CURRICULUM_PLAN if is_seats else Permission.CURRICULUM_DRAFT
    may_choose = access.can(viewer, permission, on=place)
    return {
        "study": found,
        "run": run,
        "is_live": run is not None and run.state in LIVE,
        "is_unattended": run is not None and work.is_unattended(run),
        "percent": round(run.done * 100 / run.total) if run is not None and run.total else 0,
        "error": (run.result or {}).get("error", "") if run is not None else "",
        "may_stop": run is not None and (run.asked_by_id == viewer.pk or may_choose),
        "options": shown,
        "is_seats": is_seats,
        "clash": reads.clash_words(found.given.get("clash", [])),
        "assumed": list(found.given.get("assumed", {}).items()),
        "may_choose": may_choose,
        "picture": _picture(shown, is_seats) if shown else None,
        "title": str(place) if not is_seats else gettext("%(name)s 정원") % {"name": found.district.label},
        "crumbs": (crumb(), (_("대안"), reverse("curriculum:studies")), (str(place), "")),
        "plans": _plans(shown) if is_seats else [],
        "open_intakes": set(
            request_reads.open_campaigns(viewer, timezone.localdate())
            .filter(district=found.district)
            .values_list("intake_year", flat=True)
        )
        if is_seats
        else set(),
    }


def _picture(shown: list[reads.Shown], is_seats: bool) -> dict[str, Any]:
    """Each option as a point: what changes across, what is reached upward, money as size."""
    most = max((each.option.cost for each in shown), default=0) or 1
    points = []
    for each in shown:
        up = each.option.detail.get("unmet", 0) if is_seats else float(each.option.coverage or 0)
        points.append(
            {
                "name": each.title,
                "value": [float(each.option.change), up],
                "symbolSize": 14 + round(26 * each.option.cost / most),
                "itemStyle": {"color": GREY if each.is_today else BLUE},
                **({"label": {"position": "right"}} if each.is_today else {}),
            }
        )
    up_name = gettext("채우지 못한 인원") if is_seats else gettext("다루는 수요(%)")
    across = gettext("바뀌는 학급") if is_seats else gettext("바뀌는 학점")
    return {
        "tooltip": {"trigger": "item", "formatter": "{b}"},
        "grid": {"left": 16, "right": 24, "top": 36, "bottom": 40, "containLabel": True},
        "xAxis": {"type": "value", "name": across, "nameLocation": "middle", "nameGap": 28},
        "yAxis": {"type": "value", "name": up_name, "scale": True},
        "series": [
            {
                "type": "scatter",
                "data": points,
                "label": {"show": True, "position": "top", "formatter": "{b}", "color": "#1e2124", "fontSize": 12},
                "labelLayout": {"hideOverlap": True},
            }
        ],
    }


def _plans(shown: list[reads.Shown]) -> list[tuple[reads.Shown, list[Any], list[str]]]:
    """Plans of seats with the requests that they ask for and what binds, in words."""
    return [
        (
            each,
            request_reads.from_option(each.option),
            [reads.relief_words(one) for one in each.option.detail.get("reliefs", [])],
        )
        for each in shown
    ]


@require_safe
def study(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the work is, and the options side by side."""
    viewer: Any = request.user
    return render(request, "curriculum/study.html", _values(request, reads.one(viewer, pk)))


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part that changes; asked again while the work goes on."""
    viewer: Any = request.user
    values = _values(request, reads.one(viewer, pk))
    answer = render(request, "curriculum/_study.html", values)
    if not values["is_live"]:
        answer.headers["HX-Refresh"] = "true"
    return answer


def _mine(request: HttpRequest, pk: int) -> Study:
    """A study that the viewer may stop or start again. Raises NotAllowed."""
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    permission = Permission.CURRICULUM_PLAN if found.kind == StudyKind.SEATS else Permission.CURRICULUM_DRAFT
    access.require(viewer, permission, on=found.department or found.district)
    return found


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks the work to stop."""
    found = _mine(request, pk)
    return deed.press(
        request,
        lambda: work.cancel(found.run) if found.run else None,
        success=_("멈추라고 했습니다."),
        back=reverse("curriculum:study", args=[pk]),
    )


def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts work that failed or was stopped back into the queue."""
    found = _mine(request, pk)
    return deed.press(
        request,
        lambda: work.retry(found.run) if found.run else None,
        success=_("다시 차례를 기다립니다."),
        back=reverse("curriculum:study", args=[pk]),
    )


def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an option as a draft table, with the reason."""
    viewer: Any = request.user
    found = reads.option(viewer, pk)
    back = reverse("curriculum:study", args=[found.study_id])
    access.require(viewer, Permission.CURRICULUM_DRAFT, on=found.study.department or found.study)
    return deed.form_page(
        request,
        forms.Why(data(request)),
        action=lambda cleaned: actions.adopt(**cleaned, option=found, today=timezone.localdate(), by=viewer),
        title=_("대안을 편제표 초안으로 채택하기"),
        submit=_("편제표 초안 만들기"),
        success=_("편제표 초안을 만들었습니다. 고치고 승인을 요청해 주십시오."),
        back=lambda made: reverse("curriculum:table", args=[made.pk]),
        cancel=back,
        intro=f"{found.study} · {reads.title_of(found.title)}",
        crumbs=(crumb(), (_("대안"), back), (_("채택하기"), "")),
    )


def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Records the plan of seats that people go on with."""
    viewer: Any = request.user
    found = reads.option(viewer, pk)
    back = reverse("curriculum:study", args=[found.study_id])
    access.require(viewer, Permission.CURRICULUM_PLAN, on=found.study.district)
    return deed.form_page(
        request,
        forms.Why(data(request)),
        action=lambda cleaned: actions.choose_seats(**cleaned, option=found, today=timezone.localdate(), by=viewer),
        title=_("정원 대안 고르기"),
        submit=_("이 안으로 가기"),
        success=_("이 안을 골랐습니다. 학교가 이 안에서 학과 개편을 요청할 수 있습니다."),
        back=back,
        intro=f"{found.study} · {reads.title_of(found.title)}",
        crumbs=(crumb(), (_("대안"), back), (_("고르기"), "")),
    )


def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Proposes the teacher training that an option names."""
    viewer: Any = request.user
    found = reads.option(viewer, pk)
    return deed.press(
        request,
        lambda: actions.propose_training(
            option=found, subject=request.POST.get("subject", "")[:60], today=timezone.localdate(), by=viewer
        ),
        success=_("교육훈련에 교원 연수를 제안했습니다."),
        back=reverse("curriculum:study", args=[found.study_id]),
    )
