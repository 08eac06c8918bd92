"""What planning rests on, gathered for a job; studies and options with their sentences, for whoever may see them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.base.rulebook import project_year
from naru.base.rulebook.errors import NotFound
from naru.domain.competency import queries as competency
from naru.domain.competency.models import Unit
from naru.domain.curriculum import queries
from naru.domain.curriculum.bridge.rows import CourseRow, DepartmentRow, Given, SeatsGiven, Target
from naru.domain.curriculum.enums import Approval, CourseKind, DepartmentState, StudyKind
from naru.domain.curriculum.models import Course, Department, Equipment, Option, Seats, Study
from naru.domain.curriculum.queries import tables
from naru.domain.curriculum.rules import planning, request
from naru.domain.curriculum.rules import table as table_rules
from naru.domain.demand import queries as demand
from naru.domain.demand.enums import Confidence
from naru.domain.people.models import Teacher
from naru.domain.people.rules import YEARS_OF_SCHOOL

#: Lessons a week of vocational subjects for one class in one of its years: half of a week of 30.
LESSONS = 15


def listing(viewer: User) -> QuerySet[Study]:
    return (
        Study.objects.visible_to(viewer)
        .select_related("district", "department__school", "run", "asked_by")
        .annotate(option_count=Count("options"))
    )


def one(viewer: User, pk: int) -> Study:
    return access.one(listing(viewer), pk=pk)


def to_seat(pk: int) -> Study:
    """The study for its job. Raises NotFound when it is gone."""
    found = Study.objects.select_related("department__school", "district").filter(pk=pk).first()
    if found is None:
        raise NotFound(gone())
    return found


def to_plan(pk: int) -> tuple[Study, Department]:
    """The study of a department for its job. Raises NotFound when it is gone."""
    found = to_seat(pk)
    if found.department is None:
        raise NotFound(gone())
    return found, found.department


def gone() -> str:
    return _("찾는 것이 없거나 볼 수 있는 권한이 없습니다.")


def options(viewer: User) -> QuerySet[Option]:
    return Option.objects.visible_to(viewer).select_related("study__department__school", "study__district", "table")


def option(viewer: User, pk: int) -> Option:
    return access.one(options(viewer), pk=pk)


def chosen_seats(district: District) -> Option | None:
    """The plan of seats that people go on with: the last that was chosen in the district."""
    rows = Option.objects.filter(study__district=district, study__kind=StudyKind.SEATS, chosen_on__isnull=False)
    return rows.select_related("study__district").order_by("-chosen_on", "-pk").first()


def names_of(courses: Iterable[int]) -> dict[int, Course]:
    """Courses by id."""
    return Course.objects.in_bulk(list(courses))


def unit_names(units: Iterable[int]) -> dict[int, str]:
    return dict(Unit.objects.filter(pk__in=list(units)).values_list("pk", "name"))


def demand_year(district: District, intake_year: int, day: date) -> tuple[int, list[Any]]:
    """Wanted units for an intake: of its own year, else of the last year before for which firms said something."""
    for year in range(intake_year, intake_year - 4, -1):
        wanted = demand.wanted_units(district, year, day)
        if wanted:
            return year, wanted
    return intake_year, []


def given_for(department: Department, district: District, intake_year: int, day: date, *, is_only_open: bool) -> Given:
    """Everything that the options of a department and intake depend on.

    is_only_open: only what no other department of the district covers counts.
    """
    first = project_year.first_day(intake_year)
    courses = list(tables.catalogue(department, intake_year))
    became = competency.successors()
    now = set(queries.taught(intake_year).filter(department=department).values_list("pk", flat=True))
    _year, wanted = demand_year(district, intake_year, day)
    if is_only_open:
        elsewhere = {
            unit
            for other, units in queries.covered_by_department(district, intake_year).items()
            if other != department.pk
            for unit in units
        }
        wanted = [each for each in wanted if each.unit not in elsewhere]
    levels = dict(Unit.objects.filter(pk__in=[each.unit for each in wanted]).values_list("pk", "level"))
    split = table_rules.SPLIT.on(first).value
    return Given(
        classes=_classes(department, intake_year, first),
        courses=tuple(_course(each, now, became) for each in courses),
        targets=tuple(Target(each.unit, each.name, float(each.demand), levels.get(each.unit) or 1) for each in wanted),
        teachers=_teachers(department),
        taken=_taken(department, intake_year, first),
        equipment=tuple(
            (each.pk, each.name, 0 if each.is_there else each.cost)
            for each in Equipment.objects.filter(school=department.school_id).order_by("code")
        ),
        total=table_rules.TOTAL.on(first).value,
        most=split.planned_most,
        least={area: split.least_of(area) for area in table_rules.AREAS},
        term_least=split.term_least,
        term_most=split.term_most,
        teacher_hours=planning.TEACHER_HOURS.on(day).value,
        training_cost=planning.TRAINING_COST.on(day).value,
    )


def _course(each: Course, now: set[int], became: dict[int, int]) -> CourseRow:
    return CourseRow(
        pk=each.pk,
        name=each.name,
        area=table_rules.AREA_OF[CourseKind(each.kind)],
        credits=each.credits,
        hours=each.hours,
        cost=each.cost,
        subject="" if each.kind in {CourseKind.SITE, CourseKind.FIRM} else each.subject,
        is_today=each.pk in now,
        is_required=each.is_required,
        terms=each.terms,
        first_term=each.first_term,
        alternative=each.alternative,
        before=tuple(link.before_id for link in each.prerequisites.all()),
        equipment=tuple(link.equipment_id for link in each.needs.all()),
        units=tuple(_levels(each, became).items()),
    )


def _levels(course: Course, became: dict[int, int]) -> dict[int, int]:
    """To which level a course leads in each unit; a unit that was replaced counts as the one in force."""
    found: dict[int, int] = {}
    for link in course.units.all():
        unit, level = became.get(link.unit_id, link.unit_id), link.level or link.unit.level or 1
        found[unit] = max(level, found.get(unit, 0))
    return found


def _teachers(department: Department) -> tuple[tuple[str, ...], ...]:
    """The subjects of each teacher of the school; no name, no number."""
    rows = Teacher.objects.filter(school=department.school_id).order_by("pk").values_list("subjects", flat=True)
    return tuple(tuple(part.strip() for part in each.replace(";", ",").split(",") if part.strip()) for each in rows)


def _seats(departments: Iterable[Department], intake_year: int) -> dict[int, int]:
    """Seats of an intake by department; where nobody set them yet, those of the last intake."""
    found: dict[int, int] = {}
    rows = Seats.objects.filter(department__in=departments, intake_year__lte=intake_year).order_by("intake_year")
    for department, seats in rows.values_list("department", "seats"):
        found[department] = seats
    return found


def _classes(department: Department, intake_year: int, day: date) -> int:
    return max(planning.classes_of(_seats([department], intake_year).get(department.pk, 0), day), 1)


def _taken(department: Department, intake_year: int, day: date) -> dict[str, int]:
    """Hours a year that the school's other departments ask of teachers of a subject."""
    others = list(Department.objects.filter(school=department.school_id).exclude(pk=department.pk))
    seats = _seats(others, intake_year)
    found: dict[str, int] = {}
    rows = queries.taught(intake_year).filter(department__in=others).exclude(subject="")
    rows = rows.exclude(kind__in=(CourseKind.SITE, CourseKind.FIRM))
    for where, subject, hours in rows.values_list("department", "subject", "hours"):
        found[subject] = found.get(subject, 0) + hours * planning.classes_of(seats.get(where, 0), day)
    return found


