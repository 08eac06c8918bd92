"""The file of a backup: a ZIP with a manifest, one member of lines for each table, and the uploaded files.

One format for both databases, so that a backup of one restores into the other. The manifest is written last: a file
that was cut off in the middle has none and is refused.
"""

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from naru.base.rulebook.errors import RuleBroken

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 1 << 20


@dataclass
class Manifest:
    """What a backup holds, and what must come out of it again."""

    made_at: str
    day: str
    database: str
    migrations: list[str]
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    cycles: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


@contextmanager
def creating(path: Path) -> Iterator[zipfile.ZipFile]:
    """A new archive, readable by its owner only, that takes its name once it is complete and on the disk."""
    half = path.with_name(f"{path.name}.half")
    descriptor = os.open(half, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=1) as found:
                yield found
            raw.flush()
            os.fsync(raw.fileno())
        half.replace(path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """An archive and its manifest. Raises RuleBroken when it is none of ours, cut off or of another format."""
    try:
        found = zipfile.ZipFile(path)
        manifest = json.loads(found.read(MANIFEST))
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise RuleBroken(
            _("%(file)s: 나루의 백업 파일이 아니거나 끝까지 쓰이지 않은 파일입니다.") % {"file": path.name}
        ) from error
    with found:
        if manifest.get("format") != FORMAT:
            raise RuleBroken(
                _("%(file)s: 이 판이 읽을 수 없는 백업 형식(%(format)s)입니다.")
                % {"file": path.name, "format": manifest.get("format")}
            )
        yield found, Manifest(**manifest)


def finish(found: zipfile.ZipFile, manifest: Manifest) -> None:
    found.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))


def table_member(table: str) -> str:
    return f"tables/{table}.jsonl"


def rows(found: zipfile.ZipFile, table: str) -> Iterator[list[Any]]:
    with found.open(table_member(table)) as member:
        for each in member:
            yield json.loads(each)


def put_files(found: zipfile.ZipFile, folder: Path) -> dict[str, str]:
    """Stores every file under a folder; returns the SHA-256 of each by its path."""
    kept = {}
    for path in sorted(each for each in folder.rglob("*") if each.is_file()) if folder.is_dir() else []:
        name = path.relative_to(folder).as_posix()
        try:
            with path.open("rb") as source, found.open(f"files/{name}", "w", force_zip64=True) as target:
                kept[name] = copied(source, target)
        except FileNotFoundError:  # taken away meanwhile, as a loaded workbook is
            continue
    return kept


def take_files(found: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    """Brings the files back; one that is there already stays. Raises RuleBroken when one came out otherwise."""
    for name, digest in manifest.files.items():
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts:
            raise RuleBroken(_("백업 안의 파일 이름을 쓸 수 없습니다: %(name)s") % {"name": name})
        place = folder / pure
        if place.exists():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        half = place.with_name(f"{place.name}.half")
        with found.open(f"files/{name}") as source, half.open("wb") as target:
            same = copied(source, target) == digest
        if not same:
            half.unlink()
            raise RuleBroken(_("백업 안의 파일이 손상되었습니다: %(name)s") % {"name": name})
        shutil.move(half, place)


def copied(source: IO[bytes], target: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := source.read(BLOCK):
        digest.update(block)
        target.write(block)
    return digest.hexdigest()
