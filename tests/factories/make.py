"""Small honest rows for tests: each function makes one thing and what it cannot stand without."""

import itertools
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from naru.base.accounts.enums import Role
from naru.base.accounts.models import Membership, User
from naru.base.district.enums import DistrictKind, OrganisationKind
from naru.base.district.models import District, DistrictMember, Organisation
from naru.base.privacy.models import Consent
from naru.domain.budget.models import Fund, Line
from naru.domain.competency.models import Framework, Occupation, Unit
from naru.domain.credit.models import Award
from naru.domain.curriculum.models import Campaign, Course, CourseUnit, Department, Request, Slot, Table
from naru.domain.demand.models import Need, Revision, WantedUnit
from naru.domain.evidence.models import Finding
from naru.domain.outcome.models import Observation
from naru.domain.partners.models import Agreement, Party, Pledge
from naru.domain.people.models import Guardian, Learner
from naru.domain.placement.models import Application, Opening, Placement
from naru.domain.training.models import Enrolment, Programme

_next = itertools.count(1)

SINCE = date(2025, 3, 1)


def district(code: str = "", **fields: Any) -> District:
    number = next(_next)
    values = {
        "code": code or f"district-{number}",
        "name": f"시험지구 {number}",
        "kind": DistrictKind.BASIC,
        "region_codes": "47110",
        "industry": "이차전지",
        "first_year": 2025,
    }
    return District.objects.create(**(values | fields))


def organisation(kind: str, *districts: District, **fields: Any) -> Organisation:
    number = next(_next)
    made = Organisation.objects.create(
        **({"code": f"{kind}-{number}", "kind": kind, "name": f"시험{kind} {number}"} | fields)
    )
    for each in districts:
        DistrictMember.objects.create(district=each, organisation=made, since=SINCE)
    return made


def school(*districts: District, **fields: Any) -> Organisation:
    return organisation(OrganisationKind.SCHOOL, *districts, **fields)


def firm(*districts: District, **fields: Any) -> Organisation:
    return organisation(OrganisationKind.FIRM, *districts, **fields)


def university(*districts: District, **fields: Any) -> Organisation:
    return organisation(OrganisationKind.UNIVERSITY, *districts, **fields)


def public(*districts: District, **fields: Any) -> Organisation:
    return organisation(OrganisationKind.PUBLIC, *districts, **fields)


def user(
    role: Role | None = None, *, organisation: Organisation | None = None, district: District | None = None, **f: Any
) -> User:
    """A user; with a role also a membership that holds today."""
    number = next(_next)
    made = User.objects.create_user(f.pop("email", f"user{number}@example.kr"), "naru-test-1", name=f"사용자{number}")
    if role is not None:
        Membership.objects.create(user=made, role=role, organisation=organisation, district=district, starts=SINCE, **f)
    return made


def coordinator(of: District) -> User:
    return user(Role.COORDINATOR, district=of)


def learner(at: Organisation, **fields: Any) -> Learner:
    number = next(_next)
    values = {
        "school": at,
        "number": f"2024-{number:05}",
        "name": f"학생{number}",
        "birth_date": date(2008, 5, 5),
        "sex": "f",
        "department": "battery",
        "intake_year": 2024,
        "grade": 3,
        "state": "enrolled",
    }
    return Learner.objects.create(**(values | fields))


def occupation(code: str = "", name: str = "시험 직업") -> Occupation:
    return Occupation.objects.get_or_create(code=code or f"{8000 + next(_next)}", defaults={"name": name})[0]


def unit(code: str = "", **fields: Any) -> Unit:
    framework = Framework.objects.get_or_create(code="test", defaults={"name": "시험 표준", "kind": "sample"})[0]
    number = next(_next)
    return Unit.objects.create(
        **(
            {"framework": framework, "code": code or f"unit-{number}", "name": f"능력단위 {number}", "level": 3}
            | fields
        )
    )


@dataclass(frozen=True)
class Town:
    """A district with one organisation of each kind, its coordinator and somebody of each organisation."""

    district: District
    school: Organisation
    firm: Organisation
    university: Organisation
    coordinator: User
    lead: User
    teacher: User
    hr: User
    dean: User


def town(**fields: Any) -> Town:
    home = district(**fields)
    at, works, studies = school(home), firm(home), university(home)
    lead, teacher = user(Role.SCHOOL_LEAD, organisation=at), user(Role.TEACHER, organisation=at)
    hr, dean = user(Role.FIRM_HR, organisation=works), user(Role.UNIVERSITY, organisation=studies)
    return Town(home, at, works, studies, coordinator(home), lead, teacher, hr, dean)


