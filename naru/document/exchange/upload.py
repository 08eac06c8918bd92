"""Is this file what its name says, and is it safe to open? Asked before anything reads it, at every door.

A workbook is a zip archive: it is inflated once, piece by piece and to nowhere, so that an archive that swells beyond
the limit, or lies about its sizes, is refused before a reader trusts it.
"""

import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from naru.base.rulebook.errors import RuleBroken

BIGGEST_FILE = 200 * 1024 * 1024
BIGGEST_INFLATED = 3 * 1024**3
#: A part may swell so many times once it is big; text of a sheet stays under 100, a zip bomb is near 1,000.
MOST_SWOLLEN, SMALL_PART = 500, 10 * 1024 * 1024
MOST_PARTS = 5_000
PIECE = 1024 * 1024
ZIP = b"PK\x03\x04"
#: First bytes of what is no table of text: archives, programs, documents, pictures, web pages.
STRANGE = (b"PK\x03\x04", b"%PDF", b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff")
#: Parts that a workbook of ours never has: programs, foreign files, links to elsewhere.
FORBIDDEN = ("vbaproject.bin", "/embeddings/", "/externallinks/", "/activex/", "/ctrlprops/")

TOO_BIG = _("파일이 너무 큽니다(200MB까지). 나누어 올려 주십시오.")
NO_WORKBOOK = _("이름은 XLSX인데 내용은 통합문서가 아닙니다. Excel에서 XLSX로 다시 저장해 주십시오.")
NO_TABLE = _("이름은 CSV인데 내용은 글자로 된 표가 아닙니다. CSV로 다시 저장해 주십시오.")
LOCKED = _("통합문서를 열 수 없습니다. 암호를 풀고 Excel에서 XLSX로 다시 저장해 주십시오.")
BOMB = _("압축을 풀면 지나치게 커지는 파일이라 열지 않았습니다.")
ACTIVE = _("매크로나 다른 파일이 든 통합문서는 받지 않습니다. 값만 남겨 XLSX로 다시 저장해 주십시오.")
KINDS = _("읽을 수 없는 파일 종류입니다. XLSX 통합문서나 CSV 파일을 올려 주십시오.")


def glance(name: str, file: BinaryIO, size: int) -> None:
    """What can be told from the name, the size and the first bytes. Raises RuleBroken; leaves the file at its start."""
    if size > BIGGEST_FILE:
        raise RuleBroken(TOO_BIG)
    file.seek(0)
    head = file.read(8192)
    file.seek(0)
    suffix = Path(name).suffix.lower()
    if suffix == ".xlsx":
        if head.startswith(b"\xd0\xcf\x11\xe0"):
            raise RuleBroken(LOCKED)
        if not head.startswith(ZIP):
            raise RuleBroken(NO_WORKBOOK)
    elif suffix in {".csv", ".tsv", ".txt"}:
        if head.startswith(STRANGE) or b"\x00" in head or head.lstrip()[:5].lower() in {b"<html", b"<!doc"}:
            raise RuleBroken(NO_TABLE)
    else:
        raise RuleBroken(KINDS)


def inspect(path: Path) -> None:
    """The glance, and for a workbook every part of it. Raises RuleBroken, with what to do."""
    with path.open("rb") as file:
        glance(path.name, file, path.stat().st_size)
    if path.suffix.lower() == ".xlsx":
        try:
            with zipfile.ZipFile(path) as package:
                _inspect_parts(package)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            raise RuleBroken(LOCKED) from None


def _inspect_parts(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    names = {each.filename for each in parts}
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise RuleBroken(NO_WORKBOOK)
    if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > BIGGEST_INFLATED:
        raise RuleBroken(BOMB)
    for each in parts:
        lower = f"/{each.filename.lower()}"
        if any(word in lower for word in FORBIDDEN):
            raise RuleBroken(ACTIVE)
        if each.flag_bits & 1:
            raise RuleBroken(LOCKED)
        if each.file_size > SMALL_PART and each.file_size > MOST_SWOLLEN * max(each.compress_size, 1):
            raise RuleBroken(BOMB)
        _inflate(package, each)


def _inflate(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """To nowhere: `zipfile` stops at the size that the part declares, and a part with more in it fails its checksum."""
    with package.open(part) as stream:
        first = stream.read(PIECE)
        if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in first[:4096].upper():
            raise RuleBroken(ACTIVE)
        while stream.read(PIECE):
            pass
