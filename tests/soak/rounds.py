"""All rounds on the database of DATABASE_URL: python -m tests.soak.rounds ROUNDS SEED."""

import os
import random
import signal
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naru.config.settings")
django.setup()

from django.db import connection, connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from naru.base.jobs import work, worker  # noqa: E402
from naru.cli import migrating  # noqa: E402
from naru.cli.backup import proof  # noqa: E402
from naru.document.exchange import check, load, read  # noqa: E402
from naru.document.exchange import jobs as exchange  # noqa: E402
from naru.document.exchange.jobs import place_of  # noqa: E402
from naru.domain.evidence import actions as evidence  # noqa: E402
from naru.domain.training import actions as training  # noqa: E402
from tests.soak import world  # noqa: E402
from tests.soak.world import Round, World  # noqa: E402

Deed = Callable[[World, Round, Callable[[str], None]], None]
#: A round's processes are looked at no longer than this; a slow machine needs more than an idle one.
LONGEST = 60.0


def _load(home: World, of: Round, heard: Callable[[str], None]) -> None:
    checked = check.check(
        read.read(place_of(of.loaded)), by=None, district_code=home.town.district.code, only="learners"
    )
    assert not checked.faults, [each.line for each in checked.faults]
    load.load(checked, by=home.town.coordinator, why=of.loaded)
    heard("load")


def _sign_up(home: World, of: Round, heard: Callable[[str], None]) -> None:
    for each in home.learners:
        training.sign_up(programme=of.programme, learner=each, today=timezone.localdate(), by=home.town.coordinator)
        heard(f"sign_up {each.pk}")


def _confirm(home: World, of: Round, heard: Callable[[str], None]) -> None:
    for each in of.findings:
        evidence.confirm(finding=each, reason="확인", today=timezone.localdate(), by=home.town.coordinator)
        heard(f"confirm {each.pk}")


def _job(home: World, of: Round, heard: Callable[[str], None]) -> None:
    worker.take(until_empty=True, patience=0.05)


DEEDS: dict[str, Deed] = {"load": _load, "sign_up": _sign_up, "confirm": _confirm, "job": _job}


def begin(deed: Deed, home: World, of: Round, journal: Path) -> int:
    """A process that does the deed and writes down what was done to its knowledge; what is written survives it."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        file = os.open(journal, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        deed(home, of, lambda word: os.write(file, f"{word}\n".encode()) and None)
        status = 0
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(status)


@contextmanager
def round_of(home: World, number: int, place: Path) -> Iterator[tuple[Round, dict[str, int], Path]]:
    of = world.prepare(home, number)
    journal = place / f"journal-{number}"
    connections.close_all()
    children = {name: begin(deed, home, of, journal) for name, deed in DEEDS.items()}
    try:
        yield of, children, journal
    finally:
        for pid in children.values():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            os.waitpid(pid, 0)


def one(
    home: World, number: int, place: Path, draw: random.Random, usual: dict[str, float]
) -> tuple[Round, Counter[str]]:
    """Lets four processes work and kills most of them somewhere within their usual time."""
    seen: Counter[str] = Counter()
    with round_of(home, number, place) as (of, children, journal):
        started = time.monotonic()
        ends = {
            name: started + draw.uniform(0, 1.1) * usual[name] if draw.random() < 0.8 else started + LONGEST
            for name in children
        }
        living = dict(children)
        while living:
            now = time.monotonic()
            for name, pid in list(living.items()):
                ended, status = os.waitpid(pid, os.WNOHANG)
                if ended:
                    del living[name], children[name]
                    seen["ended by themselves"] += 1
                    assert os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0, f"{name} failed in round {number}"
                    usual[name] += 0.2 * (now - started - usual[name])
                elif now >= ends[name]:
                    os.kill(pid, signal.SIGKILL)
                    os.waitpid(pid, 0)
                    del living[name], children[name]
                    seen["killed"] += 1
                    seen[f"killed {name}"] += 1
            time.sleep(0.001)
    if journal.exists():
        of.acknowledged = set(journal.read_text().split("\n")) - {""}
        journal.unlink()
    return of, seen


def main() -> int:
    rounds, seed = int(sys.argv[1]), int(sys.argv[2])
    place = Path(os.environ["NARU_STATE"])
    migrating.forward()
    home = world.build()
    draw = random.Random(seed)
    seen: Counter[str] = Counter()
    faults: list[str] = []
    took = []
    kept: list[Round] = []
    usual = dict.fromkeys(DEEDS, 0.2)
    began = time.monotonic()
    for number in range(rounds):
        started = time.monotonic()
        of, counts = one(home, number, place, draw, usual)
        seen += counts
        faults += world.faults(home, of)
        seen["acknowledged deeds"] += len(of.acknowledged)
        kept.append(of)
        took.append(time.monotonic() - started)
        if (number + 1) % 100 == 0:
            print(f"  round {number + 1}: {len(faults)} faults, {time.monotonic() - began:.0f} s", flush=True)
    worker.take(until_empty=True)
    for run in world.given_up():
        seen["runs given up, then tried again"] += 1
        work.retry(run)
    worker.take(until_empty=True)
    exchange.tidy_loads()
    faults += [f"file left: {each}" for each in world.files_left()]
    for of in kept:
        faults += world.faults(home, of)
    faults += world.unfinished(kept)
    faults += proof.audit_faults()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            found = cursor.fetchone()[0]
            faults += [] if found == "ok" else [found]
    tell(rounds, seen, faults, took)
    return 1 if faults else 0


def tell(rounds: int, seen: Counter[str], faults: list[str], took: list[float]) -> None:
    print(f"{connection.vendor}: {rounds} rounds, median {statistics.median(took):.2f} s, {sum(took):.0f} s in all")
    print(", ".join(f"{name} {count}" for name, count in sorted(seen.items())))
    for each in faults[:20]:
        print(f"FAULT {each}")
    print(f"{rounds} passed, {len(faults)} failed" if not faults else f"{len(faults)} faults")


if __name__ == "__main__":
    raise SystemExit(main())
