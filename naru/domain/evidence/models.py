"""Findings: what a year of the cycle taught, proposed by computation and confirmed by a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.domain.evidence.enums import FindingKind, FindingState


class Finding(models.Model):
    """One sentence with its figures; `subject` names the row it speaks of (for example `organisation:12`)."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="+", verbose_name=_("지구"))
    year = models.PositiveSmallIntegerField(_("사업연도"))
    kind = models.CharField(_("종류"), max_length=12, choices=FindingKind.choices)
    subject = models.CharField(_("대상"), max_length=80)
    subject_label = models.CharField(_("대상 이름"), max_length=200)
    figures = models.JSONField(_("수치"), default=dict)
    definition_version = models.CharField(_("정의 판"), max_length=20)
    computed_on = models.DateField(_("계산일"))
    state = models.CharField(_("상태"), max_length=10, choices=FindingState.choices, default=FindingState.PROPOSED)
    decided_on = models.DateField(_("결정일"), null=True, blank=True)
    reason = models.CharField(_("결정 이유"), max_length=300, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("근거")
        ordering = ["-year", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "year", "kind", "subject"], name="evidence_finding_stands_once"
            ),
        ]

    class Privacy:
        inside = (
            "id",
            "district",
            "year",
            "kind",
            "subject",
            "subject_label",
            "figures",
            "definition_version",
            "computed_on",
            "state",
            "decided_on",
            "reason",
        )

    class Access:
        read = Permission.EVIDENCE_READ
        district = ("district",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.subject_label}"
