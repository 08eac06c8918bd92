"""A round: its openings and criteria, the learners' wishes, the firms' assessments, the pairs that the centre bars."""

from collections.abc import Callable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.base.privacy import consent
from naru.base.privacy.enums import Purpose
from naru.domain.people.models import Learner
from naru.domain.placement.enums import ListState, Method, RoundState, Unacceptable
from naru.domain.placement.models.openings import Opening


class Round(models.Model):
    """Wishes and rankings of a district, matched once for all its openings; `run` is the calculation that stands."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구"))
    code = models.CharField(_("회차 코드"), max_length=40)
    title = models.CharField(_("회차 이름"), max_length=120)
    year = models.PositiveSmallIntegerField(_("사업연도"))
    previous = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="following", verbose_name=_("앞 회차")
    )
    state = models.CharField(_("상태"), max_length=10, choices=RoundState.choices, default=RoundState.ANNOUNCED)
    wishes_from = models.DateField(_("희망 받기 시작"))
    wishes_until = models.DateField(_("희망 마감"))
    ranks_until = models.DateField(_("기업 심사 마감"))
    answer_by = models.DateField(_("제안 답변 기한"))
    method = models.CharField(_("계산 방법"), max_length=8, choices=Method.choices, default=Method.STUDENT)
    seed = models.PositiveBigIntegerField(_("추첨 씨앗"))
    most_wishes = models.PositiveSmallIntegerField(_("희망 최대 개수"), default=10)
    is_blind = models.BooleanField(_("첫 심사는 이름을 가림"), default=False)
    shows_refusals = models.BooleanField(_("받지 않은 까닭을 학생에게 보임"), default=True)
    frozen_at = models.DateTimeField(_("확정 입력 시각"), null=True, blank=True)
    run = models.ForeignKey(
        "placement.MatchRun", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("계산")
    )
    confirmed_by_id = models.BigIntegerField(_("확정한 사람"), null=True, blank=True)
    confirmed_by = models.CharField(_("확정한 사람 이름"), max_length=120, blank=True)
    confirmed_at = models.DateTimeField(_("확정한 때"), null=True, blank=True)
    why = models.CharField(_("확정한 까닭"), max_length=300, blank=True)
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("매칭 회차")
        ordering = ["-wishes_from", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["district", "code"], name="placement_round_code_is_unique"),
            models.CheckConstraint(
                condition=Q(wishes_from__lte=F("wishes_until"))
                & Q(wishes_until__lt=F("ranks_until"))
                & Q(ranks_until__lt=F("answer_by")),
                name="placement_round_days_are_in_order",
            ),
            models.CheckConstraint(condition=Q(most_wishes__gt=0), name="placement_round_takes_a_wish"),
        ]

    class Privacy:
        open = (
            *("id", "district", "code", "title", "year", "previous", "state", "wishes_from", "wishes_until"),
            *("ranks_until", "answer_by", "method", "seed", "most_wishes", "is_blind", "shows_refusals", "is_example"),
        )
        inside = ("frozen_at", "run", "confirmed_by_id", "confirmed_at", "why")
        personal = ("confirmed_by",)

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("district",)
        shared = ("district",)

    def __str__(self) -> str:
        return self.title


class RoundOpening(models.Model):
    """An opening in a round; `seats` are those that were free when the round was frozen.

    `reserved`: reserve (id, as text) → the reserved seats that were still free then.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="places", verbose_name=_("매칭 회차"))
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="+", verbose_name=_("채용공고"))
    seats = models.PositiveSmallIntegerField(_("이 회차의 자리"), null=True, blank=True)
    reserved = models.JSONField(_("이 회차의 우선배정석"), default=dict)
    criteria_on = models.DateField(_("기준 밝힌 날"), null=True, blank=True)
    revealed_on = models.DateField(_("이름을 연 날"), null=True, blank=True)
    ranked_on = models.DateField(_("심사를 낸 날"), null=True, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("회차의 공고")
        ordering = ["opening__firm__name", "opening__code"]
        constraints = [
            models.UniqueConstraint(fields=["round", "opening"], name="placement_roundopening_stands_once"),
        ]

    class Privacy:
        open = ("id", "round", "opening", "seats", "reserved", "criteria_on", "revealed_on", "ranked_on")

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("round__district",)
        organisation = ("opening__firm",)
        shared = ("round__district",)

    def __str__(self) -> str:
        return f"{self.opening}"


class Criterion(models.Model):
    """What a firm looks at, with its weight in percent; stated before it sees anybody."""

    place = models.ForeignKey(RoundOpening, on_delete=models.CASCADE, related_name="criteria", verbose_name=_("공고"))
    number = models.PositiveSmallIntegerField(_("번호"))
    name = models.CharField(_("기준"), max_length=80)
    weight = models.PositiveSmallIntegerField(_("비중(%)"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("선발 기준")
        ordering = ["place", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="placement_criterion_stands_once"),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=100), name="placement_criterion_weight_is_a_share"
            ),
        ]

    class Privacy:
        open = ("id", "place", "number", "name", "weight")

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("place__round__district",)
        organisation = ("place__opening__firm",)
        shared = ("place__round__district",)

    def __str__(self) -> str:
        return f"{self.name} {self.weight} %"


