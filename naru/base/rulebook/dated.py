"""Thresholds as dated data: a record is judged by the rules of its day."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.utils.translation import gettext_lazy as _

from naru.base.rulebook.errors import NoRule

T = TypeVar("T")


@dataclass(frozen=True)
class Entry(Generic[T]):
    """A value in force from a day, with the article or decision it comes from."""

    since: date
    value: T
    source: str
    is_verified: bool = True


@dataclass(frozen=True)
class Dated(Generic[T]):
    """A threshold through time, newest last.

    >>> cap = Dated("cap", (Entry(date(2020, 1, 1), 6, "art. 1"), Entry(date(2024, 3, 1), 7, "art. 1")))
    >>> cap.on(date(2023, 5, 5)).value
    6
    """

    name: str
    entries: tuple[Entry[T], ...]

    def __post_init__(self) -> None:
        days = [entry.since for entry in self.entries]
        if not days or days != sorted(set(days)):
            raise ValueError(f"{self.name}: entries must be there, in order of date, without repeats")

    def on(self, day: date) -> Entry[T]:
        """The entry in force on `day`. Raises NoRule before the first one."""
        for entry in reversed(self.entries):
            if entry.since <= day:
                return entry
        raise NoRule(
            _("%(day)s에 적용할 규칙(%(name)s)이 없습니다. 날짜를 확인해 주십시오.")
            % {"day": day.isoformat(), "name": self.name}
        )
