"""The workbook of a district: every sheet in the order in which it is loaded."""

import polars as pl
from django.utils.translation import gettext_lazy as _

from naru.base.district import enums as district
from naru.base.district.models import District, DistrictMember, Organisation, Target
from naru.document.exchange import curriculum_sheets
from naru.document.exchange.layout import Column, Kind, Reference, Sheet, SheetRule
from naru.domain.budget import enums as budget
from naru.domain.budget.models import Entry, Fund, Line
from naru.domain.competency.enums import FrameworkKind
from naru.domain.competency.models import Framework, Occupation, Unit
from naru.domain.competency.rules import NCS_CODE
from naru.domain.credit import enums as credit
from naru.domain.credit.models import Award
from naru.domain.curriculum import enums as curriculum
from naru.domain.curriculum.models import Course, CourseUnit, Department, Seats
from naru.domain.demand import enums as demand
from naru.domain.demand.models import Need, WantedUnit
from naru.domain.outcome import enums as outcome
from naru.domain.outcome.models import Observation, PublishedCount
from naru.domain.partners import enums as partners
from naru.domain.partners.models import Agreement, Keeping, Party, Pledge
from naru.domain.people import enums as people
from naru.domain.people.models import Learner, Staff, Teacher
from naru.domain.placement import enums as placement
from naru.domain.placement.models import Application, Opening, Placement
from naru.domain.training import enums as training
from naru.domain.training.models import Enrolment, Funding, Programme, Session

C, D, N, X, Y = Kind.CODE, Kind.DATE, Kind.INTEGER, Kind.CHOICE, Kind.YES
CODE_SHAPE = r"[A-Za-z0-9][A-Za-z0-9._-]*"
PERSON = r"[^\d@]+"
col = pl.col


def _code(name: str, title: str, hint: str, stored: bool = True) -> Column:
    return Column(name, title, C, hint, field=None if stored else "", longest=40, pattern=CODE_SHAPE)


def _ref(name: str, title: str, hint: str, required: bool = True) -> Column:
    return Column(name, title, Kind.TEXT, hint, required=required, field="", longest=60)


def _year(name: str = "year", title: str = "사업연도", hint: str = "2026") -> Column:
    return Column(name, title, N, hint, least=1990, most=2100)


def _won(name: str, title: str, hint: str, least: int = 0) -> Column:
    return Column(name, title, N, hint, least=least, most=10**13)


def _text(name: str, title: str, hint: str = "", longest: int = 200, required: bool = False) -> Column:
    return Column(name, title, Kind.TEXT, hint, required=required, longest=longest)


SOURCE = _text("source", "출처", "news.example.kr 2026-03-01")
EXAMPLE = Column("is_example", "예시", Y, "예 / 아니요", required=False, empty=False)
ORG = "기관 코드는 '기관' 시트에 있어야 합니다"

