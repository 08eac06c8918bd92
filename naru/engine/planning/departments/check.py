"""Looks at a plan of seats without knowing how it was made."""

from naru.engine.planning.departments.problem import Problem, Solution
from naru.engine.planning.status import Status

TOLERANCE = 1e-5


def check(problem: Problem, solution: Solution) -> list[str]:
    """What is wrong with the plan; empty when nothing is. Plain loops over the problem, apart from `solve`."""
    if solution.status in (Status.INFEASIBLE, Status.GAVE_UP):
        return ["a plan without a status"] if solution.classes.size else []
    departments, intakes = len(problem.school), problem.demand.shape[2]
    if solution.classes.shape != (departments, intakes):
        return [f"classes: {solution.classes.shape}"]
    if solution.retrained_in.shape != (*problem.teachers.shape, intakes):
        return ["wrong shape of retraining"]
    paths = [[int(problem.past[d, -1]), *(int(each) for each in solution.classes[d])] for d in range(departments)]
    faults: list[str] = []
    for d, path in enumerate(paths):
        now = path[0]
        least = min(int(problem.classes_least[d]), now) if now else int(problem.classes_least[d])
        most = max(int(problem.classes_most[d]), now)
        for y, classes in enumerate(path[1:]):
            if classes and not least <= classes <= most:
                faults.append(f"department {d}, intake {y}: {classes} classes")
            if classes and not now and y < problem.ready[d]:
                faults.append(f"department {d} opens with intake {y}, before it is ready")
            if now and classes and not path[y]:
                faults.append(f"department {d} opens again with intake {y}")
            if not now and path[y] and not classes:
                faults.append(f"department {d} opens and closes again with intake {y}")
            if problem.fixed[d] and classes != now:
                faults.append(f"department {d} must stay")
        if [int(each) for each in solution.seats[d]] != [each * int(problem.class_size[d]) for each in path[1:]]:
            faults.append(f"department {d}: seats")
    cost = [0.0] * intakes
    for school in range(len(problem.school_least)):
        faults += _school(problem, solution, school, paths, cost)
    faults += _numbers(problem, solution, paths, cost)
    return faults


def _school(problem: Problem, solution: Solution, school: int, paths: list[list[int]], cost: list[float]) -> list[str]:
    faults = []
    inside = [d for d in range(len(paths)) if problem.school[d] == school]
    groups = range(problem.teachers.shape[1])
    there = [int(each) for each in problem.teachers[school]]
    for y in range(len(cost)):
        whole, was = sum(paths[d][y + 1] for d in inside), sum(paths[d][y] for d in inside)
        gains = sum(max(0, paths[d][y + 1] - paths[d][y]) for d in inside)
        if not problem.school_least[school] <= whole <= problem.school_most[school]:
            faults.append(f"school {school}, intake {y}: {whole} classes")
        if abs(whole - was) > problem.school_step[school] or gains > problem.moves_most[school]:
            faults.append(f"school {school}, intake {y}: too much at once")
        added = max(0, whole - was)
        cost[y] += added * problem.cost_added[y] + (gains - added) * problem.cost_reorganised[y]
        came = [int(solution.retrained_in[school, g, y]) for g in groups]
        left = [int(solution.retrained_out[school, g, y]) for g in groups]
        if sum(came) != sum(left) or sum(came) > problem.retraining_most[school] or min([*came, *left, 0]) < 0:
            faults.append(f"school {school}, intake {y}: retraining {came} {left}")
        cost[y] += sum(came) * problem.cost_retrained[y]
        for g in groups:
            there[g] += came[g] - left[g]
            hours = 0.0
            for d in (d for d in inside if problem.group[d] == g):
                path = [*(int(each) for each in problem.past[d]), *paths[d][1:]]
                hours += float(problem.teaching[d]) * sum(path[y : y + problem.years])
            if there[g] < 0 or hours > problem.teacher_load * there[g] + TOLERANCE * max(1.0, hours):
                faults.append(f"school {school}, intake {y}: {hours} hours for {there[g]} teachers of group {g}")
    return faults


def _numbers(problem: Problem, solution: Solution, paths: list[list[int]], cost: list[float]) -> list[str]:
    faults = []
    scenarios, fields, intakes = problem.demand.shape
    there = [[0.0] * intakes for _ in range(fields)]
    for d, path in enumerate(paths):
        for y in range(intakes):
            there[int(problem.field[d])][y] += path[y + 1] * int(problem.class_size[d]) * float(problem.supply[d])
    losses, unmet, surplus = [], [], []
    for k in range(scenarios):
        missing, over, loss = 0.0, 0.0, 0.0
        for f in range(fields):
            for y in range(intakes):
                gap = float(problem.demand[k, f, y]) - there[f][y]
                missing += max(gap, 0.0)
                over += max(-gap, 0.0)
                loss += max(gap, 0.0) * float(problem.unmet_weight[f]) + max(-gap, 0.0) * float(
                    problem.surplus_weight[f]
                )
        losses.append(loss)
        unmet.append(missing)
        surplus.append(over)
    chance = problem.probability.tolist()

    def expected(each: list[float]) -> float:
        return float(sum(p * value for p, value in zip(chance, each, strict=True)))

    changed = sum(abs(path[y + 1] - path[y]) for path in paths for y in range(intakes))
    value = (1 - problem.robust) * expected(losses) + problem.robust * max(losses, default=0.0)
    value += problem.cost_weight * sum(cost) + problem.change_weight * changed
    for name, found in (
        ("expected_unmet", expected(unmet)),
        ("worst_unmet", max(unmet, default=0.0)),
        ("expected_surplus", expected(surplus)),
        ("worst_surplus", max(surplus, default=0.0)),
        ("changed", float(changed)),
        ("value", value),
    ):
        if abs(found - getattr(solution, name)) > TOLERANCE * max(1.0, abs(found)):
            faults.append(f"{name} is {found}, not {getattr(solution, name)}")
    for y, spent in enumerate(cost):
        if spent > problem.money_most[y] * (1 + TOLERANCE) + TOLERANCE:
            faults.append(f"intake {y} costs {spent}")
        if abs(spent - float(solution.cost[y])) > TOLERANCE * max(1.0, spent):
            faults.append(f"intake {y} costs {spent}, not {solution.cost[y]}")
    slack = TOLERANCE * max(1.0, abs(value)) * 2
    if solution.bound > value + slack:
        faults.append("the bound lies above the plan")
    if solution.status is Status.OPTIMAL and solution.bound < value - slack:
        faults.append("called optimal with a gap")
    return faults
