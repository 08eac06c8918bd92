"""Consent: by purpose, recipient and version; a withdrawal holds everywhere at once; guardians by dated rule."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naru.base.accounts import access
from naru.base.accounts.enums import Role
from naru.base.accounts.roles import Permission
from naru.base.privacy import consent, law, texts
from naru.base.privacy.enums import ConsentEnd, Giver, Purpose
from naru.base.privacy.models import Consent
from naru.base.rulebook.errors import Conflict, NotAllowed, NotFound, RuleBroken
from naru.domain.people import actions, queries, rules
from naru.domain.placement import actions as placement
from naru.domain.placement import queries as applications
from tests.factories import make
from tests.house.matrix.addresses import BACKEND

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def here():
    return make.town()


@pytest.fixture
def learner(here):
    found = make.learner(here.school, name="김나루", birth_date=date(2007, 5, 5))
    make.account_of(found)
    return found


def everywhere(here, told) -> list[str]:
    """Doors at which the firm can see or touch the application."""
    client = Client()
    client.force_login(here.hr, backend=BACKEND)
    open_doors = []
    if applications.application_listing(here.hr).filter(pk=told.pk).exists():
        open_doors.append("query")
    if access.can(here.hr, Permission.PLACEMENT_OFFER, on=told):
        open_doors.append("deed")
    if client.get(reverse("placement:application", args=[told.pk])).status_code == 200:
        open_doors.append("page")
    if client.get(reverse("placement:applications")).context["total"]:
        open_doors.append("list")
    opening = client.get(reverse("placement:detail", args=[told.opening_id])).content.decode()
    if told.learner.name in opening or told.learner.name[0] + "**" in opening:
        open_doors.append("opening")
    if client.get(f"/api/placement/applications/{told.pk}").status_code == 200:
        open_doors.append("api")
    if client.get("/api/placement/applications/").json()["total"]:
        open_doors.append("api list")
    reason = {"why": "work", "words": "지원자 확인"}
    book = client.post(f"{reverse('placement:applications')}?download=xlsx", reason)
    import io

    import openpyxl

    if openpyxl.load_workbook(io.BytesIO(book.content)).active.max_row > 1:
        open_doors.append("workbook")
    return open_doors


def test_firm_sees_an_application_at_every_door_until_the_consent_is_withdrawn(here, learner):
    opening = make.opening(here, deadline=today() + timedelta(days=30))
    told = placement.apply(opening=opening, learner=learner, consents=True, today=today(), by=learner.user)
    assert len(everywhere(here, told)) == 8
    given = Consent.objects.get()
    assert (given.purpose, given.recipient_id, given.text_version) == ("firm", here.firm.pk, "2026.2")
    actions.withdraw_consent(learner=learner, given=given, by=learner.user)
    assert everywhere(here, told) == []
    with pytest.raises(NotAllowed):
        placement.offer(application=told, answer_by=today(), today=today(), by=here.hr)
    assert applications.application_one(learner.user, told.pk) == told
    assert applications.application_one(here.teacher, told.pk) == told
    given.refresh_from_db()
    assert given.end_reason == ConsentEnd.WITHDRAWN
    with pytest.raises(Conflict):
        actions.withdraw_consent(learner=learner, given=given, by=learner.user)


def test_consent_for_one_firm_is_none_for_another_and_runs_out(here, learner):
    told = make.application(make.opening(here), learner)
    other = make.firm(here.district)
    make.user(Role.FIRM_HR, organisation=other)
    Consent.objects.update(recipient=other)
    assert everywhere(here, told) == []
    Consent.objects.update(recipient=here.firm, expires_on=today())
    assert "query" in everywhere(here, told)
    Consent.objects.update(expires_on=today() - timedelta(days=1))
    assert everywhere(here, told) == []


def test_nobody_applies_without_agreeing(here, learner):
    with pytest.raises(RuleBroken) as refused:
        placement.apply(
            opening=make.opening(here, deadline=today()),
            learner=learner,
            consents=False,
            today=today(),
            by=learner.user,
        )
    assert "제17조" in refused.value.article
    assert not Consent.objects.exists()


def test_district_s_rule_wants_the_guardian_too_below_its_age_from_its_day(here):
    young = make.learner(here.school, birth_date=today().replace(year=today().year - 16, day=1))
    grown = make.learner(here.school, birth_date=date(2000, 1, 1))
    told, of_age = make.application(make.opening(here), young), make.application(make.opening(here), grown)

    def seen() -> set[int]:
        return set(applications.application_listing(here.hr).values_list("pk", flat=True))

    assert seen() == {told.pk, of_age.pk}
    rule = {"district": here.district, "purpose": Purpose.FIRM, "source": "위원회", "by": here.coordinator}
    actions.set_consent_rule(since=today() + timedelta(days=1), below_age=19, **rule)
    assert seen() == {told.pk, of_age.pk}
    actions.set_consent_rule(since=today(), below_age=18, **rule)
    assert seen() == {of_age.pk}
    make.consent(young, here.firm, giver="guardian")
    assert seen() == {told.pk, of_age.pk}
    with pytest.raises(Conflict):
        actions.set_consent_rule(since=today(), below_age=15, **rule)
    assert consent.guardian_age(here.district.pk, Purpose.FIRM, today()) == 18
    assert consent.guardian_age(None, Purpose.FIRM, today()) == law.GUARDIAN_AGE.on(today()).value == 14


def test_law_asks_the_guardian_below_fourteen_without_any_rule(here):
    child = make.learner(here.school, birth_date=today().replace(year=today().year - 13, day=1))
    make.application(make.opening(here), child)
    assert not applications.application_listing(here.hr).exists()


def test_minor_starts_no_job_without_the_guardian_s_word(here):
    born = today().replace(year=today().year - 17, day=1)
    minor = make.learner(here.school, birth_date=born)
    account = make.account_of(minor)
    told = make.application(make.opening(here), minor, "offered", offered_on=today(), answer_by=today())
    with pytest.raises(RuleBroken) as refused:
        placement.accept(application=told, today=today(), starts=today(), by=account)
    assert "제66조" in refused.value.article
    make.consent(minor, purpose="practicum", giver="guardian")
    assert placement.accept(application=told, today=today(), starts=today(), by=account).learner == minor


def test_each_purpose_says_what_the_law_wants_said_in_both_languages():
    for purpose in Purpose:
        entry = texts.text_on(purpose, date(2026, 11, 1))
        assert entry.source
        for words in (entry.value.korean, entry.value.english):
            assert all((words.what, words.items, words.until, words.refusal))
        assert entry.value.to == (purpose == Purpose.FIRM)
        assert texts.text_of(purpose, entry.value.version) == entry.value


def test_new_consent_replaces_the_old_one_and_keeps_it(here, learner):
    for _each in range(2):
        actions.give_consent(learner=learner, purpose=Purpose.CONTACT, today=today(), by=learner.user)
    assert list(Consent.objects.order_by("pk").values_list("end_reason", flat=True)) == ["replaced", ""]


def test_only_who_may_give_gives_and_takes_back_their_own(here, learner):
    guardian = make.guardian_of(learner)
    with pytest.raises(RuleBroken):
        actions.give_consent(learner=learner, purpose=Purpose.PRACTICUM, today=today(), by=learner.user)
    with pytest.raises(RuleBroken):
        actions.give_consent(learner=learner, purpose=Purpose.FIRM, today=today(), by=learner.user)
    given = actions.give_consent(learner=learner, purpose=Purpose.PRACTICUM, today=today(), by=guardian)
    assert given.giver == Giver.GUARDIAN
    with pytest.raises(NotFound):
        actions.withdraw_consent(learner=learner, given=given, by=learner.user)
    other = make.learner(here.school)
    with pytest.raises(NotFound):
        actions.withdraw_consent(learner=learner, given=make.consent(other, purpose="contact"), by=learner.user)


def test_correction_is_asked_answered_and_done(here, learner):
    asked = actions.ask_correction(
        learner=learner, field="name", wanted="김나래", why="개명", today=today(), by=learner.user
    )
    assert asked.answer_by == today() + timedelta(days=10)
    with pytest.raises(Conflict):
        actions.ask_correction(learner=learner, field="name", wanted="김", why="", today=today(), by=learner.user)
    actions.answer_correction(correction=asked, accepts=True, answer="고침", today=today(), by=here.lead)
    learner.refresh_from_db()
    assert learner.name == "김나래"
    with pytest.raises(Conflict):
        actions.answer_correction(correction=asked, accepts=False, answer="", today=today(), by=here.lead)


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("department", "x"),
        ("birth_date", "2008-02-30"),
        ("email", "what"),
        ("sex", "x"),
        ("name", " "),
        ("name", "900101-1234567"),
    ],
)
def test_value_that_cannot_be_is_refused(field, wanted):
    with pytest.raises(RuleBroken):
        rules.correct_value(field, wanted)


def test_values_are_read_as_people_write_them():
    assert rules.correct_value("birth_date", " 2008-03-14 ") == date(2008, 3, 14)
    assert rules.correct_value("sex", "여") == "f"


def test_copy_of_one_s_own_data_holds_every_table_and_no_stranger(client, here, learner):
    stranger = make.learner(here.school, name="남의이름")
    make.application(make.opening(here), learner)
    make.application(make.opening(here), stranger)
    make.placement(learner, here.firm)
    client.force_login(learner.user, backend=BACKEND)
    found = client.get(reverse("privacy:copy_json", args=[learner.pk])).json()
    tables = {each["table"] for each in found["tables"]}
    assert {"people.learner", "placement.application", "placement.placement", "privacy.consent"} <= tables
    assert "남의이름" not in str(found)
    assert "김나루" in str(found)
    assert client.get(reverse("privacy:copy_json", args=[stranger.pk])).status_code == 404
    book = client.get(reverse("privacy:copy_xlsx", args=[learner.pk]))
    assert book.content[:2] == b"PK"


def test_every_table_about_a_learner_says_whose_its_rows_are():
    from django.db import models

    from naru.base.accounts.shown import person_path
    from naru.base.privacy.classes import own_models
    from naru.domain.people.models import Learner

    silent = [
        model._meta.label
        for model in own_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Learner and not person_path(model)
    ]
    assert silent == []


def test_who_looked_is_told_to_the_learner_masked(client, here, learner):
    client.force_login(here.teacher, backend=BACKEND)
    client.get(reverse("people:detail", args=[learner.pk]))
    client.force_login(learner.user, backend=BACKEND)
    page = client.get(reverse("privacy:looked", args=[learner.pk])).content.decode()
    assert here.teacher.name not in page
    assert here.teacher.name[0] + "**" in page
    assert "학생 화면" in page
    assert client.get(reverse("privacy:mine")).status_code == 200
    assert queries.looks_at(learner.user, learner).count() == 1
