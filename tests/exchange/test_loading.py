"""All or nothing, twice without change, tables in UTF-8 and CP949, and a template that explains itself."""

import csv
import os
import signal
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from naru.base.audit.models import Event
from naru.base.jobs.models import Run
from naru.document.exchange import check, jobs, load, read, sheets, write
from naru.domain.demand.models import Revision
from naru.domain.people.models import Learner
from tests.exchange import workbook

ROOT = Path(__file__).resolve().parents[2]


def loaded(path: Path, **given):
    return load.load(workbook.checked(path, **given), by=None)


@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_says_so(tmp_path):
    path = workbook.filled(tmp_path / "a.xlsx")
    first = loaded(path)
    assert all(each.new and not each.changed for key, each in first.items()), first
    counts, events = workbook.counts(), Event.objects.count()
    second = loaded(path)
    assert {(each.new, each.changed) for each in second.values()} == {(0, 0)}
    assert second.keys() == first.keys()
    assert (workbook.counts(), Event.objects.count()) == (counts, events)


@pytest.mark.django_db
def test_a_changed_row_is_changed_and_a_changed_need_becomes_a_revision(tmp_path):
    rows = workbook.rows()
    loaded(workbook.filled(tmp_path / "a.xlsx", rows))
    rows["learners"][0]["name"] = "예시 다른이름"
    need = rows["needs"][0]
    before = Revision.objects.filter(need__code=need["code"]).count()
    need["headcount"] = int(need["headcount"]) + 7
    found = loaded(workbook.filled(tmp_path / "b.xlsx", rows))
    assert (found["learners"].new, found["learners"].changed) == (0, 1)
    assert Revision.objects.filter(need__code=need["code"]).count() == before + 1
    current = Revision.objects.get(need__code=need["code"], is_current=True)
    assert current.headcount == need["headcount"]


@pytest.mark.django_db
def test_a_duty_of_a_need_is_said_in_the_sheet_and_stays_where_the_sheet_says_nothing(tmp_path):
    rows = workbook.rows()
    need = rows["needs"][0]
    need["duty"] = "슬러리를 섞고 코팅 두께를 잰다"
    loaded(workbook.filled(tmp_path / "a.xlsx", rows))
    assert Revision.objects.get(need__code=need["code"], is_current=True).duty == need["duty"]
    rows["needs"][0] = {**need, "duty": "", "headcount": int(need["headcount"]) + 1}
    loaded(workbook.filled(tmp_path / "b.xlsx", rows))
    current = Revision.objects.get(need__code=need["code"], is_current=True)
    assert (current.number, current.duty) == (2, need["duty"])


@pytest.mark.django_db
def test_an_error_in_the_middle_leaves_nothing(tmp_path, monkeypatch):
    found = workbook.checked(workbook.filled(tmp_path / "a.xlsx"))
    before = workbook.counts()
    written = load.Writer.write

    def fail(self, sheet, frame):
        if sheet.key == "enrolments":
            raise OSError("the disk is gone")
        return written(self, sheet, frame)

    monkeypatch.setattr(load.Writer, "write", fail)
    with pytest.raises(OSError, match="disk"):
        load.load(found, by=None)
    assert workbook.counts() == before


