"""Every operation of the API, asked with made-up questions as every role: no server error, no breach of the schema.

A run of the suite takes `EXAMPLES` questions for each operation and asks each as every role (on the second database as
one of each way to see rows); NARU_FUZZ=200 takes 200 and every role on both.
Half of the questions are schemathesis' own, half begin with a good one (the matrix's) and spoil some of it, so that they
get past the form and into the deed. Whatever a question did is undone.
"""

import json
import os
from copy import deepcopy
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import requests
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode

from naru.api.door import api as door
from naru.base.accounts.enums import Role
from tests.house.matrix import api, world
from tests.house.matrix.addresses import asking, undone

EXAMPLES = 2
ASKED = int(os.environ.get("NARU_FUZZ", "0"))
#: As schemathesis calls them; test_api.py proves that the two tables hold every operation.
LABELS = [f"{verb.upper()} {path}" for verb, path in (each.split(" ") for each in {**api.LISTS, **api.VERBS})]


@cache
def operations() -> dict[str, Any]:
    """Every operation by its label, read when the first is asked: other tests need not wait for it."""
    # A copy of its own: schemathesis writes into what it is given.
    schema = schemathesis.openapi.from_dict(deepcopy(dict(door.get_openapi_schema())))
    return {each.ok().label: each.ok() for each in schema.get_all_operations()}


def conformance() -> list[Any]:
    """The checks of an answer: no server error; status, media type, headers and body as described."""
    checks.load_all_checks()
    names = (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
    )
    return checks.CHECKS.get_by_names(names)


CHECKS = conformance()


def question(operation: Any, data: Any, here: world.World) -> Any:
    """A case for an operation, about something that is there, something that is not, or nonsense."""
    mode = data.draw(st.sampled_from([GenerationMode.POSITIVE, GenerationMode.NEGATIVE]))
    try:
        case = data.draw(operation.as_strategy(generation_mode=mode))
    except schemathesis.errors.SchemathesisError:  # an operation that takes nothing cannot be asked wrongly
        case = data.draw(operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    row, body, _who = api.VERBS.get(f"{operation.method} {operation.path}", ("", None, ""))
    place = here.places[data.draw(st.sampled_from(world.PLACES))]
    if row and data.draw(st.booleans()):
        case.path_parameters = {**(case.path_parameters or {}), "pk": place.rows[row].pk}
    if "district_code" in operation.path and data.draw(st.booleans()):
        case.path_parameters = {"district_code": place.district.code, "year": data.draw(st.integers(1990, 2100))}
    if body is not None and data.draw(st.booleans()):
        good = json.loads(json.dumps(body(place, data.draw(st.sampled_from(Role))), default=str))
        other = case.body if isinstance(case.body, dict) else {}
        spoiled = {name for name in good if data.draw(st.integers(0, 3)) == 0}
        case.body = {name: other.get(name, data.draw(NONSENSE)) if name in spoiled else good[name] for name in good}
        case.media_type = "application/json"
    return case


NONSENSE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=300),
    st.dates().map(str),
    st.lists(st.text(max_size=5), max_size=3),
    st.sampled_from(["", " ", "\x00", "0", "-1", "9" * 30, "2026-02-30", "\ud800", "‮", "' OR 1=1 --", "NaN"]),
)


def asked(client: Client, case: Any) -> Response:
    """Asks through Django's own client; what it did is undone."""
    path = case.path
    for name, value in (case.path_parameters or {}).items():
        path = path.replace("{" + name + "}", quote(str(value), safe="", errors="surrogatepass"))
    query = urlencode(case.query or {}, doseq=True, errors="surrogatepass")
    sent: Any = b""
    if isinstance(case.body, bytes):
        sent = case.body
    elif case.body is not None and type(case.body).__name__ != "NotSet":
        sent = json.dumps(case.body, default=str).encode()
    with undone():
        answer: Any = client.generic(
            case.method,
            f"{path}?{query}" if query else path,
            sent,
            content_type=case.media_type or "application/json",
        )
    return Response(
        status_code=answer.status_code,
        headers={name.lower(): [value] for name, value in answer.headers.items()},
        content=b"".join(answer.streaming_content) if answer.streaming else answer.content,
        request=requests.Request(case.method, f"http://testserver{path}").prepare(),
        elapsed=0.0,
        verify=False,
    )


@pytest.mark.parametrize("label", LABELS)
def test_operation_answers_as_described_whatever_it_is_asked(here, clients, label):
    operation = operations()[label]
    roles = list(Role) if ASKED else asking()

    @settings(
        max_examples=ASKED or EXAMPLES,
        derandomize=not ASKED,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def ask(data: Any) -> None:
        case = question(operation, data, here)
        for role in roles:
            answer = asked(clients[role], case)
            try:
                case.validate_response(answer, checks=CHECKS)
            except Exception as error:
                error.add_note(f"{label} as {role.value}: {case.path_parameters} {case.query} {case.body!r}")
                raise

    ask()
