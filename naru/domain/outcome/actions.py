"""Deeds of the room outcome."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.domain.outcome import rules
from naru.domain.outcome.enums import ObservationSource, Status
from naru.domain.outcome.models import Observation
from naru.domain.people.models import Learner


def observe(
    *,
    learner: Learner,
    on: date,
    status: Status,
    is_insured: bool,
    works_in_district: bool | None,
    lives_in_district: bool | None,
    source: ObservationSource,
    by: User,
) -> Observation:
    """Records what a graduate was on a day; said again for the same day, the earlier word stands in the audit."""
    access.require(by, Permission.OUTCOME_RECORD, on=learner)
    rules.may_observe(on, timezone.localdate(), learner.graduated_on, Status(status), is_insured)
    with transaction.atomic():
        before = Observation.objects.filter(learner=learner, on=on).first()
        made, _is_new = Observation.objects.update_or_create(
            learner=learner,
            on=on,
            defaults={
                "status": status,
                "is_insured": is_insured,
                "works_in_district": works_in_district,
                "lives_in_district": lives_in_district,
                "source": source,
            },
        )
        record.record("outcome.observe", made, by=by, before=record.snapshot(before) if before else {})
    return made
