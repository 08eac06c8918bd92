"""Sensitive fields lie encrypted; keys are rotated while nothing is lost; equal values are found by their index."""

import os

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.exceptions import FieldError
from django.db import connection, models

from naru.base.audit import record
from naru.base.privacy import encrypted, keys
from naru.base.privacy.classes import own_models
from naru.cli import main
from naru.domain.people.models import Guardian
from tests.factories import make

PHONE = "010-1234-5678"
#: Sensitive and not encrypted, because they are hashes already.
#: Hashes, and what is worth nothing without the key that signs an invitation's link.
HASHED = {("accounts.User", "password"), ("admission.Invitation", "nonce")}


@pytest.fixture
def guardian(db) -> Guardian:
    return Guardian.objects.create(learner=make.learner(make.school(make.district())), name="보호자", phone=PHONE)


@pytest.fixture
def own_keys(tmp_path, monkeypatch):
    """Keys in a file, as an installation has them."""
    for name in ("NARU_FIELD_KEYS", "NARU_INDEX_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("NARU_STATE", str(tmp_path))
    return tmp_path / "field.keys"


def held(row: models.Model) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_guardian WHERE id = %s", [row.pk])
        return str(cursor.fetchone()[0])


def test_every_sensitive_field_is_encrypted_or_a_hash():
    open_ones = {
        (model._meta.label, name)
        for model in own_models()
        for name in getattr(getattr(model, "Privacy", None), "sensitive", ())
        if not isinstance(model._meta.get_field(name), encrypted.Encrypted)
    }
    assert open_ones == HASHED


def test_database_holds_nothing_readable_and_the_row_does(guardian):
    assert PHONE not in held(guardian)
    assert held(guardian).startswith(keys.MARK)
    assert Guardian.objects.get(pk=guardian.pk).phone == PHONE
    first = held(guardian)
    guardian.save()
    assert held(guardian) != first


def test_equal_value_is_found_by_its_index_however_written(guardian):
    for text in (PHONE, "01012345678", " 010 1234 5678 "):
        index = encrypted.index_of(Guardian, "phone", text)
        assert Guardian.objects.get(phone_index=index) == guardian
    assert not Guardian.objects.filter(phone_index=encrypted.index_of(Guardian, "phone", "010-1234-5679")).exists()
    assert encrypted.index_of(Guardian, "name", PHONE) != guardian.phone_index


@pytest.mark.parametrize("lookup", ["phone", "phone__contains", "phone__in", "phone__startswith"])
def test_encrypted_field_is_never_searched(guardian, lookup):
    with pytest.raises(FieldError, match="blind index"):
        list(Guardian.objects.filter(**{lookup: PHONE}))


def test_audit_holds_no_sensitive_value(guardian):
    assert "phone" not in record.snapshot(guardian)
    assert PHONE not in str(record.snapshot(guardian))


def test_empty_stays_empty(db):
    made = Guardian.objects.create(learner=make.learner(make.school(make.district())), name="보호자")
    assert (held(made), made.phone_index, Guardian.objects.get().phone) == ("", "", "")


def test_file_of_keys_is_its_owner_s_alone(own_keys):
    keys.current()
    assert own_keys.stat().st_mode & 0o777 == 0o600
    assert keys.decrypt(keys.encrypt("값")) == "값"


def test_keys_are_rotated_and_the_old_ones_retired(own_keys, guardian, capsys):
    Guardian.objects.filter(pk=guardian.pk).update(phone=PHONE)
    before, index = held(guardian), keys.current().index
    assert main.main(["keys", "rotate"]) == 0
    assert "people.Guardian.phone: 1칸" in capsys.readouterr().out
    after = held(guardian)
    assert after != before
    assert keys.opens_with_newest(after)
    assert not keys.opens_with_newest(before)
    assert keys.decrypt(before) == PHONE
    assert main.main(["keys", "retire"]) == 0
    assert len(keys.current().fernet) == 1
    assert keys.current().index == index
    assert Guardian.objects.get(pk=guardian.pk).phone == PHONE
    with pytest.raises(InvalidToken):
        keys.decrypt(before)


def test_keys_still_needed_are_not_retired(own_keys, guardian, capsys):
    Guardian.objects.filter(pk=guardian.pk).update(phone=PHONE)
    now = keys.current()
    keys.write(keys.Keys((Fernet.generate_key().decode(), *now.fernet), now.index))
    assert main.main(["keys", "retire"]) == 1
    assert "naru keys rotate" in capsys.readouterr().err
    assert len(keys.current().fernet) == 2


def test_value_that_lay_open_is_encrypted_by_the_next_rotation(own_keys, guardian):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_guardian SET phone = %s, phone_index = ''", [PHONE])
    assert Guardian.objects.get().phone == PHONE
    assert main.main(["keys", "rotate"]) == 0
    assert held(guardian).startswith(keys.MARK)
    assert Guardian.objects.get().phone_index == encrypted.index_of(Guardian, "phone", PHONE)


def test_keys_in_the_environment_are_taken_newest_first(guardian, monkeypatch, capsys):
    old = os.environ["NARU_FIELD_KEYS"]
    assert main.main(["keys", "rotate"]) == 2
    monkeypatch.setenv("NARU_FIELD_KEYS", f"{Fernet.generate_key().decode()},{old}")
    assert main.main(["keys", "rotate"]) == 0
    assert keys.opens_with_newest(held(guardian))
    assert main.main(["keys", "retire"]) == 0


def test_two_processes_that_make_keys_at_once_agree(own_keys):
    keys._make()
    first = own_keys.read_text()
    keys._make()
    assert own_keys.read_text() == first
    assert [each.name for each in own_keys.parent.iterdir()] == ["field.keys"]
