"""The ordinary way to load learners: openpyxl, a validator row by row, bulk_create in one transaction."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from django.db import transaction

from naru.base.district.models import Organisation
from naru.domain.curriculum.models import Department
from naru.domain.people.enums import LearnerState, Sex
from naru.domain.people.models import Learner

TITLES = (
    "학교 코드",
    "학번",
    "이름",
    "생년월일",
    "성별",
    "학과 코드",
    "입학연도",
    "학년",
    "학적",
    "졸업일",
    "이메일",
    "예시",
)
SEX = {label: code for code, label in Sex.choices} | {code: code for code in Sex.values}
STATE = {label: code for code, label in LearnerState.choices} | {code: code for code in LearnerState.values}
YES = {"예": True, "아니요": False, None: False}
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PERSON = re.compile(r"[^\d@]+")


class Bad(Exception):
    """A value that is wrong, with the title of its column."""


def by_hand(file: Path) -> int:
    """Loads the sheet of learners, or raises ValueError with every fault; returns how many rows it made."""
    schools = dict(Organisation.objects.values_list("code", "pk"))
    departments = set(Department.objects.values_list("school__code", "code"))
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    cells = book["학생"].iter_rows(values_only=True)
    header = [str(each or "").rstrip("*") for each in next(cells)]
    missing = [title for title in TITLES if title not in header]
    if missing:
        raise ValueError(missing)
    places = [header.index(title) for title in TITLES]
    seen: set[tuple[str, str]] = set()
    made: list[Learner] = []
    faults: list[tuple[int, str]] = []
    for number, row in enumerate(cells, 2):
        if number == 2 or not any(row):
            continue
        try:
            made.append(_learner([row[place] for place in places], schools, departments, seen))
        except Bad as bad:
            faults.append((number, str(bad)))
    book.close()
    if faults:
        raise ValueError(faults)
    with transaction.atomic():
        Learner.objects.bulk_create(made, batch_size=5000)
    return len(made)


def _learner(
    values: list[Any], schools: dict[str, int], departments: set[tuple[str, str]], seen: set[tuple[str, str]]
) -> Learner:
    school, number, name, birth, sex, department, intake, grade, state, graduated, email, example = values
    if school not in schools:
        raise Bad("학교 코드")
    number = _text(number, "학번", 40)
    if (school, number) in seen:
        raise Bad("학번")
    seen.add((school, number))
    name = _text(name, "이름", 80)
    if not PERSON.fullmatch(name):
        raise Bad("이름")
    born = _day(birth, "생년월일")
    if sex not in SEX:
        raise Bad("성별")
    if (school, department) not in departments:
        raise Bad("학과 코드")
    year = _whole(intake, "입학연도", 1990, 2100)
    if year - born.year < 13:
        raise Bad("생년월일")
    level = None if grade is None else _whole(grade, "학년", 1, 3)
    if state not in STATE:
        raise Bad("학적")
    left = None if graduated is None else _day(graduated, "졸업일")
    if (STATE[state] == "graduated") != (left is not None):
        raise Bad("졸업일")
    if email is not None and (len(email) > 254 or not MAIL.fullmatch(email)):
        raise Bad("이메일")
    if example not in YES:
        raise Bad("예시")
    return Learner(
        school_id=schools[school],
        number=number,
        name=name,
        birth_date=born,
        sex=SEX[sex],
        department=department,
        intake_year=year,
        grade=level,
        state=STATE[state],
        graduated_on=left,
        email=email or "",
        is_example=YES[example],
    )


def _text(value: Any, title: str, longest: int) -> str:
    text = "" if value is None else str(value).strip()
    if not text or len(text) > longest:
        raise Bad(title)
    return text


def _whole(value: Any, title: str, least: int, most: int) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        raise Bad(title) from None
    if not least <= number <= most:
        raise Bad(title)
    return number


def _day(value: Any, title: str) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Bad(title) from None
