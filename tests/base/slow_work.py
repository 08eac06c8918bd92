"""A worker for tests to kill: its jobs wait where a test wants them to, and leave marks in the database.

python -m tests.base.slow_work PROCESSES   (a worker)      python -m tests.base.slow_work one RUN   (one run)
"""

import os
import sys
import time
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naru.config.settings")
django.setup()

from django.db import transaction  # noqa: E402

from naru.base.district.models import District  # noqa: E402
from naru.base.jobs import work, worker  # noqa: E402
from tests.factories import make  # noqa: E402


def wait_at(folder: str, name: str) -> None:
    """Says that it is here, and by whom; goes on when there is a file `go-name`."""
    (Path(folder) / name).write_text(str(os.getpid()))
    deadline = time.monotonic() + 60
    while not (Path(folder) / f"go-{name}").exists() and time.monotonic() < deadline:
        time.sleep(0.01)


@work.job("test.effect")
def effect(progress: work.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    """One effect: a district of the given code; waits before it, inside its transaction, and after it."""
    wait_at(arguments["folder"], "before")
    progress(1, 2)
    with transaction.atomic():
        make.district(f"effect-{District.objects.count()}")
        wait_at(arguments["folder"], "within")
        progress.finish({"made": 1})
    wait_at(arguments["folder"], "after")
    return {"made": 1}


@work.job("test.steps")
def steps(progress: work.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    """Five steps, each an effect of its own, kept with it."""
    for step in range(progress.kept.get("step", 0), 5):
        with transaction.atomic():
            make.district(f"step-{step}")
            progress.keep(step=step + 1)
        wait_at(arguments["folder"], f"step-{step}")
    return {"steps": 5}


@work.job("test.suicide")
def suicide(progress: work.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    """What a job that eats all memory comes to."""
    os.kill(os.getpid(), 9)
    return {}


if __name__ == "__main__":
    if sys.argv[1] == "one":
        sys.stdout.write(work.perform(int(sys.argv[2])))
    else:
        raise SystemExit(worker.watch(int(sys.argv[1])))
