"""Long work of the room: a matching, and openings that run out."""

from typing import Any

from django.utils import timezone

from naru.base.jobs.work import Progress, job
from naru.domain.placement import bridge
from naru.domain.placement.actions import running
from naru.domain.placement.enums import Method
from naru.domain.placement.queries import rounds


@job(running.TASK)
def match(progress: Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    """Solves the frozen input of a round, checks it independently, and records it.

    arguments: run (id of the MatchRun), by (id of who asked). A killed worker's run is solved again: the same input,
    seed and engine give the same answer, and it is written once.
    """
    run, by = rounds.asked(arguments["run"], arguments["by"])
    progress(0, 3, "read")
    asked = rounds.question(run.round)
    progress(1, 3, "solve")
    found = bridge.match(asked, Method(run.method), run.seed)
    progress(2, 3, "write")
    return running.record_match(run_id=run.pk, found=found, progress=progress, asked_by=by)


@job("placement.expire", daily=True)
def expire(progress: Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    """Closes openings whose last day is over."""
    return {"closed": running.expire_openings(today=timezone.localdate())}
