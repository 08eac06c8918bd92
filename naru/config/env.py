"""Reads the environment once; every setting that an operator may change has its name here."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]


def flag(name: str, default: bool) -> bool:
    """True for 1, true, yes, on (any case)."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def text(name: str, default: str) -> str:
    return os.environ.get(name, default).strip() or default


def listed(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def state_dir() -> Path:
    """Where the embedded database, uploads and the local secret live."""
    return Path(os.environ.get("NARU_STATE", ROOT / "var"))


def database() -> dict[str, object]:
    """Django's database setting from DATABASE_URL; SQLite in the state folder without one.

    Raises ValueError when the address names a database that Naru does not run on.
    """
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        url = f"sqlite:///{state_dir() / 'naru.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]) or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
        }
    raise ValueError(f"DATABASE_URL: {parts.scheme!r} is neither sqlite nor postgresql")


def secret_key() -> str:
    """NARU_SECRET_KEY, or a key made once and kept in the state folder, readable by its owner only."""
    given = os.environ.get("NARU_SECRET_KEY")
    if given:
        return given
    place = state_dir() / "secret.key"
    if not place.exists():
        import secrets

        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(50))
    return place.read_text().strip()
