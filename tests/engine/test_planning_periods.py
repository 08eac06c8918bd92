"""Courses to periods: published optima, the exhaustive reference, properties, and faults that the check must see."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naru.engine.planning import periods
from naru.engine.planning.periods import Rule, Status, reference

CSPLIB = Path(__file__).resolve().parents[2] / "benchmarks" / "planning" / "csplib030"
PUBLISHED = {8: 17, 10: 14, 12: 17}  # the data file of 12 holds 204 credits: 17 a period, so nothing is smaller


def csplib(number):
    found = json.loads((CSPLIB / f"bacp{number}.json").read_text())
    at = {key: index for index, key in enumerate(found["courses"])}
    return periods.Problem(
        np.array(list(found["courses"].values())),
        found["periods"],
        *found["load"],
        *found["count"],
        np.array([[at[a], at[b]] for a, b in found["prerequisites"]]),
    )


@st.composite
def problems(draw):
    courses = draw(st.integers(1, 6))
    length = draw(st.integers(1, 3))
    pair = st.tuples(st.integers(0, courses - 1), st.integers(0, courses - 1)).filter(lambda each: each[0] < each[1])
    pairs = draw(st.lists(pair, max_size=4)) if courses > 1 else []
    load = sorted(draw(st.tuples(st.integers(0, 6), st.integers(0, 14))))
    count = sorted(draw(st.tuples(st.integers(0, 2), st.integers(0, 5))))
    rows = draw(st.lists(st.lists(st.booleans(), min_size=courses, max_size=courses), max_size=2))
    bars = draw(st.lists(st.tuples(st.integers(0, courses - 1), st.integers(0, length - 1)), max_size=2))
    fields = {"departments": np.array(rows, dtype=bool)} if rows else {}
    return periods.Problem(
        np.array(draw(st.lists(st.integers(0, 5), min_size=courses, max_size=courses))),
        length,
        *load,
        *count,
        np.array(pairs, dtype=np.int64).reshape(-1, 2),
        barred=np.array(bars, dtype=np.int64).reshape(-1, 2),
        **fields,
    )


@settings(deadline=None, max_examples=60)
@given(problems())
def test_solve_small_case_equals_the_exhaustive_reference(problem):
    found = periods.solve(problem)
    assert periods.check(problem, found) == []
    best = reference.smallest(problem)
    if best is None:
        assert found.status is Status.INFEASIBLE
        why = periods.explain(problem, found)
        assert why is not None and (why.rules or why.chain or why.windows)
    else:
        assert (found.status, found.max_load) == (Status.OPTIMAL, best)


@settings(deadline=None, max_examples=40)
@given(problems())
def test_explain_names_rules_that_clash_by_themselves(problem):
    """The named rules alone leave no plan; where called minimal, any one fewer leaves one."""
    why = periods.explain(problem, periods.solve(problem))
    if why is None or (why.rules == (Rule.LOAD_LEAST,) and why.cap < problem.load_least):
        return
    asked = dataclasses.replace(problem, load_most=why.cap)
    assert periods.solve(asked, rules=set(why.rules)).status is Status.INFEASIBLE
    if why.is_minimal:
        for rule in why.rules:
            assert periods.solve(asked, rules=set(why.rules) - {rule}).status is Status.OPTIMAL
    if why.prerequisites:
        pairs = np.array(why.prerequisites)
        fewer = dataclasses.replace(asked, prerequisites=pairs)
        assert periods.solve(fewer, rules=set(why.rules)).status is Status.INFEASIBLE


@pytest.mark.parametrize("number", [8, 10, 12])
def test_solve_csplib_instance_is_proved_at_the_published_optimum(number):
    problem = csplib(number)
    found = periods.solve(problem)
    assert (found.status, found.max_load, found.bound) == (Status.OPTIMAL, PUBLISHED[number], PUBLISHED[number])
    assert periods.check(problem, found) == []
    below = dataclasses.replace(problem, load_most=PUBLISHED[number] - 1)
    none = periods.solve(below)
    assert none.status is Status.INFEASIBLE
    why = periods.explain(below, none)
    assert why is not None and why.rules == (Rule.LOAD_MOST,)
    assert why.windows[0].amount == problem.credits.sum() > why.windows[0].limit


def test_solve_same_seed_gives_the_same_plan():
    problem = csplib(10)
    assert (periods.solve(problem, seed=3).period == periods.solve(problem, seed=3).period).all()


def test_solve_departments_share_a_course_and_each_keeps_its_limits():
    # Courses 0 and 1 fill one department, 1 and 2 the other; the shared course stands once.
    problem = periods.Problem(
        np.array([3, 3, 3]),
        2,
        3,
        3,
        1,
        1,
        np.zeros((0, 2), dtype=np.int64),
        np.array([[True, True, False], [False, True, True]]),
    )
    found = periods.solve(problem)
    assert periods.check(problem, found) == []
    assert found.max_load == 3
    assert found.period[0] == found.period[2] != found.period[1]


def test_explain_chain_longer_than_the_periods_is_named():
    problem = periods.Problem(np.array([1, 1, 1]), 2, 0, 9, 0, 9, np.array([[0, 1], [1, 2]]))
    why = periods.explain(problem, periods.solve(problem))
    assert why is not None and why.chain == (0, 1, 2)


def test_explain_narrows_to_the_prerequisites_that_clash():
    # Two periods of at most 4: three courses of 2 that must stand before three others cannot be split otherwise.
    pairs = np.array([[0, 3], [1, 3], [2, 3], [4, 5]])
    problem = periods.Problem(np.array([2, 2, 2, 1, 1, 1]), 2, 0, 5, 0, 6, pairs)
    why = periods.explain(problem, periods.solve(problem))
    assert why is not None and Rule.PREREQUISITES in why.rules
    assert (4, 5) not in why.prerequisites


def test_check_sees_each_fault():
    problem = csplib(8)
    good = periods.solve(problem)
    course, before = int(problem.prerequisites[0, 1]), int(problem.prerequisites[0, 0])
    swapped = good.period.copy()
    swapped[[course, before]] = swapped[[before, course]]
    for wrong in (
        {"period": swapped},
        {"period": np.zeros_like(good.period)},
        {"period": good.period[:-1]},
        {"period": good.period + 8},
        {"max_load": 16},
        {"bound": 18},
        {"bound": 16},
        {"status": Status.INFEASIBLE},
    ):
        assert periods.check(problem, dataclasses.replace(good, **wrong)), wrong
    barred = dataclasses.replace(problem, barred=np.array([[0, int(good.period[0])]]))
    assert periods.check(barred, good)


def test_solve_no_effort_gives_up_without_a_plan():
    found = periods.solve(csplib(12), effort=0.0)
    assert found.status is Status.GAVE_UP and found.period.size == 0
    assert periods.explain(csplib(12), found) is None
    assert periods.check(csplib(12), found) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"credits": np.array([-1, 2])},
        {"credits": np.array([1.5, 2.0])},
        {"periods": 0},
        {"load_least": 9},
        {"count_least": 9},
        {"prerequisites": np.array([[0, 2]])},
        {"prerequisites": np.array([0, 1])},
        {"barred": np.array([[0, 2]])},
        {"departments": np.ones((1, 3), dtype=bool)},
    ],
)
def test_problem_wrong_input_is_refused(fields):
    good = {
        "credits": np.array([1, 2]),
        "periods": 2,
        "load_least": 0,
        "load_most": 5,
        "count_least": 0,
        "count_most": 5,
        "prerequisites": np.array([[0, 1]]),
    }
    periods.Problem(**good)
    with pytest.raises(ValueError):
        periods.Problem(**(good | fields))


def test_problem_cycle_is_refused_and_named():
    with pytest.raises(periods.CyclicPrerequisites) as caught:
        periods.Problem(np.array([1, 1, 1, 1]), 4, 0, 9, 0, 9, np.array([[0, 1], [1, 2], [2, 1], [2, 3]]))
    assert set(caught.value.cycle) == {1, 2}
