"""One fault of each kind: each is named by sheet, row and column in a sentence, and nothing at all is loaded."""

from collections.abc import Callable

import openpyxl
import pytest

from naru.base.rulebook.errors import RuleBroken
from naru.document.exchange import load, read, sheets, write
from tests.exchange import workbook
from tests.exchange.workbook import FIRST, Formula, Grid, letter, position

pytestmark = pytest.mark.django_db

Grids = dict[str, Grid]
Expected = tuple[str, str, int, str]
Spoil = Callable[[Grids, str], Expected]


def put(key: str, name: str, value: object, row: int = FIRST) -> Spoil:
    """Writes a value into one cell; the fault is expected right there."""

    def spoil(found: Grids, code: str) -> Expected:
        found[key][row - 1][position(key, name)] = value
        return code, key, row, letter(key, name)

    return spoil


def twice(found: Grids, code: str) -> Expected:
    grid = found["learners"]
    grid.append(list(grid[FIRST - 1]))
    return code, "learners", len(grid), letter("learners", "number")


def without_sheet(found: Grids, code: str) -> Expected:
    del found["targets"]
    return code, "targets", 0, ""


def without_column(found: Grids, code: str) -> Expected:
    place = position("learners", "birth_date")
    for row in found["learners"]:
        del row[place : place + 1]
    return code, "learners", 1, ""


def swap(found: Grids, code: str) -> Expected:
    one, two = position("learners", "number"), position("learners", "birth_date")
    for row in found["learners"][FIRST - 1 :]:
        row[one], row[two] = row[two], row[one]
    return code, "learners", 1, letter("learners", "birth_date")


def misspelt(found: Grids, code: str) -> Expected:
    found["learners"][0].append("생년월")
    return code, "learners", 1, workbook.letter_of(len(found["learners"][0]) - 1)


FAULTS: dict[str, Spoil] = {
    "wrong_code": put("organisations", "business_number", "1234567890"),
    "unknown_organisations": put("learners", "school", "nowhere"),
    "unknown_departments": put("learners", "department", "nothing"),
    "unknown_units": put("course_units", "unit", "9999999999_99v9"),
    "no_such_day": put("learners", "birth_date", "2026-02-30"),
    "duplicate": twice,
    "too_small": put("seats", "seats", -20),
    "not_a_number": put("seats", "seats", "스무 명"),
    "not_whole": put("needs", "headcount", "2.5"),
    "empty": put("learners", "name", None),
    "not_a_choice": put("learners", "state", "전학생"),
    "not_yes_or_no": put("learners", "is_example", "글쎄요"),
    "formula": put("seats", "seats", Formula("=20+20", 40)),
    "too_long": put("agreements", "title", "가" * 300),
    "missing_sheet": without_sheet,
    "missing_column": without_column,
    "swapped_columns": swap,
    "unknown_column": misspelt,
}


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> Grids:
    return workbook.grids(workbook.filled(tmp_path_factory.mktemp("good") / "good.xlsx"))


def copied(good: Grids) -> Grids:
    return {key: [list(row) for row in grid] for key, grid in good.items()}


def test_the_unspoilt_workbook_has_no_fault(good, tmp_path):
    found = workbook.checked(workbook.written(tmp_path / "a.xlsx", copied(good)))
    assert [each.line for each in found.faults] == []
    assert found.district_code == "pohang"


@pytest.mark.parametrize("code", FAULTS)
def test_one_fault_is_named_where_it_stands_and_nothing_is_loaded(code, good, tmp_path):
    spoilt = copied(good)
    expected = FAULTS[code](spoilt, code)
    before = workbook.counts()
    found = workbook.checked(workbook.written(tmp_path / "a.xlsx", spoilt))
    assert workbook.places(found) == [expected], [each.line for each in found.faults]
    fault = found.faults[0]
    assert fault.text and "%(" not in fault.text
    assert sheets.BY_KEY[expected[1]].title in fault.line
    with pytest.raises(RuleBroken):
        load.load(found, by=None)
    assert workbook.counts() == before


def test_all_faults_of_one_workbook_are_named_together(good, tmp_path):
    spoilt = copied(good)
    expected = []
    for number, (code, name, value) in enumerate(
        (
            ("unknown_organisations", "school", "nowhere"),
            ("no_such_day", "birth_date", "2026-02-30"),
            ("empty", "name", None),
            ("not_a_choice", "state", "전학생"),
            ("not_yes_or_no", "is_example", "글쎄요"),
        )
    ):
        expected.append(put("learners", name, value, FIRST + 2 * number)(spoilt, code))
    for code in ("wrong_code", "too_small", "not_whole", "too_long", "unknown_units", "missing_sheet"):
        expected.append(FAULTS[code](spoilt, code))
    found = workbook.checked(workbook.written(tmp_path / "a.xlsx", spoilt))
    told = [each for each in workbook.places(found) if not each[0].startswith("unknown_learners")]
    assert sorted(told) == sorted(expected)


@pytest.mark.slow
def test_37_bad_rows_among_100_000_are_all_named(good, tmp_path):
    grid = copied(good)["learners"]
    like, where = grid[FIRST - 1], position("learners", "number")
    body = []
    for number in range(100_000):
        row = list(like)
        row[where] = f"26-{number:06d}"
        body.append(row)
    bad = sorted(range(11, 100_000, 2_703))[:37]
    assert len(bad) == 37
    for number in bad:
        body[number][position("learners", "birth_date")] = "2026-02-30"
    everything = copied(good)
    only = {"learners": [*grid[: FIRST - 1], *body]}
    seed = {key: everything[key] for key in ("districts", "organisations", "members", "departments")}
    loaded = workbook.checked(
        workbook.written(tmp_path / "seed.xlsx", {**{key: each[:2] for key, each in everything.items()}, **seed})
    )
    assert loaded.faults == []
    load.load(loaded, by=None)
    path = workbook.written(tmp_path / "many.xlsx", only)
    found = workbook.checked(path, district_code="pohang", only="learners")
    assert workbook.places(found) == [
        ("no_such_day", "learners", number + FIRST, letter("learners", "birth_date")) for number in bad
    ]
    with pytest.raises(RuleBroken):
        load.load(found, by=None)
    assert workbook.counts()["people.Learner"] == 0


def test_marked_copy_shows_every_fault_at_its_cell(good, tmp_path):
    spoilt = copied(good)
    FAULTS["no_such_day"](spoilt, "no_such_day")
    FAULTS["too_small"](spoilt, "too_small")
    path = workbook.written(tmp_path / "a.xlsx", spoilt)
    found = workbook.checked(path)
    write.marked(read.read(path), found.faults, tmp_path / "marked.xlsx")
    book = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    listed = list(book[write.FAULTS].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[1], row[2], row[4]) for row in listed] == [
        (each.sheet, each.row, each.letter, each.text) for each in found.faults
    ]
    for each in found.faults:
        cell = book[each.sheet][f"{each.letter}{each.row}"]
        assert each.text in cell.comment.text
        assert cell.fill.fgColor.rgb.lower().endswith("fde2e1")
    assert workbook.checked(tmp_path / "marked.xlsx").faults, "the marked copy keeps the faults until they are mended"


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_empty_file_is_called_empty(tmp_path, content):
    path = tmp_path / "learners.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RuleBroken, match="빈 파일입니다"):
        read.read(path)
