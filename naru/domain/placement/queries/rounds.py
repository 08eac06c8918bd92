"""Reads of rounds: what a person may see of them, and the question that the engine is asked."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district import queries as districts
from naru.base.district.models import District
from naru.base.jobs.enums import RunState
from naru.base.privacy.enums import Giver, Purpose
from naru.base.privacy.models import Consent
from naru.domain.people import queries as people
from naru.domain.people.models import Learner
from naru.domain.placement import bridge
from naru.domain.placement.enums import ApplicationState, Exclusion, ListState, Method, OpeningState, RoundState
from naru.domain.placement.models import (
    Application,
    Assessment,
    Bar,
    MatchRun,
    Opening,
    OpeningUnit,
    Pair,
    Placement,
    Round,
    RoundOpening,
    Wish,
    WishList,
)
from naru.domain.placement.models.rounds import agreed
from naru.domain.placement.queries import eligible, reserves
from naru.domain.placement.rules import rounds as rules
from naru.domain.placement.rules.eligible import Obstacle

PROMISED = (ApplicationState.OFFERED, ApplicationState.ACCEPTED)
WORKING = (RunState.QUEUED, RunState.RUNNING)


def listing(viewer: User) -> QuerySet[Round]:
    """Rounds with how many openings they hold and how many lists were sent."""
    sent = WishList.objects.filter(round=OuterRef("pk"), state=ListState.SUBMITTED).order_by()
    held = RoundOpening.objects.filter(round=OuterRef("pk")).order_by()
    return (
        Round.objects.visible_to(viewer)
        .select_related("district", "run", "previous")
        .annotate(
            openings=Coalesce(Subquery(held.values("round").annotate(n=Count("pk")).values("n")), 0),
            sent=Coalesce(Subquery(sent.values("round").annotate(n=Count("pk")).values("n")), 0),
        )
    )


def one(viewer: User, pk: int) -> Round:
    return access.one(listing(viewer), pk=pk)


def with_own_list(rows: QuerySet[Round], learner: Learner) -> QuerySet[Round]:
    """Rounds with the state of the learner's own list (`own_state`)."""
    own = WishList.objects.filter(round=OuterRef("pk"), learner=learner)
    return rows.annotate(own_state=Subquery(own.values("state")[:1]))


def places(viewer: User, round: Round) -> QuerySet[RoundOpening]:
    """The openings of a round, with how many seats are promised already."""
    taken = Application.objects.filter(opening=OuterRef("opening"), state__in=PROMISED).order_by()
    return (
        RoundOpening.objects.visible_to(viewer)
        .filter(round=round)
        .select_related("opening__firm", "opening__occupation", "round__district")
        .prefetch_related("criteria")
        .annotate(taken=Coalesce(Subquery(taken.values("opening").annotate(n=Count("pk")).values("n")), 0))
    )


def place_one(viewer: User, pk: int) -> RoundOpening:
    rows = RoundOpening.objects.visible_to(viewer).select_related(
        "opening__firm", "opening__occupation", "opening__district", "round__district", "round__run"
    )
    return access.one(rows, pk=pk)


def list_listing(viewer: User) -> QuerySet[WishList]:
    """Lists of wishes that the viewer may read: no firm is among them."""
    wished = Wish.objects.filter(list=OuterRef("pk")).order_by()
    return (
        WishList.objects.visible_to(viewer)
        .select_related("round__district", "round__run", "learner__school")
        .annotate(wished=Coalesce(Subquery(wished.values("list").annotate(n=Count("pk")).values("n")), 0))
    )


def list_one(viewer: User, pk: int) -> WishList:
    return access.one(list_listing(viewer), pk=pk)


def own_list(round: Round, learner: Learner) -> WishList | None:
    return WishList.objects.filter(round=round, learner=learner).select_related("round").first()


def wishes_of(found: WishList) -> QuerySet[Wish]:
    """The wishes of a list that the viewer was shown, each with whether its firm may see the learner (`is_agreed`)."""
    may_see = Wish.objects.filter(agreed(), pk=OuterRef("pk"))
    return found.wishes.select_related("place__opening__firm", "place__opening__occupation").annotate(
        is_agreed=Exists(may_see)
    )


def firms_agreed(learner: Learner, round: Round) -> set[int]:
    """The firms of the round to which the learner's consent stands today (a guardian's too, where it must)."""
    rows = Wish.objects.filter(agreed(), learner=learner, list__round=round)
    return set(rows.values_list("place__opening__firm", flat=True))


def bars(viewer: User, round: Round) -> QuerySet[Bar]:
    rows = Bar.objects.visible_to(viewer).filter(round=round)
    return rows.select_related("learner__school", "place__opening__firm", "round")


def bar_one(viewer: User, pk: int) -> Bar:
    return access.one(Bar.objects.visible_to(viewer).select_related("round", "learner", "place__opening"), pk=pk)


def runs(viewer: User, round: Round) -> QuerySet[MatchRun]:
    return MatchRun.objects.visible_to(viewer).filter(round=round).select_related("work", "round")


