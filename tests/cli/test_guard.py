"""`naru audit verify` says which row first, and its exit code says whether."""

import json

import pytest
from django.db import transaction

from naru.base.audit import record
from naru.base.audit.models import Event
from naru.cli import main
from tests.factories import make

pytestmark = pytest.mark.django_db(transaction=True)


def some(count: int) -> list[Event]:
    here = make.district()
    made = []
    for _each in range(count):
        with transaction.atomic():
            made.append(record.record("test.deed", here, by=None))
    return made


def test_verify_of_a_whole_audit_ends_with_zero_and_prints_a_seal(capsys):
    made = some(3)
    assert main.main(["audit", "verify"]) == 0
    said = capsys.readouterr().out
    made[-1].refresh_from_db()
    assert f"events:3:{made[-1].digest}" in said
    assert main.main(["audit", "verify", "--seal", f"events:3:{made[-1].digest}"]) == 0


def test_verify_names_the_first_altered_row_and_ends_with_one(capsys):
    made = some(4)
    Event.objects.filter(pk__in=[made[1].pk, made[3].pk]).update(verb="test.other")
    assert main.main(["audit", "verify", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)["chains"][0]
    assert told["fault"] == {"chain": "events", "sequence": 2, "row": made[1].pk, "code": "altered"}
    assert main.main(["audit", "verify"]) == 1
    assert f"순번 2, 행 {made[1].pk}" in capsys.readouterr().out


def test_verify_names_the_first_missing_row(capsys):
    made = some(4)
    made[2].delete()
    assert main.main(["audit", "verify"]) == 1
    assert "순번 3" in capsys.readouterr().out


def test_seal_that_nobody_wrote_is_told_from_one_that_differs(capsys):
    some(2)
    assert main.main(["audit", "verify", "--seal", "what"]) == 2
    assert main.main(["audit", "verify", "--seal", f"events:1:{'0' * 64}"]) == 1
    assert "봉인과 다릅니다" in capsys.readouterr().out


def test_bulk_load_is_a_link_of_the_chain(tmp_path, capsys):
    from naru.demo.pohang import build

    path = tmp_path / "district.xlsx"
    build.workbook(path)
    assert main.main(["load", str(path)]) == 0
    assert main.main(["audit", "verify"]) == 0
    loads = Event.objects.filter(verb="exchange.load").order_by("sequence")
    assert loads.count() > 5
    Event.objects.filter(pk=loads[1].pk).update(after={"sheet": "learners", "new": 0})
    capsys.readouterr()
    assert main.main(["audit", "verify"]) == 1
    assert f"순번 {loads[1].sequence}" in capsys.readouterr().out
