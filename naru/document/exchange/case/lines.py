"""JSON that remembers on which line each of its values began, so that a fault can be named by line and path."""

import json
import math
import re
from dataclasses import dataclass, field
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from django.utils.translation import gettext

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?")
_WORDS = {"true": True, "false": False, "null": None}
DEEPEST = 60
#: Numbers of more digits are no measure of anything, and Python does not read them.
LONGEST_NUMBER = 300
#: What JSON can say but no database keeps: the character NUL, and halves of surrogate pairs.
_UNKEPT = re.compile("[\x00\ud800-\udfff]")

Path = tuple[str | int, ...]


class Broken(Exception):
    """The text is no JSON: at which character, and why."""

    def __init__(self, at: int, why: str) -> None:
        super().__init__(why)
        self.at, self.why = at, why


@dataclass
class Located:
    """The value, the line (from 1) of every value in it by its path, keys that stood twice in one object, and values
    that JSON can say but that cannot be kept (read as None)."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    doubled: list[Path] = field(default_factory=list)
    unkept: list[Path] = field(default_factory=list)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.found = Located()
        self.line, self.counted = 1, 0

    def line_at(self, place: int) -> int:
        """Values are met in the order of the text, so the newlines are counted once."""
        self.line += self.text.count("\n", self.counted, place)
        self.counted = max(place, self.counted)
        return self.line

    def skip(self, place: int) -> int:
        match = _SPACE.match(self.text, place)
        return match.end() if match else place

    def expect(self, place: int, sign: str) -> int:
        if self.text[place : place + 1] != sign:
            raise Broken(place, gettext("‘%(sign)s’이(가) 있어야 합니다.") % {"sign": sign})
        return place + 1

    def value(self, place: int, path: Path) -> tuple[Any, int]:
        place = self.skip(place)
        self.found.lines[path] = self.line_at(place)
        if len(path) > DEEPEST:
            raise Broken(place, gettext("너무 깊이 들어간 JSON입니다."))
        sign = self.text[place : place + 1]
        if sign == "{":
            return self.object(place + 1, path)
        if sign == "[":
            return self.array(place + 1, path)
        if sign == '"':
            text, place = self.string(place)
            if _UNKEPT.search(text):
                self.found.unkept.append(path)
                return None, place
            return text, place
        for word, meaning in _WORDS.items():
            if self.text.startswith(word, place):
                return meaning, place + len(word)
        match = _NUMBER.match(self.text, place)
        if match is None or match.end() == place:
            raise Broken(place, gettext("값이 있어야 합니다."))
        text = match.group()
        if len(text) > LONGEST_NUMBER or math.isinf(number := float(text)):
            self.found.unkept.append(path)
            return None, match.end()
        return (number if match[1] or match[2] else int(text)), match.end()

    def string(self, place: int) -> tuple[str, int]:
        try:
            return scanstring(self.text, place + 1, True)
        except json.JSONDecodeError as error:
            raise Broken(error.pos, gettext("따옴표 안의 글을 읽을 수 없습니다.")) from None

    def object(self, place: int, path: Path) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        place = self.skip(place)
        if self.text[place : place + 1] == "}":
            return found, place + 1
        while True:
            place = self.skip(place)
            self.expect(place, '"')
            key, place = self.string(place)
            if _UNKEPT.search(key):
                self.found.unkept.append(path)
            if key in found:
                self.found.doubled.append((*path, key))
            place = self.expect(self.skip(place), ":")
            found[key], place = self.value(place, (*path, key))
            place = self.skip(place)
            if self.text[place : place + 1] == "}":
                return found, place + 1
            place = self.expect(place, ",")

    def array(self, place: int, path: Path) -> tuple[list[Any], int]:
        found: list[Any] = []
        place = self.skip(place)
        if self.text[place : place + 1] == "]":
            return found, place + 1
        while True:
            item, place = self.value(place, (*path, len(found)))
            found.append(item)
            place = self.skip(place)
            if self.text[place : place + 1] == "]":
                return found, place + 1
            place = self.expect(place, ",")


def parse(text: str) -> Located:
    """Raises Broken with the character at which the text stops being JSON."""
    reader = _Reader(text)
    reader.found.value, end = reader.value(0, ())
    end = reader.skip(end)
    if end != len(text):
        raise Broken(end, gettext("끝난 뒤에 글이 더 있습니다."))
    return reader.found


def written(path: Path) -> str:
    """('CFItems', 3, 'uri') → CFItems[3].uri"""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text or "."
