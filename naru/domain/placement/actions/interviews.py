"""Inviting applicants to an interview, and calling it off."""

from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.rulebook.errors import NotFound
from naru.domain.people.models import Learner
from naru.domain.placement import rules
from naru.domain.placement.models import Interview, Opening
from naru.domain.placement.queries import interviews as queries


def invite(
    *, opening: Opening, learner: Learner, on: date, at: time, where: str, words: str, today: date, by: User
) -> Interview:
    """Says when and where the firm meets an applicant; said again it replaces the last word.

    Raises NotFound for whoever the firm may not see: it does not learn that they applied or wished.
    """
    access.require(by, Permission.PLACEMENT_OFFER, on=opening)
    rules.may_invite(on, today)
    with transaction.atomic():
        Opening.objects.select_for_update().get(pk=opening.pk)
        if not queries.candidates(opening).filter(pk=learner.pk).exists():
            raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
        held = Interview.objects.filter(opening=opening, learner=learner).first()
        made = held or Interview(opening=opening, learner=learner)
        before = record.snapshot(made, "on", "at", "where") if held else {}
        made.on, made.at, made.where, made.words = on, at, where.strip(), words.strip()
        made.save()
        record.record("placement.invite", made, by=by, before=before, district=opening.district_id)
    return made


def call_off(*, interview: Interview, by: User) -> None:
    """Calls an interview off."""
    access.require(by, Permission.PLACEMENT_OFFER, on=interview)
    with transaction.atomic():
        held = Interview.objects.select_for_update().get(pk=interview.pk)
        record.record("placement.call_off", held, by=by, district=held.opening.district_id)
        held.delete()
