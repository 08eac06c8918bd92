"""The body of every refusal: {"code", "sentence", "article"}, and the path of each value that does not hold."""

import json

import pytest
from django.test import Client
from django.utils.functional import lazy
from django.utils.translation import get_language

from naru.base.accounts.enums import Role
from naru.base.rulebook.errors import NaruError, NoRule, RuleBroken
from naru.domain.demand import queries as demand
from tests.api import rows
from tests.factories import make


def post(client, path, body):
    return client.post(f"/api/{path}", json.dumps(body), content_type="application/json")


def need_body(world, **changes):
    return {
        "district": world.district.code,
        "code": "need-9",
        "firm": world.firm.code,
        "occupation": world.occupation.code,
        "year": 2026,
        "headcount": 3,
        "confidence": "planned",
        "source": "survey",
        "said_on": "2026-04-01",
        "wanted": [],
    } | changes


def test_without_signing_in_operations_answer_401_and_the_description_asks_to_sign_in(db):
    answer = Client().get("/api/demand/")
    assert answer.status_code == 401
    assert answer.json()["code"] == "not_signed_in"
    assert set(answer.json()) == {"code", "sentence", "article"}
    for path in ("docs", "openapi.json"):
        assert Client().get(f"/api/{path}").status_code == 302


def test_a_deed_needs_the_csrf_token(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.coordinator)
    answer = post(client, "demand/", need_body(world))
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    assert client.get("/api/demand/").status_code == 200


def test_with_the_csrf_token_a_deed_is_done(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.coordinator)
    client.get("/api/docs")
    token = client.cookies["csrftoken"].value
    answer = client.post(
        "/api/demand/", json.dumps(need_body(world)), content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 201, answer.content


def test_not_allowed_not_found_conflict_and_broken_rule_have_one_body(world, as_user):
    need = rows.need(world, 1)
    opening = rows.opening(world, 1)
    rows.application(world, 2, learner=world.student)
    revised = {"headcount": 2, "confidence": "planned", "source": "survey", "said_on": "2025-05-01", "reason": ""}
    student = as_user(world.user(Role.STUDENT))
    assert post(student, f"placement/openings/{opening.pk}/apply", {"consents": True}).status_code == 201
    faults = {
        (403, "not_allowed"): post(as_user(world.user(Role.READER)), f"demand/{need.pk}/revise", revised),
        (404, "not_found"): post(student, f"demand/{need.pk}/revise", revised),
        (409, "conflict"): post(student, f"placement/openings/{opening.pk}/apply", {"consents": True}),
        (422, "rule_broken"): post(as_user(world.coordinator), f"demand/{need.pk}/revise", revised),
    }
    for (status, code), answer in faults.items():
        body = answer.json()
        assert (answer.status_code, body["code"]) == (status, code), body
        assert set(body) == {"code", "sentence", "article"}
        assert body["sentence"]


def test_a_broken_rule_cites_its_article(world, as_user):
    body = {
        "district": world.district.code,
        "code": "a-1",
        "learner": world.student.pk,
        "university": world.university.code,
        "basis": "joint_course",
        "course": "전지 화학",
        "hours": 10,
        "credits": 3,
        "registered_on": "2026-03-02",
    }
    answer = post(as_user(world.user(Role.TEACHER)), "credit/", body)
    assert answer.status_code == 422
    assert answer.json()["article"] == "고등교육법 시행령 제14조"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_sentences_are_made_in_the_reader_s_language(world, as_user, monkeypatch, language):
    def refuse(*arguments):
        raise RuleBroken(lazy(get_language, str)())

    monkeypatch.setattr(demand, "one", refuse)
    answer = as_user(world.coordinator).get("/api/demand/1", headers={"Accept-Language": language})
    assert answer.json()["sentence"] == language


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"headcount": -1}, "body.headcount", "greater_than_equal"),
        ({"headcount": 10**12}, "body.headcount", "less_than_equal"),
        ({"headcount": "많이"}, "body.headcount", "int_parsing"),
        ({"headcount": None}, "body.headcount", "int_type"),
        ({"confidence": "sure"}, "body.confidence", "enum"),
        ({"said_on": "2026-02-30"}, "body.said_on", "date_from_datetime_parsing"),
        ({"said_on": "1999-12-31"}, "body.said_on", "greater_than_equal"),
        ({"code": ""}, "body.code", "string_too_short"),
        ({"code": "x" * 41}, "body.code", "string_too_long"),
        ({"code": "a\x00b"}, "body.code", "string_pattern_mismatch"),
        ({"code": "a\ud800"}, "body.code", "string_unicode"),
        ({"wanted": [{"unit": "u", "importance": 9}]}, "body.wanted.0.importance", "less_than_equal"),
        ({"wanted": [{"importance": 1}]}, "body.wanted.0.unit", "missing"),
        ({"headcounts": 3}, "body.headcounts", "extra_forbidden"),
    ],
)
def test_a_value_that_does_not_hold_is_named_by_its_path(world, as_user, changes, path, code):
    answer = post(as_user(world.coordinator), "demand/", need_body(world, **changes))
    assert answer.status_code == 422, answer.content
    body = answer.json()
    assert (body["code"], body["article"]) == ("invalid", "")
    assert [(each["path"], each["code"]) for each in body["fields"]] == [(path, code)]
    assert "%(" not in body["fields"][0]["sentence"]
    assert any("가" <= sign <= "힣" for sign in body["fields"][0]["sentence"])


