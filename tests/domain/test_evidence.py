"""Evidence: findings are proposed by computing, decided by persons, and flow back."""

from datetime import date
from decimal import Decimal

import pytest

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.domain.budget.models import Return
from naru.domain.demand.models import Signal
from naru.domain.evidence import actions, queries, rules
from naru.domain.evidence.enums import FindingKind, FindingState
from naru.domain.evidence.models import Finding
from naru.domain.evidence.rules import Step
from naru.domain.training.models import Funding
from tests.domain import look
from tests.factories import make

DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("given", "error", "sentence"),
    [
        ((FindingState.CONFIRMED, "확인"), Conflict, "이미 결정된"),
        ((FindingState.DISMISSED, "확인"), Conflict, "이미 결정된"),
        ((FindingState.PROPOSED, " "), RuleBroken, "이유"),
    ],
)
def test_rule_refuses(given, error, sentence):
    with pytest.raises(error, match=sentence):
        rules.may_decide(*given)


@pytest.mark.parametrize(
    ("value", "target", "state"),
    [
        (100, 100, "reached"),
        (Decimal("90.0"), 100, "near"),
        (Decimal("89.9"), 100, "behind"),
        (5, None, "no_target"),
        (5, 0, "no_target"),
        (None, 100, "unknown"),
    ],
)
def test_state_of_a_number_against_its_target(value, target, state):
    assert rules.state_of(value, target, DAY) == state


def test_narrowest_passage_is_the_first_step_where_most_stop():
    steps = [Step("a", 100), Step("b", 70), Step("c", 40), Step("d", 39)]
    assert rules.narrowest(steps) == (steps[0], steps[1])
    assert rules.narrowest([Step("a", 5), Step("b", 5)]) is None
    assert rules.narrowest([Step("a", 5)]) is None


def deeds() -> dict[str, look.Deed]:
    here, there = make.town(), make.town()
    make.need(here)
    one, two = make.finding(here.district), make.finding(here.district)
    reader = make.user(Role.READER, district=here.district)
    strangers = (here.teacher, here.lead, here.hr, reader, there.coordinator)
    home, by, said = here.district.pk, here.coordinator, {"reason": "확인함", "today": DAY}
    return {
        "compute": look.Deed(
            lambda by: actions.compute(district=here.district, year=2026, today=DAY, by=by),
            by,
            "evidence.compute",
            home,
            strangers,
        ),
        "confirm": look.Deed(
            lambda by: actions.confirm(finding=one, **said, by=by), by, "evidence.confirm", home, strangers
        ),
        "cite": look.Deed(
            lambda by: actions.cite(district=here.district, year=2026, key="demand", today=DAY, by=by),
            reader,
            "evidence.cite",
            home,
            (here.teacher, here.lead, here.hr, there.coordinator),
        ),
        "dismiss": look.Deed(
            lambda by: actions.dismiss(finding=two, **said, by=by), by, "evidence.dismiss", home, strangers
        ),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", look.names(actions))
def test_deed_is_for_whom_it_belongs_to_and_audited(name):
    look.check(deeds()[name])


def year_of(here: make.Town) -> None:
    """A firm said 8 and pledged 10, hired 6; a line of 600 won brought 6 completions."""
    make.need(here, 8)
    make.pledge(make.agreement(here.district, here.firm, signed_on=date(2026, 4, 1)), here.firm)
    programme = make.programme(here)
    Funding.objects.create(programme=programme, line=make.line(make.fund(here.district)), amount=600)
    for _each in range(6):
        learner = make.graduate(here.school)
        make.enrolment(programme, learner, "completed")
        make.placement(learner, here.firm)


def compute(here: make.Town) -> dict[str, Finding]:
    made = actions.compute(district=here.district, year=2026, today=DAY, by=here.coordinator)
    return {each.kind: each for each in made}


@pytest.mark.django_db
def test_year_is_computed_into_findings_with_their_figures():
    here = make.town()
    year_of(here)
    year_of(make.town())
    found = compute(here)
    assert found[FindingKind.SAID_HIRED].figures == {"said": 8, "hired": 6}
    assert found[FindingKind.PLEDGED_KEPT].figures == {"pledged": 10, "declared": 0, "counted": 6}
    assert found[FindingKind.COST_OUTCOME].figures == {"won": 600, "persons": 6, "won_each": 100}
    assert found[FindingKind.NARROWEST].subject == "passage:placed-insured"
    assert found[FindingKind.NARROWEST].figures == {"from": 6, "to": 0, "lost": 6}
    assert {each.state for each in found.values()} == {FindingState.PROPOSED}


@pytest.mark.django_db
def test_confirmed_finding_flows_back_to_the_firm_and_the_money():
    here = make.town()
    year_of(here)
    found = compute(here)
    for finding in found.values():
        actions.confirm(finding=finding, reason="확인함", today=DAY, by=here.coordinator)
    signal, back = Signal.objects.get(), Return.objects.get()
    assert (signal.firm, signal.said, signal.hired) == (here.firm, 8, 6)
    assert signal.finding == found[FindingKind.SAID_HIRED].pk
    assert (back.outcomes, back.won_each, back.finding) == (6, 100, found[FindingKind.COST_OUTCOME].pk)
    assert Event.objects.filter(verb__in=["demand.record_signal", "budget.record_return"]).count() == 2


@pytest.mark.django_db
def test_dismissed_finding_flows_nowhere_and_is_decided_once():
    here = make.town()
    year_of(here)
    finding = compute(here)[FindingKind.SAID_HIRED]
    with pytest.raises(RuleBroken):
        actions.dismiss(finding=finding, reason="", today=DAY, by=here.coordinator)
    gone = actions.dismiss(finding=finding, reason="중복", today=DAY, by=here.coordinator)
    assert (gone.state, gone.decided_on, gone.reason) == (FindingState.DISMISSED, DAY, "중복")
    for again in (actions.dismiss, actions.confirm):
        with pytest.raises(Conflict):
            again(finding=finding, reason="다시", today=DAY, by=here.coordinator)
    assert not Signal.objects.exists()


@pytest.mark.django_db
def test_computing_again_replaces_proposals_and_keeps_what_was_decided():
    here = make.town()
    year_of(here)
    first = compute(here)
    kept = first[FindingKind.SAID_HIRED]
    actions.confirm(finding=kept, reason="확인함", today=DAY, by=here.coordinator)
    make.placement(make.graduate(here.school), here.firm)
    second = compute(here)
    assert FindingKind.SAID_HIRED not in second
    assert Finding.objects.get(kind=FindingKind.SAID_HIRED).figures["hired"] == 6
    assert second[FindingKind.PLEDGED_KEPT].figures["counted"] == 7
    assert Finding.objects.count() == len(first)


@pytest.mark.django_db
def test_finding_is_seen_in_its_district_by_who_reads_evidence():
    here, there = make.town(), make.town()
    finding = make.finding(here.district)
    to = [here.coordinator, make.user(Role.MINISTRY, district=here.district)]
    away = [here.teacher, here.hr, here.dean, there.coordinator, make.user()]
    look.visible(queries.listing, queries.one, finding, to=to, hidden_from=away)
    assert list(queries.behind(here.coordinator, here.district, 2026)) == [finding]


@pytest.mark.django_db
def test_listing_costs_the_same_for_30_rows():
    here = make.town()
    look.same_cost(queries.listing, here.coordinator, lambda: make.finding(here.district))
