"""The values of one column: what a cell's text stands for, whether it may stand there, and why not."""

import re

import polars as pl
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from naru.base.privacy import law
from naru.document.exchange.layout import Column, Kind

YES = {each: True for each in ("예", "네", "y", "yes", "true", "1", "1.0", "o", "○")}
NO = {each: False for each in ("아니요", "아니오", "n", "no", "false", "0", "0.0", "x", "×")}
#: With fewer rows it is not worth looking for texts that come back.
FEW = 2_000


def judge(columns: tuple[Column, ...], texts: pl.DataFrame) -> pl.DataFrame:
    """The texts with `value …` and `bad …` for each column; texts that come back often are judged once."""
    judged, rest = texts, []
    for each in columns:
        is_slow = each.kind in {Kind.DATE, Kind.INTEGER, Kind.DECIMAL} and texts.height >= FEW
        if is_slow and texts[each.name].n_unique() * 4 < texts.height:
            told = texts.select(each.name).unique().with_columns(value(each).alias(f"value {each.name}"))
            told = told.with_columns(_bad(each).fill_null(False).alias(f"bad {each.name}"))
            judged = judged.join(told, on=each.name, how="left", nulls_equal=True, maintain_order="left")
        else:
            rest.append(each)
    judged = judged.with_columns(value(each).alias(f"value {each.name}") for each in rest)
    return judged.with_columns(_bad(each).fill_null(False).alias(f"bad {each.name}") for each in rest)


def value(column: Column) -> pl.Expr:
    """The typed value of a column of text; null when empty or wrong. Days and times stay as ISO text."""
    text = pl.col(column.name)
    if column.kind in {Kind.TEXT, Kind.CODE}:
        plain = text.str.replace(r"\.0$", "") if column.kind == Kind.CODE else text
        return plain if column.required or column.field == "" else plain.fill_null(column.empty)
    if column.kind == Kind.INTEGER:
        plain = text.str.replace_all(",", "").str.replace(r"\.0+$", "")
        whole = pl.when(plain.str.contains(r"^-?\d{1,18}$")).then(plain).otherwise(None).cast(pl.Int64, strict=False)
        return _or_empty(text, whole, column.empty) if isinstance(column.empty, int) else whole
    if column.kind == Kind.DECIMAL:
        plain = text.str.replace_all(",", "")
        number = pl.when(plain.str.contains(r"^-?\d{1,14}(\.\d+)?$")).then(plain).cast(pl.Float64, strict=False)
        return number if column.required or column.empty is None else _or_empty(text, number, float(column.empty or 0))
    if column.kind == Kind.DATE:
        return _day(text)
    if column.kind == Kind.TIME:
        clock = text.str.extract(r"(?:^|\s)(\d{1,2}:\d{2})(?::\d{2})?$", 1).str.zfill(5)
        return pl.when(clock.str.contains(r"^([01]\d|2[0-3]):[0-5]\d$")).then(clock + ":00")
    if column.kind == Kind.MOMENT:
        full = pl.when(text.str.contains(r"\d:\d")).then(text).otherwise(text + " 00:00:00")
        full = pl.when(full.str.contains(r" \d{1,2}:\d{2}$")).then(full + ":00").otherwise(full)
        return full.str.strptime(pl.Datetime, "%Y-%m-%d %H:%M:%S", strict=False).dt.strftime("%Y-%m-%d %H:%M:%S")
    if column.kind == Kind.CHOICE:
        assert column.choices is not None  # noqa: S101 - the layout says so
        words: dict[str, str] = {}
        for code, label in column.choices.choices:
            words[str(code)] = words[str(label)] = str(code)
            words[_korean(label)] = str(code)
        found = text.replace_strict(words, default=None, return_dtype=pl.String)
        return found if column.required else pl.when(text.is_null()).then(pl.lit(column.empty)).otherwise(found)
    said = text.str.to_lowercase().replace_strict({**YES, **NO}, default=None, return_dtype=pl.Boolean)
    return said if column.required or column.empty is None else _or_empty(text, said, bool(column.empty))


def _or_empty(text: pl.Expr, value: pl.Expr, empty: object) -> pl.Expr:
    """The value, or what an empty cell stands for; a text that is no value stays null, so that it is seen."""
    return pl.when(text.is_null()).then(pl.lit(empty)).otherwise(value)


