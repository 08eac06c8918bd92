"""Recording what is known of firms, what a district asks of them, and the ways to work."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District, Organisation
from naru.domain.placement.enums import FirmMeasure, YardstickKind
from naru.domain.placement.models import Commute, FirmFact, Yardstick
from naru.domain.placement.rules import firms as rules
from naru.domain.placement.rules import fitting


def record_fact(
    *,
    district: District,
    firm: Organisation,
    measure: FirmMeasure,
    year: int,
    value: Decimal,
    on: date,
    source: str,
    today: date,
    by: User,
) -> FirmFact:
    """One figure of a firm and year; said again it replaces the earlier one, with both in the audit."""
    access.require(by, Permission.PLACEMENT_CHECK, on=firm, within=district)
    rules.may_state(measure, value, on, source, today)
    with transaction.atomic():
        made, is_new = FirmFact.objects.select_for_update().get_or_create(
            district=district,
            firm=firm,
            measure=measure,
            year=year,
            defaults={"value": value, "on": on, "source": source.strip()},
        )
        before = {} if is_new else record.snapshot(made)
        made.value, made.on, made.source = value, on, source.strip()
        made.save()
        record.record("placement.record_fact", made, by=by, before=before)
    return made


def set_yardstick(
    *,
    district: District,
    kind: YardstickKind,
    since: date,
    value: Decimal,
    source: str,
    is_verified: bool,
    today: date,
    by: User,
) -> Yardstick:
    """What a district asks from a day on; what was recorded before that day keeps its old yardstick."""
    access.require(by, Permission.PLACEMENT_CHECK, on=district)
    rules.may_state(kind, value, since, source, today)
    with transaction.atomic():
        made, is_new = Yardstick.objects.select_for_update().get_or_create(
            district=district,
            kind=kind,
            since=since,
            defaults={"value": value, "source": source.strip(), "is_verified": is_verified},
        )
        before = {} if is_new else record.snapshot(made)
        made.value, made.source, made.is_verified = value, source.strip(), is_verified
        made.save()
        record.record("placement.set_yardstick", made, by=by, before=before)
    return made


def time_way(
    *, district: District, origin: str, destination: str, minutes: int, on: date, source: str, by: User
) -> Commute:
    """How long the way is from a town to a place of work."""
    access.require(by, Permission.PLACEMENT_CHECK, on=district)
    fitting.may_time(origin, destination, minutes, source)
    with transaction.atomic():
        made, is_new = Commute.objects.select_for_update().get_or_create(
            district=district,
            origin=origin.strip(),
            destination=destination.strip(),
            defaults={"minutes": minutes, "on": on, "source": source.strip()},
        )
        before = {} if is_new else record.snapshot(made)
        made.minutes, made.on, made.source = minutes, on, source.strip()
        made.save()
        record.record("placement.time_way", made, by=by, before=before)
    return made
