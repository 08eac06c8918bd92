"""Every page of the coordinator's week, in districts of 50, 5,000 and 500,000 learners, on both databases.

`python -m benchmarks.pages [--sizes 50,5000,500000] [--rounds 7] [--database sqlite|postgresql] [--keep FOLDER]`
For each page: the least and the median of the rounds in milliseconds, and the number of queries. A page must take at
most twice the least time of the 5,000-learner district in the largest one (20 ms are the machine's noise), and as many
queries. The list of learners (50 rows) may ask 12. `--keep` leaves the filled SQLite databases for the next run.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import services

SIZES, ROUNDS = "50,5000,500000", 7
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def main() -> int:
    found = argparse.ArgumentParser(prog="pages")
    found.add_argument("--sizes", default=SIZES)
    found.add_argument("--rounds", type=int, default=ROUNDS)
    found.add_argument("--database", choices=("sqlite", "postgresql"))
    found.add_argument("--keep", type=Path)
    given = found.parse_args()
    sizes = [int(each) for each in given.sizes.split(",")]
    server = services.postgres()
    status = 0
    with tempfile.TemporaryDirectory(prefix="naru-pages-") as scratch:
        place = given.keep or Path(scratch)
        for kind in ("sqlite", "postgresql"):
            if given.database not in (None, kind):
                continue
            if kind == "postgresql" and server is None:
                services.say("PostgreSQL does not answer: its half of the benchmark was LEFT OUT")
                return 1
            status |= _on(kind, sizes, given.rounds, place, server or "")
    return status


def _on(kind: str, sizes: list[int], rounds: int, place: Path, server: str) -> int:
    from benchmarks import table

    results: dict[int, table.Measured] = {}
    for size in sizes:
        url = f"sqlite:///{place}/{size}.sqlite3"
        if kind == "postgresql":
            name = f"naru_pages_{size}"
            url = server.rpartition("/")[0] + f"/{name}"
            _server(server, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
        try:
            surroundings = {
                **os.environ,
                "DATABASE_URL": url,
                "NARU_STATE": str(place),
                "DJANGO_SETTINGS_MODULE": "naru.config.settings",
            }
            command = [sys.executable, "-m", "benchmarks.pages", "--one", str(size), str(rounds)]
            done = subprocess.run(command, env=surroundings, check=True, stdout=subprocess.PIPE, text=True)
            results[size] = table.read(done.stdout)
        finally:
            if kind == "postgresql":
                _server(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    return table.tell(kind, results)


def _server(url: str, *sentences: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        for each in sentences:
            server.execute(each)  # type: ignore[arg-type]


def one(size: int, rounds: int) -> None:
    """Fills the database of DATABASE_URL, asks for every page, and prints what it took as one line of JSON."""
    import json

    import django

    django.setup()
    from django.core.cache import caches
    from django.core.management import call_command
    from django.db import connection, reset_queries
    from django.test import Client
    from django.utils import timezone

    from benchmarks import district, week
    from naru.base.accounts.models import User

    call_command("migrate", verbosity=0, interactive=False)
    caches["figures"].clear()
    if not User.objects.exists():
        district.build(size, timezone.localdate())
        with connection.cursor() as cursor:
            # As autovacuum does by itself some minutes after a load.
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    client = Client()
    client.force_login(week.coordinator(), backend=BACKEND)
    pages = week.pages(client)
    found: dict[str, dict[str, object]] = {}
    times: dict[str, list[float]] = {name: [] for name in pages}
    draw = random.Random(size)
    for number in range(rounds + 1):
        order = list(pages)
        draw.shuffle(order)
        for name in order:
            if not number:
                connection.force_debug_cursor = True
                reset_queries()
            started = time.perf_counter()
            answer = client.get(pages[name])
            took = time.perf_counter() - started
            assert answer.status_code == 200, (name, pages[name], answer.status_code)
            if number:
                times[name].append(took)
            else:
                found[name] = {"queries": len(connection.queries), "bytes": len(answer.content), "cold": took}
                slow = max(connection.queries, key=lambda each: float(each["time"]))
                found[name]["slowest"] = f"{slow['time']} {slow['sql'][:2000]}"
                connection.force_debug_cursor = False
    for name in pages:
        found[name] |= {"url": pages[name], "seconds": statistics.median(times[name]), "least": min(times[name])}
    sys.stdout.write(json.dumps({"pages": found, "rate": week.rates(client, rounds)}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]), int(sys.argv[3]))
    else:
        raise SystemExit(main())