class WishList(models.Model):
    """A learner's wishes in a round: a draft until sent, and taken back at any time."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="lists", verbose_name=_("매칭 회차"))
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+", verbose_name=_("학생"))
    state = models.CharField(_("상태"), max_length=9, choices=ListState.choices, default=ListState.DRAFT)
    saved_at = models.DateTimeField(_("저장한 때"))
    submitted_on = models.DateField(_("낸 날"), null=True, blank=True)
    withdrawn_on = models.DateField(_("거둔 날"), null=True, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("희망 목록")
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "learner"], name="placement_wishlist_stands_once"),
        ]

    class Privacy:
        person = "learner"
        inside = ("id", "round", "state", "saved_at", "submitted_on", "withdrawn_on")
        personal = ("learner",)

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("round__district",)
        organisation = ("learner__school",)
        person = ("learner__user", "learner__guardians__user")

    def __str__(self) -> str:
        return f"{self.learner} · {self.round}"


class Wish(models.Model):
    """One opening in a learner's list; 1 is the first. No firm ever reads the rank."""

    list = models.ForeignKey(WishList, on_delete=models.CASCADE, related_name="wishes", verbose_name=_("희망 목록"))
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+", verbose_name=_("학생"))
    place = models.ForeignKey(RoundOpening, on_delete=models.PROTECT, related_name="wishes", verbose_name=_("공고"))
    rank = models.PositiveSmallIntegerField(_("희망 순위"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("희망")
        ordering = ["list", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["list", "place"], name="placement_wish_stands_once"),
            models.UniqueConstraint(fields=["list", "rank"], name="placement_wish_rank_is_given_once"),
        ]

    class Privacy:
        person = "learner"
        inside = ("id", "list", "place")
        personal = ("learner", "rank")

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("list__round__district",)
        organisation = ("learner__school",)
        person = ("learner__user", "learner__guardians__user")

    def __str__(self) -> str:
        return f"{self.rank}. {self.place}"


class Advice(models.Model):
    """What a teacher tells a learner about the wishes; the learner reads it."""

    list = models.ForeignKey(WishList, on_delete=models.CASCADE, related_name="advice", verbose_name=_("희망 목록"))
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+", verbose_name=_("학생"))
    words = models.CharField(_("조언"), max_length=500)
    said_on = models.DateField(_("조언한 날"))
    by_id = models.BigIntegerField(_("조언한 계정"))
    by_name = models.CharField(_("조언한 사람"), max_length=120)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("희망 조언")
        ordering = ["list", "-pk"]

    class Privacy:
        person = "learner"
        deleted_with_person = True
        inside = ("id", "list", "said_on", "by_id")
        personal = ("learner", "words", "by_name")

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("list__round__district",)
        organisation = ("learner__school",)
        person = ("learner__user", "learner__guardians__user")

    def __str__(self) -> str:
        return f"{self.by_name} {self.said_on}"


def agreed(firm: str = "place__opening__firm", district: str = "place__round__district") -> Q:
    """Rows whose learner agrees that this firm sees the file, a guardian too where a rule asks it."""
    return consent.condition(
        Purpose.FIRM,
        kind=Learner._meta.label_lower,
        person="learner",
        recipient=firm,
        district=district,
        birth="learner__birth_date",
    )


class Assessment(models.Model):
    """What a firm thinks of one applicant: 0 to 10 points by criterion, or a coded reason not to take them."""

    place = models.ForeignKey(
        RoundOpening, on_delete=models.CASCADE, related_name="assessments", verbose_name=_("공고")
    )
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+", verbose_name=_("학생"))
    points = models.JSONField(_("기준별 점수"), default=dict)
    total = models.PositiveIntegerField(_("가중 합계"), default=0)
    unacceptable = models.CharField(_("받지 않는 까닭"), max_length=10, choices=Unacceptable.choices, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("지원자 심사")
        ordering = ["place", "-total", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "learner"], name="placement_assessment_stands_once"),
        ]

    class Privacy:
        person = "learner"
        deleted_with_person = True
        inside = ("id", "place")
        personal = ("learner", "points", "total", "unacceptable")

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("place__round__district",)
        organisation_if: ClassVar[dict[str, Callable[[], Q]]] = {"place__opening__firm": agreed}

    def __str__(self) -> str:
        return f"{self.learner} · {self.place}"


class Bar(models.Model):
    """A pair that the centre does not let be matched, with the reason that the learner reads."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="bars", verbose_name=_("매칭 회차"))
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+", verbose_name=_("학생"))
    place = models.ForeignKey(RoundOpening, on_delete=models.PROTECT, related_name="+", verbose_name=_("공고"))
    reason = models.CharField(_("까닭"), max_length=300)
    made_at = models.DateTimeField(_("정한 때"))
    by_id = models.BigIntegerField(_("정한 계정"))
    by_name = models.CharField(_("정한 사람"), max_length=120)
    lifted_at = models.DateTimeField(_("푼 때"), null=True, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("제외한 짝")
        ordering = ["round", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "learner"], condition=Q(lifted_at__isnull=True), name="placement_bar_stands_once"
            ),
        ]

    class Privacy:
        person = "learner"
        deleted_with_person = True
        inside = ("id", "round", "place", "made_at", "by_id", "lifted_at")
        personal = ("learner", "reason", "by_name")

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("round__district",)
        organisation = ("learner__school",)

    def __str__(self) -> str:
        return f"{self.learner} · {self.place}"
