"""Planning: a small department whose best plan is known by hand, kept options, adoption, seats, the effect of a request."""

from datetime import date
from decimal import Decimal

import pytest

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.jobs import work
from naru.base.jobs.enums import RunState
from naru.base.jobs.models import Run
from naru.base.rulebook.errors import Conflict, NotAllowed, RuleBroken
from naru.domain.curriculum.actions import studies as actions
from naru.domain.curriculum.bridge import courses as bridge
from naru.domain.curriculum.bridge import seats as seats_bridge
from naru.domain.curriculum.bridge.rows import CourseRow, DepartmentRow, Given, Limits, Move, SeatsGiven, Target
from naru.domain.curriculum.models import Option, Seats, Study, Table
from naru.domain.curriculum.queries import gaps, requests, tables
from naru.domain.curriculum.queries import studies as reads
from naru.domain.demand import queries as demand
from naru.domain.people.models import Teacher
from tests.factories import make

DAY = date(2026, 11, 2)
WIDE = Limits(change=20, money=10_000_000, trainings=0)


def course(pk: int, credits: int, *units: int, **more) -> CourseRow:
    values = {"pk": pk, "name": f"과목{pk}", "area": "vocational", "credits": credits, "hours": credits * 16, "cost": 0}
    values |= {"subject": "", "is_today": False, "is_required": False, "terms": 1, "first_term": 1, "alternative": ""}
    values |= {"before": (), "equipment": (), "units": tuple((unit, 3) for unit in units)}
    return CourseRow(**(values | more))


def given(*rows: CourseRow, **more) -> Given:
    """One course of 12 credits stands today and covers nothing; three units are wanted with weights 50, 30, 20."""
    base = course(1, 12, is_today=True, terms=6, is_required=True)
    values = {"classes": 1, "courses": (base, *rows), "teachers": (), "taken": {}, "equipment": ()}
    values |= {"targets": tuple(Target(unit, f"단위{unit}", weight, 3) for unit, weight in ((1, 50), (2, 30), (3, 20)))}
    values |= {"total": 12, "most": 40, "least": {"general": 0, "vocational": 0, "activity": 0}}
    values |= {"term_least": 0, "term_most": 12, "teacher_hours": 100, "training_cost": 1000}
    return Given(**(values | more))


def found(what: Given, limits: Limits = WIDE) -> list[bridge.Answer]:
    answers, clash = bridge.answers(what, limits, lambda _done, _total: None)
    assert clash == []
    return answers


def test_options_lie_on_the_frontier_known_by_hand():
    what = given(course(2, 2, 1), course(3, 2, 2), course(4, 2, 3))
    by_change = {each.change: each.coverage for each in found(what)}
    assert 0 not in by_change, "what stands today is told apart"
    assert by_change[2] == 50
    assert by_change[6] == 100
    assert all(each.is_proved for each in found(what))
    assert bridge.today_of(what).coverage == 0


def test_at_least_three_plans_where_there_are_three():
    what = given(course(2, 2, 1), course(3, 2, 2), course(4, 2, 3))
    assert len(found(what)) >= 3


def test_money_binds_and_is_told():
    what = given(course(2, 2, 1, cost=6), course(3, 2, 2, cost=6))
    best = max(found(what, Limits(20, 6, 0)), key=lambda each: (each.coverage, -each.cost))
    assert best.coverage == 80, "the plan with twice the money is shown beside"
    within = max((each for each in found(what, Limits(20, 6, 0)) if each.cost <= 6), key=lambda each: each.coverage)
    assert within.coverage == 50
    told = {each["rule"]: each for each in within.detail["bindings"]}
    assert told["money"]["coverage_gain"] == 30
    assert "돈이 한 해 6원 더 있으면" in reads.binding_words(told["money"])


