"""Deeds on rooms and machines of a school."""

from django.db import transaction

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import Organisation
from naru.domain.curriculum.models import Equipment
from naru.domain.curriculum.rules import course as rules


def set_equipment(*, school: Organisation, code: str, name: str, is_there: bool, cost: int, by: User) -> Equipment:
    """Enters a room or machine of a school, or says it anew; what it was stands in the audit."""
    access.require(by, Permission.CURRICULUM_WRITE, on=school)
    rules.may_equip(is_there, cost)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=school.pk)
        made, is_new = Equipment.objects.get_or_create(school=school, code=code, defaults={"name": name})
        before = {} if is_new else record.snapshot(made)
        made.name, made.is_there, made.cost = name, is_there, cost
        made.save()
        record.record("curriculum.set_equipment", made, by=by, before=before)
    return made
