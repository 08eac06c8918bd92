"""Thousands of random strict cases against two other implementations: PyPI `matching` and `algmatch`."""

import numpy as np
import pytest

from benchmarks.matching import peers
from naru.engine import matching
from naru.engine.matching import Objective
from tests.engine import matching_cases as cases

CASES = 1_000


@pytest.mark.slow
@pytest.mark.parametrize("objective", [Objective.STUDENT, Objective.FIRM])
@pytest.mark.parametrize("peer", peers.PEERS)
def test_agrees_with_another_implementation(peer, objective):
    for seed in range(CASES):
        problem = cases.strict(seed, 2 + seed % 11, 1 + seed % 7, 1 + seed % 6)
        solve = peers.PEERS[peer](*peers.lists(problem), problem.capacity, objective)
        expected = peers.read(peer, solve(), problem)
        found = matching.solve(problem, objective=objective)
        assert matching.check(problem, found) == []
        assert np.array_equal(found.value, expected), seed
