"""100,000 learners from XLSX, validated and committed: Naru's exchange against the ordinary way.

`python -m benchmarks.load [rows] [rounds]` measures on SQLite and, when a server answers, on PostgreSQL.
Both ways read the same file into a fresh copy of the same database; the tables must come out equal.
The ordinary way is openpyxl (read-only), a validator row by row, and bulk_create in one transaction.
"""

import gc
import hashlib
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from tests import services

ROWS, ROUNDS = 100_000, 5
SCRATCH = "naru_benchmark_load"


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    with tempfile.TemporaryDirectory(prefix="naru-benchmark-") as place:
        file = Path(place) / "learners.xlsx"
        seed = Path(place) / "district.xlsx"
        urls = [f"sqlite:///{place}/naru.sqlite3"]
        server = services.postgres()
        if server:
            urls.append(server)
        else:
            services.say("PostgreSQL does not answer: its half of the benchmark was LEFT OUT")
        for url in urls:
            surroundings = {
                **os.environ,
                "NARU_STATE": place,
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "naru.config.settings",
            }
            command = [sys.executable, "-m", "benchmarks.load", "--one", str(rows), str(rounds), str(file), str(seed)]
            subprocess.run(command, env=surroundings, check=True)
    return 0


class Database:
    """A prepared database of which every run gets a fresh copy."""

    def __init__(self, place: Path) -> None:
        from django.db import connection

        self.connection = connection
        self.place = place
        self.is_postgres = connection.vendor == "postgresql"
        self.server = dict(connection.settings_dict)
        self.name = f"{SCRATCH}_base" if self.is_postgres else str(place / "base.sqlite3")

    def prepare(self, seed: Path) -> None:
        from django.core.management import call_command

        from naru.document.exchange import check, load, read

        if self.is_postgres:
            self._server(f"DROP DATABASE IF EXISTS {self.name}", f"CREATE DATABASE {self.name}")
        self._use(self.name)
        call_command("migrate", verbosity=0)
        checked = check.check(read.read(seed), by=None)
        assert not checked.faults, [each.line for each in checked.faults[:3]]
        load.load(checked, by=None)
        self.connection.close()

    def fresh(self) -> None:
        if self.is_postgres:
            self._server(f"DROP DATABASE IF EXISTS {SCRATCH}", f"CREATE DATABASE {SCRATCH} TEMPLATE {self.name}")
            self._use(SCRATCH)
        else:
            self.connection.close()
            for each in self.place.glob("run.sqlite3*"):
                each.unlink()
            shutil.copy(self.name, self.place / "run.sqlite3")
            self._use(str(self.place / "run.sqlite3"))
        self.connection.ensure_connection()

    def drop(self) -> None:
        if self.is_postgres:
            self._server(f"DROP DATABASE IF EXISTS {SCRATCH}", f"DROP DATABASE IF EXISTS {self.name}")

    def _use(self, name: str) -> None:
        self.connection.close()
        self.connection.settings_dict["NAME"] = name

    def _server(self, *sentences: str) -> None:
        import psycopg

        self.connection.close()
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            for each in sentences:
                server.execute(each)  # type: ignore[arg-type]


def make(file: Path, seed: Path, count: int) -> None:
    """The district without its persons, and a workbook with `count` learners of its departments."""
    from naru.demo.pohang import build
    from naru.document.exchange import write

    rows = build.rows()
    keys = ("districts", "organisations", "members", "departments")
    write.filled(seed, {key: rows[key] for key in keys})
    draw = random.Random(7)
    learners = []
    for number in range(count):
        like = dict(draw.choice(rows["learners"]))
        like["number"] = f"{like['intake_year'] % 100}-{number:06d}"
        like["email"] = f"s{number}@example.kr" if number % 3 else None
        learners.append(like)
    write.filled(file, {"learners": learners})


def by_naru(file: Path) -> int:
    from naru.document.exchange import check, load, read

    checked = check.check(read.read(file), by=None, district_code="pohang", only="learners")
    assert not checked.faults, [each.line for each in checked.faults[:3]]
    return load.load(checked, by=None)["learners"].new


def digest() -> tuple[int, str]:
    """How many learners there are, and a digest of everything about them but their ids."""
    from naru.domain.people.models import Learner

    rows = Learner.objects.order_by("school__code", "number").values_list(
        *("school__code", "number", "name", "birth_date", "sex", "department", "intake_year", "grade", "state"),
        *("graduated_on", "email", "user", "is_example"),
    )
    found = hashlib.sha256()
    count = 0
    for count, row in enumerate(rows.iterator(chunk_size=10_000), 1):  # noqa: B007 - the last one counts
        found.update(repr(tuple(str(each) for each in row)).encode())
    return count, found.hexdigest()


def one(rows: int, rounds: int, file: Path, seed: Path) -> None:
    """All rounds on the database of DATABASE_URL."""
    import django

    django.setup()
    from benchmarks.ordinary import by_hand

    if not file.exists():
        make(file, seed, rows)
    database = Database(file.parent)
    database.prepare(seed)
    ways: dict[str, Callable[[Path], int]] = {"naru": by_naru, "ordinary": by_hand}
    wall: dict[str, list[float]] = {name: [] for name in ways}
    busy: dict[str, list[float]] = {name: [] for name in ways}
    digests = set()
    order = list(ways)
    draw = random.Random(11)
    try:
        for _round in range(rounds):
            draw.shuffle(order)
            for name in order:
                database.fresh()
                gc.collect()
                started, spent = time.perf_counter(), time.process_time()
                loaded = ways[name](file)
                wall[name].append(time.perf_counter() - started)
                busy[name].append(time.process_time() - spent)
                assert loaded == rows, (name, loaded)
                digests.add(digest())
        assert len(digests) == 1, "the two ways left different tables"
    finally:
        database.drop()
    _tell(rows, rounds, wall, busy, digests.pop())


def _tell(
    rows: int, rounds: int, wall: dict[str, list[float]], busy: dict[str, list[float]], kept: tuple[int, str]
) -> None:
    kind = urlsplit(os.environ["DATABASE_URL"]).scheme
    print(f"\n{kind}: {rows:,} learners, {rounds} rounds, {kept[0]:,} rows kept, digest {kept[1][:16]} both ways")
    print(f"{'way':10} {'wall median':>12} {'min':>8} {'max':>8} {'CPU median':>11} {'rows/s':>10}")
    for name, found in wall.items():
        median, cpu = statistics.median(found), statistics.median(busy[name])
        print(
            f"{name:10} {median:>10.2f} s {min(found):>6.2f} s {max(found):>6.2f} s {cpu:>9.2f} s {rows / median:>10,.0f}"
        )
    print(f"ratio of wall medians: {statistics.median(wall['ordinary']) / statistics.median(wall['naru']):.1f}")
    print(f"ratio of CPU medians:  {statistics.median(busy['ordinary']) / statistics.median(busy['naru']):.1f}")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]), Path(sys.argv[5]))
    else:
        raise SystemExit(main())
