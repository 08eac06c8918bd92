"""What a plan asks for, as the requests that schools make: open, close, resize, convert."""

from dataclasses import dataclass
from enum import Enum

from naru.engine.planning.departments.problem import Problem, Solution


class Kind(Enum):
    """A conversion (or specialisation) moves classes from one department of a school to another."""

    OPEN = "open"
    CLOSE = "close"
    GROW = "grow"
    SHRINK = "shrink"
    CONVERT = "convert"


@dataclass(frozen=True)
class Request:
    """`classes` of a department change with an intake; a conversion names where they come from (-1 otherwise)."""

    kind: Kind
    intake: int
    department: int
    classes: int
    source: int = -1


def requests(problem: Problem, solution: Solution) -> tuple[Request, ...]:
    """The plan's changes in order of intake. In each school, losses feed gains first, in the departments' order."""
    found: list[Request] = []
    if not solution.classes.size:
        return ()
    for intake in range(solution.classes.shape[1]):
        before = problem.past[:, -1] if intake == 0 else solution.classes[:, intake - 1]
        step = solution.classes[:, intake] - before
        for school in range(problem.school_least.size):
            inside = [int(d) for d in (problem.school == school).nonzero()[0]]
            losing = {d: int(-step[d]) for d in inside if step[d] < 0}
            for department in (d for d in inside if step[d] > 0):
                left = int(step[department])
                for source in list(losing):
                    moved = min(left, losing[source])
                    if moved:
                        found.append(Request(Kind.CONVERT, intake, department, moved, source))
                        left -= moved
                        losing[source] -= moved
                if left:
                    kind = Kind.GROW if before[department] else Kind.OPEN
                    found.append(Request(kind, intake, department, left))
            for department, lost in losing.items():
                if lost:
                    kind = Kind.SHRINK if solution.classes[department, intake] else Kind.CLOSE
                    found.append(Request(kind, intake, department, lost))
    return tuple(found)
