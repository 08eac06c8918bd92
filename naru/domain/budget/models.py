"""Funds, the lines they are cut into, the money that moved, and what came back as evidence."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.domain.budget.enums import EntryKind, FundSource, Item, TaskGroup


class Fund(models.Model):
    """Money of one source for one project year, with its conditions."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구"))
    code = models.CharField(_("재원 코드"), max_length=40)
    name = models.CharField(_("재원 이름"), max_length=120)
    source = models.CharField(_("재원 종류"), max_length=16, choices=FundSource.choices)
    year = models.PositiveSmallIntegerField(_("사업연도"))
    amount = models.BigIntegerField(_("금액(원)"))
    conditions = models.TextField(_("조건"), blank=True)
    reference = models.CharField(_("출처"), max_length=200, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("재원")
        ordering = ["-year", "code"]
        constraints = [
            models.UniqueConstraint(fields=["district", "code"], name="budget_fund_code_is_unique"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_fund_amount_is_not_negative"),
        ]

    class Privacy:
        open = ("id", "district", "code", "name", "source", "year", "amount", "conditions", "reference")

    class Access:
        read = Permission.BUDGET_READ
        district = ("district",)

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class Line(models.Model):
    """A part of a fund for one of the three mandated task groups and one item."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="lines", verbose_name=_("재원"))
    code = models.CharField(_("예산항목 코드"), max_length=40)
    title = models.CharField(_("예산항목 이름"), max_length=160)
    task_group = models.CharField(_("추진과제"), max_length=12, choices=TaskGroup.choices)
    item = models.CharField(_("비목"), max_length=20, choices=Item.choices)
    amount = models.BigIntegerField(_("배정액(원)"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("예산항목")
        ordering = ["fund", "code"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "code"], name="budget_line_code_is_unique"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_line_amount_is_not_negative"),
        ]

    class Privacy:
        open = ("id", "fund", "code", "title", "task_group", "item", "amount")

    class Access:
        read = Permission.BUDGET_READ
        district = ("fund__district",)

    def __str__(self) -> str:
        return self.title


class Entry(models.Model):
    """Money committed, spent or returned on a line."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="entries", verbose_name=_("예산항목"))
    code = models.CharField(_("집행 코드"), max_length=40)
    kind = models.CharField(_("구분"), max_length=8, choices=EntryKind.choices)
    on = models.DateField(_("일자"))
    amount = models.BigIntegerField(_("금액(원)"))
    memo = models.CharField(_("적요"), max_length=200, blank=True)
    evidence = models.CharField(_("증빙"), max_length=200, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("집행")
        ordering = ["-on", "code"]
        constraints = [
            models.UniqueConstraint(fields=["line", "code"], name="budget_entry_code_is_unique"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_entry_amount_is_positive"),
        ]

    class Privacy:
        open = ("id", "line", "code", "kind", "on", "amount")
        inside = ("memo", "evidence")

    class Access:
        read = Permission.BUDGET_READ
        district = ("line__fund__district",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount:,}"


class Return(models.Model):
    """What the money of a line brought: written by the last room when a finding is confirmed."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="returns", verbose_name=_("예산항목"))
    year = models.PositiveSmallIntegerField(_("사업연도"))
    finding = models.BigIntegerField(_("근거 번호"))
    measure = models.CharField(_("지표"), max_length=60)
    outcomes = models.PositiveIntegerField(_("성과 수"))
    won_each = models.BigIntegerField(_("성과당 비용(원)"), null=True)
    recorded_on = models.DateField(_("기록일"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("환류")
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["line", "finding"], name="budget_return_is_recorded_once"),
        ]

    class Privacy:
        open = ("id", "line", "year", "finding", "measure", "won_each", "recorded_on")
        inside = ("outcomes",)

    class Access:
        read = Permission.BUDGET_READ
        district = ("line__fund__district",)

    def __str__(self) -> str:
        return f"{self.line} {self.year}"
