"""Keeping seats of an opening for groups."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.domain.placement.enums import OpeningState, ReserveFor
from naru.domain.placement.models import Opening, Reserve
from naru.domain.placement.queries import reserves as queries
from naru.domain.placement.rules import reserves as rules


def keep_seats(*, opening: Opening, kept: Sequence[rules.Kept], today: date, by: User) -> Opening:
    """For whom a draft keeps seats, in the order given; none given takes all back."""
    access.require(by, Permission.PLACEMENT_OPEN, on=opening)
    with transaction.atomic():
        fresh = Opening.objects.select_for_update().get(pk=opening.pk)
        unknown = bool(queries.strangers(fresh, kept, today))
        rules.may_keep(OpeningState(fresh.state), fresh.seats, kept, unknown)
        before = {"reserves": _listed(fresh)}
        fresh.reserves.all().delete()
        for number, each in enumerate(kept, 1):
            Reserve.objects.create(
                opening=fresh,
                number=number,
                kind=each.kind,
                agreement_id=each.key if each.kind == ReserveFor.AGREEMENT else None,
                school_id=each.key if each.kind == ReserveFor.SCHOOL else None,
                home_id=each.key if each.kind == ReserveFor.DISTRICT else None,
                seats=each.seats,
            )
        record.record("placement.keep_seats", fresh, by=by, before=before, after={"reserves": _listed(fresh)})
    return fresh


def _listed(opening: Opening) -> list[list[object]]:
    rows = opening.reserves.values_list("kind", "agreement", "school", "home", "seats")
    return [list(each) for each in rows]
