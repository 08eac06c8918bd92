"""Rounds: every step of the state table and none beside it, days that hold, and a whole round with its explanation."""

from datetime import date, timedelta

import pytest

from naru.base.audit.models import Event
from naru.base.jobs.models import Run
from naru.base.privacy import consent as consents
from naru.base.privacy.models import Consent
from naru.base.rulebook.errors import Conflict, NotAllowed, NotFound, RuleBroken
from naru.domain.placement import actions, bridge
from naru.domain.placement.actions import ranking, rounds, running, wishes
from naru.domain.placement.enums import (
    ApplicationState,
    Exclusion,
    ListState,
    Method,
    OpeningState,
    Reason,
    RoundState,
    Unacceptable,
)
from naru.domain.placement.models import Application, Bar, MatchRun, Pair, Placement, Proposal, Round, RoundOpening
from naru.domain.placement.queries import explained
from naru.domain.placement.queries import ranking as sheets
from naru.domain.placement.queries import rounds as queries
from naru.domain.placement.rules import rounds as rules
from tests.factories import make
from tests.factories import rounds as stage

S = RoundState
TABLE = {(now, then) for now, every in rules.STEPS.items() for then in every}
#: Written by hand, not from the code: the steps that the district's people agreed on.
EXPECTED = {
    (S.ANNOUNCED, S.WISHES),
    (S.WISHES, S.RANKING),
    (S.RANKING, S.FROZEN),
    (S.FROZEN, S.COMPUTED),
    (S.COMPUTED, S.FROZEN),
    (S.COMPUTED, S.REVIEWED),
    (S.REVIEWED, S.FROZEN),
    (S.REVIEWED, S.CONFIRMED),
    (S.CONFIRMED, S.FROZEN),
    (S.CONFIRMED, S.OFFERED),
    (S.OFFERED, S.CLOSED),
    *((now, S.CANCELLED) for now in (S.ANNOUNCED, S.WISHES, S.RANKING, S.FROZEN, S.COMPUTED, S.REVIEWED, S.CONFIRMED)),
}


def test_state_table_is_the_agreed_one():
    assert TABLE == EXPECTED
    assert set(rules.STEPS) == set(RoundState)


@pytest.mark.parametrize("now", RoundState)
@pytest.mark.parametrize("then", RoundState)
def test_every_step_outside_the_table_is_refused(now, then):
    if (now, then) in EXPECTED:
        rules.may_become(now, then)
    else:
        with pytest.raises(Conflict):
            rules.may_become(now, then)


@pytest.mark.parametrize("now", ListState)
@pytest.mark.parametrize("then", ListState)
def test_list_is_taken_back_once(now, then):
    if now == then == ListState.WITHDRAWN:
        with pytest.raises(Conflict):
            rules.list_may_become(now, then)
    else:
        rules.list_may_become(now, then)


