"""Every verb: done by whoever may, refused to whoever may not, and what it answers."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.domain.competency.models import Alignment, Framework, Suggestion
from tests.api import rows
from tests.factories import make


@pytest.fixture
def do(world, as_user):
    """(role, address, body, expected status) -> the answer's JSON."""

    def post(role, path, body=None, status=200):
        client = as_user(world.user(role))
        answer = client.post(f"/api/{path}", json.dumps(body or {}), content_type="application/json")
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    return post


def today(days=0):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_an_agreement_is_drafted_signed_pledged_kept_and_ended(world, do):
    body = {
        "district": world.district.code,
        "code": "mou-1",
        "title": "채용 협약",
        "kind": "employment",
        "starts": "2026-03-01",
        "ends": "2028-02-29",
        "parties": [world.school.code, world.firm.code],
    }
    do(Role.FIRM_HR, "partners/", body, 403)
    made = do(Role.COORDINATOR, "partners/", body, 201)
    path = f"partners/{made['id']}"
    assert (made["state"], made["party_count"], made["signed_count"]) == ("draft", 2, 0)
    do(Role.READER, f"{path}/request-signatures", status=403)
    assert do(Role.COORDINATOR, f"{path}/request-signatures")["state"] == "signing"
    signature = {"organisation": world.firm.code, "signatory": "이대표", "on": "2026-03-02"}
    do(Role.COORDINATOR, f"{path}/sign", signature, 403)
    assert do(Role.FIRM_HR, f"{path}/sign", signature)["signed_count"] == 1
    do(Role.FIRM_HR, f"{path}/sign", signature, 409)
    do(Role.FIRM_HR, f"{path}/sign", signature | {"organisation": world.school.code}, 403)
    signed = do(Role.SCHOOL_LEAD, f"{path}/sign", signature | {"organisation": world.school.code})
    assert signed["state"] == "active"
    promise = {"organisation": world.firm.code, "kind": "hires", "year": 2026, "amount": 3}
    pledged = do(Role.COORDINATOR, f"{path}/pledge", promise)["pledges"][0]
    assert (pledged["promised"], pledged["kept"]) == (3, 0)
    kept = {"on": "2026-06-01", "amount": 2, "evidence": "근로계약서"}
    do(Role.FIRM_HR, f"partners/pledges/{pledged['id']}/keep", kept, 403)
    assert do(Role.COORDINATOR, f"partners/pledges/{pledged['id']}/keep", kept, 201)["amount"] == 2
    ended = do(Role.COORDINATOR, f"{path}/end", {"on": "2026-09-01", "why": "회사 이전"})
    assert (ended["state"], ended["ends"], ended["pledges"][0]["kept"]) == ("ended", "2026-09-01", 2)
    assert len(ended["keepings"]) == 1


def test_money_is_opened_cut_and_spent_but_not_beyond_its_line(world, do):
    fund = {"district": world.district.code, "code": "f-1", "name": "시 예산", "source": "city", "year": 2026}
    do(Role.CITY, "budget/", fund | {"amount": 1000}, 403)
    made = do(Role.COORDINATOR, "budget/", fund | {"amount": 1000}, 201)
    assert (made["left"], made["rate"]) == (1000, 0.0)
    line = {"code": "l-1", "title": "운영비", "task_group": "pathway", "item": "operation", "amount": 600}
    do(Role.CITY, f"budget/{made['id']}/lines", line, 403)
    cut = do(Role.COORDINATOR, f"budget/{made['id']}/lines", line, 201)
    do(Role.COORDINATOR, f"budget/{made['id']}/lines", line | {"code": "l-2"}, 422)
    entry = {"code": "e-1", "kind": "spend", "on": "2026-05-01", "amount": 600, "memo": "강사료"}
    do(Role.CITY, f"budget/lines/{cut['id']}/entries", entry, 403)
    assert do(Role.COORDINATOR, f"budget/lines/{cut['id']}/entries", entry, 201)["line"]["code"] == "l-1"
    assert do(Role.COORDINATOR, f"budget/lines/{cut['id']}/entries", entry | {"code": "e-2"}, 422)["sentence"]


