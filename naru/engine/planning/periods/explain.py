"""Says why: which rules clash, or what keeps the largest load from being smaller."""

import dataclasses
from dataclasses import dataclass

import numpy as np

from naru.engine.planning.periods.problem import Problem, Rule, Solution
from naru.engine.planning.periods.solve import ALL_RULES, solve
from naru.engine.planning.status import Status

ORDER = (
    Rule.BARRED,
    Rule.COUNT_MOST,
    Rule.COUNT_LEAST,
    Rule.LOAD_LEAST,
    Rule.PREREQUISITES,
    Rule.LOAD_MOST,
)


@dataclass(frozen=True)
class Window:
    """In periods `first` to `last` (from 0) of a department, `amount` must lie (or at most `amount` can lie) where the
    rule allows at most (asks at least) `limit`; amounts are credits or courses as the rule says."""

    rule: Rule
    department: int
    first: int
    last: int
    amount: int
    limit: int
    is_by_prerequisites: bool


@dataclass(frozen=True)
class Explanation:
    """rules: rules that cannot hold together; is_minimal: proved that any smaller set of them can (a course
    always needs some period);
    chain: courses in a row of prerequisites longer than the periods; windows: sums that show the clash at once;
    prerequisites: pairs that are enough for the clash. All of `cap`: the largest load that is impossible."""

    cap: int
    rules: tuple[Rule, ...]
    is_minimal: bool
    windows: tuple[Window, ...] = ()
    chain: tuple[int, ...] = ()
    prerequisites: tuple[tuple[int, int], ...] = ()


def explain(problem: Problem, solution: Solution, *, seed: int = 0, effort: float = 5.0) -> Explanation | None:
    """Why there is no plan, or why no plan has a smaller largest load (the same question with the cap one below).

    Nothing when the search gave up or proved nothing. 1. A chain of prerequisites longer than the periods.
    2. Sums over windows of periods. 3. Deletion filter: a rule, then a prerequisite, is left out when the rest still
    clashes; `effort` is spent on each try, and a try that gives up keeps the rule (then is_minimal is False).
    Source: deletion filter as in Chinneck, Feasibility and Infeasibility in Optimization, 2008, 6.2.
    """
    if solution.status is Status.OPTIMAL:
        if solution.max_load == 0:
            return None
        cap = solution.max_load - 1
        if cap < problem.load_least:
            # A cap under the least load is no question: the least load itself holds the largest load up.
            return Explanation(cap, (Rule.LOAD_LEAST,), True)
        problem = dataclasses.replace(problem, load_most=cap)
    elif solution.status is not Status.INFEASIBLE:
        return None
    chain = _chain(problem)
    if len(chain) > problem.periods:
        return Explanation(problem.load_most, (Rule.PREREQUISITES,), True, chain=chain)
    for by_prerequisites in (False, True):
        windows = _windows(problem, by_prerequisites)
        if windows:
            rules = (windows[0].rule, Rule.PREREQUISITES) if by_prerequisites else (windows[0].rule,)
            return Explanation(problem.load_most, rules, not by_prerequisites, windows=windows)
    return _filtered(problem, seed, effort)


def _chain(problem: Problem) -> tuple[int, ...]:
    """The longest row of prerequisites."""
    earliest, _latest = problem.ranges()
    if not problem.prerequisites.size:
        return ()
    course = int(earliest.argmax())
    found = [course]
    while earliest[course]:
        before = problem.prerequisites[problem.prerequisites[:, 1] == course, 0]
        course = int(before[earliest[before].argmax()])
        found.append(course)
    return tuple(reversed(found))


def _windows(problem: Problem, by_prerequisites: bool) -> tuple[Window, ...]:
    """The tightest impossible window, if any: the widest excess over its limit."""
    if by_prerequisites:
        earliest, latest = problem.ranges()
    else:
        earliest = np.zeros(problem.credits.size, dtype=np.int64)
        latest = np.full(problem.credits.size, problem.periods - 1, dtype=np.int64)
    ones = np.ones_like(problem.credits)
    worst: tuple[int, Window] | None = None
    for first in range(problem.periods):
        for last in range(first, problem.periods):
            length = last - first + 1
            must = (earliest >= first) & (latest <= last)
            can = (earliest <= last) & (latest >= first)
            for department, held in enumerate(problem.departments):
                for rule, weight, inside, limit, sign in (
                    (Rule.LOAD_MOST, problem.credits, must, problem.load_most, 1),
                    (Rule.COUNT_MOST, ones, must, problem.count_most, 1),
                    (Rule.LOAD_LEAST, problem.credits, can, problem.load_least, -1),
                    (Rule.COUNT_LEAST, ones, can, problem.count_least, -1),
                ):
                    amount = int(weight[inside & held].sum())
                    excess = sign * (amount - limit * length)
                    if excess > 0 and (worst is None or excess > worst[0]):
                        found = Window(rule, department, first, last, amount, limit * length, by_prerequisites)
                        worst = (excess, found)
    return (worst[1],) if worst else ()


def _filtered(problem: Problem, seed: int, effort: float) -> Explanation:
    is_minimal = True

    def clashes(asked: Problem, rules: set[Rule]) -> bool:
        nonlocal is_minimal
        status = solve(asked, seed=seed, effort=effort, rules=rules).status
        if status is Status.GAVE_UP:
            is_minimal = False
        return status is Status.INFEASIBLE

    kept = set(ALL_RULES)
    for rule in ORDER:
        if clashes(problem, kept - {rule}):
            kept.discard(rule)
    pairs = problem.prerequisites
    if Rule.PREREQUISITES in kept:
        step = max(1, len(pairs) // 2)
        at = 0
        while len(pairs) and step:
            fewer = np.delete(pairs, slice(at, at + step), axis=0)
            if at < len(pairs) and clashes(dataclasses.replace(problem, prerequisites=fewer), kept):
                pairs = fewer
            else:
                at += step
            if at >= len(pairs):
                step, at = step // 2, 0
    else:
        pairs = pairs[:0]
    return Explanation(
        problem.load_most,
        tuple(rule for rule in ORDER if rule in kept),
        is_minimal,
        prerequisites=tuple((int(before), int(after)) for before, after in pairs),
    )
