"""Choices of the room training: code in English, label in Korean (English in the catalogue)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProgrammeKind(models.TextChoices):
    INDUSTRY = "industry", _("산업체 연계 교육")
    CAMP = "camp", _("방학 집중과정")
    PRACTICUM = "practicum", _("현장실습")
    TEACHER = "teacher", _("교원 연수")
    CREDIT = "credit", _("대학 연계 과정")


class EnrolmentState(models.TextChoices):
    ENROLLED = "enrolled", _("참여 확정")
    WAITING = "waiting", _("대기")
    COMPLETED = "completed", _("수료")
    INCOMPLETE = "incomplete", _("미수료")
    WITHDRAWN = "withdrawn", _("취소")
