"""Sheets of the room budget."""

from naru.document.exchange.layout import Column, Reference, Sheet
from naru.document.exchange.sheets.columns import (
    D,
    X,
    code_column,
    reference_column,
    text_column,
    won_column,
    year_column,
)
from naru.domain.budget import enums as budget
from naru.domain.budget.models import Entry, Fund, Line

FUNDS = Sheet(
    "funds",
    "재원",
    Fund,
    (
        code_column("code", "재원 코드", "SG-2026"),
        text_column("name", "재원 이름", "직업교육 혁신지구 특별교부금", 120, True),
        Column("source", "재원 종류", X, "특별교부금", choices=budget.FundSource),
        year_column(),
        won_column("amount", "금액(원)", "350000000"),
        text_column("conditions", "조건", "용도를 바꾸려면 승인", 2000),
        text_column("reference", "출처", "news.example.kr"),
    ),
    ("code",),
    ("code",),
    ("district_id", "code"),
    "사업연도마다의 재원.",
    district="district_id",
    scope="district",
)


LINES = Sheet(
    "lines",
    "예산항목",
    Line,
    (
        reference_column("fund", "재원 코드", "SG-2026"),
        code_column("code", "예산항목 코드", "A1"),
        text_column("title", "예산항목 이름", "이차전지 중급 과정", 160, True),
        Column("task_group", "추진과제", X, "지역인재 성장경로 구축", choices=budget.TaskGroup),
        Column("item", "비목", X, "프로그램 운영", choices=budget.Item),
        won_column("amount", "배정액(원)", "50000000"),
    ),
    ("fund", "code"),
    ("fund__code", "code"),
    ("fund_id", "code"),
    "재원을 세 가지 추진과제와 비목으로 나눈 것. 더한 금액이 재원을 넘을 수 없습니다.",
    references=(Reference("funds", ("fund",), "fund_id"),),
    scope="fund__district",
)


ENTRIES = Sheet(
    "entries",
    "집행",
    Entry,
    (
        reference_column("fund", "재원 코드", "SG-2026"),
        reference_column("line", "예산항목 코드", "A1"),
        code_column("code", "집행 코드", "2026-0401"),
        Column("kind", "구분", X, "지출", choices=budget.EntryKind),
        Column("on", "일자", D, "2026-04-20"),
        won_column("amount", "금액(원)", "12000000", least=1),
        text_column("memo", "적요", "재료비"),
        text_column("evidence", "증빙", "지출결의서 2026-041"),
    ),
    ("fund", "line", "code"),
    ("line__fund__code", "line__code", "code"),
    ("line_id", "code"),
    "원인행위, 지출, 반납.",
    references=(Reference("lines", ("fund", "line"), "line_id"),),
    scope="line__fund__district",
)
