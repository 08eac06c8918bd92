"""Sheets of the room curriculum: departments, their seats, courses and the units that they teach."""

from django.utils.translation import gettext_lazy as _

from naru.document.exchange.layout import Column, Reference, Sheet, SheetRule
from naru.document.exchange.sheets.columns import (
    EXAMPLE,
    ORG,
    SOURCE,
    N,
    X,
    Y,
    code_column,
    col,
    reference_column,
    text_column,
    year_column,
)
from naru.domain.curriculum import enums as curriculum
from naru.domain.curriculum.models import Course, CourseUnit, Department, Seats

DEPARTMENTS = Sheet(
    "departments",
    "학과",
    Department,
    (
        reference_column("school", "학교 코드", ORG),
        code_column("code", "학과 코드", "battery-m"),
        text_column("name", "학과 이름", "이차전지기계설비과", 120, True),
        Column("state", "상태", X, "운영 중", choices=curriculum.DepartmentState),
        Column("kind", "학교 유형", X, "특성화고", required=False, choices=curriculum.SchoolKind),
        Column("is_industry", "전략산업 학과", Y, "예 / 아니요", required=False, empty=False),
        SOURCE,
    ),
    ("school", "code"),
    ("school__code", "code"),
    ("school_id", "code"),
    "학교의 학과.",
    references=(Reference("organisations", ("school",), "school_id"),),
)


DEPARTMENT = Reference("departments", ("school", "department"), "department_id")


SEATS = Sheet(
    "seats",
    "정원",
    Seats,
    (
        reference_column("school", "학교 코드", ORG),
        reference_column("department", "학과 코드", "battery-m"),
        year_column("intake_year", "입학연도", "2026"),
        Column("seats", "정원", N, "40", least=0, most=5000),
        SOURCE,
    ),
    ("school", "department", "intake_year"),
    ("department__school__code", "department__code", "intake_year"),
    ("department_id", "intake_year"),
    "입학연도마다의 학과 정원.",
    references=(DEPARTMENT,),
)


COURSES = Sheet(
    "courses",
    "과목",
    Course,
    (
        reference_column("school", "학교 코드", ORG),
        reference_column("department", "학과 코드", "battery-m"),
        code_column("code", "과목 코드", "BM-201"),
        text_column("name", "과목 이름", "이차전지 제조 기초", 160, True),
        Column("kind", "종류", X, "전문교과", choices=curriculum.CourseKind),
        Column("credits", "학점", N, "3", least=1, most=40),
        Column("hours", "시간", N, "48", least=1, most=2000),
        year_column("since", "적용 입학연도", "2025"),
        Column("until", "마지막 입학연도", N, "계속이면 비움", required=False, least=1990, most=2100, empty=None),
        Column("is_candidate", "편성 후보", Y, "예 / 아니요", required=False, empty=False),
        Column("is_required", "반드시 편성", Y, "예 / 아니요", required=False, empty=False),
        Column("terms", "나누어 가르치는 학기 수", N, "2", required=False, least=1, most=6, empty=1),
        Column("first_term", "가장 이른 학기(1–6)", N, "3", required=False, least=1, most=6, empty=1),
        text_column("alternative", "택일 묶음", "심화 선택", 40),
        text_column("subject", "담당 교과", "화학공업", 60),
        Column("cost", "한 해 운영비(원)", N, "4000000", required=False, least=0, most=10**13, empty=0),
        reference_column("provider", "함께 가르치는 기관 코드", ORG, required=False),
        Column("university_credits", "대학 인정 학점", N, "3", required=False, least=0, most=30, empty=0),
        EXAMPLE,
    ),
    ("school", "department", "code"),
    ("department__school__code", "department__code", "code"),
    ("department_id", "code"),
    "학과의 과목. 편성 후보는 승인된 편제표에 들어야 가르치는 것으로 셉니다.",
    references=(DEPARTMENT, Reference("organisations", ("provider",), "provider_id", required=False)),
    rules=(
        SheetRule("order", "until", col("until") < col("since"), _("마지막 입학연도가 적용 입학연도보다 앞섭니다.")),
    ),
)


COURSE_UNITS = Sheet(
    "course_units",
    "과목 능력단위",
    CourseUnit,
    (
        reference_column("school", "학교 코드", ORG),
        reference_column("department", "학과 코드", "battery-m"),
        reference_column("course", "과목 코드", "BM-201"),
        reference_column("unit", "능력단위 코드", "1901120101_16v2"),
    ),
    ("school", "department", "course", "unit"),
    ("course__department__school__code", "course__department__code", "course__code", "unit__code"),
    ("course_id", "unit_id"),
    "과목이 다루는 능력단위.",
    references=(
        Reference("courses", ("school", "department", "course"), "course_id"),
        Reference("units", ("unit",), "unit_id"),
    ),
)
