"""A small piece of the demo workbook, and the means to spoil it in one place."""

import copy
import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from django.apps import apps

from naru.demo.pohang import build
from naru.document.exchange import check, read, sheets, write
from naru.document.exchange.checked import Checked
from naru.document.exchange.fault import letter_of
from naru.document.exchange.layout import HELP_MARK, Kind

Grid = list[list[Any]]
FIRST = 3
OF_PERSONS = ("enrolments", "applications", "placements", "awards", "observations")


@dataclass(frozen=True)
class Formula:
    """A cell with a formula and the value that Excel showed last."""

    text: str
    shown: Any = 0


@functools.cache
def _cut() -> build.Rows:
    rows = build.rows()
    full = {(each["school"], each["number"]) for each in rows["enrolments"] if each["programme"] == "IND-2026-1"}
    more = {(each["school"], each["number"]) for each in [*rows["awards"][:10], *rows["learners"][:20]]}
    kept = full | more
    for key in ("learners", *OF_PERSONS):
        rows[key] = [each for each in rows[key] if (each["school"], each["number"]) in kept]
    return rows


def rows() -> build.Rows:
    """Every sheet of the demo, with some seventy learners and what hangs on them."""
    return copy.deepcopy(_cut())


def filled(path: Path, found: build.Rows | None = None) -> Path:
    write.filled(path, rows() if found is None else found)
    return path


WHOLE = re.compile(r"-?[0-9]{1,15}")


def grids(path: Path) -> dict[str, Grid]:
    """Sheets by key as lists of cells; index 0 is the header, 1 the help row, so row 3 of Excel is index 2."""
    found = {}
    for raw in read.read(path).sheets:
        if raw.title not in sheets.BY_TITLE:
            continue
        sheet = sheets.BY_TITLE[raw.title]
        body = [[None if cell is None else cell for cell in row[:-1]] for row in raw.frame.iter_rows()]
        found[sheet.key] = [list(raw.header), [HELP_MARK], *body]
    return found


def written(path: Path, found: dict[str, Grid]) -> Path:
    """The grids as a workbook; numbers as numbers, formulas as formulas."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        for key, grid in found.items():
            page = book.add_worksheet(sheets.BY_KEY[key].title)
            numbers = {each.title for each in sheets.BY_KEY[key].columns if each.kind in {Kind.INTEGER, Kind.DECIMAL}}
            for line, row in enumerate(grid):
                for position, cell in enumerate(row):
                    is_number = line > 1 and grid[0][position] in numbers
                    if isinstance(cell, Formula):
                        page.write_formula(line, position, cell.text, None, cell.shown)
                    elif cell is not None and is_number and WHOLE.fullmatch(str(cell)):
                        page.write_number(line, position, int(cell))
                    elif cell is not None:
                        page.write_string(line, position, str(cell))
    return path


def position(key: str, name: str) -> int:
    return [each.name for each in sheets.BY_KEY[key].columns].index(name)


def letter(key: str, name: str) -> str:
    return letter_of(position(key, name))


def checked(path: Path, **given: Any) -> Checked:
    return check.check(read.read(path), **({"by": None} | given))


def places(found: Checked) -> list[tuple[str, str, int, str]]:
    """(code, sheet key, row, letter) of every fault."""
    return [
        (each.code, sheets.BY_TITLE[each.sheet].key if each.sheet else "", each.row, each.letter)
        for each in found.faults
    ]


def counts() -> dict[str, int]:
    """Rows of every table."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}
