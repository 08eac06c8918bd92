"""Columns that many sheets have."""

import polars as pl

from naru.document.exchange.layout import Column, Kind

C, D, N, X, Y = Kind.CODE, Kind.DATE, Kind.INTEGER, Kind.CHOICE, Kind.YES
CODE_SHAPE = r"[A-Za-z0-9][A-Za-z0-9._-]*"
PERSON = r"[^\d@]+"
col = pl.col


def code_column(name: str, title: str, hint: str, stored: bool = True) -> Column:
    return Column(name, title, C, hint, field=None if stored else "", longest=40, pattern=CODE_SHAPE)


def reference_column(name: str, title: str, hint: str, required: bool = True) -> Column:
    return Column(name, title, Kind.TEXT, hint, required=required, field="", longest=60)


def year_column(name: str = "year", title: str = "사업연도", hint: str = "2026") -> Column:
    return Column(name, title, N, hint, least=1990, most=2100)


def won_column(name: str, title: str, hint: str, least: int = 0) -> Column:
    return Column(name, title, N, hint, least=least, most=10**13)


def text_column(name: str, title: str, hint: str = "", longest: int = 200, required: bool = False) -> Column:
    return Column(name, title, Kind.TEXT, hint, required=required, longest=longest)


SOURCE = text_column("source", "출처", "news.example.kr 2026-03-01")
EXAMPLE = Column("is_example", "예시", Y, "예 / 아니요", required=False, empty=False)
ORG = "기관 코드는 '기관' 시트에 있어야 합니다"
SCHOOL, NUMBER = reference_column("school", "학교 코드", ORG), reference_column("number", "학번", "24-30101")
