"""A real worker process, killed with -9 before, inside and after its effect: never lost, never twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from naru.base.district.models import District
from naru.base.jobs import ownership, work
from naru.base.jobs.enums import RunState
from naru.base.jobs.models import Run
from naru.base.rulebook.errors import Conflict

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90


def surroundings() -> dict[str, str]:
    """The test's own database, for another process."""
    kept = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{kept['NAME']}"
    else:
        url = f"postgresql://{kept['USER']}:{kept['PASSWORD']}@{kept['HOST'] or '127.0.0.1'}:{kept['PORT'] or 5432}"
        url = f"{url}/{kept['NAME']}"
    return {**os.environ, "DATABASE_URL": url, "NARU_INLINE": "0"}


def until(is_so: Callable[[], Any], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if is_so():
            return
        time.sleep(0.05)
    pytest.fail(f"waited in vain for {what}")


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", "tests.base.slow_work", "1"], cwd=ROOT, env=surroundings())
    yield process
    if process.poll() is None:
        process.terminate()
        process.wait(timeout=60)


def killed_at(folder: Path, name: str) -> int:
    """Waits until the job stands there and kills the process that does it."""
    until((folder / name).exists, name)
    pid = int((folder / name).read_text() or 0)
    os.kill(pid, signal.SIGKILL)
    (folder / name).unlink()
    return pid


def go(folder: Path, *names: str) -> None:
    for name in names:
        (folder / f"go-{name}").touch()


@pytest.mark.parametrize("where", ["before", "within", "after"])
def test_worker_killed_at_its_effect_leaves_the_effect_once(worker, tmp_path, where):
    run = Run.objects.create(task="test.effect", arguments={"folder": str(tmp_path)})
    order = ["before", "within", "after"]
    go(tmp_path, *order[: order.index(where)])
    first = killed_at(tmp_path, where)
    go(tmp_path, *order)
    if where != "after":
        until(lambda: (tmp_path / "after").exists(), "the second attempt")
        assert int((tmp_path / "after").read_text()) != first
    until(lambda: Run.objects.get(pk=run.pk).state == RunState.DONE, "done")
    assert District.objects.count() == 1
    found = Run.objects.get(pk=run.pk)
    assert found.result == {"made": 1}
    assert found.attempts == (1 if where == "after" else 2)


def test_resumed_run_goes_on_where_it_was_kept(worker, tmp_path):
    run = Run.objects.create(task="test.steps", arguments={"folder": str(tmp_path)})
    go(tmp_path, "step-0", "step-1")
    killed_at(tmp_path, "step-2")
    go(tmp_path, "step-2", "step-3", "step-4")
    until(lambda: Run.objects.get(pk=run.pk).state == RunState.DONE, "done")
    assert sorted(District.objects.values_list("code", flat=True)) == [f"step-{n}" for n in range(5)]
    assert Run.objects.get(pk=run.pk).attempts == 2


def test_run_that_kills_its_workers_is_given_up_with_a_sentence_and_may_be_tried_again(worker, settings):
    settings.JOBS_INLINE = False
    run = Run.objects.create(task="test.suicide")
    until(lambda: Run.objects.get(pk=run.pk).state == RunState.FAILED, "giving up")
    run.refresh_from_db()
    assert run.result["code"] == "given_up"
    assert "3번" in run.result["error"]
    assert run.attempts == work.MOST_ATTEMPTS + 1
    work.retry(run)
    until(lambda: Run.objects.get(pk=run.pk).state == RunState.FAILED, "giving up again")


def test_worker_told_to_stop_ends_the_run_in_hand_and_takes_no_other(worker, tmp_path):
    first = Run.objects.create(task="test.effect", arguments={"folder": str(tmp_path)})
    second = Run.objects.create(task="test.effect", arguments={"folder": str(tmp_path)})
    until((tmp_path / "before").exists, "the first")
    worker.terminate()
    time.sleep(0.3)
    go(tmp_path, "before", "within", "after")
    assert worker.wait(timeout=60) == 0
    assert Run.objects.get(pk=first.pk).state == RunState.DONE
    assert Run.objects.get(pk=second.pk).state == RunState.QUEUED


def test_run_in_another_process_is_not_claimed_nor_called_free(tmp_path):
    run = Run.objects.create(task="test.effect", arguments={"folder": str(tmp_path)})
    other = subprocess.Popen(
        [sys.executable, "-m", "tests.base.slow_work", "one", str(run.pk)],
        cwd=ROOT,
        env=surroundings(),
        stdout=subprocess.PIPE,
    )
    try:
        until((tmp_path / "before").exists, "the other process")
        assert not ownership.is_free(run.pk)
        assert work.perform(run.pk) == "not claimed"
        assert work.next_run() is None
        work.cancel(run)
        go(tmp_path, "before")
        assert other.communicate(timeout=60)[0] == b"cancelled"
        assert ownership.is_free(run.pk)
    finally:
        other.kill()
        other.wait()
    assert not District.objects.exists()


def test_run_that_nobody_will_take_is_called_unattended_until_somebody_works(tmp_path):
    waits = Run.objects.create(task="test.effect", arguments={"folder": str(tmp_path / "later")})
    assert not work.is_unattended(waits)  # a worker may come within the half second
    Run.objects.update(asked_at=timezone.now() - 2 * work.UNATTENDED)
    waits.refresh_from_db()
    assert work.is_unattended(waits) and work.unattended() == 1
    busy = Run.objects.create(task="test.effect", arguments={"folder": str(tmp_path)})
    other = subprocess.Popen(
        [sys.executable, "-m", "tests.base.slow_work", "one", str(busy.pk)], cwd=ROOT, env=surroundings()
    )
    try:
        until((tmp_path / "before").exists, "the other process")
        assert not work.is_unattended(waits)
    finally:
        other.kill()
        other.wait()
    assert work.is_unattended(waits)
    Run.objects.filter(pk=waits.pk).update(state=RunState.DONE)
    waits.refresh_from_db()
    assert not work.is_unattended(waits)


def test_run_given_to_another_may_not_write_any_more(monkeypatch):
    monkeypatch.setattr(work, "_registry", dict(work._registry))

    @work.job("test.stolen")
    def stolen(progress, arguments):
        Run.objects.filter(pk=progress.run.pk).update(claim="00000000-0000-0000-0000-000000000001")
        with pytest.raises(work.Lost):
            progress.finish({})
        progress(1, 1)
        return {}

    run = Run.objects.create(task="test.stolen")
    assert work.perform(run.pk) == "lost"
    assert Run.objects.get(pk=run.pk).state == RunState.RUNNING


def test_only_failed_and_cancelled_runs_are_tried_again():
    run = Run.objects.create(task="test.nothing", state=RunState.DONE)
    with pytest.raises(Conflict):
        work.retry(run)


def test_daily_work_is_asked_for_once_a_day(monkeypatch, settings):
    settings.JOBS_INLINE = False
    monkeypatch.setattr(work, "_registry", dict(work._registry))
    monkeypatch.setattr(work, "_daily", [])

    @work.job("test.daily", daily=True)
    def daily(progress, arguments):
        return {}

    for _time in range(3):
        work.ask_daily()
    assert Run.objects.filter(task="test.daily").count() == 1
