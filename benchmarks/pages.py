"""Every page of the coordinator's week, in districts of 50, 5,000 and 500,000 learners, on both databases.

`python -m benchmarks.pages [--sizes 50,5000,500000] [--rounds 7] [--database sqlite|postgresql] [--keep FOLDER]`
For each page: the least and the median of the rounds in milliseconds, and the number of queries. A page must take at
most twice the least time of the 5,000-learner district in the largest one (20 ms are the machine's noise), and as many
queries. The list of learners (50 rows) may ask 12. `--keep` leaves the filled SQLite databases for the next run.
"""

import argparse
import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests import services

SIZES, ROUNDS, LOOKS = "50,5000,500000", 7, 2


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
    """Asks the districts in turns, page by page, so that what else the machine does meets them alike."""
    from benchmarks import table

    with contextlib.ExitStack() as open_:
        districts = {size: open_.enter_context(_district(kind, size, place, server)) for size in sizes}
        shared = sorted(set.intersection(*(set(each({"do": "pages"})) for each in districts.values())))
        results: dict[int, dict[str, dict[str, Any]]] = {size: {} for size in sizes}
        times: dict[tuple[int, str], list[float]] = defaultdict(list)
        draw = random.Random(7)
        for number in range(rounds + 1):
            for name in draw.sample(shared, len(shared)):
                for size in draw.sample(sizes, len(sizes)):
                    found = districts[size]({"do": "look" if number < LOOKS else "ask", "page": name})
                    if number:
                        times[size, name].append(found["seconds"])
                    if number < LOOKS:
                        # The first look counts the kept figures anew, the second asks for what every later one does.
                        results[size][name] = found | {"cold": results[size].get(name, found)["cold"]}
        for (size, name), took in times.items():
            results[size][name] |= {"seconds": statistics.median(took), "least": min(took)}
        measured = {
            size: table.Measured(results[size], districts[size]({"do": "rates", "rounds": rounds})) for size in sizes
        }
        return table.tell(kind, measured)


@contextlib.contextmanager
def _district(kind: str, size: int, place: Path, server: str) -> Iterator[Callable[[dict[str, Any]], Any]]:
    """A process of its own with the district of this size: a function that asks it."""
    url, name = f"sqlite:///{place}/{size}.sqlite3", f"naru_pages_{size}"
    if kind == "postgresql":
        url = server.rpartition("/")[0] + f"/{name}"
        _server(server, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    surroundings = {
        **os.environ,
        "DATABASE_URL": url,
        "NARU_STATE": str(place / f"{kind}-{size}"),
        "DJANGO_SETTINGS_MODULE": "naru.config.settings",
    }
    command = [sys.executable, "-m", "benchmarks.pages", "--one", str(size)]
    try:
        with subprocess.Popen(
            command, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdout.readline()
            yield lambda asked: _answer(child, asked)
            child.stdin.close()
    finally:
        if kind == "postgresql":
            _server(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _answer(child: "subprocess.Popen[str]", asked: dict[str, Any]) -> Any:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps(asked) + "\n")
    child.stdin.flush()
    return json.loads(child.stdout.readline())


def _server(url: str, *sentences: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        for each in sentences:
            server.execute(each)  # type: ignore[arg-type]


def one(size: int) -> None:
    """Fills the database of DATABASE_URL, then answers each line of the parent with one line of JSON."""
    import django

    django.setup()
    from django.core.cache import caches
    from django.core.management import call_command
    from django.db import connection
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
    client = week.signed_in()
    pages = week.pages(client)
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        if asked["do"] == "pages":
            told: Any = list(pages)
        elif asked["do"] == "rates":
            told = week.rates(client, asked["rounds"])
        else:
            told = week.visit(client, pages[asked["page"]], is_first=asked["do"] == "look")
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
    else:
        raise SystemExit(main())
