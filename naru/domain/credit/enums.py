"""Choices of the room credit: code in English, label in Korean (English in the catalogue)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    OTHER_INSTITUTION = "other_institution", _("다른 학교·학점은행 학점")
    JOINT_COURSE = "joint_course", _("고교·대학 연계 과목")
    INDUSTRY_WORK = "industry_work", _("산업체 학습·근무")


class AwardState(models.TextChoices):
    REGISTERED = "registered", _("수강 중")
    COMPLETED = "completed", _("이수")
    AWARDED = "awarded", _("학점 인정")
    REFUSED = "refused", _("불인정")
