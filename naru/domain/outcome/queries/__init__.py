"""Reads of the room outcome: rates, whom somebody must reach, and one person's path."""

from naru.domain.outcome.queries.contacts import TODOS, waiting
from naru.domain.outcome.queries.path import Moment, Next, Path, path
from naru.domain.outcome.queries.rates import (
    Comparison,
    Rate,
    ShownRate,
    behind,
    comparison,
    counts,
    counts_of,
    insured,
    is_surveyed,
    kept,
    listing,
    one,
    published,
    published_rates,
    rates,
    rates_for,
    survey_day,
)

__all__ = [
    "TODOS",
    "Comparison",
    "Moment",
    "Next",
    "Path",
    "Rate",
    "ShownRate",
    "behind",
    "comparison",
    "counts",
    "counts_of",
    "insured",
    "is_surveyed",
    "kept",
    "listing",
    "one",
    "path",
    "published",
    "published_rates",
    "rates",
    "rates_for",
    "survey_day",
    "waiting",
]
