"""Catalogues of the battery departments: names of real subjects of the 2022 curriculum, credits invented for the demo."""

from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]
DEPARTMENTS = ("battery-m", "battery-c", "battery-e")
SCHOOL = "heunghae"


@dataclass(frozen=True)
class Subject:
    """A course: code, name, kind, credits, terms that it is spread over, first term; what it covers and needs."""

    code: str
    name: str
    kind: str
    credits: int
    terms: int = 1
    first: int = 1
    units: tuple[str, ...] = ()
    subject: str = ""
    required: bool = False
    candidate: bool = False
    cost: int = 0
    provider: str = ""
    university: int = 0
    before: tuple[str, ...] = ()
    equipment: tuple[str, ...] = field(default=())


COMMON: tuple[Subject, ...] = (
    Subject("G-01", "공통국어", "general", 8, 2, 1, required=True),
    Subject("G-02", "공통수학", "general", 8, 2, 1, required=True),
    Subject("G-03", "공통영어", "general", 8, 2, 1, required=True),
    Subject("G-04", "한국사", "general", 6, 2, 1, required=True),
    Subject("G-05", "통합사회", "general", 8, 2, 3, required=True),
    Subject("G-06", "통합과학", "general", 8, 2, 1, required=True),
    Subject("G-07", "체육", "general", 8, 4, 1, required=True),
    Subject("G-08", "음악", "general", 3, 1, 3, required=True),
    Subject("G-09", "미술", "general", 3, 1, 4, required=True),
    Subject("G-10", "진로와 직업", "general", 4, 2, 5, required=True),
    Subject("A-01", "창의적 체험활동", "activity", 18, 6, 1, required=True),
    Subject("V-01", "성공적인 직업 생활", "vocational", 4, 2, 3, required=True),
    Subject("V-02", "노동 인권과 산업 안전 보건", "vocational", 4, 2, 5, required=True),
    Subject("V-03", "디지털과 직업 생활", "vocational", 4, 2, 1),
)

OWN: dict[str, tuple[Subject, ...]] = {
    "battery-m": (
        Subject("M-01", "기계 일반", "vocational", 8, 2, 1, subject="기계"),
        Subject("M-02", "기계 제도", "vocational", 8, 2, 1, subject="기계"),
        Subject("M-03", "기계 기초 공작", "vocational", 10, 2, 2, subject="기계"),
        Subject("M-04", "자동화 설비", "vocational", 10, 2, 3, subject="기계"),
        Subject("M-05", "산업 설비", "vocational", 10, 2, 3, subject="기계"),
        Subject("M-06", "기계 제어 설계", "vocational", 10, 2, 4, subject="기계"),
        Subject("M-07", "컴퓨터 활용 생산", "vocational", 12, 2, 4, subject="기계"),
        Subject("M-08", "공작 기계 설치·정비", "vocational", 10, 2, 5, subject="기계"),
        Subject("M-09", "측정", "vocational", 8, 2, 5, subject="기계"),
        Subject(
            "BM-401",
            "전극 제조 실습",
            "local",
            6,
            2,
            4,
            ("PH-BAT-05", "PH-BAT-04"),
            "화학공업",
            candidate=True,
            cost=12_000_000,
            before=("BM-101",),
            equipment=("COATER",),
        ),
        Subject(
            "BM-402",
            "에너지 화공 소재 생산",
            "vocational",
            6,
            2,
            3,
            ("PH-BAT-05", "1901120104_16v1"),
            "화학공업",
            candidate=True,
            cost=4_000_000,
        ),
        Subject(
            "BM-403",
            "전지 소재 분석 실습(POMIA)",
            "site",
            4,
            1,
            5,
            ("PH-BAT-03", "PH-BAT-04"),
            candidate=True,
            cost=30_000_000,
            provider="pomia",
        ),
        Subject(
            "BM-404",
            "배터리 팩 조립 실습(기업)",
            "firm",
            3,
            1,
            6,
            ("1901120123_22v2", "1901120124_22v2"),
            candidate=True,
            cost=9_000_000,
            provider="pmgrow",
            before=("BM-201",),
        ),
        Subject(
            "BM-405",
            "코인셀·파우치셀 제조(포항대 연계)",
            "joint",
            4,
            1,
            5,
            ("PH-BAT-01", "PH-BAT-02"),
            candidate=True,
            cost=16_000_000,
            provider="pohang-univ",
            university=3,
        ),
        Subject(
            "BM-406",
            "전기저장장치 점검 실습",
            "local",
            4,
            1,
            5,
            ("1901120218_22v2",),
            "전기·전자",
            candidate=True,
            cost=3_000_000,
        ),
    ),
    "battery-c": (
        Subject("C-01", "전기·전자 일반", "vocational", 8, 2, 1, subject="전기·전자"),
        Subject("C-02", "전기 회로", "vocational", 8, 2, 1, subject="전기·전자"),
        Subject("C-03", "전자 회로", "vocational", 10, 2, 3, subject="전기·전자"),
        Subject("C-04", "디지털 논리 회로", "vocational", 10, 2, 3, subject="전기·전자"),
        Subject("C-05", "전자 제어", "vocational", 12, 2, 4, subject="전기·전자"),
        Subject("C-06", "자동화 설비", "vocational", 12, 2, 5, subject="전기·전자"),
        Subject("C-07", "자동 제어 시스템 유지 정비", "vocational", 12, 2, 5, subject="전기·전자"),
        Subject("C-08", "자동 제어 기기 제작", "vocational", 9, 2, 2, subject="전기·전자"),
        Subject("C-09", "전기·전자 측정", "vocational", 8, 2, 2, subject="전기·전자"),
        Subject(
            "BC-401",
            "배터리 모듈·BMS 시험",
            "local",
            5,
            1,
            5,
            ("1901120123_22v2", "1901120124_22v2"),
            "전기·전자",
            candidate=True,
            cost=8_000_000,
            before=("BC-101",),
            equipment=("BMS",),
        ),
    ),
    "battery-e": (
        Subject("E-01", "전기·전자 일반", "vocational", 8, 2, 1, subject="전기·전자"),
        Subject("E-02", "전기 회로", "vocational", 8, 2, 1, subject="전기·전자"),
        Subject("E-03", "전기 기기", "vocational", 10, 2, 3, subject="전기·전자"),
        Subject("E-04", "전기 설비", "vocational", 10, 2, 3, subject="전기·전자"),
        Subject("E-05", "내선 공사", "vocational", 12, 2, 4, subject="전기·전자"),
        Subject("E-06", "외선 공사", "vocational", 10, 2, 5, subject="전기·전자"),
        Subject("E-07", "전기 기기 유지 보수", "vocational", 12, 2, 5, subject="전기·전자"),
        Subject("E-08", "자동 제어 기기 제작", "vocational", 11, 2, 2, subject="전기·전자"),
        Subject("E-09", "전자 제어", "vocational", 8, 2, 4, subject="전기·전자"),
    ),
}
#: Machines: code, name, whether it is there, won to get it (invented).
EQUIPMENT = (
    ("COATER", "슬러리 혼합기·소형 코터", False, 85_000_000),
    ("BMS", "BMS 시험 장비", False, 40_000_000),
)
#: One of the six domains of this subject, and the only one of the 2022 vocational subjects, speaks of secondary batteries.
OFFICIAL_SUBJECT = ("화학 공업", "에너지 화공 소재 생산")
OFFICIAL_DOMAINS = (
    ("에화 01-01", "에너지 화공 소재 개요", 3),
    ("에화 02-02", "화석 연료 에너지 화공 소재", 3),
    ("에화 03-01", "이차 전지 소재", 5),
    ("에화 04-02", "태양 전지 소재", 3),
    ("에화 05-02", "수소 생산 및 저장 소재", 2),
    ("에화 06-03", "연료 전지 소재", 3),
)
OFFICIAL_SOURCE = "2022 개정 고등학교 전문교과(화학 공업) 성취기준, 교육부 고시"
#: Applicants and outcomes by year, invented; graduates stand for the departments before them.
COUNTS = {
    2026: (
        ("battery-m", 40, 52, 39, None, None, None, None),
        ("battery-c", 40, 44, 40, None, None, None, None),
        ("battery-e", 60, 57, 55, None, None, None, None),
        ("mechanics", None, None, None, 56, 38, 18, 27),
        ("electric", None, None, None, 55, 41, 14, 31),
    ),
    2025: (
        ("mechanics", None, None, None, 58, 41, 17, 24),
        ("electric", None, None, None, 57, 38, 19, 25),
    ),
}