def district_coverage(study: Study, units: Iterable[int], day: date) -> Decimal | None:
    """Coverage of the district's demand if the department taught exactly these units; None without demand."""
    by_department = queries.covered_by_department(study.district, study.intake_year)
    elsewhere = {unit for pk, found in by_department.items() if pk != study.department_id for unit in found}
    _year, wanted = demand_year(study.district, study.intake_year, day)
    whole = sum((each.demand for each in wanted), Decimal(0))
    if not whole:
        return None
    covered = sum((each.demand for each in wanted if each.unit in elsewhere | set(units)), Decimal(0))
    return planning.tenth(covered * 100 / whole)


# Seats of a district


def seats_given(
    district: District, first: int, years: int, money: int, day: date, recruits: int = 0
) -> tuple[SeatsGiven, dict[str, Any]]:
    """What a plan of seats rests on, and what had to be assumed for want of a word (by graduation year)."""
    rows = list(
        Department.objects.filter(
            school__districts__district=district, state__in=(DepartmentState.OPEN, DepartmentState.PLANNED)
        )
        .select_related("school")
        .order_by("school__code", "code")
        .distinct()
    )
    size_day = max(day, date(2025, 3, 1))
    last, before = _seats(rows, first - 1), _seats(rows, first - 2)
    school = YEARS_OF_SCHOOL.on(day).value
    demand_rows: list[tuple[float, float, float]] = []
    assumed: dict[str, Any] = {}
    for intake in range(first, first + years):
        said, found = _demand(district, intake + school, day)
        demand_rows.append(found)
        if said != intake + school:
            assumed[str(intake + school)] = said
    support = request.SUPPORT.on(max(day, date(2025, 1, 1))).value
    seeking, graduates = planning.SEEKING
    given = SeatsGiven(
        first=first,
        years=years,
        departments=tuple(
            DepartmentRow(
                each.pk,
                each.name,
                each.school_id,
                each.is_industry,
                each.state == DepartmentState.OPEN and last.get(each.pk, 0) > 0,
                (
                    planning.classes_of(before.get(each.pk, 0), size_day),
                    planning.classes_of(last.get(each.pk, 0), size_day),
                ),
            )
            for each in rows
        ),
        demand=tuple(tuple(row[scenario] for row in demand_rows) for scenario in range(3)),
        class_size=planning.CLASS_SIZE.on(size_day).value,
        supply=round(seeking / graduates, 4),
        teacher_load=planning.TEACHER_LOAD.on(day).value,
        teaching=LESSONS,
        reorganised=support.reorganised,
        added=support.added,
        retrained=planning.RETRAINING_COST.on(day).value,
        money=money,
        recruits=recruits,
    )
    return given, assumed


