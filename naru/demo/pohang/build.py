"""Makes the workbook of the Pohang district: facts as they are, persons invented from a seed and marked 예시."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from naru.demo.pohang import catalogue, facts, money, people
from naru.document.exchange import write

Row = dict[str, Any]
Rows = dict[str, list[Row]]
SEED = 2026
MADE_UP = "예시로 지어낸 값"
YEARS = (2025, 2026, 2027, 2028)

#: Needs said by firms, all invented: firm, occupation, head-counts for 2025 to 2028, confidence, units with importance.
NEEDS: tuple[tuple[str, str, tuple[int, int, int, int], str, tuple[tuple[str, int], ...]], ...] = (
    (
        "future-m",
        "8512",
        (24, 30, 32, 34),
        "contracted",
        (("PH-BAT-05", 5), ("PH-BAT-04", 4), ("1901120103_16v1", 4), ("1901120104_16v1", 3)),
    ),
    ("future-m", "8311", (10, 12, 12, 12), "budgeted", (("1901120205_16v1", 4), ("1901120208_16v1", 4))),
    ("ecopro-bm", "8512", (22, 24, 28, 30), "budgeted", (("PH-BAT-05", 5), ("PH-BAT-04", 4), ("PH-BAT-03", 3))),
    ("ecopro-em", "8512", (12, 14, 16, 18), "planned", (("PH-BAT-05", 5), ("PH-BAT-02", 3))),
    ("ecopro-mat", "8340", (14, 16, 16, 18), "budgeted", (("1901120207_16v1", 4), ("PH-BAT-04", 3))),
    ("ecopro-cng", "1542", (6, 8, 8, 8), "planned", (("PH-BAT-03", 4), ("PH-BAT-04", 5))),
    ("energy-mat", "8340", (6, 8, 10, 10), "planned", (("1901120207_16v1", 4), ("1901120218_22v2", 3))),
    ("cnp", "8111", (5, 6, 6, 8), "planned", (("1901120207_16v1", 4), ("1901120208_16v1", 3))),
    ("silicon", "8512", (6, 8, 10, 12), "budgeted", (("PH-BAT-05", 5), ("PH-BAT-01", 3))),
    ("woojun", "8360", (4, 6, 6, 6), "idea", (("1901120123_22v2", 4), ("1901120122_22v2", 4))),
    ("todm", "1533", (3, 4, 4, 4), "idea", (("1901120124_22v2", 4), ("PH-BAT-01", 4))),
    ("ceratech", "8111", (4, 4, 4, 4), "planned", (("1901120208_16v1", 3), ("PH-BAT-02", 2))),
    ("pmgrow", "8360", (6, 8, 8, 10), "contracted", (("1901120122_22v2", 5), ("1901120124_22v2", 5))),
)

#: Courses of the battery departments and the units they cover, invented for the demo.
COURSES: tuple[tuple[str, str, str, int, str, tuple[str, ...]], ...] = (
    ("battery-m", "BM-101", "이차전지 기초", 4, "vocational", ("PH-BAT-05", "1901120103_16v1")),
    ("battery-m", "BM-201", "전지 제조 설비 보전", 5, "vocational", ("1901120207_16v1", "1901120208_16v1")),
    ("battery-m", "BM-301", "이차전지개론(포항대 연계)", 3, "joint", ("PH-BAT-01", "PH-BAT-02")),
    ("battery-c", "BC-101", "배터리 시스템 제어", 5, "vocational", ("1901120122_22v2",)),
    ("battery-c", "BC-201", "전지·모듈 시험", 4, "local", ("1901120104_16v1",)),
    ("battery-e", "BE-101", "전기설비 실무", 5, "vocational", ("1901120205_16v1",)),
    ("battery-e", "BE-201", "전기저장장치 점검", 4, "vocational", ("1901120218_22v2",)),
)


def workbook(path: Path, seed: int = SEED) -> None:
    """Writes the demo workbook; the same seed writes the same rows."""
    write.filled(path, rows(seed))


def rows(seed: int = SEED) -> Rows:
    """Rows of every sheet, by sheet key and column name."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    found: Rows = {}
    found["districts"] = [facts.DISTRICT, facts.WIDE]
    found["organisations"] = list(_organisations())
    found["members"] = list(_members(found["organisations"]))
    found["targets"] = list(_targets())
    found["departments"], found["seats"] = _departments()
    found["frameworks"] = [
        {"code": "ncs", "name": "국가직무능력표준", "kind": "ncs", "source": facts.NCS},
        {"code": "pohang-battery", "name": "포항 이차전지 지역 표준", "kind": "local", "source": facts.LOCAL_SOURCE},
    ]
    found["units"] = [
        {"framework": "ncs", "code": code, "name": name, "level": level, "replaced_by": facts.REPLACED.get(code)}
        for code, level, name in facts.UNITS
    ] + [
        {"framework": "pohang-battery", "code": code, "name": name, "level": level}
        for code, level, name in facts.LOCAL_UNITS
    ]
    found["occupations"] = [{"code": code, "name": name} for code, name in facts.OCCUPATIONS]
    found["needs"], found["wanted_units"] = _needs()
    found["courses"], found["course_units"] = _courses()
    for key, more in catalogue.rows().items():
        found[key] = [*found.get(key, []), *more]
    found |= _agreements()
    found |= money.rows()
    found["published"] = [
        {
            "place": place,
            "series": "전체",
            "year": year,
            "graduates": graduates,
            "employed": employed,
            "study": study,
            "military": military,
            "excluded": excluded,
            "not_counted": both,
            "source": source,
        }
        for place, year, graduates, employed, study, military, excluded, both, source in facts.PUBLISHED
    ]
    found |= people.rows(draw, found["seats"])
    return found


