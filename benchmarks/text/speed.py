"""13,000 units: texts a second after tokenising beside `rank_bm25`, tokens kept beside tokens made, and the cold start.

All texts are generated: Korean-looking words with Zipf's frequencies. Both sides get the same words. The word-only run does
what `rank_bm25` does (BM25 of words, the best five); the full run makes characters, pairs, neighbours, meaning and chance too,
and starts from words and vectors, which are kept by text (`bridge.kept`). Order shuffled in each round; medians.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from rank_bm25 import BM25Okapi

from naru.domain.competency.bridge.kept import Kept
from naru.engine import text as engine
from naru.engine.text import index as indexing
from naru.engine.text import kernel, tokens, vocabulary

UNITS, TEXTS, PEER_TEXTS, ROUNDS = 13_000, 4_000, 20, 5
MANY, DISTINCT, SAMPLE = 1_000_000, 5_000, 1_000


def main() -> int:
    draw = random.Random(11)
    words = _words(draw, 9_000)
    weight = [1 / (place + 3) for place in range(len(words))]
    names = [draw.choices(words, weight, k=draw.randint(2, 4)) for _ in range(UNITS)]
    units = [name + draw.choices(words, weight, k=12) for name in names]
    texts = [draw.choices(units[draw.randrange(UNITS)], k=6) + draw.choices(words, weight, k=14) for _ in range(TEXTS)]
    written = [" ".join(each) for each in texts]
    vectors = _vectors(UNITS + TEXTS)
    known, corpus = vocabulary.of_units(
        units, [" ".join(each) for each in units], [" ".join(each) for each in names], vectors[:UNITS]
    )
    begun = time.perf_counter()
    index = indexing.build(corpus)
    print(f"index of {UNITS:,} units (with neighbours): {time.perf_counter() - begun:.1f} s", flush=True)
    plain = engine.Weights(neighbours=0, candidates=5, combine=(1.0, *[0.0] * 7), by_length=(0.0,) * 8)
    bare = indexing.build(_only_words(corpus), plain)
    peer = BM25Okapi(units)
    best: dict[str, np.ndarray] = {}

    def full() -> None:
        engine.solve(engine.Problem(index, known.corpus(texts, written, vectors[UNITS:])))

    def alone() -> None:
        _, bags, unknown = known.judged([], texts)
        nothing = _nothing(bags.rows)
        asked = engine.Corpus((bags, *[nothing] * 4), np.zeros((bags.rows, 1), dtype=np.float32), unknown)
        query = kernel.queries(bare, asked, plain)
        found, _ = kernel.candidates(bare, query, np.full(bags.rows, -1), plain, 5)
        best["ours"] = found[:, 0]

    def theirs() -> None:
        found = [int(np.argsort(-peer.get_scores(each), kind="stable")[:5][0]) for each in texts[:PEER_TEXTS]]
        best["theirs"] = np.array(found)

    runs: dict[str, tuple[Callable[[], None], int]] = {
        "ours, all evidence": (full, TEXTS),
        "ours, words alone": (alone, TEXTS),
        "rank_bm25": (theirs, PEER_TEXTS),
    }
    wall, cpu = _measured(runs, draw)
    same = float(np.mean(best["ours"][:PEER_TEXTS] == best["theirs"]))
    print(f"| {UNITS:,} units | texts a second (wall) | texts a CPU second | times rank_bm25 (wall) | (CPU) |")
    print("|---|---:|---:|---:|---:|")
    for name in runs:
        print(
            f"| {name} | {wall[name]:,.0f} | {cpu[name]:,.0f} | {wall[name] / wall['rank_bm25']:,.0f} "
            f"| {cpu[name] / cpu['rank_bm25']:,.0f} |"
        )
    print(f"the same first unit as rank_bm25 (its idf differs a little): {100 * same:.0f} %", flush=True)
    _repeated(draw, words)
    _cold()
    return 0


def _measured(
    runs: dict[str, tuple[Callable[[], None], int]], draw: random.Random
) -> tuple[dict[str, float], dict[str, float]]:
    """Texts a second of wall and of CPU time: medians over the rounds; the first, which compiles, is told apart."""
    begun = time.perf_counter()
    for run, _ in runs.values():
        run()
    print(f"first run of all, with compiling or loading compiled code: {time.perf_counter() - begun:.1f} s", flush=True)
    walls: dict[str, list[float]] = {name: [] for name in runs}
    cpus: dict[str, list[float]] = {name: [] for name in runs}
    for _round in range(ROUNDS):
        order = list(runs)
        draw.shuffle(order)
        for name in order:
            run, texts = runs[name]
            wall, cpu = time.perf_counter(), time.process_time()
            run()
            walls[name].append(texts / (time.perf_counter() - wall))
            cpus[name].append(texts / (time.process_time() - cpu))
    return (
        {name: statistics.median(each) for name, each in walls.items()},
        {name: statistics.median(each) for name, each in cpus.items()},
    )


def _repeated(draw: random.Random, words: list[str]) -> None:
    """A million texts of which one in two hundred is new, against Kiwi on each (measured on a sample)."""
    sentences = [
        f"{' '.join(draw.choices(words, k=4))} 공정의 설비를 점검하고 전극 코팅 작업 {number}번 품질을 관리한다."
        for number in range(DISTINCT)
    ]
    many = draw.choices(sentences, k=MANY)
    reader = tokens.Words(["전극 코팅", "설비 점검"])
    reader.split(sentences[:10])
    begun = time.process_time()
    reader.split(many[:SAMPLE])
    each = (time.process_time() - begun) / SAMPLE
    with tempfile.TemporaryDirectory(prefix="naru-benchmark-") as place:
        begun = time.process_time()
        Kept(Path(place)).words(many, reader)
        first = time.process_time() - begun
        begun = time.process_time()
        Kept(Path(place)).words(many, reader)
        second = time.process_time() - begun
    print(
        f"{MANY:,} texts, {DISTINCT:,} distinct, CPU: tokenising each {each * MANY:,.0f} s (from {SAMPLE:,}); "
        f"kept, first time {first:.1f} s ({each * MANY / first:,.0f} ×), again {second:.1f} s",
        flush=True,
    )


def _cold() -> None:
    """`naru link` in a fresh process with an empty state folder, and again with the kept one."""
    with tempfile.TemporaryDirectory(prefix="naru-benchmark-") as name:
        place = Path(name)
        (place / "units.csv").write_text(
            "unit,name\nU1,전기저장장치 설계\nU2,전지·모듈 제작\nU3,배터리 관리장치 테스트\n"
        )
        (place / "texts.csv").write_text("text_id,text\nT1,셀을 적층하여 전지 모듈을 제작한다.\n")
        command = [sys.executable, "-m", "naru.cli.main", "link", f"--units={place / 'units.csv'}"]
        command += [f"--texts={place / 'texts.csv'}", f"--out={place / 'links.csv'}"]
        for what in ("nothing kept", "index kept, new texts", "index and tokens kept"):
            if what == "index kept, new texts":
                (place / "texts.csv").write_text("text_id,text\nT2,배터리 관리장치를 시험하고 결과를 적는다.\n")
            begun, before = time.perf_counter(), os.times()
            subprocess.run(command, env={**os.environ, "NARU_STATE": name}, check=True, stdout=subprocess.DEVNULL)
            after = os.times()
            cpu = after.children_user - before.children_user + after.children_system - before.children_system
            print(f"naru link, cold, {what}: {time.perf_counter() - begun:.2f} s (CPU {cpu:.2f} s)", flush=True)


def _words(draw: random.Random, count: int) -> list[str]:
    made: dict[str, None] = {}
    while len(made) < count:
        made["".join(chr(0xAC00 + draw.randrange(11_172)) for _ in range(draw.randint(2, 4)))] = None
    return list(made)


def _vectors(count: int) -> np.ndarray:
    made = np.random.default_rng(11).standard_normal((count, 512), dtype=np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def _only_words(corpus: engine.Corpus) -> engine.Corpus:
    vectors = np.zeros((corpus.rows, 1), dtype=np.float32)
    return engine.Corpus((corpus.bags[0], *[_nothing(corpus.rows)] * 4), vectors, corpus.unknown)


def _nothing(rows: int) -> engine.Bags:
    starts = np.zeros(rows + 1, dtype=np.int64)
    return engine.Bags(starts, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32), 0)
