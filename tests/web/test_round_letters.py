"""Letters, reserved seats, licences, what a firm reads of an applicant, and the order of openings, on their pages."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from naru.base.privacy.models import Consent
from naru.domain.placement import queries as placement
from naru.domain.placement.models import Application, Reserve, RoundOpening
from naru.domain.placement.rules import exposure
from naru.domain.training.models import Attainment
from tests.factories import make
from tests.factories import rounds as stage
from tests.web.test_rounds import as_user, page, sent

pytestmark = pytest.mark.django_db
FROM = stage.FROM


def test_letters_say_the_result_the_conditions_and_the_reasons_and_are_for_whom_they_concern():
    found = sent(seats=(1, 1), learners=3)
    first, second, third = found.learners
    text = page(as_user(third.user), "result_letter", found.list_of(third).pk)
    assert "배정되지 않았습니다" in text and "기업이 매긴 순위는 3위" in text and "제37조의2" in text
    assert first.name not in text and second.name not in text
    text = page(as_user(first.user), "result_letter", found.list_of(first).pk)
    assert "1희망인" in text and "답변 기한" in text and "더 높은 희망은" not in text
    offer = Application.objects.get(learner=first)
    for reader in (first.user, found.hr[found.places[0].pk], found.town.teacher):
        text = page(as_user(reader), "offer_letter", offer.pk)
        assert first.name in text and "근로기준법 제17조" in text and "답변 기한" in text
    hr = found.hr[found.places[0].pk]
    text = page(as_user(hr), "firm_letter", found.places[0].pk)
    assert first.name in text and second.name not in text and "1자리 가운데 1자리" in text
    for stranger in (found.hr[found.places[1].pk], found.town.teacher, first.user):
        answer = as_user(stranger).get(reverse("placement:firm_letter", args=[found.places[0].pk]))
        assert answer.status_code in {403, 404}
    offer.state = "declined"
    offer.save()
    assert as_user(first.user).get(reverse("placement:offer_letter", args=[offer.pk])).status_code == 404


def test_letters_wait_until_the_offers_are_out_also_for_the_centre():
    found = stage.frozen(seats=(1,), learners=1)
    found.run()
    centre = as_user(found.town.coordinator)
    assert centre.get(reverse("placement:result_letter", args=[found.list_of(found.learners[0]).pk])).status_code == 404
    assert centre.get(reverse("placement:firm_letter", args=[found.places[0].pk])).status_code == 404


def test_letters_name_the_papers_of_the_young_with_their_article():
    found = sent(seats=(1,), learners=1)
    learner = found.learners[0]
    text = page(as_user(learner.user), "result_letter", found.list_of(learner).pk)
    assert "제66조" not in text
    type(learner).objects.filter(pk=learner.pk).update(birth_date=date(2009, 6, 1))
    for name, key in (
        ("result_letter", found.list_of(learner).pk),
        ("offer_letter", Application.objects.get(learner=learner).pk),
    ):
        text = page(as_user(learner.user), name, key)
        assert "친권자 또는 후견인의 동의서" in text and "제66조" in text and "제67조" in text


def test_reserved_seats_are_told_on_the_run_to_the_firm_and_in_the_reason():
    found = stage.ranking_begun(seats=(2,), learners=3)
    first, second, last = found.learners
    type(first).objects.filter(pk__in=[first.pk, second.pk]).update(sex="m")
    Reserve.objects.create(opening=found.places[0].opening, number=1, kind="women", seats=1)
    for number, learner in enumerate(found.learners):
        found.assess(found.places[0], learner, 9 - number)
    place = RoundOpening.objects.select_related("round").get(pk=found.places[0].pk)
    stage.ranking.hand_in_ranking(place=place, today=stage.RANKING, by=found.hr[place.pk])
    stage.rounds.freeze_round(round=found.now(), today=stage.RANKING, by=found.town.coordinator)
    found.now()
    run = found.run()
    found.confirm()
    found.send()
    assert "여학생" in page(as_user(found.town.coordinator), "run", run.pk)
    text = page(as_user(second.user), "result", found.list_of(second).pk)
    assert "우선배정석(여학생 1자리)" in text and "기업이 매긴 순위는 2위" in text and last.name not in text
    for name in ("place", "firm_letter"):
        assert "여학생" in page(as_user(found.hr[place.pk]), name, place.pk)
    assert "여학생" in page(as_user(first.user), "detail", place.opening_id)
    book = page(as_user(found.town.coordinator), "results", found.round.pk, query="?columns=learner,school,reserve")
    assert second.school.label in book


def test_what_the_learner_lacks_is_named_at_the_wish_and_at_the_opening():
    today = timezone.localdate()
    days = {"wishes_from": today, "wishes_until": today + timedelta(days=5)}
    days |= {"ranks_until": today + timedelta(days=9), "answer_by": today + timedelta(days=20)}
    found = stage.wishing_on(today, seats=(1,), learners=1, **days)
    opening = found.places[0].opening
    type(opening).objects.filter(pk=opening.pk).update(required_licences="전기기능사", deadline=today)
    client = as_user(found.learners[0].user)
    assert "이 자리는 전기기능사가 있어야 합니다." in page(client, "wish", found.round.pk)
    text = page(client, "detail", opening.pk)
    assert "지원할 수 없는 공고입니다." in text and reverse("placement:apply", args=[opening.pk]) not in text
    answer = client.post(reverse("placement:apply", args=[opening.pk]), {"agree": "on"})
    assert answer.status_code == 422 and "전기기능사가 있어야 합니다" in answer.content.decode()


def test_sheet_tells_what_was_learnt_only_to_whom_the_words_named_it():
    found = stage.ranking_begun(seats=(1,), learners=2)
    place = found.places[0]
    type(place.opening).objects.update(wanted_licences="용접기능사")
    for learner in found.learners:
        Attainment.objects.create(learner=learner, name="용접기능사", reached_on=FROM, evidence="자격증")
    hr = as_user(found.hr[place.pk])
    assert page(hr, "sheet", place.pk).count("바라는 자격 용접기능사") == 0
    Consent.objects.filter(person_id=found.learners[0].pk).update(text_version="2026.2")
    assert page(hr, "sheet", place.pk).count("바라는 자격 용접기능사") == 1


def test_order_of_openings_is_mixed_by_day_and_viewer_and_always_the_same_for_both():
    here = make.town()
    openings = [make.opening(here) for _each in range(6)]
    viewers = [make.account_of(make.learner(here.school)) for _each in range(2)]

    def order(viewer, day) -> list[int]:
        return list(placement.listing(viewer).order_by(placement.mixed(viewer, day)).values_list("pk", flat=True))

    day = date(2026, 9, 1)
    assert order(viewers[0], day) == order(viewers[0], day)
    assert order(viewers[0], day) == sorted(
        (each.pk for each in openings), key=lambda key: exposure.place(key, viewers[0].pk, day)
    )
    assert order(viewers[0], day) != order(viewers[1], day)
    first = {order(viewers[0], day + timedelta(days=each))[0] for each in range(60)}
    assert first == {each.pk for each in openings}


def test_open_opening_s_page_holds_the_job_posting_whatever_its_words():
    here = make.town()
    opening = make.opening(here, title="</script><b>공고", opened_on=date(2026, 9, 1), benefits="학비 지원")
    text = page(as_user(make.account_of(make.learner(here.school))), "detail", opening.pk)
    block = text.split('<script type="application/ld+json" lang="ko">')[1].split("</script>")[0]
    found = json.loads(block)
    assert (found["title"], found["datePosted"], found["jobBenefits"]) == (opening.title, "2026-09-01", "학비 지원")
