"""Judges a whole file column by column: every fault by sheet, row and column, before anything is written."""

import difflib

import polars as pl
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.base.district.models import District
from naru.base.district.queries import by_code
from naru.document.exchange import across, cells, queries, sheets
from naru.document.exchange.checked import Checked
from naru.document.exchange.fault import Fault, letter_of
from naru.document.exchange.layout import Column, Reference, Report, Sheet
from naru.document.exchange.read import RawBook, RawSheet

#: A column of which so many values are wrong is looked at for having changed places with another.
SWAP_SHARE = 0.8


def check(
    book: RawBook,
    *,
    by: User | None,
    district_code: str = "",
    only: str = "",
    report: Report | None = None,
) -> Checked:
    """Checks a file against its layout and against what is already here; writes nothing.

    A single table (CSV, or `only`) belongs to the district named; a workbook names its own.
    """
    faults: list[Fault] = []
    raw = _assign(book, only, faults)
    total = sum(each.frame.height for each in raw.values()) or 1
    frames: dict[str, pl.DataFrame] = {}
    done = 0
    for sheet in sheets.SHEETS:
        if sheet.key not in raw:
            continue
        if report:
            report(done, total, sheet.title)
        frames[sheet.key] = _parse(sheet, raw[sheet.key], faults)
        done += raw[sheet.key].frame.height
    code = district_code
    if not code and "districts" in frames and frames["districts"].height:
        code = frames["districts"]["code"][0] or ""
    district = _district(code)
    if not code and not faults:
        faults.append(
            Fault("no_district", "", 0, "", "", _("어느 지구의 자료인지 알 수 없습니다. 지구를 골라 주십시오."))
        )
    elif code and district is None and "districts" not in frames:
        faults.append(Fault("unknown_district", "", 0, "", "", _("'%(code)s' 지구가 아직 없습니다."), {"code": code}))
    checked = Checked(faults, frames, code, district, {key: frame.height for key, frame in frames.items()})
    across.may(checked, raw, by)
    keyless = _keyless(faults)
    for sheet in sheets.SHEETS:
        if sheet.key in frames and frames[sheet.key].height:
            _references(sheet, checked, raw[sheet.key], keyless)
    across.business_numbers(checked, raw)
    across.money(checked, raw)
    across.capacity(checked, raw)
    across.older_words(checked, raw)
    if report:
        report(total, total, "")
    order = {each.title: number for number, each in enumerate(sheets.SHEETS)}
    faults.sort(key=lambda each: (order.get(each.sheet, -1), each.row, each.letter))
    return checked


def _district(code: str) -> District | None:
    return by_code(code) if code else None


def _assign(book: RawBook, only: str, faults: list[Fault]) -> dict[str, RawSheet]:
    """Which raw sheet is which; sheets that are missing or not ours are faults."""
    if book.is_single:
        sheet = sheets.BY_KEY.get(only) or sheets.BY_TITLE.get(only) or _guess(book.sheets[0])
        if sheet is None:
            faults.append(
                Fault(
                    "unknown_table",
                    "",
                    0,
                    "",
                    "",
                    _("열 이름으로는 어느 시트인지 알 수 없습니다. 시트를 골라 주십시오."),
                )
            )
            return {}
        one = book.sheets[0]
        return {sheet.key: RawSheet(sheet.title, one.header, one.frame)}
    found = {sheets.BY_TITLE[each.title].key: each for each in book.sheets if each.title in sheets.BY_TITLE}
    wanted = {sheets.BY_KEY[only].key} if only in sheets.BY_KEY else {each.key for each in sheets.SHEETS}
    for sheet in sheets.SHEETS:
        if sheet.key in wanted and sheet.key not in found:
            faults.append(
                Fault(
                    "missing_sheet",
                    sheet.title,
                    0,
                    "",
                    "",
                    _("이 시트가 없습니다. 서식 파일의 시트를 지우지 마십시오."),
                )
            )
    return {key: each for key, each in found.items() if key in wanted}


def _guess(raw: RawSheet) -> Sheet | None:
    """The sheet whose columns fit a table's header best; None when none fits well."""
    header = set(raw.header)
    scored = [(len(header & {c.title for c in each.columns}) / len(each.columns), each) for each in sheets.SHEETS]
    best, sheet = max(scored, key=lambda pair: pair[0])
    return sheet if best >= 0.6 else None


