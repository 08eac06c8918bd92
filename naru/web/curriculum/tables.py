"""Pages of curriculum tables: the list, one table that is read or filled in, versions side by side, Excel."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.document.exchange import table_sheet
from naru.domain.curriculum import queries
from naru.domain.curriculum.actions import tables as actions
from naru.domain.curriculum.enums import CourseKind, ProposalState, TableState
from naru.domain.curriculum.models import Table
from naru.domain.curriculum.queries import gaps, studies
from naru.domain.curriculum.queries import tables as reads
from naru.domain.curriculum.rules import table as rules
from naru.web import context, deed, listing
from naru.web.curriculum import table_forms as forms
from naru.web.curriculum.tabs import crumb, tabs
from naru.web.frame import data
from naru.web.listing import Column, Filter, Listing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def index(request: HttpRequest) -> HttpResponse:
    """Tables that the viewer may know of."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("편제표"),
            intro=_("학과마다 입학연도에 따라 학기별로 무엇을 몇 학점 가르치는지 적은 표입니다."),
            rows=reads.listing(viewer),
            district="department__school__districts__district",
            columns=(
                Column(
                    "department", _("학과"), value="department__name", sort="department__name", link="curriculum:table"
                ),
                Column("school", _("학교"), value="department__school__label", sort="department__school__name"),
                Column("intake_year", _("입학연도"), value=lambda row: str(row.intake_year), sort="intake_year"),
                Column("number", _("판"), sort="number", kind="count"),
                Column("state", _("상태"), sort="state", kind="state"),
                Column("credits", _("학점"), sort="credits", kind="count"),
                Column("note", _("메모")),
            ),
            sort="-intake_year",
            search=("department__name", "department__school__name", "note"),
            search_hint=_("학과, 학교"),
            filters=(Filter("state", _("상태"), TableState.choices, "state"),),
            tabs=tabs(viewer),
            empty=_("아직 편제표가 없습니다."),
            empty_todo=_("학과 화면에서 편제표를 만들 수 있습니다."),
        ),
    )


def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a new version for a department."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    access.require(viewer, Permission.CURRICULUM_DRAFT, on=found)
    own = reads.of_department(viewer, found)
    last = own.filter(state=TableState.APPROVED).first()
    form = forms.Draft(
        data(request), tables=own, initial={"intake_year": context.here(request).year + 1, "source": last}
    )
    return deed.form_page(
        request,
        form,
        action=lambda cleaned: actions.draft_table(**cleaned, department=found, by=viewer),
        title=_("편제표 만들기"),
        submit=_("편제표 만들기"),
        success=_("편제표를 만들었습니다. 학기마다 학점을 적어 주십시오."),
        back=lambda made: reverse("curriculum:table", args=[made.pk]),
        cancel=reverse("curriculum:detail", args=[pk]),
        intro=str(found),
        crumbs=(crumb(), (found.name, reverse("curriculum:detail", args=[pk])), (_("편제표 만들기"), "")),
    )


def _next(found: Table, view: reads.View) -> tuple[str, str] | None:
    """(who, what) comes next for a table that is not in force yet."""
    school = found.department.school.label
    if found.state == TableState.SUBMITTED:
        return gettext("교육청"), gettext("승인하거나 까닭을 적어 돌려보냅니다.")
    if found.state == TableState.DRAFT and view.faults:
        return school, gettext("아래의 고칠 곳을 고치고 저장합니다.")
    if found.state == TableState.DRAFT:
        return gettext("%(school)s 책임자") % {"school": school}, gettext("교육청에 승인을 요청합니다.")
    return None


def _effect(found: Table, view: reads.View, viewer: Any) -> gaps.Effect | None:
    """What a table that is not in force yet would change of the demand that is taught."""
    district = studies.home_of(found.department, viewer)
    if found.state not in {TableState.DRAFT, TableState.SUBMITTED} or district is None:
        return None
    courses = [row.course.pk for area in view.areas for row in area.rows]
    effect = gaps.effect_of(found.department, found.intake_year, courses, district, timezone.localdate())
    return effect if effect.own_then is not None else None


