"""Pages of the room budget."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook import project_year
from naru.domain.budget.models import Entry, Fund, Line, Return
from tests.factories import make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LISTS = ["list", "lines", "entries", "returns"]


@pytest.fixture
def town():
    return make.town()


def enter(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def year():
    return project_year.of(timezone.localdate())


def url(name, *keys):
    return reverse(f"budget:{name}", args=keys)


def move(line, kind="spend", amount=100, **fields):
    values = {"code": f"E-{Entry.objects.count()}", "on": timezone.localdate(), "memo": "", "evidence": ""}
    return Entry.objects.create(line=line, kind=kind, amount=amount, **(values | fields))


def brought(line, outcomes=10, **fields):
    values = {"year": year(), "finding": Return.objects.count() + 1, "measure": "training", "won_each": 50}
    return Return.objects.create(line=line, outcomes=outcomes, recorded_on=timezone.localdate(), **(values | fields))


def full(town, **fields):
    """A fund of this year with one line, one entry and one return."""
    fund = make.fund(town.district, year=year(), **fields)
    line = make.line(fund)
    move(line)
    brought(line)
    return fund, line


def test_lists_and_details_open_for_the_district_only(client, town):
    fund, line = full(town)
    pages = [*(url(name) for name in LISTS), url("detail", fund.pk), url("line", line.pk)]
    for viewer in (town.coordinator, make.user(Role.CITY, district=town.district)):
        enter(client, viewer)
        for page in pages:
            assert client.get(page).status_code == 200, page
    enter(client, make.coordinator(make.district()))
    assert [client.get(page).status_code for page in pages] == [200, 200, 200, 200, 404, 404]
    assert client.get(url("list")).context["total"] == 0
    enter(client, town.hr)
    assert [client.get(page).status_code for page in pages] == [403, 403, 403, 403, 404, 404]


def test_only_whoever_may_sees_the_buttons_and_forms(client, town):
    fund, line = full(town)
    forms = (url("open"), url("cut"), url("enter"))
    enter(client, town.coordinator)
    for form, page in zip(forms, ("list", "lines", "entries"), strict=True):
        assert form in client.get(url(page)).content.decode()
        assert client.get(form).status_code == 200
    assert f"{url('cut')}?fund={fund.pk}" in client.get(url("detail", fund.pk)).content.decode()
    assert f"{url('enter')}?line={line.pk}" in client.get(url("line", line.pk)).content.decode()
    enter(client, make.user(Role.CITY, district=town.district))
    for form, page in zip(forms, ("list", "lines", "entries"), strict=True):
        assert form not in client.get(url(page)).content.decode()
        assert client.get(form).status_code == 403
        assert client.post(form, {}).status_code == 403


@pytest.mark.parametrize("name", LISTS)
def test_lists_cost_the_same_for_one_row_and_thirty(client, town, name):
    full(town)
    enter(client, town.coordinator)

    def cost():
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(url(name), {"size": 50})
        return len(caught), answer.context["total"]

    cost()
    before, one = cost()
    for _each in range(29):
        full(town)
    assert cost() == (before, 30)
    assert one == 1


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_downloaded_and_tabs_keep_the_chosen_year(client, town, name):
    full(town)
    enter(client, town.coordinator)
    assert client.get(url(name), {"download": "xlsx"}).status_code == 200
    text = client.get(url(name), {"year": year(), "district": town.district.code}).content.decode()
    assert f"?district={town.district.code}&amp;year={year()}" in text


def test_all_funds_of_the_year_stand_together_on_top(client, town):
    for amount in (1000, 3000):
        fund = make.fund(town.district, year=year(), amount=amount)
        line = make.line(fund)
        move(line, "commit", 400)
        move(line, "spend", 300)
        move(line, "return", 100)
    make.fund(town.district, year=year() - 1, amount=9999)
    enter(client, town.coordinator)
    whole = client.get(url("list")).context["whole"]
    assert (whole.amount, whole.sums.committed, whole.sums.net, whole.left) == (4000, 800, 400, 3600)
    assert str(whole.rate) == "10.0"
    lines = client.get(url("list"), {"sort": "-rate"}).context["lines"]
    assert [line[-1].text for line in lines] == ["20.0 %", "6.7 %"]
    assert [line[5].raw for line in client.get(url("list"), {"sort": "left"}).context["lines"]] == [800, 2800]


def test_a_fund_shows_its_lines_entries_and_what_is_not_cut(client, town):
    fund, line = full(town)
    enter(client, town.coordinator)
    answer = client.get(url("detail", fund.pk))
    assert [each.row for each in answer.context["parts"]] == [line]
    assert answer.context["uncut"] == 400
    assert answer.context["next"]["deed"] == "cut"
    assert answer.context["money"].sums.net == 100


def fund_of(town, **changes):
    return {
        "district": town.district.pk,
        "name": "새 재원",
        "source": "city",
        "year": year(),
        "amount": "350,000,000원",
        "conditions": "",
        "code": "",
    } | changes


def test_a_fund_is_opened_with_commas_in_its_amount(client, town):
    enter(client, town.coordinator)
    answer = client.post(url("open"), fund_of(town))
    made = Fund.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, url("detail", made.pk))
    assert (made.amount, made.code) == (350_000_000, f"F-{year()}-01")
    assert Event.objects.get(verb="budget.open_fund").actor_id == town.coordinator.pk


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"amount": "많이"}, "amount"), ({"amount": "0"}, "amount"), ({"name": ""}, "name"), ({"code": "TAKEN"}, "code")],
)
def test_a_faulty_fund_is_refused_at_its_field(client, town, changes, field):
    make.fund(town.district, code="TAKEN")
    enter(client, town.coordinator)
    answer = client.post(url("open"), fund_of(town, **changes))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Fund.objects.count() == 1


def test_a_fund_cannot_be_opened_in_a_foreign_district(client, town):
    enter(client, town.coordinator)
    assert client.post(url("open"), fund_of(town, district=make.district().pk)).status_code == 422


def line_of(fund, **changes):
    values = {"fund": fund.pk, "title": "새 항목", "task_group": "pathway", "item": "operation", "amount": "600"}
    return values | {"code": ""} | changes


def test_lines_never_exceed_their_fund(client, town):
    fund = make.fund(town.district, year=year(), amount=1000)
    enter(client, town.coordinator)
    answer = client.post(url("cut"), line_of(fund))
    assert (answer.status_code, answer.headers["Location"]) == (303, url("detail", fund.pk))
    assert Line.objects.get().code == "L-01"
    assert Event.objects.filter(verb="budget.cut_line").count() == 1
    answer = client.post(url("cut"), line_of(fund, amount="401"))
    assert answer.status_code == 422
    assert "400" in answer.content.decode()
    assert client.post(url("cut"), line_of(fund, amount="1", code="L-01")).status_code == 422
    assert client.post(url("cut"), line_of(make.fund(make.district()))).status_code == 422
    assert Line.objects.count() == 1


def test_the_form_of_a_line_offers_the_given_fund(client, town):
    fund = make.fund(town.district, year=year() - 1)
    make.fund(town.district, year=year() - 1)
    enter(client, town.coordinator)
    answer = client.get(url("cut"), {"fund": fund.pk})
    assert answer.context["form"]["fund"].initial == fund
    assert client.get(url("cut"), {"fund": "x"}).status_code == 200
    assert client.get(url("cut"), {"fund": make.fund(make.district()).pk}).status_code == 404
    assert client.get(url("enter"), {"line": make.line(make.fund(make.district())).pk}).status_code == 404


def entry_of(line, **changes):
    values = {"line": line.pk, "kind": "spend", "on": timezone.localdate().isoformat(), "amount": "500"}
    return values | {"memo": "", "evidence": "결의서", "code": ""} | changes


def test_money_is_recorded_and_never_more_than_the_line_holds(client, town):
    line = make.line(make.fund(town.district, year=year()), amount=600)
    enter(client, town.coordinator)
    answer = client.post(url("enter"), entry_of(line))
    assert (answer.status_code, answer.headers["Location"]) == (303, url("line", line.pk))
    assert Entry.objects.get().code == "E-001"
    assert Event.objects.filter(verb="budget.record_entry").count() == 1
    refused = [
        {"amount": "101"},
        {"kind": "commit", "amount": "601"},
        {"kind": "return", "amount": "501"},
        {"amount": "0"},
        {"kind": ""},
        {"on": "2999-01-01"},
        {"code": "E-001", "amount": "1"},
    ]
    for changes in refused:
        answer = client.post(url("enter"), entry_of(line, **changes))
        assert answer.status_code == 422, changes
        assert answer.context["form"].faults
    assert client.post(url("enter"), entry_of(make.line(make.fund(make.district())))).status_code == 422
    assert Entry.objects.count() == 1
    shown = client.get(url("line", line.pk))
    assert (shown.context["money"].left, len(shown.context["entries"]), len(shown.context["events"])) == (100, 1, 1)


def test_few_people_behind_money_are_hidden_from_whoever_does_not_see_persons(client, town):
    line = make.line(make.fund(town.district, year=year()))
    brought(line, outcomes=3, won_each=200)
    brought(line, outcomes=8, won_each=75)
    enter(client, make.user(Role.CITY, district=town.district))
    found = client.get(url("line", line.pk)).context["brought"]
    assert [(each.outcomes, each.won_each) for each in found] == [(None, None), (8, 75)]
    rows = client.get(url("returns"), {"sort": "finding"}).context["lines"]
    assert [(row[3].raw, row[4].raw) for row in rows] == [(None, None), (8, 75)]
    enter(client, town.coordinator)
    found = client.get(url("line", line.pk)).context["brought"]
    assert [each.outcomes for each in found] == [3, 8]


def test_money_left_when_its_year_is_over_is_pressed(client, town):
    fund = make.fund(town.district, year=year() - 1, amount=600)
    make.line(fund, amount=600)
    enter(client, town.coordinator)
    assert client.get(url("detail", fund.pk)).context["next"]["tone"] == "danger"
