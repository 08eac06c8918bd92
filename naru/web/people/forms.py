"""What is asked when a learner enters, graduates or leaves."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.domain.people import rules
from naru.domain.people.enums import Sex
from naru.web.forms import Form
from naru.web.partners.forms import CHOOSE, not_after_today

GRADES = (1, 2, 3)
Places = list[tuple[str, list[tuple[str, str]]]]


class Enter(Form):
    """A learner of a department; `places` are the departments by school, as ("school pk:code", name)."""

    keeps_draft = False
    place = forms.ChoiceField(label=_("어느 학과의 학생입니까"))
    number = forms.CharField(
        label=_("학번"), max_length=40, help_text=_("학교 안에서 하나뿐인 번호입니다. 예: 2026-10203")
    )
    name = forms.CharField(label=_("이름"), max_length=80, help_text=_("예: 김나루"))
    birth_date = forms.DateField(label=_("생년월일"), help_text=_("예: 2010-03-14"))
    sex = forms.TypedChoiceField(label=_("성별"), choices=Sex.choices, coerce=Sex, widget=forms.RadioSelect)
    intake_year = forms.IntegerField(
        label=_("입학연도"), min_value=1950, max_value=2100, help_text=_("예: 2026 (2026년 3월에 입학)")
    )
    grade = forms.TypedChoiceField(label=_("학년"), coerce=int, required=False, empty_value=None)

    def __init__(self, *arguments: Any, places: Places, year: int, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        field: Any = self.fields["place"]
        field.choices = [("", CHOOSE), *places]
        if len(places) == 1 and len(places[0][1]) == 1:
            field.initial = places[0][1][0][0]
        grades: Any = self.fields["grade"]
        grades.choices = [("", _("정하지 않음")), *((each, _("%(grade)s학년") % {"grade": each}) for each in GRADES)]
        grades.initial = 1
        self.fields["intake_year"].initial = year

    def clean_birth_date(self) -> date:
        return not_after_today(self.cleaned_data["birth_date"])


class Graduate(Form):
    """The day of graduation."""

    keeps_draft = False
    on = forms.DateField(label=_("졸업한 날"), help_text=_("졸업장에 적힌 날입니다. 예: 2027-02-05"))

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        today = timezone.localdate()
        self.fields["on"].initial = today
        rule = rules.YEARS_OF_SCHOOL.on(today)
        self.rules = {  # type: ignore[misc]
            "on": _("수업연한 %(years)s년이 지나야 졸업 처리할 수 있습니다. (%(source)s)")
            % {"years": rule.value, "source": rule.source}
        }

    def clean_on(self) -> date:
        return not_after_today(self.cleaned_data["on"])


class Leave(Form):
    """Why a learner leaves school."""

    keeps_draft = False
    why = forms.CharField(
        label=_("왜 학업을 중단합니까"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("학생과 보호자도 읽습니다. 꼭 필요한 만큼만 적어 주십시오. 예: 다른 학교로 전학"),
    )
