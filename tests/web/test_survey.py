"""A firm's survey link: opens for its HR, in one browser, once; mended under a link of its own; every word is kept."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from naru.base.audit.models import Event
from naru.base.privacy.enums import LinkPurpose
from naru.base.privacy.models import Link
from naru.base.rulebook.errors import NotFound
from naru.domain.demand import actions, queries
from naru.domain.demand.actions import Answered, Terms
from naru.domain.demand.enums import Confidence
from naru.domain.demand.models import Ask, Need, Revision, Survey
from tests.domain.test_sign_up import together
from tests.factories import make
from tests.house.matrix.addresses import BACKEND

pytestmark = pytest.mark.django_db
YEAR = 2027


@pytest.fixture
def here():
    return make.town()


def asked(here, *firms, days: int = 10) -> Survey:
    today = timezone.localdate()
    return actions.open_survey(
        district=here.district,
        title="상반기 조사",
        year=YEAR,
        opens_on=today,
        due_on=today + timedelta(days=days),
        firms=firms or (here.firm,),
        today=today,
        by=here.coordinator,
    )


def handed(here, ask: Ask) -> tuple[str, str]:
    """The link's address and the number that opens it."""
    token, number = actions.hand_link(ask=ask, today=timezone.localdate(), by=here.coordinator)
    return reverse("demand:answer", args=[token]), number


def proven(url: str, number: str) -> Client:
    client = Client()
    assert client.post(url, {"number": number}).status_code == 303
    return client


def word(headcount: int = 9, **more) -> dict:
    """The first card, and nothing new."""
    return {"headcount_0": headcount, "confidence_0": "budgeted", "quarter_0": "3", "shift_0": "two", **more}


def test_firm_answers_in_one_go_and_mends_it_and_both_words_are_kept(here):
    need = make.need(here, 5, "planned", make.unit(), year=YEAR)
    (ask,) = asked(here).asks.all()
    url, number = handed(here, ask)
    client = proven(url, number)
    page = client.get(url).content.decode()
    assert here.firm.name in page and need.occupation.name in page
    assert re.search(r'name="headcount_0" value="5"', page)
    answer = client.post(url, word(9, complex_0="영일만"))
    assert (answer.status_code, answer.headers["Location"]) == (303, url)
    done = client.get(url).content.decode()
    assert "답을 받았습니다" in done and "9명" in done
    again = client.post(url)
    mend = again.headers["Location"]
    assert (again.status_code, mend != url) == (303, True)
    assert re.search(r'name="headcount_0" value="9"', client.get(mend).content.decode())
    assert client.post(mend, word(7, reason_0="증설이 미루어짐")).status_code == 303
    newest, second, first = queries.history(here.hr, need)
    assert [each.headcount for each in (newest, second, first)] == [7, 9, 5]
    assert (newest.ask, second.complex, second.quarter, second.shift) == (ask, "영일만", 3, "two")
    assert newest.reason == "증설이 미루어짐"
    assert [each.unit for each in newest.wanted.all()] == [each.unit for each in first.wanted.all()]
    board = queries.board(here.coordinator, here.district, YEAR, YEAR, timezone.localdate())
    assert board.sums[0].headcount == 7
    ask.refresh_from_db()
    assert (ask.state, ask.answers) == ("answered", 2)
    assert Event.objects.filter(verb="demand.answer", actor_id=None, district_id=here.district.pk).count() == 2
    viewer = Client()
    viewer.force_login(here.coordinator, backend=BACKEND)
    text = viewer.get(reverse("demand:ask", args=[ask.pk])).content.decode()
    assert "9명" in text and "7명" in text


def test_nothing_is_shown_before_the_number_and_wrong_ones_lock(here):
    make.need(here, year=YEAR)
    (ask,) = asked(here).asks.all()
    url, number = handed(here, ask)
    stranger = Client()
    first = stranger.get(url)
    assert first.status_code == 200
    assert here.firm.name not in first.content.decode()
    assert stranger.post(url, word()).status_code == 422
    assert first.headers["Referrer-Policy"] == "no-referrer" and "no-store" in first.headers["Cache-Control"]
    wrong = f"{(int(number) + 1) % 1_000_000:06}"
    for _each in range(5):
        stranger.post(url, {"number": wrong})
    assert "잠긴" in stranger.post(url, {"number": number}).content.decode()
    assert Revision.objects.count() == 1


