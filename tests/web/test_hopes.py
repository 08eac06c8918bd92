"""Pages of firms, hopes, steps and interviews: what each side reads, in plain words, with constant queries."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from naru.domain.placement.actions import interviews
from naru.domain.placement.models import Application, Commute, FirmFact, Interview, Opening, Preference, Yardstick
from naru.web.desk import digest
from tests.factories import make
from tests.factories import rounds as stage
from tests.web.test_rounds import as_user, page

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)
GOOD = {"size": 64, "wage": 33_000_000, "insurance": 1, "tenure": 5, "accidents": 0, "arrears": 0}


def known(here, firm, **values):
    for measure, value in values.items():
        FirmFact.objects.create(
            district=here.district, firm=firm, measure=measure, year=2026, value=value, on=DAY, source="조회 자료"
        )


def median(here, value=32_000_000):
    Yardstick.objects.create(district=here.district, kind="median", since=date(2026, 1, 1), value=value, source="통계")


def opening(here, **fields):
    return make.opening(here, deadline=timezone.localdate() + timedelta(days=20), **fields)


def test_the_opening_says_what_is_known_of_its_firm_with_rule_and_source():
    here = make.town()
    made = opening(here)
    student = as_user(make.account_of(make.learner(here.school)))
    text = page(student, "detail", made.pk)
    assert "우수 기업인지 아직 모릅니다" in text and "적힌 사실이 없습니다." in text and "원문 확인 전" in text
    known(here, here.firm, **GOOD)
    median(here)
    text = page(student, "detail", made.pk)
    for words in ("여섯 가지 기준을 모두 채운 우수 기업입니다.", "64명", "20명 이상", "조회 자료", "103.1 %"):
        assert words in text, words
    FirmFact.objects.filter(measure="arrears").update(value=1)
    text = page(student, "detail", made.pk)
    assert "채우지 못한 기준: 임금 체불" in text and "임금을 체불해 이름이 공개된 기업입니다." in text
    assert "임금을 체불해" in page(as_user(here.coordinator), "firm", here.firm.pk)


def test_openings_are_filtered_by_the_verdict():
    here = make.town()
    median(here)
    known(here, here.firm, **GOOD)
    good = opening(here, title="좋은 자리")
    opening(here, firm=make.firm(here.district), title="모르는 자리")
    student = as_user(make.account_of(make.learner(here.school)))
    year = f"&year={good.year}"
    assert (
        "좋은 자리" in (text := page(student, "list", query=f"?firm_verdict=met{year}")) and "모르는 자리" not in text
    )
    text = page(student, "list", query=f"?firm_verdict=not_known{year}")
    assert "좋은 자리" not in text and "모르는 자리" in text


def test_the_centre_records_a_fact_and_a_rule_on_pages_and_the_firm_only_reads():
    here = make.town()
    centre, hr = as_user(here.coordinator), as_user(here.hr)
    given = {"district": here.district.pk, "firm": here.firm.pk, "measure": "size", "value": "64", "year": 2026}
    given |= {"on": "2026-06-30", "source": "고용보험 조회"}
    assert hr.post(reverse("placement:record_fact"), given).status_code == 403
    assert centre.post(reverse("placement:record_fact"), given | {"source": ""}).status_code == 422
    assert centre.post(reverse("placement:record_fact"), given).status_code == 303
    rule = {"district": here.district.pk, "kind": "size", "value": "100", "since": "2026-03-01", "source": "의결 3호"}
    assert hr.post(reverse("placement:set_yardstick"), rule).status_code == 403
    assert centre.post(reverse("placement:set_yardstick"), rule).status_code == 303
    yes = given | {"measure": "insurance", "value": "예"}
    assert centre.post(reverse("placement:record_fact"), yes).status_code == 303
    assert centre.post(reverse("placement:record_fact"), yes | {"value": "아마"}).status_code == 422
    assert FirmFact.objects.get(measure="insurance").value == 1
    text = page(hr, "firm", here.firm.pk)
    assert "64명" in text and "100명 이상" in text and "의결 3호" in text and "미충족" in text
    assert "의결 3호" in page(hr, "yardsticks") and "기준 정하기" not in page(hr, "yardsticks")
    assert hr.get(reverse("placement:firm", args=[make.town().firm.pk])).status_code == 404


def hoped(here, learner, **fields):
    values = {"complex": "영일만", "home": "흥해읍", "minutes": 40, "shift": "day", "saved_on": DAY}
    return Preference.objects.create(learner=learner, **(values | fields))


def ways(here):
    for destination, minutes in (("영일만", 30), ("블루밸리", 80)):
        Commute.objects.create(
            district=here.district, origin="흥해읍", destination=destination, minutes=minutes, on=DAY, source="길찾기"
        )


def test_a_student_writes_hopes_and_sees_openings_in_their_order_with_the_reason():
    here = make.town()
    ways(here)
    near, far = (make.firm(here.district, complex=each) for each in ("영일만", "블루밸리"))
    rows = [opening(here, firm=firm, title=title) for firm, title in ((far, "먼 자리"), (near, "가까운 자리"))]
    unknown = opening(here, firm=make.firm(here.district), title="모르는 자리")
    learner = make.learner(here.school)
    student = as_user(make.account_of(learner))
    given = {"occupations": [rows[0].occupation_id], "complex": "영일만", "home": "흥해읍", "minutes": "40"}
    assert student.post(reverse("placement:hope"), given | {"home": ""}).status_code == 422
    answer = student.post(reverse("placement:hope"), given | {"occupations": []})
    assert answer.status_code == 303
    year = f"?year={rows[0].year}"
    text = page(student, "list", query=year)
    assert text.index("가까운 자리") < min(text.index("먼 자리"), text.index("모르는 자리"))
    assert "통근 한도 안(30분)" in text and "통근 한도 넘음(80분)" in text and "통근 시간 모름" in text
    assert "맞지 않는 공고도 숨기지 않습니다." in text
    only = page(student, "list", query=f"{year}&reach=limit")
    assert "가까운 자리" in only and "먼 자리" not in only and "모르는 자리" not in only
    assert "먼 자리" not in page(student, "list", query=f"{year}&hope=all")
    assert "통근 한도 안(30분)" in page(student, "detail", rows[1].pk)
    assert "통근 시간 모름" in page(student, "detail", unknown.pk)


def test_a_teacher_advises_and_the_student_reads_it():
    here = make.town()
    learner = make.learner(here.school)
    student, teacher = as_user(make.account_of(learner)), as_user(here.teacher)
    made = hoped(here, learner)
    assert learner.name in page(teacher, "preferences")
    assert "조언하기" in page(teacher, "preference", made.pk)
    answer = teacher.post(reverse("placement:counsel", args=[made.pk]), {"words": "교대도 생각해 보자."})
    assert answer.status_code == 303
    text = page(student, "preference", made.pk)
    assert "교대도 생각해 보자." in text and "조언하기" not in text
    assert as_user(here.hr).get(reverse("placement:preference", args=[made.pk])).status_code == 404
    assert student.post(reverse("placement:forget", args=[made.pk])).status_code == 303
    assert not Preference.objects.exists()


def test_wishes_of_a_round_are_put_in_order_by_hopes_with_the_reason():
    found = stage.wishing(seats=(1, 1, 1))
    learner = found.learners[0]
    place = found.places[-1]
    Opening.objects.filter(pk=place.opening_id).update(shift="day")
    client = as_user(learner.user)
    assert "희망 조건을 적으면" in page(client, "wish", found.round.pk)
    Preference.objects.create(learner=learner, shift="day", saved_on=DAY)
    text = page(client, "wish", found.round.pk)
    others = text[text.index('id="others-title"') :]
    firms = [each.opening.firm.label for each in found.places]
    assert "우수 기업인지 아직 모릅니다" in page(client, "place", place.pk)
    assert "✓ 희망 근무 형태" in others
    assert others.index(firms[-1]) < min(others.index(each) for each in firms[:-1])


def test_a_firm_tells_its_step_and_the_student_reads_until_when():
    here = make.town()
    learner = make.learner(here.school)
    made = make.application(opening(here), learner)
    make.consent(learner, here.firm)
    student, hr = as_user(make.account_of(learner)), as_user(here.hr)
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    assert "심사 단계 알리기" in page(hr, "application", made.pk)
    assert (
        hr.post(reverse("placement:consider", args=[made.pk]), {"state": "offered", "decide_by": day}).status_code
        == 422
    )
    assert (
        hr.post(reverse("placement:consider", args=[made.pk]), {"state": "postponed", "decide_by": day}).status_code
        == 303
    )
    text = page(student, "application", made.pk)
    assert "결정 미룸" in text and day in text and "다른 공고에도 지원할 수 있습니다" in text
    assert "채용 제안하기" in page(hr, "application", made.pk)
    Application.objects.update(decide_by=timezone.localdate() - timedelta(days=1))
    assert "알린 날이 지났는데" in page(student, "application", made.pk)
    assert "알린 날까지 답할 지원자" in hr.get(reverse("home")).content.decode()


def test_interviews_have_a_list_and_a_page_for_each_side_and_stand_on_the_worklist():
    here = make.town()
    learner = make.learner(here.school)
    made = make.application(opening(here), learner)
    make.consent(learner, here.firm)
    today = timezone.localdate()
    say = {"at": time(14), "where": "본관 2층", "words": "신분증", "today": today, "by": here.hr}
    meeting = interviews.invite(opening=made.opening, learner=learner, on=today + timedelta(days=2), **say)
    student, hr, teacher = as_user(make.account_of(learner)), as_user(here.hr), as_user(here.teacher)
    learner.refresh_from_db()
    for client in (student, hr, teacher):
        assert "본관 2층" in page(client, "meetings")
        assert "신분증" in page(client, "meeting", meeting.pk)
    assert "갈 면접" in student.get(reverse("home")).content.decode()
    assert "다가오는 면접" in hr.get(reverse("home")).content.decode()
    for user, kind in ((learner.user, "placement.own_interview"), (here.hr, "placement.interview")):
        mailed = {item.waiting.kind: item.waiting.due for item in digest.waiting(user, today)}
        assert mailed[kind] == meeting.on
    assert "본관 2층" in page(student, "meetings", query="?todo=own_interview")
    assert "본관 2층" not in page(student, "meetings", query="?when=past")
    assert as_user(make.town().hr).get(reverse("placement:meeting", args=[meeting.pk])).status_code == 404
    Interview.objects.update(on=today - timedelta(days=1))
    assert "본관 2층" not in page(student, "meetings", query="?todo=own_interview")


def test_lists_ask_as_many_queries_for_many_rows_as_for_few():
    here = make.town()
    ways(here)
    median(here)
    learner = make.learner(here.school)
    student = as_user(make.account_of(learner))
    hoped(here, learner)
    made = opening(here)
    year = f"?year={made.year}"

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as found:
            page(student, "list", query=year)
        return len(found)

    known(here, here.firm, **GOOD)
    asked()
    few = asked()
    for _number in range(4):
        firm = make.firm(here.district, complex="블루밸리")
        known(here, firm, **GOOD)
        opening(here, firm=firm)
    assert asked() == few
