"""The planning engines against bare HiGHS and a well-set CP-SAT on the same models.

`python -m benchmarks.planning [periods] [cover] [schools] [departments] [--rounds N] [--cap SECONDS] [--sizes 7,40]`
(no name: all). Order is shuffled in each round; wall and CPU seconds are medians with the spread of the wall time.
Building the model is counted for Naru and said apart for the peers, who get it ready made. Every answer of Naru is
checked by the engine's own independent check; values must agree with the peers' bounds.
"""

import argparse
import json
import os
import platform
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.planning import cases, peers
from naru.engine.planning import cover, departments, periods
from naru.engine.planning.cover import model as cover_model
from naru.engine.planning.departments import model as departments_model

HERE = Path(__file__).resolve().parent
Runs = dict[str, list[tuple[float, float, peers.Found]]]


def measured(ways: dict[str, Callable[[], peers.Found]], rounds: int, seed: int = 5) -> Runs:
    draw, found = random.Random(seed), {name: [] for name in ways}
    order = list(ways)
    for _round in range(rounds):
        draw.shuffle(order)
        for name in order:
            wall, busy = time.perf_counter(), time.process_time()
            answer = ways[name]()
            found[name].append((time.perf_counter() - wall, time.process_time() - busy, answer))
    return found


def told(what: str, runs: Runs, base: str) -> None:
    reference = statistics.median(cpu for _wall, cpu, _found in runs[base])
    for name, rows in runs.items():
        walls, cpus = [row[0] for row in rows], [row[1] for row in rows]
        worst = max((row[2] for row in rows), key=lambda each: each.gap)
        print(
            f"{what:28} {name:22} wall {statistics.median(walls):8.2f} s ({min(walls):.2f}-{max(walls):.2f})"
            f"  CPU {statistics.median(cpus):8.2f} s  x{statistics.median(cpus) / max(reference, 1e-9):6.2f}"
            f"  {worst.status:8} gap {100 * worst.gap:.4f} % ({worst.value:,.1f} over {worst.bound:,.1f})",
            flush=True,
        )


def of(status: object, value: float, bound: float) -> peers.Found:
    name = getattr(status, "value", "")
    return peers.Found({"optimal": "proved", "feasible": "stopped"}.get(name, "nothing"), value, bound)


def run_periods(rounds: int, cap: float) -> None:
    for number in (8, 10, 12):
        given = json.loads((HERE / "csplib030" / f"bacp{number}.json").read_text())
        at = {key: index for index, key in enumerate(given["courses"])}
        pairs = np.array([[at[a], at[b]] for a, b in given["prerequisites"]])
        credits = np.array(list(given["courses"].values()))
        problem = periods.Problem(credits, given["periods"], *given["load"], *given["count"], pairs)
        one_periods(f"CSPLib 030 bacp{number}", problem, rounds, cap)
    for courses, length in ((100, 12), (200, 16), (400, 20)):
        one_periods(f"{courses} courses, {length} periods", cases.balanced(courses, length), rounds, cap)


def one_periods(what: str, problem: periods.Problem, rounds: int, cap: float) -> None:
    model = peers.periods_model(problem)

    def naru() -> peers.Found:
        found = periods.solve(problem, seconds=cap)
        assert periods.check(problem, found) == []
        return of(found.status, found.max_load, found.bound)

    told(what, measured({"naru": naru, "bare HiGHS": lambda: peers.highs(model, seconds=cap)}, rounds), "naru")


def naru_cover(problem: cover.Problem, gap: float, cap: float) -> Callable[[], peers.Found]:
    def naru() -> peers.Found:
        found = cover.solve(problem, gap=gap, seconds=cap)
        assert cover.check(problem, found) == []
        return of(found.status, found.value, found.bound)

    return naru


def run_cover(rounds: int, cap: float) -> None:
    for seed in range(3):
        problem = cases.curriculum(1, seed=seed)
        model = cover_model.laid_out(problem).model
        ways = {
            "naru": naru_cover(problem, 0.0, cap),
            "bare HiGHS": lambda model=model: peers.highs(model, seconds=cap),
            "CP-SAT, level 2": lambda model=model: peers.cp_sat(model, seconds=cap),
        }
        told(f"one school, case {seed}", measured(ways, rounds), "naru")


def run_schools(rounds: int, cap: float) -> None:
    for name, pool, gap, peer_gap in (("own teachers", False, 0.0, 0.0), ("shared pool", True, 1e-3, 1e-2)):
        problem = cases.curriculum(40, seed=1, pool=pool)
        model = cover_model.laid_out(problem).model
        ways = {
            "naru": naru_cover(problem, gap, cap),
            f"HiGHS whole to {100 * peer_gap:g} %": lambda m=model, g=peer_gap: peers.highs(m, gap=g, seconds=cap),
        }
        told(f"40 schools, {name}", measured(ways, rounds), "naru")


def run_departments(rounds: int, cap: float, sizes: list[int]) -> None:
    for schools in sizes:
        problem = cases.district(schools, seed=1)
        model = departments_model.laid_out(problem).model

        def naru(problem: departments.Problem = problem) -> peers.Found:
            found = departments.solve(problem, gap=0.01, seconds=cap)
            assert departments.check(problem, found) == []
            return of(found.status, found.value, found.bound)

        ways: dict[str, Callable[[], peers.Found]] = {"naru to 1 %": naru}
        if schools <= 40:
            ways["HiGHS whole to 1 %"] = lambda m=model: peers.highs(m, gap=0.01, seconds=cap)
        told(f"{schools} schools, {model.cost.size:,} variables", measured(ways, rounds), "naru to 1 %")


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.planning")
    asked.add_argument("parts", nargs="*", default=[])
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--cap", type=float, default=600.0, help="seconds that Naru and each peer may take")
    asked.add_argument("--sizes", default="7,40,120,580")
    given = asked.parse_args()
    parts = given.parts or ["periods", "cover", "schools", "departments"]
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f} at the start"
    )
    if "periods" in parts:
        run_periods(given.rounds, given.cap)
    if "cover" in parts:
        run_cover(given.rounds, given.cap)
    if "schools" in parts:
        run_schools(given.rounds, given.cap)
    if "departments" in parts:
        run_departments(given.rounds, given.cap, [int(each) for each in given.sizes.split(",")])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