def test_link_opens_in_the_first_browser_only_and_a_second_answer_with_it_is_refused(here):
    make.need(here, year=YEAR)
    (ask,) = asked(here).asks.all()
    url, number = handed(here, ask)
    client = proven(url, number)
    other = Client()
    assert other.post(url, {"number": number}).status_code == 410
    assert client.post(url, word()).status_code == 303
    # The used link takes no second answer: a POST with a form only opens the mending.
    assert client.post(url, word(99)).status_code == 303
    assert not Revision.objects.filter(headcount=99).exists()
    assert other.get(url).status_code == 410
    assert here.firm.name not in other.get(url).content.decode()


def test_expired_revoked_and_made_up_links_open_nothing(here):
    survey = asked(here)
    (ask,) = survey.asks.all()
    url, number = handed(here, ask)
    Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "기한이 지난" in Client().post(url, {"number": number}).content.decode()
    newer, other_number = handed(here, ask)
    assert Client().get(url).status_code == 410
    ask.refresh_from_db()
    assert (ask.reminders, ask.reminded_on) == (1, timezone.localdate())
    actions.close_survey(survey=survey, by=here.coordinator)
    assert Client().post(newer, {"number": other_number}).status_code == 410
    for token in ("x", signing.dumps(1)):
        assert Client().get(reverse("demand:answer", args=[token])).status_code == 410


def test_link_of_another_purpose_does_not_open_a_survey(here):
    (ask,) = asked(here).asks.all()
    url, number = handed(here, ask)
    Link.objects.update(purpose=LinkPurpose.GUARDIAN_CONSENT)
    assert Client().post(url, {"number": number}).status_code == 410


def test_firm_without_a_word_yet_says_a_new_occupation_and_last_year_is_filled_in(here):
    old = make.need(here, 4, "planned", year=YEAR - 1)
    occupation = make.occupation("8512")
    (ask,) = asked(here).asks.all()
    client = proven(*(given := handed(here, ask)))
    new = {"occupation_1": occupation.pk, "headcount_1": 2, "confidence_1": "idea"}
    assert client.post(given[0], word(6) | {"headcount_1": 2}).status_code == 422
    assert client.post(given[0], word(6) | new).status_code == 303
    found = {each.occupation_id: each for each in Need.objects.filter(year=YEAR)}
    assert set(found) == {old.occupation_id, occupation.pk}
    assert found[old.occupation_id].revisions.get().headcount == 6
    assert found[occupation.pk].revisions.get().confidence == "idea"
    assert old.revisions.count() == 1


