"""What each round of the soak works on, and what must be true of it whatever was killed."""

import csv
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from naru.base.audit.models import Event
from naru.base.jobs import work
from naru.base.jobs.enums import RunState
from naru.base.jobs.models import Run
from naru.document.exchange.jobs import TASK, place_of
from naru.domain.curriculum.models import Department
from naru.domain.demand.models import Signal
from naru.domain.evidence.models import Finding
from naru.domain.people.models import Learner
from naru.domain.training.models import Enrolment, Programme
from tests.factories import make

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
ROWS, CAPACITY, APPLICANTS, FINDINGS = 8, 3, 6, 4


@dataclass
class World:
    town: make.Town
    department: Department
    learners: list[Learner]


@dataclass
class Round:
    """The things of one round; `acknowledged` is what its processes heard to be done before they died."""

    number: int
    programme: Programme
    findings: list[Finding]
    loaded: str
    run: Run
    acknowledged: set[str] = field(default_factory=set)


def build() -> World:
    town = make.town()
    department = make.department(town.school, code="battery")
    return World(town, department, [make.learner(town.school) for _each in range(APPLICANTS)])


def file_of(kind: str, number: int) -> str:
    return f"{kind}-{number}.csv"


def _write(world: World, name: str) -> None:
    place = place_of(name)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w", encoding="utf-8-sig", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(TITLES)
        for each in range(ROWS):
            number = f"{name.removesuffix('.csv')}-{each}"
            rows.writerow(
                [world.town.school.code, number, "홍길동", "2008-05-05", "여", "battery", 2024, 3, "재학", "", "", "예"]
            )


def prepare(world: World, number: int) -> Round:
    today = timezone.localdate()
    week = timedelta(days=7)
    programme = make.programme(
        world.town,
        capacity=CAPACITY,
        opens_on=today - week,
        closes_on=today + week,
        starts=today + 2 * week,
        ends=today + 3 * week,
    )
    findings = [
        make.finding(
            world.town.district,
            kind="said_hired",
            subject=f"organisation:{world.town.firm.pk}",
            year=2030 + number * FINDINGS + each,
            figures={"said": 5, "hired": each},
        )
        for each in range(FINDINGS)
    ]
    loaded, asked = file_of("load", number), file_of("job", number)
    for name in (loaded, asked):
        _write(world, name)
    run = work.ask(
        TASK,
        {
            "file": asked,
            "shown": asked,
            "by": world.town.coordinator.pk,
            "district": world.town.district.code,
            "sheet": "learners",
            "is_check": False,
        },
        by=world.town.coordinator,
        district=world.town.district,
    )
    return Round(number, programme, findings, loaded, run)


def faults(world: World, of: Round) -> list[str]:
    """What is lost or doubled in a round, seen at one moment: a server may still commit what a killed client sent."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return [*_sign_ups(of), *_confirmations(of), *_load(of), *_job(of)]


def _once(verb: str, row: int) -> int:
    return Event.objects.filter(verb=verb, object_id=row).count()


def _sign_ups(of: Round) -> list[str]:
    rows = list(Enrolment.objects.filter(programme=of.programme).order_by("signed_up_at", "pk"))
    found = [
        f"{of.number}: sign-up of {each.learner_id} has {_once('training.sign_up', each.pk)} events"
        for each in rows
        if _once("training.sign_up", each.pk) != 1
    ]
    here = {f"sign_up {each.learner_id}" for each in rows}
    found += [
        f"{of.number}: lost {each}" for each in of.acknowledged if each.startswith("sign_up") and each not in here
    ]
    if [each.state for each in rows] != (["enrolled"] * CAPACITY + ["waiting"] * APPLICANTS)[: len(rows)]:
        found.append(f"{of.number}: places {[each.state for each in rows]}")
    return found


def _confirmations(of: Round) -> list[str]:
    found = []
    for each in Finding.objects.filter(pk__in=[row.pk for row in of.findings]):
        is_confirmed = each.state == "confirmed"
        counts = (_once("evidence.confirm", each.pk), Signal.objects.filter(finding=each.pk).count())
        if counts != (int(is_confirmed), int(is_confirmed)):
            found.append(f"{of.number}: finding {each.pk} {each.state} with (events, signals) {counts}")
        if f"confirm {each.pk}" in of.acknowledged and not is_confirmed:
            found.append(f"{of.number}: lost confirm {each.pk}")
    return found


def _rows(name: str) -> tuple[int, int]:
    """(learners, events) of a loaded file."""
    prefix = f"{name.removesuffix('.csv')}-"
    return Learner.objects.filter(number__startswith=prefix).count(), Event.objects.filter(why=name).count()


def _load(of: Round) -> list[str]:
    counts = _rows(of.loaded)
    if counts not in {(0, 0), (ROWS, 1)}:
        return [f"{of.number}: load left (learners, events) {counts}"]
    if "load" in of.acknowledged and counts == (0, 0):
        return [f"{of.number}: lost load"]
    return []


def _job(of: Round) -> list[str]:
    counts, state = _rows(file_of("job", of.number)), Run.objects.get(pk=of.run.pk).state
    is_done = state == RunState.DONE
    if counts != ((ROWS, 1) if is_done else (0, 0)):
        return [f"{of.number}: job is {state} with (learners, events) {counts}"]
    return []


def unfinished(rounds: list[Round]) -> list[str]:
    """Jobs that are not done at the end, when nobody is killed any more."""
    states = Run.objects.filter(pk__in=[each.run.pk for each in rounds]).exclude(state=RunState.DONE)
    return [f"run {each.pk} is {each.state}: {each.result}" for each in states]


def given_up() -> list[Run]:
    """Runs whose workers were killed so often that only a person may ask for them again."""
    return [each for each in Run.objects.filter(state=RunState.FAILED) if each.result.get("code") == "given_up"]


def files_left() -> list[str]:
    return sorted(each.name for each in (settings.MEDIA_ROOT / "loads").glob("job-*"))
