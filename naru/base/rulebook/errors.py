"""The errors of the house: each has a code and a sentence; the doors translate them once."""

from collections.abc import Mapping
from typing import ClassVar


class NaruError(Exception):
    """Something a person can be told.

    `sentence` is a (lazily translated) sentence in the reader's language; `code` is stable for programs;
    `article` cites the law or clause when one stands behind it.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400

    def __init__(self, sentence: object = "", *, article: str = "", **values: object) -> None:
        super().__init__(str(sentence) or self.code)
        self.sentence = sentence
        self.article = article
        self.values: Mapping[str, object] = values


class NotAllowed(NaruError):
    """The person holds no role that may do this here."""

    code = "not_allowed"
    status = 403


class NotFound(NaruError):
    """It does not exist, or this person may not know that it does."""

    code = "not_found"
    status = 404


class RuleBroken(NaruError):
    """A rule of law, programme or room forbids it; `article` says which."""

    code = "rule_broken"
    status = 422


class Conflict(NaruError):
    """Somebody else was first, or the state has moved on."""

    code = "conflict"
    status = 409


class NoRule(RuleBroken, LookupError):
    """No rule was in force on that day."""

    code = "no_rule"