def test_a_learner_is_entered_graduates_or_leaves(world, do):
    body = {
        "school": world.school.code,
        "number": "2023-77",
        "name": "박하나",
        "birth_date": "2007-05-05",
        "sex": "f",
        "department": "battery",
        "intake_year": 2023,
        "grade": 3,
    }
    do(Role.TEACHER, "people/", body, 403)
    do(Role.SCHOOL_LEAD, "people/", body | {"school": world.firm.code}, 404)
    made = do(Role.SCHOOL_LEAD, "people/", body, 201)
    assert (made["state"], made["name"]) == ("enrolled", "박하나")
    do(Role.SCHOOL_LEAD, "people/", body, 409)
    do(Role.TEACHER, f"people/{made['id']}/graduate", {"on": "2026-02-10"}, 403)
    do(Role.SCHOOL_LEAD, f"people/{made['id']}/graduate", {"on": "2025-02-10"}, 422)
    graduated = do(Role.SCHOOL_LEAD, f"people/{made['id']}/graduate", {"on": "2026-02-10"})
    assert (graduated["state"], graduated["graduated_on"], graduated["grade"]) == ("graduated", "2026-02-10", None)
    do(Role.SCHOOL_LEAD, f"people/{made['id']}/leave", {"why": "전학"}, 409)
    assert do(Role.SCHOOL_LEAD, f"people/{world.student.pk}/leave", {"why": "전학"})["state"] == "left"


def test_a_unit_is_added_to_the_district_s_own_framework_and_replaced(world, do):
    frame = Framework.objects.create(code="local", name="지역 표준", kind="local", district=world.district)
    body = {"framework": frame.code, "code": "local-1", "name": "셀 조립", "level": 3}
    do(Role.TEACHER, "competency/", body, 403)
    made = do(Role.COORDINATOR, "competency/", body, 201)
    after = do(Role.COORDINATOR, "competency/", body | {"code": "local-2"}, 201)
    path = f"competency/{made['id']}/replace"
    do(Role.TEACHER, path, {"successor": "local-2"}, 403)
    do(Role.COORDINATOR, path, {"successor": "local-1"}, 422)
    assert do(Role.COORDINATOR, path, {"successor": "local-2"})["replaced_by"]["id"] == after["id"]


def test_a_posting_is_kept_once_and_merged_by_a_person(world, do, as_user):
    body = {"district": world.district.code, "firm": world.firm.code, "title": "코팅 조작원", "posted_on": "2026-05-01"}
    do(Role.TEACHER, "demand/postings/", body, 403)
    (made,) = do(Role.COORDINATOR, "demand/postings/", body, 201)
    assert (made["expires_on"], made["merged_into"]) == ("2026-06-30", None)
    assert do(Role.COORDINATOR, "demand/postings/", body, 201) == []
    do(Role.COORDINATOR, "demand/postings/", body | {"expires_on": "2026-04-01"}, 422)
    (copy,) = do(Role.COORDINATOR, "demand/postings/", body | {"posted_on": "2026-05-03"}, 201)
    seen = as_user(world.coordinator).get(f"/api/demand/postings/{made['id']}").json()
    assert seen["alike"] == [copy["id"]]
    path = f"demand/postings/{copy['id']}/merge"
    do(Role.TEACHER, path, {"copy_of": made["id"]}, 403)
    assert do(Role.COORDINATOR, path, {"copy_of": made["id"]})["merged_into"] == made["id"]
    do(Role.COORDINATOR, path, {"copy_of": made["id"]}, 422)


def test_a_survey_is_opened_and_closed_and_shows_no_address_nor_number(world, do, as_user):
    body = {"district": world.district.code, "title": "조사", "year": 2027, "opens_on": today(), "due_on": today(9)}
    do(Role.TEACHER, "demand/surveys/", body | {"firms": [world.firm.code]}, 403)
    do(Role.COORDINATOR, "demand/surveys/", body | {"firms": []}, 422)
    made = do(Role.COORDINATOR, "demand/surveys/", body | {"firms": [world.firm.code]}, 201)
    assert (made["state"], made["asked"], made["answered"]) == ("open", 1, 0)
    assert {"email", "check_digest"}.isdisjoint(made["asks"][0])
    listed = as_user(world.coordinator).get("/api/demand/surveys/?state=open").json()
    assert [each["id"] for each in listed["items"]] == [made["id"]]
    assert as_user(world.user(Role.FIRM_HR)).get("/api/demand/surveys/").status_code == 403
    do(Role.OFFICE, f"demand/surveys/{made['id']}/close", {}, 404)
    assert do(Role.COORDINATOR, f"demand/surveys/{made['id']}/close", {})["state"] == "closed"
    do(Role.COORDINATOR, f"demand/surveys/{made['id']}/close", {}, 422)


