"""Checks that look across columns and sheets: numbers with check digits, money, places, and what a person may load."""

import polars as pl
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.base.district import rules as district_rules
from naru.document.exchange import actions, queries, sheets
from naru.document.exchange.checked import Checked
from naru.document.exchange.fault import Fault, letter_of
from naru.document.exchange.layout import Sheet
from naru.document.exchange.read import RawSheet

#: Sheets whose rows belong to an organisation, and the column that names it: it must take part in the district.
OF_SCHOOLS = (
    ("departments", "school"),
    ("seats", "school"),
    ("courses", "school"),
    ("course_units", "school"),
    ("prerequisites", "school"),
    ("equipment", "school"),
    ("course_equipment", "school"),
    ("supply_counts", "school"),
    ("learners", "school"),
    ("teachers", "school"),
    ("staff", "organisation"),
    ("enrolments", "school"),
    ("applications", "school"),
    ("placements", "school"),
    ("awards", "school"),
    ("observations", "school"),
)


def _place(sheet: Sheet, raw: dict[str, RawSheet], column: str) -> tuple[str, str]:
    found = sheet.column(column)
    header = raw[sheet.key].header
    return found.title, letter_of(header.index(found.title)) if found.title in header else ""


def business_numbers(checked: Checked, raw: dict[str, RawSheet]) -> None:
    frame = checked.frames.get("organisations")
    if frame is None or not frame.height:
        return
    title, letter = _place(sheets.ORGANISATIONS, raw, "business_number")
    for row, number in frame.select("row", "business_number").iter_rows():
        if number and not district_rules.is_business_number(number):
            checked.faults.append(
                Fault(
                    "wrong_code",
                    sheets.ORGANISATIONS.title,
                    row,
                    title,
                    letter,
                    _(
                        "'%(value)s'은(는) 사업자등록번호가 아닙니다(검증 숫자가 맞지 않음). 등록증을 보고 다시 적어 주십시오."
                    ),
                    {"value": number},
                )
            )


def money(checked: Checked, raw: dict[str, RawSheet]) -> None:
    """Lines within their fund, spending and commitments within their line (within one file)."""
    funds, lines, entries = (checked.frames.get(key) for key in ("funds", "lines", "entries"))
    if funds is not None and lines is not None and funds.height and lines.height:
        over = (
            lines.with_columns(pl.col("amount").cum_sum().over("fund").alias("cut"))
            .join(funds.select(pl.col("code").alias("fund"), pl.col("amount").alias("whole")), on="fund")
            .filter(pl.col("cut") > pl.col("whole"))
        )
        title, letter = _place(sheets.LINES, raw, "amount")
        for row, left in over.select("row", pl.col("whole") - pl.col("cut") + pl.col("amount")).iter_rows():
            checked.faults.append(
                Fault(
                    "over_fund",
                    sheets.LINES.title,
                    row,
                    title,
                    letter,
                    _("재원 금액을 넘습니다. 남은 금액은 %(left)s원입니다."),
                    {"left": f"{max(left, 0):,}"},
                )
            )
    if lines is not None and entries is not None and lines.height and entries.height:
        signed = pl.when(pl.col("kind") == "return").then(-pl.col("amount")).otherwise(pl.col("amount"))
        group = pl.when(pl.col("kind") == "commit").then(pl.lit("commit")).otherwise(pl.lit("spend"))
        over = (
            entries.sort("on", "row")
            .with_columns(group.alias("group"), signed.alias("signed"))
            .with_columns(pl.col("signed").cum_sum().over("fund", "line", "group").alias("moved"))
            .join(
                lines.select("fund", pl.col("code").alias("line"), pl.col("amount").alias("whole")), on=["fund", "line"]
            )
            .filter(pl.col("moved") > pl.col("whole"))
        )
        title, letter = _place(sheets.ENTRIES, raw, "amount")
        for row, left in over.select("row", pl.col("whole") - pl.col("moved") + pl.col("amount")).iter_rows():
            checked.faults.append(
                Fault(
                    "over_line",
                    sheets.ENTRIES.title,
                    row,
                    title,
                    letter,
                    _("배정액을 넘는 지출입니다. 남은 금액은 %(left)s원입니다."),
                    {"left": f"{max(left, 0):,}"},
                )
            )


