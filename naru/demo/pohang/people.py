"""Invented persons: learners, teachers, staff, and what became of them, drawn near the published rates."""

import random
from datetime import date, datetime, timedelta
from typing import Any

from naru.demo.pohang import facts

Row = dict[str, Any]

FAMILY = "김이박최정강조윤장임한오서신권황안송류홍"
GIVEN = (
    *(
        "서준",
        "민준",
        "도윤",
        "예준",
        "시우",
        "하준",
        "주원",
        "지호",
        "지후",
        "준서",
        "현우",
        "건우",
        "우진",
        "선우",
        "서연",
    ),
    *(
        "서윤",
        "지우",
        "서현",
        "하은",
        "하윤",
        "민서",
        "지유",
        "윤서",
        "채원",
        "수아",
        "지아",
        "다은",
        "은서",
        "예은",
        "수빈",
    ),
)

#: Shares of the graduates of Gyeongbuk in 2025 (kyongbuk.co.kr 4057732): study 1,235, employed 1,498,
#: not counted 328, unemployed 845 of 3,906.
STATUS = (("employed", 0.384), ("study", 0.316), ("military", 0.055), ("excluded", 0.029), ("unemployed", 0.216))
#: Of those insured on 1 April, insured 6 and 12 months later: Gyeongbuk, graduates of 2024 (kyongbuk.co.kr 4057732).
KEPT_6, KEPT_12 = 0.848, 0.660
#: Of the retained-in-month-6, still there in month 12.
KEPT_12_OF_6 = KEPT_12 / KEPT_6
LEFT_SHARE = 0.025
GRADUATION = {2022: date(2025, 2, 7), 2023: date(2026, 2, 6)}

#: Programmes: code, name, kind, project year, capacity, hours, sign-up from, to, starts, ends, source, is invented.
PROGRAMMES: tuple[tuple[Any, ...], ...] = (
    ("ZB-2025", "이차전지 초급 과정", "camp", 2025, 160, 30, (2025, 6, 2), (2025, 6, 30), (2025, 7, 21), (2025, 8, 14),
     facts.SECOND_YEARS_SOURCE, False),
    ("SY-2025-11", "이차전지 심화 과정(2학년)", "industry", 2025, 60, 24, (2025, 10, 13), (2025, 10, 31),
     (2025, 11, 17), (2025, 11, 28), facts.SECOND_YEARS_SOURCE, False),
    ("BAT-2026-01-1", "이차전지 중급 과정 1기", "camp", 2025, 20, 40, (2025, 12, 1), (2025, 12, 19), (2026, 1, 5),
     (2026, 1, 9), facts.COURSE_SOURCE, False),
    ("BAT-2026-01-2", "이차전지 중급 과정 2기", "camp", 2025, 20, 40, (2025, 12, 1), (2025, 12, 19), (2026, 1, 12),
     (2026, 1, 16), facts.COURSE_SOURCE, False),
    ("BAT-2026-01-3", "이차전지 중급 과정 3기", "camp", 2025, 20, 40, (2025, 12, 1), (2025, 12, 19), (2026, 1, 19),
     (2026, 1, 23), facts.COURSE_SOURCE, False),
    ("SUM-2026-1", "여름 집중과정 1기: 전지 제조", "camp", 2026, 20, 40, (2026, 6, 1), (2026, 6, 26), (2026, 7, 20),
     (2026, 7, 24), "", True),
    ("SUM-2026-2", "여름 집중과정 2기: 전지 시험", "camp", 2026, 20, 40, (2026, 6, 1), (2026, 6, 26), (2026, 7, 27),
     (2026, 7, 31), "", True),
    ("SUM-2026-3", "여름 집중과정 3기: 설비 보전", "camp", 2026, 20, 40, (2026, 6, 1), (2026, 6, 26), (2026, 8, 3),
     (2026, 8, 7), "", True),
    ("IND-2026-1", "현장 설비 실무", "industry", 2026, 40, 60, (2026, 8, 17), (2026, 9, 4), (2026, 9, 14),
     (2026, 10, 23), "", True),
    ("WIN-2027-1", "이차전지 중급 과정 2027년 1기", "camp", 2026, 20, 40, (2026, 11, 9), (2026, 12, 11), (2027, 1, 4),
     (2027, 1, 8), "", True),
)  # fmt: skip
FUNDINGS = (
    ("ZB-2025", "ZONE-2025", "Z1", 40_000_000),
    ("SY-2025-11", "SG-2025", "B1", 18_000_000),
    ("BAT-2026-01-1", "SG-2025", "B1", 20_000_000),
    ("BAT-2026-01-2", "SG-2025", "B1", 20_000_000),
    ("BAT-2026-01-3", "SG-2025", "B1", 20_000_000),
    ("SUM-2026-1", "SG-2026", "B1", 16_000_000),
    ("SUM-2026-1", "SG-2026", "B4", 4_000_000),
    ("SUM-2026-2", "SG-2026", "B1", 16_000_000),
    ("SUM-2026-3", "SG-2026", "B1", 16_000_000),
    ("IND-2026-1", "SG-2026", "B2", 20_000_000),
    ("WIN-2027-1", "SG-2026", "B1", 20_000_000),
)
#: Where the employed go: firm, weight.
FIRMS = (
    ("future-m", 22), ("ecopro-bm", 18), ("ecopro-em", 9), ("ecopro-mat", 11), ("ecopro-cng", 5), ("energy-mat", 5),
    ("cnp", 4), ("silicon", 6), ("woojun", 3), ("todm", 2), ("ceratech", 3), ("pmgrow", 5), ("ex-machine", 12),
    ("ex-logis", 6), ("ex-office", 5),
)  # fmt: skip
WITH_OPENINGS = ("future-m", "ecopro-bm", "ecopro-em", "ecopro-mat", "ecopro-cng", "silicon", "pmgrow", "ex-machine")
OCCUPATION = {"ecopro-mat": "8340", "ecopro-cng": "1542", "pmgrow": "8360", "ex-machine": "8111"}