def test_a_text_is_kept_and_what_was_proposed_is_judged(world, do, as_user):
    body = {"district": world.district.code, "kind": "duty", "title": "코팅", "body": "슬러리를 코팅한다"}
    do(Role.TEACHER, "competency/texts/", body, 403)
    made = do(Role.COORDINATOR, "competency/texts/", body, 201)
    assert (made["fits"], made["suggestions"]) == (None, [])
    row = Suggestion.objects.create(text_id=made["id"], unit=make.unit(), rank=1, score=0.5, words=["코팅"])
    do(Role.TEACHER, f"competency/suggestions/{row.pk}", {"fits": True}, 403)
    assert do(Role.COORDINATOR, f"competency/suggestions/{row.pk}", {"fits": True})["verdict"] == "yes"
    assert do(Role.COORDINATOR, f"competency/suggestions/{row.pk}", {"fits": False})["verdict"] == "no"
    seen = as_user(world.coordinator).get(f"/api/competency/texts/{made['id']}").json()
    assert [(each["words"], each["verdict"]) for each in seen["suggestions"]] == [(["코팅"], "no")]


def test_a_typed_link_is_confirmed_once(world, do, as_user):
    unit = make.unit()
    made = Alignment.objects.create(
        district=world.district, unit=unit, kind="part", subject="전기 설비", state="proposed"
    )
    do(Role.TEACHER, f"competency/alignments/{made.pk}", {"accepts": True}, 403)
    assert do(Role.COORDINATOR, f"competency/alignments/{made.pk}", {"accepts": True})["state"] == "confirmed"
    do(Role.COORDINATOR, f"competency/alignments/{made.pk}", {"accepts": False}, 422)
    found = as_user(world.coordinator).get(f"/api/competency/alignments/?unit={unit.code}").json()
    assert [each["subject"] for each in found["items"]] == ["전기 설비"]


def test_a_need_is_stated_by_its_firm_and_revised_with_a_reason(world, do):
    unit = make.unit()
    body = {
        "district": world.district.code,
        "code": "n-1",
        "firm": world.firm.code,
        "occupation": world.occupation.code,
        "year": 2026,
        "headcount": 5,
        "confidence": "planned",
        "source": "survey",
        "said_on": "2026-04-01",
        "wanted": [{"unit": unit.code, "importance": 5}],
    }
    do(Role.TEACHER, "demand/", body, 403)
    made = do(Role.FIRM_HR, "demand/", body, 201)
    assert (made["headcount"], made["revisions"], made["confidence"]) == (5, 1, "planned")
    revised = {"headcount": 3, "confidence": "contracted", "source": "interview", "said_on": "2026-05-01"}
    do(Role.FIRM_HR, f"demand/{made['id']}/revise", revised | {"reason": ""}, 422)
    do(Role.OFFICE, f"demand/{made['id']}/revise", revised | {"reason": "감축"}, 403)
    after = do(Role.FIRM_HR, f"demand/{made['id']}/revise", revised | {"reason": "감축"})
    assert (after["headcount"], after["revisions"]) == (3, 2)
    assert [each["is_current"] for each in after["history"]] == [True, False]
    assert [each["wanted"][0]["unit"]["code"] for each in after["history"]] == [unit.code, unit.code]
    emptied = revised | {"reason": "단위 취소", "wanted": []}
    assert do(Role.FIRM_HR, f"demand/{made['id']}/revise", emptied)["history"][0]["wanted"] == []


def test_a_need_of_another_firm_cannot_be_stated(world, do):
    other = make.firm(world.district)
    body = {
        "district": world.district.code,
        "code": "n-2",
        "firm": other.code,
        "occupation": world.occupation.code,
        "year": 2026,
        "headcount": 5,
        "confidence": "planned",
        "source": "survey",
        "said_on": "2026-04-01",
    }
    do(Role.FIRM_HR, "demand/", body, 403)


