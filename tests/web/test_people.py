"""Pages of the room people."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.domain.people.models import Guardian, Learner, Staff, Teacher
from tests.factories import make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LISTS = ["list", "teachers", "staff"]


@pytest.fixture
def town():
    return make.town()


def enter(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def url(name, *keys):
    return reverse(f"people:{name}", args=keys)


def teacher(town, **fields):
    number = f"T-{Teacher.objects.count() + 1:03}"
    values = {"school": town.school, "number": number, "name": f"교사{number}", "subjects": "전기"}
    return Teacher.objects.create(**(values | fields))


def member(town, **fields):
    number = f"S-{Staff.objects.count() + 1:03}"
    values = {"organisation": town.firm, "number": number, "name": f"직원{number}", "duty": "hr"}
    return Staff.objects.create(**(values | fields))


def names(answer):
    return [line[0].text for line in answer.context["lines"]]


def test_learners_open_to_their_school_and_district_only(client, town):
    learner = make.learner(town.school)
    for viewer in (town.coordinator, town.lead, town.teacher):
        enter(client, viewer)
        assert names(client.get(url("list"))) == [learner.name]
        assert client.get(url("detail", learner.pk)).status_code == 200
    for stranger in (
        make.coordinator(make.district()),
        make.user(Role.TEACHER, organisation=make.school(town.district)),
    ):
        enter(client, stranger)
        assert names(client.get(url("list"))) == []
        assert client.get(url("detail", learner.pk)).status_code == 404
    for outside in (town.hr, town.dean, make.user(Role.CITY, district=town.district)):
        enter(client, outside)
        for name in LISTS:
            assert client.get(url(name)).status_code == 403
        assert client.get(url("detail", learner.pk)).status_code == 404


def test_a_learner_finds_themself_and_a_guardian_their_ward_by_name(client, town):
    learner, other = make.learner(town.school), make.learner(town.school)
    guardian = make.guardian_of(learner)
    for viewer in (make.account_of(learner), guardian):
        enter(client, viewer)
        answer = client.get(url("list"))
        assert names(answer) == [learner.name]
        assert answer.context["listing"].tabs == ()
        page = client.get(url("detail", learner.pk))
        assert page.context["name"] == learner.name
        assert learner.birth_date.isoformat() in page.content.decode()
        assert client.get(url("detail", other.pk)).status_code == 404
        assert names(client.get(url("teachers"))) == []
        assert client.get(url("graduate", learner.pk)).status_code == 403
        assert client.get(url("leave", learner.pk)).status_code == 403
        assert client.get(url("enter")).status_code == 403


def test_teachers_and_staff_are_listed_for_the_district(client, town):
    mine, theirs = teacher(town), teacher(town, school=make.school(make.district()))
    person = member(town)
    enter(client, town.coordinator)
    assert names(client.get(url("teachers"))) == [mine.name]
    assert names(client.get(url("staff"))) == [person.name]
    assert theirs.name not in client.get(url("teachers")).content.decode()
    assert names(client.get(url("teachers"), {"q": mine.name})) == [mine.name]
    for name in LISTS:
        assert client.get(url(name), {"download": "xlsx"}).status_code == 200


def test_filters_narrow_by_school_department_state_and_grade(client, town):
    second = make.school(town.district)
    department = make.department(town.school, code="battery", name="이차전지과")
    make.department(town.school, code="other")
    make.department(second, code="battery", name="다른 학교 전지과")
    here = make.learner(town.school, grade=2)
    there = make.learner(second, grade=3)
    gone = make.graduate(town.school)
    enter(client, town.coordinator)
    found = client.get(url("list"), {"place": town.school.pk})
    assert set(names(found)) == {here.name, gone.name}
    assert "이차전지과" in found.content.decode()
    assert names(client.get(url("list"), {"grade": "2"})) == [here.name]
    assert names(client.get(url("list"), {"state": "graduated"})) == [gone.name]
    chosen = {"department": f"{second.pk}:battery"}
    assert names(client.get(url("list"), chosen)) == [there.name]
    assert set(names(client.get(url("list"), {"department": f"{town.school.pk}:{department.code}"}))) == {
        here.name,
        gone.name,
    }
    assert len(names(client.get(url("list"), {"department": "x:y", "place": "0"}))) == 3


@pytest.mark.parametrize("name", LISTS)
def test_lists_cost_the_same_for_one_row_and_thirty(client, town, name):
    grow = {"list": lambda: make.learner(town.school), "teachers": lambda: teacher(town), "staff": lambda: member(town)}
    enter(client, town.coordinator)

    def cost():
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(url(name), {"size": 50})
        return len(caught), answer.context["total"]

    grow[name]()
    cost()
    before, _one = cost()
    for _each in range(29):
        grow[name]()
    assert cost() == (before, 30)


def test_numbers_and_guardians_are_whole_for_whoever_works_with_persons(client, town):
    learner = make.learner(town.school, number="2024-00777")
    Guardian.objects.create(learner=learner, name="보호자하나", phone="010-0000-0000")
    enter(client, town.teacher)
    text = client.get(url("detail", learner.pk)).content.decode()
    assert "2024-00777" in text
    assert "보호자하나" in text
    assert "010-0000-0000" in text
    assert client.get(url("list"), {"q": "00777"}).context["total"] == 1


def test_whoever_may_not_see_persons_reads_masked_names_and_nothing_personal(client, town, monkeypatch):
    from naru.base.privacy import masking

    learner = make.learner(town.school, name="홍길동", number="2024-00777")
    Guardian.objects.create(learner=learner, name="보호자하나")
    enter(client, town.teacher)
    monkeypatch.setattr(masking, "sees_persons", lambda viewer: False)
    row = client.get(url("list")).context["lines"][0]
    assert (row[0].text, row[1].text) == ("홍**", "20********")
    text = client.get(url("detail", learner.pk)).content.decode()
    for hidden in ("홍길동", "2024-00777", learner.birth_date.isoformat(), "보호자하나"):
        assert hidden not in text


def entry_of(town, **changes):
    return {
        "place": f"{town.school.pk}:battery",
        "number": "2026-10101",
        "name": "김새봄",
        "birth_date": "2010-03-14",
        "sex": "f",
        "intake_year": 2026,
        "grade": 1,
    } | changes


def test_a_learner_is_entered_by_school_or_coordinator(client, town):
    make.department(town.school, code="battery")
    for number, viewer in enumerate((town.lead, town.coordinator), 1):
        enter(client, viewer)
        assert url("enter") in client.get(url("list")).content.decode()
        assert client.get(url("enter")).status_code == 200
        answer = client.post(url("enter"), entry_of(town, number=f"2026-{number}"))
        made = Learner.objects.get(number=f"2026-{number}")
        assert (answer.status_code, answer.headers["Location"]) == (303, url("detail", made.pk))
        assert (made.school, made.department, made.grade, made.state) == (town.school, "battery", 1, "enrolled")
    assert Event.objects.filter(verb="people.enter_learner").count() == 2
    enter(client, town.teacher)
    assert url("enter") not in client.get(url("list")).content.decode()
    assert client.get(url("enter")).status_code == 403
    assert client.post(url("enter"), entry_of(town)).status_code == 403


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": "TAKEN"}, "number"),
        ({"birth_date": "2020-01-01"}, "__all__"),
        ({"birth_date": "2999-01-01"}, "birth_date"),
        ({"birth_date": "2026-02-30"}, "birth_date"),
        ({"place": "999999:battery"}, "place"),
        ({"sex": ""}, "sex"),
        ({"name": ""}, "name"),
    ],
)
def test_a_faulty_learner_is_refused_at_its_field(client, town, changes, field):
    make.department(town.school, code="battery")
    make.learner(town.school, number="TAKEN")
    enter(client, town.lead)
    answer = client.post(url("enter"), entry_of(town, **changes))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Learner.objects.count() == 1


def test_without_departments_the_form_says_what_to_do_first(client, town):
    enter(client, town.lead)
    text = client.get(url("enter")).content.decode()
    assert reverse("curriculum:list") in text
    make.department(make.school(town.district), code="battery")
    assert client.get(url("enter")).context["has_places"] is False


def test_a_graduation_needs_the_years_of_school(client, town):
    now = timezone.localdate()
    ready = make.learner(town.school, intake_year=now.year - 3)
    early = make.learner(town.school, intake_year=now.year - 1)
    enter(client, town.lead)
    assert client.get(url("graduate", ready.pk)).status_code == 200
    assert client.post(url("graduate", ready.pk), {"on": now.isoformat()}).status_code == 303
    ready.refresh_from_db()
    assert (ready.state, ready.graduated_on, ready.grade) == ("graduated", now, None)
    assert Event.objects.filter(verb="people.graduate").count() == 1
    answer = client.post(url("graduate", early.pk), {"on": now.isoformat()})
    assert answer.status_code == 422
    assert "제46조" in answer.content.decode()
    later = (now + timedelta(days=1)).isoformat()
    assert client.post(url("graduate", early.pk), {"on": later}).status_code == 422
    assert client.get(url("graduate", ready.pk)).status_code == 409
    assert client.post(url("graduate", ready.pk), {"on": now.isoformat()}).status_code == 422
    assert url("graduate", ready.pk) not in client.get(url("detail", ready.pk)).content.decode()


def test_leaving_asks_for_a_reason(client, town):
    learner = make.learner(town.school)
    enter(client, town.lead)
    assert url("leave", learner.pk) in client.get(url("detail", learner.pk)).content.decode()
    assert client.post(url("leave", learner.pk), {"why": " "}).status_code == 422
    assert client.post(url("leave", learner.pk), {"why": "전학"}).status_code == 303
    learner.refresh_from_db()
    assert learner.state == "left"
    assert Event.objects.get(verb="people.leave").why == "전학"
    assert "전학" in client.get(url("detail", learner.pk)).content.decode()
    assert client.get(url("leave", learner.pk)).status_code == 409
    assert client.post(url("leave", learner.pk), {"why": "또"}).status_code == 422
    enter(client, town.teacher)
    assert client.post(url("leave", learner.pk), {"why": "또"}).status_code == 403


def test_a_learner_past_the_years_of_school_presses(client, town):
    enter(client, town.lead)
    late = make.learner(town.school, intake_year=date.today().year - 5)
    fresh = make.learner(town.school, intake_year=date.today().year)
    assert client.get(url("detail", late.pk)).context["next"]["who"] == town.school.label
    assert client.get(url("detail", fresh.pk)).context["next"] is None
