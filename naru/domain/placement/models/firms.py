"""What is known of a firm, by which yardsticks it is judged, and how long the way to work is."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.enums import Role
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, Organisation
from naru.domain.placement.enums import FirmMeasure, YardstickKind

#: Who may read what is known of every firm of a district, beside its overseers. A firm reads its own alone.
CHOOSING = frozenset({Role.SCHOOL_LEAD, Role.TEACHER, Role.STUDENT, Role.GUARDIAN})


class FirmFact(models.Model):
    """One figure about a firm for a project year, as it was on a day, with where it was read.

    `value`: persons, won, years, percent; 1 or 0 where the measure asks yes or no.
    """

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구"))
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("기업"))
    measure = models.CharField(_("항목"), max_length=9, choices=FirmMeasure.choices)
    year = models.PositiveSmallIntegerField(_("사업연도"))
    value = models.DecimalField(_("값"), max_digits=14, decimal_places=2)
    on = models.DateField(_("기준일"))
    source = models.CharField(_("출처"), max_length=200)
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("기업 사실")
        ordering = ["firm", "measure", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "firm", "measure", "year"], name="placement_firmfact_stands_once"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="placement_firmfact_is_not_negative"),
        ]

    class Privacy:
        open = ("id", "district", "firm", "measure", "year", "value", "on", "source", "is_example")

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("district",)
        organisation = ("firm",)
        shared = ("district",)
        shared_roles = CHOOSING

    def __str__(self) -> str:
        return f"{self.firm} {self.get_measure_display()} {self.year}"


class Yardstick(models.Model):
    """From a day on: what a measure has to reach in a district, or a local figure that it is compared with."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구"))
    kind = models.CharField(_("기준"), max_length=9, choices=YardstickKind.choices)
    since = models.DateField(_("적용 시작일"))
    value = models.DecimalField(_("값"), max_digits=14, decimal_places=2)
    source = models.CharField(_("출처"), max_length=200)
    is_verified = models.BooleanField(_("원문 확인"), default=False)
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("우수 기업 기준")
        ordering = ["kind", "-since"]
        constraints = [
            models.UniqueConstraint(fields=["district", "kind", "since"], name="placement_yardstick_stands_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="placement_yardstick_is_not_negative"),
        ]

    class Privacy:
        open = ("id", "district", "kind", "since", "value", "source", "is_verified", "is_example")

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("district",)
        shared = ("district",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.since}"


class Commute(models.Model):
    """Minutes by public transport from a town to an industrial complex or another place of work, as the centre says."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구"))
    origin = models.CharField(_("사는 곳"), max_length=80)
    destination = models.CharField(_("일하는 곳"), max_length=160)
    minutes = models.PositiveSmallIntegerField(_("걸리는 시간(분)"))
    on = models.DateField(_("기준일"))
    source = models.CharField(_("출처"), max_length=200)
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("통근 시간")
        ordering = ["origin", "destination"]
        constraints = [
            models.UniqueConstraint(fields=["district", "origin", "destination"], name="placement_commute_stands_once"),
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=600), name="placement_commute_is_a_way_of_a_day"
            ),
        ]

    class Privacy:
        open = ("id", "district", "origin", "destination", "minutes", "on", "source", "is_example")

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("district",)
        shared = ("district",)

    def __str__(self) -> str:
        return f"{self.origin} → {self.destination}"
