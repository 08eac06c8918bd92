"""Seats by year: the exhaustive reference, properties, faults that the check must see, and what the plan asks for."""

import dataclasses
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.planning import cases
from naru.engine.planning import departments, divide, linear
from naru.engine.planning.departments import Kind, Rule, Status, reference
from naru.engine.planning.departments.district import District
from naru.engine.planning.departments.master import Prices
from naru.engine.planning.departments.model import laid_out
from naru.engine.planning.departments.school import planned, schools_of
from naru.engine.planning.departments.solve import solution_of


def small(**fields):
    """One school, two departments of 20 seats: 0 stands with 2 classes, 1 may open with the second intake."""
    given = {
        "school": np.array([0, 0]),
        "field": np.array([0, 1]),
        "group": np.array([0, 1]),
        "class_size": np.array([20, 20]),
        "supply": np.array([0.5, 0.5]),
        "classes_least": np.array([1, 1]),
        "classes_most": np.array([3, 3]),
        "past": np.array([[2, 2], [0, 0]]),
        "ready": np.array([0, 1]),
        "fixed": np.array([False, False]),
        "teaching": np.array([20.0, 20.0]),
        "school_least": np.array([1]),
        "school_most": np.array([3]),
        "school_step": np.array([1]),
        "moves_most": np.array([2]),
        "teachers": np.array([[6, 0]]),
        "retraining_most": np.array([6]),
        "teacher_load": 20.0,
        "cost_reorganised": np.array([375.0, 375.0, 375.0]),
        "cost_added": np.array([225.0, 225.0, 225.0]),
        "cost_retrained": np.array([10.0, 10.0, 10.0]),
        "money_most": np.full(3, np.inf),
        "demand": np.array([[[20.0, 10.0, 10.0], [0.0, 10.0, 10.0]]]),
        "probability": np.array([1.0]),
        "unmet_weight": np.array([1.0, 1.0]),
        "surplus_weight": np.array([0.5, 0.5]),
        "robust": 0.5,
        "cost_weight": 0.001,
        "change_weight": 0.1,
    } | fields
    return departments.Problem(**given)


@st.composite
def problems(draw):
    count, intakes, scenarios = draw(st.integers(1, 2)), draw(st.integers(1, 2)), draw(st.integers(1, 2))

    def numbers(low, high, *shape):
        size = int(np.prod(shape))
        found = draw(st.lists(st.integers(low, high), min_size=size, max_size=size))
        return np.array(found, dtype=np.int64).reshape(shape)

    schools = draw(st.integers(1, 2))
    least = numbers(1, 2, count)
    school_least = numbers(0, 1, schools)
    chances = np.array([1.0]) if scenarios == 1 else np.array([0.25, 0.75])
    return departments.Problem(
        school=numbers(0, schools - 1, count),
        field=numbers(0, 1, count),
        group=numbers(0, 1, count),
        class_size=numbers(1, 3, count),
        supply=numbers(1, 2, count) / 2,
        classes_least=least,
        classes_most=least + numbers(0, 1, count),
        past=numbers(0, 2, count, 2),
        ready=numbers(0, 2, count),
        fixed=numbers(0, 4, count) == 4,
        teaching=numbers(0, 2, count).astype(float),
        school_least=school_least,
        school_most=school_least + numbers(1, 4, schools),
        school_step=numbers(0, 3, schools),
        moves_most=numbers(0, 3, schools),
        teachers=numbers(0, 5, schools, 2),
        retraining_most=numbers(0, 1, schools),
        teacher_load=2.0,
        cost_reorganised=numbers(0, 3, intakes).astype(float),
        cost_added=numbers(0, 3, intakes).astype(float),
        cost_retrained=numbers(0, 2, intakes).astype(float),
        money_most=np.where(numbers(0, 1, intakes) == 1, 3.0, np.inf),
        demand=numbers(0, 6, scenarios, 2, intakes).astype(float),
        probability=chances,
        unmet_weight=numbers(0, 2, 2).astype(float),
        surplus_weight=numbers(0, 2, 2) / 2,
        robust=draw(st.sampled_from([0.0, 0.5, 1.0])),
        cost_weight=draw(st.sampled_from([0.0, 0.25])),
        change_weight=draw(st.sampled_from([0.0, 0.5])),
    )


