"""The description of the API: complete, unambiguous, and served from this house alone."""

import inspect
import re
from enum import Enum
from importlib import import_module
from pathlib import Path

import ninja
from django.contrib.staticfiles import finders
from pydantic import BaseModel

from naru.api import door
from naru.config import rooms
from tests.house.matrix.test_actions import modules

#: Everything that can be done through the API, in corridor order.
VERBS = [
    "partners/",
    "partners/{pk}/request-signatures",
    "partners/{pk}/sign",
    "partners/{pk}/end",
    "partners/{pk}/pledge",
    "partners/pledges/{pk}/keep",
    "budget/",
    "budget/{pk}/lines",
    "budget/lines/{pk}/entries",
    "people/",
    "people/{pk}/graduate",
    "people/{pk}/leave",
    "people/{pk}/consents",
    "people/{pk}/consents/withdraw",
    "people/{pk}/consents/paper",
    "people/{pk}/consent-requests",
    "people/{pk}/consent-requests/take-back",
    "people/consent-rules",
    "people/{pk}/corrections",
    "people/corrections/{pk}/answer",
    "competency/",
    "competency/{pk}/replace",
    "competency/texts/",
    "competency/suggestions/{pk}",
    "competency/alignments/{pk}",
    "demand/",
    "demand/{pk}/revise",
    "demand/postings/",
    "demand/postings/{pk}/merge",
    "demand/surveys/",
    "demand/surveys/{pk}/close",
    "curriculum/",
    "curriculum/{pk}/state",
    "curriculum/{pk}/seats",
    "curriculum/{pk}/courses",
    "training/",
    "training/{pk}/sign-up",
    "training/enrolments/{pk}/withdraw",
    "training/enrolments/{pk}/complete",
    "placement/",
    "placement/openings/{pk}/publish",
    "placement/openings/{pk}/describe",
    "placement/openings/{pk}/check",
    "placement/openings/{pk}/renew",
    "placement/openings/{pk}/return",
    "placement/openings/{pk}/close",
    "placement/openings/{pk}/apply",
    "placement/applications/{pk}/withdraw",
    "placement/applications/{pk}/consider",
    "placement/firm-facts/",
    "placement/yardsticks/",
    "placement/commutes/",
    "placement/applications/{pk}/offer",
    "placement/applications/{pk}/refuse",
    "placement/applications/{pk}/accept",
    "placement/applications/{pk}/decline",
    "placement/placements/{pk}/end",
    "credit/",
    "credit/{pk}/complete",
    "credit/{pk}/award",
    "credit/{pk}/refuse",
    "outcome/",
    "forecast/",
    "evidence/compute",
    "evidence/{pk}/confirm",
    "evidence/{pk}/dismiss",
    "evidence/citations/",
]

#: Written by the last room, or by long work when it ends; nobody calls them from outside.
INSIDE = {
    "demand.record_signal",
    "demand.record_tracks",
    "budget.record_return",
    "competency.record_suggestions",
}
#: Rooms whose verbs stand in more than one file.
MORE_FILES = {
    "placement": ("openings", "applications", "placements", "firms"),
    "people": ("consent",),
    "competency": ("links",),
    "demand": ("postings", "surveys"),
}
#: Done by persons on the pages (files also on the terminal), and only read by programs: ADR 20, 21 and 19.
ON_PAGES = {
    "training.attest",
    "training.retract",
    "placement.keep_seats",
    "placement.invite",
    "placement.call_off",
    "competency.open_framework",
    "competency.propose_unit",
    "competency.describe_unit",
    "competency.decide_unit",
    "competency.load_edition",
    "competency.load_codes",
    "competency.settle_succession",
    "competency.align",
    "competency.import_package",
    "demand.hand_link",
    "demand.address_asks",
    "demand.remind",
    "demand.load_figures",
    "curriculum.adopt",
    "curriculum.answer_training",
    "curriculum.approve_table",
    "curriculum.ask_approval",
    "curriculum.ask_courses",
    "curriculum.ask_seats",
    "curriculum.change_course",
    "curriculum.choose_seats",
    "curriculum.correct_request",
    "curriculum.decide_approval",
    "curriculum.draft_from",
    "curriculum.draft_request",
    "curriculum.draft_table",
    "curriculum.edit_request",
    "curriculum.edit_table",
    "curriculum.give_opinion",
    "curriculum.move_request",
    "curriculum.open_campaign",
    "curriculum.propose_training",
    "curriculum.return_table",
    "curriculum.set_equipment",
    "curriculum.set_target",
    "curriculum.submit_table",
    "placement.advise",
    "placement.counsel",
    "placement.forget",
    "placement.hope",
    "placement.announce_round",
    "placement.assess",
    "placement.bar_pair",
    "placement.cancel_match",
    "placement.cancel_round",
    "placement.change_days",
    "placement.close_round",
    "placement.confirm_round",
    "placement.follow_round",
    "placement.freeze_round",
    "placement.hand_in_ranking",
    "placement.lift_bar",
    "placement.open_wishes",
    "placement.reopen_round",
    "placement.request_match",
    "placement.return_ranking",
    "placement.reveal_names",
    "placement.review_round",
    "placement.save_wishes",
    "placement.send_offers",
    "placement.start_ranking",
    "placement.state_criteria",
    "placement.withdraw_wishes",
}


