"""Long work: registered functions, run by a worker or inline, with progress, cancel, retry and resume.

The table of runs is the queue. Asking is one row in the transaction of whoever asks, so no run is lost between the
two. Whoever performs a run first holds its lock (`ownership`), which dies with its holder: a run that is RUNNING while
its lock is free was left by a killed worker and is performed again. A job that writes ends its run in the same
transaction (`progress.finish`): its effect and the word that it is done come together or not at all.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from naru.base.accounts.models import User
from naru.base.district.models import District
from naru.base.jobs import ownership
from naru.base.jobs.enums import RunState
from naru.base.jobs.models import Run
from naru.base.rulebook.errors import Conflict, NaruError

#: A run whose worker was killed so often is given up: it is the likely killer.
MOST_ATTEMPTS = 3
LIVE = (RunState.QUEUED, RunState.RUNNING)
#: A worker that has nothing in hand looks for work every half second.
UNATTENDED = timedelta(seconds=15)


class Cancelled(Exception):
    """Raised inside a job at the next progress call after somebody asked to stop."""


class Lost(Exception):
    """Raised inside a job when its run was given to somebody else: nothing more may be written."""


class Progress:
    """Handed to a job; call it often."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._own = Run.objects.filter(pk=run.pk, state=RunState.RUNNING, claim=run.claim)

    def __call__(self, done: int, total: int, note: str = "") -> None:
        """Keeps how far the work is. Raises Cancelled when it was asked to stop, Lost when it is another's."""
        self._write(done=done, total=total, note=note[:200])

    @property
    def kept(self) -> dict[str, Any]:
        """What an earlier attempt at this run kept; empty at the first."""
        return dict(self.run.kept)

    def keep(self, **values: Any) -> None:
        """Keeps (JSON) where to go on after a killed worker; inside the transaction of the step that it speaks of."""
        self.run.kept = {**self.run.kept, **values}
        self._write(kept=self.run.kept)

    def finish(self, result: dict[str, Any]) -> None:
        """Ends the run with its result inside the transaction of its effect: both or neither. Raises as a call does."""
        self._write(state=RunState.DONE, result=result, ended_at=timezone.now())

    def _write(self, **values: Any) -> None:
        if self._own.filter(is_cancel_asked=False).update(seen_at=timezone.now(), **values):
            return
        raise Cancelled if self._own.filter(is_cancel_asked=True).exists() else Lost


Job = Callable[[Progress, dict[str, Any]], dict[str, Any]]
_registry: dict[str, Job] = {}
_daily: list[str] = []


def job(name: str, *, daily: bool = False) -> Callable[[Job], Job]:
    """Registers a function `(progress, arguments) -> result` under a name; arguments and result are JSON.

    `daily`: a worker asks for it once each day in Korea, with no arguments.
    """

    def register(function: Job) -> Job:
        _registry[name] = function
        if daily and name not in _daily:
            _daily.append(name)
        return function

    return register


def ask(
    name: str, arguments: dict[str, Any], *, by: User | None, district: District | None = None, key: str | None = None
) -> Run:
    """Makes a Run in the caller's transaction; a worker takes it once that is committed, or it runs at once (inline).

    `key`: what may be asked once only; a second asking returns the first run.
    """
    if name not in _registry:
        raise LookupError(name)
    try:
        with transaction.atomic():
            run = Run.objects.create(task=name, arguments=arguments, asked_by=by, district=district, key=key)
    except IntegrityError:
        if key is None:
            raise
        return Run.objects.get(key=key)
    _deliver(run)
    return run


def _deliver(run: Run) -> None:
    if settings.JOBS_INLINE:
        transaction.on_commit(lambda: perform(run.pk))


def perform(run_id: int) -> str:
    """Claims and does one run; returns its final state, or "not claimed" when it is another's or over."""
    with ownership.held(run_id) as is_mine:
        if not is_mine:
            return "not claimed"
        run = _claim(run_id)
        if run is None:
            return "not claimed"
        if run.is_cancel_asked:
            return _end(run, RunState.CANCELLED, {})
        if run.attempts > MOST_ATTEMPTS:
            sentence = _(
                "이 작업을 하던 프로그램이 %(count)s번 멈추어 그만두었습니다. 다시 하거나 관리자에게 알려 주십시오."
            )
            return _end(run, RunState.FAILED, {"error": sentence % {"count": MOST_ATTEMPTS}, "code": "given_up"})
        return _do(run)


