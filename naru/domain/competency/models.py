"""Competency frameworks, their units, and occupations by KECO code. Public facts, shared by all districts."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.access import Guarded
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.domain.competency.enums import FrameworkKind

M = TypeVar("M", bound=models.Model)


class PublicQuerySet(Guarded[M]):
    """Reference rows are the same for whoever may read the room at all."""

    def visible_to(self, viewer: User) -> Self:
        return self.all() if access.can(viewer, Permission.COMPETENCY_READ) else self.none()


class Framework(models.Model):
    """NCS, or a framework of the district's own."""

    code = models.SlugField(_("표준 코드"), max_length=40, unique=True)
    name = models.CharField(_("이름"), max_length=120)
    kind = models.CharField(_("종류"), max_length=8, choices=FrameworkKind.choices)
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구")
    )
    source = models.CharField(_("출처"), max_length=200, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        verbose_name = _("능력 표준")
        ordering = ["code"]

    class Privacy:
        open = ("id", "code", "name", "kind", "district", "source")

    class Access:
        read = Permission.COMPETENCY_READ
        district = ("district",)

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A competency unit in one version; `replaced_by` names its successor."""

    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="units", verbose_name=_("능력 표준")
    )
    code = models.CharField(_("능력단위 코드"), max_length=40, unique=True)
    name = models.CharField(_("능력단위 이름"), max_length=160)
    level = models.PositiveSmallIntegerField(_("수준"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("대체 능력단위"),
    )

    objects = PublicQuerySet.as_manager()

    class Meta:
        verbose_name = _("능력단위")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__range=(1, 8)),
                name="competency_unit_level_is_1_to_8",
            ),
        ]

    class Privacy:
        open = ("id", "framework", "code", "name", "level", "replaced_by")

    class Access:
        read = Permission.COMPETENCY_READ
        district = ("framework__district",)

    def __str__(self) -> str:
        return self.name


class Occupation(models.Model):
    """An occupation of the Korean Employment Classification of Occupations (KECO)."""

    code = models.CharField(_("KECO 코드"), max_length=6, unique=True)
    name = models.CharField(_("직업 이름"), max_length=160)

    objects = PublicQuerySet.as_manager()

    class Meta:
        verbose_name = _("직업")
        ordering = ["code"]

    class Privacy:
        open = ("id", "code", "name")

    class Access:
        read = Permission.COMPETENCY_READ

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