def _korean(label: object) -> str:
    with translation.override("ko"):
        return str(label)


def _day(text: pl.Expr) -> pl.Expr:
    """2026-03-02, 2026.3.2, 2026/3/2, 20260302 or an Excel day → ISO text; null for a day that does not exist."""
    plain = text.str.replace(r"[ T]00:00:00$", "").str.replace_all(r"\s", "")
    packed = pl.when(plain.str.contains(r"^\d{8}$")).then(
        plain.str.slice(0, 4) + "-" + plain.str.slice(4, 2) + "-" + plain.str.slice(6, 2)
    )
    dashed = packed.otherwise(plain.str.replace_all(r"[./]", "-").str.strip_chars_end("-"))
    whole = pl.when(dashed.str.contains(r"^(19|20)\d{2}-\d{1,2}-\d{1,2}$")).then(dashed)
    return whole.str.strptime(pl.Date, "%Y-%m-%d", strict=False).dt.strftime("%Y-%m-%d")


def _bad(column: Column) -> pl.Expr:
    """True where the text of a column is no value of it; its value stands beside it."""
    text, value = pl.col(column.name), pl.col(f"value {column.name}")
    bad = text.is_not_null() & value.is_null()
    if column.required:
        bad = bad | text.is_null()
    if column.kind in {Kind.TEXT, Kind.CODE}:
        bad = bad | (text.str.len_chars() > column.longest) | text.str.contains(law.RESIDENT_NUMBER)
        if column.pattern:
            bad = bad | (text.is_not_null() & ~value.str.contains(f"^(?:{column.pattern})$"))
    if column.least is not None:
        bad = bad | (text.is_not_null() & (value < column.least))
    if column.most is not None:
        bad = bad | (text.is_not_null() & (value > column.most))
    return bad


def why(column: Column, value: str | None) -> tuple[str, object, dict[str, object]]:
    """(code, sentence, its values) for one wrong value."""
    shown: dict[str, object] = {"value": (value or "")[:60], "hint": column.hint}
    if value is None:
        return "empty", _("비어 있습니다. 값을 적어 주십시오."), shown
    if column.kind in {Kind.TEXT, Kind.CODE} and re.search(law.RESIDENT_NUMBER, value):
        return "resident_number", _("주민등록번호는 적을 수 없습니다. (개인정보 보호법 제24조의2)"), {}
    if column.kind == Kind.DATE:
        return "no_such_day", _("'%(value)s'은(는) 없는 날짜이거나 날짜 모양이 아닙니다. 예: 2026-03-02"), shown
    if column.kind in {Kind.TIME, Kind.MOMENT}:
        return "no_such_time", _("'%(value)s'은(는) 시각이 아닙니다. 예: %(hint)s"), shown
    if column.kind in {Kind.INTEGER, Kind.DECIMAL}:
        try:
            number = float(value.replace(",", ""))
        except ValueError:
            return "not_a_number", _("'%(value)s'은(는) 숫자가 아닙니다. 숫자만 적어 주십시오."), shown
        if column.least is not None and number < column.least:
            return "too_small", _("'%(value)s'은(는) %(least)s보다 작습니다."), {**shown, "least": column.least}
        if column.most is not None and number > column.most:
            return "too_big", _("'%(value)s'은(는) %(most)s보다 큽니다."), {**shown, "most": f"{column.most:,}"}
        return "not_whole", _("'%(value)s'은(는) 정수가 아닙니다."), shown
    if column.kind == Kind.CHOICE and column.choices is not None:
        words = " / ".join(str(label) for label in column.choices.labels)
        return (
            "not_a_choice",
            _("'%(value)s'은(는) 고를 수 없는 값입니다. 고를 수 있는 값: %(words)s"),
            {
                **shown,
                "words": words,
            },
        )
    if column.kind == Kind.YES:
        return "not_yes_or_no", _("'%(value)s' 대신 '예'나 '아니요'를 적어 주십시오."), shown
    if len(value) > column.longest:
        return "too_long", _("%(longest)s자를 넘습니다."), {**shown, "longest": column.longest}
    return "wrong_code", _("'%(value)s'은(는) 형식에 맞지 않습니다. 예: %(hint)s"), shown
