"""A school asks for options of the 2027 intake, compares them, adopts one, fills it in, and the gap page changes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import faults

pytestmark = pytest.mark.browser
PATIENCE = 120_000


def rate_of(page: Page, url: str) -> float:
    page.goto(url)
    found = re.search(r"([\d.]+) %", page.locator(".naru-number-value").first.inner_text())
    assert found
    return float(found[1])


def test_from_options_to_a_table_in_force(sign_in, site):
    (department,) = site.one("select id from curriculum_department where code = 'battery-m'")
    gap = f"{site.url}/curriculum/coverage/?year=2027"
    page = sign_in("school-lead")
    before = rate_of(page, gap)
    assert "2022 개정 전문교과에서 이차전지를 다루는 영역은 1개입니다." in page.inner_text("main")
    assert "20,867" in page.inner_text("main")

    page.goto(f"{site.url}/curriculum/{department}/")
    page.click("text=교육과정 대안 찾기")
    page.fill("input[name=intake_year]", "2027")
    page.fill("input[name=change]", "24")
    page.fill("input[name=money]", "150000000")
    page.click("main button[type=submit]")
    expect(page.locator("#compare")).to_be_visible(timeout=PATIENCE)
    rows = page.locator("#compare tbody tr")
    assert rows.count() >= 4, "as it is, and at least three others"
    assert faults(page) == []
    assert page.locator(".option-binds li").count() >= 1
    words = page.locator(".option-binds li").all_inner_texts()
    assert any("더 다룹니다" in each for each in words), words
    proposal = page.locator("button:has-text('이 연수를 제안하기')")
    assert proposal.count() >= 1, "nobody here holds chemistry"
    proposal.first.click()
    # The demo proposed it already, from the options that it keeps: what waits is not proposed twice.
    expect(page.locator("body")).to_contain_text("같은 연수를 이미 제안했고 답을 기다립니다")
    assert site.one("select count(*) from curriculum_trainingproposal")[0] == 1

    # The plan that covers most within the limits: with a local subject that waits for the office.
    page.locator("article:has-text('한도 안에서 가장 많이 다루는 안') >> text=이 안을 초안으로 채택하기").click()
    page.fill("textarea[name=why]", "예시: 한도 안에서 가장 많이 다루기 때문")
    page.click("main button[type=submit]")
    expect(page.locator("form[data-grid]")).to_be_visible()
    table = page.url
    assert faults(page) == []

    # By keyboard: the next cell, sums as one types, the fault from the server in its place.
    cell = page.locator("tbody[data-area=activity] input[data-term='1']").first
    total = page.locator(".table-total [data-sum=total]")
    whole = int(total.inner_text())
    cell.focus()
    was = cell.input_value()
    page.keyboard.press("Delete")
    expect(total).to_have_text(str(whole - int(was)))
    expect(page.locator("#area-activity")).to_contain_text("18학점 이상", timeout=PATIENCE)
    page.keyboard.type(was)
    expect(page.locator("#area-activity")).to_have_text("", timeout=PATIENCE)
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.term") == "2"
    page.fill("#table-note", "예시: 2027학년도 최종안")
    page.click("text=편제표 저장하기")
    expect(page.locator("body")).to_contain_text("편제표를 저장했습니다.")

    office = sign_in("office")
    waiting = site.one("select id from curriculum_course where code = 'BM-406'")[0]
    office.goto(f"{site.url}/curriculum/courses/{waiting}/decide/")
    office.check("input[name=is_approved][value=yes]")
    office.fill("input[name=document]", "예시: 지역 과목 승인 2026-11")
    office.click("main button[type=submit]")

    page.goto(table)
    page.click("text=승인 요청하기")
    expect(page.locator("body")).to_contain_text("승인을 요청했습니다", timeout=PATIENCE)
    office.goto(table)
    office.click("text=승인하기")
    office.fill("textarea[name=reason]", "예시: 편성 기준에 맞음")
    office.click("main button[type=submit]")
    expect(office.locator("body")).to_contain_text("편제표를 승인했습니다", timeout=PATIENCE)
    after = rate_of(page, gap)
    assert after > before + 20, f"{before} → {after}"
