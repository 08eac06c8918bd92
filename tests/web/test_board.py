"""The board: the same numbers on the page, in the workbook, in the API and on each need; as said then; figures beside it."""

import io
import json
import re
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from naru.base.rulebook.errors import RuleBroken
from naru.document.exchange import figures
from naru.domain.competency import actions as competency
from naru.domain.curriculum import queries as curriculum
from naru.domain.demand import actions, queries
from naru.domain.demand.enums import Confidence, NeedSource
from naru.domain.demand.models import Figure, Track
from tests.factories import make
from tests.house.matrix.addresses import BACKEND

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


@pytest.fixture
def here():
    return make.town()


def again(here, need, headcount: int, day: date, sure: Confidence = Confidence.PLANNED) -> None:
    actions.revise_need(
        need=need,
        headcount=headcount,
        confidence=sure,
        source=NeedSource.INTERVIEW,
        said_on=day,
        reason="전기차 수요가 늦어짐",
        wanted=None,
        by=here.coordinator,
    )


def delayed(here):
    """Forty people said in April 2023, ten in November, twelve in the next February."""
    need = make.need(here, 1, "planned", make.unit(), year=2023)
    need.revisions.update(said_on=date(2023, 4, 3), headcount=40, confidence="budgeted")
    again(here, need, 10, date(2023, 11, 20))
    again(here, need, 12, date(2024, 2, 5), Confidence.CONTRACTED)
    return need


@pytest.mark.parametrize(
    ("day", "heads", "weighted"),
    [("2023-03-01", None, None), ("2023-05-01", 40, "32.0"), ("2023-12-31", 10, "5.0"), ("2024-03-01", 12, "12.0")],
)
def test_board_says_what_was_said_until_a_day(here, day, heads, weighted):
    delayed(here)
    board = queries.board(here.coordinator, here.district, 2023, 2026, date.fromisoformat(day))
    if heads is None:
        assert (board.cells, board.told, board.sums[0].headcount) == ((), (), 0)
        return
    assert (board.sums[0].headcount, f"{board.sums[0].weighted:.1f}") == (heads, weighted)
    assert board.wanted[0].headcount == heads


def test_board_shows_when_what_was_said(here, client):
    delayed(here)
    make.need(here, 5, year=2023).revisions.update(said_on=date(2023, 11, 20))
    told = queries.board(here.coordinator, here.district, 2023, 2026, TODAY).told
    assert [(each.day.isoformat(), each.needs, each.headcount, each.change) for each in told] == [
        ("2023-04-03", 1, 40, 40),
        ("2023-11-20", 2, 15, -25),
        ("2024-02-05", 2, 17, 2),
    ]
    client.force_login(here.coordinator, backend=BACKEND)
    page = client.get(reverse("demand:board"), {"first": 2023, "said": "2023-05-01"}).content.decode()
    assert "2023년에 기업 1곳이 40명" in page and "까지 밝힌 것만" in page
    assert "-25" in client.get(reverse("demand:board"), {"first": 2023}).content.decode()


@pytest.mark.parametrize("asked", [{"first": "x"}, {"first": "1999"}, {"said": "어제"}, {"said": "2999-01-01"}])
def test_board_asked_for_nonsense_shows_its_own_year_until_today(here, client, asked):
    make.need(here, 5)
    client.force_login(here.coordinator, backend=BACKEND)
    answer = client.get(reverse("demand:board"), {"district": here.district.code, "year": 2026} | asked)
    assert answer.status_code == 200 and "까지 밝힌 것만" not in answer.content.decode()


def test_page_workbook_api_and_need_say_the_same_numbers(here, client):
    """Two firms' words with a record, in two years and places: each number is compared in all four places."""
    unit = make.unit(name="전극 코팅")
    first = make.need(here, 20, "planned", unit, year=2026)
    second = make.need(here, 7, "contracted", unit, year=2026)
    make.need(here, 9, "idea", year=2027)
    Track.objects.create(
        district=here.district,
        firm=here.firm,
        occupation=first.occupation,
        year=2025,
        said=20,
        hired=14,
        version="2026.1",
        counted_on=date(2026, 3, 5),
    )
    client.force_login(here.coordinator, backend=BACKEND)
    at = {"district": here.district.code, "year": 2026}
    page = client.get(reverse("demand:board"), at).content.decode()
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("demand:board_workbook"), at).content))
    cells, years, units = (list(book.worksheets[n].iter_rows(min_row=2, values_only=True)) for n in (0, 1, 2))
    api = json.loads(client.get(f"/api/demand/board/{here.district.code}/2026").content)
    # 20 × (14 + 5) ÷ 30 = 12.67 and 7 × (14 + 10) ÷ 30 = 5.6 by hand: 18.3
    assert [(row[0], row[2], row[3], row[4], row[5]) for row in years][:2] == [
        (2026, 27, 18.3, 5.6, 27),
        (2027, 9, years[1][3], 0.0, 9),
    ]
    for row, each in zip(years, api["years"], strict=True):
        said = (each["year"], each["firms"], each["headcount"], each["weighted"], each["low"], each["high"])
        assert row[:6] == (*said[:3], *(float(Decimal(value)) for value in said[3:]))
    for row, each in zip(cells, api["cells"], strict=True):
        assert (row[0], row[1], row[5]) == (each["year"], each["occupation"]["code"], each["headcount"])
        assert (row[6], row[7]) == (float(each["weighted"]), float(each["low"]))
    assert [(row[0], row[2], row[3]) for row in units] == [
        (each["unit"]["code"], float(each["demand"]), each["headcount"]) for each in api["wanted"]
    ]
    table = re.search(r"<tbody>(.*?)</tbody>", page, re.S)[1]
    shown = [re.sub(r"<[^>]+>", " ", row).split() for row in re.findall(r"<tr>(.*?)</tr>", table, re.S)]
    assert shown[0][:6] == ["2026", "1", "27", "–", "18.3", "5.6–27"]
    assert shown[1][:3] == ["2027", "1", "9"]
    weighted = Decimal(0)
    for need in (first, second):
        one = json.loads(client.get(f"/api/demand/{need.pk}").content)
        assert f"{float(one['weighted']):.1f}" in client.get(reverse("demand:detail", args=[need.pk])).content.decode()
        weighted += Decimal(one["weighted"])
    assert weighted == Decimal("18.3")


