"""Every action with arguments that only a permission can refuse, and who may do it where.

o: in the own organisation, x: in another organisation of the district, f: in another district.
"""

from collections.abc import Callable
from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.domain.curriculum.actions.courses import Told
from naru.domain.curriculum.actions.requests import Wish
from naru.domain.curriculum.enums import CourseKind, RequestKind
from naru.domain.demand.actions import Advertised, Published
from naru.domain.placement.enums import ApplicationState, FirmMeasure, YardstickKind
from naru.domain.placement.rules import Details
from naru.domain.placement.rules.fitting import Hopes
from tests.house.matrix.world import OF_FIRM, Place

COORDINATOR = "coordinator=ox"
STUDENT = "student=o"

#: Written by hand from what each role is for; the test fails when an action is not listed or does otherwise.
MAY: dict[str, str] = {
    "partners.draft_agreement": COORDINATOR,
    "partners.request_signatures": COORDINATOR,
    "partners.sign": "school_lead=o firm_hr=o university=o",
    "partners.end_agreement": COORDINATOR,
    "partners.pledge": COORDINATOR,
    "partners.record_kept": COORDINATOR,
    "budget.open_fund": COORDINATOR,
    "budget.cut_line": COORDINATOR,
    "budget.record_entry": COORDINATOR,
    "budget.record_return": COORDINATOR,
    "people.enter_learner": f"{COORDINATOR} school_lead=o",
    "people.graduate": f"{COORDINATOR} school_lead=o",
    "people.leave": f"{COORDINATOR} school_lead=o",
    "people.give_consent": "student=o guardian=o",
    "people.withdraw_consent": "student=o guardian=o",
    "people.record_consent": f"{COORDINATOR} school_lead=o teacher=o",
    "people.ask_guardian": f"{COORDINATOR} school_lead=o teacher=o",
    "people.take_back_request": f"{COORDINATOR} school_lead=o teacher=o",
    "people.set_consent_rule": COORDINATOR,
    "people.ask_correction": "student=o guardian=o",
    "people.answer_correction": f"{COORDINATOR} school_lead=o",
    "competency.add_unit": f"{COORDINATOR} admin=oxf",
    "competency.replace_unit": f"{COORDINATOR} admin=oxf",
    "competency.open_framework": f"{COORDINATOR} admin=oxf",
    "competency.propose_unit": f"{COORDINATOR} admin=oxf",
    "competency.describe_unit": f"{COORDINATOR} admin=oxf",
    "competency.decide_unit": f"{COORDINATOR} admin=oxf",
    "competency.load_edition": f"{COORDINATOR} admin=oxf",
    "competency.load_codes": "admin=oxf",
    "competency.settle_succession": f"{COORDINATOR} admin=oxf",
    "competency.align": f"{COORDINATOR} admin=oxf",
    "competency.decide_alignment": f"{COORDINATOR} admin=oxf",
    "competency.add_texts": f"{COORDINATOR} admin=oxf",
    "competency.record_suggestions": f"{COORDINATOR} admin=oxf",
    "competency.judge": f"{COORDINATOR} admin=oxf",
    "competency.import_package": f"{COORDINATOR} admin=oxf",
    "demand.state_need": f"{COORDINATOR} firm_hr=o",
    "demand.revise_need": f"{COORDINATOR} firm_hr=o",
    "demand.record_signal": COORDINATOR,
    "demand.record_tracks": COORDINATOR,
    "demand.open_survey": COORDINATOR,
    "demand.add_postings": COORDINATOR,
    "demand.merge_postings": COORDINATOR,
    "demand.hand_link": COORDINATOR,
    "demand.address_asks": COORDINATOR,
    "demand.remind": COORDINATOR,
    "demand.load_figures": "admin=oxf",
    "demand.close_survey": COORDINATOR,
    "curriculum.open_department": f"{COORDINATOR} school_lead=o",
    "curriculum.change_state": f"{COORDINATOR} school_lead=o",
    "curriculum.set_seats": f"{COORDINATOR} school_lead=o",
    "curriculum.set_target": f"{COORDINATOR} office=ox",
    "curriculum.set_equipment": f"{COORDINATOR} school_lead=o",
    "curriculum.add_course": f"{COORDINATOR} school_lead=o",
    "curriculum.change_course": f"{COORDINATOR} school_lead=o",
    "training.announce": COORDINATOR,
    "training.sign_up": f"{COORDINATOR} school_lead=o teacher=o student=o",
    "training.withdraw": f"{COORDINATOR} school_lead=o teacher=o student=o",
    "training.complete": f"{COORDINATOR} teacher=o trainer=o",
    "training.attest": f"{COORDINATOR} school_lead=o teacher=o",
    "training.retract": f"{COORDINATOR} school_lead=o teacher=o",
    "placement.draft_opening": f"{COORDINATOR} firm_hr=o",
    "placement.publish": f"{COORDINATOR} firm_hr=o",
    "placement.renew": f"{COORDINATOR} firm_hr=o",
    "placement.describe_opening": f"{COORDINATOR} firm_hr=o",
    "placement.keep_seats": f"{COORDINATOR} firm_hr=o",
    "placement.invite": "firm_hr=o",
    "placement.call_off": "firm_hr=o",
    "placement.consider": "firm_hr=o",
    "placement.record_fact": COORDINATOR,
    "placement.set_yardstick": COORDINATOR,
    "placement.time_way": COORDINATOR,
    "placement.hope": STUDENT,
    "placement.forget": STUDENT,
    # No centre reads a learner's hopes: only their own school advises.
    "placement.counsel": "school_lead=o teacher=o",
    "placement.check_opening": COORDINATOR,
    "placement.return_opening": COORDINATOR,
    "placement.announce_round": COORDINATOR,
    "placement.change_days": COORDINATOR,
    "placement.open_wishes": COORDINATOR,
    "placement.start_ranking": COORDINATOR,
    "placement.freeze_round": COORDINATOR,
    "placement.request_match": COORDINATOR,
    "placement.cancel_match": COORDINATOR,
    "placement.bar_pair": COORDINATOR,
    "placement.lift_bar": COORDINATOR,
    "placement.review_round": COORDINATOR,
    "placement.confirm_round": COORDINATOR,
    "placement.reopen_round": COORDINATOR,
    "placement.send_offers": COORDINATOR,
    "placement.close_round": COORDINATOR,
    "placement.cancel_round": COORDINATOR,
    "placement.follow_round": COORDINATOR,
    "placement.return_ranking": COORDINATOR,
    "placement.save_wishes": STUDENT,
    "placement.withdraw_wishes": STUDENT,
    "placement.advise": f"{COORDINATOR} school_lead=o teacher=o",
    "placement.state_criteria": f"{COORDINATOR} firm_hr=o",
    "placement.assess": "firm_hr=o",
    "placement.reveal_names": "firm_hr=o",
    "placement.hand_in_ranking": "firm_hr=o",
    "placement.close": f"{COORDINATOR} firm_hr=o",
    "placement.apply": STUDENT,
    "placement.withdraw": STUDENT,
    "placement.offer": "firm_hr=o",
    "placement.refuse": "firm_hr=o",
    "placement.accept": STUDENT,
    "placement.decline": STUDENT,
    "placement.end_placement": f"{COORDINATOR} school_lead=o firm_hr=o",
    "credit.register": f"{COORDINATOR} teacher=o student=o",
    "credit.complete": f"{COORDINATOR} university=o",
    "credit.award": "university=o",
    "credit.refuse": "university=o",
    "outcome.observe": f"{COORDINATOR} school_lead=o teacher=o",
    "forecast.project": COORDINATOR,
    "evidence.compute": COORDINATOR,
    "evidence.confirm": COORDINATOR,
    "evidence.dismiss": COORDINATOR,
    "admission.invite": f"{COORDINATOR} school_lead=o firm_hr=o admin=oxf",
    "admission.approve": f"{COORDINATOR} admin=oxf",
    "admission.refuse": f"{COORDINATOR} admin=oxf",
    "admission.withdraw": f"{COORDINATOR} school_lead=o admin=oxf",
    "admission.resend": f"{COORDINATOR} school_lead=o admin=oxf",
    "admission.end_membership": f"{COORDINATOR} school_lead=o admin=oxf",
    "admission.transfer": f"{COORDINATOR} admin=oxf",
    "admission.waive": "admin=oxf",
    "admission.end_waiver": "admin=oxf",
    "evidence.cite": "coordinator=ox reader=ox office=ox city=ox ministry=ox auditor=ox",
}

