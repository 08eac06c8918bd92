"""Every list: constant queries, paging, narrowing, and 403 for whoever may not read the room."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naru.base.accounts.enums import Role
from naru.base.accounts.roles import GRANTS, Permission
from tests.api import rows
from tests.factories import make


def counted(client, path):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return len(captured), answer.json()


@pytest.mark.parametrize("path", rows.LISTS)
def test_a_list_asks_as_much_of_thirty_rows_as_of_one(world, as_user, path):
    client = as_user(world.coordinator)
    add = rows.LISTS[path]
    add(world, 1)
    few, one = counted(client, f"/api/{path}?size=100")
    for number in range(2, 31):
        add(world, number)
    many, all_of_them = counted(client, f"/api/{path}?size=100")
    assert many == few
    assert all_of_them["total"] >= 30 > one["total"] >= 1
    assert len(all_of_them["items"]) == all_of_them["total"]


@pytest.mark.parametrize(
    "path", [path for path in rows.LISTS if path.split("/")[0] in {"people", "training", "credit"}]
)
def test_a_guardian_too_asks_as_much_of_thirty_rows_as_of_one(world, as_user, path):
    client = as_user(world.user(Role.GUARDIAN))
    few, _one = counted(client, f"/api/{path}")
    for number in range(1, 31):
        rows.LISTS[path](world, number)
    assert counted(client, f"/api/{path}")[0] <= few + 1  # the wards, once there is a row to show


def test_a_page_holds_its_size_and_pages_do_not_overlap(world, as_user):
    client = as_user(world.coordinator)
    for number in range(7):
        rows.need(world, number)
    pages = [client.get(f"/api/demand/?page={page}&size=3").json() for page in (1, 2, 3, 4)]
    assert [len(page["items"]) for page in pages] == [3, 3, 1, 0]
    assert {page["total"] for page in pages} == {7}
    assert len({item["id"] for page in pages for item in page["items"]}) == 7


@pytest.mark.parametrize("query", ["page=0", "size=0", "size=101", "page=x", "year=3", "confidence=never", "q=%00"])
def test_a_bad_parameter_is_named(world, as_user, query):
    answer = as_user(world.coordinator).get(f"/api/demand/?{query}")
    assert answer.status_code == 422
    body = answer.json()
    assert body["code"] == "invalid"
    assert [each["path"] for each in body["fields"]] == [f"query.{query.split('=')[0]}"]


def test_a_list_is_narrowed_by_words_district_year_and_its_own_filters(world, as_user):
    client = as_user(world.coordinator)
    rows.need(world, 1)
    other = make.firm(world.district, name="다른 회사")
    late = rows.need(world, 2, year=2027, firm=other)

    def ids(query):
        return [item["id"] for item in client.get(f"/api/demand/?{query}").json()["items"]]

    assert ids("year=2027") == ids("q=다른") == ids(f"firm={other.code}") == ids("q=need-2") == [late.pk]
    assert len(ids(f"district={world.district.code}&confidence=planned")) == 2
    assert ids("district=elsewhere") == ids("confidence=idea") == []


def test_every_filter_of_every_list_is_a_path_that_exists(world, as_user):
    """Asked with a value that fits, no filter fails."""
    client = as_user(world.coordinator)
    schema = client.get("/api/openapi.json").json()
    asked = 0
    for path in rows.LISTS:
        for each in schema["paths"][f"/api/{path}"]["get"]["parameters"]:
            answer = client.get(f"/api/{path}", {each["name"]: fitting(each["schema"], schema)})
            assert answer.status_code == 200, (path, each["name"], answer.content)
            asked += 1
    assert asked > 100


def fitting(asked, schema):
    """A value that a parameter takes, by the description of the whole API."""
    asked = next((each for each in asked.get("anyOf", []) if each.get("type") != "null"), asked)
    if "$ref" in asked:
        return schema["components"]["schemas"][asked["$ref"].rsplit("/", 1)[-1]]["enum"][0]
    if "enum" in asked:
        return asked["enum"][0]
    if asked.get("format") == "date":
        return "2026-04-01"
    if asked["type"] == "boolean":
        return "true"
    return "x" if asked["type"] == "string" else str(max(asked.get("minimum", 1), 1))


#: Lists that another permission than their room's opens.
OTHERS = {"evidence/citations/": Permission.CYCLE_READ}


@pytest.mark.parametrize("path", rows.LISTS)
def test_a_list_is_closed_to_roles_without_its_permission(world, as_user, path):
    permission = OTHERS.get(path) or Permission[f"{path.split('/')[0].upper()}_READ"]
    for role in Role:
        answer = as_user(world.user(role)).get(f"/api/{path}")
        expected = 200 if permission in GRANTS[role] else 403
        assert answer.status_code == expected, (role, answer.content)
        if expected == 403:
            assert answer.json()["code"] == "not_allowed"


@pytest.mark.parametrize("path", [path for path in rows.LISTS if not path.startswith("competency/")])
def test_a_list_holds_no_row_of_another_district(world, as_user, path):
    rows.LISTS[path](world, 1)
    stranger = make.coordinator(make.district())
    assert as_user(stranger).get(f"/api/{path}").json()["items"] == []


@pytest.mark.parametrize("path", rows.ONES)
def test_one_row_is_shown_to_its_own_and_unknown_to_others(world, as_user, path):
    row = rows.ONES[path](world, 1)
    answer = as_user(world.coordinator).get(f"/api/{path}{row.pk}")
    assert answer.status_code == 200, answer.content
    assert answer.json()["id"] == row.pk
    if not path.startswith("competency/"):
        stranger = make.coordinator(make.district())
        answer = as_user(stranger).get(f"/api/{path}{row.pk}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    for nothing in (row.pk + 1_000_000, 10**30):
        assert as_user(world.coordinator).get(f"/api/{path}{nothing}").status_code == 404


@pytest.mark.parametrize("path", rows.ONES)
def test_one_row_is_unknown_to_roles_without_the_rooms_permission(world, as_user, path):
    row = rows.ONES[path](world, 1)
    permission = OTHERS.get(path) or Permission[f"{path.split('/')[0].upper()}_READ"]
    for role in Role:
        if permission not in GRANTS[role]:
            assert as_user(world.user(role)).get(f"/api/{path}{row.pk}").status_code == 404, role


def test_references_days_and_codes_have_one_shape(world, as_user):
    row = rows.need(world, 1)
    item = as_user(world.coordinator).get("/api/demand/").json()["items"][0]
    assert item["firm"] == {"id": world.firm.pk, "code": world.firm.code, "name": world.firm.name}
    assert item["occupation"] == {"id": row.occupation.pk, "code": row.occupation.code, "name": "시험 직업"}
    assert (item["confidence"], item["said_on"]) == ("planned", date(2025, 4, 1).isoformat())
    json.dumps(item)


def test_the_need_behind_an_opening_is_shown_only_to_whoever_may_read_it(world, as_user):
    rows.opening_with_need(world, 1)
    seen = {
        role: as_user(world.user(role)).get("/api/placement/").json()["items"][0]["need"]
        for role in (Role.COORDINATOR, Role.FIRM_HR, Role.STUDENT)
    }
    assert seen[Role.COORDINATOR]["code"] == seen[Role.FIRM_HR]["code"] == "need-1"
    assert seen[Role.STUDENT] is None
    other = make.user(Role.FIRM_HR, organisation=make.firm(world.district))
    assert as_user(other).get("/api/placement/").json()["items"][0]["need"] is None
