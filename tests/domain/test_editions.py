"""Editions of a published framework: what is followed by itself, what waits for a person, and that nothing is lost."""

import pytest

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook.errors import NotAllowed, RuleBroken
from naru.domain.competency import actions, queries, rules
from naru.domain.competency.enums import SuccessionKind
from naru.domain.competency.models import Alignment, Edition, Framework, Succession, Unit
from naru.domain.competency.rules import Published
from tests.domain.test_competency import TODAY
from tests.factories import make


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("3", 3),
        ("3수준", 3),
        ("수준 3", 3),
        ("L4", 4),
        ("5.0", 5),
        (" 8 ", 8),
        ("0", None),
        ("9", None),
        ("", None),
        ("셋", None),
    ],
)
def test_level_is_read_from_text(text, level):
    assert rules.level_of(text) == level


@pytest.mark.parametrize(
    ("published", "name", "is_old", "is_mended"),
    [
        ("전지･모듈 제작", "전지·모듈 제작", False, False),
        ("전지 ‧ 모듈  제작", "전지·모듈 제작", False, False),
        ("안전점검?유지보수", "안전점검·유지보수", False, True),
        ("안전점검\ufffd유지보수", "안전점검·유지보수", False, True),
        ("왜 하는가?", "왜 하는가?", False, False),
        ("전지 제작(구버전)", "전지 제작", True, False),
    ],
)
def test_name_is_cleaned_and_says_what_was_done(published, name, is_old, is_mended):
    assert rules.name_of(published) == (name, is_old, is_mended)


def test_versions_are_ordered_by_year_then_number():
    codes = ["1901120101_22v1", "1901120101_16v10", "1901120101_16v2"]
    assert sorted(codes, key=rules.version_of) == ["1901120101_16v2", "1901120101_16v10", "1901120101_22v1"]


def became(names: dict[str, str], present: set[str], old: frozenset[str] = frozenset()) -> dict[str, tuple]:
    found = rules.steps(names, present, old, set())
    assert len({each.code for each in found}) == len(found)
    return {each.code: (each.kind, each.candidates) for each in found}


def test_next_version_with_a_like_name_is_one_to_one_and_another_name_is_a_persons():
    names = {
        "1901120106_16v1": "전력변환장치 제작",
        "1901120106_22v2": "전력변환장치(PCS) 제작",
        "1901120107_16v1": "배터리 시험",
        "1901120107_22v2": "소방 설계",
    }
    assert became(names, {"1901120106_22v2", "1901120107_22v2"}) == {
        "1901120106_16v1": (SuccessionKind.ONE, ("1901120106_22v2",)),
        "1901120107_16v1": (SuccessionKind.RENAMED, ("1901120107_22v2",)),
    }


def test_lost_code_is_found_by_name_when_there_is_exactly_one_on_both_sides():
    names = {"1901120101_16v1": "전지 설계", "1901120131_22v1": "전지설계"}
    assert became(names, {"1901120131_22v1"}) == {"1901120101_16v1": (SuccessionKind.ONE, ("1901120131_22v1",))}


def test_split_merged_and_gone_wait_for_a_person():
    split = {"1901120101_16v1": "전지 설계", "1901120131_22v1": "전지 설계", "1901120132_22v1": "전지 설계"}
    assert became(split, {"1901120131_22v1", "1901120132_22v1"})["1901120101_16v1"][0] == SuccessionKind.SPLIT
    merged = {"1901120101_16v1": "전지 설계", "1901120102_16v1": "전지 설계", "1901120131_22v1": "전지 설계"}
    kinds = {kind for kind, _near in became(merged, {"1901120131_22v1"}).values()}
    assert kinds == {SuccessionKind.MERGED}
    gone = {"1901120101_16v1": "전지 설계", "1901120131_22v1": "소방 점검"}
    assert became(gone, {"1901120131_22v1"}) == {"1901120101_16v1": (SuccessionKind.GONE, ())}


def test_unit_marked_old_is_a_persons_with_the_near_ones_as_candidates():
    names = {"1901120206_16v1": "전기저장장치안전점검", "1901120218_22v2": "전기저장장치 안전점검·유지보수"}
    old = frozenset({"1901120206_16v1"})
    assert became(names, set(names), old) == {"1901120206_16v1": (SuccessionKind.GONE, ("1901120218_22v2",))}


