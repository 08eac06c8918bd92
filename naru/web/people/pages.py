"""Pages of the room people: learners, teachers and the staff of firms and universities."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.enums import OrganisationKind
from naru.base.district.models import Organisation
from naru.base.privacy import masking
from naru.base.rulebook.errors import Conflict, NotAllowed
from naru.domain.curriculum import queries as curriculum
from naru.domain.curriculum.enums import DepartmentState
from naru.domain.curriculum.models import Department
from naru.domain.people import actions, queries, rules
from naru.domain.people.enums import Duty, LearnerState
from naru.domain.people.models import Learner
from naru.web import context, deed, listing
from naru.web.frame import data, room, tabs
from naru.web.listing import Column, Filter, Link, Listing
from naru.web.people import forms

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")
HISTORY = 50


def _tabs(request: HttpRequest) -> tuple[Link, ...]:
    """Teachers and staff only for whoever works with other people's data."""
    if not masking.sees_persons(request.user):  # type: ignore[arg-type]
        return ()
    return tabs(
        request,
        (pgettext_lazy("list", "학생"), "people:list"),
        (pgettext_lazy("list", "교사"), "people:teachers"),
        (pgettext_lazy("list", "기관 담당자"), "people:staff"),
    )


def _organisations(request: HttpRequest, permission: Permission, *kinds: OrganisationKind) -> QuerySet[Organisation]:
    """Organisations of these kinds in the chosen district, as far as the permission reaches."""
    viewer: Any = request.user
    rows = access.organisations_of(viewer)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    reach = access.reach(viewer, permission)
    if not (reach.everywhere or reach.districts):
        rows = rows.filter(pk__in=reach.organisations)
    here = context.here(request)
    if here.district is not None:
        rows = rows.filter(districts__district=here.district)
    return rows.order_by("name")


def _place_filter(organisations: list[Organisation], path: str, label: Any) -> tuple[Filter, ...]:
    """A filter by organisation, where there is more than one to choose."""
    choices = [(str(each.pk), each.label) for each in organisations]
    return (Filter("place", label, choices, path),) if len(choices) > 1 else ()


def _departments(viewer: User) -> list[Department]:
    return list(curriculum.listing(viewer).order_by("school__name", "name", "pk"))


