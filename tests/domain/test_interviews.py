"""Interviews: only of applicants whom the firm may see, told to learner and school, gone with the consent."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from naru.base.audit.models import Event
from naru.base.privacy.models import Consent
from naru.base.rulebook.errors import NotAllowed, NotFound, RuleBroken
from naru.domain.placement.actions import interviews as actions
from naru.domain.placement.models import Interview, Opening, RoundOpening
from naru.domain.placement.queries import interviews as queries
from tests.factories import make
from tests.factories import rounds as stage
from tests.web.test_rounds import as_user, page

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 16)
SAID = {"on": DAY, "at": time(14), "where": "회의실", "words": "신분증", "today": stage.RANKING}


def test_firm_invites_an_applicant_again_and_calls_off_and_nobody_else_does():
    here = make.town()
    learner = make.learner(here.school)
    opening = make.opening(here)
    with pytest.raises(NotFound):
        actions.invite(opening=opening, learner=learner, **SAID, by=here.hr)
    make.application(opening, learner)
    for stranger in (here.coordinator, here.teacher, make.account_of(learner), make.town().hr):
        with pytest.raises(NotAllowed):
            actions.invite(opening=opening, learner=learner, **SAID, by=stranger)
    with pytest.raises(RuleBroken, match="오늘이나 그 뒤"):
        actions.invite(opening=opening, learner=learner, **(SAID | {"on": date(2026, 9, 1)}), by=here.hr)
    made = actions.invite(opening=opening, learner=learner, **SAID, by=here.hr)
    again = actions.invite(opening=opening, learner=learner, **(SAID | {"at": time(16)}), by=here.hr)
    assert again.pk == made.pk and Interview.objects.get().at == time(16)
    for reader in (learner.user, here.teacher, here.coordinator, here.hr):
        assert queries.one(reader, made.pk) == made
    for stranger in (make.user("firm_hr", organisation=make.firm(here.district)), make.town().teacher):
        with pytest.raises(NotFound):
            queries.one(stranger, made.pk)
    Consent.objects.update(ended_at=timezone.now(), end_reason="withdrawn")
    with pytest.raises(NotFound):
        queries.one(here.hr, made.pk)
    assert queries.of_learner(learner.user, learner).get() == made
    Consent.objects.update(ended_at=None, end_reason="")
    actions.call_off(interview=made, by=here.hr)
    assert not Interview.objects.exists()
    assert sorted(
        Event.objects.filter(verb__in=("placement.invite", "placement.call_off")).values_list("verb", flat=True)
    ) == [
        "placement.call_off",
        "placement.invite",
        "placement.invite",
    ]


def test_in_a_round_whoever_agreed_is_invited_while_it_ranks_and_after_names_are_open():
    found = stage.ranking_begun(seats=(1,), learners=2, is_blind=True)
    place, hr = found.places[0], found.hr[found.places[0].pk]
    first, second = found.learners
    Consent.objects.filter(person_id=second.pk).delete()
    opening = Opening.objects.get(pk=place.opening_id)
    assert not queries.candidates(opening).exists()
    RoundOpening.objects.filter(pk=place.pk).update(revealed_on=stage.RANKING)
    assert list(queries.candidates(opening)) == [first]
    with pytest.raises(NotFound):
        actions.invite(opening=opening, learner=second, **SAID, by=hr)
    actions.invite(opening=opening, learner=first, **SAID, by=hr)
    text = page(as_user(first.user), "wish_list", found.list_of(first).pk)
    assert "14:00" in text and "회의실" in text and "신분증" in text
    assert "회의실" in page(as_user(found.town.teacher), "wish_list", found.list_of(first).pk)
    stage.wishes.withdraw_wishes(list=found.list_of(first), today=stage.RANKING, by=first.user)
    assert not queries.of_opening(hr, opening).exists()


def test_page_of_interviews_names_only_applicants_and_the_student_finds_it_on_top():
    here = make.town()
    learner, other = make.learner(here.school), make.learner(here.school)
    make.account_of(learner)
    opening = make.opening(here, deadline=timezone.localdate() + timedelta(days=9))
    make.application(opening, learner)
    client = as_user(here.hr)
    text = page(client, "interviews", opening.pk)
    assert learner.name in text and other.name not in text
    said = {"on": (timezone.localdate() + timedelta(days=3)).isoformat(), "at": "14:30", "where": "본관 2층"}
    url = reverse("placement:interviews", args=[opening.pk])
    assert client.post(url, {**said, "learner": other.pk}).status_code == 422
    assert client.post(url, {**said, "learner": learner.pk}).status_code in {302, 303}
    assert "본관 2층" in page(client, "interviews", opening.pk)
    assert "14:30, 본관 2층" in page(as_user(learner.user), "list")
