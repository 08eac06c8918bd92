"""Demand: every word of a firm is kept, weighed by its confidence, and told back what came of it."""

from datetime import date
from decimal import Decimal

import pytest

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.district.models import DistrictMember
from naru.base.rulebook.errors import NotAllowed, RuleBroken
from naru.domain.demand import actions, queries, rules
from naru.domain.demand.enums import Confidence, NeedSource, SignalKind
from naru.domain.demand.models import Need, Revision, Signal
from tests.domain import look
from tests.factories import make

APRIL, MAY, JUNE = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)
WORD = {"headcount": 8, "confidence": Confidence.BUDGETED, "source": NeedSource.INTERVIEW, "said_on": MAY}


@pytest.mark.parametrize(
    ("rule", "given", "sentence"),
    [
        (rules.may_state, (-1, MAY, []), "0 이상"),
        (rules.may_state, (1, MAY, [3, 6]), "1에서 5"),
        (rules.may_state, (1, MAY, [0]), "1에서 5"),
        (rules.may_revise, (MAY, APRIL, "감산"), "앞선 날"),
        (rules.may_revise, (APRIL, MAY, " "), "까닭"),
    ],
)
def test_rule_refuses(rule, given, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        rule(*given)


def test_surer_word_weighs_more_and_a_contract_weighs_all():
    weights = [rules.weight_of(each, MAY) for each in Confidence]
    assert weights == sorted(weights)
    assert (weights[0], weights[-1]) == (Decimal("0.2"), 1)
    rules.may_state(0, MAY, [1, 5])
    rules.may_revise(MAY, MAY, "같은 날 고침")


def deeds() -> dict[str, look.Deed]:
    here, there = make.town(), make.town()
    DistrictMember.objects.create(district=there.district, organisation=here.firm, since=make.SINCE)
    need = make.need(here)
    neighbour = make.user(Role.FIRM_HR, organisation=make.firm(here.district))
    strangers = (here.lead, here.dean, neighbour, there.coordinator, there.hr)
    home = here.district.pk
    stated = {"district": here.district, "code": "N-1", "occupation": make.occupation(), "year": 2027, "wanted": []}
    taught = {"kind": SignalKind.ACCURACY, "year": 2026, "finding": 1, "said": 8, "hired": 5, "recorded_on": JUNE}
    return {
        "state_need": look.Deed(
            lambda by: actions.state_need(firm=here.firm, **stated, **WORD, by=by),
            here.hr,
            "demand.state_need",
            home,
            strangers,
        ),
        "revise_need": look.Deed(
            lambda by: actions.revise_need(need=need, reason="증설", wanted=None, **WORD, by=by),
            here.coordinator,
            "demand.revise_need",
            home,
            strangers,
        ),
        "record_signal": look.Deed(
            lambda by: actions.record_signal(district=here.district, firm=here.firm, **taught, by=by),
            here.coordinator,
            "demand.record_signal",
            home,
            (*strangers, here.hr),
        ),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", look.names(actions))
def test_deed_is_for_whom_it_belongs_to_and_audited(name):
    look.check(deeds()[name])


@pytest.mark.django_db
def test_firm_speaks_only_where_it_takes_part():
    here, there = make.town(), make.town()
    stated = {"code": "N-1", "firm": here.firm, "occupation": make.occupation(), "year": 2027, "wanted": []}
    with pytest.raises(NotAllowed):
        actions.state_need(district=there.district, **stated, **WORD, by=here.hr)
    assert not Need.objects.exists()


@pytest.mark.django_db
def test_word_said_again_keeps_the_earlier_one_and_its_units():
    here = make.town()
    unit = make.unit()
    need = make.need(here, 5, "planned", unit)
    actions.revise_need(need=need, reason="증설", wanted=None, **WORD, by=here.hr)
    newest, first = queries.history(here.hr, need)
    assert (newest.number, newest.headcount, newest.is_current) == (2, 8, True)
    assert (first.number, first.headcount, first.is_current) == (1, 5, False)
    assert [each.unit for each in newest.wanted.all()] == [unit]
    event = Event.objects.get()
    assert (event.before["headcount"], event.after["headcount"], event.why) == (5, 8, "증설")
    with pytest.raises(RuleBroken):
        actions.revise_need(need=need, reason="", wanted=[], **WORD, by=here.hr)
    assert Revision.objects.count() == 2
    (changed,) = queries.changes(here.hr)
    assert (changed, changed.earlier) == (newest, 5)


@pytest.mark.django_db
def test_signal_of_the_same_finding_is_kept_once():
    here = make.town()
    for hired in (3, 4):
        actions.record_signal(
            district=here.district,
            firm=here.firm,
            kind=SignalKind.ACCURACY,
            year=2026,
            finding=7,
            said=8,
            hired=hired,
            recorded_on=JUNE,
            by=here.coordinator,
        )
    assert Signal.objects.get().hired == 4


@pytest.mark.django_db
def test_need_is_seen_by_its_firm_its_district_and_the_schools_there():
    here, there = make.town(), make.town()
    need = make.need(here)
    signal = Signal.objects.create(
        district=here.district,
        firm=here.firm,
        kind="accuracy",
        year=2026,
        finding=1,
        said=5,
        hired=1,
        recorded_on=JUNE,
    )
    neighbour = make.user(Role.FIRM_HR, organisation=make.firm(here.district))
    to = [here.hr, here.coordinator, make.user(Role.CITY, district=here.district)]
    away = [neighbour, here.dean, there.coordinator, there.hr, there.lead, make.user()]
    schools = [here.lead, here.teacher]
    look.visible(queries.listing, queries.one, need, to=[*to, *schools], hidden_from=away)
    look.visible(queries.signal_listing, None, signal, to=to, hidden_from=[*away, *schools])
    look.visible(
        lambda viewer: queries.behind(viewer, here.district, 2026),
        None,
        need.revisions.get(),
        to=[*to, *schools],
        hidden_from=away,
    )
    assert not queries.history(neighbour, need).exists()


@pytest.mark.django_db
def test_year_adds_up_the_last_word_of_each_need_weighed_by_its_confidence():
    here, there = make.town(), make.town()
    need = make.need(here, 10, "idea")
    make.need(here, 4, "contracted")
    make.need(here, 100, "contracted", year=2027)
    make.need(there, 100, "contracted")
    actions.revise_need(need=need, reason="증설", wanted=None, **WORD, by=here.hr)
    assert queries.headcount(here.district, 2026) == 12
    assert queries.weighted_headcount(here.district, 2026, JUNE) == Decimal("10.4")
    assert queries.headcount_by_firm(here.district, 2026) == {here.firm.pk: 12}
    assert (queries.headcount(here.district, 2030), queries.weighted_headcount(here.district, 2030, JUNE)) == (0, 0)


@pytest.mark.django_db
def test_wanted_units_are_weighed_by_headcount_importance_and_confidence():
    here = make.town()
    common, rare = make.unit("common"), make.unit("rare")
    make.need(here, 10, "planned", common, rare)
    make.need(here, 5, "contracted", common)
    first, second = queries.wanted_units(here.district, 2026, JUNE)
    assert (first.code, first.demand, first.headcount) == ("common", Decimal(30), 15)
    assert (second.code, second.demand, second.headcount) == ("rare", Decimal(15), 10)
    assert queries.wanted_behind(here.coordinator, here.district, 2026).count() == 3
    assert queries.wanted_units(here.district, 2027, JUNE) == []


@pytest.mark.django_db
def test_needs_of_a_year_before_the_first_weights_can_be_read():
    here = make.town()
    make.need(here, 10, "planned", make.unit(), year=2023)
    day = date(2024, 2, 29)
    assert queries.weighted_headcount(here.district, 2023, day) == 5
    assert len(queries.wanted_units(here.district, 2023, day)) == 1


@pytest.mark.django_db
def test_listing_shows_the_last_word_and_costs_the_same_for_30():
    here = make.town()
    need = make.need(here)
    actions.revise_need(need=need, reason="증설", wanted=None, **WORD, by=here.hr)
    row = queries.one(here.hr, need.pk)
    assert (row.current_headcount, row.current_confidence, row.current_said_on) == (8, "budgeted", MAY)
    assert row.revision_count == 2
    there = make.town()
    look.same_cost(queries.listing, there.hr, lambda: make.need(there, 5, "planned", make.unit()))
    cost = look.cost(lambda viewer: queries.behind(viewer, there.district, 2026), there.hr)
    assert cost == 1
