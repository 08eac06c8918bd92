"""One step of a state table on a row that is held; the deeds of the room are made of these."""

from naru.base.accounts.models import User
from naru.base.audit import record
from naru.domain.placement import rules
from naru.domain.placement.enums import ApplicationState, OpeningState, RoundState
from naru.domain.placement.models import Application, Opening, Round
from naru.domain.placement.rules import rounds as round_rules


def move_opening(
    opening: Opening, then: OpeningState, verb: str, by: User | None, why: str = "", **changes: object
) -> Opening:
    fresh = Opening.objects.select_for_update().get(pk=opening.pk)
    rules.opening_may_become(OpeningState(fresh.state), then)
    before = record.snapshot(fresh, "state")
    fresh.state = then
    for name, value in changes.items():
        setattr(fresh, name, value)
    fresh.save()
    record.record(verb, fresh, by=by, before=before, why=why)
    return fresh


def move_application(
    application: Application, then: ApplicationState, verb: str, by: User, **changes: object
) -> Application:
    """One step of the state table on a locked row; call it with the opening locked."""
    fresh = Application.objects.select_for_update().get(pk=application.pk)
    rules.application_may_become(ApplicationState(fresh.state), then)
    before = record.snapshot(fresh, "state")
    fresh.state = then
    for name, value in changes.items():
        setattr(fresh, name, value)
    fresh.save()
    record.record(verb, fresh, by=by, before=before, district=fresh.opening.district_id)
    return fresh


def locked(round: Round) -> Round:
    """The row as it is now, held until the deed is done."""
    return Round.objects.select_for_update().get(pk=round.pk)


def step(fresh: Round, then: RoundState, verb: str, by: User | None, because: str = "", **changes: object) -> Round:
    """One step of the state table on a locked row."""
    round_rules.may_become(RoundState(fresh.state), then)
    before = record.snapshot(fresh, "state")
    fresh.state = then
    for name, value in changes.items():
        setattr(fresh, name, value)
    fresh.save()
    record.record(f"placement.{verb}", fresh, by=by, before=before, why=because)
    return fresh


def unsettle(fresh: Round, by: User) -> Round:
    """What was calculated no longer stands: back to the frozen input, every run is kept."""
    if fresh.state == RoundState.FROZEN:
        return fresh
    return step(fresh, RoundState.FROZEN, "unsettle_round", by, run=None)