KEYS = (
    *("teachers", "staff", "programmes", "sessions", "fundings", "enrolments", "openings"),
    *("applications", "placements", "awards", "observations"),
)


class Town:
    """The persons while they are being drawn."""

    def __init__(self, draw: random.Random, seats: list[Row]) -> None:
        self.draw = draw
        self.learners: list[Row] = []
        self.rows: dict[str, list[Row]] = {key: [] for key in KEYS}
        self._learners(seats)

    def name(self) -> str:
        return f"예시 {self.draw.choice(FAMILY)}{self.draw.choice(GIVEN)}"

    def _learners(self, seats: list[Row]) -> None:
        counters: dict[tuple[str, int], int] = {}
        for each in seats:
            intake = each["intake_year"]
            if intake > 2026:
                continue
            for _seat in range(round(each["seats"] * self.draw.uniform(0.9, 1.0))):
                key = (each["school"], intake)
                counters[key] = counters.get(key, 0) + 1
                has_left = self.draw.random() < LEFT_SHARE
                has_graduated = intake in GRADUATION and not has_left
                born = date(intake - 16, 3, 1) + timedelta(days=self.draw.randrange(365))
                sex = "f" if each["school"] == "electronics" else "m" if each["school"] == "steel" else ""
                self.learners.append(
                    {
                        "school": each["school"],
                        "number": f"{intake % 100}-{counters[key]:04d}",
                        "name": self.name(),
                        "birth_date": born,
                        "sex": sex or self.draw.choice("fm"),
                        "department": each["department"],
                        "intake_year": intake,
                        "grade": None if has_graduated or has_left else 2027 - intake,
                        "state": "left" if has_left else "graduated" if has_graduated else "enrolled",
                        "graduated_on": GRADUATION[intake] if has_graduated else None,
                        "is_example": True,
                    }
                )

    def those(self, *intakes: int, schools: tuple[str, ...] = (), state: str = "") -> list[Row]:
        return [
            each
            for each in self.learners
            if each["intake_year"] in intakes
            and (not schools or each["school"] in schools)
            and (each["state"] == state if state else each["state"] != "left")
        ]

    def enrol(self, programme: str, learners: list[Row]) -> None:
        """All of them sign up; nearly all complete when the programme is over."""
        code, _name, _kind, _year, _capacity, hours, opens, _closes, _starts, ends = next(
            each[:10] for each in PROGRAMMES if each[0] == programme
        )
        for number, learner in enumerate(learners):
            done = self.draw.random() < 0.95
            self.rows["enrolments"].append(
                {
                    "programme": code,
                    "school": learner["school"],
                    "number": learner["number"],
                    "state": "completed" if done else "incomplete",
                    "signed_up_at": datetime(opens[0], opens[1], opens[2], 9, 0) + timedelta(minutes=7 * number),
                    "hours_done": hours if done else hours // 2,
                    "completed_on": date(*ends) if done else None,
                    "evidence": "예시: 출석부" if done else "",
                }
            )


