"""Deeds of the room competency."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.bulk.upsert import upsert
from naru.base.district.models import District
from naru.base.rulebook.errors import Conflict, NotAllowed
from naru.domain.competency import queries, rules
from naru.domain.competency.enums import (
    AlignmentKind,
    AlignmentState,
    CodeTable,
    FrameworkKind,
    SuccessionKind,
    SuccessionState,
    UnitState,
    Verdict,
)
from naru.domain.competency.models import (
    Alignment,
    Code,
    Criterion,
    Edition,
    Element,
    Framework,
    Occupation,
    Succession,
    Suggestion,
    Text,
    Unit,
)

MOST_ODDITIES = 500
MOST_TEXTS = 500
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


def _require(by: User | None, framework: Framework) -> None:
    """A framework of a district is its coordinator's; the national one is the administrator's (None: the terminal)."""
    if by is None:
        return
    if framework.district is not None:
        access.require(by, Permission.COMPETENCY_WRITE, on=framework.district)
    elif not access.reach(by, Permission.COMPETENCY_WRITE).everywhere:
        raise NotAllowed(_("이 일을 할 수 있는 역할이 없습니다."))


def _require_tables(by: User | None) -> None:
    if by is not None and not access.reach(by, Permission.COMPETENCY_WRITE).everywhere:
        raise NotAllowed(_("이 일을 할 수 있는 역할이 없습니다."))


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
    _require(by, framework)
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
    _require(by, framework)
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
        _write_parts(made, parts)
        record.record("competency.add_unit", made, by=by, district=framework.district_id)
    return made


def _write_parts(unit: Unit, parts: Sequence[rules.Part]) -> None:
    unit.elements.all().delete()
    for number, part in enumerate(parts, 1):
        element = Element.objects.create(unit=unit, number=number, name=part.name)
        Criterion.objects.bulk_create(
            Criterion(element=element, number=place, text=text) for place, text in enumerate(part.criteria, 1)
        )


def describe_unit(*, unit: Unit, definition: str, level: int | None, parts: list[rules.Part], by: User) -> Unit:
    """Writes down what a proposed unit is made of."""
    _require(by, unit.framework)
    with transaction.atomic():
        fresh = Unit.objects.select_for_update(of=("self",)).select_related("framework").get(pk=unit.pk)
        rules.may_describe(fresh.item is not None)
        rules.may_add_unit(FrameworkKind(fresh.framework.kind), fresh.code, level)
        rules.may_decide_unit(FrameworkKind(fresh.framework.kind), UnitState(fresh.state), len(parts), accepts=False)
        before = record.snapshot(fresh, "definition", "level")
        fresh.definition, fresh.level = definition, level
        fresh.save()
        _write_parts(fresh, parts)
        after = record.snapshot(fresh, "definition", "level") | {"parts": rules.written(parts)}
        record.record(
            "competency.describe_unit", fresh, by=by, before=before, after=after, district=fresh.framework.district_id
        )
    return fresh


def decide_unit(*, unit: Unit, accepts: bool, today: date, by: User) -> Unit:
    """A person confirms a proposed unit, so that it may be used, or puts it away."""
    _require(by, unit.framework)
    with transaction.atomic():
        fresh = Unit.objects.select_for_update(of=("self",)).select_related("framework").get(pk=unit.pk)
        kind = FrameworkKind(fresh.framework.kind)
        rules.may_decide_unit(kind, UnitState(fresh.state), fresh.elements.count(), accepts=accepts)
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
    _require(by, unit.framework)
    rules.may_replace(unit.code, queries.chain_after(successor))
    with transaction.atomic():
        before = record.snapshot(unit, "replaced_by_id")
        unit.replaced_by = successor
        unit.save()
        _carry({unit.pk: successor.pk})
        record.record(
            "competency.replace_unit",
            unit,
            by=by,
            before=before,
            after=record.snapshot(unit, "replaced_by_id"),
            district=unit.framework.district_id,
        )


def _carry(moved: dict[int, int]) -> int:
    """Confirmed links of units that were replaced, made again at their successors; returns how many."""
    known = Alignment.objects.filter(followed__unit__in=moved).values("followed")
    made = []
    for each in Alignment.objects.filter(unit__in=moved, state=AlignmentState.CONFIRMED).exclude(pk__in=known):
        followed = each.pk
        each.pk, each.unit_id, each.followed_id = None, moved[each.unit_id], followed
        if each.other_id != each.unit_id:
            made.append(each)
    Alignment.objects.bulk_create(made)
    return len(made)


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
    _require(by, framework) if framework is not None else _require_tables(by)
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
        _carry({units[old].pk: units[new].pk for old, new in one.items()})
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
    _require(by, succession.edition.framework)
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
    _require_tables(by)
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


def align(
    *,
    unit: Unit,
    kind: AlignmentKind,
    district: District,
    source: str,
    by: User,
    other: Unit | None = None,
    occupation: Occupation | None = None,
    licence: Code | None = None,
    subject: str = "",
) -> Alignment:
    """Proposes a typed link of a unit to exactly one other thing."""
    access.require(by, Permission.COMPETENCY_WRITE, on=district)
    rules.may_use(UnitState(unit.state))
    if other is not None:
        rules.may_replace(unit.code, [other.code])
    with transaction.atomic():
        made = Alignment.objects.create(
            district=district,
            unit=unit,
            kind=kind,
            other=other,
            occupation=occupation,
            licence=licence,
            subject=subject,
            source=source,
            state=AlignmentState.PROPOSED,
        )
        record.record("competency.align", made, by=by)
    return made


def decide_alignment(*, alignment: Alignment, accepts: bool, today: date, by: User) -> Alignment:
    """A person confirms a typed link, or says that it is none."""
    access.require(by, Permission.COMPETENCY_WRITE, on=alignment)
    with transaction.atomic():
        fresh = Alignment.objects.select_for_update().get(pk=alignment.pk)
        rules.may_decide_alignment(AlignmentState(fresh.state))
        fresh.state = AlignmentState.CONFIRMED if accepts else AlignmentState.REJECTED
        fresh.confirmed_on, fresh.confirmed_by = today, by.name
        fresh.save()
        record.record(
            "competency.decide_alignment", fresh, by=by, after=record.snapshot(fresh, "state", "confirmed_on")
        )
    return fresh


def add_texts(*, district: District, kind: str, texts: Sequence[tuple[str, str]], source: str, by: User) -> list[Text]:
    """Keeps texts (title, body) to be linked; the engine reads them afterwards."""
    access.require(by, Permission.COMPETENCY_WRITE, on=district)
    with transaction.atomic():
        made = Text.objects.bulk_create(
            Text(district=district, kind=kind, title=title[:200], body=body, source=source)
            for title, body in texts[:MOST_TEXTS]
        )
        record.record("competency.add_texts", district, by=by, district=district.pk, after={"texts": len(made)})
    return made


def record_suggestions(
    *, district: District, found: dict[int, tuple[bool, list[Suggestion]]], by: User
) -> dict[str, int]:
    """Keeps what the engine proposed, by text (does any unit fit, the proposals); a text that was read stays as it is."""
    access.require(by, Permission.COMPETENCY_WRITE, on=district)
    counts = {"read": 0, "without": 0}
    with transaction.atomic():
        for pk, (fits, rows) in found.items():
            unread = Text.objects.filter(pk=pk, district=district, linked_at=None)
            if unread.update(linked_at=timezone.now(), fits=fits):
                Suggestion.objects.bulk_create(rows)
                counts["read"] += 1
                counts["without"] += not fits
        record.record("competency.record_suggestions", district, by=by, district=district.pk, after=dict(counts))
    return counts


def judge(*, suggestion: Suggestion, is_yes: bool, today: date, by: User) -> Suggestion:
    """A person's yes or no to a proposed unit; kept, and heard by later proposals."""
    access.require(by, Permission.COMPETENCY_WRITE, on=suggestion.text.district)
    with transaction.atomic():
        fresh = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
        before = record.snapshot(fresh, "verdict")
        fresh.verdict = Verdict.YES if is_yes else Verdict.NO
        fresh.judged_on, fresh.judged_by = today, by.name
        fresh.save()
        record.record(
            "competency.judge",
            fresh,
            by=by,
            before=before,
            after=record.snapshot(fresh, "text_id", "unit_id", "verdict"),
            district=suggestion.text.district_id,
        )
    return fresh


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
                _write_parts(unit, each.parts)
        for link in package.get("CFAssociations") or []:
            old, new = (made_units.get(link[end]["identifier"]) for end in ("originNodeURI", "destinationNodeURI"))
            if is_own and link["associationType"] == "replacedBy" and old and new and old != new:
                Unit.objects.filter(pk=old.pk).update(replaced_by=new)
        record.record("competency.import_package", made, by=by, after={"code": code, "units": len(units)})
    return made
