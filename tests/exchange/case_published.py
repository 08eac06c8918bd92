"""What the published schemas of CASE say of a CFPackage, as facts: names, what must be there, kinds; and a check by them.

Written from the JSON schema bindings of 1EdTech CASE 1.0 and 1.1 (getCFPackage), as the open-source server OpenSALT
(github.com/opensalt/opensalt, core/config/schema) ships them. Independent of the product's own table, so that the two can
be held against each other. `!` marks what must be there; kinds: text, uuid, uri, moment, day, whole, number, [kind],
the name of another type, or any.
"""

import re
from datetime import date, datetime
from typing import Any

_NAMED = {"identifier!": "uuid", "uri!": "uri", "lastChangeDateTime!": "moment"}
_STATUS = {"statusStartDate": "day", "statusEndDate": "day", "licenseURI": "Link", "notes": "text"}
_TITLED = {**_NAMED, "title!": "text"}

#: CASE 1.0. Its schema leaves CFPackageURI and CFDocumentURI open inside documents, items and associations.
VERSION_10: dict[str, dict[str, str]] = {
    "Package": {
        "CFDocument!": "Document",
        "CFItems": "[Item]",
        "CFAssociations": "[Association]",
        "CFDefinitions": "Definitions",
        "CFRubrics": "[Rubric]",
    },
    "Document": {
        **_NAMED,
        **_STATUS,
        "creator!": "text",
        "title!": "text",
        "officialSourceURL": "uri",
        "publisher": "text",
        "description": "text",
        "subject": "[text]",
        "subjectURI": "[Link]",
        "language": "text",
        "version": "text",
        "adoptionStatus": "text",
        "CFPackageURI": "Link",
    },
    "Item": {
        **_NAMED,
        **_STATUS,
        "fullStatement!": "text",
        "alternativeLabel": "text",
        "CFItemType": "text",
        "CFItemTypeURI": "Link",
        "humanCodingScheme": "text",
        "listEnumeration": "text",
        "abbreviatedStatement": "text",
        "conceptKeywords": "[text]",
        "conceptKeywordsURI": "Link",
        "language": "text",
        "educationLevel": "[text]",
        "CFDocumentURI": "Link",
    },
    "Association": {
        **_NAMED,
        "associationType!": "association",
        "originNodeURI!": "End",
        "destinationNodeURI!": "End",
        "sequenceNumber": "whole",
        "CFAssociationGroupingURI": "Link",
        "CFDocumentURI": "Link",
    },
    "Definitions": {
        "CFConcepts": "[Concept]",
        "CFSubjects": "[Subject]",
        "CFLicenses": "[License]",
        "CFItemTypes": "[ItemType]",
        "CFAssociationGroupings": "[Grouping]",
    },
    "Concept": {**_TITLED, "hierarchyCode!": "text", "keywords": "text", "description": "text"},
    "Subject": {**_TITLED, "hierarchyCode!": "text", "description": "text"},
    "License": {**_TITLED, "licenseText!": "text", "description": "text"},
    "ItemType": {**_TITLED, "hierarchyCode!": "text", "description": "text", "typeCode": "text"},
    "Grouping": {**_TITLED, "description": "text"},
    "Rubric": {**_NAMED, "title": "text", "description": "text", "CFRubricCriteria": "[Criterion]"},
    "Criterion": {
        **_NAMED,
        "category": "text",
        "description": "text",
        "CFItemURI": "Link",
        "weight": "number",
        "position": "whole",
        "rubricId": "uuid",
        "CFRubricCriterionLevels": "[Level]",
    },
    "Level": {
        **_NAMED,
        "description": "text",
        "quality": "text",
        "score": "number",
        "feedback": "text",
        "position": "whole",
        "rubricCriterionId": "uuid",
    },
    "Link": {"title!": "text", "identifier!": "uuid", "uri!": "uri"},
    "End": {"title!": "text", "identifier!": "text", "uri!": "uri"},
}
_ADDED = {
    "Document": {"frameworkType": "text", "caseVersion": "version"},
    "Item": {"subject": "[text]", "subjectURI": "[Link]"},
    "Association": {"notes": "text"},
    "End": {"targetType": "target"},
}
_CLOSED = {"CFPackageURI", "CFDocumentURI"}
#: CASE 1.1: more names; extensions everywhere but in links; in a package no link back to it or to the document.
VERSION_11: dict[str, dict[str, str]] = {
    kind: {name: what for name, what in names.items() if name not in _CLOSED}
    | _ADDED.get(kind, {})
    | ({} if kind in {"Link", "End"} else {"extensions": "any"})
    for kind, names in VERSION_10.items()
}
VERSION_11["ItemType"] = {"description!" if k == "description" else k: v for k, v in VERSION_11["ItemType"].items()}

ASSOCIATIONS = (
    "isChildOf",
    "isPeerOf",
    "isPartOf",
    "exactMatchOf",
    "precedes",
    "isRelatedTo",
    "replacedBy",
    "exemplar",
    "hasSkillLevel",
    "isTranslationOf",
)
_EXTENDED = re.compile(r"(ext:)[a-zA-Z0-9.\-_]+")
_UUID = {
    "1.0": re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
    "1.1": re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
}


def faults(package: Any, version: str = "1.0") -> list[str]:
    """Every place where a package departs from the published schema; names that it does not list are departures, too."""
    found: list[str] = []
    _thing(package, "Package", "$", version, found)
    return found


def _thing(value: Any, kind: str, path: str, version: str, found: list[str]) -> None:
    names = (VERSION_11 if version == "1.1" else VERSION_10)[kind]
    if not isinstance(value, dict):
        found.append(f"{path}: no object")
        return
    known = {name.rstrip("!"): what for name, what in names.items()}
    found += [f"{path}: lacks {name[:-1]}" for name in names if name.endswith("!") and name[:-1] not in value]
    found += [f"{path}: unknown {name}" for name in value if name not in known]
    for name, each in value.items():
        if name in known:
            _value(each, known[name], f"{path}.{name}", version, found)


def _value(value: Any, what: str, path: str, version: str, found: list[str]) -> None:
    if what.startswith("["):
        if not isinstance(value, list):
            found.append(f"{path}: no list")
            return
        for place, each in enumerate(value):
            _value(each, what[1:-1], f"{path}[{place}]", version, found)
    elif what in VERSION_10:
        _thing(value, what, path, version, found)
    elif not _is(value, what, version):
        found.append(f"{path}: no {what}: {value!r}")


def _is(value: Any, what: str, version: str) -> bool:
    if what in {"whole", "number"}:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return is_number and (what == "number" or (value == int(value) and -(2**31) <= value < 2**31))
    if what == "any":
        return isinstance(value, (dict, list))
    if not isinstance(value, str):
        return False
    if what == "moment":
        return datetime.fromisoformat(value.replace("Z", "+00:00")).tzinfo is not None
    if what == "day":
        return bool(date.fromisoformat(value))
    return {
        "text": True,
        "uuid": bool(_UUID[version].search(value)),
        "uri": bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*:\S+$", value)),
        "version": value == "1.1",
        "target": value == "CASE" or bool(_EXTENDED.fullmatch(value)),
        "association": value in (ASSOCIATIONS if version == "1.1" else ASSOCIATIONS[:-1])
        or (version == "1.1" and bool(_EXTENDED.fullmatch(value))),
    }[what]
