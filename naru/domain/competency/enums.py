"""Choices of the room competency: code in English, label in Korean (English in the catalogue)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FrameworkKind(models.TextChoices):
    NCS = "ncs", _("국가직무능력표준")
    LOCAL = "local", _("지역 표준")
    FOREIGN = "foreign", _("외부 표준")
    SAMPLE = "sample", _("예시 표준")


class UnitState(models.TextChoices):
    PROPOSED = "proposed", _("제안됨")
    CONFIRMED = "confirmed", _("확인됨")
    REJECTED = "rejected", _("쓰지 않음")


class CodeTable(models.TextChoices):
    KSCO = "ksco", _("한국표준직업분류")
    KSIC = "ksic", _("한국표준산업분류")
    LICENCE = "licence", _("국가자격")


class SuccessionKind(models.TextChoices):
    ONE = "one", _("하나가 하나로")
    RENAMED = "renamed", _("같은 코드, 다른 이름")
    SPLIT = "split", _("여럿으로 나뉨")
    MERGED = "merged", _("하나로 합쳐짐")
    GONE = "gone", _("새 판에 없음")


class SuccessionState(models.TextChoices):
    FOLLOWED = "followed", _("저절로 이어짐")
    WAITING = "waiting", _("사람이 볼 것")
    SETTLED = "settled", _("사람이 정함")


class AlignmentKind(models.TextChoices):
    EXACT = "exact", _("같음")
    PART = "part", _("일부")
    REPLACED = "replaced", _("대체됨")


class AlignmentState(models.TextChoices):
    PROPOSED = "proposed", _("제안됨")
    CONFIRMED = "confirmed", _("확인됨")
    REJECTED = "rejected", _("아님")


class TextKind(models.TextChoices):
    DUTY = "duty", _("직무 설명")
    POSTING = "posting", _("채용공고")
    COURSE = "course", _("과목 설명")


class Verdict(models.TextChoices):
    WAITING = "", _("판단 전")
    YES = "yes", _("맞음")
    NO = "no", _("아님")
