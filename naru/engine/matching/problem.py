"""The question and the answer of a matching."""

import hashlib
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from naru.engine.matching import arrays

#: A rank is a whole number from 1 to here, so that a rank and a lottery number share one 64-bit key.
HIGHEST_RANK = 1_000_000_000


class Status(Enum):
    """A matching always exists (nobody placed is one), so `infeasible` and `gave_up` cannot occur here."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


class Objective(Enum):
    """What the matching is to be best at; all but `welfare` are stable."""

    STUDENT = "student"
    FIRM = "firm"
    LARGEST = "largest"
    WELFARE = "welfare"

    @property
    def is_stable(self) -> bool:
        return self is not Objective.WELFARE


def _whole(name: str, value: ArrayLike, kind: type[np.signedinteger]) -> NDArray[np.signedinteger]:
    found = np.asarray(value)
    if found.size and not np.issubdtype(found.dtype, np.integer):
        raise ValueError(f"{name}: whole numbers, not {found.dtype}")
    return np.ascontiguousarray(found, dtype=kind)


@dataclass(frozen=True, eq=False)
class Problem:
    """n learners with lists of openings, m openings with seats, k pairs (learner, opening).

    The list of learner i are the rows start[i] … start[i+1]-1 of `pairs`, best choice first (compressed sparse rows).

    start: int64[n+1], from 0 to k, never falling
    pairs: int32[k, 2], column 0 the opening (0 … m-1), column 1 the rank that the opening gives the learner
        (1 = best, equal ranks are a tie, 0 = the opening does not accept the learner)
    capacity: int32[m], seats, not negative
    choice_rank: int32[k], rank that the learner gives the opening (1 = best, never falling along a list, equal ranks
        are a tie); None says that each list is strict and ranked 1, 2, 3 …
    rule: int16[k], for pairs with rank 0 a number of the caller's for the rule that excludes the pair; None: not said
    group: int32[n], the group of each learner, -1 for none; None: nobody has one
    pair_group: int32[k], the group of each learner at each opening of her list, in place of `group`: she may belong
        to one group here and to another there, but at each opening to at most one
    reserve_start: int64[m+1], with reserve_group and reserve_seats (int32[r]): the minority reserves of opening j are
        the rows reserve_start[j] … reserve_start[j+1]-1; groups of one opening differ, their seats add to at most its
        capacity. None: no reserves.

    Minority reserves (Hafalir, Yenmez & Yildirim 2013, Theoretical Economics 8, 325-363; several groups: Ehlers,
    Hafalir, Yenmez & Yildirim 2014, Journal of Economic Theory 153, 648-683): of all who apply, an opening first takes
    the best of each group up to the group's reserve, then fills the seats that remain with the best of everybody else.
    A reserved seat that its group does not want is open to all.
    """

    start: NDArray[np.int64]
    pairs: NDArray[np.int32]
    capacity: NDArray[np.int32]
    choice_rank: NDArray[np.int32] | None = None
    rule: NDArray[np.int16] | None = None
    group: NDArray[np.int32] | None = None
    reserve_start: NDArray[np.int64] | None = None
    pair_group: NDArray[np.int32] | None = None
    reserve_group: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    reserve_seats: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))

    def __post_init__(self) -> None:
        for name, kind in (
            ("start", np.int64),
            ("pairs", np.int32),
            ("capacity", np.int32),
            ("choice_rank", np.int32),
            ("rule", np.int16),
            ("group", np.int32),
            ("pair_group", np.int32),
            ("reserve_start", np.int64),
            ("reserve_group", np.int32),
            ("reserve_seats", np.int32),
        ):
            value = getattr(self, name)
            if value is not None:
                whole = _whole(name, value, kind)  # type: ignore[type-abstract]
                view = whole.view()
                view.flags.writeable = False
                object.__setattr__(self, name, view)
        self._validate_lists()
        self._validate_reserves()

    def _validate_lists(self) -> None:
        if self.start.ndim != 1 or self.start.size == 0 or self.capacity.ndim != 1:
            raise ValueError("start: one more than learners; capacity: one for each opening")
        if self.pairs.ndim != 2 or self.pairs.shape[1] != 2:
            raise ValueError(f"pairs: rows of (opening, rank), not {self.pairs.shape}")
        pairs = self.pairs.shape[0]
        if self.start[0] != 0 or self.start[-1] != pairs or (np.diff(self.start) < 0).any():
            raise ValueError(f"start: from 0 to {pairs}, never falling")
        if (self.capacity < 0).any():
            raise ValueError(f"capacity: negative at opening {int(np.argmax(self.capacity < 0))}")
        for name in ("choice_rank", "rule"):
            value = getattr(self, name)
            if value is not None and value.shape != (pairs,):
                raise ValueError(f"{name}: one for each pair")
        fault, learner, place = arrays.inspect(
            self.start,
            self.pairs,
            self.openings,
            HIGHEST_RANK,
            arrays.still(np.zeros(0, np.int32) if self.choice_rank is None else self.choice_rank),
        )
        if fault:
            raise ValueError(f"learner {learner}, pair {place}: {arrays.FAULTS[fault]}")

    def _validate_reserves(self) -> None:
        if self.group is not None and self.group.shape != (self.learners,):
            raise ValueError("group: one for each learner")
        if self.pair_group is not None:
            if self.pair_group.shape != (self.pairs.shape[0],):
                raise ValueError("pair_group: one for each pair")
            if self.group is not None:
                raise ValueError("group or pair_group, not both")
        if self.reserve_start is None:
            if self.reserve_group.size or self.reserve_seats.size:
                raise ValueError("reserve_start is missing")
            return
        reserves = self.reserve_group.size
        if self.reserve_start.shape != (self.openings + 1,) or self.reserve_seats.shape != self.reserve_group.shape:
            raise ValueError("reserves: reserve_start has one more than openings; each reserve has a group and seats")
        if self.reserve_start[0] != 0 or self.reserve_start[-1] != reserves or (np.diff(self.reserve_start) < 0).any():
            raise ValueError(f"reserve_start: from 0 to {reserves}, never falling")
        if (self.reserve_seats < 0).any() or (self.reserve_group < 0).any():
            raise ValueError("reserves: seats and groups are not negative")
        opening = np.repeat(np.arange(self.openings), np.diff(self.reserve_start))
        taken = np.bincount(opening, weights=self.reserve_seats, minlength=self.openings)
        if (taken > self.capacity).any():
            raise ValueError(f"reserves: more than the capacity of opening {int(np.argmax(taken > self.capacity))}")
        if np.unique(np.stack([opening, self.reserve_group]), axis=1).shape[1] != reserves:
            raise ValueError("reserves: one for each group of an opening")

    @classmethod
    def from_table(
        cls,
        learner: ArrayLike,
        opening: ArrayLike,
        choice_rank: ArrayLike,
        priority_rank: ArrayLike,
        *,
        learners: int,
        capacity: ArrayLike,
        rule: ArrayLike | None = None,
        group: ArrayLike | None = None,
        pair_group: ArrayLike | None = None,
        reserve_start: ArrayLike | None = None,
        reserve_group: ArrayLike = (),
        reserve_seats: ArrayLike = (),
    ) -> "Problem":
        """From a table of applications in any order: four columns of k whole numbers, and `learners` in all.

        Rows are placed by counting, not sorted: O(k) when lists are strict 1, 2, 3 …; other lists
        are put in order one by one, O(k log longest list).
        Equal choice ranks stand in the order of openings. `pair_group`: only of a table that is in the order of its
        lists already.
        """
        columns: list[NDArray[Any]] = [
            _whole(name, value, np.int32)
            for name, value in (
                ("learner", learner),
                ("opening", opening),
                ("choice_rank", choice_rank),
                ("priority_rank", priority_rank),
            )
        ]
        if len({each.shape for each in columns}) != 1 or columns[0].ndim != 1:
            raise ValueError("learner, opening, choice_rank, priority_rank: columns of one length")
        rules = None if rule is None else _whole("rule", rule, np.int16)
        start, pairs, ranks, rules = arrays.assemble(columns, learners, rules)
        return cls(
            start=start,
            pairs=pairs,
            capacity=capacity,  # type: ignore[arg-type]
            choice_rank=ranks,
            rule=rules,
            group=group,  # type: ignore[arg-type]
            pair_group=pair_group,  # type: ignore[arg-type]
            reserve_start=reserve_start,  # type: ignore[arg-type]
            reserve_group=np.asarray(reserve_group, dtype=np.int32),
            reserve_seats=np.asarray(reserve_seats, dtype=np.int32),
        )

    @property
    def learners(self) -> int:
        return self.start.size - 1

    @property
    def openings(self) -> int:
        return self.capacity.size

    @property
    def has_reserves(self) -> bool:
        is_grouped = self.group is not None or self.pair_group is not None
        return is_grouped and bool(self.reserve_seats.any())

    def group_of_pairs(self) -> NDArray[np.int32]:
        """int32[k]: the group of the learner of each pair at its opening, -1 for none."""
        if self.pair_group is not None:
            return self.pair_group
        group = np.full(self.learners, -1, np.int32) if self.group is None else self.group
        return np.repeat(group, np.diff(self.start))

    @property
    def opening(self) -> NDArray[np.int32]:
        """int32[k]: the opening of each pair."""
        return self.pairs[:, 0]

    @property
    def priority_rank(self) -> NDArray[np.int32]:
        """int32[k]: the rank that the opening gives the learner of each pair, 0 when it does not accept."""
        return self.pairs[:, 1]

    def learner_of_pairs(self) -> NDArray[np.int32]:
        """int32[k]: the learner of each pair."""
        return np.repeat(np.arange(self.learners, dtype=np.int32), np.diff(self.start))

    def ranks(self) -> NDArray[np.int32]:
        """int32[k]: the rank that the learner gives the opening of each pair."""
        if self.choice_rank is not None:
            return self.choice_rank
        places = np.arange(self.pairs.shape[0], dtype=np.int64)
        return (places - np.repeat(self.start[:-1], np.diff(self.start)) + 1).astype(np.int32)

    def digest(self) -> str:
        """SHA-256 of everything that the answer depends on but the objective and the seed."""
        found = hashlib.sha256()
        for name in (
            *("start", "pairs", "capacity", "choice_rank", "rule"),
            *("group", "reserve_start", "reserve_group", "reserve_seats"),
            *(("pair_group",) if self.pair_group is not None else ()),
        ):
            value = getattr(self, name)
            found.update(f"{name}:{None if value is None else value.shape};".encode())
            if value is not None:
                found.update(np.ascontiguousarray(value).data)
        return found.hexdigest()


@dataclass(frozen=True, eq=False)
class Report:
    """What was done and how good it is.

    objective, seed; is_lottery: ties fell by the lottery of that seed (else by the order that was stated)
    matched, unmatched: learners; seats_left: free seats of all openings
    ranks: how many learners got their choice of each rank, in the order of ranks
    proposals: offers and applications made on the way, a measure of the work (0 for flows)
    bound: no matching of this objective places more (`largest`); None: not asked for
    gap: (bound - matched) / bound, 0 when proved optimal; None: not asked for
    factor: the approximation's proven factor when the answer rests on it (3/2), else None
    closed: reserves closed to others because a member claimed them, as (opening, group) (`welfare` only)
    """

    objective: Objective
    seed: int
    is_lottery: bool
    matched: int
    unmatched: int
    seats_left: int
    ranks: dict[int, int]
    proposals: int = 0
    bound: int | None = None
    gap: float | None = None
    factor: float | None = None
    closed: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, eq=False)
class Solution:
    """value: int32[n], the opening of each learner, -1 for none."""

    status: Status
    value: NDArray[np.int32]
    report: Report
