"""What is asked when a fund is opened, a line cut out of it, and money moved on a line."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.domain.budget import queries
from naru.domain.budget.enums import EntryKind, FundSource, Item, TaskGroup
from naru.web.forms import Form
from naru.web.partners.forms import CHOOSE, choose, not_after_today
from naru.web.templatetags import naru as words

MOST = 10**15


class Won(forms.IntegerField):
    """Whole won, written with or without commas."""

    def __init__(self, **keywords: Any) -> None:
        keywords.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(max_value=MOST, **keywords)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = value.replace(",", "").replace(" ", "").removesuffix("원").removeprefix("₩")
        return super().to_python(value)


class FundChoice(forms.ModelChoiceField):
    """Funds by name and year, with what is not cut into lines yet."""

    def label_from_instance(self, each: Any) -> str:
        return gettext("%(fund)s · 나누지 않은 금액 %(left)s") % {
            "fund": str(each),
            "left": words.won(each.amount - each.cut),
        }


class LineChoice(forms.ModelChoiceField):
    """Lines by fund and title, with what may still be spent."""

    def label_from_instance(self, each: Any) -> str:
        return gettext("%(line)s · 남은 금액 %(left)s · %(fund)s") % {
            "fund": str(each.fund),
            "line": each.title,
            "left": words.won(each.amount - queries.sums_of(each).net),
        }


class OpenFund(Form):
    """Money of one source for one project year."""

    district: Any = forms.ModelChoiceField(label=_("지구"), queryset=None, empty_label=CHOOSE)
    name = forms.CharField(label=_("재원의 이름"), max_length=120, help_text=_("예: 직업교육 혁신지구 특별교부금"))
    source = forms.TypedChoiceField(
        label=_("재원 종류"), choices=[("", CHOOSE), *FundSource.choices], coerce=FundSource
    )
    year = forms.IntegerField(
        label=_("어느 사업연도의 돈입니까"),
        min_value=2000,
        max_value=2100,
        help_text=_("예: 2026 (2026년 3월부터 1년)"),
    )
    amount = Won(label=_("금액(원)"), min_value=1, help_text=_("쉼표를 넣어도 됩니다. 예: 350,000,000"))
    conditions = forms.CharField(
        label=_("쓰는 조건"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("교부 조건에 적힌 대로 적어 주십시오. 예: 용도를 바꾸려면 승인을 받는다"),
    )
    code = forms.CharField(
        label=_("재원 코드"),
        required=False,
        max_length=40,
        help_text=_("비워 두면 나루가 붙입니다. 예: F-2026-01"),
    )

    def __init__(self, *arguments: Any, viewer: User, district: District | None, year: int, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        choose(self, "district", access.districts_of(viewer, Permission.BUDGET_WRITE), district)
        self.fields["year"].initial = year


class CutLine(Form):
    """A part of a fund for one task and one item."""

    fund = FundChoice(label=_("어느 재원에서 나눕니까"), queryset=None, empty_label=CHOOSE)
    title = forms.CharField(label=_("무엇에 쓰는 돈입니까"), max_length=160, help_text=_("예: 이차전지 기초과정 운영"))
    task_group = forms.TypedChoiceField(
        label=_("추진과제"), choices=TaskGroup.choices, coerce=TaskGroup, widget=forms.RadioSelect
    )
    item = forms.TypedChoiceField(label=_("비목"), choices=[("", CHOOSE), *Item.choices], coerce=Item)
    amount = Won(label=_("배정액(원)"), min_value=1, help_text=_("쉼표를 넣어도 됩니다. 예: 60,000,000"))
    code = forms.CharField(
        label=_("예산항목 코드"), required=False, max_length=40, help_text=_("비워 두면 나루가 붙입니다. 예: L-01")
    )
    rules = {"amount": _("한 재원의 예산항목을 모두 더한 금액은 재원 금액을 넘을 수 없습니다.")}

    def __init__(self, *arguments: Any, funds: QuerySet[Any], first: Any = None, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        choose(self, "fund", funds, first)


class Enter(Form):
    """Money committed, spent or returned on a line."""

    line = LineChoice(label=_("어느 예산항목입니까"), queryset=None, empty_label=CHOOSE)
    kind = forms.TypedChoiceField(
        label=_("무엇을 했습니까"),
        choices=[
            (EntryKind.COMMIT.value, _("원인행위: 쓰기로 정했습니다(계약·결의)")),
            (EntryKind.SPEND.value, _("지출: 돈을 냈습니다")),
            (EntryKind.RETURN.value, _("반납: 쓴 돈이 되돌아왔습니다")),
        ],
        coerce=EntryKind,
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=_("일자"), help_text=_("예: 2026-06-03"))
    amount = Won(label=_("금액(원)"), min_value=0, help_text=_("쉼표를 넣어도 됩니다. 예: 18,000,000"))
    memo = forms.CharField(label=_("적요"), required=False, max_length=200, help_text=_("예: 기초과정 3기 강사 수당"))
    evidence = forms.CharField(label=_("증빙"), required=False, max_length=200, help_text=_("예: 지출결의서 2026-031"))
    code = forms.CharField(
        label=_("집행 코드"), required=False, max_length=40, help_text=_("비워 두면 나루가 붙입니다. 예: E-001")
    )
    rules = {"amount": _("원인행위와 지출은 배정액을, 반납은 쓴 금액을 넘을 수 없습니다.")}

    def __init__(self, *arguments: Any, lines: QuerySet[Any], first: Any = None, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        choose(self, "line", lines, first)
        self.fields["on"].initial = timezone.localdate()

    def clean_on(self) -> date:
        return not_after_today(self.cleaned_data["on"])
