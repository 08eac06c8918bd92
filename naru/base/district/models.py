"""Districts, organisations, and which organisation takes part in which district."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from naru.base.district.enums import DistrictKind, OrganisationKind


class Organisation(models.Model):
    """A school, firm, university or public body; it may take part in several districts at once."""

    code = models.SlugField(_("기관 코드"), max_length=40, unique=True)
    kind = models.CharField(_("종류"), max_length=12, choices=OrganisationKind.choices)
    name = models.CharField(_("이름"), max_length=120)
    name_en = models.CharField(_("영문 이름"), max_length=160, blank=True)
    neis_code = models.CharField(_("NEIS 표준학교코드"), max_length=10, blank=True)
    business_number = models.CharField(_("사업자등록번호"), max_length=10, blank=True)
    address = models.CharField(_("주소"), max_length=200, blank=True)
    region_code = models.CharField(_("지역 코드"), max_length=10, blank=True)
    complex = models.CharField(_("산업단지"), max_length=80, blank=True)
    source = models.CharField(_("출처"), max_length=200, blank=True)
    is_example = models.BooleanField(_("예시"), default=False)

    class Meta:
        verbose_name = _("기관")
        ordering = ["name"]
        indexes = [models.Index(fields=["name", "id"], name="district_organisation_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["neis_code"],
                condition=~Q(neis_code=""),
                name="district_organisation_neis_code_is_unique",
            ),
            models.UniqueConstraint(
                fields=["business_number"],
                condition=~Q(business_number=""),
                name="district_organisation_business_number_is_unique",
            ),
        ]

    class Privacy:
        open = (
            "id",
            "code",
            "kind",
            "name",
            "name_en",
            "neis_code",
            "business_number",
            "address",
            "region_code",
            "complex",
            "source",
            "is_example",
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.name_en if self.name_en and get_language() == "en" else self.name


class District(models.Model):
    """A vocational-education innovation district; a wide-area one may stand above basic ones."""

    code = models.SlugField(_("지구 코드"), max_length=40, unique=True)
    name = models.CharField(_("이름"), max_length=120)
    name_en = models.CharField(_("영문 이름"), max_length=160, blank=True)
    kind = models.CharField(_("종류"), max_length=8, choices=DistrictKind.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("광역지구")
    )
    region_codes = models.CharField(_("지역 코드"), max_length=100)
    industry = models.CharField(_("전략산업"), max_length=120)
    industry_en = models.CharField(_("전략산업(영문)"), max_length=120, blank=True)
    centre = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("지원센터"),
    )
    first_year = models.PositiveSmallIntegerField(_("첫 사업연도"))
    years = models.PositiveSmallIntegerField(_("사업 기간(년)"), default=3)
    source = models.CharField(_("출처"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("지구")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(kind=DistrictKind.BASIC),
                name="district_district_only_basic_has_parent",
            ),
        ]

    class Privacy:
        open = (
            "id",
            "code",
            "name",
            "name_en",
            "kind",
            "parent",
            "region_codes",
            "industry",
            "industry_en",
            "centre",
            "first_year",
            "years",
            "source",
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name


class DistrictMember(models.Model):
    """An organisation's part in a district, from a day to a day (open end while it lasts)."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="+", verbose_name=_("지구"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="districts", verbose_name=_("기관")
    )
    since = models.DateField(_("참여일"))
    until = models.DateField(_("종료일"), null=True, blank=True)

    class Meta:
        verbose_name = _("지구 참여 기관")
        constraints = [
            models.UniqueConstraint(
                fields=["district", "organisation"], name="district_districtmember_takes_part_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="district_districtmember_ends_after_it_starts",
            ),
        ]

    class Privacy:
        open = ("id", "district", "organisation", "since", "until")

    def __str__(self) -> str:
        return f"{self.organisation} · {self.district}"


class Target(models.Model):
    """What the district set itself for a number and a project year."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="+", verbose_name=_("지구"))
    year = models.PositiveSmallIntegerField(_("사업연도"))
    measure = models.CharField(_("지표"), max_length=60)
    value = models.DecimalField(_("목표값"), max_digits=14, decimal_places=1)
    source = models.CharField(_("출처"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("목표")
        constraints = [
            models.UniqueConstraint(fields=["district", "year", "measure"], name="district_target_is_set_once"),
        ]

    class Privacy:
        open = ("id", "district", "year", "measure", "value", "source")

    def __str__(self) -> str:
        return f"{self.district} {self.year} {self.measure}"
