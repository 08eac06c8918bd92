"""Roles, as a person holds them in an organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("지구 코디네이터")
    READER = "reader", _("지구 열람자")
    SCHOOL_LEAD = "school_lead", _("학교 책임자")
    TEACHER = "teacher", _("직업계고 교사")
    STUDENT = "student", _("학생·졸업생")
    GUARDIAN = "guardian", _("보호자")
    FIRM_HR = "firm_hr", _("기업 인사담당자")
    TRAINER = "trainer", _("기업현장교사")
    UNIVERSITY = "university", _("대학 담당자")
    OFFICE = "office", _("교육청")
    CITY = "city", _("시청")
    MINISTRY = "ministry", _("교육부")
    AUDITOR = "auditor", _("감사자")
    DPO = "dpo", _("개인정보 보호책임자")
    ADMIN = "admin", _("설치 관리자")


class Scope(models.TextChoices):
    """How far a role reaches."""

    DISTRICT = "district", _("지구 전체")
    ORGANISATION = "organisation", _("소속 기관")
    SELF = "self", _("본인")
    INSTALLATION = "installation", _("설치 전체")
