"""Many rows at once: new ones inserted, changed ones updated, equal ones left alone."""

import pytest

from naru.base.bulk.upsert import Upserted, upsert
from naru.domain.competency.models import Occupation
from tests.factories import make

COLUMNS = ("code", "name")


@pytest.mark.django_db
def test_rows_are_counted_as_new_changed_or_same():
    make.occupation("8161", "옛 이름")
    make.occupation("8162", "그대로")
    rows = [("8161", "새 이름"), ("8162", "그대로"), ("8163", "처음")]
    assert upsert(Occupation, COLUMNS, rows, conflict=("code",)) == Upserted(new=1, changed=1, same=1)
    assert dict(Occupation.objects.values_list("code", "name")) == dict(rows)
    assert upsert(Occupation, COLUMNS, rows, conflict=("code",)) == Upserted(0, 0, 3)


@pytest.mark.django_db
def test_kept_columns_are_set_once_and_never_changed():
    upsert(Occupation, COLUMNS, [("8161", "처음")], conflict=("code",), keep=("name",))
    found = upsert(Occupation, COLUMNS, [("8161", "나중")], conflict=("code",), keep=("name",))
    assert found == Upserted(0, 0, 1)
    assert Occupation.objects.get(code="8161").name == "처음"


@pytest.mark.django_db
def test_nothing_to_write_writes_nothing():
    assert upsert(Occupation, COLUMNS, [], conflict=("code",)) == Upserted(0, 0, 0)


@pytest.mark.django_db
def test_progress_is_told_and_ends_with_every_row():
    heard: list[int] = []
    rows = [(f"{number}", "이름") for number in range(40_000)]
    upsert(Occupation, COLUMNS, rows, conflict=("code",), tick=heard.append)
    assert len(heard) > 2
    assert heard == sorted(heard)
    assert heard[-1] == Occupation.objects.count() == 40_000


@pytest.mark.django_db(transaction=True)
def test_upsert_outside_a_transaction_raises():
    with pytest.raises(RuntimeError):
        upsert(Occupation, COLUMNS, [("8161", "이름")], conflict=("code",))
    assert not Occupation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_first_fill_leaves_every_index_as_it_was_and_a_failed_one_too():
    from django.db import transaction

    from naru.base.bulk import indexes
    from naru.domain.people.models import Learner

    table = Learner._meta.db_table

    def held() -> list[tuple[str, str]]:
        return indexes.definitions(table) + indexes._constraints(table)

    school = make.school(make.district())
    before = held()
    assert len(before) > 2
    with transaction.atomic(), indexes.set_aside(table):
        assert held() == []
        make.learner(school)
    assert held() == before
    with pytest.raises(ZeroDivisionError), transaction.atomic(), indexes.set_aside(table):
        1 / 0  # noqa: B018 - something fails in the middle
    assert held() == before
