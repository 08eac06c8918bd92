"""Covering demand: the exhaustive reference, properties, faults that the check must see, and what the explanation says."""

import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from benchmarks.planning import cases
from naru.engine.planning import cover, divide, linear
from naru.engine.planning.cover import Against, Rule, Status, reference
from naru.engine.planning.cover.model import laid_out
from naru.engine.planning.cover.solve import solution_of
from naru.engine.planning.until import Until


def small(**fields):
    """Four courses of 4 credits; 0 and 1 stand today; three wanted units; one teacher with 128 hours of subject 0."""
    given = {
        "credits": np.array([4, 4, 4, 4]),
        "hours": np.array([64.0, 64.0, 64.0, 0.0]),
        "cost": np.array([0.0, 0.0, 1.0, 5.0]),
        "subject": np.array([0, 0, 1, -1]),
        "today": np.array([True, True, False, False]),
        "required": np.zeros(4, dtype=bool),
        "weight": np.array([50.0, 30.0, 20.0, 0.0]),
        "level": np.array([3, 4, 4, 2]),
        "covers": np.array([[0, 0, 3], [1, 1, 3], [2, 1, 4], [3, 2, 5]]),
        "table": np.array([[0, 0], [0, 1], [0, 2], [0, 3]]),
        "table_least": np.array([8]),
        "table_most": np.array([8]),
        "teacher_hours": np.array([128.0]),
        "holds": np.array([[True, False]]),
        "money_most": np.array([10.0]),
    } | fields
    return cover.Problem(**given)


@st.composite
def problems(draw):
    courses, targets, rows = draw(st.integers(1, 5)), draw(st.integers(1, 4)), draw(st.integers(0, 2))
    teachers, subjects, equipment = draw(st.integers(1, 2)), draw(st.integers(1, 2)), draw(st.integers(0, 2))

    def numbers(low, high, size):
        return np.array(draw(st.lists(st.integers(low, high), min_size=size, max_size=size)), dtype=np.int64)

    def pairs(*ends, most=4):
        one = st.tuples(*(st.integers(0, end - 1) for end in ends))
        found = draw(st.lists(one, max_size=most)) if all(ends) else []
        return np.array(found, dtype=np.int64).reshape(-1, len(ends))

    least = numbers(0, 4, rows)
    uses = pairs(courses, 1)
    can_train = draw(st.lists(st.booleans(), min_size=teachers * subjects, max_size=teachers * subjects))
    return cover.Problem(
        credits=numbers(0, 4, courses),
        hours=numbers(0, 4, courses).astype(float),
        cost=numbers(0, 4, courses).astype(float),
        subject=numbers(-1, subjects - 1, courses),
        today=numbers(0, 1, courses).astype(bool),
        required=numbers(0, 4, courses) == 4,
        weight=numbers(0, 9, targets).astype(float),
        level=numbers(1, 3, targets),
        covers=pairs(courses, targets, 4, most=8),
        table=pairs(rows, courses, most=8),
        table_least=least,
        table_most=least + numbers(0, 8, rows),
        teacher_hours=numbers(0, 6, teachers).astype(float),
        holds=numbers(0, 1, teachers * subjects).astype(bool).reshape(teachers, subjects),
        money_most=numbers(0, 9, 2).astype(float),
        purse=numbers(0, 1, courses),
        school=numbers(0, 1, courses),
        alternatives=pairs(courses, courses, most=3),
        prerequisites=pairs(courses, courses, most=2),
        training_cost=np.where(can_train, 1.0, np.inf).reshape(teachers, subjects),
        trainings_most=draw(st.integers(0, 1)),
        teacher_purse=numbers(0, 1, teachers),
        facility_hours=numbers(0, 6, 1).astype(float),
        uses=uses,
        use_hours=numbers(0, 3, len(uses)).astype(float),
        equipment_cost=numbers(0, 4, equipment).astype(float),
        equipment_purse=numbers(0, 1, equipment),
        needs=pairs(courses, equipment, most=3),
        cost_most=draw(st.sampled_from([np.inf, 6.0])),
        change_most=draw(st.sampled_from([np.inf, 5.0])),
        change_weight=draw(st.sampled_from([0.0, 0.2])),
        cost_weight=draw(st.sampled_from([0.0, 0.5])),
    )