EXAMPLE_FIRMS = (("ex-machine", "예시 정밀기계"), ("ex-logis", "예시 물류"), ("ex-office", "예시 세무법인"))


def _organisations() -> Iterator[Row]:
    for school in facts.SCHOOLS:
        yield {
            "code": school.code,
            "kind": "school",
            "name": school.name,
            "name_en": school.name_en,
            "neis_code": school.neis,
            "address": school.address,
            "region_code": school.region,
            "source": school.source,
        }
    for place in facts.PLACES:
        yield {
            "code": place.code,
            "kind": place.kind,
            "name": place.name,
            "name_en": place.name_en,
            "address": place.address,
            "complex": place.complex,
            "region_code": "47110",
            "source": f"{place.source}; 사업자등록번호 미확인" if place.kind == "firm" else place.source,
        }
    for code, name in EXAMPLE_FIRMS:
        yield {
            "code": code,
            "kind": "firm",
            "name": name,
            "name_en": f"Example firm ({code})",
            "region_code": "47110",
            "source": MADE_UP,
            "is_example": True,
        }


def _members(organisations: list[Row]) -> Iterator[Row]:
    for each in organisations:
        yield {"district": "pohang", "organisation": each["code"], "since": date(2025, 3, 11)}
    for code in ("heunghae", "steel", "marine", "science", "electronics", "tax", "health", "gbe", "moe", "pohang-univ"):
        yield {"district": "gyeongbuk", "organisation": code, "since": date(2025, 3, 1)}


def _targets() -> Iterator[Row]:
    aims = {
        2025: {"partners": 14, "demand": 120, "curriculum": 50, "training": 200, "placement": 120, "credit": 20},
        2026: {"partners": 18, "demand": 150, "curriculum": 70, "training": 120, "placement": 160, "credit": 30},
    }
    shares = {2025: {"outcome": 62, "evidence": 10, "budget": 95}, 2026: {"outcome": 65, "evidence": 12, "budget": 95}}
    for year, found in aims.items():
        for measure, value in (found | shares[year]).items():
            yield {"year": year, "measure": measure, "value": value, "source": f"{MADE_UP} (지구 목표 미공개)"}


def _departments() -> tuple[list[Row], list[Row]]:
    departments, seats = [], []
    for school in facts.SCHOOLS:
        for each in school.departments:
            departments.append(
                {
                    "school": school.code,
                    "code": each.code,
                    "name": each.name,
                    "state": each.state,
                    "kind": "meister" if school.code in facts.MEISTER else "specialised",
                    "is_industry": each.is_industry,
                    "source": facts.NEIS,
                }
            )
            for year in range(min(each.seats), 2028):
                since = max(first for first in each.seats if first <= year)
                if each.seats[since]:
                    seats.append(
                        {
                            "school": school.code,
                            "department": each.code,
                            "intake_year": year,
                            "seats": each.seats[since],
                            "source": each.source,
                        }
                    )
    return departments, seats


def _needs() -> tuple[list[Row], list[Row]]:
    needs, wanted = [], []
    for number, (firm, occupation, heads, sure, units) in enumerate(NEEDS, 1):
        for year, headcount in zip(YEARS, heads, strict=True):
            code = f"N-{year}-{number:02d}"
            needs.append(
                {
                    "code": code,
                    "firm": firm,
                    "occupation": occupation,
                    "year": year,
                    "headcount": headcount,
                    "confidence": sure if year <= 2026 else "planned" if sure != "idea" else "idea",
                    "source": "survey",
                    "said_on": date(min(year, 2026), 4, 10),
                    "is_example": True,
                }
            )
            wanted += [{"need": code, "unit": unit, "importance": importance} for unit, importance in units]
    return needs, wanted


