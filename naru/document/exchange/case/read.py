"""A CASE package read: every fault by line and path, and its items as units."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from naru.document.exchange.case import lines, schema
from naru.document.exchange.case.lines import Path
from naru.domain.competency import rules
from naru.domain.competency.actions import Described

UNIT, ELEMENT, CRITERION = "능력단위", "능력단위요소", "수행준거"
BIGGEST = 50 * 1024 * 1024
MOST_FAULTS = 300


@dataclass(frozen=True)
class Fault:
    """One thing wrong: the line (from 1), the path in the package, and what."""

    line: int
    path: str
    sentence: str


class Faulty(Exception):
    """The file is no package that can be taken; `faults` says why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass(frozen=True)
class Package:
    """What is to be kept: the whole package without the items that became units, and those units."""

    version: str
    whole: dict[str, Any]
    units: list[Described]

    @property
    def title(self) -> str:
        return str(self.whole["CFDocument"]["title"])


def read(content: bytes) -> Package:
    """Raises Faulty."""
    if len(content) > BIGGEST:
        raise Faulty([Fault(0, ".", gettext("파일이 너무 큽니다(50MB까지)."))])
    try:
        text = content.decode("utf-8-sig")
        located = lines.parse(text)
    except UnicodeDecodeError:
        raise Faulty([Fault(0, ".", gettext("UTF-8로 저장한 JSON이 아닙니다."))]) from None
    except lines.Broken as broken:
        line = text.count("\n", 0, broken.at) + 1
        raise Faulty([Fault(line, ".", gettext("JSON이 아닙니다: %(why)s") % {"why": broken.why})]) from None
    given = located.value
    root: Path = ()
    if isinstance(given, dict) and "CFPackage" in given and "CFDocument" not in given:
        given, root = given["CFPackage"], ("CFPackage",)
    version = _version(given)
    faults = [(path, gettext("같은 이름이 두 번 있습니다.")) for path in located.doubled]
    faults += schema.PACKAGE(given, root, version)
    if not faults:
        faults += _doubled(given, root)
    if faults:
        told = [Fault(located.lines.get(path, 0), lines.written(path), why) for path, why in faults[:MOST_FAULTS]]
        raise Faulty(sorted(told, key=lambda each: each.line))
    return Package(version, *_units(given))


def _version(given: Any) -> str:
    document = given.get("CFDocument") if isinstance(given, dict) else None
    return "1.1" if isinstance(document, dict) and document.get("caseVersion") == "1.1" else "1.0"


def _doubled(given: dict[str, Any], root: Path) -> Iterator[tuple[Path, str]]:
    for kind in ("CFItems", "CFAssociations"):
        seen: set[str] = set()
        for place, each in enumerate(given.get(kind) or []):
            if each["identifier"].lower() in seen:
                yield (*root, kind, place, "identifier"), gettext("같은 식별자가 앞에 있습니다.")
            seen.add(each["identifier"].lower())


def _units(given: dict[str, Any]) -> tuple[dict[str, Any], list[Described]]:
    """Items of our own writing become units with their elements and criteria; of another's, each item is a unit."""
    items = given.get("CFItems") or []
    is_own = any(each.get("CFItemType") == UNIT for each in items)
    below = _children(given) if is_own else {}
    by_id = {each["identifier"]: each for each in items}
    units = []
    rest = []
    for each in items:
        if each.get("CFItemType") == UNIT:
            units.append(_own(each, by_id, below))
        elif is_own and each.get("CFItemType") in {ELEMENT, CRITERION}:
            rest.append(each)
        else:
            units.append(_foreign(each))
    order = [each["identifier"] for each in items]
    kept = {**given, "order": order}
    if "CFItems" in given:
        kept["CFItems"] = rest
    return kept, units


def _children(given: dict[str, Any]) -> dict[str, list[str]]:
    """Identifiers of the children of each item, by their sequence numbers."""
    found: dict[str, list[tuple[float, int, str]]] = {}
    for place, each in enumerate(given.get("CFAssociations") or []):
        if each["associationType"] == "isChildOf":
            rank = (each.get("sequenceNumber") or 0, place, each["originNodeURI"]["identifier"])
            found.setdefault(each["destinationNodeURI"]["identifier"], []).append(rank)
    return {parent: [child for _n, _p, child in sorted(ranks)] for parent, ranks in found.items()}


def _own(item: dict[str, Any], by_id: dict[str, Any], below: dict[str, list[str]]) -> Described:
    parts = []
    for key in below.get(item["identifier"], []):
        element = by_id.get(key, {})
        if element.get("CFItemType") == ELEMENT:
            criteria = [by_id[each]["fullStatement"] for each in below.get(key, []) if each in by_id]
            parts.append(rules.Part(element["fullStatement"][:300], [each[:1000] for each in criteria]))
    return Described(
        code=(item.get("humanCodingScheme") or item["identifier"])[:40],
        name=item["fullStatement"][:160],
        level=_level(item),
        definition=item.get("notes") or "",
        item=item,
        parts=parts,
        is_own=True,
    )


def _foreign(item: dict[str, Any]) -> Described:
    """The code is the coding scheme where it is short enough, else the identifier."""
    code = item.get("humanCodingScheme") or ""
    full = item["fullStatement"]
    name = item.get("abbreviatedStatement") or full
    return Described(
        code=code if 0 < len(code) <= 40 else item["identifier"],
        name=" ".join(name.split())[:160],
        level=None,
        definition=full,
        item=item,
    )


def _level(item: dict[str, Any]) -> int | None:
    return next((level for each in item.get("educationLevel") or [] if (level := rules.level_of(each))), None)
