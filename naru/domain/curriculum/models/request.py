"""Reorganisation of departments (학과 개편): campaigns, requests, opinions, corrections, what really came."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, Organisation
from naru.domain.curriculum import enums
from naru.domain.curriculum.models.department import Department
from naru.domain.curriculum.models.study import Option
from naru.domain.demand.models import Need


class Campaign(models.Model):
    """A call for requests with the days of its stages; requests may be handed in from `opens_on` to `closes_on`."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="+", verbose_name=_("지구"))
    code = models.CharField(_("공모 코드"), max_length=40)
    name = models.CharField(_("공모 이름"), max_length=160)
    scope = models.CharField(_("주관"), max_length=8, choices=enums.CampaignScope.choices)
    intake_year = models.PositiveSmallIntegerField(_("개편 입학연도"))
    opens_on = models.DateField(_("제안 시작"))
    closes_on = models.DateField(_("제안 마감"))
    review_by = models.DateField(_("교육청 검토"))
    decide_by = models.DateField(_("선정"))
    source = models.CharField(_("출처"), max_length=200, blank=True)
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("학과 개편 공모")
        ordering = ["-opens_on", "code"]
        constraints = [
            models.UniqueConstraint(fields=["district", "code"], name="curriculum_campaign_code_is_unique"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on"))
                & Q(review_by__gte=F("closes_on"))
                & Q(decide_by__gte=F("review_by")),
                name="curriculum_campaign_days_are_in_order",
            ),
        ]

    class Privacy:
        open = (
            "id",
            "district",
            "code",
            "name",
            "scope",
            "intake_year",
            "opens_on",
            "closes_on",
            "review_by",
            "decide_by",
            "source",
            "is_example",
        )

    class Access:
        read = Permission.CURRICULUM_PLAN_READ
        district = ("district",)
        shared = ("district",)

    def __str__(self) -> str:
        return self.name


