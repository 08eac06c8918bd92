"""Workbooks out: the empty template, a filled one, and a copy of a file with its faults marked."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _

from naru.document.exchange import sheets
from naru.document.exchange.fault import Fault
from naru.document.exchange.layout import HELP_MARK, Column, Kind, Sheet
from naru.document.exchange.read import RawBook

GUIDE = "안내"
FAULTS = "고칠 곳"
ROOM_FOR_CHOICES = 20_000
#: A comment box on every cell would make a file that nobody can open.
MOST_COMMENTS = 2_000

STEPS = (
    "한 시트에 한 가지를 적습니다. 첫 줄은 열 이름, 둘째 줄은 도움말이고 셋째 줄부터 적습니다.",
    "열 이름과 시트 이름은 바꾸지 마십시오. 열의 차례는 달라도 됩니다. *표가 있는 열은 꼭 채웁니다.",
    "코드는 다른 시트에서 그 줄을 가리키는 이름입니다. 한 번 정한 코드는 바꾸지 마십시오.",
    "날짜는 2026-03-02처럼, 숫자는 숫자만 적습니다. 수식 대신 값을 붙여 넣습니다.",
    "먼저 확인만 하면 고칠 곳을 시트·행·열로 알려 주고, 고칠 곳이 하나라도 있으면 아무것도 올리지 않습니다.",
    "같은 파일을 두 번 올려도 달라지는 것은 없습니다. 고친 줄만 바뀝니다.",
)


def template(path: Path) -> None:
    """The empty workbook: every sheet with headers, a help row, choice lists, and the guide."""
    filled(path, {})


def filled(path: Path, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """A workbook with rows by sheet key; each row maps column names to values (labels for choices are not needed)."""
    with translation.override("ko"), xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        formats = {
            "head": book.add_format({"bold": True, "bg_color": "#1d4ed8", "font_color": "#ffffff", "border": 1}),
            "help": book.add_format({"italic": True, "font_color": "#4b5563", "bg_color": "#f3f4f6"}),
            "title": book.add_format({"bold": True, "font_size": 14}),
            "bold": book.add_format({"bold": True}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
            "text": book.add_format({"num_format": "@"}),
        }
        _guide(book, formats)
        for sheet in _shown():
            _sheet(book, sheet, rows.get(sheet.key, ()), formats)


def _shown() -> list[Sheet]:
    """The district comes first for the reader, though it is written after the organisations."""
    return sorted(sheets.SHEETS, key=lambda each: each.key != "districts")


def _guide(book: Any, formats: Mapping[str, Any]) -> None:
    page = book.add_worksheet(GUIDE)
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 22)
    page.set_column(2, 4, 40)
    page.write_string(0, 0, "나루 통합문서", formats["title"])
    for number, step in enumerate(STEPS, 1):
        page.write_string(number, 0, f"{number}. {step}")
    line = len(STEPS) + 2
    for position, head in enumerate(("시트", "열", "무엇을 적는지", "꼭 채우기", "고를 수 있는 값")):
        page.write_string(line, position, head, formats["head"])
    for sheet in _shown():
        line += 1
        page.write_string(line, 0, sheet.title, formats["bold"])
        page.write_string(line, 2, sheet.about)
        for column in sheet.columns:
            line += 1
            page.write_string(line, 1, column.title)
            page.write_string(line, 2, column.hint)
            page.write_string(line, 3, "예" if column.required else "")
            page.write_string(line, 4, " / ".join(_words(column)))


def _words(column: Column) -> list[str]:
    if column.kind == Kind.YES:
        return ["예", "아니요"]
    return [str(label) for label in column.choices.labels] if column.choices else []


def _sheet(book: Any, sheet: Sheet, rows: Sequence[Mapping[str, Any]], formats: Mapping[str, Any]) -> None:
    page = book.add_worksheet(sheet.title)
    page.freeze_panes(2, 0)
    for position, column in enumerate(sheet.columns):
        page.set_column(position, position, max(12, len(column.title) * 2 + 2), formats["text"])
        page.write_string(0, position, f"{column.title}{'*' if column.required else ''}", formats["head"])
        hint = f"{HELP_MARK}: {column.hint}" if position == 0 else column.hint
        page.write_string(1, position, hint, formats["help"])
        words = _words(column)
        if words and len(",".join(words)) < 250:
            page.data_validation(
                2,
                position,
                ROOM_FOR_CHOICES,
                position,
                {"validate": "list", "source": words, "error_title": column.title, "error_message": " / ".join(words)},
            )
    for line, row in enumerate(rows, 2):
        for position, column in enumerate(sheet.columns):
            _cell(page, line, position, column, row.get(column.name))


def _cell(page: Any, line: int, position: int, column: Column, value: Any) -> None:
    if value is None or value == "":
        return
    if column.kind == Kind.YES:
        page.write_string(line, position, "예" if value else "아니요")
    elif column.choices is not None:
        page.write_string(line, position, str(column.choices(value).label))
    elif column.kind in {Kind.INTEGER, Kind.DECIMAL}:
        page.write_number(line, position, float(value) if column.kind == Kind.DECIMAL else int(value))
    else:
        page.write_string(line, position, str(value))


def marked(book: RawBook, faults: Sequence[Fault], path: Path) -> None:
    """A copy of what was read, wrong cells coloured and commented, with a first sheet that lists every fault."""
    by_place: dict[tuple[str, int, str], list[Fault]] = {}
    for fault in faults:
        by_place.setdefault((fault.sheet, fault.row, fault.column), []).append(fault)
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as copy:
        bold = copy.add_format({"bold": True})
        red = copy.add_format({"bg_color": "#fde2e1", "border": 1, "border_color": "#c5221f"})
        page = copy.add_worksheet(FAULTS)
        page.set_column(0, 3, 14)
        page.set_column(4, 4, 90)
        for position, head in enumerate((_("시트"), _("행"), _("열"), _("열 이름"), _("고칠 것"))):
            page.write_string(0, position, head, bold)
        for line, fault in enumerate(faults, 1):
            page.write_string(line, 0, fault.sheet)
            if fault.row:
                page.write_number(line, 1, fault.row)
            page.write_string(line, 2, fault.letter)
            page.write_string(line, 3, fault.column)
            page.write_string(line, 4, fault.text)
        comments = 0
        for raw in book.sheets:
            title = raw.title or next((fault.sheet for fault in faults if fault.sheet), "CSV")
            if title == FAULTS:
                continue
            page = copy.add_worksheet(title)
            for position, head in enumerate(raw.header):
                found = by_place.get((title, 1, head), [])
                page.write_string(0, position, head, red if found else bold)
                if found:
                    page.write_comment(0, position, "\n".join(each.text for each in found))
            for row in raw.frame.iter_rows(named=True):
                for position, head in enumerate(raw.header):
                    value = row[str(position)]
                    found = by_place.get((title, row["row"], head), [])
                    if value is None and not found:
                        continue
                    page.write_string(row["row"] - 1, position, value or "", red if found else None)
                    if found and comments < MOST_COMMENTS:
                        page.write_comment(row["row"] - 1, position, "\n".join(each.text for each in found))
                        comments += 1
