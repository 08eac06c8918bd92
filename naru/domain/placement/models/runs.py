"""The frozen question of a round, every calculation on it, and what each proposes and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.roles import Permission
from naru.base.jobs.models import Run
from naru.domain.people.models import Learner
from naru.domain.placement.enums import Exclusion, Left, Method, Reason, Unacceptable
from naru.domain.placement.models.openings import Reserve
from naru.domain.placement.models.rounds import Round, RoundOpening


class Pair(models.Model):
    """A wish as it was frozen: the learner's rank, the firm's rank (0: not taken) and the rule that excludes the pair."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="pairs", verbose_name=_("매칭 회차"))
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+", verbose_name=_("학생"))
    place = models.ForeignKey(RoundOpening, on_delete=models.PROTECT, related_name="pairs", verbose_name=_("공고"))
    choice_rank = models.PositiveSmallIntegerField(_("희망 순위"))
    priority_rank = models.PositiveIntegerField(_("기업 순위"), default=0)
    exclusion = models.PositiveSmallIntegerField(_("제외 규칙"), choices=Exclusion.choices, default=Exclusion.NONE)
    reserve = models.ForeignKey(
        Reserve, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("우선배정석")
    )
    lacking = models.CharField(_("갖추지 못한 것"), max_length=200, blank=True)
    unacceptable = models.CharField(_("받지 않는 까닭"), max_length=10, choices=Unacceptable.choices, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("확정 입력")
        ordering = ["round", "learner", "choice_rank"]
        constraints = [
            models.UniqueConstraint(fields=["round", "learner", "place"], name="placement_pair_stands_once"),
        ]

    class Privacy:
        person = "learner"
        inside = ("id", "round", "place")
        personal = ("learner", "choice_rank", "priority_rank", "exclusion", "reserve", "lacking", "unacceptable")

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("round__district",)

    def __str__(self) -> str:
        return f"{self.learner} · {self.place}"


class MatchRun(models.Model):
    """One calculation: method, seed and engine, digest of its input, and what the independent check found."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="runs", verbose_name=_("매칭 회차"))
    number = models.PositiveSmallIntegerField(_("번호"))
    method = models.CharField(_("계산 방법"), max_length=8, choices=Method.choices)
    seed = models.PositiveBigIntegerField(_("추첨 씨앗"))
    work = models.ForeignKey(Run, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(_("요청 시각"))
    asked_by_id = models.BigIntegerField(_("요청한 계정"))
    asked_by = models.CharField(_("요청한 사람"), max_length=120)
    made_at = models.DateTimeField(_("계산한 때"), null=True, blank=True)
    engine = models.CharField(_("계산기 해시"), max_length=64, blank=True)
    input_digest = models.CharField(_("입력 해시"), max_length=64, blank=True)
    learners = models.PositiveIntegerField(_("학생 수"), default=0)
    matched = models.PositiveIntegerField(_("배정"), default=0)
    unmatched = models.PositiveIntegerField(_("미배정"), default=0)
    seats_left = models.PositiveIntegerField(_("남은 자리"), default=0)
    blocking = models.PositiveIntegerField(_("막는 짝"), default=0)
    is_optimal = models.BooleanField(_("최적 증명"), default=False)
    ranks = models.JSONField(_("몇 순위를 얻었나"), default=dict)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("매칭 계산")
        ordering = ["round", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="placement_matchrun_number_is_unique"),
        ]

    class Privacy:
        inside = (
            *("id", "round", "number", "method", "seed", "work", "asked_at", "asked_by_id", "made_at", "engine"),
            *("input_digest", "learners", "matched", "unmatched", "seats_left", "blocking", "is_optimal", "ranks"),
        )
        personal = ("asked_by",)

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("round__district",)

    def __str__(self) -> str:
        return f"{self.round} #{self.number}"


class Proposal(models.Model):
    """What a calculation gives one learner; no place is an answer too."""

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="proposals", verbose_name=_("매칭 계산"))
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+", verbose_name=_("학생"))
    place = models.ForeignKey(
        RoundOpening, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("공고")
    )
    choice_rank = models.PositiveSmallIntegerField(_("희망 순위"), default=0)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("배정안")
        ordering = ["run", "learner"]
        constraints = [
            models.UniqueConstraint(fields=["run", "learner"], name="placement_proposal_stands_once"),
        ]

    class Privacy:
        person = "learner"
        inside = ("id", "run")
        personal = ("learner", "place", "choice_rank")

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("run__round__district",)

    def __str__(self) -> str:
        return f"{self.learner} · {self.place}"


class Unreached(models.Model):
    """Why a wish above the one that was reached was not reached; it counts others, and names nobody."""

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="unreached", verbose_name=_("매칭 계산"))
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+", verbose_name=_("학생"))
    place = models.ForeignKey(RoundOpening, on_delete=models.PROTECT, related_name="+", verbose_name=_("공고"))
    choice_rank = models.PositiveSmallIntegerField(_("희망 순위"))
    priority_rank = models.PositiveIntegerField(_("기업 순위"), default=0)
    reason = models.PositiveSmallIntegerField(_("까닭"), choices=Reason.choices)
    exclusion = models.PositiveSmallIntegerField(_("제외 규칙"), choices=Exclusion.choices, default=Exclusion.NONE)
    unacceptable = models.CharField(_("받지 않는 까닭"), max_length=10, choices=Unacceptable.choices, blank=True)
    words = models.CharField(_("지원센터의 까닭이나 갖추지 못한 것"), max_length=300, blank=True)
    above = models.PositiveIntegerField(_("앞선 사람"), default=0)
    equal = models.PositiveIntegerField(_("같은 순위"), default=0)
    last = models.PositiveIntegerField(_("마지막 순위"), default=0)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("이르지 못한 희망")
        ordering = ["run", "learner", "choice_rank"]
        constraints = [
            models.UniqueConstraint(fields=["run", "learner", "place"], name="placement_unreached_stands_once"),
        ]

    class Privacy:
        person = "learner"
        inside = ("id", "run", "place")
        personal = (
            *("learner", "choice_rank", "priority_rank", "reason", "exclusion", "unacceptable", "words"),
            *("above", "equal", "last"),
        )

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("run__round__district",)

    def __str__(self) -> str:
        return f"{self.learner} · {self.place}"


class SeatResult(models.Model):
    """What a calculation leaves of one opening's seats, and why.

    `reserves`: for each reserve its id, its seats, how many of its group sit here and the last rank of them; a last
    entry with id 0 is everybody else.
    """

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="seats", verbose_name=_("매칭 계산"))
    place = models.ForeignKey(RoundOpening, on_delete=models.PROTECT, related_name="+", verbose_name=_("공고"))
    seats = models.PositiveSmallIntegerField(_("자리"))
    filled = models.PositiveSmallIntegerField(_("배정"))
    left = models.PositiveSmallIntegerField(_("남은 까닭"), choices=Left.choices)
    last = models.PositiveIntegerField(_("마지막 순위"), default=0)
    reserves = models.JSONField(_("우선배정석의 결과"), default=list)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("공고의 배정 결과")
        ordering = ["run", "place"]
        constraints = [
            models.UniqueConstraint(fields=["run", "place"], name="placement_seatresult_stands_once"),
        ]

    class Privacy:
        inside = ("id", "run", "place", "seats", "filled", "left", "last", "reserves")

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("run__round__district",)
        organisation = ("place__opening__firm",)

    def __str__(self) -> str:
        return f"{self.place} {self.filled}/{self.seats}"
