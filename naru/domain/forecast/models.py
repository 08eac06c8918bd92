"""Projected graduates against projected needs, kept with the assumptions that made them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District


class Projection(models.Model):
    """One computed projection; the same input digest gives the same rows."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="+", verbose_name=_("지구"))
    made_on = models.DateField(_("계산일"))
    from_year = models.PositiveSmallIntegerField(_("첫 연도"))
    years = models.PositiveSmallIntegerField(_("기간(년)"))
    assumptions = models.JSONField(_("가정"), default=dict)
    digest = models.CharField(_("입력 지문"), max_length=64)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("전망")
        ordering = ["-made_on", "-pk"]

    class Privacy:
        inside = ("id", "district", "made_on", "from_year", "years", "assumptions", "digest")
        personal = ("asked_by",)

    class Access:
        read = Permission.FORECAST_READ
        district = ("district",)
        shared = ("district",)

    def __str__(self) -> str:
        return f"{self.district} {self.from_year}"


class ProjectedYear(models.Model):
    """Graduates, those who seek work, and needs of one graduation year."""

    projection = models.ForeignKey(Projection, on_delete=models.CASCADE, related_name="rows", verbose_name=_("전망"))
    year = models.PositiveSmallIntegerField(_("연도"))
    graduates = models.PositiveIntegerField(_("졸업자"))
    seeking = models.PositiveIntegerField(_("취업 희망자"))
    seeking_low = models.PositiveIntegerField(_("취업 희망자 하한"))
    seeking_high = models.PositiveIntegerField(_("취업 희망자 상한"))
    needs = models.PositiveIntegerField(_("수요 인원"))
    needs_weighted = models.PositiveIntegerField(_("가중 수요 인원"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("연도별 전망")
        ordering = ["projection", "year"]
        constraints = [
            models.UniqueConstraint(fields=["projection", "year"], name="forecast_projectedyear_stands_once"),
        ]

    class Privacy:
        inside = (
            "id",
            "projection",
            "year",
            "graduates",
            "seeking",
            "seeking_low",
            "seeking_high",
            "needs",
            "needs_weighted",
        )

    class Access:
        read = Permission.FORECAST_READ
        district = ("projection__district",)
        shared = ("projection__district",)

    def __str__(self) -> str:
        return f"{self.projection} {self.year}"
