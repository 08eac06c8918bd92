"""What firms want against what is taught, by department and for the district; what could cover the rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.base.district.models import District, Organisation
from naru.domain.competency import queries as competency
from naru.domain.curriculum import queries
from naru.domain.curriculum.enums import Approval, CourseKind, DepartmentState
from naru.domain.curriculum.models import Course, CourseUnit, Department, OfficialDomain
from naru.domain.curriculum.queries import studies
from naru.domain.curriculum.rules import planning
from naru.domain.demand import queries as demand
from naru.domain.demand.queries import Wanted
from naru.domain.partners.models import Agreement

MOST_PROPOSERS = 4


@dataclass(frozen=True)
class DepartmentLine:
    """How much of the district's demand a department covers by itself; `alone`: what nobody else covers."""

    department: Department
    rate: Decimal | None
    units: int
    alone: Decimal | None


@dataclass(frozen=True)
class Way:
    """A way to cover a unit: a course that stands ready in a catalogue, and what still keeps it from counting."""

    course: Course
    word: Any
    lacks: Any


@dataclass(frozen=True)
class Official:
    """What the national curriculum holds on the district's industry."""

    revision: str
    standards: int
    domains: tuple[OfficialDomain, ...]
    held: int
    is_whole: bool
    source: str


def by_department(viewer: User, district: District, year: int, day: date) -> list[DepartmentLine]:
    """Each open department's share of the demand, most first; three queries."""
    wanted = {each.unit: each.demand for each in demand.wanted_units(district, year, day)}
    whole = sum(wanted.values(), Decimal(0))
    found = queries.covered_by_department(district, year)
    rows = (
        Department.objects.visible_to(viewer)
        .filter(school__districts__district=district, state=DepartmentState.OPEN)
        .select_related("school")
        .distinct()
    )
    lines = []
    for each in rows:
        own = found.get(each.pk, set()) & wanted.keys()
        others = {unit for pk, units in found.items() if pk != each.pk for unit in units}
        lines.append(
            DepartmentLine(
                each,
                _share(sum((wanted[unit] for unit in own), Decimal(0)), whole),
                len(own),
                _share(sum((wanted[unit] for unit in own - others), Decimal(0)), whole),
            )
        )
    return sorted(lines, key=lambda each: (-(each.rate or 0), each.department.school.name, each.department.name))


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return planning.tenth(part * 100 / whole) if whole else None


@dataclass(frozen=True)
class Effect:
    """Shares of the demand that a department and its district cover now, and would with other courses."""

    own_now: Decimal | None
    own_then: Decimal | None
    district_now: Decimal | None
    district_then: Decimal | None
    demand_year: int


def effect_of(
    department: Department, intake_year: int, courses: Iterable[int], district: District, day: date
) -> Effect:
    """What it would change if the intake were taught these courses of the department; a constant number of queries."""
    known, rows = studies.demand_year(district, intake_year, day)
    wanted = {each.unit: each.demand for each in rows}
    whole = sum(wanted.values(), Decimal(0))
    found = queries.covered_by_department(district, intake_year)
    others = {unit for pk, units in found.items() if pk != department.pk for unit in units}
    now, then = found.get(department.pk, set()), queries.units_of(courses)

    def share(units: set[int]) -> Decimal | None:
        return _share(sum((wanted[unit] for unit in units & wanted.keys()), Decimal(0)), whole)

    return Effect(share(now), share(then), share(now | others), share(then | others), known)


def ways(viewer: User, district: District, missing: list[Wanted]) -> dict[int, list[Way]]:
    """Courses of any catalogue of the district that would cover a missing unit, by unit; two queries."""
    became = competency.successors()
    sought = {each.unit for each in missing}
    sought |= {unit for unit, last in became.items() if last in sought}
    rows = (
        CourseUnit.objects.visible_to(viewer)
        .filter(unit__in=sought, course__department__school__districts__district=district)
        .exclude(course__department__state=DepartmentState.CLOSED)
        .select_related("unit", "course__department__school", "course__provider")
        .order_by("course__department__school__name", "course__code")
        .distinct()
    )
    found: dict[int, list[Way]] = {}
    for each in rows:
        way = Way(each.course, CourseKind(each.course.kind).label, _lacks(each))
        found.setdefault(became.get(each.unit_id, each.unit_id), []).append(way)
    return found


def _lacks(each: CourseUnit) -> Any:
    """Why the course does not cover the unit yet."""
    if each.level is not None and each.unit.level is not None and each.level < each.unit.level:
        return _("수준 %(level)s까지만 다룸") % {"level": each.level}
    if each.course.kind == CourseKind.LOCAL and each.course.approval != Approval.APPROVED:
        return Approval(each.course.approval).label
    if each.course.department.state != DepartmentState.OPEN:
        return _("아직 열지 않은 학과")
    return _("아직 편제표에 없음")


def proposers(viewer: User, district: District) -> list[Department]:
    """Departments of the strategic industry for which the viewer may propose a subject; one query."""
    rows = studies.departments_to_plan(viewer).filter(is_industry=True, school__districts__district=district)
    return list(rows.order_by("school__name", "code").distinct()[:MOST_PROPOSERS])


def wanted_by(viewer: User, district: District, year: int) -> dict[int, list[str]]:
    """The firms that want a unit, as far as the viewer may know; two queries."""
    became = competency.successors()
    found: dict[int, list[str]] = {}
    rows = demand.wanted_behind(viewer, district, year).order_by("revision__need__firm__name")
    for each in rows:
        firms = found.setdefault(became.get(each.unit_id, each.unit_id), [])
        name = each.revision.need.firm.label
        if name not in firms:
            firms.append(name)
    return found


def helpers(district: District, day: date) -> dict[str, list[Organisation]]:
    """Universities and public training sites with an agreement on teaching in force, by kind; one query."""
    rows = (
        Agreement.objects.filter(
            district=district, state="active", kind__in=("curriculum", "credit"), starts__lte=day, ends__gte=day
        )
        .order_by("pk")
        .values_list("parties__organisation", flat=True)
    )
    found: dict[str, list[Organisation]] = {"university": [], "public": []}
    for each in Organisation.objects.filter(pk__in=rows, kind__in=tuple(found)).order_by("name"):
        found[each.kind].append(each)
    return found


#: Achievement standards of the vocational subjects in all, where a revision was not loaded whole.
KNOWN: dict[str, tuple[int, str]] = {
    "2022": (
        20_867,
        "2022 개정 고등학교 전문교과 성취기준(교육부 고시, 기계·재료·전기·전자·정보·통신·화학 공업·환경·안전·소방 6개 교과군)",
    )
}
#: Other words of an industry, as the national curriculum writes them.
ALSO = {"이차전지": ("이차전지", "이차 전지", "2차전지", "2차 전지")}


def official(viewer: User, district: District, revision: str = "2022") -> Official | None:
    """How many domains of the national curriculum speak of the district's industry; None before anything was loaded."""
    rows: QuerySet[OfficialDomain] = OfficialDomain.objects.filter(revision=revision)
    loaded = rows.aggregate(n=Sum("standards"))["n"] or 0
    if not loaded:
        return None
    said = Q(pk__in=[])
    for word in ALSO.get(district.industry, (district.industry,)):
        said |= Q(domain__icontains=word) | Q(subject__icontains=word)
    domains = tuple(rows.filter(said).order_by("subject", "code"))
    known, source = KNOWN.get(revision, (0, ""))
    is_whole = loaded >= known
    return Official(
        revision,
        max(loaded, known),
        domains,
        sum(each.standards for each in domains),
        is_whole,
        source or (domains[0].source if domains else ""),
    )