#: What counts in a low scenario: only what firms have budgeted or contracted.
SURE = (Confidence.BUDGETED, Confidence.CONTRACTED)


def _demand(district: District, year: int, day: date) -> tuple[int, tuple[float, float, float]]:
    """(the year that was asked or the last one before with a word, persons low, middle and high)."""
    for known in range(year, year - 8, -1):
        rows = demand.current_of(district, known)
        high = demand.headcount(district, known)
        if high:
            middle = demand.weighted_headcount(district, known, day)
            sure = sum(rows.filter(confidence__in=SURE).values_list("headcount", flat=True))
            low = min(float(sure), float(middle))
            return known, (low, float(middle), float(high))
    return year, (0.0, 0.0, 0.0)


# Sentences


def binding_words(each: dict[str, Any]) -> str:
    """What keeps the option from being better, as a sentence."""
    gain = _("%(gain)s %%p 더 다룹니다") % {"gain": each["coverage_gain"]}
    if each["rule"] == "subjects":
        text = _("‘%(name)s’ 교사 시간이 한 해 %(extra)s시간 더 있으면 수요를 %(gain)s.")
    elif each["rule"] == "money":
        text = _("돈이 한 해 %(extra)s원 더 있으면 수요를 %(gain)s.")
        each = {**each, "extra": f"{round(each['extra']):,}"}
    elif each["rule"] == "change":
        text = _("바꿀 수 있는 학점이 %(extra)s학점 더 있으면 수요를 %(gain)s.")
    elif each["rule"] == "training":
        text = _("연수받을 교사가 %(extra)s명 더 있으면 수요를 %(gain)s.")
    elif each["rule"] == "table" and each["name"] not in table_rules.AREA_WORDS and not each["is_least"]:
        text = _("전체 편성 학점의 한도가 %(extra)s학점 늘면 수요를 %(gain)s.")
    elif each["rule"] == "table" and each["is_least"]:
        text = _("‘%(name)s’의 최소 학점이 %(extra)s학점 적으면 수요를 %(gain)s.")
    elif each["rule"] == "table":
        text = _("‘%(name)s’의 최대 학점이 %(extra)s학점 많으면 수요를 %(gain)s.")
    else:
        text = _("시설 시간이 %(extra)s시간 더 있으면 수요를 %(gain)s.")
    name = each["name"]
    if each["rule"] == "table":
        name = str(table_rules.AREA_WORDS.get(name, _("모든 과목")))
    extra = each["extra"] if isinstance(each["extra"], str) else math.ceil(each["extra"])
    return text % {"name": name, "extra": extra, "gain": gain}


