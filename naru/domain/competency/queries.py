"""Reads of the room competency."""

import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts import waiting as todo
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.accounts.waiting import Todo, Waiting
from naru.base.district.models import District
from naru.domain.competency.enums import FrameworkKind, SuccessionState, UnitState, Verdict
from naru.domain.competency.models import (
    Alignment,
    Code,
    Edition,
    Element,
    Framework,
    Occupation,
    Package,
    Succession,
    Suggestion,
    Text,
    Unit,
)

#: SQLite takes at most a thousand values of one question on old installations.
CODES_AT_ONCE = 900


def listing(viewer: User) -> QuerySet[Unit]:
    return Unit.objects.visible_to(viewer).select_related("framework", "replaced_by")


def one(viewer: User, pk: int) -> Unit:
    return access.one(listing(viewer), pk=pk)


def frameworks(viewer: User) -> QuerySet[Framework]:
    return Framework.objects.visible_to(viewer)


def counted_frameworks(viewer: User) -> QuerySet[Framework]:
    """Frameworks with the number of their units, and whether they came as a package."""
    is_package = Exists(Package.objects.filter(framework=OuterRef("pk")))
    return frameworks(viewer).select_related("district").annotate(unit_count=Count("units"), is_package=is_package)


def whole(framework: Framework) -> list[Unit]:
    """Every unit of a framework with its elements and criteria, by code."""
    rows = framework.units.select_related("framework", "replaced_by__framework").prefetch_related("elements__criteria")
    return list(rows.order_by("code"))


def package(framework: Framework) -> dict[str, Any] | None:
    """What the framework's CASE package said beyond its units; None for one that did not come as a package."""
    return Package.objects.filter(framework=framework).values_list("whole", flat=True).first()


def framework_one(viewer: User, pk: int) -> Framework:
    return access.one(frameworks(viewer), pk=pk)


def framework_coded(code: str) -> Framework | None:
    """For the terminal, which sees all."""
    return Framework.objects.filter(code=code).first()


def writable_frameworks(viewer: User) -> QuerySet[Framework]:
    """Frameworks to which the person may add units: all for the installation's administrator, else their district's."""
    here = access.reach(viewer, Permission.COMPETENCY_WRITE)
    return frameworks(viewer) if here.everywhere else frameworks(viewer).filter(district__in=here.districts)


def lineage(viewer: User, unit: Unit) -> tuple[list[Unit], list[Unit]]:
    """What the unit replaced (oldest first) and what replaced it, one after the other."""
    seen = {unit.pk}
    later: list[Unit] = []
    step = unit.replaced_by
    while step is not None and step.pk not in seen:
        seen.add(step.pk)
        later.append(step)
        step = step.replaced_by
    earlier: list[Unit] = []
    ring = list(listing(viewer).filter(replaced_by=unit))
    while ring:
        fresh = [each for each in ring if each.pk not in seen]
        seen |= {each.pk for each in fresh}
        earlier = [*fresh, *earlier]
        ring = list(listing(viewer).filter(replaced_by__in=fresh)) if fresh else []
    return earlier, later


def next_code(framework: Framework) -> str:
    """A code that is free and goes on from the framework's own (PH-BAT-07: PH-BAT-08); empty where they bear no number."""
    codes = list(Unit.objects.filter(framework=framework).order_by().values_list("code", flat=True))
    parts = [found for found in (re.fullmatch(r"(.*?)(\d{1,6})", code) for code in codes) if found]
    if not parts:
        return ""
    last = max(parts, key=lambda found: int(found[2]))
    code = f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}"
    return "" if Unit.objects.filter(code=code).exists() else code


def occupations(viewer: User) -> QuerySet[Occupation]:
    return Occupation.objects.visible_to(viewer)


def chain_after(unit: Unit) -> list[str]:
    """Codes of a unit and of what replaced it, one after the other."""
    codes = [unit.code]
    step = unit.replaced_by
    while step is not None and step.code not in codes:
        codes.append(step.code)
        step = step.replaced_by
    return codes


def successors() -> dict[int, int]:
    """What each replaced unit has become in the end (by id), as far as it was followed or settled; one query.

    Words and courses keep the unit that they named; numbers count the one that is in force today.
    """
    rows = Unit.objects.filter(replaced_by__isnull=False).order_by().values_list("pk", "replaced_by")
    step = {unit: successor for unit, successor in rows if successor is not None}
    found: dict[int, int] = {}
    for unit in step:
        last, seen = step[unit], {unit}
        while last in step and last not in seen:
            seen.add(last)
            last = step[last]
        found[unit] = last
    return found


def usable(viewer: User) -> QuerySet[Unit]:
    """Units that may be asked for or linked: confirmed, and not replaced by another."""
    return listing(viewer).filter(state=UnitState.CONFIRMED, replaced_by__isnull=True)


def taken_codes(codes: Collection[str]) -> set[str]:
    """Which of these codes a unit bears already; asked in portions that every database takes."""
    wanted = sorted(codes)
    found: set[str] = set()
    for start in range(0, len(wanted), CODES_AT_ONCE):
        portion = wanted[start : start + CODES_AT_ONCE]
        found |= set(Unit.objects.filter(code__in=portion).values_list("code", flat=True))
    return found


def parts(unit: Unit) -> QuerySet[Any]:
    """Elements of a unit with their criteria."""
    return unit.elements.prefetch_related("criteria")


def editions(viewer: User) -> QuerySet[Edition]:
    return Edition.objects.visible_to(viewer).select_related("framework")


