"""Deeds on targets of supply."""

from decimal import Decimal

from django.db import transaction

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District
from naru.domain.curriculum.enums import TargetCode
from naru.domain.curriculum.models import SupplyTarget
from naru.domain.curriculum.rules import supply as rules


def set_target(
    *, district: District, year: int, code: TargetCode, target: Decimal, source: str, by: User
) -> SupplyTarget:
    """Sets what an indicator of a year is to reach; the earlier figure stands in the audit."""
    access.require(by, Permission.CURRICULUM_CAMPAIGN, on=district)
    rules.may_aim(target, source)
    with transaction.atomic():
        District.objects.select_for_update().get(pk=district.pk)
        made, is_new = SupplyTarget.objects.get_or_create(
            district=district, year=year, code=code, defaults={"target": target, "source": source}
        )
        before = {} if is_new else record.snapshot(made)
        made.target, made.source = target, source
        made.save()
        record.record("curriculum.set_target", made, by=by, before=before)
    return made