def relief_words(each: dict[str, Any]) -> str:
    words = {
        "fixed": _("바꿀 수 없는 학과"),
        "school_least": _("학교마다의 최소 학급"),
        "school_most": _("학교마다의 최대 학급"),
        "school_step": _("한 해에 늘거나 줄일 수 있는 학급"),
        "moves": _("한 해에 바꿀 수 있는 학급"),
        "teachers": _("교원 수와 교과 전환 연수"),
        "money": _("한 해 예산"),
    }
    return _("‘%(rule)s’의 제한이 없으면 채우지 못한 인원 %(gain)s명만큼 나아집니다(남는 인원과 비용도 함께 셈).") % {
        "rule": words.get(each["rule"], each["rule"]),
        "gain": each["gain"],
    }


def clash_words(clash: list[list[Any]]) -> list[str]:
    """Which rules cannot hold together."""
    words = {
        "table": _("편제 학점"),
        "required": _("반드시 편성할 과목"),
        "subjects": _("교사 시간"),
        "teachers": _("교사 시간"),
        "training": _("연수 인원"),
        "money": _("예산"),
        "change": _("바꿀 수 있는 학점"),
        "prerequisites": _("선수 과목"),
        "alternatives": _("택일 묶음"),
        "facilities": _("시설 시간"),
        "equipment": _("기자재"),
        "coverage": _("수요"),
    }
    return list(dict.fromkeys(words.get(str(rule), str(rule)) for rule, _index in clash))


@dataclass(frozen=True)
class Shown:
    """An option as the page compares it. added, dropped: courses; short words, no ids."""

    option: Option
    title: str
    district: Decimal | None
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    bindings: tuple[str, ...]
    trainings: tuple[dict[str, Any], ...]
    unapproved: tuple[str, ...]
    is_today: bool


def title_of(key: str) -> str:
    """What an option is called, by how it was found."""
    return {
        "today": _("지금 그대로"),
        "least": _("가장 적게 바꾸는 안"),
        "between": _("사이의 안"),
        "most": _("한도 안에서 가장 많이 다루는 안"),
        "trained": _("교사 한 사람을 더 연수하는 안"),
        "richer": _("돈을 두 배로 쓰는 안"),
        "freer": _("얼마든지 바꾸는 안"),
        "expected": _("기대 수요에 맞춘 안"),
        "balanced": _("기대와 최악을 함께 본 안"),
        "sure": _("확실한 수요만 보는 안"),
        "all": _("밝힌 수요가 모두 이루어질 때의 안"),
        "half": _("그때 예산을 반만 쓰는 안"),
    }.get(key, key)


def shown(found: list[Option]) -> list[Shown]:
    """Options with their courses by name; one query for all of them."""
    ids = {pk for each in found for key in ("added", "dropped") for pk in each.detail.get(key, ())}
    names = names_of(ids)

    def words(keys: list[int]) -> tuple[str, ...]:
        return tuple(names[pk].name for pk in keys if pk in names)

    return [
        Shown(
            each,
            title_of(each.title),
            Decimal(str(each.detail["district"])) if each.detail.get("district") is not None else None,
            words(each.detail.get("added", [])),
            words(each.detail.get("dropped", [])),
            tuple(binding_words(one) for one in each.detail.get("bindings", []) if one["coverage_gain"] > 0),
            tuple(each.detail.get("trainings", [])),
            tuple(
                names[pk].name
                for pk in each.detail.get("added", [])
                if pk in names and names[pk].kind == CourseKind.LOCAL and names[pk].approval != Approval.APPROVED
            ),
            bool(each.detail.get("is_today")) or each.title == "today",
        )
        for each in found
    ]


def departments_to_plan(viewer: User) -> QuerySet[Department]:
    """Open or planned departments for which the viewer may ask for options."""
    rows = Department.objects.filter(state__in=(DepartmentState.OPEN, DepartmentState.PLANNED))
    return access.permitted(rows, viewer, Permission.CURRICULUM_DRAFT).select_related("school")


def home_of(department: Department, viewer: User) -> District | None:
    """The district of the viewer in which the school takes part."""
    places = access.districts_of(viewer, Permission.CURRICULUM_PLAN_READ)
    here = places.filter(pk__in=department.school.districts.values("district"))
    return here.filter(~Q(kind="wide")).first() or here.first()
