"""A firm's HR on a phone, without an account: opens the link, answers, mends it; the centre sees both words."""

import pytest

pytestmark = pytest.mark.browser


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def test_firm_answers_from_its_link_on_a_phone_and_mends_it(chromium, site, sign_in):
    ask, firm = site.one(
        "SELECT a.id, o.name FROM demand_ask a JOIN district_organisation o ON o.id = a.firm_id WHERE o.code = 'energy-mat'"
    )
    centre = sign_in("coordinator")
    centre.goto(f"{site.url}/demand/surveys/asks/{ask}/")
    centre.click("main .naru-actions button")
    address = centre.input_value("main input[readonly]")
    number = centre.text_content("main dd strong").strip()

    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="ko-KR", has_touch=True)
    context.set_default_timeout(15_000)
    phone = context.new_page()
    phone.goto(address)
    fits(phone)
    assert firm not in phone.content()
    phone.fill("input[name=number]", number)
    phone.click("main button[type=submit]")
    phone.wait_for_selector("input[name=headcount_0]")
    assert firm in phone.content()
    fits(phone)
    before = phone.input_value("input[name=headcount_0]")
    phone.fill("input[name=headcount_0]", "21")
    phone.select_option("select[name=confidence_0]", "budgeted")
    phone.fill("textarea[name=duty_0]", "슬러리를 섞고 코팅 두께를 잰다")
    phone.click("main button[value=look]", timeout=90_000)  # the text engine starts
    phone.wait_for_selector("text=쓰신 말: 슬러리")
    fits(phone)
    phone.click("main .naru-tap >> text=슬러리 혼합과 코팅")
    phone.click("main button[value=send]")
    phone.wait_for_selector("text=답을 받았습니다")
    assert "슬러리 혼합과 코팅" in phone.inner_text("main")
    fits(phone)
    phone.click("text=답 고치기")
    phone.wait_for_selector("input[name=headcount_0]")
    assert phone.input_value("input[name=headcount_0]") == "21"
    phone.fill("input[name=headcount_0]", "17")
    phone.fill("input[name=reason_0]", "예시: 설비 반입이 늦어짐")
    phone.click("main button[value=look]", timeout=90_000)  # the text engine starts
    phone.click("main button[value=send]")
    phone.wait_for_selector("text=답을 받았습니다")

    stranger = chromium.new_context().new_page()
    assert stranger.goto(address).status == 410
    assert firm not in stranger.content()
    stranger.context.close()
    context.close()

    centre.goto(f"{site.url}/demand/board/?year=2026")
    rows = [each.inner_text() for each in centre.query_selector_all("main tr") if firm in each.inner_text()]
    assert any("21" in row and before in row for row in rows), rows
    assert any("17" in row and "21" in row and "설비 반입이 늦어짐" in row for row in rows), rows
    centre.goto(f"{site.url}/demand/surveys/asks/{ask}/")
    text = centre.inner_text("main")
    assert "21명" in text and "17명" in text


def test_battery_text_links_in_the_browser_with_its_reasons(site, sign_in):
    page = sign_in("coordinator")
    page.goto(f"{site.url}/competency/texts/new/")
    page.fill("input[name=title]", "예시 모듈 조립원")
    page.fill("textarea[name=body]", "배터리 셀을 쌓아 배터리 모듈과 랙을 제작하고 전압을 잰다.")
    page.click("main button[type=submit]")
    page.wait_for_url("**/competency/texts/*/")
    for _try in range(60):
        if page.query_selector("text=제안한 능력단위"):
            break
        page.wait_for_timeout(1_000)
        page.reload()
    first = page.inner_text("main tbody tr")
    assert "배터리 모듈·랙 제작" in first
    assert any(word in first for word in ("배터리", "모듈", "랙"))
    page.click("main tbody tr >> text=맞음")
    page.wait_for_selector("main tbody tr:first-child .naru-badge >> text=맞음")