def _parse(sheet: Sheet, raw: RawSheet, faults: list[Fault]) -> pl.DataFrame:
    """The sheet's values, typed; a value that is wrong is null and has its fault."""
    where = _header(sheet, raw, faults)
    texts = raw.frame.select(
        "row",
        *[
            (pl.col(str(where[each.name])) if each.name in where else pl.lit(None, dtype=pl.String)).alias(each.name)
            for each in sheet.columns
        ],
    )
    if "business_number" in where:
        texts = texts.with_columns(pl.col("business_number").str.replace_all(r"[\s-]", ""))
    if not texts.height:
        return texts.select("row", *[cells.value(each).alias(each.name) for each in sheet.columns])
    judged = cells.judge(sheet.columns, texts)
    swapped = _swapped(sheet, texts, judged, where, faults)
    if swapped:
        texts = texts.rename(swapped)
        judged = cells.judge(sheet.columns, texts)
    strange = _strange(sheet, raw, where, faults)

    def place(column: Column) -> tuple[str, str]:
        """Title and letter of where the values of a column stand, rightly or not."""
        name = swapped.get(column.name, column.name)
        return sheet.column(name).title, letter_of(where[name]) if name in where else ""

    for each in sheet.columns:
        if each.name not in where or not judged[f"bad {each.name}"].any():
            continue
        title, letter = place(each)
        for row, value in judged.filter(pl.col(f"bad {each.name}")).select("row", each.name).iter_rows():
            if (row, letter) not in strange:
                code, sentence, known = cells.why(each, value)
                faults.append(Fault(code, sheet.title, row, title, letter, sentence, known))
    frame = judged.select("row", *[pl.col(f"value {each.name}").alias(each.name) for each in sheet.columns])
    broken = frame.select(rule.broken.fill_null(False).alias(str(number)) for number, rule in enumerate(sheet.rules))
    for rule, is_broken in zip(sheet.rules, broken, strict=True):
        title, letter = place(sheet.column(rule.column))
        for row in frame["row"].filter(is_broken) if is_broken.any() else ():
            faults.append(Fault(rule.code, sheet.title, row, title, letter, rule.sentence))
    title, letter = place(sheet.column(sheet.unique[-1]))
    for row, first in _duplicates(sheet, frame):
        sentence = _("%(first)s행과 같은 것이 또 있습니다. 하나를 지우거나 고쳐 주십시오.")
        faults.append(Fault("duplicate", sheet.title, row, title, letter, sentence, {"first": first}))
    return frame


def _header(sheet: Sheet, raw: RawSheet, faults: list[Fault]) -> dict[str, int]:
    """Where each column stands; by its title, in any order."""
    where: dict[str, int] = {}
    titles = {each.title: each for each in sheet.columns}
    if not raw.header and not raw.frame.height:
        return where
    for position, title in enumerate(raw.header):
        column = titles.get(title)
        if column is None:
            if title:
                near = difflib.get_close_matches(title, titles, 1)
                sentence = (
                    _("모르는 열입니다. '%(near)s' 열이 아닌지 확인해 주십시오.")
                    if near
                    else _("모르는 열입니다. 열 이름을 서식과 같게 하거나 열을 지워 주십시오.")
                )
                faults.append(
                    Fault(
                        "unknown_column",
                        sheet.title,
                        1,
                        title,
                        letter_of(position),
                        sentence,
                        {"near": near[0]} if near else {},
                    )
                )
        elif column.name in where:
            faults.append(
                Fault("column_twice", sheet.title, 1, title, letter_of(position), _("같은 이름의 열이 둘 있습니다."))
            )
        else:
            where[column.name] = position
    for each in sheet.columns:
        if each.name not in where:
            faults.append(
                Fault(
                    "missing_column",
                    sheet.title,
                    1,
                    each.title,
                    "",
                    _("이 열이 없습니다. 서식의 열을 지우지 마십시오."),
                )
            )
    return where


def _swapped(
    sheet: Sheet, texts: pl.DataFrame, judged: pl.DataFrame, where: dict[str, int], faults: list[Fault]
) -> dict[str, str]:
    """Columns whose values stand in each other's place, each with the other; one fault speaks for both."""
    enough = texts.height * SWAP_SHARE
    named = {name for reference in sheet.references for name in reference.by}
    mostly_bad = {each.name for each in sheet.columns if judged[f"bad {each.name}"].sum() >= enough}
    found: dict[str, str] = {}
    for bad in sheet.columns:
        if bad.name not in where or bad.name in found or bad.name not in mostly_bad:
            continue
        if texts[bad.name].null_count() > texts.height - enough:
            continue
        others = [each for each in sheet.columns if each is not bad and each.name in where and each.name not in found]
        others.sort(key=lambda each: (each.name not in mostly_bad, each.name in named))
        for other in others:
            crossed = texts.select(pl.col(bad.name).alias(other.name), pl.col(other.name).alias(bad.name))
            if crossed[bad.name].null_count() >= enough:
                continue
            wrong = cells.judge((bad, other), crossed)
            if int(wrong[f"bad {bad.name}"].sum()) + int(wrong[f"bad {other.name}"].sum()) <= texts.height - enough:
                found |= {bad.name: other.name, other.name: bad.name}
                faults.append(
                    Fault(
                        "swapped_columns",
                        sheet.title,
                        1,
                        bad.title,
                        letter_of(where[bad.name]),
                        _("'%(one)s' 열과 '%(two)s' 열의 값이 서로 바뀐 것 같습니다. 두 열을 맞바꾸어 주십시오."),
                        {"one": bad.title, "two": other.title},
                    )
                )
                break
    return found


