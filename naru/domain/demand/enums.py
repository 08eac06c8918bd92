"""Choices of the room demand: code in English, label in Korean (English in the catalogue)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Confidence(models.TextChoices):
    IDEA = "idea", _("구상")
    PLANNED = "planned", _("계획")
    BUDGETED = "budgeted", _("예산 반영")
    CONTRACTED = "contracted", _("계약·확정")


class NeedSource(models.TextChoices):
    SURVEY = "survey", _("수요조사")
    AGREEMENT = "agreement", _("협약")
    POSTING = "posting", _("채용공고")
    INTERVIEW = "interview", _("면담")
    STATISTIC = "statistic", _("공공통계")


class SignalKind(models.TextChoices):
    ACCURACY = "accuracy", _("수요 대비 채용")
    UNFILLED = "unfilled", _("미충원")
    SURPLUS = "surplus", _("초과 공급")
