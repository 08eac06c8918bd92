"""CASE against the published schema: our export holds to it, and eight foreign frameworks come in and leave unchanged."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from naru.document.exchange import case
from naru.document.exchange.case import schema
from naru.domain.competency import queries
from naru.domain.competency.models import Framework
from tests.exchange import case_published as published
from tests.exchange.test_case import AT, foreign, link, named, own, text_of
from tests.factories import make
from tests.house.matrix.addresses import BACKEND


def known(kind: Any) -> tuple[set[str], set[str]]:
    """(names that must be there, all names) of a type of the product's table, read from the closure of `schema.thing`."""
    held = dict(zip(kind.__code__.co_freevars, (cell.cell_contents for cell in kind.__closure__), strict=True))
    return set(held["required"]), set(held["known"])


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (schema.PACKAGE, "Package"),
        (schema.DOCUMENT, "Document"),
        (schema.ITEM, "Item"),
        (schema.ASSOCIATION, "Association"),
        (schema.RUBRIC, "Rubric"),
        (schema.DEFINITIONS, "Definitions"),
        (schema.LINK, "Link"),
        (schema.END, "End"),
    ],
)
def test_our_table_names_what_the_published_schemas_name(ours, theirs):
    required, names = known(ours)
    both = {**published.VERSION_10[theirs], **published.VERSION_11[theirs]}
    assert required == {name[:-1] for name in both if name.endswith("!")}
    assert {name.rstrip("!") for name in both} - names <= {"extensions", "*"}
    assert names - {name.rstrip("!") for name in both} <= {"CFPackageURI", "CFDocumentURI"}


@pytest.mark.django_db
def test_export_of_our_own_framework_passes_the_published_schema():
    here = make.town()
    made = own(here)
    package = json.loads(json.dumps(case.package_of(made, queries.whole(made), AT)))
    assert len(package["CFItems"]) == 2 + 2 * 2 + 2 * 2
    assert published.faults(package) == []
    assert published.faults({**package, "CFDocument": {**package["CFDocument"], "caseVersion": "1.1"}}, "1.1") == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda p: p.update(more=1),
        lambda p: p["CFItems"][0].pop("uri"),
        lambda p: p["CFAssociations"][0].update(sequenceNumber="1"),
        lambda p: p["CFAssociations"][0]["originNodeURI"].update(more=1),
        lambda p: p["CFItems"][0].update(educationLevel=3),
        lambda p: p["CFDocument"].update(lastChangeDateTime="2024-01-01T00:00:00"),
        lambda p: p["CFDocument"].update(lastChangeDateTime="yesterday"),
        lambda p: p["CFDocument"].update(identifier="00000000-0000-0000-0000-000000000001"),
        lambda p: p["CFItems"][0].update(statusStartDate=None),
        lambda p: p["CFItems"][0].update(notes=None),
    ],
)
def test_published_check_catches_what_departs_from_the_schema(spoil):
    package = plain()
    assert published.faults(package) == []
    spoil(package)
    assert len(published.faults(package)) == 1


def test_published_1_0_lets_more_through_than_1_1():
    """Names of one's own, a single text for a list, null for a licence: all of 1.0, none of 1.1."""
    package = plain()
    package["CFDocument"] |= {"subject": "Energy", "licenseURI": None, "statusEndDate": "2024-01-01T00:00:00Z"}
    package["CFItems"][0] |= {"ownField": 1, "educationLevel": "03", "conceptKeywords": None}
    assert published.faults(package) == []
    assert len(published.faults(package, "1.1")) == 6


def plain() -> dict[str, Any]:
    """A framework that holds to the schema: no names of its own."""
    given = foreign()
    del given["CFItems"][2]["ownField"]
    return given


def with_links_back() -> dict[str, Any]:
    """As OpenSALT writes it: the package named inside the document, the document inside each item, blank abbreviations."""
    given = plain()
    given["CFDocument"]["CFPackageURI"] = link(1, "Battery assembly")
    for each in given["CFItems"]:
        each |= {"CFDocumentURI": link(1), "abbreviatedStatement": "", "notes": "", "language": "en"}
    return given


def empty() -> dict[str, Any]:
    nothing = {name: [] for name in ("CFConcepts", "CFSubjects", "CFLicenses", "CFItemTypes", "CFAssociationGroupings")}
    document = named(1, creator="Testing", title="External, empty")
    return {"CFDocument": document, "CFItems": [], "CFAssociations": [], "CFDefinitions": nothing}


