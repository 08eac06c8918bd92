"""Sheets of the room placement."""

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
    Y,
    code_column,
    col,
    reference_column,
    text_column,
    year_column,
)
from naru.document.exchange.sheets.people import LEARNER
from naru.domain.demand import enums as demand
from naru.domain.placement import enums as placement
from naru.domain.placement.models import Application, Commute, FirmFact, Opening, Placement, Yardstick
from naru.domain.placement.rules import HELD

OPENINGS = Sheet(
    "openings",
    "채용공고",
    Opening,
    (
        code_column("code", "공고 코드", "J-2026-01"),
        reference_column("firm", "기업 코드", ORG),
        reference_column("occupation", "KECO 코드", "8510"),
        reference_column("need", "수요 코드", "이어진 수요가 있을 때", False),
        text_column("title", "공고 제목", "양극재 생산직", 160, True),
        year_column(),
        Column("seats", "모집 인원", N, "5", least=1, most=10_000),
        Column("wage", "연봉(원)", N, "32000000", required=False, least=0, most=10**9, empty=None),
        Column("deadline", "마감일", D, "2026-10-31"),
        Column("state", "상태", X, "모집 중", choices=placement.OpeningState),
        Column("starts_on", "입사 예정일", D, "2027-01-04", required=False),
        Column("hours", "한 주 근로시간", N, "40", required=False, least=1, most=68, empty=None),
        Column("shift", "근무 형태", X, "주간", required=False, choices=demand.Shift),
        text_column("workplace", "일하는 곳", "포항시 남구", 160),
        Column("has_dormitory", "기숙사", Y, "예 / 아니요", required=False, empty=False),
        Column("has_commuting_aid", "통근 지원", Y, "예 / 아니요", required=False, empty=False),
        text_column("required_licences", "꼭 필요한 자격", "전기기능사"),
        text_column("wanted_licences", "있으면 좋은 자격"),
        Column("units_bind", "능력단위 없으면 뽑지 않음", Y, "예 / 아니요", required=False, empty=False),
        Column("least_age", "입사일의 최소 나이", N, "18", required=False, least=15, most=99, empty=None),
        Column("is_harmful", "18세 미만 금지 업무", Y, "예 / 아니요", required=False, empty=False),
        Column("has_military_service", "병역지정업체", Y, "예 / 아니요", required=False, empty=False),
        text_column("benefits", "복리후생", "4대 보험, 후학습 학비 지원", 300),
        SOURCE,
        EXAMPLE,
    ),
    ("code",),
    ("code",),
    ("district_id", "code"),
    "기업의 채용공고.",
    references=(
        Reference("organisations", ("firm",), "firm_id"),
        Reference("occupations", ("occupation",), "occupation_id"),
        Reference("needs", ("need",), "need_id", False),
    ),
    district="district_id",
    scope="district",
)


APPLICATIONS = Sheet(
    "applications",
    "지원",
    Application,
    (
        reference_column("opening", "공고 코드", "J-2026-01"),
        SCHOOL,
        NUMBER,
        Column("state", "상태", X, "지원", choices=placement.ApplicationState),
        Column("applied_on", "지원일", D, "2026-09-02"),
        Column("offered_on", "제안일", D, "", required=False),
        Column("answer_by", "답변 기한", D, "", required=False),
        Column("answered_on", "답변일", D, "", required=False),
        Column("decide_by", "기업이 답할 날", D, "심사 중, 준비, 미룸, 명단일 때", required=False),
        Column("refusal", "불합격 사유", X, "불합격일 때만", required=False, choices=placement.RefusalReason),
    ),
    ("opening", "school", "number"),
    ("opening__code", "learner__school__code", "learner__number"),
    ("opening_id", "learner_id"),
    "채용공고에 지원한 학생.",
    references=(Reference("openings", ("opening",), "opening_id"), LEARNER),
    rules=(
        SheetRule(
            "step_without_day",
            "decide_by",
            col("state").is_in(sorted(each.value for each in HELD)) & col("decide_by").is_null(),
            _("심사 중, 채용 전 준비, 결정 미룸, 다음 기회 명단에는 기업이 답할 날을 함께 적어 주십시오."),
        ),
    ),
    scope="opening__district",
)