#: Deeds of whoever holds a link, whatever their role: tests/base/test_admission.py and tests/web/test_survey.py try them.
BY_LINK = {"admission.accept", "admission.accept_as_new", "demand.answer", "demand.reopen", "demand.stop_reminders"}
#: Done by the worker or a timer for nobody: tests/domain/test_rounds.py, test_placement.py, tests/web/test_reminders.py.
BY_WORKER = {
    "placement.record_match",
    "placement.expire_openings",
    "demand.remind_by_timer",
    "demand.take_back_reminder",
}
#: What a job keeps of work that a person asked for: tests/domain/test_studies.py.
BY_WORK = {"curriculum.keep_courses", "curriculum.keep_seats"}
DRAFTERS = f"{COORDINATOR} school_lead=o teacher=o"
REQUESTERS = f"{COORDINATOR} school_lead=o"

MAY |= {
    "curriculum.draft_table": DRAFTERS,
    "curriculum.draft_from": DRAFTERS,
    "curriculum.edit_table": DRAFTERS,
    "curriculum.submit_table": REQUESTERS,
    "curriculum.approve_table": "office=ox",
    "curriculum.return_table": "office=ox",
    "curriculum.ask_approval": REQUESTERS,
    "curriculum.decide_approval": "office=ox",
    "curriculum.answer_training": COORDINATOR,
    "curriculum.ask_courses": DRAFTERS,
    "curriculum.ask_seats": f"{COORDINATOR} office=ox",
    "curriculum.adopt": DRAFTERS,
    "curriculum.choose_seats": f"{COORDINATOR} office=ox",
    "curriculum.propose_training": DRAFTERS,
    "curriculum.open_campaign": f"{COORDINATOR} office=ox",
    "curriculum.draft_request": REQUESTERS,
    "curriculum.edit_request": REQUESTERS,
    # The request here is a draft, which only a school or the centre hands in.
    "curriculum.move_request": REQUESTERS,
    "curriculum.give_opinion": f"{COORDINATOR} city=ox",
    "curriculum.correct_request": f"{COORDINATOR} office=ox",
}


