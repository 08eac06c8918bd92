"""Sheets of the room people."""

import polars as pl
from django.utils.translation import gettext_lazy as _

from naru.document.exchange.layout import Column, Kind, Reference, Sheet, SheetRule
from naru.document.exchange.sheets.columns import (
    EXAMPLE,
    ORG,
    PERSON,
    D,
    N,
    X,
    col,
    reference_column,
    text_column,
    year_column,
)
from naru.document.exchange.sheets.partners import ORGANISATION
from naru.domain.people import enums as people
from naru.domain.people.models import Learner, Staff, Teacher

LEARNERS = Sheet(
    "learners",
    "학생",
    Learner,
    (
        reference_column("school", "학교 코드", ORG),
        Column("number", "학번", Kind.TEXT, "24-30101", longest=40),
        Column("name", "이름", Kind.TEXT, "김예시", longest=80, pattern=PERSON),
        Column("birth_date", "생년월일", D, "2008-03-14"),
        Column("sex", "성별", X, "여 / 남", choices=people.Sex),
        Column("department", "학과 코드", Kind.TEXT, "battery-m", longest=40),
        year_column("intake_year", "입학연도", "2024"),
        Column("grade", "학년", N, "1~3, 졸업했으면 비움", required=False, least=1, most=3, empty=None),
        Column("state", "학적", X, "재학 / 졸업 / 학업 중단", choices=people.LearnerState),
        Column("graduated_on", "졸업일", D, "졸업했을 때만", required=False),
        Column(
            "email",
            "이메일",
            Kind.TEXT,
            "없으면 비움",
            required=False,
            longest=254,
            pattern=r"[^@\s]+@[^@\s]+\.[^@\s]+",
        ),
        EXAMPLE,
    ),
    ("school", "number"),
    ("school__code", "number"),
    ("school_id", "number"),
    "직업계고 학생과 졸업생. 이름과 생년월일은 볼 수 있는 사람에게만 보입니다.",
    references=(
        Reference("organisations", ("school",), "school_id"),
        Reference("departments", ("school", "department"), ""),
    ),
    rules=(
        SheetRule(
            "graduate_without_day",
            "graduated_on",
            (col("state") == people.LearnerState.GRADUATED.value) & col("graduated_on").is_null(),
            _("졸업한 학생에게는 졸업일이 있어야 합니다."),
        ),
        SheetRule(
            "day_without_graduation",
            "graduated_on",
            (col("state") != people.LearnerState.GRADUATED.value) & col("graduated_on").is_not_null(),
            _("졸업하지 않은 학생에게 졸업일이 있습니다. 학적이나 졸업일을 고쳐 주십시오."),
        ),
        SheetRule(
            "too_young",
            "birth_date",
            col("intake_year") - col("birth_date").str.slice(0, 4).cast(pl.Int64, strict=False) < 13,
            _("생년월일과 입학연도가 맞지 않습니다. 두 값을 확인해 주세요. 예: 2008-03-14, 2024"),
        ),
    ),
)


TEACHERS = Sheet(
    "teachers",
    "교사",
    Teacher,
    (
        reference_column("school", "학교 코드", ORG),
        Column("number", "교원 번호", Kind.TEXT, "T-01", longest=40),
        Column("name", "이름", Kind.TEXT, "박예시", longest=80, pattern=PERSON),
        text_column("subjects", "담당 교과", "전기·전자"),
        text_column("qualifications", "자격", "전기산업기사"),
        EXAMPLE,
    ),
    ("school", "number"),
    ("school__code", "number"),
    ("school_id", "number"),
    "직업계고 교사.",
    references=(Reference("organisations", ("school",), "school_id"),),
)


STAFF = Sheet(
    "staff",
    "기관 담당자",
    Staff,
    (
        reference_column("organisation", "기관 코드", ORG),
        Column("number", "직원 번호", Kind.TEXT, "S-01", longest=40),
        Column("name", "이름", Kind.TEXT, "이예시", longest=80, pattern=PERSON),
        Column("duty", "업무", X, "인사담당자", choices=people.Duty),
        EXAMPLE,
    ),
    ("organisation", "number"),
    ("organisation__code", "number"),
    ("organisation_id", "number"),
    "기업과 대학의 담당자.",
    references=(ORGANISATION,),
)


LEARNER = Reference("learners", ("school", "number"), "learner_id")
