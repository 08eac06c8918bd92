"""What is asked when a competency unit is added, or its place is taken by another."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from naru.base.rulebook.errors import RuleBroken
from naru.document.exchange import ncs, upload
from naru.domain.competency.enums import AlignmentKind, CodeTable, FrameworkKind, TextKind
from naru.domain.competency.models import Framework, Unit
from naru.domain.competency.rules import Part, parts_of
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


class Describe(Form):
    """What a unit is made of: elements, and under each its criteria."""

    definition = forms.CharField(
        label=_("무엇을 할 줄 아는 것입니까"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("예: 활물질과 바인더를 배합비대로 섞어 슬러리를 만들고 점도를 맞춘다."),
    )
    level = forms.TypedChoiceField(label=_("수준"), coerce=int, required=False, empty_value=None)
    parts = forms.CharField(
        label=_("능력단위요소와 수행준거"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("요소는 한 줄에 하나, 그 아래 줄에 -로 시작하는 수행준거를 적습니다. 예: 슬러리 배합하기"),
    )

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        levels: Any = self.fields["level"]
        levels.choices = [("", _("정하지 않음")), *((each, str(each)) for each in range(1, 9))]

    def clean_parts(self) -> list[Part]:
        try:
            return parts_of(self.cleaned_data["parts"])
        except RuleBroken as error:
            raise forms.ValidationError(str(error.sentence)) from None


class Propose(Add):
    """A new unit with what it is made of."""

    definition = Describe.base_fields["definition"]
    parts = Describe.base_fields["parts"]

    def clean_parts(self) -> list[Part]:
        return Describe.clean_parts(self)  # type: ignore[arg-type]


class Align(Form):
    """A typed link of a unit to exactly one other thing."""

    kind = forms.TypedChoiceField(label=_("어떤 사이입니까"), choices=AlignmentKind.choices, coerce=AlignmentKind)
    other = forms.CharField(
        label=_("다른 능력단위"),
        required=False,
        max_length=220,
        widget=forms.TextInput(attrs={"list": "successors", "autocomplete": "off"}),
        help_text=_("이름이나 코드. 예: 1901120101_16v2"),
    )
    occupation: Any = forms.ModelChoiceField(label=_("직업"), queryset=None, required=False, empty_label=CHOOSE)
    licence = forms.CharField(label=_("국가자격"), required=False, max_length=120, help_text=_("예: 전기기능사"))
    subject = forms.CharField(label=_("과목"), required=False, max_length=200, help_text=_("예: 전기 설비 · 전지 제조"))
    source = forms.CharField(
        label=_("무엇을 보고 이었습니까"), max_length=300, help_text=_("예: 2022 개정 교육과정 고시")
    )
    rules = {"other": _("능력단위, 직업, 국가자격, 과목 가운데 하나만 적으십시오.")}

    def __init__(
        self, *arguments: Any, unit: Unit, units: QuerySet[Unit], occupations: Any, licences: Any, **keywords: Any
    ) -> None:
        super().__init__(*arguments, **keywords)
        self.unit, self.units, self.licences = unit, units, licences
        self.fields["occupation"].queryset = occupations  # type: ignore[attr-defined]

    @property
    def suggestions(self) -> list[str]:
        return [said(each) for each in self.units.exclude(pk=self.unit.pk).order_by("code")[:MOST_SUGGESTIONS]]

    def clean_other(self) -> Unit | None:
        text = self.cleaned_data["other"].strip()
        if not text:
            return None
        code = text.rpartition("(")[2].removesuffix(")") if text.endswith(")") else text
        rows = list(self.units.filter(Q(code=code) | Q(name=text))[:2])
        if len(rows) != 1:
            raise forms.ValidationError(_("목록에 없는 능력단위입니다. 이름이나 코드로 찾아 골라 주십시오."))
        return rows[0]

    def clean_licence(self) -> Any:
        text = self.cleaned_data["licence"].strip()
        if not text:
            return None
        found = self.licences.filter(name=text).first()
        if found is None:
            raise forms.ValidationError(_("목록에 없는 국가자격입니다. 자격 이름을 그대로 적어 주십시오."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        given = [name for name in ("other", "occupation", "licence", "subject") if cleaned.get(name)]
        if len(given) != 1 and not self.errors:
            self.add_error("other", _("능력단위, 직업, 국가자격, 과목 가운데 하나만 적어 주십시오."))
        return cleaned


class Settle(Form):
    """Which unit took the place of an old one; none is an answer, too."""

    successor: Any = forms.ModelChoiceField(
        label=_("어떤 능력단위가 대신합니까"), queryset=None, required=False, empty_label=_("대신하는 것이 없음")
    )

    def __init__(self, *arguments: Any, units: QuerySet[Unit], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["successor"].queryset = units  # type: ignore[attr-defined]
        self.fields["successor"].label_from_instance = said  # type: ignore[attr-defined]


class Texts(Form):
    """One text that was pasted, or a table of many."""

    kind = forms.ChoiceField(label=_("어떤 글입니까"), choices=TextKind.choices)
    title = forms.CharField(label=_("제목"), required=False, max_length=200, help_text=_("예: 전극 코팅 설비 조작원"))
    body = forms.CharField(
        label=_("글"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("직무 설명이나 채용공고의 글을 붙여 넣으십시오."),
    )
    file = forms.FileField(
        label=_("또는 표"),
        required=False,
        help_text=_("XLSX나 CSV. 제목(name)과 글(text, duties, 직무내용)의 열이 있어야 합니다. 500줄까지."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    source = forms.CharField(label=_("출처"), required=False, max_length=300, help_text=_("예: 한국직업사전 C282"))

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given is None:
            return None
        try:
            upload.glance(given.name, given, given.size)
        except RuleBroken as error:
            raise forms.ValidationError(str(error.sentence)) from None
        return given

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("file") is None and "file" not in self.errors:
            for name in ("title", "body"):
                if not cleaned.get(name):
                    self.add_error(name, _("빠졌습니다. 글을 붙여 넣거나 표를 고르십시오."))
        return cleaned


class Standards(Form):
    """A published table and what it is."""

    kind = forms.ChoiceField(
        label=_("무엇의 표입니까"),
        choices=(("ncs", FrameworkKind.NCS.label), ("keco", _("한국고용직업분류(직업)")), *CodeTable.choices),
    )
    file = forms.FileField(
        label=_("파일"),
        help_text=_("공표된 XLSX, UTF-8이나 CP949의 CSV, 공공데이터 API의 JSON"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.json"}),
    )

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given.name.lower().endswith(".json"):
            if given.size > ncs.BIGGEST_JSON:
                raise forms.ValidationError(upload.TOO_BIG)
            return given
        try:
            upload.glance(given.name, given, given.size)
        except RuleBroken as error:
            raise forms.ValidationError(str(error.sentence)) from None
        return given


class OpenFramework(Form):
    """A framework of the district's own."""

    name = forms.CharField(label=_("이름"), max_length=120, help_text=_("예: 포항 이차전지 지역 표준"))
    code = forms.SlugField(
        label=_("표준 코드"), max_length=40, help_text=_("영문, 숫자, -로 적습니다. 예: pohang-battery")
    )
    source = forms.CharField(
        label=_("무엇을 보고 만듭니까"), max_length=200, help_text=_("예: 2026년 1월 교육 과정의 내용")
    )


class Package(Form):
    """A CASE package, and the code that its framework gets here."""

    code = forms.SlugField(
        label=_("표준 코드"), max_length=40, help_text=_("영문, 숫자, -로 적습니다. 예: ecu-battery-2026")
    )
    file = forms.FileField(
        label=_("파일"),
        help_text=_("CASE 1.0이나 1.1의 CFPackage(JSON)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )
