"""CASE packages: faults by line and path; what comes in leaves as it came; what is ours comes back whole."""

import copy
import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from naru.document.exchange import case
from naru.document.exchange.case import lines
from naru.domain.competency import actions, queries, rules
from naru.domain.competency.models import Framework, Unit
from tests.factories import make
from tests.house.matrix.addresses import BACKEND

AT = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def named(number: int, **more) -> dict:
    return {
        "identifier": uuid(number),
        "uri": f"https://example.org/{number}",
        "lastChangeDateTime": "2024-01-02T03:04:05Z",
    } | more


def link(number: int, title: str = "x") -> dict:
    return {"title": title, "identifier": uuid(number), "uri": f"https://example.org/{number}"}


def foreign() -> dict:
    """A framework as another country writes it: levels of statements, rubrics, definitions, extras of its own."""
    return {
        "CFDocument": named(
            1,
            creator="Skills Council",
            title="Battery assembly",
            adoptionStatus="Adopted",
            officialSourceURL="https://example.org",
        ),
        "CFItems": [
            named(10, fullStatement="Prepare electrode slurry", humanCodingScheme="BAT.1", educationLevel=["03"]),
            named(
                11, fullStatement="Weigh active material " * 20, abbreviatedStatement="Weigh", humanCodingScheme="BAT.1"
            ),
            named(12, fullStatement="Coat foil", ownField={"kept": [1, 2.5, None, True]}),
        ],
        "CFAssociations": [
            named(
                20, associationType="isChildOf", originNodeURI=link(11), destinationNodeURI=link(10), sequenceNumber=1
            ),
            named(21, associationType="exactMatchOf", originNodeURI=link(12), destinationNodeURI=link(99)),
        ],
        "CFDefinitions": {"CFSubjects": [named(30, title="Energy", hierarchyCode="1")]},
        "CFRubrics": [
            named(
                40,
                title="Rubric",
                CFRubricCriteria=[
                    named(41, weight=0.5, position=1, CFRubricCriterionLevels=[named(42, score=2.5, position=1)])
                ],
            )
        ],
    }


def text_of(package: dict) -> bytes:
    return json.dumps(package, ensure_ascii=False, indent=1).encode()


def faults(package: dict) -> list[tuple[int, str, str]]:
    with pytest.raises(case.Faulty) as caught:
        case.read(text_of(package))
    return [(each.line, each.path, each.sentence) for each in caught.value.faults]


def line_of(package: dict, sign: str) -> int:
    return next(number for number, line in enumerate(text_of(package).decode().splitlines(), 1) if sign in line)


def test_text_where_a_number_belongs_is_refused_by_line_and_path():
    package = foreign()
    package["CFAssociations"][0]["sequenceNumber"] = "첫째"
    package["CFRubrics"][0]["CFRubricCriteria"][0]["weight"] = "반"
    found = faults(package)
    assert [(line, path) for line, path, _why in found] == [
        (line_of(package, "첫째"), "CFAssociations[0].sequenceNumber"),
        (line_of(package, "반"), "CFRubrics[0].CFRubricCriteria[0].weight"),
    ]
    assert "정수가 있어야" in found[0][2] and "숫자가 있어야" in found[1][2]


@pytest.mark.parametrize(
    ("spoil", "path", "words"),
    [
        (lambda p: p["CFDocument"].pop("title"), "CFDocument", "title"),
        (lambda p: p["CFDocument"].update(adoptionStatus=1), "CFDocument.adoptionStatus", "글이"),
        (lambda p: p["CFDocument"].update(caseVersion="2.0"), "CFDocument.caseVersion", "2.0"),
        (
            lambda p: p["CFItems"][0].update(CFItemTypeURI=link(3) | {"title": 5}),
            "CFItems[0].CFItemTypeURI.title",
            "글이",
        ),
        (lambda p: p["CFAssociations"][0].update(sequenceNumber=1.5), "CFAssociations[0].sequenceNumber", "정수가"),
        (lambda p: p["CFAssociations"][0].update(sequenceNumber=2**31), "CFAssociations[0].sequenceNumber", "정수가"),
        (lambda p: p["CFItems"][1].update(identifier=" "), "CFItems[1].identifier", "빈 글"),
        (lambda p: p["CFItems"][1].update(identifier=uuid(10)), "CFItems[1].identifier", "앞에 있습니다"),
        (lambda p: p["CFItems"][1].pop("fullStatement"), "CFItems[1]", "fullStatement"),
        (lambda p: p["CFAssociations"][1].pop("originNodeURI"), "CFAssociations[1]", "originNodeURI"),
        (lambda p: p["CFItems"][0].update(educationLevel=3), "CFItems[0].educationLevel", "목록이"),
        (lambda p: p["CFItems"][0].update(lastChangeDateTime="어제"), "CFItems[0].lastChangeDateTime", "시각이"),
        (
            lambda p: p["CFAssociations"][0].update(associationType="likes"),
            "CFAssociations[0].associationType",
            "likes",
        ),
        (lambda p: p["CFAssociations"][0].update(sequenceNumber=True), "CFAssociations[0].sequenceNumber", "정수가"),
        (lambda p: p["CFAssociations"][0].update(originNodeURI="x"), "CFAssociations[0].originNodeURI", "객체가"),
        (lambda p: p.pop("CFDocument"), ".", "CFDocument"),
    ],
)
def test_fault_is_named_by_its_path(spoil, path, words):
    package = foreign()
    spoil(package)
    ((line, where, why),) = faults(package)
    assert (where, line > 0) == (path, True)
    assert words in why


