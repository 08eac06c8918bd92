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


class Shift(models.TextChoices):
    """How a job's hours lie; all but DAY and TWO include hours of the night."""

    DAY = "day", _("주간")
    TWO = "two", _("2교대")
    THREE = "three", _("3교대")
    FOUR = "four", _("4조 교대")
    NIGHT = "night", _("야간")


class SurveyState(models.TextChoices):
    OPEN = "open", _("답을 받는 중")
    CLOSED = "closed", _("마감")


class AskState(models.TextChoices):
    ASKED = "asked", _("답을 기다림")
    ANSWERED = "answered", _("답함")
