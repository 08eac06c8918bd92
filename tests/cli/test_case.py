"""`naru case`: a package checked, brought in and written, with faults by file, line and path."""

import json

import pytest

from naru.cli import case as verb
from naru.domain.competency.models import Framework, Unit
from tests.exchange.test_case import foreign, line_of, own, text_of
from tests.exchange.test_case_in_use import of_a_test_server
from tests.factories import make

pytestmark = pytest.mark.django_db


def test_package_is_checked_brought_in_once_and_written_as_it_came(tmp_path, capsys):
    here = make.town()
    file, out = tmp_path / "in.json", tmp_path / "out.json"
    file.write_bytes(text_of(of_a_test_server()))
    assert verb.read(file, district="", code="", is_check=True) == 0
    said = capsys.readouterr().out
    assert "CFItems[*].identifier" in said and "(2번)" in said and not Framework.objects.exists()
    assert verb.read(file, district=here.district.code, code="ecu-1", is_check=False) == 0
    assert set(Unit.objects.values_list("state", flat=True)) == {"proposed"}
    assert verb.write(out, "ecu-1") == 0
    assert json.loads(out.read_text()) == of_a_test_server()


def test_faults_are_named_by_file_line_and_path_and_nothing_is_written(tmp_path, capsys):
    here = make.town()
    package = foreign()
    package["CFAssociations"][0]["sequenceNumber"] = "첫째"
    file = tmp_path / "in.json"
    file.write_bytes(text_of(package))
    assert verb.read(file, district=here.district.code, code="x", is_check=False) == 1
    assert f"in.json:{line_of(package, '첫째')}: CFAssociations[0].sequenceNumber: " in capsys.readouterr().err
    assert not Framework.objects.exists()


def test_missing_file_district_code_and_framework_are_told(tmp_path, capsys):
    here = make.town()
    file = tmp_path / "in.json"
    assert verb.read(file, district=here.district.code, code="x", is_check=True) == 2
    file.write_bytes(text_of(foreign()))
    for district, code in (
        ("", "x"),
        (here.district.code, ""),
        (here.district.code, "두 말"),
        (here.district.code, "x" * 41),
    ):
        assert verb.read(file, district=district, code=code, is_check=False) == 2
    assert verb.write(tmp_path / "out.json", "none") == 2
    own(here)
    assert verb.write(tmp_path / "no" / "out.json", "own") == 2
    assert "쓸 수 없습니다" in capsys.readouterr().err