PLACEMENTS = Sheet(
    "placements",
    "취업",
    Placement,
    (
        SCHOOL,
        NUMBER,
        reference_column("firm", "기업 코드", ORG),
        reference_column("opening", "공고 코드", "공고를 거쳤을 때", False),
        Column("starts", "입사일", D, "2026-01-05"),
        Column("ends", "퇴사일", D, "다니고 있으면 비움", required=False),
        Column("end_reason", "퇴사 사유", X, "퇴사했을 때만", required=False, choices=placement.EndReason),
        Column("is_insured", "보험 가입 확인", Y, "예 / 아니요", required=False, empty=False),
        EXAMPLE,
    ),
    ("school", "number", "firm", "starts"),
    ("learner__school__code", "learner__number", "firm__code", "starts"),
    ("learner_id", "firm_id", "starts"),
    "입사와 퇴사. 퇴사에는 사유를 함께 적습니다.",
    references=(
        LEARNER,
        Reference("organisations", ("firm",), "firm_id"),
        Reference("openings", ("opening",), "opening_id", False),
    ),
    rules=(
        SheetRule("order", "ends", col("ends") < col("starts"), _("퇴사일이 입사일보다 앞섭니다.")),
        SheetRule(
            "end_without_reason",
            "end_reason",
            col("ends").is_null() != (col("end_reason") == ""),
            _("퇴사일과 퇴사 사유는 함께 적거나 함께 비워야 합니다."),
        ),
    ),
)


VALUE = "규모 명, 임금 원, 근속 년, 산업재해 %, 4대 보험·임금 체불 예 1 / 아니요 0"
#: The column keeps twelve digits before the point.
MOST_VALUE = 10**12 - 1


FIRM_FACTS = Sheet(
    "firm_facts",
    "기업 사실",
    FirmFact,
    (
        reference_column("firm", "기업 코드", ORG),
        Column("measure", "항목", X, "규모", choices=placement.FirmMeasure),
        year_column(),
        Column("value", "값", Kind.DECIMAL, VALUE, least=0, most=MOST_VALUE),
        Column("on", "기준일", D, "2026-03-31"),
        text_column("source", "출처", "고용보험 사업장 조회 2026-03-31", 200, True),
        EXAMPLE,
    ),
    ("firm", "measure", "year"),
    ("firm__code", "measure", "year"),
    ("district_id", "firm_id", "measure", "year"),
    "우수 기업인지 가리는 여섯 가지 사실. 적지 않은 것은 모름입니다.",
    references=(Reference("organisations", ("firm",), "firm_id"),),
    rules=(
        SheetRule(
            "yes_or_no",
            "value",
            col("measure").is_in(["insurance", "arrears"]) & ~col("value").cast(pl.Float64).is_in([0.0, 1.0]),
            _("예는 1, 아니요는 0으로 적어 주십시오."),
        ),
    ),
    district="district_id",
    scope="district",
)


YARDSTICKS = Sheet(
    "yardsticks",
    "우수 기업 기준",
    Yardstick,
    (
        Column("kind", "기준", X, "지역 중위 연봉(원)", choices=placement.YardstickKind),
        Column("since", "적용 시작일", D, "2026-03-01"),
        Column("value", "값", Kind.DECIMAL, "30000000. 예 1 / 아니요 0", least=0, most=MOST_VALUE),
        text_column("source", "출처", "2026년 운영위원회 의결 3호", 200, True),
        Column("is_verified", "원문 확인", Y, "예 / 아니요", required=False, empty=False),
        EXAMPLE,
    ),
    ("kind", "since"),
    ("kind", "since"),
    ("district_id", "kind", "since"),
    "지구가 날짜와 함께 정한 기준. 적지 않은 것은 나루의 제안값을 씁니다.",
    rules=(
        SheetRule(
            "yes_or_no",
            "value",
            col("kind").is_in(["insurance", "arrears", "bars"]) & ~col("value").cast(pl.Float64).is_in([0.0, 1.0]),
            _("예는 1, 아니요는 0으로 적어 주십시오."),
        ),
        SheetRule(
            "median_of_nothing",
            "value",
            (col("kind") == "median") & (col("value").cast(pl.Float64) <= 0),
            _("지역 중위 연봉은 0보다 커야 합니다."),
        ),
    ),
    district="district_id",
    scope="district",
)


COMMUTES = Sheet(
    "commutes",
    "통근 시간",
    Commute,
    (
        text_column("origin", "사는 곳", "포항시 북구 흥해읍", 80, True),
        text_column("destination", "일하는 곳", "영일만 일반산업단지", 160, True),
        Column("minutes", "걸리는 시간(분)", N, "35", least=1, most=600),
        Column("on", "기준일", D, "2026-03-02"),
        text_column("source", "출처", "길찾기 평일 아침 8시", 200, True),
        EXAMPLE,
    ),
    ("origin", "destination"),
    ("origin", "destination"),
    ("district_id", "origin", "destination"),
    "사는 곳에서 산업단지나 일하는 곳까지 대중교통으로 걸리는 시간. 적지 않은 길은 모름입니다.",
    district="district_id",
    scope="district",
)
