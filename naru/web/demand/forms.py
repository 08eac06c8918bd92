"""What a firm says: the first word and every later one, with the competency units that it wants."""

import re
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.enums import OrganisationKind
from naru.base.district.models import District, Organisation
from naru.domain.competency import queries as competency
from naru.domain.competency.enums import UnitState
from naru.domain.competency.models import Unit
from naru.domain.demand.actions import Terms
from naru.domain.demand.enums import Confidence, NeedSource, Shift
from naru.web.forms import Form, dress

CHOOSE = _("고르십시오")
SPARE_ROWS = 3
LEAST_ROWS = 4
MOST_ROWS = 40
MOST_SUGGESTIONS = 500
ROWS = ("unit_", "importance_", "level_")
LEVELS = (("", _("능력단위의 수준까지")), *((str(each), str(each)) for each in range(1, 9)))
IMPORTANCE = (
    ("5", _("5 꼭 필요")),
    ("4", _("4 많이 필요")),
    ("3", _("3 필요")),
    ("2", _("2 있으면 좋음")),
    ("1", _("1 참고")),
)


def organisations(viewer: User, permission: Permission, *kinds: OrganisationKind) -> QuerySet[Organisation]:
    """Organisations of these kinds for which the viewer may do it: the district's, or only their own."""
    rows = access.organisations_of(viewer)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    here = access.reach(viewer, permission)
    if not (here.everywhere or here.districts):
        rows = rows.filter(pk__in=here.organisations)
    return rows.order_by("name")


def choose(form: forms.Form, name: str, rows: QuerySet[Any], initial: Any = None) -> None:
    """Sets the choices of a model field; a single choice is made for the person."""
    field: Any = form.fields[name]
    field.queryset = rows
    first_two = list(rows[:2])
    if initial is not None and any(each.pk == initial.pk for each in first_two):
        field.initial = initial
    elif len(first_two) == 1:
        field.initial = first_two[0]
    elif initial is not None and rows.filter(pk=initial.pk).exists():
        field.initial = initial


def is_in(district: District, organisation: Organisation) -> bool:
    return organisation.districts.filter(district=district).exists()  # type: ignore[attr-defined]


