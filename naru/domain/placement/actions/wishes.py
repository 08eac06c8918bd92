"""Deeds of the learner's side: wishes, consent for each firm, taking back; and a teacher's advice."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.privacy import consent
from naru.base.privacy.enums import Giver, How, Purpose
from naru.domain.people.models import Learner
from naru.domain.placement import queries as openings
from naru.domain.placement.actions.steps import locked
from naru.domain.placement.enums import ListState, RoundState
from naru.domain.placement.models import Advice, Round, RoundOpening, Wish, WishList
from naru.domain.placement.queries import rounds as queries
from naru.domain.placement.rules import rounds as rules


def save_wishes(
    *,
    round: Round,
    learner: Learner,
    places: Sequence[int],
    submits: bool,
    consents: Collection[int],
    today: date,
    by: User,
) -> WishList:
    """Keeps the list in its order, as a draft or sent; `consents`: firms (ids) that may see the learner's file.

    A firm that is not among them sees nothing, and that wish cannot be reached.
    """
    access.require(by, Permission.PLACEMENT_APPLY, on=learner)
    with transaction.atomic():
        fresh = locked(round)
        rules.may_wish(
            RoundState(fresh.state),
            fresh.wishes_from,
            fresh.wishes_until,
            today,
            openings.has_job(learner),
            queries.takes_part(learner, fresh, today),
        )
        known = {each.pk: each for each in fresh.places.select_related("opening__firm")}
        rules.wishes(places, frozenset(known), fresh.most_wishes, submits)
        then = ListState.SUBMITTED if submits else ListState.DRAFT
        found, _is_new = WishList.objects.get_or_create(
            round=fresh, learner=learner, defaults={"saved_at": timezone.now()}
        )
        rules.list_may_become(ListState(found.state), then)
        before = {**record.snapshot(found, "state"), "places": list(found.wishes.values_list("place", flat=True))}
        found.state, found.saved_at, found.withdrawn_on = then, timezone.now(), None
        found.submitted_on = today if submits else None
        found.save()
        found.wishes.all().delete()
        Wish.objects.bulk_create(
            Wish(list=found, learner=learner, place_id=place, rank=rank) for rank, place in enumerate(places, 1)
        )
        after = {**record.snapshot(found, "state"), "places": list(places)}
        verb = "placement.submit_wishes" if submits else "placement.save_wishes"
        record.record(verb, found, by=by, before=before, after=after, district=fresh.district_id)
        if submits:
            _agree(fresh, learner, [known[place] for place in places], consents, today, by)
    return found


def _agree(
    fresh: Round, learner: Learner, places: Sequence[RoundOpening], consents: Collection[int], today: date, by: User
) -> None:
    """Consents for the firms of the list that the learner chose and that do not stand yet."""
    given = queries.firms_with_consent(learner)
    firms = {each.opening.firm_id: each.opening.firm for each in places}
    for key in sorted(set(firms) & set(consents) - given):
        consent.give(
            learner._meta.label_lower,
            learner.pk,
            Purpose.FIRM,
            giver=Giver.SELF,
            how=How.PAGE,
            today=today,
            by=by,
            recipient=firms[key],
            district=fresh.district_id,
        )


def withdraw_wishes(*, list: WishList, today: date, by: User) -> WishList:
    """Takes the whole list back, at any time; a calculation that counted on it has to be made again."""
    access.require(by, Permission.PLACEMENT_APPLY, on=list)
    with transaction.atomic():
        fresh = locked(list.round)
        rules.may_withdraw(RoundState(fresh.state))
        found = WishList.objects.select_for_update().get(pk=list.pk)
        rules.list_may_become(ListState(found.state), ListState.WITHDRAWN)
        before = record.snapshot(found, "state")
        found.state, found.withdrawn_on = ListState.WITHDRAWN, today
        found.save()
        record.record("placement.withdraw_wishes", found, by=by, before=before, district=fresh.district_id)
    return found


def advise(*, list: WishList, words: str, today: date, by: User) -> Advice:
    """A teacher's advice on a learner's wishes; the learner reads it, no firm does."""
    access.require(by, Permission.PLACEMENT_ADVISE, on=list)
    rules.may_advise(RoundState(list.round.state), words)
    with transaction.atomic():
        made = Advice.objects.create(
            list=list, learner=list.learner, words=words.strip(), said_on=today, by_id=by.pk, by_name=by.name
        )
        record.record("placement.advise", made, by=by, district=list.round.district_id)
    return made