def rows() -> dict[str, list[Row]]:
    """Rows of the catalogue's sheets beside the courses that the build names itself."""
    courses, units, before, needs = [], [], [], []
    for department in DEPARTMENTS:
        for each in (*COMMON, *OWN[department]):
            courses.append(course(department, each))
            key = {"school": SCHOOL, "department": department}
            units += [key | {"course": each.code, "unit": unit} for unit in each.units]
            before += [key | {"before": code, "after": each.code} for code in each.before]
            needs += [key | {"course": each.code, "equipment": code} for code in each.equipment]
    return {
        "courses": courses,
        "course_units": units,
        "prerequisites": before,
        "course_equipment": needs,
        "equipment": [
            {"school": SCHOOL, "code": code, "name": name, "is_there": there, "cost": cost, "is_example": True}
            for code, name, there, cost in EQUIPMENT
        ],
        "official_domains": [
            {
                "revision": "2022",
                "track": OFFICIAL_SUBJECT[0],
                "subject": OFFICIAL_SUBJECT[1],
                "code": code,
                "domain": domain,
                "standards": standards,
                "source": OFFICIAL_SOURCE,
            }
            for code, domain, standards in OFFICIAL_DOMAINS
        ],
        "supply_counts": [
            {
                "school": SCHOOL,
                "department": code,
                "year": year,
                "capacity": capacity,
                "first_choices": firsts,
                "entrants": entrants,
                "finishers": finishers,
                "leavers": leavers,
                "continuing": continuing,
                "employed": employed,
                "source": "예시로 지어낸 값",
                "is_example": True,
            }
            for year, counts in COUNTS.items()
            for code, capacity, firsts, entrants, finishers, leavers, continuing, employed in counts
        ],
        "regional_means": [
            {
                "year": year,
                "kind": "all",
                "employment": "63.9",
                "continuation": "31.6",
                "source": f"경북 2025 취업률 63.9 %, 진학 1,235 ÷ 졸업 3,906(kyongbuk.co.kr 4057732){used}",
            }
            for year, used in ((2025, ""), (2026, "을 견줄 값으로 씀"))
        ],
    }


def course(department: str, each: Subject) -> Row:
    return {
        "school": SCHOOL,
        "department": department,
        "code": each.code,
        "name": each.name,
        "kind": each.kind,
        "credits": each.credits,
        "hours": each.credits * 16,
        "since": 2025,
        "is_candidate": each.candidate,
        "is_required": each.required,
        "terms": each.terms,
        "first_term": each.first,
        "subject": each.subject,
        "cost": each.cost,
        "provider": each.provider or None,
        "university_credits": each.university,
        "is_example": True,
    }
