"""The cohort engine: properties, the exact reference, and faults that the check must see."""

import dataclasses
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naru.engine import cohort
from naru.engine.cohort import reference

problems = st.builds(
    cohort.Problem,
    entrants=st.lists(st.integers(0, 5000), max_size=12).map(lambda each: np.array(each, dtype=np.int64)),
    completion=st.floats(0, 1),
    seeking=st.floats(0, 1),
    completion_trials=st.integers(0, 10_000),
    seeking_trials=st.integers(0, 10_000),
)


@given(problems)
def test_solve_any_problem_passes_the_check(problem):
    assert cohort.check(problem, cohort.solve(problem)) == []


@given(st.integers(0, 25), st.integers(0, 10), st.integers(0, 10))
def test_solve_small_case_has_the_exact_mean_and_variance(entrants, p, q):
    completion, seeking = Fraction(p, 10), Fraction(q, 10)
    mean, variance = reference.moments(entrants, completion, seeking)
    problem = cohort.Problem(np.array([entrants]), float(completion), float(seeking), z=0.01)
    found = cohort.solve(problem)
    assert found.seeking[0] == pytest.approx(float(mean))
    assert found.high[0] - found.seeking[0] == pytest.approx(
        min(0.01 * float(variance) ** 0.5, entrants - float(mean)), abs=1e-9
    )


def test_check_sees_each_fault():
    problem = cohort.Problem(np.array([100, 200]), 0.9, 0.5)
    good = cohort.solve(problem)
    for name, wrong in [
        ("graduates", good.graduates + 50),
        ("seeking", good.graduates + 1),
        ("low", good.seeking + 1),
        ("high", good.seeking - 1),
        ("low", good.low * 0 - 1),
        ("high", good.high * 0 + 500),
        ("seeking", good.seeking[:1]),
    ]:
        assert cohort.check(problem, dataclasses.replace(good, **{name: wrong})), name


def test_explain_shares_add_to_one():
    shares = cohort.explain(cohort.Problem(np.array([100, 120]), 0.9, 0.5, 300, 200))
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["seeking"] > shares["completion"]


@pytest.mark.parametrize(
    "fields",
    [
        {"entrants": np.array([-1])},
        {"entrants": np.array([1.5])},
        {"completion": 1.1},
        {"seeking": -0.1},
        {"completion_trials": -1},
    ],
)
def test_problem_wrong_input_is_refused(fields):
    with pytest.raises(ValueError):
        cohort.Problem(**({"entrants": np.array([10]), "completion": 0.9, "seeking": 0.5} | fields))


def test_solve_no_intake_is_infeasible():
    empty = cohort.Problem(np.array([], dtype=np.int64), 0.9, 0.5)
    assert cohort.solve(empty).status is cohort.Status.INFEASIBLE