@settings(deadline=None, max_examples=80)
@given(problems())
def test_solve_small_case_equals_the_exhaustive_reference(problem):
    found = departments.solve(problem)
    assert departments.check(problem, found) == []
    best = reference.fewest(problem)
    if best is None:
        assert found.status is Status.INFEASIBLE
        departments.explain(problem, found)
    else:
        assert found.status is Status.OPTIMAL
        assert found.value == pytest.approx(best, abs=1e-4)


@settings(deadline=None, max_examples=40)
@given(problems())
def test_divided_small_case_has_a_bound_and_a_plan_on_either_side_of_the_truth(problem):
    layout = laid_out(problem)
    whole, divided = linear.run(layout.model), divide.run_blocks(layout.model, gap=1e-9, rounds=3, whole_below=0)
    if whole.status is Status.INFEASIBLE:
        assert divided.status is Status.INFEASIBLE
    else:
        assert divided.bound <= whole.value + 1e-4 <= divided.value + 2e-4
        assert departments.check(problem, solution_of(problem, layout, divided)) == []


@settings(deadline=None, max_examples=30)
@given(problems())
def test_solve_by_plans_of_schools_has_a_bound_and_a_plan_on_either_side_of_the_truth(problem):
    found = departments.solve(problem, gap=1e-9, whole_below=0)
    assert departments.check(problem, found) == []
    best = reference.fewest(problem)
    if best is None:
        assert found.status is Status.INFEASIBLE
    else:
        assert found.bound <= best + 1e-4 <= found.value + 2e-4


@settings(deadline=None, max_examples=60)
@given(problems())
def test_solve_of_one_school_whose_every_graduate_is_wanted_is_exact_at_once(problem):
    problem = dataclasses.replace(
        problem,
        school=problem.school * 0,
        school_least=problem.school_least[:1],
        school_most=problem.school_most[:1],
        school_step=problem.school_step[:1],
        moves_most=problem.moves_most[:1],
        teachers=problem.teachers[:1],
        retraining_most=np.array([9]),
        cost_retrained=problem.cost_retrained * 0,
        money_most=np.full_like(problem.money_most, np.inf),
        demand=problem.demand + 100.0,
    )
    schools = schools_of(problem)
    district = District(problem, schools, seed=0)
    best = min_of(problem)
    if district.started() is not True:
        assert best is None
        return
    district.priced(district.mix().prices, (30_000,))
    mix = district.mix()
    district.priced(mix.prices, (30_000,))
    assert district.bound == pytest.approx(best, abs=1e-4) == pytest.approx(mix.value, abs=1e-4)


def min_of(problem):
    """The truth of one school: its retraining is free, so that each year's teachers only have to be enough in all."""
    return reference.fewest(dataclasses.replace(problem, retraining_most=np.minimum(problem.retraining_most, 5)))


def test_search_that_keeps_few_states_still_has_a_bound_under_the_truth():
    problem = cases.district(2, intakes=6, seed=3)
    found = {}
    for states in (1, 10, 100, 30_000):
        district = District(problem, schools_of(problem), seed=0)
        assert district.started()
        district.priced(Prices(np.full(problem.demand.shape[1:], 0.6), np.full(6, 0.01), np.full(3, 1 / 3)), (states,))
        found[states] = district.bound
    assert found[1] <= found[10] <= found[100] <= found[30_000]
    assert found[1] < found[30_000]


def test_planned_retrains_ahead_when_a_year_allows_too_few():
    """Four teachers are wanted in the third intake's year and two may change in each: some must change before."""
    problem = small(
        classes_most=np.array([3, 4]),
        school_most=np.array([9]),
        school_step=np.array([9]),
        moves_most=np.array([9]),
        teachers=np.array([[9, 0]]),
        retraining_most=np.array([2]),
    )
    school = schools_of(problem)[0]
    plan = planned(problem, school, np.array([[1, 1, 0], [0, 0, 4]]))
    assert plan.came[1].tolist() == [0, 2, 2] or plan.came[1].tolist() == [2, 0, 2]
    assert planned(problem, school, np.array([[1, 0, 0], [0, 7, 7]])) is None