def test_sub_class_that_the_file_does_not_hold_is_left_alone():
    names = {"1901120101_16v1": "전지 설계", "2301010101_16v1": "소방 점검"}
    assert became(names, {"2301010101_16v1"}) == {}


def test_gaps_are_the_numbers_between_the_first_and_the_last():
    assert rules.gaps(["1901120101_16v1", "1901120104_16v1", "1901120201_16v1"]) == ["1901120102", "1901120103"]


def load(*rows: Published, by=None, label="표") -> actions.Loaded:
    return actions.load_edition(framework=None, rows=rows, oddities=[], label=label, by=by)


FIRST = (Published("1901120101_16v1", "전지 설계", 4), Published("1901120102_16v1", "전지 시험", 3))
NEXT = (Published("1901120101_22v2", "전지(셀) 설계", 4), Published("1901120102_22v2", "소방 설비", 3))


@pytest.mark.django_db
def test_second_loading_changes_nothing_and_leaves_no_trace():
    first = load(*FIRST)
    assert (first.new, first.changed, first.replaced) == (2, 0, 0)
    second = load(*FIRST)
    assert (second.edition, second.new, second.changed, second.same) == (None, 0, 0, 2)
    assert (Edition.objects.count(), Event.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_new_edition_keeps_the_old_and_carries_links_only_where_one_became_one():
    here = make.town()
    load(*FIRST)
    kept, lost = (Unit.objects.get(code=each.code) for each in FIRST)
    for unit in (kept, lost):
        link = actions.align(
            unit=unit, kind="part", district=here.district, source="고시", subject="전지", by=here.coordinator
        )
        actions.decide_alignment(alignment=link, accepts=True, today=TODAY, by=here.coordinator)
    done = load(*NEXT)
    assert (done.new, done.replaced, done.waiting) == (2, 1, 1)
    for unit in (kept, lost):
        unit.refresh_from_db()
    assert kept.replaced_by.code == "1901120101_22v2"
    assert lost.replaced_by is None
    carried = Alignment.objects.get(unit=kept.replaced_by)
    assert (carried.subject, carried.state, carried.followed.unit) == ("전지", "confirmed", kept)
    assert Alignment.objects.count() == 3
    assert load(*NEXT).edition is None
    waiting = Succession.objects.get(state="waiting")
    assert (waiting.unit, waiting.kind, waiting.candidates.get().code) == (lost, "renamed", "1901120102_22v2")


@pytest.mark.django_db
def test_person_settles_what_could_not_be_followed_and_the_links_move_then():
    here, admin = make.town(), make.user(Role.ADMIN)
    load(*FIRST)
    lost = Unit.objects.get(code="1901120102_16v1")
    link = actions.align(
        unit=lost, kind="exact", district=here.district, source="고시", subject="시험", by=here.coordinator
    )
    actions.decide_alignment(alignment=link, accepts=True, today=TODAY, by=here.coordinator)
    load(*NEXT)
    waiting = queries.successions(admin).get(state="waiting")
    assert waiting.links == 1
    successor = waiting.candidates.get()
    with pytest.raises(NotAllowed):
        actions.settle_succession(succession=waiting, successor=successor, today=TODAY, by=here.coordinator)
    actions.settle_succession(succession=waiting, successor=successor, today=TODAY, by=admin)
    lost.refresh_from_db()
    assert lost.replaced_by == successor
    assert Alignment.objects.filter(unit=successor, followed=link, state="confirmed").exists()
    with pytest.raises(RuleBroken, match="이미 정한"):
        actions.settle_succession(succession=waiting, successor=None, today=TODAY, by=admin)


@pytest.mark.django_db
def test_national_tables_are_the_administrators():
    here, admin = make.town(), make.user(Role.ADMIN)
    with pytest.raises(NotAllowed):
        load(*FIRST, by=here.coordinator)
    with pytest.raises(NotAllowed):
        actions.load_codes(table=None, rows=[("8512", "조작원")], label="표", by=here.coordinator)
    assert not Framework.objects.exists()
    assert load(*FIRST, by=admin).new == 2
    assert Event.objects.get().actor_id == admin.pk
