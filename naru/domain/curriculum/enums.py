"""Choices of the room curriculum: code in English, label in Korean (English in the catalogue)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DepartmentState(models.TextChoices):
    PLANNED = "planned", _("준비 중")
    OPEN = "open", _("운영 중")
    CLOSING = "closing", _("폐과 진행")
    CLOSED = "closed", _("폐과")


class CourseKind(models.TextChoices):
    GENERAL = "general", _("보통교과")
    VOCATIONAL = "vocational", _("전문교과")
    LOCAL = "local", _("지역 과목")
    JOINT = "joint", _("대학 연계 과목")
