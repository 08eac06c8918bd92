"""Pages of tables, options, requests and supply: empty, filled, refused; constant queries; the sheet that schools know."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from naru.base.accounts.enums import Role
from naru.base.accounts.models import User
from naru.domain.curriculum.models import (
    Course,
    Option,
    RegionalMean,
    Seats,
    Study,
    SupplyCount,
    Table,
    TrainingProposal,
)
from naru.domain.curriculum.queries import tables as reads
from tests.factories import make

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def text(client: Client, name: str, *given, **query) -> str:
    answer = client.get(reverse(f"curriculum:{name}", args=given), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def here():
    return make.town()


@pytest.mark.parametrize("name", ["tables", "studies", "requests", "campaigns", "proposals", "supply"])
def test_empty_pages_say_why_and_what_to_do(here, name):
    assert "naru-empty" in text(client_of(here.coordinator), name)


def test_a_draft_has_cells_for_whoever_drafts_and_words_for_the_others(here):
    table = make.table(make.department(here.school))
    assert "data-grid" in text(client_of(here.teacher), "table", table.pk)
    read = text(client_of(make.user(Role.CITY, district=here.district)), "table", table.pk)
    assert "data-grid" not in read
    assert "모든 편성 기준에 맞습니다" in read


def test_cells_are_saved_whole_and_bad_ones_are_told(here):
    table = make.table(make.department(here.school))
    course = Course.objects.filter(department=table.department, kind="activity").get()
    client = client_of(here.teacher)
    sent = {f"c{pk}-{term}": n for pk, terms in reads.cells_of(table).items() for term, n in terms.items()}
    url = reverse("curriculum:table_edit", args=[table.pk])
    bad = client.post(url, sent | {f"c{course.pk}-1": "x", "edition": 0})
    assert bad.status_code == 422
    assert "정수" in bad.content.decode()
    good = client.post(url, sent | {f"c{course.pk}-1": "", "edition": 0, "note": "고침"})
    assert good.status_code == 303
    assert reads.cells_of(table)[course.pk] == dict.fromkeys(range(2, 7), 3)
    late = client.post(url, sent | {f"c{course.pk}-1": "1", "edition": 0})
    assert late.status_code == 422
    page = late.content.decode()
    assert "다른 사람이 이 편제표를 고쳤습니다" in page
    assert f'name="c{course.pk}-1" value="1"' in page, "what was typed stays"


def test_faults_come_in_their_place_before_saving(here):
    table = make.table(make.department(here.school))
    answer = client_of(here.teacher).post(
        reverse("curriculum:table_check", args=[table.pk]), {"edition": 0}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert 'id="area-vocational" hx-swap-oob="true"' in page
    assert "80학점 이상" in page
    assert "고교학점제" in page
    assert reads.cells_of(table), "nothing was written"


def test_a_draft_says_what_it_would_change_of_the_demand_that_is_taught(here):
    department, unit = make.department(here.school), make.unit("u-1")
    make.need(here, 10, "planned", unit, year=2027)
    table = make.table(department, intake_year=2027)
    client = client_of(here.teacher)
    assert "0.0 % → <strong>0.0 %</strong>" in text(client, "table", table.pk)
    course = make.course(department, unit, is_candidate=True)
    sent = {f"c{course.pk}-1": 3, "edition": 0}
    answer = client.post(
        reverse("curriculum:table_check", args=[table.pk]), sent, headers={"HX-Request": "true"}
    ).content.decode()
    assert "이 학과가 다루는 것 0.0 % → <strong>100.0 %</strong>" in answer
    assert "승인되면" not in text(client, "table", make.table(department, state="approved").pk)


def test_the_sheet_is_as_schools_know_it(here):
    table = make.table(make.department(here.school), intake_year=2027)
    answer = client_of(here.teacher).get(reverse("curriculum:table_xlsx", args=[table.pk]))
    sheet = load_workbook(io.BytesIO(answer.content), data_only=True).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert "2027학년도 입학생" in rows[0][0]
    assert rows[1][:4] == ["구분", "과목", "기준 학점", "운영 학점"]
    assert rows[3][:10] == ["보통교과", "과목 general", 66, 66, 11, 11, 11, 11, 11, 11]
    assert rows[-1][3:10] == [192, 32, 32, 32, 32, 32, 32]


def test_two_versions_side_by_side(here):
    department = make.department(here.school)
    courses = make.whole_catalogue(department)
    one = make.table(department, courses, "approved")
    client = client_of(here.lead)
    assert "견줄 다른 판이 없습니다" in text(client, "table_compare", one.pk)
    two = make.table(department, courses[:2])
    page = text(client, "table_compare", two.pk)
    assert "빠짐" in page
    assert "과목 activity" in page
    assert "같습니다" in text(client, "table_compare", make.table(department, courses).pk, **{"with": one.pk})


def test_the_same_number_of_queries_for_one_course_and_for_thirty(here):
    department = make.department(here.school)
    table = make.table(department)
    make.course(department, make.unit(), is_candidate=True)
    client = client_of(here.teacher)
    url = reverse("curriculum:table", args=[table.pk])
    client.get(url)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        return len(caught)

    before = cost()
    for _each in range(30):
        make.course(department, make.unit(), is_candidate=True)
    assert cost() == before


def test_supply_shows_zeros_hides_the_small_and_compares(here):
    department = make.department(here.school)
    SupplyCount.objects.create(
        department=department, year=2026, capacity=0, entrants=0, finishers=40, leavers=19, continuing=0, employed=5
    )
    RegionalMean.objects.create(district=here.district, year=2026, employment=60, continuation=0, source="시험")
    page = text(client_of(here.coordinator), "supply", year=2026)
    assert "기준 0" in page
    assert "숨김" in page
    assert "0.0 %" in page
    assert "5 ÷ 19" not in page


def test_a_request_shows_its_expected_effect_and_only_the_next_steps_of_the_viewer(here):
    row = make.reorganisation(make.campaign(here.district), make.department(here.school), "proposed")
    seen = text(client_of(here.lead), "request", row.pk)
    assert ("to=withdrawn" in seen, "to=reviewed" in seen) == (True, False)
    assert "할 사람: 교육청" in seen
    assert "to=reviewed" in text(client_of(make.user(Role.OFFICE, district=here.district)), "request", row.pk)


def test_a_school_asks_from_the_chosen_plan_for_its_own_departments_and_no_others(here):
    today = date.today()
    days = {
        "opens_on": today,
        "closes_on": date(2099, 1, 1),
        "review_by": date(2099, 2, 1),
        "decide_by": date(2099, 3, 1),
    }
    campaign = make.campaign(here.district, **days)
    own, other = make.department(here.school), make.department(make.school(here.district))
    for each in (own, other):
        Seats.objects.create(department=each, intake_year=2027, seats=40)
    study = Study.objects.create(district=here.district, kind="seats", intake_year=2028, asked={})
    wanted = [
        {"kind": "grow", "intake": intake, "department": each.pk, "source": None, "classes": 1}
        for each, intake in ((own, 2028), (other, 2028), (own, 2029))
    ]
    option = Option.objects.create(study=study, number=1, title="all", change=2, detail={"requests": wanted})
    lead = client_of(here.lead)
    address = [reverse("curriculum:from_option", args=[option.pk, at]) for at in range(3)]
    assert lead.get(address[0]).status_code == 404, "nobody has chosen the plan yet"
    Option.objects.update(chosen_on=today, why="고름")
    page = text(lead, "campaign", campaign.pk)
    assert address[0] in page
    assert address[1] not in page
    assert address[2] not in page
    assert lead.get(address[0]).context["form"]["department"].value() == own.pk
    assert lead.get(address[1]).status_code == 404
    assert lead.get(address[2]).status_code == 404
    centre = client_of(here.coordinator)
    assert centre.get(address[1]).status_code == 200
    assert centre.get(address[2]).status_code == 409, "no call for the intake of 2029"
    assert client_of(here.teacher).get(address[0]).status_code in {403, 404}


def test_lines_of_teachers_are_read_one_by_one(here):
    today = date.today()
    campaign = make.campaign(
        here.district,
        opens_on=today,
        closes_on=date(2099, 1, 1),
        review_by=date(2099, 2, 1),
        decide_by=date(2099, 3, 1),
    )
    department = make.department(here.school)
    sent = {
        "school": here.school.pk,
        "kind": "resize",
        "department": department.pk,
        "classes_before": 1,
        "classes_after": 2,
        "class_size": 20,
        "reasons": ["demand"],
        "works_cost": 0,
        "equipment_cost": 0,
        "dormitory": 0,
        "teachers": "화학공업, 직무 연수",
    }
    client = client_of(here.lead)
    url = reverse("curriculum:new_request", args=[campaign.pk])
    answer = client.post(url, sent)
    assert answer.status_code == 422
    assert "1번째 줄" in answer.content.decode()
    answer = client.post(url, sent | {"teachers": "화학공업, 직무 연수, 2\n화학공업, 신규 임용, 1"})
    assert answer.status_code == 303
    made = campaign.requests.get()
    assert {(each.means, each.count) for each in made.teachers.all()} == {("train", 2), ("recruit", 1)}
    assert made.forecast["years"]


def test_a_programme_starts_from_a_proposal(here):
    proposal = TrainingProposal.objects.create(
        department=make.department(here.school), subject="화학공업", courses="전극 제조", proposed_on=date(2026, 11, 2)
    )
    client = client_of(here.coordinator)
    assert f"?proposal={proposal.pk}" in text(client, "proposal", proposal.pk)
    page = client.get(reverse("training:announce"), {"proposal": proposal.pk}).content.decode()
    assert "화학공업 교원 연수: 전극 제조" in page
    there = make.town()
    other = client_of(there.coordinator).get(reverse("training:announce"), {"proposal": proposal.pk}).content.decode()
    assert "전극 제조" not in other


def test_an_approval_changes_the_gap_page_at_once(here):
    department, unit = make.department(here.school), make.unit()
    courses = make.whole_catalogue(department)
    taught = make.course(department, unit, is_candidate=True, credits=2, hours=32)
    make.need(here, 10, "contracted", unit, year=2027)
    table = make.table(department, courses, "draft", intake_year=2027)
    table.slots.create(course=taught, term=2, credits=2)
    Table.objects.filter(pk=table.pk).update(state="submitted")
    client = client_of(here.lead)
    before = text(client, "coverage", year=2027)
    assert "0.0 %" in before
    assert taught.name in before, "the candidate is told as a way to cover it"
    office = client_of(make.user(Role.OFFICE, district=here.district))
    assert office.post(reverse("curriculum:table_approve", args=[table.pk]), {"reason": "맞음"}).status_code == 303
    assert "100.0 %" in text(client, "coverage", year=2027)
