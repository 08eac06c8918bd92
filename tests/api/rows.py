"""A small district with everybody in it, and rows for every list of the API."""

from datetime import date, time, timedelta

from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.accounts.models import User
from naru.domain.budget.models import Entry, Fund, Line, Return
from naru.domain.competency.models import Alignment, Framework, Text, Unit
from naru.domain.credit.models import Award
from naru.domain.curriculum.models import Course, CourseUnit, Department, Seats
from naru.domain.demand.models import Need, Posting, Revision, Signal, WantedUnit
from naru.domain.evidence.models import Citation, Finding
from naru.domain.forecast.models import ProjectedYear, Projection
from naru.domain.outcome.models import Observation
from naru.domain.partners.models import Agreement, Keeping, Party, Pledge
from naru.domain.people.models import Guardian, Learner, Staff, Teacher
from naru.domain.placement.models import Application, Opening, Placement, Round, WishList
from naru.domain.training.models import Enrolment, Funding, Programme, Session
from tests.factories import make

YEAR = 2025


class World:
    """One district with one of each organisation; its people by role, made when asked for."""

    def __init__(self) -> None:
        self.district = make.district()
        self.school = make.school(self.district)
        self.firm = make.firm(self.district)
        self.university = make.university(self.district)
        self.occupation = make.occupation()
        self._users: dict[Role, User] = {}
        self.student = make.learner(
            self.school, name="김나루", email="learner@example.kr", user=self.user(Role.STUDENT)
        )
        Guardian.objects.create(
            learner=self.student, name="김보호", phone="010-0000-0000", user=self.user(Role.GUARDIAN)
        )

    def user(self, role: Role) -> User:
        if role not in self._users:
            place = {
                Role.SCHOOL_LEAD: {"organisation": self.school},
                Role.TEACHER: {"organisation": self.school},
                Role.STUDENT: {"organisation": self.school},
                Role.GUARDIAN: {"organisation": self.school},
                Role.FIRM_HR: {"organisation": self.firm},
                Role.TRAINER: {"organisation": self.firm},
                Role.UNIVERSITY: {"organisation": self.university},
            }.get(role, {"district": self.district})
            self._users[role] = make.user(role, **place)
        return self._users[role]

    @property
    def coordinator(self) -> User:
        return self.user(Role.COORDINATOR)


def agreement(world: World, number: int, **fields) -> Agreement:
    values = {
        "district": world.district,
        "code": f"agreement-{number}",
        "title": f"협약 {number}",
        "kind": "employment",
    }
    days = {"starts": date(2025, 3, 1), "ends": date(2027, 2, 28), "state": "active"}
    made = Agreement.objects.create(**(values | days | fields))
    for each in (world.school, world.firm):
        Party.objects.create(agreement=made, organisation=each, signed_on=date(2025, 3, 2), signatory="박서명")
    pledge = Pledge.objects.create(agreement=made, organisation=world.firm, kind="hires", year=YEAR, amount=3)
    Keeping.objects.create(pledge=pledge, on=date(2025, 6, 1), amount=1, evidence="근로계약서")
    return made


def fund(world: World, number: int, **fields) -> Fund:
    values = {"district": world.district, "code": f"fund-{number}", "name": f"재원 {number}", "source": "city"}
    return Fund.objects.create(**(values | {"year": YEAR, "amount": 1_000_000} | fields))


def line(world: World, number: int, **fields) -> Line:
    values = {"code": f"line-{number}", "title": f"항목 {number}", "task_group": "pathway", "item": "operation"}
    return Line.objects.create(
        fund=fields.pop("fund", None) or fund(world, number), amount=500_000, **(values | fields)
    )


def entry(world: World, number: int) -> Entry:
    values = {"code": f"entry-{number}", "kind": "spend", "on": date(2025, 5, 1), "amount": 1000}
    return Entry.objects.create(line=line(world, number), **values)


def returned(world: World, number: int) -> Return:
    values = {"year": YEAR, "finding": number, "measure": "training", "outcomes": 8, "recorded_on": date(2026, 3, 1)}
    return Return.objects.create(line=line(world, number), won_each=10, **values)


def teacher(world: World, number: int) -> Teacher:
    return Teacher.objects.create(school=world.school, number=f"t-{number}", name=f"교사{number}")


def staff(world: World, number: int) -> Staff:
    return Staff.objects.create(organisation=world.firm, number=f"s-{number}", name=f"직원{number}", duty="hr")


