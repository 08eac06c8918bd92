"""Every plan of a small case, one by one."""

from itertools import product

from naru.engine.planning.departments.problem import Problem


def fewest(problem: Problem) -> float | None:
    """The fewest points of any plan, or nothing when no plan keeps the rules. Exponential in everything."""
    intakes = problem.demand.shape[2]
    choices = [
        range(max(int(problem.classes_most[d]), int(problem.past[d, -1])) + 1) for d in range(len(problem.school))
    ]
    best: float | None = None
    for flat in product(*(each for each in choices for _ in range(intakes))):
        plan = [flat[d * intakes : (d + 1) * intakes] for d in range(len(choices))]
        if all(_path_holds(problem, d, path) for d, path in enumerate(plan)):
            found = _points(problem, plan)
            if found is not None and (best is None or found < best):
                best = found
    return best


def _path_holds(problem: Problem, d: int, path: tuple[int, ...]) -> bool:
    now = int(problem.past[d, -1])
    least = min(int(problem.classes_least[d]), now) if now else int(problem.classes_least[d])
    if problem.fixed[d] and any(each != now for each in path):
        return False
    was = now
    for y, each in enumerate(path):
        if 0 < each < least:
            return False
        if each and not was and (now or y < problem.ready[d]):
            return False
        if was and not each and not now:
            return False
        was = each
    return True


def _points(problem: Problem, plan: list[tuple[int, ...]]) -> float | None:
    intakes = problem.demand.shape[2]
    points, years = 0.0, [0.0] * intakes
    for school in range(len(problem.school_least)):
        inside = [d for d in range(len(plan)) if problem.school[d] == school]
        for y in range(intakes):
            was = [int(problem.past[d, -1]) if y == 0 else plan[d][y - 1] for d in inside]
            steps = [plan[d][y] - before for d, before in zip(inside, was, strict=True)]
            gains, net = sum(max(0, each) for each in steps), sum(steps)
            whole = sum(plan[d][y] for d in inside)
            if not problem.school_least[school] <= whole <= problem.school_most[school]:
                return None
            if abs(net) > problem.school_step[school] or gains > problem.moves_most[school]:
                return None
            growth = max(net, 0)
            years[y] += growth * problem.cost_added[y] + (gains - growth) * problem.cost_reorganised[y]
            points += problem.change_weight * sum(map(abs, steps))
    best: float | None = None
    for taught in product(*(_retrainings(problem, plan, school) for school in range(len(problem.school_least)))):
        spent = [years[y] + sum(each[y] for each in taught) * problem.cost_retrained[y] for y in range(intakes)]
        if all(each <= most + 1e-9 for each, most in zip(spent, problem.money_most, strict=True)):
            whole_cost = float(sum(spent))
            best = whole_cost if best is None else min(best, whole_cost)
    if best is None:
        return None
    losses = []
    for scenario in problem.demand:
        loss = 0.0
        for f, row in enumerate(scenario):
            for y, wanted in enumerate(row):
                there = sum(
                    plan[d][y] * problem.class_size[d] * problem.supply[d]
                    for d in range(len(plan))
                    if problem.field[d] == f
                )
                loss += (
                    max(wanted - there, 0) * problem.unmet_weight[f]
                    + max(there - wanted, 0) * problem.surplus_weight[f]
                )
        losses.append(loss)
    mean = sum(p * each for p, each in zip(problem.probability, losses, strict=True))
    points += (1 - problem.robust) * mean + problem.robust * max(losses)
    return float(points + problem.cost_weight * best)


def _retrainings(problem: Problem, plan: list[tuple[int, ...]], school: int) -> list[tuple[int, ...]]:
    """Teachers retrained in each year, for every way that gives all classes their hours (two groups at most)."""
    groups, intakes = problem.teachers.shape[1], problem.demand.shape[2]
    if groups > 2:
        raise ValueError("the reference knows two groups at most")
    most = int(problem.retraining_most[school]) if groups == 2 else 0
    found = []
    for moves in product(range(-most, most + 1), repeat=intakes):
        there = [int(each) for each in problem.teachers[school]]
        for y, moved in enumerate(moves):
            if groups == 2:
                there = [there[0] - moved, there[1] + moved]
            if min(there) < 0:
                break
            hours = [0.0] * groups
            for d in range(len(plan)):
                if problem.school[d] == school:
                    running = [*problem.past[d].tolist(), *plan[d]][y : y + problem.years]
                    hours[int(problem.group[d])] += float(problem.teaching[d]) * sum(running)
            if any(hours[g] > problem.teacher_load * there[g] + 1e-9 for g in range(groups)):
                break
        else:
            found.append(tuple(map(abs, moves)))
    return found
