"""`make soak`: rounds of kill -9 at random moments of a load, sign-ups, a job and confirmations, on both databases.

python -m tests.soak [--rounds 1000] [--seed 7] [--database sqlite|postgresql]
Every process and every address is of this machine; it stops by itself after its rounds.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import services

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    found = argparse.ArgumentParser(prog="soak")
    found.add_argument("--rounds", type=int, default=1000)
    found.add_argument("--seed", type=int, default=7)
    found.add_argument("--database", choices=("sqlite", "postgresql"))
    given = found.parse_args()
    status = 0
    if given.database != "postgresql":
        with tempfile.TemporaryDirectory(prefix="naru-soak-") as place:
            status |= _rounds(f"sqlite:///{place}/naru.sqlite3", place, given)
    if given.database != "sqlite":
        server = services.postgres()
        if server is None:
            services.say("PostgreSQL does not answer: its half of the soak was LEFT OUT")
            return 1
        status |= _on_postgres(server, given)
    return status


def _on_postgres(server: str, given: argparse.Namespace) -> int:
    import psycopg

    name = f"naru_soak_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            with tempfile.TemporaryDirectory(prefix="naru-soak-") as place:
                return _rounds(server.rpartition("/")[0] + f"/{name}", place, given)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _rounds(url: str, place: str, given: argparse.Namespace) -> int:
    surroundings = {
        **os.environ,
        "DATABASE_URL": url,
        "NARU_STATE": place,
        "NARU_INLINE": "0",
        "DJANGO_SETTINGS_MODULE": "naru.config.settings",
    }
    command = [sys.executable, "-m", "tests.soak.rounds", str(given.rounds), str(given.seed)]
    return subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
