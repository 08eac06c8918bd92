"""Partners: agreements through their states, signatures, pledges and what was kept of them."""

from datetime import date

import pytest

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.domain.partners import actions, queries, rules
from naru.domain.partners.enums import AgreementKind, PledgeKind
from naru.domain.partners.enums import AgreementState as State
from naru.domain.partners.models import Agreement, Keeping
from tests.domain import look
from tests.factories import make

MAY, JUNE, END = date(2026, 5, 1), date(2026, 6, 1), date(2027, 2, 28)


@pytest.mark.parametrize(
    ("rule", "given", "error", "sentence"),
    [
        (rules.may_become, (State.ENDED, State.ACTIVE), Conflict, "될 수 없습니다"),
        (rules.may_request_signatures, (1,), RuleBroken, "둘 이상"),
        (rules.may_sign, (State.DRAFT, True, None, MAY, END), Conflict, "서명을 받는 중"),
        (rules.may_sign, (State.SIGNING, False, None, MAY, END), RuleBroken, "당사자가 아닌"),
        (rules.may_sign, (State.SIGNING, True, MAY, JUNE, END), Conflict, "이미 서명"),
        (rules.may_sign, (State.SIGNING, True, None, date(2027, 3, 1), END), RuleBroken, "종료일이 지나"),
        (rules.may_pledge, (State.ENDED, True, 1), Conflict, "끝난 협약"),
        (rules.may_pledge, (State.ACTIVE, False, 1), RuleBroken, "당사자만"),
        (rules.may_pledge, (State.ACTIVE, True, 0), RuleBroken, "1 이상"),
        (rules.may_keep, (State.SIGNING, 1, "명단"), Conflict, "발효된 협약"),
        (rules.may_keep, (State.ACTIVE, 0, "명단"), RuleBroken, "증빙"),
        (rules.may_keep, (State.ACTIVE, 1, " "), RuleBroken, "증빙"),
    ],
)
def test_rule_refuses(rule, given, error, sentence):
    with pytest.raises(error, match=sentence):
        rule(*given)


def test_last_day_may_still_be_signed_and_end_states_lead_nowhere():
    rules.may_sign(State.SIGNING, True, None, END, END)
    assert not rules.TRANSITIONS[State.ENDED] | rules.TRANSITIONS[State.CANCELLED]


