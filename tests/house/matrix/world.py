"""Two districts, and in each place one of everything: what the matrix asks permissions about."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.accounts.models import Membership, User
from naru.base.admission.enums import InvitationState
from naru.base.admission.models import Invitation, Waiver
from naru.base.district.models import District, Organisation
from naru.base.jobs.models import Run
from naru.base.privacy.models import ConsentRequest, Correction, Destruction
from naru.domain.budget.models import Entry, Fund, Line
from naru.domain.competency.models import Alignment, Edition, Element, Framework, Succession, Suggestion, Text, Unit
from naru.domain.credit.models import Award
from naru.domain.curriculum.models import (
    Campaign,
    Course,
    Department,
    Option,
    Request,
    Seats,
    Study,
    TrainingProposal,
)
from naru.domain.demand.models import Ask, Need, Posting, Revision, Survey
from naru.domain.evidence.models import Citation, Finding
from naru.domain.forecast.models import ProjectedYear, Projection
from naru.domain.outcome.models import Observation
from naru.domain.partners.models import Agreement, Keeping, Party, Pledge
from naru.domain.people.models import Guardian, Learner, Staff, Teacher
from naru.domain.placement.models import (
    Application,
    Commute,
    FirmFact,
    Interview,
    Opening,
    Placement,
    Preference,
    Yardstick,
)
from naru.domain.training.models import Attainment, Enrolment, Programme, Session
from tests.factories import make
from tests.house.matrix import rounds

PLACES = ("own", "other", "foreign")
DISTRICT_ROLES = {Role.COORDINATOR, Role.READER, Role.OFFICE, Role.CITY, Role.MINISTRY, Role.AUDITOR, Role.DPO}
OF_FIRM = {Role.FIRM_HR, Role.TRAINER}


@dataclass
class Place:
    """A school, a firm and a university of one district, with one row of every table that belongs to them."""

    district: District
    school: Organisation
    firm: Organisation
    university: Organisation
    rows: dict[str, Any] = field(default_factory=dict)

    def of(self, role: Role) -> Organisation:
        """The organisation here in which this role would sit."""
        return self.firm if role in OF_FIRM else self.university if role == Role.UNIVERSITY else self.school


@dataclass
class World:
    places: dict[str, Place]
    users: dict[Role, User]


def build() -> World:
    here, there = make.district("here"), make.district("there")
    places = {"own": _place(here), "other": _place(here), "foreign": _place(there)}
    own = places["own"]
    users = {
        role: make.user(
            role,
            district=here if role in DISTRICT_ROLES else None,
            organisation=None if role == Role.ADMIN else own.of(role),
        )
        for role in Role
    }
    Learner.objects.filter(pk=own.rows["learner"].pk).update(user=users[Role.STUDENT])
    Guardian.objects.filter(pk=own.rows["guardian"].pk).update(user=users[Role.GUARDIAN])
    for row in own.rows.values():
        row.refresh_from_db()
    return World(places, users)


def _place(district: District) -> Place:
    place = Place(district, make.school(district), make.firm(district), make.university(district))
    _admission(place)
    today = timezone.localdate()
    soon, past = today + timedelta(days=30), today - timedelta(days=30)
    year = today.year
    code = f"c{place.school.pk}"
    rows = place.rows
    rows["organisation"] = place.school
    rows["learner"] = make.learner(place.school)
    rows["graduate"] = make.learner(
        place.school, intake_year=year - 4, state="graduated", grade=None, graduated_on=date(year, 2, 6)
    )
    rows["guardian"] = Guardian.objects.create(learner=rows["learner"], name="보호자")
    rows["consent"] = make.consent(rows["learner"], purpose="contact")
    rows["guardian_consent"] = make.consent(rows["learner"], purpose="practicum", giver="guardian")
    rows["request"] = ConsentRequest.objects.create(
        person_type="people.learner",
        person_id=rows["learner"].pk,
        purpose="practicum",
        guardian_name="보호자",
        asked_by_id=1,
        asked_at=timezone.now(),
    )
    rows["correction"] = Correction.objects.create(
        person_type="people.learner",
        person_id=rows["learner"].pk,
        organisation=place.school,
        field="email",
        wanted="new@example.kr",
        asked_by_id=1,
        asked_on=today,
        answer_by=soon,
    )
    rows["destruction"] = Destruction.objects.create(
        district=district,
        kind="learner",
        state="listed",
        due_before=past,
        rule="5년",
        rows=[rows["learner"].pk],
        count=1,
        listed_by_id=1,
        listed_at=timezone.now(),
    )
    rows["teacher"] = Teacher.objects.create(school=place.school, number="T1", name="교사")
    rows["staff"] = Staff.objects.create(organisation=place.firm, number="S1", name="담당자", duty="hr")
    rows["agreement"] = Agreement.objects.create(
        district=district, code=code, title="협약", kind="general", state="active", starts=past, ends=soon
    )
    rows["signing"] = Agreement.objects.create(
        district=district, code=f"{code}s", title="서명 중", kind="general", state="signing", starts=past, ends=soon
    )
    for agreement in (rows["agreement"], rows["signing"]):
        for organisation in (place.school, place.firm, place.university):
            Party.objects.create(agreement=agreement, organisation=organisation)
    rows["pledge"] = Pledge.objects.create(
        agreement=rows["agreement"], organisation=place.firm, kind="hires", year=year, amount=5
    )
    Keeping.objects.create(pledge=rows["pledge"], on=past, amount=1, evidence="확인서")
    rows["fund"] = Fund.objects.create(
        district=district, code=code, name="재원", source="other", year=year, amount=10_000_000
    )
    rows["line"] = Line.objects.create(
        fund=rows["fund"], code="L1", title="항목", task_group="pathway", item="operation", amount=5_000_000
    )
    Entry.objects.create(line=rows["line"], code="E1", kind="spend", on=past, amount=1000)
    rows["framework"] = Framework.objects.create(code=f"f{code}", name="지역 표준", kind="local", district=district)
    rows["unit"] = Unit.objects.create(framework=rows["framework"], code=f"u1{code}", name="단위", level=3)
    rows["newer"] = Unit.objects.create(framework=rows["framework"], code=f"u2{code}", name="새 단위", level=3)
    rows["occupation"] = make.occupation()
    _competency(place, code)
    rows["need"] = Need.objects.create(
        district=district, code=code, firm=place.firm, occupation=rows["occupation"], year=year
    )
    Revision.objects.create(
        need=rows["need"], number=1, headcount=5, confidence="planned", source="survey", said_on=past
    )
    rows["survey"] = Survey.objects.create(district=district, title="조사", year=year, opens_on=past, due_on=soon)
    posted = {"district": district, "firm": place.firm, "title": "공고", "posted_on": past, "expires_on": soon}
    rows["posting"] = Posting.objects.create(**posted)
    rows["copy"] = Posting.objects.create(**posted)
    rows["ask"] = Ask.objects.create(
        survey=rows["survey"], firm=place.firm, email="hr@example.kr", check_digest="0" * 64
    )
    rows["department"] = Department.objects.create(school=place.school, code="battery", name="학과", state="open")
    Seats.objects.create(department=rows["department"], intake_year=year, seats=20)
    rows["course"] = Course.objects.create(
        department=rows["department"], code="C1", name="과목", kind="vocational", credits=3, hours=48, since=year
    )
    _plans(place, code, past, soon)
    rows["programme"] = _programme(place, code, soon, past)
    rows["started"] = _programme(place, f"{code}b", soon, past, starts=past)
    rows["enrolment"] = Enrolment.objects.create(
        programme=rows["started"], learner=rows["learner"], state="enrolled", signed_up_at=timezone.now()
    )
    rows["attainment"] = Attainment.objects.create(
        learner=rows["learner"], name="지게차운전기능사", reached_on=past, evidence="자격증"
    )
    rows["opening"] = _opening(place, code, soon, "open")
    rows["draft"] = _opening(place, f"{code}d", soon, "draft")
    rows["checked"] = _opening(place, f"{code}k", soon, "checked")
    make.consent(rows["learner"], place.firm)
    rounds.add(place, code)
    rows["application"] = Application.objects.create(
        opening=rows["opening"], learner=rows["learner"], state="applied", applied_on=past
    )
    rows["meeting"] = rows["opening"]
    rows["firm"] = place.firm
    FirmFact.objects.create(
        district=district, firm=place.firm, measure="size", year=year, value=30, on=past, source="조회"
    )
    Yardstick.objects.get_or_create(
        district=district, kind="size", since=past, defaults={"value": 20, "source": "의결"}
    )
    Commute.objects.create(district=district, origin=code, destination="단지", minutes=30, on=past, source="길찾기")
    rows["preference"] = Preference.objects.create(learner=rows["learner"], saved_on=past, shift="day")
    rows["interview"] = Interview.objects.create(
        opening=rows["opening"], learner=rows["learner"], on=soon, at=time(14), where="회의실"
    )
    rows["offered"] = Application.objects.create(
        opening=_opening(place, f"{code}o", soon, "open"),
        learner=rows["learner"],
        state="offered",
        applied_on=past,
        offered_on=past,
        answer_by=soon,
    )
    rows["placement"] = Placement.objects.create(learner=rows["graduate"], firm=place.firm, starts=past)
    for name, state in (("registered", "registered"), ("completed", "completed")):
        rows[name] = Award.objects.create(
            district=district,
            code=f"{code}{name}",
            learner=rows["learner"],
            university=place.university,
            basis="joint_course",
            course="과목",
            hours=48,
            credits=3,
            state=state,
            registered_on=past,
            completed_on=past if state == "completed" else None,
        )
    rows["observation"] = Observation.objects.create(
        learner=rows["graduate"], on=date(year, 4, 1), status="unemployed", source="school"
    )
    rows["projection"] = Projection.objects.create(
        district=district, made_on=past, from_year=year + 1, years=1, digest=code
    )
    ProjectedYear.objects.create(
        projection=rows["projection"],
        year=year + 1,
        graduates=1,
        seeking=1,
        seeking_low=0,
        seeking_high=1,
        needs=1,
        needs_weighted=1,
    )
    rows["finding"] = Finding.objects.create(
        district=district,
        year=year,
        kind="said_hired",
        subject=f"organisation:{place.firm.pk}",
        subject_label="기업",
        figures={"said": 5, "hired": 1},
        definition_version="1",
        computed_on=past,
    )
    rows["citation"] = Citation.objects.create(
        district=district, year=year, measure="demand", as_of=past, **make.cited(district, year, past)
    )
    return place


def _competency(place: Place, code: str) -> None:
    """A unit that waits to be confirmed, a typed link, an edition with an open succession, a text with a proposal."""
    rows = place.rows
    proposed = Unit.objects.create(framework=rows["framework"], code=f"u3{code}", name="제안", state="proposed")
    Element.objects.create(unit=proposed, number=1, name="요소")
    rows["proposed"] = proposed
    rows["alignment"] = Alignment.objects.create(
        district=place.district, unit=rows["unit"], kind="part", subject="과목", state="proposed"
    )
    counts = dict.fromkeys(("rows", "new", "changed", "same", "replaced", "waiting", "odd"), 0)
    rows["edition"] = Edition.objects.create(framework=rows["framework"], label="표", digest=code, **counts)
    rows["succession"] = Succession.objects.create(
        edition=rows["edition"], unit=rows["newer"], kind="gone", state="waiting"
    )
    rows["text"] = Text.objects.create(district=place.district, kind="duty", title="글", body="전지를 조립한다")
    rows["suggestion"] = Suggestion.objects.create(text=rows["text"], unit=rows["unit"], rank=1, score=0.5)
    arguments = {"file": "none.csv", "shown": "표.csv", "kind": "ncs", "is_check": True}
    rows["standards"] = Run.objects.create(task="exchange.standards", arguments=arguments)


def _admission(place: Place) -> None:
    """A teacher, two teachers invited, another school to move to, and a waived second factor."""
    rows, today, lead = place.rows, timezone.localdate(), make.user()
    rows["branch"] = make.school(place.district)
    member = make.user(Role.TEACHER, organisation=place.school)
    rows["member"] = Membership.objects.get(user=member)
    for name, state in (("asked", InvitationState.WAITING), ("invited", InvitationState.SENT)):
        rows[name] = Invitation.objects.create(
            email=f"{name}{place.school.pk}@example.kr",
            name="초대받은 사람",
            role=Role.TEACHER,
            organisation=place.school,
            starts=today,
            state=state,
            invited_by=lead,
            invited_at=timezone.now(),
            expires_at=timezone.now() + timedelta(days=7),
        )
    rows["waiver"] = Waiver.objects.create(district=place.district, since=today - timedelta(days=9), why="까닭")


def _plans(place: Place, code: str, past: date, soon: date) -> None:
    """Tables, local subjects, options, a call with a request, and a proposal of training."""
    rows, department, year = place.rows, place.rows["department"], soon.year
    courses = make.whole_catalogue(department, year)
    rows["table"] = make.table(department, courses, intake_year=year)
    rows["submitted"] = make.table(department, courses, "submitted", intake_year=year)
    for name, approval in (("local", "none"), ("asked_course", "asked")):
        rows[name] = Course.objects.create(
            department=department,
            code=name,
            name="지역 과목",
            kind="local",
            credits=3,
            hours=48,
            since=year,
            approval=approval,
            is_candidate=True,
        )
    study = Study.objects.create(
        district=place.district, kind="cover", department=department, school=place.school, intake_year=year
    )
    study.run = Run.objects.create(task="curriculum.courses", arguments={"study": study.pk}, district=place.district)
    study.asked = {"change": 1, "money": 0, "trainings": 0, "is_only_open": False}
    study.save()
    rows["study"] = study
    rows["option"] = Option.objects.create(
        study=study,
        number=1,
        title="most",
        coverage=1,
        change=1,
        detail={"cells": {str(rows["course"].pk): {"1": 3}}, "trained": [["화학공업", 1]]},
    )
    seats = Study.objects.create(
        district=place.district, kind="seats", intake_year=year, asked={"years": 1, "money": 0, "recruits": 0}
    )
    rows["seats_option"] = Option.objects.create(
        study=seats,
        number=1,
        title="all",
        change=1,
        detail={
            "requests": [
                {"kind": "grow", "intake": year + 1, "department": department.pk, "source": None, "classes": 1}
            ]
        },
    )
    rows["campaign"] = Campaign.objects.create(
        district=place.district,
        code=f"R{code}",
        name="공모",
        scope="local",
        intake_year=year + 1,
        opens_on=past,
        closes_on=soon,
        review_by=soon,
        decide_by=soon,
    )
    rows["reorganisation"] = Request.objects.create(
        campaign=rows["campaign"],
        number="1",
        kind="specialise",
        school=place.school,
        department=department,
        classes_before=1,
        classes_after=2,
        reasons=["demand"],
    )
    rows["selected"] = make.reorganisation(rows["campaign"], department, "selected")
    rows["proposal"] = TrainingProposal.objects.create(department=department, subject="기계", proposed_on=past)


def _programme(place: Place, code: str, soon: date, past: date, starts: date | None = None) -> Programme:
    made = Programme.objects.create(
        district=place.district,
        code=code,
        name="과정",
        kind="camp",
        provider=place.firm,
        year=soon.year,
        capacity=20,
        hours=40,
        opens_on=past,
        closes_on=soon,
        starts=starts or soon,
        ends=soon,
    )
    Session.objects.create(programme=made, on=soon, starts=time(9), ends=time(17))
    return made


def _opening(place: Place, code: str, soon: date, state: str) -> Opening:
    return Opening.objects.create(
        district=place.district,
        code=code,
        firm=place.firm,
        occupation=place.rows["occupation"],
        title="공고",
        year=soon.year,
        seats=3,
        deadline=soon,
        state=state,
    )
