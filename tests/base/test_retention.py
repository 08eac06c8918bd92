"""Destruction: listed before, confirmed by a person, proved after; numbers and the audit's chain hold."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.audit import chain, record
from naru.base.audit.models import Event, Look
from naru.base.desk.models import Seen
from naru.base.privacy import ownership, retention
from naru.base.privacy.enums import DestructionState
from naru.base.privacy.models import Consent, Link
from naru.base.rulebook.errors import Conflict, NotAllowed
from naru.domain.people.models import Guardian, Learner
from tests.factories import make

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 25)


@pytest.fixture
def here():
    return make.town()


@pytest.fixture
def officer(here):
    return make.user(Role.DPO, district=here.district)


def test_only_what_is_over_for_the_years_of_the_rule_is_listed(here, officer):
    old = make.graduate(here.school, on=date(2020, 2, 7))
    make.graduate(here.school, on=date(2022, 2, 7))
    make.learner(here.school)
    make.graduate(make.school(make.district()), on=date(2020, 2, 7))
    found = retention.list_due(district=here.district, kind="learner", today=TODAY, by=officer)
    assert found.rows == [old.pk]
    assert "5년" in found.rule
    old.refresh_from_db()
    assert old.name.startswith("학생")


def test_nothing_due_lists_nothing(here, officer):
    assert retention.list_due(district=here.district, kind="learner", today=TODAY, by=officer) is None


def test_destruction_leaves_numbers_chain_and_proof_but_no_person(here, officer):
    old = make.graduate(here.school, on=date(2020, 2, 7), email="old@example.kr", name="옛이름")
    account = make.account_of(old)
    guardian = make.guardian_of(old)
    Guardian.objects.filter(user=guardian).update(phone="010-1234-5678")
    make.consent(old, purpose="contact")
    with transaction.atomic():
        record.record("people.graduate", old, by=here.lead, why="옛이름의 졸업")
    Seen.objects.create(user=account, what="visit.learner")
    assert Seen._meta.label_lower in {part.key for part in ownership.parts(old)}
    listed = retention.list_due(district=here.district, kind="learner", today=TODAY, by=officer)
    done = retention.confirm(destruction=listed, today=TODAY, by=officer)
    fresh = Learner.objects.get(pk=old.pk)
    assert (fresh.name, fresh.email, fresh.sex, fresh.user_id) == ("파기", "", "", None)
    assert fresh.birth_date == date(1900, 1, 1)
    assert (fresh.graduated_on, fresh.department, fresh.erased_on) == (old.graduated_on, old.department, TODAY)
    assert not Guardian.objects.exists()
    assert not Consent.objects.exists()
    assert not Seen.objects.filter(user=account).exists()
    account.refresh_from_db()
    assert (account.is_active, account.name) == (False, "파기")
    event = Event.objects.get(verb="people.graduate")
    assert (event.actor, event.object_label, event.after, event.why, event.salt) == ("", "", {}, "", "")
    assert done.state == DestructionState.DONE
    assert done.proof["rows"] == 1
    assert done.proof["left"] == 0
    assert done.proof["digest"] == chain.hash_of([old.pk])
    assert chain.verify(chain.EVENTS).fault is None
    with pytest.raises(Conflict):
        retention.confirm(destruction=listed, today=TODAY, by=officer)
    assert retention.list_due(district=here.district, kind="learner", today=TODAY, by=officer) is None


def test_event_blanked_without_a_destruction_is_found(here):
    with transaction.atomic():
        record.record("test.deed", here.district, by=None)
    Event.objects.update(actor="", object_label="", before={}, after={}, why="", salt="", erased_on=TODAY)
    fault = chain.verify(chain.EVENTS).fault
    assert fault is not None
    assert fault.code == "erased"


def test_who_is_no_longer_due_when_a_person_confirms_is_left_alone(here, officer):
    old = make.graduate(here.school, on=date(2020, 2, 7))
    listed = retention.list_due(district=here.district, kind="learner", today=TODAY, by=officer)
    Learner.objects.filter(pk=old.pk).update(graduated_on=date(2025, 2, 7))
    done = retention.confirm(destruction=listed, today=TODAY, by=officer)
    assert done.proof["rows"] == 0
    old.refresh_from_db()
    assert old.erased_on is None


def test_only_the_officer_of_the_district_destroys(here, officer):
    make.graduate(here.school, on=date(2020, 2, 7))
    other = make.user(Role.DPO, district=make.district())
    for by in (here.coordinator, here.lead, other):
        with pytest.raises(NotAllowed):
            retention.list_due(district=here.district, kind="learner", today=TODAY, by=by)
    listed = retention.list_due(district=here.district, kind="learner", today=TODAY, by=officer)
    with pytest.raises(NotAllowed):
        retention.confirm(destruction=listed, today=TODAY, by=here.coordinator)


def test_dropped_list_destroys_nothing(here, officer):
    old = make.graduate(here.school, on=date(2020, 2, 7))
    listed = retention.list_due(district=here.district, kind="learner", today=TODAY, by=officer)
    retention.drop(destruction=listed, why="소송이 끝나지 않음", by=officer)
    with pytest.raises(Conflict):
        retention.confirm(destruction=listed, today=TODAY, by=officer)
    old.refresh_from_db()
    assert old.erased_on is None


def test_old_entries_of_the_access_log_go_and_its_chain_goes_on(client, here, officer):
    learner = make.learner(here.school)
    client.force_login(here.teacher, backend="allauth.account.auth_backends.AuthenticationBackend")
    for _each in range(4):
        client.get(f"/people/{learner.pk}/")
    assert retention.log_years(TODAY)[0] == 2
    rows = list(Look.objects.order_by("sequence"))
    future = timezone.localdate() + timedelta(days=3 * 366)
    assert retention.list_due(district=here.district, kind="look", today=timezone.localdate(), by=officer) is None
    listed = retention.list_due(district=here.district, kind="look", today=future, by=officer)
    assert listed.count == 4
    listed.rows = [each.pk for each in rows[:2]]
    listed.save()
    done = retention.confirm(destruction=listed, today=future, by=officer)
    assert (done.proof["deleted"], done.proof["through"]) == (2, 2)
    verdict = chain.verify(chain.LOOKS)
    assert (verdict.rows, verdict.sequence, verdict.fault) == (2, 4, None)
    Look.objects.filter(pk=rows[2].pk).delete()
    fault = chain.verify(chain.LOOKS).fault
    assert fault is not None
    assert fault.code == "missing"


def test_links_go_a_year_after_their_day(here, officer):
    link = Link.objects.create(
        purpose="guardian_consent",
        object_type="privacy.consentrequest",
        object_id=1,
        token_digest="0" * 64,
        expires_at=timezone.now() - timedelta(days=500),
        made_by_id=1,
    )
    listed = retention.list_due(district=here.district, kind="link", today=timezone.localdate(), by=officer)
    assert listed.rows == [link.pk]
    retention.confirm(destruction=listed, today=timezone.localdate(), by=officer)
    assert not Link.objects.exists()
