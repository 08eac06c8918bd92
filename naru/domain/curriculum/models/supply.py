"""Counts of supply: who applied, entered, left, went on and worked, by department; and regional means."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.domain.curriculum.enums import MeanKind, TargetCode
from naru.domain.curriculum.models.department import Department


def _count(label: object) -> "models.PositiveIntegerField[int | None, int | None]":
    return models.PositiveIntegerField(label, null=True, blank=True)  # type: ignore[arg-type]


class SupplyCount(models.Model):
    """Counts of one department and year; what nobody counted is empty, which is not zero.

    year: of the intake for capacity, first_choices, entrants; of the graduation for the others.
    """

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="counts", verbose_name=_("학과"))
    year = models.PositiveSmallIntegerField(_("연도"))
    capacity = _count(_("모집 정원"))
    first_choices = _count(_("1지망 지원자"))
    entrants = _count(_("신입생"))
    finishers = _count(_("졸업생"))
    leavers = _count(_("학교를 떠난 졸업생"))
    continuing = _count(_("진학자"))
    employed = _count(_("6개월 뒤 취업자"))
    source = models.CharField(_("출처"), max_length=200, blank=True)
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("공급 지표 수")
        ordering = ["department", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["department", "year"], name="curriculum_supplycount_stands_once"),
        ]

    class Privacy:
        inside = (
            "id",
            "department",
            "year",
            "capacity",
            "first_choices",
            "entrants",
            "finishers",
            "leavers",
            "continuing",
            "employed",
            "source",
            "is_example",
        )

    class Access:
        read = Permission.CURRICULUM_PLAN_READ
        member = ("department__school",)
        organisation = ("department__school",)

    def __str__(self) -> str:
        return f"{self.department} {self.year}"


class RegionalMean(models.Model):
    """The mean rates of a kind of department in the region; zero is a rate, empty is not.

    `kind` "all" stands for a department whose own kind has no mean.
    """

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="+", verbose_name=_("지구"))
    year = models.PositiveSmallIntegerField(_("연도"))
    kind = models.CharField(_("학교 유형"), max_length=12, choices=MeanKind.choices, default=MeanKind.ALL)
    employment = models.DecimalField(_("6개월 취업률(%)"), max_digits=4, decimal_places=1, null=True, blank=True)
    continuation = models.DecimalField(_("진학률(%)"), max_digits=4, decimal_places=1, null=True, blank=True)
    source = models.CharField(_("출처"), max_length=200)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("지역 평균")
        ordering = ["district", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "year", "kind"], name="curriculum_regionalmean_of_a_kind_stands_once"
            ),
        ]

    class Privacy:
        open = ("id", "district", "year", "kind", "employment", "continuation", "source")

    class Access:
        read = Permission.CURRICULUM_PLAN_READ
        district = ("district",)
        shared = ("district",)

    def __str__(self) -> str:
        return f"{self.district} {self.year}"


class SupplyTarget(models.Model):
    """What a district wants an indicator of supply to reach in a year, and where that was decided."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="+", verbose_name=_("지구"))
    year = models.PositiveSmallIntegerField(_("연도"))
    code = models.CharField(_("지표"), max_length=40, choices=TargetCode.choices)
    target = models.DecimalField(_("목표(%)"), max_digits=4, decimal_places=1)
    source = models.CharField(_("정한 문서"), max_length=200)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("공급 지표 목표")
        ordering = ["district", "-year", "code"]
        constraints = [
            models.UniqueConstraint(fields=["district", "year", "code"], name="curriculum_supplytarget_stands_once"),
            models.CheckConstraint(condition=Q(target__range=(0, 100)), name="curriculum_supplytarget_is_a_percentage"),
        ]

    class Privacy:
        open = ("id", "district", "year", "code", "target", "source")

    class Access:
        read = Permission.CURRICULUM_PLAN_READ
        district = ("district",)
        shared = ("district",)

    def __str__(self) -> str:
        return f"{self.district} {self.year} {self.code}"
