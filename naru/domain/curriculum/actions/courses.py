"""Deeds on the catalogue of a department: courses with the units that they cover and what they need."""

from dataclasses import dataclass, fields

from django.db import transaction
from django.utils import timezone

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import Organisation
from naru.base.rulebook.errors import RuleBroken
from naru.domain.competency.models import Unit
from naru.domain.curriculum import rules
from naru.domain.curriculum.enums import Approval, CourseKind, DepartmentState
from naru.domain.curriculum.models import Course, CourseEquipment, CourseUnit, Department, Equipment, Prerequisite
from naru.domain.curriculum.queries import courses as reads
from naru.domain.curriculum.rules import course as course_rules


@dataclass(frozen=True)
class Told:
    """What is said of a course. `units`: with the level to which the course leads (None: the unit's own)."""

    name: str
    kind: CourseKind
    credits: int
    hours: int
    since: int
    until: int | None = None
    is_candidate: bool = False
    is_required: bool = False
    terms: int = 1
    first_term: int = 1
    alternative: str = ""
    subject: str = ""
    cost: int = 0
    provider: Organisation | None = None
    university_credits: int = 0
    units: tuple[tuple[Unit, int | None], ...] = ()
    before: tuple[Course, ...] = ()
    equipment: tuple[Equipment, ...] = ()

    @property
    def plain(self) -> dict[str, object]:
        """The columns of the course itself."""
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name not in LINKS}


LINKS = frozenset({"units", "before", "equipment"})


def add_course(*, department: Department, code: str, told: Told, by: User) -> Course:
    """Adds a course. A candidate is everybody's who drafts tables; what is taught at once is the lead's word."""
    access.require(by, _needed(told.is_candidate), on=department)
    _hold(department, told)
    with transaction.atomic():
        made = Course.objects.create(department=department, code=code, **told.plain)
        _link(made, told)
        record.record("curriculum.add_course", made, by=by, after=_plain(made, told))
    return made


def change_course(*, course: Course, told: Told, by: User) -> Course:
    """Says a course anew. An approved local subject with another content is approved anew."""
    access.require(by, _needed(told.is_candidate and course.is_candidate), on=course)
    _hold(course.department, told)
    with transaction.atomic():
        Department.objects.select_for_update().get(pk=course.department_id)
        fresh = Course.objects.select_for_update().get(pk=course.pk)
        now = reads.content_of(fresh)
        then = course_rules.Content(
            told.name,
            CourseKind(told.kind),
            told.credits,
            told.hours,
            frozenset((unit.pk, level) for unit, level in told.units),
        )
        course_rules.may_change(now, then, Approval(fresh.approval), reads.is_bound(fresh))
        before = reads.plain(fresh)
        fresh.approval = course_rules.approval_after(now, then, Approval(fresh.approval))
        if fresh.approval != Approval.APPROVED:
            fresh.approved_on = None
        for name, value in told.plain.items():
            setattr(fresh, name, value)
        fresh.save()
        _link(fresh, told)
        record.record("curriculum.change_course", fresh, by=by, before=before, after=_plain(fresh, told))
    return fresh


def _needed(is_candidate: bool) -> Permission:
    return Permission.CURRICULUM_DRAFT if is_candidate else Permission.CURRICULUM_WRITE


def _hold(department: Department, told: Told) -> None:
    """What holds for every course, new or changed."""
    rules.may_add_course(DepartmentState(department.state), told.credits, told.hours, timezone.localdate())
    rules.may_spread(told.credits, told.terms, told.first_term)
    course_rules.may_last(told.since, told.until)
    for _unit, level in told.units:
        course_rules.may_teach_level(level)


def _link(course: Course, told: Told) -> None:
    """Writes units, prerequisites and equipment whole; those that stay keep their rows."""
    if any(each.department_id != course.department_id for each in told.before):
        raise RuleBroken(rules.OTHER_DEPARTMENT, field="before")
    if any(each.school_id != course.department.school_id for each in told.equipment):
        raise RuleBroken(rules.OTHER_SCHOOL, field="equipment")
    links, names = reads.prerequisites_of(course.department_id)
    course_rules.may_follow(course.pk, [each.pk for each in told.before], links, names)
    wanted = {unit.pk: level for unit, level in told.units}
    CourseUnit.objects.filter(course=course).exclude(unit__in=wanted).delete()
    for unit, level in wanted.items():
        CourseUnit.objects.update_or_create(course=course, unit_id=unit, defaults={"level": level})
    Prerequisite.objects.filter(after=course).exclude(before__in=told.before).delete()
    for each in told.before:
        Prerequisite.objects.get_or_create(before=each, after=course)
    CourseEquipment.objects.filter(course=course).exclude(equipment__in=told.equipment).delete()
    for one in told.equipment:
        CourseEquipment.objects.get_or_create(course=course, equipment=one)


def _plain(course: Course, told: Told) -> dict[str, object]:
    """The course as the audit keeps it, with what it covers and needs."""
    return record.snapshot(course) | {
        "units": [unit.code for unit, _level in told.units],
        "levels": {unit.code: level for unit, level in told.units if level is not None},
        "before": [each.code for each in told.before],
        "equipment": [each.code for each in told.equipment],
    }
