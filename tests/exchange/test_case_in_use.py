"""CASE packages as programs in use write them: what departs from the standard is told and kept, nothing is lost on the way.

The shapes were met in packages of several makers; the contents are invented.
"""

import json
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from naru.base.rulebook.errors import RuleBroken
from naru.document.exchange import case
from naru.domain.competency import actions, queries, rules
from naru.domain.competency.models import Framework, Unit
from tests.exchange.test_case import AT, faults, foreign, link, named, own, said_of, text_of, uuid
from tests.factories import make
from tests.house.matrix.addresses import BACKEND

#: No UUID by the published pattern, and the commonest identifiers of hand-made packages.
FLAT = "00000000-0000-0000-0000-{:012}"


def flat(number: int) -> str:
    return FLAT.format(number)


def of_a_test_server() -> dict[str, Any]:
    """Identifiers counted by hand; the package named in the document and the document in each item."""
    back = {"title": "Hand-made", "identifier": flat(1), "uri": "http://server/CFDocuments/1"}
    given = foreign()
    given["CFDocument"] |= {"identifier": flat(1), "CFPackageURI": back}
    given["CFItems"] = [named(n, identifier=flat(n), fullStatement=f"Step {n}", CFDocumentURI=back) for n in (10, 11)]
    given["CFAssociations"] = [
        named(20, associationType="isChildOf", originNodeURI=back | {"identifier": flat(10)}, destinationNodeURI=back)
    ]
    return given


def with_nulls() -> dict[str, Any]:
    """Every name written, null where nothing is known; also where 1.1 asks for a value."""
    given = foreign()
    for name in ("frameworkType", "caseVersion", "licenseURI", "statusEndDate", "officialSourceURL", "notes"):
        given["CFDocument"][name] = None
    for each in given["CFItems"]:
        each |= {name: None for name in ("CFItemType", "CFItemTypeURI", "conceptKeywords", "subject", "licenseURI")}
    given["CFAssociations"][0] |= {"sequenceNumber": None, "CFAssociationGroupingURI": None}
    given["CFAssociations"][0]["originNodeURI"]["targetType"] = None
    given["CFDefinitions"] = {
        "CFItemTypes": [named(33, title="Task", description=None, hierarchyCode=None, typeCode=None)],
        "CFLicenses": [named(32, title="Free", licenseText=None)],
        "CFConcepts": None,
    }
    given["CFRubrics"] = None
    return given


def of_a_draft() -> dict[str, Any]:
    """Before the standard was final: links as bare addresses, times without a zone, names spelt otherwise."""
    given = foreign()
    given["CFDocument"] |= {"CFPackageURI": "https://example.org/1", "lastChangeDateTime": "2017-05-25T18:05:33"}
    given["CFItems"][0] |= {"CFDocumentURI": "https://example.org/1", "educationalLevel": "06"}
    given["CFItems"][1] |= {"subjectURI": "https://example.org/30", "subject": "Energy", "educationLevel": "06"}
    return given


def bare() -> dict[str, Any]:
    """Only what a reader cannot do without: no addresses, no times, no maker; ends that are but identifiers."""
    return {
        "CFDocument": {"identifier": "tx-math", "title": "Bare"},
        "CFItems": [{"identifier": "a", "fullStatement": "First"}, {"identifier": "b", "fullStatement": "Second"}],
        "CFAssociations": [
            {
                "associationType": "isChildOf",
                "originNodeURI": {"identifier": "b"},
                "destinationNodeURI": {"identifier": "a"},
            }
        ],
        "CFRubrics": [
            {"title": "Rubric", "CFRubricCriteria": [{"weight": 0.3, "CFRubricCriterionLevels": [{"score": 4}]}]}
        ],
    }


def of_long_names() -> dict[str, Any]:
    """Addresses for identifiers, relative addresses, blank times and abbreviations, capital letters."""
    given = foreign()
    given["CFItems"] = [
        named(10, identifier="https://purl.example.org/standards/resources/S1143409-2024-a", fullStatement="Long"),
        named(11, identifier=uuid(11).upper().replace("0", "A"), fullStatement="Loud\r\n\r\n| a | b |\r\n", uri="u"),
        named(12, fullStatement="Blank", abbreviatedStatement=" \n", statusStartDate="", uri="/items/12", notes=""),
    ]
    given["CFAssociations"] = [
        named(20, associationType="exemplar", originNodeURI=link(12), destinationNodeURI=link(98) | {"uri": "a b"}),
        named(20, associationType="isChildOf", originNodeURI=link(12), destinationNodeURI=link(12)),
    ]
    return given


