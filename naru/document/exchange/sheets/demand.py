"""Sheets of the room demand."""

from naru.document.exchange.layout import Column, Kind, Reference, Sheet
from naru.document.exchange.sheets.columns import EXAMPLE, ORG, D, N, X, code_column, reference_column, year_column
from naru.domain.demand import enums as demand
from naru.domain.demand.models import Need, WantedUnit

NEEDS = Sheet(
    "needs",
    "수요",
    Need,
    (
        code_column("code", "수요 코드", "N-2026-01"),
        reference_column("firm", "기업 코드", ORG),
        reference_column("occupation", "KECO 코드", "8510"),
        year_column("year", "채용 연도", "2026"),
        Column("headcount", "인원", N, "12", field="", least=0, most=100_000),
        Column("confidence", "확실성", X, "구상 / 계획 / 예산 반영 / 계약·확정", field="", choices=demand.Confidence),
        Column("source", "밝힌 곳", X, "수요조사", field="", choices=demand.NeedSource),
        Column("said_on", "밝힌 날", D, "2026-04-10", field=""),
        Column("reason", "바뀐 까닭", Kind.TEXT, "앞서 밝힌 것과 다를 때", required=False, field="", longest=300),
        Column("complex", "산업단지", Kind.TEXT, "영일만 일반산업단지", required=False, field="", longest=80),
        Column("quarter", "분기", N, "3", required=False, field="", least=1, most=4),
        Column("level", "수준", N, "3", required=False, field="", least=1, most=8),
        Column("shift", "근무 형태", X, "주간 / 2교대", required=False, field="", choices=demand.Shift),
        Column(
            "duty", "담당 업무", Kind.TEXT, "슬러리를 섞고 코팅 두께를 잰다", required=False, field="", longest=1_000
        ),
        EXAMPLE,
    ),
    ("code",),
    ("code",),
    ("district_id", "code"),
    "기업이 밝힌 인력 수요. 값이 바뀌면 덮어쓰지 않고 새 차수로 남습니다.",
    references=(
        Reference("organisations", ("firm",), "firm_id"),
        Reference("occupations", ("occupation",), "occupation_id"),
    ),
    district="district_id",
    scope="district",
)


WANTED_UNITS = Sheet(
    "wanted_units",
    "필요 능력단위",
    WantedUnit,
    (
        reference_column("need", "수요 코드", "N-2026-01"),
        reference_column("unit", "능력단위 코드", "1901120101_16v2"),
        Column("importance", "중요도", N, "1(있으면 좋음)~5(꼭 필요)", least=1, most=5),
    ),
    ("need", "unit"),
    ("revision__need__code", "unit__code"),
    ("revision_id", "unit_id"),
    "수요마다 바라는 능력단위.",
    references=(Reference("needs", ("need",), "revision_id"), Reference("units", ("unit",), "unit_id")),
    scope="revision__need__district",
)
