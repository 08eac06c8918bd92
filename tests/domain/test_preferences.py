"""What learners hope for: kept by themselves, read by their school, compared point by point, in SQL as in Python."""

from datetime import date
from itertools import product

import pytest

from naru.base.audit.models import Event
from naru.base.privacy import ownership, retention
from naru.base.rulebook.errors import NotAllowed, NotFound, RuleBroken
from naru.domain.placement.actions import firms
from naru.domain.placement.actions import preferences as actions
from naru.domain.placement.enums import Fulfilment, Point
from naru.domain.placement.models import Opening, Preference, PreferredOccupation
from naru.domain.placement.queries import preferences as queries
from naru.domain.placement.rules.fitting import Hopes, Work, compared
from tests.factories import make

TODAY = date(2026, 9, 10)
V = Fulfilment


def way(here, origin="흥해읍", destination="영일만", minutes=30):
    say = {"origin": origin, "destination": destination, "minutes": minutes, "on": TODAY, "source": "길찾기"}
    return firms.time_way(district=here.district, **say, by=here.coordinator)


def test_what_is_not_hoped_for_is_not_compared_and_what_is_missing_is_not_known():
    assert compared(Hopes(), Work(1, "", "", False, None)) == ()
    hopes = Hopes(frozenset({1}), "영일만", "흥해읍", 40, "day", True)
    nothing = {each.point: each.verdict for each in compared(hopes, Work(2, "", "", False, None))}
    assert nothing == {
        Point.OCCUPATION: V.NOT_MET,
        Point.COMPLEX: V.NOT_KNOWN,
        Point.COMMUTE: V.NOT_KNOWN,
        Point.SHIFT: V.NOT_KNOWN,
        Point.DORMITORY: V.NOT_MET,
    }
    good = compared(hopes, Work(1, "영일만", "day", True, 40))
    assert {each.verdict for each in good} == {V.MET}
    far = compared(hopes, Work(1, "블루밸리", "night", True, 41))
    assert [each.verdict for each in far] == [V.MET, V.NOT_MET, V.NOT_MET, V.NOT_MET, V.MET]


@pytest.mark.django_db
def test_the_order_in_sql_counts_exactly_what_the_comparison_says():
    here = make.town()
    for destination, minutes in (("영일만", 30), ("블루밸리", 80), ("본관", 90)):
        way(here, destination=destination, minutes=minutes)
    occupations = [make.occupation(), make.occupation()]
    near, far, none = (make.firm(here.district, complex=each) for each in ("영일만", "블루밸리", ""))
    for firm, occupation, shift, dormitory, workplace in product(
        (near, far, none), occupations, ("", "day"), (False, True), ("", "본관", "모르는 곳")
    ):
        fields = {"shift": shift, "has_dormitory": dormitory, "workplace": workplace}
        make.opening(here, firm=firm, occupation=occupation, **fields)
    rows = Opening.objects.select_related("firm")
    for hopes in (
        Hopes(),
        Hopes(frozenset({occupations[0].pk}), "영일만", "흥해읍", 60, "day", True),
        Hopes(minutes=100, home="흥해읍"),
        Hopes(frozenset({occupations[1].pk}), wants_dormitory=True),
    ):
        ways = queries.ways(here.coordinator, hopes.home)
        counted = {each.pk: each.fit for each in queries.with_fit(rows, hopes, ways)}
        assert counted == {each.pk: queries.met(compared(hopes, queries.work_of(each, ways))) for each in rows}
        assert len(set(counted.values())) > 1 or not hopes


@pytest.mark.django_db
def test_a_learner_keeps_hopes_the_school_reads_and_advises_and_firms_and_centre_do_not():
    here = make.town()
    learner = make.learner(here.school)
    student = make.account_of(learner)
    guardian = make.guardian_of(learner)
    way(here)
    hopes = Hopes(frozenset({make.occupation().pk}), "영일만", "흥해읍", 60, "day")
    for stranger in (here.teacher, here.coordinator, here.hr, guardian):
        with pytest.raises(NotAllowed):
            actions.hope(learner=learner, hopes=hopes, today=TODAY, by=stranger)
    made = actions.hope(learner=learner, hopes=hopes, today=TODAY, by=student)
    assert queries.hopes_of(queries.own(learner)) == hopes
    for reader in (student, guardian, here.teacher, here.lead):
        assert queries.one(reader, made.pk) == made
    for stranger in (here.coordinator, here.hr, make.user("office", district=here.district), make.town().teacher):
        with pytest.raises(NotFound):
            queries.one(stranger, made.pk)
    for stranger in (student, guardian, here.coordinator, here.hr):
        with pytest.raises(NotAllowed):
            actions.counsel(preference=made, words="조언", today=TODAY, by=stranger)
    with pytest.raises(RuleBroken, match="조언"):
        actions.counsel(preference=made, words=" ", today=TODAY, by=here.teacher)
    actions.counsel(preference=made, words="교대도 생각해 보자.", today=TODAY, by=here.teacher)
    again = actions.hope(learner=learner, hopes=Hopes(shift="two"), today=TODAY, by=student)
    assert (again.pk, again.advice) == (made.pk, "교대도 생각해 보자.")
    assert queries.hopes_of(queries.own(learner)) == Hopes(shift="two")
    # The audit says that hopes changed, not where somebody lives.
    events = Event.objects.filter(verb="placement.hope")
    assert events.count() == 2 and not any("흥해읍" in f"{each.before}{each.after}" for each in events)
    with pytest.raises(NotAllowed):
        actions.forget(preference=again, by=here.teacher)
    actions.forget(preference=again, by=student)
    assert not Preference.objects.exists()


@pytest.mark.django_db
def test_hopes_go_into_the_person_s_copy_and_end_with_the_person():
    here = make.town()
    learner = make.learner(here.school)
    student = make.account_of(learner)
    way(here)
    occupation = make.occupation(name="전지 조립원")
    made = actions.hope(
        learner=learner, hopes=Hopes(frozenset({occupation.pk}), home="흥해읍", minutes=40), today=TODAY, by=student
    )
    actions.counsel(preference=made, words="버스가 자주 있어.", today=TODAY, by=here.teacher)
    told = str(ownership.as_plain(learner))
    for words in ("흥해읍", "버스가 자주 있어.", "전지 조립원"):
        assert words in told, words
    retention._delete_dependent(learner)
    assert not Preference.objects.exists() and not PreferredOccupation.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hopes", "field"),
    [
        (Hopes(home="서울", minutes=30), "home"),
        (Hopes(minutes=30), "home"),
        (Hopes(home="흥해읍", minutes=601), "minutes"),
        (Hopes(frozenset(range(1, 8))), "occupations"),
    ],
)
def test_hopes_that_cannot_be_compared_are_refused(hopes, field):
    here = make.town()
    way(here)
    learner = make.learner(here.school)
    with pytest.raises(RuleBroken) as caught:
        actions.hope(learner=learner, hopes=hopes, today=TODAY, by=make.account_of(learner))
    assert caught.value.values["field"] == field


@pytest.mark.django_db
def test_a_way_said_again_takes_the_new_time_and_only_the_centre_says_it():
    here = make.town()
    way(here)
    assert way(here, minutes=45).minutes == 45
    assert queries.ways(make.account_of(make.learner(here.school)), "흥해읍") == {"영일만": 45}
    assert queries.homes(make.town().coordinator) == []
    with pytest.raises(NotAllowed):
        firms.time_way(
            district=here.district, origin="가", destination="나", minutes=1, on=TODAY, source="다", by=here.teacher
        )
    with pytest.raises(RuleBroken, match="600분"):
        way(here, minutes=0)
