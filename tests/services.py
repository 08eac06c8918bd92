"""Finds the services that the tests need, installs them in CI, and says loudly what it left out.

python -m tests.services pins                    no address stands in a pin file
python -m tests.services postgres -- COMMAND …   runs COMMAND with DATABASE_URL of a PostgreSQL server
python -m tests.services chromium -- COMMAND …   runs COMMAND with NARU_CHROMIUM set
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
IN_CI = os.environ.get("CI", "").lower() == "true"
CANDIDATES = (
    "postgresql://postgres@127.0.0.1:5432/postgres",
    "postgresql:///postgres",
)


def say(sentence: str) -> None:
    print(f"\n*** {sentence} ***\n", file=sys.stderr, flush=True)


def answers(url: str) -> bool:
    """True when a PostgreSQL server answers there and lets us make databases."""
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(
                "select rolcreatedb or rolsuper from pg_roles where rolname = current_user"
            ).fetchone()
            return bool(row and row[0])
    except psycopg.Error:
        return False


def install(*packages: str) -> bool:
    """Installs Debian packages when this process may; True when apt said yes."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    return subprocess.run(["apt-get", "install", "-y", "-qq", *packages], env=quiet, check=False).returncode == 0


def start_cluster() -> None:
    """Starts Debian's own cluster and lets local root in as a database superuser."""
    listed = subprocess.run(["pg_lsclusters", "-h"], capture_output=True, text=True, check=False).stdout.split()
    if len(listed) >= 2:
        subprocess.run(["pg_ctlcluster", "--skip-systemctl-redirect", listed[0], listed[1], "start"], check=False)
    subprocess.run(["runuser", "-u", "postgres", "--", "createuser", "--superuser", "root"], check=False)


def postgres() -> str | None:
    """The address of a usable server; in CI a missing one is installed and started."""
    given = os.environ.get("NARU_TEST_POSTGRES")
    for url in (given,) if given else CANDIDATES:
        if answers(url):
            return url
    if IN_CI and shutil.which("pg_lsclusters") is None:
        install("postgresql")
    if IN_CI and shutil.which("pg_lsclusters"):
        start_cluster()
        for url in CANDIDATES:
            if answers(url):
                return url
    return None


def chromium() -> str | None:
    """Chromium without its windows before Chromium with them: the same engine, a third less work for the same page."""
    given = os.environ.get("NARU_CHROMIUM")
    lean = "chromium-headless-shell"
    if not given and not shutil.which(lean):
        install(lean, "fonts-noto-cjk")
    for name in (given, lean, "chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name) if name else None
        if found:
            return found
    install("chromium", "fonts-noto-cjk")
    return shutil.which("chromium")


def check_pins() -> int:
    bad = re.compile(r"https?:|file:|--(extra-)?index-url|--find-links|--trusted-host")
    faults = []
    for path in [*sorted((ROOT / "requirements").glob("*")), ROOT / "frontend" / "package-lock.json"]:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if bad.search(line) and not ('"url":' in line and "funding" not in line and path.suffix == ".json"):
                faults.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def main() -> int:
    wanted, _, command = sys.argv[1], sys.argv[2:3], sys.argv[3:]
    if wanted == "pins":
        return check_pins()
    if wanted == "postgres":
        url = postgres()
        if url is None:
            say("PostgreSQL does not answer: its half of the suite was LEFT OUT")
            return 1 if IN_CI else 0
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    browser = chromium()
    if browser is None:
        say("Chromium is not here and could not be installed: the browser tests were LEFT OUT")
        return 1 if IN_CI else 0
    return subprocess.run(command, env={**os.environ, "NARU_CHROMIUM": browser}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