def test_replaced_unit_counts_as_the_one_in_force_for_needs_and_courses(here):
    old, new, newest = (make.unit(name=f"전극 코팅 {n}") for n in range(3))
    make.need(here, 10, "contracted", old)
    make.need(here, 5, "contracted", newest)
    course = make.course(make.department(here.school), new)
    assert course.units.get().unit == new
    wanted = queries.wanted_units(here.district, 2026, TODAY)
    assert {each.unit for each in wanted} == {old.pk, newest.pk}
    assert curriculum.coverage_of(here.district, 2026, TODAY).covered == 0
    admin = make.user("admin")
    competency.replace_unit(unit=old, successor=new, by=admin)
    competency.replace_unit(unit=new, successor=newest, by=admin)
    (wanted,) = queries.wanted_units(here.district, 2026, TODAY)
    assert (wanted.unit, wanted.headcount) == (newest.pk, 15)
    assert queries.board(here.coordinator, here.district, 2026, 2026, TODAY).wanted == (wanted,)
    covered = curriculum.coverage_of(here.district, 2026, TODAY)
    assert covered.covered == covered.whole > 0
    assert {unit for unit, _importance in queries.last_wanted(here.firm, make.occupation("8161"))} == {newest}
    assert list(queries.naming(here.coordinator, old)) and list(curriculum.naming(here.coordinator, new)) == [course]


FILE = {
    "이름": "업종 × 시도",
    "출처": {"이름": "국민연금 가입 사업장 내역 2026-06", "데이터셋": "15083277"},
    "문턱": "가입자 1,000명 이상인 칸만",
    "잰때": "2026-06",
    "자료": [
        {"업종": "축전지 제조업", "시도": "서울특별시", "사람": 16754},
        {"업종": "축전지 제조업", "시도": "경상북도", "사람": 2165},
        {"업종": "제철업", "시도": "경상북도", "사람": 17131},
    ],
}


def loaded(**changed) -> None:
    actions.load_figures(published=figures.read(json.dumps(FILE | changed).encode()), by=None)


def test_figures_stand_beside_the_board_with_their_source_and_the_trap(here, client):
    here.district.region_codes, here.district.industry = "47111,47113", "이차전지"
    here.district.save()
    make.need(here, 5)
    loaded()
    loaded()
    assert Figure.objects.count() == 3
    found = queries.context(here.coordinator, here.district, TODAY)
    assert (found.province, f"{found.month:%Y-%m}") == ("경상북도", "2026-06")
    assert [(each.industry, each.here, each.nation, each.seoul_share, each.is_own) for each in found.lines] == [
        ("축전지 제조업", 2165, 18919, 89, True),
        ("제철업", 17131, 17131, 0, False),
    ]
    client.force_login(here.teacher, backend=BACKEND)
    page = client.get(reverse("demand:board")).content.decode()
    assert all(each in page for each in ("본사의 함정", "16,754", "15083277", "2026-06", "1,000명 이상"))
    assert queries.board(here.coordinator, here.district, 2026, 2026, TODAY).sums[0].headcount == 5
    assert queries.context(here.coordinator, here.district, date(2026, 5, 1)) is None


def test_figures_of_a_month_are_mended_and_other_months_stay(here):
    loaded()
    loaded(**{"자료": [FILE["자료"][1] | {"사람": 2200}]})
    loaded(**{"잰때": "2026-07"})
    assert Figure.objects.get(month=date(2026, 6, 1), industry="축전지 제조업", province="경상북도").persons == 2200
    assert Figure.objects.count() == 6


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"출처": {}}, "출처가 없습니다"),
        ({"잰때": "유월"}, "기준월"),
        ({"자료": []}, "고용 통계가 아닙니다"),
        ({"자료": "많음"}, "고용 통계가 아닙니다"),
    ],
)
def test_file_that_is_no_table_of_figures_is_refused(changed, words):
    with pytest.raises(RuleBroken, match=words):
        figures.read(json.dumps(FILE | changed).encode())


def test_cells_with_faults_are_named_and_nothing_is_loaded(here, client):
    cell = FILE["자료"][0]
    rows = [cell, cell, cell | {"사람": "많음"}, cell | {"업종": ""}, cell | {"사람": True}, "x"]
    with pytest.raises(figures.Faulty) as caught:
        figures.read(json.dumps(FILE | {"자료": rows}).encode())
    assert [each.number for each in caught.value.faults] == [2, 3, 4, 5, 6]
    client.force_login(make.user("admin"), backend=BACKEND)
    file = io.BytesIO(json.dumps(FILE | {"자료": rows}).encode())
    file.name = "cells.json"
    answer = client.post(reverse("demand:load_figures"), {"file": file})
    assert answer.status_code == 422 and "많음" in answer.content.decode()
    assert not Figure.objects.exists()
