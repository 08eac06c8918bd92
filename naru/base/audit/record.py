"""Writes audit events in the transaction of the deed."""

import json
import secrets
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils import timezone

from naru.base.accounts.access import reach
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import chain
from naru.base.audit.models import Event


def snapshot(row: models.Model, *fields: str) -> dict[str, Any]:
    """The named fields of a row (all concrete ones when none is named), as JSON can hold them.

    Sensitive fields are left out: what is encrypted in its own table must not lie open in the audit.
    """
    names = fields or tuple(field.attname for field in row._meta.concrete_fields)
    sensitive = frozenset(getattr(getattr(row, "Privacy", None), "sensitive", ()))
    found: dict[str, Any] = {}
    for name in names:
        if name in sensitive:
            continue
        value = getattr(row, name)
        if isinstance(value, models.Model):
            value = value.pk
        if isinstance(value, (date, datetime, Decimal)):
            value = str(value)
        found[name] = value
    return found


def record(
    verb: str,
    row: models.Model,
    *,
    by: User | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    district: int | None = None,
    why: str = "",
) -> Event:
    """Keeps the deed. Must run inside the deed's transaction; RuntimeError otherwise."""
    if not connection.in_atomic_block:
        raise RuntimeError("audit.record belongs inside the transaction of the deed")
    event = Event(
        at=timezone.now(),
        actor_id=by.pk if by else None,
        actor=by.name if by else "naru",
        verb=verb,
        object_type=row._meta.label_lower,
        object_id=row.pk,
        object_label=str(row)[:200],
        district_id=district if district is not None else getattr(row, "district_id", None),
        before=before or {},
        after=snapshot(row) if after is None else after,
        why=why,
        salt=secrets.token_hex(16),
    )
    # As the database will give it back: dates and decimals inside `before` and `after` become text.
    event.before, event.after = _stored(event.before), _stored(event.after)
    event.personal_digest = chain.personal_digest_of(event)
    event.content = chain.content_of(event)
    chain.save_linked(event)
    return event


def _stored(values: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return found


def events_for(viewer: User) -> models.QuerySet[Event]:
    """The events that this person may read."""
    return Event.objects.filter(reach(viewer, Permission.AUDIT_READ).condition(Event))


def history_of(row: models.Model) -> models.QuerySet[Event]:
    """The events of one row, newest first; call it only for a row that the viewer was shown."""
    return Event.objects.filter(object_type=row._meta.label_lower, object_id=row.pk)
