"""Questions to the planner and the choice among its options."""

from django import forms
from django.utils.translation import gettext_lazy as _

from naru.web.forms import Form


class AskCourses(Form):
    """The limits within which courses of a department are chosen."""

    intake_year = forms.IntegerField(label=_("입학연도"), min_value=2025, max_value=2100, help_text=_("예: 2027"))
    change = forms.IntegerField(
        label=_("몇 학점까지 바꿀 수 있습니까"),
        min_value=0,
        max_value=204,
        initial=24,
        help_text=_("더하는 학점과 빼는 학점을 모두 셉니다. 예: 24"),
    )
    money = forms.IntegerField(
        label=_("한 해에 쓸 수 있는 돈(원)"),
        min_value=0,
        max_value=10**12,
        initial=100_000_000,
        help_text=_("과목 운영비, 새 기자재, 교원 연수를 더한 금액입니다. 예: 100000000"),
    )
    trainings = forms.IntegerField(
        label=_("연수할 수 있는 교사 수"), min_value=0, max_value=20, initial=0, help_text=_("예: 1")
    )
    is_only_open = forms.BooleanField(label=_("다른 학과가 이미 다루는 것은 빼고 봅니다"), required=False)


class AskSeats(Form):
    """The years and the money for seats of the whole district."""

    intake_year = forms.IntegerField(label=_("첫 입학연도"), min_value=2025, max_value=2100, help_text=_("예: 2028"))
    years = forms.IntegerField(label=_("몇 해를 봅니까"), min_value=1, max_value=5, initial=3, help_text=_("예: 3"))
    money = forms.IntegerField(
        label=_("한 해에 쓸 수 있는 돈(원)"),
        min_value=0,
        max_value=10**12,
        initial=1_500_000_000,
        help_text=_("예: 1500000000"),
    )

    recruits = forms.IntegerField(
        label=_("학교마다 새로 임용할 수 있는 전략산업 교사 수"),
        min_value=0,
        max_value=50,
        initial=2,
        help_text=_("예: 2"),
    )


class Why(Form):
    """Why a person takes this option."""

    why = forms.CharField(
        label=_("왜 이 안을 고릅니까"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("예: 네 학점만 바꾸고도 수요를 28 %p 더 다루기 때문"),
    )
