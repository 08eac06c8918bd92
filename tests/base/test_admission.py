"""Invitations, approval, acceptance, transfer, end: who may, and what is left behind."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from naru.base.accounts import access
from naru.base.accounts.enums import Role
from naru.base.accounts.models import Membership, User
from naru.base.accounts.roles import Permission
from naru.base.admission import actions, queries, rules
from naru.base.admission.enums import InvitationState
from naru.base.admission.models import Invitation
from naru.base.audit.models import Event
from naru.base.rulebook.errors import Conflict, NotAllowed, NotFound, RuleBroken
from tests.factories import make

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "new@school.example"


def link_of(token: str) -> str:
    return f"https://naru.example/join/{token}/"


@pytest.fixture
def town():
    here, there = make.district(), make.district()
    school = make.school(here)
    return SimpleNamespace(
        district=here,
        there=there,
        school=school,
        other=make.school(here),
        firm=make.firm(here),
        lead=make.user(Role.SCHOOL_LEAD, organisation=school),
        hr=make.user(Role.FIRM_HR, organisation=make.firm(here)),
        coordinator=make.user(Role.COORDINATOR, district=here),
        admin=make.user(Role.ADMIN),
    )


def invite(by: User, place, role: Role = Role.TEACHER, email: str = EMAIL, **more) -> Invitation:
    values = {"name": "새 사람", "starts": timezone.localdate(), "ends": None, "why": ""} | more
    return actions.invite(email=email, role=role, place=place, link_of=link_of, by=by, **values)


def token_in(letter: str) -> str:
    found = re.search(r"/join/([^/\s]+)/", letter)
    assert found
    return found[1]


def test_what_a_lead_offers_waits_and_what_a_coordinator_offers_is_sent(town):
    asked = invite(town.lead, town.school)
    assert asked.state == InvitationState.WAITING and mail.outbox == []
    assert list(queries.waiting(town.coordinator)) == [asked]
    actions.approve(invitation=asked, link_of=link_of, by=town.coordinator)
    asked.refresh_from_db()
    assert asked.state == InvitationState.SENT and asked.sent_at is not None
    assert [letter.to for letter in mail.outbox] == [[EMAIL]]
    assert EMAIL not in token_in(mail.outbox[0].body)
    sent = invite(town.coordinator, town.school, email="two@school.example")
    assert sent.state == InvitationState.SENT and len(mail.outbox) == 2
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["admission.invite", "admission.approve", "admission.invite"]
    for event in Event.objects.all():
        assert "nonce" not in event.after and "nonce" not in event.before


def test_link_opens_once_and_gives_exactly_the_offered_role(town):
    invite(town.coordinator, town.school)
    token = token_in(mail.outbox[0].body)
    made = actions.accept_as_new(token=token, name="새 교사", password="a-long-enough-word")
    assert [(each.role, each.organisation) for each in access.standings(made)] == [(Role.TEACHER, town.school.pk)]
    assert access.can(made, Permission.PEOPLE_READ, make.learner(town.school))
    for again in (
        lambda: actions.accept_as_new(token=token, name="x", password="y"),
        lambda: actions.accept(token=token, by=made),
        lambda: queries.by_token(token),
    ):
        with pytest.raises(NotFound):
            again()
    assert Membership.objects.filter(user=made).count() == 1


def test_forwarded_link_is_useless_to_another_account(town):
    invite(town.coordinator, town.school)
    token = token_in(mail.outbox[0].body)
    with pytest.raises(NotFound):
        actions.accept(token=token, by=town.hr)
    assert Membership.objects.filter(organisation=town.school, role=Role.TEACHER).count() == 0


def test_link_that_is_late_withdrawn_replaced_or_forged_opens_nothing(town):
    row = invite(town.coordinator, town.school)
    first = token_in(mail.outbox[0].body)
    actions.resend(invitation=row, link_of=link_of, by=town.coordinator)
    second = token_in(mail.outbox[1].body)
    with pytest.raises(NotFound):
        queries.by_token(first)
    assert queries.by_token(second) == row
    with pytest.raises(NotFound):
        queries.by_token(second[:-2] + ("aa" if not second.endswith("aa") else "bb"))
    days = rules.INVITATION_DAYS.on(timezone.localdate()).value
    with time_machine.travel(timezone.now() + timedelta(days=days, minutes=1)), pytest.raises(NotFound):
        queries.by_token(second)
    actions.withdraw(invitation=row, by=town.coordinator)
    with pytest.raises(NotFound):
        queries.by_token(second)
    with pytest.raises(Conflict):
        actions.resend(invitation=row, link_of=link_of, by=town.coordinator)


def test_known_person_accepts_with_their_account_and_no_second_one_is_made(town):
    known = make.user(Role.TRAINER, organisation=town.firm, email=EMAIL)
    invite(town.coordinator, town.school)
    token = token_in(mail.outbox[0].body)
    with pytest.raises(Conflict):
        actions.accept_as_new(token=token, name="x", password="y")
    actions.accept(token=token, by=known)
    assert {each.role for each in access.standings(known)} == {Role.TRAINER, Role.TEACHER}


@pytest.mark.parametrize("role", [Role.SCHOOL_LEAD, Role.COORDINATOR, Role.ADMIN, Role.FIRM_HR, Role.READER])
def test_lead_cannot_let_in_their_own_like_or_anybody_above(town, role):
    with pytest.raises(NotAllowed):
        invite(town.lead, town.school, role)


def test_lead_stays_in_the_own_organisation(town):
    for place in (town.other, town.firm, town.district):
        with pytest.raises(NotAllowed):
            invite(town.lead, place)
    with pytest.raises(NotAllowed):
        invite(town.coordinator, make.school(town.there))


def test_nobody_raises_themself(town):
    with pytest.raises(RuleBroken):
        invite(town.coordinator, town.district, Role.READER, email=town.coordinator.email.upper())
    row = invite(town.lead, town.school)
    both = make.user(Role.COORDINATOR, district=town.district, email=EMAIL)
    with pytest.raises(RuleBroken):
        actions.approve(invitation=row, link_of=link_of, by=both)
    Membership.objects.create(
        user=town.lead, role=Role.COORDINATOR, district=town.district, starts=timezone.localdate()
    )
    access.forget(town.lead)
    with pytest.raises(RuleBroken):
        actions.approve(invitation=row, link_of=link_of, by=town.lead)
    own = Membership.objects.get(user=town.lead, role=Role.SCHOOL_LEAD)
    with pytest.raises(RuleBroken):
        actions.end_membership(membership=own, on=timezone.localdate(), why="x", by=town.lead)


def test_below_is_an_order_without_circles():
    """Whoever may be let in by somebody can, by no chain of invitations, let in that somebody."""
    for role in Role:
        reached: set[Role] = set()
        waiting = [role]
        while waiting:
            for each in rules.BELOW.get(waiting.pop(), frozenset()):
                if each not in reached:
                    reached.add(each)
                    waiting.append(each)
        assert role not in reached


@pytest.mark.parametrize(
    ("role", "where", "error"),
    [
        (Role.TEACHER, "firm", RuleBroken),
        (Role.TRAINER, "school", RuleBroken),
        (Role.READER, "school", RuleBroken),
        (Role.TEACHER, "district", RuleBroken),
    ],
)
def test_role_that_does_not_fit_the_place_is_refused(town, role, where, error):
    with pytest.raises(error):
        invite(town.admin, getattr(town, where), role)
    assert Invitation.objects.count() == 0


def test_second_open_invitation_or_one_to_a_role_already_held_is_a_conflict(town):
    invite(town.lead, town.school)
    with pytest.raises(Conflict):
        invite(town.coordinator, town.school, email=EMAIL.upper())
    held = make.user(Role.TEACHER, organisation=town.school)
    with pytest.raises(Conflict):
        invite(town.lead, town.school, email=held.email)


def test_end_today_ends_at_once_and_a_later_day_when_it_is_over(town):
    teacher = make.user(Role.TEACHER, organisation=town.school)
    row = Membership.objects.get(user=teacher)
    learner = make.learner(town.school)
    today = timezone.localdate()
    with pytest.raises(RuleBroken):
        actions.end_membership(membership=row, on=today - timedelta(days=1), why="x", by=town.lead)
    actions.end_membership(membership=row, on=today + timedelta(days=3), why="퇴직", by=town.lead)
    assert access.can(User.objects.get(pk=teacher.pk), Permission.PEOPLE_READ, learner)
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        assert not access.can(User.objects.get(pk=teacher.pk), Permission.PEOPLE_READ, learner)
    actions.end_membership(membership=row, on=today, why="퇴직", by=town.lead)
    assert not access.can(User.objects.get(pk=teacher.pk), Permission.PEOPLE_READ, learner)
    with pytest.raises(Conflict):
        actions.end_membership(membership=row, on=today, why="x", by=town.lead)
    assert Event.objects.filter(verb="admission.end", why="퇴직").count() == 2


def test_transfer_moves_the_role_on_its_day_and_keeps_the_account(town):
    teacher = make.user(Role.TEACHER, organisation=town.school)
    row = Membership.objects.get(user=teacher)
    day = timezone.localdate() + timedelta(days=5)
    with pytest.raises(NotAllowed):
        actions.transfer(membership=row, to=town.other, on=day, why="전보", by=town.lead)
    made = actions.transfer(membership=row, to=town.other, on=day, why="전보", by=town.coordinator)
    here, there = make.learner(town.school), make.learner(town.other)
    for ahead, is_here in ((0, True), (5, False)):
        with time_machine.travel(timezone.now() + timedelta(days=ahead)):
            person = User.objects.get(pk=teacher.pk)
            assert access.can(person, Permission.PEOPLE_READ, here) is is_here
            assert access.can(person, Permission.PEOPLE_READ, there) is not is_here
    assert made.user == teacher
    with pytest.raises(RuleBroken):
        actions.transfer(membership=made, to=town.firm, on=day, why="x", by=town.coordinator)


def test_letter_that_the_server_does_not_take_says_so_and_logs_no_address(town, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    row = invite(town.coordinator, town.school)
    row.refresh_from_db()
    assert row.state == InvitationState.SENT and row.sent_at is None
    assert "was not sent" in caplog.text and EMAIL not in caplog.text


def test_waiver_is_the_administrators_dated_and_with_a_reason(town):
    today = timezone.localdate()
    with pytest.raises(NotAllowed):
        actions.waive(district=town.district, since=today, until=None, why="x", by=town.coordinator)
    with pytest.raises(RuleBroken):
        actions.waive(district=town.district, since=today, until=None, why=" ", by=town.admin)
    assert queries.second_factor(town.lead, today).is_wanted
    made = actions.waive(district=town.district, since=today, until=None, why="사설망", by=town.admin)
    demand = queries.second_factor(town.lead, today)
    assert (demand.is_wanted, demand.waivers) == (False, (made,))
    assert queries.second_factor(town.lead, today - timedelta(days=1)).is_wanted
    assert queries.second_factor(town.admin, today).is_wanted, "an administrator reaches districts without a waiver"
    both = Membership.objects.create(user=town.lead, role=Role.READER, district=town.there, starts=today)
    access.forget(town.lead)
    assert queries.second_factor(town.lead, today).is_wanted
    both.delete()
    access.forget(town.lead)
    actions.end_waiver(waiver=made, on=today, by=town.admin)
    assert queries.second_factor(town.lead, today).is_wanted
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        "admission.waive",
        "admission.end_waiver",
    ]


def test_roles_without_other_peoples_data_need_no_second_factor(town):
    for role in (Role.STUDENT, Role.GUARDIAN):
        assert not queries.second_factor(make.user(role, organisation=town.school), timezone.localdate()).is_wanted
