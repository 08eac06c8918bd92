"""Where a role reaches: district, organisation, self and installation; deny by default."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from naru.base.accounts import access, roles
from naru.base.accounts.enums import Role
from naru.base.accounts.models import Membership, User
from naru.base.accounts.roles import Permission
from naru.base.district.models import DistrictMember
from naru.base.rulebook.errors import NotAllowed, NotFound
from naru.domain.curriculum.models import Department
from naru.domain.people.models import Guardian, Learner
from tests.factories import make

pytestmark = pytest.mark.django_db


def again(user: User) -> User:
    """The same person in a later request."""
    return User.objects.get(pk=user.pk)


def seen(user: User) -> set[Learner]:
    return set(Learner.objects.visible_to(user))


def test_district_role_sees_its_districts_persons_and_no_others():
    here, there = make.town(), make.town()
    mine, theirs = make.learner(here.school), make.learner(there.school)
    assert seen(here.coordinator) == {mine}
    assert seen(there.coordinator) == {theirs}


def test_organisation_role_sees_its_organisations_persons_only():
    here = make.town()
    mine, neighbour = make.learner(here.school), make.learner(make.school(here.district))
    assert seen(here.teacher) == {mine}
    assert neighbour in seen(here.coordinator)
    assert seen(here.hr) == set()


def test_self_role_sees_itself_and_a_guardian_the_ward():
    here = make.town()
    mine, classmate = make.learner(here.school), make.learner(here.school)
    assert seen(make.account_of(mine)) == {mine}
    assert seen(make.guardian_of(classmate)) == {classmate}


def test_installation_role_holds_its_permissions_everywhere_and_sees_no_person():
    here, admin = make.town(), make.user(Role.ADMIN)
    learner = make.learner(here.school)
    assert access.can(admin, Permission.DISTRICT_WRITE, here.district)
    assert access.can(admin, Permission.ACCOUNTS_WRITE, make.school())
    assert seen(admin) == set()
    assert not access.can(admin, Permission.PEOPLE_READ, learner)
    assert set(access.organisations_of(admin)) >= {here.school, here.firm}


def test_shared_rows_are_seen_in_the_own_district_only():
    here, there = make.town(), make.town()
    department = make.department(here.school)
    assert department in Department.objects.visible_to(here.hr)
    assert department not in Department.objects.visible_to(there.hr)
    assert not access.can(here.hr, Permission.CURRICULUM_WRITE, department)


def test_shared_rows_are_read_and_never_changed():
    here = make.town()
    department = make.department(here.school)
    neighbour = make.user(Role.SCHOOL_LEAD, organisation=make.school(here.district))
    assert access.can(neighbour, Permission.CURRICULUM_READ, department)
    assert not access.can(neighbour, Permission.CURRICULUM_WRITE, department)


def test_new_row_is_for_the_district_in_which_its_organisation_takes_part():
    here, there = make.town(), make.town()
    both = make.firm(here.district, there.district)
    hr = make.user(Role.FIRM_HR, organisation=both)
    asked = {"permission": Permission.PLACEMENT_OPEN, "within": here.district}
    for person in (hr, here.coordinator):
        access.require(person, on=both, **asked)
    for person, on in ((there.coordinator, both), (there.hr, there.firm), (here.coordinator, there.firm)):
        with pytest.raises(NotAllowed):
            access.require(person, on=on, **asked)


def test_wide_district_reaches_its_basic_ones_and_none_reaches_up_or_sideways():
    wide = make.district(kind="wide")
    one, two = make.town(parent=wide), make.town(parent=wide)
    stranger = make.town()
    first, second, third = (make.learner(each.school) for each in (one, two, stranger))
    above = make.coordinator(wide)
    assert seen(above) == {first, second}
    assert third not in seen(above)
    assert seen(one.coordinator) == {first}
    assert not access.can(one.coordinator, Permission.PARTNERS_WRITE, wide)
    assert access.can(above, Permission.PARTNERS_WRITE, two.district)
    assert set(access.districts_of(above, Permission.PARTNERS_READ)) == {wide, one.district, two.district}


@pytest.mark.parametrize(
    ("starts", "ends", "holds"), [(-10, -1, False), (-10, 0, True), (0, None, True), (1, None, False)]
)
def test_membership_holds_from_its_first_to_its_last_day(starts, ends, holds):
    here, today = make.town(), timezone.localdate()
    learner = make.learner(here.school)
    person = make.user()
    Membership.objects.create(
        user=person,
        role=Role.TEACHER,
        organisation=here.school,
        starts=today + timedelta(days=starts),
        ends=None if ends is None else today + timedelta(days=ends),
    )
    assert (learner in seen(person)) is holds
    assert access.can(person, Permission.TRAINING_ENROL, learner) is holds
    assert access.can(person, Permission.PEOPLE_READ) is holds
    assert bool(access.standings(person)) is holds


def test_organisation_that_left_the_district_is_out_of_its_reach():
    here = make.town()
    learner, department = make.learner(here.school), make.department(here.school)
    assert learner in seen(here.coordinator)
    yesterday = timezone.localdate() - timedelta(days=1)
    DistrictMember.objects.filter(organisation=here.school).update(until=yesterday)
    assert learner not in seen(again(here.coordinator))
    assert not access.can(again(here.coordinator), Permission.PEOPLE_WRITE, here.school)
    assert department not in Department.objects.visible_to(again(here.hr))
    assert here.school not in access.organisations_of(again(here.coordinator))
    assert learner in seen(again(here.teacher))
    assert [each.districts for each in access.standings(again(here.teacher))] == [frozenset()]


def test_organisation_that_joins_tomorrow_is_not_in_its_district_yet():
    here = make.town()
    assert [each.districts for each in access.standings(here.teacher)] == [frozenset({here.district.pk})]
    tomorrow = timezone.localdate() + timedelta(days=1)
    DistrictMember.objects.filter(organisation=here.school).update(since=tomorrow)
    assert [each.districts for each in access.standings(again(here.teacher))] == [frozenset()]


def test_nobody_without_membership_and_no_inactive_or_unknown_person_sees_anything():
    here = make.town()
    make.learner(here.school)
    assert seen(make.user()) == set()
    here.coordinator.is_active = False
    here.coordinator.save()
    assert seen(again(here.coordinator)) == set()
    assert access.standings(AnonymousUser()) == ()


def test_person_in_two_districts_counts_once():
    one, two = make.district(), make.district()
    school = make.school(one, two)
    learner = make.learner(school)
    both = make.coordinator(one)
    Membership.objects.create(user=both, role=Role.COORDINATOR, district=two, starts=make.SINCE)
    Membership.objects.create(user=both, role=Role.TEACHER, organisation=school, starts=make.SINCE)
    assert list(Learner.objects.visible_to(both)) == [learner]
    assert Learner.objects.visible_to(both).count() == 1


def test_learner_with_two_ways_to_the_same_viewer_stands_once():
    here = make.town()
    learner = make.learner(here.school)
    parent = make.guardian_of(learner)
    Guardian.objects.create(learner=learner, name="다른 이름", user=parent)
    Membership.objects.create(user=parent, role=Role.TEACHER, organisation=here.school, starts=make.SINCE)
    assert list(Learner.objects.visible_to(parent)) == [learner]


def test_two_roles_reach_what_each_reaches():
    one, two = make.town(), make.town()
    first, second = make.learner(one.school), make.learner(two.school)
    Membership.objects.create(user=one.teacher, role=Role.READER, district=two.district, starts=make.SINCE)
    assert seen(one.teacher) == {first, second}
    assert access.can(one.teacher, Permission.TRAINING_ENROL, first)
    assert not access.can(one.teacher, Permission.TRAINING_ENROL, second)


def test_require_raises_and_one_does_not_tell_what_exists():
    here, there = make.town(), make.town()
    learner = make.learner(here.school)
    access.require(here.lead, Permission.PEOPLE_WRITE, on=learner)
    access.require(here.coordinator, Permission.PEOPLE_WRITE, on=here.school)
    for stranger in (here.teacher, there.lead, there.coordinator):
        with pytest.raises(NotAllowed):
            access.require(stranger, Permission.PEOPLE_WRITE, on=learner)
    with pytest.raises(NotFound) as hidden:
        access.one(Learner.objects.visible_to(there.lead), pk=learner.pk)
    with pytest.raises(NotFound) as missing:
        access.one(Learner.objects.visible_to(there.lead), pk=0)
    assert str(hidden.value) == str(missing.value)


def test_memberships_are_read_once_for_each_loaded_user():
    here = make.town()
    viewer = again(here.teacher)
    access.standings(viewer)
    with CaptureQueriesContext(connection) as caught:
        access.can(viewer, Permission.PEOPLE_READ)
        access.reach(viewer, Permission.TRAINING_READ)
    assert len(caught) == 0


def test_districts_of_a_person_are_where_the_permission_holds():
    here, there = make.town(), make.town()
    assert set(access.districts_of(here.teacher, Permission.CYCLE_READ)) == {here.district}
    assert set(access.districts_of(here.teacher, Permission.BUDGET_READ)) == set()
    assert there.district not in access.districts_of(here.coordinator, Permission.CYCLE_READ)


def test_every_role_has_a_scope_and_every_permission_a_holder():
    assert set(roles.SCOPES) == set(roles.GRANTS) == set(Role)
    assert frozenset().union(*roles.GRANTS.values()) == frozenset(Permission)


@pytest.mark.parametrize(
    ("role", "permission"),
    [
        (Role.COORDINATOR, Permission.PARTNERS_SIGN),
        (Role.COORDINATOR, Permission.PLACEMENT_OFFER),
        (Role.COORDINATOR, Permission.PLACEMENT_ACCEPT),
        (Role.COORDINATOR, Permission.CREDIT_AWARD),
        (Role.ADMIN, Permission.PEOPLE_READ),
        (Role.CITY, Permission.PEOPLE_READ),
        (Role.MINISTRY, Permission.OUTCOME_READ),
        (Role.GUARDIAN, Permission.PLACEMENT_APPLY),
        (Role.FIRM_HR, Permission.PEOPLE_READ),
        (Role.READER, Permission.PEOPLE_WRITE),
    ],
)
def test_nobody_decides_or_sees_for_others_what_is_theirs(role, permission):
    assert not roles.may(role, permission)


def test_membership_cannot_end_before_it_starts_nor_be_nowhere():
    from django.db import IntegrityError, transaction

    person, here = make.user(), make.district()
    for fields in (
        {"district": here, "role": Role.READER, "ends": date(2024, 1, 1)},
        {"role": Role.READER},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(user=person, starts=date(2025, 1, 1), **fields)
