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
from naru.domain.competency.enums import CodeTable, FrameworkKind, UnitState

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


class Package(models.Model):
    """What the CASE package of a framework said beyond its units, as it came.

    A row of its own, because it holds megabytes and every unit is read together with its framework.
    """

    framework = models.OneToOneField(
        Framework, on_delete=models.CASCADE, related_name="package", verbose_name=_("능력 표준")
    )
    #: The package, in which the identifier (a text) stands where an item stood that became a unit.
    whole = models.JSONField(_("꾸러미"))

    objects = PublicQuerySet.as_manager()

    class Meta:
        verbose_name = _("CASE 꾸러미")

    class Privacy:
        open = ("id", "framework", "whole")

    class Access:
        read = Permission.COMPETENCY_READ
        district = ("framework__district",)

    def __str__(self) -> str:
        return str(self.framework)


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
    base = models.CharField(_("판 없는 코드"), max_length=10, blank=True, db_default="", default="", db_index=True)
    group_name = models.CharField(_("세분류"), max_length=160, blank=True, db_default="", default="")
    definition = models.TextField(_("정의"), blank=True, db_default="", default="")
    state = models.CharField(
        _("상태"),
        max_length=10,
        choices=UnitState.choices,
        default=UnitState.CONFIRMED,
        db_default=UnitState.CONFIRMED.value,
    )
    confirmed_on = models.DateField(_("확인한 날"), null=True, blank=True)
    confirmed_by = models.CharField(_("확인한 사람"), max_length=120, blank=True, db_default="", default="")
    #: The item of a CASE package as it came; None for units that did not come from one.
    item = models.JSONField(_("CASE 항목"), null=True, blank=True)

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
        open = (
            "id",
            "framework",
            "code",
            "name",
            "level",
            "replaced_by",
            "base",
            "group_name",
            "definition",
            "state",
            "confirmed_on",
            "item",
        )
        personal = ("confirmed_by",)

    class Access:
        read = Permission.COMPETENCY_READ
        district = ("framework__district",)

    def __str__(self) -> str:
        return self.name


class Element(models.Model):
    """A part of a unit (능력단위요소), numbered from 1."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="elements", verbose_name=_("능력단위"))
    number = models.PositiveSmallIntegerField(_("번호"))
    name = models.CharField(_("요소 이름"), max_length=300)

    objects = PublicQuerySet.as_manager()

    class Meta:
        verbose_name = _("능력단위요소")
        ordering = ["unit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="competency_element_number_is_unique"),
        ]

    class Privacy:
        open = ("id", "unit", "number", "name")

    class Access:
        read = Permission.COMPETENCY_READ
        district = ("unit__framework__district",)

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """What shows that an element is mastered (수행준거), numbered from 1."""

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="criteria", verbose_name=_("요소"))
    number = models.PositiveSmallIntegerField(_("번호"))
    text = models.CharField(_("수행준거"), max_length=1000)

    objects = PublicQuerySet.as_manager()

    class Meta:
        verbose_name = _("수행준거")
        ordering = ["element", "number"]
        constraints = [
            models.UniqueConstraint(fields=["element", "number"], name="competency_criterion_number_is_unique"),
        ]

    class Privacy:
        open = ("id", "element", "number", "text")

    class Access:
        read = Permission.COMPETENCY_READ
        district = ("element__unit__framework__district",)

    def __str__(self) -> str:
        return self.text


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


class Code(models.Model):
    """An entry of another published table: KSCO, KSIC, national licences (whose code is their name)."""

    table = models.CharField(_("분류표"), max_length=8, choices=CodeTable.choices)
    code = models.CharField(_("코드"), max_length=120)
    name = models.CharField(_("이름"), max_length=160)

    objects = PublicQuerySet.as_manager()

    class Meta:
        verbose_name = _("분류 코드")
        ordering = ["table", "code"]
        constraints = [
            models.UniqueConstraint(fields=["table", "code"], name="competency_code_stands_once"),
        ]

    class Privacy:
        open = ("id", "table", "code", "name")

    class Access:
        read = Permission.COMPETENCY_READ

    def __str__(self) -> str:
        return self.name if self.table == CodeTable.LICENCE else f"{self.code} {self.name}"
