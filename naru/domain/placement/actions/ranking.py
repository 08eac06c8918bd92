"""Deeds of the firm's side: criteria, scores of those who agreed to be seen, and handing the ranking in."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.rulebook.errors import NotFound
from naru.domain.people.models import Learner
from naru.domain.placement.actions.steps import locked
from naru.domain.placement.enums import RoundState, Unacceptable
from naru.domain.placement.models import Assessment, RoundOpening
from naru.domain.placement.queries import ranking as queries
from naru.domain.placement.rules import rounds as rules


def state_criteria(*, place: RoundOpening, criteria: Sequence[tuple[str, int]], today: date, by: User) -> RoundOpening:
    """What the firm looks at, with weights that add to 100; fixed before anybody wishes."""
    access.require(by, Permission.PLACEMENT_OPEN, on=place)
    with transaction.atomic():
        fresh = locked(place.round)
        rules.may_state_criteria(RoundState(fresh.state), criteria)
        held = RoundOpening.objects.select_for_update().get(pk=place.pk)
        before = {"criteria": [[each.name, each.weight] for each in held.criteria.all()]}
        held.criteria.all().delete()
        for number, (name, weight) in enumerate(criteria, 1):
            held.criteria.create(number=number, name=name, weight=weight)
        held.criteria_on = today
        held.save()
        after = {"criteria": [list(each) for each in criteria]}
        record.record("placement.state_criteria", held, by=by, before=before, after=after, district=fresh.district_id)
    return held


def _held(place: RoundOpening, today: date) -> RoundOpening:
    """The place, held, while its firm may still assess."""
    fresh = locked(place.round)
    held = RoundOpening.objects.select_for_update().get(pk=place.pk)
    rules.may_assess(RoundState(fresh.state), fresh.ranks_until, today, held.ranked_on)
    return held


def assess(
    *,
    place: RoundOpening,
    learner: Learner,
    points: Mapping[int, int],
    unacceptable: Unacceptable | None,
    today: date,
    by: User,
) -> Assessment:
    """Points by criterion (0 to 10), or a coded reason not to take; only of who agreed to be seen by this firm.

    Raises NotFound for anybody else: the firm does not learn that they wished.
    """
    access.require(by, Permission.PLACEMENT_OFFER, on=place)
    with transaction.atomic():
        held = _held(place, today)
        if not queries.applicants(held).filter(learner=learner).exists():
            raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
        weights = dict(held.criteria.values_list("pk", "weight"))
        total = 0 if unacceptable else rules.total_of(points, weights)
        made, _is_new = Assessment.objects.update_or_create(
            place=held,
            learner=learner,
            defaults={
                "points": {str(key): value for key, value in points.items()},
                "total": total,
                "unacceptable": unacceptable or "",
            },
        )
        record.record("placement.assess", made, by=by, district=place.round.district_id)
    return made


def reveal_names(*, place: RoundOpening, today: date, by: User) -> RoundOpening:
    """Opens the names after the first look, when every applicant has been assessed without them."""
    access.require(by, Permission.PLACEMENT_OFFER, on=place)
    with transaction.atomic():
        held = _held(place, today)
        rules.may_reveal(place.round.is_blind, held.revealed_on, queries.to_assess(held))
        held.revealed_on = today
        held.save()
        record.record("placement.reveal_names", held, by=by, district=place.round.district_id)
    return held


def hand_in_ranking(*, place: RoundOpening, today: date, by: User) -> RoundOpening:
    """The ranking is the firm's word: whoever is ranked may be offered a seat in the firm's name."""
    access.require(by, Permission.PLACEMENT_OFFER, on=place)
    with transaction.atomic():
        held = _held(place, today)
        rules.may_hand_in(queries.to_assess(held))
        held.ranked_on = today
        held.save()
        record.record("placement.hand_in_ranking", held, by=by, district=place.round.district_id)
    return held


def return_ranking(*, place: RoundOpening, why: str, by: User) -> RoundOpening:
    """The centre gives a ranking back to its firm, before the input is frozen."""
    access.require(by, Permission.PLACEMENT_ROUND, on=place)
    with transaction.atomic():
        fresh = locked(place.round)
        held = RoundOpening.objects.select_for_update().get(pk=place.pk)
        rules.may_return(RoundState(fresh.state), held.ranked_on)
        held.ranked_on = None
        held.save()
        record.record("placement.return_ranking", held, by=by, district=fresh.district_id, why=why)
    return held
