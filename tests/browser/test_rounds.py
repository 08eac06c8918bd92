"""A whole round in a browser: coordinator, teacher, student on a phone and firm, with a bar, a decline and a second round."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import faults
from tests.browser.site import running

pytestmark = pytest.mark.browser
FIRM = "포스코퓨처엠"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A demo of its own: the demo's student ends with a place here."""
    yield from running(tmp_path_factory)


def day(days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()


def press(page: Page, name: str) -> None:
    """The button of that name in the page's own part, and the page after it."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def sound(page: Page) -> None:
    """axe finds nothing, and nothing is wider than the window."""
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def opening(page: Page, url: str, title: str) -> None:
    """The centre writes an opening for the firm, checks and opens it."""
    page.goto(f"{url}/placement/new/")
    page.select_option("[name=firm]", label=FIRM)
    page.fill("[name=title]", title)
    page.select_option("[name=occupation]", index=1)
    page.fill("[name=seats]", "1")
    page.fill("[name=deadline]", day(90))
    press(page, "초안 만들기")
    follow(page, "근무 조건 적기")
    page.fill("[name=starts_on]", "2027-03-02")
    page.fill("[name=hours]", "40")
    page.select_option("[name=shift]", "day")
    press(page, "근무 조건 저장하기")
    press(page, "확인하고 열기")
    expect(page.locator("main")).to_contain_text("모집 중")


def days(page: Page, url: str, *ahead: int) -> None:
    """Other days: wishes from and until, ranks until, answer by, counted from today."""
    page.goto(f"{url}days/")
    for name, each in zip(("wishes_from", "wishes_until", "ranks_until", "answer_by"), ahead, strict=True):
        page.fill(f"[name={name}]", day(each))
    press(page, "날짜 고치기")


def wish(page: Page, url: str) -> None:
    """The student adds both openings, puts the second first by its button and by a key, agrees and sends."""
    page.goto(f"{url}wish/")
    for _each in range(2):
        with page.expect_navigation():
            page.locator(".naru-others button").first.click()
    first = page.locator("[data-wish]").first
    titles = page.locator("[data-wish] .naru-soft").all_inner_texts()
    first.locator("[data-move=down]").click()
    assert page.locator("[data-wish] .naru-soft").all_inner_texts() == titles[::-1]
    page.locator("[data-wish]").first.locator("[data-move=down]").focus()
    page.keyboard.press("ArrowDown")
    assert page.locator("[data-wish] .naru-soft").all_inner_texts() == titles
    assert page.locator("[data-rank]").all_inner_texts() == ["1", "2"]
    sound(page)
    press(page, "초안으로 저장하기")
    expect(page.locator("main")).to_contain_text("초안입니다.")
    follow(page, "희망 고치기")
    for each in page.locator("[name=consent]").all():
        each.check()
    press(page, "희망 내기")
    expect(page.locator("main")).to_contain_text("냈음")


def rank(page: Page, url: str) -> None:
    """The firm scores the applicants of each of its openings and hands in."""
    page.goto(url)
    for address in page.eval_on_selector_all("main a[href*='/sheet/']", "links => links.map(link => link.href)"):
        page.goto(address)
        sound(page)
        for each in page.locator(".naru-points").all():
            each.fill("8")
        press(page, "심사 저장하기")
        follow(page, "심사 내기")
        press(page, "심사 내기")
        expect(page.locator("main")).to_contain_text("낸 심사 보기")


def calculate(page: Page, url: str) -> None:
    """Asks the worker, and waits for the page to change by itself."""
    page.goto(url)
    press(page, "배정 계산하기")
    expect(page.locator("main")).to_contain_text("지금 회차의 결과입니다.", timeout=120_000)


def send(page: Page, url: str) -> None:
    page.goto(url)
    press(page, "검토를 마침")
    follow(page, "결과 확정하기")
    page.fill("[name=why]", "운영위원회에서 검토함")
    press(page, "이 결과로 확정하기")
    press(page, "제안 보내기")
    expect(page.locator("main")).to_contain_text("제안 보냄")


def test_whole_round_with_a_bar_a_decline_and_a_second_round(sign_in, site):
    centre = sign_in("coordinator")
    for title in ("가 시험 공고", "나 시험 공고"):
        opening(centre, site.url, title)
    centre.goto(f"{site.url}/placement/rounds/new/")
    centre.fill("[name=title]", "브라우저 회차")
    for title in ("가 시험 공고", "나 시험 공고"):
        centre.get_by_label(f"{FIRM} · {title} · 1").check()
    centre.fill("[name=wishes_from]", day(0))
    sound(centre)
    press(centre, "회차 예고하기")
    url = centre.url
    expect(centre.locator("main")).to_contain_text("선발 기준을 밝히지 않은 공고가 2건")

    firm = sign_in("firm-hr")
    firm.goto(url)
    for place in firm.eval_on_selector_all("main a[href*='/places/']", "links => links.map(link => link.href)"):
        firm.goto(f"{place}criteria/")
        firm.fill("[name=name_1]", "전공 이해")
        firm.fill("[name=weight_1]", "100")
        sound(firm)
        press(firm, "기준 밝히기")

    centre.goto(url)
    press(centre, "희망 받기 시작")
    student = sign_in("student", width=390)
    wish(student, url)
    own = student.url

    teacher = sign_in("teacher")
    teacher.goto(own)
    follow(teacher, "조언하기")
    teacher.fill("[name=words]", "두 곳의 통근 시간을 견주어 보세요.")
    press(teacher, "조언 남기기")
    student.goto(own)
    expect(student.locator("main")).to_contain_text("두 곳의 통근 시간")

    days(centre, url, -5, -1, 5, 20)
    centre.goto(url)
    press(centre, "기업 심사 시작")
    rank(firm, url)
    centre.goto(url)
    press(centre, "입력 확정하기")
    calculate(centre, url)
    sound(centre)

    centre.goto(f"{url}bar/")
    text = centre.locator("[name=pair] option").nth(1).inner_text()
    centre.select_option("[name=pair]", index=1)
    centre.fill("[name=reason]", "통근 시간이 두 시간을 넘음")
    press(centre, "이 짝 제외하기")
    calculate(centre, url)
    expect(centre.locator("#changes tbody tr")).to_have_count(1)
    send(centre, url)

    student.goto(url)
    follow(student, "내 결과와 까닭 보기")
    expect(student.locator("main")).to_contain_text("통근 시간이 두 시간을 넘음")
    expect(student.locator("main")).to_contain_text("2희망")
    assert text.split(" · ")[-1] in student.inner_text("main")
    sound(student)
    follow(student, "안내문 보고 인쇄하기")
    expect(student.locator(".naru-letter")).to_contain_text("통근 시간이 두 시간을 넘음")
    sound(student)
    student.go_back()
    follow(student, "제안 보고 답하기")
    follow(student, "제안서 보고 인쇄하기")
    expect(student.locator(".naru-letter")).to_contain_text("근로기준법 제17조")
    sound(student)
    student.go_back()
    follow(student, "제안 사양하기")
    press(student, "제안 사양하기")

    centre.goto(f"{url}fairness/")
    sound(centre)
    expect(centre.locator("main")).to_contain_text("숨김")
    centre.goto(f"{url}results/")
    sound(centre)
    centre.goto(url)
    follow(centre, "다음 회차 열기")
    centre.fill("[name=title]", "브라우저 2차 회차")
    centre.fill("[name=wishes_from]", day(0))
    press(centre, "다음 회차 예고하기")
    again = centre.url
    assert again != url
    press(centre, "희망 받기 시작")
    wish(student, again)
    days(centre, again, -5, -1, 5, 20)
    centre.goto(again)
    press(centre, "기업 심사 시작")
    rank(firm, again)
    centre.goto(again)
    press(centre, "입력 확정하기")
    calculate(centre, again)
    send(centre, again)
    student.goto(f"{site.url}/")
    expect(student.locator("main")).to_contain_text("제안")
    student.goto(again)
    follow(student, "내 결과와 까닭 보기")
    expect(student.locator("main")).to_contain_text("1희망")
    expect(student.locator("main")).to_contain_text("가장 바라던 곳에 배정되었습니다.")
    follow(student, "제안 보고 답하기")
    follow(student, "제안 받아들이기")
    student.fill("[name=starts]", "2027-03-02")
    sound(student)
    press(student, "제안 받아들이기")
    expect(student.locator("main")).to_contain_text("취업을 축하합니다.")
    sound(student)
    centre.goto(f"{again}fairness/")
    sound(centre)
    firm.goto(f"{site.url}/placement/placements/")
    expect(firm.locator("main")).to_contain_text("2027")
