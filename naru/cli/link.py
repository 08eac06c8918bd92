"""`naru link`: texts to competency units, from CSV to CSV, without a database."""

import csv
import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from naru.config import env

if TYPE_CHECKING:
    from naru.domain.competency.bridge import Answer, Judged, UnitRow

MOST_FAULTS = 100
#: What `because` says besides words.
NOTHING = "맞는 단위 없음"
ALIKE = "확인된 비슷한 글"
MEANING = "뜻이 가까움"
YES, NO = {"yes", "y", "1", "true", "예", "네", "맞음"}, {"no", "n", "0", "false", "아니오", "아니요", "틀림"}


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a file: where (line and column from 1; 0 when it is the whole file) and what, in two languages."""

    file: str
    line: int
    column: int
    title: str
    korean: str
    english: str

    @property
    def text(self) -> str:
        korean, english = [], []
        if self.line:
            korean.append(f"{self.line}행")
            english.append(f"line {self.line}")
        if self.column:
            named = f"({self.title})" if self.title else ""
            korean.append(f"{self.column}열{named}")
            english.append(f"column {self.column}{named and ' ' + named}")
        here, there = " ".join(korean), ", ".join(english)
        return (
            f"{self.file}{here and ' ' + here}: {self.korean}\n    {self.file}{there and ', ' + there}: {self.english}"
        )


class Faulty(Exception):
    """A file cannot be used; `faults` says why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass(frozen=True)
class Row:
    line: int
    values: dict[str, str]


@dataclass(frozen=True)
class Table:
    """Rows of a CSV file with the line on which each begins, and the encoding it was read in."""

    name: str
    encoding: str
    header: list[str]
    rows: list[Row]

    def fault(self, row: Row, title: str, korean: str, english: str) -> Fault:
        return Fault(self.name, row.line, self.header.index(title) + 1, title, korean, english)


