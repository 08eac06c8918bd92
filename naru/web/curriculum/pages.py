"""Pages of the room curriculum: departments with seats and courses, and how far they teach what firms want."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import IntegrityError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.rulebook import project_year
from naru.base.rulebook.errors import Conflict, NotAllowed
from naru.domain.curriculum import actions, queries, rules
from naru.domain.curriculum.enums import DepartmentState
from naru.domain.curriculum.models import Course, Department, Seats
from naru.domain.curriculum.queries import gaps, tables
from naru.domain.demand.queries import Wanted
from naru.web import context, deed, listing
from naru.web.curriculum import forms
from naru.web.curriculum.tabs import tabs
from naru.web.frame import data
from naru.web.listing import Column, Filter, Link, Listing

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")
HISTORY = 50


@dataclass(frozen=True)
class Line:
    """One wanted unit on the coverage page: its share of the whole demand, and who teaches it."""

    unit: Wanted
    weight: Decimal
    share: Decimal
    courses: list[Course]
    ways: list[gaps.Way]
    firms: list[str]


def _room() -> tuple[Any, str]:
    return context.room_title("curriculum"), reverse("curriculum:list")


def _industry(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(is_industry=value == "yes")


def index(request: HttpRequest) -> HttpResponse:
    """Departments with the seats of the chosen intake year."""
    viewer: Any = request.user
    here = context.here(request)
    may_write = access.can(viewer, Permission.CURRICULUM_WRITE)
    return listing.page(
        request,
        Listing(
            title=_("학과"),
            intro=_("지구 학교의 학과와 신입생 정원입니다."),
            rows=queries.listing(viewer, here.year).annotate(course_count=Count("courses")),
            district="school__districts__district",
            columns=(
                Column("name", _("학과"), sort="name", link="curriculum:detail"),
                Column("school", _("학교"), value="school__label", sort="school__name"),
                Column("state", _("상태"), sort="state", kind="state"),
                Column("is_industry", _("전략산업"), sort="is_industry", kind="yes"),
                Column(
                    "seats",
                    _("%(year)s 입학 정원") % {"year": here.year},
                    value="seats_now",
                    sort="seats_now",
                    kind="count",
                ),
                Column("course_count", _("과목 수"), sort="course_count", kind="count"),
            ),
            sort="school",
            search=("name", "code", "school__name", "school__name_en"),
            search_hint=_("학과, 학교"),
            filters=(
                Filter("state", _("상태"), DepartmentState.choices, "state"),
                Filter("industry", _("전략산업"), (("yes", _("예")), ("no", _("아니요"))), _industry),
            ),
            actions=(Link(_("학과 등록하기"), reverse("curriculum:department")),) if may_write else (),
            tabs=tabs(viewer),
            empty=_("아직 등록한 학과가 없습니다."),
            empty_todo=_("학과를 등록하면 정원과 과목을 적고 기업이 원하는 것과 견줄 수 있습니다."),
            template="curriculum/list.html",
        ),
        {"waiting": [] if request.GET.get("download") else _waiting(request)},
    )


def _waiting(request: HttpRequest) -> list[dict[str, Any]]:
    """For whoever may change the curriculum: departments not opened yet, and what nobody teaches."""
    viewer: Any = request.user
    here = context.here(request)
    if here.district is None or not access.can(viewer, Permission.CURRICULUM_WRITE):
        return []
    found = []
    missing = queries.coverage_for(viewer, here.district, here.year, timezone.localdate()).missing
    if missing:
        found.append(
            {
                "words": gettext(
                    "기업이 원하는 능력단위 가운데 %(missing)s개를 가르치는 과목이 없습니다. 가장 많이 원하는 것: %(first)s"
                )
                % {"missing": len(missing), "first": missing[0].name},
                "links": [
                    {
                        "url": f"{reverse('curriculum:coverage')}?district={here.district.code}&year={here.year}",
                        "title": gettext("가르치지 않는 것 보기"),
                    }
                ],
            }
        )
    reach = access.reach(viewer, Permission.CURRICULUM_WRITE)
    planned = queries.listing(viewer).filter(reach.condition(Department), state=DepartmentState.PLANNED)
    first = planned.order_by("pk").first()
    if first is not None:
        found.append(
            {
                "words": gettext("아직 문을 열지 않은 학과가 있습니다: %(name)s") % {"name": str(first)},
                "links": [{"url": reverse("curriculum:detail", args=[first.pk]), "title": gettext("학과 보기")}],
            }
        )
    return found


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """How much of what firms want in the chosen year is taught to its intake; what nobody teaches comes first."""
    viewer: Any = request.user
    here = context.here(request)
    if here.district is None:
        raise NotAllowed(_("이 화면을 볼 수 있는 역할이 없습니다."))
    day = min(timezone.localdate(), project_year.last_day(here.year))
    found = queries.coverage_for(viewer, here.district, here.year, day)
    teaching = queries.teaching(viewer, here.district, here.year)

    is_english = (get_language() or "").startswith("en")
    by_department = gaps.by_department(viewer, here.district, here.year, day)
    ways = gaps.ways(viewer, here.district, list(found.missing))
    firms = gaps.wanted_by(viewer, here.district, here.year)

    def line(unit: Wanted) -> Line:
        share = _tenth(unit.demand * 100 / found.whole)
        taught, ready = teaching.get(unit.unit, []), ways.get(unit.unit, [])
        return Line(unit, _tenth(unit.demand), share, taught, ready, firms.get(unit.unit, []))

    values = {
        "coverage": found,
        "covered": _tenth(found.covered),
        "whole": _tenth(found.whole),
        "missing_count": len(found.missing),
        "taught_count": len(found.taught),
        "unit_word": gettext("개"),
        "missing": [line(each) for each in found.missing] if found.whole else [],
        "taught": [line(each) for each in found.taught] if found.whole else [],
        "definition": rules.COVERAGE,
        "meaning": rules.COVERAGE.english if is_english else rules.COVERAGE.korean,
        "day": day,
        "departments": [each for each in by_department if each.units],
        "unrelated": [each.department.name for each in by_department if not each.units],
        "proposers": gaps.proposers(viewer, here.district),
        "helpers": gaps.helpers(here.district, day),
        "official": gaps.official(viewer, here.district),
        "industry": (here.district.industry_en if is_english else "") or here.district.industry,
        "sees_counts": access.can(viewer, Permission.CYCLE_READ),
        "may_write": access.can(viewer, Permission.CURRICULUM_WRITE),
        "tabs": tabs(viewer),
        "title": gettext("%(year)s년, 기업이 원하는 것을 가르치고 있습니까") % {"year": here.year},
    }
    return render(request, "curriculum/coverage.html", values)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One department: its state, seats by intake, courses with their units."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    seats_rows = list(queries.seats_of(viewer, found).order_by("-intake_year"))
    course_rows = list(queries.course_listing(viewer).filter(department=found))
    may_write = access.can(viewer, Permission.CURRICULUM_WRITE, on=found)
    year = context.here(request).year
    now = DepartmentState(found.state)
    values = {
        "department": found,
        "seats": seats_rows,
        "courses": [(each, [link.unit for link in each.units.all()]) for each in course_rows],
        "may_write": may_write,
        "may_move": may_write and bool(rules.TRANSITIONS[now]),
        "may_teach": access.can(viewer, Permission.CURRICULUM_DRAFT, on=found) and now != DepartmentState.CLOSED,
        "may_draft": access.can(viewer, Permission.CURRICULUM_DRAFT, on=found) and now != DepartmentState.CLOSED,
        "may_approve": access.can(viewer, Permission.CURRICULUM_APPROVE, on=found),
        "tables": list(tables.of_department(viewer, found)[:20]),
        "next": _next(found, seats_rows, course_rows, year),
        "events": list(queries.history(viewer, found)[:HISTORY]),
        "title": f"{found.school.label} {found.name}",
        "crumbs": (_room(), (found.name, "")),
    }
    return render(request, "curriculum/detail.html", values)


def _next(found: Department, seats_rows: list[Seats], course_rows: list[Course], year: int) -> dict[str, Any] | None:
    if found.state == DepartmentState.CLOSED:
        return None
    if found.state == DepartmentState.CLOSING:
        return {
            "words": gettext("마지막 학생이 졸업하면 ‘폐과’로 바꾸어 주십시오."),
            "deed": "state",
            "action": gettext("상태 바꾸기"),
        }
    if not any(each.intake_year >= year for each in seats_rows):
        return {
            "words": gettext("%(year)s 입학 정원을 아직 적지 않았습니다.") % {"year": year},
            "deed": "seats",
            "action": gettext("정원 적기"),
        }
    if not course_rows:
        return {
            "words": gettext("과목이 아직 없습니다. 과목을 더해야 기업이 원하는 것과 견줄 수 있습니다."),
            "deed": "course",
            "action": gettext("과목 더하기"),
        }
    if found.state == DepartmentState.PLANNED:
        return {
            "words": gettext("문을 열 준비가 되면 ‘운영 중’으로 바꾸어 주십시오."),
            "deed": "state",
            "action": gettext("상태 바꾸기"),
        }
    return None


def department(request: HttpRequest) -> HttpResponse:
    """The form of a new department."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.CURRICULUM_WRITE):
        raise NotAllowed(NO_ROLE)

    def act(cleaned: dict[str, Any]) -> Department:
        try:
            return actions.open_department(**cleaned, by=viewer)
        except IntegrityError as error:
            raise Conflict(_("이 학교에 같은 코드의 학과가 이미 있습니다."), field="code") from error

    return deed.form_page(
        request,
        forms.NewDepartment(data(request), viewer=viewer),
        action=act,
        title=_("학과 등록하기"),
        submit=_("학과 등록하기"),
        success=_("학과를 등록했습니다. 이제 정원과 과목을 적어 주십시오."),
        back=lambda made: reverse("curriculum:detail", args=[made.pk]),
        cancel=reverse("curriculum:list"),
        crumbs=(_room(), (_("학과 등록하기"), "")),
    )


