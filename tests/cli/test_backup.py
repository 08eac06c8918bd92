"""A backup is one moment of the installation, restores into an empty one on either database, and is compared."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
import threading
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import connection, transaction

from naru.base.audit import record
from naru.base.audit.models import Event
from naru.base.district.models import District, Target
from naru.base.jobs.models import Run
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.cli.backup import archive, tables, verbs
from naru.domain.evidence import queries
from naru.domain.people.models import Guardian, Learner
from tests.base.test_worker import surroundings
from tests.factories import make

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    (tmp_path / "files" / "loads").mkdir(parents=True)
    (tmp_path / "files" / "loads" / "한글.xlsx").write_bytes(b"PK" + bytes(range(256)))
    return tmp_path


def fill() -> District:
    """One of what differs between databases: moments, decimals, JSON, UUIDs, absent values, signs of every kind."""
    here = make.town(name="나루 “지구” \\ \t'작은'\n둘째 줄")
    for _each in range(7):
        make.learner(here.school)
    who = make.learner(here.school, name="Ōe ßtraße 🦢")
    make.enrolment(make.programme(here), who, "completed")
    make.award(here, who)
    Target.objects.create(district=here.district, year=2026, measure="outcome", value=Decimal("71.5"))
    run = Run.objects.create(
        task="t", arguments={"z": 1.0, "a": [0.5, None, "한"]}, claim="00000000-0000-0000-0000-00000000000a"
    )
    Run.objects.filter(pk=run.pk).update(asked_at=datetime(2026, 3, 1, 12, 0, 0, 120034, tzinfo=UTC))
    with transaction.atomic():
        record.record("people.enter_learner", who, by=here.coordinator, before={"값": "x"})
    return here.district


def everything() -> dict[str, tables.Kept]:
    with transaction.atomic():
        return {each._meta.db_table: tables.measured(tables.lines(each)) for each in tables.kept_models()}


def test_backup_restores_into_an_empty_installation_with_everything_the_same(files, capsys):
    district = fill()
    before, cycle = everything(), queries.cycle_json(queries.cycle_of(district, 2026))
    assert verbs.backup(files / "one.backup") == 0
    call_command("flush", verbosity=0, interactive=False)
    (files / "files" / "loads" / "한글.xlsx").unlink()
    assert verbs.restore(files / "one.backup") == 0
    assert everything() == before
    assert queries.cycle_json(queries.cycle_of(District.objects.get(), 2026)) == cycle
    assert (files / "files" / "loads" / "한글.xlsx").read_bytes() == b"PK" + bytes(range(256))
    assert Run.objects.get().asked_at == datetime(2026, 3, 1, 12, 0, 0, 120034, tzinfo=UTC)
    assert Target.objects.get().value == Decimal("71.5")
    assert "백업과 같습니다" in capsys.readouterr().out
    newest = Learner.objects.latest("pk").pk
    assert make.learner(make.school(District.objects.get())).pk == newest + 1


def test_backup_is_readable_by_its_owner_only_and_never_overwrites(files):
    verbs.backup(files / "one.backup")
    assert stat.S_IMODE((files / "one.backup").stat().st_mode) == 0o600
    with pytest.raises(Conflict):
        verbs.backup(files / "one.backup")


def test_backup_taken_during_writes_holds_one_moment(files):
    """Each deed writes a learner and its event together: no backup may hold one without the other."""
    here = make.town()
    done, made = threading.Event(), []

    def write() -> None:
        try:
            while not done.is_set() and len(made) < 3000:
                with transaction.atomic():
                    who = make.learner(here.school)
                    record.record("people.enter_learner", who, by=here.coordinator)
                made.append(who.pk)
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    counts = []
    try:
        for number in range(4):
            verbs.backup(files / f"{number}.backup")
            with archive.opened(files / f"{number}.backup") as (_file, manifest):
                kept = {name: each["rows"] for name, each in manifest.tables.items()}
            assert kept["people_learner"] == kept["audit_event"]
            counts.append(kept["people_learner"])
    finally:
        done.set()
        writer.join()
    assert counts == sorted(counts)
    assert len(made) > counts[-1] or len(made) == counts[-1] > 0
    call_command("flush", verbosity=0, interactive=False)
    verbs.restore(files / "3.backup")
    assert Learner.objects.count() == Event.objects.count() == counts[-1]


def test_installation_that_is_not_empty_is_left_alone(files):
    fill()
    verbs.backup(files / "one.backup")
    before = everything()
    with pytest.raises(Conflict, match="비어 있지 않습니다"):
        verbs.restore(files / "one.backup")
    assert everything() == before


def changed(source: Path, target: Path, change) -> Path:
    """A copy of an archive in which `change(name, content)` gives another content; None leaves a member out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target