class UnitsForm(Form):
    """A form that also holds rows of competency units; `cleaned_data["wanted"]` lists (unit, importance).

    A unit is written by name or code, with suggestions; empty rows are left out. With `has_level` a row says a level
    instead of an importance (None: the unit's own), and `wanted` lists (unit, level).
    """

    has_importance = True
    has_level = False

    def __init__(
        self, *arguments: Any, viewer: User, given: list[tuple[Unit, Any]] | None = None, **keywords: Any
    ) -> None:
        super().__init__(*arguments, **keywords)
        self.viewer = viewer
        before = given or []
        self.row_count = min(max(len(before) + SPARE_ROWS, LEAST_ROWS), MOST_ROWS)
        for number in range(1, self.row_count + 1):
            unit, importance = before[number - 1] if number <= len(before) else (None, 3)
            self._add(
                f"unit_{number}",
                forms.CharField(
                    label=_("능력단위 %(number)s") % {"number": number},
                    required=False,
                    max_length=220,
                    initial=said(unit) if unit else "",
                    widget=forms.TextInput(attrs={"list": "unit-names", "autocomplete": "off"}),
                ),
            )
            if self.has_importance:
                self._add(
                    f"importance_{number}",
                    forms.TypedChoiceField(
                        label=_("중요도 %(number)s") % {"number": number},
                        choices=IMPORTANCE,
                        coerce=int,
                        required=False,
                        initial=str(importance),
                    ),
                )
            if self.has_level:
                self._add(
                    f"level_{number}",
                    forms.TypedChoiceField(
                        label=_("이르는 수준 %(number)s") % {"number": number},
                        choices=LEVELS,
                        coerce=int,
                        required=False,
                        empty_value=None,
                        initial=str(importance) if unit and importance else "",
                    ),
                )

    def _add(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field
        dress(field)
        field.widget.attrs.setdefault("id", f"id_{self.add_prefix(name)}")

    @property
    def main(self) -> list[BoundField]:
        return [each for each in self.visible_fields() if not each.name.startswith(ROWS)]

    @property
    def unit_rows(self) -> list[list[BoundField]]:
        rows = []
        for number in range(1, self.row_count + 1):
            names = [f"unit_{number}"]
            names += [f"importance_{number}"] if self.has_importance else []
            names += [f"level_{number}"] if self.has_level else []
            rows.append([self[name] for name in names])
        return rows

    @property
    def suggestions(self) -> list[str]:
        rows = competency.usable(self.viewer).order_by("name", "code")
        return [said(each) for each in rows[:MOST_SUGGESTIONS]]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        texts = {number: cleaned.pop(f"unit_{number}", "").strip() for number in range(1, self.row_count + 1)}
        found = units_named(self.viewer, [text for text in texts.values() if text])
        wanted: list[tuple[Unit, Any]] = []
        for number, text in texts.items():
            importance = int(cleaned.pop(f"importance_{number}", 3) or 3)
            level = cleaned.pop(f"level_{number}", None)
            if not text:
                continue
            unit = found.get(text)
            if unit is None:
                self.add_error(f"unit_{number}", _("목록에 없는 능력단위입니다. 이름이나 코드로 찾아 골라 주십시오."))
            elif any(unit == each for each, _importance in wanted):
                self.add_error(f"unit_{number}", _("같은 능력단위를 두 번 적었습니다. 하나를 지워 주십시오."))
            else:
                wanted.append((unit, level if self.has_level else importance))
        cleaned["wanted"] = wanted
        return cleaned


def said(unit: Unit) -> str:
    return f"{unit.name} ({unit.code})"


def units_named(viewer: User, texts: list[str]) -> dict[str, Unit]:
    """What each text means: "name (code)", a code, or a name that only one unit bears. One query."""
    if not texts:
        return {}
    codes = {text: match[1] if (match := re.search(r"\(([^()]+)\)$", text)) else text for text in texts}
    confirmed = competency.listing(viewer).filter(state=UnitState.CONFIRMED)
    rows = list(confirmed.filter(Q(code__in=codes.values()) | Q(name__in=texts)))
    found: dict[str, Unit] = {}
    for text, code in codes.items():
        fitting = [each for each in rows if each.code == code] or [each for each in rows if each.name == text]
        current = [each for each in fitting if each.replaced_by_id is None] or fitting
        if len(current) == 1:
            found[text] = current[0]
    return found


class Word(UnitsForm):
    """What is said of a need, first or again."""

    headcount = forms.IntegerField(
        label=_("몇 명을 채용하려고 합니까"), min_value=0, max_value=100_000, help_text=_("예: 12")
    )
    confidence = forms.TypedChoiceField(
        label=_("얼마나 확실합니까"),
        choices=[("", CHOOSE), *Confidence.choices],
        coerce=Confidence,
        help_text=_(
            "계획만 있으면 ‘계획’, 예산에 들어갔으면 ‘예산 반영’, 계약이나 공고로 정해졌으면 ‘계약·확정’입니다."
        ),
    )
    source = forms.TypedChoiceField(
        label=_("어디에서 들었습니까"), choices=[("", CHOOSE), *NeedSource.choices], coerce=NeedSource
    )
    said_on = forms.DateField(label=_("밝힌 날"), help_text=_("예: 2026-06-03"))
    complex = forms.CharField(
        label=_("어느 산업단지에서 일합니까"), required=False, max_length=80, help_text=_("예: 영일만 일반산업단지")
    )
    quarter = forms.TypedChoiceField(
        label=_("몇 분기에 채용합니까"),
        choices=(("", _("정해지지 않음")), *((str(each), str(each)) for each in range(1, 5))),
        coerce=int,
        required=False,
        empty_value=None,
    )
    level = forms.TypedChoiceField(
        label=_("수준"),
        choices=(("", _("정해지지 않음")), *((str(each), str(each)) for each in range(1, 9))),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("1에서 8까지이고, 클수록 높습니다."),
    )
    shift = forms.ChoiceField(label=_("근무 형태"), choices=(("", _("정해지지 않음")), *Shift.choices), required=False)
    duty = forms.CharField(
        label=_("어떤 일을 하게 됩니까"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("기업이 쓰는 말 그대로 적습니다. 예: 슬러리를 섞고 코팅 두께를 잰다"),
    )

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["said_on"].initial = timezone.localdate()


def terms_of(cleaned: dict[str, Any]) -> Terms:
    """Takes place, quarter, level and shift out of the cleaned values."""
    return Terms(**{name: cleaned.pop(name) for name in ("complex", "quarter", "level", "shift", "duty")})


class State(Word):
    """A new need."""

    district: Any = forms.ModelChoiceField(label=_("지구"), queryset=None, empty_label=CHOOSE)
    firm: Any = forms.ModelChoiceField(label=_("기업"), queryset=None, empty_label=CHOOSE)
    occupation: Any = forms.ModelChoiceField(
        label=_("어떤 직업의 사람이 필요합니까"),
        queryset=None,
        empty_label=CHOOSE,
        help_text=_("한국고용직업분류(KECO)의 직업입니다. 예: 8360 전기·전자 부품·제품 조립원"),
    )
    year = forms.IntegerField(
        label=_("몇 년에 채용합니까"), min_value=2000, max_value=2100, help_text=_("예: 2027 (2027년 3월부터 1년)")
    )
    code = forms.CharField(
        label=_("수요 코드"), required=False, max_length=40, help_text=_("비워 두면 나루가 붙입니다. 예: N-2027-01")
    )
    field_order = [
        "district",
        "firm",
        "occupation",
        "year",
        "quarter",
        "headcount",
        "complex",
        "level",
        "shift",
        "duty",
        "confidence",
        "source",
        "said_on",
        "code",
    ]

    def __init__(self, *arguments: Any, viewer: User, district: District | None, year: int, **keywords: Any) -> None:
        super().__init__(*arguments, viewer=viewer, **keywords)
        choose(self, "district", access.districts_of(viewer, Permission.DEMAND_WRITE), district)
        choose(self, "firm", organisations(viewer, Permission.DEMAND_WRITE, OrganisationKind.FIRM))
        self.fields["occupation"].queryset = competency.occupations(viewer)  # type: ignore[attr-defined]
        self.fields["year"].initial = year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        district, firm = cleaned.get("district"), cleaned.get("firm")
        if district and firm and not is_in(district, firm):
            self.add_error("firm", gettext("이 기업은 고른 지구에 참여하고 있지 않습니다."))
        return cleaned


class Revise(Word):
    """A later word on a need."""

    reason = forms.CharField(
        label=_("왜 바뀌었습니까"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("예: 2공장 가동이 다음 해로 미루어짐"),
    )
    field_order = [
        "headcount",
        "confidence",
        "source",
        "said_on",
        "reason",
        "complex",
        "quarter",
        "level",
        "shift",
        "duty",
    ]
