"""Who works on a run: a lock that the operating system or the server gives back the moment its holder dies.

No time-out decides whether a worker lives. On PostgreSQL the lock is a session's advisory lock, so it goes with the
very connection on which the work is written; on SQLite it is `flock` on a file beside the database.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

#: First key of PostgreSQL's advisory locks, so that ours meet nobody else's.
SPACE = 0x6E617275 - (1 << 31)


@contextmanager
def held(run_id: int) -> Iterator[bool]:
    """True inside when nobody else has the run; it is given back at the end, or when this process dies."""
    if connection.vendor == "postgresql":
        taken = _ask(run_id)
        try:
            yield taken
        finally:
            if taken and connection.connection is not None and not connection.connection.closed:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [SPACE, _small(run_id)])
        return
    place = _place(run_id)
    file = _lock(place)
    try:
        yield file is not None
    finally:
        if file is not None:
            place.unlink(missing_ok=True)  # while still held: whoever waits finds another file there and asks again
            os.close(file)


def is_free(run_id: int) -> bool:
    """True when nobody works on the run (in another process)."""
    with held(run_id) as taken:
        return taken


def _small(run_id: int) -> int:
    return run_id % (1 << 31)


def _ask(run_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [SPACE, _small(run_id)])
        return bool(cursor.fetchone()[0])


def _place(run_id: int) -> Path:
    folder = Path(f"{connection.settings_dict['NAME']}.runs")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"{run_id}.lock"


def _lock(place: Path) -> int | None:
    while True:
        file = os.open(place, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return None
        try:
            if os.fstat(file).st_ino == os.stat(place).st_ino:
                return file
        except FileNotFoundError:
            pass
        os.close(file)
