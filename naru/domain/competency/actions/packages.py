"""Frameworks that come as a package."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District
from naru.base.rulebook.errors import Conflict
from naru.domain.competency import queries, rules
from naru.domain.competency.actions.steps import write_parts
from naru.domain.competency.enums import (
    FrameworkKind,
    UnitState,
)
from naru.domain.competency.models import (
    Framework,
    Unit,
)


@dataclass(frozen=True)
class Described:
    """A unit of a package: what becomes a row, and the item as it came; `is_own` when it was written by Naru."""

    code: str
    name: str
    level: int | None
    definition: str
    item: dict[str, Any]
    parts: list[rules.Part] = field(default_factory=list)
    is_own: bool = False


def import_package(
    *, district: District, code: str, units: Sequence[Described], package: dict[str, Any], by: User
) -> Framework:
    """A framework from a CASE package: units as rows, everything else kept as it came. Raises Conflict for a taken code."""
    access.require(by, Permission.COMPETENCY_WRITE, on=district)
    is_own = bool(units) and all(each.is_own for each in units)
    document = package["CFDocument"]
    with transaction.atomic():
        if Framework.objects.filter(code=code).exists():
            raise Conflict(_("같은 코드의 능력 표준이 이미 있습니다."), field="code")
        made = Framework.objects.create(
            code=code,
            name=str(document["title"])[:120],
            kind=FrameworkKind.LOCAL if is_own else FrameworkKind.FOREIGN,
            district=district,
            source=str(document.get("officialSourceURL") or document["creator"])[:200],
            package=package,
        )
        taken = queries.taken_codes([each.code for each in units])
        made_units: dict[str, Unit] = {}
        for each in units:
            unit = made_units[each.item["identifier"]] = Unit.objects.create(
                framework=made,
                code=each.item["identifier"] if each.code in taken else each.code,
                name=each.name,
                level=each.level,
                definition=each.definition,
                state=UnitState.PROPOSED,
                item=each.item,
            )
            if each.parts:
                write_parts(unit, each.parts)
        for link in package.get("CFAssociations") or []:
            old, new = (made_units.get(link[end]["identifier"]) for end in ("originNodeURI", "destinationNodeURI"))
            if is_own and link["associationType"] == "replacedBy" and old and new and old != new:
                Unit.objects.filter(pk=old.pk).update(replaced_by=new)
        record.record("competency.import_package", made, by=by, after={"code": code, "units": len(units)})
    return made
