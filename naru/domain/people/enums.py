"""Choices of the room people: code in English, label in Korean (English in the catalogue)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LearnerState(models.TextChoices):
    ENROLLED = "enrolled", _("재학")
    GRADUATED = "graduated", _("졸업")
    LEFT = "left", _("학업 중단")


class Sex(models.TextChoices):
    F = "f", _("여")
    M = "m", _("남")


class Duty(models.TextChoices):
    HR = "hr", _("인사담당자")
    TRAINER = "trainer", _("기업현장교사")
    LEAD = "lead", _("대표")
