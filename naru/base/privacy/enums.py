"""Choices of consent, links, destruction and requests."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a consent is for; each is asked for by itself (개인정보 보호법 제22조 제1항)."""

    FIRM = "firm", _("지원한 기업에 자료를 보임")
    CONTACT = "contact", _("졸업한 뒤 취업 상태를 물음")
    PROMOTION = "promotion", _("이름과 사진을 홍보에 씀")
    HEALTH = "health", _("건강에 관한 배려")
    PRACTICUM = "practicum", _("현장실습과 취업에 대한 보호자 동의")


class Giver(models.TextChoices):
    SELF = "self", _("본인")
    GUARDIAN = "guardian", _("보호자")


class How(models.TextChoices):
    PAGE = "page", _("화면에서")
    LINK = "link", _("링크에서")
    PAPER = "paper", _("서면으로")


class ConsentEnd(models.TextChoices):
    WITHDRAWN = "withdrawn", _("철회")
    REPLACED = "replaced", _("새 동의로 바뀜")
    ERASED = "erased", _("자료 파기")


class RequestState(models.TextChoices):
    ASKED = "asked", _("요청함")
    AGREED = "agreed", _("동의함")
    REFUSED = "refused", _("동의하지 않음")
    TAKEN_BACK = "taken_back", _("요청을 거둠")


class LinkPurpose(models.TextChoices):
    GUARDIAN_CONSENT = "guardian_consent", _("보호자 동의")
    DEMAND_SURVEY = "demand_survey", _("수요조사 답")
    DEMAND_REVISION = "demand_revision", _("수요조사 답 고치기")


class LinkState(models.TextChoices):
    OPEN = "open", _("쓸 수 있음")
    USED = "used", _("이미 씀")
    EXPIRED = "expired", _("기한이 지남")
    REVOKED = "revoked", _("거둠")
    LOCKED = "locked", _("확인에 여러 번 실패해 잠김")


class CorrectionState(models.TextChoices):
    ASKED = "asked", _("요청함")
    CORRECTED = "corrected", _("고침")
    REFUSED = "refused", _("고치지 않음")


class DestructionState(models.TextChoices):
    LISTED = "listed", _("파기 대상 확인")
    DONE = "done", _("파기함")
    DROPPED = "dropped", _("파기하지 않음")