DISTRICT = Sheet(
    "districts",
    "지구",
    District,
    (
        _code("code", "지구 코드", "pohang"),
        _text("name", "이름", "포항 직업교육 혁신지구", 120, True),
        _text("name_en", "영문 이름", "Pohang district", 160),
        Column("kind", "종류", X, "기초지구", choices=district.DistrictKind),
        _ref("parent", "광역지구 코드", "gyeongbuk (없으면 비움)", False),
        _text("region_codes", "지역 코드", "47111,47113", 100, True),
        _text("industry", "전략산업", "이차전지", 120, True),
        _text("industry_en", "전략산업(영문)", "Secondary batteries", 120),
        _ref("centre", "지원센터 기관 코드", "기관 시트의 코드 (없으면 비움)", False),
        _year("first_year", "첫 사업연도", "2025"),
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
        _code("code", "기관 코드", "heunghae"),
        Column("kind", "종류", X, "학교 / 기업 / 대학 / 공공기관", choices=district.OrganisationKind),
        _text("name", "이름", "포항흥해공업고등학교", 120, True),
        _text("name_en", "영문 이름", "Pohang Heunghae Technical High School", 160),
        Column(
            "neis_code", "NEIS 표준학교코드", Kind.TEXT, "8750670", required=False, longest=7, pattern=r"[A-Z0-9]\d{6}"
        ),
        Column("business_number", "사업자등록번호", Kind.TEXT, "1248100998", required=False, longest=12),
        _text("address", "주소", "경상북도 포항시 북구 흥해읍"),
        _text("region_code", "지역 코드", "47113", 10),
        _text("complex", "산업단지", "영일만 일반산업단지", 80),
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
        _ref("district", "지구 코드", "pohang"),
        _ref("organisation", "기관 코드", ORG),
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
        _year(),
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
AGREEMENTS = Sheet(
    "agreements",
    "협약",
    Agreement,
    (
        _code("code", "협약 코드", "MOU-2026-01"),
        _text("title", "협약 이름", "이차전지 채용 협약", 200, True),
        Column("kind", "종류", X, "채용 협약", choices=partners.AgreementKind),
        Column("state", "상태", X, "발효", choices=partners.AgreementState),
        Column("starts", "시작일", D, "2026-03-02"),
        Column("ends", "종료일", D, "2028-02-29"),
        SOURCE,
        EXAMPLE,
    ),
    ("code",),
    ("code",),
    ("district_id", "code"),
    "기관 사이의 협약. 당사자와 약속은 다음 시트에 적습니다.",
    rules=(SheetRule("order", "ends", col("ends") < col("starts"), _("종료일이 시작일보다 앞섭니다.")),),
    district="district_id",
    scope="district",
)
_AGREEMENT = Reference("agreements", ("agreement",), "agreement_id")
_ORGANISATION = Reference("organisations", ("organisation",), "organisation_id")
PARTIES = Sheet(
    "parties",
    "협약 당사자",
    Party,
    (
        _ref("agreement", "협약 코드", "MOU-2026-01"),
        _ref("organisation", "기관 코드", ORG),
        Column("signed_on", "서명일", D, "서명 전이면 비움", required=False),
        _text("signatory", "서명자", "서명한 사람", 80),
    ),
    ("agreement", "organisation"),
    ("agreement__code", "organisation__code"),
    ("agreement_id", "organisation_id"),
    "협약의 당사자와 서명.",
    references=(_AGREEMENT, _ORGANISATION),
    scope="agreement__district",
)
PLEDGES = Sheet(
    "pledges",
    "약속",
    Pledge,
    (
        _ref("agreement", "협약 코드", "MOU-2026-01"),
        _ref("organisation", "기관 코드", ORG),
        Column("kind", "종류", X, "채용 인원", choices=partners.PledgeKind),
        _year(),
        Column("amount", "약속 수량", N, "8", least=1, most=100_000),
    ),
    ("agreement", "organisation", "kind", "year"),
    ("agreement__code", "organisation__code", "kind", "year"),
    ("agreement_id", "organisation_id", "kind", "year"),
    "협약에서 기관이 해마다 하기로 한 것. 약속한 기관은 그 협약의 당사자여야 합니다.",
    references=(_AGREEMENT, _ORGANISATION, Reference("parties", ("agreement", "organisation"), "")),
    scope="agreement__district",
)
KEEPINGS = Sheet(
    "keepings",
    "이행",
    Keeping,
    (
        _ref("agreement", "협약 코드", "MOU-2026-01"),
        _ref("organisation", "기관 코드", ORG),
        Column("kind", "종류", X, "채용 인원", choices=partners.PledgeKind, field=""),
        Column("year", "사업연도", N, "2026", field="", least=1990, most=2100),
        Column("on", "이행일", D, "2026-09-01"),
        Column("amount", "이행 수량", N, "3", least=1, most=100_000),
        _text("evidence", "증빙", "고용보험 취득 확인", required=True),
    ),
    ("agreement", "organisation", "kind", "year", "on", "evidence"),
    ("pledge__agreement__code", "pledge__organisation__code", "pledge__kind", "pledge__year", "on", "evidence"),
    ("pledge_id", "on", "evidence"),
    "약속 가운데 지킨 것과 그 증빙.",
    references=(Reference("pledges", ("agreement", "organisation", "kind", "year"), "pledge_id"),),
    scope="pledge__agreement__district",
)
FUNDS = Sheet(
    "funds",
    "재원",
    Fund,
    (
        _code("code", "재원 코드", "SG-2026"),
        _text("name", "재원 이름", "직업교육 혁신지구 특별교부금", 120, True),
        Column("source", "재원 종류", X, "특별교부금", choices=budget.FundSource),
        _year(),
        _won("amount", "금액(원)", "350000000"),
        _text("conditions", "조건", "용도를 바꾸려면 승인", 2000),
        _text("reference", "출처", "news.example.kr"),
    ),
    ("code",),
    ("code",),
    ("district_id", "code"),
    "사업연도마다의 재원.",
    district="district_id",
    scope="district",
)
LINES = Sheet(
    "lines",
    "예산항목",
    Line,
    (
        _ref("fund", "재원 코드", "SG-2026"),
        _code("code", "예산항목 코드", "A1"),
        _text("title", "예산항목 이름", "이차전지 중급 과정", 160, True),
        Column("task_group", "추진과제", X, "지역인재 성장경로 구축", choices=budget.TaskGroup),
        Column("item", "비목", X, "프로그램 운영", choices=budget.Item),
        _won("amount", "배정액(원)", "50000000"),
    ),
    ("fund", "code"),
    ("fund__code", "code"),
    ("fund_id", "code"),
    "재원을 세 가지 추진과제와 비목으로 나눈 것. 더한 금액이 재원을 넘을 수 없습니다.",
    references=(Reference("funds", ("fund",), "fund_id"),),
    scope="fund__district",
)
ENTRIES = Sheet(
    "entries",
    "집행",
    Entry,
    (
        _ref("fund", "재원 코드", "SG-2026"),
        _ref("line", "예산항목 코드", "A1"),
        _code("code", "집행 코드", "2026-0401"),
        Column("kind", "구분", X, "지출", choices=budget.EntryKind),
        Column("on", "일자", D, "2026-04-20"),
        _won("amount", "금액(원)", "12000000", least=1),
        _text("memo", "적요", "재료비"),
        _text("evidence", "증빙", "지출결의서 2026-041"),
    ),
    ("fund", "line", "code"),
    ("line__fund__code", "line__code", "code"),
    ("line_id", "code"),
    "원인행위, 지출, 반납.",
    references=(Reference("lines", ("fund", "line"), "line_id"),),
    scope="line__fund__district",
)
DEPARTMENTS = Sheet(
    "departments",
    "학과",
    Department,
    (
        _ref("school", "학교 코드", ORG),
        _code("code", "학과 코드", "battery-m"),
        _text("name", "학과 이름", "이차전지기계설비과", 120, True),
        Column("state", "상태", X, "운영 중", choices=curriculum.DepartmentState),
        Column("is_industry", "전략산업 학과", Y, "예 / 아니요", required=False, empty=False),
        SOURCE,
    ),
    ("school", "code"),
    ("school__code", "code"),
    ("school_id", "code"),
    "학교의 학과.",
    references=(Reference("organisations", ("school",), "school_id"),),
)
_DEPARTMENT = Reference("departments", ("school", "department"), "department_id")
SEATS = Sheet(
    "seats",
    "정원",
    Seats,
    (
        _ref("school", "학교 코드", ORG),
        _ref("department", "학과 코드", "battery-m"),
        _year("intake_year", "입학연도", "2026"),
        Column("seats", "정원", N, "40", least=0, most=5000),
        SOURCE,
    ),
    ("school", "department", "intake_year"),
    ("department__school__code", "department__code", "intake_year"),
    ("department_id", "intake_year"),
    "입학연도마다의 학과 정원.",
    references=(_DEPARTMENT,),
)
LEARNERS = Sheet(
    "learners",
    "학생",
    Learner,
    (
        _ref("school", "학교 코드", ORG),
        Column("number", "학번", Kind.TEXT, "24-30101", longest=40),
        Column("name", "이름", Kind.TEXT, "김예시", longest=80, pattern=PERSON),
        Column("birth_date", "생년월일", D, "2008-03-14"),
        Column("sex", "성별", X, "여 / 남", choices=people.Sex),
        Column("department", "학과 코드", Kind.TEXT, "battery-m", longest=40),
        _year("intake_year", "입학연도", "2024"),
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
        _ref("school", "학교 코드", ORG),
        Column("number", "교원 번호", Kind.TEXT, "T-01", longest=40),
        Column("name", "이름", Kind.TEXT, "박예시", longest=80, pattern=PERSON),
        _text("subjects", "담당 교과", "전기·전자"),
        _text("qualifications", "자격", "전기산업기사"),
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
        _ref("organisation", "기관 코드", ORG),
        Column("number", "직원 번호", Kind.TEXT, "S-01", longest=40),
        Column("name", "이름", Kind.TEXT, "이예시", longest=80, pattern=PERSON),
        Column("duty", "업무", X, "인사담당자", choices=people.Duty),
        EXAMPLE,
    ),
    ("organisation", "number"),
    ("organisation__code", "number"),
    ("organisation_id", "number"),
    "기업과 대학의 담당자.",
    references=(_ORGANISATION,),
)
FRAMEWORKS = Sheet(
    "frameworks",
    "능력 표준",
    Framework,
    (
        _code("code", "표준 코드", "ncs"),
        _text("name", "이름", "국가직무능력표준", 120, True),
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
        _ref("framework", "표준 코드", "ncs"),
        Column("code", "능력단위 코드", Kind.TEXT, "1901120101_16v2", longest=40),
        _text("name", "능력단위 이름", "전기저장장치 설계조건 분석", 160, True),
        Column("level", "수준", N, "1~8", required=False, least=1, most=8, empty=None),
        _ref("replaced_by", "대체 능력단위 코드", "대체되지 않았으면 비움", False),
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
        _text("name", "직업 이름", "화학제품 생산기계 조작원", 160, True),
    ),
    ("code",),
    ("code",),
    ("code",),
    "한국고용직업분류(KECO)의 직업.",
    common=True,
)
COURSES = Sheet(
    "courses",
    "과목",
    Course,
    (
        _ref("school", "학교 코드", ORG),
        _ref("department", "학과 코드", "battery-m"),
        _code("code", "과목 코드", "BM-201"),
        _text("name", "과목 이름", "이차전지 제조 기초", 160, True),
        Column("kind", "종류", X, "전문교과", choices=curriculum.CourseKind),
        Column("credits", "학점", N, "3", least=1, most=40),
        Column("hours", "시간", N, "48", least=1, most=2000),
        _year("since", "적용 입학연도", "2025"),
        Column("until", "마지막 입학연도", N, "계속이면 비움", required=False, least=1990, most=2100, empty=None),
        Column("is_candidate", "편성 후보", Y, "예 / 아니요", required=False, empty=False),
        Column("is_required", "반드시 편성", Y, "예 / 아니요", required=False, empty=False),
        Column("terms", "나누어 가르치는 학기 수", N, "2", required=False, least=1, most=6, empty=1),
        Column("first_term", "가장 이른 학기(1–6)", N, "3", required=False, least=1, most=6, empty=1),
        _text("alternative", "택일 묶음", "심화 선택", 40),
        _text("subject", "담당 교과", "화학공업", 60),
        Column("cost", "한 해 운영비(원)", N, "4000000", required=False, least=0, most=10**13, empty=0),
        _ref("provider", "함께 가르치는 기관 코드", ORG, required=False),
        Column("university_credits", "대학 인정 학점", N, "3", required=False, least=0, most=30, empty=0),
        EXAMPLE,
    ),
    ("school", "department", "code"),
    ("department__school__code", "department__code", "code"),
    ("department_id", "code"),
    "학과의 과목. 편성 후보는 승인된 편제표에 들어야 가르치는 것으로 셉니다.",
    references=(_DEPARTMENT, Reference("organisations", ("provider",), "provider_id", required=False)),
    rules=(
        SheetRule("order", "until", col("until") < col("since"), _("마지막 입학연도가 적용 입학연도보다 앞섭니다.")),
    ),
)
COURSE_UNITS = Sheet(
    "course_units",
    "과목 능력단위",
    CourseUnit,
    (
        _ref("school", "학교 코드", ORG),
        _ref("department", "학과 코드", "battery-m"),
        _ref("course", "과목 코드", "BM-201"),
        _ref("unit", "능력단위 코드", "1901120101_16v2"),
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
NEEDS = Sheet(
    "needs",
    "수요",
    Need,
    (
        _code("code", "수요 코드", "N-2026-01"),
        _ref("firm", "기업 코드", ORG),
        _ref("occupation", "KECO 코드", "8510"),
        _year("year", "채용 연도", "2026"),
        Column("headcount", "인원", N, "12", field="", least=0, most=100_000),
        Column("confidence", "확실성", X, "구상 / 계획 / 예산 반영 / 계약·확정", field="", choices=demand.Confidence),
        Column("source", "밝힌 곳", X, "수요조사", field="", choices=demand.NeedSource),
        Column("said_on", "밝힌 날", D, "2026-04-10", field=""),
        Column("reason", "바뀐 까닭", Kind.TEXT, "앞서 밝힌 것과 다를 때", required=False, field="", longest=300),
        Column("complex", "산업단지", Kind.TEXT, "영일만 일반산업단지", required=False, field="", longest=80),
        Column("quarter", "분기", N, "3", required=False, field="", least=1, most=4),
        Column("level", "수준", N, "3", required=False, field="", least=1, most=8),
        Column("shift", "근무 형태", X, "주간 / 2교대", required=False, field="", choices=demand.Shift),
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
        _ref("need", "수요 코드", "N-2026-01"),
        _ref("unit", "능력단위 코드", "1901120101_16v2"),
        Column("importance", "중요도", N, "1(있으면 좋음)~5(꼭 필요)", least=1, most=5),
    ),
    ("need", "unit"),
    ("revision__need__code", "unit__code"),
    ("revision_id", "unit_id"),
    "수요마다 바라는 능력단위.",
    references=(Reference("needs", ("need",), "revision_id"), Reference("units", ("unit",), "unit_id")),
    scope="revision__need__district",
)
PROGRAMMES = Sheet(
    "programmes",
    "교육훈련 과정",
    Programme,
    (
        _code("code", "과정 코드", "BAT-2026-01"),
        _text("name", "과정 이름", "이차전지 중급 과정 1기", 160, True),
        Column("kind", "종류", X, "방학 집중과정", choices=training.ProgrammeKind),
        _ref("provider", "운영 기관 코드", ORG),
        _year(),
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
_PROGRAMME = Reference("programmes", ("programme",), "programme_id")
SESSIONS = Sheet(
    "sessions",
    "차시",
    Session,
    (
        _ref("programme", "과정 코드", "BAT-2026-01"),
        Column("on", "날짜", D, "2026-01-05"),
        Column("starts", "시작 시각", Kind.TIME, "09:00"),
        Column("ends", "끝 시각", Kind.TIME, "17:00"),
        _text("place", "장소", "포항소재산업진흥원", 160),
    ),
    ("programme", "on", "starts"),
    ("programme__code", "on", "starts"),
    ("programme_id", "on", "starts"),
    "과정의 차시.",
    references=(_PROGRAMME,),
    rules=(SheetRule("order", "ends", col("ends") <= col("starts"), _("끝 시각이 시작 시각보다 뒤여야 합니다.")),),
    scope="programme__district",
)
FUNDINGS = Sheet(
    "fundings",
    "과정 재원",
    Funding,
    (
        _ref("programme", "과정 코드", "BAT-2026-01"),
        _ref("fund", "재원 코드", "SG-2026"),
        _ref("line", "예산항목 코드", "A1"),
        _won("amount", "금액(원)", "20000000"),
    ),
    ("programme", "fund", "line"),
    ("programme__code", "line__fund__code", "line__code"),
    ("programme_id", "line_id"),
    "과정을 떠받치는 예산항목. 여러 재원을 함께 쓸 수 있고 참여자는 한 번만 셉니다.",
    references=(_PROGRAMME, Reference("lines", ("fund", "line"), "line_id")),
    scope="programme__district",
)
_SCHOOL, _NUMBER = _ref("school", "학교 코드", ORG), _ref("number", "학번", "24-30101")
_LEARNER = Reference("learners", ("school", "number"), "learner_id")
ENROLMENTS = Sheet(
    "enrolments",
    "과정 참여",
    Enrolment,
    (
        _ref("programme", "과정 코드", "BAT-2026-01"),
        _SCHOOL,
        _NUMBER,
        Column("state", "상태", X, "수료", choices=training.EnrolmentState),
        Column("signed_up_at", "신청 시각", Kind.MOMENT, "2025-12-03 09:00"),
        Column("hours_done", "이수 시간", Kind.DECIMAL, "40", required=False, least=0, most=5000, empty=0),
        Column("completed_on", "수료일", D, "수료했을 때만", required=False),
        _text("evidence", "증빙", "출석부 1기"),
    ),
    ("programme", "school", "number"),
    ("programme__code", "learner__school__code", "learner__number"),
    ("programme_id", "learner_id"),
    "과정에 참여한 학생과 수료.",
    references=(_PROGRAMME, _LEARNER),
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
OPENINGS = Sheet(
    "openings",
    "채용공고",
    Opening,
    (
        _code("code", "공고 코드", "J-2026-01"),
        _ref("firm", "기업 코드", ORG),
        _ref("occupation", "KECO 코드", "8510"),
        _ref("need", "수요 코드", "이어진 수요가 있을 때", False),
        _text("title", "공고 제목", "양극재 생산직", 160, True),
        _year(),
        Column("seats", "모집 인원", N, "5", least=1, most=10_000),
        Column("wage", "연봉(원)", N, "32000000", required=False, least=0, most=10**9, empty=None),
        Column("deadline", "마감일", D, "2026-10-31"),
        Column("state", "상태", X, "모집 중", choices=placement.OpeningState),
        Column("starts_on", "입사 예정일", D, "2027-01-04", required=False),
        Column("hours", "한 주 근로시간", N, "40", required=False, least=1, most=68, empty=None),
        Column("shift", "근무 형태", X, "주간", required=False, choices=demand.Shift),
        _text("workplace", "일하는 곳", "포항시 남구", 160),
        Column("has_dormitory", "기숙사", Y, "예 / 아니요", required=False, empty=False),
        Column("has_commuting_aid", "통근 지원", Y, "예 / 아니요", required=False, empty=False),
        _text("required_licences", "꼭 필요한 자격", "전기기능사"),
        _text("wanted_licences", "있으면 좋은 자격"),
        Column("least_age", "입사일의 최소 나이", N, "18", required=False, least=15, most=99, empty=None),
        Column("is_harmful", "18세 미만 금지 업무", Y, "예 / 아니요", required=False, empty=False),
        Column("has_military_service", "병역지정업체", Y, "예 / 아니요", required=False, empty=False),
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
        _ref("opening", "공고 코드", "J-2026-01"),
        _SCHOOL,
        _NUMBER,
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
    references=(Reference("openings", ("opening",), "opening_id"), _LEARNER),
    scope="opening__district",
)
PLACEMENTS = Sheet(
    "placements",
    "취업",
    Placement,
    (
        _SCHOOL,
        _NUMBER,
        _ref("firm", "기업 코드", ORG),
        _ref("opening", "공고 코드", "공고를 거쳤을 때", False),
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
        _LEARNER,
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
AWARDS = Sheet(
    "awards",
    "학점",
    Award,
    (
        _code("code", "학점 코드", "CR-2026-001"),
        _SCHOOL,
        _NUMBER,
        _ref("university", "인정 대학 코드", ORG),
        Column("basis", "인정 근거", X, "고교·대학 연계 과목", choices=credit.Basis),
        _text("course", "과목·학습 이름", "이차전지개론", 160, True),
        Column("hours", "시간", N, "45", least=1, most=5000),
        Column("credits", "학점", N, "3", least=1, most=140),
        Column("state", "상태", X, "학점 인정", choices=credit.AwardState),
        Column("registered_on", "등록일", D, "2026-03-02"),
        Column("completed_on", "이수일", D, "", required=False),
        Column("decided_on", "결정일", D, "", required=False),
        _text("document", "결정 문서", "교무처-2026-118"),
        EXAMPLE,
    ),
    ("code",),
    ("code",),
    ("district_id", "code"),
    "대학이 인정하는 학점. 이수와 결정이 있어야 인정됩니다.",
    references=(_LEARNER, Reference("organisations", ("university",), "university_id")),
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
OBSERVATIONS = Sheet(
    "observations",
    "성과 관찰",
    Observation,
    (
        _SCHOOL,
        _NUMBER,
        Column("on", "기준일", D, "2026-04-01"),
        Column("status", "상태", X, "취업", choices=outcome.Status),
        Column("is_insured", "보험 가입 취업", Y, "예 / 아니요", required=False, empty=False),
        Column("works_in_district", "지구 안 근무", Y, "모르면 비움", required=False, empty=None),
        Column("lives_in_district", "지구 안 거주", Y, "모르면 비움", required=False, empty=None),
        Column("source", "출처", X, "졸업자 취업통계조사", choices=outcome.ObservationSource),
    ),
    ("school", "number", "on"),
    ("learner__school__code", "learner__number", "on"),
    ("learner_id", "on"),
    "졸업생이 그날 어떤 상태였는지.",
    references=(_LEARNER,),
    rules=(
        SheetRule(
            "insured_but_not_employed",
            "is_insured",
            col("is_insured") & (col("status") != outcome.Status.EMPLOYED.value),
            _("취업자만 보험 가입 취업으로 적을 수 있습니다."),
        ),
    ),
)
PUBLISHED = Sheet(
    "published",
    "공표 통계",
    PublishedCount,
    (
        _text("place", "지역", "경북", 40, True),
        _text("series", "계열", "전체", 40, True),
        _year("year", "조사 연도", "2025"),
        Column("graduates", "졸업자", N, "59661", least=0),
        Column("employed", "취업자", N, "15296", least=0),
        Column("study", "진학자", N, "29373", least=0),
        Column("not_counted", "입대자·제외인정자 합", N, "따로 모를 때만", required=False, least=0, empty=None),
        Column("military", "입대자", N, "1523", required=False, least=0, empty=None),
        Column("excluded", "제외인정자", N, "1049", required=False, least=0, empty=None),
        _text("source", "출처", "KOSIS 334/DT_920024_3N_007", required=True),
    ),
    ("place", "series", "year"),
    ("place", "series", "year"),
    ("place", "series", "year"),
    "견주어 볼 공표 통계. 개인이 아닌 수입니다.",
    rules=(
        SheetRule(
            "more_than_graduates",
            "graduates",
            col("employed") + col("study") > col("graduates"),
            _("취업자와 진학자를 더한 수가 졸업자보다 많습니다."),
        ),
    ),
    common=True,
)

SHEETS: tuple[Sheet, ...] = (
    ORGANISATIONS,
    DISTRICT,
    MEMBERS,
    TARGETS,
    AGREEMENTS,
    PARTIES,
    PLEDGES,
    KEEPINGS,
    FUNDS,
    LINES,
    ENTRIES,
    DEPARTMENTS,
    SEATS,
    LEARNERS,
    TEACHERS,
    STAFF,
    FRAMEWORKS,
    UNITS,
    OCCUPATIONS,
    NEEDS,
    WANTED_UNITS,
    COURSES,
    COURSE_UNITS,
    *curriculum_sheets.ALL,
    PROGRAMMES,
    SESSIONS,
    FUNDINGS,
    ENROLMENTS,
    OPENINGS,
    APPLICATIONS,
    PLACEMENTS,
    AWARDS,
    OBSERVATIONS,
    PUBLISHED,
)
BY_KEY: dict[str, Sheet] = {each.key: each for each in SHEETS}
BY_TITLE: dict[str, Sheet] = {each.title: each for each in SHEETS}
