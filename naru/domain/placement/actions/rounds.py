"""Deeds of a round: every step of its state table, by a person, one at a time."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District
from naru.base.rulebook.errors import Conflict
from naru.domain.people.models import Learner
from naru.domain.placement.actions.steps import locked, move_application, step, unsettle
from naru.domain.placement.enums import ApplicationState, Method, OpeningState, RoundState
from naru.domain.placement.models import Application, Bar, MatchRun, Opening, Pair, Round, RoundOpening
from naru.domain.placement.queries import reserves
from naru.domain.placement.queries import rounds as queries
from naru.domain.placement.rules import rounds as rules


def announce_round(
    *,
    district: District,
    code: str,
    title: str,
    year: int,
    wishes_from: date,
    wishes_until: date,
    ranks_until: date,
    answer_by: date,
    method: Method,
    seed: int,
    most_wishes: int,
    is_blind: bool,
    shows_refusals: bool,
    openings: Sequence[Opening],
    today: date,
    by: User,
) -> Round:
    """Announces a round with its days, its method and its seed, before anybody wishes."""
    access.require(by, Permission.PLACEMENT_ROUND, on=district)
    rules.days(wishes_from, wishes_until, ranks_until, answer_by, today)
    with transaction.atomic():
        made = Round.objects.create(
            district=district,
            code=code,
            title=title,
            year=year,
            wishes_from=wishes_from,
            wishes_until=wishes_until,
            ranks_until=ranks_until,
            answer_by=answer_by,
            method=method,
            seed=seed,
            most_wishes=most_wishes,
            is_blind=is_blind,
            shows_refusals=shows_refusals,
        )
        _take_in(made, openings)
        record.record("placement.announce_round", made, by=by)
    return made


def _take_in(made: Round, openings: Sequence[Opening]) -> None:
    """Puts openings into a new round; each stands in one live round."""
    for given in openings:
        fresh = Opening.objects.select_for_update().get(pk=given.pk)
        is_here = fresh.district_id == made.district_id and fresh.state == OpeningState.OPEN
        rules.may_take_part(is_here, queries.in_round(fresh) is not None, fresh.title)
        RoundOpening.objects.create(round=made, opening=fresh)


def change_days(
    *,
    round: Round,
    wishes_from: date,
    wishes_until: date,
    ranks_until: date,
    answer_by: date,
    today: date,
    by: User,
) -> Round:
    """Sets other days, before the offers go out."""
    access.require(by, Permission.PLACEMENT_ROUND, on=round)
    rules.days(wishes_from, wishes_until, ranks_until, answer_by, today)
    with transaction.atomic():
        fresh = locked(round)
        rules.may_change_days(RoundState(fresh.state))
        before = record.snapshot(fresh, "wishes_from", "wishes_until", "ranks_until", "answer_by")
        fresh.wishes_from, fresh.wishes_until = wishes_from, wishes_until
        fresh.ranks_until, fresh.answer_by = ranks_until, answer_by
        fresh.save()
        record.record("placement.change_days", fresh, by=by, before=before)
    return fresh


def open_wishes(*, round: Round, today: date, by: User) -> Round:
    """Learners may wish from now on."""
    access.require(by, Permission.PLACEMENT_ROUND, on=round)
    with transaction.atomic():
        fresh = locked(round)
        rules.may_become(RoundState(fresh.state), RoundState.WISHES)
        rules.may_open_wishes(fresh.wishes_from, fresh.wishes_until, today, queries.without_criteria(fresh))
        return step(fresh, RoundState.WISHES, "open_wishes", by)


def start_ranking(*, round: Round, today: date, by: User) -> Round:
    """Firms see the applicants who agreed, and rank them."""
    access.require(by, Permission.PLACEMENT_ROUND, on=round)
    with transaction.atomic():
        fresh = locked(round)
        rules.may_become(RoundState(fresh.state), RoundState.RANKING)
        rules.may_start_ranking(fresh.wishes_until, fresh.ranks_until, today)
        return step(fresh, RoundState.RANKING, "start_ranking", by)


def freeze_round(*, round: Round, today: date, by: User) -> Round:
    """Freezes wishes and ranks: the calculation reads nothing else."""
    access.require(by, Permission.PLACEMENT_ROUND, on=round)
    with transaction.atomic():
        fresh = locked(round)
        rules.may_freeze(RoundState(fresh.state), fresh.ranks_until, today, queries.unranked(fresh))
        places = {each.pk: each for each in fresh.places.all()}
        list(Opening.objects.select_for_update().filter(pk__in=[each.opening_id for each in places.values()]))
        free = queries.free_seats(fresh)
        kept = reserves.still_kept(places.values(), free, today)
        for key, seats in free.items():
            places[key].seats, places[key].reserved = seats, kept.get(key, {})
        RoundOpening.objects.bulk_update(places.values(), ["seats", "reserved"])
        Pair.objects.bulk_create(queries.frozen_pairs(fresh, today))
        return step(fresh, RoundState.FROZEN, "freeze_round", by, frozen_at=timezone.now())


def bar_pair(*, round: Round, learner: Learner, place: RoundOpening, reason: str, by: User) -> Bar:
    """Keeps a pair apart, with a reason that the learner reads; the round has to be calculated again."""
    access.require(by, Permission.PLACEMENT_ROUND, on=round)
    with transaction.atomic():
        fresh = locked(round)
        is_wished = Pair.objects.filter(round=fresh, learner=learner, place=place).exists()
        is_barred = Bar.objects.filter(learner=learner, place=place, lifted_at__isnull=True).exists()
        rules.may_bar(RoundState(fresh.state), reason, is_wished, is_barred)
        made = Bar.objects.create(
            round=fresh,
            learner=learner,
            place=place,
            reason=reason.strip(),
            made_at=timezone.now(),
            by_id=by.pk,
            by_name=by.name,
        )
        record.record("placement.bar_pair", made, by=by, district=fresh.district_id, why=reason)
        unsettle(fresh, by)
    return made


def lift_bar(*, bar: Bar, by: User) -> Bar:
    """Takes a bar back; the round has to be calculated again."""
    access.require(by, Permission.PLACEMENT_ROUND, on=bar)
    with transaction.atomic():
        fresh = locked(bar.round)
        held = Bar.objects.select_for_update().get(pk=bar.pk)
        rules.may_bar(RoundState(fresh.state), held.reason, is_wished=True, is_barred=held.lifted_at is not None)
        held.lifted_at = timezone.now()
        held.save()
        record.record("placement.lift_bar", held, by=by, district=fresh.district_id)
        unsettle(fresh, by)
    return held


def review_round(*, round: Round, by: User) -> Round:
    """Says that the centre has looked at the result."""
    access.require(by, Permission.PLACEMENT_ROUND, on=round)
    with transaction.atomic():
        return step(locked(round), RoundState.REVIEWED, "review_round", by)


def confirm_round(*, round: Round, run: MatchRun, why: str, today: date, by: User) -> Round:
    """A person makes the shown calculation the district's own; two at once: one does it, the other is told."""
    access.require(by, Permission.PLACEMENT_ROUND, on=round)
    with transaction.atomic():
        fresh = locked(round)
        rules.may_become(RoundState(fresh.state), RoundState.CONFIRMED)
        is_stale = queries.is_stale(fresh, run)
        rules.may_confirm(RoundState(fresh.state), fresh.run_id, run.pk, why, is_stale, today)
        return step(
            fresh,
            RoundState.CONFIRMED,
            "confirm_round",
            by,
            why,
            why=why,
            confirmed_by_id=by.pk,
            confirmed_by=by.name,
            confirmed_at=timezone.now(),
        )


