"""The catalogue: courses added and said anew, by whom; what an approval and a table bind; circles."""

import pytest

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook.errors import Conflict, NotAllowed, RuleBroken
from naru.domain.curriculum import queries
from naru.domain.curriculum.actions import courses as actions
from naru.domain.curriculum.actions import equipment
from naru.domain.curriculum.actions.courses import Told
from naru.domain.curriculum.enums import Approval, CourseKind
from naru.domain.curriculum.models import Course, Equipment, Prerequisite
from naru.domain.curriculum.queries import courses as reads
from naru.domain.curriculum.rules import course as rules
from tests.domain import look
from tests.factories import make


def told(**more) -> Told:
    values = {"name": "전지 제조", "kind": CourseKind.VOCATIONAL, "credits": 3, "hours": 48, "since": 2026}
    return Told(**(values | more))


def deeds() -> dict[str, look.Deed]:
    here, there = make.town(), make.town()
    department = make.department(here.school)
    course = make.course(department)
    neighbour = make.user(Role.SCHOOL_LEAD, organisation=make.school(here.district))
    strangers = (here.teacher, here.hr, neighbour, there.lead, there.coordinator)
    return {
        "add_course": look.Deed(
            lambda by: actions.add_course(department=department, code="C-1", told=told(), by=by),
            here.lead,
            "curriculum.add_course",
            None,
            strangers,
        ),
        "change_course": look.Deed(
            lambda by: actions.change_course(course=course, told=told(), by=by),
            here.lead,
            "curriculum.change_course",
            None,
            strangers,
        ),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", look.names(actions))
def test_deed_is_for_whom_it_belongs_to_and_audited(name):
    look.check(deeds()[name])


@pytest.mark.django_db
def test_a_teacher_proposes_candidates_and_nothing_that_is_taught_at_once():
    here = make.town()
    department = make.department(here.school)
    made = actions.add_course(department=department, code="L-1", told=told(is_candidate=True), by=here.teacher)
    assert not queries.taught(2027).filter(pk=made.pk).exists()
    actions.change_course(course=made, told=told(name="전지 제조 실습", is_candidate=True), by=here.teacher)
    made.refresh_from_db()
    assert made.name == "전지 제조 실습"
    with pytest.raises(NotAllowed):
        actions.change_course(course=made, told=told(), by=here.teacher)
    taught = make.course(department)
    with pytest.raises(NotAllowed):
        actions.change_course(course=taught, told=told(is_candidate=True), by=here.teacher)


@pytest.mark.django_db
def test_a_course_stands_with_its_units_levels_prerequisites_and_equipment():
    here = make.town()
    department, unit, deep = make.department(here.school), make.unit("u-1", level=3), make.unit("u-2", level=5)
    first = make.course(department, code="C-0")
    machine = Equipment.objects.create(school=here.school, code="COATER", name="코터", is_there=False, cost=85)
    links = {"units": ((unit, None), (deep, 4)), "before": (first,), "equipment": (machine,)}
    made = actions.add_course(department=department, code="C-1", told=told(**links), by=here.lead)
    assert [(each.unit, each.level, each.reaches) for each in reads.covered(made)] == [
        (unit, None, True),
        (deep, 4, False),
    ]
    assert (reads.before(made), reads.needed(made)) == ([first], [machine])
    assert reads.after(first) == [made]
    after = Event.objects.get().after
    assert (after["units"], after["levels"], after["before"], after["equipment"]) == (
        ["u-1", "u-2"],
        {"u-2": 4},
        ["C-0"],
        ["COATER"],
    )
    actions.change_course(course=made, told=told(units=((deep, None),)), by=here.lead)
    assert [(each.unit, each.reaches) for each in reads.covered(made)] == [(deep, True)]
    assert (reads.before(made), reads.needed(made)) == ([], [])
    event = Event.objects.get(verb="curriculum.change_course")
    assert (event.before["units"], event.after["units"]) == (["u-1", "u-2"], ["u-2"])


@pytest.mark.django_db
def test_a_closed_department_and_strange_links_are_refused():
    here = make.town()
    department, other = make.department(here.school), make.department(here.school)
    with pytest.raises(Conflict):
        actions.add_course(department=make.department(here.school, state="closed"), code="C", told=told(), by=here.lead)
    elsewhere = Equipment.objects.create(school=make.school(here.district), code="X", name="남의 것")
    for wrong, field in (({"before": (make.course(other),)}, "before"), ({"equipment": (elsewhere,)}, "equipment")):
        with pytest.raises(RuleBroken) as refused:
            actions.add_course(department=department, code="C-9", told=told(**wrong), by=here.lead)
        assert refused.value.values["field"] == field
    assert not Course.objects.filter(code="C-9").exists()


@pytest.mark.django_db
def test_prerequisites_that_go_round_are_named():
    here = make.town()
    department = make.department(here.school)
    first, second, third = (make.course(department, name=name) for name in ("기초", "심화", "실습"))
    Prerequisite.objects.create(before=first, after=second)
    Prerequisite.objects.create(before=second, after=third)
    with pytest.raises(RuleBroken) as refused:
        actions.change_course(course=first, told=told(name="기초", before=(third,)), by=here.lead)
    assert "→" in str(refused.value.sentence)
    assert {"기초", "심화", "실습"} <= set(str(refused.value.sentence).replace(":", "").replace("→", "").split())
    with pytest.raises(RuleBroken):
        rules.may_follow(1, [1], {}, {1: "스스로"})
    rules.may_follow(1, [2, 3], {2: [3]}, {})


@pytest.mark.django_db
def test_what_an_approved_table_rests_on_does_not_change_under_it():
    here = make.town()
    department = make.department(here.school)
    courses = make.whole_catalogue(department)
    make.table(department, courses, "approved")
    course = courses[1]
    same = {"credits": 108, "hours": 108 * 16, "terms": 6, "since": 2025}
    for wrong in ({"credits": 102}, {"kind": CourseKind.GENERAL}):
        with pytest.raises(RuleBroken):
            actions.change_course(course=course, told=told(**(same | wrong)), by=here.lead)
    actions.change_course(course=course, told=told(**same, until=2028), by=here.lead)
    course.refresh_from_db()
    assert (course.until, course.name) == (2028, "전지 제조")
    with pytest.raises(RuleBroken):
        actions.change_course(course=course, told=told(**(same | {"since": 2029}), until=2028), by=here.lead)


@pytest.mark.parametrize(
    ("then", "after"),
    [
        ({}, Approval.APPROVED),
        ({"name": "다른 이름"}, Approval.NONE),
        ({"hours": 64}, Approval.NONE),
        ({"units": frozenset({(1, None)})}, Approval.NONE),
        ({"kind": CourseKind.VOCATIONAL}, Approval.NONE),
    ],
)
def test_an_approved_local_subject_with_other_content_is_approved_anew(then, after):
    values = {"name": "전극 제조", "kind": CourseKind.LOCAL, "credits": 3, "hours": 48, "units": frozenset()}
    now = rules.Content(**values)
    assert rules.approval_after(now, rules.Content(**(values | then)), Approval.APPROVED) == after


@pytest.mark.django_db
def test_a_local_subject_under_review_is_left_alone():
    here = make.town()
    asked = make.course(make.department(here.school), kind="local", approval="asked", is_candidate=True)
    with pytest.raises(Conflict):
        actions.change_course(course=asked, told=told(kind=CourseKind.LOCAL, is_candidate=True), by=here.lead)


@pytest.mark.django_db
def test_equipment_is_entered_once_and_said_anew_with_the_earlier_word_kept():
    here, there = make.town(), make.town()
    values = {"school": here.school, "code": "COATER", "name": "코터"}
    for stranger in (here.teacher, here.hr, there.lead, there.coordinator):
        with pytest.raises(NotAllowed):
            equipment.set_equipment(**values, is_there=True, cost=0, by=stranger)
    with pytest.raises(RuleBroken) as refused:
        equipment.set_equipment(**values, is_there=False, cost=0, by=here.lead)
    assert refused.value.values["field"] == "cost"
    equipment.set_equipment(**values, is_there=False, cost=85, by=here.lead)
    equipment.set_equipment(**values, is_there=True, cost=0, by=here.coordinator)
    (found,) = reads.equipment(here.teacher)
    assert (found.is_there, found.cost) == (True, 0)
    assert Event.objects.order_by("pk").last().before["cost"] == 85
    assert not reads.equipment(there.lead).exists()
