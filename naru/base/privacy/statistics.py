"""The record of pseudonymised files: for what, what stood in them, who made them (개인정보 보호법 제28조의4)."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District
from naru.base.privacy.models import PseudonymExport

KEPT_DAYS = 365


def keep(
    *,
    district: District,
    purpose: str,
    recipient: str,
    columns: tuple[str, ...],
    rows: int,
    hidden: int,
    least: int,
    digest: str,
    today: date,
    by: User,
) -> PseudonymExport:
    """Writes that a file was made. Raises NotAllowed."""
    access.require(by, Permission.STATISTICS_EXPORT, on=district)
    with transaction.atomic():
        made = PseudonymExport.objects.create(
            district=district,
            purpose=purpose,
            recipient=recipient,
            columns=list(columns),
            rows=rows,
            hidden=hidden,
            least=least,
            digest=digest,
            made_by_id=by.pk,
            made_by=by.name,
            made_at=timezone.now(),
            destroy_by=today + timedelta(days=KEPT_DAYS),
        )
        record.record("privacy.export_statistics", made, by=by, why=purpose)
    return made


def made_for(viewer: User, district: District) -> QuerySet[PseudonymExport]:
    return PseudonymExport.objects.visible_to(viewer).filter(district=district)
