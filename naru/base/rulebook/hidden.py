"""Which rows of a table of counts to hide, so that nothing small can be read or subtracted back.

A row is a group of persons, cut into parts that add up to it. It is hidden when it or one of its parts is small. Then,
until nothing changes:

1. What stands below a hidden row is hidden.
2. In each partition of a row the hidden groups together are what remains when the shown ones are subtracted: while a
   part of that remainder is small, or one group alone remains, the smallest shown group is hidden too.
3. A small group that is a sum and difference of shown rows of whatever partitions (exact elimination over the smallest
   common groups) costs the smallest row that this takes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from naru.base.rulebook.number import is_hidden


@dataclass(frozen=True)
class Group:
    """parts: counts that add up to the group; atoms: the smallest common groups it consists of.

    partition: the groups of one partition cut their `parent` (the place of that row, None for the whole) completely.
    """

    parts: tuple[int, ...]
    atoms: frozenset[object]
    partition: str = ""
    parent: int | None = None

    @property
    def size(self) -> int:
        return sum(self.parts)


def to_hide(rows: Sequence[Group], day: date) -> set[int]:
    """Places of the rows to hide. `rows` holds every group that is to be published, the whole included."""
    small = {place for place, row in enumerate(rows) if _is_small(row.parts, day)}
    hidden = set(small)
    while True:
        more = _below(rows, hidden) or _remainder(rows, hidden, day) or _spanned(rows, hidden, small)
        if not more:
            return hidden
        hidden |= more


def _is_small(parts: Sequence[int], day: date) -> bool:
    return is_hidden(sum(parts), day) or any(is_hidden(each, day) for each in parts)


def _below(rows: Sequence[Group], hidden: set[int]) -> set[int]:
    return {place for place, row in enumerate(rows) if place not in hidden and row.parent in hidden}


def _smallest(rows: Sequence[Group], places: Sequence[int]) -> set[int]:
    full = [place for place in places if rows[place].size]
    return {min(full, key=lambda place: (rows[place].size, place))} if full else set()


def _remainder(rows: Sequence[Group], hidden: set[int], day: date) -> set[int]:
    cuts: dict[tuple[str, int], list[int]] = {}
    for place, row in enumerate(rows):
        if row.parent is not None and row.parent not in hidden:
            cuts.setdefault((row.partition, row.parent), []).append(place)
    for places in cuts.values():
        gone = [place for place in places if place in hidden]
        shown = [place for place in places if place not in hidden]
        if not gone or not shown:
            continue
        rest = [sum(each) for each in zip(*(rows[place].parts for place in gone), strict=True)]
        full = [place for place in gone if rows[place].size]
        if len(full) == 1 or _is_small(rest, day):
            more = _smallest(rows, shown)
            if more:
                return more
    return set()


def _spanned(rows: Sequence[Group], hidden: set[int], small: set[int]) -> set[int]:
    """The smallest row that is needed to compute a small group from shown ones; empty when none can be."""
    atoms = sorted({each for row in rows for each in row.atoms}, key=repr)
    shown = [place for place in range(len(rows)) if place not in hidden]
    for place in sorted(small):
        needed = _combination([_vector(rows[each], atoms) for each in shown], _vector(rows[place], atoms))
        if needed:
            chosen = [shown[each] for each in needed]
            return _smallest(rows, [each for each in chosen if rows[each].parent is not None] or chosen)
    return set()


def _vector(row: Group, atoms: Sequence[object]) -> list[Fraction]:
    return [Fraction(each in row.atoms) for each in atoms]


def _combination(vectors: Sequence[list[Fraction]], wanted: list[Fraction]) -> list[int]:
    """Places of the vectors with which `wanted` is a linear combination; empty when it is none."""
    rest, used = list(wanted), [Fraction(0)] * len(vectors)
    basis: list[tuple[int, list[Fraction], list[Fraction]]] = []
    for place, vector in enumerate(vectors):
        own, line = [Fraction(0)] * len(vectors), list(vector)
        own[place] = Fraction(1)
        for pivot, known, made_of in basis:
            if line[pivot]:
                factor = line[pivot]
                line = [a - factor * b for a, b in zip(line, known, strict=True)]
                own = [a - factor * b for a, b in zip(own, made_of, strict=True)]
        pivot = next((column for column, value in enumerate(line) if value), -1)
        if pivot >= 0:
            factor = line[pivot]
            basis.append((pivot, [a / factor for a in line], [a / factor for a in own]))
    for pivot, known, made_of in basis:
        if rest[pivot]:
            factor = rest[pivot]
            rest = [a - factor * b for a, b in zip(rest, known, strict=True)]
            used = [a + factor * b for a, b in zip(used, made_of, strict=True)]
    return [] if any(rest) else [place for place, value in enumerate(used) if value]
