"""Deeds of the room competency."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.rulebook.errors import NotAllowed
from naru.domain.competency import queries, rules
from naru.domain.competency.enums import FrameworkKind
from naru.domain.competency.models import Framework, Unit


def _require(by: User, framework: Framework) -> None:
    """A framework of a district is its coordinator's; the national one is the installation administrator's."""
    if framework.district is not None:
        access.require(by, Permission.COMPETENCY_WRITE, on=framework.district)
    elif not access.reach(by, Permission.COMPETENCY_WRITE).everywhere:
        raise NotAllowed(_("이 일을 할 수 있는 역할이 없습니다."))


def add_unit(*, framework: Framework, code: str, name: str, level: int | None, by: User) -> Unit:
    _require(by, framework)
    rules.may_add_unit(FrameworkKind(framework.kind), code, level)
    with transaction.atomic():
        made = Unit.objects.create(framework=framework, code=code, name=name, level=level)
        record.record("competency.add_unit", made, by=by, district=framework.district_id)
    return made


def replace_unit(*, unit: Unit, successor: Unit, by: User) -> None:
    """Says which unit took this one's place; the old one stays."""
    _require(by, unit.framework)
    rules.may_replace(unit.code, queries.chain_after(successor))
    with transaction.atomic():
        before = record.snapshot(unit)
        unit.replaced_by = successor
        unit.save()
        record.record("competency.replace_unit", unit, by=by, before=before, district=unit.framework.district_id)