def values_of(request: HttpRequest, found: Table, view: reads.View) -> dict[str, Any]:
    viewer: Any = request.user
    state = TableState(found.state)
    may_draft = access.can(viewer, Permission.CURRICULUM_DRAFT, on=found)
    may_approve = access.can(viewer, Permission.CURRICULUM_APPROVE, on=found)
    others = list(reads.of_department(viewer, found.department).exclude(pk=found.pk)[:20])
    return {
        "table": found,
        "view": view,
        "terms": [(term, rules.term_name(term)) for term in rules.TERMS],
        "term_sums": [view.sums.terms[term] for term in rules.TERMS],
        "may_edit": may_draft and state == TableState.DRAFT,
        "may_submit": access.can(viewer, Permission.CURRICULUM_WRITE, on=found) and state == TableState.DRAFT,
        "may_decide": may_approve and state == TableState.SUBMITTED,
        "may_draft": may_draft,
        "others": others,
        "next": _next(found, view),
        "effect": _effect(found, view, viewer),
        "title": f"{found.department.name} {found.intake_year}",
        "crumbs": (
            crumb(),
            (found.department.name, reverse("curriculum:detail", args=[found.department_id])),
            (f"{found.intake_year} v{found.number}", ""),
        ),
        "rest_cells": [(term, 0) for term in rules.TERMS],
        "groups": [
            (area, [each for each in view.rest if rules.AREA_OF[CourseKind(each.kind)] == area.key])
            for area in view.areas
        ],
    }


@require_safe
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """One table: filled in by whoever drafts, read by the others."""
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    values = values_of(request, found, reads.view(found))
    return render(request, "curriculum/table.html", {**values, "events": list(reads.history(found)[:50])})


def _cells(request: HttpRequest, found: Table) -> forms.Cells:
    known = set(reads.catalogue(found.department, found.intake_year).values_list("pk", flat=True))
    form = forms.Cells(request.POST, known | set(reads.cells_of(found)))
    form.is_valid()
    return form


@require_POST
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Saves the whole table; what was sent stays on the page when somebody else was first."""
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    access.require(viewer, Permission.CURRICULUM_DRAFT, on=found)
    form = _cells(request, found)
    back = reverse("curriculum:table", args=[pk])
    try:
        if form.errors:
            raise RuleBroken(next(iter(next(iter(form.errors.values())))))
        cleaned = form.cleaned_data
        actions.edit_table(
            table=found, cells=cleaned["cells"], note=cleaned["note"], edition=cleaned["edition"], by=viewer
        )
    except (RuleBroken, Conflict) as error:
        messages.error(request, deed.sentence_of(error))
        view = reads.view(found, form.cleaned_data.get("cells") if hasattr(form, "cleaned_data") else None)
        values = {**values_of(request, found, view), "events": list(reads.history(found)[:50])}
        return render(request, "curriculum/table.html", values, status=422)
    messages.success(request, gettext("편제표를 저장했습니다."))
    return deed.go(request, back)


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Sums and faults of what stands in the cells now, before it is saved."""
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    access.require(viewer, Permission.CURRICULUM_DRAFT, on=found)
    form = _cells(request, found)
    cells = form.cleaned_data.get("cells", {}) if hasattr(form, "cleaned_data") else {}
    view = reads.view(found, cells)
    return render(
        request,
        "curriculum/_table_state.html",
        {**values_of(request, found, view), "is_fresh": True},
    )


def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hands the table in."""
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    return deed.press(
        request,
        lambda: actions.submit_table(table=found, today=timezone.localdate(), by=viewer),
        success=_("교육청에 승인을 요청했습니다."),
        back=reverse("curriculum:table", args=[pk]),
    )


def _decide(request: HttpRequest, pk: int, action: Any, title: Any, success: Any) -> HttpResponse:
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    access.require(viewer, Permission.CURRICULUM_APPROVE, on=found)
    back = reverse("curriculum:table", args=[pk])
    return deed.form_page(
        request,
        forms.Decide(data(request)),
        action=lambda cleaned: action(**cleaned, table=found, today=timezone.localdate(), by=viewer),
        title=title,
        submit=title,
        success=success,
        back=back,
        intro=str(found),
        crumbs=(crumb(), (str(found), back), (title, "")),
    )


def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The office approves; the gap page counts the table at once."""
    return _decide(
        request,
        pk,
        actions.approve_table,
        _("편제표 승인하기"),
        _("편제표를 승인했습니다. 수요와 견주기에 바로 쓰입니다."),
    )


