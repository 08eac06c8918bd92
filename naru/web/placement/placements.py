"""Employment that came of an opening: the list, one job, and its end."""

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.domain.curriculum import queries as curriculum
from naru.domain.placement import actions, queries
from naru.domain.placement.enums import EndReason
from naru.domain.placement.models import Placement
from naru.web import deed, listing
from naru.web.frame import data
from naru.web.listing import Column, Filter, Listing
from naru.web.placement import forms, frame
from naru.web.templatetags.naru import day as day_words


class Job(models.TextChoices):
    """Whether an employment is to come, goes on or is over."""

    PLANNED = "planned", _("입사 예정")
    EMPLOYED = "employed", _("재직 중")
    LEFT = "left", _("퇴사")


def _job(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    today = timezone.localdate()
    if value == Job.LEFT.value:
        return rows.filter(ends__isnull=False)
    live = rows.filter(ends__isnull=True)
    return live.filter(starts__gt=today) if value == Job.PLANNED.value else live.filter(starts__lte=today)


def placements(request: HttpRequest) -> HttpResponse:
    """Employments that the viewer may know of, the latest first."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("취업 기록"),
            intro=_("제안을 받아들여 시작한 취업과, 끝났으면 그 이유입니다."),
            rows=queries.placement_listing(viewer),
            district="learner__school__districts__district",
            columns=(
                Column(
                    "learner",
                    _("학생"),
                    value="learner__name",
                    sort="learner__name",
                    kind="person",
                    own="learner__user_id",
                    link="placement:placement",
                ),
                Column("school", _("학교"), value="learner__school__label", sort="learner__school__name"),
                Column("firm", _("기업"), value="firm__label", sort="firm__name"),
                Column("job", _("지금"), value=_job_of, kind="state", choices=Job),
                Column("starts", _("입사일"), sort="starts", kind="date"),
                Column("ends", _("퇴사일"), sort="ends", kind="date"),
                Column("end_reason", _("퇴사 사유"), sort="end_reason", choices=EndReason),
            ),
            sort="-starts",
            search=("firm__name", "firm__name_en", "learner__school__name"),
            search_persons=("learner__name", "learner__number"),
            search_hint=_("기업, 학교"),
            filters=(
                Filter("job", _("지금"), Job.choices, _job),
                Filter("reason", _("퇴사 사유"), EndReason.choices, "end_reason"),
            ),
            tabs=frame.tabs(),
            empty=_("아직 취업한 기록이 없습니다."),
            empty_todo=_("학생이 채용 제안을 받아들이면 여기에 적힙니다."),
        ),
    )


def _job_of(row: Placement) -> str:
    if row.ends:
        return Job.LEFT.value
    return Job.PLANNED.value if row.starts > timezone.localdate() else Job.EMPLOYED.value


@require_safe
def placement(request: HttpRequest, pk: int) -> HttpResponse:
    """One employment, from its first day to its last."""
    viewer: Any = request.user
    found = queries.placement_one(viewer, pk)
    may_record = access.can(viewer, Permission.PLACEMENT_RECORD, on=found)
    name = frame.name(viewer, found.learner, is_known=may_record)
    told = queries.application_listing(viewer).filter(opening=found.opening_id, learner=found.learner_id)
    values = {
        "placement": found,
        "application": told.first() if found.opening_id else None,
        "name": name,
        "job": Job(_job_of(found)),
        "department": curriculum.department_name(found.learner.school_id, found.learner.department),
        "may_end": may_record and found.ends is None,
        "may_read_person": access.can(viewer, Permission.PEOPLE_READ, on=found.learner),
        "may_read_opening": bool(found.opening_id and queries.listing(viewer).filter(pk=found.opening_id).exists()),
        "next": _next_of_placement(found),
        "events": list(record.history_of(found)[: frame.HISTORY]),
        "title": f"{name} · {found.firm.label}",
        "crumbs": (frame.room(), (_("취업 기록"), reverse("placement:placements")), (name, "")),
    }
    return render(request, "placement/placement.html", values)


def _next_of_placement(found: Placement) -> dict[str, Any] | None:
    if found.ends is not None:
        return None
    if found.starts > timezone.localdate():
        words = gettext("%(day)s에 첫 출근을 합니다.") % {"day": day_words(found.starts)}
        return {"words": words, "tone": "now", "who": found.firm.label}
    if not found.is_insured:
        words = gettext("보험 가입이 아직 확인되지 않았습니다. 지원센터가 확인한 자료를 올리면 여기에 적힙니다.")
        return {"words": words, "who": gettext("지구 지원센터")}
    return None


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes down that an employment ended, and why."""
    viewer: Any = request.user
    found = queries.placement_one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_RECORD, on=found)
    name = frame.name(viewer, found.learner, is_known=True)
    back = reverse("placement:placement", args=[pk])
    return deed.form_page(
        request,
        forms.End(data(request)),
        action=lambda cleaned: actions.end_placement(**cleaned, placement=found, by=viewer),
        title=_("취업 끝 적기"),
        submit=_("끝난 것으로 적기"),
        success=_("취업이 끝난 것을 적었습니다."),
        back=back,
        intro=_("%(name)s 학생이 ‘%(firm)s’을(를) 그만둔 것으로 적습니다. 되돌릴 수 없습니다.")
        % {"name": name, "firm": found.firm.label},
        crumbs=(frame.room(), (f"{name} · {found.firm.label}", back), (_("취업 끝 적기"), "")),
        template="confirm.html",
    )