def test_altered_line_is_found_and_nothing_is_written(files):
    fill()
    verbs.backup(files / "one.backup")
    call_command("flush", verbosity=0, interactive=False)

    def alter(name: str, content: bytes) -> bytes:
        return content.replace("Ōe".encode(), b"Oe") if name == archive.table_member("people_learner") else content

    with pytest.raises(RuleBroken, match="people_learner"):
        verbs.restore(changed(files / "one.backup", files / "two.backup", alter))
    assert not District.objects.exists()


@pytest.mark.parametrize("spoil", ["cut", "no manifest", "other format", "other version", "text"])
def test_file_that_is_no_whole_backup_of_this_version_is_refused(files, spoil):
    verbs.backup(files / "one.backup")
    bad = files / "bad.backup"
    if spoil == "cut":
        content = (files / "one.backup").read_bytes()
        bad.write_bytes(content[: len(content) // 2])
    elif spoil == "text":
        bad.write_text("백업")
    else:

        def alter(name: str, content: bytes) -> bytes | None:
            if name != archive.MANIFEST:
                return content
            manifest = json.loads(content)
            if spoil == "other format":
                manifest["format"] = 99
            else:
                manifest["migrations"].append("people.9999_later")
            return None if spoil == "no manifest" else json.dumps(manifest).encode()

        changed(files / "one.backup", bad, alter)
    with pytest.raises(RuleBroken, match=r"bad\.backup"):
        verbs.restore(bad)


def test_file_name_in_a_backup_cannot_lead_out_of_the_folder(files):
    verbs.backup(files / "one.backup")
    call_command("flush", verbosity=0, interactive=False)

    def alter(name: str, content: bytes) -> bytes:
        return content.replace("loads/한글.xlsx".encode(), b"../../outside.xlsx")

    with pytest.raises(RuleBroken, match="outside"):
        verbs.restore(changed(files / "one.backup", files / "two.backup", alter))
    assert not (files.parent / "outside.xlsx").exists()


def test_sessions_do_not_travel(files, client):
    client.force_login(make.user(), backend="allauth.account.auth_backends.AuthenticationBackend")
    verbs.backup(files / "one.backup")
    with archive.opened(files / "one.backup") as (_file, manifest):
        assert "django_session" not in manifest.tables


def test_one_command_moves_an_installation_to_the_other_database(files):
    """From SQLite to this run's kind of database (on the PostgreSQL run: to PostgreSQL), with the same proof."""
    fill()
    verbs.backup(files / "one.backup")
    naru = [sys.executable, "-m", "naru.cli.main"]
    kept = {**os.environ, "NARU_STATE": str(files / "state"), "DJANGO_SETTINGS_MODULE": "naru.config.settings"}
    here = {**kept, "DATABASE_URL": f"sqlite:///{files / 'here.sqlite3'}"}
    # Into a database without a table: it is migrated first.
    restore = [*naru, "restore", str(files / "one.backup")]
    subprocess.run(restore, env=here, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    if connection.vendor == "sqlite":  # whose tables are those of Django's own `migrate`
        with sqlite3.connect(files / "here.sqlite3") as made, connection.cursor() as cursor:
            schema = "SELECT type, name, sql FROM sqlite_master WHERE tbl_name <> 'naru_limits'"  # a cache's table
            assert sorted(made.execute(schema), key=repr) == sorted(cursor.execute(schema).fetchall(), key=repr)
    if connection.vendor == "postgresql":
        name = f"{connection.settings_dict['NAME']}_move"
        there = surroundings()["DATABASE_URL"] + "_move"
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    else:
        there = f"sqlite:///{files / 'there.sqlite3'}"
    try:
        subprocess.run([*naru, "move", "--to", there], env=here, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        again = {**kept, "DATABASE_URL": there}
        subprocess.run(
            [*naru, "backup", str(files / "two.backup")], env=again, cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )
        refused = subprocess.run([*naru, "move", "--to", there], env=here, cwd=ROOT, capture_output=True, check=False)
        assert refused.returncode == 1
    finally:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    with archive.opened(files / "one.backup") as (_one, first), archive.opened(files / "two.backup") as (_two, second):
        assert (first.tables, first.cycles) == (second.tables, second.cycles)


def test_restore_says_when_the_keys_were_not_brought_along(files, monkeypatch, capsys):
    fill()
    Guardian.objects.create(learner=Learner.objects.first(), name="예시 보호자", phone="010-1234-5678")
    verbs.backup(files / "one.backup")
    call_command("flush", verbosity=0, interactive=False)
    monkeypatch.setenv("NARU_FIELD_KEYS", Fernet.generate_key().decode())
    assert verbs.restore(files / "one.backup") == 0
    assert "people.guardian.phone" in capsys.readouterr().err
