"""`python -m benchmarks.matching [rounds]`: the matching engine against two libraries and against plain C.

Every size is measured in one run: the peers in a new shuffled order each round, each result compared with Naru's before
any time counts. Processor time of the one thread that works is the measure where the peer runs in this process (the
machine may be shared); wall time stands beside it. Cold (a new process: imports, compiled code from the cache) and warm
are told apart. The result is a table in Markdown.
"""

import ctypes
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import polars

from benchmarks.matching import peers
from naru.engine import matching

ROUNDS = 5
#: A peer gets no further round when that would take it past so many seconds of the clock.
PATIENCE = 120.0
HERE = Path(__file__).parent


@dataclass
class Times:
    """Seconds of each round: processor and wall."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def add(self, run: Callable[[], Any]) -> Any:
        cpu, wall = time.thread_time(), time.perf_counter()
        result = run()
        self.cpu.append(time.thread_time() - cpu)
        self.wall.append(time.perf_counter() - wall)
        return result

    def __str__(self) -> str:
        low, middle, high = min(self.cpu), statistics.median(self.cpu), max(self.cpu)
        wall = statistics.median(self.wall)
        return f"{shown(middle)} ({shown(low)} … {shown(high)}; wall {shown(wall)})"

    @property
    def median(self) -> float:
        return statistics.median(self.cpu)


def shown(seconds: float) -> str:
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def applications(learners: int, openings: int, longest: int, seed: int = 1) -> tuple[list[np.ndarray], np.ndarray]:
    """(shuffled table: learner, opening, choice rank, strict priority rank; capacity): seats as many as learners."""
    rng = np.random.default_rng(seed)
    opening = rng.integers(0, openings, (learners, longest), dtype=np.int32)
    while True:
        ordered = np.sort(opening, axis=1)
        twice = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)
        if not twice.any():
            break
        opening[twice] = rng.integers(0, openings, (int(twice.sum()), longest), dtype=np.int32)
    opening = opening.ravel()
    k = opening.size
    by_opening = np.lexsort((rng.permutation(k), opening))
    named = np.bincount(opening, minlength=openings)
    priority = np.empty(k, np.int32)
    priority[by_opening] = np.arange(k) - np.repeat(np.cumsum(named) - named, named) + 1
    capacity = 1 + rng.multinomial(learners - openings, np.full(openings, 1 / openings)).astype(np.int32)
    learner = np.repeat(np.arange(learners, dtype=np.int32), longest)
    choice = np.tile(np.arange(1, longest + 1, dtype=np.int32), learners)
    order = rng.permutation(k)
    return [each[order] for each in (learner, opening, choice, priority)], capacity


def plain_c(place: Path) -> Callable[[matching.Problem], tuple[np.ndarray, Callable[[], object]]]:
    """Builds the C peer with gcc -O3; the function gives (where its answer will stand, the call)."""
    library = place / "deferred.so"
    flags = ["-O3", "-march=native", "-shared", "-fPIC"]
    subprocess.run(["gcc", *flags, str(HERE / "deferred.c"), "-o", str(library)], check=True)
    deferred = ctypes.CDLL(str(library)).deferred
    deferred.restype = ctypes.c_int64

    def prepare(problem: matching.Problem) -> tuple[np.ndarray, Callable[[], object]]:
        value = np.empty(problem.learners, np.int32)
        arrays = (problem.start, problem.pairs, problem.capacity, value)
        pointers = [each.ctypes.data_as(ctypes.c_void_p) for each in arrays]
        sizes = (ctypes.c_int64(problem.learners), ctypes.c_int64(problem.openings))
        return value, lambda: deferred(*sizes, *pointers)

    return prepare


def against_libraries(size: tuple[int, int, int], rounds: int) -> list[str]:
    """Naru against the two libraries: solving alone, and from lists in memory to the answer (objects made, solved)."""
    table, capacity = applications(*size)
    build = partial(matching.Problem.from_table, *table, learners=size[0], capacity=capacity)
    problem = build()
    expected = matching.solve(problem)
    assert matching.check(problem, expected) == []
    makers: dict[str, Callable[[], Callable[[], Any]]] = {
        name: partial(peer, *peers.lists(problem), problem.capacity) for name, peer in peers.PEERS.items()
    }
    made = {name: Times() for name in makers}
    solved = {name: Times() for name in makers}
    naru = {"build": Times(), "solve": Times()}
    for number in range(rounds):
        order = ["naru", *makers]
        random.Random(number).shuffle(order)
        for name in order:
            if name == "naru":
                for _repeat in range(20):
                    fresh = naru["build"].add(build)
                    found = naru["solve"].add(partial(matching.solve, fresh))
                    assert np.array_equal(found.value, expected.value)
                continue
            spent = sum(made[name].wall) + sum(solved[name].wall)
            if spent and spent * (1 + 1 / len(made[name].wall)) > PATIENCE:
                continue
            answer = solved[name].add(made[name].add(makers[name]))
            assert np.array_equal(peers.read(name, answer, problem), expected.value), f"{name} differs"
    whole = naru["build"].median + naru["solve"].median
    lines = [
        f"| Naru, solve | {naru['solve']} | 1 |",
        f"| Naru, table in memory to answer | {shown(whole)} | 1 |",
    ]
    for name in makers:
        both = made[name].median + solved[name].median
        runs = len(made[name].cpu)
        ratio = f"{solved[name].median / naru['solve'].median:,.0f}"
        lines.append(f"| {name}, solve (identical result, {runs} runs) | {solved[name]} | {ratio} |")
        lines.append(f"| {name}, lists in memory to answer | {shown(both)} | {both / whole:,.0f} |")
    return lines


def against_c(size: tuple[int, int, int], rounds: int, place: Path) -> list[str]:
    """Arrays from the shuffled table, solve, check; and plain C's solve on the same arrays."""
    table, capacity = applications(*size)
    prepare = plain_c(place)
    names = ("build", "solve", "check", "C")
    times = {name: Times() for name in names}
    build = partial(matching.Problem.from_table, *table, learners=size[0], capacity=capacity)
    problem = build()
    solution = matching.solve(problem)
    matching.check(problem, solution)
    for number in range(rounds):
        order = ["naru", "C"]
        random.Random(number).shuffle(order)
        for name in order:
            if name == "naru":
                del problem
                problem = times["build"].add(build)
                solution = times["solve"].add(partial(matching.solve, problem))
                assert times["check"].add(partial(matching.check, problem, solution)) == []
            else:
                value, call = prepare(problem)
                made = times["C"].add(call)
                assert made == solution.report.proposals
                assert np.array_equal(value, solution.value)
    whole = sum(times[name].median for name in names[:3])
    c = times["C"].median
    return [
        f"| plain C, solve (identical result) | {times['C']} | 1 |",
        f"| Naru, solve | {times['solve']} | {times['solve'].median / c:.2f} |",
        f"| Naru, arrays from the shuffled table | {times['build']} | {times['build'].median / c:.2f} |",
        f"| Naru, independent check | {times['check']} | {times['check'].median / c:.2f} |",
        f"| Naru, all three | {shown(whole)} | {whole / c:.2f} |",
    ]


