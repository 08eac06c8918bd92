"""Departments of a district to a problem of seats over years, and what it answers to options; one change's effect."""

import dataclasses
import hashlib
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from naru.base.rulebook.errors import Conflict
from naru.domain.curriculum.bridge.rows import Move, SeatsGiven
from naru.engine.planning import departments

ENGINE = "planning: departments (ADR 13)"
SCENARIOS = ("low", "middle", "high")
PROBABILITY = (0.25, 0.5, 0.25)
#: A person wanted and not there costs a point, one too many half of it.
UNMET, SURPLUS = 1.0, 0.5
#: Points for a class that changes: of equal plans the calmer one.
CHANGE = 0.5
#: A billion won is worth ten persons.
COST = 10 / 1_000_000_000
INDUSTRY, OTHER = 0, 1


@dataclass(frozen=True)
class Answer:
    """One option: expected persons unmet and too many over all years, in the middle of the scenarios, and money."""

    key: str
    unmet: float
    worst_unmet: float
    surplus: float
    changed: int
    cost: int
    teachers: int
    is_proved: bool
    detail: dict[str, Any]

    @property
    def looks(self) -> tuple[Any, ...]:
        """What people compare: plans that agree in it are one."""
        return (round(self.unmet, 1), round(self.surplus, 1), self.cost, self.changed)


def digest(given: SeatsGiven) -> str:
    return hashlib.sha256(json.dumps(dataclasses.asdict(given), sort_keys=True).encode()).hexdigest()


