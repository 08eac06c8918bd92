"""A curriculum table read back from a sheet in the form in which it is given out.

Every fault says sheet, row and column; a table with one fault is not taken at all. Courses are told by their code, or by
their name where only one course of the department bears it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naru.document.exchange import read
from naru.document.exchange.fault import Fault, letter_of
from naru.domain.curriculum.models import Course
from naru.domain.curriculum.rules import table as rules

MOST_CREDITS = 30
TITLES = ("과목", "기준 학점", "과목 코드", "소계", "합계")

#: (row as Excel counts it, values).
Row = tuple[int, tuple[str | None, ...]]


@dataclass(frozen=True)
class Read:
    """Credits by course (id) and term, or the faults that keep the file out."""

    cells: dict[int, dict[int, int]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class _Head:
    """Where the columns stand, and the row after which the courses begin."""

    course: int
    credits: int | None
    code: int | None
    terms: tuple[int, ...]
    row: int


def cells_of(path: Path, courses: Iterable[Course]) -> Read:
    """Reads a file against the catalogue of a department and intake. Raises RuleBroken for what is no table at all."""
    book = read.read(path)
    catalogue = list(courses)
    words = _words()
    for sheet in book.sheets:
        rows = _rows(sheet)
        head = _head(rows, words)
        if head is not None:
            return _Reader(sheet, head, catalogue, words).read(rows)
    name = book.sheets[0].title if book.sheets else ""
    sentence = _(
        "편제표 모양이 아닙니다. ‘과목’, ‘1학년’부터 ‘3학년’까지의 열이 있어야 합니다. ‘Excel로 받기’로 받은 파일을 고쳐 올려 주십시오."
    )
    return Read(faults=(Fault("form", name, 0, "", "", sentence),))


def _words() -> dict[str, set[str]]:
    """The titles of the form in every language in which it is given out."""
    found: dict[str, set[str]] = {each: set() for each in TITLES}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            for each in TITLES:
                found[each].add(_plain(gettext(each)))
            for grade in range(1, 4):
                found.setdefault(f"grade {grade}", set()).add(_plain(gettext("%(grade)s학년") % {"grade": grade}))
    return found


def _plain(text: str | None) -> str:
    return "".join((text or "").split()).lower()


def _rows(sheet: read.RawSheet) -> list[Row]:
    """All rows of one width; the reader took the first filled row for a header, which it is not here."""
    names = [each for each in sheet.frame.columns if each != "row"]
    rows = [(row[-1], row[:-1]) for row in sheet.frame.select([*names, "row"]).iter_rows()]
    header = (*sheet.header, *[None] * len(names))[: max(len(names), len(sheet.header))]
    first = (rows[0][0] - 1 if rows else 1, header)
    return [first, *rows]


def _head(rows: list[Row], words: Mapping[str, set[str]]) -> _Head | None:
    for number, values in rows[:20]:
        texts = [_plain(each) for each in values]
        place = {key: next((i for i, text in enumerate(texts) if text in known), None) for key, known in words.items()}
        grades = [place[f"grade {grade}"] for grade in range(1, 4)]
        if place["과목"] is not None and all(each is not None for each in grades):
            terms = tuple(each + half for each in grades if each is not None for half in range(2))
            return _Head(place["과목"], place["기준 학점"], place["과목 코드"], terms, number)
    return None


class _Reader:
    """Goes through the rows below the titles; keeps cells and faults."""

    def __init__(
        self, sheet: read.RawSheet, head: _Head, catalogue: list[Course], words: Mapping[str, set[str]]
    ) -> None:
        self.sheet, self.head = sheet, head
        self.by_code = {each.code: each for each in catalogue}
        self.by_name: dict[str, list[Course]] = {}
        for each in catalogue:
            self.by_name.setdefault(_plain(each.name), []).append(each)
        self.sums = words["소계"] | words["합계"]
        self.broken = set(sheet.errors)
        self.cells: dict[int, dict[int, int]] = {}
        self.seen: dict[int, int] = {}
        self.faults: list[Fault] = []

    def read(self, rows: list[Row]) -> Read:
        for number, values in rows:
            # The halves of the years stand in the row below the titles.
            if number > self.head.row + 1:
                self._row(number, [(each or "").strip() for each in values])
        if not self.faults and not self.cells:
            self._tell("empty", 0, None, "", _("학점을 적은 과목이 하나도 없습니다."))
        return Read(faults=tuple(self.faults)) if self.faults else Read(self.cells)

    def _tell(self, fault: str, row: int, column: int | None, title: str, sentence: Any, **values: object) -> None:
        letter = "" if column is None else letter_of(column)
        self.faults.append(Fault(fault, self.sheet.title, row, title, letter, sentence, values))

    def _row(self, number: int, values: list[str]) -> None:
        head = self.head
        if {_plain(each) for each in values[: head.course + 1]} & self.sums:
            return
        name = values[head.course]
        code = values[head.code] if head.code is not None else ""
        if not name and not code:
            if any(values[place] for place in head.terms):
                self._tell("course", number, head.course, gettext("과목"), _("학점이 있는데 과목 이름이 없습니다."))
            return
        course = self._course(number, name, code)
        if course is None:
            return
        if course.pk in self.seen:
            first = self.seen[course.pk]
            self._tell("twice", number, head.course, gettext("과목"), _("%(first)s행과 같은 과목입니다."), first=first)
            return
        self.seen[course.pk] = number
        self._credits(number, values, course)
        for term, place in enumerate(head.terms, 1):
            self._cell(number, place, values[place], course, term)

    def _course(self, number: int, name: str, code: str) -> Course | None:
        """The course that a row names; a fault and None when it names none, or two."""
        head = self.head
        if code:
            found = self.by_code.get(code)
            if found is None:
                sentence = _("과목 코드 ‘%(name)s’은(는) 이 학과와 입학연도의 과목표에 없습니다.")
                self._tell("course", number, head.code, gettext("과목 코드"), sentence, name=code[:40])
            elif name and _plain(name) != _plain(found.name):
                sentence = _("과목 코드 %(code)s의 이름은 ‘%(name)s’입니다. 코드나 이름을 고쳐 주십시오.")
                self._tell("name", number, head.course, gettext("과목"), sentence, code=code, name=found.name)
                return None
            return found
        alike = self.by_name.get(_plain(name), [])
        if len(alike) == 1:
            return alike[0]
        sentence = (
            _("‘%(name)s’은(는) 과목표에 둘 이상 있습니다. ‘과목 코드’를 적어 주십시오.")
            if alike
            else _("‘%(name)s’은(는) 이 학과와 입학연도의 과목표에 없습니다.")
        )
        self._tell("course", number, head.course, gettext("과목"), sentence, name=name[:80])
        return None

    def _credits(self, number: int, values: list[str], course: Course) -> None:
        """The credits of the catalogue stand in the form, too; where they differ, one of the two is wrong."""
        place = self.head.credits
        if place is not None and values[place] and _number(values[place]) != course.credits:
            sentence = _("과목표에는 %(known)s학점인데 파일에는 %(said)s(으)로 적혀 있습니다.")
            told = {"known": course.credits, "said": values[place][:10]}
            self._tell("credits", number, place, gettext("기준 학점"), sentence, **told)

    def _cell(self, number: int, place: int, text: str, course: Course, term: int) -> None:
        title = rules.term_name(term)
        if (number, place) in self.broken:
            self._tell("error", number, place, title, _("Excel의 오류 값입니다. 학점을 다시 적어 주십시오."))
        elif text not in {"", "-", "–", "0"}:
            credits = _number(text)
            if credits is None or credits > MOST_CREDITS:
                sentence = _("학점은 0에서 %(most)s까지의 정수입니다. 적힌 값: %(text)s")
                self._tell("number", number, place, title, sentence, most=MOST_CREDITS, text=text[:20])
            elif credits:
                self.cells.setdefault(course.pk, {})[term] = credits


def _number(text: str) -> int | None:
    """A whole number, also as a spreadsheet writes it ('4.0'); None for anything else."""
    whole, point, rest = text.partition(".")
    if point and rest.strip("0"):
        return None
    return int(whole) if whole.isascii() and whole.isdigit() and len(whole) < 5 else None
