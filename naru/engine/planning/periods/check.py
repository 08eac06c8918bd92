"""Looks at a plan of periods without knowing how it was made."""

from naru.engine.planning.periods.problem import Problem, Solution
from naru.engine.planning.status import Status


def check(problem: Problem, solution: Solution) -> list[str]:
    """What is wrong with the plan; empty when nothing is. Written with plain loops, apart from `solve`."""
    if solution.status in (Status.INFEASIBLE, Status.GAVE_UP):
        return ["a plan without a status"] if solution.period.size else []
    courses = len(problem.credits)
    period = [int(each) for each in solution.period]
    if len(period) != courses:
        return [f"{len(period)} periods for {courses} courses"]
    faults = [f"course {c} in period {p}" for c, p in enumerate(period) if not 0 <= p < problem.periods]
    for before, after in problem.prerequisites.tolist():
        if period[before] >= period[after]:
            faults.append(f"course {before} does not stand before course {after}")
    for course, at in problem.barred.tolist():
        if period[course] == at:
            faults.append(f"course {course} in barred period {at}")
    largest = 0
    for department, held in enumerate(problem.departments.tolist()):
        for at in range(problem.periods):
            here = [c for c in range(courses) if held[c] and period[c] == at]
            load = sum(int(problem.credits[c]) for c in here)
            largest = max(largest, load)
            if not problem.load_least <= load <= problem.load_most:
                faults.append(f"department {department}, period {at}: load {load}")
            if not problem.count_least <= len(here) <= problem.count_most:
                faults.append(f"department {department}, period {at}: {len(here)} courses")
    if largest != solution.max_load:
        faults.append(f"largest load is {largest}, not {solution.max_load}")
    if solution.bound > solution.max_load:
        faults.append(f"bound {solution.bound} above the plan's {solution.max_load}")
    if solution.status is Status.OPTIMAL and solution.bound != solution.max_load:
        faults.append(f"called optimal with bound {solution.bound} and largest load {solution.max_load}")
    return faults
