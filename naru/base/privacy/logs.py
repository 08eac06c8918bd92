"""No personal data in logs.

What a developer wrote (the format string) is code; what is put into it and what an exception says is data. Data loses
its Hangul (names, sentences about persons), model instances become their table and number, and everywhere e-mail
addresses, phone and resident numbers, values of personal fields, rows quoted by the database, query strings and
signed links are struck out. A wall of the house (tests/house) forbids f-strings and personal fields in log calls.
"""

import logging
import re
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models

from naru.base.privacy import classes

STRUCK = "[…]"
_HANGUL = re.compile(r"[가-힣]+(?:[ ·*]+[가-힣*]+)*")
_PATTERNS = (
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), STRUCK),
    (re.compile(r"(?<!\d)\d{6}[- ]?[1-8]\d{6}(?!\d)"), STRUCK),
    (re.compile(r"(?<!\d)0\d{1,2}[- .]?\d{3,4}[- .]?\d{4}(?!\d)"), STRUCK),
    (re.compile(r"(Key \([^)]*\))=\(.*?\)(?= |$)"), rf"\1={STRUCK}"),
    (re.compile(r"(Failing row contains) \(.*?\)\.?$", re.M), rf"\1 {STRUCK}"),
    (re.compile(r"(/join/|/password/reset/key/|/privacy/link/|/demand/answer/)[^/\s\"']+"), rf"\1{STRUCK}"),
    (re.compile(r"(/[\w./-]*)\?[^\s\"']+"), rf"\1?{STRUCK}"),
)
#: Names of fields that say nothing personal by themselves wherever else they stand.
_COMMON = frozenset({"number", "why", "user", "before", "after", "actor", "on", "state", "sex", "groups"})


@lru_cache(maxsize=1)
def _fields() -> re.Pattern[str]:
    """Personal and sensitive fields of every table, where a value follows: `birth_date=…`, `'email': …`."""
    names = {
        name
        for model in classes.own_models()
        for kind in (classes.FieldClass.PERSONAL, classes.FieldClass.SENSITIVE)
        for name in getattr(getattr(model, "Privacy", None), kind.value, ())
    }
    words = "|".join(sorted(map(re.escape, names - _COMMON), key=len, reverse=True))
    return re.compile(rf"\b({words})\b(['\"]?\s*[=:]\s*)('[^']*'|\"[^\"]*\"|[^\s,)}}\]]+)")


def strike(text: str) -> str:
    """The text without what looks like personal data."""
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    if apps.models_ready:
        text = _fields().sub(rf"\1\2{STRUCK}", text)
    return text


def strike_data(text: str) -> str:
    """The same of a value that no developer wrote: its Hangul goes too."""
    return _HANGUL.sub(STRUCK, strike(text))


def _plain(value: Any) -> Any:
    if isinstance(value, bool | int | float) or value is None:
        return value
    if isinstance(value, models.Model):
        return f"{value._meta.label}#{value.pk}"
    return strike_data(str(value))


class WithoutPersonalData(logging.Filter):
    """Rewrites a record before any handler prints it."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, dict):
            record.args = {key: _plain(value) for key, value in record.args.items()}
        elif record.args:
            record.args = tuple(_plain(value) for value in record.args)
        text = record.msg if isinstance(record.msg, str) else str(_plain(record.msg))
        try:
            text = text % record.args if record.args else text
        except (TypeError, ValueError):
            text = f"{text} {record.args}"
        record.msg, record.args = strike(text), ()
        return True


class Formatter(logging.Formatter):
    """Prints exceptions with their place and kind, and of what they say only what is no data."""

    def formatException(self, ei: Any) -> str:
        return strike_data(super().formatException(ei))

    def format(self, record: logging.LogRecord) -> str:
        # The text that another handler may have cached was made without this formatter.
        record.exc_text = None
        return super().format(record)
