"""The worker: a few processes that take runs, and one that watches over them.

A process that dies (killed, out of memory) is replaced; the run that it left is free at that moment, and the next
process takes it. Told to stop (SIGTERM), a process ends the run in hand first, for as long as `GRACE` allows.
"""

import os
import signal
import time
from types import FrameType

from django.db import close_old_connections, connections
from django.db.utils import InterfaceError, OperationalError

from naru.base.jobs import work

#: Seconds between two looks into an empty queue.
PATIENCE = 0.5
#: Seconds that a run in hand may take after the worker was told to stop.
GRACE = 60
DAILY_LOOK = 60


class Stop:
    """Set by SIGTERM and SIGINT."""

    def __init__(self) -> None:
        self.is_asked = False
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, self)

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        self.is_asked = True


def take(*, until_empty: bool = False, patience: float = PATIENCE) -> None:
    """Takes one run after another in this process until told to stop, or until nothing waits."""
    stop = Stop()
    looked = -float(DAILY_LOOK)
    while not stop.is_asked:
        close_old_connections()
        try:
            if time.monotonic() - looked >= DAILY_LOOK and not until_empty:
                looked = time.monotonic()
                work.ask_daily()
            run_id = work.next_run()
        except (OperationalError, InterfaceError):
            connections.close_all()
            time.sleep(patience)
            continue
        if run_id is None:
            if until_empty:
                return
            time.sleep(patience)
            continue
        _perform(run_id, patience)


def _perform(run_id: int, patience: float) -> None:
    """A job that crashes has said so in its run; the worker goes on with the next one."""
    import logging

    try:
        if work.perform(run_id) == "not claimed":
            time.sleep(patience / 10)
    except Exception as error:
        # The kind only: a message may hold what a person typed.
        logging.getLogger(__name__).error("run %s: %s", run_id, type(error).__name__)


def watch(count: int = 1) -> int:
    """Keeps `count` processes at work until told to stop; returns 0."""
    stop = Stop()
    children: dict[int, float] = {}
    while not stop.is_asked:
        while len(children) < count and not stop.is_asked:
            children[_fork()] = time.monotonic()
        gone = _reaped(children)
        if any(time.monotonic() - born < 1 for born in gone):
            time.sleep(1)  # it died at birth: not faster than once a second
        time.sleep(0.1)
    for pid in children:
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    while children and time.monotonic() < deadline:
        _reaped(children)
        time.sleep(0.05)
    for pid in children:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return 0


def _reaped(children: dict[int, float]) -> list[float]:
    """Forgets the processes that ended; returns when each was born."""
    gone = []
    for pid in list(children):
        if os.waitpid(pid, os.WNOHANG)[0]:
            gone.append(children.pop(pid))
    return gone


def _fork() -> int:
    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    watcher = os.getppid()
    try:
        _die_with(watcher)
        take()
    finally:
        os._exit(0)


def _die_with(watcher: int) -> None:
    """Ends this process with its watcher, where the system can say so (Linux); else it goes on alone, harmlessly."""
    import ctypes

    try:
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
    except (AttributeError, OSError):
        return
    if os.getppid() != watcher:
        os._exit(0)
