"""Every plan of a small case, one by one."""

from itertools import product

from naru.engine.planning.periods.problem import Problem


def smallest(problem: Problem) -> int | None:
    """The smallest largest load, or nothing when no plan keeps the rules. O(periods ** courses)."""
    courses = range(len(problem.credits))
    credits = problem.credits.tolist()
    departments = problem.departments.tolist()
    pairs = problem.prerequisites.tolist()
    barred = {(course, period) for course, period in problem.barred.tolist()}
    best: int | None = None
    for plan in product(range(problem.periods), repeat=len(credits)):
        if any(plan[before] >= plan[after] for before, after in pairs) or any(
            each in barred for each in enumerate(plan)
        ):
            continue
        largest = 0
        for held in departments:
            for at in range(problem.periods):
                here = [c for c in courses if held[c] and plan[c] == at]
                load = sum(credits[c] for c in here)
                if not problem.load_least <= load <= problem.load_most:
                    break
                if not problem.count_least <= len(here) <= problem.count_most:
                    break
                largest = max(largest, load)
            else:
                continue
            break
        else:
            best = largest if best is None else min(best, largest)
    return best
