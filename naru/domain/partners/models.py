"""Agreements between organisations, what each party pledged, and what was kept of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, Organisation
from naru.domain.partners.enums import AgreementKind, AgreementState, PledgeKind


class Agreement(models.Model):
    """A signed (or to be signed) paper between organisations of a district."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구"))
    code = models.CharField(_("협약 코드"), max_length=40)
    title = models.CharField(_("협약 이름"), max_length=200)
    kind = models.CharField(_("종류"), max_length=12, choices=AgreementKind.choices)
    state = models.CharField(_("상태"), max_length=10, choices=AgreementState.choices, default=AgreementState.DRAFT)
    starts = models.DateField(_("시작일"))
    ends = models.DateField(_("종료일"))
    source = models.CharField(_("출처"), max_length=200, blank=True)
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("협약")
        ordering = ["-starts", "code"]
        constraints = [
            models.UniqueConstraint(fields=["district", "code"], name="partners_agreement_code_is_unique"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="partners_agreement_ends_after_start"),
        ]

    class Privacy:
        open = ("id", "district", "code", "title", "kind", "state", "starts", "ends", "source", "is_example")

    class Access:
        read = Permission.PARTNERS_READ
        district = ("district",)
        organisation = ("parties__organisation",)

    def __str__(self) -> str:
        return self.title


class Party(models.Model):
    """One organisation's side of an agreement, and when it signed."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties", verbose_name=_("협약"))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("당사자"))
    signed_on = models.DateField(_("서명일"), null=True, blank=True)
    signatory = models.CharField(_("서명자"), max_length=80, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("협약 당사자")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="partners_party_stands_once"),
        ]

    class Privacy:
        open = ("id", "agreement", "organisation", "signed_on")
        personal = ("signatory",)

    class Access:
        read = Permission.PARTNERS_READ
        district = ("agreement__district",)
        organisation = ("organisation",)

    def __str__(self) -> str:
        return f"{self.organisation} · {self.agreement}"


class Pledge(models.Model):
    """What a party promised for a project year."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="pledges", verbose_name=_("협약"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("약속한 기관")
    )
    kind = models.CharField(_("종류"), max_length=16, choices=PledgeKind.choices)
    year = models.PositiveSmallIntegerField(_("사업연도"))
    amount = models.PositiveIntegerField(_("약속 수량"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("약속")
        ordering = ["year", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation", "kind", "year"], name="partners_pledge_is_made_once"
            ),
        ]

    class Privacy:
        open = ("id", "agreement", "organisation", "kind", "year")
        inside = ("amount",)

    class Access:
        read = Permission.PARTNERS_READ
        district = ("agreement__district",)
        organisation = ("organisation",)

    def __str__(self) -> str:
        return f"{self.organisation} {self.year} {self.get_kind_display()} {self.amount}"


class Keeping(models.Model):
    """Something kept of a pledge, on a day, with the paper that shows it."""

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="keepings", verbose_name=_("약속"))
    on = models.DateField(_("이행일"))
    amount = models.PositiveIntegerField(_("이행 수량"))
    evidence = models.CharField(_("증빙"), max_length=200)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("이행")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "on", "evidence"], name="partners_keeping_is_recorded_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="partners_keeping_amount_is_positive"),
        ]

    class Privacy:
        open = ("id", "pledge", "on")
        inside = ("amount", "evidence")

    class Access:
        read = Permission.PARTNERS_READ
        district = ("pledge__agreement__district",)
        organisation = ("pledge__organisation",)

    def __str__(self) -> str:
        return f"{self.pledge}: {self.amount}"
