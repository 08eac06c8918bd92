"""Courses of a department to a cover problem, and what it answers to options with terms and reasons.

HiGHS comes through scipy here and CP-SAT through ortools; `highspy` is never loaded (ADR 13).
"""

import dataclasses
import hashlib
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from naru.base.rulebook.errors import Conflict
from naru.domain.curriculum.bridge.rows import CourseRow, Given, Limits
from naru.engine.planning import cover, periods

ENGINE = "planning: cover, periods (ADR 13)"
#: Points of coverage that are worth telling, and that decide which limits are named.
WORTHWHILE = 1.0
STEPS = 5
EFFORT = 10.0


@dataclass(frozen=True)
class Answer:
    """One option. `detail` is plain and goes to the row as it is."""

    key: str
    coverage: float
    change: float
    cost: int
    is_proved: bool
    detail: dict[str, Any] = field(default_factory=dict)


def digest(given: Given, limits: Limits) -> str:
    text = json.dumps([dataclasses.asdict(given), dataclasses.asdict(limits)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def subjects_of(given: Given) -> list[str]:
    """Subjects that courses ask and teachers hold; none where the school's teachers are not known."""
    if not given.teachers:
        return []
    held = {subject for each in given.teachers for subject in each}
    return sorted(held | {each.subject for each in given.courses if each.subject} | set(given.taken))


def problem_of(given: Given, limits: Limits) -> cover.Problem:
    """The courses on offer, and for each subject one course of no credits that stands for other departments' hours."""
    subjects = subjects_of(given)
    at = {name: place for place, name in enumerate(subjects)}
    index = {each.pk: place for place, each in enumerate(given.courses)}
    target = {each.unit: place for place, each in enumerate(given.targets)}
    others = [name for name in subjects if given.taken.get(name)]
    blank = [0] * len(others)
    covers = [
        (place, target[unit], level)
        for place, each in enumerate(given.courses)
        for unit, level in each.units
        if unit in target
    ]
    areas = sorted(given.least)
    table = [(0, place) for place in range(len(given.courses))]
    table += [
        (row, place) for row, area in enumerate(areas, 1) for place, c in enumerate(given.courses) if c.area == area
    ]
    groups = sorted({each.alternative for each in given.courses if each.alternative})
    holds = np.array([[name in each for name in subjects] for each in given.teachers], dtype=np.bool_)
    holds = holds.reshape(len(given.teachers), len(subjects))
    machines = {pk: place for place, (pk, _name, _cost) in enumerate(given.equipment)}
    return cover.Problem(
        credits=_whole([c.credits for c in given.courses] + blank),
        hours=_real(
            [float(c.hours * given.classes) if subjects and c.subject else 0.0 for c in given.courses]
            + [float(given.taken[name]) for name in others]
        ),
        cost=_real([float(c.cost) for c in given.courses] + [0.0] * len(others)),
        subject=_whole(
            [at[c.subject] if subjects and c.subject else -1 for c in given.courses] + [at[name] for name in others]
        ),
        today=np.array([c.is_today for c in given.courses] + [True] * len(others), dtype=np.bool_),
        required=np.array([c.is_required for c in given.courses] + [True] * len(others), dtype=np.bool_),
        weight=_real([each.weight for each in given.targets]),
        level=_whole([each.level for each in given.targets]),
        covers=_rows(covers, 3),
        table=_rows(table, 2),
        table_least=_whole([given.total, *(given.least[area] for area in areas)]),
        table_most=_whole([given.most, *([given.most] * len(areas))]),
        teacher_hours=np.full(len(given.teachers), float(given.teacher_hours)),
        holds=holds,
        money_most=_real([float(limits.money)]),
        alternatives=_rows(
            [(groups.index(c.alternative), place) for place, c in enumerate(given.courses) if c.alternative], 2
        ),
        prerequisites=_rows(
            [(index[b], index[c.pk]) for c in given.courses for b in c.before if b in index],
            2,
        ),
        training_cost=np.where(holds, np.inf, float(given.training_cost)).reshape(holds.shape),
        trainings_most=limits.trainings,
        equipment_cost=_real([float(cost) for _pk, _name, cost in given.equipment]),
        needs=_rows(
            [(place, machines[pk]) for place, c in enumerate(given.courses) for pk in c.equipment if pk in machines], 2
        ),
        change_most=float(limits.change),
    )


def _whole(values: list[int]) -> Any:
    return np.array(values, dtype=np.int64)


def _real(values: list[float]) -> Any:
    return np.array(values, dtype=np.float64)


def _rows(values: Sequence[tuple[int, ...]], width: int) -> Any:
    return np.array(values, dtype=np.int64).reshape(-1, width)


def today_of(given: Given) -> Answer:
    """What is taught today, as it stands; whether it keeps the table is another question."""
    wanted = {each.unit: each for each in given.targets}
    reached = {
        unit
        for each in given.courses
        if each.is_today
        for unit, level in each.units
        if unit in wanted and level >= wanted[unit].level
    }
    whole = sum(each.weight for each in given.targets) or 1.0
    coverage = 100.0 * sum(wanted[unit].weight for unit in reached) / whole
    kept = [each.pk for each in given.courses if each.is_today]
    cost = sum(each.cost for each in given.courses if each.is_today)
    return Answer("today", coverage, 0.0, cost, True, {"courses": kept, "units": sorted(reached), "is_today": True})


def answers(given: Given, limits: Limits, tell: Callable[[int, int], None]) -> tuple[list[Answer], list[list[Any]]]:
    """At least three different plans where there are three, least change first; and, without any, what clashes.

    `tell(done, total)` is called between the steps and may raise to stop. Raises Conflict when a check finds a fault.
    """
    problem = problem_of(given, limits)
    steps = STEPS + 5
    tell(0, steps)
    points = cover.frontier(problem, cover.Against.CHANGE, steps=STEPS)
    if not points:
        why = cover.explain(problem, cover.solve(problem), worthwhile=WORTHWHILE)
        return [], [[rule.name.lower(), index] for rule, index in why.clash]
    found: list[tuple[str, cover.Problem, cover.Solution]] = []
    others = [each for each in points if each.change > 0]
    for place, point in enumerate(others):
        key = "most" if place == len(others) - 1 else "least" if place == 0 else "between"
        cap = problem.change_most if key == "most" else point.cap * (1 + 1e-9)
        _keep(found, key, dataclasses.replace(problem, change_most=cap, change_weight=1e-4))
    wider = (
        ("trained", dataclasses.replace(problem, trainings_most=problem.trainings_most + 1, change_weight=1e-4)),
        ("richer", dataclasses.replace(problem, money_most=problem.money_most * 2, change_weight=1e-4)),
        ("freer", dataclasses.replace(problem, change_most=math.inf, change_weight=1e-4)),
    )
    for key, each in wider:
        tell(len(found), steps)
        if len(found) < STEPS + 3:
            _keep(found, key, each)
    result = []
    for place, (key, asked, solution) in enumerate(found):
        tell(STEPS + place, max(steps, STEPS + len(found)))
        result.append(_answer(given, key, asked, solution))
    return result, []


def _keep(found: list[tuple[str, cover.Problem, cover.Solution]], key: str, problem: cover.Problem) -> None:
    """Solves and keeps a plan that is not there yet and is not what stands today."""
    solution = cover.solve(problem)
    if solution.status not in (cover.Status.OPTIMAL, cover.Status.FEASIBLE):
        return
    faults = cover.check(problem, solution)
    if faults:
        raise Conflict("; ".join(faults))
    is_today = bool((solution.chosen == problem.today).all())
    if not is_today and not any((each.chosen == solution.chosen).all() for _key, _problem, each in found):
        found.append((key, problem, solution))


def _answer(given: Given, key: str, problem: cover.Problem, solution: cover.Solution) -> Answer:
    chosen = [each for each, is_in in zip(given.courses, solution.chosen, strict=False) if is_in]
    why = cover.explain(problem, solution, worthwhile=WORTHWHILE)
    subjects = subjects_of(given)
    cells, layout = laid_out(chosen, given)
    trained: dict[str, int] = {}
    for _teacher, subject in np.argwhere(solution.trained):
        trained[subjects[subject]] = trained.get(subjects[subject], 0) + 1
    detail = {
        "courses": [each.pk for each in chosen],
        "added": [each.pk for each in chosen if not each.is_today],
        "dropped": [
            each.pk for each, is_in in zip(given.courses, solution.chosen, strict=False) if each.is_today and not is_in
        ],
        "cells": {str(pk): {str(term): n for term, n in terms.items()} for pk, terms in cells.items()},
        "layout": layout,
        "units": [each.unit for each, is_in in zip(given.targets, solution.covered, strict=True) if is_in],
        "uncoverable": [given.targets[int(place)].unit for place in why.uncoverable],
        "bought": [
            given.equipment[int(place)][1]
            for place in np.flatnonzero(solution.bought)
            if given.equipment[int(place)][2]
        ],
        "trained": [[name, count] for name, count in sorted(trained.items())],
        "bindings": [_binding(each, subjects, given) for each in why.bindings],
        "trainings": [
            {
                "subject": subjects[each.subject],
                "gain": round(each.coverage_gain, 1),
                "courses": [given.courses[int(place)].name for place in each.courses if place < len(given.courses)],
            }
            for each in why.trainings
        ],
        "credits": int(sum(each.credits for each in chosen)),
        "bound": round(min(100.0, solution.bound + solution.coverage - solution.value), 1),
    }
    return Answer(
        key,
        solution.coverage,
        solution.change,
        round(float(solution.cost.sum())),
        solution.status is cover.Status.OPTIMAL,
        detail,
    )


def _binding(each: cover.Binding, subjects: list[str], given: Given) -> dict[str, Any]:
    """A limit that keeps the plan from being better, with the name of its subject or area."""
    areas = ["total", *sorted(given.least)]
    name = ""
    if each.rule is cover.Rule.SUBJECTS and each.index < len(subjects):
        name = subjects[each.index]
    elif each.rule is cover.Rule.TABLE and each.index < len(areas):
        name = areas[each.index]
    return {
        "rule": each.rule.name.lower(),
        "name": name,
        "is_least": each.is_least,
        "extra": round(each.extra, 1),
        "coverage_gain": round(each.coverage_gain, 1),
        "is_proved": each.is_proved,
    }


def laid_out(chosen: list[CourseRow], given: Given) -> tuple[dict[int, dict[int, int]], str]:
    """Credits of each course by term (1 to 6) with the heaviest term lightest; and how that was found.

    A course of several terms is cut into parts in a row. When no plan keeps the least load of a term, that rule is
    laid aside ("loose"); when there is none at all, every course starts in its first term ("none").
    """
    parts: list[tuple[int, int, int]] = []  # course, credits, first term
    before: list[tuple[int, int]] = []
    first: dict[int, int] = {}
    for each in chosen:
        base, more = divmod(each.credits, each.terms)
        for place in range(each.terms):
            credits = base + (place < more)
            if not credits:
                continue
            if each.pk in first and place:
                before.append((len(parts) - 1, len(parts)))
            first.setdefault(each.pk, len(parts))
            parts.append((each.pk, credits, each.first_term))
    before += [(first[b], first[each.pk]) for each in chosen for b in each.before if b in first and each.pk in first]
    barred = [(place, term) for place, (_pk, _n, earliest) in enumerate(parts) for term in range(earliest - 1)]
    for least, word in ((given.term_least, "kept"), (0, "loose")):
        problem = periods.Problem(
            _whole([n for _pk, n, _first in parts]),
            6,
            least,
            given.term_most,
            0,
            len(parts),
            _rows(sorted(set(before)), 2),
            barred=_rows(barred, 2),
        )
        solution = periods.solve(problem, effort=EFFORT)
        faults = periods.check(problem, solution)
        if faults:
            raise Conflict("; ".join(faults))
        if solution.period.size:
            cells: dict[int, dict[int, int]] = {}
            for (pk, credits, _first), term in zip(parts, solution.period, strict=True):
                terms = cells.setdefault(pk, {})
                terms[int(term) + 1] = terms.get(int(term) + 1, 0) + credits
            return cells, word
    return {each.pk: {each.first_term: each.credits} for each in chosen}, "none"
