"""A course of the catalogue, new or said anew."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.district.enums import OrganisationKind
from naru.domain.curriculum import rules
from naru.domain.curriculum.actions.courses import LINKS, Told
from naru.domain.curriculum.enums import CourseKind
from naru.domain.curriculum.models import Department
from naru.domain.curriculum.queries import courses as reads
from naru.web.demand.forms import CHOOSE, UnitsForm


class Course(UnitsForm):
    """A course with the units that it covers, new or said anew."""

    has_importance = False
    has_level = True
    units_title = _("이 과목이 다루는 능력단위")

    name = forms.CharField(label=_("과목 이름"), max_length=160, help_text=_("예: 이차전지 제조"))
    code = forms.CharField(
        label=_("과목 코드"), max_length=40, help_text=_("학과 안에서 하나뿐인 코드입니다. 예: BAT-101")
    )
    kind = forms.TypedChoiceField(label=_("종류"), choices=[("", CHOOSE), *CourseKind.choices], coerce=CourseKind)
    credits = forms.IntegerField(label=_("학점"), min_value=1, max_value=60, help_text=_("예: 4"))
    hours = forms.IntegerField(label=_("시간"), min_value=1, max_value=2000)
    since = forms.IntegerField(
        label=_("어느 입학연도부터 가르칩니까"), min_value=2000, max_value=2100, help_text=_("예: 2027")
    )
    until = forms.IntegerField(
        label=_("마지막 입학연도"),
        required=False,
        min_value=2000,
        max_value=2100,
        help_text=_("계속 가르치면 비웁니다."),
    )
    is_candidate = forms.BooleanField(
        label=_("편성 후보입니다"),
        required=False,
        help_text=_("승인된 편제표에 들어갈 때까지는 가르치는 것으로 세지 않습니다."),
    )
    is_required = forms.BooleanField(label=_("편제표에 반드시 두어야 합니다"), required=False)
    terms = forms.IntegerField(
        label=_("몇 학기에 나누어 가르칩니까"), required=False, min_value=1, max_value=6, initial=1
    )
    first_term = forms.IntegerField(
        label=_("가장 이른 학기"),
        required=False,
        min_value=1,
        max_value=6,
        initial=1,
        help_text=_("1: 1학년 1학기 … 6: 3학년 2학기"),
    )
    alternative = forms.CharField(
        label=_("택일 묶음"), required=False, max_length=40, help_text=_("같은 이름의 묶음에서는 하나만 둡니다.")
    )
    subject = forms.CharField(
        label=_("담당 교과"),
        required=False,
        max_length=60,
        help_text=_("교사의 담당 교과와 같은 말로 적습니다. 예: 화학공업"),
    )
    cost = forms.IntegerField(label=_("한 해 운영비(원)"), required=False, min_value=0, max_value=10**12, initial=0)
    provider: Any = forms.ModelChoiceField(
        label=_("함께 가르치는 기관"), queryset=None, required=False, empty_label=_("없음")
    )
    university_credits = forms.IntegerField(
        label=_("대학 인정 학점"), required=False, min_value=0, max_value=30, initial=0
    )
    before: Any = forms.ModelMultipleChoiceField(
        label=_("먼저 배워야 하는 과목"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    equipment: Any = forms.ModelMultipleChoiceField(
        label=_("필요한 시설·기자재"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = [
        *("name", "code", "kind", "credits", "hours", "since", "until", "is_candidate", "is_required", "terms"),
        *("first_term", "alternative", "subject", "cost", "provider", "university_credits", "before", "equipment"),
    ]

    def __init__(
        self, *arguments: Any, department: Department, course: Any = None, may_write: bool, **keywords: Any
    ) -> None:
        super().__init__(*arguments, **keywords)
        shown: Any = self.fields
        shown["provider"].queryset = (
            access.organisations_of(self.viewer).exclude(kind=OrganisationKind.SCHOOL).order_by("name")
        )
        shown["before"].queryset = reads.others(self.viewer, department, course)
        shown["before"].label_from_instance = _said
        shown["equipment"].queryset = reads.equipment_of(self.viewer, department)
        shown["equipment"].label_from_instance = _priced
        for name in ("before", "equipment"):
            if not shown[name].queryset.exists():
                del shown[name]
        if course is not None:
            del shown["code"]
        if not may_write:
            self.initial["is_candidate"], shown["is_candidate"].disabled = True, True
            shown["is_candidate"].help_text = _(
                "학교 책임자가 아니면 편성 후보로만 더하거나 고칩니다. 승인된 편제표에 들어갈 때까지는 가르치는 것으로 세지 않습니다."
            )
        rule = rules.HOURS_PER_CREDIT.on(timezone.localdate())
        shown["hours"].help_text = _("1학점에 %(hours)s시간 이상입니다. 예: 4학점이면 %(four)s시간") % {
            "hours": rule.value,
            "four": rule.value * 4,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, usual in (("terms", 1), ("first_term", 1), ("cost", 0), ("university_credits", 0)):
            if name in cleaned and cleaned[name] is None:
                cleaned[name] = usual
        return cleaned

    def told(self) -> Told:
        """What was said, as the action takes it."""
        values = {key: value for key, value in self.cleaned_data.items() if key not in {"wanted", "code"}}
        for name in ("before", "equipment"):
            values[name] = tuple(values.get(name) or ())
        return Told(**values, units=tuple(self.cleaned_data["wanted"]))


def _said(course: Any) -> str:
    return f"{course.name} ({course.code})"


def _priced(equipment: Any) -> str:
    if equipment.is_there:
        return str(equipment.name)
    return now("%(name)s (없음, %(cost)s원)") % {"name": equipment.name, "cost": f"{equipment.cost:,}"}


def initial_of(course: Any) -> dict[str, Any]:
    """What is known of a course, for its form."""
    names = [each.name for each in fields(Told) if each.name not in LINKS]
    found = {name: getattr(course, name) for name in names}
    return found | {
        "before": [each.pk for each in reads.before(course)],
        "equipment": [each.pk for each in reads.needed(course)],
    }
