"""Says why: what binds and by how much, which training unlocks what, what nobody covers, which rules clash."""

import dataclasses
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from naru.engine.planning import linear
from naru.engine.planning.cover.model import STRIDE, Layout, laid_out
from naru.engine.planning.cover.problem import Ints, Problem, Rule, Solution
from naru.engine.planning.cover.solve import solution_of, solve
from naru.engine.planning.status import Status

LIMITS = (Rule.TABLE, Rule.SUBJECTS, Rule.FACILITIES, Rule.MONEY, Rule.CHANGE, Rule.TRAINING)


@dataclass(frozen=True)
class Binding:
    """A limit that keeps the plan from being better.

    rule, index: the limit (SUBJECTS: hours of teachers qualified in that subject; MONEY with index `purses`: all
    money); is_least: it is the least of a table row that would be lowered, not the most that would be raised
    marginal: points of value for one more unit, in the linear relaxation around its own optimum (a dual)
    extra: the least more units of this limit that let the value rise by `worthwhile` points, found by solving again
    gain, coverage_gain: points of value and of coverage that these units bring; is_proved: all of it was proved
    """

    rule: Rule
    index: int
    is_least: bool
    marginal: float
    extra: float
    gain: float
    coverage_gain: float
    is_proved: bool


@dataclass(frozen=True)
class Training:
    """One more training, and what it unlocks: points of value and coverage, courses newly taken."""

    teacher: int
    subject: int
    gain: float
    coverage_gain: float
    courses: Ints


@dataclass(frozen=True)
class Explanation:
    """bindings: greatest gain first; trainings: the best one more, with the others that it takes along;
    uncoverable: targets that no course on offer reaches at their level; clash: (rule, index) that cannot hold
    together, when there is no plan; is_minimal: proved that any smaller set of them can."""

    bindings: tuple[Binding, ...] = ()
    trainings: tuple[Training, ...] = ()
    uncoverable: Ints = dataclasses.field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    clash: tuple[tuple[Rule, int], ...] = ()
    is_minimal: bool = False


def explain(problem: Problem, solution: Solution, *, worthwhile: float = 0.1, nodes: int = linear.NODES) -> Explanation:
    """Why the plan is no better, or why there is none.

    For each limit: 1. without it the relaxation gains less than `worthwhile`: it does not bind, which is proved.
    2. Without it the whole problem gains less: neither. 3. Otherwise the least extra units that gain `worthwhile`
    points are computed, then the most that these units can bring.
    """
    if solution.status is Status.GAVE_UP:
        return Explanation()
    layout = laid_out(problem)
    reached = np.zeros(problem.weight.size, dtype=np.bool_)
    reached[problem.reached()[:, 1]] = True
    uncoverable = np.flatnonzero(~reached & (problem.weight > 0))
    if solution.status is Status.INFEASIBLE:
        rules, is_minimal = linear.clash(layout.model, stride=STRIDE, nodes=nodes)
        named = tuple((Rule(rule // STRIDE), rule % STRIDE) for rule in rules)
        return Explanation(uncoverable=uncoverable, clash=named, is_minimal=is_minimal)
    relaxed = linear.relax(layout.model)
    found = []
    for row in np.flatnonzero(np.isin(layout.model.rule // STRIDE, [int(each) for each in LIMITS])):
        for is_least in (False, True):
            one = _binding(problem, layout, solution, relaxed, int(row), is_least, worthwhile, nodes)
            if one is not None:
                found.append(one)
    found.sort(key=lambda each: (-each.gain, each.rule, each.index))
    return Explanation(tuple(found), _trainings(problem, solution, worthwhile, nodes), uncoverable)


def _binding(
    problem: Problem,
    layout: Layout,
    solution: Solution,
    relaxed: linear.Relaxed,
    row: int,
    is_least: bool,
    worthwhile: float,
    nodes: int,
) -> Binding | None:
    model = layout.model
    limit = model.row_lower[row] if is_least else model.row_upper[row]
    rule = Rule(int(model.rule[row]) // STRIDE)
    if not np.isfinite(limit) or (is_least and limit <= 0) or (is_least and rule is not Rule.TABLE):
        return None
    goal = solution.value + worthwhile
    loose = _moved(model, row, is_least, np.inf)
    easy = linear.relax(loose)
    if easy.status is not Status.OPTIMAL or layout.value(easy.value) < goal:
        return None
    whole = linear.run(loose, nodes=nodes)
    if whole.status is Status.GAVE_UP or layout.value(whole.bound) < goal:
        return None
    if layout.value(whole.value) < goal:
        return None  # it might bind, but nothing better was found within the effort
    # The row gets a variable of extra units; the value must reach the goal; the fewest units win.
    count = model.cost.size
    sign = 1.0 if is_least else -1.0
    column = sparse.csr_array(([sign], ([row], [0])), shape=(model.rule.size, 1))
    matrix = sparse.vstack(
        [
            sparse.hstack([model.matrix, column], format="csr"),
            sparse.hstack([sparse.csr_array(model.cost.reshape(1, -1)), sparse.csr_array((1, 1))], format="csr"),
        ],
        format="csr",
    )
    most = abs(limit) + float(abs(model.matrix[[row]]).sum())
    fewest = linear.Model(
        np.concatenate([np.zeros(count), [1.0]]),
        np.concatenate([model.lower, [0.0]]),
        np.concatenate([model.upper, [most]]),
        np.concatenate([model.whole, [rule in (Rule.TABLE, Rule.TRAINING)]]),
        matrix,
        np.concatenate([model.row_lower, [-np.inf]]),
        np.concatenate([model.row_upper, [layout.offset - goal]]),
        np.concatenate([model.rule, [0]]),
        np.concatenate([model.block, [linear.NO_BLOCK]]),
    )
    answer = linear.run(fewest, nodes=nodes)
    if not answer.x.size:
        return None
    extra = float(answer.x[-1])
    better = solution_of(problem, layout, linear.run(_moved(model, row, is_least, extra * (1 + 1e-9)), nodes=nodes))
    if not better.chosen.size:
        return None
    statuses = {solution.status, whole.status, answer.status, better.status}
    return Binding(
        rule,
        int(model.rule[row]) % STRIDE,
        is_least,
        abs(float(relaxed.row[row])) if relaxed.row.size else 0.0,
        extra,
        better.value - solution.value,
        better.coverage - solution.coverage,
        statuses == {Status.OPTIMAL},
    )


def _moved(model: linear.Model, row: int, is_least: bool, by: float) -> linear.Model:
    lower, upper = model.row_lower.copy(), model.row_upper.copy()
    if is_least:
        lower[row] -= by
    else:
        upper[row] += by
    return dataclasses.replace(model, row_lower=lower, row_upper=upper)


def _trainings(problem: Problem, solution: Solution, worthwhile: float, nodes: int) -> tuple[Training, ...]:
    """What the best one more training would bring, by solving again with one more allowed."""
    if problem.training_cost is None or not (np.isfinite(problem.training_cost) & ~problem.holds).any():
        return ()
    more = solve(dataclasses.replace(problem, trainings_most=problem.trainings_most + 1), nodes=nodes)
    if not more.chosen.size or more.value < solution.value + worthwhile:
        return ()
    courses = np.flatnonzero(more.chosen & ~solution.chosen)
    return tuple(
        Training(
            int(teacher),
            int(subject),
            more.value - solution.value,
            more.coverage - solution.coverage,
            courses[problem.subject[courses] == subject],
        )
        for teacher, subject in np.argwhere(more.trained & ~solution.trained)
    )