@pytest.mark.slow
@pytest.mark.once
def test_a_load_killed_in_the_middle_leaves_nothing(migrated_state, tmp_path):
    """A process of its own on a database of its own: killed while it writes, nothing of the file is there."""
    surroundings = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    surroundings |= {"NARU_STATE": str(migrated_state), "DJANGO_SETTINGS_MODULE": "naru.config.settings"}

    def naru(*words: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "naru.cli.main", *words], cwd=ROOT, env=surroundings, capture_output=True, text=True
        )

    path = workbook.filled(tmp_path / "a.xlsx")
    script = (
        "import django, os, sys, time; django.setup()\n"
        "from pathlib import Path\n"
        "from naru.document.exchange import check, load, read\n"
        "written = load.Writer.write\n"
        "def slow(self, sheet, frame):\n"
        "    found = written(self, sheet, frame)\n"
        "    if sheet.key == 'observations':\n"
        "        print('now', flush=True); time.sleep(60)\n"
        "    return found\n"
        "load.Writer.write = slow\n"
        "load.load(check.check(read.read(Path(sys.argv[1])), by=None), by=None)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "now"
    process.send_signal(signal.SIGKILL)
    process.wait()
    cycle = naru("cycle", "--district", "pohang", "--year", "2026")
    assert cycle.returncode == 2, "the district must not be there"
    assert "있는 지구: -" in cycle.stderr
    again = naru("load", str(path))
    assert again.returncode == 0, again.stderr
    assert naru("cycle", "--district", "pohang", "--year", "2026").returncode == 0


def table(path: Path, encoding: str, rows: list[dict]) -> Path:
    sheet = sheets.BY_KEY["learners"]
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow([each.title for each in sheet.columns])
        for row in rows:
            writer.writerow(["" if row.get(each.name) is None else row[each.name] for each in sheet.columns])
    return path


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_a_table_of_learners_loads_in_the_encodings_of_korean_offices(encoding, tmp_path):
    rows = workbook.rows()
    learners = rows["learners"]
    for key in ("learners", *workbook.OF_PERSONS):
        rows[key] = []
    loaded(workbook.filled(tmp_path / "seed.xlsx", rows))
    path = table(tmp_path / "learners.csv", encoding, learners)
    found = loaded(path, district_code="pohang")
    assert found["learners"].new == len(learners) == Learner.objects.count()
    assert Learner.objects.filter(name=learners[0]["name"]).exists()
    assert loaded(path, district_code="pohang")["learners"].same == len(learners)


@pytest.mark.django_db
def test_a_table_that_fits_no_sheet_says_to_choose_one(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("가,나\n1,2\n")
    found = check.check(read.read(path), by=None, district_code="pohang")
    assert "unknown_table" in {each.code for each in found.faults}


def test_template_has_every_sheet_with_help_choices_and_a_guide(tmp_path):
    write.template(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames[0] == write.GUIDE
    assert set(book.sheetnames[1:]) == set(sheets.BY_TITLE)
    guide = {cell for row in book[write.GUIDE].iter_rows(values_only=True) for cell in row if cell}
    for sheet in sheets.SHEETS:
        page = book[sheet.title]
        titles = [str(cell.value).rstrip("*") for cell in page[1]]
        assert titles == [each.title for each in sheet.columns]
        assert str(page.cell(2, 1).value).startswith(workbook.HELP_MARK)
        assert sheet.about in guide
        chosen = {str(area) for each in page.data_validations.dataValidation for area in each.sqref.ranges}
        for place, column in enumerate(sheet.columns):
            if column.choices is not None and len(",".join(str(x) for x in column.choices.labels)) < 250:
                assert any(area.startswith(workbook.letter_of(place)) for area in chosen), column.title


@pytest.mark.django_db
def test_the_empty_template_is_not_a_district_yet(tmp_path):
    write.template(tmp_path / "t.xlsx")
    assert [each.code for each in workbook.checked(tmp_path / "t.xlsx").faults] == ["no_district"]


def test_a_file_that_is_no_workbook_says_what_to_do(tmp_path):
    for name, content in (("a.xlsx", b"x"), ("a.hwp", b"x"), ("a.csv", b"\xff\xfe\x81\x00\xff")):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(load.RuleBroken) as caught:
            read.read(path)
        assert len(str(caught.value.sentence)) > 10


def test_file_left_by_a_killed_worker_after_its_rows_are_in_is_taken_away(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for name in ("in.csv", "checked.csv"):
        jobs.place_of(name).parent.mkdir(exist_ok=True)
        jobs.place_of(name).write_text("x")
    Run.objects.create(task=jobs.TASK, state="done", result={"outcome": "loaded"}, arguments={"file": "in.csv"})
    Run.objects.create(task=jobs.TASK, state="done", result={"outcome": "good"}, arguments={"file": "checked.csv"})
    assert jobs.tidy_loads() == 1
    assert [each.name for each in (tmp_path / "loads").iterdir()] == ["checked.csv"]