def in_an_envelope() -> dict[str, Any]:
    return {"CFPackage": foreign() | {"extensions": {"a": {"b": [1.0, 1, True, None, "order"]}}, "order": ["mine"]}}


SHAPES = (of_a_test_server, with_nulls, of_a_draft, bare, of_long_names, in_an_envelope)


def exact(given: Any) -> str:
    """1, 1.0 and true apart; the order of names aside."""
    return json.dumps(given, sort_keys=True, ensure_ascii=False)


@pytest.mark.django_db
@pytest.mark.parametrize("build", SHAPES, ids=lambda each: each.__name__)
def test_package_in_use_comes_in_twice_by_the_page_and_leaves_as_it_came(client, build):
    here = make.town()
    client.force_login(here.coordinator, backend=BACKEND)
    given = build()
    sent = given.get("CFPackage", given)
    content = text_of(given)
    for code in ("first", "second", "third"):
        file = SimpleUploadedFile("c.json", content)
        answer = client.post(reverse("competency:bring"), {"code": code, "file": file})
        assert answer.status_code == 303, answer.content.decode()
        made = Framework.objects.get(code=code)
        assert made.units.count() == len(sent["CFItems"])
        content = client.get(reverse("competency:package", args=[made.pk])).content
        assert exact(json.loads(content)) == exact(sent)
        assert (client.get(reverse("competency:departures", args=[made.pk])).status_code, answer.url != "") == (
            200,
            True,
        )
    codes = list(Unit.objects.values_list("code", flat=True))
    assert max(len(each) for each in codes) <= 40 and all(each.name.strip() for each in Unit.objects.all())


def departures(package: dict[str, Any]) -> list[tuple[str, int, int]]:
    return [(each.path, each.times, each.line) for each in case.read(text_of(package)).departures]


def test_departures_of_one_sort_are_told_once_with_their_first_line():
    given = of_a_test_server()
    lines = text_of(given).decode().splitlines()
    first = next(number for number, line in enumerate(lines, 1) if flat(10) in line)
    assert ("CFItems[*].identifier", 2, first) in departures(given)
    assert departures(foreign()) == []


@pytest.mark.parametrize(
    ("build", "paths"),
    [
        (with_nulls, {"CFDefinitions.CFItemTypes[*]", "CFDefinitions.CFLicenses[*]"}),
        (of_a_draft, {"CFDocument.CFPackageURI", "CFDocument.lastChangeDateTime", "CFItems[*].CFDocumentURI",
                      "CFItems[*].subjectURI", "CFItems[*].subject", "CFItems[*].educationLevel"}),
        (of_long_names, {"CFItems[*].identifier", "CFItems[*].uri", "CFItems[*].statusStartDate", "CFAssociations[*]",
                         "CFAssociations[*].destinationNodeURI.uri", "CFAssociations[*].identifier"}),
    ],
)  # fmt: skip
def test_departures_name_what_they_are_of(build, paths):
    assert {path for path, _times, _line in departures(build())} == paths


def ring(kind: str, *numbers: int) -> list[dict[str, Any]]:
    pairs = zip(numbers, (*numbers[1:], numbers[0]), strict=True)
    return [
        named(80 + place, associationType=kind, originNodeURI=link(one), destinationNodeURI=link(other))
        for place, (one, other) in enumerate(pairs)
    ]


def test_levels_that_lead_back_are_told_and_the_way_to_them_is_not():
    given = foreign()
    before = named(79, associationType="isChildOf", originNodeURI=link(99), destinationNodeURI=link(10))
    after = named(78, associationType="isChildOf", originNodeURI=link(12), destinationNodeURI=link(1))
    given["CFAssociations"] = [before, *ring("isChildOf", 10, 11, 12), after]
    assert [(path, times) for path, times, _line in departures(given)] == [("CFAssociations[*]", 3)]