def run(
    units: Path,
    texts: Path,
    out: Path,
    *,
    top: int,
    report: Path | None,
    judged: Path | None,
    is_bom: bool,
    threshold: float | None = None,
) -> int:
    """0 when linked, 2 when an argument or a file is wrong (every fault named; nothing is written)."""
    begun = time.perf_counter()
    try:
        _places(out, report)
        unit_table = _table(units, ("unit", "name"))
        text_table = _table(texts, ("text_id", "text"))
        judged_table = _table(judged, ("text", "unit", "answer")) if judged else None
        unit_rows = _units(unit_table)
        asked = _texts(text_table)
        said = _judged(judged_table, {each.code for each in unit_rows}) if judged_table else []
    except Faulty as wrong:
        for fault in wrong.faults[:MOST_FAULTS]:
            print(fault.text, file=sys.stderr)
        if len(wrong.faults) > MOST_FAULTS:
            print(f"… 밖에도 {len(wrong.faults) - MOST_FAULTS:,}곳 / and more", file=sys.stderr)
        return 2
    read = time.perf_counter()

    # The engine brings Kiwi and an encoder: half a second that a faulty file need not wait for.
    from naru.domain.competency.bridge import Weights, link, prepare
    from naru.domain.competency.bridge.kept import Kept

    kept = Kept(env.state_dir() / "text")
    framework = prepare(unit_rows, kept, Weights() if threshold is None else Weights(threshold=threshold))
    ready = time.perf_counter()
    answers = link(framework, [text for _, text in asked], kept, top, said)
    linked = time.perf_counter()
    _write(out, _lines(asked, answers), is_bom=is_bom)
    fitting = sum(each.fits for each in answers)
    if report is not None:
        found = {
            "units": len(unit_rows),
            "texts": len(asked),
            "judged": len(said),
            "linked": fitting,
            "nothing_fits": len(asked) - fitting,
            "top": top,
            "threshold": framework.weights.threshold,
            "index": {"digest": framework.digest, "is_kept": framework.is_kept},
            "readings": {"kept": kept.found, "made": kept.made},
            "encodings": {each.name: each.encoding for each in (unit_table, text_table)},
            "seconds": {
                "read": round(read - begun, 3),
                "prepare": round(ready - read, 3),
                "link": round(linked - ready, 3),
                "write": round(time.perf_counter() - linked, 3),
            },
        }
        _whole(report, json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    print(
        f"글 {len(asked):,}건 가운데 {fitting:,}건을 단위에 이었습니다. 맞는 단위가 없는 글 {len(asked) - fitting:,}건: {out}"
    )
    return 0


def _places(out: Path, report: Path | None) -> None:
    for place in filter(None, (out, report)):
        if not place.parent.is_dir():
            raise Faulty([Fault(str(place), 0, 0, "", "폴더가 없습니다.", "there is no such folder.")])
        if place.is_dir():
            raise Faulty([Fault(str(place), 0, 0, "", "파일이 아니라 폴더입니다.", "this is a folder, not a file.")])


def _table(path: Path, wanted: Sequence[str]) -> Table:
    """Reads UTF-8 (with or without BOM) or CP949. Raises Faulty."""
    name = path.name

    def whole(korean: str, english: str, line: int = 0, column: int = 0) -> Faulty:
        return Faulty([Fault(name, line, column, "", korean, english)])

    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise whole("파일이 없습니다.", "there is no such file.") from None
    except OSError as error:
        raise whole(f"읽을 수 없습니다({error.strerror}).", f"cannot be read ({error.strerror}).") from None
    text, encoding = _decoded(name, content)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise whole("CSV가 아닙니다(NUL 글자).", "this is no CSV (it holds a NUL).", line)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begun = 1
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begun, cells))
            begun = reader.line_num + 1
    except csv.Error:
        raise whole(
            "따옴표가 맞지 않습니다. 여는 따옴표와 닫는 따옴표를 확인하십시오.",
            "the quotes do not match: look at the opening and the closing one.",
            begun,
            1,
        ) from None
    if not rows:
        raise whole(f"비어 있습니다. 첫 줄: {','.join(wanted)}", f"is empty. First line: {','.join(wanted)}", 1, 1)
    line, first = rows[0]
    header = [cell.strip().lower() for cell in first]
    lacking = [each for each in wanted if each not in header]
    if lacking:
        raise whole(
            f"열이 없습니다: {', '.join(lacking)}. 첫 줄: {','.join(wanted)}",
            f"lacks the column {', '.join(lacking)}. First line: {','.join(wanted)}",
            line,
            len(header) + 1,
        )
    doubled = next((place for place, each in enumerate(header) if each and each in header[:place]), None)
    if doubled is not None:
        raise whole(
            f"열이 두 번 있습니다: {header[doubled]}", f"has the column {header[doubled]} twice.", line, doubled + 1
        )
    faults, made = [], []
    for line, cells in rows[1:]:
        if len(cells) > len(header):
            faults.append(
                Fault(
                    name,
                    line,
                    len(header) + 1,
                    "",
                    f"칸이 {len(cells)}개입니다({len(header)}개여야 합니다). 쉼표가 든 글은 따옴표로 묶으십시오.",
                    f"has {len(cells)} cells instead of {len(header)}. Put a text with commas in quotes.",
                )
            )
            continue
        padded = [*cells, *[""] * (len(header) - len(cells))]
        made.append(Row(line, {title: cell.strip() for title, cell in zip(header, padded, strict=True)}))
    if faults:
        raise Faulty(faults)
    return Table(name, encoding, header, made)


def _decoded(name: str, content: bytes) -> tuple[str, str]:
    try:
        is_bom = content.startswith(b"\xef\xbb\xbf")
        return content.decode("utf-8-sig"), "utf-8-sig" if is_bom else "utf-8"
    except UnicodeDecodeError as wrong:
        first = wrong
    try:
        return content.decode("cp949"), "cp949"
    except UnicodeDecodeError as wrong:
        # The encoding that came further is the one that was meant.
        place = max(first.start, wrong.start)
    line = content.count(b"\n", 0, place) + 1
    column = content.count(b",", content.rfind(b"\n", 0, place) + 1, place) + 1
    korean = "글자를 읽을 수 없습니다. UTF-8이나 CP949로 저장하십시오."
    raise Faulty([Fault(name, line, column, "", korean, "holds bytes that are neither UTF-8 nor CP949.")])


