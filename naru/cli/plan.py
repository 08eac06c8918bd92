"""`naru plan periods`: a file of courses in, a plan of periods out."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from naru.engine.planning import periods

KEYS = ("periods", "load", "count", "courses", "prerequisites")
MORE = ("departments", "barred", "name", "source")
SHOWN_PAIRS = 20


class Unreadable(Exception):
    """What is wrong with the file, as sentences."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


@dataclass(frozen=True)
class Asked:
    """The problem as numbers, with the names that the file gave."""

    problem: periods.Problem
    courses: tuple[str, ...]
    departments: tuple[str, ...]


def run(file: Path, out: Path, *, seed: int, effort: float) -> int:
    """0 when an answer was written (infeasible is an answer too), 2 when the question could not be read."""
    try:
        asked = read(file)
    except Unreadable as fault:
        for sentence in fault.sentences:
            print(f"{file}: {sentence}", file=sys.stderr)
        print("아무것도 쓰지 않았습니다.", file=sys.stderr)
        return 2
    if not out.absolute().parent.is_dir():
        print(f"폴더가 없습니다: {out.parent}", file=sys.stderr)
        return 2
    solution = periods.solve(asked.problem, seed=seed, effort=effort)
    faults = periods.check(asked.problem, solution)
    if faults:  # an answer that fails its own check is never handed out
        raise AssertionError(faults)
    answer = answered(asked, solution, seed=seed)
    out.write_text(json.dumps(answer, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"{_headline(solution)} {out}에 썼습니다.")
    for sentence in answer["because"]:
        print(f"- {sentence}")
    return 0


def read(file: Path) -> Asked:
    """The file as a problem; every fault that can be seen is named."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"읽을 수 없습니다({error}).") from error
    twice: list[str] = []

    def no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        seen: dict[str, Any] = {}
        for key, value in pairs:
            if key in seen:
                twice.append(f"'{key}'가 두 번 있습니다.")
            seen[key] = value
        return seen

    try:
        given = json.loads(text, object_pairs_hook=no_twins)
    except json.JSONDecodeError as error:
        raise Unreadable(f"{error.lineno}줄 {error.colno}칸: JSON이 아닙니다({error.msg}).") from error
    except RecursionError as error:
        raise Unreadable("너무 깊게 겹친 JSON입니다.") from error
    if not isinstance(given, dict):
        raise Unreadable("바깥은 { }로 둘러싼 JSON 객체여야 합니다.")
    faults = [*twice, *(f"'{key}'가 없습니다." for key in KEYS if key not in given)]
    faults += [
        f"'{key}'는 모르는 항목입니다. 쓸 수 있는 항목: {', '.join(KEYS + MORE)}"
        for key in given
        if key not in KEYS + MORE
    ]
    if faults:
        raise Unreadable(*faults)
    return _problem(given)


def _problem(given: dict[str, Any]) -> Asked:
    faults: list[str] = []
    courses = given["courses"]
    if not isinstance(courses, dict):
        raise Unreadable("'courses'는 {\"과목\": 학점} 꼴이어야 합니다.")
    faults += [
        f"'courses'의 '{key}': 학점은 0 이상의 정수여야 합니다({value!r})."
        for key, value in courses.items()
        if not _whole(value)
    ]
    if not _whole(given["periods"]) or given["periods"] < 1:
        faults.append("'periods'는 1 이상의 정수여야 합니다.")
    for key in ("load", "count"):
        value = given[key]
        if not isinstance(value, list) or len(value) != 2 or not all(map(_whole, value)) or value[0] > value[1]:
            faults.append(f"'{key}'는 [최소, 최대] 꼴의 0 이상 정수 둘이어야 하고 최소가 최대보다 클 수 없습니다.")
    index = {key: at for at, key in enumerate(courses)}
    pairs: list[tuple[int, int]] = []
    if not isinstance(given["prerequisites"], list):
        raise Unreadable(*faults, '\'prerequisites\'는 [["먼저", "나중"], …] 꼴이어야 합니다.')
    for number, pair in enumerate(given["prerequisites"], 1):
        if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(each, str) for each in pair):
            faults.append(f'\'prerequisites\' {number}번째: ["먼저", "나중"] 꼴이어야 합니다.')
            continue
        unknown = [each for each in pair if each not in index]
        faults += [f"'prerequisites' {number}번째: '{each}' 과목이 'courses'에 없습니다." for each in unknown]
        if not unknown:
            pairs.append((index[pair[0]], index[pair[1]]))
    names, members = _departments(given.get("departments"), index, faults)
    barred = _barred(given.get("barred"), index, given["periods"], faults)
    if faults:
        raise Unreadable(*faults)
    try:
        problem = periods.Problem(
            np.array(list(courses.values()), dtype=np.int64),
            given["periods"],
            given["load"][0],
            given["load"][1],
            given["count"][0],
            given["count"][1],
            np.array(sorted(set(pairs)), dtype=np.int64).reshape(-1, 2),
            members,
            np.array(sorted(set(barred)), dtype=np.int64).reshape(-1, 2),
        )
    except periods.CyclicPrerequisites as error:
        keys = list(courses)
        round_trip = " → ".join(keys[at] for at in (*error.cycle, error.cycle[0]))
        raise Unreadable(f"선수 과목이 돌고 돕니다: {round_trip}. 이 고리를 끊어 주십시오.") from error
    except OverflowError as error:
        raise Unreadable("수가 너무 큽니다.") from error
    return Asked(problem, tuple(courses), names)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31


def _departments(given: Any, index: dict[str, int], faults: list[str]) -> tuple[tuple[str, ...], np.ndarray[Any, Any]]:
    if given is None:
        return ("",), np.ones((1, len(index)), dtype=np.bool_)
    if not isinstance(given, dict) or not given:
        faults.append('\'departments\'는 {"학과": ["과목", …]} 꼴이어야 합니다.')
        return (), np.zeros((0, len(index)), dtype=np.bool_)
    members = np.zeros((len(given), len(index)), dtype=np.bool_)
    for at, (name, held) in enumerate(given.items()):
        if not isinstance(held, list):
            faults.append(f"'departments'의 '{name}': 과목의 목록이어야 합니다.")
            continue
        for each in held:
            if not isinstance(each, str) or each not in index:
                faults.append(f"'departments'의 '{name}': '{each}' 과목이 'courses'에 없습니다.")
            else:
                members[at, index[each]] = True
    if not faults:
        faults += [f"'{key}' 과목을 두는 학과가 없습니다." for key, at in index.items() if not members[:, at].any()]
    return tuple(given), members


def _barred(given: Any, index: dict[str, int], count: Any, faults: list[str]) -> list[tuple[int, int]]:
    if given is None:
        return []
    if not isinstance(given, dict):
        faults.append("'barred'는 {\"과목\": [학기, …]} 꼴이어야 합니다.")
        return []
    found = []
    for key, at in given.items():
        if key not in index:
            faults.append(f"'barred': '{key}' 과목이 'courses'에 없습니다.")
        elif not isinstance(at, list) or not all(_whole(each) and _whole(count) and 1 <= each <= count for each in at):
            faults.append(f"'barred'의 '{key}': 1부터 {count}까지의 학기 목록이어야 합니다.")
        else:
            found += [(index[key], each - 1) for each in at]
    return found


def answered(asked: Asked, solution: periods.Solution, *, seed: int = 0) -> dict[str, Any]:
    """The answer as the file's shape."""
    held: dict[str, list[str]] = {}
    if solution.period.size or not asked.courses:
        held = {str(at + 1): [] for at in range(asked.problem.periods)}
    for course, at in zip(asked.courses, solution.period, strict=False):
        held[str(at + 1)].append(course)
    return {
        "status": solution.status.value,
        "max_load": solution.max_load if held else None,
        "bound": solution.bound,
        "periods": held,
        "because": because(asked, solution, seed=seed),
    }


def because(asked: Asked, solution: periods.Solution, *, seed: int = 0) -> list[str]:
    """Why, in sentences."""
    if solution.status is periods.Status.GAVE_UP:
        return ["정한 노력 안에 답을 찾지 못했습니다. --effort를 늘려 보십시오."]
    if solution.status is periods.Status.FEASIBLE:
        return [
            f"{solution.max_load}학점보다 작게 할 수 있는지, {solution.bound}학점까지 가능한지 정한 노력 안에 증명하지 못했습니다."
        ]
    found = periods.explain(asked.problem, solution, seed=seed)
    if found is None:
        return []
    if solution.status is periods.Status.OPTIMAL:
        head = f"어느 학기도 {found.cap}학점을 넘지 않게 할 수는 없습니다(증명)."
    else:
        head = "이 규칙을 모두 지키는 편성은 없습니다(증명)."
    return [head, *_reasons(asked, found)]


def _reasons(asked: Asked, found: periods.Explanation) -> list[str]:
    if found.chain:
        row = " → ".join(asked.courses[at] for at in found.chain)
        return [f"선수 과목이 {len(found.chain)}단계로 이어지는데 학기는 {asked.problem.periods}개입니다: {row}"]
    if found.windows:
        return [_window(asked, each, found.cap) for each in found.windows]
    words = {
        periods.Rule.LOAD_MOST: f"학기마다 최대 {found.cap}학점(load)",
        periods.Rule.LOAD_LEAST: f"학기마다 최소 {asked.problem.load_least}학점(load)",
        periods.Rule.COUNT_MOST: f"학기마다 최대 {asked.problem.count_most}과목(count)",
        periods.Rule.COUNT_LEAST: f"학기마다 최소 {asked.problem.count_least}과목(count)",
        periods.Rule.PREREQUISITES: "선수 과목(prerequisites)",
        periods.Rule.BARRED: "둘 수 없는 학기(barred)",
    }
    named = ", ".join(words[each] for each in found.rules)
    if found.rules == (periods.Rule.LOAD_LEAST,):
        sentences = [f"{words[periods.Rule.LOAD_LEAST]}이 이미 그보다 큽니다."]
    elif not found.rules:
        sentences = ["과목의 학점만으로 이미 불가능합니다."]
    else:
        tail = (
            "이 가운데 하나라도 빼면 나머지는 함께 지킬 수 있습니다."
            if found.is_minimal
            else "이 가운데 일부는 없어도 부딪힐 수 있습니다."
        )
        sentences = [f"함께 지킬 수 없는 규칙: {named}. {tail}"]
    if found.prerequisites:
        shown = [f"{asked.courses[a]} → {asked.courses[b]}" for a, b in found.prerequisites[:SHOWN_PAIRS]]
        more = len(found.prerequisites) - len(shown)
        sentences.append("부딪히는 선수 과목: " + ", ".join(shown) + (f" 밖에 {more}개" if more else ""))
    return sentences


def _window(asked: Asked, each: periods.Window, cap: int) -> str:
    length = each.last - each.first + 1
    span = f"{each.first + 1}학기" if length == 1 else f"{each.first + 1}~{each.last + 1}학기"
    name = asked.departments[each.department] if each.department < len(asked.departments) else ""
    where = f"{name} 학과 {span}" if name else span
    why = "선수 과목 때문에 " if each.is_by_prerequisites else ""
    is_load = each.rule in (periods.Rule.LOAD_MOST, periods.Rule.LOAD_LEAST)
    unit = "학점" if is_load else "과목"
    key = "load" if is_load else "count"
    per = each.limit // length
    allowed = f"({key}) {per}{unit} × {length}개 학기 = {each.limit}{unit}"
    if each.rule in (periods.Rule.LOAD_MOST, periods.Rule.COUNT_MOST):
        return f"{where}에 {why}반드시 들어갈 것이 {each.amount}{unit}인데, 최대{allowed}까지만 됩니다."
    return f"{where}에는 최소{allowed}이 필요한데, {why}들어갈 수 있는 것은 {each.amount}{unit}뿐입니다."


def _headline(solution: periods.Solution) -> str:
    if solution.status is periods.Status.OPTIMAL:
        return f"최적: 가장 무거운 학기 {solution.max_load}학점(증명)."
    if solution.status is periods.Status.FEASIBLE:
        return f"가능: 가장 무거운 학기 {solution.max_load}학점, 하한 {solution.bound}학점."
    if solution.status is periods.Status.INFEASIBLE:
        return "불가능: 규칙을 모두 지키는 편성이 없습니다."
    return "찾지 못함: 정한 노력을 다 썼습니다."