def deeds() -> dict[str, look.Deed]:
    here, there = make.town(), make.town()
    parties = (here.school, here.firm)
    draft = make.agreement(here.district, *parties)
    signing = make.agreement(here.district, *parties, state="signing")
    active = make.agreement(here.district, *parties, signed_on=date(2026, 3, 2))
    promise = make.pledge(active, here.firm)
    neighbour = make.user(Role.FIRM_HR, organisation=make.firm(here.district))
    reader = make.user(Role.READER, district=here.district)
    outside = (here.hr, here.lead, reader, there.coordinator)
    home, by = here.district.pk, here.coordinator
    terms = {"code": "A-1", "title": "새 협약", "kind": AgreementKind.EMPLOYMENT, "starts": MAY, "ends": END}
    promised = {"organisation": here.firm, "kind": PledgeKind.HIRES, "year": 2027, "amount": 3}
    return {
        "draft_agreement": look.Deed(
            lambda by: actions.draft_agreement(district=here.district, parties=list(parties), **terms, by=by),
            by,
            "partners.draft_agreement",
            home,
            outside,
        ),
        "request_signatures": look.Deed(
            lambda by: actions.request_signatures(agreement=draft, by=by),
            by,
            "partners.request_signatures",
            home,
            outside,
        ),
        "sign": look.Deed(
            lambda by: actions.sign(agreement=signing, organisation=here.firm, signatory="대표", on=MAY, by=by),
            here.hr,
            "partners.sign",
            home,
            (here.coordinator, here.lead, neighbour, there.hr),
        ),
        "end_agreement": look.Deed(
            lambda by: actions.end_agreement(agreement=active, on=JUNE, why="합의", by=by),
            by,
            "partners.end",
            home,
            outside,
        ),
        "pledge": look.Deed(
            lambda by: actions.pledge(agreement=active, **promised, by=by), by, "partners.pledge", home, outside
        ),
        "record_kept": look.Deed(
            lambda by: actions.record_kept(pledge=promise, on=JUNE, amount=2, evidence="명단", by=by),
            by,
            "partners.record_kept",
            home,
            outside,
        ),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", look.names(actions))
def test_deed_is_for_whom_it_belongs_to_and_audited(name):
    look.check(deeds()[name])


@pytest.mark.django_db
def test_last_signature_brings_the_agreement_into_force():
    here = make.town()
    agreement = make.agreement(here.district, here.school, here.firm)
    with pytest.raises(Conflict):
        actions.sign(agreement=agreement, organisation=here.firm, signatory="대표", on=MAY, by=here.hr)
    actions.request_signatures(agreement=agreement, by=here.coordinator)
    actions.sign(agreement=agreement, organisation=here.firm, signatory="대표", on=MAY, by=here.hr)
    assert Agreement.objects.get(pk=agreement.pk).state == State.SIGNING
    actions.sign(agreement=agreement, organisation=here.school, signatory="교장", on=MAY, by=here.lead)
    assert Agreement.objects.get(pk=agreement.pk).state == State.ACTIVE
    assert Event.objects.filter(verb="partners.come_into_force").count() == 1


@pytest.mark.django_db
def test_end_of_an_agreement_by_its_state():
    here = make.town()
    draft, active = make.agreement(here.district), make.agreement(here.district, here.firm, signed_on=MAY)
    actions.end_agreement(agreement=draft, on=JUNE, why="취소", by=here.coordinator)
    actions.end_agreement(agreement=active, on=JUNE, why="합의", by=here.coordinator)
    draft.refresh_from_db(), active.refresh_from_db()
    assert (draft.state, active.state, active.ends) == (State.CANCELLED, State.ENDED, JUNE)
    with pytest.raises(Conflict):
        actions.end_agreement(agreement=active, on=JUNE, why="또", by=here.coordinator)


@pytest.mark.django_db
def test_ending_late_does_not_make_the_agreement_longer():
    here = make.town()
    active = make.agreement(here.district, here.firm, signed_on=MAY, ends=JUNE)
    actions.end_agreement(agreement=active, on=date(2026, 12, 1), why="기간 만료", by=here.coordinator)
    active.refresh_from_db()
    assert active.ends == JUNE
    assert queries.partner_count(here.district, date(2026, 7, 1)) == 0


@pytest.mark.django_db
def test_agreement_that_came_into_force_meanwhile_is_ended_not_cancelled():
    here = make.town()
    agreement = make.agreement(here.district, here.firm, state="signing")
    Agreement.objects.filter(pk=agreement.pk).update(state=State.ACTIVE)
    actions.end_agreement(agreement=agreement, on=JUNE, why="합의", by=here.coordinator)
    agreement.refresh_from_db()
    assert (agreement.state, agreement.ends) == (State.ENDED, JUNE)


@pytest.mark.django_db
def test_pledge_said_again_replaces_the_amount_and_keeps_the_earlier_in_the_audit():
    here = make.town()
    agreement = make.agreement(here.district, here.firm, signed_on=MAY)
    said = {"agreement": agreement, "organisation": here.firm, "kind": PledgeKind.HIRES, "year": 2026}
    actions.pledge(**said, amount=10, by=here.coordinator)
    promise = actions.pledge(**said, amount=7, by=here.coordinator)
    assert Event.objects.filter(verb="partners.pledge").first().before["amount"] == 10
    actions.record_kept(pledge=promise, on=MAY, amount=2, evidence="명단 1", by=here.coordinator)
    actions.record_kept(pledge=promise, on=JUNE, amount=3, evidence="명단 2", by=here.coordinator)
    (found,) = queries.pledges(here.hr, here.district, 2026)
    assert (found.promised, found.kept, found.kind) == (7, 5, PledgeKind.HIRES)
    assert queries.keepings_of(here.hr, agreement).count() == 2
    with pytest.raises(RuleBroken):
        actions.record_kept(pledge=promise, on=JUNE, amount=1, evidence="", by=here.coordinator)
    assert Keeping.objects.count() == 2


@pytest.mark.django_db
def test_agreement_and_pledge_are_seen_by_their_parties_and_their_district():
    here, there = make.town(), make.town()
    agreement = make.agreement(here.district, here.school, here.firm, signed_on=MAY)
    promise = make.pledge(agreement, here.firm)
    reader = make.user(Role.READER, district=here.district)
    neighbour = make.user(Role.FIRM_HR, organisation=make.firm(here.district))
    away = [neighbour, there.coordinator, there.hr, make.user()]
    look.visible(
        queries.listing, queries.one, agreement, to=[here.coordinator, reader, here.hr, here.lead], hidden_from=away
    )
    assert queries.pledge_one(here.hr, promise.pk) == promise
    assert queries.pledges_of(here.lead, agreement) == []
    assert queries.pledges(there.coordinator, here.district, 2026) == []
    assert [each.pledge for each in queries.promises_of_district(here.district, 2026)] == [promise.pk]


@pytest.mark.django_db
def test_listing_counts_parties_and_signatures_and_costs_the_same_for_30():
    here = make.town()
    agreement = make.agreement(here.district, here.school, here.firm, state="signing")
    actions.sign(agreement=agreement, organisation=here.firm, signatory="대표", on=MAY, by=here.hr)
    found = queries.one(here.coordinator, agreement.pk)
    (row,) = queries.listing(here.hr)
    assert (found, row.party_count, row.signed_count) == (agreement, 2, 1)
    assert [each.organisation for each in queries.unsigned(here.coordinator)] == [here.school]
    assert [each.organisation for each in queries.parties(agreement)] == [here.school, here.firm]
    agreement.delete()
    look.same_cost(queries.listing, here.hr, lambda: make.agreement(here.district, here.school, here.firm))


@pytest.mark.django_db
def test_partner_in_two_agreements_counts_once_and_only_while_they_are_in_force():
    here = make.town()
    for _each in range(2):
        make.agreement(here.district, here.school, here.firm, signed_on=MAY)
    make.agreement(here.district, here.university)
    assert queries.partner_count(here.district, JUNE) == 2
    assert queries.partner_count(here.district, date(2026, 4, 30)) == 0
    assert queries.partner_count(here.district, date(2027, 3, 1)) == 0
    assert queries.behind(here.coordinator, here.district, JUNE).count() == 4
    assert (queries.member_count(here.district, JUNE), queries.member_count(here.district, date(2025, 2, 1))) == (3, 0)