def test_teacher_hours_bind_by_subject_and_training_unlocks_a_course():
    what = given(
        course(2, 2, 1, subject="화학공업"), course(3, 2, 2), teachers=(("기계",), ("기계",)), teacher_hours=32
    )
    answers = found(what)
    within = max((each for each in answers if not each.detail["trained"]), key=lambda each: each.coverage)
    assert within.coverage == 30
    assert within.detail["trainings"][0]["subject"] == "화학공업"
    assert within.detail["trainings"][0]["courses"] == ["과목2"]
    trained = next(each for each in answers if each.detail["trained"])
    assert (trained.coverage, trained.detail["trained"]) == (80, [["화학공업", 1]])


def test_hours_of_other_departments_are_taken_first():
    free = given(course(2, 2, 1, subject="기계"), teachers=(("기계",),), teacher_hours=32)
    assert max(each.coverage for each in found(free)) == 50
    busy = given(course(2, 2, 1, subject="기계"), teachers=(("기계",),), teacher_hours=32, taken={"기계": 1})
    assert all(each.coverage == 0 for each in found(busy))


def test_without_teachers_no_hours_are_asked():
    assert max(each.coverage for each in found(given(course(2, 2, 1, subject="화학공업")))) == 50


def test_prerequisites_alternatives_levels_and_equipment():
    chain = given(course(2, 2), course(3, 2, 1, before=(2,)))
    assert max(each.change for each in found(chain) if each.coverage == 50) == 4
    either = given(course(2, 2, 1, alternative="선택"), course(3, 2, 2, alternative="선택"))
    assert max(each.coverage for each in found(either)) == 50
    low = given(course(2, 2, units=((1, 2),)))
    assert all(each.coverage == 0 for each in found(low)), "it leads to level 2, level 3 is wanted"
    machine = given(course(2, 2, 1, equipment=(7,)), equipment=((7, "코터", 9),))
    assert min(each.cost for each in found(machine) if each.coverage == 50) == 9


def test_rules_that_clash_are_named():
    answers, clash = bridge.answers(given(total=30, most=30), WIDE, lambda _done, _total: None)
    assert answers == []
    assert clash
    assert reads.clash_words(clash)


def test_layout_keeps_terms_prerequisites_and_the_earliest_term():
    rows = [
        course(1, 12, terms=6),
        course(2, 4, terms=2, first_term=3),
        course(3, 3, before=(2,)),
        course(4, 5, terms=2),
    ]
    cells, word = bridge.laid_out(rows, given())
    assert word == "kept"
    assert {pk: sum(terms.values()) for pk, terms in cells.items()} == {1: 12, 2: 4, 3: 3, 4: 5}
    assert len(cells[1]) == 6
    assert min(cells[2]) >= 3
    assert min(cells[3]) > min(cells[2])
    assert sorted(cells[4].values()) == [2, 3]
    loads = [sum(terms.get(term, 0) for terms in cells.values()) for term in range(1, 7)]
    assert max(loads) == 5, "a part of 3 credits beside the 2 that stand in every term"


def test_layout_that_cannot_be_says_so():
    rows = [course(pk, 2, before=(pk - 1,) if pk > 1 else ()) for pk in range(1, 9)]
    _cells, word = bridge.laid_out(rows, given())
    assert word == "none"
    _cells, word = bridge.laid_out([course(1, 2)], given(term_least=1))
    assert word == "loose"


def test_the_fingerprint_follows_the_input():
    what = given(course(2, 2, 1))
    assert bridge.digest(what, WIDE) == bridge.digest(given(course(2, 2, 1)), WIDE)
    assert bridge.digest(what, WIDE) != bridge.digest(what, Limits(21, 10_000_000, 0))


def town_with_catalogue():
    here = make.town()
    department = make.department(here.school)
    unit, other = make.unit(), make.unit()
    courses = make.whole_catalogue(department)
    candidate = make.course(department, unit, credits=2, hours=32, is_candidate=True, subject="화학공업", cost=5)
    make.need(here, 10, "contracted", unit, other, year=2027)
    Teacher.objects.create(school=here.school, number="T1", name="교사", subjects="기계, 화학공업")
    make.table(department, courses, "approved", intake_year=2026)
    return here, department, unit, candidate


