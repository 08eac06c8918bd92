"""`naru match`: the matching engine on files, without a database and without Django."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import numpy as np
import polars

from naru.cli import tables
from naru.engine import matching
from naru.engine.matching import Left, Objective, Reason

REASONS = {
    Reason.NOT_ACCEPTED: "not_accepted",
    Reason.FILLED: "filled_by_ranked_above",
    Reason.LOTTERY: "lost_the_tie",
    Reason.RESERVED: "reserved_seat",
    Reason.NO_SEATS: "no_seats",
    Reason.PASSED_OVER: "passed_over_for_the_sum",
}
LEFT = {
    Left.NONE_LEFT: None,
    Left.NOT_CHOSEN: "nobody_chose_it",
    Left.NOT_ACCEPTED: "accepts_none_who_chose_it",
    Left.WENT_ELSEWHERE: "others_got_as_good_or_better",
    Left.CLOSED: "kept_by_the_aim",
}


@dataclass(frozen=True)
class Request:
    """What was asked for: files, aim and draw."""

    learners: Path
    openings: Path
    choices: Path
    priorities: Path
    out: Path
    report: Path | None = None
    reasons: Path | None = None
    seats: Path | None = None
    stable: str = "student"
    seed: int = 0
    ties: str = "lottery"
    effort: float = 10.0

    @property
    def inputs(self) -> tuple[Path, ...]:
        return (self.learners, self.openings, self.choices, self.priorities)

    @property
    def outputs(self) -> tuple[Path, ...]:
        return tuple(each for each in (self.out, self.report, self.reasons, self.seats) if each is not None)


class Clock:
    """Seconds by step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - begun, 4)


@dataclass(frozen=True, eq=False)
class Read:
    """The files as a problem: names of learners and openings, and what was left out of it."""

    problem: matching.Problem
    learner: polars.Series
    opening: polars.Series
    counts: dict[str, int]
    notes: list[str]


def run(request: Request) -> int:
    """0 when matched, 2 when the input is wrong (named by file and line), 1 when the answer failed its own check."""
    faults = tables.Faults()
    clock = Clock()
    try:
        _look_at_places(request, faults)
        found = _read(request, clock, faults)
    except tables.WrongInput:
        for line in faults.lines():
            print(line, file=sys.stderr)
        print(f"고칠 곳 {faults.count:,}곳. 아무것도 쓰지 않았습니다.", file=sys.stderr)
        return 2
    problem = found.problem
    order = np.arange(problem.learners) if request.ties == "listed" else None
    with clock.step("solve"):
        solution = matching.solve(
            problem, seed=request.seed, objective=Objective(request.stable), order=order, effort=request.effort
        )
    with clock.step("check"):
        wrong = matching.check(problem, solution)
        blocking = matching.blocking_pairs(problem, solution.value, named=0)
    if wrong:
        for each in wrong:
            print(each, file=sys.stderr)
        print("계산 결과가 검사를 통과하지 못했습니다. 아무것도 쓰지 않았습니다.", file=sys.stderr)
        return 1
    with clock.step("explain"):
        reasons = matching.explain(problem, solution)
    with clock.step("write"):
        _write(request, found, solution, reasons)
    for note in found.notes:
        print(note, file=sys.stderr)
    said = _report(request, found, solution, reasons, blocking)
    if request.report is not None:
        said["seconds"] = {**clock.seconds, "total": round(sum(clock.seconds.values()), 4)}
        request.report.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(
        f"학생 {problem.learners:,}명 가운데 {solution.report.matched:,}명 배정, "
        f"{solution.report.unmatched:,}명 미배정, 남은 자리 {solution.report.seats_left:,}개, "
        f"막는 쌍 {blocking.count:,}개 ({solution.status.value})"
    )
    return 0


def _look_at_places(request: Request, faults: tables.Faults) -> None:
    """The outputs have a folder, differ, and are none of the inputs."""
    taken = [each.resolve() for each in request.inputs]
    for each in request.outputs:
        if not each.parent.is_dir():
            faults.add(each, 0, f"폴더가 없습니다: {each.parent}")
        elif each.is_dir():
            faults.add(each, 0, "파일이 아니라 폴더입니다")
        elif each.resolve() in taken:
            faults.add(each, 0, "이미 다른 것으로 쓰이는 파일입니다")
        taken.append(each.resolve())
    if faults.count:
        raise tables.WrongInput


