"""Sheets of the room placement."""

from django.utils.translation import gettext_lazy as _

from naru.document.exchange.layout import Column, Reference, Sheet, SheetRule
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
from naru.domain.placement.models import Application, Opening, Placement

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
        Column("refusal", "불합격 사유", X, "불합격일 때만", required=False, choices=placement.RefusalReason),
    ),
    ("opening", "school", "number"),
    ("opening__code", "learner__school__code", "learner__number"),
    ("opening_id", "learner_id"),
    "채용공고에 지원한 학생.",
    references=(Reference("openings", ("opening",), "opening_id"), LEARNER),
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
