"""Packages that were kept before they became rows of their own leave as they came."""

import json

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from naru.document.exchange import case
from naru.domain.competency import queries
from naru.domain.competency.models import Framework
from tests.exchange.test_case import AT, foreign

BEFORE, AFTER = [("competency", "0001_squashed_0002_editions_links_texts")], [("competency", "0003_packages_apart")]


def at(target: list[tuple[str, str]]):
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return executor.loader.project_state(target).apps


@pytest.mark.django_db(transaction=True)
def test_kept_package_keeps_its_items_in_their_places():
    given = foreign()
    items = given["CFItems"]
    try:
        old = at(BEFORE)
        framework = old.get_model("competency", "Framework").objects.create(
            code="kept",
            name="Kept",
            kind="foreign",
            package={**given, "CFItems": [items[1]], "order": [each["identifier"] for each in items]},
        )
        plain = old.get_model("competency", "Framework").objects.create(code="plain", name="Plain", kind="local")
        for number, item in enumerate((items[2], items[0])):
            old.get_model("competency", "Unit").objects.create(
                framework=framework, code=f"U{number}", name="x", state="proposed", item=item
            )
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    made = Framework.objects.get(pk=framework.pk)
    assert json.loads(json.dumps(case.package_of(made, queries.whole(made), AT))) == given
    assert queries.package(Framework.objects.get(pk=plain.pk)) is None