def _duplicates(sheet: Sheet, frame: pl.DataFrame) -> list[tuple[int, int]]:
    """(row, the row that said it first) of rows with the same key."""
    keyed = frame.select("row", key_of(sheet.unique).alias("key"))
    twice = keyed.filter(keyed["key"].is_duplicated() & keyed["key"].is_not_null())
    if not twice.height:
        return []
    found = twice.with_columns(pl.col("row").first().over("key").alias("first"))
    return found.filter(pl.col("row") != pl.col("first")).select("row", "first").rows()


def key_of(columns: tuple[str, ...]) -> pl.Expr:
    """Columns joined into one text; null when one of them is."""
    return pl.concat_str([pl.col(each).cast(pl.String) for each in columns], separator=queries.JOIN)


def _strange(sheet: Sheet, raw: RawSheet, where: dict[str, int], faults: list[Fault]) -> set[tuple[int, str]]:
    """Formulas and error values: what a cell shows today may be something else tomorrow. Returns (row, letter)."""
    ours = {position: sheet.column(name).title for name, position in where.items()}
    found = set()
    for places, code, sentence in (
        (raw.formulas, "formula", _("수식이 들어 있습니다. 값으로 바꾸어 붙여 주십시오(복사 → 값 붙여넣기).")),
        (raw.errors, "error_value", _("계산이 실패한 값(#N/A 따위)이 들어 있습니다. 값을 적어 주십시오.")),
    ):
        for row, position in places:
            if position in ours:
                faults.append(Fault(code, sheet.title, row, ours[position], letter_of(position), sentence))
                found.add((row, letter_of(position)))
    return found


def _keyless(faults: list[Fault]) -> set[str]:
    """Sheets that are missing or lack a column of their key: nothing can be said of rows that name theirs."""
    found = set()
    for each in faults:
        sheet = sheets.BY_TITLE.get(each.sheet)
        if sheet is None:
            continue
        of_key = {sheet.column(name).title for name in sheet.unique}
        if each.code == "missing_sheet" or (each.code == "missing_column" and each.column in of_key):
            found.add(sheet.key)
    return found


def _references(sheet: Sheet, checked: Checked, raw: RawSheet, keyless: set[str]) -> None:
    """Everything that a row names must stand in the file or be here already; one fault for each thing unknown."""
    frame = checked.frames[sheet.key]
    where = {title: position for position, title in enumerate(raw.header)}
    unknown: dict[str, set[int]] = {}
    for reference in sheet.references:
        if reference.sheet in keyless:
            continue
        named = frame.select("row", key_of(reference.by).alias("key")).drop_nulls()
        if not named.height:
            continue
        target = sheets.BY_KEY[reference.sheet]
        lacking = named
        if target.key in checked.frames and checked.frames[target.key].height:
            inside = checked.frames[target.key].select(key_of(target.unique).alias("key")).drop_nulls()
            lacking = lacking.join(inside, on="key", how="anti")
        if lacking.height:
            lacking = lacking.join(queries.known(target, checked.district), on="key", how="anti")
        told = set().union(*(unknown.get(name, set()) for name in reference.by))
        column = sheet.column(reference.by[-1])
        for row, key in lacking.sort("row").iter_rows():
            unknown.setdefault(column.name, set()).add(row)
            if row in told:
                continue
            checked.faults.append(
                Fault(
                    _unknown_code(reference),
                    sheet.title,
                    row,
                    column.title,
                    letter_of(where[column.title]) if column.title in where else "",
                    _("'%(value)s'은(는) '%(target)s' 시트에도, 이미 등록된 것에도 없습니다. 코드를 확인해 주십시오."),
                    {"value": " · ".join(key.split(queries.JOIN)), "target": target.title},
                )
            )


def _unknown_code(reference: Reference) -> str:
    return f"unknown_{reference.sheet}"
