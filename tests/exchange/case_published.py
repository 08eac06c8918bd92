"""What the published schemas of CASE say of a CFPackage, as facts: names, what must be there, kinds; and a check by them.

Written from the JSON schema bindings of 1EdTech CASE 1.0 and 1.1 (getCFPackage), as the open-source server OpenSALT
(github.com/opensalt/opensalt, core/config/schema) ships them. Independent of the product's own table, so that the two can
be held against each other. `!` marks what must be there; kinds: text, uuid, uri, moment, day, whole, number, null, object,
[kind], the name of another type; `|` between kinds means any of them. A type that names `*` lets other names in.
"""

import re
from datetime import date, datetime
from typing import Any

_NAMED = {"identifier!": "uuid", "uri!": "uri", "lastChangeDateTime!": "moment"}
_STATUS = {"statusStartDate": "day", "statusEndDate": "day", "licenseURI": "Link", "notes": "text"}
_LOOSE = {"statusStartDate": "day|moment", "statusEndDate": "day|moment"}
_TITLED = {**_NAMED, "title!": "text"}

#: CASE 1.0. Its schema lets any name into documents, items and associations (for CFPackageURI and CFDocumentURI), and
#: null or a single text in a few places.
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
        "statusStartDate": "day|moment|null",
        "statusEndDate": "day|moment|null",
        "licenseURI": "Link|null",
        "creator!": "text",
        "title!": "text",
        "officialSourceURL": "uri",
        "publisher": "text",
        "description": "text",
        "subject": "[text]|text",
        "subjectURI": "[Link]",
        "language": "text",
        "version": "text",
        "adoptionStatus": "text",
        "*": "",
    },
    "Item": {
        **_NAMED,
        **_STATUS,
        **_LOOSE,
        "fullStatement!": "text",
        "alternativeLabel": "text",
        "CFItemType": "text",
        "CFItemTypeURI": "Link",
        "humanCodingScheme": "text",
        "listEnumeration": "text",
        "abbreviatedStatement": "text",
        "conceptKeywords": "[text]|null",
        "conceptKeywordsURI": "Link|null",
        "language": "text",
        "educationLevel": "[text]|text",
        "*": "",
    },
    "Association": {
        **_NAMED,
        "associationType!": "association",
        "originNodeURI!": "End",
        "destinationNodeURI!": "End",
        "sequenceNumber": "whole",
        "CFAssociationGroupingURI": "Link|null",
        "*": "",
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
#: CASE 1.1: more names and no others; extensions everywhere but in links; nothing but the first kind of each name.
VERSION_11: dict[str, dict[str, str]] = {
    kind: {name: what.split("|")[0] for name, what in names.items() if name != "*"}
    | _ADDED.get(kind, {})
    | ({} if kind in {"Link", "End"} else {"extensions": "[object]" if kind == "Level" else "object"})
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
#: Patterns are sought anywhere in the text, as JSON Schema does.
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
    found += [f"{path}: unknown {name}" for name in value if name not in known and "*" not in known]
    for name, each in value.items():
        if name in known:
            _value(each, known[name], f"{path}.{name}", version, found)


def _value(value: Any, what: str, path: str, version: str, found: list[str]) -> None:
    if "|" in what:
        every: list[list[str]] = []
        for kind in what.split("|"):
            every.append([])
            _value(value, kind, path, version, every[-1])
        found += min(every, key=len)
    elif what.startswith("["):
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
        return is_number and (what == "number" or value == int(value))
    if what in {"null", "object"}:
        return value is None if what == "null" else isinstance(value, dict)
    if not isinstance(value, str):
        return False
    if what in {"moment", "day"}:
        return _is_time(value, what)
    return {
        "text": True,
        "uuid": bool(_UUID[version].search(value)),
        "uri": bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*:\S+$", value)),
        "version": value == "1.1",
        "target": value == "CASE" or bool(_EXTENDED.search(value)),
        "association": value in (ASSOCIATIONS if version == "1.1" else ASSOCIATIONS[:-1])
        or (version == "1.1" and bool(_EXTENDED.search(value))),
    }[what]


def _is_time(value: str, what: str) -> bool:
    try:
        if what == "day":
            return date.fromisoformat(value).isoformat() == value
        return "T" in value and datetime.fromisoformat(value.replace("Z", "+00:00")).tzinfo is not None
    except ValueError:
        return False
