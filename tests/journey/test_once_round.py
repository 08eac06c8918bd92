"""The district goes once round in a browser: every person does their own part, and the cycle tells of it."""

import json
import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from naru.base.rulebook import project_year
from naru.demo.pohang import build
from naru.document.exchange import write
from tests.browser.site import ROOT, running

pytestmark = pytest.mark.browser

TODAY = date.today()
YEAR = project_year.of(TODAY)
CODE = "JOURNEY"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A demo of its own: where its student stands must not depend on what other tests did."""
    yield from running(tmp_path_factory)


def cycle(site) -> dict:
    """The district's year as `naru cycle` tells it, from the database of the running site."""
    surroundings = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    surroundings |= {"NARU_STATE": str(site.state), "DJANGO_SETTINGS_MODULE": "naru.config.settings"}
    command = [sys.executable, "-m", "naru.cli.main", "cycle", "--district", "pohang", "--year", str(YEAR), "--json"]
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["stations"]


def workbook(path: Path) -> Path:
    """The district's own workbook, with one more course and one more opening."""
    rows = build.rows()
    course = dict(rows["programmes"][0])
    course |= {
        "code": CODE,
        "name": "예시 여정 과정",
        "year": YEAR,
        "capacity": 20,
        "opens_on": TODAY - timedelta(days=1),
        "closes_on": TODAY + timedelta(days=6),
        "starts": TODAY + timedelta(days=7),
        "ends": TODAY + timedelta(days=12),
    }
    rows["programmes"].append(course)
    opening = next(dict(each) for each in rows["openings"] if each["firm"] == "future-m")
    opening |= {
        "code": CODE,
        "title": "예시 여정 채용",
        "year": YEAR,
        "need": None,
        "state": "open",
        "deadline": TODAY + timedelta(days=20),
    }
    rows["openings"].append(opening)
    write.filled(path, rows)
    return path


def test_the_district_goes_once_round(sign_in, site, tmp_path):
    before = cycle(site)

    coordinator = sign_in("coordinator")
    coordinator.goto(f"{site.url}/load/")
    coordinator.set_input_files("input[name=file]", str(workbook(tmp_path / "pohang.xlsx")))
    coordinator.click("form.naru-form button[type=submit]")
    coordinator.wait_for_selector("text=고칠 곳이 없습니다.", timeout=120_000)
    coordinator.click("text=이 자료 올리기")
    coordinator.wait_for_selector("text=모두 올렸습니다.", timeout=120_000)
    programme = site.one("SELECT id FROM training_programme WHERE code = ?", CODE)[0]
    opening = site.one("SELECT id FROM placement_opening WHERE code = ?", CODE)[0]

    (number,) = site.one(
        "SELECT l.number FROM people_learner l JOIN accounts_user u ON u.id = l.user_id "
        "WHERE u.email = 'student@example.naru.kr'"
    )
    teacher = sign_in("teacher")
    teacher.goto(f"{site.url}/training/{programme}/")
    teacher.click("a:has-text('학생 참여시키기')")
    teacher.fill("#learner-q", number)
    teacher.press("#learner-q", "Enter")
    teacher.click(f"tr:has-text('{number}') button:has-text('참여시키기')")
    teacher.wait_for_selector(f"tr:has-text('{number}') >> text=이미 신청함")

    student = sign_in("student", width=390)
    student.goto(f"{site.url}/training/{programme}/")
    assert student.is_visible("text=내 신청")
    student.goto(f"{site.url}/placement/{opening}/")
    student.click("main a:has-text('지원하기')")
    student.check("input[name=agree]")
    student.click("form.naru-form button[type=submit]")
    student.wait_for_url(re.compile(r"/placement/applications/\d+/$"))
    application = student.url

    guardian = sign_in("guardian", width=390)
    (learner,) = site.one(
        "SELECT l.id FROM people_learner l JOIN accounts_user u ON u.id = l.user_id "
        "WHERE u.email = 'student@example.naru.kr'"
    )
    guardian.goto(f"{site.url}/privacy/{learner}/consent/practicum/")
    for box in guardian.query_selector_all("form.naru-form input[type=checkbox]"):
        box.check()
    guardian.click("form.naru-form button[type=submit]")

    firm = sign_in("firm-hr")
    firm.goto(application)
    firm.click("a:has-text('채용 제안하기')")
    firm.fill("input[name=answer_by]", (TODAY + timedelta(days=10)).isoformat())
    firm.click("form.naru-form button[type=submit]")
    firm.wait_for_url(application)

    student.goto(application)
    student.click("a:has-text('제안 받아들이기')")
    student.fill("input[name=starts]", TODAY.isoformat())
    student.click("form.naru-form button[type=submit]")
    student.wait_for_url(re.compile(r"/placement/"))
    assert "수락" in student.goto(application).text()
    student.goto(f"{site.url}/credit/new/")
    student.select_option("select[name=university]", label="포항대학교")
    student.select_option("select[name=basis]", index=1)
    student.fill("input[name=course]", "이차전지개론")
    student.fill("input[name=hours]", "45")
    student.fill("input[name=credits]", "3")
    student.fill("input[name=registered_on]", (TODAY - timedelta(days=1)).isoformat())
    if student.is_visible("input[name=code]"):
        student.fill("input[name=code]", CODE)
    student.click("form.naru-form button[type=submit]")
    student.wait_for_url(re.compile(r"/credit/\d+/$"))
    award = student.url

    university = sign_in("university")
    university.goto(award)
    university.click("a:has-text('이수했다고 적기')")
    university.click("form.naru-form button[type=submit]")
    university.wait_for_url(award)
    university.click("a:has-text('학점 인정하기')")
    university.fill("input[name=document]", "교무처-2026-118")
    university.click("form.naru-form button[type=submit]")
    university.wait_for_url(award)
    assert "교무처-2026-118" in university.inner_text("main")

    after = cycle(site)
    assert after["placement"]["value"] == before["placement"]["value"] + 1
    assert after["credit"]["value"] == before["credit"]["value"] + 1
    coordinator.goto(f"{site.url}/?year={YEAR}")
    page = coordinator.inner_text("main")
    assert f"{after['placement']['value']}명" in page
    assert f"{after['credit']['value']}명" in page
    coordinator.goto(f"{site.url}/number/credit/?year={YEAR}")
    assert str(after["credit"]["value"]) in coordinator.inner_text("main")
