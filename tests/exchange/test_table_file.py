"""A curriculum table as a file: what is given out is read back the same; every fault has its sheet, row and column."""

import io
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from naru.base.audit.models import Event
from naru.base.rulebook.errors import RuleBroken
from naru.document.exchange import table_file, table_sheet
from naru.domain.curriculum.actions import tables as actions
from naru.domain.curriculum.enums import CourseKind
from naru.domain.curriculum.models import Course
from naru.domain.curriculum.queries import tables as reads
from tests.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return make.town()


@pytest.fixture
def table(here):
    return make.table(make.department(here.school), intake_year=2027)


def book_of(table, **changes) -> bytes:
    """The sheet as it is given out, with some cells written anew: `E4="x"`."""
    book = load_workbook(io.BytesIO(table_sheet.workbook(reads.view(table))))
    for place, value in changes.items():
        book.active[place].value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(table, content: bytes, path: Path, name: str = "표.xlsx") -> table_file.Read:
    place = path / name
    place.write_bytes(content)
    return table_file.cells_of(place, reads.catalogue(table.department, table.intake_year))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_is_given_out_is_read_back_the_same_in_any_language(table, tmp_path, language):
    with translation.override(language):
        given = table_sheet.workbook(reads.view(table))
    assert read(table, given, tmp_path) == table_file.Read(reads.cells_of(table))


@pytest.mark.parametrize("kind", CourseKind)
def test_courses_of_every_kind_are_given_out_and_read_back(here, tmp_path, kind):
    department = make.department(here.school)
    table = make.table(department, [make.course(department, kind=kind, credits=6)], intake_year=2027)
    found = read(table, table_sheet.workbook(reads.view(table)), tmp_path)
    assert found == table_file.Read(reads.cells_of(table))


def test_a_sheet_without_codes_is_read_by_name(table, tmp_path):
    plain = book_of(table, L2=None, L4=None, L6=None, L8=None, E4=10, F4=12)
    found = read(table, plain, tmp_path)
    general = Course.objects.get(name="과목 general")
    assert found.faults == ()
    assert found.cells[general.pk] == {1: 10, 2: 12, 3: 11, 4: 11, 5: 11, 6: 11}


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"E4": "x"}, ("편제표", 4, "E"), "정수입니다. 적힌 값: x"),
        ({"F4": 31}, ("편제표", 4, "F"), "31"),
        ({"G4": -1}, ("편제표", 4, "G"), "-1"),
        ({"H4": 2.5}, ("편제표", 4, "H"), "2.5"),
        ({"C4": 65}, ("편제표", 4, "C"), "66학점인데 파일에는 65"),
        ({"B4": "없는 과목", "L4": None}, ("편제표", 4, "B"), "‘없는 과목’은 이 학과"),
        ({"L4": "NONE"}, ("편제표", 4, "L"), "‘NONE’는 이 학과"),
        ({"B4": "다른 이름"}, ("편제표", 4, "B"), "이름은 ‘과목 general’입니다"),
        ({"B4": None, "L4": None}, ("편제표", 4, "B"), "과목 이름이 없습니다"),
        ({"B6": "과목 general", "C6": 66, "L6": None}, ("편제표", 6, "B"), "4행과 같은 과목"),
        ({"J4": "#DIV/0!"}, ("편제표", 4, "J"), "오류 값"),
    ],
)
def test_each_fault_says_sheet_row_and_column_and_keeps_the_whole_file_out(table, tmp_path, changes, place, words):
    found = read(table, book_of(table, **changes), tmp_path)
    assert found.cells == {}
    (fault,) = found.faults
    assert (fault.sheet, fault.row, fault.letter) == place
    assert words in fault.text


def test_all_faults_are_told_at_once(table, tmp_path):
    found = read(table, book_of(table, E4="x", C6=1, J8="y"), tmp_path)
    assert [(each.row, each.letter) for each in found.faults] == [(4, "E"), (6, "C"), (8, "J")]


def test_files_of_another_shape_are_told_what_is_missing(table, tmp_path):
    other = read(table, "이름,값\n가,1\n".encode(), tmp_path, "다른.csv")
    assert "편제표 모양이 아닙니다" in other.faults[0].text
    with pytest.raises(RuleBroken):
        read(table, b"", tmp_path, "빈.csv")
    empty = book_of(table, **{f"{letter}{row}": None for letter in "EFGHIJ" for row in (4, 6, 8)})
    assert "하나도 없습니다" in read(table, empty, tmp_path).faults[0].text


def test_a_csv_of_the_same_columns_is_read(table, tmp_path):
    lines = ["과목,기준 학점,1학년,,2학년,,3학년,,과목 코드", ",,1학기,2학기,1학기,2학기,1학기,2학기,"]
    course = Course.objects.get(name="과목 activity")
    lines.append(f"과목 activity,18,3,3,3,3,3,3,{course.code}")
    found = read(table, "\n".join(lines).encode("cp949"), tmp_path, "표.csv")
    assert found == table_file.Read({course.pk: dict.fromkeys(range(1, 7), 3)})


def test_the_page_shows_first_what_the_file_would_change_and_saves_by_a_press(client, here, table):
    client.force_login(here.teacher, backend="allauth.account.auth_backends.AuthenticationBackend")
    url = reverse("curriculum:table_upload", args=[table.pk])
    before = reads.cells_of(table)

    def send(content: bytes, name: str = "표.xlsx"):
        file = io.BytesIO(content)
        file.name = name
        return client.post(url, {"file": file})

    assert client.get(url).status_code == 200
    wrong = send(book_of(table, E4="x"))
    assert wrong.status_code == 422
    assert "1학년 1학기" in wrong.content.decode()
    assert send(b"PK nothing").status_code == 422
    shown = send(book_of(table, E4=10, F4=12))
    page = shown.content.decode()
    assert shown.status_code == 200
    assert "아직 저장하지 않았습니다" in page
    assert [each.name for each in shown.context["changes"]] == ["과목 general"]
    assert reads.cells_of(table) == before
    assert not Event.objects.exists()
    sent = dict(shown.context["sent"])
    saved = client.post(reverse("curriculum:table_edit", args=[table.pk]), sent | {"edition": 0})
    assert saved.status_code == 303
    general = Course.objects.get(name="과목 general")
    assert reads.cells_of(table)[general.pk][1] == 10
    assert "같습니다" in send(book_of(table)).content.decode()


def test_a_table_that_was_handed_in_takes_no_file(client, here):
    table = make.table(make.department(here.school), state="submitted")
    client.force_login(here.teacher, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(reverse("curriculum:table_upload", args=[table.pk]))
    assert answer.status_code == 409
    with pytest.raises(Exception, match="작성 중인"):
        actions.edit_table(table=table, cells={}, note="", edition=0, by=here.teacher)