def account_of(who: Learner) -> User:
    """The learner's own account."""
    who.user = user(Role.STUDENT, organisation=who.school)
    who.save()
    return who.user


def guardian_of(who: Learner) -> User:
    made = user(Role.GUARDIAN, organisation=who.school)
    Guardian.objects.create(learner=who, name=made.name, user=made)
    return made


def graduate(at: Organisation, on: date = date(2026, 2, 10), **fields: Any) -> Learner:
    values = {"state": "graduated", "graduated_on": on, "grade": None, "intake_year": on.year - 3}
    return learner(at, **(values | fields))


def agreement(of: District, *parties: Organisation, signed_on: date | None = None, **fields: Any) -> Agreement:
    values = {"code": f"A-{next(_next)}", "title": "시험 협약", "kind": "general"}
    values |= {"state": "active" if signed_on else "draft", "starts": date(2026, 3, 1), "ends": date(2027, 2, 28)}
    made = Agreement.objects.create(district=of, **(values | fields))
    for each in parties:
        Party.objects.create(agreement=made, organisation=each, signed_on=signed_on)
    return made


def pledge(of: Agreement, by: Organisation, **fields: Any) -> Pledge:
    values = {"kind": "hires", "year": 2026, "amount": 10}
    return Pledge.objects.create(agreement=of, organisation=by, **(values | fields))


def fund(of: District, **fields: Any) -> Fund:
    number = next(_next)
    values = {"code": f"F-{number}", "name": f"재원 {number}", "source": "special_grant", "year": 2026}
    return Fund.objects.create(district=of, **(values | {"amount": 1000} | fields))


def line(of: Fund, **fields: Any) -> Line:
    values = {"code": f"L-{next(_next)}", "title": "시험 항목", "task_group": "pathway", "item": "operation"}
    return Line.objects.create(fund=of, **(values | {"amount": 600} | fields))


def need(of: Town, headcount: int = 5, confidence: str = "planned", *wanted: Unit, **fields: Any) -> Need:
    """A need said once, in April 2026."""
    values = {"code": f"N-{next(_next)}", "firm": of.firm, "occupation": occupation("8161"), "year": 2026}
    made = Need.objects.create(district=of.district, **(values | fields))
    words = {"headcount": headcount, "confidence": confidence, "source": "survey", "said_on": date(2026, 4, 1)}
    said = Revision.objects.create(need=made, number=1, **words)
    for each in wanted:
        WantedUnit.objects.create(revision=said, unit=each, importance=3)
    return made


def department(at: Organisation, **fields: Any) -> Department:
    number = next(_next)
    values = {"code": f"dept-{number}", "name": f"학과 {number}", "state": "open"}
    return Department.objects.create(school=at, **(values | fields))


def course(of: Department, *units: Unit, **fields: Any) -> Course:
    values = {"code": f"C-{next(_next)}", "name": "시험 과목", "kind": "vocational", "credits": 3, "hours": 48}
    made = Course.objects.create(department=of, **(values | {"since": 2025} | fields))
    for each in units:
        CourseUnit.objects.create(course=made, unit=each)
    return made


def whole_catalogue(of: Department, intake_year: int = 2025) -> list[Course]:
    """Three courses that fill a table: 66 general, 108 vocational and 18 of activities, over six terms each."""
    shapes = (("general", 66), ("vocational", 108), ("activity", 18))
    found = []
    for kind, credits in shapes:
        values = {"kind": kind, "credits": credits, "hours": credits * 16, "since": intake_year, "terms": 6}
        found.append(Course.objects.create(department=of, code=f"W-{next(_next)}", name=f"과목 {kind}", **values))
    return found


