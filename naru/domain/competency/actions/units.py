"""Local frameworks and their units."""

from datetime import date

from django.db import transaction

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District
from naru.domain.competency import queries, rules
from naru.domain.competency.actions.steps import carry, require_keeper, write_parts
from naru.domain.competency.enums import (
    FrameworkKind,
    UnitState,
)
from naru.domain.competency.models import (
    Framework,
    Unit,
)


def open_framework(*, district: District, code: str, name: str, source: str, by: User) -> Framework:
    """A framework of the district's own, for what the national one lacks."""
    access.require(by, Permission.COMPETENCY_WRITE, on=district)
    with transaction.atomic():
        made = Framework.objects.create(
            code=code, name=name, kind=FrameworkKind.LOCAL, district=district, source=source
        )
        record.record("competency.open_framework", made, by=by)
    return made


def add_unit(*, framework: Framework, code: str, name: str, level: int | None, by: User) -> Unit:
    """A unit of a district's own framework is a proposal until it is confirmed."""
    require_keeper(by, framework)
    return propose_unit(framework=framework, code=code, name=name, level=level, definition="", parts=[], by=by)


def propose_unit(
    *,
    framework: Framework,
    code: str,
    name: str,
    level: int | None,
    definition: str,
    parts: list[rules.Part],
    by: User,
) -> Unit:
    """A unit with its elements and criteria; in a local framework it waits for a person's confirmation."""
    require_keeper(by, framework)
    rules.may_add_unit(FrameworkKind(framework.kind), code, level)
    is_local = framework.kind in {FrameworkKind.LOCAL, FrameworkKind.FOREIGN}
    with transaction.atomic():
        made = Unit.objects.create(
            framework=framework,
            code=code,
            name=name,
            level=level,
            definition=definition,
            base=code[:10] if rules.NCS_CODE.fullmatch(code) else "",
            state=UnitState.PROPOSED if is_local else UnitState.CONFIRMED,
        )
        write_parts(made, parts)
        record.record("competency.add_unit", made, by=by, district=framework.district_id)
    return made


def describe_unit(*, unit: Unit, definition: str, level: int | None, parts: list[rules.Part], by: User) -> Unit:
    """Writes down what a proposed unit is made of."""
    require_keeper(by, unit.framework)
    with transaction.atomic():
        fresh = Unit.objects.select_for_update(of=("self",)).select_related("framework").get(pk=unit.pk)
        rules.may_describe(fresh.item is not None)
        rules.may_add_unit(FrameworkKind(fresh.framework.kind), fresh.code, level)
        rules.may_decide_unit(FrameworkKind(fresh.framework.kind), UnitState(fresh.state), len(parts), accepts=False)
        before = record.snapshot(fresh, "definition", "level")
        fresh.definition, fresh.level = definition, level
        fresh.save()
        write_parts(fresh, parts)
        after = record.snapshot(fresh, "definition", "level") | {"parts": rules.written(parts)}
        record.record(
            "competency.describe_unit", fresh, by=by, before=before, after=after, district=fresh.framework.district_id
        )
    return fresh


def decide_unit(*, unit: Unit, accepts: bool, today: date, by: User) -> Unit:
    """A person confirms a proposed unit, so that it may be used, or puts it away."""
    require_keeper(by, unit.framework)
    with transaction.atomic():
        fresh = Unit.objects.select_for_update(of=("self",)).select_related("framework").get(pk=unit.pk)
        kind = FrameworkKind(fresh.framework.kind)
        parts, is_of_package = fresh.elements.count(), fresh.item is not None
        rules.may_decide_unit(kind, UnitState(fresh.state), parts, accepts=accepts, is_of_package=is_of_package)
        before = record.snapshot(fresh, "state")
        fresh.state = UnitState.CONFIRMED if accepts else UnitState.REJECTED
        fresh.confirmed_on, fresh.confirmed_by = today, by.name
        fresh.save()
        record.record(
            "competency.decide_unit",
            fresh,
            by=by,
            before=before,
            after=record.snapshot(fresh, "state", "confirmed_on"),
            district=fresh.framework.district_id,
        )
    return fresh


def replace_unit(*, unit: Unit, successor: Unit, by: User) -> None:
    """Says which unit took this one's place; the old one stays."""
    require_keeper(by, unit.framework)
    rules.may_replace(unit.code, queries.chain_after(successor))
    with transaction.atomic():
        before = record.snapshot(unit, "replaced_by_id")
        unit.replaced_by = successor
        unit.save()
        carry({unit.pk: successor.pk})
        record.record(
            "competency.replace_unit",
            unit,
            by=by,
            before=before,
            after=record.snapshot(unit, "replaced_by_id"),
            district=unit.framework.district_id,
        )
