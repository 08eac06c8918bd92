"""Sheets of the ground: organisations, the district, who takes part in it, targets."""

from django.utils.translation import gettext_lazy as _

from naru.base.district import enums as district
from naru.base.district.models import District, DistrictMember, Organisation, Target
from naru.document.exchange.layout import Column, Kind, Reference, Sheet, SheetRule
from naru.document.exchange.sheets.columns import (
    EXAMPLE,
    ORG,
    SOURCE,
    D,
    N,
    X,
    code_column,
    col,
    reference_column,
    text_column,
    year_column,
)

DISTRICT = Sheet(
    "districts",
    "지구",
    District,
    (
        code_column("code", "지구 코드", "pohang"),
        text_column("name", "이름", "포항 직업교육 혁신지구", 120, True),
        text_column("name_en", "영문 이름", "Pohang district", 160),
        Column("kind", "종류", X, "기초지구", choices=district.DistrictKind),
        reference_column("parent", "광역지구 코드", "gyeongbuk (없으면 비움)", False),
        text_column("region_codes", "지역 코드", "47111,47113", 100, True),
        text_column("industry", "전략산업", "이차전지", 120, True),
        text_column("industry_en", "전략산업(영문)", "Secondary batteries", 120),
        reference_column("centre", "지원센터 기관 코드", "기관 시트의 코드 (없으면 비움)", False),
        year_column("first_year", "첫 사업연도", "2025"),
        Column("years", "사업 기간(년)", N, "3", least=1, most=10),
        SOURCE,
    ),
    ("code",),
    ("code",),
    ("code",),
    "지구의 이름, 지역, 산업, 사업 기간. 첫 줄이 이 통합문서의 지구이고, 나머지 줄은 그 위의 광역지구입니다.",
    references=(
        Reference("organisations", ("centre",), "centre_id", False),
        Reference("districts", ("parent",), "parent_id", False),
    ),
    rules=(
        SheetRule(
            "wide_has_parent",
            "parent",
            (col("kind") == district.DistrictKind.WIDE.value) & col("parent").is_not_null(),
            _("광역지구 위에는 지구가 없습니다. 이 칸을 비워 주십시오."),
        ),
    ),
    common=True,
)


ORGANISATIONS = Sheet(
    "organisations",
    "기관",
    Organisation,
    (
        code_column("code", "기관 코드", "heunghae"),
        Column("kind", "종류", X, "학교 / 기업 / 대학 / 공공기관", choices=district.OrganisationKind),
        text_column("name", "이름", "포항흥해공업고등학교", 120, True),
        text_column("name_en", "영문 이름", "Pohang Heunghae Technical High School", 160),
        Column(
            "neis_code", "NEIS 표준학교코드", Kind.TEXT, "8750670", required=False, longest=7, pattern=r"[A-Z0-9]\d{6}"
        ),
        Column("business_number", "사업자등록번호", Kind.TEXT, "1248100998", required=False, longest=12),
        text_column("address", "주소", "경상북도 포항시 북구 흥해읍"),
        text_column("region_code", "지역 코드", "47113", 10),
        text_column("complex", "산업단지", "영일만 일반산업단지", 80),
        SOURCE,
        EXAMPLE,
    ),
    ("code",),
    ("code",),
    ("code",),
    "학교, 기업, 대학, 공공기관. 여러 지구에 함께 참여하는 기관도 한 번만 적습니다.",
    common=True,
)


MEMBERS = Sheet(
    "members",
    "참여",
    DistrictMember,
    (
        reference_column("district", "지구 코드", "pohang"),
        reference_column("organisation", "기관 코드", ORG),
        Column("since", "참여일", D, "2025-03-11"),
        Column("until", "종료일", D, "참여 중이면 비움", required=False),
    ),
    ("district", "organisation"),
    ("district__code", "organisation__code"),
    ("district_id", "organisation_id"),
    "어느 기관이 어느 지구에 언제부터 참여하는지.",
    references=(
        Reference("districts", ("district",), "district_id"),
        Reference("organisations", ("organisation",), "organisation_id"),
    ),
    rules=(SheetRule("order", "until", col("until") < col("since"), _("종료일이 참여일보다 앞섭니다.")),),
)


TARGETS = Sheet(
    "targets",
    "목표",
    Target,
    (
        year_column(),
        Column(
            "measure",
            "지표",
            Kind.TEXT,
            "partners, demand, curriculum, training, placement, credit, outcome, evidence, budget",
            longest=60,
            pattern="partners|demand|curriculum|training|placement|credit|outcome|evidence|budget",
        ),
        Column("value", "목표값", Kind.DECIMAL, "60.0", least=0),
        SOURCE,
    ),
    ("year", "measure"),
    ("year", "measure"),
    ("district_id", "year", "measure"),
    "지구가 해마다 스스로 세운 목표.",
    district="district_id",
    scope="district",
)
