"""Looks at a choice of courses without knowing how it was made."""

import math

from naru.engine.planning.cover.problem import Problem, Solution
from naru.engine.planning.status import Status

TOLERANCE = 1e-5


def check(problem: Problem, solution: Solution) -> list[str]:
    """What is wrong with the choice; empty when nothing is. Plain loops over the problem, apart from `solve`."""
    if solution.status in (Status.INFEASIBLE, Status.GAVE_UP):
        return ["a plan without a status"] if solution.chosen.size else []
    courses, targets = len(problem.credits), len(problem.weight)
    if len(solution.chosen) != courses or len(solution.covered) != targets:
        return ["wrong shapes"]
    taken = [c for c in range(courses) if solution.chosen[c]]
    inside = set(taken)
    faults = [f"required course {c} is missing" for c in range(courses) if problem.required[c] and c not in inside]
    for before, after in problem.prerequisites.tolist():
        if after in inside and before not in inside:
            faults.append(f"course {after} without course {before}")
    groups: dict[int, set[int]] = {}
    for group, course in problem.alternatives.tolist():
        groups.setdefault(group, set()).update({course} & inside)
    faults += [f"alternatives {group}: {sorted(held)}" for group, held in groups.items() if len(held) > 1]
    members: dict[int, set[int]] = {}
    for row, course in problem.table.tolist():
        members.setdefault(row, set()).add(course)
    for row in range(len(problem.table_least)):
        credits = sum(int(problem.credits[c]) for c in members.get(row, set()) & inside)
        if not problem.table_least[row] <= credits <= problem.table_most[row]:
            faults.append(f"table row {row}: {credits} credits")
    faults += _teaching(problem, solution, taken)
    for facility, most in enumerate(problem.facility_hours.tolist()):
        used = sum(
            float(hours)
            for (course, at), hours in zip(problem.uses.tolist(), problem.use_hours.tolist(), strict=True)
            if at == facility and course in inside
        )
        if used > most + TOLERANCE * max(1.0, most):
            faults.append(f"facility {facility}: {used} hours")
    faults += _numbers(problem, solution, taken)
    return faults


def _teaching(problem: Problem, solution: Solution, taken: list[int]) -> list[str]:
    faults = []
    teachers, subjects = problem.holds.shape
    if solution.teaching.shape != (teachers, subjects) or solution.trained.shape != (teachers, subjects):
        return ["wrong shapes of teaching"]
    training_cost = problem.training_cost
    trainings = 0
    for teacher in range(teachers):
        given = 0.0
        for subject in range(subjects):
            hours = float(solution.teaching[teacher, subject])
            given += hours
            is_trained = bool(solution.trained[teacher, subject])
            trainings += is_trained
            if is_trained and (training_cost is None or not math.isfinite(training_cost[teacher, subject])):
                faults.append(f"teacher {teacher} cannot be trained in subject {subject}")
            if hours < -TOLERANCE or (hours > TOLERANCE and not problem.holds[teacher, subject] and not is_trained):
                faults.append(f"teacher {teacher} gives {hours} hours in subject {subject}")
        if given > problem.teacher_hours[teacher] * (1 + TOLERANCE) + TOLERANCE:
            faults.append(f"teacher {teacher}: {given} hours")
    if trainings > problem.trainings_most:
        faults.append(f"{trainings} trainings")
    for subject in range(subjects):
        wanted = sum(float(problem.hours[c]) for c in taken if problem.subject[c] == subject)
        if float(solution.teaching[:, subject].sum()) < wanted - TOLERANCE * max(1.0, wanted):
            faults.append(f"subject {subject}: {wanted} hours wanted")
    return faults


def _numbers(problem: Problem, solution: Solution, chosen: list[int]) -> list[str]:
    faults = []
    taken = set(chosen)
    reached = {
        target
        for course, target, level in problem.covers.tolist()
        if course in taken and level >= problem.level[target]
    }
    if {t for t, each in enumerate(solution.covered) if each} != reached:
        faults.append("covered targets are others")
    weights = problem.weight.tolist()
    coverage = 100.0 * sum(weights[t] for t in reached) / (sum(weights) or 1.0)
    change = sum(int(problem.credits[c]) for c in range(len(problem.credits)) if (c in taken) != bool(problem.today[c]))
    cost = [0.0] * len(problem.money_most)
    for course in sorted(taken):
        cost[int(problem.purse[course]) if problem.purse is not None else 0] += float(problem.cost[course])
    needed = {equipment for course, equipment in problem.needs.tolist() if course in taken}
    for equipment in sorted(needed):
        purse = int(problem.equipment_purse[equipment]) if problem.equipment_purse is not None else 0
        cost[purse] += float(problem.equipment_cost[equipment])
        if not solution.bought[equipment]:
            faults.append(f"equipment {equipment} is missing")
    for teacher in range(problem.holds.shape[0]):
        for subject in range(problem.holds.shape[1]):
            if solution.trained[teacher, subject] and problem.training_cost is not None:
                purse = int(problem.teacher_purse[teacher]) if problem.teacher_purse is not None else 0
                cost[purse] += float(problem.training_cost[teacher, subject])
    for purse, most in enumerate(problem.money_most.tolist()):
        if cost[purse] > most + TOLERANCE * max(1.0, most):
            faults.append(f"purse {purse}: {cost[purse]}")
        if abs(cost[purse] - solution.cost[purse]) > TOLERANCE * max(1.0, cost[purse]):
            faults.append(f"purse {purse} costs {cost[purse]}, not {solution.cost[purse]}")
    if sum(cost) > problem.cost_most * (1 + TOLERANCE) + TOLERANCE or change > problem.change_most + TOLERANCE:
        faults.append("too much money or change in all")
    value = coverage - 100.0 * problem.change_weight * change / problem.change_base() - problem.cost_weight * sum(cost)
    for name, found in (("coverage", coverage), ("change", float(change)), ("value", value)):
        if abs(found - getattr(solution, name)) > TOLERANCE * max(1.0, abs(found)):
            faults.append(f"{name} is {found}, not {getattr(solution, name)}")
    # Coverage, change and cost are solved for together, and may cancel in the value: the proof is as fine as its parts.
    parts = coverage, 100.0 * problem.change_weight, problem.cost_weight * sum(cost)
    slack = TOLERANCE * max(1.0, *(abs(each) for each in parts))
    if solution.bound < value - slack:
        faults.append("the bound lies under the plan")
    if solution.status is Status.OPTIMAL and solution.bound > value + slack:
        faults.append("called optimal with a gap")
    return faults
