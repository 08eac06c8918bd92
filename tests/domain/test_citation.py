"""A cited number stays what it was; a number is worked with its counts and looked back on."""

import itertools
from datetime import date
from decimal import Decimal

import pytest

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.district.models import Target
from naru.base.rulebook.errors import NotAllowed, NotFound
from naru.domain.evidence import actions, queries, rules
from naru.domain.evidence.models import Citation
from naru.domain.outcome.models import Observation, PublishedCount
from tests.factories import make

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)


def surveyed(employed: int = 12, study: int = 8, unemployed: int = 10, here=None):
    here = here or make.town()
    for status, count in (("employed", employed), ("study", study), ("unemployed", unemployed)):
        for _each in range(count):
            make.observation(make.graduate(here.school), status)
    return here


def cite(here, by=None, key="outcome", day=DAY):
    return actions.cite(district=here.district, year=2026, key=key, today=day, by=by or here.coordinator)


def test_citation_shows_the_same_value_after_the_data_have_changed():
    here = surveyed()
    made = cite(here)
    assert made.content["value"] == "54.5"
    assert made.content["worked"] == "12 ÷ (30 − (8 + 0 + 0)) × 100 = 54.5 %"
    Observation.objects.filter(status="unemployed").update(status="employed")
    assert queries.station_of("outcome", here.district, 2026, DAY).number.value == Decimal("100.0")
    later = queries.citation(here.coordinator, made.key)
    assert (later.content, later.digest) == (made.content, made.digest)
    assert queries.is_whole(later)


def test_citation_of_the_same_number_on_the_same_day_is_made_once_and_audited():
    here = surveyed()
    first, again = cite(here), cite(here)
    assert first.pk == again.pk
    event = Event.objects.get(verb="evidence.cite")
    assert (event.actor_id, event.district_id, event.after["measure"]) == (
        here.coordinator.pk,
        here.district.pk,
        "outcome",
    )
    assert cite(here, day=date(2026, 11, 3)).pk != first.pk


def test_hidden_number_stays_hidden_in_its_citation():
    here = surveyed(employed=3, study=0, unemployed=9)
    content = cite(here).content
    assert (content["state"], content["value"], content["numerator"], content["base"], content["worked"]) == (
        "hidden",
        None,
        None,
        None,
        "",
    )


def test_formula_tells_no_small_part_that_the_number_does_not_show():
    here = surveyed(study=2)
    found = queries.station_of("outcome", here.district, 2026, DAY)
    assert queries.worked(found, here.district, 2026, DAY) == "12 ÷ 22 × 100 = 54.5 %"


def test_citation_is_made_by_overseers_and_read_by_whoever_reads_the_cycle():
    here, there = surveyed(), make.town()
    for stranger in (here.teacher, here.hr, there.coordinator, make.user()):
        with pytest.raises(NotAllowed):
            cite(here, stranger)
    made = cite(here, make.user(Role.CITY, district=here.district))
    for viewer in (here.coordinator, here.teacher, make.user(Role.MINISTRY, district=here.district)):
        assert queries.citation(viewer, made.key) == made
    for stranger in (here.hr, there.coordinator, there.teacher, make.user()):
        with pytest.raises(NotFound):
            queries.citation(stranger, made.key)


def test_citation_is_never_changed_and_an_altered_one_is_seen():
    here = surveyed()
    made = cite(here)
    made.content["value"] = "99.9"
    with pytest.raises(RuntimeError):
        made.save()
    Citation.objects.filter(pk=made.pk).update(content=made.content)
    assert not queries.is_whole(queries.citation(here.coordinator, made.key))
    fresh = cite(here, day=date(2026, 11, 4))
    Citation.objects.filter(pk=fresh.pk).update(year=2025)
    assert not queries.is_whole(queries.citation(here.coordinator, fresh.key))


def test_unknown_number_cannot_be_cited():
    here = make.town()
    with pytest.raises(NotFound):
        cite(here, key="nothing")


def test_history_holds_each_year_with_its_target_and_published_lines():
    here = make.town(first_year=2025)
    for year, headcount in ((2025, 20), (2026, 30)):
        make.need(here, headcount, year=year)
    Target.objects.create(district=here.district, year=2026, measure="demand", value=Decimal(60))
    points = queries.history(here.coordinator, here.district, "demand", 2026, DAY)
    assert [(each.year, each.value, each.target, each.state) for each in points] == [
        (2025, 20, None, "no_target"),
        (2026, 30, Decimal(60), "behind"),
    ]
    PublishedCount.objects.create(
        place="경북", year=2025, graduates=100, employed=40, study=20, military=0, excluded=0, source="시험"
    )
    assert queries.lines("outcome", 2025, 2026)[0].values == ((2025, Decimal("50.0")),)
    assert queries.lines("demand", 2025, 2026) == []
    with pytest.raises(NotFound):
        queries.history(here.hr, here.district, "demand", 2026, DAY)


def small(count: int) -> bool:
    return 0 < count < 5


def steps(*counts: int) -> list[rules.Step]:
    return [rules.Step(str(place), count) for place, count in enumerate(counts)]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((100, 60, 60), [100, 60, 60]),
        ((100, 97, 40), [100, 40]),
        ((100, 97, 96, 20), [100, 20]),
        ((100, 50, 3), [100, 50]),
        ((4, 0), []),
        ((), []),
    ],
)
def test_funnel_tells_no_small_step_and_none_that_could_be_subtracted_back(counts, shown):
    found = [each.count for each in rules.shown_steps(steps(*counts), small)]
    assert found == shown
    assert not any(small(each) for each in found)
    assert not any(small(before - after) for before, after in itertools.pairwise(found))