def whole_cells(courses: list[Course]) -> dict[int, dict[int, int]]:
    return {each.pk: {term: each.credits // 6 for term in range(1, 7)} for each in courses}


def table(of: Department, courses: list[Course] | None = None, state: str = "draft", **fields: Any) -> Table:
    """A table of 192 credits without faults."""
    values = {"intake_year": 2027, "number": next(_next), "state": state}
    made = Table.objects.create(department=of, **(values | fields))
    for pk, terms in whole_cells(courses or whole_catalogue(of)).items():
        for term, credits in terms.items():
            Slot.objects.create(table=made, course_id=pk, term=term, credits=credits)
    return made


def campaign(of: District, **fields: Any) -> Campaign:
    """A call open from January to December 2026 for the intake of 2028."""
    values = {"code": f"R-{next(_next)}", "name": "시험 공모", "scope": "local", "intake_year": 2028}
    values |= {"opens_on": date(2026, 1, 1), "closes_on": date(2026, 12, 31)}
    values |= {"review_by": date(2027, 2, 1), "decide_by": date(2027, 7, 1)}
    return Campaign.objects.create(district=of, **(values | fields))


def reorganisation(of: Campaign, department: Department, state: str = "draft", **fields: Any) -> Request:
    """A request for one class more."""
    values = {"number": f"{next(_next)}", "kind": "resize", "school": department.school, "state": state}
    values |= {"classes_before": 1, "classes_after": 2, "class_size": 20, "reasons": ["demand"]}
    return Request.objects.create(campaign=of, department=department, **(values | fields))


def programme(of: Town, **fields: Any) -> Programme:
    """Sign-up in March, from April to June 2026."""
    values = {"code": f"P-{next(_next)}", "name": "시험 과정", "kind": "camp", "provider": of.university, "year": 2026}
    values |= {"capacity": 20, "hours": 30, "opens_on": date(2026, 3, 2), "closes_on": date(2026, 3, 31)}
    values |= {"starts": date(2026, 4, 6), "ends": date(2026, 6, 30)}
    return Programme.objects.create(district=of.district, **(values | fields))


def enrolment(of: Programme, who: Learner, state: str = "enrolled", **fields: Any) -> Enrolment:
    values: dict[str, Any] = {"signed_up_at": datetime(2026, 3, 3, 9, next(_next) % 60, tzinfo=UTC)}
    if state == "completed":
        values |= {"completed_on": of.ends, "evidence": "출석부", "hours_done": of.hours}
    return Enrolment.objects.create(programme=of, learner=who, state=state, **(values | fields))


def opening(of: Town, state: str = "open", **fields: Any) -> Opening:
    values = {"code": f"O-{next(_next)}", "firm": of.firm, "title": "시험 공고", "year": 2026, "seats": 2}
    values |= {"occupation": occupation("8161"), "deadline": date(2026, 10, 31), "state": state}
    return Opening.objects.create(district=of.district, **(values | fields))


def application(to: Opening, who: Learner, state: str = "applied", **fields: Any) -> Application:
    consent(who, to.firm)
    values = {"opening": to, "learner": who, "state": state, "applied_on": date(2026, 9, 1)}
    return Application.objects.create(**(values | fields))


def consent(who: Learner, to: Organisation | None = None, purpose: str = "firm", **fields: Any) -> Consent:
    """A consent in force: the learner's own, to show applications to a firm."""
    values = {"giver": "self", "how": "page", "text_version": "2026.1", "recipient": to, "purpose": purpose}
    values |= {"given_at": datetime(2026, 3, 2, tzinfo=UTC), "expires_on": date(2099, 12, 31)}
    keys = {"person_type": "people.learner", "person_id": who.pk, "purpose": purpose, "recipient": to}
    found = Consent.objects.filter(**keys, giver=(values | fields)["giver"], ended_at=None).first()
    return found or Consent.objects.create(**(values | keys | fields))


def placement(who: Learner, at: Organisation, **fields: Any) -> Placement:
    return Placement.objects.create(**({"learner": who, "firm": at, "starts": date(2026, 9, 1)} | fields))


def award(of: Town, who: Learner, **fields: Any) -> Award:
    values = {"code": f"W-{next(_next)}", "university": of.university, "basis": "joint_course", "course": "전지 개론"}
    values |= {"hours": 45, "credits": 3, "registered_on": date(2026, 4, 1)}
    return Award.objects.create(district=of.district, learner=who, **(values | fields))


def observation(of: Learner, status: str = "employed", **fields: Any) -> Observation:
    values = {"learner": of, "on": date(2026, 4, 1), "status": status, "source": "kedi"}
    return Observation.objects.create(**(values | fields))


def finding(of: District, **fields: Any) -> Finding:
    values = {"year": 2026, "kind": "narrowest", "subject": f"passage:{next(_next)}", "subject_label": "시험 근거"}
    values |= {"definition_version": "2026.1", "computed_on": date(2026, 11, 2)}
    return Finding.objects.create(district=of, **(values | fields))


def cited(of: District, year: int, day: date, measure: str = "demand") -> dict[str, Any]:
    """Content and digest of a citation, as the action makes them."""
    from naru.domain.evidence import queries

    content = queries.frozen(queries.station_of(measure, of, year, day), of, year, day)
    content["made_for"] = next(_next)
    return {"content": content, "digest": queries.digest_of(content)}
