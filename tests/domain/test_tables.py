"""Curriculum tables: faults at their edges, states by role, versions, local subjects, two approvals at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import product

import pytest
from django.db import connection

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook.errors import Conflict, NaruError, NoRule, NotAllowed, RuleBroken
from naru.domain.curriculum import queries
from naru.domain.curriculum.actions import tables as actions
from naru.domain.curriculum.enums import Approval, CourseKind, ProposalState
from naru.domain.curriculum.enums import TableState as State
from naru.domain.curriculum.models import Prerequisite, Table, TrainingProposal
from naru.domain.curriculum.queries import tables as reads
from naru.domain.curriculum.rules import table as rules
from tests.factories import make

DAY = date(2026, 11, 2)


def line(pk: int, kind: CourseKind, by_term: int, **more) -> rules.Line:
    values = {"course": pk, "name": f"과목{pk}", "kind": kind, "credits": by_term * 6}
    values["terms"] = dict.fromkeys(range(1, 7), by_term)
    return rules.Line(**(values | more))


def whole(general: int = 11, vocational: int = 18, activity: int = 3) -> list[rules.Line]:
    """192 credits: 66, 108 and 18."""
    return [
        line(1, CourseKind.GENERAL, general),
        line(2, CourseKind.VOCATIONAL, vocational),
        line(3, CourseKind.ACTIVITY, activity),
    ]


def places(lines: list[rules.Line], year: int = 2026, **more) -> set[str]:
    return {each.place for each in rules.faults_of(lines, year, **more)}


def test_a_whole_table_has_no_fault_and_sums_by_area_and_term():
    assert rules.faults_of(whole(), 2026) == []
    sums = rules.sums_of(whole())
    assert (sums.total, sums.areas["vocational"], sums.terms[6]) == (192, 108, 32)


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (whole(vocational=17), "total"),  # 186
        (whole(general=10, vocational=19), "area:general"),  # 60 of 64
        (whole(general=17, vocational=13), "area:vocational"),  # 78 of 80
        (whole(vocational=19, activity=2), "area:activity"),  # 12 of 18
    ],
)
def test_each_sum_is_held_at_its_edge_with_its_source(lines, place):
    found = {each.place: each for each in rules.faults_of(lines, 2026)}
    assert place in found
    assert found[place].article


def test_191_credits_are_one_short_and_192_enough():
    one_less = whole()
    terms = {**one_less[1].terms, 6: 17}
    one_less[1] = line(2, CourseKind.VOCATIONAL, 18, terms=terms, credits=107)
    assert places(one_less) == {"total"}


def test_what_is_not_verified_says_so():
    found = rules.faults_of(whole(general=10, vocational=19), 2026)
    assert not next(each for each in found if each.place == "area:general").is_verified
    total = next(each for each in rules.faults_of(whole(vocational=17), 2026) if each.place == "total")
    assert total.is_verified


@pytest.mark.parametrize(
    ("more", "is_fault"),
    [
        ({"kind": CourseKind.LOCAL}, True),
        ({"kind": CourseKind.LOCAL, "approval": Approval.ASKED}, True),
        ({"kind": CourseKind.LOCAL, "approval": Approval.APPROVED}, False),
        ({"credits": 107}, True),
        ({"first_term": 2}, True),
        ({"before": (1,)}, True),
        ({"before": (99,)}, True),
    ],
)
def test_each_course_is_held_to_its_own_rules(more, is_fault):
    lines = whole()
    lines[1] = line(2, **({"kind": CourseKind.VOCATIONAL, "by_term": 18} | more))
    assert ("course:2" in places(lines)) == is_fault


def test_prerequisite_must_start_earlier():
    first = line(4, CourseKind.VOCATIONAL, 0, terms={1: 3}, credits=3)
    second = line(5, CourseKind.VOCATIONAL, 0, terms={2: 3}, credits=3, before=(4,))
    assert "course:5" not in places([*whole(), first, second])
    at_once = line(5, CourseKind.VOCATIONAL, 0, terms={1: 3}, credits=3, before=(4,))
    assert "course:5" in places([*whole(), first, at_once])


def test_required_courses_and_alternatives():
    assert places(whole(), required={9: "한국사"}) == {"total"}
    both = [line(pk, CourseKind.VOCATIONAL, 0, terms={pk: 2}, credits=2, alternative="심화") for pk in (4, 5)]
    assert "course:5" in places([*whole(), *both])
    assert places([*whole(), both[0]]) == set()


def test_intake_before_the_first_rule_has_no_rule():
    with pytest.raises(NoRule):
        rules.faults_of(whole(), 2024)


@pytest.mark.parametrize(("now", "then"), list(product(State, State)))
def test_only_the_transitions_of_the_table_exist(now, then):
    if then in rules.TRANSITIONS[now]:
        rules.may_become(now, then)
    else:
        with pytest.raises(Conflict):
            rules.may_become(now, then)


def test_the_day_of_a_table_from_draft_to_force(db):
    here = make.town()
    office = make.user(Role.OFFICE, district=here.district)
    department = make.department(here.school)
    unit = make.unit()
    courses = make.whole_catalogue(department)
    taught = make.course(department, unit, is_candidate=True, credits=2, hours=32)
    assert queries.covered_units(here.district, 2027) == set()
    table = actions.draft_table(department=department, intake_year=2027, source=None, note="", by=here.teacher)
    with pytest.raises(RuleBroken, match="모자랍니다"):
        actions.submit_table(table=table, today=DAY, by=here.lead)
    cells = make.whole_cells(courses) | {taught.pk: {2: 2}}
    table = actions.edit_table(table=table, cells=cells, note="1차", edition=0, by=here.teacher)
    with pytest.raises(Conflict, match="다른 사람"):
        actions.edit_table(table=table, cells={}, note="", edition=0, by=here.teacher)
    assert reads.cells_of(table) == cells, "whoever came second changed nothing"
    with pytest.raises(NotAllowed):
        actions.submit_table(table=table, today=DAY, by=here.teacher)
    table = actions.submit_table(table=table, today=DAY, by=here.lead)
    for nobody in (here.coordinator, here.lead, here.teacher):
        with pytest.raises(NotAllowed):
            actions.approve_table(table=table, reason="x", today=DAY, by=nobody)
    with pytest.raises(Conflict, match="작성 중"):
        actions.edit_table(table=table, cells={}, note="", edition=1, by=here.teacher)
    assert queries.covered_units(here.district, 2027) == set()
    actions.approve_table(table=table, reason="맞음", today=DAY, by=office)
    assert queries.covered_units(here.district, 2027) == {unit.pk}
    assert queries.covered_units(here.district, 2028) == {unit.pk}, "in force until there is a later one"
    assert queries.covered_units(here.district, 2026) == set()
    verbs = set(Event.objects.filter(object_id=table.pk, object_type="curriculum.table").values_list("verb", flat=True))
    assert verbs == {f"curriculum.{verb}_table" for verb in ("draft", "edit", "submit", "approve")}


def test_a_new_version_takes_the_place_of_the_approved_one(db):
    here = make.town()
    office = make.user(Role.OFFICE, district=here.district)
    department = make.department(here.school)
    courses = make.whole_catalogue(department)
    first = make.table(department, courses, "approved", intake_year=2027)
    second = actions.draft_table(department=department, intake_year=2027, source=first, note="", by=here.lead)
    assert reads.cells_of(second) == reads.cells_of(first)
    assert reads.comparison(first, second) == []
    actions.submit_table(table=second, today=DAY, by=here.lead)
    actions.approve_table(table=second, reason="맞음", today=DAY, by=office)
    first.refresh_from_db()
    assert first.state == State.SUPERSEDED


def test_a_table_sent_back_is_a_draft_with_the_reason(db):
    here = make.town()
    office = make.user(Role.OFFICE, district=here.district)
    table = make.table(make.department(here.school), None, "submitted")
    with pytest.raises(RuleBroken):
        actions.return_table(table=table, reason=" ", today=DAY, by=office)
    back = actions.return_table(table=table, reason="3학년을 줄여 주십시오", today=DAY, by=office)
    assert (back.state, back.reason) == (State.DRAFT, "3학년을 줄여 주십시오")


def test_courses_of_another_department_cannot_stand(db):
    here = make.town()
    table = make.table(make.department(here.school))
    stranger = make.course(make.department(here.school))
    with pytest.raises(RuleBroken, match="다른 학과"):
        actions.edit_table(table=table, cells={stranger.pk: {1: 3}}, note="", edition=0, by=here.lead)


def test_versions_are_compared_course_by_course(db):
    here = make.town()
    department = make.department(here.school)
    courses = make.whole_catalogue(department)
    extra = make.course(department, name="새 과목", credits=2, hours=32)
    one = make.table(department, courses)
    two = make.table(department, courses)
    cells = make.whole_cells(courses)
    cells[courses[0].pk] = {1: 12, 2: 10, 3: 11, 4: 11, 5: 11, 6: 11}
    cells[courses[1].pk] = {**cells[courses[1].pk], 6: 17}
    del cells[courses[2].pk]
    two = actions.edit_table(table=two, cells=cells | {extra.pk: {1: 2}}, note="", edition=0, by=here.lead)
    words = {each.name: each.word for each in reads.comparison(one, two)}
    assert words == {"과목 general": "moved", "과목 vocational": "credits", "과목 activity": "gone", "새 과목": "new"}


def test_faults_of_a_table_read_from_rows(db):
    here = make.town()
    department = make.department(here.school)
    courses = make.whole_catalogue(department)
    table = make.table(department, courses)
    assert reads.faults(table) == []
    Prerequisite.objects.create(before=courses[0], after=courses[1])
    assert {each.place for each in reads.faults(table)} == {f"course:{courses[1].pk}"}


def test_a_local_subject_goes_through_the_office(db):
    here = make.town()
    office = make.user(Role.OFFICE, district=here.district)
    department = make.department(here.school)
    course = make.course(department, kind="local")
    with pytest.raises(RuleBroken, match="지역 과목만"):
        actions.ask_approval(course=make.course(department), by=here.lead)
    with pytest.raises(Conflict, match="심사 중"):
        actions.decide_approval(course=course, is_approved=True, document="문서", today=DAY, by=office)
    course = actions.ask_approval(course=course, by=here.lead)
    with pytest.raises(Conflict):
        actions.ask_approval(course=course, by=here.lead)
    with pytest.raises(RuleBroken, match="문서"):
        actions.decide_approval(course=course, is_approved=True, document="", today=DAY, by=office)
    course = actions.decide_approval(course=course, is_approved=True, document="2026-1", today=DAY, by=office)
    assert (course.approval, course.approved_on, course.document) == (Approval.APPROVED, DAY, "2026-1")


def test_a_proposal_of_training_is_answered_once(db):
    here = make.town()
    proposal = TrainingProposal.objects.create(
        department=make.department(here.school), subject="화학공업", proposed_on=DAY
    )
    with pytest.raises(NotAllowed):
        actions.answer_training(proposal=proposal, is_taken=True, answer="엽니다", by=here.lead)
    answered = actions.answer_training(proposal=proposal, is_taken=True, answer="엽니다", by=here.coordinator)
    assert answered.state == ProposalState.TAKEN
    with pytest.raises(Conflict):
        actions.answer_training(proposal=proposal, is_taken=False, answer="아니요", by=here.coordinator)


@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_once_leave_one_table_in_force():
    here = make.town()
    office = make.user(Role.OFFICE, district=here.district)
    department = make.department(here.school)
    courses = make.whole_catalogue(department)
    handed = [make.table(department, courses, "submitted") for _each in range(2)]

    def approve(table: Table) -> str:
        try:
            actions.approve_table(table=table, reason="맞음", today=DAY, by=office)
            return "approved"
        except NaruError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(approve, [handed[0], handed[1], handed[0], handed[1]]))
    assert answers.count("approved") == 2, answers
    states = sorted(Table.objects.filter(department=department).values_list("state", flat=True))
    assert states == ["approved", "superseded"]
