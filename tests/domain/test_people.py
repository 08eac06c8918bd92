"""People: learners enter, graduate and leave; who sees whom; each person counts once."""

from datetime import UTC, date, datetime

import pytest

from naru.base.accounts.enums import Role
from naru.base.accounts.models import Membership
from naru.base.audit.models import Event
from naru.base.privacy.enums import Giver, Purpose
from naru.base.privacy.models import ConsentRequest, Correction
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.domain.people import actions, queries, rules
from naru.domain.people.enums import LearnerState, Sex
from naru.domain.people.models import Learner, Staff, Teacher
from tests.domain import look
from tests.factories import make

FEBRUARY = date(2027, 2, 10)
ENTRY = {"name": "김나루", "birth_date": date(2010, 3, 14), "sex": Sex.F, "department": "battery", "intake_year": 2026}


@pytest.mark.parametrize(
    ("rule", "given", "error", "sentence"),
    [
        (rules.may_enter, (date(2014, 1, 1), 2026), RuleBroken, "생년월일"),
        (rules.may_graduate, (LearnerState.LEFT, 2024, FEBRUARY), Conflict, "재학 중인"),
        (rules.may_graduate, (LearnerState.ENROLLED, 2024, date(2026, 12, 31)), RuleBroken, "수업연한 3년"),
        (rules.may_leave, (LearnerState.GRADUATED,), Conflict, "학업 중단"),
    ],
)
def test_rule_refuses(rule, given, error, sentence):
    with pytest.raises(error, match=sentence):
        rule(*given)


def test_rule_names_its_article_and_allows_its_first_day():
    rules.may_enter(date(2013, 12, 31), 2026)
    rules.may_graduate(LearnerState.ENROLLED, 2024, date(2027, 1, 1))
    with pytest.raises(RuleBroken) as refused:
        rules.may_graduate(LearnerState.ENROLLED, 2024, date(2026, 12, 31))
    assert "제46조" in refused.value.article


def consent_deeds(here: make.Town, there: make.Town, learner: Learner) -> dict[str, look.Deed]:
    """What a learner does with their own data, and what the school asks for it."""
    account = learner.user or make.account_of(learner)
    staff = (here.teacher, here.hr, here.coordinator, there.lead)
    outside = (here.hr, there.teacher, there.coordinator, account)
    given = make.consent(learner, purpose="contact")
    asked = ConsentRequest.objects.create(
        person_type="people.learner",
        person_id=learner.pk,
        purpose="practicum",
        guardian_name="보호자",
        asked_by_id=1,
        asked_at=datetime(2026, 9, 1, tzinfo=UTC),
    )
    correction = Correction.objects.create(
        person_type="people.learner",
        person_id=learner.pk,
        organisation=here.school,
        field="email",
        wanted="new@example.kr",
        asked_by_id=account.pk,
        asked_on=FEBRUARY,
        answer_by=FEBRUARY,
    )
    on = {"learner": learner, "today": FEBRUARY}
    paper = {"giver": Giver.SELF, "giver_name": "학생", "recipient": None, "evidence": "동의서철 3번"}
    rule = {"district": here.district, "purpose": Purpose.FIRM, "since": FEBRUARY, "below_age": 18, "source": "위원회"}
    return {
        "give_consent": look.Deed(
            lambda by: actions.give_consent(purpose=Purpose.PROMOTION, by=by, **on),
            account,
            "privacy.give_consent",
            None,
            staff,
        ),
        "withdraw_consent": look.Deed(
            lambda by: actions.withdraw_consent(learner=learner, given=given, by=by),
            account,
            "privacy.withdraw_consent",
            None,
            staff,
        ),
        "record_consent": look.Deed(
            lambda by: actions.record_consent(purpose=Purpose.PROMOTION, by=by, **on, **paper),
            here.teacher,
            "privacy.give_consent",
            None,
            outside,
        ),
        "ask_guardian": look.Deed(
            lambda by: actions.ask_guardian(purpose=Purpose.PRACTICUM, guardian_name="보호자", by=by, **on),
            here.teacher,
            "privacy.ask_guardian",
            None,
            outside,
        ),
        "take_back_request": look.Deed(
            lambda by: actions.take_back_request(learner=learner, request=asked, by=by),
            here.lead,
            "privacy.take_back_request",
            None,
            outside,
        ),
        "set_consent_rule": look.Deed(
            lambda by: actions.set_consent_rule(by=by, **rule),
            here.coordinator,
            "privacy.set_rule",
            here.district.pk,
            (here.teacher, here.lead, there.coordinator),
        ),
        "ask_correction": look.Deed(
            lambda by: actions.ask_correction(field="name", wanted="새 이름", why="", by=by, **on),
            account,
            "people.ask_correction",
            None,
            staff,
        ),
        "answer_correction": look.Deed(
            lambda by: actions.answer_correction(
                correction=correction, accepts=True, answer="고침", today=FEBRUARY, by=by
            ),
            here.lead,
            "people.answer_correction",
            None,
            (here.teacher, here.hr, there.lead, account),
        ),
    }


