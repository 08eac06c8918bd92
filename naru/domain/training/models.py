"""Programmes with sessions, who takes part, hours done, the budget lines that pay; licences and units of a learner."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, Organisation
from naru.domain.budget.models import Line
from naru.domain.competency.models import Unit
from naru.domain.people.models import Learner
from naru.domain.training.enums import EnrolmentState, ProgrammeKind


class Programme(models.Model):
    """A training programme; sign-up is open from `opens_on` to `closes_on`, both days included."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구"))
    code = models.CharField(_("과정 코드"), max_length=40)
    name = models.CharField(_("과정 이름"), max_length=160)
    kind = models.CharField(_("종류"), max_length=10, choices=ProgrammeKind.choices)
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("운영 기관"))
    year = models.PositiveSmallIntegerField(_("사업연도"))
    capacity = models.PositiveIntegerField(_("정원"))
    hours = models.PositiveSmallIntegerField(_("시간"))
    opens_on = models.DateField(_("신청 시작"))
    closes_on = models.DateField(_("신청 마감"))
    starts = models.DateField(_("시작일"))
    ends = models.DateField(_("종료일"))
    lines = models.ManyToManyField(Line, through="Funding", related_name="+", verbose_name=_("예산항목"))
    source = models.CharField(_("출처"), max_length=200, blank=True)
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("교육과정 프로그램")
        ordering = ["-starts", "code"]
        constraints = [
            models.UniqueConstraint(fields=["district", "code"], name="training_programme_code_is_unique"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="training_programme_ends_after_start"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="training_programme_window_is_ordered"
            ),
        ]

    class Privacy:
        open = (
            "id",
            "district",
            "code",
            "name",
            "kind",
            "provider",
            "year",
            "capacity",
            "hours",
            "opens_on",
            "closes_on",
            "starts",
            "ends",
            "lines",
            "source",
            "is_example",
        )

    class Access:
        read = Permission.TRAINING_READ
        district = ("district",)
        organisation = ("provider",)
        shared = ("district",)

    def __str__(self) -> str:
        return self.name


class Funding(models.Model):
    """How much of a budget line pays for a programme; several lines may, each person counts once."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="fundings", verbose_name=_("과정"))
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+", verbose_name=_("예산항목"))
    amount = models.PositiveBigIntegerField(_("금액(원)"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("과정 재원")
        constraints = [
            models.UniqueConstraint(fields=["programme", "line"], name="training_funding_stands_once"),
        ]

    class Privacy:
        open = ("id", "programme", "line", "amount")

    class Access:
        read = Permission.BUDGET_READ
        district = ("programme__district",)

    def __str__(self) -> str:
        return f"{self.programme} ← {self.line}"


class Session(models.Model):
    """One meeting of a programme."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("과정"))
    on = models.DateField(_("날짜"))
    starts = models.TimeField(_("시작 시각"))
    ends = models.TimeField(_("끝 시각"))
    place = models.CharField(_("장소"), max_length=160, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("차시")
        ordering = ["on", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "on", "starts"], name="training_session_stands_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="training_session_ends_after_start"),
        ]

    class Privacy:
        open = ("id", "programme", "on", "starts", "ends", "place")

    class Access:
        read = Permission.TRAINING_READ
        district = ("programme__district",)
        organisation = ("programme__provider",)
        shared = ("programme__district",)

    def __str__(self) -> str:
        return f"{self.programme} {self.on}"


class Enrolment(models.Model):
    """A learner's place in a programme: taken or waiting by order of sign-up, then completed by hours."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("과정")
    )
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+", verbose_name=_("학생"))
    state = models.CharField(_("상태"), max_length=10, choices=EnrolmentState.choices)
    signed_up_at = models.DateTimeField(_("신청 시각"))
    hours_done = models.DecimalField(_("이수 시간"), max_digits=6, decimal_places=1, default=0)
    completed_on = models.DateField(_("수료일"), null=True, blank=True)
    evidence = models.CharField(_("증빙"), max_length=200, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("과정 참여")
        ordering = ["programme", "signed_up_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "learner"], name="training_enrolment_stands_once"),
            models.CheckConstraint(
                condition=~Q(state=EnrolmentState.COMPLETED)
                | (Q(completed_on__isnull=False) & ~Q(evidence="") & Q(hours_done__gt=0)),
                name="training_enrolment_completion_has_hours_and_evidence",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "state"], name="training_enrolment_state"),
            models.Index(fields=["state", "programme"], name="training_enrolment_waiting"),
            models.Index(fields=["signed_up_at", "id"], name="training_enrolment_list"),
            models.Index(F("completed_on").desc(), F("id").asc(), name="training_enrolment_completed"),
        ]

    class Privacy:
        person = "learner"
        inside = ("id", "programme", "state", "signed_up_at", "hours_done", "completed_on", "evidence")
        personal = ("learner",)

    class Access:
        read = Permission.TRAINING_READ
        district = ("programme__district",)
        organisation = ("programme__provider", "learner__school")
        person = ("learner__user", "learner__guardians__user")

    def __str__(self) -> str:
        return f"{self.learner} · {self.programme}"


class Attainment(models.Model):
    """A licence that a learner holds, or a unit of competency that they reached, as the school saw it proved.

    `name`: the licence's name, or the unit's code.
    """

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+", verbose_name=_("학생"))
    name = models.CharField(_("자격 이름"), max_length=80)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("능력단위")
    )
    reached_on = models.DateField(_("딴 날·이룬 날"))
    evidence = models.CharField(_("증빙"), max_length=200)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("갖춘 것")
        ordering = ["learner", "name"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "name"], name="training_attainment_stands_once"),
            models.CheckConstraint(condition=~Q(name=""), name="training_attainment_has_a_name"),
        ]

    class Privacy:
        person = "learner"
        deleted_with_person = True
        inside = ("id", "reached_on")
        personal = ("learner", "name", "unit", "evidence")

    class Access:
        read = Permission.PEOPLE_READ
        member = ("learner__school",)
        organisation = ("learner__school",)
        person = ("learner__user", "learner__guardians__user")

    def __str__(self) -> str:
        return f"{self.unit}" if self.unit else self.name
