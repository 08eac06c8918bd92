"""No door takes a resident registration number (개인정보 보호법 제24조의2), and no model has a place for one."""

import pytest
import xlsxwriter
from django import forms as django_forms
from pydantic import ValidationError

from naru.api.people import LeavingIn
from naru.base.privacy.classes import own_models
from naru.document.exchange import check, read, sheets
from naru.web.forms import Form
from tests.factories import make

NUMBERS = ["900101-1234567", "900101 - 1234567", "주민 900101–2234567 번"]
HARMLESS = ["2026-03-02", "010-1234-5678", "124-81-00998", "123456-123456789", "2024-0001"]


class Note(Form):
    text = django_forms.CharField()


@pytest.mark.parametrize("text", NUMBERS)
def test_form_and_program_refuse_it_without_repeating_it(text):
    form = Note({"text": text})
    assert not form.is_valid()
    assert "주민등록번호" in str(form.errors)
    assert "1234567" not in str(form.faults)
    with pytest.raises(ValidationError) as refused:
        LeavingIn(why=text)
    assert refused.value.errors()[0]["type"] == "resident_number"


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_a_little_like_it_is_taken(text):
    assert Note({"text": text}).is_valid()
    assert LeavingIn(why=text).why == text


@pytest.mark.django_db
def test_workbook_refuses_it_by_row_and_column_without_repeating_it(tmp_path):
    path = tmp_path / "learners.xlsx"
    sheet = sheets.BY_KEY["learners"]
    titles = [each.title for each in sheet.columns]
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(sheet.title)
        page.write_row(0, 0, titles)
        for row, name in enumerate(("900101-1234567", "김나루", "김나래"), 1):
            page.write_row(row, 0, [name if each.name == "name" else "" for each in sheet.columns])
    make.district("here")
    faults = check.check(read.read(path), by=None, district_code="here", only="learners").faults
    found = [each for each in faults if each.code == "resident_number"]
    assert found, [each.line for each in faults]
    assert [(each.row, each.column) for each in found] == [(2, sheet.column("name").title)]
    assert "1234567" not in found[0].line


def test_no_field_is_meant_for_one():
    names = {field.name for model in own_models() for field in model._meta.concrete_fields}
    assert not {each for each in names if "resident" in each or "rrn" in each or "jumin" in each}
