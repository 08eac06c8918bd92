"""Writes a checked file: all of it in one transaction, or nothing."""

from typing import Any

import polars as pl
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.base.audit import record
from naru.base.bulk.upsert import Upserted, upsert
from naru.base.district.models import District
from naru.base.district.queries import by_code
from naru.base.rulebook.errors import NotAllowed, NotFound, RuleBroken
from naru.document.exchange import actions, queries, sheets
from naru.document.exchange.check import key_of
from naru.document.exchange.checked import Checked
from naru.document.exchange.layout import Kind, Reference, Report, Sheet

#: Columns that no sheet holds: what new rows get; rows that are there keep theirs (an office's approval, say).
CONSTANTS: dict[str, dict[str, Any]] = {
    "frameworks": {"district_id": None},
    "courses": {"approval": "none", "approved_on": None, "document": ""},
    "course_units": {"level": None},
}


def load(checked: Checked, *, by: User | None, why: str = "", report: Report | None = None) -> dict[str, Upserted]:
    """Writes every sheet and an audit event for each that changed something; returns the counts by sheet key.

    Raises RuleBroken while the file has faults, NotAllowed for a person who may not load this district.
    `report` is called inside the transaction: it must not need the database.
    """
    if checked.faults:
        raise RuleBroken(_("고칠 곳이 %(count)s곳 있어 올리지 않았습니다.") % {"count": len(checked.faults)})
    if not queries.may_load(by, checked.district):
        raise NotAllowed(_("이 지구의 자료를 올릴 수 있는 역할이 없습니다."))
    found: dict[str, Upserted] = {}
    total = sum(frame.height for frame in checked.frames.values()) or 1
    done = 0
    with transaction.atomic():
        writer = Writer(checked, is_all_allowed=queries.may_change_all(by), by=by)
        for sheet in sheets.SHEETS:
            frame = checked.frames.get(sheet.key)
            if frame is None or not frame.height:
                continue
            if report:
                report(done, total, str(sheet.title))
            found[sheet.key] = writer.write(sheet, frame)
            done += frame.height
        for key, counts in found.items():
            if counts.new or counts.changed:
                after = {"sheet": key, "new": counts.new, "changed": counts.changed, "same": counts.same}
                record.record("exchange.load", writer.home, by=by, district=writer.home.pk, after=after, why=why)
    if report:
        report(total, total, "")
    return found


class Writer:
    """Writes sheet after sheet; remembers the ids of what it wrote."""

    def __init__(self, checked: Checked, *, is_all_allowed: bool, by: User | None) -> None:
        self.checked = checked
        self.is_all_allowed = is_all_allowed
        self.by = by
        self.ids: dict[str, pl.DataFrame] = {}

    @property
    def home(self) -> District:
        """The district of the file. Raises NotFound before its sheet was written."""
        found = by_code(self.checked.district_code)
        if found is None:
            raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
        return found

    def write(self, sheet: Sheet, frame: pl.DataFrame) -> Upserted:
        if sheet.key == "members" and not self.is_all_allowed:
            frame = frame.filter(pl.col("district") == self.checked.district_code)
        own = [each for each in sheet.references if each.sheet == sheet.key]
        counts = self._upsert(sheet, frame, skip=own)
        self.ids.pop(sheet.key, None)
        if own and any(frame[each.by[0]].null_count() < frame.height for each in own):
            again = self._upsert(sheet, frame, skip=[])
            counts = Upserted(counts.new, max(counts.changed, again.changed - counts.new), counts.same)
        if sheet.key == "needs":
            revised = self._say(frame)
            changed = max(revised - counts.new, counts.changed)
            counts = Upserted(counts.new, changed, frame.height - counts.new - changed)
        return counts

    def _known(self, reference: Reference) -> pl.DataFrame:
        if reference.sheet not in self.ids:
            target = sheets.BY_KEY[reference.sheet]
            self.ids[reference.sheet] = queries.known(target, self.home if target.scope else None)
        return self.ids[reference.sheet]

    def _upsert(self, sheet: Sheet, frame: pl.DataFrame, skip: list[Reference]) -> Upserted:
        stored = [each for each in sheet.columns if each.stored]
        columns = [each.stored for each in stored]
        chosen = frame.select("row", *[self._prepared(each.name, each.kind) for each in sheet.columns])
        for reference in sheet.references:
            if not reference.field or reference in skip:
                continue
            known = self._known(reference).rename({"id": f"id {reference.field}"})
            chosen = (
                chosen.with_columns(key_of(reference.by).alias("key")).join(known, on="key", how="left").drop("key")
            )
            columns.append(reference.field)
        picked = [
            *[pl.col(each.name) for each in stored],
            *[pl.col(f"id {each.field}") for each in sheet.references if each.field and each not in skip],
        ]
        if sheet.key == "wanted_units":
            current = {each.need_id: each.pk for each in queries.last_words(self.home).values()}
            swap = pl.col("id revision_id").replace_strict(current, return_dtype=pl.Int64)
            chosen = chosen.with_columns(swap.alias("id revision_id"))
        constants = dict(CONSTANTS.get(sheet.key, {}))
        if sheet.district:
            constants[sheet.district] = self.home.pk
        columns = [*columns, *constants]
        picked += [pl.lit(value) for value in constants.values()]
        values = chosen.select(expression.alias(name) for name, expression in zip(columns, picked, strict=True))
        rows = values.sort(sheet.conflict).rows()  # in the order of the index they go into
        is_frozen = sheet.common and not self.is_all_allowed
        keep = (
            [each for each in columns if each not in sheet.conflict]
            if is_frozen
            else list(CONSTANTS.get(sheet.key, {}))
        )
        return upsert(sheet.model, columns, rows, conflict=sheet.conflict, keep=keep)

    def _prepared(self, name: str, kind: Kind) -> pl.Expr:
        """A value as the database stores it; only moments need work: Korean time becomes UTC."""
        if kind != Kind.MOMENT:
            return pl.col(name)
        form = "%Y-%m-%d %H:%M:%S"
        utc = (
            pl.col(name).str.strptime(pl.Datetime, form).dt.replace_time_zone("Asia/Seoul").dt.convert_time_zone("UTC")
        )
        text = utc.dt.strftime(form)
        return (text + "+00:00" if connection.vendor == "postgresql" else text).alias(name)

    def _say(self, frame: pl.DataFrame) -> int:
        """Every need whose words differ from its last revision gets a new one; returns how many."""
        ids = dict(self._known(Reference("needs", ("code",), "need_id")).iter_rows())
        return actions.say_needs(frame.to_dicts(), ids, queries.words_said(self.home), str(_("파일로 고침")))
