"""Asking for a calculation, cancelling it, and writing what it found."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.jobs import work
from naru.base.jobs.work import Progress
from naru.domain.placement.actions.steps import locked, move_opening, step, unsettle
from naru.domain.placement.bridge import Outcome
from naru.domain.placement.enums import Exclusion, Method, OpeningState, RoundState
from naru.domain.placement.models import Bar, MatchRun, Opening, Pair, Proposal, Round, SeatResult, Unreached
from naru.domain.placement.queries import rounds as queries
from naru.domain.placement.rules import rounds as rules

TASK = "placement.match"


def request_match(*, round: Round, by: User) -> MatchRun:
    """Asks for the calculation of the frozen input, also again; one at a time, whoever asks."""
    access.require(by, Permission.PLACEMENT_ROUND, on=round)
    with transaction.atomic():
        fresh = locked(round)
        rules.may_ask_run(RoundState(fresh.state), queries.is_working(fresh))
        unsettle(fresh, by)
        made = MatchRun.objects.create(
            round=fresh,
            number=MatchRun.objects.filter(round=fresh).count() + 1,
            method=fresh.method,
            seed=fresh.seed,
            asked_at=timezone.now(),
            asked_by_id=by.pk,
            asked_by=by.name,
        )
        arguments = {"run": made.pk, "by": by.pk}
        made.work = work.ask(TASK, arguments, by=by, district=fresh.district, key=f"{TASK} {made.pk}")
        made.save(update_fields=["work"])
        record.record("placement.request_match", made, by=by, district=fresh.district_id)
    return made


def cancel_match(*, run: MatchRun, by: User) -> MatchRun:
    """Stops a calculation that waits or goes on; nothing of it is kept but that it was asked for."""
    access.require(by, Permission.PLACEMENT_ROUND, on=run)
    with transaction.atomic():
        if run.work is not None and run.made_at is None:
            work.cancel(run.work)
            record.record("placement.cancel_match", run, by=by, district=run.round.district_id)
    run.refresh_from_db()
    return run


def record_match(*, run_id: int, found: Outcome, progress: Progress, asked_by: User | None) -> dict[str, int]:
    """Writes a calculation's result and ends its work in one transaction: both or neither, and never twice."""
    with transaction.atomic():
        run = MatchRun.objects.select_related("round").get(pk=run_id)
        fresh = locked(run.round)
        run = MatchRun.objects.select_for_update().get(pk=run_id)
        result = {"matched": found.matched, "unmatched": found.unmatched}
        if run.made_at is not None:
            return result
        rules.may_become(RoundState(fresh.state), RoundState.COMPUTED)
        now = queries.question(fresh).digest(Method(run.method), run.seed)
        rules.may_record(now != found.input_digest)
        run.made_at, run.engine, run.input_digest = timezone.now(), found.engine, found.input_digest
        run.learners, run.matched, run.unmatched = len(found.given), found.matched, found.unmatched
        run.seats_left, run.blocking, run.is_optimal = found.seats_left, found.blocking, found.is_optimal
        run.ranks = {str(rank): count for rank, count in sorted(found.ranks.items())}
        run.save()
        _write(run, found)
        step(fresh, RoundState.COMPUTED, "record_match", asked_by, run=run)
        progress.finish(result)
    return result


def _write(run: MatchRun, found: Outcome) -> None:
    Proposal.objects.bulk_create(
        Proposal(
            run=run,
            learner_id=learner,
            place_id=given[0] if given else None,
            choice_rank=given[1] if given else 0,
        )
        for learner, given in found.given.items()
    )
    words = {
        (each.learner_id, each.place_id): each.reason
        for each in Bar.objects.filter(round=run.round_id, lifted_at__isnull=True)
    }
    codes, lacking = {}, {}
    rows = Pair.objects.filter(round=run.round_id).exclude(unacceptable="", lacking="")
    for learner, place, code, names in rows.values_list("learner", "place", "unacceptable", "lacking"):
        codes[learner, place], lacking[learner, place] = code, names
    said = {Exclusion.BARRED: words, Exclusion.LICENCE: lacking, Exclusion.UNITS: lacking}
    Unreached.objects.bulk_create(
        Unreached(
            run=run,
            learner_id=each.learner,
            place_id=each.place,
            choice_rank=each.choice_rank,
            priority_rank=each.priority_rank,
            reason=each.reason,
            exclusion=each.exclusion,
            unacceptable=codes.get((each.learner, each.place), "") if each.exclusion == Exclusion.UNACCEPTABLE else "",
            words=said.get(Exclusion(each.exclusion), {}).get((each.learner, each.place), ""),
            above=each.above,
            equal=each.equal,
            last=each.last,
        )
        for each in found.missed
    )
    SeatResult.objects.bulk_create(
        SeatResult(
            run=run,
            place_id=each.place,
            seats=each.seats,
            filled=each.filled,
            left=each.left,
            last=each.last,
            reserves=[list(entry) for entry in each.groups],
        )
        for each in found.seats
    )


def expire_openings(*, today: date) -> int:
    """Closes what is open past its last day, unless a round is still matching it; returns how many."""
    rows = Opening.objects.filter(state=OpeningState.OPEN, deadline__lt=today).order_by("pk")
    closed = 0
    for each in rows:
        if queries.in_round(each) is None:
            with transaction.atomic():
                move_opening(each, OpeningState.CLOSED, "placement.expire_opening", None)
            closed += 1
    return closed
