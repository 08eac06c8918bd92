"""Every choice of a small case, one by one."""

from itertools import chain, combinations, product

import numpy as np

from naru.engine.planning.cover.problem import Problem


def greatest(problem: Problem) -> float | None:
    """The greatest value of any choice, or nothing when no choice keeps the rules. O(2 ** courses)."""
    training_cost = problem.training_cost if problem.training_cost is not None else np.full(problem.holds.shape, np.inf)
    trainable = [tuple(each) for each in np.argwhere(np.isfinite(training_cost) & ~problem.holds).tolist()]
    trainings = list(
        chain.from_iterable(
            combinations(trainable, count) for count in range(min(problem.trainings_most, len(trainable)) + 1)
        )
    )
    best: float | None = None
    for choice in product((False, True), repeat=len(problem.credits)):
        if not _fits(problem, choice):
            continue
        for given in trainings:
            value = _value(problem, choice, given, training_cost)
            if value is not None and (best is None or value > best):
                best = value
    return best


def _fits(problem: Problem, choice: tuple[bool, ...]) -> bool:
    if any(must and not taken for must, taken in zip(problem.required, choice, strict=True)):
        return False
    if any(choice[after] and not choice[before] for before, after in problem.prerequisites.tolist()):
        return False
    for group in set(problem.alternatives[:, 0].tolist()):
        if sum(choice[c] for c in set(problem.alternatives[problem.alternatives[:, 0] == group, 1].tolist())) > 1:
            return False
    for row, (least, most) in enumerate(zip(problem.table_least, problem.table_most, strict=True)):
        inside = set(problem.table[problem.table[:, 0] == row, 1].tolist())
        if not least <= sum(problem.credits[c] for c in inside if choice[c]) <= most:
            return False
    for facility, most_hours in enumerate(problem.facility_hours):
        used = sum(
            hours
            for (course, at), hours in zip(problem.uses.tolist(), problem.use_hours, strict=True)
            if at == facility and choice[course]
        )
        if used > most_hours + 1e-9:
            return False
    changed = sum(problem.credits[c] for c, taken in enumerate(choice) if taken != bool(problem.today[c]))
    return bool(changed <= problem.change_most)


def _value(
    problem: Problem, choice: tuple[bool, ...], given: tuple[tuple[int, ...], ...], price: object
) -> float | None:
    training_cost = np.asarray(price)
    teachers, subjects = problem.holds.shape
    holds = problem.holds.copy()
    for teacher, subject in given:
        holds[teacher, subject] = True
    wanted = [
        sum(problem.hours[c] for c, taken in enumerate(choice) if taken and problem.subject[c] == subject)
        for subject in range(subjects)
    ]
    # Hall's condition for a transport: every set of subjects finds enough hours among those who hold any of it.
    for some in chain.from_iterable(combinations(range(subjects), count) for count in range(1, subjects + 1)):
        there = sum(problem.teacher_hours[t] for t in range(teachers) if any(holds[t, s] for s in some))
        if sum(wanted[s] for s in some) > there + 1e-9:
            return None
    cost = [0.0] * len(problem.money_most)
    for course, taken in enumerate(choice):
        if taken:
            cost[problem.purse[course] if problem.purse is not None else 0] += problem.cost[course]
    for equipment in {equipment for course, equipment in problem.needs.tolist() if choice[course]}:
        purse = problem.equipment_purse[equipment] if problem.equipment_purse is not None else 0
        cost[purse] += problem.equipment_cost[equipment]
    for teacher, subject in given:
        cost[problem.teacher_purse[teacher] if problem.teacher_purse is not None else 0] += training_cost[
            teacher, subject
        ]
    if any(spent > most + 1e-9 for spent, most in zip(cost, problem.money_most, strict=True)):
        return None
    if sum(cost) > problem.cost_most + 1e-9:
        return None
    covered = {t for c, t, level in problem.covers.tolist() if choice[c] and level >= problem.level[t]}
    coverage = 100.0 * sum(problem.weight[t] for t in covered) / (problem.weight.sum() or 1.0)
    changed = sum(problem.credits[c] for c, taken in enumerate(choice) if taken != bool(problem.today[c]))
    change_points = 100.0 * problem.change_weight * changed / problem.change_base()
    return float(coverage - change_points - problem.cost_weight * sum(cost))
