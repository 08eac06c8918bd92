"""CSV files as columns, with every fault named by file and line. Knows no Django and no database."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars

#: Faults that are told one by one; all are counted.
MOST_FAULTS = 20
HIGHEST = 1_000_000_000


@dataclass
class Faults:
    """What is wrong with the files, in the order of reading: (file, line or 0, sentence)."""

    first: list[tuple[str, int, str]] = field(default_factory=list)
    count: int = 0

    def add(self, file: Path, line: int, sentence: str) -> None:
        self.count += 1
        if len(self.first) < MOST_FAULTS:
            self.first.append((file.name, line, sentence))

    def lines(self) -> Iterator[str]:
        for file, line, sentence in self.first:
            yield f"{file}:{line}: {sentence}" if line else f"{file}: {sentence}"
        if self.count > len(self.first):
            yield f"… 밖에도 {self.count - len(self.first):,}곳"


class WrongInput(Exception):
    """A file cannot be read further; the faults say why."""


@dataclass
class Table:
    """One file: its columns as text, trimmed, blank lines left out. `frame` has the column `row`, the record's number."""

    path: Path
    text: str
    frame: polars.DataFrame
    faults: Faults

    def line_of(self, row: int) -> int:
        """The line of the file on which record `row` starts (slow: only for faults)."""
        reader = csv.reader(io.StringIO(self.text, newline=""))
        seen, start = -2, 1
        for record in reader:
            if record or seen > -2:
                seen += 1
            if seen == row:
                return start
            start = reader.line_num + 1
        return start

    def blame(self, where: polars.Series, sentence: str, column: str = "") -> None:
        """One fault for each row where `where` is true; `{value}` in the sentence is the column's text."""
        if not where.any():
            return
        rows = self.frame.filter(where)
        for number, record in enumerate(rows.iter_rows(named=True)):
            if number >= MOST_FAULTS:
                self.faults.count += rows.height - number
                break
            value = record.get(column)
            text = sentence.replace("{value}", str(value) if value is not None else "")
            self.faults.add(self.path, self.line_of(record["row"]), text)

    def whole(self, column: str, lowest: int, default: int | None = None) -> polars.Series:
        """A column of whole numbers from `lowest` up; faults are blamed and become `lowest`."""
        given = self.frame[column]
        number = given.cast(polars.Int64, strict=False)
        if default is None:
            self.blame(given.is_null(), f"{column}: 비어 있습니다")
        self.blame(given.is_not_null() & number.is_null(), f"{column}: 정수가 아닙니다: '{{value}}'", column)
        self.blame(number < lowest, f"{column}: {lowest} 이상이어야 합니다: {{value}}", column)
        self.blame(number > HIGHEST, f"{column}: {HIGHEST:,} 이하여야 합니다: {{value}}", column)
        found = number.fill_null(lowest if default is None else default)
        return found.clip(lowest if default is None else min(lowest, default), HIGHEST).alias(column)

    def names(self, column: str) -> polars.Series:
        """A column of identifiers, none empty, none twice."""
        given = self.frame[column]
        self.blame(given.is_null(), f"{column}: 비어 있습니다")
        self.blame(given.is_not_null() & ~given.is_first_distinct(), f"{column}: 두 번 나옵니다: '{{value}}'", column)
        return given

    def numbers_of(self, column: str, names: polars.Series, file: Path) -> polars.Series:
        """Each identifier's place in `names`; unknown ones are blamed and become -1."""
        given = self.frame[column]
        known = polars.DataFrame({column: names}).with_row_index("number").unique(column, keep="first")
        found = self.frame.select(column).join(known, on=column, how="left", maintain_order="left")["number"]
        self.blame(given.is_null(), f"{column}: 비어 있습니다")
        self.blame(given.is_not_null() & found.is_null(), f"{column}: {file.name}에 없습니다: '{{value}}'", column)
        return found.cast(polars.Int64).fill_null(-1)


def read(path: Path, needed: tuple[str, ...], wanted: tuple[str, ...], faults: Faults) -> Table:
    """Reads a CSV file in UTF-8 (with or without a mark) or in CP949, as Korean Excel writes it.

    Columns that are wanted but missing are empty. Raises WrongInput when no table can be made.
    """
    text = _text(path, faults)
    header = next((record for record in csv.reader(io.StringIO(text, newline="")) if record), None)
    if header is None:
        faults.add(path, 1, "빈 파일입니다")
        raise WrongInput
    names = [each.strip() for each in header]
    missing = [each for each in needed if each not in names]
    if missing:
        faults.add(path, 1, f"열이 없습니다: {', '.join(missing)} (있는 열: {', '.join(names)})")
        raise WrongInput
    twice = sorted({each for each in needed + wanted if names.count(each) > 1})
    if twice:
        faults.add(path, 1, f"열이 두 번 나옵니다: {', '.join(twice)}")
        raise WrongInput
    frame = _frame(path, text, names, faults)
    frame = frame.select(
        polars.int_range(polars.len()).alias("row"),
        *[polars.col(each).str.strip_chars().replace("", None) for each in needed + wanted if each in names],
        *[polars.lit(None, polars.String).alias(each) for each in wanted if each not in names],
    )
    frame = frame.filter(~polars.all_horizontal(polars.exclude("row").is_null()))
    return Table(path, text, frame, faults)


def _text(path: Path, faults: Faults) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        faults.add(path, 0, f"읽을 수 없습니다({error.strerror})")
        raise WrongInput from error
    line = 1
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            line = max(line, content.count(b"\n", 0, error.start) + 1)
    faults.add(path, line, "UTF-8도 CP949도 아닌 글자가 있습니다")
    raise WrongInput


def _frame(path: Path, text: str, names: list[str], faults: Faults) -> polars.DataFrame:
    """Every column as text. Polars is fast and says little: what it refuses is read again, slowly, to name the line."""
    try:
        found = polars.read_csv(io.BytesIO(text.encode()), infer_schema=False)
    except polars.exceptions.PolarsError as error:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        start = 1
        try:
            for record in reader:
                if len(record) > len(names):
                    faults.add(path, start, f"칸이 {len(names)}개여야 하는데 {len(record)}개입니다")
                start = reader.line_num + 1
        except csv.Error:
            faults.add(path, start, "따옴표가 닫히지 않았거나 잘못 놓였습니다")
        if not faults.count:
            faults.add(path, 0, f"CSV로 읽을 수 없습니다({error})")
        raise WrongInput from error
    return found.rename(dict(zip(found.columns, _distinct(names), strict=True)))


def _distinct(names: list[str]) -> list[str]:
    """Names that nobody asks for may repeat."""
    seen: dict[str, int] = {}
    found = []
    for each in names:
        seen[each] = seen.get(each, 0) + 1
        found.append(each if seen[each] == 1 else f"{each}\0{seen[each]}")
    return found