def test_a_department_opens_takes_seats_teaches_and_closes(world, do):
    body = {"school": world.school.code, "code": "cell", "name": "이차전지과", "state": "planned", "is_industry": True}
    do(Role.TEACHER, "curriculum/", body, 403)
    made = do(Role.SCHOOL_LEAD, "curriculum/", body, 201)
    path = f"curriculum/{made['id']}"
    do(Role.TEACHER, f"{path}/state", {"state": "open", "why": "개설"}, 403)
    assert do(Role.SCHOOL_LEAD, f"{path}/state", {"state": "open", "why": "개설"})["state"] == "open"
    do(Role.TEACHER, f"{path}/seats", {"intake_year": 2026, "seats": 44}, 403)
    assert (
        do(Role.SCHOOL_LEAD, f"{path}/seats", {"intake_year": 2026, "seats": 44})["seats_by_intake"][0]["seats"] == 44
    )
    unit = make.unit()
    course = {"code": "c-1", "name": "셀 공정", "kind": "vocational", "credits": 2, "hours": 32, "since": 2026}
    do(Role.TEACHER, f"{path}/courses", course, 403)
    do(Role.SCHOOL_LEAD, f"{path}/courses", course | {"hours": 10}, 422)
    added = do(Role.SCHOOL_LEAD, f"{path}/courses", course | {"units": [unit.code]}, 201)
    assert [each["code"] for each in added["units"]] == [unit.code]
    do(Role.SCHOOL_LEAD, f"{path}/state", {"state": "planned", "why": "되돌림"}, 409)


def test_a_programme_is_announced_taken_left_and_completed(world, do):
    line = rows.line(world, 1)
    body = {
        "district": world.district.code,
        "code": "p-1",
        "name": "셀 조립 실습",
        "kind": "industry",
        "provider": world.firm.code,
        "year": 2026,
        "capacity": 1,
        "hours": 30,
        "opens_on": today(-3),
        "closes_on": today(3),
        "starts": today(-1),
        "ends": today(9),
        "fundings": [{"line": line.pk, "amount": 1000}],
    }
    do(Role.TEACHER, "training/", body, 403)
    do(Role.COORDINATOR, "training/", body | {"closes_on": today(-5)}, 422)
    made = do(Role.COORDINATOR, "training/", body, 201)
    assert made["fundings"][0]["line"]["code"] == line.code
    path = f"training/{made['id']}/sign-up"
    other = make.learner(world.school)
    do(Role.TRAINER, path, {"learner": world.student.pk}, 403)
    do(Role.STUDENT, path, {"learner": other.pk}, 404)
    taken = do(Role.STUDENT, path, {}, 201)
    assert (taken["state"], taken["learner"]["id"]) == ("enrolled", world.student.pk)
    waiting = do(Role.TEACHER, path, {"learner": other.pk}, 201)
    assert waiting["state"] == "waiting"
    do(Role.TEACHER, path, {"learner": other.pk}, 409)
    left = do(Role.STUDENT, f"training/enrolments/{taken['id']}/withdraw")
    assert (left["id"], left["state"]) == (taken["id"], "withdrawn")
    done = {"hours_done": 24.5, "on": today(), "evidence": "출석부"}
    do(Role.STUDENT, f"training/enrolments/{waiting['id']}/complete", done, 404)
    do(Role.STUDENT, f"training/enrolments/{taken['id']}/complete", done, 403)
    completed = do(Role.TRAINER, f"training/enrolments/{waiting['id']}/complete", done)
    assert (completed["state"], completed["hours_done"]) == ("completed", 24.5)
    assert completed["learner"]["name"] == "학**"


