"""Pages of the room evidence: what a year taught, proposed by computing, decided by persons."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.rulebook.errors import NotAllowed
from naru.domain.evidence import actions, queries, rules
from naru.domain.evidence.enums import FindingKind, FindingState
from naru.domain.evidence.models import Finding
from naru.web import context, deed, listing
from naru.web.evidence import forms
from naru.web.listing import Bulk, Column, Filter, Listing
from naru.web.templatetags.naru import count, won

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")
HISTORY = 50


def _room() -> tuple[Any, str]:
    return context.room_title("evidence"), reverse("evidence:list")


def said(finding: Finding, viewer: User) -> str:
    """The figures of a finding in words, as this viewer may know them."""
    figures: dict[str, Any] = queries.figures_for(viewer, finding)
    if any(figures.get(key) == queries.HIDDEN for key in ("hired", "counted", "persons")):
        return gettext("5명보다 적은 수가 있어 숨깁니다.")
    if finding.kind == FindingKind.SAID_HIRED:
        return gettext("%(said)s명을 뽑겠다고 했고 %(hired)s명을 뽑았습니다.") % figures
    if finding.kind == FindingKind.PLEDGED_KEPT:
        words = gettext("약속 %(pledged)s, 지켰다고 적은 것 %(declared)s.") % figures
        if figures.get("counted") is not None:
            words += " " + gettext("나루가 센 것 %(counted)s.") % figures
        return words
    if finding.kind == FindingKind.COST_OUTCOME:
        spent = {"won": won(figures["won"]), "persons": count(figures["persons"]), "each": won(figures["won_each"])}
        if figures["won_each"] is None:
            return gettext("%(won)s을 썼고 아직 수료한 사람이 없습니다.") % spent
        return gettext("%(won)s으로 %(persons)s명이 수료했습니다. 한 사람에 %(each)s입니다.") % spent
    if figures.get("lost") is None:
        return gettext("사람 수가 적어 수는 숨깁니다.")
    return gettext("%(from)s명 가운데 %(to)s명이 지나갔고 %(lost)s명이 멈췄습니다.") % figures


#: What confirming writes, and where.
FLOWS: dict[str, Any] = {
    FindingKind.SAID_HIRED: _(
        "확정하면 이 기업의 수요에 ‘수요 대비 채용’ 신호로 남아, 다음 해 수요를 읽을 때 함께 보입니다."
    ),
    FindingKind.PLEDGED_KEPT: _("확정하면 결정과 이유가 남습니다. 약속의 이행은 협약 화면에서 적습니다."),
    FindingKind.COST_OUTCOME: _("확정하면 이 예산항목에 ‘환류’로 남아, 다음 해 예산을 나눌 때 함께 보입니다."),
    FindingKind.NARROWEST: _("확정하면 그해 가장 좁은 곳으로 남아, 다음 해 계획의 출발점이 됩니다."),
}


def index(request: HttpRequest) -> HttpResponse:
    """The findings of the chosen year."""
    viewer: Any = request.user
    here = context.here(request)
    rows = queries.listing(viewer)
    may_compute = here.district is not None and access.can(viewer, Permission.EVIDENCE_CONFIRM, on=here.district)
    open_count = (
        rows.filter(district=here.district, year=here.year, state=FindingState.PROPOSED).count() if may_compute else 0
    )
    return listing.page(
        request,
        Listing(
            title=_("근거"),
            intro=_("한 해의 순환이 가르쳐 준 것입니다. 나루가 계산해 제안하고 사람이 결정합니다."),
            rows=rows,
            district="district",
            year="year",
            columns=(
                Column("subject_label", _("대상"), sort="subject_label", link="evidence:detail"),
                Column("kind", _("종류"), sort="kind", choices=FindingKind),
                Column("figures", _("수치"), value=lambda row: said(row, viewer)),
                Column("state", _("상태"), sort="state", kind="state", choices=FindingState),
                Column("computed_on", _("계산일"), sort="computed_on", kind="date"),
                Column("decided_on", _("결정일"), sort="decided_on", kind="date", is_extra=True),
                Column("reason", _("결정한 이유"), is_extra=True),
                Column("definition_version", _("정의 판"), is_extra=True),
            ),
            search=("subject_label",),
            search_hint=_("기업, 예산항목"),
            filters=(
                Filter("kind", _("종류"), FindingKind.choices, "kind"),
                Filter("state", _("상태"), FindingState.choices, "state"),
            ),
            empty=_("이 해의 근거가 아직 없습니다."),
            empty_todo=_("코디네이터가 근거를 계산하면 여기에 제안이 나옵니다."),
            template="evidence/list.html",
            bulk=(
                Bulk(_("확정하기"), reverse("evidence:confirm_several")),
                Bulk(_("받아들이지 않기"), reverse("evidence:dismiss_several")),
            )
            if may_compute
            else (),
        ),
        {"may_compute": may_compute, "open_count": open_count, "year": here.year},
    )


def compute(request: HttpRequest) -> HttpResponse:
    """Computes the findings of the chosen year; what was decided stays."""
    viewer: Any = request.user
    here = context.here(request)
    if here.district is None or not access.can(viewer, Permission.EVIDENCE_CONFIRM, on=here.district):
        raise NotAllowed(NO_ROLE)
    district = here.district
    back = f"{reverse('evidence:list')}?district={district.code}&year={here.year}"
    return deed.press(
        request,
        lambda: actions.compute(district=district, year=here.year, today=timezone.localdate(), by=viewer),
        success=_("근거를 계산했습니다. 하나씩 보고 결정해 주십시오."),
        back=back,
    )


#: The list of rows that stand behind each kind.
BEHIND = {
    FindingKind.SAID_HIRED: "placement",
    FindingKind.PLEDGED_KEPT: "partners",
    FindingKind.COST_OUTCOME: "training",
    FindingKind.NARROWEST: "outcome",
}


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding: its figures, what stands behind it, what confirming writes."""
    viewer: Any = request.user
    finding = queries.one(viewer, pk)
    is_open = finding.state == FindingState.PROPOSED
    behind = reverse("number", args=[BEHIND[FindingKind(finding.kind)]])
    return render(
        request,
        "evidence/detail.html",
        {
            "finding": finding,
            "said": said(finding, viewer),
            "flow": FLOWS[FindingKind(finding.kind)],
            "may_decide": is_open and access.can(viewer, Permission.EVIDENCE_CONFIRM, on=finding),
            "behind": f"{behind}?district={finding.district.code}&year={finding.year}",
            "definition": rules.EVIDENCE,
            "events": list(record.history_of(finding)[:HISTORY]),
            "title": finding.subject_label,
            "crumbs": (_room(), (finding.subject_label, "")),
        },
    )