def ask(here, department, by, **more) -> Study:
    limits = {"intake_year": 2027, "change": 10, "money": 100, "trainings": 0, "is_only_open": False}
    return actions.ask_courses(department=department, district=here.district, by=by, **(limits | more))


@pytest.mark.django_db(transaction=True)
def test_a_teacher_asks_and_a_person_adopts():
    here, department, _unit, candidate = town_with_catalogue()
    office = make.user(Role.OFFICE, district=here.district)
    study = ask(here, department, here.teacher)
    study.refresh_from_db()
    assert study.run.state == RunState.DONE
    assert study.digest
    assert study.given["teachers"] == 1
    shown = reads.shown(list(reads.options(here.lead).filter(study=study)))
    assert shown[0].is_today
    assert {each.option.coverage for each in shown} == {Decimal("0.0"), Decimal("50.0")}
    best = next(each for each in shown if each.option.coverage == 50)
    assert best.added == (candidate.name,)
    assert best.district == Decimal("50.0")
    with pytest.raises(Conflict, match="그대로"):
        actions.adopt(option=shown[0].option, why="x", today=DAY, by=here.lead)
    with pytest.raises(NotAllowed):
        actions.adopt(option=best.option, why="x", today=DAY, by=office)
    table = actions.adopt(option=best.option, why="수요", today=DAY, by=here.teacher)
    assert tables.faults(table) == []
    with pytest.raises(Conflict, match="이미"):
        actions.adopt(option=best.option, why="x", today=DAY, by=here.lead)
    assert Table.objects.get(pk=table.pk).state == "draft", "a computed result is only a draft"
    assert Event.objects.filter(verb="curriculum.adopt", why="수요").exists()


@pytest.mark.django_db(transaction=True)
def test_performing_again_keeps_options_once():
    here, department, _unit, _candidate = town_with_catalogue()
    study = ask(here, department, here.lead)
    before = Option.objects.filter(study=study).count()
    Run.objects.filter(pk=study.run_id).update(state=RunState.QUEUED)
    work.perform(study.run_id)
    assert Option.objects.filter(study=study).count() == before


@pytest.mark.django_db(transaction=True)
def test_work_that_is_stopped_keeps_nothing(settings):
    settings.JOBS_INLINE = False
    here, department, _unit, _candidate = town_with_catalogue()
    study = ask(here, department, here.lead)
    work.cancel(study.run)
    assert work.perform(study.run_id) != RunState.DONE
    assert not Option.objects.filter(study=study).exists()


def test_limits_are_not_negative(db):
    here, department, _unit, _candidate = town_with_catalogue()
    with pytest.raises(RuleBroken):
        ask(here, department, here.lead, money=-1)
    with pytest.raises(RuleBroken):
        actions.ask_seats(district=here.district, intake_year=2028, years=6, money=0, recruits=0, by=here.coordinator)


def test_training_is_proposed_once(db):
    here, department, _unit, _candidate = town_with_catalogue()
    study = Study.objects.create(
        district=here.district, kind="cover", department=department, school=here.school, intake_year=2027
    )
    detail = {"trainings": [{"subject": "화학공업", "gain": 4.3, "courses": ["전극"]}]}
    option = Option.objects.create(study=study, number=1, title="most", change=1, detail=detail)
    with pytest.raises(Conflict, match="연수가 없습니다"):
        actions.propose_training(option=option, subject="기계", today=DAY, by=here.lead)
    made = actions.propose_training(option=option, subject="화학공업", today=DAY, by=here.lead)
    assert (made.courses, made.gain) == ("전극", Decimal("4.3"))
    with pytest.raises(Conflict, match="기다립니다"):
        actions.propose_training(option=option, subject="화학공업", today=DAY, by=here.lead)


