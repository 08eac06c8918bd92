"""What is loaded, into which district."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naru.base.district.models import District
from naru.base.rulebook.errors import RuleBroken
from naru.document.exchange import sheets, upload
from naru.web.forms import Form


class SheetSelect(forms.Select):
    """The sheets bear the names that they have in the workbook, which is Korean in every language."""

    def create_option(self, name: str, value: Any, *arguments: Any, **keywords: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *arguments, **keywords)
        if value:
            option["attrs"]["lang"] = "ko"
        return option


class Load(Form):
    """A workbook, or one table of it."""

    file = forms.FileField(
        label=_("파일"),
        help_text=_("XLSX 통합문서, 또는 UTF-8이나 CP949로 저장한 CSV"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    sheet = forms.ChoiceField(
        label=_("시트"), required=False, widget=SheetSelect, help_text=_("한 시트만 올릴 때 고릅니다.")
    )

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["sheet"].choices = [("", _("통합문서 전체")), *((s.key, s.title) for s in sheets.SHEETS)]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        try:
            upload.glance(given.name, given, given.size)
        except RuleBroken as error:
            raise forms.ValidationError(str(error.sentence)) from None
        return given

    @staticmethod
    def district_code(district: District | None, name: str, sheet: str) -> str:
        """A whole workbook names its own district; a single table belongs to the one chosen on the page."""
        if sheet or name.lower().endswith(".csv"):
            return district.code if district else ""
        return ""
