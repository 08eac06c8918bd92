"""Accounts made by the operator."""

import pytest

from naru.base.accounts import access
from naru.base.accounts.enums import Role
from naru.base.accounts.invite import invite
from naru.base.accounts.models import Membership, User
from naru.base.accounts.roles import Permission
from naru.base.rulebook.errors import NotFound, RuleBroken
from tests.factories import make

pytestmark = pytest.mark.django_db


def test_new_person_gets_a_password_and_the_role_from_today():
    here = make.town()
    password = invite("Kim@Example.kr", "김교사", Role.TEACHER, here.school.code, "")
    made = User.objects.get(email="kim@example.kr")
    assert made.check_password(password)
    assert access.can(made, Permission.PEOPLE_READ, make.learner(here.school))


def test_known_person_keeps_the_password_and_the_role_is_given_once():
    here = make.town()
    for _each in range(2):
        assert invite(here.teacher.email.upper(), "다른 이름", Role.COORDINATOR, "", here.district.code) == ""
    assert Membership.objects.filter(user=here.teacher, role=Role.COORDINATOR).count() == 1
    assert User.objects.get(pk=here.teacher.pk).check_password("naru-test-1")


@pytest.mark.parametrize(
    ("role", "organisation", "district", "error"),
    [
        (Role.COORDINATOR, "", "", RuleBroken),
        (Role.TEACHER, "", "", RuleBroken),
        (Role.STUDENT, "", "", RuleBroken),
        (Role.COORDINATOR, "", "nowhere", NotFound),
        (Role.FIRM_HR, "nobody", "", NotFound),
    ],
)
def test_role_without_its_place_is_refused_and_nobody_is_made(role, organisation, district, error):
    with pytest.raises(error):
        invite("new@example.kr", "새 사람", role, organisation, district)
    assert not User.objects.filter(email="new@example.kr").exists()
