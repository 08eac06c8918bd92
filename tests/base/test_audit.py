"""The audit keeps a deed with its transaction, or not at all."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from naru.base.accounts.enums import Role
from naru.base.audit import record
from naru.base.audit.models import Event
from naru.base.district.models import Target
from tests.factories import make


@pytest.mark.django_db(transaction=True)
def test_record_outside_a_transaction_raises_and_keeps_nothing():
    here = make.district()
    with pytest.raises(RuntimeError):
        record.record("district.test", here, by=None)
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_deed_that_fails_leaves_no_event():
    here = make.district()
    with pytest.raises(ValueError, match="late"), transaction.atomic():
        record.record("district.test", here, by=None)
        raise ValueError("late")
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_event_says_who_what_on_which_before_and_after():
    here = make.town()
    agreement = make.agreement(here.district, here.school)
    record.record(
        "test.change", agreement, by=here.coordinator, before={"state": "draft"}, after={"state": "active"}, why="까닭"
    )
    event = Event.objects.get()
    assert (event.actor_id, event.actor) == (here.coordinator.pk, here.coordinator.name)
    assert (event.object_type, event.object_id) == ("partners.agreement", agreement.pk)
    assert (event.object_label, event.district_id) == (str(agreement), here.district.pk)
    assert (event.before, event.after, event.why) == ({"state": "draft"}, {"state": "active"}, "까닭")


@pytest.mark.django_db
def test_event_without_a_person_is_of_the_house_and_holds_the_whole_row():
    agreement = make.agreement(make.district())
    event = record.record("test.change", agreement, by=None)
    event.refresh_from_db()
    assert (event.actor_id, event.actor) == (None, "naru")
    assert event.after["starts"] == str(agreement.starts)
    assert event.after["district_id"] == agreement.district_id


@pytest.mark.django_db
def test_snapshot_holds_named_fields_as_json_can_hold_them():
    here = make.district()
    target = Target(district=here, year=2026, measure="outcome", value=Decimal("55.2"))
    assert record.snapshot(target, "value", "district") == {"value": "55.2", "district": here.pk}
    assert record.snapshot(make.learner(make.school()), "birth_date") == {"birth_date": str(date(2008, 5, 5))}


@pytest.mark.django_db
def test_events_are_read_by_whoever_may_in_their_district():
    here, there = make.town(), make.town()
    record.record("test.change", make.agreement(here.district), by=None)
    auditor = make.user(Role.AUDITOR, district=here.district)
    assert record.events_for(auditor).count() == 1
    assert record.events_for(make.user(Role.ADMIN)).count() == 1
    assert not record.events_for(make.user(Role.AUDITOR, district=there.district)).exists()
    assert not record.events_for(here.teacher).exists()


@pytest.mark.django_db
def test_history_is_of_one_row_newest_first():
    here = make.district()
    one, two = make.agreement(here), make.agreement(here)
    first = record.record("test.first", one, by=None)
    record.record("test.other", two, by=None)
    second = record.record("test.second", one, by=None)
    assert list(record.history_of(one)) == [second, first]