def _in_department(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    school, code = value.split(":", 1)
    return rows.filter(school=int(school), department=code)


def _number_shown(viewer: User, path: str, own: str) -> Any:
    """A column value: the number whole for whoever may see it, else its first signs."""
    sees = masking.sees_persons(viewer)

    def shown(row: Any) -> str:
        number = str(listing.value_of(row, path) or "")
        return number if sees or listing.value_of(row, own) == viewer.pk else masking.mask_number(number)

    return shown


def index(request: HttpRequest) -> HttpResponse:
    """Learners of the chosen district; a learner finds themself, a guardian their wards."""
    viewer: Any = request.user
    sees = masking.sees_persons(viewer)
    may_write = access.can(viewer, Permission.PEOPLE_WRITE)
    departments = _departments(viewer)
    names = {(each.school_id, each.code): each.name for each in departments}
    filters: tuple[Filter, ...] = ()
    if sees:
        schools = list(_organisations(request, Permission.PEOPLE_READ, OrganisationKind.SCHOOL))
        ids = {str(each.pk) for each in schools}
        place = request.GET.get("place", "")
        shown = {place} if place in ids else ids
        chips = [
            (f"{each.school_id}:{each.code}", each.name if len(shown) == 1 else f"{each.school.label} {each.name}")
            for each in departments
            if str(each.school_id) in shown
        ]
        filters = (
            *_place_filter(schools, "school", _("학교")),
            *((Filter("department", _("학과"), chips, _in_department),) if len(chips) > 1 else ()),
            Filter("state", _("학적"), LearnerState.choices, "state"),
            Filter(
                "grade",
                _("학년"),
                [(str(each), _("%(grade)s학년") % {"grade": each}) for each in forms.GRADES],
                "grade",
            ),
        )
    return listing.page(
        request,
        Listing(
            title=pgettext_lazy("list", "학생") if sees else _("내가 볼 수 있는 학생"),
            intro=_("지구 학교의 학생과 졸업생입니다.") if sees else "",
            rows=queries.own_marked(viewer),
            district="school__districts__district" if sees else "",
            columns=(
                Column("name", _("이름"), sort="name", kind="person", own="shown_to", link="people:detail"),
                Column("number", _("학번"), value=_number_shown(viewer, "number", "shown_to"), sort="number"),
                Column("school", _("학교"), value="school__label", sort="school__name"),
                Column(
                    "department",
                    _("학과"),
                    value=lambda row: names.get((row.school_id, row.department), row.department),
                    sort="department",
                ),
                Column("grade", _("학년"), sort="grade"),
                Column("state", _("학적"), sort="state", kind="state"),
                Column("intake_year", _("입학연도"), sort="intake_year"),
                Column("graduated_on", _("졸업일"), sort="graduated_on", kind="date", is_extra=True),
            ),
            sort="-intake_year",
            search=("school__name", "school__name_en") if sees else (),
            search_persons=("name", "number") if sees else (),
            search_hint=_("이름, 학번, 학교"),
            filters=filters,
            actions=(Link(_("학생 등록하기"), reverse("people:enter")),) if may_write else (),
            tabs=_tabs(request),
            empty=_("아직 등록한 학생이 없습니다.") if sees else _("볼 수 있는 학생이 없습니다."),
            empty_todo=_("한 명씩 등록하거나, ‘자료 올리기’에서 통합문서로 한꺼번에 올릴 수 있습니다.")
            if may_write
            else _("계정이 학생과 이어져 있지 않으면 학교에 알려 주십시오."),
        ),
    )


def teachers(request: HttpRequest) -> HttpResponse:
    """Vocational teachers with their subjects."""
    viewer: Any = request.user
    schools = list(_organisations(request, Permission.PEOPLE_READ, OrganisationKind.SCHOOL))
    return listing.page(
        request,
        Listing(
            title=pgettext_lazy("list", "교사"),
            intro=_("지구 학교의 직업계고 교사와 담당 교과입니다."),
            rows=queries.teacher_listing(viewer),
            district="school__districts__district",
            columns=(
                Column("name", _("이름"), sort="name", kind="person", own="user_id"),
                Column("school", _("학교"), value="school__label", sort="school__name"),
                Column("subjects", _("담당 교과"), sort="subjects"),
                Column("qualifications", _("자격")),
                Column("number", _("교원 번호"), value=_number_shown(viewer, "number", "user_id"), sort="number"),
                Column("account", _("나루 계정이 있음"), value=lambda row: row.user_id is not None, kind="yes"),
            ),
            search=("subjects", "qualifications", "school__name"),
            search_persons=("name", "number"),
            search_hint=_("이름, 교과, 학교"),
            filters=_place_filter(schools, "school", _("학교")),
            tabs=_tabs(request),
            empty=_("볼 수 있는 교사가 없습니다."),
            empty_todo=_("교사는 ‘자료 올리기’의 통합문서로 올립니다."),
        ),
    )


def staff(request: HttpRequest) -> HttpResponse:
    """People of firms and universities who deal with the district."""
    viewer: Any = request.user
    kinds = (OrganisationKind.FIRM, OrganisationKind.UNIVERSITY, OrganisationKind.PUBLIC)
    organisations = list(_organisations(request, Permission.PEOPLE_READ, *kinds))
    return listing.page(
        request,
        Listing(
            title=pgettext_lazy("list", "기관 담당자"),
            intro=_("기업과 대학에서 지구의 일을 맡은 사람입니다."),
            rows=queries.staff_listing(viewer),
            district="organisation__districts__district",
            columns=(
                Column("name", _("이름"), sort="name", kind="person", own="user_id"),
                Column("organisation", _("기관"), value="organisation__label", sort="organisation__name"),
                Column("duty", _("업무"), sort="duty", choices=Duty),
                Column("number", _("직원 번호"), value=_number_shown(viewer, "number", "user_id"), sort="number"),
                Column("account", _("나루 계정이 있음"), value=lambda row: row.user_id is not None, kind="yes"),
            ),
            search=("organisation__name", "organisation__name_en"),
            search_persons=("name", "number"),
            search_hint=_("이름, 기관"),
            filters=(
                *_place_filter(organisations, "organisation", _("기관")),
                Filter("duty", _("업무"), Duty.choices, "duty"),
            ),
            tabs=_tabs(request),
            empty=_("볼 수 있는 담당자가 없습니다."),
            empty_todo=_("담당자는 ‘자료 올리기’의 통합문서로 올립니다."),
        ),
    )


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One learner: personal facts whole for whoever works with them or is them, masked for the rest."""
    viewer: Any = request.user
    learner: Any = access.one(queries.own_marked(viewer), pk=pk)
    is_own = learner.shown_to is not None
    sees = is_own or masking.sees_persons(viewer)
    is_enrolled = learner.state == LearnerState.ENROLLED
    may_write = access.can(viewer, Permission.PEOPLE_WRITE, on=learner)
    name = masking.shown_name(learner.name, viewer, is_own=is_own)
    ready = _ready_to_graduate(learner)
    values = {
        "learner": learner,
        "name": name,
        "number": learner.number if sees else masking.mask_number(learner.number),
        "department": curriculum.department_name(learner.school_id, learner.department),
        "sees": sees,
        "guardians": list(queries.guardians_of(viewer, learner).order_by("pk")),
        "may_graduate": may_write and is_enrolled,
        "may_leave": may_write and is_enrolled,
        "is_ready": ready,
        "next": {
            "words": gettext("수업연한이 지났습니다. 졸업했으면 졸업일을, 그만두었으면 학업 중단을 적어 주십시오."),
            "who": learner.school.label,
        }
        if ready
        else None,
        "consents": list(queries.consents_of(viewer, learner)[:HISTORY]) if sees else [],
        "requests": list(queries.consent_requests_of(viewer, learner)[:HISTORY]) if sees else [],
        "today": timezone.localdate(),
        "may_ask": access.can(viewer, Permission.CONSENT_ASK, on=learner),
        "is_own": is_own,
        "events": list(record.history_of(learner)[:HISTORY]),
        "title": name,
        "crumbs": (room("people"), (name, "")),
    }
    return render(request, "people/detail.html", values)


def _ready_to_graduate(learner: Learner) -> bool:
    """Enrolled although the February after the last school year is over."""
    today = timezone.localdate()
    years = rules.YEARS_OF_SCHOOL.on(today).value
    return learner.state == LearnerState.ENROLLED and today >= date(learner.intake_year + years, 3, 1)


def _places(request: HttpRequest) -> forms.Places:
    """Departments that take learners, by school, of the schools for which the viewer may enter one."""
    schools = {each.pk: each for each in _organisations(request, Permission.PEOPLE_WRITE, OrganisationKind.SCHOOL)}
    found: dict[int, list[tuple[str, str]]] = {}
    for each in _departments(request.user):  # type: ignore[arg-type]
        if each.school_id in schools and each.state in {DepartmentState.OPEN, DepartmentState.CLOSING}:
            found.setdefault(each.school_id, []).append((f"{each.school_id}:{each.code}", each.name))
    return [(schools[school].label, places) for school, places in found.items()]


def enter(request: HttpRequest) -> HttpResponse:
    """The form of a new learner."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.PEOPLE_WRITE):
        raise NotAllowed(NO_ROLE)
    places = _places(request)
    form = forms.Enter(data(request), places=places, year=context.here(request).year)

    def act(cleaned: dict[str, Any]) -> Learner:
        school, department = cleaned.pop("place").split(":", 1)
        at = _organisations(request, Permission.PEOPLE_WRITE).get(pk=int(school))
        try:
            return actions.enter_learner(school=at, department=department, by=viewer, **cleaned)
        except Conflict as error:
            raise Conflict(error.sentence, field="number") from error

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("학생 등록하기"),
        submit=_("학생 등록하기"),
        success=_("학생을 등록했습니다."),
        back=lambda made: reverse("people:detail", args=[made.pk]),
        cancel=reverse("people:list"),
        crumbs=(room("people"), (_("학생 등록하기"), "")),
        template="people/enter.html",
        extra={"has_places": bool(places)},
    )


