"""Pages of the room placement, with the journey of each role."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook import project_year
from naru.domain.demand import actions as demand
from naru.domain.placement.models import Application, Opening, Placement
from naru.domain.training.models import Programme
from tests.factories import make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def today():
    return timezone.localdate()


def soon(days=7):
    return (today() + timedelta(days=days)).isoformat()


class Place:
    def __init__(self):
        self.district = make.district()
        self.school = make.school(self.district)
        self.firm = make.firm(self.district, name="한빛전지")
        self.hr = make.user(Role.FIRM_HR, organisation=self.firm)
        self.coordinator = make.coordinator(self.district)
        self.teacher = make.user(Role.TEACHER, organisation=self.school)
        self.lead = make.user(Role.SCHOOL_LEAD, organisation=self.school)
        self.student = make.user(Role.STUDENT, organisation=self.school)
        self.learner = make.learner(self.school, user=self.student, name="김하늘")
        self.stranger = make.coordinator(make.district())
        self.occupation = make.occupation()

    def opening(self, code="J-1", state="open", **fields):
        return Opening.objects.create(
            **(
                {
                    "district": self.district,
                    "code": code,
                    "firm": self.firm,
                    "occupation": self.occupation,
                    "title": f"공고 {code}",
                    "year": project_year.of(today()),
                    "seats": 2,
                    "wage": 32_000_000,
                    "deadline": today() + timedelta(days=5),
                    "state": state,
                }
                | fields
            )
        )

    def application(self, opening=None, learner=None, state="applied", **fields):
        values = {"applied_on": today()}
        if state == "offered":
            values |= {"offered_on": today(), "answer_by": today() + timedelta(days=3)}
        opening, learner = opening or self.opening(), learner or self.learner
        make.consent(learner, opening.firm)
        return Application.objects.create(opening=opening, learner=learner, state=state, **(values | fields))

    def job(self, learner=None, **fields):
        return Placement.objects.create(
            **({"learner": learner or self.learner, "firm": self.firm, "starts": today() - timedelta(days=30)} | fields)
        )


@pytest.fixture
def place():
    return Place()


def enter(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def url(name, *arguments):
    return reverse(f"placement:{name}", args=arguments)


def follow(client, answer):
    assert answer.status_code == 303
    return client.get(answer.headers["Location"])


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_pages_open_for_whoever_may(client, place):
    opening = place.opening()
    told = place.application(opening)
    job = place.job()
    for user in (place.coordinator, place.teacher, place.hr, place.student):
        enter(client, user)
        for name in ("list", "applications", "placements"):
            assert "한빛전지" in text_of(client, url(name))
        for name, pk in (("detail", opening.pk), ("application", told.pk), ("placement", job.pk)):
            assert client.get(url(name, pk)).status_code == 200


def test_foreigners_are_kept_out(client, place):
    opening = place.opening()
    told, job = place.application(opening), place.job()
    deeds = ("application", "offer", "refuse", "accept", "decline", "withdraw")
    enter(client, place.stranger)
    assert client.get(url("detail", opening.pk)).status_code == 404
    assert client.get(url("end", job.pk)).status_code == 404
    assert all(client.get(url(name, told.pk)).status_code == 404 for name in deeds)
    other_firm = make.user(Role.FIRM_HR, organisation=make.firm(place.district))
    enter(client, other_firm)
    assert client.get(url("detail", opening.pk)).status_code == 200
    assert all(client.get(url(name, told.pk)).status_code == 404 for name in deeds)
    assert client.post(url("close", opening.pk)).status_code == 403
    enter(client, make.user(Role.TRAINER, organisation=place.firm))
    assert client.get(url("list")).status_code == 403


def test_forms_are_only_for_whoever_may(client, place):
    told, job = place.application(), place.job()
    enter(client, make.user(Role.READER, district=place.district))
    assert client.get(url("draft")).status_code == 403
    assert client.get(url("end", job.pk)).status_code == 403
    for name in ("offer", "refuse", "accept", "decline", "withdraw"):
        assert client.get(url(name, told.pk)).status_code == 403
        assert url(name, told.pk) not in text_of(client, url("application", told.pk))
    assert client.get(url("apply", told.opening_id)).status_code == 403


def test_a_draft_is_hidden_until_it_is_published(client, place):
    draft = place.opening(state="draft")
    enter(client, place.student)
    assert client.get(url("detail", draft.pk)).status_code == 404
    enter(client, place.hr)
    refused = follow(client, client.post(url("publish", draft.pk)))
    assert "지원센터가 확인한" in refused.content.decode()
    enter(client, place.coordinator)
    assert client.post(url("check", draft.pk)).status_code == 303
    enter(client, place.hr)
    assert "확인이 끝난 공고" in text_of(client, url("list"))
    assert client.get(url("publish", draft.pk)).status_code == 405
    assert client.post(url("publish", draft.pk)).status_code == 303
    draft.refresh_from_db()
    assert draft.state == "open"
    assert Event.objects.filter(verb="placement.publish", object_id=draft.pk).exists()
    assert client.post(url("close", draft.pk)).status_code == 303
    assert Event.objects.filter(verb="placement.close", object_id=draft.pk).exists()
    enter(client, place.student)
    assert client.get(url("detail", draft.pk)).status_code == 404


def test_an_opening_whose_deadline_passed_cannot_be_opened(client, place):
    late = place.opening(state="draft", deadline=today() - timedelta(days=1))
    enter(client, place.hr)
    answer = follow(client, client.post(url("publish", late.pk)))
    assert "마감일이 지났습니다" in answer.content.decode()
    late.refresh_from_db()
    assert late.state == "draft"


def test_a_firm_drafts_an_opening_from_its_need(client, place):
    year = project_year.of(today())
    need = demand.state_need(
        district=place.district,
        code="N-1",
        firm=place.firm,
        occupation=place.occupation,
        year=year,
        headcount=4,
        confidence="contracted",
        source="survey",
        said_on=today(),
        wanted=[],
        by=place.hr,
    )
    enter(client, place.hr)
    form = client.get(url("draft"), {"need": need.pk}).context["form"]
    assert form["seats"].value() == 4
    told = {
        "district": place.district.pk,
        "firm": place.firm.pk,
        "title": "신입 채용",
        "occupation": place.occupation.pk,
        "year": year,
        "seats": 4,
        "deadline": soon(),
        "need": need.pk,
    }
    assert client.post(url("draft"), told | {"seats": 0}).status_code == 422
    assert client.post(url("draft"), told | {"deadline": "2020-01-01"}).status_code == 422
    other = make.firm(place.district)
    assert client.post(url("draft"), told | {"firm": other.pk}).status_code == 422
    answer = client.post(url("draft"), told)
    made = Opening.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, url("detail", made.pk))
    assert (made.state, made.need, made.code) == ("draft", need, f"J-{year}-01")
    assert Event.objects.filter(verb="placement.draft_opening", object_id=made.pk).exists()
    assert "공고 신입" not in text_of(client, reverse("demand:detail", args=[need.pk]))
    assert "신입 채용" in text_of(client, reverse("demand:detail", args=[need.pk]))
    again = client.post(url("draft"), told | {"code": made.code})
    assert again.status_code == 422
    assert "같은 코드가 이미" in again.content.decode()


def test_a_student_applies_after_seeing_what_the_firm_will_see(client, place):
    opening = place.opening()
    enter(client, place.student)
    assert "지금 지원할 수 있는 공고가 1건" in text_of(client, url("list"))
    assert url("apply", opening.pk) in text_of(client, url("detail", opening.pk))
    assert "이 기업이 내 이름과 학교, 학과를 봅니다" in text_of(client, url("apply", opening.pk))
    answer = client.post(url("apply", opening.pk), {"agree": "on"})
    told = Application.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, url("application", told.pk))
    assert Event.objects.filter(verb="placement.apply", object_id=told.pk, actor_id=place.student.pk).exists()
    again = client.post(url("apply", opening.pk), {"agree": "on"})
    assert again.status_code == 422
    assert "이미 지원한 공고입니다" in again.content.decode()


def test_applying_to_what_is_over_or_with_a_job_is_refused(client, place):
    late = place.opening(deadline=today() - timedelta(days=1))
    enter(client, place.student)
    answer = client.post(url("apply", late.pk), {"agree": "on"})
    assert answer.status_code == 422
    assert "모집이 끝난 공고입니다" in answer.content.decode()
    place.job()
    opening = place.opening("J-2")
    answer = client.post(url("apply", opening.pk), {"agree": "on"})
    assert answer.status_code == 422
    assert "이미 취업이 확정되어" in answer.content.decode()
    assert url("apply", opening.pk) not in text_of(client, url("detail", opening.pk))


def test_only_a_learner_applies(client, place):
    opening = place.opening()
    enter(client, place.teacher)
    assert client.post(url("apply", opening.pk), {"agree": "on"}).status_code == 403


def test_a_firm_offers_and_never_more_seats_than_there_are(client, place):
    opening = place.opening(seats=1)
    told = place.application(opening)
    other = place.application(opening, make.learner(place.school))
    enter(client, place.hr)
    assert "답을 기다리는 지원이 2건" in text_of(client, url("list"))
    page = text_of(client, url("detail", opening.pk))
    assert url("offer", told.pk) in page
    assert client.post(url("offer", told.pk), {"answer_by": "2020-01-01"}).status_code == 422
    answer = client.post(url("offer", told.pk), {"answer_by": soon(5)})
    assert (answer.status_code, answer.headers["Location"]) == (303, url("application", told.pk))
    told.refresh_from_db()
    assert (told.state, told.answer_by.isoformat()) == ("offered", soon(5))
    assert Event.objects.filter(verb="placement.offer", object_id=told.pk).exists()
    refused = client.post(url("offer", other.pk), {"answer_by": soon(5)})
    assert refused.status_code == 422
    assert "모집 인원 1명이 모두" in refused.content.decode()


def test_a_firm_refuses_with_a_coded_reason(client, place):
    told = place.application()
    enter(client, place.hr)
    assert client.post(url("refuse", told.pk), {}).status_code == 422
    assert client.post(url("refuse", told.pk), {"reason": "criteria"}).status_code == 303
    told.refresh_from_db()
    assert (told.state, told.refusal) == ("refused", "criteria")
    assert Event.objects.filter(verb="placement.refuse", object_id=told.pk).exists()
    again = client.post(url("refuse", told.pk), {"reason": "criteria"})
    assert again.status_code == 422
    assert "상태가 될 수 없습니다" in again.content.decode()


def test_a_student_accepts_and_the_rest_ends(client, place):
    opening = place.opening(seats=1)
    told = place.application(opening, state="offered")
    other = place.application(place.opening("J-2"))
    enter(client, place.student)
    assert "채용을 제안했습니다" in text_of(client, url("list"))
    assert "다른 지원 1건은 모두 끝납니다" in text_of(client, url("accept", told.pk))
    answer = client.post(url("accept", told.pk), {"starts": soon(30)})
    job = Placement.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, url("placement", job.pk))
    for row in (told, other, opening):
        row.refresh_from_db()
    assert (told.state, other.state, opening.state) == ("accepted", "obsolete", "filled")
    assert Event.objects.filter(verb="placement.accept", object_id=told.pk).exists()
    assert Event.objects.filter(verb="placement.start", object_id=job.pk).exists()
    assert "취업이 확정되었습니다" in text_of(client, url("list"))


def test_nobody_below_the_age_accepts_and_the_article_is_cited(client, place):
    place.learner.birth_date = date(today().year - 14, 1, 1)
    place.learner.save()
    told = place.application(state="offered")
    enter(client, place.student)
    answer = client.post(url("accept", told.pk), {"starts": soon(1)})
    assert answer.status_code == 422
    assert "근로기준법 제64조" in answer.content.decode()
    assert not Placement.objects.exists()


def test_an_offer_cannot_be_accepted_after_its_day(client, place):
    told = place.application(state="offered", answer_by=today() - timedelta(days=1))
    enter(client, place.student)
    page = text_of(client, url("application", told.pk))
    assert url("accept", told.pk) not in page
    assert url("decline", told.pk) in page
    assert client.post(url("accept", told.pk), {"starts": soon(3)}).status_code == 422


def test_a_student_declines_or_withdraws(client, place):
    told = place.application(state="offered")
    enter(client, place.student)
    assert client.post(url("decline", told.pk)).status_code == 303
    told.refresh_from_db()
    assert told.state == "declined"
    assert Event.objects.filter(verb="placement.decline", object_id=told.pk).exists()
    assert client.post(url("decline", told.pk)).status_code == 422
    second = place.application(place.opening("J-2"))
    assert client.post(url("withdraw", second.pk)).status_code == 303
    second.refresh_from_db()
    assert second.state == "withdrawn"
    assert Event.objects.filter(verb="placement.withdraw", object_id=second.pk).exists()
    assert url("apply", second.opening_id) in text_of(client, url("detail", second.opening_id))


def test_the_end_of_an_employment_has_a_day_and_a_reason(client, place):
    job = place.job()
    for user, status in ((place.teacher, 403), (place.student, 403), (place.lead, 200), (place.hr, 200)):
        enter(client, user)
        assert client.get(url("end", job.pk)).status_code == status
    early = (job.starts - timedelta(days=1)).isoformat()
    assert client.post(url("end", job.pk), {"on": today().isoformat()}).status_code == 422
    bad = client.post(url("end", job.pk), {"on": early, "reason": "resigned"})
    assert bad.status_code == 422
    assert "퇴사일은 입사일" in bad.content.decode()
    assert client.post(url("end", job.pk), {"on": today().isoformat(), "reason": "resigned"}).status_code == 303
    job.refresh_from_db()
    assert (job.ends, job.end_reason) == (today(), "resigned")
    assert Event.objects.filter(verb="placement.end", object_id=job.pk).exists()


def test_employments_are_told_apart_by_their_days(client, place):
    place.job(starts=today() + timedelta(days=9))
    place.job(make.learner(place.school))
    place.job(make.learner(place.school), ends=today(), end_reason="other")
    enter(client, place.coordinator)
    for value, word in (("planned", "입사 예정"), ("employed", "재직 중"), ("left", "퇴사")):
        lines = client.get(url("placements"), {"job": value}).context["lines"]
        assert [line[3].text for line in lines] == [word]


@pytest.mark.parametrize("name", ["list", "applications", "placements"])
def test_lists_are_downloaded_as_shown(client, place, name):
    place.application()
    place.job()
    for user in (place.coordinator, place.hr, place.student):
        enter(client, user)
        if name == "list" or user == place.student:
            answer = client.get(url(name), {"download": "xlsx"})
        else:
            reason = {"why": "report", "words": "취업 현황 보고"}
            answer = client.post(f"{url(name)}?download=xlsx", reason)
        assert answer.status_code == 200
        assert answer.content[:2] == b"PK"


def test_names_are_masked_in_lists_and_known_to_the_firm_that_was_applied_to(client, place):
    told = place.application()
    gone = place.application(place.opening("J-2"), state="withdrawn")
    enter(client, place.hr)
    assert "김하늘" not in text_of(client, url("applications"))
    assert "김하늘" in text_of(client, url("application", told.pk))
    assert "김하늘" in text_of(client, url("detail", told.opening_id))
    assert "김하늘" not in text_of(client, url("application", gone.pk))
    assert "김하늘" not in text_of(client, url("detail", gone.opening_id))


def test_the_todo_filter_holds_what_the_viewer_is_to_answer(client, place):
    opening = place.opening()
    place.application(opening)
    place.application(opening, make.learner(place.school), state="offered")
    place.application(place.opening("J-2"), state="offered")
    for user, states in ((place.hr, ["applied"]), (place.student, ["offered"])):
        enter(client, user)
        answer = client.get(url("applications"), {"todo": "answer"})
        assert len(answer.context["lines"]) == len(states)


def test_the_journey_from_the_course_to_the_job(client, place):
    """Each role finds its step as a link or button on a page that it reaches from its list."""
    programme = Programme.objects.create(
        district=place.district,
        code="T-1",
        name="집중과정",
        kind="camp",
        provider=make.public(place.district),
        year=project_year.of(today()),
        capacity=20,
        hours=40,
        opens_on=today(),
        closes_on=today(),
        starts=today() + timedelta(days=5),
        ends=today() + timedelta(days=9),
    )
    opening = place.opening()
    enter(client, place.teacher)
    enrol = reverse("training:enrol", args=[programme.pk])
    assert enrol in text_of(client, reverse("training:list"))
    assert client.post(enrol, {"learner": place.learner.pk}).status_code == 303
    enter(client, place.student)
    assert url("detail", opening.pk) in text_of(client, url("list"))
    told_at = client.post(url("apply", opening.pk), {"agree": "on"}).headers["Location"]
    told = Application.objects.get()
    enter(client, place.hr)
    assert f"{url('applications')}?todo=answer" in text_of(client, url("list"))
    assert told_at in text_of(client, f"{url('applications')}?todo=answer")
    assert url("offer", told.pk) in text_of(client, told_at)
    assert client.post(url("offer", told.pk), {"answer_by": soon()}).status_code == 303
    enter(client, place.student)
    assert told_at in text_of(client, url("list"))
    assert url("accept", told.pk) in text_of(client, told_at)
    answer = follow(client, client.post(url("accept", told.pk), {"starts": soon(40)}))
    assert "취업을 축하합니다" in answer.content.decode()


@pytest.mark.parametrize("who", ["coordinator", "hr", "teacher", "student"])
@pytest.mark.parametrize("name", ["list", "applications", "placements"])
def test_lists_ask_as_many_queries_for_thirty_rows_as_for_one(client, place, name, who):
    def count():
        with CaptureQueriesContext(connection) as found:
            assert client.get(url(name)).status_code == 200
        return len(found)

    def fill(start, stop):
        for number in range(start, stop):
            learner = place.learner if who == "student" else make.learner(place.school)
            place.application(place.opening(f"J-{number}"), learner)
            place.application(place.opening(f"K-{number}"), learner, state="offered")
            place.job(learner, starts=today() - timedelta(days=100 + number), ends=today(), end_reason="other")

    enter(client, getattr(place, who))
    fill(0, 1)
    count()
    one = count()
    fill(1, 30)
    assert count() == one


@pytest.mark.parametrize("who", ["coordinator", "hr", "teacher"])
def test_detail_asks_as_many_queries_for_thirty_applicants_as_for_one(client, place, who):
    opening = place.opening()
    place.application(opening)
    enter(client, getattr(place, who))
    client.get(url("detail", opening.pk))
    with CaptureQueriesContext(connection) as few:
        client.get(url("detail", opening.pk))
    for _number in range(30):
        place.application(opening, make.learner(place.school))
    with CaptureQueriesContext(connection) as many:
        client.get(url("detail", opening.pk))
    assert len(many) == len(few)
