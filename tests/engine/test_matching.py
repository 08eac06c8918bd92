"""The matching engine against trying everything, published examples, and faults that the check must see."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naru.engine import matching
from naru.engine.matching import Kind, Left, Objective, Reason, Status, reference
from tests.engine import matching_cases as cases

seeds = st.integers(0, 2**63 - 1)


def lottery(seed, learners):
    return np.random.Generator(np.random.PCG64(seed)).permutation(learners).tolist()


@cases.patient
@given(cases.problems(), seeds, st.sampled_from(Objective))
def test_solve_any_problem_passes_the_check(problem, seed, objective):
    assert matching.check(problem, matching.solve(problem, seed=seed, objective=objective)) == []


@settings(cases.patient, max_examples=60)
@given(cases.problems())
def test_check_and_choice_functions_agree_on_every_matching(problem):
    stable = set(reference.stable_matchings(problem))
    assert stable
    for value in reference.every_matching(problem):
        blocking = matching.blocking_pairs(problem, np.array(value, dtype=np.int32))
        assert (blocking.count == 0) == (value in stable), value


@cases.patient
@given(cases.problems(learner_ties=False), seeds)
def test_student_is_deferred_acceptance_with_choice_functions(problem, seed):
    found = matching.solve(problem, seed=seed)
    assert tuple(found.value.tolist()) == reference.deferred_acceptance(problem, lottery(seed, problem.learners))


@cases.patient
@given(cases.problems(learner_ties=False, opening_ties=False))
def test_student_and_firm_are_the_two_ends_of_the_stable_matchings(problem):
    wishes = reference.lists(problem)

    def ranks(value):
        return [wishes[i][j][0] if j >= 0 else 99 for i, j in enumerate(value)]

    every = [ranks(value) for value in reference.stable_matchings(problem)]
    best = ranks(matching.solve(problem).value.tolist())
    worst = ranks(matching.solve(problem, objective=Objective.FIRM).value.tolist())
    assert best == [min(column) for column in zip(*every, strict=True)]
    assert worst == [max(column) for column in zip(*every, strict=True)]


@cases.patient
@given(cases.problems(), seeds)
def test_largest_is_proved_and_its_approximation_keeps_its_factor(problem, seed):
    most = reference.largest(problem)
    exact = matching.solve(problem, seed=seed, objective=Objective.LARGEST)
    assert (exact.report.matched, exact.status, exact.report.gap) == (most, Status.OPTIMAL, 0)
    near = matching.solve(problem, seed=seed, objective=Objective.LARGEST, effort=0)
    assert matching.check(problem, near) == []
    assert near.report.matched <= most <= near.report.bound
    if near.report.factor:
        assert near.report.matched * near.report.factor >= most


@cases.patient
@given(cases.problems())
def test_welfare_has_the_least_sum_of_ranks(problem):
    found = matching.solve(problem, objective=Objective.WELFARE)
    value = tuple(found.value.tolist())
    if not found.report.closed:
        assert (found.report.matched, reference.rank_sum(problem, value)) == reference.best_welfare(problem)
    assert matching.blocking_pairs(problem, found.value).on_reserve == 0


@cases.patient
@given(cases.problems(), seeds, st.sampled_from(Objective))
def test_explain_accounts_for_every_better_choice(problem, seed, objective):
    found = matching.solve(problem, seed=seed, objective=objective)
    said = matching.explain(problem, found)
    ranks = problem.ranks()
    expected = set()
    for i in range(problem.learners):
        places = range(problem.start[i], problem.start[i + 1])
        mine = [ranks[place] for place in places if problem.opening[place] == found.value[i]]
        expected |= {(i, int(problem.opening[place])) for place in places if not mine or ranks[place] < mine[0]}
    assert set(zip(said.learner.tolist(), said.opening.tolist(), strict=True)) == expected
    seated = np.bincount(found.value[found.value >= 0], minlength=problem.openings)
    for row in range(said.learner.size):
        reason, opening = Reason(int(said.reason[row])), said.opening[row]
        if reason is Reason.NOT_ACCEPTED:
            assert said.priority_rank[row] == 0
            continue
        assert said.above[row] + said.equal[row] + said.below[row] == seated[opening]
        if reason in (Reason.FILLED, Reason.LOTTERY):
            assert said.last[row] <= said.priority_rank[row] and seated[opening] == problem.capacity[opening] > 0
        if reason is Reason.RESERVED:
            assert said.last[row] > said.priority_rank[row] and problem.has_reserves
        if objective.is_stable:
            assert reason is not Reason.PASSED_OVER
    assert (said.seats_left == problem.capacity - seated).all()
    assert ((said.left == Left.NONE_LEFT.value) == (said.seats_left == 0)).all()


def test_gale_and_shapley_1962_example_1_has_three_stable_sets():
    problem, men, women = cases.table(
        {"α": "A B C", "β": "B C A", "γ": "C A B"}, {"A": "β γ α", "B": "γ α β", "C": "α β γ"}
    )
    assert len(reference.stable_matchings(problem)) == 3
    assert cases.named(matching.solve(problem), men, women) == {"α": "A", "β": "B", "γ": "C"}
    firm = matching.solve(problem, objective=Objective.FIRM)
    assert cases.named(firm, men, women) == {"α": "C", "β": "A", "γ": "B"}


def test_gale_and_shapley_1962_example_2_has_one_stable_set():
    problem, men, women = cases.table(
        {"α": "A B C D", "β": "A D C B", "γ": "B A C D", "δ": "D B C A"},
        {"A": "δ γ α β", "B": "β δ α γ", "C": "δ α β γ", "D": "γ β α δ"},
    )
    assert len(reference.stable_matchings(problem)) == 1
    for objective in (Objective.STUDENT, Objective.FIRM, Objective.LARGEST):
        found = matching.solve(problem, objective=objective)
        assert cases.named(found, men, women) == {"α": "C", "β": "D", "γ": "A", "δ": "B"}


def test_manlove_2002_weakly_stable_matchings_differ_in_size():
    """Manlove, Irving, Iwama, Miyazaki & Morita 2002, Theoretical Computer Science 276: one may be twice the other."""
    problem, men, women = cases.table({"m1": "w1", "m2": "w1 w2"}, {"w1": "(m1 m2)", "w2": "m2"})
    assert {sum(each >= 0 for each in value) for value in reference.stable_matchings(problem)} == {1, 2}
    sizes = {matching.solve(problem, seed=seed).report.matched for seed in range(20)}
    assert sizes == {1, 2}
    for seed in range(20):
        found = matching.solve(problem, seed=seed, objective=Objective.LARGEST, effort=0)
        assert cases.named(found, men, women) == {"m1": "w1", "m2": "w2"}


def reserved(**changes):
    """One opening, two seats, one of them for group 0; learners 0 and 1 rank above learner 2, who is of group 0."""
    fields = {
        "start": [0, 1, 2, 3],
        "pairs": [[0, 1], [0, 2], [0, 3]],
        "capacity": [2],
        "group": [-1, -1, 0],
        "reserve_start": [0, 1],
        "reserve_group": [0],
        "reserve_seats": [1],
    }
    return matching.Problem(**fields | changes)


def test_reserve_goes_to_its_group_and_is_open_to_all_when_nobody_of_it_comes():
    assert matching.solve(reserved()).value.tolist() == [0, -1, 0]
    assert matching.solve(reserved(group=[-1, -1, -1])).value.tolist() == [0, 0, -1]
    said = matching.explain(reserved(), matching.solve(reserved()))
    assert [Reason(code) for code in said.reason.tolist()] == [Reason.RESERVED]
    welfare = matching.solve(reserved(), objective=Objective.WELFARE)
    assert matching.check(reserved(), welfare) == []
    assert welfare.value[2] == 0


def test_a_better_member_takes_the_reserve_and_leaves_the_open_seat():
    """Hafalir, Yenmez & Yildirim 2013: reserves are filled first, so a member at the top does not take an open seat."""
    problem = reserved(pairs=[[0, 2], [0, 3], [0, 1]])
    assert matching.solve(problem).value.tolist() == [0, -1, 0]


def test_stated_order_breaks_ties_and_seeds_draw_lotteries():
    problem, *_ = cases.table({str(i): "A" for i in range(6)}, {"A": "(0 1 2 3 4 5)"}, {"A": 2})
    found = matching.solve(problem, order=[5, 4, 3, 2, 1, 0])
    assert np.flatnonzero(found.value == 0).tolist() == [4, 5]
    assert not found.report.is_lottery
    said = matching.explain(problem, found)
    assert {Reason(code) for code in said.reason.tolist()} == {Reason.LOTTERY}
    drawn = {tuple(matching.solve(problem, seed=seed).value.tolist()) for seed in range(60)}
    assert len(drawn) > 10
    for wrong in ([0, 1], [0, 0, 1, 2, 3, 4]):
        with pytest.raises(ValueError, match="order"):
            matching.solve(problem, order=wrong)


@pytest.mark.parametrize("objective", Objective)
def test_same_input_and_seed_give_the_same_answer(objective):
    problem = cases.strict(3, 60, 20, 8)
    tied = dataclasses.replace(problem, pairs=np.stack([problem.opening, (problem.priority_rank + 2) // 3], axis=1))
    first = matching.solve(tied, seed=11, objective=objective)
    again = matching.solve(tied, seed=11, objective=objective)
    assert first.value.tobytes() == again.value.tobytes()
    assert (first.report, first.status) != (None, None)
    assert dataclasses.asdict(first.report) == dataclasses.asdict(again.report)
    assert problem.digest() != tied.digest() == dataclasses.replace(tied).digest()


def test_check_sees_each_fault():
    problem = matching.Problem([0, 2, 4, 4], [[0, 1], [1, 1], [0, 2], [1, 0]], [1, 1])
    good = matching.solve(problem)
    assert good.value.tolist() == [0, -1, -1]
    faults = {
        Kind.SHAPE: [0, -1],
        Kind.UNKNOWN: [0, 2, -1],
        Kind.NOT_CHOSEN: [0, -1, 1],
        Kind.NOT_ACCEPTED: [0, 1, -1],
        Kind.OVERFULL: [0, 0, -1],
        Kind.BLOCKING: [1, 0, -1],
        Kind.REPORT: [0, -1, -1],
    }
    for kind, value in faults.items():
        report = dataclasses.replace(good.report, matched=2) if kind is Kind.REPORT else good.report
        wrong = dataclasses.replace(good, value=np.array(value, np.int32), report=report)
        assert kind in [each.kind for each in matching.check(problem, wrong)], kind
    blocked = matching.check(problem, dataclasses.replace(good, value=np.array([-1, -1, -1], np.int32)))
    named = next(each for each in blocked if each.kind is Kind.BLOCKING)
    assert (named.count, named.learners, named.openings) == (3, (0, 0, 1), (0, 1, 0))
    assert "(0, 0)" in str(named)
    welfare = matching.solve(reserved(), objective=Objective.WELFARE)
    robbed = dataclasses.replace(welfare, value=np.array([0, 0, -1], np.int32))
    assert [each.kind for each in matching.check(reserved(), robbed)] == [Kind.RESERVE]


def test_explain_names_the_rule_and_the_seats_left():
    problem = matching.Problem(
        [0, 3, 4], [[0, 0], [1, 1], [2, 1], [1, 2]], [1, 1, 0, 2], rule=[7, 0, 0, 0], choice_rank=[1, 2, 3, 1]
    )
    said = matching.explain(problem, matching.solve(problem))
    assert (said.learner.tolist(), said.opening.tolist()) == ([0, 1], [0, 1])
    assert (said.rule.tolist(), said.reason.tolist()) == ([7, 0], [Reason.NOT_ACCEPTED.value, Reason.FILLED.value])
    assert (said.above.tolist(), said.last.tolist()) == ([0, 1], [0, 1])
    expected = [Left.NOT_ACCEPTED, Left.NONE_LEFT, Left.NONE_LEFT, Left.NOT_CHOSEN]
    assert [Left(code) for code in said.left.tolist()] == expected
    assert all(each.english for each in (*Left, *Reason))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start": [1, 3]}, "start"),
        ({"start": [0, 2, 1, 3]}, "start"),
        ({"start": []}, "start"),
        ({"pairs": [[0, 1, 1]]}, "pairs"),
        ({"pairs": [[0, 1], [1, 1], [2, 1]]}, "no such opening"),
        ({"pairs": [[0, 1], [-1, 1], [1, 1]]}, "no such opening"),
        ({"pairs": [[0, 1], [0, 1], [1, 1]]}, "twice"),
        ({"pairs": [[0, 1], [1, -1], [1, 1]]}, "rank"),
        ({"pairs": [[0, 1], [1, 1.5], [1, 1]]}, "whole numbers"),
        ({"capacity": [-1, 1]}, "capacity"),
        ({"choice_rank": [1, 2]}, "choice_rank"),
        ({"choice_rank": [2, 1, 1]}, "order"),
        ({"choice_rank": [0, 1, 1]}, "rank"),
        ({"rule": [1]}, "rule"),
        ({"group": [0]}, "group"),
        ({"group": None, "pair_group": [0]}, "pair_group"),
        ({"pair_group": [0, 0, 0]}, "not both"),
        ({"reserve_group": [0]}, "reserve_start"),
        ({"reserve_start": [0, 1]}, "reserves"),
        ({"reserve_start": [0, 0, 2], "reserve_group": [1], "reserve_seats": [1]}, "reserve_start"),
        ({"reserve_start": [0, 0, 1], "reserve_group": [1], "reserve_seats": [-1]}, "not negative"),
        ({"reserve_start": [0, 0, 1], "reserve_group": [1], "reserve_seats": [2]}, "capacity"),
        ({"reserve_start": [0, 0, 2], "reserve_group": [1, 1], "reserve_seats": [0, 1]}, "one for each group"),
    ],
)
def test_problem_wrong_input_is_refused(fields, words):
    good = {"start": [0, 2, 3], "pairs": [[0, 1], [1, 1], [1, 2]], "capacity": [1, 1], "group": [0, 1]}
    matching.Problem(**good)
    with pytest.raises(ValueError, match=words):
        matching.Problem(**good | fields)


def test_problem_cannot_be_changed():
    problem = reserved()
    with pytest.raises(ValueError, match="read-only"):
        problem.pairs[0, 0] = 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        problem.capacity = np.array([1])


def test_from_table_any_order_gives_the_same_rows():
    rng = np.random.default_rng(4)
    n, m, k = 5000, 40, 12
    opening = np.concatenate([rng.choice(m, k, replace=False) for _ in range(n)])
    learner, choice = np.repeat(np.arange(n), k), np.tile(np.arange(1, k + 1), n)
    priority = rng.integers(0, 9, n * k)
    plain = matching.Problem(np.arange(n + 1) * k, np.stack([opening, priority], axis=1), np.ones(m, int))
    for ranks in (choice, choice * 1_000_000):
        order = rng.permutation(n * k)
        columns = [each[order] for each in (learner, opening, ranks, priority)]
        found = matching.Problem.from_table(*columns, learners=n, capacity=np.ones(m, int))
        assert np.array_equal(found.pairs, plain.pairs) and np.array_equal(found.start, plain.start)
        assert np.array_equal(found.ranks(), ranks)
    for wrong in (learner - 1, learner + 1):
        for ranks in (choice, choice * 1_000_000):
            with pytest.raises(ValueError, match="no such learner"):
                matching.Problem.from_table(wrong, opening, ranks, priority, learners=n, capacity=np.ones(m, int))
    with pytest.raises(ValueError, match="one length"):
        matching.Problem.from_table(learner[1:], opening, choice, priority, learners=n, capacity=np.ones(m, int))


def test_from_table_ties_and_long_lists_stand_in_the_order_of_openings():
    rng = np.random.default_rng(5)
    m = 300
    opening, ranks = rng.permutation(m), rng.integers(1, 4, m)
    found = matching.Problem.from_table(np.zeros(m, int), opening, ranks, np.ones(m, int), learners=1, capacity=[1] * m)
    expected = sorted(zip(ranks.tolist(), opening.tolist(), strict=True))
    assert list(zip(found.ranks().tolist(), found.opening.tolist(), strict=True)) == expected


def test_nobody_and_nothing_are_matched_without_fuss():
    for problem in (
        matching.Problem([0], np.empty((0, 2), int), [3]),
        matching.Problem([0, 0], np.empty((0, 2), int), []),
        matching.Problem([0, 1], [[0, 1]], [0]),
        matching.Problem([0, 1], [[0, 0]], [1_000_000_000]),
    ):
        for objective in Objective:
            found = matching.solve(problem, objective=objective)
            assert matching.check(problem, found) == []
            assert found.report.matched == 0
            matching.explain(problem, found)


@pytest.mark.parametrize("objective", Objective)
def test_middle_size_with_ties_and_reserves_passes_the_check(objective):
    rng = np.random.default_rng(8)
    n, m, k = 1500, 300, 8
    learner = np.repeat(np.arange(n), k)
    opening = np.concatenate([rng.choice(m, k, replace=False) for _ in range(n)])
    choice, priority = rng.integers(1, 6, n * k), rng.integers(0, 30, n * k)
    problem = matching.Problem.from_table(
        *(learner, opening, choice, priority),
        learners=n,
        capacity=np.full(m, 5),
        group=rng.integers(-1, 3, n),
        reserve_start=np.arange(m + 1) * 2,
        reserve_group=np.tile([0, 2], m),
        reserve_seats=np.tile([1, 2], m),
    )
    found = matching.solve(problem, seed=2, objective=objective, effort=0)
    assert matching.check(problem, found) == []
    assert found.report.matched > 1300
    if objective is Objective.WELFARE:
        assert matching.blocking_pairs(problem, found.value).count > 0


def test_uncompiled_engine_gives_the_same_answer():
    """The demo matches without compiling: every kernel runs as plain Python too."""
    import os
    import subprocess
    import sys

    script = (
        "import numpy as np; from naru.engine import matching;"
        "draw = np.random.default_rng(5);"
        "rows = [(i, int(j), r + 1, int(draw.integers(0, 6))) for i in range(40)"
        " for r, j in enumerate(draw.permutation(6)[:4])];"
        "problem = matching.Problem.from_table(*(np.array(c) for c in zip(*rows)), learners=40, capacity=np.full(6, 5));"
        "found = [matching.solve(problem, seed=3, objective=each) for each in"
        " (matching.Objective.STUDENT, matching.Objective.FIRM)];"
        "assert not any(matching.check(problem, each) for each in found);"
        "print([each.value.tolist() for each in found], matching.explain(problem, found[0]).above.tolist())"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "NUMBA_DISABLE_JIT": disabled},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for disabled in ("0", "1")
    ]
    assert said[0] == said[1] != ""
