"""Openings of firms, applications of learners, and the employment that came of them."""

from collections.abc import Callable
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.access import Guarded
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, Organisation
from naru.base.privacy import consent
from naru.base.privacy.enums import Purpose
from naru.domain.competency.models import Occupation, Unit
from naru.domain.demand.enums import Shift
from naru.domain.demand.models import Need
from naru.domain.partners.models import Agreement
from naru.domain.people.models import Learner
from naru.domain.placement.enums import ApplicationState, EndReason, OpeningState, RefusalReason, ReserveFor


class OpeningQuerySet(Guarded["Opening"]):
    def visible_to(self, viewer: User) -> Self:
        """Own and district's openings, and every open one for whoever takes part in its district."""
        here = access.reach(viewer, Permission.PLACEMENT_READ)
        shown = here.condition(self.model) | Q(state=OpeningState.OPEN, district__in=here.shared)
        return self.filter(shown)


class Opening(models.Model):
    """A job that a firm offers to learners of the district."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구"))
    code = models.CharField(_("공고 코드"), max_length=40)
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("기업"))
    occupation = models.ForeignKey(Occupation, on_delete=models.PROTECT, related_name="+", verbose_name=_("직업"))
    need = models.ForeignKey(
        Need, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("수요")
    )
    title = models.CharField(_("공고 제목"), max_length=160)
    year = models.PositiveSmallIntegerField(_("사업연도"))
    seats = models.PositiveSmallIntegerField(_("모집 인원"))
    wage = models.PositiveIntegerField(_("연봉(원)"), null=True, blank=True)
    deadline = models.DateField(_("마감일"))
    state = models.CharField(_("상태"), max_length=8, choices=OpeningState.choices, default=OpeningState.DRAFT)
    opened_on = models.DateField(_("연 날"), null=True, blank=True)
    starts_on = models.DateField(_("입사 예정일"), null=True, blank=True)
    hours = models.PositiveSmallIntegerField(_("한 주 근로시간"), null=True, blank=True)
    shift = models.CharField(_("근무 형태"), max_length=5, choices=Shift.choices, blank=True)
    workplace = models.CharField(_("일하는 곳"), max_length=160, blank=True)
    has_dormitory = models.BooleanField(_("기숙사"), default=False)
    has_commuting_aid = models.BooleanField(_("통근 지원"), default=False)
    required_licences = models.CharField(_("꼭 필요한 자격"), max_length=200, blank=True)
    wanted_licences = models.CharField(_("있으면 좋은 자격"), max_length=200, blank=True)
    units = models.ManyToManyField(Unit, through="OpeningUnit", related_name="+", verbose_name=_("능력단위"))
    units_bind = models.BooleanField(_("꼭 필요한 능력단위가 없으면 뽑지 않음"), default=False)
    least_age = models.PositiveSmallIntegerField(_("입사일의 최소 나이"), null=True, blank=True)
    is_harmful = models.BooleanField(_("18세 미만 금지 업무"), default=False)
    has_military_service = models.BooleanField(_("병역지정업체"), default=False)
    benefits = models.CharField(_("복리후생"), max_length=300, blank=True)
    source = models.CharField(_("출처"), max_length=200, blank=True)
    is_example = models.BooleanField(_("예시"), default=False)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("채용공고")
        ordering = ["-year", "code"]
        constraints = [
            models.UniqueConstraint(fields=["district", "code"], name="placement_opening_code_is_unique"),
            models.CheckConstraint(condition=Q(seats__gt=0), name="placement_opening_has_a_seat"),
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gt=0, hours__lte=68),
                name="placement_opening_hours_are_a_week",
            ),
        ]

    class Privacy:
        open = (
            "id",
            "district",
            "code",
            "firm",
            "occupation",
            "title",
            "year",
            "seats",
            "wage",
            "deadline",
            "state",
            "opened_on",
            *("starts_on", "hours", "shift", "workplace", "has_dormitory", "has_commuting_aid"),
            *(
                "required_licences",
                "wanted_licences",
                "units",
                "units_bind",
                "least_age",
                "is_harmful",
                "has_military_service",
            ),
            "benefits",
            "source",
            "is_example",
        )
        inside = ("need",)

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("district",)
        organisation = ("firm",)

    def __str__(self) -> str:
        return self.title


class OpeningUnit(models.Model):
    """A unit of competency that an opening asks for or would like."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="+", verbose_name=_("채용공고"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("능력단위"))
    is_required = models.BooleanField(_("꼭 필요"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("공고의 능력단위")
        ordering = ["opening", "-is_required", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["opening", "unit"], name="placement_openingunit_stands_once"),
        ]

    class Privacy:
        open = ("id", "opening", "unit", "is_required")

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("opening__district",)
        organisation = ("opening__firm",)
        shared = ("opening__district",)

    def __str__(self) -> str:
        return f"{self.unit}"


class Reserve(models.Model):
    """Seats of an opening that learners of a group take first; a seat that none of them wants is open to all.

    `number`: the order in which a learner of several groups is counted to one.
    """

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="reserves", verbose_name=_("채용공고"))
    number = models.PositiveSmallIntegerField(_("번호"))
    kind = models.CharField(_("누구에게"), max_length=9, choices=ReserveFor.choices)
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("협약")
    )
    school = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("학교")
    )
    home = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구")
    )
    seats = models.PositiveSmallIntegerField(_("자리"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("우선배정석")
        ordering = ["opening", "number"]
        constraints = [
            models.UniqueConstraint(fields=["opening", "number"], name="placement_reserve_number_is_unique"),
            models.CheckConstraint(condition=Q(seats__gt=0), name="placement_reserve_has_a_seat"),
            models.CheckConstraint(
                condition=Q(kind="agreement", agreement__isnull=False, school__isnull=True, home__isnull=True)
                | Q(kind="school", agreement__isnull=True, school__isnull=False, home__isnull=True)
                | Q(kind="district", agreement__isnull=True, school__isnull=True, home__isnull=False)
                | Q(kind__in=("women", "graduates"), agreement__isnull=True, school__isnull=True, home__isnull=True),
                name="placement_reserve_names_its_group",
            ),
        ]

    class Privacy:
        open = ("id", "opening", "number", "kind", "agreement", "school", "home", "seats")

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("opening__district",)
        organisation = ("opening__firm",)
        shared = ("opening__district",)

    def __str__(self) -> str:
        return self.whom

    @property
    def whom(self) -> str:
        """For whom, in words; the caller has selected what is named."""
        kind = ReserveFor(self.kind)
        if self.agreement is not None:
            return str(_("‘%(title)s’ 협약 학교의 학생") % {"title": self.agreement.title})
        if self.school is not None:
            return str(_("%(school)s 학생") % {"school": self.school.label})
        if self.home is not None:
            return str(_("%(district)s의 학생") % {"district": self.home.label})
        return str(kind.label)


def consented() -> Q:
    """Applications that the firm may see: the learner agreed to show them to it, a guardian too where a rule asks it."""
    return consent.condition(
        Purpose.FIRM,
        kind=Learner._meta.label_lower,
        person="learner",
        recipient="opening__firm",
        district="opening__district",
        birth="learner__birth_date",
    )


class Application(models.Model):
    """A learner's application to an opening; the firm sees it while the learner's consent for this firm is in force."""

    opening = models.ForeignKey(
        Opening, on_delete=models.PROTECT, related_name="applications", verbose_name=_("채용공고")
    )
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+", verbose_name=_("학생"))
    state = models.CharField(_("상태"), max_length=10, choices=ApplicationState.choices)
    applied_on = models.DateField(_("지원일"))
    offered_on = models.DateField(_("제안일"), null=True, blank=True)
    answer_by = models.DateField(_("답변 기한"), null=True, blank=True)
    answered_on = models.DateField(_("답변일"), null=True, blank=True)
    decide_by = models.DateField(_("기업이 답할 날"), null=True, blank=True)
    refusal = models.CharField(_("불합격 사유"), max_length=10, choices=RefusalReason.choices, blank=True)
    round = models.ForeignKey(
        "placement.Round",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("매칭 회차"),
    )

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("지원")
        ordering = ["-applied_on", "pk"]
        indexes = [
            models.Index(fields=["state", "opening", "answer_by"], name="placement_application_state"),
            models.Index(
                F("answer_by").asc(), F("applied_on").desc(), F("id").asc(), name="placement_application_list"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["opening", "learner"], name="placement_application_stands_once"),
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(state=ApplicationState.ACCEPTED),
                name="placement_application_learner_accepts_one",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("reviewing", "preparing", "postponed", "pool")) | Q(decide_by__isnull=False),
                name="placement_application_step_says_until_when",
            ),
        ]

    class Privacy:
        person = "learner"
        inside = (
            "id",
            "opening",
            "state",
            "applied_on",
            "offered_on",
            "answer_by",
            "answered_on",
            "decide_by",
            "round",
        )
        personal = ("learner", "refusal")

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("opening__district",)
        organisation = ("learner__school",)
        organisation_if: ClassVar[dict[str, Callable[[], Q]]] = {"opening__firm": consented}
        person = ("learner__user", "learner__guardians__user")

    def __str__(self) -> str:
        return f"{self.learner} · {self.opening}"