def _units(table: Table) -> "list[UnitRow]":
    from naru.domain.competency.bridge.framework import UnitRow

    faults: list[Fault] = []
    seen: dict[str, int] = {}
    rows = []
    for row in table.rows:
        code, name = row.values["unit"], row.values["name"]
        _needed(table, row, ("unit", "name"), faults)
        _once(table, row, "unit", seen, faults)
        rows.append(UnitRow(code, name, row.values.get("definition", "")))
    if not rows:
        faults.append(Fault(table.name, 2, 1, "unit", "단위가 하나도 없습니다.", "there is no unit."))
    if faults:
        raise Faulty(faults)
    return rows


def _texts(table: Table) -> list[tuple[str, str]]:
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for row in table.rows:
        _needed(table, row, ("text_id", "text"), faults)
        _once(table, row, "text_id", seen, faults)
    if faults:
        raise Faulty(faults)
    return [(row.values["text_id"], row.values["text"]) for row in table.rows]


def _judged(table: Table, codes: set[str]) -> "list[Judged]":
    from naru.domain.competency.bridge import Judged

    faults: list[Fault] = []
    rows = []
    for row in table.rows:
        _needed(table, row, ("text", "unit", "answer"), faults)
        unit, answer = row.values["unit"], row.values["answer"].lower()
        if unit and unit not in codes:
            faults.append(table.fault(row, "unit", f"그런 단위가 없습니다: {unit}", f"there is no unit {unit}."))
        if answer and answer not in YES | NO:
            faults.append(table.fault(row, "answer", f"예 또는 아니오: {answer}", f"yes or no, not {answer}."))
        rows.append(Judged(row.values["text"], unit, answer in YES))
    if faults:
        raise Faulty(faults)
    return rows


def _needed(table: Table, row: Row, titles: Sequence[str], faults: list[Fault]) -> None:
    for title in titles:
        if not row.values[title]:
            faults.append(table.fault(row, title, "비어 있습니다.", "is empty."))


def _once(table: Table, row: Row, title: str, seen: dict[str, int], faults: list[Fault]) -> None:
    value = row.values[title]
    if value and value in seen:
        korean = f"'{value}'은(는) {seen[value]}행에 이미 있습니다."
        faults.append(table.fault(row, title, korean, f"'{value}' stands already on line {seen[value]}."))
    seen.setdefault(value, row.line)


def _lines(asked: Sequence[tuple[str, str]], answers: "Sequence[Answer]") -> Iterator[list[str]]:
    for (name, _), answer in zip(asked, answers, strict=True):
        if not answer.fits:
            near = answer.links[0] if answer.links else None
            because = f"{NOTHING} (가장 가까운 것: {near.unit})" if near else NOTHING
            yield [name, "", "", f"{near.score if near else 0:.4f}", because]
            continue
        for rank, each in enumerate(answer.links, 1):
            said = [*([ALIKE] if each.is_confirmed_alike else []), *each.words]
            said += [MEANING] if each.is_by_meaning else []
            yield [name, each.unit, str(rank), f"{each.score:.4f}", ", ".join(said)]


def _write(out: Path, lines: Iterator[list[str]], *, is_bom: bool) -> None:
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(["text_id", "unit", "rank", "score", "because"])
    writer.writerows(lines)
    _whole(out, ("\ufeff" if is_bom else "") + made.getvalue())


def _whole(path: Path, text: str) -> None:
    """Written whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}")
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
        out.write(text)
    os.chmod(name, 0o644)
    os.replace(name, path)