@settings(deadline=None, max_examples=80)
@given(problems())
def test_solve_small_case_equals_the_exhaustive_reference(problem):
    found = cover.solve(problem)
    assert cover.check(problem, found) == []
    best = reference.greatest(problem)
    if best is None:
        assert found.status is Status.INFEASIBLE
        why = cover.explain(problem, found)
        assert why.clash
    else:
        assert found.value == pytest.approx(best, abs=1e-5)
        assert found.bound == pytest.approx(best, abs=1e-3)


def test_solve_covers_at_the_level_wanted_only():
    found = cover.solve(small(holds=np.array([[True, True]])))
    assert found.status is Status.OPTIMAL
    assert found.chosen.tolist() == [True, False, True, False]  # course 1 reaches unit 1 one level too low
    assert found.covered.tolist() == [True, True, False, False]
    assert (found.coverage, found.change, found.cost.tolist()) == (80.0, 8.0, [1.0])


def test_solve_weight_of_change_keeps_today():
    found = cover.solve(small(holds=np.array([[True, True]]), change_weight=0.4))
    assert found.chosen.tolist() == [True, True, False, False]
    assert found.change == 0.0


def test_explain_training_that_unlocks_a_course_is_proposed():
    problem = small(training_cost=np.array([[np.inf, 2.0]]))
    found = cover.solve(problem)
    assert found.coverage == 70.0  # nobody may teach course 2
    (training,) = cover.explain(problem, found).trainings
    assert (training.teacher, training.subject, training.courses.tolist()) == (0, 1, [2])
    assert training.coverage_gain == pytest.approx(10.0)


def test_explain_says_the_least_hours_that_would_cover_more():
    problem = small(teacher_hours=np.array([100.0]), holds=np.array([[True, True]]), table_most=np.array([16]))
    found = cover.solve(problem)
    bindings = {(each.rule, each.index): each for each in cover.explain(problem, found).bindings}
    for subject in (0, 1):
        each = bindings[Rule.SUBJECTS, subject]
        assert each.extra == pytest.approx(28.0, abs=1e-4)  # courses 0 and 2 need 128 hours, 100 are there
        assert each.coverage_gain == pytest.approx(30.0) and each.is_proved
    assert (Rule.MONEY, 0) not in bindings and (Rule.TABLE, 0) not in bindings


def test_explain_names_units_that_no_course_covers():
    problem = small(level=np.array([3, 5, 4, 2]))
    assert cover.explain(problem, cover.solve(problem)).uncoverable.tolist() == [1]


def test_explain_clash_names_the_single_rules():
    problem = small(required=np.array([False, False, True, False]))
    found = cover.solve(problem)
    assert found.status is Status.INFEASIBLE
    why = cover.explain(problem, found)
    assert set(why.clash) == {(Rule.REQUIRED, 2), (Rule.SUBJECTS, 1)} and why.is_minimal


def test_frontier_trades_coverage_against_change_and_cost():
    problem = small(holds=np.array([[True, True]]), table_most=np.array([12]), table_least=np.array([0]))
    change = cover.frontier(problem, Against.CHANGE)
    assert [(each.change, each.coverage) for each in change][:1] == [(0.0, 50.0)]
    assert change[-1].coverage == 100.0
    assert all(a.change < b.change and a.coverage < b.coverage for a, b in itertools.pairwise(change))
    cost = cover.frontier(problem, Against.COST)
    assert [each.cost for each in cost] == [0.0, 1.0, 6.0]
    assert [each.coverage for each in cost] == [50.0, 80.0, 100.0]
    for each in (*change, *cost):
        assert each.bound == pytest.approx(each.coverage, abs=0.05)


