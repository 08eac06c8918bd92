"""The chain holds while people write side by side, and names the first row that was altered or taken out."""

import threading
from datetime import date

import pytest
from django.db import connections, transaction

from naru.base.audit import chain, record
from naru.base.audit.models import Event, Head
from naru.base.district.models import District, Organisation
from tests.factories import make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here() -> District:
    return make.district()


def deed(on: District, verb: str = "test.deed", **values: object) -> Event:
    with transaction.atomic():
        event = record.record(verb, on, by=None, after=values or {"n": 1})
    event.refresh_from_db()
    return event


def fault() -> tuple[int, str] | None:
    found = chain.verify(chain.EVENTS).fault
    return (found.sequence, found.code) if found else None


def test_empty_chain_holds():
    assert chain.verify(chain.EVENTS).rows == 0
    assert fault() is None


def test_deeds_follow_one_another_without_a_gap(here):
    made = [deed(here, day=date(2026, 3, 2), share=0.5, whole=2.0, huge=1e20, text="가'\"\\나") for _each in range(5)]
    assert [each.sequence for each in made] == [1, 2, 3, 4, 5]
    verdict = chain.verify(chain.EVENTS)
    assert (verdict.rows, verdict.sequence, verdict.digest, verdict.fault) == (5, 5, made[-1].digest, None)


def test_many_events_of_one_transaction_are_linked_in_their_order(here):
    with transaction.atomic():
        made = [record.record("test.bulk", here, by=None, after={"n": n}) for n in range(50)]
    rows = Event.objects.order_by("sequence").values_list("pk", flat=True)
    assert list(rows) == [each.pk for each in made]
    assert fault() is None


def test_deed_that_fails_leaves_no_gap(here):
    deed(here)
    with pytest.raises(ValueError, match="late"), transaction.atomic():
        record.record("test.deed", here, by=None)
        raise ValueError("late")
    with transaction.atomic():
        try:
            with transaction.atomic():
                record.record("test.inner", here, by=None)
                raise ValueError
        except ValueError:
            record.record("test.outer", here, by=None)
    assert list(Event.objects.order_by("sequence").values_list("sequence", "verb")) == [
        (1, "test.deed"),
        (2, "test.outer"),
    ]
    assert fault() is None


PLANTS = {
    "verb": ("verb", "test.other"),
    "actor": ("actor", "아무도 아님"),
    "after": ("after", {"n": 2}),
    "why": ("why", "다른 이유"),
    "district": ("district_id", 77),
    "content": ("content", "0" * 64),
    "salt": ("salt", "0" * 32),
}


@pytest.mark.parametrize("plant", PLANTS)
def test_alteration_is_named(here, plant):
    made = [deed(here) for _each in range(5)]
    name, value = PLANTS[plant]
    Event.objects.filter(pk=made[2].pk).update(**{name: value})
    found = chain.verify(chain.EVENTS)
    assert found.fault == chain.Fault(chain.EVENTS, 3, made[2].pk, "altered")
    assert found.rows == 2


def test_alteration_with_its_own_hashes_recomputed_breaks_the_next_link(here):
    made = [deed(here) for _each in range(4)]
    event = made[1]
    event.verb = "test.forged"
    event.content = chain.content_of(event)
    event.digest = chain.digest_of(made[0].digest, 2, event.content)
    Event.objects.filter(pk=event.pk).update(verb=event.verb, content=event.content, digest=event.digest)
    assert fault() == (3, "broken")


def test_missing_rows_are_named(here):
    made = [deed(here) for _each in range(5)]
    Event.objects.filter(pk=made[1].pk).delete()
    assert fault() == (2, "missing")


def test_rows_cut_off_at_the_end_are_named(here):
    made = [deed(here) for _each in range(5)]
    Event.objects.filter(pk__in=[each.pk for each in made[3:]]).delete()
    assert fault() == (4, "cut")


def test_row_slipped_in_is_named(here):
    deed(here)
    one = Event.objects.get()
    one.pk, one.sequence = None, 2
    one.save(force_insert=True)
    assert fault() == (2, "broken")


def test_chain_forged_from_end_to_end_differs_from_a_seal_noted_elsewhere(here):
    made = [deed(here) for _each in range(3)]
    noted = (2, made[1].digest)
    assert chain.verify(chain.EVENTS, seal=noted).fault is None
    last = ""
    for number, event in enumerate(Event.objects.order_by("sequence"), 1):
        event.verb = "test.forged"
        event.content = chain.content_of(event)
        event.digest = last = chain.digest_of(last, number, event.content)
        event.save()
    Head.objects.update(digest=last)
    assert fault() is None
    found = chain.verify(chain.EVENTS, seal=noted).fault
    assert found is not None
    assert (found.sequence, found.code) == (2, "seal")
    beyond = chain.verify(chain.EVENTS, seal=(9, "0" * 64)).fault
    assert beyond is not None
    assert beyond.code == "seal"


def test_people_writing_at_once_make_one_chain(here):
    """Half of them lock a row and then record, half record and then lock it: crosswise, were the head locked early."""
    makers, each_makes = 6, 8
    errors: list[BaseException] = []
    start = threading.Barrier(makers)
    row = make.organisation("firm")

    def write(number: int) -> None:
        try:
            start.wait(timeout=20)
            for _turn in range(each_makes):
                with transaction.atomic():
                    if number % 2:
                        Organisation.objects.select_for_update().get(pk=row.pk)
                    record.record("test.first", here, by=None, after={"by": number})
                    if not number % 2:
                        Organisation.objects.select_for_update().get(pk=row.pk)
                    record.record("test.second", here, by=None, after={"by": number})
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(makers)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=120)
    assert errors == []
    verdict = chain.verify(chain.EVENTS)
    assert (verdict.rows, verdict.fault) == (makers * each_makes * 2, None)