def successions(viewer: User) -> QuerySet[Succession]:
    """What editions did with older units; `links`: how many confirmed typed links the old unit has."""
    return (
        Succession.objects.visible_to(viewer)
        .select_related("unit", "successor", "edition__framework__district")
        .prefetch_related("candidates")
        .annotate(links=Count("unit__alignments", filter=Q(unit__alignments__state="confirmed"), distinct=True))
    )


def succession(viewer: User, pk: int) -> Succession:
    return access.one(successions(viewer), pk=pk)


def codes(viewer: User) -> QuerySet[Code]:
    return Code.objects.visible_to(viewer)


def alignments(viewer: User) -> QuerySet[Alignment]:
    return Alignment.objects.visible_to(viewer).select_related("unit", "other", "occupation", "licence", "district")


def alignment(viewer: User, pk: int) -> Alignment:
    return access.one(alignments(viewer), pk=pk)


def texts(viewer: User) -> QuerySet[Text]:
    """Texts with how many of their proposals were judged right."""
    return (
        Text.objects.visible_to(viewer)
        .select_related("district")
        .annotate(
            proposed=Count("suggestions", distinct=True),
            judged=Count("suggestions", filter=~Q(suggestions__verdict=Verdict.WAITING), distinct=True),
            right=Count("suggestions", filter=Q(suggestions__verdict=Verdict.YES), distinct=True),
        )
    )


def text(viewer: User, pk: int) -> Text:
    return access.one(texts(viewer), pk=pk)


def suggestions(viewer: User) -> QuerySet[Suggestion]:
    return Suggestion.objects.visible_to(viewer).select_related("text__district", "unit__framework")


def suggestion(viewer: User, pk: int) -> Suggestion:
    return access.one(suggestions(viewer), pk=pk)


def person(pk: int) -> User:
    """Who asked for long work."""
    return User.objects.get(pk=pk)


def unread(district: int) -> list[tuple[int, str, str]]:
    """(id, title, body) of the texts of a district that the engine has not read."""
    return list(
        Text.objects.filter(district=district, linked_at=None).order_by("pk").values_list("pk", "title", "body")
    )


def catalogue(district: int) -> list[tuple[int, str, str, str]]:
    """(id, code, name, definition with elements) of every unit that texts of a district may be linked to; two queries."""
    rows = (
        Unit.objects.filter(state=UnitState.CONFIRMED, replaced_by__isnull=True)
        .filter(Q(framework__district=None) | Q(framework__district=district))
        .exclude(framework__kind=FrameworkKind.FOREIGN)
        .order_by("code")
    )
    about: dict[int, list[str]] = {}
    for unit, name in (
        Element.objects.filter(unit__in=rows.order_by()).order_by("unit", "number").values_list("unit", "name")
    ):
        about.setdefault(unit, []).append(name)
    return [
        (pk, code, name, ". ".join(filter(None, [definition, *about.get(pk, ())])))
        for pk, code, name, definition in rows.values_list("pk", "code", "name", "definition")
    ]


def districts_with_units() -> list[int]:
    """Ids of the districts with a framework of their own, and of one without: those without share one catalogue."""
    own = list(
        Framework.objects.filter(district__isnull=False).order_by().values_list("district", flat=True).distinct()
    )
    other = District.objects.exclude(pk__in=own).order_by("pk").values_list("pk", flat=True).first()
    return [*own, other] if other is not None else own


def near(district: int, codes: Sequence[str], most: int) -> list[tuple[int, str, str, str]]:
    """The part of a district's catalogue that can be made ready at once: its own units, and the kin of these codes."""
    kin = {code[:6] for code in codes if len(code) > 12}
    rows = [each for each in catalogue(district) if len(each[1]) < 13 or each[1][:6] in kin]
    return rows[:most]


def choosable(district: int, units: Sequence[int]) -> dict[int, Unit]:
    """Those of these units (ids) that may be asked for in a district: public facts, for whoever answers without an account."""
    rows = Unit.objects.filter(pk__in=units, state=UnitState.CONFIRMED, replaced_by__isnull=True)
    return {each.pk: each for each in rows.filter(Q(framework__district=None) | Q(framework__district=district))}


def judged(district: int) -> list[tuple[str, str, bool]]:
    """(text, unit code, yes) of every judgement in a district."""
    rows = Suggestion.objects.filter(text__district=district).exclude(verdict=Verdict.WAITING).order_by("pk")
    found = rows.values_list("text__title", "text__body", "unit__code", "verdict")
    return [(f"{title}. {body}", code, verdict == Verdict.YES) for title, body, code, verdict in found]


TODOS = (
    Todo(
        "competency.settle",
        _("새 판에서 무엇이 대신하는지 정할 능력단위"),
        lambda rows, _today: rows.filter(state=SuccessionState.WAITING),
        Succession,
        Permission.COMPETENCY_WRITE,
        page="competency:successions",
        query=(("todo", "settle"),),
        one="competency:settle",
    ),
    Todo(
        "competency.confirm",
        _("확인을 기다리는 지역 능력단위"),
        lambda rows, _today: rows.filter(state=UnitState.PROPOSED),
        Unit,
        Permission.COMPETENCY_WRITE,
        district="framework__district",
        page="competency:list",
        query=(("todo", "confirm"),),
        one="competency:detail",
    ),
)


def waiting(viewer: User, district: District | None, today: date) -> list[Waiting]:
    """What waits for the viewer in this room; one query for each kind."""
    return todo.of(TODOS, viewer, today, district)
