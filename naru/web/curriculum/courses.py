"""Pages of the catalogue: the list of courses, one course, adding and changing it, the approval of a local subject."""

from typing import Any

from django.db import IntegrityError
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
from naru.base.rulebook.errors import Conflict
from naru.domain.curriculum import queries
from naru.domain.curriculum.actions import courses as actions
from naru.domain.curriculum.actions import tables
from naru.domain.curriculum.enums import Approval, CourseKind
from naru.domain.curriculum.models import Course
from naru.domain.curriculum.queries import courses as reads
from naru.domain.curriculum.rules.table import term_name
from naru.web import context, deed, listing
from naru.web.curriculum import course_forms as forms
from naru.web.curriculum import table_forms
from naru.web.curriculum.tabs import crumb, tabs
from naru.web.demand.forms import units_named
from naru.web.frame import data
from naru.web.listing import Column, Filter, Listing

HISTORY = 50


def _candidate(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(is_candidate=value == "yes")


def _in_force(request: HttpRequest) -> Any:
    year = context.here(request).year

    def apply(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        current = rows.filter(since__lte=year).exclude(until__lt=year)
        return current if value == "yes" else rows.exclude(pk__in=current.values("pk"))

    return apply


def index(request: HttpRequest) -> HttpResponse:
    """Courses of all departments with the units that they cover."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("과목"),
            intro=_("학과가 가르치는 과목과 그 과목이 다루는 능력단위입니다."),
            rows=queries.course_listing(viewer),
            district="department__school__districts__district",
            columns=(
                Column(
                    "name",
                    _("과목"),
                    sort="name",
                    link="curriculum:one_course",
                ),
                Column("department", _("학과"), value="department__name", sort="department__name"),
                Column("school", _("학교"), value="department__school__label", sort="department__school__name"),
                Column("kind", _("종류"), sort="kind", choices=CourseKind),
                Column("credits", _("학점"), sort="credits", kind="count"),
                Column("approval", _("승인"), value=_approval),
                Column("since", _("입학연도"), value=_years, sort="since"),
                Column("units", _("다루는 능력단위"), value=_units),
            ),
            sort="school",
            search=("name", "code", "department__name", "department__school__name"),
            search_hint=_("과목, 학과, 학교"),
            filters=(
                Filter("kind", _("종류"), CourseKind.choices, "kind"),
                Filter("candidate", _("편성 후보"), (("yes", _("예")), ("no", _("아니요"))), _candidate),
                Filter(
                    "now", _("고른 해 신입생에게 가르침"), (("yes", _("예")), ("no", _("아니요"))), _in_force(request)
                ),
            ),
            tabs=tabs(viewer),
            empty=_("아직 등록한 과목이 없습니다."),
            empty_todo=_("학과 화면에서 과목을 더할 수 있습니다."),
        ),
    )


def _years(row: Course) -> str:
    return f"{row.since}–{row.until or ''}"


def _units(row: Course) -> str:
    return ", ".join(each.unit.name for each in row.units.all())


def _approval(row: Course) -> str:
    return str(Approval(row.approval).label) if row.kind == CourseKind.LOCAL else ""


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One course: what it covers and needs, where it stands, what became of its approval."""
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    may_draft = access.can(viewer, Permission.CURRICULUM_DRAFT, on=found)
    may_write = access.can(viewer, Permission.CURRICULUM_WRITE, on=found)
    values = {
        "course": found,
        "covered": reads.covered(found),
        "needed": reads.needed(found),
        "before": reads.before(found),
        "after": reads.after(found),
        "tables": list(reads.tables(viewer, found)[:20]),
        "may_change": ((may_draft and found.is_candidate) or may_write) and found.approval != Approval.ASKED,
        "may_ask": may_write and found.kind == CourseKind.LOCAL and found.approval in {Approval.NONE, Approval.REFUSED},
        "may_decide": access.can(viewer, Permission.CURRICULUM_APPROVE, on=found) and found.approval == Approval.ASKED,
        "next": _next(found),
        "first_term": term_name(found.first_term),
        "events": list(reads.history(found)[:HISTORY]),
        "title": found.name,
        "crumbs": (
            crumb(),
            (found.department.name, reverse("curriculum:detail", args=[found.department_id])),
            (found.name, ""),
        ),
    }
    return render(request, "curriculum/course.html", values)


def _next(found: Course) -> tuple[str, str] | None:
    """(who, what) comes next for a local subject or a candidate; None when nothing waits."""
    school, office = found.department.school.label, gettext("교육청")
    if found.kind == CourseKind.LOCAL:
        if found.approval == Approval.ASKED:
            return office, gettext(
                "승인 여부를 정합니다. 그때까지는 고칠 수 없고, 이 과목이 든 편제표는 승인을 요청할 수 없습니다."
            )
        if found.approval == Approval.REFUSED:
            return school, gettext("불승인 까닭을 보고 고친 뒤 다시 승인을 요청합니다.")
        if found.approval == Approval.NONE:
            return school, gettext(
                "지역 과목은 교육청의 승인을 받아야 편제표에 둘 수 있습니다. 학교 책임자가 승인을 요청합니다."
            )
    if found.is_candidate:
        return school, gettext("편제표에 넣고 그 표가 승인되면 가르치는 과목이 됩니다.")
    return None


def _given(request: HttpRequest, viewer: Any) -> dict[str, Any]:
    """A unit and a kind that the address names: the gap page leads here with what nobody teaches."""
    code, kind = request.GET.get("unit", "")[:40], request.GET.get("kind", "")
    unit = units_named(viewer, [code]).get(code) if code else None
    return {
        "units": [(unit, None)] if unit is not None else [],
        "initial": {"kind": kind} if kind in CourseKind.values else {},
    }


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a course with the units that it covers."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    access.require(viewer, Permission.CURRICULUM_DRAFT, on=found)
    given = _given(request, viewer)
    form = forms.Course(
        data(request),
        viewer=viewer,
        given=given["units"],
        department=found,
        may_write=access.can(viewer, Permission.CURRICULUM_WRITE, on=found),
        initial={"since": context.here(request).year + 1, "is_candidate": bool(given["units"]), **given["initial"]},
    )
    back = reverse("curriculum:detail", args=[pk])

    def act(cleaned: dict[str, Any]) -> Course:
        try:
            return actions.add_course(department=found, code=cleaned["code"], told=form.told(), by=viewer)
        except IntegrityError as error:
            raise Conflict(_("이 학과에 같은 코드의 과목이 이미 있습니다."), field="code") from error

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("과목 더하기"),
        submit=_("과목 더하기"),
        success=_("과목을 더했습니다."),
        back=lambda made: reverse("curriculum:one_course", args=[made.pk]),
        cancel=back,
        intro=str(found),
        crumbs=(crumb(), (found.name, back), (_("과목 더하기"), "")),
        template="demand/form.html",
    )


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Says a course anew."""
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    may_write = access.can(viewer, Permission.CURRICULUM_WRITE, on=found)
    access.require(viewer, Permission.CURRICULUM_DRAFT if found.is_candidate else Permission.CURRICULUM_WRITE, on=found)
    form = forms.Course(
        data(request),
        viewer=viewer,
        given=[(each.unit, each.level) for each in reads.covered(found)],
        department=found.department,
        course=found,
        may_write=may_write,
        initial=forms.initial_of(found),
    )
    back = reverse("curriculum:one_course", args=[pk])
    is_approved = found.kind == CourseKind.LOCAL and found.approval == Approval.APPROVED
    return deed.form_page(
        request,
        form,
        action=lambda _cleaned: actions.change_course(course=found, told=form.told(), by=viewer),
        title=_("과목 고치기"),
        submit=_("고친 과목 저장하기"),
        success=_("과목을 고쳤습니다."),
        back=back,
        intro=_("승인된 지역 과목입니다. 이름, 학점, 시간, 능력단위를 고치면 승인을 다시 받아야 합니다.")
        if is_approved
        else f"{found.department} · {found.name} ({found.code})",
        crumbs=(crumb(), (found.name, back), (_("고치기"), "")),
        template="demand/form.html",
    )


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks the office to approve a local subject."""
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    return deed.press(
        request,
        lambda: tables.ask_approval(course=found, by=viewer),
        success=_("지역 과목의 승인을 요청했습니다."),
        back=reverse("curriculum:one_course", args=[pk]),
    )


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The office decides on a local subject."""
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    access.require(viewer, Permission.CURRICULUM_APPROVE, on=found)
    back = reverse("curriculum:one_course", args=[pk])
    return deed.form_page(
        request,
        table_forms.Approval(data(request)),
        action=lambda cleaned: tables.decide_approval(**cleaned, course=found, today=timezone.localdate(), by=viewer),
        title=_("지역 과목 승인 결정"),
        submit=_("결정하기"),
        success=_("결정을 남겼습니다."),
        back=back,
        intro=f"{found.department} · {found.name}",
        crumbs=(crumb(), (found.name, back), (_("승인 결정"), "")),
    )