@pytest.mark.django_db
def test_replacements_that_lead_back_are_a_fault_of_our_own_units_alone():
    foreigner = foreign()
    foreigner["CFAssociations"] = ring("replacedBy", 10, 11)
    assert [path for path, _times, _line in departures(foreigner)] == ["CFAssociations[*]"]
    ours = foreigner | {"CFItems": [each | {"CFItemType": "능력단위"} for each in foreigner["CFItems"]]}
    assert [path for _line, path, _why in faults(ours)] == ["CFAssociations[0]", "CFAssociations[1]"]


@pytest.mark.parametrize("bad", ["\\u0000", "\\ud83d"])
def test_letters_that_no_database_keeps_are_refused_by_line(bad):
    content = text_of(foreign()).replace(b'"kept": [', f'"kept": ["{bad}",'.encode())
    with pytest.raises(case.Faulty) as caught:
        case.read(content)
    (fault,) = caught.value.faults
    assert fault.path == "CFItems[2].ownField.kept[0]"
    assert fault.line == next(n for n, line in enumerate(content.decode().splitlines(), 1) if bad in line)


@pytest.mark.parametrize("bad", ["1e999", "9" * 5_000, "-1e400"])
def test_numbers_that_nothing_holds_are_refused_wherever_they_stand(bad):
    content = text_of(foreign()).replace(b'"kept": [', f'"kept": [{bad},'.encode())
    with pytest.raises(case.Faulty) as caught:
        case.read(content)
    assert [each.path for each in caught.value.faults] == ["CFItems[2].ownField.kept[0]"]


def test_name_that_cannot_be_kept_is_refused_where_it_stands():
    with pytest.raises(case.Faulty) as caught:
        case.read(text_of(foreign()).replace(b'"ownField"', b'"own\\u0000Field"'))
    assert [each.path for each in caught.value.faults] == ["CFItems[2]"]


@pytest.mark.parametrize(
    "content", [b"[]", b'{"lsDoc": {}, "lsItems": []}', b'{"CFDocuments": []}', b'{"CFPackage": 1}']
)
def test_what_is_no_package_is_said_to_be_none(content):
    with pytest.raises(case.Faulty) as caught:
        case.read(content)
    (fault,) = caught.value.faults
    assert (fault.line, fault.path) == (1, ".") and "CFDocument" in fault.sentence


def test_what_stands_beside_the_envelope_is_not_left_out_in_silence():
    assert faults(in_an_envelope() | {"beside": 1})[0][1] == "beside"


@pytest.mark.django_db
def test_item_of_a_foreign_package_can_be_confirmed_and_one_of_our_own_without_elements_cannot():
    here = make.town()
    found = case.read(text_of(foreign()))
    made = actions.import_package(
        district=here.district, code="f", units=found.units, package=found.whole, by=here.coordinator
    )
    for unit in made.units.all():
        actions.decide_unit(unit=unit, accepts=True, today=date(2026, 6, 1), by=here.coordinator)
    assert set(made.units.values_list("state", flat=True)) == {"confirmed"}
    assert case.package_of(made, queries.whole(made), AT) == foreign()
    added = actions.propose_unit(
        framework=made, code="more", name="더한 단위", level=None, definition="", parts=[], by=here.coordinator
    )
    with pytest.raises(RuleBroken):
        actions.decide_unit(unit=added, accepts=True, today=date(2026, 6, 1), by=here.coordinator)


@pytest.mark.django_db
def test_page_of_a_foreign_unit_offers_to_confirm_it(client):
    here = make.town()
    client.force_login(here.coordinator, backend=BACKEND)
    found = case.read(text_of(foreign()))
    made = actions.import_package(
        district=here.district, code="f", units=found.units, package=found.whole, by=here.coordinator
    )
    unit = made.units.order_by("pk")[0]
    shown = client.get(reverse("competency:detail", args=[unit.pk])).content.decode()
    assert reverse("competency:accept", args=[unit.pk]) in shown and "능력단위요소를 적은 뒤에" not in shown
    assert client.post(reverse("competency:accept", args=[unit.pk])).status_code == 303
    unit.refresh_from_db()
    assert unit.state == "confirmed"


