"""Pages of the room curriculum."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook import project_year
from naru.domain.curriculum.models import Course, CourseUnit, Department, Equipment, Seats
from naru.domain.demand import actions as demand
from tests.factories import make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def this_year():
    return project_year.of(timezone.localdate())


class Place:
    def __init__(self):
        self.district = make.district()
        self.school = make.school(self.district)
        self.firm = make.firm(self.district)
        self.lead = make.user(Role.SCHOOL_LEAD, organisation=self.school)
        self.coordinator = make.coordinator(self.district)
        self.stranger = make.coordinator(make.district())
        self.unit = make.unit(name="전지 조립")
        self.other_unit = make.unit(name="입도 분석")
        self.department = self.a_department("battery")

    def a_department(self, code, state="open"):
        return Department.objects.create(school=self.school, code=code, name=f"학과 {code}", state=state)

    def a_course(self, department, code, *units):
        made = Course.objects.create(
            department=department, code=code, name=f"과목 {code}", kind="vocational", credits=2, hours=40, since=2020
        )
        for unit in units:
            CourseUnit.objects.create(course=made, unit=unit)
        return made

    def a_need(self):
        demand.state_need(
            district=self.district,
            code="N-1",
            firm=self.firm,
            occupation=make.occupation(),
            year=this_year(),
            headcount=10,
            confidence="contracted",
            source="survey",
            said_on=timezone.localdate(),
            wanted=[(self.unit, 3), (self.other_unit, 1)],
            by=self.coordinator,
        )


@pytest.fixture
def place():
    return Place()


def enter(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def url_of(name, place):
    return reverse(f"curriculum:{name}", args=[place.department.pk])


def test_pages_open_for_whoever_may(client, place):
    for user in (place.coordinator, place.lead, make.user(Role.STUDENT, organisation=place.school)):
        enter(client, user)
        for name in ("list", "courses", "coverage"):
            assert client.get(reverse(f"curriculum:{name}")).status_code == 200
        assert client.get(url_of("detail", place)).status_code == 200


def test_foreigners_are_kept_out(client, place):
    enter(client, place.stranger)
    assert client.get(url_of("detail", place)).status_code == 404
    assert "학과 battery" not in client.get(reverse("curriculum:list")).content.decode()
    for name in ("state", "seats", "course"):
        assert client.get(url_of(name, place)).status_code == 404
    enter(client, make.user(Role.DPO, district=place.district))
    assert client.get(reverse("curriculum:list")).status_code == 403
    assert client.get(reverse("curriculum:coverage")).status_code == 404


def test_a_reader_sees_no_form(client, place):
    enter(client, make.user(Role.READER, district=place.district))
    assert client.get(reverse("curriculum:department")).status_code == 403
    for name in ("state", "seats", "course"):
        assert client.get(url_of(name, place)).status_code == 403
        assert url_of(name, place) not in client.get(url_of("detail", place)).content.decode()


def test_another_school_may_not_change_it(client, place):
    enter(client, make.user(Role.SCHOOL_LEAD, organisation=make.school(place.district)))
    assert client.get(url_of("detail", place)).status_code == 200
    assert client.get(url_of("seats", place)).status_code == 403
    assert client.post(url_of("seats", place), {"intake_year": 2027, "seats": 1}).status_code == 403


def test_a_school_enters_a_department(client, place):
    enter(client, place.lead)
    told = {"school": place.school.pk, "name": "새 학과", "code": "new", "state": "planned", "is_industry": "on"}
    answer = client.post(reverse("curriculum:department"), told)
    made = Department.objects.get(code="new")
    assert answer.status_code == 303
    assert answer.headers["Location"] == reverse("curriculum:detail", args=[made.pk])
    assert made.is_industry
    assert Event.objects.filter(verb="curriculum.open_department", object_id=made.pk).exists()
    again = client.post(reverse("curriculum:department"), told)
    assert again.status_code == 422
    assert "같은 코드의 학과가 이미" in again.content.decode()


def test_states_move_only_as_they_may(client, place):
    enter(client, place.lead)
    assert client.post(url_of("state", place), {"state": "closing", "why": ""}).status_code == 422
    assert client.post(url_of("state", place), {"state": "closed", "why": "폐과"}).status_code == 422
    answer = client.post(url_of("state", place), {"state": "closing", "why": "재구조화"})
    place.department.refresh_from_db()
    assert (answer.status_code, place.department.state) == (303, "closing")
    assert Event.objects.get(verb="curriculum.change_state").why == "재구조화"
    assert "재구조화" in client.get(url_of("detail", place)).content.decode()


def test_seats_are_set_and_a_closing_department_takes_nobody(client, place):
    enter(client, place.lead)
    answer = client.post(url_of("seats", place), {"intake_year": 2027, "seats": 40, "source": "요강"})
    assert answer.status_code == 303
    assert Seats.objects.get().seats == 40
    assert Event.objects.filter(verb="curriculum.set_seats").exists()
    place.department.state = "closing"
    place.department.save()
    refused = client.post(url_of("seats", place), {"intake_year": 2028, "seats": 40})
    assert refused.status_code == 422
    assert "신입생 정원을 둘 수 없습니다" in refused.content.decode()


def test_a_course_covers_units_and_needs_its_hours(client, place):
    enter(client, place.lead)
    told = {
        "name": "전지 제조",
        "code": "BAT-1",
        "kind": "vocational",
        "credits": 4,
        "hours": 10,
        "since": this_year(),
        "unit_1": place.unit.code,
    }
    short = client.post(url_of("course", place), told)
    assert short.status_code == 422
    assert "고교학점제" in short.content.decode()
    answer = client.post(url_of("course", place), told | {"hours": 64})
    assert answer.status_code == 303
    made = Course.objects.get()
    assert [each.unit_id for each in made.units.all()] == [place.unit.pk]
    assert Event.objects.filter(verb="curriculum.add_course", object_id=made.pk).exists()
    again = client.post(url_of("course", place), told | {"hours": 64})
    assert again.status_code == 422
    assert "같은 코드의 과목이 이미" in again.content.decode()


def test_a_course_is_read_changed_and_its_local_subject_approved(client, place):
    course = place.a_course(place.department, "L-1", place.unit)
    Course.objects.filter(pk=course.pk).update(kind="local", is_candidate=True)
    page = reverse("curriculum:one_course", args=[course.pk])
    enter(client, place.lead)
    assert "학교 책임자가 승인을 요청합니다" in client.get(page).content.decode()
    edit = reverse("curriculum:course_edit", args=[course.pk])
    form = client.get(edit).context["form"]
    assert form["unit_1"].value() == f"{place.unit.name} ({place.unit.code})"
    told = {"name": "전극 제조", "kind": "local", "credits": 3, "hours": 48, "since": 2026, "is_candidate": "on"}
    answer = client.post(edit, told | {"unit_1": place.unit.code, "level_1": "2"})
    assert answer.status_code == 303
    course.refresh_from_db()
    assert (course.name, [each.level for each in course.units.all()]) == ("전극 제조", [2])
    assert "아니요, 수준이 모자랍니다" in client.get(page).content.decode()
    assert client.post(reverse("curriculum:course_ask", args=[course.pk])).status_code == 303
    assert client.post(edit, told).status_code == 422
    office = make.user(Role.OFFICE, district=place.district)
    enter(client, office)
    assert "승인 결정하기" in client.get(page).content.decode()
    decided = {"is_approved": "yes", "document": "중등-1"}
    assert client.post(reverse("curriculum:course_decide", args=[course.pk]), decided).status_code == 303
    assert "중등-1" in client.get(page).content.decode()


def test_a_teacher_adds_a_candidate_whatever_the_form_was_sent_with(client, place):
    enter(client, make.user(Role.TEACHER, organisation=place.school))
    told = {"name": "전극 제조", "code": "L-9", "kind": "local", "credits": 3, "hours": 48, "since": 2027}
    assert client.get(url_of("course", place)).context["form"]["is_candidate"].value() is True
    assert client.post(url_of("course", place), told).status_code == 303
    made = Course.objects.get(code="L-9")
    assert made.is_candidate
    edit = reverse("curriculum:course_edit", args=[made.pk])
    assert client.post(edit, told | {"name": "전극 제조 실습"}).status_code == 303
    made.refresh_from_db()
    assert (made.name, made.is_candidate) == ("전극 제조 실습", True)


def test_a_unit_that_nobody_teaches_leads_to_a_local_subject(client, place):
    enter(client, place.lead)
    url = f"{url_of('course', place)}?unit={place.unit.code}&kind=local"
    form = client.get(url).context["form"]
    assert (form["unit_1"].value(), form["kind"].value(), form["is_candidate"].value()) == (
        f"{place.unit.name} ({place.unit.code})",
        "local",
        True,
    )


def test_coverage_says_what_is_taught_and_what_is_missing(client, place):
    place.a_need()
    place.a_course(place.department, "C-1", place.unit)
    enter(client, place.coordinator)
    answer = client.get(reverse("curriculum:coverage"))
    text = answer.content.decode()
    assert "30 ÷ 40 × 100 = 75.0 %" in text.replace("30.0", "30").replace("40.0", "40")
    assert [each.unit.name for each in answer.context["missing"]] == ["입도 분석"]
    assert [each.unit.name for each in answer.context["taught"]] == ["전지 조립"]
    assert [each.name for each in answer.context["taught"][0].courses] == ["과목 C-1"]
    assert "원하는 인원" in text
    enter(client, make.user(Role.FIRM_HR, organisation=place.firm))
    shared = client.get(reverse("curriculum:coverage")).content.decode()
    assert "입도 분석" in shared
    assert "원하는 인원" not in shared


def test_coverage_of_a_year_in_which_nobody_wants_anything(client, place):
    enter(client, place.coordinator)
    text = client.get(reverse("curriculum:coverage")).content.decode()
    assert "원한다고 밝힌 능력단위가 없습니다" in text


def test_what_nobody_teaches_waits_on_top_of_the_list(client, place):
    place.a_need()
    enter(client, place.lead)
    assert "가르치는 과목이 없습니다" in client.get(reverse("curriculum:list")).content.decode()


def test_equipment_is_listed_and_entered(client, place):
    enter(client, place.lead)
    assert "naru-empty" in client.get(reverse("curriculum:equipment")).content.decode()
    told = {"school": place.department.school_id, "code": "COATER", "name": "코터", "is_there": "no", "cost": 0}
    assert client.post(reverse("curriculum:equip"), told).status_code == 422
    assert client.post(reverse("curriculum:equip"), told | {"cost": 85_000_000}).status_code == 303
    page = client.get(reverse("curriculum:equipment")).content.decode()
    row = Equipment.objects.get()
    assert f"?row={row.pk}" in page
    form = client.get(f"{reverse('curriculum:equip')}?row={row.pk}").context["form"]
    assert (form["code"].value(), form["is_there"].value(), form["cost"].value()) == ("COATER", "no", 85_000_000)


@pytest.mark.parametrize("name", ["list", "courses", "coverage", "equipment"])
def test_lists_ask_as_many_queries_for_thirty_rows_as_for_one(client, place, name):
    def count():
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse(f"curriculum:{name}")).status_code == 200
        return len(found)

    place.a_need()
    place.a_course(place.department, "C-0", place.unit)
    enter(client, place.coordinator)
    count()
    one = count()
    for number in range(1, 30):
        place.a_course(place.a_department(f"d-{number}"), "C-1", place.unit)
    assert count() == one
