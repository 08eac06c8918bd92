"""University credit: registered, completed, then awarded by a university's decision."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, Organisation
from naru.domain.credit.enums import AwardState, Basis
from naru.domain.people.models import Learner


class Award(models.Model):
    """One course or piece of work that a university may credit to a learner."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구"))
    code = models.CharField(_("학점 코드"), max_length=40)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+", verbose_name=_("학생"))
    university = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("인정 대학")
    )
    basis = models.CharField(_("인정 근거"), max_length=20, choices=Basis.choices)
    course = models.CharField(_("과목·학습 이름"), max_length=160)
    hours = models.PositiveSmallIntegerField(_("시간"))
    credits = models.PositiveSmallIntegerField(_("학점"))
    state = models.CharField(_("상태"), max_length=10, choices=AwardState.choices, default=AwardState.REGISTERED)
    registered_on = models.DateField(_("등록일"))
    completed_on = models.DateField(_("이수일"), null=True, blank=True)
    decided_on = models.DateField(_("결정일"), null=True, blank=True)
    document = models.CharField(_("결정 문서"), max_length=200, blank=True)
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("학점 인정")
        ordering = ["-registered_on", "code"]
        indexes = [
            models.Index(F("registered_on").desc(), F("code").asc(), F("id").asc(), name="credit_award_list"),
            models.Index(fields=["state", "district"], name="credit_award_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["district", "code"], name="credit_award_code_is_unique"),
            models.CheckConstraint(
                condition=~Q(state=AwardState.AWARDED)
                | (Q(completed_on__isnull=False) & Q(decided_on__isnull=False) & ~Q(document="")),
                name="credit_award_only_after_completion_and_decision",
            ),
            models.CheckConstraint(condition=Q(credits__gt=0), name="credit_award_has_credits"),
        ]

    class Privacy:
        inside = (
            "id",
            "district",
            "code",
            "university",
            "basis",
            "course",
            "hours",
            "credits",
            "state",
            "registered_on",
            "completed_on",
            "decided_on",
            "document",
            "is_example",
        )
        personal = ("learner",)

    class Access:
        read = Permission.CREDIT_READ
        district = ("district",)
        organisation = ("university", "learner__school")
        person = ("learner__user", "learner__guardians__user")

    def __str__(self) -> str:
        return f"{self.learner} · {self.course}"