def test_check_sees_each_fault():
    problem = small(
        holds=np.array([[True, True]]),
        prerequisites=np.array([[0, 2]]),
        alternatives=np.array([[0, 1], [0, 2]]),
        facility_hours=np.array([64.0]),
        uses=np.array([[0, 0], [1, 0]]),
        use_hours=np.array([64.0, 64.0]),
        equipment_cost=np.array([3.0]),
        needs=np.array([[2, 0]]),
    )
    good = cover.solve(problem)
    assert good.chosen.tolist() == [True, False, True, False] and cover.check(problem, good) == []
    for wrong in (
        {"chosen": np.array([False, False, True, False])},
        {"chosen": np.array([True, True, True, False])},
        {"chosen": np.array([True, False, True, True])},
        {"chosen": good.chosen[:3]},
        {"covered": ~good.covered},
        {"teaching": good.teaching * 0},
        {"teaching": good.teaching * 2},
        {"trained": np.array([[False, True]])},
        {"bought": ~good.bought},
        {"coverage": 90.0},
        {"change": 4.0},
        {"cost": np.array([0.0])},
        {"value": 90.0},
        {"bound": 70.0},
        {"bound": 90.0},
        {"status": Status.INFEASIBLE},
    ):
        assert cover.check(problem, dataclasses.replace(good, **wrong)), wrong
    for rule in (
        {"money_most": np.array([3.0])},
        {"cost_most": 3.0},
        {"change_most": 4.0},
        {"facility_hours": np.array([60.0])},
        {"table_least": np.array([9]), "table_most": np.array([9])},
        {"required": np.array([False, True, False, False])},
        {"prerequisites": np.array([[1, 2]])},
        {"alternatives": np.array([[0, 0], [0, 2]])},
        {"holds": np.array([[True, False]])},
    ):
        assert cover.check(dataclasses.replace(problem, **rule), good), rule


@pytest.mark.slow
def test_solve_schools_with_a_shared_pool_agree_divided_and_whole():
    problem = cases.curriculum(3, departments=1, pool=True, seed=2)
    layout = laid_out(problem)
    whole = linear.run(layout.model)
    assert whole.status is Status.OPTIMAL
    divided = divide.run_blocks(layout.model, gap=2e-3, seed=1, whole_below=0)
    assert divided.bound <= whole.value + 1e-5 <= divided.value + 2e-5
    assert divided.value - divided.bound <= 2e-3 * abs(divided.value)
    assert cover.check(problem, solution_of(problem, layout, divided)) == []
    found = cover.solve(problem)
    assert found.status is Status.OPTIMAL and cover.check(problem, found) == []
    assert found.value == pytest.approx(layout.value(whole.value), abs=1e-4)


@settings(deadline=None, max_examples=40)
@given(problems())
def test_divided_small_case_has_a_bound_and_a_plan_on_either_side_of_the_truth(problem):
    layout = laid_out(problem)
    whole, divided = linear.run(layout.model), divide.run_blocks(layout.model, gap=1e-9, rounds=3, whole_below=0)
    if whole.status is Status.INFEASIBLE:
        assert divided.status is Status.INFEASIBLE
    else:
        assert divided.bound <= whole.value + 1e-5 <= divided.value + 2e-5
        assert cover.check(problem, solution_of(problem, layout, divided)) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"credits": np.array([-1, 4, 4, 4])},
        {"hours": np.array([64.0, np.nan, 64.0, 0.0])},
        {"cost": np.array([0.0])},
        {"subject": np.array([0, 0, 2, -1])},
        {"covers": np.array([[0, 9, 3]])},
        {"covers": np.array([[0, 0]])},
        {"table_most": np.array([7])},
        {"purse": np.array([0, 0, 0, 1])},
        {"training_cost": np.zeros((1, 1))},
        {"change_weight": -1.0},
        {"money_most": np.array([-1.0])},
    ],
)
def test_problem_wrong_input_is_refused(fields):
    with pytest.raises(ValueError):
        small(**fields)


def test_time_is_shared_out_by_size_and_not_by_the_piece():
    """One row over 800 variables and two over 100: whichever comes first, the clock goes by variables."""
    size, ends = 1000, (800, 900, 1000)
    rows = np.zeros((3, size))
    for at, end in enumerate(ends):
        rows[at, (ends[at - 1] if at else 0) : end] = 1.0
    model = linear.Model(
        cost=np.ones(size),
        lower=np.zeros(size),
        upper=np.ones(size),
        whole=np.zeros(size, dtype=bool),
        matrix=sparse.csr_array(rows),
        row_lower=np.ones(3),
        row_upper=np.full(3, np.inf),
        rule=np.arange(3),
        block=np.zeros(size, dtype=np.int64),
    )
    shares = {}

    def solver(piece, variables, until):
        shares[variables.size] = until.left()
        return linear.run(piece)

    assert linear.run_pieces(model, solver, Until.after(100.0)).value == pytest.approx(3.0)
    assert shares[800] == pytest.approx(80.0, abs=1.0)
