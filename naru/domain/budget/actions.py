"""Deeds of the room budget."""

from datetime import date

from django.db import transaction

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District
from naru.domain.budget import queries, rules
from naru.domain.budget.enums import EntryKind, FundSource, Item, TaskGroup
from naru.domain.budget.models import Entry, Fund, Line, Return


def open_fund(
    *, district: District, code: str, name: str, source: FundSource, year: int, amount: int, conditions: str, by: User
) -> Fund:
    access.require(by, Permission.BUDGET_WRITE, on=district)
    with transaction.atomic():
        made = Fund.objects.create(
            district=district, code=code, name=name, source=source, year=year, amount=amount, conditions=conditions
        )
        record.record("budget.open_fund", made, by=by)
    return made


def cut_line(*, fund: Fund, code: str, title: str, task_group: TaskGroup, item: Item, amount: int, by: User) -> Line:
    """Cuts a line out of a fund; the lines together never exceed it."""
    access.require(by, Permission.BUDGET_WRITE, on=fund.district)
    with transaction.atomic():
        locked = Fund.objects.select_for_update().get(pk=fund.pk)
        rules.may_cut(locked.amount, queries.cut_so_far(locked), amount)
        made = Line.objects.create(fund=locked, code=code, title=title, task_group=task_group, item=item, amount=amount)
        record.record("budget.cut_line", made, by=by, district=locked.district_id)
    return made


def record_entry(
    *, line: Line, code: str, kind: EntryKind, on: date, amount: int, memo: str, evidence: str, by: User
) -> Entry:
    """Commits, spends or returns money on a line; never more than it holds, also when two people enter at once."""
    access.require(by, Permission.BUDGET_WRITE, on=line.fund.district)
    with transaction.atomic():
        locked = Line.objects.select_for_update().get(pk=line.pk)
        rules.may_enter(EntryKind(kind), locked.amount, queries.line_sums(locked), amount)
        made = Entry.objects.create(
            line=locked, code=code, kind=kind, on=on, amount=amount, memo=memo, evidence=evidence
        )
        record.record("budget.record_entry", made, by=by, district=line.fund.district_id)
    return made


def record_return(
    *,
    line: Line,
    year: int,
    finding: int,
    measure: str,
    outcomes: int,
    won_each: int | None,
    recorded_on: date,
    by: User,
) -> Return:
    """Keeps on the line what its money brought; called by the last room for a confirmed finding."""
    access.require(by, Permission.EVIDENCE_CONFIRM, on=line.fund.district)
    with transaction.atomic():
        made, _is_new = Return.objects.update_or_create(
            line=line,
            finding=finding,
            defaults={
                "year": year,
                "measure": measure,
                "outcomes": outcomes,
                "won_each": won_each,
                "recorded_on": recorded_on,
            },
        )
        record.record("budget.record_return", made, by=by, district=line.fund.district_id)
    return made
