"""Links without an account: a random token, kept as its hash, good for one purpose and one object.

The address holds the token and nothing else. A forwarded link opens nothing: before anything is shown its holder
answers a question that only the addressee can answer (`prove`), and the first browser that does so is the only one in
which it opens from then on. Failures are counted and lock the link. Every opening is audited.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from naru.base.accounts.models import User
from naru.base.audit import record
from naru.base.privacy import law
from naru.base.privacy.enums import LinkPurpose, LinkState
from naru.base.privacy.models import Link
from naru.base.rulebook.errors import NotFound

BYTES = 32


@dataclass(frozen=True)
class Opened:
    """What a token opens. `link` is None for a token that nobody handed out, or that was made for something else."""

    state: LinkState | None
    link: Link | None
    is_bound_here: bool = False
    is_bound_elsewhere: bool = False


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def make(
    purpose: LinkPurpose, row: models.Model, *, by: User, days: int | None = None, is_once: bool = True
) -> tuple[Link, str]:
    """A link to one row, and its token: the only time that anybody sees it. Inside the deed's transaction."""
    token = secrets.token_urlsafe(BYTES)
    today = timezone.localdate()
    made = Link.objects.create(
        purpose=purpose,
        object_type=row._meta.label_lower,
        object_id=row.pk,
        token_digest=hash_of(token),
        is_once=is_once,
        expires_at=timezone.now() + timedelta(days=days or law.LINK_DAYS.on(today).value),
        made_by_id=by.pk,
    )
    record.record("privacy.make_link", made, by=by, after=record.snapshot(made, "purpose", "object_type", "object_id"))
    return made, token


def again(link: Link, purpose: LinkPurpose, days: int) -> tuple[Link, str]:
    """A link to the same row for another purpose, for whoever used this one; earlier ones of it that wait are revoked."""
    token = secrets.token_urlsafe(BYTES)
    now = timezone.now()
    Link.objects.filter(
        purpose=purpose, object_type=link.object_type, object_id=link.object_id, used_at=None, revoked_at=None
    ).update(revoked_at=now)
    made = Link.objects.create(
        purpose=purpose,
        object_type=link.object_type,
        object_id=link.object_id,
        token_digest=hash_of(token),
        is_once=True,
        expires_at=now + timedelta(days=days),
        made_by_id=link.made_by_id,
    )
    after = record.snapshot(made, "purpose", "object_type", "object_id")
    record.record("privacy.make_link", made, by=None, after=after)
    return made, token


def look_up(token: str, purpose: LinkPurpose, secret: str = "") -> Opened:
    """What a token is good for now, for this purpose, in the browser that holds `secret`."""
    link = Link.objects.filter(token_digest=hash_of(token), purpose=purpose).first()
    if link is None:
        return Opened(None, None)
    state = link.state_at(timezone.now(), law.LINK_FAILURES.on(timezone.localdate()).value)
    is_here = bool(link.bound and secret) and constant_time_compare(link.bound, hash_of(secret))
    return Opened(state, link, is_here, bool(link.bound) and not is_here)


def bind(link: Link) -> str | None:
    """Ties a proven link to a browser; returns the secret to keep there, None when another was first."""
    secret = secrets.token_urlsafe(BYTES)
    with transaction.atomic():
        taken = Link.objects.filter(pk=link.pk, bound="", revoked_at__isnull=True, used_at__isnull=True).update(
            bound=hash_of(secret), opened_at=timezone.now()
        )
        if not taken:
            return None
        record.record("privacy.open_link", link, by=None, after={"opened": True})
    return secret


def fail(link: Link) -> None:
    """Counts a wrong answer; the last one that is allowed locks the link."""
    with transaction.atomic():
        Link.objects.filter(pk=link.pk).update(failures=F("failures") + 1)
        link.refresh_from_db()
        record.record("privacy.fail_link", link, by=None, after={"failures": link.failures})


def use(link: Link) -> None:
    """Uses a link up. Inside the deed's transaction; raises NotFound when it was used, revoked or ran out meanwhile."""
    now = timezone.now()
    rows = Link.objects.filter(pk=link.pk, revoked_at__isnull=True, expires_at__gt=now)
    if link.is_once:
        rows = rows.filter(used_at__isnull=True)
    if not rows.update(used_at=now):
        raise NotFound
    record.record("privacy.use_link", link, by=None, after={"used": True})


def revoke(link: Link, *, by: User) -> None:
    """The link opens nothing from now on."""
    with transaction.atomic():
        if Link.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
            record.record("privacy.revoke_link", link, by=by, after={"revoked": True})


def to(row: models.Model) -> models.QuerySet[Link]:
    return Link.objects.filter(object_type=row._meta.label_lower, object_id=row.pk)
