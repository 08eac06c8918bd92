"""Published labour figures: context beside the board, never added to it."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.access import Guarded
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission


class FigureQuerySet(Guarded["Figure"]):
    """Public rows: the same for whoever may read the room at all."""

    def visible_to(self, viewer: User) -> Self:
        return self.all() if access.can(viewer, Permission.COMPETENCY_READ) else self.none()


class Figure(models.Model):
    """Insured persons of an industry in a province in a month, as a public body published them.

    Persons are counted where their employer reports them: a head office reports those of its plants elsewhere, too.
    """

    industry = models.CharField(_("업종"), max_length=120)
    province = models.CharField(_("시도"), max_length=40)
    month = models.DateField(_("기준월"))
    persons = models.PositiveIntegerField(_("가입자"))
    source = models.CharField(_("출처"), max_length=200)
    dataset = models.CharField(_("데이터셋"), max_length=40, blank=True)
    note = models.CharField(_("읽을 때 알 것"), max_length=600, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("공공 고용 통계")
        ordering = ["-month", "-persons", "industry", "province"]
        constraints = [
            models.UniqueConstraint(fields=["industry", "province", "month"], name="demand_figure_stands_once"),
        ]

    class Privacy:
        open = ("id", "industry", "province", "month", "persons", "source", "dataset", "note")

    class Access:
        read = Permission.COMPETENCY_READ

    def __str__(self) -> str:
        return f"{self.province} {self.industry} {self.month:%Y-%m}"
