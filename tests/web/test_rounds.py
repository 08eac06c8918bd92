"""Pages of rounds: what each side reads, sentences that name nobody, constant queries, and what waits."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from naru.base.privacy.models import Consent
from naru.domain.curriculum.models import Department
from naru.domain.people.enums import Sex
from naru.domain.people.models import Learner
from naru.domain.placement.actions import ranking, rounds
from naru.domain.placement.enums import Exclusion, Reason, Unacceptable
from naru.domain.placement.models import Proposal, Round, RoundOpening, Unreached, WishList
from naru.domain.placement.queries import explained, fairness
from naru.web import worklist
from naru.web.placement import round_forms, words
from tests.factories import make
from tests.factories import rounds as stage

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def as_user(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def page(client: Client, name: str, *arguments: int, query: str = "") -> str:
    answer = client.get(reverse(f"placement:{name}", args=arguments) + query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def sent(**fields):
    found = stage.frozen(**fields)
    found.run()
    found.confirm()
    found.send()
    found.now()
    return found


def test_result_says_why_and_names_no_other_learner():
    found = sent(seats=(1, 1), learners=3)
    first, second, third = found.learners
    text = page(as_user(third.user), "result", found.list_of(third).pk)
    assert "이번 회차에서는 배정되지 않았습니다." in text
    assert "기업이 매긴 순위는 3위, 마지막으로 배정된 순위는 1위입니다." in text
    assert first.name not in text and second.name not in text
    for other in (first, second):
        assert as_user(other.user).get(reverse("placement:result", args=[found.list_of(third).pk])).status_code == 404
    assert third.name in page(as_user(found.town.teacher), "result", found.list_of(third).pk)


def test_nobody_but_the_centre_sees_a_result_before_it_is_sent():
    found = stage.frozen(seats=(1,), learners=1)
    found.run()
    own = found.list_of(found.learners[0])
    for user in (found.learners[0].user, found.town.teacher):
        assert as_user(user).get(reverse("placement:result", args=[own.pk])).status_code == 404
    assert "배정되었습니다" in page(as_user(found.town.coordinator), "result", own.pk)
    assert "–" in page(as_user(found.town.teacher), "lists", found.round.pk)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_reason_and_every_rule_has_its_own_sentence(language):
    found = sent(seats=(1,), learners=2)
    said = explained.of_list(found.learners[1].user, found.list_of(found.learners[1]))
    row = said.missed[0]
    texts = set()
    with translation.override(language):
        for reason in Reason:
            for exclusion in Exclusion if reason == Reason.NOT_ACCEPTED else (Exclusion.NONE,):
                row.reason, row.exclusion = reason, exclusion
                row.unacceptable, row.words = Unacceptable.LICENCE, "까닭"
                line = words.lines(said)[0]
                texts.add(line.words)
                assert line.words and "%(" not in line.words
    assert len(texts) == len(Reason) + len(Exclusion) - 1
    assert Unreached.objects.filter(run=said.run).count() == 1


def test_article_stands_beside_a_rule_of_law():
    found = sent(seats=(1,), learners=2)
    said = explained.of_list(found.learners[1].user, found.list_of(found.learners[1]))
    said.missed[0].reason, said.missed[0].exclusion = Reason.NOT_ACCEPTED, Exclusion.HARMFUL
    assert words.lines(said)[0].article == "근로기준법 제65조 제1항"
    said.missed[0].exclusion = Exclusion.NOT_RANKED
    assert words.lines(said)[0].article == ""


def test_wishes_move_by_buttons_without_script_and_are_kept_only_when_sent_or_saved():
    today = timezone.localdate()
    days = {"wishes_from": today, "wishes_until": today + timedelta(days=5)}
    days |= {"ranks_until": today + timedelta(days=9), "answer_by": today + timedelta(days=20)}
    found = stage.wishing_on(today, seats=(1, 1), learners=1, **days)
    learner = found.learners[0]
    one, two = (each.pk for each in found.places)
    client, url = as_user(learner.user), reverse("placement:wish", args=[found.round.pk])
    text = client.post(url, {"place": [one, two], "move": f"up:{two}"}).content.decode()
    assert text.index(f'name="place" value="{two}"') < text.index(f'name="place" value="{one}"')
    assert (
        f'value="{one}"'
        not in client.post(url, {"place": [one, two], "move": f"drop:{one}"}).content.decode().split("others-title")[0]
    )
    assert not found.round.lists.exists()
    assert client.post(url, {"place": [two], "do": "draft"}).status_code == 303
    assert found.list_of(learner).state == "draft"
    assert client.post(url, {"place": [two, one], "do": "submit", "consent": [found.town.firm.pk]}).status_code == 303
    assert [each.place_id for each in found.list_of(learner).wishes.all()] == [two, one]
    assert Consent.objects.get(person_id=learner.pk).recipient == found.town.firm
    assert client.post(url, {"do": "submit"}).status_code == 422


def test_firm_scores_on_its_sheet_and_a_wrong_row_is_told_by_number():
    today = timezone.localdate()
    found = stage.ranking_begun(seats=(1,), learners=2)
    Round.objects.filter(pk=found.round.pk).update(ranks_until=today, answer_by=today + timedelta(days=9))
    place = found.places[0]
    client, url = as_user(found.town.hr), reverse("placement:sheet", args=[place.pk])
    first, second = sorted(found.learners, key=lambda each: each.pk)
    keys = list(place.criteria.values_list("pk", flat=True))
    points = {f"points-{first.pk}-{key}": "8" for key in keys}
    wrong = client.post(url, {**points, f"points-{second.pk}-{keys[0]}": "11", f"points-{second.pk}-{keys[1]}": "1"})
    assert wrong.status_code == 422 and "지원자 2" in wrong.content.decode()
    assert client.post(url, {**points, f"no-{second.pk}": "shift"}).status_code == 303
    said = {each.learner_id: (each.total, each.unacceptable) for each in place.assessments.all()}
    assert said == {first.pk: (800, ""), second.pk: (0, "shift")}
    assert client.post(reverse("placement:hand_in", args=[place.pk])).status_code == 303
    assert RoundOpening.objects.get(pk=place.pk).ranked_on == today


PAGES = ("round", "lists", "results", "fairness")


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_as_much_of_many_learners_as_of_few(name):
    counts = []
    for learners in (2, 12):
        found = sent(seats=(2, 3), learners=learners)
        client = as_user(found.town.coordinator)
        page(client, name, found.round.pk)
        with CaptureQueriesContext(connection) as caught:
            page(client, name, found.round.pk)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_sheet_asks_as_much_of_many_applicants_as_of_few():
    counts = []
    for learners in (2, 12):
        found = stage.ranking_begun(seats=(2,), learners=learners)
        client = as_user(found.town.hr)
        page(client, "sheet", found.places[0].pk)
        with CaptureQueriesContext(connection) as caught:
            page(client, "sheet", found.places[0].pk)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_fairness_counts_who_reached_what_and_hides_the_few():
    found = stage.frozen(seats=(6, 6), learners=18)
    found.run()
    found.confirm()
    found.send()
    tables = {
        str(each.title): each.lines for each in fairness.report(found.town.coordinator, found.now(), date.today())
    }
    whole = tables["전체"][0]
    assert (whole.learners, whole.first, whole.top, whole.unmatched, whole.offers) == (18, 6, 12, 6, 12)
    assert (whole.accepted, whole.declined) == (0, 0)
    assert (whole.first_leans, whole.unmatched_leans) == (None, None)
    school = tables["학교별"][0]
    assert (school.first_leans, school.unmatched_leans) == (None, None), "one school is the whole"
    few = sent(seats=(2,), learners=3)
    lines = [line for each in fairness.report(few.town.coordinator, few.now(), date.today()) for line in each.lines]
    assert all(line.learners is None and line.first is None and line.offers is None for line in lines)
    assert "숨김" in page(as_user(few.town.coordinator), "fairness", few.round.pk)
    for user in (few.town.teacher, few.town.hr, few.learners[0].user):
        assert as_user(user).get(reverse("placement:fairness", args=[few.round.pk])).status_code == 404


def test_fairness_says_in_a_word_which_group_reaches_fewer_first_wishes():
    found = stage.frozen(seats=(30, 30), learners=60)
    Learner.objects.filter(pk__in=[each.pk for each in found.learners[:30]]).update(sex=Sex.F)
    Learner.objects.filter(pk__in=[each.pk for each in found.learners[30:]]).update(sex=Sex.M)
    run = found.run()
    for each in Proposal.objects.filter(run=run):
        is_first = each.learner_id in {one.pk for one in found.learners[10:40]}
        Proposal.objects.filter(pk=each.pk).update(choice_rank=1 if is_first else 2)
    tables = {
        str(each.title): each.lines for each in fairness.report(found.town.coordinator, found.now(), date.today())
    }
    leaning = {line.name: line.first_leans for line in tables["성별"]}
    assert leaning == {"여": "more", "남": "fewer"}
    assert {line.first_leans for line in tables["학과별"]} == {None}, "departments lie in their schools"
    text = page(as_user(found.town.coordinator), "fairness", found.round.pk)
    assert "적음" in text and "제비로 뽑았다면" in text


def test_results_lead_to_the_reasons_and_name_the_department():
    found = sent(seats=(1,), learners=2)
    Department.objects.create(school=found.learners[0].school, code=found.learners[0].department, name="전지기계과")
    text = page(as_user(found.town.coordinator), "results", found.round.pk)
    assert "전지기계과" in text
    for each in WishList.objects.filter(round=found.round):
        assert reverse("placement:result", args=[each.pk]) in text


def test_results_download_as_a_sheet():
    found = sent(seats=(1,), learners=2)
    client = as_user(found.town.coordinator)
    url = reverse("placement:results", args=[found.round.pk])
    asked = client.get(f"{url}?download=xlsx")
    assert asked.status_code == 200 and "zip" not in asked.headers["Content-Type"]
    assert "왜" in asked.content.decode() or "이유" in asked.content.decode() or "까닭" in asked.content.decode()


def test_run_page_shows_what_a_bar_changed():
    found = stage.frozen(seats=(1, 1), learners=2)
    found.run()
    learner, place = found.learners[0], found.places[0]
    rounds.bar_pair(round=found.now(), learner=learner, place=place, reason="까닭", by=found.town.coordinator)
    run = found.run()
    client = as_user(found.town.coordinator)
    text = page(client, "run", run.pk)
    assert "계산 1과 달라진 것" in text and learner.name in text and run.input_digest in text
    assert as_user(found.town.teacher).get(reverse("placement:run", args=[run.pk])).status_code in {403, 404}
    answer = page(client, "what_if", found.round.pk, query=f"?place={place.pk}&more=2")
    assert "자리를 더하면" in answer and "더 높은 희망을 이루는 학생" in answer


def test_opening_is_given_out_as_a_job_posting_while_it_is_open():
    here = make.town()
    opening = make.opening(here, wage=30_000_000, hours=40, shift="two", starts_on=date(2027, 3, 2), workplace="포항")
    client = as_user(make.account_of(make.learner(here.school)))
    answer = client.get(reverse("placement:posting", args=[opening.pk]))
    assert answer.headers["Content-Type"] == "application/ld+json"
    found = answer.json()
    assert (found["@type"], found["totalJobOpenings"], found["validThrough"]) == ("JobPosting", 2, "2026-10-31")
    assert found["baseSalary"]["value"]["value"] == 30_000_000 and found["jobStartDate"] == "2027-03-02"
    text = page(client, "detail", opening.pk)
    assert reverse("placement:posting", args=[opening.pk]) in text and "ld+json" in text
    opening.state = "closed"
    opening.save()
    assert as_user(here.hr).get(reverse("placement:posting", args=[opening.pk])).status_code == 404


def test_same_opening_written_twice_is_shown_to_whoever_may_mend_it():
    here = make.town()
    one, _two = make.opening(here), make.opening(here)
    assert "같은 공고일 수 있습니다." in page(as_user(here.hr), "detail", one.pk)
    assert "같은 공고일 수 있습니다." not in page(as_user(make.account_of(make.learner(here.school))), "detail", one.pk)


def test_what_waits_stands_with_whom_it_waits_for():
    today = timezone.localdate()

    def kinds(user, of) -> set[str]:
        return {item.waiting.kind for item in worklist.of(user, of.town.district, today)}

    bare = make.town()
    stage.announce(bare, [make.opening(bare)])
    assert "placement.criteria" in {item.waiting.kind for item in worklist.of(bare.hr, bare.district, today)}
    days = {"wishes_from": today, "wishes_until": today + timedelta(days=5)}
    days |= {"ranks_until": today + timedelta(days=9), "answer_by": today + timedelta(days=20)}
    found = stage.wishing_on(today, seats=(1,), learners=1, **days)
    learner = found.learners[0]
    assert "placement.wish" in kinds(learner.user, found)
    found.wish(learner, *found.places, today=today)
    assert "placement.wish" not in kinds(learner.user, found)
    Round.objects.filter(pk=found.round.pk).update(
        wishes_from=today - timedelta(days=9), wishes_until=today - timedelta(days=1)
    )
    assert "placement.round_step" in kinds(found.town.coordinator, found)
    rounds.start_ranking(round=found.now(), today=today, by=found.town.coordinator)
    assert "placement.rank" in kinds(found.town.hr, found)
    assert "placement.rank" not in kinds(found.town.coordinator, found)
    found.assess(found.places[0], learner, 5)
    fresh = RoundOpening.objects.select_related("round").get(pk=found.places[0].pk)
    ranking.hand_in_ranking(place=fresh, today=stage.RANKING, by=found.town.hr)
    assert "placement.rank" not in kinds(found.town.hr, found)
    make.opening(found.town, "draft")
    assert "placement.check" in kinds(found.town.coordinator, found)


def test_among_many_openings_the_form_shows_the_first_and_takes_all(monkeypatch):
    monkeypatch.setattr(round_forms, "MOST_BOXES", 2)
    here, today = make.town(), timezone.localdate()
    for _number in range(3):
        make.opening(here)
    client = as_user(here.coordinator)
    shown = client.get(reverse("placement:announce")).context["form"]
    assert len(shown.fields["openings"].choices) == 2
    assert "3건을 모두" in str(shown.fields["takes_all"].label)
    days = {"wishes_from": today, "wishes_until": today + timedelta(days=5)}
    days |= {"ranks_until": today + timedelta(days=9), "answer_by": today + timedelta(days=20)}
    given = {"district": here.district.pk, "title": "모두", "method": "student", "most_wishes": 5, "seed": 7, **days}
    refused = client.post(reverse("placement:announce"), given)
    assert refused.status_code == 422
    assert "openings" in refused.context["form"].errors
    answer = client.post(reverse("placement:announce"), given | {"takes_all": "on"})
    assert answer.status_code == 303
    assert RoundOpening.objects.filter(round__title="모두").count() == 3
