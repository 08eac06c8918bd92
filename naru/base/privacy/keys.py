"""Keys of the fields that are encrypted at rest: made once, kept beside the database, rotated by `naru keys rotate`.

Where they come from: NARU_FIELD_KEYS (Fernet keys, newest first, with commas) and NARU_INDEX_KEY, or the file
`field.keys` in the state folder, readable by its owner only. The file is read again when it changes, so that servers
and workers that run on take a new key without a restart. A backup of the database is worth nothing without the keys:
keep both, apart from one another.
"""

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from naru.config import env

MARK = "f1:"


@dataclass(frozen=True)
class Keys:
    """Fernet keys, newest first, and the key of the blind indexes."""

    fernet: tuple[str, ...]
    index: str

    @property
    def box(self) -> MultiFernet:
        return MultiFernet([Fernet(each) for each in self.fernet])


_kept: tuple[tuple[str, int, int], Keys, MultiFernet] | None = None


def place() -> Path:
    return env.state_dir() / "field.keys"


def is_in_environment() -> bool:
    return bool(os.environ.get("NARU_FIELD_KEYS"))


def current() -> Keys:
    """The keys in force. Makes the file when there is none."""
    return _current()[0]


def _current() -> tuple[Keys, MultiFernet]:
    global _kept
    if is_in_environment():
        given = os.environ["NARU_FIELD_KEYS"]
        mark = (given, 0, 0)
    else:
        path = place()
        if not path.exists():
            _make()
        status = path.stat()
        mark = (str(path), status.st_mtime_ns, status.st_size)
    if _kept is not None and _kept[0] == mark:
        return _kept[1], _kept[2]
    keys = _read()
    _kept = (mark, keys, keys.box)
    return _kept[1], _kept[2]


def _read() -> Keys:
    """Raises ValueError when keys are given in the environment without the key of the indexes."""
    if is_in_environment():
        index = os.environ.get("NARU_INDEX_KEY", "")
        if not index:
            raise ValueError("NARU_FIELD_KEYS: NARU_INDEX_KEY is missing")
        return Keys(tuple(env.listed("NARU_FIELD_KEYS")), index)
    lines = [line.split() for line in place().read_text().splitlines() if line.strip() and not line.startswith("#")]
    fernet = tuple(value for kind, value in lines if kind == "fernet")
    return Keys(fernet, next(value for kind, value in lines if kind == "index"))


def _make() -> None:
    """The first keys; of two processes that make them at once, one wins and the other takes the winner's."""
    beside = _beside(Keys((Fernet.generate_key().decode(),), Fernet.generate_key().decode()))
    try:
        os.link(beside, place())
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def write(keys: Keys) -> None:
    """Replaces the file at once: nobody reads half of it."""
    _beside(keys).replace(place())


def _beside(keys: Keys) -> Path:
    """The file under another name, readable by its owner only."""
    place().parent.mkdir(parents=True, exist_ok=True)
    path = place().with_name(f"field.keys.{secrets.token_hex(6)}")
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("# Keys of encrypted fields, newest first. Without them the fields cannot be read.\n")
        file.write("".join(f"fernet {each}\n" for each in keys.fernet) + f"index {keys.index}\n")
    return path


def encrypt(text: str) -> str:
    return MARK + _current()[1].encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """What was encrypted; a value without the mark was never encrypted and comes back as it is.

    Raises InvalidToken when none of the keys opens it.
    """
    if not stored.startswith(MARK):
        return stored
    return _current()[1].decrypt(stored.removeprefix(MARK)).decode()


def opens_with_newest(stored: str) -> bool:
    """True when the newest key alone opens it: nothing is left to rotate."""
    if not stored.startswith(MARK):
        return False
    try:
        Fernet(current().fernet[0]).decrypt(stored.removeprefix(MARK))
    except InvalidToken:
        return False
    return True


def blind_index(label: str, value: str) -> str:
    """HMAC-SHA-256 of a normalised value under the index key: equal values of one field are found, nothing else.

    `label` names the field, so that the same number in two fields does not show itself as the same.
    """
    plain = re.sub(r"[\W_]+", "", value).casefold()
    if not plain:
        return ""
    return hmac.new(current().index.encode(), f"{label}:{plain}".encode(), hashlib.sha256).hexdigest()


def keyed(label: str, value: str, key: str) -> str:
    """The same with a key of the caller's: pseudonyms that nobody without it can make again."""
    return hmac.new(key.encode(), f"{label}:{value}".encode(), hashlib.sha256).hexdigest()
