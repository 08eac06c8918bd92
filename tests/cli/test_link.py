"""`naru link`: files in, links out; every wrong file named by line and column; nothing kept is made twice."""

import csv
import json
import sqlite3

import pytest

from naru.cli.main import main

UNITS = "unit,name,definition\nU1,전지·모듈 설계,\nU2,슬러리 혼합,활물질과 바인더를 섞어 슬러리를 만든다.\nU3,급식 조리,음식을 조리한다.\n"
TEXTS = "text_id,text\nT1,바인더를 섞어 전극 슬러리를 만든다.\nT2,법정에서 의뢰인을 변호한다.\nT3,바인더를 섞어 전극 슬러리를 만든다.\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("NARU_STATE", str(tmp_path / "state"))
    (tmp_path / "units.csv").write_text(UNITS)
    (tmp_path / "texts.csv").write_text(TEXTS)
    return tmp_path


def link(place, *more, units="units.csv", texts="texts.csv"):
    return main(
        ["link", "--units", str(place / units), "--texts", str(place / texts), "--out", str(place / "links.csv"), *more]
    )


def rows(place):
    with (place / "links.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_link_writes_ranked_units_with_reasons_and_one_empty_row_where_nothing_fits(place):
    assert link(place, "--top", "2", "--report", str(place / "r.json")) == 0
    found = rows(place)
    assert list(found[0]) == ["text_id", "unit", "rank", "score", "because"]
    first = [each for each in found if each["text_id"] == "T1"]
    assert first[0]["unit"] == "U2" and first[0]["rank"] == "1"
    assert "슬러리" in first[0]["because"]
    assert len(first) <= 2
    assert [float(each["score"]) for each in first] == sorted((float(each["score"]) for each in first), reverse=True)
    nothing = [each for each in found if each["text_id"] == "T2"]
    assert [(each["unit"], each["rank"]) for each in nothing] == [("", "")]
    assert nothing[0]["because"].startswith("맞는 단위 없음")
    report = json.loads((place / "r.json").read_text())
    assert (report["texts"], report["linked"], report["nothing_fits"]) == (3, 2, 1)
    assert report["index"]["is_kept"] is False


def test_link_again_is_the_same_file_from_what_was_kept_and_new_units_are_indexed_anew(place):
    assert link(place, "--report", str(place / "r.json")) == 0
    before = (place / "links.csv").read_bytes()
    assert link(place, "--report", str(place / "r.json")) == 0
    report = json.loads((place / "r.json").read_text())
    assert (place / "links.csv").read_bytes() == before
    assert report["index"]["is_kept"] is True
    assert report["readings"]["made"] == 0
    (place / "units.csv").write_text(UNITS + "U4,전극 코팅,\n")
    assert link(place, "--report", str(place / "r.json")) == 0
    assert json.loads((place / "r.json").read_text())["index"]["is_kept"] is False


def test_link_equal_texts_get_equal_answers_and_are_read_once(place):
    assert link(place, "--report", str(place / "r.json")) == 0
    found = rows(place)
    one, three = ([{**each, "text_id": ""} for each in found if each["text_id"] == name] for name in ("T1", "T3"))
    assert one == three
    with sqlite3.connect(place / "state" / "text" / "texts.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM words").fetchone() == (3 + 2,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_link_reads_every_usual_encoding(place, encoding):
    (place / "units.csv").write_text(UNITS, encoding=encoding)
    (place / "texts.csv").write_text(TEXTS.replace("\n", "\r\n"), encoding=encoding, newline="")
    assert link(place, "--report", str(place / "r.json")) == 0
    assert rows(place)[0]["unit"] == "U2"
    assert set(json.loads((place / "r.json").read_text())["encodings"].values()) == {encoding}


def test_link_what_persons_said_is_followed(place):
    (place / "judged.csv").write_text("text,unit,answer\n법정에서 의뢰인을 변호한다.,U3,예\n")
    assert link(place, "--judged", str(place / "judged.csv")) == 0
    found = [each for each in rows(place) if each["text_id"] == "T2"]
    assert found[0]["unit"] == "U3"
    assert "확인된 비슷한 글" in found[0]["because"]


def test_link_bom_is_written_on_demand_and_text_ids_with_commas_survive(place):
    (place / "texts.csv").write_text('text_id,text\n"가, 나","슬러리를 ""잘"" 섞는다.\n다음 줄"\n')
    assert link(place, "--bom") == 0
    content = (place / "links.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbftext_id")
    assert '"가, 나",U2'.encode() in content


def test_link_threshold_of_the_reader_is_followed_without_a_new_index(place):
    assert link(place) == 0
    assert link(place, "--threshold", "1", "--report", str(place / "r.json")) == 0
    assert all(not each["unit"] for each in rows(place))
    report = json.loads((place / "r.json").read_text())
    assert report["threshold"] == 1 and report["index"]["is_kept"] is True


@pytest.mark.parametrize("threshold", ["-0.1", "1.5", "nan", "x"])
def test_link_threshold_must_be_a_share(place, threshold):
    with pytest.raises(SystemExit) as stopped:
        link(place, f"--threshold={threshold}")
    assert stopped.value.code == 2


def test_link_header_alone_gives_a_header_alone(place):
    (place / "texts.csv").write_text("text_id,text\n")
    assert link(place) == 0
    assert (place / "links.csv").read_text() == "text_id,unit,rank,score,because\n"


@pytest.mark.parametrize(
    ("file", "content", "korean", "english"),
    [
        ("units", "", "units.csv 1행 1열", "line 1, column 1: is empty"),
        ("units", "unit,title\nU1,가\n", "units.csv 1행 3열: 열이 없습니다: name", "lacks the column name"),
        ("units", "unit,name\n", "2행 1열(unit): 단위가 하나도 없습니다", "there is no unit"),
        ("units", "unit,name\nU1,가\n,나\n", "3행 1열(unit): 비어 있습니다", "line 3, column 1 (unit): is empty"),
        ("units", "unit,name\nU1,\n", "2행 2열(name): 비어 있습니다", "line 2, column 2 (name): is empty"),
        ("units", "unit,name\nU1,가\nU1,나\n", "3행 1열(unit): 'U1'은(는) 2행에", "stands already on line 2"),
        ("units", "unit,name,name\nU1,가,나\n", "1행 3열: 열이 두 번", "has the column name twice"),
        ("texts", 'text_id,text\nT1,"가\n나"\nT2,\n', "4행 2열(text): 비어 있습니다", "line 4, column 2 (text)"),
        ("texts", "text_id,text\nT1,가\nT1,나\n", "3행 1열(text_id)", "stands already on line 2"),
        ("texts", "text_id,text\nT1,가,나\n", "2행 3열: 칸이 3개입니다", "has 3 cells instead of 2"),
        ("texts", 'text_id,text\nT1,가\nT2,"나\n', "3행 1열: 따옴표", "the quotes do not match"),
        ("texts", "text_id,text\nT1,가\0\n", "2행: CSV가 아닙니다", "this is no CSV"),
    ],
)
def test_link_wrong_file_is_named_by_line_and_column_in_two_languages(place, capsys, file, content, korean, english):
    (place / f"{file}.csv").write_text(content)
    assert link(place) == 2
    said = capsys.readouterr().err
    assert korean in said and english in said
    assert not (place / "links.csv").exists()


def test_link_every_fault_is_named_not_the_first_alone(place, capsys):
    (place / "texts.csv").write_text("text_id,text\nT1,\nT2,가\nT2,나\n,다\n")
    assert link(place) == 2
    said = capsys.readouterr().err
    assert all(each in said for each in ("2행 2열", "4행 1열", "5행 1열"))


def test_link_bytes_of_no_encoding_are_named(place, capsys):
    (place / "texts.csv").write_bytes("text_id,text\nT1,가\nT2,".encode() + b"\xff\xfe\xff\n")
    assert link(place) == 2
    assert "texts.csv 3행 2열: 글자를 읽을 수 없습니다" in capsys.readouterr().err


def test_link_missing_file_or_folder_is_named(place, capsys):
    assert link(place, units="없음.csv") == 2
    assert "없음.csv: 파일이 없습니다" in capsys.readouterr().err
    assert link(place, "--report", str(place / "nowhere" / "r.json")) == 2
    assert "폴더가 없습니다" in capsys.readouterr().err


@pytest.mark.parametrize("top", ["0", "-1", "x"])
def test_link_top_must_be_a_positive_number(place, top):
    with pytest.raises(SystemExit) as stopped:
        link(place, "--top", top)
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    ("line", "korean"),
    [
        ("가,U9,예", "2행 2열(unit): 그런 단위가 없습니다: U9"),
        ("가,U1,글쎄", "2행 3열(answer): 예 또는 아니오"),
        (",U1,예", "2행 1열(text): 비어 있습니다"),
    ],
)
def test_link_wrong_judgement_is_named(place, capsys, line, korean):
    (place / "judged.csv").write_text(f"text,unit,answer\n{line}\n")
    assert link(place, "--judged", str(place / "judged.csv")) == 2
    assert korean in capsys.readouterr().err


def test_link_state_folder_that_cannot_be_written_is_done_without(place, monkeypatch):
    (place / "file").write_text("")
    monkeypatch.setenv("NARU_STATE", str(place / "file"))
    assert link(place) == 0
    assert rows(place)[0]["unit"] == "U2"


def test_link_spoiled_keepings_are_made_anew(place):
    assert link(place) == 0
    before = (place / "links.csv").read_bytes()
    kept = place / "state" / "text"
    for each in kept.glob("index-*.npz"):
        each.write_bytes(b"PK broken")
    for each in kept.glob("texts.sqlite3*"):
        each.write_bytes(b"broken")
    assert link(place) == 0
    assert (place / "links.csv").read_bytes() == before