def reopen_round(*, round: Round, why: str, by: User) -> Round:
    """Takes a confirmation back before its offers went out; the round has to be calculated again."""
    access.require(by, Permission.PLACEMENT_ROUND, on=round)
    with transaction.atomic():
        fresh = locked(round)
        rules.may_reopen(RoundState(fresh.state), why)
        cleared = {"run": None, "confirmed_by_id": None, "confirmed_by": "", "confirmed_at": None, "why": ""}
        return step(fresh, RoundState.FROZEN, "reopen_round", by, why, **cleared)


def send_offers(*, round: Round, today: date, by: User) -> Round:
    """Sends what was confirmed: an offer for each learner with a place, open until the round's day."""
    access.require(by, Permission.PLACEMENT_ROUND, on=round)
    with transaction.atomic():
        fresh = locked(round)
        rules.may_become(RoundState(fresh.state), RoundState.OFFERED)
        rules.may_send(fresh.answer_by, today)
        if fresh.run is not None:
            learners = fresh.run.proposals.filter(place__isnull=False).values("learner")
            list(Learner.objects.select_for_update().filter(pk__in=learners).order_by("pk"))
        if fresh.run is None or queries.is_stale(fresh, fresh.run):
            raise Conflict(_("확정한 뒤에 희망이나 동의를 거둔 학생이 있습니다. 다시 계산하고 확정해 주십시오."))
        rows = fresh.run.proposals.filter(place__isnull=False).select_related("place__opening", "learner")
        for each in rows.order_by("place__opening", "learner"):
            if each.place is not None:
                _offer(fresh, each.place.opening, each.learner, today, by)
        return step(fresh, RoundState.OFFERED, "send_offers", by)