@pytest.mark.slow
def test_solve_seven_schools_is_far_closer_than_the_whole_program_comes_and_the_same_again():
    problem = cases.district(7, seed=1)
    found = departments.solve(problem, gap=0.05)
    assert departments.check(problem, found) == []
    assert found.value - found.bound <= 0.05 * found.value
    assert found.value < 2_331.9  # undivided HiGHS after a minute
    again = departments.solve(problem, gap=0.05)
    assert (again.classes == found.classes).all() and again.bound == found.bound


def test_solve_converts_a_class_when_demand_moves_and_retrains_the_teachers_it_needs():
    problem = small()
    found = departments.solve(problem)
    assert departments.check(problem, found) == []
    assert found.classes.tolist() == [[2, 1, 1], [0, 1, 1]]
    assert found.seats.tolist() == [[40, 20, 20], [0, 20, 20]]
    assert (found.expected_unmet, found.worst_surplus) == (0.0, 0.0)
    assert found.cost.tolist() == [0.0, 375.0 + 10.0, 10.0]  # a teacher for each running class of department 1
    assert [dataclasses.astuple(each) for each in departments.requests(problem, found)] == [(Kind.CONVERT, 1, 1, 1, 0)]


def test_solve_by_plans_of_schools_converts_as_fast_as_a_year_allows_teachers_to_change():
    found = departments.solve(small(retraining_most=np.array([1])), whole_below=0, gap=1e-9)
    assert found.classes.tolist() == [[2, 1, 1], [0, 1, 1]]
    slower = departments.solve(small(retraining_most=np.array([0])), whole_below=0, gap=1e-9)
    assert slower.classes[1].tolist() == [0, 0, 0] and slower.value > found.value


def test_solve_before_the_preparation_year_nothing_opens():
    found = departments.solve(small(ready=np.array([0, 3])))
    assert found.classes[1].tolist() == [0, 0, 0]


def test_solve_robust_plan_lowers_the_worst_case():
    demand = np.array([[[20.0] * 3, [0.0] * 3], [[10.0] * 3, [20.0] * 3]])
    chance = np.array([0.9, 0.1])
    sure = departments.solve(small(demand=demand, probability=chance, robust=0.0))
    robust = departments.solve(small(demand=demand, probability=chance, robust=1.0))
    assert robust.worst_unmet < sure.worst_unmet
    assert robust.expected_unmet >= sure.expected_unmet


def test_requests_name_open_close_grow_and_shrink():
    problem = small(moves_most=np.array([9]), school_step=np.array([9]), school_most=np.array([9]))
    found = departments.solve(problem)

    def kinds(classes):
        changed = dataclasses.replace(found, classes=np.array(classes))
        return [each.kind for each in departments.requests(problem, changed)]

    assert kinds([[2, 2, 2], [0, 2, 2]]) == [Kind.OPEN]
    assert kinds([[3, 3, 3], [0, 0, 0]]) == [Kind.GROW]
    assert kinds([[1, 0, 0], [0, 0, 0]]) == [Kind.SHRINK, Kind.CLOSE]
    assert kinds([[2, 0, 0], [0, 3, 3]]) == [Kind.CONVERT, Kind.OPEN]


def test_explain_says_which_rule_holds_the_plan_back():
    problem = small(ready=np.array([0, 0]), teachers=np.array([[6, 0]]), retraining_most=np.array([0]))
    found = departments.solve(problem)
    assert found.classes[1].tolist() == [0, 0, 0]
    why = departments.explain(problem, found, gap=0.0)
    assert Rule.TEACHERS in {each.rule for each in why.reliefs}
    best = next(each for each in why.reliefs if each.rule is Rule.TEACHERS)
    assert best.gain == pytest.approx(best.sure, abs=1e-3) == pytest.approx(best.most, abs=1e-3)
    assert why.unmet[1].tolist() == [0.0, 10.0, 10.0]


