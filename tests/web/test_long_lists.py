"""Lists of any length: as many queries for many rows as for few, counts that stop, pages that go on, walks not sorts."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from benchmarks import district, week
from naru.base.audit import kept, record
from naru.domain.people import queries as people
from naru.domain.people.models import Learner
from naru.web import paging
from tests.factories import make
from tests.house.matrix.pages import LISTS

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def coordinator():
    """A district of 120 learners, and its coordinator signed in."""
    district.build(120, timezone.localdate())
    client = Client()
    client.force_login(week.coordinator(), backend=BACKEND)
    return client


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(url)
    assert answer.status_code == 200, url
    return len(seen)


def more(count: int) -> None:
    """So many more learners, each with what hangs on a learner."""
    from naru.base.rulebook import project_year
    from naru.domain.training.models import Enrolment, Programme

    like = Learner.objects.order_by("pk").first()
    year = project_year.of(timezone.localdate())
    programme = Programme.objects.order_by("pk").first()
    for _each in range(count):
        who = make.learner(like.school, intake_year=year)
        Enrolment.objects.create(programme=programme, learner=who, state="waiting", signed_up_at=timezone.now())


def test_every_list_asks_as_many_queries_for_many_rows_as_for_few(coordinator):
    urls = [reverse(name) for name in LISTS]
    before = {url: queries_of(coordinator, f"{url}?size=100") for url in urls}
    more(60)
    after = {url: queries_of(coordinator, f"{url}?size=100") for url in urls}
    assert {url: count for url, count in after.items() if count > before[url]} == {}


def test_list_of_fifty_learners_asks_at_most_twelve(coordinator):
    assert queries_of(coordinator, reverse("people:list") + "?size=50") <= 12


def test_every_page_of_the_week_answers(coordinator):
    assert len(week.pages(coordinator)) > 60


def test_count_stops_and_the_pages_beyond_it_are_there(coordinator, monkeypatch):
    monkeypatch.setattr(paging, "MOST_COUNTED", 50)
    url = reverse("people:list")
    first = coordinator.get(f"{url}?size=25").content.decode()
    assert "50건 넘음" in first
    assert "page=2" in first
    beyond = coordinator.get(f"{url}?size=25&page=4").content.decode()
    assert "76–100" in beyond
    assert "page=5" in beyond
    last = coordinator.get(f"{url}?size=25&page=5").content.decode()
    assert "101–120" in last
    assert "page=6" not in last
    assert "26–50" in coordinator.get(f"{url}?size=25&page=99").content.decode()


@pytest.mark.parametrize("order", [("-intake_year", "-pk"), ("name", "pk"), ("-number", "-pk"), ("school__name", "pk")])
def test_walked_pages_hold_the_same_rows_as_sorted_ones(coordinator, monkeypatch, order):
    rows = people.own_marked(week.coordinator()).order_by(*order)
    plain = [paging.page(rows, number, 50).rows for number in (1, 2, 3)]
    monkeypatch.setattr(paging, "MOST_COUNTED", 10)
    walked = [paging.page(rows, number, 50).rows for number in (1, 2, 3)]
    assert [[row.pk for row in rows] for rows in walked] == [[row.pk for row in rows] for rows in plain]
    assert sum(len(rows) for rows in walked) == 120


def test_walked_list_of_learners_sorts_nothing_on_sqlite(coordinator, monkeypatch):
    if connection.vendor != "sqlite":
        assert paging.walked(Learner.objects.all()).query.where == Learner.objects.all().query.where
        return
    rows = people.own_marked(week.coordinator()).order_by("-intake_year", "-pk")
    plan = paging.walked(rows).values("pk")[:26].explain()
    assert "people_learner_list" in plan
    assert "TEMP B-TREE" not in plan


@pytest.fixture
def keeps(settings):
    settings.CACHES = {**settings.CACHES, "figures": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    caches["figures"].clear()
    yield
    caches["figures"].clear()


class Counter:
    """Counts how often it was asked; each asking takes `seconds` of a stopped clock."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
        self.asked, self.clock = 0, 0.0
        self.seconds = seconds
        monkeypatch.setattr(kept.time, "perf_counter", lambda: self.clock)

    def __call__(self) -> int:
        self.asked += 1
        self.clock += self.seconds
        return self.asked


def again(home):
    """The district as another request loads it."""
    return type(home).objects.get(pk=home.pk)


def test_quick_figure_is_counted_each_time(keeps, monkeypatch):
    home, count = make.district(), Counter(monkeypatch, 0.001)
    assert [kept.figure(again(home), "x", count) for _each in range(3)] == [1, 2, 3]


def test_slow_figure_is_kept_until_something_happens_and_says_when_it_is_old(keeps, monkeypatch):
    town, count = make.town(), Counter(monkeypatch, 3.0)
    home = town.district
    assert [kept.figure(again(home), "x", count) for _each in range(2)] == [1, 1]
    record.record("people.enter_learner", make.learner(town.school), by=town.coordinator)
    old = again(home)
    assert kept.figure(old, "x", count) == 1
    assert kept.as_of(old) is not None
    later = timezone.now() + timedelta(seconds=kept.PATIENCE * 3 + 1)
    monkeypatch.setattr(kept.timezone, "now", lambda: later)
    new = again(home)
    assert kept.figure(new, "x", count) == 2
    assert kept.as_of(new) is None


def test_deed_in_another_district_leaves_a_figure_fresh(keeps, monkeypatch):
    home, there, count = make.district(), make.district(), Counter(monkeypatch, 3.0)
    kept.figure(again(home), "x", count)
    record.record("budget.open_fund", make.fund(there), by=None)
    shown = again(home)
    assert (kept.figure(shown, "x", count), kept.as_of(shown)) == (1, None)


def test_figures_of_districts_are_not_mixed_up(keeps, monkeypatch):
    count = Counter(monkeypatch, 3.0)
    assert [kept.figure(make.district(), "x", count) for _each in range(2)] == [1, 2]