def unit(world: World, number: int) -> Unit:
    return make.unit(replaced_by=make.unit())


def framework(world: World, number: int) -> Framework:
    return Framework.objects.create(
        code=f"framework-{number}", name=f"표준 {number}", kind="local", district=world.district
    )


def need(world: World, number: int, **fields) -> Need:
    values = {"district": world.district, "code": f"need-{number}", "firm": world.firm, "year": YEAR}
    made = Need.objects.create(**(values | {"occupation": make.occupation()} | fields))
    said = {"headcount": 4, "confidence": "planned", "source": "survey", "said_on": date(2025, 4, 1)}
    revision = Revision.objects.create(need=made, number=1, **said)
    WantedUnit.objects.create(revision=revision, unit=make.unit(), importance=4)
    return made


def signal(world: World, number: int) -> Signal:
    values = {"district": world.district, "firm": world.firm, "kind": "accuracy", "year": YEAR, "finding": number}
    return Signal.objects.create(**values, said=4, hired=2, recorded_on=date(2026, 3, 1))


def department(world: World, number: int) -> Department:
    values = {"school": world.school, "code": f"department-{number}", "name": f"학과 {number}", "state": "open"}
    made = Department.objects.create(**values)
    Seats.objects.create(department=made, intake_year=YEAR, seats=40)
    return made


def course(world: World, number: int) -> Course:
    values = {"code": f"course-{number}", "name": f"과목 {number}", "kind": "vocational", "since": YEAR}
    made = Course.objects.create(department=department(world, number), credits=2, hours=32, **values)
    CourseUnit.objects.create(course=made, unit=make.unit())
    return made


def programme(world: World, number: int, **fields) -> Programme:
    today = timezone.localdate()
    values = {"district": world.district, "code": f"programme-{number}", "name": f"과정 {number}", "kind": "industry"}
    days = {
        "opens_on": today - timedelta(days=9),
        "closes_on": today + timedelta(days=9),
        "starts": today - timedelta(days=5),
        "ends": today + timedelta(days=30),
    }
    size = {"provider": world.firm, "year": YEAR, "capacity": 20, "hours": 30}
    made = Programme.objects.create(**(values | days | size | fields))
    Session.objects.create(programme=made, on=today, starts=time(9), ends=time(12), place="실습실")
    Funding.objects.create(programme=made, line=line(world, 1000 + number), amount=10_000)
    return made


def enrolment(world: World, number: int, **fields) -> Enrolment:
    values = {"state": "enrolled", "signed_up_at": timezone.now()}
    learner = fields.pop("learner", None) or make.learner(world.school)
    return Enrolment.objects.create(programme=programme(world, number), learner=learner, **(values | fields))


def opening(world: World, number: int, **fields) -> Opening:
    values = {"district": world.district, "code": f"opening-{number}", "firm": world.firm, "title": f"공고 {number}"}
    rest = {
        "occupation": world.occupation,
        "year": YEAR,
        "seats": 2,
        "wage": 32_000_000,
        "deadline": timezone.localdate() + timedelta(days=20),
        "state": "open",
    }
    return Opening.objects.create(**(values | rest | fields))


def opening_with_need(world: World, number: int) -> Opening:
    return opening(world, number, need=need(world, number))


def application(world: World, number: int, **fields) -> Application:
    values = {"state": "applied", "applied_on": date(2025, 9, 1)}
    learner = fields.pop("learner", None) or make.learner(world.school)
    to = opening(world, number)
    make.consent(learner, to.firm)
    return Application.objects.create(opening=to, learner=learner, **(values | fields))


def placement(world: World, number: int, **fields) -> Placement:
    learner = fields.pop("learner", None) or make.learner(world.school)
    values = {"firm": world.firm, "opening": opening(world, number), "starts": date(2026, 1, 2)}
    ended = {"ends": date(2026, 3, 2), "end_reason": "study"}
    return Placement.objects.create(learner=learner, **(values | ended | fields))


def matching_round(world: World, number: int) -> Round:
    return Round.objects.create(
        district=world.district,
        code=f"round-{number}",
        title=f"회차 {number}",
        year=2026,
        wishes_from=date(2026, 9, 1),
        wishes_until=date(2026, 9, 10),
        ranks_until=date(2026, 9, 20),
        answer_by=date(2026, 9, 30),
        seed=number,
    )


def wish_list(world: World, number: int, **fields) -> WishList:
    learner = fields.pop("learner", None) or make.learner(world.school)
    return WishList.objects.create(
        round=matching_round(world, 1000 + number),
        learner=learner,
        state="submitted",
        saved_at=timezone.now(),
        **fields,
    )


