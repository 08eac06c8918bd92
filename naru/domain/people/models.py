"""Learners, teachers, employer staff and guardians, as persons of the district."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import Organisation
from naru.base.hangul.lookups import named_indexes, numbered_indexes
from naru.base.privacy.encrypted import BlindIndex, Encrypted
from naru.domain.people.enums import Duty, LearnerState, Sex


class Learner(models.Model):
    """A student or graduate of a vocational school; `department` is the code of a department of that school."""

    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("학교"))
    number = models.CharField(_("학번"), max_length=40)
    name = models.CharField(_("이름"), max_length=80)
    birth_date = models.DateField(_("생년월일"))
    sex = models.CharField(_("성별"), max_length=1, choices=Sex.choices)
    department = models.CharField(_("학과 코드"), max_length=40)
    intake_year = models.PositiveSmallIntegerField(_("입학연도"))
    grade = models.PositiveSmallIntegerField(_("학년"), null=True, blank=True)
    state = models.CharField(_("학적"), max_length=10, choices=LearnerState.choices)
    graduated_on = models.DateField(_("졸업일"), null=True, blank=True)
    email = models.EmailField(_("이메일"), blank=True)
    user = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("계정")
    )
    is_example = models.BooleanField(_("예시"), default=False)
    erased_on = models.DateField(_("개인정보 파기일"), null=True, blank=True, editable=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("학생")
        ordering = ["school", "intake_year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="people_learner_number_is_unique_in_school"),
            models.CheckConstraint(
                condition=~models.Q(state="graduated") | models.Q(graduated_on__isnull=False),
                name="people_learner_graduate_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "department", "intake_year"], name="people_learner_department"),
            models.Index(fields=["name"], name="people_learner_name"),
            models.Index(fields=["graduated_on"], name="people_learner_graduated"),
            # The list walks these: a filter, the order, and the school that says whose it is.
            models.Index(fields=["intake_year", "id", "school"], name="people_learner_list"),
            models.Index(fields=["state", "intake_year", "id", "school"], name="people_learner_state"),
            models.Index(fields=["grade", "intake_year", "id", "school"], name="people_learner_grade"),
            models.Index(fields=["number", "id"], name="people_learner_by_number"),
            # The search box: a name and a number by their beginnings.
            *named_indexes("name", "people_learner_named"),
            *numbered_indexes("number", "people_learner_numbered"),
        ]

    class Privacy:
        person = "self"
        keep = "learner"
        keep_from = "graduated_on"
        erased: ClassVar[dict[str, object]] = {
            "number": "파기-{pk}",
            "name": "파기",
            "birth_date": date(1900, 1, 1),
            "sex": "",
        }
        inside = (
            "id",
            "school",
            "department",
            "intake_year",
            "grade",
            "state",
            "graduated_on",
            "is_example",
            "erased_on",
        )
        personal = ("number", "name", "birth_date", "sex", "email", "user")

    class Access:
        read = Permission.PEOPLE_READ
        member = ("school",)
        organisation = ("school",)
        person = ("user", "guardians__user")

    def __str__(self) -> str:
        return f"{self.name} ({self.school})"


class Guardian(models.Model):
    """A learner's guardian."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="guardians", verbose_name=_("학생"))
    name = models.CharField(_("이름"), max_length=80)
    phone = Encrypted(_("전화"), max_length=20, blank=True)
    phone_index = BlindIndex(_("전화 색인"), of="phone")
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("계정")
    )

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("보호자")
        constraints = [
            models.UniqueConstraint(fields=["learner", "name"], name="people_guardian_stands_once"),
        ]

    class Privacy:
        person = "learner"
        deleted_with_person = True
        inside = ("id",)
        personal = ("learner", "name", "phone_index", "user")
        sensitive = ("phone",)

    class Access:
        read = Permission.PEOPLE_READ
        member = ("learner__school",)
        organisation = ("learner__school",)
        person = ("user", "learner__user")

    def __str__(self) -> str:
        return self.name


class Teacher(models.Model):
    """A vocational teacher with subjects and qualifications."""

    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("학교"))
    number = models.CharField(_("교원 번호"), max_length=40)
    name = models.CharField(_("이름"), max_length=80)
    subjects = models.CharField(_("담당 교과"), max_length=200, blank=True)
    qualifications = models.CharField(_("자격"), max_length=200, blank=True)
    user = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("계정")
    )
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("교사")
        ordering = ["school", "number"]
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="people_teacher_number_is_unique_in_school"),
        ]

    class Privacy:
        person = "self"
        inside = ("id", "school", "subjects", "qualifications", "is_example")
        personal = ("number", "name", "user")

    class Access:
        read = Permission.PEOPLE_READ
        member = ("school",)
        organisation = ("school",)
        person = ()

    def __str__(self) -> str:
        return f"{self.name} ({self.school})"


class Staff(models.Model):
    """A person of a firm or university who deals with the district."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("기관"))
    number = models.CharField(_("직원 번호"), max_length=40)
    name = models.CharField(_("이름"), max_length=80)
    duty = models.CharField(_("업무"), max_length=8, choices=Duty.choices)
    user = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("계정")
    )
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("기관 담당자")
        ordering = ["organisation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="people_staff_number_is_unique"),
        ]

    class Privacy:
        person = "self"
        inside = ("id", "organisation", "duty", "is_example")
        personal = ("number", "name", "user")

    class Access:
        read = Permission.PEOPLE_READ
        member = ("organisation",)
        organisation = ("organisation",)
        person = ()

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})"
