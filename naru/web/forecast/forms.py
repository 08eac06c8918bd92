"""How far to look."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.web.forms import Form


class Project(Form):
    district: Any = forms.ModelChoiceField(label=_("지구"), queryset=None, empty_label=None)
    from_year = forms.IntegerField(
        label=_("몇 년 졸업생부터 봅니까"), min_value=2020, max_value=2100, help_text=_("예: 2027 (2027년 2월 졸업)")
    )
    years = forms.IntegerField(label=_("몇 해를 봅니까"), min_value=1, max_value=10, initial=3, help_text=_("예: 3"))

    def __init__(self, *arguments: Any, viewer: User, district: District | None, year: int, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["district"].queryset = access.districts_of(viewer, Permission.FORECAST_RUN)  # type: ignore[attr-defined]
        self.fields["district"].initial = district
        self.fields["from_year"].initial = year + 1
