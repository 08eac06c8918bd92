"""Findings: what a year of the cycle taught, confirmed by a person; and numbers of it frozen to be cited."""

import secrets
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.models import User
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


def new_key() -> str:
    """Ten signs that are easy to read out and hard to guess; what it opens is asked of whoever comes."""
    return "".join(secrets.choice("23456789abcdefghjkmnpqrstuvwxyz") for _each in range(10))


class Citation(models.Model):
    """A number as it was on a day, kept for good under an address of its own; never changed once made."""

    key = models.CharField(_("인용 번호"), max_length=10, unique=True, default=new_key)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구"))
    year = models.PositiveSmallIntegerField(_("사업연도"))
    measure = models.CharField(_("지표"), max_length=60)
    as_of = models.DateField(_("기준일"))
    content = models.JSONField(_("내용"))
    digest = models.CharField(_("지문"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("만든 시각"), auto_now_add=True)
    made_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("만든 사람")
    )

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("인용")
        ordering = ["-made_at", "-pk"]

    class Privacy:
        inside = ("id", "key", "district", "year", "measure", "as_of", "content", "digest", "made_at")
        personal = ("made_by",)

    class Access:
        read = Permission.CYCLE_READ
        district = ("district",)
        shared = ("district",)

    def __str__(self) -> str:
        return self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps a new citation; RuntimeError for one that already stands."""
        if not self._state.adding:
            raise RuntimeError("a citation is never changed")
        super().save(*args, **kwargs)