def test_days_in_the_wrong_order_are_told_of_the_whole_body(world, as_user):
    body = {
        "district": world.district.code,
        "code": "p-1",
        "title": "협약",
        "kind": "general",
        "starts": "2026-03-01",
        "ends": "2026-02-01",
        "parties": [],
    }
    answer = post(as_user(world.coordinator), "partners/", body)
    assert answer.status_code == 422
    assert [(each["path"], each["code"]) for each in answer.json()["fields"]] == [("body", "out_of_order")]
    assert answer.json()["fields"][0]["sentence"] == "ends 날짜가 starts 날짜보다 앞섭니다."


@pytest.mark.parametrize("text", ["{", "[1, 2", b"\xff\xfe"])
def test_what_is_no_json_is_refused(world, as_user, text):
    answer = as_user(world.coordinator).post("/api/demand/", text, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")


@pytest.mark.parametrize("text", ["", "[]", "null", "3", '"x"'])
def test_json_that_is_no_object_is_invalid(world, as_user, text):
    answer = as_user(world.coordinator).post("/api/demand/", text, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


@pytest.mark.parametrize(
    ("field", "value"), [("district", "nowhere"), ("firm", "nobody"), ("occupation", "0000"), ("wanted", "no-unit")]
)
def test_an_unknown_reference_says_which(world, as_user, field, value):
    changes = {field: [{"unit": value}] if field == "wanted" else value}
    answer = post(as_user(world.coordinator), "demand/", need_body(world, **changes))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert field in answer.json()["sentence"]
    assert value in answer.json()["sentence"]


def test_a_taken_code_is_a_conflict(world, as_user):
    client = as_user(world.coordinator)
    assert post(client, "demand/", need_body(world)).status_code == 201
    answer = post(client, "demand/", need_body(world))
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert client.get("/api/demand/").json()["total"] == 1


def test_a_day_before_any_rule_is_a_broken_rule_and_other_lookups_fail_loudly(world, as_user, monkeypatch):
    client = as_user(world.coordinator)

    def before_any_rule(*arguments):
        raise NoRule("그날의 규칙이 없습니다.")

    monkeypatch.setattr(demand, "one", before_any_rule)
    answer = client.get("/api/demand/1")
    assert (answer.status_code, answer.json()["code"]) == (422, "no_rule")

    def broken(*arguments):
        raise KeyError("ours")

    monkeypatch.setattr(demand, "one", broken)
    with pytest.raises(KeyError):
        client.get("/api/demand/1")


def test_every_error_of_the_house_has_a_status():
    statuses = {each.__name__: each.status for each in NaruError.__subclasses__()}
    assert {"NotAllowed": 403, "NotFound": 404, "Conflict": 409, "RuleBroken": 422}.items() <= statuses.items()


def test_a_guest_of_another_district_cannot_write_here(world, as_user):
    stranger = as_user(make.coordinator(make.district()))
    assert post(stranger, "demand/", need_body(world)).status_code == 404
