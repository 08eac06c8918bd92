"""Sheets of the room competency."""

from django.utils.translation import gettext_lazy as _

from naru.document.exchange.layout import Column, Kind, Reference, Sheet, SheetRule
from naru.document.exchange.sheets.columns import SOURCE, N, X, code_column, col, reference_column, text_column
from naru.domain.competency.enums import FrameworkKind
from naru.domain.competency.models import Framework, Occupation, Unit
from naru.domain.competency.rules import NCS_CODE

FRAMEWORKS = Sheet(
    "frameworks",
    "능력 표준",
    Framework,
    (
        code_column("code", "표준 코드", "ncs"),
        text_column("name", "이름", "국가직무능력표준", 120, True),
        Column("kind", "종류", X, "국가직무능력표준", choices=FrameworkKind),
        SOURCE,
    ),
    ("code",),
    ("code",),
    ("code",),
    "능력단위가 속하는 표준.",
    common=True,
)


UNITS = Sheet(
    "units",
    "능력단위",
    Unit,
    (
        reference_column("framework", "표준 코드", "ncs"),
        Column("code", "능력단위 코드", Kind.TEXT, "1901120101_16v2", longest=40),
        text_column("name", "능력단위 이름", "전기저장장치 설계조건 분석", 160, True),
        Column("level", "수준", N, "1~8", required=False, least=1, most=8, empty=None),
        reference_column("replaced_by", "대체 능력단위 코드", "대체되지 않았으면 비움", False),
    ),
    ("code",),
    ("code",),
    ("code",),
    "능력단위와 그 판. 새 판이 나오면 옛 판에 대체 코드를 적습니다.",
    references=(
        Reference("frameworks", ("framework",), "framework_id"),
        Reference("units", ("replaced_by",), "replaced_by_id", False),
    ),
    rules=(
        SheetRule(
            "ncs_code",
            "code",
            (col("framework") == "ncs") & ~col("code").str.contains(f"^(?:{NCS_CODE.pattern})$"),
            _("NCS 능력단위 코드의 형식이 아닙니다. 예: 1901120101_16v2"),
        ),
        SheetRule(
            "replaces_itself",
            "replaced_by",
            col("replaced_by") == col("code"),
            _("능력단위가 자기 자신으로 돌아오는 대체 관계는 만들 수 없습니다."),
        ),
    ),
    common=True,
)


OCCUPATIONS = Sheet(
    "occupations",
    "직업",
    Occupation,
    (
        Column("code", "KECO 코드", Kind.TEXT, "8510", longest=6, pattern=r"\d{2,6}"),
        text_column("name", "직업 이름", "화학제품 생산기계 조작원", 160, True),
    ),
    ("code",),
    ("code",),
    ("code",),
    "한국고용직업분류(KECO)의 직업.",
    common=True,
)
