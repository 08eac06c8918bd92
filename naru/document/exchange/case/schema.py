"""What a CFPackage may hold: names, kinds of value, and what must be there, as the CASE 1.0 and 1.1 bindings say.

Packages that are in use depart from the bindings, most of them in their identifiers. So a finding is of two sorts: a fault
bars the package (a text where a number belongs, a statement that is missing); a departure is told, and what stands there
is kept as it came.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from naru.document.exchange.case.lines import Path

#: As CASE 1.1 publishes it; 1.0 asks for the versions 1 to 5 besides.
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
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
OWN_WORD = re.compile(r"ext:[A-Za-z0-9.\-_]+")


@dataclass(frozen=True)
class Finding:
    """Something that is not as the standard says: where, what, and whether the package is refused for it."""

    path: Path
    sentence: str
    bars: bool = True


Kind = Callable[[Any, Path], Iterator[Finding]]


def _departs(path: Path, sentence: str) -> Finding:
    return Finding(path, sentence, bars=False)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def text(value: Any, path: Path) -> Iterator[Finding]:
    if not isinstance(value, str):
        yield Finding(path, gettext("글이 있어야 하는데 다른 것이 있습니다: %(value)s") % {"value": _shown(value)})


def filled(value: Any, path: Path) -> Iterator[Finding]:
    if not isinstance(value, str) or not value.strip():
        yield Finding(path, gettext("빈 글은 안 됩니다."))


def whole(value: Any, path: Path) -> Iterator[Finding]:
    if not _is_number(value) or not -(2**31) <= value < 2**31 or int(value) != value:
        yield Finding(path, gettext("정수가 있어야 하는데 다른 것이 있습니다: %(value)s") % {"value": _shown(value)})


def number(value: Any, path: Path) -> Iterator[Finding]:
    if not _is_number(value):
        yield Finding(path, gettext("숫자가 있어야 하는데 다른 것이 있습니다: %(value)s") % {"value": _shown(value)})


def identifier(value: Any, path: Path) -> Iterator[Finding]:
    """Whatever tells one thing from another is kept; the standard asks for a UUID in small letters."""
    if not isinstance(value, str) or not value.strip():
        yield from filled(value, path)
    elif not UUID.search(value):
        yield _departs(path, gettext("식별자가 소문자로 쓴 UUID가 아닙니다."))


def uri(value: Any, path: Path) -> Iterator[Finding]:
    if not isinstance(value, str):
        yield from text(value, path)
    elif not _URI.fullmatch(value):
        yield _departs(path, gettext("https:// 처럼 온전한 주소(URI)가 아닙니다."))


def moment(value: Any, path: Path) -> Iterator[Finding]:
    if value == "":
        yield _departs(path, gettext("날짜 자리가 비어 있습니다."))
        return
    try:
        found = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except (AttributeError, ValueError):
        yield Finding(path, gettext("날짜와 시각이 아닙니다: %(value)s") % {"value": _shown(value)})
        return
    if found.tzinfo is None:
        yield _departs(path, gettext("시각에 시간대(Z, +09:00)가 없습니다."))


def day(value: Any, path: Path) -> Iterator[Finding]:
    if value == "":
        yield _departs(path, gettext("날짜 자리가 비어 있습니다."))
        return
    try:
        date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        yield Finding(path, gettext("날짜가 아닙니다: %(value)s") % {"value": _shown(value)})


def case_version(value: Any, path: Path) -> Iterator[Finding]:
    if value == "1.0":
        yield _departs(path, gettext("caseVersion은 1.1에서 생겼으므로 1.0은 적지 않습니다."))
    elif value != "1.1":
        yield Finding(path, gettext("표준에 없는 값입니다: %(value)s") % {"value": _shown(value)})


def association(value: Any, path: Path) -> Iterator[Finding]:
    """The words of both versions: a package of 1.1 need not say that it is one."""
    if not isinstance(value, str) or (value not in ASSOCIATIONS and not OWN_WORD.fullmatch(value)):
        yield Finding(path, gettext("표준에 없는 관계입니다: %(value)s") % {"value": _shown(value)})


def target(value: Any, path: Path) -> Iterator[Finding]:
    if not isinstance(value, str):
        yield from text(value, path)
    elif value != "CASE" and not OWN_WORD.fullmatch(value):
        yield _departs(path, gettext("targetType은 CASE이거나 ext:로 시작해야 합니다."))


def anything(value: Any, path: Path) -> Iterator[Finding]:
    yield from ()


def several(kind: Kind) -> Kind:
    """A list; one text by itself stands for a list of one, as CASE 1.0 lets it."""

    def check(value: Any, path: Path) -> Iterator[Finding]:
        if isinstance(value, str) and kind in (text, link):
            yield _departs(path, gettext("목록이 있어야 할 자리에 글이 하나 있습니다."))
        elif not isinstance(value, list):
            yield Finding(
                path, gettext("목록이 있어야 하는데 다른 것이 있습니다: %(value)s") % {"value": _shown(value)}
            )
        else:
            for place, each in enumerate(value):
                yield from kind(each, (*path, place))

    return check


def thing(required: dict[str, Kind], optional: dict[str, Kind], needed: tuple[str, ...] = ()) -> Kind:
    """An object. Of what the standard requires, only what Naru cannot do without bars (`needed`); null is as absent;
    names that it does not know are left alone."""
    known = required | optional

    def check(value: Any, path: Path) -> Iterator[Finding]:
        if not isinstance(value, dict):
            yield Finding(
                path, gettext("객체가 있어야 하는데 다른 것이 있습니다: %(value)s") % {"value": _shown(value)}
            )
            return
        for name in required:
            if value.get(name) is None:
                yield Finding(path, gettext("‘%(name)s’ 값이 없습니다.") % {"name": name}, bars=name in needed)
        for name, each in value.items():
            if name in known and each is not None:
                yield from known[name](each, (*path, name))

    return check


def _shown(value: Any) -> str:
    return repr(value)[:60]


LINK = thing({"title": text, "identifier": identifier, "uri": uri}, {})


def link(value: Any, path: Path) -> Iterator[Finding]:
    """A link; drafts of the standard wrote the bare address."""
    if isinstance(value, str):
        yield _departs(path, gettext("제목·식별자·주소로 된 연결이 있어야 할 자리에 글이 있습니다."))
    else:
        yield from LINK(value, path)


#: The ends of an association may lie outside, where identifiers have other shapes.
END = thing({"title": text, "identifier": filled, "uri": uri}, {"targetType": target}, needed=("identifier",))
_NAMED: dict[str, Kind] = {"identifier": identifier, "uri": uri, "lastChangeDateTime": moment}
_STATUS: dict[str, Kind] = {"statusStartDate": day, "statusEndDate": day, "licenseURI": link, "notes": text}
DOCUMENT = thing(
    {**_NAMED, "creator": text, "title": filled},
    {
        **_STATUS,
        "officialSourceURL": uri,
        "publisher": text,
        "description": text,
        "subject": several(text),
        "subjectURI": several(link),
        "language": text,
        "version": text,
        "adoptionStatus": text,
        "frameworkType": text,
        "caseVersion": case_version,
        "CFPackageURI": link,
        "extensions": anything,
    },
    needed=("identifier", "title"),
)
ITEM = thing(
    {**_NAMED, "fullStatement": filled},
    {
        **_STATUS,
        "alternativeLabel": text,
        "CFItemType": text,
        "CFItemTypeURI": link,
        "humanCodingScheme": text,
        "listEnumeration": text,
        "abbreviatedStatement": text,
        "conceptKeywords": several(text),
        "conceptKeywordsURI": link,
        "language": text,
        "educationLevel": several(text),
        "subject": several(text),
        "subjectURI": several(link),
        "CFDocumentURI": link,
        "extensions": anything,
    },
    needed=("identifier", "fullStatement"),
)
ASSOCIATION = thing(
    {**_NAMED, "associationType": association, "originNodeURI": END, "destinationNodeURI": END},
    {
        "sequenceNumber": whole,
        "CFAssociationGroupingURI": link,
        "CFDocumentURI": link,
        "notes": text,
        "extensions": anything,
    },
    needed=("associationType", "originNodeURI", "destinationNodeURI"),
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
        "rubricCriterionId": identifier,
    },
)
_CRITERION = thing(
    _NAMED,
    {
        "category": text,
        "description": text,
        "CFItemURI": link,
        "weight": number,
        "position": whole,
        "rubricId": identifier,
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
    needed=("CFDocument",),
)
