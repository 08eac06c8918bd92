"""A CASE package read: every fault by line and path, what departs from the standard, and its items as units."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naru.document.exchange.case import lines, schema
from naru.document.exchange.case.lines import Path
from naru.document.exchange.case.schema import Finding
from naru.domain.competency import rules
from naru.domain.competency.actions import Described

UNIT, ELEMENT, CRITERION = "능력단위", "능력단위요소", "수행준거"
BIGGEST = 50 * 1024 * 1024
MOST_FAULTS = 300
#: So much of each name of the way from the top is shown.
SHORT_NAME = 60
#: What the lists of a package hold, for people who do not read JSON.
THINGS = {
    "CFDocument": _("문서"),
    "CFItems": _("항목"),
    "CFAssociations": _("관계"),
    "CFDefinitions": _("정의"),
    "CFRubrics": _("채점표"),
}
DEFINED = ("CFConcepts", "CFSubjects", "CFLicenses", "CFItemTypes", "CFAssociationGroupings")


class _Placed:
    path: str

    @property
    def thing(self) -> Any:
        """Of what sort the thing at the path is; empty for the package itself."""
        return THINGS.get(self.path.removeprefix("CFPackage.").partition(".")[0].partition("[")[0], "")


@dataclass(frozen=True)
class Fault(_Placed):
    """One thing wrong: the line (from 1), the path in the package, and what."""

    line: int
    path: str
    sentence: str


@dataclass(frozen=True)
class Departure(_Placed):
    """A way in which the package is not as the standard says, kept as it came: the path without places in lists, what,
    how many times, and the line (from 1) where it stands first."""

    path: str
    sentence: str
    times: int
    line: int


class Faulty(Exception):
    """The file is no package that can be taken; `faults` says why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass(frozen=True)
class Package:
    """What is to be kept: the whole package, in which the identifier (a text) stands for each item that became a unit;
    those units; and what departs from the standard."""

    version: str
    whole: dict[str, Any]
    units: list[Described]
    departures: list[Departure] = field(default_factory=list)

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
    found = [Finding(path, gettext("같은 이름이 두 번 있습니다.")) for path in located.doubled]
    found += [Finding(path, gettext("저장할 수 없는 글자이거나 너무 큰 숫자입니다.")) for path in located.unkept]
    if isinstance(given, dict) and "CFPackage" in given and "CFDocument" not in given:
        beside = [name for name in given if name != "CFPackage"]
        found += [Finding((name,), gettext("CFPackage 밖에 있어 담을 곳이 없습니다.")) for name in beside]
        given, root = given["CFPackage"], ("CFPackage",)
    if not isinstance(given, dict) or "CFDocument" not in given:
        raise Faulty([Fault(1, ".", gettext("CASE 꾸러미(CFPackage)가 아닙니다. 맨 위에 CFDocument가 있어야 합니다."))])
    found += schema.PACKAGE(given, root)
    if not any(each.bars for each in found):
        found += _doubled(given, root)
        found += _rings(given, root)
    faults = [each for each in found if each.bars]
    if faults:
        told = [Fault(located.lines.get(each.path, 0), lines.written(each.path), each.sentence) for each in faults]
        raise Faulty(sorted(told, key=lambda each: each.line)[:MOST_FAULTS])
    return Package(_version(given), *_units(given), _departures(found, located.lines))


def _departures(found: Iterable[Finding], known: dict[Path, int]) -> list[Departure]:
    """Findings of one sort are one departure; in the order of the file."""
    times: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], int] = {}
    for each in found:
        path = lines.written(tuple("*" if isinstance(step, int) else step for step in each.path)).replace(".*", "[*]")
        key = path, each.sentence
        times[key] += 1
        first[key] = min(known.get(each.path, 0), first.get(key, 2**31))
    made = [Departure(*key, times[key], line) for key, line in first.items()]
    return sorted(made, key=lambda each: each.line)


def _version(given: dict[str, Any]) -> str:
    """What the package says, else 1.1 when it uses what only that version has in a document, else 1.0."""
    document = given["CFDocument"]
    is_11 = document.get("caseVersion") == "1.1" or {"frameworkType", "extensions"} & document.keys()
    return "1.1" if is_11 or "extensions" in given else "1.0"


def _id(node: Any) -> str:
    """Identifiers are the same in large and small letters."""
    return str(node.get("identifier") or "").casefold()


def _doubled(given: dict[str, Any], root: Path) -> Iterator[Finding]:
    """Two items of one identifier cannot be told apart; of the rest, which is only kept, both stay."""
    definitions = given.get("CFDefinitions") or {}
    kinds: list[tuple[Path, Any]] = [
        ((*root, kind), given.get(kind)) for kind in ("CFItems", "CFAssociations", "CFRubrics")
    ]
    kinds += [((*root, "CFDefinitions", kind), definitions.get(kind)) for kind in DEFINED]
    for path, each in kinds:
        seen: set[str] = set()
        for place, one in enumerate(each or []):
            key = _id(one)
            if key and key in seen:
                yield Finding(
                    (*path, place, "identifier"), gettext("같은 식별자가 앞에 있습니다."), bars=path[-1] == "CFItems"
                )
            seen.add(key)


