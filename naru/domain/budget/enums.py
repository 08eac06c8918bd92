"""Choices of the room budget: code in English, label in Korean (English in the catalogue)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FundSource(models.TextChoices):
    SPECIAL_GRANT = "special_grant", _("특별교부금")
    MATCHING = "matching", _("대응투자")
    CITY = "city", _("시 예산")
    OFFICE = "office", _("교육청 예산")
    ZONE = "zone", _("교육발전특구")
    OTHER = "other", _("기타")


class TaskGroup(models.TextChoices):
    COOPERATION = "cooperation", _("협력 체계 구축")
    PATHWAY = "pathway", _("지역인재 성장경로 구축")
    FOUNDATION = "foundation", _("지속 혁신 기반 조성")


class Item(models.TextChoices):
    CURRICULUM = "curriculum", _("교육과정·교재 개발")
    OPERATION = "operation", _("프로그램 운영")
    INSTRUCTOR = "instructor", _("강사·멘토 수당")
    EQUIPMENT = "equipment", _("기자재")
    TEACHER_TRAINING = "teacher_training", _("교원 연수")
    FIRM_DISCOVERY = "firm_discovery", _("기업 발굴")
    ALLOWANCE = "allowance", _("학생 지원금")
    STAFF = "staff", _("지원센터 인건비")
    MEETING = "meeting", _("회의비")
    PROMOTION = "promotion", _("홍보비")
    EVALUATION = "evaluation", _("평가·성과관리")


class EntryKind(models.TextChoices):
    COMMIT = "commit", _("원인행위")
    SPEND = "spend", _("지출")
    RETURN = "return", _("반납")
