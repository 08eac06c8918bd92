"""Every verb of the API × every role × own organisation, other organisation, other district."""

import pytest
from django.test import Client

from naru.api.door import api as door
from tests.house.matrix import actions, api, world
from tests.house.matrix.addresses import BACKEND, each_role, undone

IN, OUT = {200, 201, 204, 409, 422}, {401, 403, 404}


def operations() -> set[str]:
    paths = door.get_openapi_schema()["paths"]
    return {f"{verb} {path}" for path, verbs in paths.items() for verb in verbs}


def test_every_verb_is_listed_and_nothing_else():
    assert operations() == set(api.VERBS) | set(api.LISTS)


def test_nobody_gets_an_answer_without_signing_in(db):
    client = Client()
    for operation in sorted(operations()):
        verb, path = operation.split(" ")
        url = path.format(pk=1, district_code="here", year=2026)
        status = getattr(client, verb)(
            url, data={} if verb == "get" else "{}", content_type="application/json"
        ).status_code
        assert status in {302, 401, 403}, f"{operation}: {status}"


def ask(client: Client, verb: str, url: str, body: dict | None) -> int:
    with undone():
        if verb == "get":
            return client.get(url).status_code
        return client.post(url, data=body, content_type="application/json").status_code


@pytest.mark.parametrize("role", each_role())
def test_every_verb_lets_in_whom_the_table_says(here, role):
    client = Client()
    client.force_login(here.users[role], backend=BACKEND)
    offences = []
    table = {**{name: ("", None, api.everywhere(api.READERS[room])) for name, room in api.LISTS.items()}, **api.VERBS}
    for operation, (row, body, text) in table.items():
        may = actions.expected(text)[role]
        verb, path = operation.split(" ")
        for key in world.PLACES:
            place = here.places[key]
            url = path.format(pk=place.rows[row].pk if row else 0, district_code=place.district.code, year=2026)
            status = ask(client, verb, url, body(place, role) if body else {})
            assert status in IN | OUT, f"{operation} as {role.value} in {key}: {status}"
            if (status in IN) != (key in may):
                offences.append(f"{operation}: {role.value} in {key} gets {status}")
    assert offences == [], "\n".join(offences)
