"""What is asked when a competency unit is added, or its place is taken by another."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from naru.domain.competency.models import Framework, Unit
from naru.web.forms import Form
from naru.web.partners.forms import CHOOSE, choose

MOST_SUGGESTIONS = 500


class Add(Form):
    """A new unit of a framework."""

    framework: Any = forms.ModelChoiceField(label=_("어느 능력 표준입니까"), queryset=None, empty_label=CHOOSE)
    name = forms.CharField(label=_("능력단위 이름"), max_length=160, help_text=_("예: 이차전지 전극 공정 운전"))
    code = forms.CharField(label=_("능력단위 코드"), max_length=40, help_text=_("예: 1901120101_16v2"))
    level = forms.TypedChoiceField(label=_("수준"), coerce=int, required=False, empty_value=None)
    rules = {"code": _("국가직무능력표준이면 공표된 코드를 그대로, 지역 표준이면 하나뿐인 코드를 적으십시오.")}

    def __init__(self, *arguments: Any, frameworks: QuerySet[Framework], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        choose(self, "framework", frameworks)
        levels: Any = self.fields["level"]
        levels.choices = [("", _("정하지 않음")), *((each, str(each)) for each in range(1, 9))]
        levels.help_text = _("1에서 8까지이고, 클수록 높습니다.")


class Replace(Form):
    """Which unit takes this one's place, by name or code."""

    successor = forms.CharField(
        label=_("어떤 능력단위가 대신합니까"),
        max_length=220,
        widget=forms.TextInput(attrs={"list": "successors", "autocomplete": "off"}),
        help_text=_("이름이나 코드의 일부를 적으면 목록에서 고를 수 있습니다. 예: 1901120101_16v2"),
    )

    def __init__(self, *arguments: Any, unit: Unit, units: QuerySet[Unit], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.unit = unit
        self.units = units

    @property
    def suggestions(self) -> list[str]:
        rows = self.units.exclude(pk=self.unit.pk).filter(framework=self.unit.framework, replaced_by__isnull=True)
        return [said(each) for each in rows.order_by("-code")[:MOST_SUGGESTIONS]]

    def clean_successor(self) -> Unit:
        text = self.cleaned_data["successor"].strip()
        code = text.rpartition("(")[2].removesuffix(")") if text.endswith(")") else text
        rows = list(self.units.filter(Q(code=code) | Q(code=text) | Q(name=text)))
        fitting = [each for each in rows if each.code in {code, text}] or rows
        if len(fitting) != 1:
            raise forms.ValidationError(
                _("목록에 없는 능력단위입니다. 이름이나 코드로 찾아 골라 주십시오.")
                if not fitting
                else _("이름이 같은 능력단위가 여럿입니다. 코드로 적어 주십시오.")
            )
        return fitting[0]


def said(unit: Unit) -> str:
    return f"{unit.name} ({unit.code})"
