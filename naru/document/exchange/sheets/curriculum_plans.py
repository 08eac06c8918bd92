"""Sheets of the curriculum beside courses: what courses stand on and need, the national curriculum, counts of supply."""

from django.utils.translation import gettext_lazy as _

from naru.document.exchange.layout import Column, Kind, Reference, Sheet, SheetRule
from naru.document.exchange.sheets.columns import CODE_SHAPE, EXAMPLE, ORG, N, Y, col, reference_column
from naru.domain.curriculum.enums import MeanKind
from naru.domain.curriculum.models import (
    CourseEquipment,
    Equipment,
    OfficialDomain,
    Prerequisite,
    RegionalMean,
    SupplyCount,
)


def _count(name: str, title: str, hint: str) -> Column:
    return Column(name, title, N, hint, required=False, least=0, most=100_000, empty=None)


SCHOOL = reference_column("school", "학교 코드", ORG)
_DEPARTMENT = reference_column("department", "학과 코드", "battery-m")
_SOURCE = Column("source", "출처", Kind.TEXT, "학교 통계 2026-04", required=False)

PREREQUISITES = Sheet(
    "prerequisites",
    "선수 과목",
    Prerequisite,
    (
        SCHOOL,
        _DEPARTMENT,
        reference_column("before", "먼저 과목 코드", "BM-101"),
        reference_column("after", "나중 과목 코드", "BM-401"),
    ),
    ("school", "department", "before", "after"),
    ("after__department__school__code", "after__department__code", "before__code", "after__code"),
    ("before_id", "after_id"),
    "먼저 배워야 하는 과목.",
    references=(
        Reference("courses", ("school", "department", "before"), "before_id"),
        Reference("courses", ("school", "department", "after"), "after_id"),
    ),
    rules=(SheetRule("itself", "after", col("before") == col("after"), _("과목이 스스로의 선수 과목일 수 없습니다.")),),
)
EQUIPMENT = Sheet(
    "equipment",
    "시설·기자재",
    Equipment,
    (
        SCHOOL,
        Column("code", "시설·기자재 코드", Kind.CODE, "COATER", longest=40, pattern=CODE_SHAPE),
        Column("name", "이름", Kind.TEXT, "소형 코터", longest=120),
        Column("is_there", "갖추어 있음", Y, "예 / 아니요", required=False, empty=True),
        Column("cost", "갖추는 데 드는 돈(원)", N, "85000000", required=False, least=0, most=10**13, empty=0),
        EXAMPLE,
    ),
    ("school", "code"),
    ("school__code", "code"),
    ("school_id", "code"),
    "학교의 실습실과 기자재.",
    references=(Reference("organisations", ("school",), "school_id"),),
)
COURSE_EQUIPMENT = Sheet(
    "course_equipment",
    "과목 기자재",
    CourseEquipment,
    (
        SCHOOL,
        _DEPARTMENT,
        reference_column("course", "과목 코드", "BM-401"),
        reference_column("equipment", "시설·기자재 코드", "COATER"),
    ),
    ("school", "department", "course", "equipment"),
    ("course__department__school__code", "course__department__code", "course__code", "equipment__code"),
    ("course_id", "equipment_id"),
    "과목에 필요한 실습실과 기자재.",
    references=(
        Reference("courses", ("school", "department", "course"), "course_id"),
        Reference("equipment", ("school", "equipment"), "equipment_id"),
    ),
)
OFFICIAL_DOMAINS = Sheet(
    "official_domains",
    "국가 교육과정 영역",
    OfficialDomain,
    (
        Column("revision", "개정", Kind.TEXT, "2022", longest=8),
        Column("track", "교과(군)", Kind.TEXT, "화학 공업", longest=60),
        Column("subject", "과목", Kind.TEXT, "에너지 화공 소재 생산", longest=120),
        Column("code", "영역 코드", Kind.TEXT, "에화 03-01", longest=40),
        Column("domain", "영역", Kind.TEXT, "이차 전지 소재", longest=160),
        Column("standards", "성취기준 수", N, "5", least=0, most=100_000),
        _SOURCE,
    ),
    ("revision", "track", "subject", "code", "domain"),
    ("revision", "track", "subject", "code", "domain"),
    ("revision", "track", "subject", "code", "domain"),
    "국가 교육과정 전문교과의 과목과 영역. 모든 지구가 함께 봅니다.",
    common=True,
)
SUPPLY_COUNTS = Sheet(
    "supply_counts",
    "공급 지표 수",
    SupplyCount,
    (
        SCHOOL,
        _DEPARTMENT,
        Column("year", "연도", N, "2026", least=1990, most=2100),
        _count("capacity", "모집 정원", "40"),
        _count("first_choices", "1지망 지원자", "52"),
        _count("entrants", "신입생", "39"),
        _count("finishers", "졸업생", "56"),
        _count("leavers", "학교를 떠난 졸업생", "38"),
        _count("continuing", "진학자", "18"),
        _count("employed", "6개월 뒤 취업자", "27"),
        _SOURCE,
        EXAMPLE,
    ),
    ("school", "department", "year"),
    ("department__school__code", "department__code", "year"),
    ("department_id", "year"),
    "학과마다의 지원·신입생·진로 수. 세지 않은 칸은 비우고, 없으면 0을 적습니다.",
    references=(Reference("departments", ("school", "department"), "department_id"),),
    rules=(
        SheetRule(
            "continuing",
            "continuing",
            col("continuing") > col("finishers"),
            _("진학자가 졸업생보다 많습니다."),
        ),
        SheetRule(
            "employed",
            "employed",
            col("employed") > col("leavers"),
            _("취업자가 학교를 떠난 졸업생보다 많습니다."),
        ),
    ),
)
REGIONAL_MEANS = Sheet(
    "regional_means",
    "지역 평균",
    RegionalMean,
    (
        Column("year", "연도", N, "2026", least=1990, most=2100),
        Column(
            "kind",
            "학교 유형",
            Kind.CHOICE,
            "모든 직업계고",
            required=False,
            choices=MeanKind,
            empty=MeanKind.ALL.value,
        ),
        Column("employment", "6개월 취업률(%)", Kind.DECIMAL, "63.9", required=False, least=0, most=100, empty=None),
        Column("continuation", "진학률(%)", Kind.DECIMAL, "31.6", required=False, least=0, most=100, empty=None),
        Column("source", "출처", Kind.TEXT, "교육통계 2026"),
    ),
    ("year", "kind"),
    ("year", "kind"),
    ("district_id", "year", "kind"),
    "견줄 지역 평균. 0은 값이고 빈칸은 모름입니다.",
    district="district_id",
    scope="district",
)
ALL = (PREREQUISITES, EQUIPMENT, COURSE_EQUIPMENT, SUPPLY_COUNTS, REGIONAL_MEANS, OFFICIAL_DOMAINS)
