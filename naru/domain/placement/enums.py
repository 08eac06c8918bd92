"""Choices of the room placement: code in English, label in Korean (English in the catalogue)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OpeningState(models.TextChoices):
    DRAFT = "draft", _("작성 중")
    OPEN = "open", _("모집 중")
    CLOSED = "closed", _("마감")
    FILLED = "filled", _("충원")


class ApplicationState(models.TextChoices):
    APPLIED = "applied", _("지원")
    OFFERED = "offered", _("채용 제안")
    ACCEPTED = "accepted", _("수락")
    DECLINED = "declined", _("거절")
    REFUSED = "refused", _("불합격")
    WITHDRAWN = "withdrawn", _("지원 취소")
    OBSOLETE = "obsolete", _("다른 곳 채용으로 종료")


class EndReason(models.TextChoices):
    RESIGNED = "resigned", _("본인 사정 퇴사")
    STUDY = "study", _("진학")
    MILITARY = "military", _("입대")
    CONTRACT_END = "contract_end", _("계약 만료")
    DISMISSED = "dismissed", _("권고사직·해고")
    CLOSURE = "closure", _("폐업·사업 축소")
    OTHER = "other", _("기타")


class RefusalReason(models.TextChoices):
    CRITERIA = "criteria", _("선발 기준 미달")
    FILLED = "filled", _("모집 인원 충족")
    LICENCE = "licence", _("필요 자격 미보유")
    CANCELLED = "cancelled", _("채용 계획 취소")
    NO_SHOW = "no_show", _("면접 불참")
    OTHER = "other", _("기타")
