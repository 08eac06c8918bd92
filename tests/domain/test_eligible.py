"""Licences and units that an opening asks for: named before anybody applies, kept in rounds, told afterwards."""

from dataclasses import replace
from datetime import date

import pytest

from naru.base.rulebook.errors import RuleBroken
from naru.domain.competency.models import Unit
from naru.domain.placement import actions
from naru.domain.placement.enums import ApplicationState, Exclusion, Reason
from naru.domain.placement.models import Opening, OpeningUnit, Pair, Unreached
from naru.domain.placement.queries import eligible as queries
from naru.domain.placement.rules import eligible as rules
from naru.domain.training import actions as training
from tests.factories import make
from tests.factories import rounds as stage

TODAY = date(2026, 9, 10)


@pytest.mark.parametrize(
    ("text", "held", "lacking"),
    [
        ("", [], []),
        ("전기기능사", [], ["전기기능사"]),
        ("전기기능사", ["전기 기능사"], []),
        ("전기기능사, 지게차운전기능사", ["전기기능사"], ["지게차운전기능사"]),
        ("전기기능사 또는 전자기기기능사", ["전자기기기능사"], []),
        ("전기기능사/전자기기기능사;용접기능사", ["용접기능사"], ["전기기능사 또는 전자기기기능사"]),
        (" , ; ", [], []),
    ],
)
def test_every_entry_is_asked_for_and_of_an_entry_one_is_enough(text, held, lacking):
    assert rules.lacking_licences(text, held) == lacking


def test_age_is_told_before_licences_and_licences_before_units():
    none = Exclusion.NONE
    assert rules.obstacle(Exclusion.NIGHT, "전기기능사", [], {1: "단위"}, []).exclusion == Exclusion.NIGHT
    found = rules.obstacle(none, "전기기능사", [], {1: "단위"}, [])
    assert (found.exclusion, found.lacking) == (Exclusion.LICENCE, "전기기능사")
    assert rules.obstacle(none, "", [], {1: "단위", 2: "둘"}, [1]).lacking == "둘"
    assert not rules.obstacle(none, "", [], {1: "단위"}, [1])


@pytest.mark.django_db
def test_who_lacks_a_licence_applies_once_the_school_has_seen_it():
    here = make.town()
    learner = make.learner(here.school)
    account = make.account_of(learner)
    opening = make.opening(here, required_licences="전기기능사", wanted_licences="용접기능사")
    say = {"opening": opening, "learner": learner, "consents": True, "today": TODAY, "by": account}
    with pytest.raises(RuleBroken, match=r"전기기능사이\(가\) 있어야 합니다"):
        actions.apply(**say)
    seen = {"licence": " 전기  기능사 ", "unit": None, "reached_on": TODAY, "evidence": "자격증", "today": TODAY}
    training.attest(learner=learner, **seen, by=here.teacher)
    assert actions.apply(**say).state == ApplicationState.APPLIED


@pytest.mark.django_db
def test_units_keep_nobody_out_unless_the_opening_says_so():
    here = make.town()
    learner = make.learner(here.school)
    opening = make.opening(here)
    unit = make.unit()
    OpeningUnit.objects.create(opening=opening, unit=unit, is_required=True)
    assert not queries.of(learner, opening, TODAY)
    opening.units_bind = True
    assert queries.of(learner, opening, TODAY) == rules.Obstacle(Exclusion.UNITS, unit.name)
    OpeningUnit.objects.update(is_required=False)
    assert not queries.of(learner, opening, TODAY)
    OpeningUnit.objects.update(is_required=True)
    seen = {"licence": "", "reached_on": TODAY, "evidence": "생활기록부", "today": TODAY, "by": here.teacher}
    training.attest(learner=learner, unit=Unit.objects.get(pk=unit.pk), **seen)
    assert not queries.of(learner, opening, TODAY)


@pytest.mark.django_db
def test_law_of_the_young_holds_for_direct_applications_too():
    here = make.town()
    learner = make.learner(here.school, birth_date=date(2010, 5, 5))
    account = make.account_of(learner)
    say = {"learner": learner, "consents": True, "today": TODAY, "by": account}
    for fields, article in (
        ({"is_harmful": True}, "제65조"),
        ({"shift": "night"}, "제70조"),
        ({"hours": 45}, "제69조"),
    ):
        with pytest.raises(RuleBroken) as refused:
            actions.apply(opening=make.opening(here, **fields), **say)
        assert article in str(refused.value.article)
    late = make.opening(here, is_harmful=True, starts_on=date(2028, 6, 1))
    made = actions.apply(opening=late, **say)
    make.consent(learner, purpose="practicum", giver="guardian")
    type(made).objects.filter(pk=made.pk).update(state="offered", answer_by=date(2026, 9, 30))
    with pytest.raises(RuleBroken, match="18세 미만"):
        actions.accept(application=made, today=TODAY, starts=date(2027, 3, 2), by=account)


@pytest.mark.django_db
def test_round_keeps_apart_who_lacks_the_licence_and_says_which():
    found = stage.ranking_begun(seats=(2, 1), learners=2)
    first, second = found.learners
    Opening.objects.filter(pk=found.places[0].opening_id).update(required_licences="전기기능사")
    seen = {"licence": "전기기능사", "unit": None, "reached_on": TODAY, "evidence": "자격증", "today": TODAY}
    training.attest(learner=second, **seen, by=found.town.teacher)
    for place in found.places:
        for learner in found.learners:
            found.assess(place, learner, 5)
        place = type(place).objects.select_related("round").get(pk=place.pk)
        stage.ranking.hand_in_ranking(place=place, today=stage.RANKING, by=found.hr[place.pk])
    stage.rounds.freeze_round(round=found.now(), today=stage.RANKING, by=found.town.coordinator)
    pair = Pair.objects.get(learner=first, place=found.places[0])
    assert (pair.exclusion, pair.lacking) == (Exclusion.LICENCE, "전기기능사")
    run = found.run()
    assert {each.learner_id: each.place_id for each in run.proposals.all()} == {
        first.pk: found.places[1].pk,
        second.pk: found.places[0].pk,
    }
    missed = Unreached.objects.get(run=run, learner=first)
    assert (missed.reason, missed.exclusion, missed.words) == (Reason.NOT_ACCEPTED, Exclusion.LICENCE, "전기기능사")


@pytest.mark.django_db
def test_asking_costs_the_same_for_many(django_assert_num_queries):
    here = make.town()
    openings = [make.opening(here, required_licences="전기기능사", units_bind=True) for _each in range(3)]
    for count in (1, 12):
        learners = [make.learner(here.school) for _each in range(count)]
        with django_assert_num_queries(2):
            found = queries.of_many([(who, which) for who in learners for which in openings], TODAY)
        assert len(found) == count * 3


def test_an_obstacle_is_told_with_its_article():
    work = rules.rounds.Work(date(2027, 3, 2))
    with pytest.raises(RuleBroken) as refused:
        rules.may_take(rules.Obstacle(Exclusion.HARMFUL), work)
    assert "제65조" in refused.value.article
    rules.may_take(rules.Obstacle(), work)
    rules.may_begin(Exclusion.OWN_AGE, replace(work, least_age=19))
