"""Deeds on published labour figures."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.bulk.upsert import Upserted, upsert
from naru.base.rulebook.errors import NotAllowed
from naru.domain.demand import rules
from naru.domain.demand.models import Figure

_COLUMNS = ("industry", "province", "month", "persons", "source", "dataset", "note")


@dataclass(frozen=True)
class Published:
    """A table of labour figures: (industry, province, persons) of one month, and where it comes from."""

    month: date
    source: str
    dataset: str
    note: str
    rows: tuple[tuple[str, str, int], ...]


def _require_tables(by: User | None) -> None:
    """Tables of the whole installation are its administrator's (None: the terminal)."""
    if by is not None and not access.reach(by, Permission.COMPETENCY_WRITE).everywhere:
        raise NotAllowed(rules.NO_TABLES)


def load_figures(*, published: Published, by: User | None) -> Upserted:
    """Takes a month's figures in; other months stay. The same again writes nothing."""
    _require_tables(by)
    given = [
        (industry, province, published.month, persons, published.source, published.dataset, published.note)
        for industry, province, persons in published.rows
    ]
    with transaction.atomic():
        counts = upsert(Figure, _COLUMNS, given, conflict=("industry", "province", "month"))
        if counts.new or counts.changed:
            row = Figure.objects.filter(month=published.month).order_by("pk").first()
            after = {"month": published.month, "new": counts.new, "changed": counts.changed}
            record.record("demand.load_figures", row, by=by, after=after, why=published.source)  # type: ignore[arg-type]
    return counts
