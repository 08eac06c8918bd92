"""The pages of a coordinator's week, from the same table that the permission matrix is made of."""

import time
from typing import Any

from django.apps import apps
from django.db import connection, reset_queries
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client, override_settings
from django.urls import include, path, reverse

from naru.base.accounts.enums import Role
from naru.base.accounts.models import Membership, User
from naru.domain.people.models import Learner
from naru.web import guard
from tests.house.matrix import actions
from tests.house.matrix.addresses import addresses
from tests.house.matrix.test_pages import table

#: The model whose row an address of the matrix takes.
MODELS = {
    "learner": "people.Learner",
    "programme": "training.Programme",
    "started": "training.Programme",
    "enrolment": "training.Enrolment",
    "opening": "placement.Opening",
    "application": "placement.Application",
    "placement": "placement.Placement",
    "registered": "credit.Award",
    "observation": "outcome.Observation",
    "need": "demand.Need",
    "department": "curriculum.Department",
}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
#: What opens and closes a transaction.
CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
#: Fewer pages than this are not a week: something keeps the coordinator out.
MOST_OF_THE_WEEK = 60
STATIONS = ("partners", "demand", "curriculum", "training", "placement", "credit", "outcome", "evidence", "budget")


def coordinator() -> User:
    return Membership.objects.filter(role=Role.COORDINATOR).select_related("user").latest("pk").user


def signed_in() -> Client:
    """The coordinator's session as it is after the second factor."""
    client, user = Client(), coordinator()
    client.force_login(user, backend=BACKEND)
    session = client.session
    session[guard.BY_OFFICE] = user.pk
    session.save()
    return client


def _row(kind: str) -> int | None:
    model: type[Model] = apps.get_model(MODELS[kind]) if kind in MODELS else Model
    if model is Model:
        return None
    return model._base_manager.order_by("pk").values_list("pk", flat=True).first()


def pages(client: Client) -> dict[str, str]:
    """{name: address}: every page that a coordinator may open, and the list of learners in all its states."""
    where = {each.name: each for each in addresses()}
    found: dict[str, str] = {}
    for name, (row, may_get, _may_post) in table().items():
        if may_get is None or "own" not in actions.expected(may_get)[Role.COORDINATOR]:
            continue
        if name in {"load:template"}:
            continue
        parameters = where[name].parameters
        if parameters == ("key",):
            found |= {f"{name} {key}": reverse(name, args=[key]) for key in STATIONS}
            continue
        if not parameters:
            found[name] = reverse(name)
            continue
        pk = _row(row)
        if pk is not None and parameters == ("pk",):
            found[name] = reverse(name, args=[pk])
    learners = reverse("people:list")
    who = Learner.objects.order_by("pk").values_list("name", "number")[7]
    for query in (
        "size=50",
        "size=50&page=100",
        "sort=name",
        "sort=-name",
        "sort=number",
        "sort=school",
        "state=graduated",
        "grade=3",
        f"q={who[1]}",
        f"q={who[0]}",
        "q=zzz",
    ):
        found[f"people:list ?{query.replace(who[0], 'NAME').replace(who[1], 'NUMBER')}"] = f"{learners}?{query}"
    # A form whose deed this row's state does not allow sends its reader back.
    found = {name: url for name, url in found.items() if client.get(url).status_code == 200}
    assert len(found) > MOST_OF_THE_WEEK, sorted(found)
    return found


def visit(client: Client, url: str, *, is_first: bool) -> dict[str, Any]:
    """Seconds that a page takes; on the first visit also its queries (BEGIN and the like ask nothing) and the slowest."""
    connection.force_debug_cursor = is_first
    reset_queries()
    started = time.perf_counter()
    answer = client.get(url)
    took = time.perf_counter() - started
    connection.force_debug_cursor = False
    assert answer.status_code == 200, (url, answer.status_code)
    if not is_first:
        return {"seconds": took}
    queries = [each for each in connection.queries if not each["sql"].startswith(CONTROL)]
    slow = max(queries, key=lambda each: float(each["time"]))
    return {
        "url": url,
        "queries": len(queries),
        "bytes": len(answer.content),
        "seconds": took,
        "cold": took,
        "slowest": f"{slow['time']} {slow['sql'][:2000]}",
    }


def empty(request: HttpRequest) -> HttpResponse:
    """The frame that every page has, with nothing in it: sign-in, menu, language."""
    return render(request, "base.html")


urlpatterns: list[Any] = [path("empty/", empty), path("", include("naru.config.urls"))]


def rates(client: Client, rounds: int) -> dict[str, float]:
    """Pages a second of the list of 50 learners and of the empty page, in turns, in this one process."""
    took = {"list": 0.0, "empty": 0.0}
    count = 10 * rounds
    with override_settings(ROOT_URLCONF="benchmarks.week"):
        for number in range(count + 2):
            for name, url in (("list", "/people/?size=50"), ("empty", "/empty/")):
                started = time.perf_counter()
                assert client.get(url).status_code == 200
                if number >= 2:
                    took[name] += time.perf_counter() - started
    return {name: count / seconds for name, seconds in took.items()}
