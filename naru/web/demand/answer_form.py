"""The form that a firm's HR answers on a phone: a card for each occupation."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naru.domain.demand import queries
from naru.domain.demand.actions import Answered, Terms
from naru.domain.demand.enums import Confidence, Shift
from naru.domain.demand.models import Ask, Revision
from naru.web.forms import Form, dress, refuse_resident_number

NEW_ROWS = 2
QUARTERS = (("", _("미정")), *((str(each), _("%(n)s분기") % {"n": each}) for each in range(1, 5)))
LEVELS = (("", _("미정")), *((str(each), str(each)) for each in range(1, 9)))


@dataclass(frozen=True)
class Card:
    """One occupation on the form: its last word (None for a new one), the fields that matter, those that may stay."""

    number: int
    said: Revision | None
    main: list[Any]
    more: list[Any]
    reason: list[Any]
    has_faults: bool


class Answer(Form):
    """A card for each occupation that the firm spoke of before, filled with its last word, and empty ones for new."""

    def __init__(self, *arguments: Any, words: list[Revision], ask: Ask, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.words, self.ask = words, ask
        for number, said in enumerate(words):
            self._card(number, said)
        for number in range(len(words), len(words) + NEW_ROWS):
            self._card(number, None)

    def _card(self, number: int, said: Revision | None) -> None:
        if said is None:
            self._add(
                f"occupation_{number}",
                forms.ModelChoiceField(
                    label=_("직업"),
                    queryset=queries.occupations_for(self.ask),
                    required=False,
                    empty_label=_("고르십시오"),
                ),
            )
        self._add(
            f"headcount_{number}",
            forms.IntegerField(
                label=_("몇 명"),
                min_value=0,
                max_value=100_000,
                required=said is not None,
                initial=said.headcount if said else None,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            ),
        )
        sure = [("", _("고르십시오")), *Confidence.choices]
        self._add(
            f"confidence_{number}",
            forms.ChoiceField(
                label=_("얼마나 확실합니까"),
                choices=sure,
                required=said is not None,
                initial=said.confidence if said else "",
            ),
        )
        self._add(
            f"duty_{number}",
            forms.CharField(
                label=_("어떤 일을 하게 됩니까"),
                max_length=1_000,
                required=False,
                initial=said.duty if said else "",
                help_text=_(
                    "쓰시는 말 그대로 적어 주십시오. 필요한 능력을 찾아 드립니다. 예: 슬러리를 섞고 코팅 두께를 잰다"
                ),
                widget=forms.Textarea(attrs={"rows": 3}),
            ),
        )
        for name, label, choices in (
            ("quarter", _("언제"), QUARTERS),
            ("level", _("수준(1~8)"), LEVELS),
            ("shift", _("근무 형태"), (("", _("미정")), *Shift.choices)),
        ):
            initial = getattr(said, name) if said else None
            self._add(
                f"{name}_{number}",
                forms.ChoiceField(label=label, choices=choices, required=False, initial=str(initial or "")),
            )
        place = (said.complex if said else "") or self.ask.firm.complex
        self._add(
            f"complex_{number}",
            forms.CharField(label=_("일할 곳(산업단지)"), max_length=80, required=False, initial=place),
        )
        if said is not None and said.need.year == self.ask.survey.year:
            self._add(
                f"reason_{number}",
                forms.CharField(
                    label=_("달라졌으면 까닭"), max_length=300, required=False, help_text=_("예: 증설이 미루어짐")
                ),
            )

    def _add(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field
        dress(field)
        if isinstance(field, forms.CharField):
            field.validators.append(refuse_resident_number)
        field.widget.attrs.setdefault("id", f"id_{name}")

    @property
    def cards(self) -> list[Card]:
        return [self._shown(number) for number in range(len(self.words) + NEW_ROWS)]

    def _shown(self, number: int) -> Card:
        def fields(*names: str) -> list[Any]:
            return [self[f"{name}_{number}"] for name in names if f"{name}_{number}" in self.fields]

        more = fields("quarter", "level", "shift", "complex")
        said = self.words[number] if number < len(self.words) else None
        return Card(
            number,
            said,
            fields("occupation", "headcount", "confidence", "duty"),
            more,
            fields("reason"),
            any(each.errors for each in more),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(len(self.words), len(self.words) + NEW_ROWS):
            occupation, heads = cleaned.get(f"occupation_{number}"), cleaned.get(f"headcount_{number}")
            if heads is not None and occupation is None:
                self.add_error(f"occupation_{number}", _("어떤 직업인지 골라 주십시오."))
            if occupation is not None and heads is None and f"headcount_{number}" not in self.errors:
                self.add_error(f"headcount_{number}", _("몇 명인지 적어 주십시오."))
            if occupation is not None and not cleaned.get(f"confidence_{number}"):
                self.add_error(f"confidence_{number}", _("얼마나 확실한지 골라 주십시오."))
        return cleaned

    @property
    def lines(self) -> dict[int, Answered]:
        """What was filled in, by the number of its card."""
        found: dict[int, Answered] = {}
        for number in range(len(self.words) + NEW_ROWS):
            said = self.words[number] if number < len(self.words) else None
            heads = self.cleaned_data.get(f"headcount_{number}")
            if heads is None:
                continue
            is_own = said is not None and said.need.year == self.ask.survey.year
            found[number] = Answered(
                need=said.need if said is not None and is_own else None,
                occupation=said.need.occupation if said else self.cleaned_data[f"occupation_{number}"],
                headcount=heads,
                confidence=Confidence(self.cleaned_data[f"confidence_{number}"]),
                terms=self._terms(number),
                reason=self.cleaned_data.get(f"reason_{number}", ""),
            )
        return found

    def _terms(self, number: int) -> Terms:
        given = self.cleaned_data
        quarter, level = given[f"quarter_{number}"], given[f"level_{number}"]
        return Terms(
            complex=given[f"complex_{number}"],
            quarter=int(quarter) if quarter else None,
            level=int(level) if level else None,
            shift=given[f"shift_{number}"],
            duty=given[f"duty_{number}"].strip(),
        )
