"""Curriculum tables: a new version, the credits in their cells, decisions; local subjects; answers to training."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naru.domain.curriculum.models import Table
from naru.domain.curriculum.rules.table import TERMS
from naru.web.forms import Form


class Draft(Form):
    """A new version for an intake, empty or from another one."""

    intake_year = forms.IntegerField(label=_("입학연도"), min_value=2025, max_value=2100, help_text=_("예: 2027"))
    source: Any = forms.ModelChoiceField(
        label=_("무엇에서 시작합니까"), queryset=None, required=False, empty_label=_("빈 표에서 시작")
    )
    note = forms.CharField(label=_("메모"), required=False, max_length=300, help_text=_("예: 2027학년도 1차 안"))

    def __init__(self, *arguments: Any, tables: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        field: Any = self.fields["source"]
        field.queryset = tables
        field.label_from_instance = label_of


def label_of(table: Table) -> str:
    return f"{table.intake_year} v{table.number} · {table.get_state_display()}"


class Cells(forms.Form):
    """The whole table as sent: `c<course>-<term>` holds credits; `edition` is the one that the person saw."""

    edition = forms.IntegerField(min_value=0)
    note = forms.CharField(required=False, max_length=300)

    def __init__(self, data: Any, courses: set[int]) -> None:
        super().__init__(data)
        self.courses = courses

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cells: dict[int, dict[int, int]] = {}
        for pk in self.courses:
            for term in TERMS:
                text = str(self.data.get(f"c{pk}-{term}", "")).strip()
                if text in {"", "0"}:
                    continue
                if not (text.isascii() and text.isdigit() and len(text) <= 2 and int(text) <= 30):
                    self.add_error(None, _("학점은 0에서 30까지의 정수입니다."))
                    continue
                cells.setdefault(pk, {})[term] = int(text)
        cleaned["cells"] = cells
        return cleaned


class Decide(Form):
    """The office's word on a table."""

    reason = forms.CharField(
        label=_("까닭"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("예: 편성 기준에 맞고 지역 과목의 승인 문서를 확인함"),
    )


class Approval(Form):
    """The office's word on a local subject."""

    is_approved = forms.TypedChoiceField(
        label=_("결정"),
        choices=(("yes", _("승인")), ("no", _("불승인"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    document = forms.CharField(
        label=_("승인 문서나 불승인 까닭"),
        max_length=200,
        help_text=_("예: 경상북도교육청 중등교육과-1234(2026-11-20)"),
    )


class Answer(Form):
    """Whether a proposed teacher training is taken up."""

    is_taken = forms.TypedChoiceField(
        label=_("결정"),
        choices=(("yes", _("연수 과정을 엽니다")), ("no", _("하지 않습니다"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("어떻게 합니까"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("예: 2027년 1월 KOREATECH 30시간 과정에 신청"),
    )