class Interview(models.Model):
    """When and where a firm meets an applicant; the firm sees it while the learner's consent for it is in force."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="+", verbose_name=_("채용공고"))
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+", verbose_name=_("학생"))
    on = models.DateField(_("면접 날짜"))
    at = models.TimeField(_("면접 시각"))
    where = models.CharField(_("면접 장소"), max_length=160)
    words = models.CharField(_("준비할 것"), max_length=200, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("면접")
        ordering = ["on", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["opening", "learner"], name="placement_interview_stands_once"),
        ]

    class Privacy:
        person = "learner"
        deleted_with_person = True
        inside = ("id", "opening")
        personal = ("learner", "on", "at", "where", "words")

    class Access:
        read = Permission.PLACEMENT_READ
        district = ("opening__district",)
        organisation = ("learner__school",)
        person = ("learner__user", "learner__guardians__user")
        organisation_if: ClassVar[dict[str, Callable[[], Q]]] = {"opening__firm": consented}

    def __str__(self) -> str:
        return f"{self.learner} · {self.opening}"


class Placement(models.Model):
    """Employment of a learner at a firm, from a day to a day, with the reason of its end."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+", verbose_name=_("학생"))
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("기업"))
    opening = models.ForeignKey(
        Opening,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("채용공고"),
    )
    starts = models.DateField(_("입사일"))
    ends = models.DateField(_("퇴사일"), null=True, blank=True)
    end_reason = models.CharField(_("퇴사 사유"), max_length=14, choices=EndReason.choices, blank=True)
    is_insured = models.BooleanField(_("보험 가입 확인"), default=False)
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("취업")
        ordering = ["-starts", "pk"]
        indexes = [models.Index(fields=["starts", "id"], name="placement_placement_list")]
        constraints = [
            models.UniqueConstraint(fields=["learner", "firm", "starts"], name="placement_placement_stands_once"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="placement_placement_ends_after_start",
            ),
            models.CheckConstraint(
                condition=(Q(ends__isnull=True) & Q(end_reason="")) | (Q(ends__isnull=False) & ~Q(end_reason="")),
                name="placement_placement_end_has_a_reason",
            ),
        ]

    class Privacy:
        person = "learner"
        inside = ("id", "firm", "opening", "is_insured", "is_example")
        personal = ("learner", "starts", "ends", "end_reason")

    class Access:
        read = Permission.PLACEMENT_READ
        member = ("learner__school",)
        organisation = ("firm", "learner__school")
        person = ("learner__user", "learner__guardians__user")

    def __str__(self) -> str:
        return f"{self.learner} · {self.firm}"