def rows(draw: random.Random, seats: list[Row]) -> dict[str, list[Row]]:
    """Rows of every sheet that speaks of persons."""
    town = Town(draw, seats)
    _workers(town)
    _battery_teachers(town)
    _programmes(town)
    _careers(town)
    _credits(town)
    return {"learners": town.learners, **town.rows}


def _workers(town: Town) -> None:
    subjects = ("기계", "전기·전자", "화학공업", "상업", "수산·해운", "보건", "디자인")
    for school in facts.SCHOOLS:
        for number in range(1, 7):
            town.rows["teachers"].append(
                {
                    "school": school.code,
                    "number": f"T-{number:02d}",
                    "name": town.name(),
                    "subjects": town.draw.choice(subjects),
                    "qualifications": "예시: 정교사 2급",
                    "is_example": True,
                }
            )
    for place in facts.PLACES:
        if place.kind in {"firm", "university"}:
            for number, duty in enumerate(("hr", "trainer"), 1):
                town.rows["staff"].append(
                    {
                        "organisation": place.code,
                        "number": f"S-{number:02d}",
                        "name": town.name(),
                        "duty": duty,
                        "is_example": True,
                    }
                )


#: Teachers that the battery departments have by subject; nobody holds chemistry, which is what binds.
BATTERY_TEACHERS = (("기계", 7), ("전기·전자", 14))


def _battery_teachers(town: Town) -> None:
    """Teachers of the battery school by subject, drawn apart so that nobody else's fate depends on them."""
    own = [each for each in town.rows["teachers"] if each["school"] == "heunghae"]
    subjects = [subject for subject, count in BATTERY_TEACHERS for _number in range(count)]
    for each, subject in zip(own, subjects, strict=False):
        each["subjects"] = subject
    draw = random.Random(7)  # noqa: S311 - nothing secret is drawn
    for number, subject in enumerate(subjects[len(own) :], len(own) + 1):
        town.rows["teachers"].append(
            {
                "school": "heunghae",
                "number": f"T-{number:02d}",
                "name": f"예시 {draw.choice(FAMILY)}{draw.choice(GIVEN)}",
                "subjects": subject,
                "qualifications": "예시: 정교사 2급",
                "is_example": True,
            }
        )