def _courses() -> tuple[list[Row], list[Row]]:
    courses, units = [], []
    for department, code, name, credits, kind, covered in COURSES:
        courses.append(
            {
                "school": "heunghae",
                "department": department,
                "code": code,
                "name": name,
                "kind": kind,
                "credits": credits,
                "hours": credits * 16,
                "since": 2025,
                "is_example": True,
            }
        )
        units += [{"school": "heunghae", "department": department, "course": code, "unit": unit} for unit in covered]
    return courses, units


def _agreements() -> Rows:
    """The real pacts, and an invented employment agreement for each of nine firms."""
    agreements: list[Row] = [
        _agreement("PACT-322", "흥해공고·포항대·한동대 3+2+2 연계 협약", "credit", date(2025, 5, 9), facts.PACT_SOURCE),
        _agreement(
            "PACT-2023", "제철공고·선린대·한동대 연계 협약", "credit", date(2023, 6, 9), facts.EARLIER_PACT_SOURCE
        ),
        _agreement("POMIA", "이차전지 교육 운영 협약", "curriculum", date(2025, 6, 2), MADE_UP, True),
    ]
    parties = [
        *[("PACT-322", each) for each in ("heunghae", "pohang-univ", "handong")],
        *[("PACT-2023", each) for each in ("steel", "sunlin", "handong")],
        *[("POMIA", each) for each in ("pomia", "heunghae", "steel", "pohang-city", "gbe")],
    ]
    pledges: list[Row] = []
    keepings: list[Row] = []
    firms = ("future-m", "ecopro-bm", "ecopro-em", "ecopro-mat", "energy-mat", "silicon", "pmgrow", "cnp", "ceratech")
    promised = {"future-m": 30, "ecopro-bm": 22, "ecopro-em": 10, "ecopro-mat": 12, "energy-mat": 8, "silicon": 8}
    for number, firm in enumerate(firms, 1):
        code = f"JOB-{number:02d}"
        agreements.append(
            _agreement(code, f"이차전지 채용 협약 {number:02d}", "employment", date(2025, 9, 1), MADE_UP, True)
        )
        parties += [(code, firm), (code, "heunghae"), (code, "gbe")]
        for year in (2025, 2026):
            amount = promised.get(firm, 4)
            pledges.append({"agreement": code, "organisation": firm, "kind": "hires", "year": year, "amount": amount})
            pledges.append(
                {
                    "agreement": code,
                    "organisation": firm,
                    "kind": "practicum_seats",
                    "year": year,
                    "amount": amount // 2,
                }
            )
            kept = round(amount * (0.9 if year == 2025 else 0.55))
            keepings.append(
                {
                    "agreement": code,
                    "organisation": firm,
                    "kind": "hires",
                    "year": year,
                    "on": date(2026, 2, 20) if year == 2025 else date(2026, 10, 30),
                    "amount": max(kept, 1),
                    "evidence": "예시: 채용 확인서",
                }
            )
    for year, seats in ((2025, 280), (2026, 160)):
        pledges.append(
            {"agreement": "POMIA", "organisation": "pomia", "kind": "training_seats", "year": year, "amount": seats}
        )
    for university, code in (("pohang-univ", "PACT-322"), ("sunlin", "PACT-2023")):
        pledges.append(
            {"agreement": code, "organisation": university, "kind": "credit_courses", "year": 2026, "amount": 4}
        )
    waiting = _agreement("JOB-10", "이차전지 채용 협약 10", "employment", date(2026, 12, 1), MADE_UP, True)
    agreements.append(waiting | {"state": "signing"})
    signed = [
        {
            "agreement": code,
            "organisation": organisation,
            "signed_on": next(each["starts"] for each in agreements if each["code"] == code),
            "signatory": "예시 서명자" if code.startswith(("JOB", "POMIA")) else "",
        }
        for code, organisation in parties
    ]
    signed += [{"agreement": "JOB-10", "organisation": each} for each in ("ecopro-cng", "heunghae")]
    return {"agreements": agreements, "parties": signed, "pledges": pledges, "keepings": keepings}


def _agreement(code: str, title: str, kind: str, starts: date, source: str, is_example: bool = False) -> Row:
    return {
        "code": code,
        "title": title,
        "kind": kind,
        "state": "active",
        "starts": starts,
        "ends": starts + timedelta(days=365 * 5),
        "source": source if is_example else f"{source}; 끝나는 날 미확인",
        "is_example": is_example,
    }
