"""Departments with their seats by intake, courses, and the units that a course covers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.roles import Permission
from naru.base.district.models import Organisation
from naru.domain.competency.models import Unit
from naru.domain.curriculum.enums import CourseKind, DepartmentState


class Department(models.Model):
    """A department (학과) of a vocational school; `code` is unique in its school."""

    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("학교"))
    code = models.CharField(_("학과 코드"), max_length=40)
    name = models.CharField(_("학과 이름"), max_length=120)
    state = models.CharField(_("상태"), max_length=8, choices=DepartmentState.choices)
    is_industry = models.BooleanField(_("전략산업 학과"), default=False)
    source = models.CharField(_("출처"), max_length=200, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("학과")
        ordering = ["school", "code"]
        constraints = [
            models.UniqueConstraint(fields=["school", "code"], name="curriculum_department_code_is_unique"),
        ]

    class Privacy:
        open = ("id", "school", "code", "name", "state", "is_industry", "source")

    class Access:
        read = Permission.CURRICULUM_READ
        member = ("school",)
        organisation = ("school",)
        shared_member = ("school",)

    def __str__(self) -> str:
        return f"{self.school} {self.name}"


class Seats(models.Model):
    """Seats of a department for one intake year."""

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="seats", verbose_name=_("학과"))
    intake_year = models.PositiveSmallIntegerField(_("입학연도"))
    seats = models.PositiveIntegerField(_("정원"))
    source = models.CharField(_("출처"), max_length=200, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("정원")
        ordering = ["department", "intake_year"]
        constraints = [
            models.UniqueConstraint(fields=["department", "intake_year"], name="curriculum_seats_stand_once"),
        ]

    class Privacy:
        open = ("id", "department", "intake_year", "seats", "source")

    class Access:
        read = Permission.CURRICULUM_READ
        member = ("department__school",)
        organisation = ("department__school",)
        shared_member = ("department__school",)

    def __str__(self) -> str:
        return f"{self.department} {self.intake_year}: {self.seats}"


class Course(models.Model):
    """A course of a department: credits, hours and what it covers."""

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="courses", verbose_name=_("학과"))
    code = models.CharField(_("과목 코드"), max_length=40)
    name = models.CharField(_("과목 이름"), max_length=160)
    kind = models.CharField(_("종류"), max_length=10, choices=CourseKind.choices)
    credits = models.PositiveSmallIntegerField(_("학점"))
    hours = models.PositiveSmallIntegerField(_("시간"))
    since = models.PositiveSmallIntegerField(_("적용 입학연도"))
    until = models.PositiveSmallIntegerField(_("마지막 입학연도"), null=True, blank=True)
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("과목")
        ordering = ["department", "code"]
        constraints = [
            models.UniqueConstraint(fields=["department", "code"], name="curriculum_course_code_is_unique"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="curriculum_course_ends_after_it_starts",
            ),
        ]

    class Privacy:
        open = (
            "id",
            "department",
            "code",
            "name",
            "kind",
            "credits",
            "hours",
            "since",
            "until",
            "is_example",
        )

    class Access:
        read = Permission.CURRICULUM_READ
        member = ("department__school",)
        organisation = ("department__school",)
        shared_member = ("department__school",)

    def __str__(self) -> str:
        return self.name


class CourseUnit(models.Model):
    """A unit that a course covers."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="units", verbose_name=_("과목"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("능력단위"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("과목 능력단위")
        constraints = [
            models.UniqueConstraint(fields=["course", "unit"], name="curriculum_courseunit_stands_once"),
        ]

    class Privacy:
        open = ("id", "course", "unit")

    class Access:
        read = Permission.CURRICULUM_READ
        member = ("course__department__school",)
        organisation = ("course__department__school",)
        shared_member = ("course__department__school",)

    def __str__(self) -> str:
        return f"{self.course} · {self.unit}"