def schema_of(client):
    answer = client.get("/api/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def test_the_schema_builds_and_names_every_verb(world, as_user):
    schema = schema_of(as_user(world.coordinator))
    assert (schema["info"]["title"], schema["info"]["version"]) == ("Naru", "1")
    posts = [path.removeprefix("/api/") for path, methods in schema["paths"].items() if "post" in methods]
    assert sorted(posts) == sorted(VERBS)
    operations = [operation for methods in schema["paths"].values() for operation in methods.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    assert all(re.search("[가-힣]", operation["summary"]) for operation in operations)
    assert all(operation["security"] for operation in operations)
    assert {tag for operation in operations for tag in operation["tags"]} == {*rooms.NAMES, "cycle"}


def test_every_action_of_every_room_has_a_door():
    """An action that takes `by` is called by its room's file in the API, or by the last room alone."""
    without = []
    for room in rooms.NAMES:
        files = (room, *MORE_FILES.get(room, ()))
        source = "".join(inspect.getsource(import_module(f"naru.api.{name}")) for name in files)
        for actions in modules(import_module(f"naru.domain.{room}.actions")):
            for name, each in inspect.getmembers(actions, inspect.isfunction):
                is_deed = each.__module__ == actions.__name__ and "by" in inspect.signature(each).parameters
                if is_deed and not name.startswith("_") and f"actions.{name}(" not in source:
                    without.append(f"{room}.{name}")
    assert set(without) == INSIDE | ON_PAGES


def test_the_schema_speaks_the_reader_s_language(world, as_user):
    client = as_user(world.coordinator)
    assert schema_of(client)["paths"]["/api/demand/"]["get"]["summary"] == "수요 목록"


def test_no_two_shapes_share_a_name():
    """Ninja keeps shapes by their bare name: of two with one name it would describe only one."""
    found: dict[str, set[str]] = {}
    for path in Path(door.__file__).parent.glob("*.py"):
        for _name, each in inspect.getmembers(import_module(f"naru.api.{path.stem}"), inspect.isclass):
            if issubclass(each, BaseModel | Enum) and each.__module__.startswith("naru."):
                found.setdefault(each.__name__, set()).add(each.__module__)
    assert len(found) > 100
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_every_reference_of_the_schema_leads_somewhere(world, as_user):
    answer = as_user(world.coordinator).get("/api/openapi.json")
    shapes = answer.json()["components"]["schemas"]
    wanted = set(re.findall(r'"#/components/schemas/([^"]+)"', answer.content.decode()))
    assert wanted
    assert wanted <= set(shapes)


def test_refusals_are_described(world, as_user):
    paths = schema_of(as_user(world.coordinator))["paths"]
    assert {"200", "401", "403", "422"} <= set(paths["/api/demand/"]["get"]["responses"])
    assert {"201", "401", "403", "404", "409", "422"} <= set(paths["/api/demand/"]["post"]["responses"])


def test_the_docs_page_fetches_nothing_from_elsewhere(world, as_user):
    answer = as_user(world.coordinator).get("/api/docs")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "://" not in text
    assert '"validatorUrl": null' in text
    assets = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert len(assets) >= 4
    for each in assets:
        assert each.startswith("/static/ninja/"), each
        assert finders.find(each.removeprefix("/static/").partition("?")[0]), each
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\son[a-z]+=", text)


def test_the_style_of_the_docs_page_fetches_nothing_either():
    style = (Path(ninja.__file__).parent / "static" / "ninja" / "swagger-ui.css").read_text()
    fetched = re.findall(r"url\(\s*[\"']?([^\"')]{0,40})|@import\s+([^;]{0,40})", style)
    assert [each for each, imported in fetched if not each.startswith("data:") or imported] == []


def test_every_verb_that_takes_values_describes_how_it_refuses_them():
    for path, verbs in door.api.get_openapi_schema()["paths"].items():
        for verb, operation in verbs.items():
            takes = "requestBody" in operation or any(each["in"] == "query" for each in operation.get("parameters", []))
            assert not takes or 422 in operation["responses"], f"{verb} {path}"