def _writable(viewer: User, pk: int) -> Learner:
    """The learner, for whoever may change them."""
    learner = queries.one(viewer, pk)
    if not access.can(viewer, Permission.PEOPLE_WRITE, on=learner):
        raise NotAllowed(NO_ROLE)
    return learner


def _crumbs(viewer: User, learner: Learner, title: Any) -> tuple[tuple[Any, str], ...]:
    name = masking.shown_name(learner.name, viewer)
    return room("people"), (name, reverse("people:detail", args=[learner.pk])), (title, "")


def graduate(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a graduation."""
    viewer: Any = request.user
    learner = _writable(viewer, pk)
    if request.method != "POST" and learner.state != LearnerState.ENROLLED:
        raise Conflict(_("재학 중인 학생만 졸업 처리할 수 있습니다."))
    return deed.form_page(
        request,
        forms.Graduate(data(request)),
        action=lambda cleaned: actions.graduate(learner=learner, by=viewer, **cleaned),
        title=_("졸업으로 바꾸기"),
        submit=_("졸업으로 바꾸기"),
        success=_("졸업으로 바꾸었습니다."),
        back=reverse("people:detail", args=[pk]),
        intro=_("졸업으로 바꾸면 되돌릴 수 없습니다. 졸업일은 취업률을 셀 때 쓰입니다."),
        crumbs=_crumbs(viewer, learner, _("졸업으로 바꾸기")),
        template="people/deed.html",
        extra={"learner": learner, "look": "primary"},
    )


def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of leaving school; it asks why."""
    viewer: Any = request.user
    learner = _writable(viewer, pk)
    if request.method != "POST":
        rules.may_leave(LearnerState(learner.state))
    return deed.form_page(
        request,
        forms.Leave(data(request)),
        action=lambda cleaned: actions.leave(learner=learner, by=viewer, **cleaned),
        title=_("학업 중단으로 바꾸기"),
        submit=_("학업 중단으로 바꾸기"),
        success=_("학업 중단으로 바꾸었습니다."),
        back=reverse("people:detail", args=[pk]),
        intro=_("바꾸면 되돌릴 수 없습니다. 이 학생은 그 뒤의 수에서 재학생으로 세지 않습니다."),
        crumbs=_crumbs(viewer, learner, _("학업 중단으로 바꾸기")),
        template="people/deed.html",
        extra={"learner": learner, "look": "danger"},
    )
