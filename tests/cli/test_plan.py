"""`naru plan periods` as an operator runs it."""

import json
from pathlib import Path

import pytest

from naru.cli import main

CSPLIB = Path(__file__).resolve().parents[2] / "benchmarks" / "planning" / "csplib030"


def run(tmp_path, given):
    file, out = tmp_path / "asked.json", tmp_path / "plan.json"
    file.write_text(given if isinstance(given, str) else json.dumps(given), encoding="utf-8")
    code = main.main(["plan", "periods", str(file), "--out", str(out)])
    return code, json.loads(out.read_text(encoding="utf-8")) if out.exists() else None


def question(**fields):
    return {
        "periods": 2,
        "load": [0, 9],
        "count": [0, 9],
        "courses": {"도면": 3, "배터리 기초": 3, "셀 조립": 2},
        "prerequisites": [["배터리 기초", "셀 조립"]],
    } | fields


@pytest.mark.parametrize(("number", "optimum"), [(8, 17), (10, 14), (12, 17)])
def test_plan_csplib_instance_writes_the_proved_optimum(number, optimum, tmp_path, capsys):
    given = json.loads((CSPLIB / f"bacp{number}.json").read_text())
    code, plan = run(tmp_path, given)
    assert code == 0
    assert set(plan) == {"status", "max_load", "bound", "periods", "because"}
    assert (plan["status"], plan["max_load"], plan["bound"]) == ("optimal", optimum, optimum)
    assert list(plan["periods"]) == [str(each) for each in range(1, number + 1)]
    at = {course: int(period) for period, held in plan["periods"].items() for course in held}
    assert set(at) == set(given["courses"]) and sum(map(len, plan["periods"].values())) == len(at)
    assert all(at[before] < at[after] for before, after in given["prerequisites"])
    loads = [sum(given["courses"][each] for each in held) for held in plan["periods"].values()]
    assert max(loads) == optimum and min(loads) >= given["load"][0]

    given["load"][1] = optimum - 1
    code, plan = run(tmp_path, given)
    assert code == 0
    assert (plan["status"], plan["max_load"], plan["periods"]) == ("infeasible", None, {})
    assert f"최대(load) {optimum - 1}학점" in plan["because"][1]
    assert "불가능" in capsys.readouterr().out


def test_plan_cycle_is_refused_by_name_and_nothing_is_written(tmp_path, capsys):
    code, plan = run(tmp_path, question(prerequisites=[["배터리 기초", "셀 조립"], ["셀 조립", "배터리 기초"]]))
    assert (code, plan) == (2, None)
    said = capsys.readouterr().err
    assert "배터리 기초 → 셀 조립 → 배터리 기초" in said and "아무것도 쓰지 않았습니다" in said


def test_plan_course_that_needs_itself_is_refused_by_name(tmp_path, capsys):
    code, plan = run(tmp_path, question(prerequisites=[["도면", "도면"]]))
    assert (code, plan) == (2, None)
    assert "도면 → 도면" in capsys.readouterr().err


def test_plan_long_chain_says_which_courses(tmp_path):
    pairs = [["배터리 기초", "셀 조립"], ["셀 조립", "도면"]]
    _code, plan = run(tmp_path, question(prerequisites=pairs))
    assert plan["status"] == "infeasible"
    assert "배터리 기초 → 셀 조립 → 도면" in plan["because"][1]


def test_plan_clash_of_several_rules_names_them_and_the_prerequisites(tmp_path):
    # 10 credits in two periods of 5: the first holds 가 and 나 (4 credits), and no course of 1 credit may join them.
    courses = {"가": 2, "나": 2, "다": 2, "라": 3, "마": 1}
    pairs = [["가", "라"], ["나", "라"], ["가", "마"]]
    _code, plan = run(tmp_path, question(courses=courses, load=[0, 5], prerequisites=pairs))
    assert plan["status"] == "infeasible"
    assert "선수 과목(prerequisites)" in plan["because"][1] and "최대 5학점(load)" in plan["because"][1]
    assert "가 → 마" in plan["because"][2]


def test_plan_departments_keep_their_limits_over_shared_courses(tmp_path):
    given = question(
        load=[3, 3],
        courses={"가": 3, "공통": 3, "나": 3},
        prerequisites=[],
        departments={"기계": ["가", "공통"], "전기": ["공통", "나"]},
    )
    _code, plan = run(tmp_path, given)
    assert plan["status"] == "optimal" and plan["max_load"] == 3
    assert sorted(map(sorted, plan["periods"].values())) == [["가", "나"], ["공통"]]
    given["load"] = [4, 5]
    _code, plan = run(tmp_path, given)
    assert plan["status"] == "infeasible" and "기계 학과" in plan["because"][1]


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ("{", "1줄 2칸"),
        ("[]", "JSON 객체"),
        ('{"courses": {"가": 1, "가": 2}}', "'가'가 두 번"),
        (question(extra=1), "'extra'는 모르는 항목"),
        ({"periods": 2}, "'courses'가 없습니다"),
        (question(periods=0), "'periods'는 1 이상"),
        (question(periods=True), "'periods'는 1 이상"),
        (question(load=[5, 2]), "'load'는"),
        (question(count=[1]), "'count'는"),
        (question(courses={"도면": -1}, prerequisites=[]), "'도면': 학점은"),
        (question(courses=[1]), "'courses'는"),
        (question(prerequisites=[["도면", "없음"]]), "1번째: '없음' 과목이"),
        (question(prerequisites=[["도면"]]), "1번째"),
        (question(prerequisites={}), "'prerequisites'는"),
        (question(departments={"가": ["없음"]}), "'없음' 과목이"),
        (question(departments={"가": ["도면"]}), "두는 학과가 없습니다"),
        (question(departments=[]), "'departments'는"),
        (question(barred={"도면": [3]}), "1부터 2까지"),
        (question(barred={"없음": [1]}), "'없음' 과목이"),
    ],
)
def test_plan_bad_file_is_refused_with_the_place(given, word, tmp_path, capsys):
    code, plan = run(tmp_path, given)
    assert (code, plan) == (2, None)
    assert word in capsys.readouterr().err


def test_plan_missing_file_and_folder_are_said(tmp_path, capsys):
    assert main.main(["plan", "periods", str(tmp_path / "none.json"), "--out", str(tmp_path / "x.json")]) == 2
    file = tmp_path / "asked.json"
    file.write_text(json.dumps(question()))
    assert main.main(["plan", "periods", str(file), "--out", str(tmp_path / "no" / "x.json")]) == 2
    assert "폴더가 없습니다" in capsys.readouterr().err


def test_plan_no_effort_says_so(tmp_path):
    file, out = CSPLIB / "bacp12.json", tmp_path / "plan.json"
    assert main.main(["plan", "periods", str(file), "--out", str(out), "--effort", "0"]) == 0
    plan = json.loads(out.read_text())
    assert plan["status"] == "gave_up" and plan["periods"] == {} and "--effort" in plan["because"][0]
