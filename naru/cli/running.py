"""`naru demo`, `serve`, `worker`, `migrate`, `check`, `user`: running an installation."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from naru.base.accounts import invite
from naru.base.accounts.enums import Role
from naru.base.jobs import work
from naru.base.jobs.worker import watch
from naru.cli import migrating
from naru.config import env


def migrate() -> int:
    """Brings the database to this version."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # the state's folder, and the one the server looks in
    migrating.forward()
    call_command("createcachetable", verbosity=0)
    caches["figures"].clear()  # another version may count otherwise
    return 0


def _without_compiling() -> None:
    """The demo matches sixty learners twice: compiling the engine for that would take longer than all the rest.

    Holds for this process only; the server and the worker that it starts compile as ever.
    """
    from numba.core import config

    config.DISABLE_JIT = 1  # type: ignore[attr-defined]


def demo(port: int, *, prepare_only: bool) -> int:
    """Prepares the demo district once, then serves it on 127.0.0.1."""
    from naru.demo.pohang import accounts, start  # with all that loads a workbook: no other verb waits for it

    migrate()
    _without_compiling()
    start.prepare(env.state_dir() / "demo", print)
    print(f"\n나루: http://127.0.0.1:{port}/  (끝내려면 Ctrl+C)\n")
    print(f"비밀번호는 모두 {accounts.PASSWORD}")
    for each in accounts.ACCOUNTS:
        print(f"  {each.email:34} {each.role.label}")
    sys.stdout.flush()
    return 0 if prepare_only else together(f"127.0.0.1:{port}")


def together(bind: str) -> int:
    """Server and worker side by side, ended together: what a person tries out on one machine."""
    surroundings = {**os.environ, "NARU_INLINE": "0"}
    naru = [sys.executable, "-m", "naru.cli.main"]
    parts = [
        subprocess.Popen([*naru, "worker"], env=surroundings, stdout=subprocess.DEVNULL),
        subprocess.Popen([*naru, "serve", f"--bind={bind}"], env=surroundings),
    ]

    def end(*_signal: object) -> None:
        for each in parts:
            each.terminate()

    signal.signal(signal.SIGTERM, end)
    try:
        return parts[1].wait()
    except KeyboardInterrupt:
        return 0
    finally:
        end()
        for each in parts:
            try:
                each.wait(timeout=20)
            except subprocess.TimeoutExpired:  # what was in hand is taken up again at the next start
                each.kill()


def serve(bind: str, workers: int) -> int:
    """Replaces this process by gunicorn. Long work is left to `naru worker`, unless NARU_INLINE=1 was said."""
    os.environ.setdefault("NARU_INLINE", "0")
    command = [
        str(Path(sys.executable).with_name("gunicorn")),
        "naru.config.wsgi:application",
        f"--bind={bind}",
        f"--workers={workers}",
        "--timeout=120",
        "--preload",  # once for all processes, which share its memory
        "--no-control-socket",
    ]
    os.execv(command[0], command)  # noqa: S606 - our own gunicorn, no shell


def worker(processes: int) -> int:
    """Works on queued jobs until it is stopped."""
    return watch(processes)


def user(email: str, name: str, role: str, organisation: str, district: str) -> int:
    """Makes an account (or finds it) and gives it a role; prints a first password for a new one."""
    if role not in Role.values:
        print(f"역할이 아닙니다: {role}. 역할: {', '.join(Role.values)}", file=sys.stderr)
        return 2
    password = invite.invite(email, name, Role(role), organisation, district)
    print(f"{email}: {Role(role).label}")
    if password:
        print(f"첫 비밀번호: {password}")
    return 0


def check() -> int:
    """Is this installation sound? One line each; 1 when something must be mended."""
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("데이터베이스", _database),
        ("판(마이그레이션)", _migrations),
        ("상태 폴더", _state),
        ("화면 파일", _vendor),
        ("영어 글월", _catalogue),
        ("보안 설정", _security),
        ("한도를 세는 표", _limits),
        ("2단계 인증", _second_factor),
        ("기다리는 작업", _waiting),
        ("시간대", lambda: "" if timezone.get_current_timezone_name() == "Asia/Seoul" else "Asia/Seoul이 아닙니다"),
    )
    bad = 0
    for name, look in checks:
        fault = look()
        bad += bool(fault)
        print(f"{'고칠 것' if fault else '온전함'}  {name}{': ' + fault if fault else ''}")
    return 1 if bad else 0


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:
        return f"닿지 않습니다({type(error).__name__}). DATABASE_URL을 확인하십시오"
    return ""


def _migrations() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception as error:
        return type(error).__name__
    return f"{len(waiting)}개가 남았습니다. naru migrate를 하십시오" if waiting else ""


def _state() -> str:
    place = env.state_dir()
    return "" if place.is_dir() and os.access(place, os.W_OK) else f"쓸 수 없습니다: {place}"


def _vendor() -> str:
    here = env.ROOT / "frontend" / "vendor" / "krds"
    return "" if here.is_dir() else "make setup을 하십시오"


def _catalogue() -> str:
    return "" if (settings.BASE_DIR / "locale/en/LC_MESSAGES/django.mo").exists() else "make setup을 하십시오"


def _security() -> str:
    if settings.DEBUG:
        return "NARU_DEBUG가 켜져 있습니다"
    is_local = set(settings.ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "testserver"}
    return "" if is_local or settings.SESSION_COOKIE_SECURE else "밖에 열린 설치에는 NARU_HTTPS=1이 필요합니다"


def _limits() -> str:
    kept = settings.CACHES["default"]
    if not kept["BACKEND"].endswith("DatabaseCache"):
        return ""
    table = kept["LOCATION"]
    try:
        return "" if table in connection.introspection.table_names() else "naru migrate를 하십시오"
    except Exception as error:
        return type(error).__name__


def _waiting() -> str:
    try:
        count = work.unattended()
    except Exception as error:
        return type(error).__name__
    return f"{count}건을 맡을 naru worker가 없습니다. naru worker를 켜십시오" if count else ""


def _second_factor() -> str:
    return "" if settings.SECOND_FACTOR_REQUIRED else "SECOND_FACTOR_REQUIRED가 꺼져 있습니다"
