"""`naru match` on files: what it writes, and every wrong input named by file and line."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from naru.cli import main
from naru.engine.matching import reference
from tests.engine import matching_cases as cases

FILES = {
    "learners": "learner,group\n가,\n나,한빛고\n다,\n라,한빛고\n",
    "openings": "opening,capacity,reserve_group,reserve_seats\nA사,2,한빛고,1\nB사,1,,\n",
    "choices": "learner,opening,rank\n가,A사,1\n나,A사,1\n다,A사,1\n다,B사,2\n라,B사,1\n",
    "priorities": "opening,learner,rank\nA사,가,1\nA사,다,2\nA사,나,3\nB사,다,1\n",
}


@pytest.fixture
def place(tmp_path):
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def run(place: Path, *more: str) -> int:
    inputs = [part for name in FILES for part in (f"--{name}", str(place / f"{name}.csv"))]
    outputs = [part for name in ("reasons", "seats") for part in (f"--{name}", str(place / f"{name}_out.csv"))]
    end = ["--out", str(place / "matches.csv"), "--report", str(place / "report.json"), *outputs]
    return main.main(["match", *inputs, *end, *more])


def report(place: Path) -> dict:
    return json.loads((place / "report.json").read_text(encoding="utf-8"))


def test_match_writes_every_learner_once_in_input_order(place):
    assert run(place) == 0
    assert (place / "matches.csv").read_text(encoding="utf-8") == "learner,opening\n가,A사\n나,A사\n다,B사\n라,\n"


def test_match_reports_what_it_did(place):
    assert run(place, "--seed", "7") == 0
    found = report(place)
    expected = {
        "stable": "student",
        "status": "optimal",
        "matched": 3,
        "unmatched": 1,
        "seats_left": 0,
        "blocking_pairs": 0,
        "ranks": {"1": 2, "2": 1},
        "gap": None,
        "seed": 7,
        "ties": "lottery",
    }
    assert {key: found[key] for key in expected} == expected
    assert found["input"]["choices_not_mutual"] == 1
    assert len(found["digest"]) == 64
    assert set(found["seconds"]) == {"read", "build", "solve", "check", "explain", "write", "total"}


def test_match_gives_reasons_for_every_better_choice_and_every_seat(place):
    assert run(place) == 0
    rows = (place / "reasons_out.csv").read_text(encoding="utf-8").splitlines()
    assert rows[1:] == ["다,A사,1,reserved_seat,2,1,0,1,3", "라,B사,1,not_accepted,0,0,0,0,1"]
    assert (place / "seats_out.csv").read_text(encoding="utf-8").splitlines()[1:] == ["A사,2,0,,3", "B사,1,0,,1"]
    assert report(place)["not_reached"]["reserved_seat"] == 1


@pytest.mark.parametrize("aim", ["student", "firm", "largest", "welfare"])
def test_match_same_input_and_seed_give_the_same_bytes(place, aim):
    written = []
    for _time in range(2):
        assert run(place, "--stable", aim, "--seed", "3") == 0
        said = report(place)
        del said["seconds"]
        outputs = [(place / name).read_bytes() for name in ("matches.csv", "reasons_out.csv", "seats_out.csv")]
        written.append((*outputs, json.dumps(said)))
    assert written[0] == written[1]


def test_match_ties_by_the_order_of_the_file(place):
    (place / "priorities.csv").write_text("opening,learner,rank\nB사,라,1\nB사,다,1\nA사,다,1\nA사,가,1\n")
    (place / "choices.csv").write_text("learner,opening,rank\n다,B사,1\n라,B사,1\n")
    assert run(place, "--ties", "listed") == 0
    assert report(place)["ties"] == "listed"
    assert "다,B사\n라,\n" in (place / "matches.csv").read_text(encoding="utf-8")


def test_match_agrees_with_trying_everything_on_small_files(place):
    for seed in range(25):
        problem = cases.strict(seed, 4, 3, 3)
        learner_of = problem.learner_of_pairs()
        rows = list(zip(learner_of, problem.opening, problem.ranks(), problem.priority_rank, strict=True))
        write(place, "learners", ["learner", *range(problem.learners)])
        write(place, "openings", ["opening,capacity", *(f"{j},{seats}" for j, seats in enumerate(problem.capacity))])
        write(place, "choices", ["learner,opening,rank", *(f"{i},{j},{rank}" for i, j, rank, _p in rows)])
        write(place, "priorities", ["opening,learner,rank", *(f"{j},{i},{rank}" for i, j, _r, rank in rows[::-1])])
        assert run(place) == 0
        lines = (place / "matches.csv").read_text().splitlines()[1:]
        value = tuple(int(line.split(",")[1] or -1) for line in lines)
        assert value == reference.deferred_acceptance(problem, np.arange(problem.learners).tolist())


def write(place: Path, name: str, lines: list[object]) -> None:
    (place / f"{name}.csv").write_text("\n".join(str(each) for each in lines) + "\n")


def test_match_reads_what_korean_excel_writes(place):
    for name, text in FILES.items():
        (place / f"{name}.csv").write_bytes(text.replace("\n", "\r\n").encode("cp949"))
    assert run(place) == 0
    first = (place / "matches.csv").read_bytes()
    for name, text in FILES.items():
        (place / f"{name}.csv").write_bytes(text.replace("\n", "\n\n").replace(",", " , ").encode("utf-8-sig"))
    assert run(place) == 0
    assert (place / "matches.csv").read_bytes() == first


def test_match_other_columns_are_left_alone(place, capsys):
    (place / "learners.csv").write_text("name,learner,name\nx,가,y\nx,나,y\nx,다,y\nx,라,y\n")
    assert run(place) == 0
    assert "우선배정 집단 '한빛고'에 속한 학생이 없습니다" in capsys.readouterr().err


WRONG = [
    ("learners", "", "learners.csv:1: 빈 파일입니다"),
    ("learners", "\n\n", "learners.csv:1: 빈 파일입니다"),
    ("learners", "learner\n", "learners.csv:1: 학생이 한 명도 없습니다"),
    ("openings", "opening,capacity\n", "openings.csv:1: 채용공고가 하나도 없습니다"),
    ("learners", "name\n가\n", "learners.csv:1: 열이 없습니다: learner (있는 열: name)"),
    ("learners", "learner,learner\n가,나\n", "learners.csv:1: 열이 두 번 나옵니다: learner"),
    ("learners", "learner\n가\n나\n다\n라\n\n나\n", "learners.csv:7: learner: 두 번 나옵니다: '나'"),
    ("learners", "learner,group\n가,\n,한빛고\n", "learners.csv:3: learner: 비어 있습니다"),
    ("openings", "opening\nA사\n", "openings.csv:1: 열이 없습니다: capacity"),
    ("openings", "opening,capacity\nA사,-1\nB사,1\n", "openings.csv:2: capacity: 0 이상이어야 합니다: -1"),
    ("openings", "opening,capacity\nA사,\nB사,1\n", "openings.csv:2: capacity: 비어 있습니다"),
    ("openings", "opening,capacity\nA사,두 명\nB사,1\n", "openings.csv:2: capacity: 정수가 아닙니다: '두 명'"),
    ("openings", "opening,capacity\nA사,1.5\nB사,1\n", "openings.csv:2: capacity: 정수가 아닙니다: '1.5'"),
    ("openings", "opening,capacity\nA사,1\nB사,9999999999\n", "openings.csv:3: capacity: 1,000,000,000 이하"),
    ("openings", "opening,capacity\nA사,1\nA사,1\nB사,1\n", "openings.csv:3: opening: 두 번 나옵니다: 'A사'"),
    (
        "openings",
        "opening,capacity,reserve_group,reserve_seats\nA사,1,한빛고,2\nB사,1,,\n",
        "openings.csv:2: reserve_seats: 정원보다 많습니다: 2",
    ),
    (
        "openings",
        "opening,capacity,reserve_group,reserve_seats\nA사,1,,1\nB사,1,,\n",
        "openings.csv:2: reserve_group: 우선배정석에는 집단을 적어야 합니다",
    ),
    (
        "openings",
        "opening,capacity,reserve_group,reserve_seats\nA사,1,,\nB사,1,한빛고,\n",
        "openings.csv:3: reserve_seats: 집단을 적었으면",
    ),
    ("choices", "learner,opening,rank\n가,A사,1\n마,A사,1\n", "choices.csv:3: learner: learners.csv에 없습니다: '마'"),
    ("choices", "learner,opening,rank\n가,C사,1\n", "choices.csv:2: opening: openings.csv에 없습니다: 'C사'"),
    (
        "choices",
        "learner,opening,rank\n가,A사,1\n가,B사,2\n가,A사,3\n",
        "choices.csv:4: 같은 쌍이 두 번 나옵니다: 가 · A사",
    ),
    ("choices", "learner,opening,rank\n가,A사,0\n", "choices.csv:2: rank: 1 이상이어야 합니다: 0"),
    ("choices", "learner,opening,rank\n가,A사,-3\n", "choices.csv:2: rank: 1 이상이어야 합니다: -3"),
    ("choices", "learner,opening,rank\n가,A사,첫째\n", "choices.csv:2: rank: 정수가 아닙니다: '첫째'"),
    ("choices", "learner,opening,rank\n가,A사\n", "choices.csv:2: rank: 비어 있습니다"),
    ("choices", "learner,opening,rank\n나,A사,1\n가,A사,1,2\n", "choices.csv:3: 칸이 3개여야 하는데 4개입니다"),
    ("choices", 'learner,opening,rank\n나,A사,1\n"가,A사,1\n', "choices.csv:3: 따옴표가"),
    (
        "choices",
        'learner,opening,rank,note\n나,A사,1,"두\n줄"\n가,A사,0,\n',
        "choices.csv:4: rank: 1 이상이어야 합니다: 0",
    ),
    ("priorities", "opening,rank\nA사,1\n", "priorities.csv:1: 열이 없습니다: learner"),
    (
        "priorities",
        "opening,learner,rank\nA사,가,1\nA사,가,2\n",
        "priorities.csv:3: 같은 쌍이 두 번 나옵니다: 가 · A사",
    ),
    ("priorities", "opening,learner,rank\nA사,가,0\n", "priorities.csv:2: rank: 1 이상이어야 합니다: 0"),
]


@pytest.mark.parametrize(("name", "text", "sentence"), WRONG)
def test_match_wrong_input_exits_2_with_file_and_line(place, capsys, name, text, sentence):
    (place / f"{name}.csv").write_text(text, encoding="utf-8")
    assert run(place) == 2
    assert sentence in capsys.readouterr().err
    assert not (place / "matches.csv").exists()


def test_match_names_the_faults_of_all_files_at_once(place, capsys):
    (place / "choices.csv").write_text("learner,opening,rank\n" + "마,C사,0\n" * 30)
    (place / "priorities.csv").write_text("opening,learner,rank\nA사,가,0\n")
    assert run(place) == 2
    said = capsys.readouterr().err
    assert "… 밖에도" in said and "고칠 곳 91곳" in said


def test_match_neither_encoding_is_named_by_line(place, capsys):
    (place / "learners.csv").write_bytes(b"learner\n\xea\xb0\x80\n\xff\xff\xff\n")
    assert run(place) == 2
    assert "learners.csv:3: UTF-8도 CP949도 아닌" in capsys.readouterr().err


def test_match_missing_file_folder_and_overwriting_are_refused(place, capsys):
    (place / "learners.csv").rename(place / "elsewhere.csv")
    assert run(place) == 2
    assert "learners.csv: 읽을 수 없습니다" in capsys.readouterr().err
    (place / "elsewhere.csv").rename(place / "learners.csv")
    assert run(place, "--out", str(place / "no" / "matches.csv")) == 2
    assert "폴더가 없습니다" in capsys.readouterr().err
    assert run(place, "--out", str(place / "choices.csv")) == 2
    assert "이미 다른 것으로" in capsys.readouterr().err
    assert (place / "choices.csv").read_text(encoding="utf-8") == FILES["choices"]


@pytest.mark.parametrize("more", [["--seed", "-1"], ["--seed", "x"], ["--stable", "best"], ["--ties", "fair"]])
def test_match_wrong_option_exits_2(place, more):
    with pytest.raises(SystemExit) as ended:
        run(place, *more)
    assert ended.value.code == 2


def test_match_loads_neither_django_nor_a_database(place):
    code = (
        "import sys\nfrom naru.cli import main\n"
        "code = main.main(sys.argv[1:])\n"
        "print(code, sorted(name for name in sys.modules if name.split('.')[0] in {'django', 'psycopg', 'sqlite3'}))"
    )
    inputs = [part for name in FILES for part in (f"--{name}", str(place / f"{name}.csv"))]
    done = subprocess.run(
        [sys.executable, "-c", code, "match", *inputs, "--out", str(place / "matches.csv")],
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.stdout.splitlines()[-1] == "0 []", done.stdout + done.stderr
