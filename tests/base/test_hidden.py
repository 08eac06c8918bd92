"""Hidden counts: nothing small is published, and nothing small can be computed from what is."""

import itertools
from datetime import date
from fractions import Fraction
from random import Random

import pytest

from naru.base.rulebook import hidden
from naru.base.rulebook.hidden import Group, to_hide

DAY = date(2026, 11, 25)


def cut(*sizes: tuple[int, ...]) -> list[Group]:
    """The whole, and its cut into groups of these parts."""
    whole = tuple(sum(each) for each in zip(*sizes, strict=True))
    rows = [Group(whole, frozenset(range(len(sizes))))]
    return rows + [Group(each, frozenset({place}), "one", 0) for place, each in enumerate(sizes)]


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([(10, 10), (10, 10)], set()),
        ([(4, 10), (10, 10), (20, 20)], {1, 2}),
        ([(0, 10), (10, 10)], set()),
        ([(10, 10), (3, 9), (3, 9), (9, 9)], {2, 3}),
        ([(1, 9), (1, 9), (9, 9), (20, 20)], {1, 2, 3}),
        ([(2, 2)], {0, 1}),
    ],
)
def test_small_groups_take_with_them_what_would_give_them_away(sizes, expected):
    assert to_hide(cut(*sizes), DAY) == expected


def test_group_below_a_hidden_one_is_hidden():
    rows = cut((3, 9), (10, 10), (30, 30))
    rows += [Group((10, 10), frozenset({1}), "below", 2)]
    assert 4 in to_hide(rows, DAY)


def test_same_people_under_another_name_do_not_give_the_small_away():
    """School 1 is hidden beside the small school 0; the girls are exactly school 1."""
    rows = cut((3, 9), (10, 10), (30, 30))
    rows += [Group((10, 10), frozenset({1}), "sex", 0), Group((33, 39), frozenset({0, 2}), "sex", 0)]
    gone = to_hide(rows, DAY)
    assert {1, 2} <= gone and {4, 5} & gone


def spans(shown: list[list[Fraction]], wanted: list[Fraction]) -> bool:
    """By rank: an oracle that shares nothing with the elimination of the code."""

    def rank(rows: list[list[Fraction]]) -> int:
        rows, found = [list(row) for row in rows], 0
        for column in range(len(wanted)):
            pivot = next((row for row in rows[found:] if row[column]), None)
            if pivot is None:
                continue
            rows.remove(pivot)
            rows.insert(found, pivot)
            for row in rows[found + 1 :]:
                factor = row[column] / pivot[column]
                for place in range(len(row)):
                    row[place] -= factor * pivot[place]
            found += 1
        return found

    return rank([*shown, wanted]) == rank(shown)


@pytest.mark.parametrize("seed", range(40))
def test_no_small_group_is_a_combination_of_shown_rows(seed):
    draw = Random(seed)
    atoms = [(school, sex, group) for school in range(4) for sex in range(2) for group in range(2)]
    people = {atom: (draw.choice((0, 0, 2, 7, 20)), draw.choice((0, 3, 9, 30))) for atom in atoms}

    def group(of: object, place: int, kind: str) -> Group:
        inside = [atom for atom in atoms if atom[place] == of]
        parts = tuple(sum(people[atom][part] for atom in inside) for part in range(2))
        return Group(parts, frozenset(inside), kind, 0)

    whole = tuple(sum(each[part] for each in people.values()) for part in range(2))
    rows = [Group(whole, frozenset(atoms))]
    for place, kind, many in ((0, "school", 4), (1, "sex", 2), (2, "group", 2)):
        rows += [group(of, place, kind) for of in range(many)]
    gone = to_hide(rows, DAY)
    shown = [hidden._vector(row, atoms) for place, row in enumerate(rows) if place not in gone]
    for place, row in enumerate(rows):
        if any(0 < part < 5 for part in (*row.parts, row.size)):
            assert place in gone
            assert not spans(shown, hidden._vector(row, atoms))
    for kind in ("school", "sex", "group"):
        hid = [row for place, row in enumerate(rows) if row.partition == kind and place in gone]
        seen = [row for place, row in enumerate(rows) if row.partition == kind and place not in gone]
        if hid and seen and 0 not in gone:
            rest = [sum(row.parts[part] for row in hid) for part in range(2)]
            assert not any(0 < part < 5 for part in (*rest, sum(rest))), list(itertools.chain(hid, seen))