def _offer(fresh: Round, opening: Opening, learner: Learner, today: date, by: User) -> None:
    held = Application.objects.select_for_update().filter(opening=opening, learner=learner).first()
    made = held or Application(opening=opening, learner=learner, applied_on=today)
    before = record.snapshot(made, "state") if held else {}
    made.state, made.round = ApplicationState.OFFERED, fresh
    made.offered_on, made.answer_by, made.answered_on, made.refusal = today, fresh.answer_by, None, ""
    made.save()
    record.record("placement.offer", made, by=by, before=before, district=fresh.district_id)


def _lapse(fresh: Round, by: User) -> None:
    """Ends the offers that nobody answered in time; their seats are free."""
    for each in fresh.applications.filter(state=ApplicationState.OFFERED).order_by("pk"):
        move_application(each, ApplicationState.LAPSED, "placement.lapse", by)


def close_round(*, round: Round, today: date, by: User) -> Round:
    """Ends a round when every offer is answered or out of time."""
    access.require(by, Permission.PLACEMENT_ROUND, on=round)
    with transaction.atomic():
        fresh = locked(round)
        rules.may_become(RoundState(fresh.state), RoundState.CLOSED)
        rules.may_close(queries.waiting_offers(fresh, today))
        _lapse(fresh, by)
        return step(fresh, RoundState.CLOSED, "close_round", by)


def cancel_round(*, round: Round, why: str, by: User) -> Round:
    """Gives a round up before its offers went out."""
    access.require(by, Permission.PLACEMENT_ROUND, on=round)
    with transaction.atomic():
        return step(locked(round), RoundState.CANCELLED, "cancel_round", by, why)


def follow_round(
    *,
    previous: Round,
    code: str,
    title: str,
    wishes_from: date,
    wishes_until: date,
    ranks_until: date,
    answer_by: date,
    seed: int,
    today: date,
    by: User,
) -> Round:
    """The next round for the seats that are free and the learners without a place; closes the one before."""
    access.require(by, Permission.PLACEMENT_ROUND, on=previous)
    rules.days(wishes_from, wishes_until, ranks_until, answer_by, today)
    with transaction.atomic():
        fresh = locked(previous)
        has_next = Round.objects.filter(previous=fresh).exists()
        rules.may_follow(RoundState(fresh.state), has_next, queries.waiting_offers(fresh, today))
        _lapse(fresh, by)
        if fresh.state != RoundState.CLOSED:
            step(fresh, RoundState.CLOSED, "close_round", by)
        made = Round.objects.create(
            district=fresh.district,
            previous=fresh,
            code=code,
            title=title,
            year=fresh.year,
            wishes_from=wishes_from,
            wishes_until=wishes_until,
            ranks_until=ranks_until,
            answer_by=answer_by,
            method=fresh.method,
            seed=seed,
            most_wishes=fresh.most_wishes,
            is_blind=fresh.is_blind,
            shows_refusals=fresh.shows_refusals,
            is_example=fresh.is_example,
        )
        _carry_over(fresh, made, today)
        record.record("placement.follow_round", made, by=by)
    return made


def _carry_over(fresh: Round, made: Round, today: date) -> None:
    """The openings with a free seat that still take people, with the criteria that were stated for them."""
    free = queries.free_seats(fresh)
    for place in fresh.places.select_related("opening").prefetch_related("criteria"):
        if not free[place.pk] or place.opening.state != OpeningState.OPEN or queries.in_round(place.opening):
            continue
        kept = RoundOpening.objects.create(round=made, opening=place.opening, criteria_on=place.criteria_on)
        for each in place.criteria.all():
            kept.criteria.create(number=each.number, name=each.name, weight=each.weight)