class Request(models.Model):
    """A school asks to open, close, resize, specialise or convert a department for an intake."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="requests", verbose_name=_("학과 개편 공모")
    )
    number = models.CharField(_("번호"), max_length=40)
    kind = models.CharField(_("종류"), max_length=10, choices=enums.RequestKind.choices)
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("학교"))
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="requests", verbose_name=_("학과")
    )
    new_name = models.CharField(_("새 학과 이름"), max_length=120, blank=True)
    classes_before = models.PositiveSmallIntegerField(_("지금 학급 수"), default=0)
    classes_after = models.PositiveSmallIntegerField(_("바뀔 학급 수"), default=0)
    class_size = models.PositiveSmallIntegerField(_("학급당 인원"), default=20)
    reasons = models.JSONField(_("까닭 코드"), default=list)
    story = models.TextField(_("설명"), max_length=2000, blank=True)
    works_cost = models.PositiveBigIntegerField(_("공사비(원)"), default=0)
    equipment_cost = models.PositiveBigIntegerField(_("기자재비(원)"), default=0)
    dormitory = models.PositiveSmallIntegerField(_("기숙사 인원"), default=0)
    firms = models.ManyToManyField(Organisation, related_name="+", blank=True, verbose_name=_("참여 기업"))
    needs = models.ManyToManyField(Need, related_name="+", blank=True, verbose_name=_("응답하는 수요"))
    option = models.ForeignKey(
        Option, null=True, blank=True, on_delete=models.SET_NULL, related_name="requests", verbose_name=_("출발한 대안")
    )
    forecast = models.JSONField(_("예상 효과"), default=dict)
    state = models.CharField(
        _("상태"), max_length=10, choices=enums.ReorganisationState.choices, default=enums.ReorganisationState.DRAFT
    )
    refusal = models.CharField(_("미선정 까닭"), max_length=12, choices=enums.Refusal.choices, blank=True)
    reason = models.CharField(_("결정 까닭"), max_length=300, blank=True)
    decided_on = models.DateField(_("결정일"), null=True, blank=True)
    entrants = models.PositiveSmallIntegerField(_("실제 신입생"), null=True, blank=True)
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("학과 개편 요청")
        ordering = ["-campaign__intake_year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="curriculum_request_number_is_unique"),
            models.UniqueConstraint(
                fields=["campaign", "department", "kind"],
                condition=Q(department__isnull=False) & ~Q(state__in=["withdrawn", "refused"]),
                name="curriculum_request_is_made_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal=""), name="curriculum_request_refusal_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["state", "school"], name="curriculum_request_state")]

    class Privacy:
        inside = (
            "id",
            "campaign",
            "number",
            "kind",
            "school",
            "department",
            "new_name",
            "classes_before",
            "classes_after",
            "class_size",
            "reasons",
            "story",
            "works_cost",
            "equipment_cost",
            "dormitory",
            "firms",
            "needs",
            "option",
            "forecast",
            "state",
            "refusal",
            "reason",
            "decided_on",
            "entrants",
            "is_example",
        )

    class Access:
        read = Permission.CURRICULUM_PLAN_READ
        district = ("campaign__district",)
        organisation = ("school",)

    def __str__(self) -> str:
        what = self.new_name or (self.department.name if self.department else "")
        return f"{self.school} {what} {self.get_kind_display()}"

    @property
    def seats_step(self) -> int:
        """Seats that the request adds (negative: takes away)."""
        return (self.classes_after - self.classes_before) * self.class_size


class TeacherNeed(models.Model):
    """Teachers that a request needs for a subject, and how they are to be found."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="teachers", verbose_name=_("요청"))
    subject = models.CharField(_("교과"), max_length=60)
    means = models.CharField(_("방법"), max_length=8, choices=enums.TeacherMeans.choices)
    count = models.PositiveSmallIntegerField(_("교원 수"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("필요 교원")
        ordering = ["subject", "means"]
        constraints = [
            models.UniqueConstraint(fields=["request", "subject", "means"], name="curriculum_teacherneed_stands_once"),
        ]

    class Privacy:
        inside = ("id", "request", "subject", "means", "count")

    class Access:
        read = Permission.CURRICULUM_PLAN_READ
        district = ("request__campaign__district",)
        organisation = ("request__school",)

    def __str__(self) -> str:
        return f"{self.subject} {self.count}"


class Opinion(models.Model):
    """What a body thinks of a request at one of three stages."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="opinions", verbose_name=_("요청"))
    stage = models.CharField(_("단계"), max_length=8, choices=enums.OpinionStage.choices)
    stance = models.CharField(_("입장"), max_length=8, choices=enums.Stance.choices)
    body = models.CharField(_("의견을 낸 곳"), max_length=120)
    text = models.CharField(_("의견"), max_length=1000)
    on = models.DateField(_("날짜"))
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("적은 사람"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("의견")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "stage", "body"], name="curriculum_opinion_is_given_once"),
        ]

    class Privacy:
        inside = ("id", "request", "stage", "stance", "body", "text", "on")
        personal = ("by",)

    class Access:
        read = Permission.CURRICULUM_PLAN_READ
        district = ("request__campaign__district",)
        organisation = ("request__school",)

    def __str__(self) -> str:
        return f"{self.body}: {self.get_stance_display()}"


class Correction(models.Model):
    """A change after the decision; the request keeps what was decided beside it."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="corrections", verbose_name=_("요청"))
    kind = models.CharField(_("종류"), max_length=8, choices=enums.CorrectionKind.choices)
    classes = models.PositiveSmallIntegerField(_("학급 수"), null=True, blank=True)
    intake_year = models.PositiveSmallIntegerField(_("입학연도"), null=True, blank=True)
    why = models.CharField(_("까닭"), max_length=300)
    on = models.DateField(_("날짜"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("결정 뒤 정정")
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="classes") | Q(classes__isnull=False),
                name="curriculum_correction_of_classes_names_them",
            ),
        ]

    class Privacy:
        inside = ("id", "request", "kind", "classes", "intake_year", "why", "on")

    class Access:
        read = Permission.CURRICULUM_PLAN_READ
        district = ("request__campaign__district",)
        organisation = ("request__school",)

    def __str__(self) -> str:
        return f"{self.request} {self.get_kind_display()}"
