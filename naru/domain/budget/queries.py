"""Reads of the room budget."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts import waiting as todo
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.accounts.waiting import Todo, Waiting
from naru.base.audit.models import Event
from naru.base.district.models import District
from naru.base.rulebook import project_year
from naru.domain.budget import rules
from naru.domain.budget.enums import EntryKind
from naru.domain.budget.models import Entry, Fund, Line, Return


@dataclass(frozen=True)
class Execution:
    """Money of one fund, or of all (fund None): won, and the rate in percent."""

    fund: Fund | None
    amount: int
    sums: rules.Sums
    rate: Decimal | None

    @property
    def left(self) -> int:
        return self.amount - self.sums.net


def _sum(kind: EntryKind, path: str) -> Coalesce:
    return Coalesce(Sum(f"{path}amount", filter=Q(**{f"{path}kind": kind})), 0, output_field=BigIntegerField())


def _annotated(rows: QuerySet, path: str) -> QuerySet:
    return rows.annotate(
        committed=_sum(EntryKind.COMMIT, path), spent=_sum(EntryKind.SPEND, path), returned=_sum(EntryKind.RETURN, path)
    )


def sums_of(row: Fund | Line) -> rules.Sums:
    """The sums that `listing` and `line_listing` annotate."""
    return rules.Sums(row.committed, row.spent, row.returned)  # type: ignore[union-attr]


def listing(viewer: User) -> QuerySet[Fund]:
    """Funds with committed, spent and returned won."""
    return _annotated(Fund.objects.visible_to(viewer).select_related("district"), "lines__entries__")


def one(viewer: User, pk: int) -> Fund:
    return access.one(listing(viewer), pk=pk)


def line_listing(viewer: User) -> QuerySet[Line]:
    return _annotated(Line.objects.visible_to(viewer).select_related("fund__district"), "entries__")


def line_one(viewer: User, pk: int) -> Line:
    return access.one(line_listing(viewer), pk=pk)


def entry_listing(viewer: User) -> QuerySet[Entry]:
    return Entry.objects.visible_to(viewer).select_related("line__fund")


def return_listing(viewer: User) -> QuerySet[Return]:
    return Return.objects.visible_to(viewer).select_related("line__fund")


def line_sums(line: Line) -> rules.Sums:
    """Won moved on a line, read now."""
    found = line.entries.aggregate(
        committed=_sum(EntryKind.COMMIT, ""), spent=_sum(EntryKind.SPEND, ""), returned=_sum(EntryKind.RETURN, "")
    )
    return rules.Sums(**found)


def cut_so_far(fund: Fund) -> int:
    return fund.lines.aggregate(n=Coalesce(Sum("amount"), 0, output_field=BigIntegerField()))["n"]


def with_cut(rows: QuerySet[Fund]) -> QuerySet[Fund]:
    """Funds with the won already cut into lines."""
    cut = Line.objects.filter(fund=OuterRef("pk")).order_by().values("fund").annotate(n=Sum("amount")).values("n")
    return rows.annotate(cut=Coalesce(Subquery(cut, BigIntegerField()), 0))


def _free(start: str, taken: set[str], digits: int = 2) -> str:
    number = len(taken) + 1
    while f"{start}{number:0{digits}}" in taken:
        number += 1
    return f"{start}{number:0{digits}}"


def free_fund_code(district: District, year: int) -> str:
    """A code that no fund of the district bears yet: F-2026-03."""
    start = f"F-{year}-"
    rows = Fund.objects.filter(district=district, code__startswith=start)
    return _free(start, set(rows.values_list("code", flat=True)))


def free_line_code(fund: Fund) -> str:
    """A code that no line of the fund bears yet: L-03."""
    return _free("L-", set(fund.lines.filter(code__startswith="L-").values_list("code", flat=True)))


def free_entry_code(line: Line) -> str:
    """A code that no entry of the line bears yet: E-003."""
    return _free("E-", set(line.entries.filter(code__startswith="E-").values_list("code", flat=True)), 3)


def line_history(viewer: User, line: Line) -> QuerySet[Event]:
    """The events of a line, of its entries and of what it brought, newest first."""
    return _events(Line.objects.visible_to(viewer).filter(pk=line.pk))


def history(viewer: User, fund: Fund) -> QuerySet[Event]:
    """The events of a fund and of everything under it, newest first."""
    own = Q(object_type=Fund._meta.label_lower, object_id=fund.pk)
    return _events(Line.objects.visible_to(viewer).filter(fund=fund), own)


def _events(lines: QuerySet[Line], more: Q | None = None) -> QuerySet[Event]:
    ids = lines.order_by().values("pk")
    entries = Entry.objects.filter(line__in=ids).order_by().values("pk")
    returns = Return.objects.filter(line__in=ids).order_by().values("pk")
    found = (
        Q(object_type=Line._meta.label_lower, object_id__in=ids)
        | Q(object_type=Entry._meta.label_lower, object_id__in=entries)
        | Q(object_type=Return._meta.label_lower, object_id__in=returns)
    )
    return Event.objects.filter(found | more if more is not None else found)


def execution_of(district: District, year: int) -> list[Execution]:
    """Each fund of the year, then all of them together (first element): for computing."""
    funds = _annotated(Fund.objects.filter(district=district, year=year), "lines__entries__")
    return _with_total(funds)


def execution(viewer: User, district: District, year: int) -> list[Execution]:
    """All funds together first, then each fund of the year that the viewer may see."""
    return _with_total(listing(viewer).filter(district=district, year=year))


def _with_total(funds: Iterable[Fund]) -> list[Execution]:
    rows = [
        Execution(fund, fund.amount, sums_of(fund), rules.execution_rate(sums_of(fund), fund.amount)) for fund in funds
    ]
    amount = sum(row.amount for row in rows)
    sums = rules.Sums(
        sum(row.sums.committed for row in rows),
        sum(row.sums.spent for row in rows),
        sum(row.sums.returned for row in rows),
    )
    return [Execution(None, amount, sums, rules.execution_rate(sums, amount)), *rows]


def behind(viewer: User, district: District, year: int) -> QuerySet[Entry]:
    """The money moved that the execution rate adds up, as far as the viewer may see it."""
    return entry_listing(viewer).filter(line__fund__district=district, line__fund__year=year)


def _lines_behind(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Lines of the running year whose net spending is further behind the calendar than the rule of the day allows."""
    year = project_year.of(today)
    permille = rules.expected_permille(today)

    def summed(kind: EntryKind) -> Coalesce:
        entries = Entry.objects.filter(line=OuterRef("pk"), kind=kind).order_by().values("line")
        return Coalesce(Subquery(entries.annotate(n=Sum("amount")).values("n"), BigIntegerField()), 0)

    return (
        rows.filter(fund__year=year, amount__gt=0)
        .alias(net_spent=summed(EntryKind.SPEND) - summed(EntryKind.RETURN))
        .filter(net_spent__lt=F("amount") * permille / 1000)
    )


TODOS = (
    Todo(
        "budget.behind",
        _("집행이 계획보다 늦은 예산항목"),
        _lines_behind,
        Line,
        Permission.BUDGET_WRITE,
        district="fund__district",
        due=lambda today: project_year.last_day(project_year.of(today)),
        page="budget:lines",
        query=(("todo", "behind"),),
        one="budget:line",
        is_risk=True,
    ),
    Todo(
        "budget.no_evidence",
        _("증빙이 없는 지출"),
        lambda rows, _today: rows.filter(kind=EntryKind.SPEND, evidence=""),
        Entry,
        Permission.BUDGET_WRITE,
        district="line__fund__district",
        due="on",
        allow=30,
        page="budget:entries",
        query=(("todo", "no_evidence"),),
        is_risk=True,
    ),
)


def waiting(viewer: User, district: District | None, today: date) -> list[Waiting]:
    """What waits for the viewer in this room; one query for each kind."""
    return todo.of(TODOS, viewer, today, district)
