"""Published standards in the shapes in which they come: cleaned, odd rows told, twice changes nothing."""

import json
import random
import time
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from benchmarks.text import sets
from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.jobs import work
from naru.base.jobs.models import Run
from naru.base.rulebook.errors import RuleBroken
from naru.cli.main import main
from naru.document.exchange import ncs
from naru.domain.competency.models import Code, Edition, Occupation, Succession, Unit
from tests.factories import make
from tests.house.matrix.addresses import BACKEND

HEADER = ("unit_code", "versioned_code", "sub_code", "level", "unit_name", "sub_name")
ROWS = (
    ("1901120101", "1901120101_16v1", "19011201", "5", "전기저장장치 설계조건 분석", "전기저장장치개발"),
    ("1901120102", "1901120102_16v1", "19011201", "4수준", "전지･모듈 설계", "전기저장장치개발"),
    ("1901120106", "1901120106_16v1", "19011201", "3", "전력변환장치 제작(구버전)", "전기저장장치개발"),
    ("1901120106", "1901120106_22v2", "19011201", "3", "전력변환장치(PCS) 제작", "전기저장장치개발"),
    ("1901120107", "1901120107_22v2", "19011201", "", "안전점검?유지보수", "전기저장장치개발"),
    ("1901120107", "1901120107_22v2", "19011201", "4", "다른 이름", "전기저장장치개발"),
    ("19011201XX", "19011201XX", "19011201", "4", "코드가 이상함", "전기저장장치개발"),
    ("1901120109", "1901120109_16v1", "19011201", "셋", "", "전기저장장치개발"),
)
KOREAN = {
    "unit_code": "능력단위번호",
    "versioned_code": "능력단위코드",
    "level": "수준",
    "unit_name": "능력단위명",
    "sub_name": "세분류명",
}


def csv_text(rows=ROWS, header=HEADER) -> str:
    return "\n".join(",".join(row) for row in (header, *rows)) + "\n"


def as_csv(folder: Path, encoding: str, rows=ROWS) -> Path:
    path = folder / f"ncs-{encoding}.csv"
    path.write_text(csv_text(rows), encoding=encoding, errors="strict")
    return path


def as_xlsx(folder: Path, rows=ROWS) -> Path:
    path = folder / "ncs.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        made.add_worksheet("안내").write(0, 0, "이 파일은 …")
        sheet = made.add_worksheet("전체")
        for number, row in enumerate(([KOREAN.get(each, each) for each in HEADER], *rows)):
            sheet.write_row(number, 0, row)
    return path


