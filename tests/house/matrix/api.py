"""Every verb of the API: a question that is well formed, and who is let in where."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from naru.base.accounts.enums import Role
from tests.house.matrix.actions import MAY
from tests.house.matrix.world import Place

ALL = (
    "coordinator reader school_lead teacher student guardian firm_hr trainer university office city ministry "
    "auditor dpo admin"
)


def everywhere(roles: str) -> str:
    return " ".join(f"{role}=oxf" for role in roles.split())


def within(roles: str) -> str:
    """In the own district, whichever organisation."""
    return " ".join(f"{role}=ox" for role in roles.split())


def own(roles: str) -> str:
    return " ".join(f"{role}=o" for role in roles.split())


#: Who may open the lists of a room at all (what stands in them is asked row by row below).
READERS: dict[str, str] = {
    "cycle": "coordinator reader school_lead teacher office city ministry auditor",
    "partners": "coordinator reader school_lead teacher firm_hr university office city ministry auditor",
    "budget": "coordinator reader office city ministry auditor",
    "people": "coordinator reader school_lead teacher student guardian office auditor dpo",
    "competency": ALL,
    "demand": "coordinator reader school_lead teacher firm_hr office city ministry auditor",
    "curriculum": "coordinator reader school_lead teacher student guardian firm_hr trainer university office city "
    "ministry auditor",
    "curriculum_plan": "coordinator reader school_lead teacher office city ministry auditor",
    "training": "coordinator reader school_lead teacher student guardian firm_hr trainer university office auditor",
    "placement": "coordinator reader school_lead teacher student guardian firm_hr office auditor",
    "credit": "coordinator reader school_lead teacher student guardian university office auditor",
    "outcome": "coordinator reader school_lead teacher student guardian office auditor",
    "forecast": "coordinator reader school_lead teacher office city ministry auditor",
    "evidence": "coordinator reader office city ministry auditor",
    "audit": "coordinator auditor dpo admin",
    "privacy_answer": "coordinator school_lead",
    "privacy_destroy": "dpo",
}
OVERSEERS = "coordinator reader office auditor"
OFFICIALS = f"{OVERSEERS} city ministry"

#: Who may open one row of each kind.
#: What is known of a firm: a firm reads its own alone.
OF_FIRM = f"{within(READERS['placement'].replace(' firm_hr', ''))} {own('firm_hr')}"
ROWS: dict[str, str] = {
    "agreement": f"{within(OFFICIALS)} {own('school_lead teacher firm_hr university')}",
    "fund": within(OFFICIALS),
    "line": within(OFFICIALS),
    "learner": f"{within(OVERSEERS + ' dpo')} {own('school_lead teacher student guardian')}",
    "unit": everywhere(ALL),
    "text": f"{within(OFFICIALS + ' dpo school_lead teacher')} {everywhere('admin')}",
    "posting": f"{within(OFFICIALS + ' school_lead teacher')} {own('firm_hr')}",
    "need": f"{within(OFFICIALS + ' school_lead teacher')} {own('firm_hr')}",
    "department": within(READERS["curriculum"]),
    "table": f"{within(OFFICIALS)} {own('school_lead teacher')}",
    "campaign": within(READERS["curriculum_plan"]),
    "programme": within(READERS["training"]),
    "enrolment": f"{within(OVERSEERS)} {own('school_lead teacher student guardian firm_hr trainer')}",
    "opening": within(READERS["placement"]),
    "application": f"{within(OVERSEERS)} {own('school_lead teacher student guardian firm_hr')}",
    "placement": f"{within(OVERSEERS)} {own('school_lead teacher firm_hr')}",
    "interview": f"{within(OVERSEERS)} {own('school_lead teacher student guardian firm_hr')}",
    "preference": own("school_lead teacher student guardian"),
    "sent": within(READERS["placement"]),
    "sent_place": within(READERS["placement"]),
    "sent_list": f"{within(OVERSEERS)} {own('school_lead teacher student guardian')}",
    "registered": f"{within(OVERSEERS)} {own('school_lead teacher student guardian university')}",
    "observation": f"{within(OVERSEERS)} {own('school_lead teacher')}",
    "projection": within(READERS["forecast"]),
    "finding": within(READERS["evidence"]),
}


def day(days: int = 0) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


Body = Callable[[Place, Any], dict[str, Any]]


def says(**values: Any) -> Body:
    """A question; a callable value is asked for the place."""
    return lambda place, role: {key: value(place) if callable(value) else value for key, value in values.items()}


def code(what: str) -> Callable[[Place], str]:
    return lambda place: getattr(place, what).code


def row_code(name: str) -> Callable[[Place], str]:
    return lambda place: place.rows[name].code


def row_id(name: str) -> Callable[[Place], int]:
    return lambda place: place.rows[name].pk


#: "verb path": (row whose id stands in the path, the question, who is let in where).
VERBS: dict[str, tuple[str, Body | None, str]] = {
    "get /api/demand/board/{district_code}/{year}": ("", None, within(READERS["demand"])),
    "get /api/cycle/{district_code}/{year}": ("", None, within(READERS["cycle"])),
    "post /api/partners/": (
        "",
        says(
            district=code("district"),
            code="new",
            title="새 협약",
            kind="general",
            starts=day(),
            ends=day(20),
            parties=lambda place: [place.school.code, place.firm.code],
        ),
        MAY["partners.draft_agreement"],
    ),
    "get /api/partners/{pk}": ("agreement", None, ROWS["agreement"]),
    "post /api/partners/{pk}/request-signatures": ("agreement", None, MAY["partners.request_signatures"]),
    "post /api/partners/{pk}/sign": (
        "signing",
        lambda place, role: {"organisation": place.of(role).code, "signatory": "서명자", "on": day()},
        MAY["partners.sign"],
    ),
    "post /api/partners/{pk}/end": ("agreement", says(on=day(), why="끝"), MAY["partners.end_agreement"]),
    "post /api/partners/{pk}/pledge": (
        "agreement",
        says(organisation=code("firm"), kind="hires", year=2027, amount=1),
        MAY["partners.pledge"],
    ),
    "post /api/partners/pledges/{pk}/keep": (
        "pledge",
        says(on=day(), amount=1, evidence="증빙"),
        MAY["partners.record_kept"],
    ),
    "post /api/budget/": (
        "",
        says(district=code("district"), code="new", name="새", source="city", year=2026, amount=1),
        MAY["budget.open_fund"],
    ),
    "get /api/budget/{pk}": ("fund", None, ROWS["fund"]),
    "get /api/budget/lines/{pk}": ("line", None, ROWS["line"]),
    "post /api/budget/{pk}/lines": (
        "fund",
        says(code="new", title="새", task_group="pathway", item="operation", amount=1),
        MAY["budget.cut_line"],
    ),
    "post /api/budget/lines/{pk}/entries": (
        "line",
        says(code="new", kind="spend", on=day(), amount=1),
        MAY["budget.record_entry"],
    ),
    "post /api/people/": (
        "",
        says(
            school=code("school"),
            number="new",
            name="새 학생",
            birth_date="2009-05-05",
            sex="f",
            department="battery",
            intake_year=2025,
        ),
        MAY["people.enter_learner"],
    ),
    "get /api/people/{pk}": ("learner", None, ROWS["learner"]),
    "post /api/people/{pk}/graduate": ("learner", says(on=day()), MAY["people.graduate"]),
    "post /api/people/{pk}/leave": ("learner", says(why="전학"), MAY["people.leave"]),
    "get /api/people/{pk}/consents": ("learner", None, ROWS["learner"]),
    "get /api/people/{pk}/looks": ("learner", None, f"{within('auditor dpo coordinator')} {own('student guardian')}"),
    "post /api/people/{pk}/consents": ("learner", says(purpose="promotion"), MAY["people.give_consent"]),
    "post /api/people/{pk}/consents/withdraw": (
        "learner",
        lambda place, role: {"consent": place.rows["guardian_consent" if role == Role.GUARDIAN else "consent"].pk},
        MAY["people.withdraw_consent"],
    ),
    "post /api/people/{pk}/consents/paper": (
        "learner",
        says(purpose="promotion", giver="self", giver_name="학생", evidence="동의서철 3번"),
        MAY["people.record_consent"],
    ),
    "post /api/people/{pk}/consent-requests": (
        "learner",
        says(purpose="practicum", guardian_name="보호자"),
        MAY["people.ask_guardian"],
    ),
    "post /api/people/{pk}/consent-requests/take-back": (
        "learner",
        says(request=row_id("request")),
        MAY["people.take_back_request"],
    ),
    "post /api/people/consent-rules": (
        "",
        says(district=code("district"), purpose="firm", since=day(), below_age=19, source="운영위원회 결정"),
        MAY["people.set_consent_rule"],
    ),
    "post /api/people/{pk}/corrections": (
        "learner",
        says(field="name", wanted="새 이름"),
        MAY["people.ask_correction"],
    ),
    "post /api/people/corrections/{pk}/answer": (
        "correction",
        says(accepts=True, answer="고침"),
        MAY["people.answer_correction"],
    ),
    "post /api/competency/": (
        "",
        says(framework=row_code("framework"), code="n1", name="새"),
        MAY["competency.add_unit"],
    ),
    "get /api/competency/{pk}": ("unit", None, ROWS["unit"]),
    "post /api/competency/{pk}/replace": ("unit", says(successor=row_code("newer")), MAY["competency.replace_unit"]),
    "post /api/competency/texts/": (
        "",
        says(district=code("district"), kind="duty", title="글", body="슬러리를 섞는다"),
        MAY["competency.add_texts"],
    ),
    "get /api/competency/texts/{pk}": ("text", None, ROWS["text"]),
    "post /api/competency/suggestions/{pk}": ("suggestion", says(fits=True), MAY["competency.judge"]),
    "post /api/competency/alignments/{pk}": ("alignment", says(accepts=True), MAY["competency.decide_alignment"]),
    "post /api/demand/postings/": (
        "",
        says(district=code("district"), firm=code("firm"), title="새 공고", posted_on=day()),
        MAY["demand.add_postings"],
    ),
    "get /api/demand/postings/{pk}": ("posting", None, ROWS["posting"]),
    "post /api/demand/postings/{pk}/merge": (
        "copy",
        says(copy_of=row_id("posting")),
        MAY["demand.merge_postings"],
    ),
    "get /api/demand/surveys/": ("", None, everywhere("coordinator")),
    "post /api/demand/surveys/": (
        "",
        says(
            district=code("district"),
            title="새 조사",
            year=2027,
            opens_on=day(),
            due_on=day(20),
            firms=lambda place: [place.firm.code],
        ),
        MAY["demand.open_survey"],
    ),
    "get /api/demand/surveys/{pk}": ("survey", None, within("coordinator")),
    "post /api/demand/surveys/{pk}/close": ("survey", says(), MAY["demand.close_survey"]),
    "post /api/demand/": (
        "",
        says(
            district=code("district"),
            code="new",
            firm=code("firm"),
            occupation=row_code("occupation"),
            year=2027,
            headcount=3,
            confidence="planned",
            source="survey",
            said_on=day(),
        ),
        MAY["demand.state_need"],
    ),
    "get /api/demand/{pk}": ("need", None, ROWS["need"]),
    "post /api/demand/{pk}/revise": (
        "need",
        says(headcount=9, confidence="planned", source="survey", said_on=day(), reason="바뀜"),
        MAY["demand.revise_need"],
    ),
    "post /api/curriculum/": (
        "",
        says(school=code("school"), code="new", name="새 학과", state="open"),
        MAY["curriculum.open_department"],
    ),
    "get /api/curriculum/{pk}": ("department", None, ROWS["department"]),
    "post /api/curriculum/{pk}/state": (
        "department",
        says(state="closing", why="개편"),
        MAY["curriculum.change_state"],
    ),
    "post /api/curriculum/{pk}/seats": ("department", says(intake_year=2027, seats=20), MAY["curriculum.set_seats"]),
    "post /api/curriculum/{pk}/courses": (
        "department",
        says(code="new", name="새", kind="local", credits=1, hours=16, since=2026),
        MAY["curriculum.add_course"],
    ),
    "get /api/curriculum/tables/{pk}": ("table", None, ROWS["table"]),
    "get /api/curriculum/options/{pk}": ("study", None, ROWS["table"]),
    "get /api/curriculum/requests/{pk}": ("reorganisation", None, ROWS["table"]),
    "post /api/training/": (
        "",
        says(
            district=code("district"),
            code="new",
            name="새 과정",
            kind="camp",
            provider=code("firm"),
            year=2026,
            capacity=20,
            hours=40,
            opens_on=day(),
            closes_on=day(),
            starts=day(20),
            ends=day(20),
        ),
        MAY["training.announce"],
    ),
    "get /api/training/{pk}": ("programme", None, ROWS["programme"]),
    "get /api/training/enrolments/{pk}": ("enrolment", None, ROWS["enrolment"]),
    "post /api/training/{pk}/sign-up": ("programme", says(learner=row_id("learner")), MAY["training.sign_up"]),
    "post /api/training/enrolments/{pk}/withdraw": ("enrolment", None, MAY["training.withdraw"]),
    "post /api/training/enrolments/{pk}/complete": (
        "enrolment",
        says(hours_done=40, on=day(), evidence="출석부"),
        MAY["training.complete"],
    ),
    "post /api/placement/": (
        "",
        says(
            district=code("district"),
            code="new",
            firm=code("firm"),
            occupation=row_code("occupation"),
            title="새 공고",
            year=2026,
            seats=1,
            deadline=day(20),
        ),
        MAY["placement.draft_opening"],
    ),
    "get /api/placement/{pk}": ("opening", None, ROWS["opening"]),
    "get /api/placement/applications/{pk}": ("application", None, ROWS["application"]),
    "get /api/placement/placements/{pk}": ("placement", None, ROWS["placement"]),
    "post /api/placement/openings/{pk}/publish": ("checked", None, MAY["placement.publish"]),
    "post /api/placement/openings/{pk}/describe": ("draft", says(hours=40), MAY["placement.describe_opening"]),
    "post /api/placement/openings/{pk}/renew": (
        "opening",
        says(deadline=day(90)),
        MAY["placement.renew"],
    ),
    "post /api/placement/openings/{pk}/return": ("checked", says(why="고칠 것"), MAY["placement.return_opening"]),
    "post /api/placement/openings/{pk}/check": ("draft", None, MAY["placement.check_opening"]),
    "get /api/placement/rounds/{pk}": ("sent", None, ROWS["sent"]),
    "get /api/placement/rounds/lists/{pk}": ("sent_list", None, ROWS["sent_list"]),
    "post /api/placement/openings/{pk}/close": ("opening", None, MAY["placement.close"]),
    # A student applies for themselves, also to a firm of the district that they have nothing to do with yet.
    "post /api/placement/openings/{pk}/apply": ("opening", says(), "student=ox"),
    "post /api/placement/applications/{pk}/withdraw": ("application", None, MAY["placement.withdraw"]),
    "post /api/placement/applications/{pk}/consider": (
        "application",
        says(state="reviewing", decide_by=day(10)),
        MAY["placement.consider"],
    ),
    "get /api/placement/openings/{pk}/firm": ("opening", None, OF_FIRM),
    "post /api/placement/firm-facts/": (
        "",
        says(
            district=code("district"),
            firm=code("firm"),
            measure="size",
            year=2026,
            value=30,
            on=day(),
            source="조회",
        ),
        MAY["placement.record_fact"],
    ),
    "post /api/placement/yardsticks/": (
        "",
        says(district=code("district"), kind="size", since=day(), value=30, source="의결"),
        MAY["placement.set_yardstick"],
    ),
    "post /api/placement/commutes/": (
        "",
        says(district=code("district"), origin="남구", destination="산업단지", minutes=30, on=day(), source="길찾기"),
        MAY["placement.time_way"],
    ),
    "post /api/placement/applications/{pk}/offer": ("application", says(answer_by=day(20)), MAY["placement.offer"]),
    "post /api/placement/applications/{pk}/refuse": ("application", says(reason="criteria"), MAY["placement.refuse"]),
    "post /api/placement/applications/{pk}/accept": ("offered", says(starts=day(20)), MAY["placement.accept"]),
    "post /api/placement/applications/{pk}/decline": ("offered", None, MAY["placement.decline"]),
    "post /api/placement/placements/{pk}/end": (
        "placement",
        says(on=day(), reason="resigned"),
        MAY["placement.end_placement"],
    ),
    "post /api/credit/": (
        "",
        says(
            district=code("district"),
            code="new",
            learner=row_id("learner"),
            university=code("university"),
            basis="joint_course",
            course="과목",
            hours=48,
            credits=3,
            registered_on=day(),
        ),
        MAY["credit.register"],
    ),
    "get /api/credit/{pk}": ("registered", None, ROWS["registered"]),
    "post /api/credit/{pk}/complete": ("registered", says(on=day()), MAY["credit.complete"]),
    "post /api/credit/{pk}/award": ("completed", says(on=day(), document="문서"), MAY["credit.award"]),
    "post /api/credit/{pk}/refuse": ("completed", says(on=day(), reason="이유"), MAY["credit.refuse"]),
    "post /api/outcome/": (
        "",
        says(learner=row_id("graduate"), on=day(), status="unemployed", source="school"),
        MAY["outcome.observe"],
    ),
    "get /api/outcome/{pk}": ("observation", None, ROWS["observation"]),
    "post /api/forecast/": (
        "",
        says(district=code("district"), from_year=2027, years=2),
        MAY["forecast.project"],
    ),
    "get /api/forecast/{pk}": ("projection", None, ROWS["projection"]),
    "post /api/evidence/compute": ("", says(district=code("district"), year=2026), MAY["evidence.compute"]),
    "get /api/evidence/{pk}": ("finding", None, ROWS["finding"]),
    "post /api/evidence/{pk}/confirm": ("finding", says(reason="확인"), MAY["evidence.confirm"]),
    "post /api/evidence/{pk}/dismiss": ("finding", says(reason="아님"), MAY["evidence.dismiss"]),
    "post /api/evidence/citations/": (
        "",
        says(district=code("district"), year=2026, measure="demand"),
        MAY["evidence.cite"],
    ),
}
#: Lists: whoever reads the room gets an answer, with the rows that are theirs to know.
LISTS: dict[str, str] = {
    "get /api/partners/": "partners",
    "get /api/budget/": "budget",
    "get /api/budget/lines/": "budget",
    "get /api/budget/entries/": "budget",
    "get /api/budget/returns/": "budget",
    "get /api/people/": "people",
    "get /api/people/teachers/": "people",
    "get /api/people/staff/": "people",
    "get /api/competency/": "competency",
    "get /api/competency/frameworks/": "competency",
    "get /api/competency/occupations/": "competency",
    "get /api/competency/texts/": "competency",
    "get /api/competency/alignments/": "competency",
    "get /api/demand/": "demand",
    "get /api/demand/postings/": "demand",
    "get /api/demand/signals/": "demand",
    "get /api/curriculum/": "curriculum",
    "get /api/curriculum/courses/": "curriculum",
    "get /api/curriculum/tables/": "curriculum_plan",
    "get /api/curriculum/options/": "curriculum_plan",
    "get /api/curriculum/campaigns/": "curriculum_plan",
    "get /api/curriculum/requests/": "curriculum_plan",
    "get /api/curriculum/supply/": "curriculum_plan",
    "get /api/training/": "training",
    "get /api/training/enrolments/": "training",
    "get /api/placement/": "placement",
    "get /api/placement/applications/": "placement",
    "get /api/placement/firm-facts/": "placement",
    "get /api/placement/placements/": "placement",
    "get /api/placement/rounds/": "placement",
    "get /api/placement/rounds/lists/": "placement",
    "get /api/credit/": "credit",
    "get /api/outcome/": "outcome",
    "get /api/forecast/": "forecast",
    "get /api/evidence/": "evidence",
    "get /api/evidence/citations/": "cycle",
}
