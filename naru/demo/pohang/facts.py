"""Facts about the Pohang district, each with its source; what nobody has published says so.

Sources are named by outlet and article number, or by the register they stand in.
"""

from dataclasses import dataclass

NEIS = "NEIS 학교기본정보 2026-08"
UNKNOWN_SEATS = "정원 미확인: 예시 값"
UNKNOWN_AMOUNT = "금액 미확인: 예시 값"
KECO = "한국고용직업분류(KECO), 한국직업사전"
NCS = "NCS 190112 전기저장장치개발·설치 목록"

DISTRICT = {
    "code": "pohang",
    "name": "포항 직업교육 혁신지구",
    "name_en": "Pohang Vocational-Education Innovation District",
    "kind": "basic",
    "parent": "gyeongbuk",
    "region_codes": "47111,47113",
    "industry": "이차전지",
    "industry_en": "Secondary batteries",
    "centre": "gbe",
    "first_year": 2025,
    "years": 3,
    "source": "kbmaeil.com 202503110911798 (2025-03-11); newgbnews.com 366141",
}
WIDE = {
    "code": "gyeongbuk",
    "name": "경북 직업교육 혁신지구(광역)",
    "name_en": "Gyeongbuk wide-area district",
    "kind": "wide",
    "parent": None,
    "region_codes": "47000",
    "industry": "첨단 신소재 부품가공, 바이오",
    "industry_en": "Advanced-material part machining, bio",
    "centre": "gbe",
    "first_year": 2022,
    "years": 6,
    "source": "biz.heraldcorp.com 20220224000032; yeongnam.com 20250226022537685",
}


@dataclass(frozen=True)
class Dept:
    """A department: seats by first intake year (None: not published), and whether it serves the strategic industry."""

    code: str
    name: str
    seats: dict[int, int]
    state: str = "open"
    is_industry: bool = False
    source: str = UNKNOWN_SEATS


@dataclass(frozen=True)
class School:
    code: str
    name: str
    name_en: str
    neis: str
    address: str
    region: str
    source: str
    departments: tuple[Dept, ...]


BATTERY = "imaeil 2024110119594794422; dk.breaknews.com 194894 (2025학년도 7학급 140명, 학급당 20명)"
MARINE = "imaeil 2020111916450541929; newsworks 608552 (한 학년 64명: 스마트해양 32, 스마트양식 32)"
#: Meister schools among them; the others are specialised ones (특성화고).
MEISTER = ("steel", "marine")
SCHOOLS: tuple[School, ...] = (
    School(
        "heunghae",
        "포항흥해공업고등학교",
        "Pohang Heunghae Technical High School",
        "8750670",
        "경상북도 포항시 북구 흥해읍 동해대로1475번길 42",
        "47113",
        f"{NEIS}; 협약형 특성화고(이차전지) 2024-05: mt.co.kr 2024052815353270018",
        (
            Dept("battery-m", "이차전지기계설비과", {2025: 40}, "open", True, BATTERY),
            Dept("battery-c", "이차전지시스템제어과", {2025: 40}, "open", True, BATTERY),
            Dept("battery-e", "이차전지전기설비과", {2025: 60}, "open", True, BATTERY),
            Dept("mechanics", "스마트메카닉스과", {2022: 60, 2025: 0}, "closing", False, UNKNOWN_SEATS),
            Dept("electric", "스마트전기과", {2022: 60, 2025: 0}, "closing", False, UNKNOWN_SEATS),
        ),
    ),
    School(
        "steel",
        "포항제철공업고등학교",
        "Pohang Jecheol Technical High School",
        "8750337",
        "경상북도 포항시 남구 지곡로 150",
        "47111",
        f"{NEIS}; 마이스터고(철강) 2013-03: donga 20130305/53485362",
        (
            Dept("material", "재료기술과", {2022: 60}, "open", True),
            Dept("automation", "자동화기계과", {2022: 60}, "open", False),
            Dept("control", "전기전자제어과", {2022: 40}, "open", True),
        ),
    ),
    School(
        "marine",
        "한국해양마이스터고등학교",
        "Korea Marine Meister High School",
        "8750804",
        "경상북도 포항시 북구 여남포길21번길 18",
        "47113",
        f"{NEIS}; 마이스터고 2023-03",
        (
            Dept("navigation", "스마트운항과", {2023: 32}, "open", False, MARINE),
            Dept("aquaculture", "스마트양식과", {2023: 32}, "open", False, MARINE),
            Dept("marine-machine", "해양산업기계과", {2022: 60, 2023: 0}, "closed", False),
        ),
    ),
    School(
        "science",
        "포항과학기술고등학교",
        "Pohang Science and Technology High School",
        "8750625",
        "경상북도 포항시 남구 구룡포읍 호미로 341",
        "47111",
        NEIS,
        (
            Dept("ship-machine", "해양시스템기계과", {2022: 40}),
            Dept("logistics", "물류관리과", {2022: 20}),
            Dept("beauty", "뷰티케어과", {2022: 20}),
        ),
    ),
    School(
        "electronics",
        "포항여자전자고등학교",
        "Pohang Girls' Electronics High School",
        "8750292",
        "경상북도 포항시 북구 용흥로291번길 19",
        "47113",
        NEIS,
        (
            Dept("smart-e", "스마트전자과", {2022: 40}, "open", True),
            Dept("design", "디자인콘텐츠과", {2022: 40}),
        ),
    ),
    School(
        "tax",
        "경북세무고등학교",
        "Gyeongbuk Taxation High School",
        "8750730",
        "경상북도 포항시 북구 기계면 기계로 218",
        "47113",
        f"{NEIS}; kbmaeil 454471 (2019)",
        (Dept("tax", "세무회계과", {2022: 40}),),
    ),
    School(
        "health",
        "포항보건고등학교",
        "Pohang Health High School",
        "8750769",
        "경상북도 포항시 북구 죽장면 일광길 2",
        "47113",
        NEIS,
        (Dept("nursing", "보건간호과", {2022: 40}),),
    ),
)