def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The office sends the table back."""
    return _decide(request, pk, actions.return_table, _("편제표 돌려보내기"), _("고칠 것을 적어 돌려보냈습니다."))


@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two versions side by side: `with` names the other; without it the approved one, else the one before."""
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    own = reads.of_department(viewer, found.department).exclude(pk=found.pk)
    given = request.GET.get("with", "")
    other = own.filter(pk=int(given)).first() if given.isascii() and given.isdigit() and len(given) < 18 else None
    other = other or own.filter(state=TableState.APPROVED).first() or own.first()
    values: dict[str, Any] = {
        "table": found,
        "other": other,
        "others": list(own[:30]),
        "title": _("편제표 두 판 견주기"),
    }
    if other is not None:
        before, after = reads.view(other), reads.view(found)
        values |= {
            "changes": reads.comparison(other, found),
            "before": before,
            "after": after,
            "areas": [
                (one.title, one.sum, two.sum, two.sum - one.sum)
                for one, two in zip(before.areas, after.areas, strict=True)
            ],
            "term_names": [(term, rules.term_name(term)) for term in rules.TERMS],
        }
    values["crumbs"] = (crumb(), (str(found), reverse("curriculum:table", args=[pk])), (_("견주기"), ""))
    return render(request, "curriculum/compare.html", values)


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The table as schools know it: by area and course, credits by year and term, sums below."""
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    answer = HttpResponse(table_sheet.workbook(reads.view(found)), content_type=XLSX)
    name = f"편제표-{found.department.name}-{found.intake_year}-v{found.number}.xlsx"
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def proposals(request: HttpRequest) -> HttpResponse:
    """Teacher training that options of the curriculum ask for."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("교원 연수 제안"),
            intro=_("이 연수를 하면 열 수 있는 과목과, 그만큼 더 다룰 수 있는 수요입니다."),
            rows=reads.proposals(viewer),
            district="department__school__districts__district",
            columns=(
                Column("subject", _("교과"), sort="subject", link="curriculum:proposal"),
                Column("department", _("학과"), value="department__name", sort="department__name"),
                Column("school", _("학교"), value="department__school__label"),
                Column("teachers", _("교원"), kind="count"),
                Column("courses", _("열리는 과목")),
                Column("gain", _("더 다루는 수요(%p)"), kind="count", sort="gain"),
                Column("state", _("상태"), kind="state", sort="state"),
            ),
            sort="-proposed_on",
            filters=(Filter("state", _("상태"), ProposalState.choices, "state"),),
            tabs=tabs(viewer),
            empty=_("아직 제안한 교원 연수가 없습니다."),
            empty_todo=_("교육과정 대안에서 연수를 제안할 수 있습니다."),
        ),
    )


def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal, and the answer of whoever runs training."""
    viewer: Any = request.user
    found = reads.proposal(viewer, pk)
    may_answer = access.can(viewer, Permission.TRAINING_WRITE, on=found) and found.state == ProposalState.PROPOSED
    if request.method == "POST":
        access.require(viewer, Permission.TRAINING_WRITE, on=found)
    return deed.form_page(
        request,
        forms.Answer(data(request)),
        action=lambda cleaned: actions.answer_training(**cleaned, proposal=found, by=viewer),
        title=_("교원 연수 제안"),
        submit=_("답하기"),
        success=_("제안에 답했습니다."),
        back=reverse("curriculum:proposals"),
        crumbs=(crumb(), (_("교원 연수 제안"), reverse("curriculum:proposals")), (found.subject, "")),
        template="curriculum/proposal.html",
        extra={
            "proposal": found,
            "may_answer": may_answer,
            "announce": f"{reverse('training:announce')}?proposal={found.pk}"
            if access.can(viewer, Permission.TRAINING_WRITE)
            else "",
        },
    )
