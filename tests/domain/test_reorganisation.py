"""Requests to reorganise a department: every transition by every role, rules of each kind, opinions, corrections."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import product

import pytest
from django.db import connection

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook.errors import Conflict, NaruError, NotAllowed, RuleBroken
from naru.domain.curriculum.actions import requests as actions
from naru.domain.curriculum.actions.requests import Wish
from naru.domain.curriculum.enums import CorrectionKind, OpinionStage, Reason, RequestKind
from naru.domain.curriculum.enums import ReorganisationState as State
from naru.domain.curriculum.models import Opinion, Request
from naru.domain.curriculum.queries import requests as reads
from naru.domain.curriculum.rules import request as rules
from tests.factories import make

DAY = date(2026, 6, 1)

#: Written by hand, apart from the rules: who may take which step.
MAY = {
    ("draft", "proposed"): "coordinator school_lead",
    ("draft", "withdrawn"): "coordinator school_lead",
    ("proposed", "incomplete"): "office",
    ("proposed", "reviewed"): "office",
    ("proposed", "withdrawn"): "coordinator school_lead",
    ("incomplete", "proposed"): "coordinator school_lead",
    ("incomplete", "withdrawn"): "coordinator school_lead",
    ("reviewed", "incomplete"): "office",
    ("reviewed", "nominated"): "office",
    ("reviewed", "refused"): "office",
    ("nominated", "selected"): "ministry",
    ("nominated", "refused"): "ministry",
    ("selected", "preparing"): "coordinator school_lead",
    ("preparing", "intake"): "coordinator school_lead",
    ("intake", "graduated"): "coordinator school_lead",
}


@pytest.mark.parametrize("role", Role)
def test_every_step_by_every_role(role):
    for now, then in product(State, State):
        allowed = role.value in MAY.get((now.value, then.value), "").split()
        try:
            rules.may_move(now, then, {role})
            done = True
        except NotAllowed:
            done = False
            assert (now.value, then.value) in MAY, "somebody may, but not this role"
        except Conflict:
            done = False
            assert (now.value, then.value) not in MAY, "nobody may"
        assert done == allowed, f"{role}: {now} → {then}"
        assert (then in rules.following(now, {role})) == allowed


def test_every_step_is_refused_in_the_deed_as_in_the_rule(db):
    here = make.town()
    office = make.user(Role.OFFICE, district=here.district)
    ministry = make.user(Role.MINISTRY, district=here.district)
    users = {"coordinator": here.coordinator, "school_lead": here.lead, "office": office, "ministry": ministry}
    campaign, department = make.campaign(here.district), make.department(here.school)
    row = make.reorganisation(campaign, department)
    Opinion.objects.create(request=row, stage="final", stance="for", body="교육청", text="찬성", on=DAY)
    for now, then in product(State, State):
        for role, by in users.items():
            Request.objects.filter(pk=row.pk).update(state=now, refusal="budget")
            row.refresh_from_db()
            try:
                actions.move_request(
                    request=row, state=then, reason="까닭", refusal="budget", entrants=3, today=DAY, by=by
                )
                done = True
            except (NotAllowed, Conflict):
                done = False
            assert done == (role in MAY.get((now.value, then.value), "").split()), f"{role}: {now} → {then}"


def test_whoever_may_not_read_it_may_not_move_it(db):
    here, there = make.town(), make.town()
    row = make.reorganisation(make.campaign(here.district), make.department(here.school))
    for stranger in (there.coordinator, there.lead, here.teacher, here.hr):
        with pytest.raises(NotAllowed):
            actions.move_request(
                request=row, state="proposed", reason="", refusal="", entrants=None, today=DAY, by=stranger
            )


def asked(kind: RequestKind, before: int, after: int, *reasons: str, department=True, name="") -> rules.Asked:
    return rules.Asked(kind, department, name, before, after, reasons)


@pytest.mark.parametrize(
    "given",
    [
        asked(RequestKind.OPEN, 0, 1, "demand", department=False, name="전지과"),
        asked(RequestKind.CLOSE, 2, 0, "few_applicants"),
        asked(RequestKind.RESIZE, 1, 2, "demand"),
        asked(RequestKind.RESIZE, 2, 1, "shrinking"),
        asked(RequestKind.CONVERT, 2, 2, "industry", name="전지과"),
        asked(RequestKind.SPECIALISE, 2, 2, "industry", name="전지 전공"),
    ],
)
def test_each_kind_may_be_asked_in_its_own_shape(given):
    rules.may_ask(given)


@pytest.mark.parametrize(
    "given",
    [
        asked(RequestKind.OPEN, 1, 2, "demand", department=False, name="전지과"),
        asked(RequestKind.OPEN, 0, 0, "demand", department=False, name="전지과"),
        asked(RequestKind.OPEN, 0, 1, "demand", department=False),
        asked(RequestKind.OPEN, 0, 1, "few_applicants", department=False, name="전지과"),
        asked(RequestKind.CLOSE, 2, 1, "few_applicants"),
        asked(RequestKind.CLOSE, 0, 0, "few_applicants"),
        asked(RequestKind.CLOSE, 2, 0, "demand"),
        asked(RequestKind.CLOSE, 2, 0),
        asked(RequestKind.RESIZE, 2, 2, "demand"),
        asked(RequestKind.RESIZE, 0, 2, "demand"),
        asked(RequestKind.RESIZE, 2, 0, "demand"),
        asked(RequestKind.RESIZE, 1, 2, "demand", department=False),
        asked(RequestKind.CONVERT, 2, 2, "industry"),
        asked(RequestKind.CONVERT, 2, 0, "industry", name="전지과"),
        asked(RequestKind.SPECIALISE, 2, 2, "few_applicants", name="전지 전공"),
    ],
)
def test_another_shape_is_refused(given):
    with pytest.raises(RuleBroken):
        rules.may_ask(given)


def test_every_reason_belongs_to_some_kind():
    assert set(Reason) == frozenset().union(*rules.REASONS.values())


@pytest.mark.parametrize(("day", "is_in"), [("2026-01-01", True), ("2026-12-31", True), ("2027-01-01", False)])
def test_requests_are_handed_in_within_the_days_of_the_call(db, day, is_in):
    here = make.town()
    row = make.reorganisation(make.campaign(here.district), make.department(here.school))
    given = {"state": "proposed", "reason": "", "refusal": "", "entrants": None, "today": date.fromisoformat(day)}
    if is_in:
        assert actions.move_request(request=row, by=here.lead, **given).state == State.PROPOSED
    else:
        with pytest.raises(RuleBroken, match="까지"):
            actions.move_request(request=row, by=here.lead, **given)


def wish(**more) -> Wish:
    values = {"kind": RequestKind.RESIZE, "department": None, "new_name": "", "classes_before": 1, "classes_after": 2}
    return Wish(**(values | {"class_size": 20, "reasons": ("demand",)} | more))


def test_a_request_from_draft_to_what_really_came(db):
    here = make.town()
    office = make.user(Role.OFFICE, district=here.district)
    ministry = make.user(Role.MINISTRY, district=here.district)
    department = make.department(here.school, is_industry=True)
    make.need(here, 60, "contracted", year=2031)
    campaign = make.campaign(here.district)
    row = actions.draft_request(
        campaign=campaign,
        school=here.school,
        wish=wish(department=department, teachers=(("화학공업", "train", 2),), firms=(here.firm,)),
        option=None,
        today=DAY,
        by=here.lead,
    )
    assert row.forecast["unmet_after"] < row.forecast["unmet_before"], "one class more meets more of what is wanted"
    assert row.forecast["cost"] == rules.SUPPORT.on(DAY).value.added
    with pytest.raises(Conflict, match="이미"):
        actions.draft_request(
            campaign=campaign,
            school=here.school,
            wish=wish(department=department),
            option=None,
            today=DAY,
            by=here.lead,
        )

    def move(state, by, **more):
        given = {"reason": "까닭", "refusal": "", "entrants": None, "today": DAY} | more
        return actions.move_request(request=row, state=state, by=by, **given)

    move("proposed", here.lead)
    with pytest.raises(Conflict):
        actions.edit_request(request=row, wish=wish(department=department), today=DAY, by=here.lead)
    move("incomplete", office)
    actions.edit_request(request=row, wish=wish(department=department, classes_after=3), today=DAY, by=here.lead)
    move("proposed", here.lead)
    move("reviewed", office)
    with pytest.raises(RuleBroken, match="최종 의견"):
        move("nominated", office)
    actions.give_opinion(
        request=row, stage=OpinionStage.FINAL, stance="for", body="교육청", text="찬성", today=DAY, by=office
    )
    move("nominated", office)
    with pytest.raises(RuleBroken, match="미선정"):
        move("refused", ministry)
    move("selected", ministry)
    with pytest.raises(RuleBroken, match="뒤여야"):
        actions.correct_request(
            request=row,
            kind=CorrectionKind.POSTPONE,
            classes=None,
            intake_year=2028,
            why="공사",
            today=DAY,
            by=office,
        )
    actions.correct_request(
        request=row, kind=CorrectionKind.CLASSES, classes=2, intake_year=None, why="교사", today=DAY, by=office
    )
    row.refresh_from_db()
    assert (row.classes_after, reads.planned_seats(row)) == (3, 40), "what was decided stands beside the correction"
    move("preparing", here.lead)
    with pytest.raises(RuleBroken, match="신입생 수"):
        move("intake", here.lead)
    assert reads.reconciled(row) is None
    move("intake", here.lead, entrants=35)
    row.refresh_from_db()
    found = reads.reconciled(row)
    assert (found.planned, found.entrants, found.is_kept) == (40, 35, False)
    real = row.forecast["real"]
    assert row.forecast["unmet_after"] < real["unmet_after"] < row.forecast["unmet_before"], (
        "35 came where 60 were asked"
    )
    assert real["surplus_after"] <= row.forecast["surplus_after"]
    verbs = Event.objects.filter(object_type="curriculum.request", object_id=row.pk)
    assert verbs.filter(verb="curriculum.move_request").count() == 8


@pytest.mark.parametrize(
    ("kind", "planned", "entrants", "kept"),
    [
        (RequestKind.CLOSE, 0, 0, True),
        (RequestKind.CLOSE, 0, 1, False),
        (RequestKind.OPEN, 40, 36, True),
        (RequestKind.OPEN, 40, 35, False),
        (RequestKind.RESIZE, 0, 0, True),
    ],
)
def test_plan_against_what_came(kind, planned, entrants, kept):
    assert rules.reconcile(kind, planned, entrants).is_kept == kept


@pytest.mark.parametrize(("stage", "state"), list(product(OpinionStage, State)))
def test_opinions_belong_to_their_stage_and_role(stage, state):
    for role in Role:
        may = state in rules.OPINION_STATES[stage] and role in rules.OPINION_ROLES[stage]
        try:
            rules.may_opine(stage, state, {role})
            done = True
        except NaruError:
            done = False
        assert done == may


def test_days_of_a_call_are_in_order(db):
    here = make.town()
    days = {"opens_on": DAY, "closes_on": DAY, "review_by": DAY, "decide_by": date(2026, 5, 31)}
    with pytest.raises(RuleBroken):
        actions.open_campaign(
            district=here.district,
            code="R",
            name="공모",
            scope="local",
            intake_year=2028,
            source="",
            by=here.coordinator,
            **days,
        )


def test_stages_show_where_it_stands(db):
    here = make.town()
    row = make.reorganisation(make.campaign(here.district), make.department(here.school), "reviewed")
    assert [each.state for each in reads.stages(row)] == ["done", "done", "now", "next", "next", "next", "next"]
    row.state = "withdrawn"
    assert {each.state for each in reads.stages(row)} == {"over"}


@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_are_one():
    here = make.town()
    ministry = make.user(Role.MINISTRY, district=here.district)
    row = make.reorganisation(make.campaign(here.district), make.department(here.school), "nominated")

    def decide(state: str) -> str:
        try:
            actions.move_request(
                request=row, state=state, reason="까닭", refusal="budget", entrants=None, today=DAY, by=ministry
            )
            return "done"
        except NaruError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(decide, ["selected", "refused"]))
    assert answers == ["conflict", "done"]
