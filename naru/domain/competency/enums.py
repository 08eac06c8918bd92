"""Choices of the room competency: code in English, label in Korean (English in the catalogue)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FrameworkKind(models.TextChoices):
    NCS = "ncs", _("국가직무능력표준")
    LOCAL = "local", _("지역 표준")
    SAMPLE = "sample", _("예시 표준")