def _programmes(town: Town) -> None:
    for code, name, kind, year, capacity, hours, opens, closes, starts, ends, source, is_example in PROGRAMMES:
        town.rows["programmes"].append(
            {
                "code": code,
                "name": name,
                "kind": kind,
                "provider": "pomia",
                "year": year,
                "capacity": capacity,
                "hours": hours,
                "opens_on": date(*opens),
                "closes_on": date(*closes),
                "starts": date(*starts),
                "ends": date(*ends),
                "source": source or "예시로 지어낸 과정",
                "is_example": is_example,
            }
        )
        day, left = date(*starts), hours
        while left > 0 and day <= date(*ends):
            if day.weekday() < 5:
                town.rows["sessions"].append(
                    {"programme": code, "on": day, "starts": "09:00", "ends": "18:00", "place": "POMIA 이차전지 교육장"}
                )
                left -= 8
            day += timedelta(days=1)
    town.rows["fundings"] = [
        {"programme": code, "fund": fund, "line": line, "amount": won} for code, fund, line, won in FUNDINGS
    ]
    pick = town.draw.sample
    thirds = town.those(2023, state="graduated")
    town.enrol("ZB-2025", pick(thirds, 118) + pick(town.those(2024, schools=("heunghae", "steel")), 42))
    town.enrol("SY-2025-11", pick(town.those(2024, schools=("heunghae", "steel")), 57))
    firsts = pick(town.those(2025, schools=("heunghae",)), 40) + pick(town.those(2025, schools=("steel",)), 20)
    for number in range(3):
        town.enrol(f"BAT-2026-01-{number + 1}", firsts[number::3])
    seconds = pick(town.those(2025, schools=("heunghae", "steel", "electronics")), 60)
    for number in range(3):
        town.enrol(f"SUM-2026-{number + 1}", seconds[number::3])
    town.enrol("IND-2026-1", pick(town.those(2024), 40))


def _careers(town: Town) -> None:
    """What graduates of 2025 and 2026 became, and the third-years who already have a job."""
    draw = town.draw
    trained = {(each["school"], each["number"]) for each in town.rows["enrolments"] if each["state"] == "completed"}
    for year in (2025, 2026):
        for firm in WITH_OPENINGS:
            town.rows["openings"].append(_opening(firm, year))
    for intake in (2022, 2023):
        for learner in town.those(intake, state="graduated"):
            status = draw.choices([name for name, _share in STATUS], [share for _name, share in STATUS])[0]
            is_trained = (learner["school"], learner["number"]) in trained
            if is_trained and status == "unemployed" and draw.random() < 0.5:
                status = "employed"
            _career(town, learner, intake + 3, status, is_trained)
    thirds = town.those(2024)
    for learner in draw.sample(thirds, round(len(thirds) * 0.31)):
        firm = draw.choices([name for name, _weight in FIRMS], [weight for _name, weight in FIRMS])[0]
        starts = date(2026, 9, 1) + timedelta(days=draw.randrange(75))
        _place(town, learner, firm, starts, None, "", 2026)
    for learner in draw.sample([each for each in thirds if not _is_placed(town, each)], 60):
        firm = draw.choice(WITH_OPENINGS)
        _apply(town, learner, firm, 2026, "applied", date(2026, 10, 5) + timedelta(days=draw.randrange(40)))


def _is_placed(town: Town, learner: Row) -> bool:
    keys = town.__dict__.setdefault("placed", set())
    return (learner["school"], learner["number"]) in keys


def _opening(firm: str, year: int) -> Row:
    return {
        "code": f"J-{year}-{firm}",
        "firm": firm,
        "occupation": OCCUPATION.get(firm, "8512"),
        "need": None,
        "title": "예시 생산·설비 신입 채용",
        "year": year,
        "seats": 60 if year == 2026 else 40,
        "wage": 33_000_000,
        "deadline": date(2026, 1, 30) if year == 2025 else date(2026, 12, 18),
        "state": "closed" if year == 2025 else "open",
        "is_example": True,
    }


