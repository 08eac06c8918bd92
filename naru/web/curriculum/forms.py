"""Departments, their states and seats, and the courses that they teach."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.enums import OrganisationKind
from naru.domain.curriculum import rules
from naru.domain.curriculum.enums import CourseKind, DepartmentState
from naru.web.demand.forms import CHOOSE, UnitsForm, choose, organisations
from naru.web.forms import Form


class NewDepartment(Form):
    """A department that is not entered yet."""

    school: Any = forms.ModelChoiceField(label=_("학교"), queryset=None, empty_label=CHOOSE)
    name = forms.CharField(label=_("학과 이름"), max_length=120, help_text=_("예: 이차전지과"))
    code = forms.CharField(
        label=_("학과 코드"), max_length=40, help_text=_("학교 안에서 하나뿐인 짧은 이름입니다. 예: battery")
    )
    state = forms.TypedChoiceField(
        label=_("상태"),
        choices=[
            (each.value, each.label)
            for each in DepartmentState
            if each in {DepartmentState.PLANNED, DepartmentState.OPEN}
        ],
        coerce=DepartmentState,
        initial=DepartmentState.PLANNED,
        widget=forms.RadioSelect,
    )
    is_industry = forms.BooleanField(label=_("지구의 전략산업 학과입니다"), required=False)

    def __init__(self, *arguments: Any, viewer: User, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        choose(self, "school", organisations(viewer, Permission.CURRICULUM_WRITE, OrganisationKind.SCHOOL))


class State(Form):
    """The next state of a department; only those that may follow are offered."""

    state = forms.TypedChoiceField(label=_("바꿀 상태"), coerce=DepartmentState, widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("왜 바꿉니까"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("예: 2027학년도 학과 재구조화 승인(경상북도교육청 2026-09-01)"),
    )

    def __init__(self, *arguments: Any, now: DepartmentState, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        following = [each for each in DepartmentState if each in rules.TRANSITIONS[now]]
        self.fields["state"].choices = [(each.value, each.label) for each in following]  # type: ignore[attr-defined]
        if len(following) == 1:
            self.fields["state"].initial = following[0]


class SetSeats(Form):
    """Seats of one intake."""

    intake_year = forms.IntegerField(label=_("입학연도"), min_value=2000, max_value=2100, help_text=_("예: 2027"))
    seats = forms.IntegerField(
        label=_("정원(명)"),
        min_value=0,
        max_value=10_000,
        help_text=_("예: 40"),
    )
    source = forms.CharField(
        label=_("출처"),
        required=False,
        max_length=200,
        help_text=_("어느 문서에 적힌 정원인지 적어 주십시오. 예: 2027학년도 신입생 입학 전형 요강"),
    )
    rules = {"seats": _("폐과 중이거나 폐과한 학과는 0명만 적을 수 있습니다.")}


class NewCourse(UnitsForm):
    """A course with the units that it covers."""

    has_importance = False
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
    field_order = [
        *("name", "code", "kind", "credits", "hours", "since", "is_candidate", "is_required", "terms"),
        *("first_term", "alternative", "subject", "cost", "provider", "university_credits"),
    ]

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        provider: Any = self.fields["provider"]
        provider.queryset = access.organisations_of(self.viewer).exclude(kind=OrganisationKind.SCHOOL).order_by("name")
        rule = rules.HOURS_PER_CREDIT.on(timezone.localdate())
        self.fields["hours"].help_text = _("1학점에 %(hours)s시간 이상입니다. 예: 4학점이면 %(four)s시간") % {
            "hours": rule.value,
            "four": rule.value * 4,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, usual in (("terms", 1), ("first_term", 1), ("cost", 0), ("university_credits", 0)):
            if name in cleaned and cleaned[name] is None:
                cleaned[name] = usual
        return cleaned
