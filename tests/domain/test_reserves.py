"""Seats that an opening keeps for a group: members first, open to all when none of them wants more, told with reasons."""

from datetime import date
from typing import Any

import pytest

from naru.base.audit.models import Event
from naru.base.rulebook.errors import Conflict, NotAllowed, RuleBroken
from naru.domain.placement.actions import reserves as actions
from naru.domain.placement.enums import OpeningState, Reason, ReserveFor
from naru.domain.placement.models import Opening, Pair, Reserve, RoundOpening, Unreached
from naru.domain.placement.queries import explained, rounds
from naru.domain.placement.queries import reserves as queries
from naru.domain.placement.rules import reserves as rules
from tests.factories import make
from tests.factories import rounds as stage

TODAY = date(2026, 9, 10)
pytestmark = pytest.mark.django_db
WOMEN = rules.Kept(ReserveFor.WOMEN, None, 1)


@pytest.mark.parametrize(
    ("state", "seats", "given", "error", "sentence"),
    [
        (OpeningState.OPEN, 5, (WOMEN,), Conflict, "초안"),
        (OpeningState.DRAFT, 5, (WOMEN, WOMEN), RuleBroken, "두 번"),
        (OpeningState.DRAFT, 1, (WOMEN, rules.Kept(ReserveFor.SCHOOL, 1, 1)), RuleBroken, "1명을 넘"),
        (OpeningState.DRAFT, 5, (rules.Kept(ReserveFor.SCHOOL, 1, 0),), RuleBroken, "하나 이상"),
        (
            OpeningState.DRAFT,
            9,
            tuple(rules.Kept(ReserveFor.SCHOOL, each, 1) for each in range(4)),
            RuleBroken,
            "3가지",
        ),
    ],
)
def test_rule_refuses(state, seats, given, error, sentence):
    with pytest.raises(error, match=sentence):
        rules.may_keep(state, seats, given)


def test_seats_are_kept_until_the_group_has_them_and_never_more_than_are_free():
    assert rules.left([(1, 2), (2, 2)], {1: 1}, 5) == {1: 1, 2: 2}
    assert rules.left([(1, 2), (2, 2)], {1: 3}, 1) == {1: 0, 2: 1}
    assert rules.left([(1, 2), (2, 2)], {}, 3) == {1: 2, 2: 1}


def test_firm_and_centre_keep_seats_and_nobody_else():
    here = make.town()
    draft = make.opening(here, "draft", seats=3)
    kept = (rules.Kept(ReserveFor.SCHOOL, here.school.pk, 2), WOMEN)
    for stranger in (here.teacher, make.town().hr, make.account_of(make.learner(here.school))):
        with pytest.raises(NotAllowed):
            actions.keep_seats(opening=draft, kept=kept, today=TODAY, by=stranger)
    actions.keep_seats(opening=draft, kept=kept, today=TODAY, by=here.hr)
    assert [each.whom for each in queries.of_opening(draft)] == [f"{here.school.label} 학생", "여학생"]
    actions.keep_seats(opening=draft, kept=(), today=TODAY, by=here.coordinator)
    assert not draft.reserves.exists()
    assert Event.objects.filter(verb="placement.keep_seats").count() == 2
    foreign = make.town()
    for each in (
        rules.Kept(ReserveFor.SCHOOL, foreign.school.pk, 1),
        rules.Kept(ReserveFor.DISTRICT, foreign.district.pk, 1),
        rules.Kept(ReserveFor.AGREEMENT, make.agreement(here.district, here.school).pk, 1),
    ):
        with pytest.raises(RuleBroken, match="이 지구의"):
            actions.keep_seats(opening=draft, kept=(each,), today=TODAY, by=here.hr)


def test_groups_are_agreements_schools_districts_and_women_and_the_first_counts():
    here, there = make.town(), make.town()
    own, other = make.learner(here.school, sex="m"), make.learner(there.school, sex="f")
    opening = make.opening(here, seats=9)
    signed = make.agreement(here.district, here.school, here.firm, signed_on=TODAY)

    def group(learner: Any, *kinds: dict[str, Any]) -> int | None:
        opening.reserves.all().delete()
        for number, fields in enumerate(kinds, 1):
            Reserve.objects.create(opening=opening, number=number, seats=1, **fields)
        found = queries.groups([(learner, opening.pk)], TODAY).get((learner.pk, opening.pk))
        return None if found is None else Reserve.objects.get(pk=found).number

    agreement = {"kind": "agreement", "agreement": signed}
    school, home = {"kind": "school", "school": here.school}, {"kind": "district", "home": here.district}
    women = {"kind": "women"}
    for each in (agreement, school, home):
        assert (group(own, each), group(other, each)) == (1, None)
    assert (group(own, women), group(other, women)) == (None, 1)
    assert group(own, women, home, school) == 2