def test_explain_clash_names_rule_and_place():
    problem = small(school_least=np.array([3]), fixed=np.array([True, True]), teachers=np.array([[12, 12]]))
    found = departments.solve(problem)
    assert found.status is Status.INFEASIBLE and departments.check(problem, found) == []
    why = departments.explain(problem, found)
    assert (Rule.SCHOOL_LEAST, 0) in why.clash and Rule.FIXED in {rule for rule, _index in why.clash}
    assert why.is_minimal


def test_check_sees_each_fault():
    problem = small()
    good = departments.solve(problem)

    def classes(*rows):
        changed = np.array(rows)
        return {"classes": changed, "seats": changed * 20}

    for wrong in (
        classes([2, 1, 1], [1, 1, 1]),
        classes([2, 1, 1], [0, 1, 0]),
        classes([2, 0, 1], [0, 1, 1]),
        classes([2, 4, 1], [0, 1, 1]),
        classes([0, 0, 0], [0, 0, 0]),
        classes([2, 1, 1], [0, 2, 2]),
        {"classes": good.classes[:1]},
        {"seats": good.seats + 1},
        {"retrained_in": good.retrained_in * 0},
        {"retrained_out": good.retrained_out * 0},
        {"cost": good.cost * 0},
        {"expected_unmet": 1.0},
        {"worst_surplus": 1.0},
        {"changed": 0},
        {"value": good.value + 1},
        {"bound": good.value + 1},
        {"bound": good.value - 1},
        {"status": Status.INFEASIBLE},
    ):
        assert departments.check(problem, dataclasses.replace(good, **wrong)), wrong
    for rule in (
        {"school_least": np.array([3])},
        {"school_most": np.array([1])},
        {"moves_most": np.array([0])},
        {"fixed": np.array([True, False])},
        {"money_most": np.full(3, 100.0)},
        {"teachers": np.array([[2, 0]])},
    ):
        assert departments.check(dataclasses.replace(problem, **rule), good), rule


@pytest.mark.slow
def test_solve_district_of_schools_is_close_and_holds_every_rule():
    problem = cases.district(3, intakes=1, seed=1)
    found = departments.solve(problem, gap=0.03, whole_below=0)
    assert departments.check(problem, found) == []
    assert found.value - found.bound <= 0.03 * found.value
    assert np.abs(departments.solve(problem, gap=0.03, whole_below=0).classes - found.classes).sum() == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"school": np.array([0, 1])},
        {"field": np.array([0, 2])},
        {"group": np.array([0, 2])},
        {"supply": np.array([0.5, 1.5])},
        {"classes_least": np.array([0, 1])},
        {"classes_most": np.array([0, 3])},
        {"school_most": np.array([0])},
        {"probability": np.array([0.5])},
        {"demand": np.array([[[20.0, 10.0, np.nan], [0.0, 10.0, 10.0]]])},
        {"past": np.array([[2, -1], [0, 0]])},
        {"robust": 1.5},
        {"cost_added": np.array([1.0])},
        {"teacher_load": -1.0},
    ],
)
def test_problem_wrong_input_is_refused(fields):
    with pytest.raises(ValueError):
        small(**fields)


@pytest.mark.parametrize("seconds", [0.0, 2.0])
def test_solve_with_a_cap_by_the_clock_keeps_it_and_still_has_a_plan_and_a_bound(seconds):
    problem = cases.district(7, seed=1)
    began = time.monotonic()
    found = departments.solve(problem, gap=0.01, seconds=seconds)
    assert time.monotonic() - began < seconds + 60.0  # without a cap this case takes many minutes
    assert departments.check(problem, found) == []
    assert found.status is Status.FEASIBLE
    assert 0.0 <= found.bound < found.value


def test_solve_without_time_never_calls_a_plan_that_breaks_a_rule_a_plan():
    problem = dataclasses.replace(cases.district(7, seed=1), school_least=np.full(7, 13), school_most=np.full(7, 40))
    assert departments.solve(problem, seconds=0.0).status in (Status.GAVE_UP, Status.INFEASIBLE)