def _career(town: Town, learner: Row, year: int, status: str, is_trained: bool) -> None:
    draw = town.draw
    is_insured = status == "employed" and draw.random() < 0.92
    works_here = draw.random() < (0.72 if is_trained else 0.58)
    person = {"school": learner["school"], "number": learner["number"], "source": "example"}
    first = {**person, "on": date(year, 4, 1), "status": status, "is_insured": is_insured}
    if status == "employed":
        first |= {"works_in_district": works_here, "lives_in_district": works_here or draw.random() < 0.5}
    town.rows["observations"].append(first)
    still = is_insured
    ended: date | None = None
    for on, share in ((date(year, 10, 1), KEPT_6), (date(year + 1, 4, 1), KEPT_12_OF_6)):
        if not is_insured or on > date(2026, 11, 24):
            break
        was = still
        still = still and draw.random() < share
        if was and not still:
            ended = on - timedelta(days=draw.randrange(5, 150))
        later = "employed" if still else draw.choices(("unemployed", "military", "study"), (5, 3, 2))[0]
        town.rows["observations"].append(
            {
                **person,
                "on": on,
                "status": later,
                "is_insured": still,
                "works_in_district": works_here if still else None,
                "lives_in_district": works_here if still else None,
            }
        )
    if status == "employed":
        names, weights = [name for name, _w in FIRMS], [weight for _n, weight in FIRMS]
        firm = draw.choices(names, weights)[0] if works_here else "ex-logis"
        starts = date(year - 1, 9, 15) + timedelta(days=draw.randrange(160))
        reason = draw.choices(("resigned", "contract_end", "military", "other"), (6, 2, 3, 1))[0] if ended else ""
        _place(town, learner, firm, starts, ended, reason, year - 1)
    elif is_trained and status == "unemployed":
        firm = draw.choice(WITH_OPENINGS)
        state = draw.choices(("refused", "declined", "withdrawn"), (6, 2, 2))[0]
        if year == 2026:
            _apply(town, learner, firm, 2025, state, date(2025, 10, 1) + timedelta(days=draw.randrange(60)))


def _place(
    town: Town, learner: Row, firm: str, starts: date, ends: date | None, reason: str, opening_year: int
) -> None:
    town.__dict__.setdefault("placed", set()).add((learner["school"], learner["number"]))
    is_open = firm in WITH_OPENINGS and opening_year in (2025, 2026)
    town.rows["placements"].append(
        {
            "school": learner["school"],
            "number": learner["number"],
            "firm": firm,
            "opening": f"J-{opening_year}-{firm}" if is_open else None,
            "starts": starts,
            "ends": ends,
            "end_reason": reason,
            "is_insured": True,
            "is_example": True,
        }
    )
    if is_open:
        _apply(town, learner, firm, opening_year, "accepted", starts - timedelta(days=30))


def _apply(town: Town, learner: Row, firm: str, year: int, state: str, on: date) -> None:
    offered = on + timedelta(days=10) if state in {"accepted", "declined"} else None
    town.rows["applications"].append(
        {
            "opening": f"J-{year}-{firm}",
            "school": learner["school"],
            "number": learner["number"],
            "state": state,
            "applied_on": on,
            "offered_on": offered,
            "answer_by": offered + timedelta(days=7) if offered else None,
            "answered_on": offered + timedelta(days=3) if offered else None,
            "refusal": "criteria" if state == "refused" else "",
        }
    )


def _credits(town: Town) -> None:
    """University credit of graduates at work and of third-years in joint courses."""
    draw = town.draw
    number = 0
    plan = (
        (2025, town.those(2023, schools=("heunghae", "steel"), state="graduated"), 26, 24, 24),
        (2026, town.those(2024, 2023, schools=("heunghae", "steel")), 58, 40, 31),
    )
    for year, learners, registered, completed, awarded in plan:
        for position, learner in enumerate(draw.sample(learners, registered)):
            number += 1
            is_work = learner["state"] == "graduated" and year == 2026
            state = "awarded" if position < awarded else "completed" if position < completed else "registered"
            done = position < completed
            town.rows["awards"].append(
                {
                    "code": f"CR-{year}-{number:03d}",
                    "school": learner["school"],
                    "number": learner["number"],
                    "university": "pohang-univ" if learner["school"] == "heunghae" else "sunlin",
                    "basis": "industry_work" if is_work else "joint_course",
                    "course": "예시 산업체 현장 학습" if is_work else "예시 이차전지개론",
                    "hours": 60 if is_work else 48,
                    "credits": 3,
                    "state": state,
                    "registered_on": date(year, 3, 9),
                    "completed_on": date(year, 8, 21) if done else None,
                    "decided_on": date(year, 9, 11) if state == "awarded" else None,
                    "document": "예시: 교무처 결정 문서" if state == "awarded" else "",
                    "is_example": True,
                }
            )