def capacity(checked: Checked, raw: dict[str, RawSheet]) -> None:
    """No more confirmed participants than a programme has places (within one file)."""
    programmes, enrolments = (checked.frames.get(key) for key in ("programmes", "enrolments"))
    if programmes is None or enrolments is None or not programmes.height or not enrolments.height:
        return
    over = (
        enrolments.filter(pl.col("state").is_in(["enrolled", "completed", "incomplete"]))
        .with_columns(pl.col("row").cum_count().over("programme").alias("place"))
        .join(programmes.select(pl.col("code").alias("programme"), "capacity"), on="programme")
        .filter(pl.col("place") > pl.col("capacity"))
    )
    title, letter = _place(sheets.ENROLMENTS, raw, "programme")
    for row, capacity in over.select("row", "capacity").iter_rows():
        checked.faults.append(
            Fault(
                "over_capacity",
                sheets.ENROLMENTS.title,
                row,
                title,
                letter,
                _("이 과정의 정원 %(capacity)s명을 넘습니다. 대기로 두거나 정원을 늘려 주십시오."),
                {"capacity": capacity},
            )
        )


def may(checked: Checked, raw: dict[str, RawSheet], by: User | None) -> None:
    """What this person may not load: another district, or organisations that belong elsewhere."""
    if queries.may_change_all(by):
        return
    if not queries.may_load(by, checked.district):
        checked.faults.append(Fault("not_allowed", "", 0, "", "", _("이 지구의 자료를 올릴 수 있는 역할이 없습니다.")))
        return
    elsewhere = queries.organisations_elsewhere(checked.district)
    for key, column in (("members", "organisation"), ("organisations", "code")):
        frame = checked.frames.get(key)
        if frame is None or not frame.height or column not in frame.columns:
            continue
        title, letter = _place(sheets.BY_KEY[key], raw, column)
        for row, code in frame.select("row", column).iter_rows():
            if code in elsewhere:
                checked.faults.append(
                    Fault(
                        "not_allowed",
                        sheets.BY_KEY[key].title,
                        row,
                        title,
                        letter,
                        _("'%(value)s'은(는) 다른 지구에 참여하는 기관입니다. 설치 관리자에게 참여를 요청해 주십시오."),
                        {"value": code},
                    )
                )
    members = checked.frames.get("members")
    if members is not None and members.height:
        title, letter = _place(sheets.MEMBERS, raw, "district")
        known = set(queries.known(sheets.MEMBERS, None)["key"])
        for row, code, member in members.select("row", "district", "organisation").iter_rows():
            if code and code != checked.district_code and queries.key_text((code, member)) not in known:
                checked.faults.append(
                    Fault(
                        "not_allowed",
                        sheets.MEMBERS.title,
                        row,
                        title,
                        letter,
                        _("자기 지구의 참여 기관만 올릴 수 있습니다."),
                    )
                )
    here = queries.schools_here(checked.district)
    if members is not None and members.height:
        here |= set(members["organisation"].drop_nulls())
    for key, column in OF_SCHOOLS:
        frame = checked.frames.get(key)
        if frame is None or not frame.height:
            continue
        title, letter = _place(sheets.BY_KEY[key], raw, column)
        for row, code in frame.filter(~pl.col(column).is_in(list(here))).select("row", column).iter_rows():
            checked.faults.append(
                Fault(
                    "not_allowed",
                    sheets.BY_KEY[key].title,
                    row,
                    title,
                    letter,
                    _("'%(value)s'은(는) 이 지구에 참여하는 기관이 아닙니다."),
                    {"value": code},
                )
            )


def older_words(checked: Checked, raw: dict[str, RawSheet]) -> None:
    """A need cannot be changed by a word older than the last one."""
    frame = checked.frames.get("needs")
    if frame is None or not frame.height or checked.district is None:
        return
    said = queries.words_said(checked.district)
    title, letter = _place(sheets.NEEDS, raw, "said_on")
    for row in frame.to_dicts():
        known = said.get(row["code"], [])
        if not known or not row["said_on"] or actions.is_known(known, row):
            continue
        before = max(known, key=lambda one: one.number)
        if row["said_on"] < before.said_on.isoformat():
            checked.faults.append(
                Fault(
                    "older_word",
                    sheets.NEEDS.title,
                    row["row"],
                    title,
                    letter,
                    _("이전 차수(%(day)s)보다 앞선 날에 밝힌 내용은 더할 수 없습니다."),
                    {"day": before.said_on.isoformat()},
                )
            )
