"""Thousands of random strict cases against two other implementations: PyPI `matching` and `algmatch`."""

import pytest

from naru.engine import matching
from naru.engine.matching import Objective
from tests.engine import matching_cases as cases

CASES = 1_000


def lists(problem):
    """(learner → openings, opening → learners), best first, as both libraries want them."""
    learners = {i: problem.opening[problem.start[i] : problem.start[i + 1]].tolist() for i in range(problem.learners)}
    ranked: dict[int, list[tuple[int, int]]] = {j: [] for j in range(problem.openings)}
    learner_of = problem.learner_of_pairs()
    for place in range(problem.pairs.shape[0]):
        ranked[int(problem.opening[place])].append((int(problem.priority_rank[place]), int(learner_of[place])))
    openings = {j: [i for _rank, i in sorted(each)] for j, each in ranked.items() if each}
    return learners, openings


def shape(seed):
    return cases.strict(seed, 2 + seed % 11, 1 + seed % 7, 1 + seed % 6)


@pytest.mark.slow
@pytest.mark.parametrize("objective", [Objective.STUDENT, Objective.FIRM])
def test_agrees_with_matching(objective):
    from matching.games import HospitalResident

    side = {Objective.STUDENT: "resident", Objective.FIRM: "hospital"}[objective]
    for seed in range(CASES):
        problem = shape(seed)
        learners, openings = lists(problem)
        game = HospitalResident.create_from_dictionaries(
            {f"r{i}": [f"h{j}" for j in each] for i, each in learners.items()},
            {f"h{j}": [f"r{i}" for i in each] for j, each in openings.items()},
            {f"h{j}": int(problem.capacity[j]) for j in openings},
        )
        expected = {
            int(each.name[1:]): int(opening.name[1:])
            for opening, found in game.solve(optimal=side).items()
            for each in found
        }
        found = matching.solve(problem, objective=objective)
        assert matching.check(problem, found) == []
        assert {i: j for i, j in enumerate(found.value.tolist()) if j >= 0} == expected, seed


@pytest.mark.slow
@pytest.mark.parametrize("objective", [Objective.STUDENT, Objective.FIRM])
def test_agrees_with_algmatch(objective):
    from algmatch import HospitalResidentsProblem

    side = {Objective.STUDENT: "residents", Objective.FIRM: "hospitals"}[objective]
    for seed in range(CASES):
        problem = shape(seed)
        learners, openings = lists(problem)
        peer = HospitalResidentsProblem(
            dictionary={
                "residents": {i + 1: [j + 1 for j in each] for i, each in learners.items()},
                "hospitals": {
                    j + 1: {"capacity": int(problem.capacity[j]), "preferences": [i + 1 for i in each]}
                    for j, each in openings.items()
                },
            },
            optimised_side=side,
        )
        answer = peer.get_stable_matching()
        assert answer is not None
        expected = {
            int(i[1:]) - 1: int(j[1:]) - 1 for i, j in answer["resident_sided"].items() if j and j.startswith("h")
        }
        found = matching.solve(problem, objective=objective)
        assert {i: j for i, j in enumerate(found.value.tolist()) if j >= 0} == expected, seed
