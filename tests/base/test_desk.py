"""A person's own desk: theirs alone, and gone with their account."""

from datetime import date

import pytest

from naru.base.desk import actions, queries
from naru.base.desk.models import ColumnChoice, DigestChoice, SavedFilter, Seen
from naru.base.rulebook.errors import NotAllowed, NotFound, RuleBroken
from tests.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return make.user(), make.user()


def test_what_one_keeps_nobody_else_reads_or_drops(two):
    mine, other = two
    kept = actions.keep_filter(path="/people/", name="3학년", query="grade=3", by=mine)
    actions.choose_columns(path="/people/", columns=["grade"], by=mine)
    actions.choose_digest(is_wanted=True, language="ko", by=mine)
    actions.put_away(what="visit:teacher", by=mine)
    assert [each.name for each in queries.filters_of(mine)] == ["3학년"]
    assert queries.columns_of(mine, "/people/") == ("grade",)
    assert not queries.filters_of(other).exists()
    assert queries.columns_of(other, "/people/") == ()
    assert queries.digest_of(other) is None
    assert queries.seen_by(other) == frozenset()
    with pytest.raises(NotFound):
        actions.drop_filter(pk=kept.pk, by=other)
    assert SavedFilter.objects.filter(pk=kept.pk).exists()
    mine.delete()
    for model in (SavedFilter, ColumnChoice, DigestChoice, Seen):
        assert not model.objects.exists()


def test_the_same_name_takes_the_new_view_and_thirty_are_enough(two):
    mine, _other = two
    actions.keep_filter(path="/people/", name=" 3학년 ", query="grade=3", by=mine)
    actions.keep_filter(path="/people/", name="3학년", query="grade=2", by=mine)
    assert [each.query for each in queries.filters_of(mine)] == ["grade=2"]
    for number in range(actions.MOST_FILTERS - 1):
        actions.keep_filter(path="/people/", name=f"조건 {number}", query="", by=mine)
    with pytest.raises(RuleBroken):
        actions.keep_filter(path="/people/", name="하나 더", query="", by=mine)
    actions.keep_filter(path="/people/", name="조건 1", query="grade=1", by=mine)
    for bad in ("", "  ", "가" * 61):
        with pytest.raises(RuleBroken):
            actions.keep_filter(path="/training/", name=bad, query="", by=mine)


def test_whoever_is_not_active_keeps_nothing(two):
    mine, _other = two
    mine.is_active = False
    for deed in (
        lambda: actions.keep_filter(path="/", name="x", query="", by=mine),
        lambda: actions.drop_filter(pk=1, by=mine),
        lambda: actions.choose_columns(path="/", columns=[], by=mine),
        lambda: actions.choose_digest(is_wanted=True, language="ko", by=mine),
        lambda: actions.put_away(what="x", by=mine),
        lambda: actions.show_again(what="x", by=mine),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_a_token_stops_one_digest_and_opens_nothing_else(two):
    mine, other = two
    choice = actions.choose_digest(is_wanted=True, language="ko", by=mine)
    actions.choose_digest(is_wanted=True, language="ko", by=other)
    token = actions.stop_token(choice)
    assert mine.email not in token
    for bad in ("", "none", token[:-1], f"{token}x"):
        with pytest.raises(NotFound):
            actions.stop_digest(token=bad)
    actions.stop_digest(token=token)
    assert [each.user_id for each in DigestChoice.objects.filter(is_wanted=True)] == [other.pk]


def test_a_digest_is_claimed_once_and_due_after_a_week(two):
    mine, _other = two
    choice = actions.choose_digest(is_wanted=True, language="en", by=mine)
    day = date(2026, 11, 2)
    assert [each.pk for each in queries.due_digests(day)] == [choice.pk]
    assert actions.mark_sent(choice=choice, on=day)
    assert not actions.mark_sent(choice=choice, on=day)
    assert not list(queries.due_digests(date(2026, 11, 8)))
    assert list(queries.due_digests(date(2026, 11, 9)))
