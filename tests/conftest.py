"""What every test may lean on: a database migrated once for all processes and runs, then copied."""

import fcntl
import gc
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils import translation

from naru.cli import migrating

#: The site and the browser, for the tests of pages and for the journey alike.
pytest_plugins = ("tests.browser.site",)

#: Tests of what no database can change: run once, not again on the other one. Folders and files below tests/.
ONCE = ("engine", "docs", "house/test_", "cli/test_match", "cli/test_link", "cli/test_plan")
#: The same, though they fill a database: what they judge is a page, a sentence, a body of JSON or a file, made of rows
#: that were read already. A test is of these when every query behind it is executed on both databases elsewhere: by the
#: tests of the room (tests/domain), by the matrix, which asks for every address and does every deed, and by the
#: coordinator's pages, drawn whole on both (marked `both`). Not of these is whatever a database does in its own way:
#: search, sorting and narrowing of lists, sums and counts, JSON fields, locks, transactions, loads, backups; nor pages
#: that a coordinator never reads (a student's, a firm's, a guardian's, an officer's).
ONCE_WITH_PAGES = (
    "api/test_description",
    "api/test_faults",
    "api/test_persons",
    "base/test_logs",
    "cli/test_case",
    "cli/test_verbs",
    "exchange/test_case_published",
    "exchange/test_faults",
    "exchange/test_made_up",
    "exchange/test_table_file",
    "exchange/test_upload",
    "web/test_assets",
    "web/test_budget",
    "web/test_competency",
    "web/test_curriculum",
    "web/test_demand",
    "web/test_english",
    "web/test_error_pages",
    "web/test_home",
    "web/test_last_rooms",
    "web/test_looks",
    "web/test_number",
    "web/test_partners",
    "web/test_people",
    "web/test_reminders",
    "web/test_round_letters",
    "web/test_second_factor",
    "web/test_texts",
    "web/test_training",
    "web/test_verbs",
    "web/test_walk",
)
TEMPLATE = "naru_template"
PACKAGES = ("django", "django-allauth")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        path = item.path.relative_to(here).as_posix()
        is_apart = path.startswith(ONCE) and "django_db_setup" not in getattr(item, "fixturenames", ())
        if is_apart or (path.startswith(ONCE_WITH_PAGES) and not item.get_closest_marker("both")):
            item.add_marker("once")


@pytest.fixture(autouse=True)
def _in_korean() -> Iterator[None]:
    """A page that a test asked for in English leaves its language behind."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def _kiwi_stays_loaded() -> Iterator[None]:
    """A process of the suite loads Kiwi once for each dictionary, not once for each test: it keeps nothing it read."""
    from naru.engine.text import tokens

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "_kiwi", lru_cache(maxsize=8)(tokens._kiwi))
        yield


#: Collecting less often takes a tenth off the pages.
gc.set_threshold(200_000, 50, 100)


def schema_digest() -> str:
    """Changes whenever a migration, or a package that brings some, does."""
    found = hashlib.sha256()
    for package in PACKAGES:
        found.update(f"{package} {version(package)}\n".encode())
    for app in sorted(apps.get_app_configs(), key=lambda each: each.label):
        found.update(app.label.encode())
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:16]


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _make_template(name: str) -> None:
    """On PostgreSQL in the product's own quick way; on SQLite in Django's, with which tests/cli/test_backup compares."""
    _use(name)
    if _is_postgres():
        migrating.forward()
    else:
        call_command("migrate", verbosity=0, interactive=False)
    connection.close()


def _sqlite_template(digest: str) -> Path:
    return Path(tempfile.gettempdir()) / f"{TEMPLATE}-{os.getuid()}-{digest}.sqlite3"


def _sqlite(digest: str, own: str) -> None:
    """A file of this process, so that threads compete for it as they do in use; copied from the migrated one."""
    template = _sqlite_template(digest)
    if not template.exists():
        half = template.with_suffix(".half")
        for each in half.parent.glob(f"{half.name}*"):
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        _make_template(str(half))
        half.replace(template)
    shutil.copy(template, own)
    _use(own)


def _postgres(digest: str, own: str) -> None:
    template = f"{TEMPLATE}_{digest}"
    with connection._nodb_cursor() as server:
        server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{TEMPLATE}%"])
        known = {row[0] for row in server.fetchall()}
        if template not in known:
            server.execute(f'DROP DATABASE IF EXISTS "{template}_half"')
            server.execute(f'CREATE DATABASE "{template}_half"')
            _make_template(f"{template}_half")
            server.execute(f'ALTER DATABASE "{template}_half" RENAME TO "{template}"')
        server.execute(f'DROP DATABASE IF EXISTS "{own}"')
        server.execute(f'CREATE DATABASE "{own}" TEMPLATE "{template}"')
    _use(own)


def _empty_by_deleting() -> None:
    """After a test with transactions of its own: rows are few, and TRUNCATE of every table takes a second each time.

    Only a superuser may leave triggers and foreign keys aside; for another role Django's TRUNCATE stays.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            return
    quote = connection.ops.quote_name

    def statements(_style: Any, tables: list[str], **_how: Any) -> list[str]:
        deletions = "".join(f"DELETE FROM {quote(each)}; " for each in tables)  # noqa: S608 - Django's own tables
        return [f"SET LOCAL session_replication_role = replica; {deletions}"] if tables else []

    connection.ops.sql_flush = statements


def _begin_chains(using: str, **_signal: Any) -> None:
    """What the audit's migration put there, again: emptying the tables after a test took it away."""
    from naru.base.audit import chain
    from naru.base.audit.models import Head

    for name in (chain.EVENTS, chain.LOOKS):
        Head.objects.using(using).get_or_create(chain=name)


@pytest.fixture
def migrated_state(django_db_setup: None, tmp_path: Path) -> Path:
    """A state folder with a migrated, empty SQLite database: for processes of their own that are not about migrating."""
    state = tmp_path / "state"
    state.mkdir()
    shutil.copy(_sqlite_template(schema_digest()), state / "naru.sqlite3")
    return state


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any, request: Any) -> Iterator[None]:
    """Instead of migrating in every process of every run: one template by digest of the migrations, and a copy."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    before = connection.settings_dict["NAME"]
    lock = Path(tempfile.gettempdir()) / f"{TEMPLATE}-{os.getuid()}.lock"
    with django_db_blocker.unblock():
        if _is_postgres():
            own = f"test_{before}_{worker}_{os.getpid()}"
        else:
            own = str(Path(tempfile.gettempdir()) / f"naru-test-{os.getpid()}.sqlite3")
        with lock.open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            (_postgres if _is_postgres() else _sqlite)(schema_digest(), own)
        if _is_postgres():
            _empty_by_deleting()
        post_migrate.connect(_begin_chains, sender=apps.get_app_config("audit"))
    yield
    with django_db_blocker.unblock():
        if _is_postgres():
            _use(before)
            with connection._nodb_cursor() as server:
                server.execute(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')
        else:
            connection.close()
            for each in Path(own).parent.glob(f"{Path(own).name}*"):
                shutil.rmtree(each) if each.is_dir() else each.unlink()
            _use(before)
