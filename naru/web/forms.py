"""The base of every form: Korean sentences, KRDS looks, errors summed on top with links to their fields.

A field's `help_text` is its hint (an example); the rule beside a field comes from `rules = {"name": _("...")}`.
"""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from naru.base.hangul import particles
from naru.base.rulebook.errors import NaruError


class Form(forms.Form):
    """A plain form that renders through `<c-form>`."""

    template_name = "fields.html"
    required_css_class = "is-required"
    rules: ClassVar[dict[str, Any]] = {}
    #: What is typed is kept in the browser until it is sent; never for forms with personal data of others.
    keeps_draft: ClassVar[bool] = True

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        keywords.setdefault("label_suffix", "")
        super().__init__(*arguments, **keywords)
        for name, field in self.fields.items():
            dress(field)
            field.widget.attrs.setdefault("id", f"id_{self.add_prefix(name)}")

    def refuse(self, error: NaruError) -> None:
        """Puts an error of the house on the form: at the field it names (`field=`), else on top."""
        field = str(error.values.get("field", ""))
        sentence = particles.settle(str(error.sentence) or str(error))
        if error.article:
            sentence = f"{sentence} ({error.article})"
        self.add_error(field if field in self.fields else None, sentence)

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(anchor, label, sentence) of every error, for the summary on top."""
        found = [("", "", str(each)) for each in self.non_field_errors()]
        for name, errors in self.errors.items():
            if name in self.fields:
                bound = self[name]
                found += [(bound.auto_id, str(bound.label), str(each)) for each in errors]
        return found

    def rule_of(self, name: str) -> Any:
        return self.rules.get(name, "")


def dress(field: forms.Field) -> None:
    """Gives a field's widget its KRDS class, its input type and Korean sentences for the usual faults."""
    widget = field.widget
    field.error_messages["required"] = _("빠졌습니다. 값을 적거나 골라 주십시오.")
    if isinstance(widget, (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.HiddenInput)):
        return
    if isinstance(field, forms.DateField) and isinstance(widget, forms.DateInput):
        widget.input_type = "date"
        widget.format = "%Y-%m-%d"
        field.error_messages["invalid"] = _("없는 날짜이거나 날짜 모양이 아닙니다. 예: 2026-03-02")
    if isinstance(field, (forms.IntegerField, forms.DecimalField)) and not isinstance(field, forms.ModelChoiceField):
        field.error_messages["invalid"] = _("숫자로 적어 주십시오. 예: 12")
    kind = "krds-input"
    if isinstance(widget, forms.SelectMultiple):
        kind = "naru-multiple"
    elif isinstance(widget, forms.Select):
        kind = "krds-form-select"
    widget.attrs["class"] = f"{widget.attrs.get('class', '')} {kind}".strip()