def _rings(given: dict[str, Any], root: Path) -> Iterator[Finding]:
    """Relations that lead back to where they began: of our own units' replacements a fault, of levels a departure."""
    for kind, bars, sentence in (
        ("isChildOf", False, gettext("위아래 관계가 돌아서 제자리로 옵니다.")),
        ("replacedBy", _is_own(given), gettext("대체 관계가 돌아서 제자리로 옵니다.")),
    ):
        edges = {
            place: (_id(each["originNodeURI"]), _id(each["destinationNodeURI"]))
            for place, each in enumerate(given.get("CFAssociations") or [])
            if each["associationType"] == kind
        }
        for place in _on_rings(edges):
            yield Finding((*root, "CFAssociations", place), sentence, bars)


def _on_rings(edges: dict[int, tuple[str, str]]) -> list[int]:
    """Places of the edges that lie on a ring or between two: those whose end leads nowhere, or to whose beginning nothing
    leads, are taken away until none is left to take. Every edge is looked at twice."""
    for ahead, behind in ((0, 1), (1, 0)):
        into: dict[str, list[int]] = {}
        for place, ends in edges.items():
            into.setdefault(ends[behind], []).append(place)
        out = Counter(ends[ahead] for ends in edges.values())
        loose = [node for node in into if not out[node]]
        gone: set[int] = set()
        while loose:
            for place in into.get(loose.pop(), ()):
                gone.add(place)
                node = edges[place][ahead]
                out[node] -= 1
                if not out[node]:
                    loose.append(node)
        edges = {place: ends for place, ends in edges.items() if place not in gone}
    return list(edges)


def _is_own(given: dict[str, Any]) -> bool:
    return any(each.get("CFItemType") == UNIT for each in given.get("CFItems") or [])


def _units(given: dict[str, Any]) -> tuple[dict[str, Any], list[Described]]:
    """Items of our own writing become units with their elements and criteria; of another's, each item is a unit."""
    items = given.get("CFItems") or []
    is_own = _is_own(given)
    below = _children(given) if is_own else {}
    by_id = {_id(each): each for each in items}
    above = _parents(given, by_id)
    units: list[Described] = []
    kept: list[Any] = []
    for each in items:
        if is_own and each.get("CFItemType") in {ELEMENT, CRITERION}:
            kept.append(each)
            continue
        units.append(
            _own(each, by_id, below) if each.get("CFItemType") == UNIT else _foreign(each, _way(each, by_id, above))
        )
        kept.append(each["identifier"])
    return ({**given, "CFItems": kept} if "CFItems" in given and items else given), units


def _children(given: dict[str, Any]) -> dict[str, list[str]]:
    """Identifiers of the children of each item, by their sequence numbers."""
    found: dict[str, list[tuple[float, int, str]]] = {}
    for place, each in enumerate(given.get("CFAssociations") or []):
        if each["associationType"] == "isChildOf":
            rank = (each.get("sequenceNumber") or 0, place, _id(each["originNodeURI"]))
            found.setdefault(_id(each["destinationNodeURI"]), []).append(rank)
    return {parent: [child for _n, _p, child in sorted(ranks)] for parent, ranks in found.items()}


def _own(item: dict[str, Any], by_id: dict[str, Any], below: dict[str, list[str]]) -> Described:
    parts = []
    for key in below.get(_id(item), []):
        element = by_id.get(key, {})
        if element.get("CFItemType") == ELEMENT:
            criteria = [by_id[each]["fullStatement"] for each in below.get(key, []) if each in by_id]
            parts.append(rules.Part(element["fullStatement"][:300], [each[:1000] for each in criteria]))
    words = item.get("conceptKeywords")
    return Described(
        code=(item.get("humanCodingScheme") or item["identifier"])[:40],
        name=item["fullStatement"][:160],
        level=_level(item),
        definition=item.get("notes") or "",
        item=item,
        parts=parts,
        is_own=True,
        group_name=words[1][:160] if isinstance(words, list) and len(words) > 1 else "",
    )


def _foreign(item: dict[str, Any], way: str) -> Described:
    """The code is the coding scheme where it is short enough, else the identifier; the group, the way from the top."""
    code = (item.get("humanCodingScheme") or "").strip()
    return Described(
        code=code if 0 < len(code) <= 40 else item["identifier"],
        name=_name(item)[:160],
        level=None,
        definition=item["fullStatement"],
        item=item,
        group_name=way,
    )


def _name(item: dict[str, Any]) -> str:
    return " ".join((item.get("abbreviatedStatement") or "").split()) or " ".join(item["fullStatement"].split())


def _parents(given: dict[str, Any], by_id: dict[str, Any]) -> dict[str, str]:
    """The first item of the package under which each stands."""
    found: dict[str, str] = {}
    for each in given.get("CFAssociations") or []:
        parent = _id(each["destinationNodeURI"])
        if each["associationType"] == "isChildOf" and parent in by_id:
            found.setdefault(_id(each["originNodeURI"]), parent)
    return found


def _way(item: dict[str, Any], by_id: dict[str, Any], above: dict[str, str]) -> str:
    """Names of what an item stands under, the nearest last, as many as have room: ‘Level 1’ says nothing by itself."""
    way, step, seen = "", above.get(_id(item)), {_id(item)}
    while step is not None and step not in seen:
        seen.add(step)
        longer = f"{_name(by_id[step])[:SHORT_NAME]} › {way}" if way else _name(by_id[step])[:160]
        if len(longer) > 160:
            break
        way, step = longer, above.get(step)
    return way


def _level(item: dict[str, Any]) -> int | None:
    said = item.get("educationLevel") or []
    said = [said] if isinstance(said, str) else said
    return next((level for each in said if (level := rules.level_of(each))), None)
