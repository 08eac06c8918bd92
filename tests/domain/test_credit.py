"""Credit: registered, completed, then awarded by the university's decision and by nobody else."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.district.models import DistrictMember
from naru.base.rulebook.errors import Conflict, NotAllowed, RuleBroken
from naru.domain.credit import actions, queries, rules
from naru.domain.credit.enums import AwardState as State
from naru.domain.credit.enums import Basis
from naru.domain.credit.models import Award
from tests.domain import look
from tests.factories import make

APRIL, JUNE, JULY = date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 15)
COMPLETED = {"state": "completed", "completed_on": JUNE}
AWARDED = COMPLETED | {"state": "awarded", "decided_on": JULY, "document": "교무처-1"}
COURSE = {"basis": Basis.JOINT_COURSE, "course": "전지 개론", "hours": 45, "credits": 3, "registered_on": APRIL}


@pytest.mark.parametrize(
    ("rule", "given", "error", "sentence"),
    [
        (rules.may_become, (State.REGISTERED, State.AWARDED), Conflict, "처리를 할 수 없습니다"),
        (rules.may_become, (State.AWARDED, State.REFUSED), Conflict, "처리를 할 수 없습니다"),
        (rules.may_register, (15, 0, APRIL), RuleBroken, "1 이상"),
        (rules.may_register, (44, 3, APRIL), RuleBroken, "45시간"),
        (rules.may_complete, (JUNE, APRIL), RuleBroken, "등록일보다"),
        (rules.may_award, (None, JULY, "교무처-1"), RuleBroken, "이수한 뒤"),
        (rules.may_award, (JULY, JUNE, "교무처-1"), RuleBroken, "이수한 뒤"),
        (rules.may_award, (JUNE, JULY, " "), RuleBroken, "결정 문서"),
    ],
)
def test_rule_refuses(rule, given, error, sentence):
    with pytest.raises(error, match=sentence):
        rule(*given)


def test_hours_of_a_credit_cite_their_article():
    rules.may_register(45, 3, APRIL)
    with pytest.raises(RuleBroken) as refused:
        rules.may_register(44, 3, APRIL)
    assert "제14조" in refused.value.article


@pytest.mark.parametrize(
    ("bases", "cap"),
    [
        ({Basis.JOINT_COURSE}, 40),
        ({Basis.INDUSTRY_WORK}, 20),
        ({Basis.INDUSTRY_WORK, Basis.OTHER_INSTITUTION}, 40),
        (set(), 0),
    ],
)
def test_larger_cap_counts_where_several_bases_are_used(bases, cap):
    assert rules.cap_of(frozenset(bases), 80, APRIL) == cap


def deeds() -> dict[str, look.Deed]:
    here, there = make.town(), make.town()
    DistrictMember.objects.create(district=there.district, organisation=here.school, since=make.SINCE)
    learner = make.learner(here.school)
    registered, completed = make.award(here, learner), make.award(here, learner, **COMPLETED)
    other_university = make.user(Role.UNIVERSITY, organisation=make.university(here.district))
    other = make.account_of(make.learner(here.school))
    strangers = (here.hr, other, make.guardian_of(learner), there.coordinator, there.teacher)
    home = here.district.pk
    award = {"award": completed, "on": JULY}
    return {
        "register": look.Deed(
            lambda by: actions.register(
                district=here.district, code="W-1", learner=learner, university=here.university, **COURSE, by=by
            ),
            make.account_of(learner),
            "credit.register",
            home,
            (*strangers, here.dean),
        ),
        "complete": look.Deed(
            lambda by: actions.complete(award=registered, on=JUNE, by=by),
            here.dean,
            "credit.complete",
            home,
            (*strangers, here.teacher, other_university, there.dean),
        ),
        "award": look.Deed(
            lambda by: actions.award(**award, document="교무처-1", by=by),
            here.dean,
            "credit.award",
            home,
            (*strangers, here.coordinator, here.teacher, other_university, there.dean),
        ),
        "refuse": look.Deed(
            lambda by: actions.refuse(**award, reason="시간 부족", by=by),
            here.dean,
            "credit.refuse",
            home,
            (*strangers, here.coordinator, here.teacher, other_university, there.dean),
        ),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", look.names(actions))
def test_deed_is_for_whom_it_belongs_to_and_audited(name):
    look.check(deeds()[name])


@pytest.mark.django_db
def test_learning_is_registered_in_a_district_of_the_learners_school():
    here, there = make.town(), make.town()
    learner = make.learner(here.school)
    with pytest.raises(NotAllowed):
        actions.register(
            district=there.district,
            code="W-1",
            learner=learner,
            university=there.university,
            **COURSE,
            by=make.account_of(learner),
        )
    assert not Award.objects.exists()


@pytest.mark.django_db
def test_registering_gives_nothing_completing_neither_deciding_does():
    here = make.town()
    learner = make.learner(here.school)
    award = make.award(here, learner)
    with pytest.raises(Conflict):
        actions.award(award=award, on=JULY, document="교무처-1", by=here.dean)
    with pytest.raises(Conflict):
        actions.refuse(award=award, on=JULY, reason="시간 부족", by=here.dean)
    award = actions.complete(award=award, on=JUNE, by=here.dean)
    assert queries.ledger(here.dean, learner) == {}
    award = actions.award(award=award, on=JULY, document="교무처-1", by=here.dean)
    assert (award.state, award.decided_on, award.document) == (State.AWARDED, JULY, "교무처-1")
    assert queries.ledger(here.dean, learner) == {Basis.JOINT_COURSE: 3}
    for again in (
        lambda: actions.complete(award=award, on=JUNE, by=here.dean),
        lambda: actions.award(award=award, on=JULY, document="교무처-2", by=here.dean),
        lambda: actions.refuse(award=award, on=JULY, reason="시간 부족", by=here.dean),
    ):
        with pytest.raises(Conflict):
            again()
    assert list(Event.objects.values_list("verb", flat=True)) == ["credit.award", "credit.complete"]


@pytest.mark.django_db
def test_refusal_keeps_its_reason_in_the_audit():
    here = make.town()
    award = make.award(here, make.learner(here.school), **COMPLETED)
    assert actions.refuse(award=award, on=JULY, reason="시간 부족", by=here.dean).state == State.REFUSED
    assert Event.objects.get().why == "시간 부족"


@pytest.mark.django_db
def test_no_award_stands_without_completion_and_decision():
    here = make.town()
    learner = make.learner(here.school)
    for missing in ("completed_on", "decided_on", "document"):
        fields = AWARDED | {missing: "" if missing == "document" else None}
        with pytest.raises(IntegrityError), transaction.atomic():
            make.award(here, learner, **fields)


@pytest.mark.django_db
def test_award_is_seen_by_the_learner_the_school_the_university_and_the_district():
    here, there = make.town(), make.town()
    learner = make.learner(here.school)
    award = make.award(here, learner)
    other_university = make.user(Role.UNIVERSITY, organisation=make.university(here.district))
    classmate = make.account_of(make.learner(here.school))
    to = [here.coordinator, here.teacher, here.dean, make.account_of(learner), make.guardian_of(learner)]
    away = [here.hr, other_university, classmate, there.coordinator, there.teacher, there.dean, make.user()]
    look.visible(queries.listing, queries.one, award, to=to, hidden_from=away)


@pytest.mark.django_db
def test_ledger_adds_up_awarded_credits_by_basis_for_who_may_see_them():
    here, there = make.town(), make.town()
    learner = make.learner(here.school)
    for fields in ({"credits": 3}, {"credits": 2}, {"credits": 4, "basis": "industry_work"}):
        make.award(here, learner, **(AWARDED | fields))
    make.award(here, learner, **COMPLETED)
    assert queries.ledger(here.dean, learner) == {Basis.JOINT_COURSE: 5, Basis.INDUSTRY_WORK: 4}
    assert queries.ledger(there.dean, learner) == {}


@pytest.mark.django_db
def test_person_with_two_awards_counts_once_in_the_year_of_the_decision():
    here = make.town()
    learner, other = make.learner(here.school), make.learner(here.school)
    for _each in range(2):
        make.award(here, learner, **AWARDED)
    make.award(here, other, **COMPLETED)
    make.award(here, other, **(AWARDED | {"decided_on": date(2027, 3, 1)}))
    assert queries.awarded_persons(here.district, 2026) == 1
    assert queries.awarded_persons(here.district, 2027) == 1
    assert queries.completed_persons(here.district, 2026) == 2
    assert queries.behind(here.dean, here.district, 2026).count() == 2


@pytest.mark.django_db
def test_listing_costs_the_same_for_30_rows():
    here = make.town()
    look.same_cost(queries.listing, here.dean, lambda: make.award(here, make.learner(here.school)))