def _mine(request: HttpRequest, pk: int) -> tuple[Any, Department, str, tuple[tuple[Any, str], ...]]:
    """The viewer, the department that they may change, its address and the crumbs; NotAllowed otherwise."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    access.require(viewer, Permission.CURRICULUM_WRITE, on=found)
    back = reverse("curriculum:detail", args=[pk])
    return viewer, found, back, (_room(), (found.name, back))


def state(request: HttpRequest, pk: int) -> HttpResponse:
    """Moves a department along its states, with the reason."""
    viewer, found, back, crumbs = _mine(request, pk)
    return deed.form_page(
        request,
        forms.State(data(request), now=DepartmentState(found.state)),
        action=lambda cleaned: actions.change_state(**cleaned, department=found, by=viewer),
        title=_("학과 상태 바꾸기"),
        submit=_("상태 바꾸기"),
        success=_("학과의 상태를 바꾸었습니다."),
        back=back,
        intro=_("%(name)s: 지금은 ‘%(state)s’입니다. ‘폐과’가 되면 되돌릴 수 없습니다.")
        % {"name": str(found), "state": DepartmentState(found.state).label},
        crumbs=(*crumbs, (_("상태 바꾸기"), "")),
    )


def seats(request: HttpRequest, pk: int) -> HttpResponse:
    """Sets the seats of an intake year."""
    viewer, found, back, crumbs = _mine(request, pk)
    return deed.form_page(
        request,
        forms.SetSeats(data(request), initial={"intake_year": context.here(request).year + 1}),
        action=lambda cleaned: actions.set_seats(**cleaned, department=found, by=viewer),
        title=_("정원 적기"),
        submit=_("정원 적기"),
        success=_("정원을 적었습니다."),
        back=back,
        intro=_("%(name)s: 이미 적은 해를 다시 적으면 새 값으로 바뀌고 앞의 값은 기록에 남습니다.")
        % {"name": str(found)},
        crumbs=(*crumbs, (_("정원 적기"), "")),
    )
