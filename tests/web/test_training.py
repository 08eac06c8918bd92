"""Pages of the room training."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook import project_year
from naru.domain.budget.models import Fund, Line
from naru.domain.training import actions
from naru.domain.training.models import Enrolment, Programme
from tests.factories import make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def today():
    return timezone.localdate()


class Place:
    def __init__(self):
        self.district = make.district()
        self.school = make.school(self.district)
        self.provider = make.public(self.district)
        self.coordinator = make.coordinator(self.district)
        self.teacher = make.user(Role.TEACHER, organisation=self.school)
        self.student = make.user(Role.STUDENT, organisation=self.school)
        self.learner = make.learner(self.school, user=self.student, name="김하늘")
        self.trainer = make.user(Role.TRAINER, organisation=self.provider)
        self.stranger = make.coordinator(make.district())

    def programme(self, code="T-1", *, opens=-3, closes=3, starts=10, ends=20, **fields):
        return Programme.objects.create(
            **(
                {
                    "district": self.district,
                    "code": code,
                    "name": f"과정 {code}",
                    "kind": "camp",
                    "provider": self.provider,
                    "year": project_year.of(today()),
                    "capacity": 2,
                    "hours": 30,
                    "opens_on": today() + timedelta(days=opens),
                    "closes_on": today() + timedelta(days=closes),
                    "starts": today() + timedelta(days=starts),
                    "ends": today() + timedelta(days=ends),
                }
                | fields
            )
        )

    def over(self, code="T-over", **fields):
        return self.programme(code, opens=-30, closes=-25, starts=-20, ends=-10, **fields)

    def takes_part(self, programme, learner=None, state="enrolled"):
        return Enrolment.objects.create(
            programme=programme,
            learner=learner or make.learner(self.school),
            state=state,
            signed_up_at=timezone.now(),
        )


@pytest.fixture
def place():
    return Place()


def enter(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def url(name, *arguments):
    return reverse(f"training:{name}", args=arguments)


def follow(client, answer):
    assert answer.status_code == 303
    return client.get(answer.headers["Location"])


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_pages_open_for_whoever_may(client, place):
    programme = place.programme()
    taken = place.takes_part(programme, place.learner)
    for user in (place.coordinator, place.teacher, place.student, place.trainer):
        enter(client, user)
        assert programme.name in text_of(client, url("list"))
        assert programme.name in text_of(client, url("detail", programme.pk))
        assert programme.name in text_of(client, url("enrolments"))
        assert client.get(url("enrolment", taken.pk)).status_code == 200


def test_foreigners_are_kept_out(client, place):
    programme = place.programme()
    taken = place.takes_part(programme, place.learner)
    enter(client, place.stranger)
    assert programme.name not in text_of(client, url("list"))
    for name, pk in (
        ("detail", programme.pk),
        ("enrol", programme.pk),
        ("complete_all", programme.pk),
        ("enrolment", taken.pk),
        ("complete", taken.pk),
    ):
        assert client.get(url(name, pk)).status_code == 404
    enter(client, make.user(Role.TEACHER, organisation=make.school(place.district)))
    assert client.get(url("enrolment", taken.pk)).status_code == 404
    enter(client, make.user(Role.CITY, district=place.district))
    assert client.get(url("list")).status_code == 403


def test_forms_are_only_for_whoever_may(client, place):
    programme = place.programme()
    taken = place.takes_part(programme, place.learner)
    enter(client, make.user(Role.READER, district=place.district))
    for address in (
        url("announce"),
        url("enrol", programme.pk),
        url("complete_all", programme.pk),
        url("complete", taken.pk),
    ):
        assert client.get(address).status_code == 403
    page = text_of(client, url("detail", programme.pk))
    assert url("enrol", programme.pk) not in page
    assert url("sign_up", programme.pk) not in page


def test_open_programmes_come_first(client, place):
    place.over("A-over")
    place.programme("B-coming", opens=5, closes=9, starts=40, ends=50)
    place.programme("C-open")
    enter(client, place.student)
    names = [line[0].text for line in client.get(url("list")).context["lines"]]
    assert names == ["과정 C-open", "과정 B-coming", "과정 A-over"]


def test_a_student_signs_up_and_withdraws_with_one_press(client, place):
    programme = place.programme()
    enter(client, place.student)
    assert "지금 신청할 수 있는 과정이 1개" in text_of(client, url("list"))
    assert url("sign_up", programme.pk) in text_of(client, url("detail", programme.pk))
    assert client.get(url("sign_up", programme.pk)).status_code == 405
    answer = client.post(url("sign_up", programme.pk))
    assert (answer.status_code, answer.headers["Location"]) == (303, url("detail", programme.pk))
    taken = Enrolment.objects.get()
    assert (taken.learner, taken.state) == (place.learner, "enrolled")
    assert Event.objects.filter(verb="training.sign_up", object_id=taken.pk, actor_id=place.student.pk).exists()
    page = text_of(client, url("detail", programme.pk))
    assert url("withdraw", taken.pk) in page
    assert url("sign_up", programme.pk) not in page
    again = follow(client, client.post(url("sign_up", programme.pk)))
    assert "이미 신청한 과정입니다" in again.content.decode()
    assert client.post(url("withdraw", taken.pk)).status_code == 303
    taken.refresh_from_db()
    assert taken.state == "withdrawn"
    assert Event.objects.filter(verb="training.withdraw", object_id=taken.pk).exists()


def test_a_full_programme_makes_the_student_wait_and_says_which_one(client, place):
    programme = place.programme(capacity=1)
    first = place.takes_part(programme)
    place.takes_part(programme, state="waiting")
    enter(client, place.student)
    answer = follow(client, client.post(url("sign_up", programme.pk)))
    assert "대기 2번째" in answer.content.decode()
    enter(client, place.teacher)
    answer = follow(client, client.post(url("withdraw", first.pk)))
    assert "다음 학생의 참여가 확정되었습니다" in answer.content.decode()


def test_sign_up_outside_the_window_is_refused_with_a_sentence(client, place):
    programme = place.programme(opens=5, closes=9)
    enter(client, place.student)
    answer = follow(client, client.post(url("sign_up", programme.pk)))
    assert "아직 신청 기간이 아닙니다" in answer.content.decode()
    assert not Enrolment.objects.exists()


def test_only_a_learner_signs_up_with_the_button(client, place):
    programme = place.programme()
    enter(client, place.teacher)
    assert client.post(url("sign_up", programme.pk)).status_code == 403


def test_a_teacher_finds_a_learner_by_name_or_number_and_enrols_them(client, place):
    programme = place.programme()
    other = make.learner(place.school, name="박바다", number="24-777")
    foreign = make.learner(make.school(place.district), name="김하늘")
    enter(client, place.teacher)
    assert url("enrol", programme.pk) in text_of(client, url("list"))
    address = url("enrol", programme.pk)
    for query, found in (("하늘", [place.learner]), ("24-777", [other]), ("없음", [])):
        assert list(client.get(address, {"q": query}).context["learners"]) == found
    answer = client.post(f"{address}?q=하늘", {"learner": place.learner.pk})
    assert answer.status_code == 303
    taken = Enrolment.objects.get()
    assert taken.learner == place.learner
    assert Event.objects.filter(verb="training.sign_up", actor_id=place.teacher.pk).exists()
    assert "이미 신청함" in client.get(address, {"q": "하늘"}).content.decode()
    again = client.post(address, {"learner": place.learner.pk})
    assert again.status_code == 422
    assert "이미 신청한 과정입니다" in again.content.decode()
    not_mine = client.post(address, {"learner": foreign.pk})
    assert not_mine.status_code == 422
    assert Enrolment.objects.count() == 1


def test_enrolling_outside_the_window_is_refused(client, place):
    programme = place.over()
    enter(client, place.teacher)
    address = url("enrol", programme.pk)
    assert "지금은 신청 기간이 아닙니다" in text_of(client, address)
    answer = client.post(address, {"learner": place.learner.pk})
    assert answer.status_code == 422
    assert "신청 기간이" in answer.content.decode()


def test_completion_by_hours_and_evidence(client, place):
    programme = place.over()
    taken = place.takes_part(programme, place.learner)
    enter(client, place.trainer)
    assert "수료를 아직 적지 않은 참여가 1건" in text_of(client, url("list"))
    assert place.learner.name in text_of(client, url("complete", taken.pk))
    told = {"hours_done": "20", "on": today().isoformat(), "evidence": "출석부"}
    too_many = client.post(url("complete", taken.pk), told | {"hours_done": "31"})
    assert too_many.status_code == 422
    assert client.post(url("complete", taken.pk), told | {"evidence": ""}).status_code == 422
    before = client.post(url("complete", taken.pk), told | {"on": (programme.starts - timedelta(days=1)).isoformat()})
    assert before.status_code == 422
    assert "시작하기 전에는" in before.content.decode()
    assert client.post(url("complete", taken.pk), told).status_code == 303
    taken.refresh_from_db()
    assert (taken.state, taken.evidence) == ("completed", "출석부")
    assert Event.objects.filter(verb="training.complete", object_id=taken.pk).exists()
    assert client.post(url("complete", taken.pk), told).status_code == 422


def test_completing_everybody_at_once_is_all_or_nothing(client, place):
    programme = place.over(capacity=5)
    done, short, later = (place.takes_part(programme) for _each in range(3))
    enter(client, place.coordinator)
    address = url("complete_all", programme.pk)
    told = {"on": today().isoformat(), "evidence": "출석부 1기", f"hours_{done.pk}": "30", f"hours_{short.pk}": "5"}
    assert client.post(address, {"on": told["on"], "evidence": "출석부"}).status_code == 422
    bad = client.post(address, told | {f"hours_{later.pk}": "99"})
    assert bad.status_code == 422
    assert set(Enrolment.objects.values_list("state", flat=True)) == {"enrolled"}
    answer = client.post(address, told)
    assert answer.status_code == 303
    states = {each.pk: each.state for each in Enrolment.objects.all()}
    assert states == {done.pk: "completed", short.pk: "incomplete", later.pk: "enrolled"}
    assert Event.objects.filter(verb="training.complete").count() == 2


def test_a_coordinator_announces_a_programme_with_its_money(client, place):
    year = project_year.of(today())
    fund = Fund.objects.create(
        district=place.district, code="F", name="재원", source="special_grant", year=year, amount=100
    )
    line = Line.objects.create(fund=fund, code="L", title="교육비", task_group="pathway", item="operation", amount=100)
    enter(client, place.coordinator)
    told = {
        "district": place.district.pk,
        "name": "겨울 과정",
        "kind": "camp",
        "provider": place.provider.pk,
        "year": year,
        "capacity": 20,
        "hours": 40,
        "opens_on": today().isoformat(),
        "closes_on": (today() + timedelta(days=9)).isoformat(),
        "starts": (today() + timedelta(days=20)).isoformat(),
        "ends": (today() + timedelta(days=25)).isoformat(),
        "line_1": line.pk,
        "amount_1": 50,
    }
    for changes, sentence in (
        ({"closes_on": (today() - timedelta(days=1)).isoformat()}, "신청 마감은"),
        ({"ends": today().isoformat()}, "끝나는 날은"),
        ({"amount_1": ""}, "얼마를 쓰는지"),
        ({"line_1": ""}, "어느 재원에서 쓰는지"),
        ({"line_2": line.pk, "amount_2": 1}, "같은 재원을 두 번"),
    ):
        bad = client.post(url("announce"), told | changes)
        assert bad.status_code == 422
        assert sentence in bad.content.decode()
    answer = client.post(url("announce"), told)
    made = Programme.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, url("detail", made.pk))
    assert made.code == f"T-{year}-01"
    assert [(each.line, each.amount) for each in made.fundings.all()] == [(line, 50)]
    assert Event.objects.filter(verb="training.announce", object_id=made.pk).exists()
    assert "교육비" in text_of(client, url("detail", made.pk))
    again = client.post(url("announce"), told | {"code": made.code})
    assert again.status_code == 422
    assert "같은 코드가 이미" in again.content.decode()


def test_money_is_shown_only_to_whoever_may_read_it(client, place):
    programme = place.programme()
    enter(client, place.student)
    assert "이 과정과 이어진 예산항목이 없습니다" not in text_of(client, url("detail", programme.pk))
    enter(client, place.coordinator)
    assert "이 과정과 이어진 예산항목이 없습니다" in text_of(client, url("detail", programme.pk))


def test_names_are_masked_for_whoever_only_lists(client, place):
    programme = place.programme()
    place.takes_part(programme, place.learner, state="waiting")
    enter(client, place.trainer)
    page = text_of(client, url("detail", programme.pk))
    assert "김**" in page
    assert "김하늘" not in page
    enter(client, place.student)
    assert "김하늘" in text_of(client, url("enrolments"))


def test_the_todo_filter_holds_what_is_overdue_of_any_year(client, place):
    old = place.over("T-old", year=project_year.of(today()) - 1)
    place.takes_part(old, place.learner)
    place.takes_part(place.programme("T-new"))
    enter(client, place.teacher)
    answer = client.get(url("enrolments"), {"todo": "complete"})
    assert [line[2].text for line in answer.context["lines"]] == ["과정 T-old"]


def test_next_free_place_goes_to_the_first_waiting(client, place):
    programme = place.programme(capacity=1)
    first = actions.sign_up(programme=programme, learner=place.learner, today=today(), by=place.student)
    waiting = place.takes_part(programme, state="waiting")
    enter(client, place.student)
    client.post(url("withdraw", first.pk))
    waiting.refresh_from_db()
    assert waiting.state == "enrolled"


@pytest.mark.parametrize("who", ["coordinator", "teacher", "student", "trainer"])
@pytest.mark.parametrize("name", ["list", "enrolments"])
def test_lists_ask_as_many_queries_for_thirty_rows_as_for_one(client, place, name, who):
    def count():
        with CaptureQueriesContext(connection) as found:
            assert client.get(url(name)).status_code == 200
        return len(found)

    def fill(start, stop):
        for number in range(start, stop):
            learner = place.learner if who == "student" else None
            place.takes_part(place.programme(f"T-{number}"), learner)
            place.takes_part(place.over(f"O-{number}"), learner)

    enter(client, getattr(place, who))
    fill(0, 1)
    count()
    one = count()
    fill(1, 30)
    assert count() == one


@pytest.mark.parametrize("who", ["coordinator", "teacher", "trainer"])
def test_detail_asks_as_many_queries_for_thirty_people_as_for_one(client, place, who):
    programme = place.over(capacity=60)
    place.takes_part(programme)
    enter(client, getattr(place, who))
    client.get(url("detail", programme.pk))
    with CaptureQueriesContext(connection) as few:
        client.get(url("detail", programme.pk))
    for _number in range(30):
        place.takes_part(programme)
    with CaptureQueriesContext(connection) as many:
        client.get(url("detail", programme.pk))
    assert len(many) == len(few)
