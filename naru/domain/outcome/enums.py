"""Choices of the room outcome: code in English, label in Korean (English in the catalogue)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    EMPLOYED = "employed", _("취업")
    STUDY = "study", _("진학")
    MILITARY = "military", _("입대")
    EXCLUDED = "excluded", _("제외인정")
    UNEMPLOYED = "unemployed", _("미취업")
    UNKNOWN = "unknown", _("미상")


class ObservationSource(models.TextChoices):
    KEDI = "kedi", _("졸업자 취업통계조사")
    INSURANCE = "insurance", _("보험 자격 확인")
    SURVEY = "survey", _("본인 응답")
    SCHOOL = "school", _("학교 확인")
    EXAMPLE = "example", _("예시 생성")
