"""What firms need: every word kept as a revision, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.enums import Role
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, Organisation
from naru.domain.competency.models import Occupation, Unit
from naru.domain.demand.enums import Confidence, NeedSource, Shift, SignalKind

#: Schools read what the firms of their districts need; firms do not read each other's.
SCHOOLS = frozenset({Role.SCHOOL_LEAD, Role.TEACHER})


class Need(models.Model):
    """A firm's need for people of an occupation in a year; what it says stands in its revisions."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구"))
    code = models.CharField(_("수요 코드"), max_length=40)
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("기업"))
    occupation = models.ForeignKey(Occupation, on_delete=models.PROTECT, related_name="+", verbose_name=_("직업"))
    year = models.PositiveSmallIntegerField(_("채용 연도"))
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("수요")
        ordering = ["year", "code"]
        constraints = [
            models.UniqueConstraint(fields=["district", "code"], name="demand_need_code_is_unique"),
        ]

    class Privacy:
        inside = ("id", "district", "code", "firm", "occupation", "year", "is_example")

    class Access:
        read = Permission.DEMAND_READ
        district = ("district",)
        organisation = ("firm",)
        shared = ("district",)
        shared_roles = SCHOOLS

    def __str__(self) -> str:
        return f"{self.firm} {self.year}"


class Revision(models.Model):
    """What was said of a need, when, how sure, and why it changed; never overwritten."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("수요"))
    number = models.PositiveSmallIntegerField(_("차수"))
    headcount = models.PositiveIntegerField(_("인원"))
    confidence = models.CharField(_("확실성"), max_length=12, choices=Confidence.choices)
    source = models.CharField(_("출처"), max_length=12, choices=NeedSource.choices)
    said_on = models.DateField(_("밝힌 날"))
    complex = models.CharField(_("산업단지"), max_length=80, blank=True)
    quarter = models.PositiveSmallIntegerField(_("분기"), null=True, blank=True)
    level = models.PositiveSmallIntegerField(_("수준"), null=True, blank=True)
    shift = models.CharField(_("근무 형태"), max_length=8, choices=Shift.choices, blank=True)
    ask = models.ForeignKey(
        "Ask", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("답한 수요조사")
    )
    duty = models.TextField(_("하는 일"), blank=True)
    reason = models.CharField(_("바뀐 까닭"), max_length=300, blank=True)
    is_current = models.BooleanField(_("현재"), default=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("수요 차수")
        ordering = ["need", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["need", "number"], name="demand_revision_number_is_unique"),
            models.UniqueConstraint(
                fields=["need"], condition=Q(is_current=True), name="demand_revision_one_is_current"
            ),
            models.CheckConstraint(
                condition=Q(quarter__isnull=True) | Q(quarter__range=(1, 4)), name="demand_revision_quarter_is_1_to_4"
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__range=(1, 8)), name="demand_revision_level_is_1_to_8"
            ),
        ]

    class Privacy:
        inside = (
            "id",
            "need",
            "number",
            "headcount",
            "confidence",
            "source",
            "said_on",
            "complex",
            "quarter",
            "level",
            "shift",
            "ask",
            "duty",
            "reason",
            "is_current",
        )

    class Access:
        read = Permission.DEMAND_READ
        district = ("need__district",)
        organisation = ("need__firm",)
        shared = ("need__district",)
        shared_roles = SCHOOLS

    def __str__(self) -> str:
        return f"{self.need} · {self.number}"

    @property
    def unit_names(self) -> str:
        """The wanted units in a line; prefetch `wanted__unit`."""
        return ", ".join(each.unit.name for each in self.wanted.all())


class WantedUnit(models.Model):
    """A competency unit that a revision of a need asks for; importance 1 (nice) to 5 (must)."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="wanted", verbose_name=_("수요 차수"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("능력단위"))
    importance = models.PositiveSmallIntegerField(_("중요도"), default=3)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("필요 능력단위")
        constraints = [
            models.UniqueConstraint(fields=["revision", "unit"], name="demand_wantedunit_stands_once"),
            models.CheckConstraint(
                condition=Q(importance__range=(1, 5)), name="demand_wantedunit_importance_is_1_to_5"
            ),
        ]

    class Privacy:
        inside = ("id", "revision", "unit", "importance")

    class Access:
        read = Permission.DEMAND_READ
        district = ("revision__need__district",)
        organisation = ("revision__need__firm",)
        shared = ("revision__need__district",)
        shared_roles = SCHOOLS

    def __str__(self) -> str:
        return str(self.unit)


class Signal(models.Model):
    """What the cycle taught about a firm's demand: written by the last room when a finding is confirmed."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="+", verbose_name=_("지구"))
    firm = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", verbose_name=_("기업"))
    kind = models.CharField(_("종류"), max_length=12, choices=SignalKind.choices)
    year = models.PositiveSmallIntegerField(_("사업연도"))
    finding = models.BigIntegerField(_("근거 번호"))
    said = models.PositiveIntegerField(_("밝힌 인원"))
    hired = models.PositiveIntegerField(_("채용 인원"))
    recorded_on = models.DateField(_("기록일"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("신호")
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "firm", "kind"], name="demand_signal_is_recorded_once"),
        ]

    class Privacy:
        inside = ("id", "district", "firm", "kind", "year", "finding", "said", "hired", "recorded_on")

    class Access:
        read = Permission.DEMAND_READ
        district = ("district",)
        organisation = ("firm",)

    def __str__(self) -> str:
        return f"{self.firm} {self.year}"


class Track(models.Model):
    """How many people a firm said it would hire for an occupation in a past year, and how many it hired.

    Written by the last room when it computes a year; `version` names the definition by which it was counted.
    """

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="+", verbose_name=_("지구"))
    firm = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", verbose_name=_("기업"))
    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="+", verbose_name=_("직업"))
    year = models.PositiveSmallIntegerField(_("사업연도"))
    said = models.PositiveIntegerField(_("밝힌 인원"))
    hired = models.PositiveIntegerField(_("채용 인원"))
    version = models.CharField(_("정의의 판"), max_length=20)
    counted_on = models.DateField(_("센 날"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("밝힌 인원과 채용")
        ordering = ["firm", "occupation", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "firm", "occupation", "year"], name="demand_track_is_counted_once"
            ),
        ]

    class Privacy:
        inside = ("id", "district", "firm", "occupation", "year", "said", "hired", "version", "counted_on")

    class Access:
        read = Permission.DEMAND_READ
        district = ("district",)
        organisation = ("firm",)

    def __str__(self) -> str:
        return f"{self.firm} {self.year}"
