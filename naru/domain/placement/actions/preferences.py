"""A learner's hopes, and what a teacher says about them."""

from datetime import date

from django.db import transaction

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.domain.people.models import Learner
from naru.domain.placement.models import Preference, PreferredOccupation
from naru.domain.placement.queries import preferences as queries
from naru.domain.placement.rules import fitting as rules


def hope(*, learner: Learner, hopes: rules.Hopes, today: date, by: User) -> Preference:
    """Keeps what a learner hopes for; a home that was kept stays, also when the table no longer knows it."""
    access.require(by, Permission.PLACEMENT_APPLY, on=learner)
    with transaction.atomic():
        Learner.objects.select_for_update().get(pk=learner.pk)
        held = queries.own(learner)
        known = {*queries.homes(by), *([held.home] if held else [])}
        rules.may_hope(hopes, known)
        before = record.snapshot(held, "saved_on") if held else {}
        made = held or Preference(learner=learner)
        made.complex, made.home, made.minutes = hopes.complex, hopes.home, hopes.minutes
        made.shift, made.wants_dormitory, made.saved_on = hopes.shift, hopes.wants_dormitory, today
        made.save()
        made.hoped.all().delete()
        PreferredOccupation.objects.bulk_create(
            PreferredOccupation(preference=made, learner=learner, occupation_id=key)
            for key in sorted(hopes.occupations)
        )
        record.record("placement.hope", made, by=by, before=before, after=record.snapshot(made, "saved_on"))
    return made


def forget(*, preference: Preference, by: User) -> None:
    """Takes all hopes back, as the learner: nothing is compared any more."""
    access.require(by, Permission.PLACEMENT_APPLY, on=preference)
    with transaction.atomic():
        held = Preference.objects.select_for_update().get(pk=preference.pk)
        record.record("placement.forget", held, by=by, before=record.snapshot(held, "saved_on"), after={})
        held.delete()


def counsel(*, preference: Preference, words: str, today: date, by: User) -> Preference:
    """A teacher's advice on a learner's hopes; said again it replaces the last, the learner reads it, no firm does."""
    access.require(by, Permission.PLACEMENT_ADVISE, on=preference)
    rules.may_counsel(words)
    with transaction.atomic():
        held = Preference.objects.select_for_update().get(pk=preference.pk)
        before = record.snapshot(held, "advised_on")
        held.advice, held.advised_on, held.adviser = words.strip(), today, by.name
        held.save()
        after = record.snapshot(held, "advised_on")
        record.record("placement.counsel", held, by=by, before=before, after=after)
    return held
