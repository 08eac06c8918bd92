"""The sheet of the room credit."""

from django.utils.translation import gettext_lazy as _

from naru.document.exchange.layout import Column, Reference, Sheet, SheetRule
from naru.document.exchange.sheets.columns import (
    EXAMPLE,
    NUMBER,
    ORG,
    SCHOOL,
    D,
    N,
    X,
    code_column,
    col,
    reference_column,
    text_column,
)
from naru.document.exchange.sheets.people import LEARNER
from naru.domain.credit import enums as credit
from naru.domain.credit.models import Award

AWARDS = Sheet(
    "awards",
    "학점",
    Award,
    (
        code_column("code", "학점 코드", "CR-2026-001"),
        SCHOOL,
        NUMBER,
        reference_column("university", "인정 대학 코드", ORG),
        Column("basis", "인정 근거", X, "고교·대학 연계 과목", choices=credit.Basis),
        text_column("course", "과목·학습 이름", "이차전지개론", 160, True),
        Column("hours", "시간", N, "45", least=1, most=5000),
        Column("credits", "학점", N, "3", least=1, most=140),
        Column("state", "상태", X, "학점 인정", choices=credit.AwardState),
        Column("registered_on", "등록일", D, "2026-03-02"),
        Column("completed_on", "이수일", D, "", required=False),
        Column("decided_on", "결정일", D, "", required=False),
        text_column("document", "결정 문서", "교무처-2026-118"),
        EXAMPLE,
    ),
    ("code",),
    ("code",),
    ("district_id", "code"),
    "대학이 인정하는 학점. 이수와 결정이 있어야 인정됩니다.",
    references=(LEARNER, Reference("organisations", ("university",), "university_id")),
    rules=(
        SheetRule(
            "award_too_early",
            "state",
            (col("state") == credit.AwardState.AWARDED.value)
            & (col("completed_on").is_null() | col("decided_on").is_null() | (col("document") == "")),
            _("학점 인정에는 이수일, 결정일, 결정 문서가 모두 있어야 합니다."),
        ),
    ),
    district="district_id",
    scope="district",
)
