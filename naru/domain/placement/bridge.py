"""Rows to a matching Problem, its Solution to rows: the only door of this room to the engine.

The engine is loaded when it is first needed: it takes seconds, and hardly any process matches.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from naru.base.rulebook.errors import Conflict
from naru.domain.placement.enums import Exclusion, Method

if TYPE_CHECKING:
    from naru.engine import matching


@dataclass(frozen=True)
class Choice:
    """One frozen wish: keys of learner and place, both ranks (firm's 0: not taken), the rule that excludes it, and the
    reserve of the place of whose group the learner is (0: none)."""

    learner: int
    place: int
    choice_rank: int
    priority_rank: int
    exclusion: int = 0
    reserve: int = 0


@dataclass(frozen=True)
class Seats:
    """Seats of a place, how many were filled, why some are left (engine's code), and the last rank admitted.

    groups: (reserve, seats, filled by its group, last rank of it), everybody else as reserve 0 at the end; empty
    where nothing is kept.
    """

    place: int
    seats: int
    filled: int
    left: int
    last: int
    groups: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class Missed:
    """A better wish that was not reached: the engine's reason and its counts, never a name."""

    learner: int
    place: int
    choice_rank: int
    priority_rank: int
    reason: int
    exclusion: int
    above: int
    equal: int
    last: int


@dataclass(frozen=True)
class Outcome:
    """given: learner → (place, choice rank), None for nothing; ranks: how many got their choice of each rank."""

    given: dict[int, tuple[int, int] | None]
    missed: tuple[Missed, ...]
    seats: tuple[Seats, ...]
    ranks: dict[int, int]
    matched: int
    unmatched: int
    seats_left: int
    blocking: int
    is_optimal: bool
    engine: str
    input_digest: str


@dataclass(frozen=True)
class Question:
    """The question with the keys behind its numbers: learner i of the problem is learners[i], opening j places[j],
    group g the one for which reserves[g] keeps seats."""

    problem: "matching.Problem"
    learners: tuple[int, ...]
    places: tuple[int, ...]
    reserves: tuple[int, ...] = ()

    def digest(self, method: Method, seed: int) -> str:
        """SHA-256 of everything that the answer depends on, keys of persons and openings included."""
        keys = [self.learners, self.places, *([self.reserves] if self.reserves else []), method.value, seed]
        words = json.dumps(keys, separators=(",", ":"))
        return hashlib.sha256((words + self.problem.digest()).encode()).hexdigest()


@cache
def engine_digest() -> str:
    """SHA-256 of the engine's own source: which calculator it was."""
    from naru.engine import matching

    place = Path(matching.__file__).parent
    found = hashlib.sha256()
    for path in sorted(place.glob("*.py")):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def question(
    choices: Sequence[Choice],
    seats: Mapping[int, int],
    learners: Collection[int],
    kept: Mapping[int, Mapping[int, int]] | None = None,
) -> Question:
    """The problem of a round.

    seats: place → free seats; learners: all who take part, also without a wish left; kept: place → reserve → seats.
    """
    from naru.engine import matching

    people, places = tuple(sorted(learners)), tuple(sorted(seats))
    person_at = {key: number for number, key in enumerate(people)}
    place_at = {key: number for number, key in enumerate(places)}
    rows = sorted(choices, key=lambda each: (each.learner, each.choice_rank))

    def column(values: list[int], kind: type = np.int32) -> np.ndarray:  # type: ignore[type-arg]
        return np.array(values, dtype=kind)

    reserves = [(place, key, count) for place in places for key, count in sorted((kept or {}).get(place, {}).items())]
    group_at = {key: number for number, (_place, key, _count) in enumerate(reserves)}
    held = {place: sum(1 for at, _key, _count in reserves if at == place) for place in places}
    more: dict[str, Any] = {}
    if reserves:
        more = {
            "pair_group": column([group_at.get(each.reserve, -1) for each in rows]),
            "reserve_start": np.concatenate([[0], np.cumsum([held[place] for place in places])]).astype(np.int64),
            "reserve_group": column([group_at[key] for _place, key, _count in reserves]),
            "reserve_seats": column([count for _place, _key, count in reserves]),
        }
    problem = matching.Problem.from_table(
        column([person_at[each.learner] for each in rows]),
        column([place_at[each.place] for each in rows]),
        column([each.choice_rank for each in rows]),
        column([0 if each.exclusion else each.priority_rank for each in rows]),
        learners=len(people),
        capacity=column([seats[key] for key in places]),
        rule=column([each.exclusion for each in rows], np.int16),
        **more,
    )
    return Question(problem, people, places, tuple(key for _place, key, _count in reserves))


def match(asked: Question, method: Method, seed: int) -> Outcome:
    """Solves, then always checks with the independent check. Raises Conflict when that finds a fault."""
    from naru.engine import matching

    problem = asked.problem
    solution = matching.solve(problem, seed=seed, objective=matching.Objective(method.value))
    faults = matching.check(problem, solution)
    if faults:
        raise Conflict("; ".join(str(each) for each in faults))
    blocking = matching.blocking_pairs(problem, solution.value, named=0)
    said = matching.explain(problem, solution)
    rank_of = {
        (int(learner), int(opening)): int(rank)
        for learner, opening, rank in zip(problem.learner_of_pairs(), problem.opening, problem.ranks(), strict=True)
    }
    given: dict[int, tuple[int, int] | None] = {}
    for number, key in enumerate(asked.learners):
        opening = int(solution.value[number])
        given[key] = None if opening < 0 else (asked.places[opening], rank_of[number, opening])
    report = solution.report
    return Outcome(
        given=given,
        missed=_missed(asked, said),
        seats=_seats(asked, solution, said),
        ranks=dict(report.ranks),
        matched=report.matched,
        unmatched=report.unmatched,
        seats_left=report.seats_left,
        blocking=blocking.count,
        is_optimal=solution.status is matching.Status.OPTIMAL,
        engine=engine_digest(),
        input_digest=asked.digest(method, seed),
    )


def _missed(asked: Question, said: "matching.Explanation") -> tuple[Missed, ...]:
    return tuple(
        Missed(
            learner=asked.learners[int(said.learner[row])],
            place=asked.places[int(said.opening[row])],
            choice_rank=int(said.choice_rank[row]),
            priority_rank=int(said.priority_rank[row]),
            reason=int(said.reason[row]),
            exclusion=int(said.rule[row]),
            above=int(said.above[row]),
            equal=int(said.equal[row]),
            last=int(said.last[row]),
        )
        for row in range(said.learner.size)
    )


def _seats(asked: Question, solution: "matching.Solution", said: "matching.Explanation") -> tuple[Seats, ...]:
    capacity, groups = asked.problem.capacity, _groups(asked, solution)
    return tuple(
        Seats(
            place=key,
            seats=int(capacity[number]),
            filled=int(capacity[number]) - int(said.seats_left[number]),
            left=int(said.left[number]),
            last=int(said.admitted_last[number]),
            groups=groups.get(number, ()),
        )
        for number, key in enumerate(asked.places)
    )


def _groups(asked: Question, solution: "matching.Solution") -> dict[int, tuple[tuple[int, int, int, int], ...]]:
    """Opening → what became of each group's seats, everybody else last."""
    problem = asked.problem
    if problem.reserve_start is None:
        return {}
    learner, group, ranks = problem.learner_of_pairs(), problem.group_of_pairs(), problem.priority_rank
    seated = np.flatnonzero(solution.value[learner] == problem.opening)
    sits: dict[tuple[int, int], list[int]] = {}
    for place in seated.tolist():
        sits.setdefault((int(problem.opening[place]), int(group[place])), []).append(int(ranks[place]))
    found = {}
    for opening in range(problem.openings):
        rows = range(int(problem.reserve_start[opening]), int(problem.reserve_start[opening + 1]))
        if not rows:
            continue
        entries, own = [], set()
        for row in rows:
            of, seats = int(problem.reserve_group[row]), int(problem.reserve_seats[row])
            own.add(of)
            here = sits.get((opening, of), [])
            entries.append((asked.reserves[of], seats, len(here), max(here, default=0)))
        others = [rank for (at, of), here in sits.items() if at == opening and of not in own for rank in here]
        rest = int(problem.capacity[opening]) - sum(entry[1] for entry in entries)
        found[opening] = (*entries, (0, rest, len(others), max(others, default=0)))
    return found


def barred(choices: Sequence[Choice], bars: Collection[tuple[int, int]]) -> list[Choice]:
    """The choices with the pairs that the centre bars: (learner, place)."""
    return [
        replace(each, exclusion=Exclusion.BARRED) if (each.learner, each.place) in bars and not each.exclusion else each
        for each in choices
    ]