def expected(text: str) -> dict[Role, set[str]]:
    """'coordinator=ox' → {COORDINATOR: {own, other}}."""
    words = {"o": "own", "x": "other", "f": "foreign"}
    found: dict[Role, set[str]] = {role: set() for role in Role}
    for part in text.split():
        role, _, places = part.partition("=")
        found[Role(role)] = {words[letter] for letter in places}
    return found


TODAY = timezone.localdate
COURSE = Told("새", CourseKind.LOCAL, 1, 16, 2026)
Arguments = Callable[[Place, Role], dict[str, Any]]


def _row(*names: str, **more: Any) -> Arguments:
    """Arguments that are rows of the place (`argument` or `argument:row`), and constants."""

    def build(place: Place, _role: Role) -> dict[str, Any]:
        found = {name.partition(":")[0]: place.rows[name.partition(":")[2] or name] for name in names}
        return found | {key: value() if callable(value) else value for key, value in more.items()}

    return build


def _in(what: str, **more: Any) -> Arguments:
    """Arguments with the place's district, school or firm."""

    def build(place: Place, _role: Role) -> dict[str, Any]:
        return {what: getattr(place, what)} | {k: v(place) if callable(v) else v for k, v in more.items()}

    return build


def soon() -> Any:
    return TODAY() + timedelta(days=20)


def later() -> Any:
    return TODAY() + timedelta(days=60)


#: Days of a round that begins today: name → days from today.
DAYS: dict[str, Any] = {
    "wishes_from": lambda _place: TODAY(),
    "wishes_until": lambda _place: TODAY() + timedelta(days=10),
    "ranks_until": lambda _place: TODAY() + timedelta(days=20),
    "answer_by": lambda _place: TODAY() + timedelta(days=30),
}


def _now(days: dict[str, Any]) -> dict[str, Any]:
    """The same for arguments that know no place."""
    return {name: lambda day=day: day(None) for name, day in days.items()}


def _wish(place: Place) -> Wish:
    return Wish(
        kind=RequestKind.CONVERT,
        department=place.rows["department"],
        new_name="새 학과",
        classes_before=1,
        classes_after=2,
        class_size=20,
        reasons=("demand",),
    )


