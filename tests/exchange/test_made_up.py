"""Workbooks that Hypothesis spoils: every wrong cell is named by sheet, row and column, and nothing ever crashes.

A run of the suite spoils small workbooks. NARU_FUZZ_ROWS=100000 spoils a sheet of so many learners (minutes).
"""

import os
import random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from naru.base.rulebook.errors import RuleBroken
from naru.document.exchange import load, read, sheets
from naru.document.exchange.layout import Column, Kind
from tests.exchange import workbook
from tests.exchange.workbook import FIRST, letter_of

ROWS = int(os.environ.get("NARU_FUZZ_ROWS", "0"))
LONG = settings(
    max_examples=25 if not ROWS else 3,
    derandomize=not ROWS,
    database=None,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
WRONG: dict[Kind, tuple[str, ...]] = {
    Kind.INTEGER: ("열둘", "1.5", "12e400", "1,2,3x"),
    Kind.DECIMAL: ("열둘", "1.2.3", "--1"),
    Kind.DATE: ("2026-02-30", "어제", "2026/13/01", "99999999"),
    Kind.TIME: ("25:00", "아침", "9시"),
    Kind.MOMENT: ("2026-02-30 10:00", "어제 아침"),
    Kind.CHOICE: ("없는 값", "🦢"),
    Kind.YES: ("글쎄요", "2"),
}
NONSENSE = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60),
    st.integers(-(10**20), 10**20).map(str),
    st.floats().map(str),
    st.dates().map(str),
    st.sampled_from(
        ["=1+1", "도움말", "'", '"', ",", "-", "0", "예", "아니요", "‮뒤집기", "a" * 5000, "#N/A", "NaN", "1e999"]
    ),
)
Spoiled = tuple[str, int, str]


def wrong_for(column: Column) -> list[str]:
    """Values that this column can never take."""
    found = list(WRONG.get(column.kind, ()))
    if column.kind in {Kind.TEXT, Kind.CODE}:
        found.append("가" * (column.longest + 1))
    return found


def cells(key: str, height: int) -> st.SearchStrategy[list[tuple[int, Column, str]]]:
    """Some cells of a sheet with a wrong value each: (row from 0, column, value)."""
    columns = [each for each in sheets.BY_KEY[key].columns if wrong_for(each)]
    one = st.tuples(st.integers(0, height - 1), st.sampled_from(columns)).flatmap(
        lambda where: st.tuples(st.just(where[0]), st.just(where[1]), st.sampled_from(wrong_for(where[1])))
    )
    return st.lists(one, min_size=1, max_size=12, unique_by=lambda each: (each[0], each[1].name))


def spoil(grid: workbook.Grid, key: str, chosen: list[tuple[int, Column, str]]) -> set[Spoiled]:
    """Writes the wrong values; returns where each must be found."""
    names = [each.name for each in sheets.BY_KEY[key].columns]
    found = set()
    for row, column, value in chosen:
        place = names.index(column.name)
        grid[row + FIRST - 1][place] = value
        found.add((key, row + FIRST, letter_of(place)))
    return found


def named(checked: Any) -> set[Spoiled]:
    return {(key, row, letter) for _code, key, row, letter in workbook.places(checked)}


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return workbook.grids(workbook.filled(tmp_path_factory.mktemp("good") / "good.xlsx"))


def copied(grids: dict[str, workbook.Grid]) -> dict[str, workbook.Grid]:
    return {key: [list(row) for row in grid] for key, grid in grids.items()}


@pytest.mark.django_db
def test_every_wrong_cell_of_a_made_up_workbook_is_named(good, tmp_path):
    keys = [key for key, grid in good.items() if len(grid) >= FIRST]

    @LONG
    @given(st.data())
    def spoiled(data: Any) -> None:
        grids = copied(good)
        expected: set[Spoiled] = set()
        for key in data.draw(st.lists(st.sampled_from(keys), min_size=1, max_size=4, unique=True)):
            expected |= spoil(grids[key], key, data.draw(cells(key, len(grids[key]) - FIRST + 1)))
        path = workbook.written(tmp_path / "spoiled.xlsx", grids)
        # A column that is wrong nearly everywhere is named once, at its head: it holds another column's values.
        checked = workbook.checked(path)
        found = named(checked)
        missed = {each for each in expected if each not in found and (each[0], 1, each[2]) not in found}
        assert not missed, missed
        before = workbook.counts()
        with pytest.raises(RuleBroken):
            load.load(checked, by=None)
        assert workbook.counts() == before

    spoiled()


@pytest.mark.django_db
def test_no_nonsense_in_any_cell_crashes_the_check_or_the_load(good, tmp_path):
    keys = list(good)

    @LONG
    @given(st.data())
    def nonsense(data: Any) -> None:
        grids = copied(good)
        for _each in range(data.draw(st.integers(1, 30))):
            grid = grids[data.draw(st.sampled_from(keys))]
            row = data.draw(st.integers(0, len(grid) - 1))
            if grid[row]:
                grid[row][data.draw(st.integers(0, len(grid[row]) - 1))] = data.draw(NONSENSE)
        path = workbook.written(tmp_path / "nonsense.xlsx", grids)
        try:
            checked = workbook.checked(path)
        except RuleBroken as refused:
            assert str(refused.sentence)
            return
        for fault in checked.faults:
            assert fault.line
        if not checked.faults:
            with transaction.atomic():
                load.load(checked, by=None)
                transaction.set_rollback(True)

    nonsense()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_no_file_of_any_bytes_crashes_the_reader(tmp_path, suffix):
    @LONG
    @given(st.binary(max_size=2000), st.booleans())
    def any_bytes(content: bytes, is_zip: bool) -> None:
        path = tmp_path / f"any{suffix}"
        path.write_bytes((b"PK\x03\x04" if is_zip else b"") + content)
        try:
            read.read(path)
        except RuleBroken as refused:
            assert str(refused.sentence)

    any_bytes()


@pytest.mark.django_db
def test_every_wrong_cell_among_very_many_learners_is_named(good, tmp_path):
    """As many learners as NARU_FUZZ_ROWS says (2,000 in a run of the suite), one in a hundred spoiled."""
    height = ROWS or 2_000
    with transaction.atomic():
        load.load(workbook.checked(workbook.written(tmp_path / "good.xlsx", good)), by=None)

    @settings(LONG, max_examples=3 if ROWS else 1)
    @given(st.integers(0, 2**32))
    def many(seed: int) -> None:
        draw = random.Random(seed)
        grid = [list(row) for row in good["learners"][: FIRST - 1]]
        names = [each.name for each in sheets.BY_KEY["learners"].columns]
        like = good["learners"][FIRST - 1 :]
        number = names.index("number")
        for each in range(height):
            row = list(draw.choice(like))
            row[number] = f"29-{each:06}"
            grid.append(row)
        columns = [each for each in sheets.BY_KEY["learners"].columns if wrong_for(each)]
        chosen = {}
        for _each in range(height // 100):
            column = draw.choice(columns)
            chosen[draw.randrange(height), column.name] = (column, draw.choice(wrong_for(column)))
        expected = spoil(grid, "learners", [(row, column, value) for (row, _name), (column, value) in chosen.items()])
        path = workbook.written(tmp_path / "many.xlsx", {"learners": grid})
        found = named(workbook.checked(path, district_code="pohang", only="learners"))
        assert expected <= found, sorted(expected - found)[:5]

    many()
