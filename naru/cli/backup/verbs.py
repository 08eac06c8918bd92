"""`naru backup`, `naru restore` and `naru move`."""

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from naru.base.accounts.models import User
from naru.base.audit.models import Event
from naru.base.district.models import District
from naru.base.privacy import encrypted
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.cli import running
from naru.cli.backup import archive, proof, tables
from naru.cli.backup.archive import Manifest

Say = Callable[[str], None]


def say(sentence: str) -> None:
    print(sentence, flush=True)


def migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def backup(out: Path, *, with_files: bool = True) -> int:
    """Writes the whole installation as it is at one moment into a file; people may go on working."""
    if out.exists():
        raise Conflict(_("%(file)s: 이미 있는 파일입니다. 다른 이름을 주십시오.") % {"file": out.name})
    with archive.creating(out) as file:
        with tables.snapshot():
            manifest = Manifest(
                made_at=timezone.now().isoformat(),
                day=timezone.localdate().isoformat(),
                database=connection.vendor,
                migrations=migrations(),
            )
            for model in tables.kept_models():
                _put(file, manifest, model)
            manifest.cycles = proof.cycles(date.fromisoformat(manifest.day))
            faults = proof.audit_faults()
        if with_files:
            manifest.files = archive.put_files(file, Path(settings.MEDIA_ROOT))
        archive.finish(file, manifest)
    rows = sum(each["rows"] for each in manifest.tables.values())
    say(f"{out}: 표 {len(manifest.tables)}개, {rows:,}줄, 파일 {len(manifest.files)}개, 순환 {len(manifest.cycles)}개")
    for fault in faults:
        print(f"감사 기록의 사슬이 온전하지 않습니다: {fault}", file=sys.stderr)
    return 1 if faults else 0


def _put(file: zipfile.ZipFile, manifest: Manifest, model: type) -> None:
    table = model._meta.db_table  # type: ignore[attr-defined]
    with file.open(archive.table_member(table), "w", force_zip64=True) as member:
        kept = tables.measured(tables.lines(model), lambda each: member.write(each.encode() + b"\n"))
    columns = [field.column for field in model._meta.concrete_fields]  # type: ignore[attr-defined]
    manifest.tables[table] = {"rows": kept.rows, "digest": kept.digest, "columns": columns}


def restore(path: Path) -> int:
    """Brings a backup into an empty installation, and compares everything before anything is committed.

    A database without a single table is migrated first.
    """
    with archive.opened(path) as (file, manifest):
        if not migrations():
            running.migrate()
        _fits(manifest, path.name)
        models = tables.kept_models()
        with transaction.atomic():
            for model in models:
                if tables.has_rows(model):
                    tables.empty(model)
            for model in models:
                tables.write(model, archive.rows(file, model._meta.db_table))
            tables.reset_sequences(models)
            faults = [*differences(manifest), *proof.audit_faults()]
            if faults:
                raise RuleBroken(
                    _("되살린 것이 백업과 달라 아무것도 쓰지 않았습니다: %(what)s") % {"what": "; ".join(faults[:5])}
                )
        archive.take_files(file, manifest, Path(settings.MEDIA_ROOT))
    rows = sum(each["rows"] for each in manifest.tables.values())
    say(
        f"{path.name}: 표 {len(manifest.tables)}개, {rows:,}줄, 파일 {len(manifest.files)}개, "
        f"순환 {len(manifest.cycles)}개가 백업과 같습니다."
    )
    for column in encrypted.unreadable():
        print(
            f"{column}: 이 설치의 열쇠로 열리지 않습니다. 백업한 설치의 field.keys를 상태 폴더에 가져다 두십시오.",
            file=sys.stderr,
        )
    return 0


def _fits(manifest: Manifest, name: str) -> None:
    missing = set(manifest.migrations) ^ set(migrations())
    if missing:
        raise RuleBroken(
            _(
                "%(file)s: 백업을 만든 판과 이 판의 데이터베이스가 다릅니다. 같은 판에서 되살린 뒤 naru migrate를 하십시오: %(what)s"
            )
            % {"file": name, "what": ", ".join(sorted(missing)[:5])}
        )
    if any(tables.has_rows(model) for model in (User, District, Event)):
        raise Conflict(_("이 설치는 비어 있지 않습니다. 빈 데이터베이스에 naru migrate를 한 뒤 되살리십시오."))


def differences(manifest: Manifest) -> list[str]:
    """Where the installation is not what the manifest says: rows, digests, cycles."""
    found = []
    for model in tables.kept_models():
        table = model._meta.db_table
        expected, kept = manifest.tables.get(table), tables.measured(tables.lines(model))
        if expected is None or (kept.rows, kept.digest) != (expected["rows"], expected["digest"]):
            found.append(f"{table} {kept.rows}/{expected['rows'] if expected else 0}")
    if not found:
        now = proof.cycles(date.fromisoformat(manifest.day))
        found = [key for key in sorted(now.keys() | manifest.cycles.keys()) if now.get(key) != manifest.cycles.get(key)]
    return found


def move(url: str) -> int:
    """Copies this installation into the empty database of an address: backup, migrate there, restore, compare.

    The database here stays as it is; stop the server and the worker before, and point DATABASE_URL there after.
    """
    there = {**os.environ, "DATABASE_URL": url}
    naru = [sys.executable, "-m", "naru.cli.main"]
    with tempfile.TemporaryDirectory(prefix="naru-move-") as folder:
        file = Path(folder) / "naru.backup"
        backup(file, with_files=False)  # the files stay where they are: both databases mean the same folder
        for arguments in (["migrate"], ["restore", str(file)]):
            done = subprocess.run([*naru, *arguments], env=there, check=False).returncode
            if done:
                return done
    say("옮겼습니다. 이제 DATABASE_URL을 새 주소로 바꾸고 서버와 일꾼을 켜십시오.")
    return 0