def test_what_nobody_teaches_is_told_with_ways_to_cover_it(db):
    here, _department, unit, candidate = town_with_catalogue()
    wanted = demand.wanted_units(here.district, 2027, DAY)
    ways = gaps.ways(here.lead, here.district, wanted)
    assert [each.course for each in ways[unit.pk]] == [candidate]
    lines = gaps.by_department(here.lead, here.district, 2027, DAY)
    assert [(each.rate, each.units) for each in lines] == [(Decimal("0.0"), 0)]
    assert gaps.wanted_by(here.lead, here.district, 2027)[unit.pk] == [here.firm.label]


def district(**more) -> SeatsGiven:
    rows = (
        DepartmentRow(1, "전지과", 1, True, True, (1, 1)),
        DepartmentRow(2, "다른 과", 1, False, True, (2, 2)),
    )
    values = {"first": 2028, "years": 2, "departments": rows, "demand": ((10.0, 10.0), (20.0, 20.0), (40.0, 40.0))}
    values |= {"class_size": 20, "supply": 0.5, "teacher_load": 17, "teaching": 15, "money": 10**9}
    values |= {"reorganised": 375_000_000, "added": 225_000_000, "retrained": 0}
    return SeatsGiven(**(values | more))


def test_effect_of_one_change_by_hand():
    found = seats_bridge.effect(district(), Move(0, False, 1, True))
    # A class of 20 brings 10 who look for work: 10 stand against 10, 20, 40 with chances ¼, ½, ¼ in two years.
    assert found["unmet_before"] == 2 * (0.5 * 10 + 0.25 * 30)
    assert found["unmet_after"] == 2 * (0.25 * 20)
    assert found["surplus_after"] == 2 * (0.25 * 10)
    assert (found["cost"], found["teachers"]) == (225_000_000, 3)
    converted = seats_bridge.effect(district(), Move(1, False, 1, True))
    assert converted["cost"] == 375_000_000


def test_without_teachers_no_class_can_be_added():
    answers = seats_bridge.answers(district(), lambda _done, _total: None)
    assert [each.key for each in answers] == ["today"]


def test_plans_of_seats_are_told_in_one_view_and_differ():
    answers = seats_bridge.answers(district(recruits=2), lambda _done, _total: None)
    assert answers[0].key == "today"
    assert len({each.looks for each in answers}) == len(answers) >= 2
    assert answers[0].detail["unmet"] == 25.0
    assert all(sum(each.detail["cost_by_year"]) == each.cost for each in answers)


@pytest.mark.django_db(transaction=True)
def test_seats_are_planned_chosen_and_asked_for():
    here = make.town()
    battery = make.department(here.school, is_industry=True)
    other = make.department(here.school)
    for year in (2026, 2027):
        Seats.objects.create(department=battery, intake_year=year, seats=20)
        Seats.objects.create(department=other, intake_year=year, seats=40)
    make.need(here, 60, "contracted", year=2031)
    with pytest.raises(NotAllowed):
        actions.ask_seats(district=here.district, intake_year=2028, years=1, money=10**9, recruits=2, by=here.lead)
    study = actions.ask_seats(
        district=here.district, intake_year=2028, years=1, money=10**9, recruits=2, by=here.coordinator
    )
    study.refresh_from_db()
    assert study.run.state == RunState.DONE
    options = list(study.options.all())
    grown = next(each for each in options if each.detail["requests"])
    chosen = actions.choose_seats(option=grown, why="수요", today=DAY, by=here.coordinator)
    assert chosen.chosen_on == DAY
    again = actions.choose_seats(option=options[0], why="다시", today=DAY, by=here.coordinator)
    grown.refresh_from_db()
    assert (grown.chosen_on, again.why) == (None, "다시"), "one plan is chosen at a time"
    asked = requests.from_option(grown)
    assert asked
    assert all(each.before != each.after or each.new_name for each in asked)