def _frozen(seats: int = 1, learners: int = 3, kept: int = 1) -> stage.Setting:
    """All men but the last, who is ranked last everywhere; the first place keeps seats for women."""
    found = stage.ranking_begun(seats=(seats,), learners=learners)
    for each in found.learners[:-1]:
        type(each).objects.filter(pk=each.pk).update(sex="m")
    Reserve.objects.create(opening=found.places[0].opening, number=1, kind="women", seats=kept)
    for number, learner in enumerate(found.learners):
        found.assess(found.places[0], learner, 9 - number)
    place = RoundOpening.objects.select_related("round").get(pk=found.places[0].pk)
    stage.ranking.hand_in_ranking(place=place, today=stage.RANKING, by=found.hr[place.pk])
    stage.rounds.freeze_round(round=found.now(), today=stage.RANKING, by=found.town.coordinator)
    found.now()
    return found


def test_kept_seat_goes_to_the_group_and_the_others_read_why():
    found = _frozen(seats=2)
    first, second, last = found.learners
    reserve = Reserve.objects.get()
    assert Pair.objects.get(learner=last).reserve_id == reserve.pk
    assert not Pair.objects.exclude(learner=last).exclude(reserve=None).exists()
    run = found.run()
    given = {each.learner_id for each in run.proposals.filter(place__isnull=False)}
    assert given == {first.pk, last.pk}
    assert run.blocking == 0
    missed = Unreached.objects.get(run=run, learner=second)
    assert missed.reason == Reason.RESERVED
    result = run.seats.get()
    assert result.reserves == [[reserve.pk, 1, 1, 3], [0, 1, 1, 1]]
    told = queries.told([result])[found.places[0].pk]
    assert [(each.whom, each.seats, each.filled, each.last) for each in told] == [("여학생", 1, 1, 3), ("", 1, 1, 1)]
    found.confirm()
    found.send()
    found.now()
    said = explained.of_list(second.user, found.list_of(second))
    assert said is not None and said.kept[found.places[0].pk] == told


def test_seat_that_nobody_of_the_group_wants_is_open_to_all():
    found = stage.ranking_begun(seats=(2,), learners=2)
    type(found.learners[0]).objects.update(sex="m")
    Reserve.objects.create(opening=found.places[0].opening, number=1, kind="women", seats=2)
    for learner in found.learners:
        found.assess(found.places[0], learner, 5)
    place = RoundOpening.objects.select_related("round").get(pk=found.places[0].pk)
    stage.ranking.hand_in_ranking(place=place, today=stage.RANKING, by=found.hr[place.pk])
    stage.rounds.freeze_round(round=found.now(), today=stage.RANKING, by=found.town.coordinator)
    run = found.run()
    assert (run.matched, run.seats_left, run.blocking) == (2, 0, 0)


def test_member_who_was_promised_a_seat_frees_the_rest_for_all():
    found = stage.ranking_begun(seats=(2,), learners=2)
    opening = Opening.objects.get(pk=found.places[0].opening_id)
    reserve = Reserve.objects.create(opening=opening, number=1, kind="women", seats=1)
    make.application(opening, make.learner(found.town.school), "offered", answer_by=stage.ANSWER)
    for learner in found.learners:
        found.assess(found.places[0], learner, 5)
    place = RoundOpening.objects.select_related("round").get(pk=found.places[0].pk)
    stage.ranking.hand_in_ranking(place=place, today=stage.RANKING, by=found.hr[place.pk])
    stage.rounds.freeze_round(round=found.now(), today=stage.RANKING, by=found.town.coordinator)
    place.refresh_from_db()
    assert (place.seats, place.reserved) == (1, {})
    assert reserve.seats == 1


@pytest.mark.parametrize("method", ["student", "firm", "largest", "welfare"])
def test_every_method_respects_the_kept_seats(method):
    found = _frozen(seats=2)
    type(found.round).objects.filter(pk=found.round.pk).update(method=method)
    run = found.run()
    assert run.proposals.filter(learner=found.learners[-1], place__isnull=False).exists()
    assert (run.matched, run.seats_left) == (2, 0)


def test_same_question_with_other_kept_seats_has_another_digest():
    found = _frozen(seats=2)
    run = found.run()
    found.now()
    RoundOpening.objects.filter(pk=found.places[0].pk).update(reserved={})
    assert rounds.is_stale(found.round, run)