def deeds() -> dict[str, look.Deed]:
    here, there = make.town(), make.town()
    learner = make.learner(here.school, intake_year=2024)
    strangers = (
        here.teacher,
        here.hr,
        make.user(Role.SCHOOL_LEAD, organisation=make.school(here.district)),
        there.lead,
        there.coordinator,
        make.account_of(learner),
    )
    return {
        "enter_learner": look.Deed(
            lambda by: actions.enter_learner(school=here.school, number="1", grade=1, **ENTRY, by=by),
            here.lead,
            "people.enter_learner",
            None,
            strangers,
        ),
        "graduate": look.Deed(
            lambda by: actions.graduate(learner=learner, on=FEBRUARY, by=by),
            here.coordinator,
            "people.graduate",
            None,
            strangers,
        ),
        **consent_deeds(here, there, learner),
        "leave": look.Deed(
            lambda by: actions.leave(learner=learner, why="전학", by=by), here.lead, "people.leave", None, strangers
        ),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", look.names(actions))
def test_deed_is_for_whom_it_belongs_to_and_audited(name):
    look.check(deeds()[name])


@pytest.mark.django_db
def test_number_is_unique_in_its_school_and_the_refusal_can_be_read():
    here, there = make.town(), make.town()
    actions.enter_learner(school=here.school, number="7", grade=1, **ENTRY, by=here.lead)
    actions.enter_learner(school=there.school, number="7", grade=1, **ENTRY, by=there.lead)
    with pytest.raises(Conflict, match="같은 학번"):
        actions.enter_learner(school=here.school, number="7", grade=1, **ENTRY, by=here.lead)
    assert Learner.objects.count() == Event.objects.count() == 2


@pytest.mark.django_db
def test_graduate_leaves_the_grade_and_neither_graduates_nor_leaves_again():
    here = make.town()
    learner = make.learner(here.school, intake_year=2024)
    actions.graduate(learner=learner, on=FEBRUARY, by=here.lead)
    learner.refresh_from_db()
    assert (learner.state, learner.graduated_on, learner.grade) == ("graduated", FEBRUARY, None)
    assert Event.objects.get().before == {"state": "enrolled", "graduated_on": None, "grade": 3}
    with pytest.raises(Conflict):
        actions.graduate(learner=learner, on=FEBRUARY, by=here.lead)
    with pytest.raises(Conflict):
        actions.leave(learner=learner, why="", by=here.lead)


@pytest.mark.django_db
def test_learner_is_seen_by_their_school_their_district_and_their_own():
    here, there = make.town(), make.town()
    learner = make.learner(here.school)
    classmate = make.account_of(make.learner(here.school))
    neighbour = make.user(Role.TEACHER, organisation=make.school(here.district))
    to = [here.coordinator, here.teacher, here.lead, make.account_of(learner), make.guardian_of(learner)]
    away = [classmate, neighbour, here.hr, here.dean, there.coordinator, there.teacher, make.user()]
    look.visible(queries.listing, queries.one, learner, to=to, hidden_from=away)


@pytest.mark.django_db
def test_own_record_wards_and_guardians():
    here, there = make.town(), make.town()
    learner, other = make.learner(here.school), make.learner(here.school)
    account, parent = make.account_of(learner), make.guardian_of(learner)
    assert queries.mine(account) == learner
    assert queries.mine(parent) is None
    assert list(queries.wards(parent)) == [learner]
    assert [each.user for each in queries.guardians_of(here.teacher, learner)] == [parent]
    assert [each.user for each in queries.guardians_of(account, learner)] == [parent]
    for stranger in (make.account_of(other), there.coordinator, here.hr):
        assert not queries.guardians_of(stranger, learner).exists()


@pytest.mark.django_db
def test_teachers_and_staff_are_seen_in_their_organisation_and_district():
    here, there = make.town(), make.town()
    teacher = Teacher.objects.create(school=here.school, number="1", name="박교사")
    staff = Staff.objects.create(organisation=here.firm, number="1", name="이과장", duty="hr")
    student = make.account_of(make.learner(here.school))
    away = [student, there.coordinator, there.teacher]
    look.visible(queries.teacher_listing, None, teacher, to=[here.coordinator, here.lead], hidden_from=[*away, here.hr])
    look.visible(queries.staff_listing, None, staff, to=[here.coordinator], hidden_from=[*away, here.lead])


@pytest.mark.django_db
def test_person_of_a_school_in_two_districts_counts_once_in_each_and_once_for_both():
    one, two = make.district(), make.district()
    learner = make.learner(make.school(one, two))
    both = make.coordinator(one)
    Membership.objects.create(user=both, role=Role.COORDINATOR, district=two, starts=make.SINCE)
    assert queries.of_district(one).count() == queries.of_district(two).count() == 1
    assert list(queries.listing(both)) == [learner]


@pytest.mark.django_db
def test_class_of_a_year_is_its_third_years_and_whoever_graduated_by_its_end():
    here = make.town()
    third = make.learner(here.school, intake_year=2025)
    leap = make.graduate(here.school, date(2028, 2, 29), intake_year=2025)
    make.learner(here.school, intake_year=2026, grade=2)
    make.learner(here.school, intake_year=2025, state="left", grade=None)
    make.graduate(here.school, date(2027, 2, 10))
    make.learner(make.town().school, intake_year=2025)
    assert set(queries.cohort(here.district, 2027)) == {third, leap}


@pytest.mark.django_db
def test_graduates_of_a_year_left_school_in_its_first_months():
    here = make.town()
    counted = {make.graduate(here.school, day) for day in (date(2026, 1, 1), date(2026, 2, 10), date(2026, 3, 31))}
    make.graduate(here.school, date(2025, 12, 31)), make.graduate(here.school, date(2026, 4, 1))
    make.learner(here.school)
    assert set(queries.graduates(here.district, 2026)) == counted


@pytest.mark.django_db
def test_listing_costs_the_same_for_30_rows():
    here = make.town()
    look.same_cost(queries.listing, here.teacher, lambda: make.learner(here.school))
    look.same_cost(
        queries.staff_listing,
        here.coordinator,
        lambda: Staff.objects.create(organisation=make.firm(here.district), number="1", name="담당", duty="hr"),
    )
