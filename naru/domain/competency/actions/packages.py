"""Frameworks that come as a package."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.base.audit import record
from naru.base.district.models import District
from naru.base.rulebook.errors import Conflict
from naru.domain.competency import queries, rules
from naru.domain.competency.actions.steps import require_writer, write_parts
from naru.domain.competency.enums import (
    FrameworkKind,
    UnitState,
)
from naru.domain.competency.models import (
    Framework,
    Package,
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
    group_name: str = ""


def import_package(
    *, district: District, code: str, units: Sequence[Described], package: dict[str, Any], by: User | None
) -> Framework:
    """A framework from a CASE package: units as rows, everything else kept as it came. Raises Conflict for a taken code."""
    require_writer(by, district)
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
            source=str(document.get("officialSourceURL") or document.get("creator") or document["title"])[:200],
        )
        Package.objects.create(framework=made, whole=package)
        rows = Unit.objects.bulk_create(_rows(made, units), batch_size=500)
        found = {_key(each.item): each for each in rows}
        for row, each in zip(rows, units, strict=True):
            if each.parts:
                write_parts(row, each.parts)
        if is_own:
            _follow(package, found)
        record.record("competency.import_package", made, by=by, after={"code": code, "units": len(units)})
    return made


def _rows(framework: Framework, units: Sequence[Described]) -> list[Unit]:
    """The units, not written yet, each under a code of its own."""
    choices = rules.code_choices(framework.code, [(each.code, each.item["identifier"]) for each in units])
    used = queries.taken_codes({code for each in choices for code in each})
    rows = []
    for each, codes in zip(units, choices, strict=True):
        code = next(code for code in codes if code not in used)
        used.add(code)
        rows.append(
            Unit(
                framework=framework,
                code=code,
                name=each.name,
                level=each.level,
                base=code[:10] if rules.NCS_CODE.fullmatch(code) else "",
                group_name=each.group_name,
                definition=each.definition,
                state=UnitState.PROPOSED,
                item=each.item,
            )
        )
    return rows


def _key(node: Any) -> str:
    """Identifiers are the same in large and small letters."""
    return str(node["identifier"]).casefold()


def _follow(package: dict[str, Any], units: dict[str, Unit]) -> None:
    """Units whose successor the package names get it."""
    replaced = []
    for link in package.get("CFAssociations") or []:
        old, new = (units.get(_key(link[end])) for end in ("originNodeURI", "destinationNodeURI"))
        if link["associationType"] == "replacedBy" and old and new:
            old.replaced_by = new
            replaced.append(old)
    Unit.objects.bulk_update(replaced, ["replaced_by"], batch_size=500)