def award(world: World, number: int, **fields) -> Award:
    values = {"district": world.district, "code": f"award-{number}", "university": world.university}
    course = {"basis": "joint_course", "course": f"과목 {number}", "hours": 45, "credits": 3}
    learner = fields.pop("learner", None) or make.learner(world.school)
    return Award.objects.create(learner=learner, registered_on=date(2025, 9, 1), **(values | course | fields))


def observation(world: World, number: int, **fields) -> Observation:
    learner = fields.pop("learner", None) or graduate(world)
    values = {"on": date(2026, 4, 1), "status": "employed", "is_insured": True, "source": "kedi"}
    return Observation.objects.create(learner=learner, **(values | fields))


def graduate(world: World) -> Learner:
    return make.learner(world.school, state="graduated", graduated_on=date(2026, 2, 10), intake_year=2023, grade=None)


def projection(world: World, number: int) -> Projection:
    given = {
        "completion": 0.9,
        "completion_trials": 10,
        "seeking": 0.5,
        "seeking_trials": 9,
        "sources": {"seeking": "x"},
    }
    made = Projection.objects.create(
        district=world.district,
        made_on=date(2026, 3, 1),
        from_year=2026,
        years=1,
        assumptions=given | {"entrants": {"2023": 40}},
        digest=str(number),
        asked_by=world.coordinator,
    )
    persons = {"graduates": 36, "seeking": 18, "seeking_low": 12, "seeking_high": 24, "needs": 20, "needs_weighted": 10}
    ProjectedYear.objects.create(projection=made, year=2026, **persons)
    return made


def finding(world: World, number: int, **fields) -> Finding:
    values = {"district": world.district, "year": YEAR, "kind": "pledged_kept", "subject": f"pledge:{number}"}
    rest = {"subject_label": f"대상 {number}", "figures": {"pledged": 3, "declared": 1, "counted": None}}
    days = {"definition_version": "2026.1", "computed_on": date(2026, 3, 1)}
    return Finding.objects.create(**(values | rest | days | fields))


def citation(world: World, number: int) -> Citation:
    day = date(2026, 3, 1)
    kept = make.cited(world.district, YEAR, day)
    return Citation.objects.create(district=world.district, year=YEAR, measure="demand", as_of=day, **kept)


def learner(world: World, number: int) -> Learner:
    made = make.learner(world.school)
    Guardian.objects.create(learner=made, name="보호자")
    return made


#: Every list of the API and what makes one row of it.
LISTS = {
    "partners/": agreement,
    "budget/": fund,
    "budget/lines/": line,
    "budget/entries/": entry,
    "budget/returns/": returned,
    "people/": learner,
    "people/teachers/": teacher,
    "people/staff/": staff,
    "competency/": unit,
    "competency/frameworks/": framework,
    "competency/occupations/": lambda world, number: make.occupation(),
    "competency/texts/": lambda world, number: Text.objects.create(
        district=world.district, kind="duty", title=f"글 {number}", body="본문"
    ),
    "competency/alignments/": lambda world, number: Alignment.objects.create(
        district=world.district, unit=make.unit(), kind="part", subject=f"과목 {number}", state="proposed"
    ),
    "demand/": need,
    "demand/postings/": lambda world, number: Posting.objects.create(
        district=world.district,
        firm=world.firm,
        occupation=make.occupation(),
        title=f"공고 {number}",
        posted_on=date(2026, 5, 1),
        expires_on=date(2026, 6, 1),
    ),
    "demand/signals/": signal,
    "curriculum/": department,
    "curriculum/courses/": course,
    "training/": programme,
    "training/enrolments/": enrolment,
    "placement/": opening_with_need,
    "placement/applications/": application,
    "placement/placements/": placement,
    "placement/rounds/": matching_round,
    "placement/rounds/lists/": wish_list,
    "credit/": award,
    "outcome/": observation,
    "forecast/": projection,
    "evidence/": finding,
    "evidence/citations/": citation,
}

#: Every address of one row and what makes that row.
ONES = {
    path: LISTS[path]
    for path in LISTS
    if path
    not in {
        "budget/entries/",
        "budget/returns/",
        "people/teachers/",
        "people/staff/",
        "competency/frameworks/",
        "competency/occupations/",
        "competency/alignments/",
        "demand/signals/",
        "curriculum/courses/",
        "evidence/citations/",
    }
}
