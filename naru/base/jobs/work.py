"""Long work: registered functions, run by a worker or inline, with progress and cancel.

Delivery is at least once: a job is claimed by a conditional UPDATE, so that a second delivery of a
finished or cancelled run does nothing.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from naru.base.accounts.models import User
from naru.base.district.models import District
from naru.base.jobs.enums import RunState
from naru.base.jobs.models import Run
from naru.base.rulebook.errors import NaruError


class Cancelled(Exception):
    """Raised inside a job at the next progress call after somebody asked to stop."""


class Progress:
    """Handed to a job; call it often."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def __call__(self, done: int, total: int, note: str = "") -> None:
        """Keeps how far the work is. Raises Cancelled when it was asked to stop."""
        Run.objects.filter(pk=self.run.pk).update(done=done, total=total, note=note[:200])
        if Run.objects.filter(pk=self.run.pk, is_cancel_asked=True).exists():
            raise Cancelled


Job = Callable[[Progress, dict[str, Any]], dict[str, Any]]
_registry: dict[str, Job] = {}


def job(name: str) -> Callable[[Job], Job]:
    """Registers a function `(progress, arguments) -> result` under a name; arguments and result are JSON."""

    def register(function: Job) -> Job:
        _registry[name] = function
        return function

    return register


def ask(name: str, arguments: dict[str, Any], *, by: User, district: District | None = None) -> Run:
    """Makes a Run and hands it to the worker; without a worker (NARU_INLINE) it runs at once."""
    if name not in _registry:
        raise LookupError(name)
    run = Run.objects.create(task=name, arguments=arguments, asked_by=by, district=district)
    if settings.JOBS_INLINE:
        transaction.on_commit(lambda: perform(run.pk))
    else:
        from django_q.tasks import async_task

        transaction.on_commit(lambda: async_task("naru.base.jobs.work.perform", run.pk))
    return run


def perform(run_id: int) -> str:
    """Claims and does one run; returns its final state."""
    claimed = Run.objects.filter(pk=run_id, state__in=[RunState.QUEUED, RunState.RUNNING]).update(
        state=RunState.RUNNING, started_at=timezone.now()
    )
    if not claimed:
        return "not claimed"
    run = Run.objects.get(pk=run_id)
    if run.is_cancel_asked:
        return _end(run, RunState.CANCELLED, {})
    try:
        result = _registry[run.task](Progress(run), run.arguments)
    except Cancelled:
        return _end(run, RunState.CANCELLED, {})
    except NaruError as error:
        return _end(run, RunState.FAILED, {"error": str(error.sentence), "code": error.code})
    except Exception as error:
        _end(run, RunState.FAILED, {"error": type(error).__name__, "code": "crash"})
        raise
    return _end(run, RunState.DONE, result)


def _end(run: Run, state: RunState, result: dict[str, Any]) -> str:
    Run.objects.filter(pk=run.pk).update(state=state, result=result, ended_at=timezone.now())
    return state.value


def cancel(run: Run) -> None:
    """Asks a run to stop at its next progress call."""
    Run.objects.filter(pk=run.pk, state__in=[RunState.QUEUED, RunState.RUNNING]).update(is_cancel_asked=True)