def problem_of(
    given: SeatsGiven,
    *,
    robust: float = 0.5,
    is_fixed: bool = False,
    money: int | None = None,
    probability: tuple[float, ...] = PROBABILITY,
) -> Any:
    """The engine's problem: two fields (the strategic industry, all else), two groups of teachers.

    Nobody asked what other fields want: it is taken to be what today's seats bring.
    """
    rows, schools = given.departments, given.schools
    at = {pk: place for place, pk in enumerate(schools)}
    count = len(rows)
    fields = np.array([INDUSTRY if each.is_industry else OTHER for each in rows], dtype=np.int64)
    past = np.array([each.past for each in rows], dtype=np.int64).reshape(count, 2)
    school = np.array([at[each.school] for each in rows], dtype=np.int64)
    sums = np.zeros(len(schools), dtype=np.int64)
    np.add.at(sums, school, past[:, -1])
    other = float((past[:, -1] * given.class_size * given.supply)[fields == OTHER].sum())
    demand = np.array([[list(each), [other] * given.years] for each in given.demand], dtype=np.float64)
    teachers = np.zeros((len(schools), 2), dtype=np.int64)
    for place in range(len(schools)):
        for group in (INDUSTRY, OTHER):
            inside = (school == place) & (fields == group)
            hours = int(past[inside, -1].sum() * 3 * given.teaching)
            teachers[place, group] = -(-hours // given.teacher_load)
        teachers[place, INDUSTRY] += given.recruits
    purse = given.money if money is None else money
    return departments.Problem(
        school=school,
        field=fields,
        group=fields.copy(),
        class_size=np.full(count, given.class_size, dtype=np.int64),
        supply=np.full(count, given.supply),
        classes_least=np.ones(count, dtype=np.int64),
        classes_most=np.maximum(sums[school] + 1, 1),
        past=past,
        ready=np.array([0 if each.is_open else 1 for each in rows], dtype=np.int64),
        fixed=np.full(count, is_fixed, dtype=np.bool_),
        teaching=np.full(count, float(given.teaching)),
        school_least=np.maximum(sums - 2, 0),
        school_most=sums + 2,
        school_step=np.full(len(schools), 1, dtype=np.int64),
        moves_most=np.full(len(schools), 2, dtype=np.int64),
        teachers=teachers,
        retraining_most=np.full(len(schools), 4, dtype=np.int64),
        teacher_load=float(given.teacher_load),
        cost_reorganised=np.full(given.years, float(given.reorganised)),
        cost_added=np.full(given.years, float(given.added)),
        cost_retrained=np.full(given.years, float(given.retrained)),
        money_most=np.full(given.years, float(purse)),
        demand=demand,
        probability=np.array(probability),
        unmet_weight=np.full(2, UNMET),
        surplus_weight=np.full(2, SURPLUS),
        robust=robust,
        cost_weight=COST,
        change_weight=CHANGE,
    )


SECONDS = 180.0
"""For one view: a district whose best plan is not proved by then gets the best found, told as not proved."""


def answers(given: SeatsGiven, tell: Callable[[int, int], None]) -> list[Answer]:
    """Today's seats, then plans for other views of the future and for half the money; what comes to the same once.

    Each plan is made for its own view and told in the same one, so that they can be compared.
    """
    tried = (
        ("today", problem_of(given, is_fixed=True)),
        ("expected", problem_of(given, robust=0.0)),
        ("balanced", problem_of(given, robust=0.5)),
        ("sure", problem_of(given, robust=0.0, probability=(1.0, 0.0, 0.0))),
        ("all", problem_of(given, robust=0.0, probability=(0.0, 0.0, 1.0))),
        ("half", problem_of(given, robust=0.0, probability=(0.0, 0.0, 1.0), money=given.money // 2)),
    )
    found: list[Answer] = []
    for place, (key, problem) in enumerate(tried):
        tell(place, len(tried))
        solution = departments.solve(problem, seconds=SECONDS)
        if solution.status not in (departments.Status.OPTIMAL, departments.Status.FEASIBLE):
            continue
        faults = departments.check(problem, solution)
        if faults:
            raise Conflict("; ".join(faults))
        one = _answer(given, key, problem, solution)
        if not any(one.looks == each.looks for each in found):
            found.append(one)
    return found


def _answer(given: SeatsGiven, key: str, problem: Any, solution: Any) -> Answer:
    why = departments.explain(problem, solution) if key != "today" else None
    wanted = departments.requests(problem, solution)
    weights = np.array(PROBABILITY)
    unmet, surplus = float(weights @ solution.unmet), float(weights @ solution.surplus)
    detail = {
        "classes": {
            str(row.pk): [int(n) for n in solution.classes[place]] for place, row in enumerate(given.departments)
        },
        "years": [given.first + place for place in range(given.years)],
        "requests": [
            {
                "kind": each.kind.value,
                "intake": given.first + each.intake,
                "department": given.departments[each.department].pk,
                "source": given.departments[each.source].pk if each.source >= 0 else None,
                "classes": each.classes,
            }
            for each in wanted
        ],
        "reliefs": [
            {"rule": each.rule.name.lower(), "gain": round(each.gain, 1)} for each in (why.reliefs if why else ())
        ],
        "worst_unmet": round(solution.worst_unmet, 1),
        "unmet": round(unmet, 1),
        "surplus": round(surplus, 1),
        "cost_by_year": [round(float(each)) for each in solution.cost],
        "retrained": int(solution.retrained_in.sum()),
    }
    return Answer(
        key,
        unmet,
        solution.worst_unmet,
        surplus,
        solution.changed,
        round(float(solution.cost.sum())),
        int(solution.retrained_in.sum()),
        solution.status is departments.Status.OPTIMAL,
        detail,
    )


def effect(given: SeatsGiven, move: Move) -> dict[str, Any]:
    """Expected persons unmet and too many over the years with and without the move, money, and teachers needed."""
    problem = problem_of(given)
    stay = np.repeat(problem.past[:, -1:], given.years, axis=1)
    before = problem.graduates(stay)
    after = before.copy()
    each = given.class_size * given.supply
    after[INDUSTRY if move.from_industry else OTHER] -= move.lost * each
    after[INDUSTRY if move.to_industry else OTHER] += move.gained * each
    moved = min(move.lost, move.gained)
    more = max(move.gained - move.lost, 0)

    def gaps(graduates: Any) -> tuple[float, float]:
        step = problem.demand - np.maximum(graduates, 0.0)[None]
        unmet = np.maximum(step, 0.0).sum(axis=(1, 2))
        surplus = np.maximum(-step, 0.0).sum(axis=(1, 2))
        return float(problem.probability @ unmet), float(problem.probability @ surplus)

    (unmet_before, surplus_before), (unmet_after, surplus_after) = gaps(before), gaps(after)
    hours = (move.gained - (move.lost if move.from_industry == move.to_industry else 0)) * 3 * given.teaching
    return {
        "years": [given.first, given.first + given.years - 1],
        "unmet_before": round(unmet_before, 1),
        "unmet_after": round(unmet_after, 1),
        "surplus_before": round(surplus_before, 1),
        "surplus_after": round(surplus_after, 1),
        "cost": round(moved * given.reorganised + more * given.added),
        "teachers": max(math.ceil(hours / given.teacher_load), 0),
        "digest": digest(given),
    }