@pytest.mark.parametrize("content", [b"{", b"[1,]", b'{"a" 1}', b"\xff\xfe", b'{"a": 1} x', b'{"a": "\n"}'])
def test_what_is_no_json_is_refused_with_a_line(content):
    with pytest.raises(case.Faulty) as caught:
        case.read(content)
    assert len(caught.value.faults) == 1


def test_deep_json_is_refused_before_it_exhausts_the_stack():
    with pytest.raises(case.Faulty, match="1 faults"):
        case.read(b"[" * 100_000)


def test_reader_gives_what_the_standard_library_gives():
    text = json.dumps(foreign() | {"more": [-1.5e3, 0, "글\n\"'\\", {}, [], None, False]}, indent=2)
    assert lines.parse(text).value == json.loads(text)


def test_package_need_not_say_that_it_is_of_1_1():
    package = foreign()
    package["CFAssociations"][0]["associationType"] = "ext:taughtBefore"
    assert case.read(text_of(package)).version == "1.0"
    package["CFDocument"]["extensions"] = {"owner": "x"}
    assert case.read(text_of(package)).version == "1.1"
    package["CFAssociations"][0]["associationType"] = "taughtBefore"
    assert faults(package)[0][1] == "CFAssociations[0].associationType"


@pytest.mark.django_db
def test_foreign_package_leaves_as_it_came():
    here = make.town()
    given = foreign()
    found = case.read(text_of({"CFPackage": given}))
    made = actions.import_package(
        district=here.district, code="foreign", units=found.units, package=found.whole, by=here.coordinator
    )
    units = list(made.units.order_by("pk"))
    assert [(each.name, each.code) for each in units] == [
        ("Prepare electrode slurry", uuid(10)),  # two items share the scheme BAT.1
        ("Weigh", uuid(11)),
        ("Coat foil", uuid(12)),
    ]
    assert {each.state for each in units} == {"proposed"}
    assert case.package_of(made, queries.whole(made), AT) == given
    actions.propose_unit(
        framework=made, code="extra", name="더한 단위", level=3, definition="", parts=[], by=here.coordinator
    )
    again = case.package_of(made, queries.whole(made), AT)
    assert again["CFItems"][:3] == given["CFItems"] and again["CFItems"][3]["fullStatement"] == "더한 단위"
    assert case.read(text_of(again)).units[3].name == "더한 단위"


def own(here: make.Town) -> Framework:
    made = actions.open_framework(
        district=here.district, code="own", name="지역 표준", source="교육 과정", by=here.coordinator
    )
    parts = [rules.Part("배합하기", ["비율을 맞출 수 있다.", "점도를 잴 수 있다."]), rules.Part("코팅하기")]
    for code, level in (("PH-1", 3), ("PH-2", None)):
        unit = actions.propose_unit(
            framework=made,
            code=code,
            name=f"단위 {code}",
            level=level,
            definition="뜻",
            parts=parts,
            by=here.coordinator,
        )
        actions.decide_unit(unit=unit, accepts=True, today=AT.date(), by=here.coordinator)
    first, second = made.units.order_by("code")
    actions.replace_unit(unit=first, successor=second, by=here.coordinator)
    return made


def said_of(framework: Framework) -> list[tuple]:
    return [
        (
            each.code,
            each.name,
            each.level,
            each.definition,
            each.replaced_by.code if each.replaced_by else None,
            [(part.name, [one.text for one in part.criteria.all()]) for part in each.elements.all()],
        )
        for each in queries.whole(framework)
    ]


@pytest.mark.django_db
def test_own_framework_comes_back_whole():
    here = make.town()
    made = own(here)
    said, package = said_of(made), case.package_of(made, queries.whole(made), AT)
    kept = copy.deepcopy(package)
    found = case.read(text_of(package))
    Unit.objects.update(replaced_by=None)
    Unit.objects.all().delete()
    made.delete()
    back = actions.import_package(
        district=here.district, code="own", units=found.units, package=found.whole, by=here.coordinator
    )
    assert (back.kind, back.name) == ("local", "지역 표준")
    assert said_of(back) == said
    assert {each.state for each in back.units.all()} == {"proposed"}  # confirmed elsewhere, not here
    assert case.package_of(back, queries.whole(back), AT) == kept


@pytest.mark.django_db
def test_page_names_the_fault_and_brings_nothing(client):
    here = make.town()
    client.force_login(here.coordinator, backend=BACKEND)
    package = foreign()
    package["CFAssociations"][0]["sequenceNumber"] = "첫째"

    def send(given: dict, code: str = "brought"):
        return client.post(
            reverse("competency:bring"), {"code": code, "file": SimpleUploadedFile("c.json", text_of(given))}
        )

    answer = send(package)
    assert answer.status_code == 422
    assert "CFAssociations[0].sequenceNumber" in answer.content.decode()
    assert f">{line_of(package, '첫째')}<" in answer.content.decode()
    assert not Framework.objects.exists()
    assert send(foreign()).status_code == 303
    assert send(foreign()).status_code == 422
    made = Framework.objects.get()
    download = client.get(reverse("competency:package", args=[made.pk]))
    assert json.loads(download.content) == foreign()


def test_number_beyond_all_numbers_is_refused_by_line():
    content = text_of(foreign()).replace(b'"sequenceNumber": 1', b'"sequenceNumber": 1e999')
    with pytest.raises(case.Faulty) as caught:
        case.read(content)
    (fault,) = caught.value.faults
    assert fault.path == "CFAssociations[0].sequenceNumber" and "너무 큰 숫자" in fault.sentence