CURRICULUM: dict[str, Arguments] = {
    "curriculum.draft_table": _row("department", intake_year=2027, source=None, note=""),
    "curriculum.draft_from": _row("department", intake_year=2027, cells=dict, note="", origin=""),
    "curriculum.edit_table": _row("table", cells=dict, note="", edition=0),
    "curriculum.submit_table": _row("table", today=TODAY),
    "curriculum.approve_table": _row("table:submitted", reason="맞음", today=TODAY),
    "curriculum.return_table": _row("table:submitted", reason="고침", today=TODAY),
    "curriculum.ask_approval": _row("course:local"),
    "curriculum.decide_approval": _row("course:asked_course", is_approved=True, document="문서", today=TODAY),
    "curriculum.answer_training": _row("proposal", is_taken=True, answer="엽니다"),
    "curriculum.ask_courses": lambda place, _role: {
        "department": place.rows["department"],
        "district": place.district,
        "intake_year": 2027,
        "change": 10,
        "money": 0,
        "trainings": 0,
        "is_only_open": False,
    },
    "curriculum.ask_seats": _in("district", intake_year=2028, years=1, money=0, recruits=0),
    "curriculum.adopt": _row("option", why="좋음", today=TODAY),
    "curriculum.choose_seats": _row("option:seats_option", why="좋음", today=TODAY),
    "curriculum.propose_training": _row("option", subject="화학공업", today=TODAY),
    "curriculum.open_campaign": _in(
        "district",
        code="new",
        name="공모",
        scope="local",
        intake_year=2028,
        opens_on=lambda _p: TODAY(),
        closes_on=lambda _p: soon(),
        review_by=lambda _p: soon(),
        decide_by=lambda _p: soon(),
        source="",
    ),
    "curriculum.draft_request": lambda place, _role: {
        "campaign": place.rows["campaign"],
        "school": place.school,
        "wish": _wish(place),
        "option": None,
        "today": TODAY(),
    },
    "curriculum.edit_request": lambda place, _role: {
        "request": place.rows["reorganisation"],
        "wish": _wish(place),
        "today": TODAY(),
    },
    "curriculum.move_request": _row(
        "request:reorganisation", state="proposed", reason="", refusal="", entrants=None, today=TODAY
    ),
    "curriculum.give_opinion": _row(
        "request:reorganisation", stage="early", stance="for", body="위원회", text="찬성", today=TODAY
    ),
    "curriculum.correct_request": _row(
        "request:selected", kind="cancel", classes=None, intake_year=None, why="취소", today=TODAY
    ),
}
ARGUMENTS: dict[str, Arguments] = CURRICULUM | {
    "partners.draft_agreement": _in(
        "district",
        code="new",
        title="새 협약",
        kind="general",
        starts=lambda _p: TODAY(),
        ends=lambda _p: soon(),
        parties=lambda place: [place.school, place.firm],
    ),
    "partners.request_signatures": _row("agreement"),
    "partners.sign": lambda place, role: {
        "agreement": place.rows["signing"],
        "organisation": place.of(role),
        "signatory": "서명자",
        "on": TODAY(),
    },
    "partners.end_agreement": _row("agreement", on=TODAY, why="끝"),
    "partners.pledge": lambda place, _role: {
        "agreement": place.rows["agreement"],
        "organisation": place.firm,
        "kind": "hires",
        "year": 2027,
        "amount": 1,
    },
    "partners.record_kept": _row("pledge", on=TODAY, amount=1, evidence="증빙"),
    "budget.open_fund": _in("district", code="new", name="새", source="city", year=2026, amount=1, conditions=""),
    "budget.cut_line": _row("fund", code="new", title="새", task_group="pathway", item="operation", amount=1),
    "budget.record_entry": _row("line", code="new", kind="spend", on=TODAY, amount=1, memo="", evidence=""),
    "budget.record_return": _row(
        "line", year=2026, finding=1, measure="training", outcomes=1, won_each=1, recorded_on=TODAY
    ),
    "people.enter_learner": lambda place, _role: {
        "school": place.school,
        "number": "new",
        "name": "새 학생",
        "birth_date": TODAY().replace(year=2009, day=1),
        "sex": "f",
        "department": "battery",
        "intake_year": 2025,
        "grade": 2,
    },
    "people.graduate": _row("learner", on=TODAY),
    "people.leave": _row("learner", why="전학"),
    "people.give_consent": _row("learner", purpose="promotion", today=TODAY),
    "people.withdraw_consent": lambda place, role: {
        "learner": place.rows["learner"],
        "given": place.rows["guardian_consent" if role == Role.GUARDIAN else "consent"],
    },
    "people.record_consent": _row(
        "learner",
        purpose="promotion",
        giver="self",
        giver_name="학생",
        recipient=None,
        evidence="동의서철 3번",
        today=TODAY,
    ),
    "people.ask_guardian": _row("learner", guardian_name="보호자", purpose="practicum", today=TODAY),
    "people.take_back_request": _row("learner", "request"),
    "people.set_consent_rule": _in(
        "district", purpose="firm", since=lambda _p: TODAY(), below_age=19, source="운영위원회 결정"
    ),
    "people.ask_correction": _row("learner", field="name", wanted="새 이름", why="", today=TODAY),
    "people.answer_correction": _row("correction", accepts=True, answer="고침", today=TODAY),
    "competency.add_unit": _row("framework", code="new-unit", name="새", level=3),
    "competency.replace_unit": _row("unit", "successor:newer"),
    "competency.open_framework": _in("district", code="own", name="새 표준", source="근거"),
    "competency.propose_unit": _row("framework", code="new-unit", name="새", level=3, definition="", parts=lambda: []),
    "competency.describe_unit": _row("unit:proposed", definition="뜻", level=3, parts=lambda: []),
    "competency.decide_unit": _row("unit:proposed", accepts=True, today=TODAY),
    "competency.load_edition": _row("framework", rows=lambda: [], oddities=lambda: [], label="표"),
    "competency.load_codes": lambda _place, _role: {"table": None, "rows": [("9999", "직업")], "label": "표"},
    "competency.settle_succession": _row("succession", "successor:unit", today=TODAY),
    "competency.align": lambda place, _role: {
        "unit": place.rows["unit"],
        "district": place.district,
        "kind": "part",
        "source": "근거",
        "subject": "다른 과목",
    },
    "competency.decide_alignment": _row("alignment", accepts=True, today=TODAY),
    "competency.add_texts": _in("district", kind="duty", texts=lambda _p: [("글", "본문")], source=""),
    "competency.record_suggestions": _in("district", found=lambda place: {place.rows["text"].pk: (False, [])}),
    "competency.judge": _row("suggestion", is_yes=True, today=TODAY),
    "competency.import_package": _in(
        "district",
        code="brought",
        units=lambda _p: [],
        package=lambda _p: {"CFDocument": {"title": "표준", "creator": "누군가"}},
    ),
    "demand.state_need": lambda place, _role: {
        "district": place.district,
        "code": "new",
        "firm": place.firm,
        "occupation": place.rows["occupation"],
        "year": 2027,
        "headcount": 3,
        "confidence": "planned",
        "source": "survey",
        "said_on": TODAY(),
        "wanted": [],
    },
    "demand.revise_need": _row(
        "need", headcount=9, confidence="planned", source="survey", said_on=TODAY, reason="바뀜", wanted=None
    ),
    "demand.record_signal": lambda place, _role: {
        "district": place.district,
        "firm": place.firm,
        "kind": "accuracy",
        "year": 2026,
        "finding": 1,
        "said": 1,
        "hired": 1,
        "recorded_on": TODAY(),
    },
    "demand.record_tracks": _in("district", year=2026, rows=lambda _p: [], counted_on=lambda _p: TODAY()),
    "demand.open_survey": lambda place, _role: {
        "district": place.district,
        "title": "새 조사",
        "year": 2027,
        "opens_on": TODAY(),
        "due_on": soon(),
        "firms": [place.firm],
        "today": TODAY(),
    },
    "demand.hand_link": _row("ask", today=TODAY),
    "demand.add_postings": lambda place, _role: {
        "district": place.district,
        "rows": [Advertised(place.firm, None, "새 공고", "", None, TODAY(), None)],
    },
    "demand.merge_postings": _row("posting", "copy"),
    "demand.address_asks": lambda place, _role: {
        "survey": place.rows["survey"],
        "emails": {place.rows["ask"].pk: "other@example.kr"},
    },
    "demand.remind": _row("ask", today=TODAY),
    "demand.load_figures": lambda _place, _role: {
        "published": Published(TODAY(), "출처", "", "", (("업", "시도", 1),))
    },
    "demand.close_survey": _row("survey"),
    "curriculum.open_department": _in("school", code="new", name="새 학과", state="open", is_industry=False),
    "curriculum.change_state": _row("department", state="closing", why="개편"),
    "curriculum.set_seats": _row("department", intake_year=2027, seats=20, source=""),
    "curriculum.set_equipment": _in("school", code="new", name="새", is_there=True, cost=0),
    "curriculum.set_target": _in("district", year=2027, code="supply.fill", target=90, source="계획"),
    "curriculum.add_course": _row("department", code="new", told=lambda: COURSE),
    "curriculum.change_course": _row("course", told=lambda: COURSE),
    "training.announce": lambda place, _role: {
        "district": place.district,
        "code": "new",
        "name": "새 과정",
        "kind": "camp",
        "provider": place.firm,
        "year": 2026,
        "capacity": 20,
        "hours": 40,
        "opens_on": TODAY(),
        "closes_on": TODAY(),
        "starts": soon(),
        "ends": soon(),
        "fundings": [],
    },
    "training.sign_up": _row("programme", "learner", today=TODAY),
    "training.withdraw": _row("enrolment"),
    "training.complete": _row("enrolment", hours_done=Decimal(40), on=TODAY, evidence="출석부"),
    "training.attest": _row(
        "learner", licence="전기기능사", unit=None, reached_on=TODAY, evidence="자격증", today=TODAY
    ),
    "training.retract": _row("attainment", why="잘못 적음"),
    "placement.draft_opening": lambda place, _role: {
        "district": place.district,
        "code": "new",
        "firm": place.firm,
        "occupation": place.rows["occupation"],
        "title": "새 공고",
        "year": 2026,
        "seats": 1,
        "wage": None,
        "deadline": soon(),
    },
    "placement.publish": _row("opening:checked", today=TODAY),
    "placement.renew": _row("opening", deadline=later, today=TODAY),
    "placement.describe_opening": _row("opening:draft", details=lambda: Details(hours=40), units=dict, today=TODAY),
    "placement.invite": _row("opening", "learner", on=TODAY, at=time(14), where="회의실", words="", today=TODAY),
    "placement.call_off": _row("interview"),
    "placement.consider": _row("application", state=lambda: ApplicationState.REVIEWING, decide_by=soon, today=TODAY),
    "placement.record_fact": lambda place, _role: {
        "district": place.district,
        "firm": place.firm,
        "measure": FirmMeasure.SIZE,
        "year": 2026,
        "value": Decimal(30),
        "on": TODAY(),
        "source": "조회",
        "today": TODAY(),
    },
    "placement.set_yardstick": _in(
        "district",
        kind=YardstickKind.SIZE,
        since=lambda _place: TODAY(),
        value=Decimal(30),
        source="의결",
        is_verified=True,
        today=lambda _place: TODAY(),
    ),
    "placement.time_way": _in(
        "district",
        origin="포항시 남구",
        destination="산업단지",
        minutes=30,
        on=lambda _place: TODAY(),
        source="길찾기",
    ),
    "placement.hope": _row("learner", hopes=lambda: Hopes(shift="day"), today=TODAY),
    "placement.forget": _row("preference"),
    "placement.counsel": _row("preference", words="조언", today=TODAY),
    "placement.keep_seats": _row("opening:draft", kept=list, today=TODAY),
    "placement.check_opening": _row("opening:draft"),
    "placement.return_opening": _row("opening:checked", why="고칠 것"),
    "placement.announce_round": _in(
        "district",
        code="new",
        title="새 회차",
        year=2026,
        **DAYS,
        method="student",
        seed=1,
        most_wishes=3,
        is_blind=False,
        shows_refusals=True,
        openings=(),
        today=lambda _p: TODAY(),
    ),
    "placement.change_days": _row("round:announced", **_now(DAYS), today=TODAY),
    "placement.open_wishes": _row("round:announced", today=TODAY),
    "placement.start_ranking": _row("round:wished", today=TODAY),
    "placement.freeze_round": _row("round:ranking", today=later),
    "placement.request_match": _row("round:frozen"),
    "placement.cancel_match": _row("run:match_run"),
    "placement.bar_pair": _row("round:frozen", "learner", "place:frozen_place", reason="까닭"),
    "placement.lift_bar": _row("bar"),
    "placement.review_round": _row("round:computed"),
    "placement.confirm_round": _row("round:reviewed", "run:reviewed_run", why="확인", today=TODAY),
    "placement.reopen_round": _row("round:confirmed", why="까닭"),
    "placement.send_offers": _row("round:confirmed", today=TODAY),
    "placement.close_round": _row("round:sent", today=TODAY),
    "placement.cancel_round": _row("round:announced", why="까닭"),
    "placement.follow_round": _row("previous:sent", code="next", title="다음", **_now(DAYS), seed=2, today=TODAY),
    "placement.return_ranking": _row("place:ranked", why="까닭"),
    "placement.save_wishes": lambda place, _role: {
        "round": place.rows["wishing"],
        "learner": place.rows["learner"],
        "places": [place.rows["wishing_place"].pk],
        "submits": True,
        "consents": (),
        "today": TODAY(),
    },
    "placement.withdraw_wishes": _row("list", today=TODAY),
    "placement.advise": _row("list", words="조언", today=TODAY),
    "placement.state_criteria": _row("place:announced_place", criteria=(("전공", 100),), today=TODAY),
    "placement.assess": _row("place:ranking_place", "learner", points=dict, unacceptable="licence", today=TODAY),
    "placement.reveal_names": _row("place:blind_place", today=TODAY),
    "placement.hand_in_ranking": _row("place:empty_place", today=TODAY),
    "placement.close": _row("opening"),
    "placement.apply": _row("opening", "learner", consents=True, today=TODAY),
    "placement.withdraw": _row("application"),
    "placement.offer": _row("application", answer_by=soon, today=TODAY),
    "placement.refuse": _row("application", reason="criteria"),
    "placement.accept": _row("application:offered", today=TODAY, starts=soon),
    "placement.decline": _row("application:offered", today=TODAY),
    "placement.end_placement": _row("placement", on=TODAY, reason="resigned"),
    "credit.register": lambda place, _role: {
        "district": place.district,
        "code": "new",
        "learner": place.rows["learner"],
        "university": place.university,
        "basis": "joint_course",
        "course": "과목",
        "hours": 48,
        "credits": 3,
        "registered_on": TODAY(),
    },
    "credit.complete": _row("award:registered", on=TODAY),
    "credit.award": _row("award:completed", on=TODAY, document="문서"),
    "credit.refuse": _row("award:completed", on=TODAY, reason="이유"),
    "outcome.observe": _row(
        "learner:graduate",
        on=TODAY,
        status="unemployed",
        is_insured=False,
        works_in_district=None,
        lives_in_district=None,
        source="school",
    ),
    "forecast.project": _in("district", from_year=2027, years=2, today=lambda _p: TODAY()),
    "evidence.compute": _in("district", year=2026, today=lambda _p: TODAY()),
    "evidence.confirm": _row("finding", reason="확인", today=TODAY),
    "evidence.dismiss": _row("finding", reason="아님", today=TODAY),
    "admission.invite": lambda place, role: {
        "email": "new@example.kr",
        "name": "새 사람",
        "role": Role.TRAINER if role in OF_FIRM else Role.TEACHER,
        "place": place.of(role) if role in OF_FIRM else place.school,
        "starts": TODAY(),
        "ends": None,
        "why": "",
        "link_of": str,
    },
    "admission.approve": _row("invitation:asked", link_of=lambda: str),
    "admission.refuse": _row("invitation:asked", why="아님"),
    "admission.withdraw": _row("invitation:invited"),
    "admission.resend": _row("invitation:invited", link_of=lambda: str),
    "admission.end_membership": _row("membership:member", on=TODAY, why="퇴직"),
    "admission.transfer": _row("membership:member", "to:branch", on=TODAY, why="전보"),
    "admission.waive": _in("district", since=lambda _p: TODAY(), until=None, why="까닭"),
    "admission.end_waiver": _row("waiver", on=TODAY),
    "evidence.cite": _in("district", year=2026, key="demand", today=lambda _p: TODAY()),
}