def on_files(size: tuple[int, int, int], rounds: int, place: Path) -> list[str]:
    """`naru match` as a person starts it: a new process, files in, files and reasons out."""
    (learner, opening, choice, priority), capacity = applications(*size)
    learners = polars.Series([f"S{i:07d}" for i in range(size[0])])
    openings = polars.Series([f"F{j:06d}" for j in range(size[1])])
    polars.DataFrame({"learner": learners}).write_csv(place / "learners.csv")
    polars.DataFrame({"opening": openings, "capacity": capacity}).write_csv(place / "openings.csv")
    columns = {"learner": learners.gather(learner), "opening": openings.gather(opening)}
    polars.DataFrame({**columns, "rank": choice}).write_csv(place / "choices.csv")
    polars.DataFrame({**columns, "rank": priority}).write_csv(place / "priorities.csv")
    names = ("learners", "openings", "choices", "priorities")
    command = [sys.executable, "-m", "naru.cli.main", "match"]
    command += [part for name in names for part in (f"--{name}", str(place / f"{name}.csv"))]
    outputs = {"out": "matches.csv", "report": "report.json", "reasons": "reasons.csv", "seats": "seats.csv"}
    command += [part for name, file in outputs.items() for part in (f"--{name}", str(place / file))]
    cpu, wall, memory, steps = [], [], [], []
    for _round in range(rounds):
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        wall.append(time.perf_counter() - begun)
        cpu.append(used.ru_utime + used.ru_stime)
        memory.append(used.ru_maxrss / 1024)
        steps.append(json.loads((place / "report.json").read_text())["seconds"])
    middle = {name: statistics.median(each[name] for each in steps) for name in steps[0]}
    by_step = ", ".join(f"{name} {shown(value)}" for name, value in middle.items() if name != "total")
    return [
        f"| `naru match` on files, cold, reasons written | {shown(statistics.median(cpu))} "
        f"({shown(min(cpu))} … {shown(max(cpu))}; wall {shown(statistics.median(wall))}); "
        f"{max(memory):.0f} MiB at most | – |",
        f"| its steps, wall | {by_step} | – |",
    ]


def main() -> int:
    rounds = max(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS, 1)
    with tempfile.TemporaryDirectory(prefix="naru-benchmark-") as folder:
        place = Path(folder)
        print(f"{machine()}; {rounds} rounds; processor time, median (least … most; wall median)\n")
        print("| learners × openings × list | time | ratio |\n|---|---|---|", flush=True)
        for size, run in (
            ((1_000, 300, 10), lambda size: against_libraries(size, rounds)),
            ((10_000, 3_000, 15), lambda size: against_libraries(size, rounds)),
            ((65_000, 50_000, 15), lambda size: against_c(size, 4 * rounds, place) + on_files(size, rounds, place)),
            ((1_000_000, 200_000, 20), lambda size: against_c(size, rounds, place)),
        ):
            print(f"| **{size[0]:,} × {size[1]:,} × {size[2]}** | | |")
            for line in run(size):
                print(line, flush=True)
    return 0


def machine() -> str:
    name = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.processor(),
    )
    load = os.getloadavg()[0]
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f} at the start"


if __name__ == "__main__":
    # `matching` copies its linked objects by recursion: it needs a deep stack, which only a thread of one's own has
    sys.setrecursionlimit(10**7)
    threading.stack_size(2**30 - 2**20)
    ended: list[int] = []
    worker = threading.Thread(target=lambda: ended.append(main()))
    worker.start()
    worker.join()
    raise SystemExit(ended[0] if ended else 1)
