"""The demo district: facts with sources, persons invented from a seed and marked, rates near the published ones."""

import pytest

from naru.base.accounts.enums import Role
from naru.base.accounts.models import Membership, User
from naru.base.district.models import District
from naru.base.district.rules import is_neis_code
from naru.demo.pohang import accounts, build, facts, start
from naru.domain.evidence import queries
from naru.domain.outcome import queries as outcome
from naru.domain.outcome.rules import employment_rate
from naru.domain.people.models import Learner, Staff, Teacher
from naru.domain.placement.queries import explained
from naru.domain.placement.queries import rounds as explained_lists
from naru.web.placement import words


@pytest.fixture(scope="module")
def rows():
    return build.rows()


def test_the_same_seed_gives_the_same_rows_and_another_seed_others(rows):
    assert build.rows() == rows
    assert build.rows(7)["learners"] != rows["learners"]


def test_every_person_is_marked_as_invented(rows):
    for key in ("learners", "teachers", "staff"):
        assert rows[key]
        assert all(each["name"].startswith("예시 ") and each["is_example"] for each in rows[key]), key


def test_every_fact_has_its_source_and_every_unknown_says_so(rows):
    for key in ("organisations", "seats", "funds", "agreements", "programmes"):
        for each in rows[key]:
            assert each.get("source") or each.get("is_example"), each
    published = {(each["place"], each["year"]) for each in rows["published"]}
    assert {("전국", 2023), ("전국", 2024), ("전국", 2025), ("경북", 2025)} <= published
    assert all(each["source"] for each in rows["published"])


def test_seven_schools_with_their_codes_and_the_battery_departments():
    assert len(facts.SCHOOLS) == 7
    assert all(is_neis_code(each.neis) for each in facts.SCHOOLS)
    battery = [each for each in facts.SCHOOLS[0].departments if each.is_industry]
    assert sum(each.seats[2025] for each in battery) == 140


def test_the_money_is_350_million_for_each_of_three_years(rows):
    grants = [each for each in rows["funds"] if each["amount"] == facts.GRANT]
    assert sorted(each["year"] for each in grants) == [2025, 2026, 2027]


def test_the_course_of_january_2026_has_three_rounds_of_twenty(rows):
    rounds = [each for each in rows["programmes"] if facts.COURSE_SOURCE in (each.get("source") or "")]
    assert [each["capacity"] for each in rounds] == [20, 20, 20]


@pytest.mark.django_db
@pytest.mark.slow
def test_the_demo_comes_to_life_once_with_an_account_for_each_role(tmp_path):
    assert start.prepare(tmp_path, lambda _sentence: None)
    assert not start.prepare(tmp_path, lambda _sentence: None)
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role.values)
    assert {each.role for each in accounts.ACCOUNTS} == set(Role)
    for model in (Learner, Teacher, Staff):
        assert not model.objects.exclude(is_example=True).exists()
    district = District.objects.get(code="pohang")
    cycle = queries.cycle_of(district, 2026)
    assert all(each.number.value is not None for each in cycle.stations)
    assert cycle.narrowest_passage is not None
    rate = employment_rate(outcome.counts(district, 2026))
    assert rate is not None
    assert 55 <= rate <= 75, "near Gyeongbuk's 63.9"
    _every_wish_above_is_explained()


def _every_wish_above_is_explained():
    """For every learner of the round that was sent: one sentence for each wish above the one that was reached."""
    coordinator = User.objects.get(email=accounts.email_of(Role.COORDINATOR))
    lists = explained_lists.list_listing(coordinator).filter(round__code="R-2026-1", state="submitted")
    assert lists.count() > 50
    for each in lists:
        said = explained.of_list(coordinator, each)
        assert said is not None and said.given is not None
        above = said.given.choice_rank - 1 if said.given.place_id else each.wishes.count()
        told = words.lines(said)
        assert [line.rank for line in told] == list(range(1, above + 1))
        assert all(line.words and "%(" not in line.words for line in told)
