"""Choices of the district: code in English, label in Korean (English in the catalogue)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DistrictKind(models.TextChoices):
    WIDE = "wide", _("광역지구")
    BASIC = "basic", _("기초지구")


class OrganisationKind(models.TextChoices):
    SCHOOL = "school", _("학교")
    FIRM = "firm", _("기업")
    UNIVERSITY = "university", _("대학")
    PUBLIC = "public", _("공공기관")
