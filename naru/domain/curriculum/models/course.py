"""The catalogue of a department: courses, the units they cover, what they stand on and what they need."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.roles import Permission
from naru.base.district.models import Organisation
from naru.domain.competency.models import Unit
from naru.domain.curriculum.enums import Approval, CourseKind
from naru.domain.curriculum.models.department import Department


class Course(models.Model):
    """A course of a department's catalogue: credits, hours, what it covers and what it needs.

    A candidate is taught to nobody until an approved table holds it; the others are taught to the intakes from
    `since` to `until` wherever no approved table says otherwise.
    """

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="courses", verbose_name=_("학과"))
    code = models.CharField(_("과목 코드"), max_length=40)
    name = models.CharField(_("과목 이름"), max_length=160)
    kind = models.CharField(_("종류"), max_length=10, choices=CourseKind.choices)
    credits = models.PositiveSmallIntegerField(_("학점"))
    hours = models.PositiveSmallIntegerField(_("시간"))
    since = models.PositiveSmallIntegerField(_("적용 입학연도"))
    until = models.PositiveSmallIntegerField(_("마지막 입학연도"), null=True, blank=True)
    is_candidate = models.BooleanField(_("편성 후보"), default=False)
    is_required = models.BooleanField(_("반드시 편성"), default=False)
    terms = models.PositiveSmallIntegerField(_("나누어 가르치는 학기 수"), default=1)
    first_term = models.PositiveSmallIntegerField(_("가장 이른 학기(1–6)"), default=1)
    alternative = models.CharField(_("택일 묶음"), max_length=40, blank=True)
    subject = models.CharField(_("담당 교과"), max_length=60, blank=True)
    cost = models.PositiveBigIntegerField(_("한 해 운영비(원)"), default=0)
    provider = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("함께 가르치는 기관"),
    )
    university_credits = models.PositiveSmallIntegerField(_("대학 인정 학점"), default=0)
    approval = models.CharField(_("지역 과목 승인"), max_length=8, choices=Approval.choices, default=Approval.NONE)
    approved_on = models.DateField(_("승인일"), null=True, blank=True)
    document = models.CharField(_("승인 문서"), max_length=200, blank=True)
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("과목")
        ordering = ["department", "code"]
        constraints = [
            models.UniqueConstraint(fields=["department", "code"], name="curriculum_course_code_is_unique"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="curriculum_course_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(terms__range=(1, 6)) & Q(first_term__range=(1, 6)),
                name="curriculum_course_terms_are_1_to_6",
            ),
        ]

    class Privacy:
        open = (
            "id",
            "department",
            "code",
            "name",
            "kind",
            "credits",
            "hours",
            "since",
            "until",
            "is_candidate",
            "is_required",
            "terms",
            "first_term",
            "alternative",
            "subject",
            "cost",
            "provider",
            "university_credits",
            "approval",
            "approved_on",
            "document",
            "is_example",
        )

    class Access:
        read = Permission.CURRICULUM_READ
        member = ("department__school",)
        organisation = ("department__school",)
        shared_member = ("department__school",)

    def __str__(self) -> str:
        return self.name


class CourseUnit(models.Model):
    """A unit that a course covers; `level`: how far it leads, where that differs from the unit's own level."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="units", verbose_name=_("과목"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("능력단위"))
    level = models.PositiveSmallIntegerField(_("이르는 수준"), null=True, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("과목 능력단위")
        constraints = [
            models.UniqueConstraint(fields=["course", "unit"], name="curriculum_courseunit_stands_once"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__range=(1, 8)),
                name="curriculum_courseunit_level_is_1_to_8",
            ),
        ]

    class Privacy:
        open = ("id", "course", "unit", "level")

    class Access:
        read = Permission.CURRICULUM_READ
        member = ("course__department__school",)
        organisation = ("course__department__school",)
        shared_member = ("course__department__school",)

    def __str__(self) -> str:
        return f"{self.course} · {self.unit}"


class Prerequisite(models.Model):
    """`after` is taken only with `before`, and stands in a later term."""

    before = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="followers", verbose_name=_("먼저"))
    after = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="prerequisites", verbose_name=_("나중"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("선수 과목")
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="curriculum_prerequisite_stands_once"),
            models.CheckConstraint(
                condition=~Q(before=F("after")), name="curriculum_prerequisite_is_of_another_course"
            ),
        ]

    class Privacy:
        open = ("id", "before", "after")

    class Access:
        read = Permission.CURRICULUM_READ
        member = ("after__department__school",)
        organisation = ("after__department__school",)
        shared_member = ("after__department__school",)

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Equipment(models.Model):
    """A room or machine of a school that courses need; what is not there yet costs money."""

    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("학교"))
    code = models.CharField(_("시설·기자재 코드"), max_length=40)
    name = models.CharField(_("이름"), max_length=120)
    is_there = models.BooleanField(_("갖추어 있음"), default=True)
    cost = models.PositiveBigIntegerField(_("갖추는 데 드는 돈(원)"), default=0)
    courses = models.ManyToManyField(Course, through="CourseEquipment", related_name="equipment")
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("시설·기자재")
        ordering = ["school", "code"]
        constraints = [
            models.UniqueConstraint(fields=["school", "code"], name="curriculum_equipment_code_is_unique"),
        ]

    class Privacy:
        open = ("id", "school", "code", "name", "is_there", "cost", "courses", "is_example")

    class Access:
        read = Permission.CURRICULUM_READ
        member = ("school",)
        organisation = ("school",)
        shared_member = ("school",)

    def __str__(self) -> str:
        return self.name


class CourseEquipment(models.Model):
    """A course needs a piece of equipment."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="needs", verbose_name=_("과목"))
    equipment = models.ForeignKey(
        Equipment, on_delete=models.CASCADE, related_name="needed_by", verbose_name=_("시설·기자재")
    )

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("과목 시설·기자재")
        constraints = [
            models.UniqueConstraint(fields=["course", "equipment"], name="curriculum_courseequipment_stands_once"),
        ]

    class Privacy:
        open = ("id", "course", "equipment")

    class Access:
        read = Permission.CURRICULUM_READ
        member = ("course__department__school",)
        organisation = ("course__department__school",)
        shared_member = ("course__department__school",)

    def __str__(self) -> str:
        return f"{self.course} · {self.equipment}"


class OfficialDomain(models.Model):
    """A domain (영역) of a subject of the national curriculum, with how many achievement standards it holds.

    `revision`: the national curriculum it stands in ("2022"). The same subject may stand in several tracks.
    """

    revision = models.CharField(_("개정"), max_length=8)
    track = models.CharField(_("교과(군)"), max_length=60)
    subject = models.CharField(_("과목"), max_length=120)
    code = models.CharField(_("영역 코드"), max_length=40)
    domain = models.CharField(_("영역"), max_length=160)
    standards = models.PositiveIntegerField(_("성취기준 수"))
    source = models.CharField(_("출처"), max_length=200, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("국가 교육과정 영역")
        ordering = ["revision", "track", "subject", "code", "domain"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "track", "subject", "code", "domain"],
                name="curriculum_officialdomain_stands_once",
            ),
        ]

    class Privacy:
        open = ("id", "revision", "track", "subject", "code", "domain", "standards", "source")

    class Access:
        read = Permission.CURRICULUM_READ

    def __str__(self) -> str:
        return f"{self.subject} · {self.domain}"