def run_one(viewer: User, pk: int) -> MatchRun:
    return access.one(MatchRun.objects.visible_to(viewer).select_related("work", "round__district"), pk=pk)


def is_working(round: Round) -> bool:
    return MatchRun.objects.filter(round=round, made_at__isnull=True, work__state__in=WORKING).exists()


def without_criteria(round: Round) -> list[str]:
    """Firms of the round's openings that have not said what they look at."""
    rows = RoundOpening.objects.filter(round=round, criteria_on__isnull=True).select_related("opening__firm")
    return [each.opening.firm.label for each in rows]


def unranked(round: Round) -> int:
    """Openings whose firm has applicants and has not handed in its ranking."""
    rows = RoundOpening.objects.filter(round=round, ranked_on__isnull=True)
    return rows.filter(pk__in=_seen_wishes(round).values("place")).count()


def free_openings(district: District | None, year: int) -> QuerySet[Opening]:
    """Open openings of the year that stand in no live round."""
    bound = RoundOpening.objects.filter(round__state__in=rules.LIVE).values("opening")
    rows = Opening.objects.filter(district=district, year=year, state=OpeningState.OPEN)
    return rows.exclude(pk__in=bound).select_related("firm").order_by("firm__name", "code")


def is_bound(opening: Opening) -> bool:
    """A round is matching the seats of this opening right now."""
    return RoundOpening.objects.filter(opening=opening, round__state__in=rules.BINDING).exists()


def in_round(opening: Opening) -> RoundOpening | None:
    """The opening's place in a round that is not over."""
    rows = RoundOpening.objects.filter(opening=opening, round__state__in=rules.LIVE)
    return rows.select_related("round").first()


def is_matched(opening: Opening) -> bool:
    """True while a round that has sent no offers yet holds the opening."""
    before_offers = rules.LIVE - {RoundState.OFFERED}
    return RoundOpening.objects.filter(opening=opening, round__state__in=before_offers).exists()


def free_code(district: District, year: int) -> str:
    """A code that no round of the district bears yet: R-2026-2."""
    taken = set(Round.objects.filter(district=district, code__startswith=f"R-{year}-").values_list("code", flat=True))
    number = len(taken) + 1
    while f"R-{year}-{number}" in taken:
        number += 1
    return f"R-{year}-{number}"


def _seen_wishes(round: Round) -> QuerySet[Wish]:
    """Wishes of sent lists whose firm may see the learner."""
    return Wish.objects.filter(agreed(), list__round=round, list__state=ListState.SUBMITTED)


def _with_job(learners: Iterable[int]) -> set[int]:
    rows = Placement.objects.filter(learner__in=learners, ends__isnull=True)
    return set(rows.values_list("learner", flat=True))


def frozen_pairs(round: Round, today: date) -> list[Pair]:
    """The wishes of all sent lists with both ranks, and the first rule that keeps a pair apart."""
    wishes = list(
        Wish.objects.filter(list__round=round, list__state=ListState.SUBMITTED)
        .select_related("learner", "place__opening")
        .order_by("learner", "rank")
    )
    employed = _with_job({each.learner_id for each in wishes})
    apart = eligible.of_many([(each.learner, each.place.opening) for each in wishes], today)
    groups = reserves.groups([(each.learner, each.place.opening_id) for each in wishes], today)
    seen = set(_seen_wishes(round).values_list("pk", flat=True))
    said = {(each.place_id, each.learner_id): each for each in Assessment.objects.filter(place__round=round)}
    totals: dict[int, dict[int, int]] = {}
    for each in wishes:
        found = said.get((each.place_id, each.learner_id))
        if each.pk in seen and found and not found.unacceptable:
            totals.setdefault(each.place_id, {})[each.learner_id] = found.total
    ranks = {place: rules.ranks_of(given) for place, given in totals.items()}
    pairs = []
    for each in wishes:
        if each.learner_id in employed:
            continue
        found = said.get((each.place_id, each.learner_id)) if each.pk in seen else None
        obstacle = apart.get((each.learner_id, each.place.opening_id), Obstacle())
        exclusion = obstacle.exclusion
        if exclusion == Exclusion.NONE and each.pk not in seen:
            exclusion = Exclusion.NO_CONSENT
        if exclusion == Exclusion.NONE and found is None:
            exclusion = Exclusion.NOT_RANKED
        if exclusion == Exclusion.NONE and found and found.unacceptable:
            exclusion = Exclusion.UNACCEPTABLE
        pairs.append(
            Pair(
                round=round,
                learner=each.learner,
                place=each.place,
                choice_rank=each.rank,
                priority_rank=ranks.get(each.place_id, {}).get(each.learner_id, 0),
                exclusion=exclusion,
                reserve_id=groups.get((each.learner_id, each.place.opening_id)),
                lacking=obstacle.lacking,
                unacceptable=found.unacceptable if found else "",
            )
        )
    return pairs


def free_seats(round: Round) -> dict[int, int]:
    """Place → seats that nobody was promised."""
    rows = RoundOpening.objects.filter(round=round).annotate(
        taken=Count("opening__applications", filter=Q(opening__applications__state__in=PROMISED))
    )
    return {each.pk: max(each.opening.seats - each.taken, 0) for each in rows.select_related("opening")}