def of_1_1() -> dict[str, Any]:
    """What 1.1 added: its version, translations, relations and fields of its own, kinds of targets."""
    given = plain()
    given["CFDocument"] |= {"caseVersion": "1.1", "frameworkType": "Competencies", "extensions": {"owner": {"x": 1}}}
    given["CFItems"][0] |= {"subject": ["Energy"], "subjectURI": [link(30, "Energy")], "extensions": {"k": [1]}}
    end = link(11) | {"targetType": "CASE"}
    given["CFAssociations"] += [
        named(22, associationType="isTranslationOf", originNodeURI=end, destinationNodeURI=link(10), notes="ko"),
        named(23, associationType="ext:taught.by", originNodeURI=end, destinationNodeURI=link(10)),
    ]
    given["CFRubrics"][0]["CFRubricCriteria"][0]["CFRubricCriterionLevels"][0]["extensions"] = [{"a": 1}]
    return given


def deep() -> dict[str, Any]:
    """A tree of five hundred statements, ten deep, in another order than its numbers say."""
    items = [named(1000 + n, fullStatement=f"Statement {n}", humanCodingScheme=f"S.{n}") for n in range(500)]
    links = [
        named(
            5000 + n,
            associationType="isChildOf",
            originNodeURI=link(1000 + n),
            destinationNodeURI=link(1000 + n // 2) if n else link(1),
            sequenceNumber=500 - n,
        )
        for n in range(500)
    ]
    return {"CFDocument": named(1, creator="State", title="Deep"), "CFItems": items[::-1], "CFAssociations": links}


def matched() -> dict[str, Any]:
    """A crosswalk: no items of its own, relations to statements that lie elsewhere under other kinds of names."""
    outside = {"title": "ESCO skill", "identifier": "esco:S1.2", "uri": "http://data.europa.eu/esco/skill/1"}
    rows = [
        named(60 + n, associationType=kind, originNodeURI=link(10), destinationNodeURI=outside)
        for n, kind in enumerate(("exactMatchOf", "isRelatedTo", "isPeerOf", "exemplar", "precedes", "replacedBy"))
    ]
    return {"CFDocument": named(2, creator="Crosswalk", title="To ESCO"), "CFAssociations": rows}


def defined() -> dict[str, Any]:
    """Definitions of every kind, used by items and associations; licences; dates of status."""
    given = plain()
    ranked = {"hierarchyCode": "1.1"}
    given["CFDefinitions"] = {
        "CFConcepts": [named(31, title="Safety", keywords="a|b", **ranked)],
        "CFSubjects": [named(30, title="Energy", **ranked)],
        "CFLicenses": [named(32, title="CC BY", licenseText="Attribution", description="")],
        "CFItemTypes": [named(33, title="Task", description="What is done", typeCode="T", **ranked)],
        "CFAssociationGroupings": [named(34, title="Order")],
    }
    given["CFItems"][0] |= {
        "CFItemType": "Task",
        "CFItemTypeURI": link(33, "Task"),
        "licenseURI": link(32, "CC BY"),
        "conceptKeywords": ["safety"],
        "conceptKeywordsURI": link(31, "Safety"),
        "statusStartDate": "2020-02-29",
    }
    given["CFAssociations"][0]["CFAssociationGroupingURI"] = link(34, "Order")
    return given


def worded() -> dict[str, Any]:
    """Other scripts, markup and long texts in statements; the same short code twice; codes too long to be ours."""
    texts = ["**Mélanger** la suspension $x^2$", "配合する — 電極", "قياس السماكة", "Schlämme mischen " * 60, "a\nb\tc"]
    items = [named(70 + n, fullStatement=text, humanCodingScheme="C" * (1 + 20 * n)) for n, text in enumerate(texts)]
    return {"CFDocument": named(3, creator="Many", title="Wörter — 語"), "CFItems": [*items, *items[:0]]}


FRAMEWORKS = (plain, with_links_back, empty, of_1_1, deep, matched, defined, worded)


@pytest.mark.django_db
@pytest.mark.parametrize("build", FRAMEWORKS, ids=lambda each: each.__name__)
def test_foreign_framework_comes_in_by_the_page_and_leaves_as_it_came(client, build):
    here = make.town()
    client.force_login(here.coordinator, backend=BACKEND)
    given = build()
    version = given["CFDocument"].get("caseVersion", "1.0")
    assert published.faults(given, version) == []
    file = SimpleUploadedFile("c.json", b"\xef\xbb\xbf" + text_of(given).replace(b"\n", b"\r\n"))
    assert client.post(reverse("competency:bring"), {"code": "brought", "file": file}).status_code == 303
    made = Framework.objects.get(code="brought")
    assert made.units.count() == len(given.get("CFItems", ()))
    assert set(made.units.values_list("state", flat=True)) <= {"proposed"}
    back = json.loads(client.get(reverse("competency:package", args=[made.pk])).content)
    assert back == given
    assert published.faults(back, version) == []