def test_a_job_is_opened_applied_for_offered_and_taken(world, do):
    need = rows.need(world, 1)
    body = {
        "district": world.district.code,
        "code": "o-1",
        "firm": world.firm.code,
        "occupation": world.occupation.code,
        "title": "셀 조립원",
        "year": 2026,
        "seats": 1,
        "wage": 32_000_000,
        "deadline": today(10),
        "need": need.pk,
    }
    do(Role.STUDENT, "placement/", body, 403)
    made = do(Role.FIRM_HR, "placement/", body, 201)
    assert (made["state"], made["need"]["id"]) == ("draft", need.pk)
    path = f"placement/openings/{made['id']}"
    do(Role.STUDENT, f"{path}/apply", {"consents": True}, 404)
    do(Role.READER, f"{path}/publish", status=403)
    described = do(Role.FIRM_HR, f"{path}/describe", {"hours": 40, "shift": "two", "least_age": 18})
    assert (described["hours"], described["shift"], described["least_age"]) == (40, "two", 18)
    do(Role.FIRM_HR, f"{path}/describe", {"hours": 53}, 422)
    do(Role.FIRM_HR, f"{path}/describe", {"required_units": ["no-such-unit"]}, 404)
    do(Role.FIRM_HR, f"{path}/publish", status=409)
    do(Role.FIRM_HR, f"{path}/check", status=403)
    assert do(Role.COORDINATOR, f"{path}/check")["state"] == "checked"
    assert do(Role.COORDINATOR, f"{path}/return", {"why": "임금을 적어 주십시오"})["state"] == "draft"
    do(Role.COORDINATOR, f"{path}/check")
    assert do(Role.FIRM_HR, f"{path}/publish")["state"] == "open"
    do(Role.FIRM_HR, f"{path}/apply", {"learner": world.student.pk}, 403)
    asked = do(Role.STUDENT, f"{path}/apply", {"consents": True}, 201)
    apply = f"placement/applications/{asked['id']}"
    assert do(Role.STUDENT, f"{apply}/withdraw")["state"] == "withdrawn"
    do(Role.STUDENT, f"{path}/apply", {"consents": True}, 201)
    do(Role.STUDENT, f"{apply}/offer", {"answer_by": today(5)}, 403)
    do(Role.STUDENT, f"{apply}/accept", {"starts": today(20)}, 409)
    assert do(Role.FIRM_HR, f"{apply}/offer", {"answer_by": today(5)})["state"] == "offered"
    do(Role.FIRM_HR, f"{apply}/accept", {"starts": today(20)}, 403)
    job = do(Role.STUDENT, f"{apply}/accept", {"starts": today(20)}, 201)
    assert (job["starts"], job["firm"]["code"]) == (today(20), world.firm.code)
    do(Role.STUDENT, f"placement/placements/{job['id']}/end", {"on": today(30), "reason": "study"}, 403)
    do(Role.FIRM_HR, f"placement/placements/{job['id']}/end", {"on": today(10), "reason": "study"}, 422)
    ended = do(Role.SCHOOL_LEAD, f"placement/placements/{job['id']}/end", {"on": today(30), "reason": "study"})
    assert (ended["ends"], ended["end_reason"]) == (today(30), "study")


def test_an_application_is_refused_or_an_offer_declined_and_an_opening_closed(world, do):
    refused, offered = rows.application(world, 1), rows.application(world, 2, learner=world.student)
    do(Role.STUDENT, f"placement/applications/{offered.pk}/refuse", {"reason": "criteria"}, 403)
    assert do(Role.FIRM_HR, f"placement/applications/{refused.pk}/refuse", {"reason": "criteria"})["state"] == "refused"
    do(Role.FIRM_HR, f"placement/applications/{offered.pk}/offer", {"answer_by": today(5)})
    do(Role.FIRM_HR, f"placement/applications/{offered.pk}/decline", status=403)
    assert do(Role.STUDENT, f"placement/applications/{offered.pk}/decline")["state"] == "declined"
    do(Role.STUDENT, f"placement/openings/{offered.opening_id}/close", status=403)
    assert do(Role.FIRM_HR, f"placement/openings/{offered.opening_id}/close")["state"] == "closed"


def test_credit_is_registered_completed_and_decided(world, do):
    body = {
        "district": world.district.code,
        "code": "a-1",
        "university": world.university.code,
        "basis": "joint_course",
        "course": "전지 화학",
        "hours": 45,
        "credits": 3,
        "registered_on": "2026-03-02",
    }
    do(Role.UNIVERSITY, "credit/", body | {"learner": world.student.pk}, 403)
    do(Role.STUDENT, "credit/", body | {"university": world.firm.code}, 404)
    first = do(Role.STUDENT, "credit/", body, 201)
    second = do(Role.TEACHER, "credit/", body | {"code": "a-2", "learner": world.student.pk}, 201)
    assert first["state"] == "registered"
    decision = {"on": "2026-07-10", "document": "교무처-1"}
    do(Role.UNIVERSITY, f"credit/{first['id']}/award", decision, 409)
    for each in (first, second):
        do(Role.TEACHER, f"credit/{each['id']}/complete", {"on": "2026-06-30"}, 403)
        do(Role.UNIVERSITY, f"credit/{each['id']}/complete", {"on": "2026-06-30"})
    do(Role.COORDINATOR, f"credit/{first['id']}/award", decision, 403)
    do(Role.UNIVERSITY, f"credit/{first['id']}/award", decision | {"document": ""}, 422)
    assert do(Role.UNIVERSITY, f"credit/{first['id']}/award", decision)["state"] == "awarded"
    do(Role.COORDINATOR, f"credit/{second['id']}/refuse", {"on": "2026-07-10", "reason": "중복"}, 403)
    refused = do(Role.UNIVERSITY, f"credit/{second['id']}/refuse", {"on": "2026-07-10", "reason": "중복"})
    assert (refused["state"], refused["decided_on"]) == ("refused", "2026-07-10")


