"""Styles and scripts of the face, kept by browsers until they change."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

#: Named only by pages. Fonts and pictures are named by styles, too, where no digest stands: one file, one address.
VERSIONED = (".css", ".js")
LENGTH = 10


class Versioned(StaticFilesStorage):
    """The address of a style or script carries a digest of what is in it: an upgrade is seen at once, and until then
    nobody asks for the file again."""

    def url(self, name: str | None) -> str:
        address = super().url(name)
        if not name or not name.endswith(VERSIONED):
            return address
        digest = _digest.__wrapped__(name) if settings.DEBUG else _digest(name)
        return f"{address}?v={digest}" if digest else address


@cache
def _digest(name: str) -> str:
    """Of the file's bytes; nothing for a file that is not there."""
    path = finders.find(name)
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:LENGTH] if path else ""
