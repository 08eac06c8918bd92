"""Departments, their states and seats."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.enums import OrganisationKind
from naru.domain.curriculum import rules
from naru.domain.curriculum.enums import DepartmentState, SchoolKind
from naru.web.demand.forms import CHOOSE, choose, organisations
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
    kind = forms.ChoiceField(
        label=_("학교 유형"),
        choices=(("", _("정하지 않음")), *SchoolKind.choices),
        required=False,
        help_text=_("같은 유형의 지역 평균과 견줍니다."),
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