@dataclass(frozen=True)
class Place:
    """A firm, university or public body."""

    code: str
    kind: str
    name: str
    name_en: str
    source: str
    complex: str = ""
    address: str = "경상북도 포항시"


FIRM_SOURCE = "newgbnews 369778; kmib 0027882359"
PLACES: tuple[Place, ...] = (
    Place("future-m", "firm", "포스코퓨처엠", "POSCO Future M", FIRM_SOURCE, "영일만·블루밸리 산업단지"),
    Place("ecopro-bm", "firm", "에코프로비엠", "EcoPro BM", FIRM_SOURCE, "영일만 일반산업단지"),
    Place("ecopro-em", "firm", "에코프로이엠", "EcoPro EM", FIRM_SOURCE, "영일만 일반산업단지"),
    Place("ecopro-mat", "firm", "에코프로머티리얼즈", "EcoPro Materials", FIRM_SOURCE, "영일만 일반산업단지"),
    Place("ecopro-cng", "firm", "에코프로씨엔지", "EcoPro CnG", FIRM_SOURCE, "영일만 일반산업단지"),
    Place("energy-mat", "firm", "에너지머티리얼즈", "Energy Materials", FIRM_SOURCE, "영일만 일반산업단지"),
    Place("cnp", "firm", "C&P신소재테크놀로지", "C&P Advanced Material Technology", FIRM_SOURCE),
    Place("silicon", "firm", "포스코실리콘솔루션", "POSCO Silicon Solution", FIRM_SOURCE),
    Place("woojun", "firm", "우전지앤에프", "Woojeon G&F", FIRM_SOURCE),
    Place("todm", "firm", "투디엠", "2DM", FIRM_SOURCE),
    Place("ceratech", "firm", "미래세라텍", "Mirae Ceratech", FIRM_SOURCE),
    Place("pmgrow", "firm", "피엠그로우", "PMGrow", FIRM_SOURCE),
    Place("pohang-univ", "university", "포항대학교", "Pohang University", "kbmaeil 977926 (신소재배터리과 2021~)"),
    Place("sunlin", "university", "선린대학교", "Sunlin University", "newspic 2025070717380885225 (이차전지융합과)"),
    Place(
        "polytechnic",
        "university",
        "한국폴리텍대학 포항캠퍼스",
        "Korea Polytechnics Pohang",
        "newgbnews 369778; kbmaeil 20250721500491",
    ),
    Place("handong", "university", "한동대학교", "Handong Global University", "edaily 02706006635680096"),
    Place("postech", "university", "포항공과대학교", "POSTECH", "wowtv 2024041508591"),
    Place("pomia", "public", "포항소재산업진흥원(POMIA)", "POMIA", "참좋은뉴스 161753 (2026-01-30)"),
    Place("pohang-city", "public", "포항시", "City of Pohang", "news1.kr 5715162"),
    Place(
        "gbe",
        "public",
        "경상북도교육청",
        "Gyeongbuk Office of Education",
        "newgbnews.com 366141",
        "",
        "경상북도 안동시",
    ),
    Place("moe", "public", "교육부", "Ministry of Education", "yeongnam.com 20250226022537685", "", "세종특별자치시"),
)

#: (code, name): occupations that the needs below speak of.
OCCUPATIONS: tuple[tuple[str, str], ...] = (
    ("1533", "전기·전자공학 시험원"),
    ("1542", "화학공학 시험원"),
    ("8111", "공업기계 설치·정비원"),
    ("8311", "산업 전기공"),
    ("8340", "전기·전자 설비 조작원"),
    ("8360", "전기·전자 부품·제품 조립원"),
    ("8512", "화학물 가공장치 조작원"),
)

