"""Says why: which rule keeps the plan from being better, what stays unmet, which rules clash."""

import dataclasses
from dataclasses import dataclass, field

import numpy as np

from naru.engine.planning import divide, linear
from naru.engine.planning.departments.model import STRIDE, laid_out
from naru.engine.planning.departments.problem import Floats, Problem, Rule, Solution
from naru.engine.planning.status import Status

LIMITS = (
    Rule.FIXED,
    Rule.SCHOOL_LEAST,
    Rule.SCHOOL_MOST,
    Rule.SCHOOL_STEP,
    Rule.MOVES,
    Rule.TEACHERS,
    Rule.MONEY,
)


@dataclass(frozen=True)
class Relief:
    """Without this rule the plan would have `gain` points fewer, of which at least `sure` is proved; the most that
    any plan without it could gain is `most`."""

    rule: Rule
    gain: float
    sure: float
    most: float


@dataclass(frozen=True)
class Explanation:
    """reliefs: greatest gain first; unmet, surplus: float64[fields, intakes], expected persons; clash: (rule, index)
    that cannot hold together when there is no plan (index: department, school or intake), given when each department
    may open and how large it may be; is_minimal: proved that any smaller set of them can."""

    reliefs: tuple[Relief, ...] = ()
    unmet: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    surplus: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    clash: tuple[tuple[Rule, int], ...] = ()
    is_minimal: bool = False


def explain(
    problem: Problem, solution: Solution, *, gap: float = 1e-3, nodes: int = linear.NODES, seed: int = 0
) -> Explanation:
    """Solves again without each rule in turn; a rule whose relaxation shows no gain is passed over, which is proved."""
    if solution.status is Status.GAVE_UP:
        return Explanation()
    model = laid_out(problem).model
    if solution.status is Status.INFEASIBLE:
        rules, is_minimal = linear.clash(model, stride=STRIDE, nodes=nodes)
        return Explanation(clash=tuple((Rule(each // STRIDE), each % STRIDE) for each in rules), is_minimal=is_minimal)
    reliefs = []
    slack = max(1e-6, gap * abs(solution.value))
    for rule in LIMITS:
        rows = model.rule // STRIDE != rule
        if rows.all():
            continue
        if rule is Rule.SCHOOL_STEP:
            # These rows also count money: the limit is widened, the rows stay.
            wide = np.full_like(problem.school_step, int(problem.school_most.max(initial=0) + problem.past.sum()))
            loose = laid_out(dataclasses.replace(problem, school_step=wide)).model
        else:
            loose = linear.kept(model, rows)
        easy = linear.relax(loose)
        if easy.status is Status.OPTIMAL and easy.value >= solution.value - slack:
            continue
        found = divide.run_blocks(loose, gap=gap, nodes=nodes, seed=seed)
        if found.x.size and found.value < solution.value - slack:
            relief = Relief(
                rule, solution.value - found.value, max(0.0, solution.bound - found.value), solution.value - found.bound
            )
            reliefs.append(relief)
    reliefs.sort(key=lambda each: (-each.gain, each.rule))
    gap_of = problem.demand - problem.graduates(solution.classes)[None]
    return Explanation(
        tuple(reliefs),
        np.tensordot(problem.probability, np.maximum(gap_of, 0.0), 1),
        np.tensordot(problem.probability, np.maximum(-gap_of, 0.0), 1),
    )
