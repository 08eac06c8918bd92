"""What every test may lean on: a database migrated once for all processes and runs, then copied."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

#: The site and the browser, for the tests of pages and for the journey alike.
pytest_plugins = ("tests.browser.site",)

#: Tests that never touch a database: run once, not again on the other one. Folders and files below tests/.
ONCE = ("engine", "docs", "house/test_", "cli/test_match", "cli/test_link", "cli/test_plan")
TEMPLATE = "naru_template"
PACKAGES = ("django", "django-allauth")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        is_apart = item.path.relative_to(here).as_posix().startswith(ONCE)
        if is_apart and "django_db_setup" not in getattr(item, "fixturenames", ()):
            item.add_marker("once")


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
    _use(name)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()


def _sqlite(digest: str, own: str) -> None:
    """A file of this process, so that threads compete for it as they do in use; copied from the migrated one."""
    template = Path(tempfile.gettempdir()) / f"{TEMPLATE}-{os.getuid()}-{digest}.sqlite3"
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
