"""Files into frames of text: XLSX through calamine, CSV in UTF-8 or CP949. Nothing is judged here but the file itself."""

import io
import re
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import fastexcel
import polars as pl
from django.utils.translation import gettext_lazy as _

from naru.base.rulebook.errors import RuleBroken
from naru.document.exchange import upload
from naru.document.exchange.layout import HELP_MARK

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: A formula is the first thing in its cell; programs other than Excel put a prefix before every name.
_FORMULA = re.compile(rb'<(?:\w+:)?c r="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f[ />]')
_FULL = re.compile(rb'<(?:\w+:)?c r="([A-Z]+)(\d+)"[^>]*(?<!/)><(?!/)')
_ERROR = re.compile(rb'<(?:\w+:)?c r="([A-Z]+)(\d+)"[^>]*\bt="e"')


@dataclass(frozen=True)
class RawSheet:
    """A sheet as text: `header` titles, `frame` with columns "0", "1", … and "row" (the number that Excel shows)."""

    title: str
    header: tuple[str, ...]
    frame: pl.DataFrame
    formulas: tuple[tuple[int, int], ...] = ()
    errors: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class RawBook:
    """A whole file; `is_single` when it is one table (CSV)."""

    name: str
    sheets: tuple[RawSheet, ...] = field(default_factory=tuple)
    is_single: bool = False


def read(path: Path) -> RawBook:
    """Reads an .xlsx or .csv file. Raises RuleBroken, with what to do, for anything else."""
    if not path.exists():
        raise RuleBroken(_("파일이 없습니다: %(name)s") % {"name": path.name})
    upload.inspect(path)
    return _xlsx(path) if path.suffix.lower() == ".xlsx" else _csv(path)


def _shape(title: str, rows: pl.DataFrame, left: int = 0) -> RawSheet:
    """The header is the first row with anything in it; a help row under it is left out; so are empty rows.

    `left`: how many empty columns stand before the first one of `rows`.
    """
    names = [str(position) for position in range(left + rows.width)]
    if rows.height == 2 and (rows.row(0)[0] or "").strip() and (rows.row(1)[0] or "").startswith(HELP_MARK):
        nothing = pl.DataFrame(schema={**dict.fromkeys(names, pl.String), "row": pl.Int64})
        return RawSheet(title, _titles([None] * left + list(rows.row(0))), nothing)
    texts = [pl.lit(None, dtype=pl.String).alias(name) for name in names[:left]]
    texts += [pl.col(was).str.strip_chars().alias(name) for was, name in zip(rows.columns, names[left:], strict=True)]
    rows = (
        rows.lazy()
        .select(*texts, pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("row"))
        .with_columns(pl.when(pl.col(name) != "").then(pl.col(name)) for name in names)
        .filter(pl.any_horizontal(pl.col(name).is_not_null() for name in names))
        .collect()
    )
    if not rows.height:
        return RawSheet(title, (), pl.DataFrame({"row": []}, schema={"row": pl.Int64}))
    header = _titles(rows.row(0)[:-1])
    rows = rows.slice(1)
    if rows.height and (rows.row(0)[left] or "").startswith(HELP_MARK):
        rows = rows.slice(1)
    return RawSheet(title, header, rows)


def _titles(values: Sequence[str | None]) -> tuple[str, ...]:
    header = [(value or "").strip().rstrip("*").strip() for value in values]
    while header and not header[-1]:
        header.pop()
    return tuple(header)


def _xlsx(path: Path) -> RawBook:
    try:
        with zipfile.ZipFile(path) as package:
            book = fastexcel.read_excel(str(path))
            places = _places(package)
            sheets = []
            with ThreadPoolExecutor(1) as beside:
                strange = {title: beside.submit(_strange_cells, path, place) for title, place in places.items()}
                for title in book.sheet_names:
                    loaded = book.load_sheet(title, header_row=None, skip_rows=0, dtypes="string").to_polars()
                    formulas, errors, first = strange[title].result() if title in strange else ((), (), None)
                    shaped = _shape(title, loaded, _left(loaded, first))
                    sheets.append(RawSheet(shaped.title, shaped.header, shaped.frame, formulas, errors))
    except (zipfile.BadZipFile, fastexcel.FastExcelError, KeyError, ElementTree.ParseError):
        raise RuleBroken(_("통합문서를 열 수 없습니다. 암호를 풀고 Excel에서 XLSX로 다시 저장해 주십시오.")) from None
    return RawBook(path.name, tuple(sheets))


def _places(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet titles to the parts of the package that hold them."""
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - no entities expanded
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))  # noqa: S314
    found = {}
    for sheet in book.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"):
        target = targets.get(sheet.get(_REL), "")
        found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return {title: place for title, place in found.items() if place in package.namelist()}


Cells = tuple[tuple[int, int], ...]


def _left(frame: pl.DataFrame, first: tuple[int, int] | None) -> int:
    """How many empty columns the reader left out, told by the place of the first cell that holds anything."""
    if first is None or frame.height < first[0]:
        return 0
    seen = next((position for position, value in enumerate(frame.row(first[0] - 1)) if value is not None), first[1])
    return max(first[1] - seen, 0)


def _strange_cells(path: Path, place: str) -> tuple[Cells, Cells, tuple[int, int] | None]:
    """(row, column) of cells with a formula, of cells with an error value, and of the first cell that holds anything.

    Works beside the reading of values.
    """
    with zipfile.ZipFile(path) as package:
        part = package.read(place)
    end = part.rfind(b"sheetData>")
    mark = b":f" if b":worksheet" in part[:2000] else b"<f"
    errors = _cells(_ERROR, part, end) if part.find(b't="e"', 0, end) >= 0 else ()
    formulas = _cells(_FORMULA, part, end) if part.find(mark, 0, end) >= 0 else ()
    failed = set(errors)
    first = _FULL.search(part, 0, max(end, 0))
    start = (int(first[2]), _position(first[1].decode())) if first else None
    return tuple(each for each in formulas if each not in failed), errors, start


def _cells(pattern: re.Pattern[bytes], part: bytes, end: int) -> Cells:
    return tuple((int(row), _position(letters.decode())) for letters, row in pattern.findall(part, 0, end))


def _position(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _csv(path: Path) -> RawBook:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp949")
        except UnicodeDecodeError:
            raise RuleBroken(_("글자를 읽을 수 없습니다. CSV를 UTF-8이나 CP949로 저장해 주십시오.")) from None
    if not text.strip():
        raise RuleBroken(_("빈 파일입니다. 첫 줄에는 열 이름이, 그 아래에는 자료가 있어야 합니다."))
    separator = "\t" if "\t" in text.partition("\n")[0] else ","
    try:
        frame = pl.read_csv(
            io.StringIO(text), has_header=False, infer_schema=False, separator=separator, truncate_ragged_lines=True
        )
    except pl.exceptions.PolarsError:
        raise RuleBroken(_("CSV를 읽을 수 없습니다. 따옴표와 쉼표를 확인해 주십시오.")) from None
    return RawBook(path.name, (_shape("", frame),), is_single=True)
