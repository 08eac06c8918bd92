"""Choices of the room evidence: code in English, label in Korean (English in the catalogue)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FindingKind(models.TextChoices):
    SAID_HIRED = "said_hired", _("수요 대비 채용")
    PLEDGED_KEPT = "pledged_kept", _("약속 대비 이행")
    COST_OUTCOME = "cost_outcome", _("성과당 비용")
    NARROWEST = "narrowest", _("가장 좁은 곳")


class FindingState(models.TextChoices):
    PROPOSED = "proposed", _("제안")
    CONFIRMED = "confirmed", _("확정")
    DISMISSED = "dismissed", _("기각")
