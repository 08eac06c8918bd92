"""A framework as a CASE package; one that came as a package leaves as it came, with what was changed since."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from naru.document.exchange.case.read import CRITERION, ELEMENT, UNIT
from naru.domain.competency import queries
from naru.domain.competency.enums import UnitState
from naru.domain.competency.models import Framework, Unit

#: Identifiers of rows that never had one: the same row gets the same identifier everywhere.
SPACE = uuid.UUID("6f1d7f0e-6f6b-5b53-9c0e-3f2f6f0a7c11")


def _id(*parts: object) -> str:
    return str(uuid.uuid5(SPACE, "/".join(str(each) for each in parts)))


def _uri(identifier: str) -> str:
    return f"urn:uuid:{identifier}"


def _link(title: str, identifier: str) -> dict[str, str]:
    return {"title": title[:200], "identifier": identifier, "uri": _uri(identifier)}


def package_of(framework: Framework, units: list[Unit], at: datetime) -> dict[str, Any]:
    """`units` with their elements and criteria prefetched, in order of code; `at`: when the package is written."""
    kept = queries.package(framework)
    if kept is not None:
        return _as_it_came(dict(kept), units, at)
    moment = at.isoformat(timespec="seconds")
    identifier = _id("framework", framework.code)
    document = {
        "identifier": identifier,
        "uri": _uri(identifier),
        "creator": str(framework.district or framework.source or framework.name),
        "title": framework.name,
        "description": framework.source or framework.name,
        "language": "ko",
        "version": framework.code,
        "adoptionStatus": "Draft",
        "lastChangeDateTime": moment,
    }
    items: list[dict[str, Any]] = []
    associations: list[dict[str, Any]] = []
    for number, unit in enumerate(units, 1):
        here = unit_id(unit)
        items.append(_item(unit, moment))
        associations.append(_child(here, unit.name, identifier, framework.name, number, moment))
        for item, association in _parts(unit, here, moment):
            items.append(item)
            associations.append(association)
        associations += _replaced(unit, moment)
    return {"CFDocument": document, "CFItems": items, "CFAssociations": associations}


def unit_id(unit: Unit) -> str:
    return str(unit.item["identifier"]) if unit.item else _id("unit", unit.framework.code, unit.code)


def _item(unit: Unit, moment: str) -> dict[str, Any]:
    identifier = unit_id(unit)
    found: dict[str, Any] = {
        "identifier": identifier,
        "uri": _uri(identifier),
        "fullStatement": unit.name,
        "humanCodingScheme": unit.code,
        "CFItemType": UNIT,
        "conceptKeywords": [unit.state, *([unit.group_name] if unit.group_name else [])],
        "language": "ko",
        "lastChangeDateTime": moment,
    }
    if unit.definition:
        found["notes"] = unit.definition
    if unit.level:
        found["educationLevel"] = [str(unit.level)]
    if unit.confirmed_on and unit.state == UnitState.CONFIRMED:
        found["statusStartDate"] = unit.confirmed_on.isoformat()
    return found


def _decided(unit: Unit) -> dict[str, Any]:
    """The item as it came; of our own writing, with what a person decided since."""
    item: dict[str, Any] = dict(unit.item or {})
    if item.get("CFItemType") == UNIT and unit.confirmed_on is not None:
        words = item.get("conceptKeywords")
        item["conceptKeywords"] = [unit.state, *(words[1:] if isinstance(words, list) else [])]
    return item


def _replaced(unit: Unit, moment: str) -> list[dict[str, Any]]:
    """What took the unit's place, in this framework or another."""
    if unit.replaced_by is None:
        return []
    other = unit.replaced_by
    return [_association("replacedBy", unit_id(unit), unit.name, unit_id(other), other.name, None, moment)]


def _parts(unit: Unit, here: str, moment: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for element in unit.elements.all():
        place = _id("element", here, element.number)
        yield (
            _plain(place, element.name, ELEMENT, moment),
            _child(place, element.name, here, unit.name, element.number, moment),
        )
        for criterion in element.criteria.all():
            below = _id("criterion", place, criterion.number)
            yield (
                _plain(below, criterion.text, CRITERION, moment),
                _child(below, criterion.text, place, element.name, criterion.number, moment),
            )


def _plain(identifier: str, statement: str, kind: str, moment: str) -> dict[str, Any]:
    return {
        "identifier": identifier,
        "uri": _uri(identifier),
        "fullStatement": statement,
        "CFItemType": kind,
        "language": "ko",
        "lastChangeDateTime": moment,
    }


def _child(child: str, name: str, parent: str, title: str, number: int, moment: str) -> dict[str, Any]:
    return _association("isChildOf", child, name, parent, title, number, moment)


def _association(
    kind: str, origin: str, name: str, destination: str, title: str, number: int | None, moment: str
) -> dict[str, Any]:
    identifier = _id(kind, origin, destination)
    found: dict[str, Any] = {
        "identifier": identifier,
        "uri": _uri(identifier),
        "associationType": kind,
        "originNodeURI": _link(name, origin),
        "destinationNodeURI": _link(title, destination),
        "lastChangeDateTime": moment,
    }
    if number is not None:
        found["sequenceNumber"] = number
    return found


def _ends(association: dict[str, Any]) -> tuple[str, ...]:
    """What tells one relation from another; identifiers are the same in large and small letters."""
    ends = (association["originNodeURI"]["identifier"], association["destinationNodeURI"]["identifier"])
    return (association["associationType"], *(str(each).casefold() for each in ends))


def _as_it_came(kept: dict[str, Any], units: list[Unit], at: datetime) -> dict[str, Any]:
    """The kept package with its items in their places; units added and replacements said since stand at the end."""
    by_id = {unit.item["identifier"]: unit for unit in units if unit.item}
    items = [_decided(by_id[each]) if isinstance(each, str) else each for each in kept.get("CFItems") or []]
    associations = list(kept.get("CFAssociations") or [])
    said = {_ends(each) for each in associations}
    document = kept["CFDocument"]
    moment = at.isoformat(timespec="seconds")
    number = 0
    for unit in units:
        associations += [each for each in _replaced(unit, moment) if _ends(each) not in said]
        if unit.item:
            continue
        number += 1
        here = unit_id(unit)
        items.append(_item(unit, moment))
        associations.append(_child(here, unit.name, document["identifier"], document["title"], number, moment))
        for item, association in _parts(unit, here, moment):
            items.append(item)
            associations.append(association)
    if items:
        kept["CFItems"] = items
    if associations:
        kept["CFAssociations"] = associations
    return kept