@pytest.mark.django_db
def test_replacement_said_since_leaves_with_the_package():
    here = make.town()
    found = case.read(text_of(foreign()))
    made = actions.import_package(
        district=here.district, code="f", units=found.units, package=found.whole, by=here.coordinator
    )
    first, second, _third = made.units.order_by("pk")
    actions.replace_unit(unit=first, successor=second, by=here.coordinator)
    again = case.package_of(made, queries.whole(made), AT)
    (added,) = again["CFAssociations"][len(foreign()["CFAssociations"]) :]
    assert (added["associationType"], added["originNodeURI"]["identifier"]) == ("replacedBy", uuid(10))
    assert again | {"CFAssociations": foreign()["CFAssociations"]} == foreign()


@pytest.mark.django_db
def test_own_framework_comes_back_with_its_groups_and_whatever_letters_its_identifiers_have():
    here = make.town()
    made = own(here)
    made.units.update(group_name="전지제조")
    said = said_of(made)
    package = json.loads(json.dumps(case.package_of(made, queries.whole(made), AT)))
    for each in package["CFAssociations"]:
        each["originNodeURI"]["identifier"] = each["originNodeURI"]["identifier"].upper()
    found = case.read(text_of(package))
    back = actions.import_package(
        district=here.district, code="back", units=found.units, package=found.whole, by=here.coordinator
    )
    assert [each[1:4] + each[5:] for each in said_of(back)] == [each[1:4] + each[5:] for each in said]
    assert [each.code for each in queries.whole(back)] == ["back:PH-1", "back:PH-2"]
    assert {each.group_name for each in back.units.all()} == {"전지제조"}
    assert back.units.get(code="back:PH-1").replaced_by == back.units.get(code="back:PH-2")
    assert case.package_of(back, queries.whole(back), AT) == package


def test_unit_of_a_foreign_package_tells_what_it_stands_under():
    """‘Level 1’ says nothing by itself; a ring is walked once, and what has no room is left out from the top."""
    given = foreign()
    given["CFAssociations"] = ring("isChildOf", 10, 11, 12)
    assert [each.group_name for each in case.read(text_of(given)).units] == [
        "Coat foil › Weigh",
        "Prepare electrode slurry › Coat foil",
        "Weigh › Prepare electrode slurry",
    ]
    given["CFItems"] = [named(n, fullStatement=f"{n} " + "x" * 90) for n in range(10, 16)]
    given["CFAssociations"] = [
        named(n, associationType="isChildOf", originNodeURI=link(n), destinationNodeURI=link(n + 1))
        for n in range(10, 15)
    ]
    ways = [each.group_name for each in case.read(text_of(given)).units]
    assert [way.count("›") for way in ways] == [1, 1, 1, 1, 0, 0]
    assert ways[3].startswith("15 x") and ways[3].endswith("x") and ways[5] == ""


def test_codes_are_the_items_own_while_they_can_be():
    long = "x" * 41
    choices = rules.code_choices("ecu", [("A.1", "i1"), ("B", "i2"), ("B", "i3"), (long, long)])
    assert [each[:-1] for each in choices] == [["A.1", "ecu:A.1", "i1"], ["i2", "ecu:B"], ["i3", "ecu:B"], []]
    assert len({each[-1] for each in choices}) == 4
    assert rules.code_choices("other", [("A.1", "i1")])[0][-1] != choices[0][-1]


@pytest.mark.django_db
def test_units_are_read_without_the_package_that_they_came_in(django_assert_num_queries):
    """Each unit is read with its framework; a package of megabytes must not come along once for each."""
    here = make.town()
    found = case.read(text_of(foreign()))
    made = actions.import_package(
        district=here.district, code="f", units=found.units, package=found.whole, by=here.coordinator
    )
    for rows in (
        queries.listing(here.coordinator).filter(framework=made),
        queries.counted_frameworks(here.coordinator),
    ):
        assert "whole" not in str(rows.query)
    with django_assert_num_queries(2):  # units; elements, of which there are none
        assert len(queries.whole(made)) == 3
