"""The project year: 1 March to the end of February, named by the year it starts in."""

from datetime import date, timedelta


def of(day: date) -> int:
    """The project (and school) year that a day belongs to."""
    return day.year if day.month >= 3 else day.year - 1


def first_day(year: int) -> date:
    return date(year, 3, 1)


def last_day(year: int) -> date:
    return date(year + 1, 3, 1) - timedelta(days=1)