def as_json(folder: Path, rows=ROWS) -> Path:
    path = folder / "ncs.json"
    names = ("bare", "ncsClCd", "sub", "compeUnitLevel", "compeUnitName", "ncsSubdCdnm")
    items = [dict(zip(names, row, strict=True)) | {"compeUnitDef": f"{row[4]}을 한다."} for row in rows]
    path.write_text(json.dumps({"currentCount": len(items), "data": items}, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "shape",
    [lambda at: as_csv(at, "utf-8-sig"), as_xlsx, as_json, lambda at: as_csv(at, "cp949", [ROWS[0], *ROWS[2:]])],
    ids=["utf-8", "xlsx", "json", "cp949"],
)
def test_every_shape_gives_the_same_units_and_tells_what_is_odd(shape, tmp_path):
    table = ncs.units_of(shape(tmp_path))
    found = {each.code: each for each in table.rows}
    assert {"1901120101_16v1", "1901120106_16v1", "1901120106_22v2", "1901120107_22v2"} <= found.keys()
    assert found["1901120106_16v1"].is_old and found["1901120106_16v1"].name == "전력변환장치 제작"
    assert (found["1901120107_22v2"].name, found["1901120107_22v2"].level) == ("안전점검·유지보수", None)
    if "1901120102_16v1" in found:
        assert (found["1901120102_16v1"].name, found["1901120102_16v1"].level) == ("전지·모듈 설계", 4)
    assert table.left_out == 2
    told = " / ".join(f"{each.code} {each.what}" for each in table.oddities)
    for words in (
        "가운뎃점을 되살렸습니다",
        "수준이 비어",
        "내용이 달라 앞의 것을",
        "19011201XX 판이 붙은",
        "이름이 비어",
    ):
        assert words in told
    assert "1901120103 이 번호의" in told


def test_oddities_name_the_row_that_a_spreadsheet_shows(tmp_path):
    odd = ncs.units_of(as_csv(tmp_path, "utf-8")).oddities
    assert next(each.row for each in odd if "수준이 비어" in each.what) == 6
    assert next(each.row for each in odd if each.code == "19011201XX") == 8


def test_code_may_come_in_pieces_with_its_version_apart(tmp_path):
    path = tmp_path / "pieces.csv"
    header = ("대분류코드", "중분류코드", "소분류코드", "세분류코드", "능력단위일련번호", "버전", "능력단위명", "수준")
    path.write_text(csv_text([("19", "1", "12", "1", "3", "16v1", "전지 제작", "3")], header))
    (unit,) = ncs.units_of(path).rows
    assert unit.code == "1901120103_16v1"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", "이름,나이\n김,3\n", "능력단위 표가 아닙니다"),
        ("a.csv", "ncsClCd,compeUnitName\nx,y\n", "하나도 없습니다"),
        ("a.json", "{", "JSON을 읽을 수 없습니다"),
        ("a.json", '{"data": []}', "목록이 없습니다"),
        ("a.pdf", "%PDF", "읽을 수 없는 파일 종류"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(name, content, sentence, tmp_path):
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(RuleBroken) as caught:
        ncs.units_of(path)
    assert sentence in str(caught.value.sentence)


def whole_table(folder: Path, count: int, *, is_next: bool = False) -> Path:
    """As many rows as the public service has; `is_next`: every fourth unit in its next version besides."""
    draw = random.Random(7)
    words = ("전지", "모듈", "설계", "제작", "시험", "보전", "분석", "공정", "운전", "점검", "안전", "품질")
    rows = []
    for number in range(count):
        base = f"{number // 99 // 99 // 9 + 10:02}{number // 99 // 99 % 99 + 1:02}01{number // 99 % 99 + 1:02}{number % 99 + 1:02}"
        name = f"{' '.join(draw.sample(words, 3))} {number}"
        for version in ("16v1", "22v2") if is_next and number % 4 == 0 else ("16v1",):
            rows.append((base, f"{base}_{version}", base[:8], str(number % 8 + 1), name, "세분류"))
    return as_csv(folder, "cp949", rows)


@pytest.mark.django_db
def test_whole_table_is_loaded_in_seconds_and_the_second_time_changes_nothing(tmp_path, capsys):
    path = whole_table(tmp_path, 15_520)
    started = time.monotonic()
    assert main(["ncs", str(path), "--json"]) == 0
    assert time.monotonic() - started < 20
    first = json.loads(capsys.readouterr().out)
    assert (first["new"], first["left_out"], Unit.objects.count()) == (15_520, 0, 15_520)
    before = (Edition.objects.count(), Event.objects.count(), list(Unit.objects.values_list("pk", "name")[:50]))
    assert main(["ncs", str(path), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["new"], again["changed"], again["same"], again["replaced"]) == (0, 0, 15_520, 0)
    assert before == (Edition.objects.count(), Event.objects.count(), list(Unit.objects.values_list("pk", "name")[:50]))


@pytest.mark.django_db
def test_new_edition_by_the_terminal_follows_what_became_one_from_one(tmp_path, capsys):
    assert main(["ncs", str(whole_table(tmp_path, 400))]) == 0
    path = whole_table(tmp_path, 400, is_next=True)
    assert main(["ncs", str(path), "--check"]) == 0
    assert "아무것도 쓰지 않았습니다" in capsys.readouterr().out
    assert Unit.objects.count() == 400
    assert main(["ncs", str(path)]) == 0
    assert "저절로 이어진 대체 100" in capsys.readouterr().out
    assert Unit.objects.count() == 500
    assert Unit.objects.filter(replaced_by__isnull=False).count() == 100
    assert Succession.objects.filter(state="followed").count() == 100


@pytest.mark.django_db
def test_code_tables_keep_the_first_name_of_a_code(tmp_path, capsys):
    path = tmp_path / "keco.csv"
    path.write_text("code,name\n8512,화학물 조작원\n8512,화학물 가공 조작원\n1533,시험원\n", encoding="utf-8-sig")
    assert main(["ncs", str(path), "--as", "keco"]) == 0
    assert "처음 것을 두었습니다: 화학물 가공 조작원" in capsys.readouterr().out
    assert Occupation.objects.get(code="8512").name == "화학물 조작원"
    licences = tmp_path / "licences.csv"
    licences.write_text("name,jobs\n전기기능사,12\n", encoding="cp949")
    assert main(["ncs", str(licences), "--as", "licence"]) == 0
    assert Code.objects.get().code == "전기기능사"


@pytest.mark.django_db
def test_browser_checks_first_then_loads_and_says_what_it_did(client, tmp_path):
    admin, coordinator = make.user(Role.ADMIN), make.coordinator(make.district())
    content = as_csv(tmp_path, "cp949", [ROWS[0], *ROWS[2:]]).read_bytes()

    def send():
        given = {"kind": "ncs", "file": SimpleUploadedFile("표준.csv", content)}
        return client.post(reverse("competency:standards"), given)

    client.force_login(coordinator, backend=BACKEND)
    assert send().status_code == 403
    client.force_login(admin, backend=BACKEND)
    answer = send()
    assert answer.status_code == 303
    run = Run.objects.get()
    work.perform(run.pk)  # in a test's transaction nothing is handed over
    page = client.get(answer.headers["Location"]).content.decode()
    assert "이 표 올리기" in page and "가운뎃점을 되살렸습니다" in page
    assert not Unit.objects.exists()
    done = client.post(reverse("competency:standards_confirm", args=[run.pk]))
    work.perform(Run.objects.latest("pk").pk)
    assert "모두 올렸습니다" in client.get(done.headers["Location"]).content.decode()
    assert Unit.objects.filter(replaced_by__isnull=False).get().code == "1901120106_16v1"
    assert client.post(reverse("competency:standards_confirm", args=[run.pk])).status_code == 303
    assert Edition.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.skipif(not sets.DATA.is_dir(), reason="the public data folder is not here")
def test_public_data_folder_loads_with_its_one_lost_dot(capsys):
    (path,) = (sets.DATA / "ncs").glob("*.csv")
    assert main(["ncs", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["new"], told["odd"]) == (42, 42, 1)
    assert Unit.objects.get(code="1901120218_22v2").name == "전기저장장치 안전점검·유지보수"
