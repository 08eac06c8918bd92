"""Choices of the room partners: code in English, label in Korean (English in the catalogue)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementKind(models.TextChoices):
    EMPLOYMENT = "employment", _("채용 협약")
    PRACTICUM = "practicum", _("현장실습 협약")
    CURRICULUM = "curriculum", _("교육과정 협약")
    CREDIT = "credit", _("학점 연계 협약")
    GENERAL = "general", _("포괄 협약")


class AgreementState(models.TextChoices):
    DRAFT = "draft", _("작성 중")
    SIGNING = "signing", _("서명 중")
    ACTIVE = "active", _("발효")
    ENDED = "ended", _("종료")
    CANCELLED = "cancelled", _("해지")


class PledgeKind(models.TextChoices):
    HIRES = "hires", _("채용 인원")
    PRACTICUM_SEATS = "practicum_seats", _("현장실습 자리")
    TRAINING_SEATS = "training_seats", _("교육 자리")
    CREDIT_COURSES = "credit_courses", _("학점 과목")