def _decide(request: HttpRequest, pk: int, act: Any, title: Any, submit: Any, success: Any, intro: Any) -> HttpResponse:
    viewer: Any = request.user
    finding = queries.one(viewer, pk)
    if not access.can(viewer, Permission.EVIDENCE_CONFIRM, on=finding):
        raise NotAllowed(NO_ROLE)
    back = reverse("evidence:detail", args=[pk])
    return deed.form_page(
        request,
        forms.Decide(request.POST if request.method == "POST" else None),
        action=lambda cleaned: act(finding=finding, today=timezone.localdate(), by=viewer, **cleaned),
        title=title,
        submit=submit,
        success=success,
        intro=f"{said(finding, viewer)} {intro}",
        back=back,
        crumbs=(_room(), (finding.subject_label, back), (title, "")),
    )


def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    finding = queries.one(request.user, pk)  # type: ignore[arg-type]
    flow = FLOWS[FindingKind(finding.kind)]
    return _decide(request, pk, actions.confirm, _("근거 확정"), _("확정하기"), _("확정했습니다."), flow)


def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    intro = _("받아들이지 않은 근거도 이유와 함께 남습니다.")
    return _decide(
        request, pk, actions.dismiss, _("근거를 받아들이지 않음"), _("받아들이지 않기"), _("결정을 적었습니다."), intro
    )