def question(round: Round, more: dict[int, int] | None = None) -> bridge.Question:
    """The frozen input as it stands now: without who took the list back, with bars and consents of today.

    `more`: place → seats added, for a what-if; nothing is written.
    """
    rows = Pair.objects.filter(round=round, learner__in=_taking_part(round).values("learner")).order_by("pk")
    seen = set(_seen_wishes(round).values_list("learner", "place"))
    kept = (Exclusion.NONE, Exclusion.NOT_RANKED, Exclusion.UNACCEPTABLE)
    choices = [
        bridge.Choice(
            each.learner_id,
            each.place_id,
            each.choice_rank,
            each.priority_rank,
            Exclusion.NO_CONSENT
            if each.exclusion in kept and (each.learner_id, each.place_id) not in seen
            else each.exclusion,
            each.reserve_id or 0,
        )
        for each in rows
    ]
    barred = set(Bar.objects.filter(round=round, lifted_at__isnull=True).values_list("learner", "place"))
    places = list(RoundOpening.objects.filter(round=round).values_list("pk", "seats", "reserved"))
    whole = {key: (value or 0) + (more or {}).get(key, 0) for key, value, _reserved in places}
    held = {key: {int(reserve): count for reserve, count in reserved.items()} for key, _value, reserved in places}
    return bridge.question(bridge.barred(choices, barred), whole, {each.learner for each in choices}, held)


def _taking_part(round: Round) -> QuerySet[WishList]:
    rows = WishList.objects.filter(round=round, state=ListState.SUBMITTED)
    employed = Placement.objects.filter(learner=OuterRef("learner"), ends__isnull=True)
    return rows.exclude(Exists(employed))


def is_stale(round: Round, run: MatchRun) -> bool:
    """The input is no longer what the calculation was made from."""
    return question(round).digest(Method(run.method), run.seed) != run.input_digest


def waiting_offers(round: Round, today: date) -> int:
    """Offers of the round that can still be answered."""
    return round.applications.filter(state=ApplicationState.OFFERED, answer_by__gte=today).count()


def takes_part(learner: Learner, round: Round, day: date) -> bool:
    return districts.takes_part(learner.school_id, round.district, day)


def permitted_places(viewer: User) -> QuerySet[RoundOpening]:
    """Openings in rounds that the viewer ranks for as the firm."""
    return access.permitted(RoundOpening.objects.all(), viewer, Permission.PLACEMENT_OFFER)


def asked(run: int, by: int) -> tuple[MatchRun, User | None]:
    """A calculation and who asked for it, for the worker."""
    return MatchRun.objects.select_related("round").get(pk=run), User.objects.filter(pk=by).first()


def pairs(round: Round) -> QuerySet[Pair]:
    """Frozen wishes that nobody has barred; for the centre."""
    barred = Bar.objects.filter(learner=OuterRef("learner"), place=OuterRef("place"), lifted_at__isnull=True)
    rows = Pair.objects.filter(round=round).exclude(Exists(barred))
    return rows.select_related("learner__school", "place__opening__firm").order_by("learner__name", "choice_rank")


def units_of(opening: Opening) -> dict[int, bool]:
    """Unit → is it required."""
    return dict(OpeningUnit.objects.filter(opening=opening).values_list("unit", "is_required"))


def asked_units(opening: Opening) -> list[OpeningUnit]:
    """The units that an opening asks for, the required first."""
    return list(OpeningUnit.objects.filter(opening=opening).select_related("unit"))


def alike(opening: Opening) -> QuerySet[Opening]:
    """Openings that may be the same one written twice: same firm, occupation and year, not closed."""
    rows = Opening.objects.filter(firm=opening.firm_id, occupation=opening.occupation_id, year=opening.year)
    return rows.exclude(pk=opening.pk).exclude(state__in=(OpeningState.CLOSED, OpeningState.FILLED))


def held_places(viewer: User, round: Round) -> set[int]:
    """Places of the round for whose firm the viewer acts."""
    return set(permitted_places(viewer).filter(round=round).values_list("pk", flat=True))


def has_next(round: Round) -> bool:
    return Round.objects.filter(previous=round).exists()


def is_learner(viewer: User) -> bool:
    return Learner.objects.filter(user=viewer).exists()


def firms_with_consent(learner: Learner) -> set[int]:
    """Firms to which the learner's own consent stands today; a guardian's is asked for beside it."""
    given = Consent.objects.of(*people.person_of(learner)).in_force(timezone.localdate())
    rows = given.filter(purpose=Purpose.FIRM, giver=Giver.SELF, recipient__isnull=False)
    return set(rows.values_list("recipient", flat=True))


def offer_of(viewer: User, found: WishList) -> Application | None:
    """The offer that came of a list, for whoever may read it."""
    rows = Application.objects.visible_to(viewer).filter(round=found.round_id, learner=found.learner_id)
    return rows.select_related("opening__firm").first()
