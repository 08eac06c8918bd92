"""Files that are not what they say, swell, lie or carry programs are refused before anything reads them."""

import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from naru.base.rulebook.errors import RuleBroken
from naru.document.exchange import read, upload
from naru.web.load.forms import Load


@pytest.fixture
def book(tmp_path) -> Path:
    path = tmp_path / "good.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        made.add_worksheet("학교").write_row(0, 0, ["코드", "이름"])
    return path


def with_part(book: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return book


def said(path: Path) -> str:
    with pytest.raises(RuleBroken) as caught:
        read.read(path)
    return str(caught.value.sentence)


def test_honest_files_pass(book, tmp_path):
    upload.inspect(book)
    table = tmp_path / "학교.csv"
    for encoding in ("utf-8-sig", "cp949"):
        table.write_text("코드,이름\nA,학교\n", encoding=encoding)
        upload.inspect(table)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("x.xlsx", b"a,b\n1,2\n", upload.NO_WORKBOOK),
        ("x.xlsx", b"%PDF-1.7", upload.NO_WORKBOOK),
        ("x.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, upload.LOCKED),
        ("x.csv", b"PK\x03\x04rest", upload.NO_TABLE),
        ("x.csv", b"MZ\x90\x00", upload.NO_TABLE),
        ("x.csv", b"a,b\x00\n", upload.NO_TABLE),
        ("x.csv", b"  <html><script>", upload.NO_TABLE),
        ("x.exe", b"MZ", upload.KINDS),
        ("x.xlsm", b"PK\x03\x04", upload.KINDS),
    ],
)
def test_content_counts_and_not_the_name(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)
    assert said(path) == str(sentence)
    form = Load({"sheet": ""}, {"file": SimpleUploadedFile(name, content)})
    assert form.errors["file"] == [str(sentence)]


def test_archive_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("a.txt", "a")
    assert said(path) == str(upload.NO_WORKBOOK)


def test_bomb_is_refused_by_its_swelling(book):
    path = with_part(book, "xl/worksheets/sheet9.xml", b"0" * (upload.SMALL_PART + 1))
    assert said(path) == str(upload.BOMB)


def test_archive_beyond_the_limit_is_refused(book, monkeypatch):
    monkeypatch.setattr(upload, "BIGGEST_INFLATED", 1000)
    assert said(book) == str(upload.BOMB)


def test_archive_of_too_many_parts_is_refused(book, monkeypatch):
    monkeypatch.setattr(upload, "MOST_PARTS", 3)
    assert said(book) == str(upload.BOMB)


def test_archive_that_lies_about_a_size_is_refused(book):
    """The declared size is made small in both headers; the part itself inflates to far more."""
    path = with_part(book, "xl/worksheets/sheet9.xml", b"0" * 5_000_000)
    content = bytearray(path.read_bytes())
    true = struct.pack("<I", 5_000_000)
    places = [at for at in range(len(content) - 4) if content[at : at + 4] == true]
    assert places
    for at in places:
        content[at : at + 4] = struct.pack("<I", 100)
    path.write_bytes(bytes(content))
    assert said(path) == str(upload.LOCKED)


@pytest.mark.parametrize(
    "name", ["xl/vbaProject.bin", "xl/embeddings/oleObject1.bin", "xl/externalLinks/externalLink1.xml"]
)
def test_workbook_with_programs_or_foreign_files_is_refused(book, name):
    assert said(with_part(book, name, b"x")) == str(upload.ACTIVE)


def test_workbook_with_entities_is_refused(book):
    text = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    assert said(with_part(book, "xl/more.xml", text)) == str(upload.ACTIVE)


def test_file_that_is_too_big_is_refused(book, monkeypatch):
    monkeypatch.setattr(upload, "BIGGEST_FILE", 10)
    assert said(book) == str(upload.TOO_BIG)


def test_cut_file_is_refused(book):
    book.write_bytes(book.read_bytes()[:-30])
    assert said(book) == str(upload.LOCKED)
