"""Departments with their seats by intake."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.roles import Permission
from naru.base.district.models import Organisation
from naru.domain.curriculum.enums import DepartmentState, SchoolKind


class Department(models.Model):
    """A department (학과) of a vocational school; `code` is unique in its school."""

    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("학교"))
    code = models.CharField(_("학과 코드"), max_length=40)
    name = models.CharField(_("학과 이름"), max_length=120)
    state = models.CharField(_("상태"), max_length=8, choices=DepartmentState.choices)
    kind = models.CharField(_("학교 유형"), max_length=12, choices=SchoolKind.choices, blank=True)
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
        open = ("id", "school", "code", "name", "state", "kind", "is_industry", "source")

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