def test_an_observation_is_recorded_of_a_graduate(world, do):
    graduate = make.learner(world.school, state="graduated", graduated_on="2025-02-10", intake_year=2022, grade=None)
    body = {"learner": graduate.pk, "on": "2025-04-01", "status": "employed", "is_insured": True, "source": "school"}
    do(Role.STUDENT, "outcome/", body, 403)
    made = do(Role.TEACHER, "outcome/", body, 201)
    assert (made["status"], made["is_insured"], made["works_in_district"]) == ("employed", True, None)
    do(Role.TEACHER, "outcome/", body | {"on": "2025-01-01"}, 422)
    again = do(Role.TEACHER, "outcome/", body | {"status": "study", "is_insured": False}, 201)
    assert (again["id"], again["status"]) == (made["id"], "study")


def test_a_projection_is_computed_once_for_the_same_input(world, do):
    body = {"district": world.district.code, "from_year": 2027, "years": 2}
    do(Role.MINISTRY, "forecast/", body, 403)
    made = do(Role.COORDINATOR, "forecast/", body, 201)
    assert [row["year"] for row in made["rows"]] == [2027, 2028]
    assert set(made["assumptions"]["entrants"]) == {"2024", "2025"}
    assert do(Role.COORDINATOR, "forecast/", body, 201)["id"] == made["id"]
    do(Role.COORDINATOR, "forecast/", body | {"years": 99}, 422)


def test_findings_are_computed_confirmed_and_dismissed(world, do, as_user):
    rows.need(world, 1)
    rows.agreement(world, 1)
    body = {"district": world.district.code, "year": rows.YEAR}
    do(Role.OFFICE, "evidence/compute", body, 403)
    assert do(Role.COORDINATOR, "evidence/compute", body)["proposed"] == 2
    items = as_user(world.coordinator).get("/api/evidence/").json()["items"]
    by_kind = {each["kind"]: each["id"] for each in items}
    do(Role.OFFICE, f"evidence/{by_kind['said_hired']}/confirm", {"reason": "맞음"}, 403)
    do(Role.COORDINATOR, f"evidence/{by_kind['said_hired']}/confirm", {"reason": " "}, 422)
    assert do(Role.COORDINATOR, f"evidence/{by_kind['said_hired']}/confirm", {"reason": "맞음"})["state"] == "confirmed"
    do(Role.COORDINATOR, f"evidence/{by_kind['said_hired']}/dismiss", {"reason": "다시"}, 409)
    dismissed = do(Role.COORDINATOR, f"evidence/{by_kind['pledged_kept']}/dismiss", {"reason": "기준이 다름"})
    assert (dismissed["state"], dismissed["reason"]) == ("dismissed", "기준이 다름")
    signals = as_user(world.user(Role.FIRM_HR)).get("/api/demand/signals/").json()["items"]
    assert [(each["said"], each["finding"]) for each in signals] == [(4, by_kind["said_hired"])]


def test_a_number_is_cited_once_and_stays(world, as_user):
    city, teacher = as_user(world.user(Role.CITY)), as_user(world.user(Role.TEACHER))
    body = {"district": world.district.code, "year": 2026, "measure": "demand"}
    assert teacher.post("/api/evidence/citations/", data=body, content_type="application/json").status_code == 403
    first = city.post("/api/evidence/citations/", data=body, content_type="application/json")
    again = city.post("/api/evidence/citations/", data=body, content_type="application/json")
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    found = teacher.get(f"/api/evidence/citations/?key={first.json()['key']}").json()
    assert found["items"] == [first.json()]
    assert found["items"][0]["is_whole"]
    lost = {**body, "measure": "nothing"}
    assert city.post("/api/evidence/citations/", data=lost, content_type="application/json").status_code == 404
