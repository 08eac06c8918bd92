"""Sessions of the matrix: in the process, and undone with the request.

A thousand requests of one person need no table: that sessions are kept, end and are ended is asked in tests/web.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.contrib.sessions.backends.base import CreateError, SessionBase

_kept: dict[str, dict[str, Any]] = {}


@contextmanager
def undone() -> Iterator[None]:
    """What is done to sessions inside is forgotten."""
    before = dict(_kept)
    try:
        yield
    finally:
        _kept.clear()
        _kept.update(before)


class SessionStore(SessionBase):
    """Named so for Django, which finds an engine by it."""

    def exists(self, session_key: str | None) -> bool:
        return session_key in _kept

    def create(self) -> None:
        self._session_key = self._get_new_session_key()
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        if must_create and self.session_key in _kept:
            raise CreateError
        _kept[self.session_key] = dict(self._get_session(no_load=must_create))
        return None

    def delete(self, session_key: str | None = None) -> None:
        _kept.pop(session_key or self.session_key or "", None)

    def load(self) -> dict[str, Any]:
        found = _kept.get(self.session_key or "")
        if found is None:
            self._session_key = None
            return {}
        return deepcopy(found)

    @classmethod
    def clear_expired(cls) -> None:
        """Nothing here lives so long."""
