"""What a CFPackage may hold: names, kinds of value, and what must be there, as the CASE 1.0 and 1.1 bindings say."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from naru.document.exchange.case.lines import Path

UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+|/\S*")
STATUSES = ("Private Draft", "Draft", "Adopted", "Deprecated")
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
)
ASSOCIATIONS_11 = (*ASSOCIATIONS, "isTranslationOf")

Fault = tuple[Path, str]
Kind = Callable[[Any, Path, str], Iterator[Fault]]


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def text(value: Any, path: Path, version: str) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield path, gettext("글이 있어야 하는데 다른 것이 있습니다: %(value)s") % {"value": _shown(value)}


def filled(value: Any, path: Path, version: str) -> Iterator[Fault]:
    if not isinstance(value, str) or not value.strip():
        yield path, gettext("빈 글은 안 됩니다.")


def whole(value: Any, path: Path, version: str) -> Iterator[Fault]:
    if not _is_number(value) or not -(2**31) <= value < 2**31 or int(value) != value:
        yield path, gettext("정수가 있어야 하는데 다른 것이 있습니다: %(value)s") % {"value": _shown(value)}


def number(value: Any, path: Path, version: str) -> Iterator[Fault]:
    if not _is_number(value):
        yield path, gettext("숫자가 있어야 하는데 다른 것이 있습니다: %(value)s") % {"value": _shown(value)}


def uuid(value: Any, path: Path, version: str) -> Iterator[Fault]:
    if not isinstance(value, str) or not UUID.fullmatch(value):
        yield path, gettext("UUID가 아닙니다: %(value)s") % {"value": _shown(value)}


def uri(value: Any, path: Path, version: str) -> Iterator[Fault]:
    if not isinstance(value, str) or not _URI.fullmatch(value):
        yield path, gettext("주소(URI)가 아닙니다: %(value)s") % {"value": _shown(value)}


def moment(value: Any, path: Path, version: str) -> Iterator[Fault]:
    try:
        datetime.fromisoformat(value.replace("Z", "+00:00"))
    except (AttributeError, ValueError):
        yield path, gettext("날짜와 시각이 아닙니다: %(value)s") % {"value": _shown(value)}


def day(value: Any, path: Path, version: str) -> Iterator[Fault]:
    try:
        date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        yield path, gettext("날짜가 아닙니다: %(value)s") % {"value": _shown(value)}


def status(value: Any, path: Path, version: str) -> Iterator[Fault]:
    if not isinstance(value, str) or (version == "1.0" and value not in STATUSES):
        yield path, gettext("표준에 없는 값입니다: %(value)s") % {"value": _shown(value)}


def case_version(value: Any, path: Path, version: str) -> Iterator[Fault]:
    if value != "1.1":
        yield path, gettext("표준에 없는 값입니다: %(value)s") % {"value": _shown(value)}


def association(value: Any, path: Path, version: str) -> Iterator[Fault]:
    known = ASSOCIATIONS_11 if version == "1.1" else ASSOCIATIONS
    is_own = version == "1.1" and isinstance(value, str) and re.fullmatch(r"ext:[A-Za-z0-9.\-_]+", value)
    if value not in known and not is_own:
        yield path, gettext("표준에 없는 관계입니다: %(value)s") % {"value": _shown(value)}


def anything(value: Any, path: Path, version: str) -> Iterator[Fault]:
    yield from ()


def several(kind: Kind) -> Kind:
    def check(value: Any, path: Path, version: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield path, gettext("목록이 있어야 하는데 다른 것이 있습니다: %(value)s") % {"value": _shown(value)}
            return
        for place, each in enumerate(value):
            yield from kind(each, (*path, place), version)

    return check


def thing(required: dict[str, Kind], optional: dict[str, Kind]) -> Kind:
    """An object; names that it does not know are left alone."""
    known = required | optional

    def check(value: Any, path: Path, version: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield path, gettext("객체가 있어야 하는데 다른 것이 있습니다: %(value)s") % {"value": _shown(value)}
            return
        for name in required:
            if value.get(name) is None:
                yield path, gettext("‘%(name)s’이(가) 빠졌습니다.") % {"name": name}
        for name, each in value.items():
            if name in known and each is not None:
                yield from known[name](each, (*path, name), version)

    return check


def _shown(value: Any) -> str:
    return repr(value)[:60]


LINK = thing({"title": text, "identifier": uuid, "uri": uri}, {})
#: The ends of an association may lie outside, where identifiers have other shapes.
END = thing({"title": text, "identifier": text, "uri": uri}, {"targetType": text})
_NAMED: dict[str, Kind] = {"identifier": uuid, "uri": uri, "lastChangeDateTime": moment}
_STATUS: dict[str, Kind] = {"statusStartDate": day, "statusEndDate": day, "licenseURI": LINK, "notes": text}
DOCUMENT = thing(
    {**_NAMED, "creator": filled, "title": filled},
    {
        **_STATUS,
        "officialSourceURL": uri,
        "publisher": text,
        "description": text,
        "subject": several(text),
        "subjectURI": several(LINK),
        "language": text,
        "version": text,
        "adoptionStatus": status,
        "frameworkType": text,
        "caseVersion": case_version,
        "CFPackageURI": LINK,
        "extensions": anything,
    },
)
ITEM = thing(
    {**_NAMED, "fullStatement": filled},
    {
        **_STATUS,
        "alternativeLabel": text,
        "CFItemType": text,
        "CFItemTypeURI": LINK,
        "humanCodingScheme": text,
        "listEnumeration": text,
        "abbreviatedStatement": text,
        "conceptKeywords": several(text),
        "conceptKeywordsURI": LINK,
        "language": text,
        "educationLevel": several(text),
        "subject": several(text),
        "subjectURI": several(LINK),
        "CFDocumentURI": LINK,
        "extensions": anything,
    },
)
ASSOCIATION = thing(
    {**_NAMED, "associationType": association, "originNodeURI": END, "destinationNodeURI": END},
    {
        "sequenceNumber": whole,
        "CFAssociationGroupingURI": LINK,
        "CFDocumentURI": LINK,
        "notes": text,
        "extensions": anything,
    },
)
_TITLED: dict[str, Kind] = {**_NAMED, "title": text}
_RANKED: dict[str, Kind] = {**_TITLED, "hierarchyCode": text}
DEFINITIONS = thing(
    {},
    {
        "CFConcepts": several(thing(_RANKED, {"keywords": text, "description": text})),
        "CFSubjects": several(thing(_RANKED, {"description": text})),
        "CFLicenses": several(thing({**_TITLED, "licenseText": text}, {"description": text})),
        "CFItemTypes": several(thing({**_RANKED, "description": text}, {"typeCode": text})),
        "CFAssociationGroupings": several(thing(_TITLED, {"description": text})),
    },
)
_LEVEL = thing(
    _NAMED,
    {
        "description": text,
        "quality": text,
        "score": number,
        "feedback": text,
        "position": whole,
        "rubricCriterionId": uuid,
    },
)
_CRITERION = thing(
    _NAMED,
    {
        "category": text,
        "description": text,
        "CFItemURI": LINK,
        "weight": number,
        "position": whole,
        "rubricId": uuid,
        "CFRubricCriterionLevels": several(_LEVEL),
    },
)
RUBRIC = thing(_NAMED, {"title": text, "description": text, "CFRubricCriteria": several(_CRITERION)})
PACKAGE = thing(
    {"CFDocument": DOCUMENT},
    {
        "CFItems": several(ITEM),
        "CFAssociations": several(ASSOCIATION),
        "CFDefinitions": DEFINITIONS,
        "CFRubrics": several(RUBRIC),
        "extensions": anything,
    },
)
