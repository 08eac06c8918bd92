"""Budget: nobody cuts, commits or spends more than there is; the execution rate."""

from datetime import date
from decimal import Decimal

import pytest

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook.errors import RuleBroken
from naru.domain.budget import actions, queries, rules
from naru.domain.budget.enums import EntryKind, FundSource, Item, TaskGroup
from naru.domain.budget.models import Entry, Line, Return
from naru.domain.budget.rules import Sums
from tests.domain import look
from tests.factories import make

DAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("rule", "given", "sentence"),
    [
        (rules.may_cut, (1000, 700, 301), "300원"),
        (rules.may_enter, (EntryKind.SPEND, 600, Sums(), 0), "1원 이상"),
        (rules.may_enter, (EntryKind.SPEND, 600, Sums(0, 700, 200), 101), "100원"),
        (rules.may_enter, (EntryKind.COMMIT, 600, Sums(committed=550), 51), "원인행위"),
        (rules.may_enter, (EntryKind.RETURN, 600, Sums(0, 300, 200), 101), "반납"),
    ],
)
def test_rule_refuses(rule, given, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        rule(*given)


def test_all_that_is_left_may_be_taken():
    rules.may_cut(1000, 700, 300)
    rules.may_enter(EntryKind.SPEND, 600, Sums(0, 700, 200), 100)
    rules.may_enter(EntryKind.COMMIT, 600, Sums(committed=550), 50)
    rules.may_enter(EntryKind.RETURN, 600, Sums(0, 300, 200), 100)


def test_execution_rate_is_net_of_returns_and_rounded_half_up():
    assert rules.execution_rate(Sums(900, 700, 200), 1000) == Decimal("50.0")
    assert rules.execution_rate(Sums(spent=1), 2000) == Decimal("0.1")
    assert rules.execution_rate(Sums(), 0) is None


def deeds() -> dict[str, look.Deed]:
    here, there = make.town(), make.town()
    fund = make.fund(here.district)
    line = make.line(fund)
    home, by = here.district.pk, here.coordinator
    strangers = (make.user(Role.CITY, district=here.district), here.lead, here.hr, there.coordinator)
    cut = {"code": "L-1", "title": "항목", "task_group": TaskGroup.PATHWAY, "item": Item.OPERATION, "amount": 400}
    given = {"code": "F-1", "name": "재원", "source": FundSource.CITY, "year": 2026, "amount": 10, "conditions": ""}
    moved = {"code": "E-1", "kind": EntryKind.SPEND, "on": DAY, "amount": 10, "memo": "", "evidence": "영수증"}
    back = {"year": 2026, "finding": 1, "measure": "training", "outcomes": 9, "won_each": 3, "recorded_on": DAY}
    return {
        "open_fund": look.Deed(
            lambda by: actions.open_fund(district=here.district, **given, by=by),
            by,
            "budget.open_fund",
            home,
            strangers,
        ),
        "cut_line": look.Deed(
            lambda by: actions.cut_line(fund=fund, **cut, by=by), by, "budget.cut_line", home, strangers
        ),
        "record_entry": look.Deed(
            lambda by: actions.record_entry(line=line, **moved, by=by), by, "budget.record_entry", home, strangers
        ),
        "record_return": look.Deed(
            lambda by: actions.record_return(line=line, **back, by=by), by, "budget.record_return", home, strangers
        ),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", look.names(actions))
def test_deed_is_for_whom_it_belongs_to_and_audited(name):
    look.check(deeds()[name])


def enter(line: Line, kind: EntryKind, amount: int, by) -> Entry:
    code = f"E-{Entry.objects.count()}"
    return actions.record_entry(line=line, code=code, kind=kind, on=DAY, amount=amount, memo="", evidence="", by=by)


@pytest.mark.django_db
def test_lines_together_never_exceed_their_fund():
    here = make.town()
    fund = make.fund(here.district, amount=1000)
    cut = {"fund": fund, "title": "항목", "task_group": TaskGroup.PATHWAY, "item": Item.OPERATION}
    actions.cut_line(code="L-1", amount=600, **cut, by=here.coordinator)
    with pytest.raises(RuleBroken, match="400원"):
        actions.cut_line(code="L-2", amount=401, **cut, by=here.coordinator)
    assert Line.objects.count() == Event.objects.count() == 1
    actions.cut_line(code="L-2", amount=400, **cut, by=here.coordinator)
    assert queries.cut_so_far(fund) == 1000


@pytest.mark.django_db
def test_money_returned_may_be_spent_again_and_no_more():
    here = make.town()
    line = make.line(make.fund(here.district), amount=600)
    enter(line, EntryKind.SPEND, 600, here.coordinator)
    with pytest.raises(RuleBroken):
        enter(line, EntryKind.SPEND, 1, here.coordinator)
    enter(line, EntryKind.RETURN, 100, here.coordinator)
    enter(line, EntryKind.SPEND, 100, here.coordinator)
    with pytest.raises(RuleBroken):
        enter(line, EntryKind.SPEND, 1, here.coordinator)
    assert queries.line_sums(line) == Sums(0, 700, 100)


@pytest.mark.django_db
def test_return_of_the_same_finding_is_recorded_once():
    here = make.town()
    line = make.line(make.fund(here.district))
    for won in (3, 4):
        actions.record_return(
            line=line,
            year=2026,
            finding=7,
            measure="training",
            outcomes=9,
            won_each=won,
            recorded_on=DAY,
            by=here.coordinator,
        )
    assert Return.objects.get().won_each == 4


@pytest.mark.django_db
def test_money_is_seen_in_its_district_by_who_reads_budgets():
    here, there = make.town(), make.town()
    fund = make.fund(here.district)
    line = make.line(fund)
    entry = enter(line, EntryKind.SPEND, 100, here.coordinator)
    to = [here.coordinator, make.user(Role.CITY, district=here.district)]
    away = [here.hr, here.lead, there.coordinator, make.user()]
    look.visible(queries.listing, queries.one, fund, to=to, hidden_from=away)
    look.visible(queries.line_listing, queries.line_one, line, to=to, hidden_from=away)
    look.visible(queries.entry_listing, None, entry, to=to, hidden_from=away)
    back = Return.objects.create(line=line, year=2026, finding=1, measure="t", outcomes=1, recorded_on=DAY)
    look.visible(queries.return_listing, None, back, to=to, hidden_from=away)
    assert list(queries.behind(here.coordinator, here.district, 2026)) == [entry]
    assert not queries.behind(there.coordinator, here.district, 2026).exists()


@pytest.mark.django_db
def test_listings_add_up_what_moved_and_execution_stands_first_for_all_funds():
    here, there = make.town(), make.town()
    one, two = make.fund(here.district, amount=1000), make.fund(here.district, amount=2000)
    make.fund(here.district, amount=9000, year=2025)
    first, second = make.line(one), make.line(one, amount=400)
    enter(first, EntryKind.COMMIT, 500, here.coordinator)
    enter(first, EntryKind.SPEND, 300, here.coordinator)
    enter(first, EntryKind.RETURN, 50, here.coordinator)
    enter(second, EntryKind.SPEND, 50, here.coordinator)
    assert queries.sums_of(queries.one(here.coordinator, one.pk)) == Sums(500, 350, 50)
    assert queries.sums_of(queries.line_one(here.coordinator, first.pk)) == Sums(500, 300, 50)
    rows = queries.execution_of(here.district, 2026)
    assert rows == queries.execution(here.coordinator, here.district, 2026)
    assert (rows[0].fund, rows[0].amount, rows[0].sums, rows[0].left) == (None, 3000, Sums(500, 350, 50), 2700)
    assert [each.rate for each in rows] == [Decimal("10.0"), Decimal("30.0"), Decimal("0.0")]
    assert {each.fund for each in rows[1:]} == {one, two}
    (nothing,) = queries.execution(there.coordinator, here.district, 2026)
    assert (nothing.amount, nothing.rate) == (0, None)


@pytest.mark.django_db
def test_listings_cost_the_same_for_30_rows():
    here = make.town()
    look.same_cost(queries.listing, here.coordinator, lambda: make.fund(here.district))
    line = make.line(make.fund(make.town().district))
    fund = queries.listing(here.coordinator).first()
    look.same_cost(queries.line_listing, here.coordinator, lambda: make.line(fund, amount=1))
    assert line not in queries.line_listing(here.coordinator)