def _claim(run_id: int) -> Run | None:
    """Takes a live run while its lock is held: one that is already RUNNING was left by a worker that is no more."""
    now = timezone.now()
    taken = Run.objects.filter(pk=run_id, state__in=LIVE).update(
        state=RunState.RUNNING, claim=uuid.uuid4(), attempts=F("attempts") + 1, started_at=now, seen_at=now
    )
    return Run.objects.get(pk=run_id) if taken else None


def _do(run: Run) -> str:
    progress = Progress(run)
    try:
        result = _registry[run.task](progress, run.arguments)
    except Cancelled:
        return _end(run, RunState.CANCELLED, {})
    except Lost:
        return "lost"
    except NaruError as error:
        return _end(run, RunState.FAILED, {"error": str(error.sentence), "code": error.code})
    except Exception as error:
        _end(run, RunState.FAILED, {"error": type(error).__name__, "code": "crash"})
        raise
    return _end(run, RunState.DONE, result)


def _end(run: Run, state: RunState, result: dict[str, Any]) -> str:
    """Ends one's own run; one that ended itself in the transaction of its effect stays as it is."""
    own = Run.objects.filter(pk=run.pk, claim=run.claim)
    if not own.filter(state=RunState.RUNNING).update(state=state, result=result, ended_at=timezone.now()):
        return str(own.values_list("state", flat=True).first() or "lost")
    return state.value


def cancel(run: Run) -> None:
    """Ends a run that waits; asks one that goes on to stop at its next progress call."""
    waiting = Run.objects.filter(pk=run.pk, state=RunState.QUEUED)
    if waiting.update(state=RunState.CANCELLED, is_cancel_asked=True, ended_at=timezone.now()):
        return
    Run.objects.filter(pk=run.pk, state=RunState.RUNNING).update(is_cancel_asked=True)


def retry(run: Run) -> None:
    """Puts a failed or cancelled run back into the queue; what it kept is kept. Raises Conflict for any other."""
    back = Run.objects.filter(pk=run.pk, state__in=(RunState.FAILED, RunState.CANCELLED)).update(
        state=RunState.QUEUED,
        is_cancel_asked=False,
        attempts=0,
        result={},
        done=0,
        total=0,
        note="",
        started_at=None,
        ended_at=None,
    )
    if not back:
        raise Conflict(_("실패했거나 멈춘 작업만 다시 할 수 있습니다."))
    _deliver(run)


def next_run() -> int | None:
    """The oldest run that waits for somebody: left by a killed worker, or never begun."""
    for run_id in Run.objects.filter(state=RunState.RUNNING).order_by("pk").values_list("pk", flat=True):
        if ownership.is_free(run_id):
            return run_id
    return Run.objects.filter(state=RunState.QUEUED).order_by("pk").values_list("pk", flat=True).first()


def is_unattended(run: Run) -> bool:
    """True when it waits longer than a living worker lets anything wait, and nobody is at work on any run."""
    if run.state not in LIVE or timezone.now() - (run.seen_at or run.asked_at) < UNATTENDED:
        return False
    return all(
        ownership.is_free(each) for each in Run.objects.filter(state=RunState.RUNNING).values_list("pk", flat=True)
    )


def unattended() -> int:
    """How many runs wait while no worker is there."""
    return sum(is_unattended(each) for each in Run.objects.filter(state__in=LIVE).order_by("pk")[:20])


def ask_daily() -> None:
    """Asks for what is due each day; any number of workers may call it any number of times."""
    today = timezone.localdate().isoformat()
    due = {f"{name} {today}": name for name in _daily}
    for key in due.keys() - set(Run.objects.filter(key__in=due).values_list("key", flat=True)):
        ask(due[key], {}, by=None, key=key)
