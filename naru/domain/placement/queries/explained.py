"""What came out of a round and why: for a learner, for an opening, between two calculations, and what if."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from naru.base.accounts import access, shown
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.rulebook.errors import NotFound
from naru.domain.curriculum import queries as curriculum
from naru.domain.people.models import Learner
from naru.domain.placement import bridge
from naru.domain.placement.enums import Method, RoundState
from naru.domain.placement.models import MatchRun, Pair, Proposal, Round, RoundOpening, SeatResult, Unreached, WishList
from naru.domain.placement.queries import reserves, rounds
from naru.domain.placement.rules import rounds as rules


@dataclass(frozen=True)
class Result:
    """What a learner got and why not more; `may_know_code`: the firm's coded reason may be told; `kept`: place → what
    became of the seats that it keeps for groups."""

    run: MatchRun
    given: Proposal | None
    missed: tuple[Unreached, ...]
    may_know_code: bool
    kept: dict[int, list[reserves.Group]]


@dataclass(frozen=True)
class Change:
    """A learner whom two calculations give different places (None: nothing)."""

    learner: Learner
    before: RoundOpening | None
    after: RoundOpening | None


@dataclass(frozen=True)
class WhatIf:
    """Two answers to the frozen question: as it is, and with more seats in one place."""

    matched: int
    matched_then: int
    first: int
    first_then: int
    filled: int
    filled_then: int
    better: int
    worse: int


def may_know(viewer: User, round: Round) -> bool:
    """The centre sees what was calculated; everybody else what was sent."""
    if RoundState(round.state) in rules.TOLD:
        return True
    return round.run_id is not None and access.can(viewer, Permission.PLACEMENT_ROUND, on=round)


def of_list(viewer: User, found: WishList) -> Result | None:
    """The explained result of a list that the viewer was shown; None before it may be known."""
    run = found.round.run
    if run is None or not may_know(viewer, found.round):
        return None
    places = ("place__opening__firm", "place__opening__occupation")
    given = Proposal.objects.filter(run=run, learner=found.learner_id).select_related(*places).first()
    missed = list(
        Unreached.objects.filter(run=run, learner=found.learner_id).select_related(*places).order_by("choice_rank")
    )
    kept = reserves.told(SeatResult.objects.filter(run=run, place__in=[each.place_id for each in missed]))
    is_centre = access.can(viewer, Permission.PLACEMENT_ROUND, on=found.round)
    return Result(run, given, tuple(missed), is_centre or found.round.shows_refusals, kept)


def of_place(viewer: User, place: RoundOpening) -> SeatResult | None:
    """Seats left and why, once it may be known."""
    run = place.round.run
    if run is None or not may_know(viewer, place.round):
        return None
    return SeatResult.objects.filter(run=run, place=place).first()


def seats_of(round: Round) -> QuerySet[SeatResult]:
    """What the standing calculation leaves of each opening; for whoever `may_know`."""
    return SeatResult.objects.filter(run=round.run)


def seats(viewer: User, run: MatchRun) -> QuerySet[SeatResult]:
    """All openings of a calculation that the viewer was shown."""
    return SeatResult.objects.visible_to(viewer).filter(run=run).select_related("place__opening__firm")


def with_result(rows: QuerySet[WishList], viewer: User) -> QuerySet[WishList]:
    """Lists with what came out (`given_firm`, `given_rank`: 0 for nothing), where that was sent already."""
    own = Proposal.objects.filter(
        run=OuterRef("round__run"), learner=OuterRef("learner"), run__round__state__in=rules.TOLD
    )
    return rows.annotate(
        given_firm=Subquery(own.values("place__opening__firm__name")[:1]),
        given_rank=Subquery(own.values("choice_rank")[:1]),
    )


def results(viewer: User, round: Round) -> QuerySet[Proposal]:
    """What the standing calculation gives everybody; for the centre before it is sent, then for who reads the district."""
    rows = Proposal.objects.visible_to(viewer).filter(run=round.run)
    if not may_know(viewer, round):
        raise NotFound()
    pair = Pair.objects.filter(round=round, learner=OuterRef("learner"), place=OuterRef("place"))
    rows = rows.select_related("learner__school", "place__opening__firm", "run")
    wishes = WishList.objects.filter(round=round, learner=OuterRef("learner"))
    return rows.annotate(reserve=Subquery(pair.values("reserve")[:1]), list_key=Subquery(wishes.values("pk")[:1]))


def departments_of(round: Round) -> dict[tuple[int, str], str]:
    """(school, code) → the name of each department of the round's learners; for whoever sees their results."""
    learners = Proposal.objects.filter(run=round.run).values_list("learner__school", "learner__department").distinct()
    return curriculum.department_names(set(learners))


def reserves_of(round: Round) -> dict[int, str]:
    """Reserve → for whom, of the openings of a round that the viewer was shown."""
    openings = RoundOpening.objects.filter(round=round).values("opening")
    return {each.pk: each.whom for each in reserves.of_openings(openings)}


def changes(run: MatchRun, before: MatchRun) -> list[Change]:
    """Whom a calculation gives something else than the one before, by name; the viewer was shown both."""
    of_run: list[dict[int, Proposal]] = [
        {each.learner_id: each for each in which.proposals.select_related("learner__school", "place__opening__firm")}
        for which in (before, run)
    ]
    was, now = of_run
    found = []
    for key in sorted(was.keys() | now.keys()):
        old, new = was.get(key), now.get(key)
        row = new or old
        if row is None or (old.place_id if old else None) == (new.place_id if new else None):
            continue
        found.append(Change(row.learner, old.place if old else None, new.place if new else None))
    shown.add([each.learner for each in found], is_list=True)
    return found


def before(run: MatchRun) -> MatchRun | None:
    """The calculation before this one that came to an end."""
    rows = MatchRun.objects.filter(round=run.round, number__lt=run.number, made_at__isnull=False)
    return rows.order_by("-number").first()


def what_if(viewer: User, round: Round, place: RoundOpening, more: int) -> WhatIf:
    """The frozen question with `more` seats in one place, solved beside the round; nothing is written."""
    access.require(viewer, Permission.PLACEMENT_ROUND, on=round)
    method = Method(round.method)
    asked = [rounds.question(round), rounds.question(round, {place.pk: more})]
    now, then = (bridge.match(each, method, round.seed) for each in asked)
    worst = max(round.most_wishes, 1) + 1

    def rank(found: bridge.Outcome, learner: int) -> int:
        given = found.given[learner]
        return given[1] if given else worst

    return WhatIf(
        matched=now.matched,
        matched_then=then.matched,
        first=now.ranks.get(1, 0),
        first_then=then.ranks.get(1, 0),
        filled=next((each.filled for each in now.seats if each.place == place.pk), 0),
        filled_then=next((each.filled for each in then.seats if each.place == place.pk), 0),
        better=sum(1 for each in now.given if rank(then, each) < rank(now, each)),
        worse=sum(1 for each in now.given if rank(then, each) > rank(now, each)),
    )
