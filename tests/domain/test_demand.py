"""Demand: every word of a firm is kept, weighed by its confidence, and told back what came of it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.district.models import DistrictMember
from naru.base.rulebook.errors import NotAllowed, RuleBroken
from naru.domain.demand import actions, queries, rules
from naru.domain.demand.enums import Confidence, NeedSource, SignalKind, SurveyState
from naru.domain.demand.models import Ask, Need, Posting, Revision, Signal, Survey, Track
from tests.domain import look
from tests.factories import make

#: Deeds of whoever holds a firm's link: tests/web/test_survey.py.
BY_LINK = {"answer", "reopen", "stop_reminders"}
#: By a timer: tests/web/test_reminders.py.
BY_TIMER = {"remind_by_timer", "take_back_reminder"}
APRIL, MAY, JUNE = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)
WORD = {"headcount": 8, "confidence": Confidence.BUDGETED, "source": NeedSource.INTERVIEW, "said_on": MAY}


@pytest.mark.parametrize(
    ("rule", "given", "sentence"),
    [
        (rules.may_state, (-1, MAY, []), "0 이상"),
        (rules.may_state, (1, MAY, [3, 6]), "1에서 5"),
        (rules.may_state, (1, MAY, [0]), "1에서 5"),
        (rules.may_state, (1, MAY, [], 5), "분기는"),
        (rules.may_state, (1, MAY, [], 0), "분기는"),
        (rules.may_state, (1, MAY, [], 1, 9), "수준은"),
        (rules.may_survey, (MAY, JUNE, MAY, 0), "물을 기업"),
        (rules.may_survey, (MAY, APRIL, APRIL, 1), "앞설 수 없습니다"),
        (rules.may_survey, (APRIL, MAY, JUNE, 1), "앞설 수 없습니다"),
        (rules.may_answer, (SurveyState.CLOSED, JUNE, MAY, 1), "마감한"),
        (rules.may_answer, (SurveyState.OPEN, MAY, JUNE, 1), "기한이 지난"),
        (rules.may_answer, (SurveyState.OPEN, JUNE, MAY, 0), "적어도 한"),
        (rules.may_close, (SurveyState.CLOSED,), "마감한"),
        (rules.may_post, (MAY, APRIL), "마감일은"),
        (rules.may_merge, (False, False), "다른 기업"),
        (rules.may_merge, (True, True), "이미 합친"),
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


def advertised(here: make.Town, title: str = "전극 운전원 모집", day: date = MAY, **more) -> actions.Advertised:
    values = {"occupation": None, "body": "", "seats": None, "expires_on": None}
    return actions.Advertised(firm=here.firm, title=title, posted_on=day, **(values | more))


def deeds() -> dict[str, look.Deed]:
    here, there = make.town(), make.town()
    DistrictMember.objects.create(district=there.district, organisation=here.firm, since=make.SINCE)
    need = make.need(here)
    neighbour = make.user(Role.FIRM_HR, organisation=make.firm(here.district))
    strangers = (here.lead, here.dean, neighbour, there.coordinator, there.hr)
    home = here.district.pk
    stated = {"district": here.district, "code": "N-1", "occupation": make.occupation(), "year": 2027, "wanted": []}
    taught = {"kind": SignalKind.ACCURACY, "year": 2026, "finding": 1, "said": 8, "hired": 5, "recorded_on": JUNE}
    survey = Survey.objects.create(
        district=here.district, title="조사", year=2027, opens_on=APRIL, due_on=date(2099, 1, 1)
    )
    ask = Ask.objects.create(survey=survey, firm=here.firm, email="hr@example.kr", check_digest="0" * 64)
    asked = {"title": "조사", "year": 2027, "opens_on": APRIL, "due_on": JUNE, "firms": [here.firm], "today": MAY}
    no_firm = (*strangers, here.hr)
    first, second = (
        Posting.objects.create(district=here.district, firm=here.firm, title="공고", posted_on=MAY, expires_on=JUNE)
        for _each in range(2)
    )
    return {
        "record_tracks": look.Deed(
            lambda by: actions.record_tracks(district=here.district, year=2025, rows=[], counted_on=JUNE, by=by),
            here.coordinator,
            "demand.record_tracks",
            home,
            no_firm,
        ),
        "open_survey": look.Deed(
            lambda by: actions.open_survey(district=here.district, **asked, by=by),
            here.coordinator,
            "demand.open_survey",
            home,
            no_firm,
        ),
        "add_postings": look.Deed(
            lambda by: actions.add_postings(district=here.district, rows=[advertised(here)], by=by),
            here.coordinator,
            "demand.add_postings",
            home,
            no_firm,
        ),
        "merge_postings": look.Deed(
            lambda by: actions.merge_postings(posting=first, copy=second, by=by),
            here.coordinator,
            "demand.merge_postings",
            home,
            no_firm,
        ),
        "hand_link": look.Deed(
            lambda by: actions.hand_link(ask=ask, today=MAY, by=by),
            here.coordinator,
            "demand.hand_link",
            home,
            no_firm,
        ),
        "address_asks": look.Deed(
            lambda by: actions.address_asks(survey=survey, emails={ask.pk: "new@example.kr"}, by=by),
            here.coordinator,
            "demand.address_asks",
            home,
            no_firm,
        ),
        "remind": look.Deed(
            lambda by: actions.remind(ask=ask, today=MAY, by=by), here.coordinator, "demand.remind", home, no_firm
        ),
        "load_figures": look.Deed(
            lambda by: actions.load_figures(
                published=actions.Published(MAY, "출처", "", "", (("축전지 제조업", "경상북도", 5),)), by=by
            ),
            make.user(Role.ADMIN),
            "demand.load_figures",
            None,
            (*no_firm, here.coordinator),
        ),
        "close_survey": look.Deed(
            lambda by: actions.close_survey(survey=survey, by=by),
            here.coordinator,
            "demand.close_survey",
            home,
            no_firm,
        ),
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
@pytest.mark.parametrize("name", sorted(set(look.names(actions)) - BY_LINK - BY_TIMER))
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


def test_said_against_hired_as_reckoned_by_hand():
    """20 said and 14 hired, planned at 0.5 for ten heads: (14 + 10 × 0.5) ÷ (20 + 10) = 19 ÷ 30 = 0.6333."""
    assert rules.share_of(20, 14, Confidence.PLANNED, MAY) == Decimal("0.6333")
    # Nothing known: the weight of the confidence alone. Two heads move it a little: (2 + 5) ÷ 12 = 0.5833.
    assert rules.share_of(0, 0, Confidence.PLANNED, MAY) == Decimal("0.5")
    assert rules.share_of(2, 2, Confidence.PLANNED, MAY) == Decimal("0.5833")
    # A contract of a firm that never hired: (0 + 10) ÷ (30 + 10) = 0.25.
    assert rules.share_of(30, 0, Confidence.CONTRACTED, MAY) == Decimal("0.25")
    # One to four hires count as four, so that the share tells nobody how few: (4 + 5) ÷ 30 = 0.3; none is none: 5 ÷ 30.
    assert {rules.share_of(20, hired, Confidence.PLANNED, MAY) for hired in (1, 2, 3, 4)} == {Decimal("0.3")}
    assert rules.share_of(20, 0, Confidence.PLANNED, MAY) == Decimal("0.1667")
    assert rules.share_of(20, 5, Confidence.PLANNED, MAY) == Decimal("0.3333")
    assert rules.share_of(1000, 1000, Confidence.IDEA, MAY) < 1


def track(of: make.Town, occupation, year: int, said: int, hired: int) -> Track:
    return Track.objects.create(
        district=of.district,
        firm=of.firm,
        occupation=occupation,
        year=year,
        said=said,
        hired=hired,
        version=rules.SAID_HIRED.version,
        counted_on=JUNE,
    )


@pytest.mark.django_db
def test_record_counts_three_years_and_hires_of_a_year_only_up_to_what_was_said():
    here = make.town()
    need = make.need(here, 10, "planned")
    for year, said, hired in ((2022, 90, 0), (2023, 10, 2), (2024, 4, 9), (2025, 6, 6), (2026, 50, 0)):
        track(here, need.occupation, year, said, hired)
    mine = queries.record_of(here.hr, need, JUNE)
    assert (mine.said, mine.hired, mine.years) == (20, 12, (2023, 2024, 2025))
    share = rules.share_of(20, 12, Confidence.PLANNED, JUNE)
    assert queries.weighted_headcount(here.district, 2026, JUNE) == 10 * share
    assert (
        queries.weighted_of(need, need.revisions.get(), queries.records(here.district, 2026, JUNE), JUNE) == 10 * share
    )


@pytest.mark.django_db
def test_record_of_a_firm_is_never_shown_to_another_nor_to_schools():
    here, there = make.town(), make.town()
    need = make.need(here)
    track(here, need.occupation, 2025, 10, 3)
    neighbour = make.user(Role.FIRM_HR, organisation=make.firm(here.district))
    for viewer in (here.hr, here.coordinator, make.user(Role.CITY, district=here.district)):
        assert queries.record_of(viewer, need, JUNE).said == 10
    for viewer in (neighbour, here.teacher, here.lead, there.coordinator, there.hr):
        assert queries.record_of(viewer, need, JUNE) is None
        assert not Track.objects.visible_to(viewer).exists()


@pytest.mark.django_db
def test_board_adds_up_as_reckoned_by_hand():
    """10 planned (0.5) and 4 contracted (1) of one occupation in two complexes; the year before said 6."""
    here = make.town()
    make.need(here, 6, "idea", year=2025)
    first = make.need(here, 10, "planned", make.unit("common"))
    second = make.need(here, 4, "contracted")
    Revision.objects.filter(need=second).update(complex="블루밸리")
    board = queries.board(here.coordinator, here.district, 2026, 2029, JUNE)
    assert [(each.complex, each.headcount, each.weighted, each.low, each.high) for each in board.cells] == [
        ("", 10, Decimal(5), 0, 10),
        ("블루밸리", 4, Decimal(4), Decimal(4), 4),
    ]
    (year,) = board.sums
    assert (year.year, year.firms, year.needs, year.headcount) == (2026, 1, 2, 14)
    assert (year.weighted, year.low, year.high, year.before, year.change) == (9, 4, 14, 6, 8)
    assert (board.wanted[0].code, board.wanted[0].demand) == ("common", 15)
    assert year.headcount == queries.headcount(here.district, 2026)
    assert year.weighted == queries.weighted_headcount(here.district, 2026, JUNE)
    assert board.sources == (("survey", 2),)
    assert first.occupation == second.occupation


@pytest.mark.django_db
def test_board_of_a_firm_holds_its_own_needs_only_and_costs_the_same_for_30():
    here = make.town()
    other = make.firm(here.district)
    make.need(here, 3, "planned")
    make.need(here, 50, "planned", firm=other)
    board = queries.board(here.hr, here.district, 2026, 2029, JUNE)
    assert board.sums[0].headcount == 3
    assert queries.board(here.teacher, here.district, 2026, 2029, JUNE).sums[0].headcount == 53

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            queries.board(here.coordinator, here.district, 2026, 2029, JUNE)
        return len(caught)

    make.need(here, 2, "planned", make.unit())
    cost()  # the memberships of the viewer are read once
    before = cost()
    for _each in range(30):
        make.need(here, 2, "planned", make.unit())
    assert cost() == before


@pytest.mark.django_db
def test_later_word_keeps_place_quarter_level_and_shift_unless_it_says_others():
    here = make.town()
    need = make.need(here)
    terms = actions.Terms("영일만", 3, 4, "two")
    actions.revise_need(need=need, reason="정해짐", wanted=None, terms=terms, **WORD, by=here.hr)
    actions.revise_need(need=need, reason="다시", wanted=None, **WORD, by=here.hr)
    last = Revision.objects.get(need=need, is_current=True)
    assert (last.number, last.complex, last.quarter, last.level, last.shift) == (3, "영일만", 3, 4, "two")


@pytest.mark.django_db
def test_unit_that_nobody_confirmed_is_not_asked_for():
    here = make.town()
    proposed = make.unit(state="proposed")
    stated = {"code": "N-1", "firm": here.firm, "occupation": make.occupation(), "year": 2027}
    with pytest.raises(RuleBroken, match="확인하지 않은"):
        actions.state_need(district=here.district, wanted=[(proposed, 3)], **stated, **WORD, by=here.hr)
    assert not Need.objects.exists()