DEEDS = {
    "open_wishes": ({S.ANNOUNCED}, lambda c, s: rounds.open_wishes(round=s.round, today=stage.FROM, by=c)),
    "start_ranking": ({S.WISHES}, lambda c, s: rounds.start_ranking(round=s.round, today=stage.RANKING, by=c)),
    "freeze_round": ({S.RANKING}, lambda c, s: rounds.freeze_round(round=s.round, today=stage.AFTER, by=c)),
    "request_match": ({S.FROZEN, S.COMPUTED, S.REVIEWED}, lambda c, s: running.request_match(round=s.round, by=c)),
    "review_round": ({S.COMPUTED}, lambda c, s: rounds.review_round(round=s.round, by=c)),
    "reopen_round": ({S.CONFIRMED}, lambda c, s: rounds.reopen_round(round=s.round, why="까닭", by=c)),
    "close_round": ({S.OFFERED}, lambda c, s: rounds.close_round(round=s.round, today=stage.AFTER, by=c)),
    "cancel_round": (
        {S.ANNOUNCED, S.WISHES, S.RANKING, S.FROZEN, S.COMPUTED, S.REVIEWED, S.CONFIRMED},
        lambda c, s: rounds.cancel_round(round=s.round, why="까닭", by=c),
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("state", RoundState)
def test_each_deed_is_done_in_its_state_and_refused_in_every_other(state):
    for name, (allowed, do) in DEEDS.items():
        found = stage.in_state(state)
        events = Event.objects.count()
        if state in allowed:
            do(found.town.coordinator, found)
            assert Event.objects.count() > events, name
        else:
            with pytest.raises(Conflict):
                do(found.town.coordinator, found)
            assert Event.objects.count() == events, name
            assert found.now().state == state


@pytest.mark.django_db
@pytest.mark.parametrize("state", [each for each in RoundState if each != S.REVIEWED])
def test_nothing_is_confirmed_but_what_was_reviewed(state):
    found = stage.in_state(state)
    run = MatchRun.objects.create(
        round=found.round,
        number=1,
        method="student",
        seed=1,
        asked_at="2026-09-21T00:00Z",
        asked_by_id=1,
        asked_by="가",
    )
    with pytest.raises(Conflict):
        rounds.confirm_round(round=found.round, run=run, why="예", today=stage.AFTER, by=found.town.coordinator)
    if state != S.CONFIRMED:
        with pytest.raises(Conflict):
            rounds.send_offers(round=found.round, today=stage.AFTER, by=found.town.coordinator)


@pytest.mark.django_db
def test_days_are_enforced_on_both_edges():
    found = stage.setting()
    coordinator = found.town.coordinator
    with pytest.raises(Conflict, match="2026-09-01"):
        rounds.open_wishes(round=found.round, today=stage.FROM - timedelta(days=1), by=coordinator)
    with pytest.raises(Conflict, match="2026-09-10"):
        rounds.open_wishes(round=found.round, today=stage.UNTIL + timedelta(days=1), by=coordinator)
    rounds.open_wishes(round=found.round, today=stage.FROM, by=coordinator)
    learner = found.learners[0]

    def wish(day: date) -> None:
        wishes.save_wishes(
            round=found.round,
            learner=learner,
            places=[found.places[0].pk],
            submits=True,
            consents=(),
            today=day,
            by=learner.user,
        )

    for day in (stage.FROM - timedelta(days=1), stage.UNTIL + timedelta(days=1)):
        with pytest.raises(Conflict):
            wish(day)
    wish(stage.FROM)
    wish(stage.UNTIL)
    with pytest.raises(Conflict, match="2026-09-10"):
        rounds.start_ranking(round=found.round, today=stage.UNTIL, by=coordinator)
    rounds.start_ranking(round=found.round, today=stage.UNTIL + timedelta(days=1), by=coordinator)
    make.consent(learner, found.places[0].opening.firm)
    place = RoundOpening.objects.select_related("round").get(pk=found.places[0].pk)
    with pytest.raises(Conflict, match="심사하는 때"):
        ranking.hand_in_ranking(place=place, today=stage.AFTER, by=found.hr[place.pk])
    with pytest.raises(Conflict, match="2026-09-20"):
        rounds.freeze_round(round=found.round, today=stage.RANKS, by=coordinator)
    rounds.freeze_round(round=found.round, today=stage.RANKS + timedelta(days=1), by=coordinator)


@pytest.mark.django_db
def test_days_of_a_round_follow_one_another():
    found = stage.setting()
    days = {"wishes_from": stage.FROM, "wishes_until": stage.UNTIL, "ranks_until": stage.RANKS}
    days |= {"answer_by": stage.ANSWER}
    for wrong in ({"wishes_until": date(2026, 8, 31)}, {"ranks_until": stage.UNTIL}, {"answer_by": stage.RANKS}):
        with pytest.raises(RuleBroken):
            rounds.change_days(round=found.round, **(days | wrong), today=stage.FROM, by=found.town.coordinator)
    rounds.change_days(
        round=found.round, **(days | {"answer_by": date(2026, 11, 1)}), today=stage.FROM, by=found.town.coordinator
    )
    assert found.now().answer_by == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("given", "is_right"),
    [
        ((("가", 60), ("나", 40)), True),
        ((("가", 100),), True),
        ((("가", 60), ("나", 30)), False),
        ((("가", 100), ("나", 0)), False),
        ((("가", 50), ("가", 50)), False),
        ((), False),
    ],
)
def test_weights_add_to_a_hundred(given, is_right):
    if is_right:
        rules.may_state_criteria(S.ANNOUNCED, given)
    else:
        with pytest.raises(RuleBroken):
            rules.may_state_criteria(S.ANNOUNCED, given)


@pytest.mark.parametrize("state", [each for each in RoundState if each != S.ANNOUNCED])
def test_criteria_are_fixed_before_anybody_wishes(state):
    with pytest.raises(Conflict):
        rules.may_state_criteria(state, (("가", 100),))


def test_equal_totals_share_a_rank():
    assert rules.ranks_of({1: 80, 2: 90, 3: 80, 4: 70}) == {2: 1, 1: 2, 3: 2, 4: 4}
    assert rules.ranks_of({}) == {}


@pytest.mark.parametrize(
    ("birth", "work", "expected"),
    [
        (date(2012, 3, 3), {}, Exclusion.MINIMUM_AGE),
        (date(2012, 3, 2), {}, Exclusion.NONE),
        (date(2009, 3, 3), {"is_harmful": True}, Exclusion.HARMFUL),
        (date(2009, 3, 2), {"is_harmful": True}, Exclusion.NONE),
        (date(2009, 3, 3), {"shift": "night"}, Exclusion.NIGHT),
        (date(2009, 3, 3), {"shift": "three"}, Exclusion.NIGHT),
        (date(2009, 3, 3), {"shift": "two"}, Exclusion.NONE),
        (date(2009, 3, 3), {"hours": 41}, Exclusion.HOURS),
        (date(2009, 3, 3), {"hours": 40}, Exclusion.NONE),
        (date(2009, 3, 2), {"hours": 52}, Exclusion.NONE),
        (date(2008, 3, 3), {"least_age": 19}, Exclusion.OWN_AGE),
        (date(2008, 3, 2), {"least_age": 19}, Exclusion.NONE),
    ],
)
def test_law_keeps_the_young_from_work_to_the_day(birth, work, expected):
    assert rules.kept_apart(birth, rules.Work(date(2027, 3, 2), **work)) == expected
    if expected not in {Exclusion.NONE, Exclusion.OWN_AGE}:
        assert "근로기준법" in rules.source_of(expected, date(2027, 3, 2))


@pytest.mark.django_db
def test_round_without_criteria_takes_no_wish():
    town = make.town()
    made = stage.announce(town, [make.opening(town)])
    with pytest.raises(RuleBroken, match=town.firm.label):
        rounds.open_wishes(round=made, today=stage.FROM, by=town.coordinator)


@pytest.mark.django_db
def test_opening_stands_in_one_live_round():
    found = stage.setting(seats=(1,), learners=0)
    with pytest.raises(Conflict, match="다른 회차"):
        stage.announce(found.town, [found.places[0].opening])
    with pytest.raises(RuleBroken, match="모집 중"):
        stage.announce(found.town, [make.opening(found.town, "draft")])


@pytest.mark.django_db
def test_wishes_name_openings_of_the_round_once_and_not_too_many():
    found = stage.wishing(seats=(1, 1, 1), learners=1, most_wishes=2)
    learner, keys = found.learners[0], [each.pk for each in found.places]

    def save(places: list[int], submits: bool = True) -> None:
        wishes.save_wishes(
            round=found.round,
            learner=learner,
            places=places,
            submits=submits,
            consents=(),
            today=stage.WISHING,
            by=learner.user,
        )

    for wrong in (keys, [keys[0], keys[0]], [999_999], []):
        with pytest.raises(RuleBroken):
            save(wrong)
    save([], submits=False)
    save(keys[1::-1])
    assert [each.place_id for each in found.list_of(learner).wishes.all()] == keys[1::-1]
    make.placement(learner, found.town.firm)
    with pytest.raises(RuleBroken, match="취업"):
        save(keys[:1])


@pytest.mark.django_db
def test_whole_round_with_a_bar_a_decline_and_a_second_round():
    found = stage.frozen(seats=(1, 1), learners=3)
    first, second, third = found.learners
    one, two = found.places
    run = found.run()
    assert found.now().state == S.COMPUTED
    assert (run.matched, run.unmatched, run.seats_left, run.blocking) == (2, 1, 0, 0)
    assert run.seed == 7 and len(run.engine) == 64 and len(run.input_digest) == 64
    assert dict(run.proposals.values_list("learner", "place")) == {first.pk: one.pk, second.pk: two.pk, third.pk: None}
    coordinator = found.town.coordinator
    rounds.bar_pair(round=found.now(), learner=first, place=one, reason="같은 기업에서 민원이 있었음", by=coordinator)
    assert found.now().state == S.FROZEN and found.round.run is None
    again = found.run()
    assert dict(again.proposals.values_list("learner", "place")) == {
        first.pk: two.pk,
        second.pk: one.pk,
        third.pk: None,
    }
    assert again.input_digest != run.input_digest
    assert explained.before(again) == run
    assert [(each.learner, each.before, each.after) for each in explained.changes(again, run)] == [
        (first, one, two),
        (second, two, one),
    ]
    found.confirm()
    assert explained.of_list(first.user, found.list_of(first)) is None
    found.send()
    said = explained.of_list(first.user, found.list_of(first))
    assert said.given.place == two
    assert [(each.place, each.exclusion, each.words) for each in said.missed] == [
        (one, Exclusion.BARRED, "같은 기업에서 민원이 있었음")
    ]
    nothing = explained.of_list(third.user, found.list_of(third))
    assert nothing.given.place is None
    assert [(each.reason, each.above, each.last) for each in nothing.missed] == [
        (Reason.FILLED, 1, 2),
        (Reason.FILLED, 1, 1),
    ]
    offer = Application.objects.get(learner=first)
    assert (offer.state, offer.round, offer.answer_by) == (ApplicationState.OFFERED, found.round, stage.ANSWER)
    make.consent(second, purpose="practicum", giver="guardian")
    actions.decline(application=offer, today=stage.AFTER, by=first.user)
    taken = Application.objects.get(learner=second)
    actions.accept(application=taken, today=stage.AFTER, starts=stage.STARTS, by=second.user)
    following = rounds.follow_round(
        previous=found.now(),
        code="R-next",
        title="다음 회차",
        wishes_from=date(2026, 9, 22),
        wishes_until=date(2026, 9, 25),
        ranks_until=date(2026, 9, 28),
        answer_by=date(2026, 10, 15),
        seed=8,
        today=date(2026, 9, 22),
        by=coordinator,
    )
    assert found.now().state == S.CLOSED
    assert [each.opening for each in following.places.all()] == [two.opening]
    assert following.places.get().criteria.count() == 2
    rounds.open_wishes(round=following, today=date(2026, 9, 22), by=coordinator)
    with pytest.raises(Conflict, match="다음 회차"):
        rounds.follow_round(
            previous=found.now(),
            code="R-again",
            title="또",
            wishes_from=date(2026, 9, 22),
            wishes_until=date(2026, 9, 25),
            ranks_until=date(2026, 9, 28),
            answer_by=date(2026, 10, 15),
            seed=8,
            today=date(2026, 9, 22),
            by=coordinator,
        )


@pytest.mark.django_db
def test_same_input_and_seed_give_the_same_answer():
    found = stage.frozen(seats=(1, 1), learners=3)
    first = found.run()
    rounds.bar_pair(
        round=found.now(), learner=found.learners[2], place=found.places[0], reason="까닭", by=found.town.coordinator
    )
    rounds.lift_bar(bar=Bar.objects.select_related("round").get(), by=found.town.coordinator)
    again = found.run()
    assert (first.input_digest, first.engine) == (again.input_digest, again.engine)
    assert list(first.proposals.values_list("learner", "place")) == list(
        again.proposals.values_list("learner", "place")
    )
    assert explained.changes(again, first) == []


@pytest.mark.django_db
def test_confirmation_is_of_what_was_shown_and_of_the_input_as_it_is():
    found = stage.frozen(seats=(1, 1), learners=3)
    old = found.run()
    coordinator = found.town.coordinator
    rounds.bar_pair(round=found.now(), learner=found.learners[0], place=found.places[0], reason="까닭", by=coordinator)
    new = found.run()
    rounds.review_round(round=found.now(), by=coordinator)
    with pytest.raises(Conflict, match="다시 계산했습니다"):
        rounds.confirm_round(round=found.now(), run=old, why="예", today=stage.AFTER, by=coordinator)
    with pytest.raises(RuleBroken, match="까닭"):
        rounds.confirm_round(round=found.now(), run=new, why=" ", today=stage.AFTER, by=coordinator)
    learner = found.learners[1]
    wishes.withdraw_wishes(list=found.list_of(learner), today=stage.AFTER, by=learner.user)
    with pytest.raises(Conflict, match="거둔 학생"):
        rounds.confirm_round(round=found.now(), run=new, why="예", today=stage.AFTER, by=coordinator)
    rounds.bar_pair(round=found.now(), learner=found.learners[2], place=found.places[0], reason="까닭", by=coordinator)
    assert found.run().learners == 2
    found.confirm()
    rounds.reopen_round(round=found.now(), why="다시 봄", by=coordinator)
    assert found.now().state == S.FROZEN and found.round.confirmed_by_id is None


@pytest.mark.django_db
def test_consent_withdrawn_after_the_freeze_counts_at_the_next_calculation():
    found = stage.frozen(seats=(1,), learners=2)
    best = found.learners[0]
    run = found.run()
    given = Consent.objects.get(person_id=best.pk, recipient=found.town.firm, ended_at=None)
    consents.withdraw(given, by=best.user)
    assert queries.is_stale(found.now(), run)
    rounds.review_round(round=found.now(), by=found.town.coordinator)
    with pytest.raises(Conflict, match="동의"):
        rounds.confirm_round(round=found.now(), run=run, why="예", today=stage.AFTER, by=found.town.coordinator)


@pytest.mark.django_db
def test_accepting_one_place_frees_every_other_at_once():
    found = stage.wishing(seats=(1, 1), learners=1)
    learner = found.learners[0]
    found.wish(learner, *found.places)
    direct = make.application(
        make.opening(found.town), learner, "offered", answer_by=stage.ANSWER, offered_on=stage.WISHING
    )
    make.consent(learner, purpose="practicum", giver="guardian")
    actions.accept(application=direct, today=stage.WISHING, starts=stage.STARTS, by=learner.user)
    assert found.list_of(learner).state == ListState.WITHDRAWN


@pytest.mark.django_db
def test_seats_that_a_round_matches_are_not_offered_beside_it():
    found = stage.frozen(seats=(1,), learners=1)
    beside = make.application(found.places[0].opening, make.learner(found.town.school))
    with pytest.raises(Conflict, match="매칭 회차"):
        actions.offer(application=beside, answer_by=stage.ANSWER, today=stage.AFTER, by=found.town.hr)


@pytest.mark.django_db
def test_opening_is_not_closed_from_under_a_round_before_its_offers():
    found = stage.wishing(seats=(1,), learners=1)
    opening = found.places[0].opening
    with pytest.raises(Conflict, match="매칭 회차"):
        actions.close(opening=opening, by=found.town.hr)
    opening.refresh_from_db()
    assert opening.state == OpeningState.OPEN
    found = stage.frozen(seats=(1,), learners=1)
    found.run()
    found.confirm()
    found.send()
    assert actions.close(opening=found.places[0].opening, by=found.town.hr).state == OpeningState.CLOSED


@pytest.mark.django_db
def test_refused_reason_is_told_only_where_the_round_says_so():
    for shows in (True, False):
        found = stage.ranking_begun(seats=(1,), learners=1, shows_refusals=shows)
        learner, place = found.learners[0], found.places[0]
        found.assess(place, learner, 0, Unacceptable.LICENCE)
        rounds.freeze_round(round=found.now(), today=stage.AFTER, by=found.town.coordinator)
        found.run()
        found.confirm()
        found.send()
        said = explained.of_list(learner.user, found.list_of(learner))
        assert said.may_know_code is shows
        assert (said.missed[0].exclusion, said.missed[0].unacceptable) == (Exclusion.UNACCEPTABLE, "licence")


@pytest.mark.django_db
def test_round_is_calculated_again_when_somebody_took_the_list_back():
    found = stage.frozen(seats=(1,), learners=2)
    first = found.run()
    best = found.learners[0]
    wishes.withdraw_wishes(list=found.list_of(best), today=stage.AFTER, by=best.user)
    second = found.run()
    assert found.now().run == second and found.round.state == S.COMPUTED
    assert [(each.learner, each.after) for each in explained.changes(second, first)] == [
        (best, None),
        (found.learners[1], found.places[0]),
    ]
    found.confirm()


@pytest.mark.django_db
def test_input_that_changes_during_a_calculation_is_not_answered_with_the_old_result(monkeypatch):
    found = stage.frozen(seats=(1,), learners=2)
    best, solve = found.learners[0], bridge.match

    def slow(*given):
        wishes.withdraw_wishes(list=found.list_of(best), today=stage.AFTER, by=best.user)
        return solve(*given)

    monkeypatch.setattr(bridge, "match", slow)
    run = found.run()
    assert run.made_at is None and Run.objects.get(pk=run.work_id).state == "failed"
    assert found.now().state == S.FROZEN and not Proposal.objects.exists()
    monkeypatch.setattr(bridge, "match", solve)
    assert found.run().learners == 1


@pytest.mark.django_db
@pytest.mark.parametrize("method", Method)
def test_every_method_matches_and_passes_its_check(method):
    found = stage.frozen(seats=(1, 1), learners=3, method=method)
    run = found.run()
    assert (run.method, run.matched, found.now().state) == (method, 2, S.COMPUTED)
    assert run.blocking == 0 or method == Method.WELFARE


@pytest.mark.django_db
def test_what_if_touches_nothing():
    found = stage.frozen(seats=(1, 1), learners=3)
    found.run()
    before = (Event.objects.count(), Pair.objects.count(), Proposal.objects.count(), MatchRun.objects.count())
    answer = explained.what_if(found.town.coordinator, found.now(), found.places[0], 2)
    assert (answer.matched, answer.matched_then, answer.first, answer.first_then) == (2, 3, 1, 3)
    assert (answer.better, answer.worse) == (2, 0)
    assert before == (Event.objects.count(), Pair.objects.count(), Proposal.objects.count(), MatchRun.objects.count())
    assert RoundOpening.objects.get(pk=found.places[0].pk).seats == 1
    with pytest.raises(NotAllowed):
        explained.what_if(found.town.teacher, found.now(), found.places[0], 2)


@pytest.mark.django_db
def test_offers_out_of_time_lapse_when_the_round_is_closed():
    found = stage.frozen(seats=(1,), learners=1)
    found.run()
    found.confirm()
    found.send()
    with pytest.raises(Conflict, match="1건"):
        rounds.close_round(round=found.now(), today=stage.ANSWER, by=found.town.coordinator)
    rounds.close_round(round=found.now(), today=stage.ANSWER + timedelta(days=1), by=found.town.coordinator)
    assert Application.objects.get().state == ApplicationState.LAPSED
    assert not Placement.objects.exists()


@pytest.mark.django_db
def test_blind_first_look_shows_no_name_until_everybody_is_assessed():
    found = stage.ranking_begun(seats=(1,), learners=2, is_blind=True)
    place = RoundOpening.objects.select_related("round", "opening").get(pk=found.places[0].pk)
    hr = found.hr[place.pk]
    sheet = sheets.sheet(hr, place, stage.RANKING)
    assert sheet.is_hidden and [(each.name, each.school) for each in sheet.rows] == [("", ""), ("", "")]
    with pytest.raises(RuleBroken, match="2명"):
        ranking.reveal_names(place=place, today=stage.RANKING, by=hr)
    for each in found.learners:
        found.assess(place, each, 5)
    ranking.reveal_names(place=place, today=stage.RANKING, by=hr)
    place.refresh_from_db()
    assert {each.name for each in sheets.sheet(hr, place, stage.RANKING).rows} == {each.name for each in found.learners}


@pytest.mark.django_db
def test_who_took_the_list_back_is_seen_by_no_firm():
    found = stage.ranking_begun(seats=(1,), learners=1)
    learner, place = found.learners[0], found.places[0]
    fresh = RoundOpening.objects.select_related("round", "opening").get(pk=place.pk)
    assert len(sheets.sheet(found.town.hr, fresh, stage.RANKING).rows) == 1
    wishes.withdraw_wishes(list=found.list_of(learner), today=stage.RANKING, by=learner.user)
    assert sheets.sheet(found.town.hr, fresh, stage.RANKING).rows == ()
    with pytest.raises(NotFound):
        found.assess(place, learner, 5)


@pytest.mark.django_db
def test_work_that_was_cancelled_can_be_asked_for_again(settings):
    settings.JOBS_INLINE = False
    found = stage.frozen(seats=(1,), learners=1)
    run = found.run()
    with pytest.raises(Conflict, match="이미 계산"):
        running.request_match(round=found.now(), by=found.town.coordinator)
    running.cancel_match(run=run, by=found.town.coordinator)
    assert Run.objects.get(pk=run.work_id).state == "cancelled"
    assert found.run().number == 2
    assert Round.objects.get(pk=found.round.pk).state == S.FROZEN
