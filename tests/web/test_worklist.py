"""What waits for each role: its own things and nothing of others; and each list shows exactly what was counted."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from naru.base.accounts import shown, waiting
from naru.base.accounts.enums import Role
from naru.base.accounts.models import Membership
from naru.base.accounts.waiting import Urgency
from naru.base.audit import looks
from naru.base.audit.enums import LookKind
from naru.base.audit.models import Look
from naru.base.privacy import review
from naru.base.privacy.enums import Purpose
from naru.domain.people import actions
from naru.domain.people.models import Learner
from naru.domain.placement.models import Opening
from naru.web import worklist
from tests.factories import make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def today() -> date:
    return timezone.localdate()


def kinds(viewer, district=None) -> dict[str, int]:
    return {item.waiting.kind: item.waiting.count for item in worklist.of(viewer, district, today())}


def fill(here) -> dict[str, object]:
    """One thing of each kind that can wait in a town."""
    past, soon = today() - timedelta(days=40), today() + timedelta(days=10)
    learner = make.learner(here.school, intake_year=today().year - 1)
    programme = make.programme(here, starts=past - timedelta(days=30), ends=past)
    ahead = make.programme(here, opens_on=past, closes_on=soon, starts=soon, ends=soon + timedelta(days=9))
    opening = make.opening(here, deadline=soon)
    rows = {
        "learner": learner,
        "agreement": make.agreement(here.district, here.school, here.firm, state="signing", starts=past),
        "enrolment": make.enrolment(programme, learner),
        "ahead": ahead,
        "opening": opening,
        "applied": make.application(opening, make.learner(here.school), applied_on=past),
        "offered": make.application(
            make.opening(here, deadline=soon), learner, "offered", offered_on=past, answer_by=today()
        ),
        "award": make.award(here, learner, state="completed", completed_on=past, registered_on=past),
        "finding": make.finding(here.district, computed_on=today()),
    }
    return rows


def test_each_role_finds_its_own_and_nothing_of_others():
    here, there = make.town(), make.town()
    rows = fill(here)
    student = make.account_of(rows["learner"])
    ours = {
        here.coordinator: {"partners.unsigned", "training.complete", "placement.late_answer", "credit.undecided"},
        here.lead: {"partners.sign", "placement.student_offer"},
        here.teacher: {"training.complete", "placement.student_offer"},
        here.hr: {"partners.sign", "placement.answer_applicants"},
        here.dean: {"credit.decide"},
        student: {"placement.answer_offer", "placement.apply", "training.sign_up"},
    }
    for viewer, wanted in ours.items():
        found = kinds(viewer, here.district)
        assert wanted <= set(found), viewer
        assert all(found[kind] == 1 for kind in wanted), (viewer, found)
    never = {
        here.hr: {"partners.unsigned", "training.complete", "credit.decide", "placement.answer_offer"},
        here.dean: {"placement.answer_applicants", "partners.unsigned", "evidence.decide"},
        here.teacher: {"partners.sign", "placement.answer_applicants", "evidence.decide", "credit.decide"},
        student: {"placement.student_offer", "training.complete", "placement.answer_applicants"},
    }
    for viewer, forbidden in never.items():
        assert not forbidden & set(kinds(viewer, here.district)), viewer
    for stranger in (there.hr, there.dean, there.teacher, there.lead, make.account_of(make.learner(there.school))):
        found = set(kinds(stranger, there.district))
        assert not found & {"partners.sign", "placement.answer_applicants", "credit.decide", "training.complete"}


def test_only_readers_have_no_work_and_a_guardian_none_of_the_childs():
    here = make.town()
    rows = fill(here)
    for role in (Role.READER, Role.OFFICE, Role.CITY, Role.MINISTRY, Role.AUDITOR, Role.DPO):
        assert kinds(make.user(role, district=here.district), here.district) == {}, role
    assert kinds(make.guardian_of(rows["learner"]), here.district) == {}
    assert kinds(make.user(), here.district) == {}


def test_urgency_follows_the_day():
    here = make.town()
    rows = fill(here)
    student = make.account_of(rows["learner"])
    found = {item.waiting.kind: item for item in worklist.of(student, here.district, today())}
    assert found["placement.answer_offer"].waiting.urgency == Urgency.TODAY
    assert found["training.sign_up"].waiting.urgency == Urgency.SOON  # ten days ahead
    late = {item.waiting.kind: item.waiting for item in worklist.of(here.dean, here.district, today())}["credit.decide"]
    assert (late.urgency, late.late, late.due) == (
        Urgency.LATE,
        1,
        rows["award"].completed_on + timedelta(days=30),
    )
    assert [item.waiting.urgency for item in worklist.of(here.coordinator, here.district, today())] == sorted(
        (item.waiting.urgency for item in worklist.of(here.coordinator, here.district, today())),
        key=list(Urgency).index,
    )


def test_membership_that_ended_has_no_work():
    here = make.town()
    fill(here)
    Membership.objects.filter(user=here.hr).update(ends=today() - timedelta(days=1))
    viewer = type(here.hr).objects.get(pk=here.hr.pk)
    assert kinds(viewer, here.district) == {}


def sign_in(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_every_line_leads_to_exactly_what_was_counted():
    here = make.town()
    rows = fill(here)
    fill(here)
    make.need(here, year=today().year)
    make.department(here.school)
    make.opening(here, "draft")
    Opening.objects.filter(pk=rows["opening"].pk).update(deadline=today() - timedelta(days=3))
    make.graduate(here.school, on=date(today().year, 2, 10))
    student = make.account_of(rows["learner"])
    seen = set()
    for viewer in (here.coordinator, here.lead, here.teacher, here.hr, here.dean, student):
        client = sign_in(viewer)
        for item in worklist.of(viewer, here.district, today(), with_place=True):
            if not item.waiting.page:
                continue
            answer = client.get(item.url)
            assert answer.status_code == 200, (item.waiting.kind, item.url)
            seen.add(item.waiting.kind)
            if answer.context and "total" in answer.context and "todo" in item.url:
                assert answer.context["total"] == item.waiting.count, (item.waiting.kind, item.url)
    assert len(seen) >= 15, sorted(seen)


def test_what_is_late_from_last_year_stands_on_its_list_whatever_year_is_chosen():
    here = make.town()
    learners = [make.learner(here.school) for _each in range(2)]
    old = make.programme(
        here, year=today().year - 1, starts=today() - timedelta(days=400), ends=today() - timedelta(days=300)
    )
    for learner in learners:
        make.enrolment(old, learner)
    item = next(
        each for each in worklist.of(here.teacher, here.district, today()) if each.waiting.kind == "training.complete"
    )
    assert item.waiting.count == 2
    answer = sign_in(here.teacher).get(item.url, {"todo": "complete", "year": today().year})
    assert answer.context["total"] == 2


def test_risks_are_for_overseers_and_hide_small_counts_of_persons_from_those_who_see_none():
    here = make.town()
    fill(here)
    city, office = make.user(Role.CITY, district=here.district), make.user(Role.OFFICE, district=here.district)
    shown = {item.waiting.kind: item for item in worklist.risks(city, here.district, today())}
    assert shown["training.complete"].waiting.count is None
    assert shown["training.complete"].url == ""
    assert shown["partners.unsigned"].waiting.count == 1
    whole = {item.waiting.kind: item for item in worklist.risks(office, here.district, today())}
    assert whole["training.complete"].waiting.count == 1
    for viewer in (here.hr, here.teacher, make.user(Role.CITY, district=make.district())):
        assert worklist.risks(viewer, here.district, today()) == []


def test_office_opens_the_rows_of_a_risk():
    here = make.town()
    for _each in range(2):
        fill(here)
    office = make.user(Role.OFFICE, district=here.district)
    client = sign_in(office)
    for item in worklist.risks(office, here.district, today()):
        if item.url and "todo" in item.url:
            assert client.get(item.url).context["total"] == item.waiting.count, item.waiting.kind


def test_pupils_are_those_of_the_own_school_with_their_reasons():
    here, there = make.town(), make.town()
    rows = fill(here)
    fill(there)
    count, found = worklist.pupils(here.teacher, here.district, today())
    assert (count, [each.learner for each in found]) == (1, [rows["learner"]])
    assert {str(each) for each in found[0].reasons} == {"수료를 적어야 할 참여", "채용 제안에 답해야 하는 학생"}
    assert worklist.pupils(here.hr, here.district, today())[0] == 0


def cost(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


@pytest.mark.parametrize("who", ["coordinator", "teacher", "hr", "dean", "student", "office", "auditor"])
def test_home_takes_the_same_queries_for_thirty_times_as_much(who):
    here = make.town()
    rows = fill(here)
    extra = {"office": Role.OFFICE, "auditor": Role.AUDITOR}
    if who == "student":
        viewer = make.account_of(rows["learner"])
    elif who in extra:
        viewer = make.user(extra[who], district=here.district)
    else:
        viewer = getattr(here, who)
    fill(here)
    client = sign_in(viewer)
    before = cost(client, "/")
    for _each in range(30):
        fill(here)
    assert cost(client, "/") <= before
    assert before <= 100


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_home_in_an_installation_where_nothing_is_yet(role):
    user = make.user(role) if role == Role.ADMIN else None
    if user is None:
        home = make.district()
        user = make.user(role, district=home)
    answer = sign_in(user).get("/")
    assert answer.status_code == 200
    assert "<h1>" in answer.content.decode()


def test_home_without_a_role_says_so():
    answer = sign_in(make.user()).get("/")
    assert answer.status_code == 403
    assert "유효한 소속이 없습니다" in answer.content.decode()


def test_person_with_several_roles_chooses_from_which_to_look():
    here = make.town()
    Membership.objects.create(
        user=here.coordinator, role=Role.TEACHER, organisation=here.school, starts=date(2025, 3, 1)
    )
    client = sign_in(here.coordinator)
    assert client.get("/").context["face"] == "coordinator"
    answer = client.get("/", {"as": "school"})
    assert answer.context["face"] == "school"
    assert [hat.is_on for hat in answer.context["hats"]] == [False, True]
    assert client.get("/", {"as": "firm"}).context["face"] == "coordinator"


def test_recent_changes_show_own_deeds_and_name_nobody_to_whom_sees_no_persons():
    from naru.domain.placement import actions as placement
    from naru.domain.training import actions as training

    here, there = make.town(), make.town()
    rows = fill(here)
    student = make.account_of(rows["learner"])
    training.sign_up(programme=rows["ahead"], learner=rows["learner"], today=today(), by=student)
    placement.close(opening=rows["opening"], by=here.hr)
    name = rows["learner"].name

    def told(viewer) -> str:
        answer = sign_in(viewer).get("/")
        return " ".join(f"{each.label} {each.event.verb}" for each in answer.context["changes"])

    assert "training.sign_up" in told(student) and name in told(student)
    assert "training.sign_up" in told(here.teacher)
    assert "placement.close" in told(here.hr) and "training.sign_up" not in told(here.hr)
    assert name not in told(make.user(Role.CITY, district=here.district))
    assert told(there.teacher) == told(there.hr) == ""
    admin = make.user(Role.ADMIN)
    assert "training.sign_up" in told(admin) and name not in told(admin)


def test_all_deeds_are_for_whoever_reads_the_audit():
    here = make.town()
    from naru.domain.placement import actions as placement

    placement.close(opening=make.opening(here), by=here.hr)
    answer = sign_in(make.user(Role.AUDITOR, district=here.district)).get("/changes/")
    assert answer.context["total"] == 1
    assert "채용공고를 마감했습니다." in answer.content.decode()
    assert sign_in(here.teacher).get("/changes/").status_code == 403


def test_every_page_that_a_kind_names_exists():
    from django.urls import reverse

    for each in worklist.TODOS:
        assert resolve(reverse(each.page)), each.kind
        if each.one:
            assert resolve(reverse(each.one, args=[1])), each.kind


def test_urgency_of_a_day():
    expected = {-1: Urgency.LATE, 0: Urgency.TODAY, 14: Urgency.SOON, 15: Urgency.LATER}
    for days, urgency in expected.items():
        assert waiting.urgency_of(today() + timedelta(days=days), today()) == urgency
    assert waiting.urgency_of(None, today()) == Urgency.OPEN


def test_guard_has_its_work():
    """Corrections for the school, a month's log and a destruction for the officer, an invitation for the coordinator."""
    here, there = make.town(), make.town()
    student = make.account_of(make.learner(here.school))
    learner = Learner.objects.get(user=student)
    actions.ask_correction(learner=learner, field="name", wanted="예시 새이름", why="예시", today=today(), by=student)
    last = today().replace(day=1) - timedelta(days=1)
    seen = looks.keep(
        shown.Shown({("people.learner", learner.pk): None}),
        by=here.lead,
        kind=LookKind.VIEW,
        place="people:list",
        address="10.0.0.1",
        district=here.district.pk,
        is_masked=False,
    )
    Look.objects.filter(pk=seen.pk).update(at=timezone.make_aware(datetime.combine(last, time(12))))
    officer = make.user(Role.DPO, district=here.district)
    assert kinds(here.lead)["privacy.correct"] == 1
    assert "privacy.correct" not in kinds(there.lead)
    assert kinds(officer)["privacy.review"] == 1
    assert "privacy.review" not in kinds(make.user(Role.DPO, district=there.district))
    review.sign(district=here.district, month=last.replace(day=1), note="예시: 살폈습니다", today=today(), by=officer)
    assert "privacy.review" not in kinds(officer)


def test_guardian_is_asked_once_and_no_more_after_the_answer():
    here = make.town()
    learner = make.learner(here.school)
    guardian = make.guardian_of(learner)
    actions.ask_guardian(
        learner=learner,
        purpose=Purpose.PROMOTION,
        guardian_name="예시 보호자",
        recipient=None,
        today=today(),
        by=here.lead,
    )
    assert kinds(guardian)["people.consent"] == 1
    actions.give_consent(learner=learner, purpose=Purpose.PROMOTION, today=today(), by=guardian)
    assert "people.consent" not in kinds(guardian)
