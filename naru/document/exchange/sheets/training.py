"""Sheets of the room training."""

import polars as pl
from django.utils.translation import gettext_lazy as _

from naru.document.exchange.layout import Column, Kind, Reference, Sheet, SheetRule
from naru.document.exchange.sheets.columns import (
    EXAMPLE,
    NUMBER,
    ORG,
    SCHOOL,
    SOURCE,
    D,
    N,
    X,
    code_column,
    col,
    reference_column,
    text_column,
    won_column,
    year_column,
)
from naru.document.exchange.sheets.people import LEARNER
from naru.domain.training import enums as training
from naru.domain.training.models import Attainment, Enrolment, Funding, Programme, Session

PROGRAMMES = Sheet(
    "programmes",
    "교육훈련 과정",
    Programme,
    (
        code_column("code", "과정 코드", "BAT-2026-01"),
        text_column("name", "과정 이름", "이차전지 중급 과정 1기", 160, True),
        Column("kind", "종류", X, "방학 집중과정", choices=training.ProgrammeKind),
        reference_column("provider", "운영 기관 코드", ORG),
        year_column(),
        Column("capacity", "정원", N, "20", least=1, most=10_000),
        Column("hours", "시간", N, "40", least=1, most=5000),
        Column("opens_on", "신청 시작", D, "2025-12-01"),
        Column("closes_on", "신청 마감", D, "2025-12-19"),
        Column("starts", "시작일", D, "2026-01-05"),
        Column("ends", "종료일", D, "2026-01-09"),
        SOURCE,
        EXAMPLE,
    ),
    ("code",),
    ("code",),
    ("district_id", "code"),
    "지구의 교육훈련 과정.",
    references=(Reference("organisations", ("provider",), "provider_id"),),
    rules=(
        SheetRule("order", "ends", col("ends") < col("starts"), _("종료일이 시작일보다 앞섭니다.")),
        SheetRule("window", "closes_on", col("closes_on") < col("opens_on"), _("신청 마감이 신청 시작보다 앞섭니다.")),
    ),
    district="district_id",
    scope="district",
)


PROGRAMME = Reference("programmes", ("programme",), "programme_id")


SESSIONS = Sheet(
    "sessions",
    "차시",
    Session,
    (
        reference_column("programme", "과정 코드", "BAT-2026-01"),
        Column("on", "날짜", D, "2026-01-05"),
        Column("starts", "시작 시각", Kind.TIME, "09:00"),
        Column("ends", "끝 시각", Kind.TIME, "17:00"),
        text_column("place", "장소", "포항소재산업진흥원", 160),
    ),
    ("programme", "on", "starts"),
    ("programme__code", "on", "starts"),
    ("programme_id", "on", "starts"),
    "과정의 차시.",
    references=(PROGRAMME,),
    rules=(SheetRule("order", "ends", col("ends") <= col("starts"), _("끝 시각이 시작 시각보다 뒤여야 합니다.")),),
    scope="programme__district",
)


FUNDINGS = Sheet(
    "fundings",
    "과정 재원",
    Funding,
    (
        reference_column("programme", "과정 코드", "BAT-2026-01"),
        reference_column("fund", "재원 코드", "SG-2026"),
        reference_column("line", "예산항목 코드", "A1"),
        won_column("amount", "금액(원)", "20000000"),
    ),
    ("programme", "fund", "line"),
    ("programme__code", "line__fund__code", "line__code"),
    ("programme_id", "line_id"),
    "과정을 떠받치는 예산항목. 여러 재원을 함께 쓸 수 있고 참여자는 한 번만 셉니다.",
    references=(PROGRAMME, Reference("lines", ("fund", "line"), "line_id")),
    scope="programme__district",
)


ENROLMENTS = Sheet(
    "enrolments",
    "과정 참여",
    Enrolment,
    (
        reference_column("programme", "과정 코드", "BAT-2026-01"),
        SCHOOL,
        NUMBER,
        Column("state", "상태", X, "수료", choices=training.EnrolmentState),
        Column("signed_up_at", "신청 시각", Kind.MOMENT, "2025-12-03 09:00"),
        Column("hours_done", "이수 시간", Kind.DECIMAL, "40", required=False, least=0, most=5000, empty=0),
        Column("completed_on", "수료일", D, "수료했을 때만", required=False),
        text_column("evidence", "증빙", "출석부 1기"),
    ),
    ("programme", "school", "number"),
    ("programme__code", "learner__school__code", "learner__number"),
    ("programme_id", "learner_id"),
    "과정에 참여한 학생과 수료.",
    references=(PROGRAMME, LEARNER),
    rules=(
        SheetRule(
            "completed_without_evidence",
            "state",
            (col("state") == training.EnrolmentState.COMPLETED.value)
            & (col("completed_on").is_null() | (col("evidence") == "") | (col("hours_done").cast(pl.Float64) <= 0)),
            _("수료에는 이수 시간, 수료일, 증빙이 모두 있어야 합니다."),
        ),
    ),
    scope="programme__district",
)


ATTAINMENTS = Sheet(
    "attainments",
    "갖춘 자격",
    Attainment,
    (
        SCHOOL,
        NUMBER,
        text_column("name", "자격 이름", "전기기능사. 능력단위면 그 코드", 80, True),
        reference_column("unit", "능력단위 코드", "능력단위를 이룬 것이면 한 번 더", False),
        Column("reached_on", "딴 날", D, "2026-06-19"),
        text_column("evidence", "증빙", "자격증 원본", 200, True),
    ),
    ("school", "number", "name"),
    ("learner__school__code", "learner__number", "name"),
    ("learner_id", "name"),
    "학생이 갖춘 자격과 이룬 능력단위. 학교가 증빙을 보고 적습니다.",
    references=(LEARNER, Reference("units", ("unit",), "unit_id", False)),
    rules=(
        SheetRule(
            "unit_without_code",
            "unit",
            (col("unit") != "") & (col("unit") != col("name")),
            _("능력단위를 이룬 것이면 두 칸에 같은 코드를 적어 주십시오."),
        ),
    ),
)
