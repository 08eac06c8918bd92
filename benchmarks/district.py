"""A district of any size, drawn with a fixed seed: what the pages are measured on.

Schools (40), firms (200), occupations and the year's needs are the same for every size; persons and what hangs on
them grow: for each learner half an enrolment, half an observation, a fifth of a job, a tenth of an application and of
an award; a programme for 50 learners, an opening for 100.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import models, transaction

from naru.base.accounts.models import User
from naru.base.district.models import Organisation
from naru.base.rulebook import project_year
from naru.domain.credit.models import Award
from naru.domain.curriculum.models import Seats
from naru.domain.demand.models import Need, Revision
from naru.domain.outcome.models import Observation
from naru.domain.people.models import Learner
from naru.domain.placement.models import Application, Opening, Placement
from naru.domain.training.models import Enrolment, Programme
from tests.factories import make

SCHOOLS, FIRMS, BATCH = 40, 200, 4_000
FAMILY, GIVEN = "김이박최정강조윤장임", "서준하윤지우도현민서예준수아지호유나시우"


def _kept(model: type[models.Model], rows: Iterable[Any]) -> None:
    source = iter(rows)
    while part := list(islice(source, BATCH)):
        model._base_manager.bulk_create(part)


def build(learners: int, today: date) -> User:
    """Fills an empty database; returns the coordinator."""
    draw = random.Random(learners)
    year = project_year.of(today)
    with transaction.atomic():
        town = make.town(first_year=year - 2)
        home = town.district
        schools = [make.school(home) for _each in range(SCHOOLS)]
        firms = [make.firm(home) for _each in range(FIRMS)]
        jobs = [make.occupation(f"81{number:02}", f"직업 {number}") for number in range(20)]
        for school in schools:
            for code in ("battery", "machine"):
                department = make.department(school, code=code)
                Seats.objects.create(department=department, intake_year=year, seats=20)
        _needs(town, firms, jobs, year, draw)
        _kept(Learner, _learners(schools, learners, year, draw))
        ids = list(Learner.objects.order_by("pk").values_list("pk", "state", "intake_year"))
        _programmes(town, ids, year, today, draw)
        _openings(town, firms, jobs, ids, year, today, draw)
        _kept(
            Award,
            (
                Award(
                    district=home,
                    code=f"W-{number}",
                    learner_id=pk,
                    university=town.university,
                    basis="joint_course",
                    course="전지 개론",
                    hours=45,
                    credits=3,
                    registered_on=date(year - number % 3, 4, 1),
                )
                for number, (pk, _state, _intake) in enumerate(ids[::10])
            ),
        )
        graduates = [(pk, intake + 3) for pk, state, intake in ids if state == "graduated"]
        _kept(
            Observation,
            (
                Observation(
                    learner_id=pk,
                    on=date(left, 4, 1),
                    status="employed" if pk % 2 else "study",
                    is_insured=bool(pk % 2),
                    source="kedi",
                )
                for pk, left in graduates
            ),
        )
        _kept(
            Placement,
            (
                Placement(learner_id=pk, firm=firms[pk % FIRMS], starts=date(left - 1, 11, 1), is_insured=True)
                for pk, left in graduates[::3]
            ),
        )
    return town.coordinator


def _needs(town: make.Town, firms: list[Organisation], jobs: list[Any], year: int, draw: random.Random) -> None:
    for number, firm in enumerate(firms):
        need = Need.objects.create(
            district=town.district, code=f"N-{number}", firm=firm, occupation=jobs[number % 20], year=year
        )
        Revision.objects.create(
            need=need,
            number=1,
            headcount=draw.randint(1, 9),
            confidence="planned",
            source="survey",
            said_on=date(year, 4, 1),
        )


def _learners(schools: list[Organisation], count: int, year: int, draw: random.Random) -> Iterator[Learner]:
    for number in range(count):
        intake = year - number % 6
        gone = year - intake >= 3
        yield Learner(
            school=schools[number % SCHOOLS],
            number=f"{intake % 100}-{number:06}",
            name=draw.choice(FAMILY) + draw.choice(GIVEN) + draw.choice(GIVEN),
            birth_date=date(intake - 16, 5, 5),
            sex="fm"[number % 2],
            department=("battery", "machine")[number // SCHOOLS % 2],
            intake_year=intake,
            grade=None if gone else year - intake + 1,
            state="graduated" if gone else "enrolled",
            graduated_on=date(intake + 3, 2, 10) if gone else None,
        )


def _programmes(town: make.Town, ids: list[Any], year: int, today: date, draw: random.Random) -> None:
    count = max(len(ids) // 50, 1)
    _kept(
        Programme,
        (
            Programme(
                district=town.district,
                code=f"T-{number}",
                name=f"과정 {number}",
                kind="camp",
                provider=town.university,
                year=year - number % 3,
                capacity=40,
                hours=30,
                opens_on=date(year - number % 3, 3, 2),
                closes_on=date(year - number % 3, 3, 31),
                starts=date(year - number % 3, 4, 6),
                ends=date(year - number % 3, 6, 30),
            )
            for number in range(count)
        ),
    )
    programmes = list(Programme.objects.order_by("pk").values_list("pk", "ends"))
    _kept(
        Enrolment,
        (
            Enrolment(
                programme_id=programmes[number % count][0],
                learner_id=pk,
                state="completed" if number % 40 else "waiting",
                hours_done=30 if number % 40 else 0,
                completed_on=programmes[number % count][1] if number % 40 else None,
                evidence="출석부" if number % 40 else "",
                signed_up_at=datetime(2026, 3, 3, tzinfo=UTC) + timedelta(seconds=number),
            )
            for number, (pk, _state, _intake) in enumerate(ids[::2])
        ),
    )


def _openings(
    town: make.Town,
    firms: list[Organisation],
    jobs: list[Any],
    ids: list[Any],
    year: int,
    today: date,
    draw: random.Random,
) -> None:
    count = max(len(ids) // 100, 1)
    _kept(
        Opening,
        (
            Opening(
                district=town.district,
                code=f"J-{number}",
                firm=firms[number % FIRMS],
                occupation=jobs[number % 20],
                title=f"공고 {number}",
                year=year - number % 3,
                seats=2,
                deadline=today + timedelta(days=30),
                state="open" if number % 3 == 0 else "closed",
            )
            for number in range(count)
        ),
    )
    openings = list(Opening.objects.order_by("pk").values_list("pk", flat=True))
    _kept(
        Application,
        (
            Application(
                opening_id=openings[number % count],
                learner_id=pk,
                state="offered" if number % 200 == 0 else "refused",
                applied_on=date(year, 3, 1) + timedelta(days=number % 200),
                offered_on=date(year, 9, 1) if number % 200 == 0 else None,
                answer_by=today + timedelta(days=20) if number % 200 == 0 else None,
                refusal="" if number % 200 == 0 else "criteria",
            )
            for number, (pk, _state, _intake) in enumerate(ids[::10])
        ),
    )
