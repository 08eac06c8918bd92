"""GET /api/cycle/{district}/{year}: the home page's numbers, for whoever may read the cycle there."""

import pytest

from naru.base.accounts.enums import Role
from naru.base.accounts.roles import GRANTS, Permission
from naru.domain.evidence import queries
from tests.api import rows
from tests.factories import make


def test_the_cycle_is_what_the_query_says(world, as_user):
    rows.fund(world, 1)
    rows.need(world, 1)
    for number in range(6):
        rows.enrolment(world, number, state="completed", hours_done=30, evidence="출석부", completed_on="2025-08-01")
    answer = as_user(world.coordinator).get(f"/api/cycle/{world.district.code}/{rows.YEAR}")
    assert answer.status_code == 200, answer.content
    body = answer.json()
    assert body == queries.cycle_json(queries.cycle(world.coordinator, world.district, rows.YEAR))
    assert tuple(body["stations"]) == queries.ORDER
    assert body["stations"]["training"]["value"] == 6


def test_the_narrowest_passage_keeps_its_names(world, as_user):
    for _each in range(12):
        rows.observation(world, 1, learner=rows.graduate(world), status="unemployed", is_insured=False)
    body = as_user(world.coordinator).get(f"/api/cycle/{world.district.code}/2026").json()
    assert body == queries.cycle_json(queries.cycle(world.coordinator, world.district, 2026))
    assert body["narrowest_passage"]["from"] == "graduating"
    assert body["narrowest_passage"]["lost"] == 12


def test_who_may_not_read_the_cycle_is_refused_and_elsewhere_there_is_none(world, as_user):
    path = f"/api/cycle/{world.district.code}/{rows.YEAR}"
    for role in Role:
        expected = 200 if Permission.CYCLE_READ in GRANTS[role] else 403
        assert as_user(world.user(role)).get(path).status_code == expected, role
    stranger = make.coordinator(make.district())
    assert as_user(stranger).get(path).status_code == 404
    assert as_user(world.coordinator).get(f"/api/cycle/nowhere/{rows.YEAR}").status_code == 404


@pytest.mark.parametrize("year", ["1999", "2101", "9" * 30])
def test_a_year_out_of_reach_is_named(world, as_user, year):
    answer = as_user(world.coordinator).get(f"/api/cycle/{world.district.code}/{year}")
    assert answer.status_code == 422
    assert [each["path"] for each in answer.json()["fields"]] == ["path.year"]