def test_firm_sees_its_own_words_only(here):
    other = make.firm(here.district, name="남의 기업")
    make.need(here, 7707, "planned", firm=other, year=YEAR)
    make.need(here, 5, "planned", year=YEAR)
    ask = asked(here, here.firm, other).asks.get(firm=here.firm)
    url, number = handed(here, ask)
    page = proven(url, number).get(url).content.decode()
    assert "남의 기업" not in page and 'value="7707"' not in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"headcount_0": ""}, "빠졌습니다"),
        ({"headcount_0": "-1"}, "0 이상"),
        ({"confidence_0": "sure"}, "올바르게 선택"),
        ({"reason_0": "연락은 900101-1234567"}, "주민등록번호는"),
    ],
)
def test_faulty_answer_is_told_at_its_field_and_uses_nothing_up(here, given, words):
    make.need(here, year=YEAR)
    (ask,) = asked(here).asks.all()
    url, number = handed(here, ask)
    client = proven(url, number)
    answer = client.post(url, word() | given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert client.post(url, word()).status_code == 303


@pytest.mark.django_db(transaction=True)
def test_link_used_twice_at_the_same_moment_counts_once():
    here = make.town()
    need = make.need(here, 5, "planned", year=YEAR)
    (ask,) = asked(here).asks.all()
    handed(here, ask)
    link = Link.objects.get()

    def answer(number: int) -> str:
        line = Answered(Need.objects.get(pk=need.pk), need.occupation, 10 + number, Confidence.PLANNED, Terms())
        try:
            actions.answer(
                link=Link.objects.get(pk=link.pk),
                ask=Ask.objects.get(pk=ask.pk),
                rows=[line],
                today=timezone.localdate(),
            )
        except NotFound:
            return "used"
        return "done"

    answers = together(6, answer)
    assert sorted(answers) == ["done"] + ["used"] * 5
    assert Revision.objects.filter(need=need).count() == 2
    assert Event.objects.filter(verb="demand.answer").count() == 1


def test_centre_hands_links_reminds_and_closes_on_its_pages(here, client):
    second = make.firm(here.district)
    client.force_login(here.coordinator, backend=BACKEND)
    today = timezone.localdate()
    given = {"title": "조사", "year": YEAR, "opens_on": today, "due_on": today + timedelta(days=9)}
    form = client.get(reverse("demand:survey_new"))
    assert here.firm.name in form.content.decode()
    assert client.post(reverse("demand:survey_new"), given).status_code == 422
    answer = client.post(reverse("demand:survey_new"), given | {"firms": [here.firm.pk, second.pk]})
    survey = Survey.objects.get()
    assert answer.headers["Location"] == reverse("demand:survey", args=[survey.pk])
    ask = survey.asks.get(firm=here.firm)
    handed_out = client.post(reverse("demand:hand", args=[ask.pk]))
    assert "no-store" in handed_out.headers["Cache-Control"]
    assert re.search(r"/demand/answer/[\w-]{40,}/", handed_out.content.decode())
    reminded = client.post(reverse("demand:remind", args=[survey.pk])).content.decode()
    assert len(re.findall(r"/demand/answer/[\w-]{40,}/", reminded)) == 2
    ask.refresh_from_db()
    assert ask.reminders == 1
    home = client.get(reverse("home")).content.decode()
    assert "수요조사에 아직 답하지 않은 기업" in home
    todo = client.get(f"{reverse('demand:asks')}?todo=unanswered").content.decode()
    assert here.firm.name in todo and second.name in todo
    assert client.post(reverse("demand:survey_close", args=[survey.pk])).status_code == 303
    assert not Link.objects.filter(revoked_at=None).exists()
    assert client.post(reverse("demand:hand", args=[ask.pk])).status_code == 422


def test_survey_page_costs_the_same_for_20_firms(here, client):
    client.force_login(here.coordinator, backend=BACKEND)

    def cost(survey: Survey) -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("demand:survey", args=[survey.pk]))
        return len(caught)

    small = asked(here)
    large = asked(here, *(make.firm(here.district) for _each in range(20)))
    cost(small)
    assert cost(small) == cost(large)


def test_need_page_board_workbook_and_api_say_the_same_numbers(here, client):
    import io

    import openpyxl

    from naru.domain.demand.models import Track

    need = make.need(here, 12, "planned", make.unit(), year=timezone.localdate().year)
    Track.objects.create(
        district=here.district,
        firm=here.firm,
        occupation=need.occupation,
        year=need.year - 1,
        said=20,
        hired=14,
        version="2026.1",
        counted_on=timezone.localdate(),
    )
    client.force_login(here.coordinator, backend=BACKEND)
    place = f"?district={here.district.code}&year={need.year}"
    page = client.get(reverse("demand:detail", args=[need.pk])).content.decode()
    assert "7.6명" in page  # 12 × 0.6333
    assert "20명을 밝혀 14명을 채용했습니다" in page
    board = client.get(reverse("demand:board") + place).content.decode()
    assert "→ 7.6<" in board
    answer = client.get(f"/api/demand/board/{here.district.code}/{need.year}").json()
    assert (answer["years"][0]["headcount"], float(answer["years"][0]["weighted"])) == (12, 7.6)
    assert float(answer["cells"][0]["weighted"]) == 7.6
    one = client.get(f"/api/demand/{need.pk}").json()
    assert (float(one["share"]), float(one["weighted"])) == (0.6333, 7.6)
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("demand:board_workbook") + place).content))
    assert [each.value for each in book.worksheets[0][2]][5:7] == [12, 7.6]
    neighbour = Client()
    neighbour.force_login(here.teacher, backend=BACKEND)
    text = neighbour.get(reverse("demand:detail", args=[need.pk])).content.decode()
    assert "14명을 채용" not in text
    assert neighbour.get(f"/api/demand/{need.pk}").json()["share"] is None
