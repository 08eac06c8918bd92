"""The libraries that the engine is compared with: lists and seats → their objects → the call that solves."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from naru.engine import matching
from naru.engine.matching import Objective

Lists = dict[int, list[int]]


def lists(problem: matching.Problem) -> tuple[Lists, Lists]:
    """(learner → openings, opening → learners), best first; every pair is accepted and every list strict."""
    bounds, opening = problem.start.tolist(), problem.opening.tolist()
    learners = {i: opening[bounds[i] : bounds[i + 1]] for i in range(problem.learners)}
    order = np.lexsort((problem.priority_rank, problem.opening))
    openings: Lists = {}
    for learner, each in zip(problem.learner_of_pairs()[order].tolist(), problem.opening[order].tolist(), strict=True):
        openings.setdefault(each, []).append(learner)
    return learners, openings


def by_matching(
    learners: Lists, openings: Lists, capacity: NDArray[np.int32], objective: Objective = Objective.STUDENT
) -> Callable[[], Any]:
    """PyPI `matching` (daffidwilde): a game of linked objects."""
    from matching.games import HospitalResident

    game = HospitalResident.create_from_dictionaries(
        {f"r{i}": [f"h{j}" for j in each] for i, each in learners.items()},
        {f"h{j}": [f"r{i}" for i in each] for j, each in openings.items()},
        {f"h{j}": int(capacity[j]) for j in openings},
    )
    return lambda: game.solve(optimal="resident" if objective is Objective.STUDENT else "hospital")


def by_algmatch(
    learners: Lists, openings: Lists, capacity: NDArray[np.int32], objective: Objective = Objective.STUDENT
) -> Callable[[], Any]:
    """PyPI `algmatch` (Glasgow)."""
    from algmatch import HospitalResidentsProblem

    peer = HospitalResidentsProblem(
        dictionary={
            "residents": {i + 1: [j + 1 for j in each] for i, each in learners.items()},
            "hospitals": {
                j + 1: {"capacity": int(capacity[j]), "preferences": [i + 1 for i in each]}
                for j, each in openings.items()
            },
        },
        optimised_side="residents" if objective is Objective.STUDENT else "hospitals",
    )
    return peer.get_stable_matching


def read(name: str, answer: Any, problem: matching.Problem) -> NDArray[np.int32]:
    """int32[n]: a library's answer in our numbers."""
    value = np.full(problem.learners, -1, np.int32)
    if name == "matching":
        for opening, found in answer.items():
            for each in found:
                value[int(each.name[1:])] = int(opening.name[1:])
        return value
    for learner, opening in answer["resident_sided"].items():
        if opening and opening.startswith("h"):
            value[int(learner[1:]) - 1] = int(opening[1:]) - 1
    return value


PEERS = {"matching": by_matching, "algmatch": by_algmatch}
