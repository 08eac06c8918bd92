"""Editions of published standards, what replaced what, and code tables."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.base.audit import record
from naru.base.bulk.upsert import upsert
from naru.base.rulebook.errors import Conflict
from naru.domain.competency import rules
from naru.domain.competency.actions.steps import carry, require_keeper, require_tables
from naru.domain.competency.actions.units import replace_unit
from naru.domain.competency.enums import (
    CodeTable,
    FrameworkKind,
    SuccessionKind,
    SuccessionState,
    UnitState,
)
from naru.domain.competency.models import (
    Code,
    Edition,
    Framework,
    Occupation,
    Succession,
    Unit,
)

MOST_ODDITIES = 500


NATIONAL = {"name": "국가직무능력표준", "kind": FrameworkKind.NCS, "source": "한국산업인력공단 국가직무능력표준"}


@dataclass(frozen=True)
class Loaded:
    """What loading an edition did; `edition` is None when nothing was new."""

    edition: Edition | None
    new: int = 0
    changed: int = 0
    same: int = 0
    replaced: int = 0
    waiting: int = 0


_COLUMNS = ("framework_id", "code", "name", "level", "definition", "group_name", "base", "state")


def load_edition(
    *,
    framework: Framework | None,
    rows: Sequence[rules.Published],
    oddities: Sequence[dict[str, Any]],
    label: str,
    by: User | None,
) -> Loaded:
    """Takes a published table in: old units stay, one-to-one replacements are followed, the rest waits for a person.

    `framework` None is the national one, made with its first loading. Rows have distinct versioned codes. Loading the
    same again writes nothing, not even a note.
    """
    require_keeper(by, framework) if framework is not None else require_tables(by)
    with transaction.atomic():
        framework = framework or Framework.objects.get_or_create(code="ncs", defaults=NATIONAL)[0]
        Framework.objects.select_for_update().get(pk=framework.pk)
        foreign = Unit.objects.exclude(framework=framework).filter(code__in=[each.code for each in rows][:1])
        if foreign.exists():
            raise Conflict(_("같은 코드가 다른 능력 표준에 있습니다: %(code)s") % {"code": rows[0].code})
        counts = upsert(
            Unit,
            _COLUMNS,
            [
                (
                    framework.pk,
                    each.code,
                    each.name,
                    each.level,
                    each.definition,
                    each.group_name,
                    each.code[:10],
                    UnitState.CONFIRMED.value,
                )
                for each in rows
            ],
            conflict=("code",),
            keep=("framework_id", "state"),
        )
        units = {each.code: each for each in framework.units.all() if rules.NCS_CODE.fullmatch(each.code)}
        asked = Succession.objects.filter(edition__framework=framework).values_list("unit__code", flat=True)
        settled = {code for code, each in units.items() if each.replaced_by_id} | set(asked)
        steps = rules.steps(
            {code: each.name for code, each in units.items()},
            {each.code for each in rows},
            {each.code for each in rows if each.is_old},
            settled,
        )
        if not (counts.new or counts.changed or steps):
            return Loaded(None, 0, 0, counts.same)
        one = {each.code: each.candidates[0] for each in steps if each.kind == SuccessionKind.ONE}
        edition = Edition.objects.create(
            framework=framework,
            label=label[:160],
            digest=_digest(rows),
            rows=len(rows),
            new=counts.new,
            changed=counts.changed,
            same=counts.same,
            replaced=len(one),
            waiting=len(steps) - len(one),
            odd=len(oddities),
            oddities=list(oddities[:MOST_ODDITIES]),
        )
        _write_steps(edition, steps, units)
        carry({units[old].pk: units[new].pk for old, new in one.items()})
        record.record(
            "competency.load_edition", edition, by=by, district=framework.district_id, after=_counts_of(edition)
        )
    return Loaded(edition, counts.new, counts.changed, counts.same, len(one), len(steps) - len(one))


def _counts_of(edition: Edition) -> dict[str, Any]:
    return record.snapshot(edition, "label", "digest", "rows", "new", "changed", "replaced", "waiting", "odd")


def _digest(rows: Sequence[rules.Published]) -> str:
    given = json.dumps(sorted((list(asdict(each).values()) for each in rows), key=str), ensure_ascii=False)
    return hashlib.sha256(given.encode()).hexdigest()


def _write_steps(edition: Edition, steps: Sequence[rules.Step], units: dict[str, Unit]) -> None:
    today = timezone.localdate()
    followed, made, candidates = [], [], []
    for each in steps:
        old = units[each.code]
        is_one = each.kind == SuccessionKind.ONE
        successor = units[each.candidates[0]] if is_one else None
        if successor is not None:
            old.replaced_by = successor
            followed.append(old)
        made.append(
            Succession(
                edition=edition,
                unit=old,
                kind=each.kind,
                state=SuccessionState.FOLLOWED if is_one else SuccessionState.WAITING,
                successor=successor,
                settled_on=today if is_one else None,
            )
        )
        candidates.append([units[code].pk for code in each.candidates])
    Unit.objects.bulk_update(followed, ["replaced_by"], batch_size=500)
    rows = Succession.objects.bulk_create(made, batch_size=500)
    through = Succession.candidates.through
    through.objects.bulk_create(
        (
            through(succession_id=row.pk, unit_id=unit)
            for row, these in zip(rows, candidates, strict=True)
            for unit in these
        ),
        batch_size=500,
    )


def settle_succession(*, succession: Succession, successor: Unit | None, today: date, by: User) -> Succession:
    """A person says what took the place of a unit, or that nothing did."""
    require_keeper(by, succession.edition.framework)
    with transaction.atomic():
        fresh = Succession.objects.select_for_update().get(pk=succession.pk)
        rules.may_settle(fresh.state == SuccessionState.WAITING)
        fresh.state, fresh.settled_on, fresh.settled_by = SuccessionState.SETTLED, today, by.name
        fresh.successor = successor
        fresh.save()
        if successor is not None:
            replace_unit(unit=succession.unit, successor=successor, by=by)
        record.record(
            "competency.settle_succession",
            fresh,
            by=by,
            after=record.snapshot(fresh, "successor_id", "settled_on"),
            district=succession.edition.framework.district_id,
        )
    return fresh


def load_codes(*, table: CodeTable | None, rows: Sequence[tuple[str, str]], label: str, by: User | None) -> Loaded:
    """Takes in a table of codes; `table` None is KECO, the occupations themselves."""
    require_tables(by)
    with transaction.atomic():
        if table is None:
            counts = upsert(Occupation, ("code", "name"), rows, conflict=("code",))
        else:
            given = [(table.value, code, name) for code, name in rows]
            counts = upsert(Code, ("table", "code", "name"), given, conflict=("table", "code"))
        if counts.new or counts.changed:
            row = (Occupation if table is None else Code).objects.order_by("-pk").first()
            after = {"table": table.value if table else "keco", "new": counts.new, "changed": counts.changed}
            record.record("competency.load_codes", row, by=by, after=after, why=label)  # type: ignore[arg-type]
    return Loaded(None, counts.new, counts.changed, counts.same)
