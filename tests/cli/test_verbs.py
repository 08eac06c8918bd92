"""The terminal door: exit codes, sentences and files."""

import json

import openpyxl
import pytest

from naru.base.accounts.models import Membership
from naru.cli.main import main
from naru.domain.people.models import Learner
from tests.exchange import workbook
from tests.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(tmp_path):
    return workbook.filled(tmp_path / "a.xlsx")


@pytest.fixture
def spoilt(tmp_path):
    rows = workbook.rows()
    rows["learners"][4]["birth_date"] = "2026-02-30"
    return workbook.filled(tmp_path / "b.xlsx", rows)


def test_template_is_written_or_says_that_the_folder_is_missing(tmp_path, capsys):
    assert main(["template", str(tmp_path / "t.xlsx")]) == 0
    assert openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames
    assert main(["template", str(tmp_path / "no" / "t.xlsx")]) == 2
    assert "폴더가 없습니다" in capsys.readouterr().err


def test_check_of_a_good_file_writes_nothing(book, capsys):
    assert main(["load", str(book), "--check"]) == 0
    assert "고칠 곳이 없습니다." in capsys.readouterr().out
    assert Learner.objects.count() == 0


def test_load_says_what_changed_and_twice_changes_nothing(book, capsys):
    assert main(["load", str(book), "--json"]) == 0
    first = json.loads(capsys.readouterr().out)["loaded"]
    assert first["learners"]["new"] == Learner.objects.count() > 0
    assert main(["load", str(book), "--json"]) == 0
    second = json.loads(capsys.readouterr().out)["loaded"]
    assert {(each["new"], each["changed"]) for each in second.values()} == {(0, 0)}


def test_faults_end_with_1_a_line_each_and_a_marked_copy(spoilt, tmp_path, capsys):
    copy = tmp_path / "marked.xlsx"
    assert main(["load", str(spoilt), "--check", "--marked", str(copy)]) == 1
    said = capsys.readouterr()
    assert "'학생' 시트 7행" in said.out and "2026-02-30" in said.out
    assert "고칠 곳 1곳" in said.err
    assert copy.exists()
    assert main(["load", str(spoilt), "--json"]) == 1
    fault = json.loads(capsys.readouterr().out)["faults"][0]
    assert (fault["code"], fault["row"]) == ("no_such_day", 7)
    assert Learner.objects.count() == 0


def test_unknown_sheet_and_missing_file_are_told(book, tmp_path, capsys):
    assert main(["load", str(book), "--sheet", "없는시트"]) == 2
    assert main(["load", str(tmp_path / "none.xlsx")]) == 1
    assert "파일이 없습니다" in capsys.readouterr().err


def test_cycle_of_an_unknown_district_ends_with_2(capsys):
    assert main(["cycle", "--district", "nowhere", "--year", "2026"]) == 2
    assert "'nowhere' 지구가 없습니다" in capsys.readouterr().err


def test_cycle_as_json_has_every_station(book, capsys):
    main(["load", str(book)])
    capsys.readouterr()
    assert main(["cycle", "--district", "pohang", "--year", "2026", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told["stations"]) == [
        *("partners", "demand", "curriculum", "training", "placement", "credit", "outcome", "evidence", "budget")
    ]
    for each in told["stations"].values():
        assert {"value", "base", "target", "previous", "definition", "definition_version"} <= each.keys()
    assert "narrowest_passage" in told


def test_user_gets_a_role_or_the_roles_are_named(capsys):
    here = make.town()
    assert main(["user", "a@example.kr", "--name", "가", "--role", "teacher", "--organisation", here.school.code]) == 0
    assert "첫 비밀번호" in capsys.readouterr().out
    assert Membership.objects.filter(user__email="a@example.kr", role="teacher").exists()
    assert main(["user", "a@example.kr", "--name", "가", "--role", "king"]) == 2
    assert "coordinator" in capsys.readouterr().err


def test_check_tells_what_must_be_mended(capsys, settings, tmp_path, monkeypatch):
    monkeypatch.setenv("NARU_STATE", str(tmp_path))
    assert main(["check"]) == 1
    assert "고칠 것  2단계 인증" in capsys.readouterr().out
    settings.SECOND_FACTOR_REQUIRED = True
    assert main(["check"]) == 0
    assert "온전함  데이터베이스" in capsys.readouterr().out
    settings.DEBUG = True
    assert main(["check"]) == 1
    assert "고칠 것  보안 설정" in capsys.readouterr().out
