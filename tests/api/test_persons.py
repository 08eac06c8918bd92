"""What answers show of persons: whole, masked or nothing, by who reads them."""

import pytest

from naru.base.accounts.enums import Role
from naru.base.privacy.classes import FieldClass, class_of
from naru.domain.outcome.models import Observation
from naru.domain.people.models import Guardian, Learner
from naru.domain.placement.models import Application, Placement
from tests.api import rows
from tests.factories import make

NAME = "김나루"


@pytest.fixture
def shown(world, as_user):
    """(role, address) -> the JSON that this role is shown."""

    def get(role, path):
        answer = as_user(world.user(role)).get(f"/api/{path}")
        assert answer.status_code == 200, answer.content
        return answer.json()

    return get


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.TEACHER, Role.SCHOOL_LEAD, Role.AUDITOR, Role.DPO])
def test_whoever_works_with_persons_sees_them_whole(world, shown, role):
    found = shown(role, f"people/{world.student.pk}")
    assert (found["name"], found["number"]) == (NAME, world.student.number)
    assert (found["birth_date"], found["sex"], found["email"]) == ("2008-05-05", "f", "learner@example.kr")
    assert found["guardians"][0] | {"id": 0} == {"id": 0, "name": "김보호", "phone": "010-0000-0000"}


@pytest.mark.parametrize("role", [Role.STUDENT, Role.GUARDIAN])
def test_one_s_own_name_is_whole_but_contacts_stay_with_those_who_work_with_them(world, shown, role):
    found = shown(role, f"people/{world.student.pk}")
    assert (found["name"], found["number"], found["sex"]) == (NAME, world.student.number, "f")
    assert found["birth_date"] is found["email"] is None
    assert all(each["phone"] is None for each in found["guardians"])
    assert shown(role, "people/")["total"] == 1


@pytest.mark.parametrize("role", [Role.FIRM_HR, Role.TRAINER, Role.UNIVERSITY])
def test_outside_the_school_a_name_is_masked(world, shown, role):
    """Firms see who applied and trains there, universities who studies with them: masked, and nothing personal."""
    rows.enrolment(world, 1, learner=world.student)
    rows.application(world, 2, learner=world.student, state="refused", refusal="criteria")
    rows.placement(world, 3, learner=world.student)
    rows.award(world, 4, learner=world.student)
    paths = {
        Role.FIRM_HR: ("training/enrolments/", "placement/applications/", "placement/placements/"),
        Role.TRAINER: ("training/enrolments/",),
        Role.UNIVERSITY: ("credit/",),
    }[role]
    for path in paths:
        item = shown(role, path)["items"][0]
        assert item["learner"]["name"] == "김**"
        assert item["learner"]["code"].endswith("***")
        assert NAME not in str(item)
        assert world.student.number not in str(item)
    if role == Role.FIRM_HR:
        assert shown(role, "placement/applications/")["items"][0]["refusal"] is None
        job = shown(role, "placement/placements/")["items"][0]
        assert job["starts"] is job["ends"] is job["end_reason"] is None


def test_the_learner_and_the_guardian_see_what_is_their_own(world, shown):
    rows.application(world, 1, learner=world.student, state="refused", refusal="criteria")
    rows.placement(world, 2, learner=world.student)
    rows.observation(world, 3, learner=world.student)
    rows.application(world, 4)
    for role in (Role.STUDENT, Role.GUARDIAN):
        (asked,) = shown(role, "placement/applications/")["items"]
        assert (asked["learner"]["name"], asked["refusal"]) == (NAME, "criteria")
        (job,) = shown(role, "placement/placements/")["items"]
        assert (job["starts"], job["end_reason"]) == ("2026-01-02", "study")
        assert shown(role, "outcome/")["items"][0]["status"] == "employed"


def test_nobody_finds_a_masked_name_by_searching_for_it(world, as_user):
    rows.enrolment(world, 1, learner=world.student)
    for role, total in ((Role.COORDINATOR, 1), (Role.TRAINER, 0)):
        answer = as_user(world.user(role)).get("/api/training/enrolments/", {"q": NAME})
        assert answer.json()["total"] == total, role


def test_who_signed_and_who_asked_is_masked_for_those_who_read_aggregates_only(world, shown):
    agreement = rows.agreement(world, 1)
    projection = rows.projection(world, 1)
    for role, signatory in ((Role.COORDINATOR, "박서명"), (Role.CITY, "박**"), (Role.FIRM_HR, "박**")):
        assert {each["signatory"] for each in shown(role, f"partners/{agreement.pk}")["parties"]} == {signatory}
    assert shown(Role.COORDINATOR, f"forecast/{projection.pk}")["asked_by"] == world.coordinator.name
    assert shown(Role.MINISTRY, f"forecast/{projection.pk}")["asked_by"] == f"{world.coordinator.name[:1]}**"


def test_what_answers_treat_as_personal_is_what_the_models_class_as_personal():
    """A field that moves to another class must move in the API too."""
    personal = {
        Learner: {"number", "name", "birth_date", "sex", "email", "user"},
        Guardian: {"learner", "name", "phone", "phone_index", "user"},
        Application: {"learner", "refusal"},
        Placement: {"learner", "starts", "ends", "end_reason"},
        Observation: {"learner", "status", "is_insured", "works_in_district", "lives_in_district"},
    }
    hidden = {FieldClass.PERSONAL, FieldClass.SENSITIVE}
    for model, names in personal.items():
        fields = {field.name for field in model._meta.concrete_fields}
        assert {name for name in fields if class_of(model, name) in hidden} == names, model


def test_a_masked_name_keeps_the_mark_of_an_example(world, as_user):
    learner = make.learner(world.school, name="예시 이나루")
    rows.award(world, 1, learner=learner)
    item = as_user(world.user(Role.UNIVERSITY)).get("/api/credit/").json()["items"][0]
    assert item["learner"]["name"] == "예시 이**"