def _read(request: Request, clock: Clock, faults: tables.Faults) -> Read:
    read, files = (
        {},
        {
            "learners": (request.learners, ("learner",), ("group",)),
            "openings": (request.openings, ("opening", "capacity"), ("reserve_group", "reserve_seats")),
            "choices": (request.choices, ("learner", "opening", "rank"), ()),
            "priorities": (request.priorities, ("opening", "learner", "rank"), ()),
        },
    )
    with clock.step("read"):
        for name, (path, needed, wanted) in files.items():
            try:
                read[name] = tables.read(path, needed, wanted, faults)
            except tables.WrongInput:
                continue
    if len(read) < len(files):
        raise tables.WrongInput
    with clock.step("build"):
        return _problem(read["learners"], read["openings"], read["choices"], read["priorities"], faults)


def _problem(
    learners: tables.Table,
    openings: tables.Table,
    choices: tables.Table,
    priorities: tables.Table,
    faults: tables.Faults,
) -> Read:
    learner, opening = learners.names("learner"), openings.names("opening")
    capacity = openings.whole("capacity", 0)
    reserve_seats = openings.whole("reserve_seats", 0, default=0)
    reserve_group = openings.frame["reserve_group"]
    openings.blame(reserve_group.is_null() & (reserve_seats > 0), "reserve_group: 우선배정석에는 집단을 적어야 합니다")
    openings.blame(
        reserve_group.is_not_null() & openings.frame["reserve_seats"].is_null(),
        "reserve_seats: 집단을 적었으면 우선배정석 수를 적어야 합니다",
    )
    openings.blame(reserve_seats > capacity, "reserve_seats: 정원보다 많습니다: {value}", "reserve_seats")
    if learner.is_empty():
        faults.add(learners.path, 1, "학생이 한 명도 없습니다")
    if opening.is_empty():
        faults.add(openings.path, 1, "채용공고가 하나도 없습니다")
    chosen = _pairs(choices, learner, opening, learners.path, openings.path)
    ranked = _pairs(priorities, learner, opening, learners.path, openings.path)
    if faults.count:
        raise tables.WrongInput
    # a pair counts when both list each other; a choice that the opening does not list stays, to be explained
    both = chosen.join(ranked.rename({"rank": "priority"}), on="pair", how="left", maintain_order="left")
    groups = learners.frame["group"]
    names = groups.drop_nulls().unique(maintain_order=True)
    number_of = {name: number for number, name in enumerate(names)}
    strange = sorted(set(reserve_group.drop_nulls()) - set(number_of))
    for each in strange:
        number_of[each] = len(number_of)
    has_reserve = (reserve_seats > 0).to_numpy()
    problem = matching.Problem.from_table(
        (both["pair"] // max(opening.len(), 1)).to_numpy(),
        (both["pair"] % max(opening.len(), 1)).to_numpy(),
        both["rank"].to_numpy(),
        both["priority"].fill_null(0).to_numpy(),
        learners=learner.len(),
        capacity=capacity.to_numpy(),
        group=None
        if not has_reserve.any()
        else groups.replace_strict(number_of, default=-1, return_dtype=polars.Int32).fill_null(-1).to_numpy(),
        reserve_start=np.concatenate([[0], np.cumsum(has_reserve)]) if has_reserve.any() else None,
        reserve_group=[number_of[each] for each in reserve_group.filter(polars.Series(has_reserve))],
        reserve_seats=reserve_seats.to_numpy()[has_reserve],
    )
    mutual = int((problem.priority_rank > 0).sum())
    counts = {
        "learners": learner.len(),
        "openings": opening.len(),
        "seats": int(problem.capacity.sum(dtype=np.int64)),
        "choices": chosen.height,
        "priorities": ranked.height,
        "pairs": mutual,
        "choices_not_mutual": chosen.height - mutual,
        "priorities_not_mutual": ranked.height - mutual,
    }
    notes = [f"알림: 우선배정 집단 '{each}'에 속한 학생이 없습니다" for each in strange]
    return Read(problem, learner, opening, counts, notes)


def _pairs(
    table: tables.Table, learner: polars.Series, opening: polars.Series, learners: Path, openings: Path
) -> polars.DataFrame:
    """(pair, rank): pair = learner × openings + opening; no pair twice."""
    one = table.numbers_of("learner", learner, learners)
    other = table.numbers_of("opening", opening, openings)
    rank = table.whole("rank", 1)
    found = polars.DataFrame({"pair": one * max(opening.len(), 1) + other, "rank": rank})
    is_known = (one >= 0) & (other >= 0)
    twice = is_known & ~found["pair"].is_first_distinct()
    if twice.any():
        names = table.frame.select(polars.format("{} · {}", "learner", "opening")).to_series()
        table.frame = table.frame.with_columns(names.alias("both"))
        table.blame(twice, "같은 쌍이 두 번 나옵니다: {value}", "both")
    return found


def _named(names: polars.Series, numbers: np.ndarray) -> polars.Series:
    """The name of each number, nothing for -1."""
    return names.gather(polars.Series(np.maximum(numbers, 0))).set(polars.Series(numbers < 0), None)


def _write(request: Request, found: Read, solution: matching.Solution, reasons: matching.Explanation) -> None:
    polars.DataFrame({"learner": found.learner, "opening": _named(found.opening, solution.value)}).write_csv(
        request.out
    )
    if request.reasons is not None:
        words = polars.Series([REASONS[Reason(code)] for code in range(len(Reason))])
        polars.DataFrame(
            {
                "learner": _named(found.learner, reasons.learner),
                "opening": _named(found.opening, reasons.opening),
                "rank": reasons.choice_rank,
                "reason": words.gather(polars.Series(reasons.reason.astype(np.int64))),
                "priority_rank": reasons.priority_rank,
                "seated_above": reasons.above,
                "seated_equal": reasons.equal,
                "seated_below": reasons.below,
                "last_admitted_rank": reasons.last,
            }
        ).write_csv(request.reasons)
    if request.seats is not None:
        words = polars.Series([LEFT[Left(code)] for code in range(len(Left))])
        polars.DataFrame(
            {
                "opening": found.opening,
                "capacity": found.problem.capacity,
                "seats_left": reasons.seats_left,
                "why_left": words.gather(polars.Series(reasons.left.astype(np.int64))),
                "last_admitted_rank": reasons.admitted_last,
            }
        ).write_csv(request.seats)


def _report(
    request: Request,
    found: Read,
    solution: matching.Solution,
    reasons: matching.Explanation,
    blocking: matching.Blocking,
) -> dict[str, object]:
    """The report without its seconds: equal for equal input, aim and seed."""
    report = solution.report
    counted = np.bincount(reasons.reason, minlength=len(Reason))
    left = np.bincount(reasons.left, weights=reasons.seats_left, minlength=len(Left))
    return {
        "stable": report.objective.value,
        "status": solution.status.value,
        "matched": report.matched,
        "unmatched": report.unmatched,
        "seats_left": report.seats_left,
        "blocking_pairs": blocking.count,
        "ranks": {str(rank): count for rank, count in report.ranks.items()},
        "gap": report.gap,
        "bound": report.bound,
        "factor": report.factor,
        "reserves_closed": [
            {"opening": found.opening[opening], "group": int(group)} for opening, group in report.closed
        ],
        "seed": report.seed,
        "ties": "lottery" if report.is_lottery else "listed",
        "effort": request.effort if report.objective is Objective.LARGEST else None,
        "proposals": report.proposals,
        "input": found.counts,
        "not_reached": {REASONS[each]: int(counted[each.value]) for each in Reason},
        "seats_left_because": {word: int(left[each.value]) for each, word in LEFT.items() if word},
        "digest": found.problem.digest(),
        "version": metadata.version("naru-district"),
    }
