"""Curriculum tables (편제표): versions by intake, and the credits of each course in each term."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.domain.curriculum.enums import ProposalState, TableState
from naru.domain.curriculum.models.course import Course
from naru.domain.curriculum.models.department import Department


class Table(models.Model):
    """A version of a department's curriculum for an intake. `edition` counts savings, so that nobody overwrites unseen."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="tables", verbose_name=_("학과"))
    intake_year = models.PositiveSmallIntegerField(_("입학연도"))
    number = models.PositiveSmallIntegerField(_("판"))
    state = models.CharField(_("상태"), max_length=10, choices=TableState.choices, default=TableState.DRAFT)
    note = models.CharField(_("메모"), max_length=300, blank=True)
    edition = models.PositiveIntegerField(_("고친 횟수"), default=0)
    origin = models.CharField(_("출발"), max_length=200, blank=True)
    submitted_on = models.DateField(_("승인 요청일"), null=True, blank=True)
    decided_on = models.DateField(_("결정일"), null=True, blank=True)
    reason = models.CharField(_("결정 까닭"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("만든 사람")
    )
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("편제표")
        ordering = ["department", "-intake_year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "intake_year", "number"], name="curriculum_table_number_is_unique"
            ),
            models.UniqueConstraint(
                fields=["department", "intake_year"],
                condition=Q(state="approved"),
                name="curriculum_table_one_is_approved",
            ),
        ]
        indexes = [models.Index(fields=["state", "department", "intake_year"], name="curriculum_table_state")]

    class Privacy:
        inside = (
            "id",
            "department",
            "intake_year",
            "number",
            "state",
            "note",
            "edition",
            "origin",
            "submitted_on",
            "decided_on",
            "reason",
            "is_example",
        )
        personal = ("made_by",)

    class Access:
        read = Permission.CURRICULUM_PLAN_READ
        member = ("department__school",)
        organisation = ("department__school",)

    def __str__(self) -> str:
        return f"{self.department} {self.intake_year} v{self.number}"


class Slot(models.Model):
    """Credits of a course in a term (1: first year, first term … 6: third year, second term)."""

    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="slots", verbose_name=_("편제표"))
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="slots", verbose_name=_("과목"))
    term = models.PositiveSmallIntegerField(_("학기(1–6)"))
    credits = models.PositiveSmallIntegerField(_("학점"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("편제표 칸")
        ordering = ["table", "term", "course"]
        constraints = [
            models.UniqueConstraint(fields=["table", "course", "term"], name="curriculum_slot_stands_once"),
            models.CheckConstraint(
                condition=Q(term__range=(1, 6)) & Q(credits__gte=1), name="curriculum_slot_is_in_a_term"
            ),
        ]

    class Privacy:
        inside = ("id", "table", "course", "term", "credits")

    class Access:
        read = Permission.CURRICULUM_PLAN_READ
        member = ("table__department__school",)
        organisation = ("table__department__school",)

    def __str__(self) -> str:
        return f"{self.course} {self.term}: {self.credits}"


class TrainingProposal(models.Model):
    """Teacher training that would let a school teach a course; the room of training takes it up or not."""

    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, related_name="proposals", verbose_name=_("학과")
    )
    subject = models.CharField(_("교과"), max_length=60)
    teachers = models.PositiveSmallIntegerField(_("교원 수"), default=1)
    courses = models.CharField(_("열리는 과목"), max_length=300, blank=True)
    gain = models.DecimalField(_("더 다루는 수요(%p)"), max_digits=5, decimal_places=1, null=True, blank=True)
    state = models.CharField(_("상태"), max_length=8, choices=ProposalState.choices, default=ProposalState.PROPOSED)
    proposed_on = models.DateField(_("제안일"))
    answer = models.CharField(_("답"), max_length=300, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("교원 연수 제안")
        ordering = ["-proposed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "subject"],
                condition=Q(state="proposed"),
                name="curriculum_trainingproposal_waits_once",
            ),
        ]

    class Privacy:
        inside = (
            "id",
            "department",
            "subject",
            "teachers",
            "courses",
            "gain",
            "state",
            "proposed_on",
            "answer",
        )

    class Access:
        read = Permission.CURRICULUM_PLAN_READ
        member = ("department__school",)
        organisation = ("department__school",)

    def __str__(self) -> str:
        return f"{self.department}: {self.subject}"
