"""Small matching problems for Hypothesis, and random strict ones of any size."""

from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from naru.engine import matching

#: The first example of a run also compiles the engine.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def problems(draw, learners=4, openings=3, learner_ties=True, opening_ties=True, reserves=True):
    """Problems small enough to try everything, with ties, refusals, empty lists, closed openings and reserves."""
    n, m = draw(st.integers(1, learners)), draw(st.integers(1, openings))
    wanted = draw(st.lists(st.lists(st.booleans(), min_size=m, max_size=m), min_size=n, max_size=n))
    pairs = [(i, j) for i in range(n) for j in range(m) if wanted[i][j]]
    choice, priority = {}, {}
    for i in range(n):
        own = [pair for pair in pairs if pair[0] == i]
        choice |= dict(zip(own, _ranks(draw, len(own), learner_ties), strict=True))
    for j in range(m):
        own = [pair for pair in pairs if pair[1] == j]
        priority |= dict(zip(own, _ranks(draw, len(own), opening_ties), strict=True))
    refused = draw(st.sets(st.sampled_from(pairs), max_size=2)) if pairs else set()
    capacity = draw(st.lists(st.integers(0, 3), min_size=m, max_size=m))
    more = {}
    if reserves:
        start, groups, seats = [0], [], []
        for j in range(m):
            left = capacity[j]
            for group in range(2):
                seat = draw(st.integers(0, left))
                if seat:
                    groups.append(group)
                    seats.append(seat)
                    left -= seat
            start.append(len(groups))
        more = {
            "group": draw(st.lists(st.integers(-1, 1), min_size=n, max_size=n)),
            "reserve_start": start,
            "reserve_group": groups,
            "reserve_seats": seats,
        }
    rows = draw(st.permutations(pairs))
    made = matching.Problem.from_table(
        np.array([pair[0] for pair in rows], dtype=int),
        np.array([pair[1] for pair in rows], dtype=int),
        np.array([choice[pair] for pair in rows], dtype=int),
        np.array([0 if pair in refused else priority[pair] for pair in rows], dtype=int),
        learners=n,
        capacity=capacity,
        **more,
    )
    if not reserves or not draw(st.booleans()):
        return made
    here = draw(st.lists(st.integers(-1, 1), min_size=len(pairs), max_size=len(pairs)))
    return replace(made, group=None, pair_group=np.array(here, dtype=np.int32))


def _ranks(draw, count, ties):
    if ties:
        return draw(st.lists(st.integers(1, 2), min_size=count, max_size=count))
    return draw(st.permutations(range(1, count + 1)))


def strict(seed: int, learners: int, openings: int, longest: int) -> matching.Problem:
    """A random strict problem: lists of 1 to `longest` openings, every opening ranks all who name it."""
    rng = np.random.default_rng(seed)
    learner, opening, choice = [], [], []
    for i in range(learners):
        length = int(rng.integers(1, min(longest, openings) + 1))
        learner += [i] * length
        opening += rng.choice(openings, length, replace=False).tolist()
        choice += list(range(1, length + 1))
    priority = np.zeros(len(opening), int)
    for j in range(openings):
        own = np.flatnonzero(np.array(opening) == j)
        priority[own] = rng.permutation(own.size) + 1
    order = rng.permutation(len(opening))
    columns = [np.array(each)[order] for each in (learner, opening, choice, priority)]
    return matching.Problem.from_table(*columns, learners=learners, capacity=rng.integers(1, 4, openings))


def table(choices: dict[str, str], priorities: dict[str, str], capacity: dict[str, int] | None = None):
    """(problem, names of learners, names of openings) from lists as papers print them: "A (B C) D" has one tie."""
    learners, openings = list(choices), list(priorities)
    place = {name: number for number, name in enumerate(openings)}
    ranked = {name: _parsed(text) for name, text in priorities.items()}
    rows = [
        (number, place[opening], rank, ranked[opening].get(learner, 0))
        for number, learner in enumerate(learners)
        for opening, rank in _parsed(choices[learner]).items()
    ]
    seats = [(capacity or {}).get(name, 1) for name in openings]
    columns = np.array(rows, dtype=int).T
    return matching.Problem.from_table(*columns, learners=len(learners), capacity=seats), learners, openings


def _parsed(text: str) -> dict[str, int]:
    found, rank, is_tied = {}, 0, False
    for word in text.replace("(", " ( ").replace(")", " ) ").split():
        if word in "()":
            is_tied = word == "("
            rank += is_tied
        else:
            rank += not is_tied
            found[word] = rank
    return found


def named(solution, learners, openings) -> dict[str, str | None]:
    return {
        name: openings[value] if value >= 0 else None
        for name, value in zip(learners, solution.value.tolist(), strict=True)
    }