#: (versioned code, level, name) of NCS 19011201 and 19011202.
UNITS: tuple[tuple[str, int, str], ...] = (
    ("1901120101_16v1", 5, "전기저장장치 설계조건 분석"),
    ("1901120102_16v1", 4, "전지·모듈 설계"),
    ("1901120103_16v1", 3, "전지·모듈 제작"),
    ("1901120104_16v1", 3, "전지·모듈 테스트"),
    ("1901120105_16v1", 4, "전력변환장치 설계"),
    ("1901120106_22v2", 3, "전력변환장치(PCS) 제작"),
    ("1901120107_22v2", 4, "전력변환장치(PCS) 테스트"),
    ("1901120108_16v1", 4, "전력관리장치 설계"),
    ("1901120109_16v1", 3, "전력관리장치 제작"),
    ("1901120110_22v2", 4, "전력관리장치(PMS) 테스트"),
    ("1901120111_16v1", 4, "전기저장장치 테스트"),
    ("1901120113_22v2", 4, "배터리 관리장치(BMS) 설계조건 분석"),
    ("1901120116_22v2", 5, "배터리 시스템 설계"),
    ("1901120119_22v2", 4, "배터리 관리장치(BMS) 펌웨어 개발"),
    ("1901120120_22v2", 4, "배터리 관리장치(BMS) 하드웨어 개발"),
    ("1901120122_22v2", 3, "배터리 관리장치(BMS) 제작"),
    ("1901120123_22v2", 2, "배터리 모듈·랙 제작"),
    ("1901120124_22v2", 4, "배터리 관리장치(BMS) 테스트"),
    ("1901120202_16v1", 4, "전지·모듈 설치"),
    ("1901120205_16v1", 3, "전기저장장치 설비공사"),
    ("1901120206_16v1", 3, "전기저장장치안전점검"),
    ("1901120207_16v1", 3, "전지·모듈 유지보수"),
    ("1901120208_16v1", 3, "전력변환장치 유지보수"),
    ("1901120216_22v1", 4, "배터리시스템 설치"),
    ("1901120217_22v1", 5, "전기저장장치 운영"),
    ("1901120218_22v2", 3, "전기저장장치 안전점검·유지보수"),
)
#: Old unit → the one that took its place (the names show it; the register marks the old one 구버전).
REPLACED = {"1901120206_16v1": "1901120218_22v2"}

#: What the January 2026 course taught and no unit of 190112 holds: the district's own units.
LOCAL_UNITS: tuple[tuple[str, int, str], ...] = (
    ("PH-BAT-01", 3, "코인셀 조립과 평가"),
    ("PH-BAT-02", 3, "파우치셀 제조"),
    ("PH-BAT-03", 3, "주사전자현미경(SEM) 분석"),
    ("PH-BAT-04", 3, "입도 분석"),
    ("PH-BAT-05", 2, "슬러리 혼합과 코팅"),
)
LOCAL_SOURCE = "참좋은뉴스 161753 (2026-01-30)의 교육 내용을 옮긴 지역 표준(공식 NCS 아님)"

#: Published counts: place, year, graduates, employed, study, military, excluded, (military + excluded), source.
PUBLISHED: tuple[tuple[str, int, int, int, int, int | None, int | None, int | None, str], ...] = (
    ("전국", 2023, 71591, 19526, 33621, 1940, 971, None, "교육부 직업계고 졸업자 취업통계 2023"),
    ("전국", 2024, 63005, 16588, 30216, 1716, 1059, None, "교육부 직업계고 졸업자 취업통계 2024"),
    ("전국", 2025, 59661, 15296, 29373, 1523, 1049, None, "KOSIS 334/DT_920024_3N_007"),
    ("대구", 2025, 3387, 970, 1825, None, None, 132, "kyongbuk.co.kr 4057732"),
    ("경북", 2025, 3906, 1498, 1235, None, None, 328, "kyongbuk.co.kr 4057732"),
)

#: Funds of 350 million won for each of three years (news1.kr 5715162).
GRANT = 350_000_000
GRANT_SOURCE = "kbmaeil.com 202503110911798; news1.kr 5715162 (연 3억 5천만 원 × 3년)"
ZONE_SOURCE = f"참좋은뉴스 161753 (초급 과정은 교육발전특구 재원); {UNKNOWN_AMOUNT}"
PACT_SOURCE = "imaeil 2025051113140309733 (2025-05-09)"
EARLIER_PACT_SOURCE = "tk.newdaily 2023060900223 (2023-06)"
COURSE_SOURCE = "참좋은뉴스 161753 (2026-01-30): 3기 × 20명, 흥해공고 40·제철공고 20, POMIA"
SECOND_YEARS_SOURCE = "pressian 2025113013244730918: 2025-11 2학년 57명, 2025년 중반부터 217명"
