"""Planning as long work: a question, the options that were found, and the one that a person chose."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, Organisation
from naru.base.jobs.models import Run
from naru.domain.curriculum.enums import StudyKind
from naru.domain.curriculum.models.department import Department
from naru.domain.curriculum.models.table import Table


class Study(models.Model):
    """A question to the planner. `asked`: the limits that a person set; `given`: what it rests on, in plain numbers."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="+", verbose_name=_("지구"))
    kind = models.CharField(_("종류"), max_length=6, choices=StudyKind.choices)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.CASCADE, related_name="studies", verbose_name=_("학과")
    )
    school = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("학교")
    )
    intake_year = models.PositiveSmallIntegerField(_("입학연도"))
    asked = models.JSONField(_("정한 한도"), default=dict)
    given = models.JSONField(_("바탕"), default=dict)
    digest = models.CharField(_("입력 지문"), max_length=64, blank=True)
    engine = models.CharField(_("계산 방법"), max_length=40, blank=True)
    run = models.ForeignKey(Run, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("작업"))
    asked_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("물은 사람")
    )
    asked_at = models.DateTimeField(_("물은 때"), auto_now_add=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("대안 찾기")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="seats") | Q(department__isnull=False),
                name="curriculum_study_of_courses_has_a_department",
            ),
        ]

    class Privacy:
        inside = (
            "id",
            "district",
            "kind",
            "department",
            "school",
            "intake_year",
            "asked",
            "given",
            "digest",
            "engine",
            "run",
            "asked_at",
        )
        personal = ("asked_by",)

    class Access:
        read = Permission.CURRICULUM_PLAN_READ
        district = ("district",)
        organisation = ("school",)

    def __str__(self) -> str:
        where = self.department if self.department_id else self.district
        return f"{where} {self.intake_year} {self.get_kind_display()}"


class Option(models.Model):
    """One answer kept beside the others; a person may choose it, which is recorded with the reason."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="options", verbose_name=_("대안 찾기"))
    number = models.PositiveSmallIntegerField(_("대안"))
    title = models.CharField(_("이름"), max_length=120)
    coverage = models.DecimalField(_("다루는 수요(%)"), max_digits=6, decimal_places=1, null=True)
    change = models.DecimalField(_("바뀌는 양"), max_digits=8, decimal_places=1)
    cost = models.PositiveBigIntegerField(_("비용(원)"), default=0)
    is_proved = models.BooleanField(_("최선임을 증명"), default=False)
    detail = models.JSONField(_("내용"), default=dict)
    table = models.ForeignKey(
        Table, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("채택한 편제표")
    )
    chosen_on = models.DateField(_("고른 날"), null=True, blank=True)
    why = models.CharField(_("고른 까닭"), max_length=300, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("대안")
        ordering = ["study", "number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="curriculum_option_number_is_unique"),
        ]

    class Privacy:
        inside = (
            "id",
            "study",
            "number",
            "title",
            "coverage",
            "change",
            "cost",
            "is_proved",
            "detail",
            "table",
            "chosen_on",
            "why",
        )

    class Access:
        read = Permission.CURRICULUM_PLAN_READ
        district = ("study__district",)
        organisation = ("study__school",)

    def __str__(self) -> str:
        return f"{self.study} #{self.number}"
