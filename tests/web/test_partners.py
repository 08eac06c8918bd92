"""Pages of the room partners."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.domain.partners.models import Agreement, Keeping, Party, Pledge
from tests.factories import make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def town():
    return make.town()


def enter(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def today():
    return timezone.localdate()


def signing(town, **fields):
    values = {"state": "signing", "starts": today(), "ends": today() + timedelta(days=300)}
    return make.agreement(town.district, town.school, town.firm, **(values | fields))


def active(town, **fields):
    values = {"state": "active", "starts": today() - timedelta(days=100), "ends": today() + timedelta(days=300)}
    return make.agreement(town.district, town.school, town.firm, signed_on=today(), **(values | fields))


def url(name, *keys):
    return reverse(f"partners:{name}", args=keys)


def test_list_and_detail_open_for_parties_and_coordinator_only(client, town):
    agreement = active(town)
    make.pledge(agreement, town.firm)
    for viewer in (town.coordinator, town.hr, town.lead):
        enter(client, viewer)
        page = client.get(url("list"))
        assert page.status_code == 200
        assert agreement.title in page.content.decode()
        assert client.get(url("detail", agreement.pk)).status_code == 200
        assert client.get(url("pledges")).status_code == 200
    enter(client, make.coordinator(make.district()))
    assert client.get(url("detail", agreement.pk)).status_code == 404
    enter(client, town.dean)
    assert client.get(url("detail", agreement.pk)).status_code == 404
    enter(client, make.user(Role.STUDENT, organisation=town.school))
    assert client.get(url("list")).status_code == 403
    assert client.get(url("pledges")).status_code == 403


def test_only_whoever_may_sees_the_buttons(client, town):
    agreement = active(town)
    promise = make.pledge(agreement, town.firm)
    forms = (url("draft"), url("pledge", agreement.pk), url("end", agreement.pk), url("keep", promise.pk))
    enter(client, town.coordinator)
    assert url("draft") in client.get(url("list")).content.decode()
    for form in forms:
        assert client.get(form).status_code == 200
    text = client.get(url("detail", agreement.pk)).content.decode()
    assert all(form in text for form in forms[1:])
    enter(client, town.hr)
    assert url("draft") not in client.get(url("list")).content.decode()
    text = client.get(url("detail", agreement.pk)).content.decode()
    assert not any(form in text for form in forms)
    for form in forms:
        assert client.get(form).status_code == 403


def test_one_search_word_that_fits_two_parties_finds_the_agreement_once(client, town):
    make.agreement(
        town.district, *(make.firm(town.district, name=f"한빛전지 {each}") for each in (1, 2)), title="두 곳"
    )
    enter(client, town.coordinator)
    answer = client.get(url("list"), {"q": "한빛"})
    assert (answer.context["total"], len(answer.context["lines"])) == (1, 1)
    assert client.get(url("list"), {"download": "xlsx"}).status_code == 200
    assert client.get(url("pledges"), {"download": "xlsx"}).status_code == 200


@pytest.mark.parametrize("name", ["list", "pledges"])
def test_lists_cost_the_same_for_one_row_and_thirty(client, town, name):
    enter(client, town.coordinator)

    def grow():
        made = active(town)
        make.pledge(made, town.firm, year=_year())

    def cost():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url(name), {"size": 50}).status_code == 200
        return len(caught)

    grow()
    cost()
    before = cost()
    for _each in range(29):
        grow()
    assert cost() == before


def _year():
    from naru.base.rulebook import project_year

    return project_year.of(today())


def test_detail_costs_the_same_for_one_pledge_and_many(client, town):
    agreement = active(town)
    make.pledge(agreement, town.firm, year=2000)
    enter(client, town.coordinator)

    def cost():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url("detail", agreement.pk)).status_code == 200
        return len(caught)

    cost()
    before = cost()
    for each in range(20):
        make.pledge(agreement, town.firm, year=2001 + each)
        Party.objects.create(agreement=agreement, organisation=make.firm(town.district))
    assert cost() == before


def draft_of(town, **changes):
    return {
        "district": town.district.pk,
        "title": "새 협약",
        "kind": "employment",
        "parties": [town.school.pk, town.firm.pk],
        "starts": "2026-03-02",
        "ends": "2028-02-29",
        "code": "",
    } | changes


def test_a_draft_is_made_with_its_parties_and_a_code(client, town):
    enter(client, town.coordinator)
    answer = client.post(url("draft"), draft_of(town))
    made = Agreement.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, url("detail", made.pk))
    assert (made.state, made.code, made.parties.count()) == ("draft", "A-2026-01", 2)
    event = Event.objects.get(verb="partners.draft_agreement")
    assert event.actor_id == town.coordinator.pk


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends": "2026-03-01"}, "ends"),
        ({"ends": "2026-02-30"}, "ends"),
        ({"parties": []}, "parties"),
        ({"title": ""}, "title"),
        ({"kind": "nothing"}, "kind"),
        ({"code": "TAKEN"}, "code"),
    ],
)
def test_a_faulty_draft_is_refused_at_its_field(client, town, changes, field):
    make.agreement(town.district, town.school, town.firm, code="TAKEN")
    enter(client, town.coordinator)
    answer = client.post(url("draft"), draft_of(town, **changes))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Agreement.objects.count() == 1


def test_a_draft_takes_two_parties_of_its_district(client, town):
    enter(client, town.coordinator)
    answer = client.post(url("draft"), draft_of(town, parties=[town.school.pk]))
    assert answer.status_code == 422
    assert "parties" in answer.context["form"].errors
    foreign = make.firm(make.district())
    answer = client.post(url("draft"), draft_of(town, parties=[town.school.pk, town.firm.pk, foreign.pk]))
    assert answer.status_code == 422
    assert not Agreement.objects.exists()


def test_signatures_are_requested_by_a_button(client, town):
    agreement = make.agreement(town.district, town.school, town.firm)
    enter(client, town.coordinator)
    assert url("request", agreement.pk) in client.get(url("detail", agreement.pk)).content.decode()
    assert client.get(url("request", agreement.pk)).status_code == 405
    assert client.post(url("request", agreement.pk)).status_code == 303
    agreement.refresh_from_db()
    assert agreement.state == "signing"
    assert Event.objects.filter(verb="partners.request_signatures").count() == 1
    assert client.post(url("request", agreement.pk)).status_code == 303
    text = client.get(url("detail", agreement.pk)).content.decode()
    assert "naru-notice is-danger" in text
    assert Event.objects.filter(verb="partners.request_signatures").count() == 1
    enter(client, town.hr)
    assert client.post(url("request", agreement.pk)).status_code == 403


def test_an_agreement_of_one_party_cannot_ask_for_signatures(client, town):
    agreement = make.agreement(town.district, town.school)
    enter(client, town.coordinator)
    assert url("request", agreement.pk) not in client.get(url("detail", agreement.pk)).content.decode()
    client.post(url("request", agreement.pk))
    agreement.refresh_from_db()
    assert agreement.state == "draft"


def signature_of(organisation, **changes):
    return {
        "organisation": organisation.pk,
        "signatory": "김나루",
        "on": today().isoformat(),
        "agree": "on",
    } | changes


def test_each_party_signs_by_its_own_people_and_the_last_brings_it_into_force(client, town):
    agreement = signing(town)
    enter(client, town.hr)
    assert url("sign", agreement.pk) in client.get(url("detail", agreement.pk)).content.decode()
    assert agreement.title in client.get(url("list")).context["waiting"][0]["words"]
    assert client.get(url("sign", agreement.pk)).status_code == 200
    assert client.post(url("sign", agreement.pk), signature_of(town.firm)).status_code == 303
    agreement.refresh_from_db()
    assert agreement.state == "signing"
    assert client.get(url("list")).context["waiting"] == []
    again = client.post(url("sign", agreement.pk), signature_of(town.firm))
    assert again.status_code == 422
    enter(client, town.lead)
    assert client.post(url("sign", agreement.pk), signature_of(town.firm)).status_code == 422
    assert client.post(url("sign", agreement.pk), signature_of(town.school)).status_code == 303
    agreement.refresh_from_db()
    assert agreement.state == "active"
    assert Event.objects.filter(verb="partners.sign").count() == 2
    assert Event.objects.filter(verb="partners.come_into_force").count() == 1


@pytest.mark.parametrize(
    "changes", [{"agree": ""}, {"signatory": ""}, {"on": (date.today() + timedelta(days=9)).isoformat()}]
)
def test_a_signature_needs_consent_a_name_and_a_day_not_after_today(client, town, changes):
    agreement = signing(town)
    enter(client, town.hr)
    assert client.post(url("sign", agreement.pk), signature_of(town.firm, **changes)).status_code == 422
    assert not agreement.parties.filter(signed_on__isnull=False).exists()


def test_signing_is_closed_to_coordinators_and_to_what_is_not_being_signed(client, town):
    agreement = signing(town)
    enter(client, town.coordinator)
    assert url("sign", agreement.pk) not in client.get(url("detail", agreement.pk)).content.decode()
    assert client.get(url("sign", agreement.pk)).status_code == 403
    assert client.post(url("sign", agreement.pk), signature_of(town.firm)).status_code == 403
    enter(client, town.hr)
    draft = make.agreement(town.district, town.school, town.firm)
    assert client.get(url("sign", draft.pk)).status_code == 409
    assert client.post(url("sign", draft.pk), signature_of(town.firm)).status_code == 422


def test_a_pledge_is_recorded_and_said_again(client, town):
    agreement = active(town)
    enter(client, town.coordinator)
    said = {"organisation": town.firm.pk, "kind": "hires", "year": _year(), "amount": 12}
    assert client.post(url("pledge", agreement.pk), said).status_code == 303
    assert client.post(url("pledge", agreement.pk), said | {"amount": 9}).status_code == 303
    assert [each.amount for each in Pledge.objects.filter(agreement=agreement)] == [9]
    assert Event.objects.filter(verb="partners.pledge").count() == 2
    for wrong in ({"amount": 0}, {"organisation": town.university.pk}, {"year": 1999}):
        assert client.post(url("pledge", agreement.pk), said | wrong).status_code == 422
    over = active(town, state="ended")
    assert client.post(url("pledge", over.pk), said).status_code == 422
    assert url("pledge", over.pk) not in client.get(url("detail", over.pk)).content.decode()


def test_what_was_kept_stands_beside_what_was_promised(client, town):
    promise = make.pledge(active(town), town.firm, amount=10)
    enter(client, town.coordinator)
    kept = {"on": today().isoformat(), "amount": 4, "evidence": "채용 확인서"}
    answer = client.post(url("keep", promise.pk), kept)
    assert answer.status_code == 303
    assert Event.objects.filter(verb="partners.record_kept").count() == 1
    vow = client.get(url("detail", promise.agreement_id)).context["vows"][0]
    assert (vow.promise.promised, vow.promise.kept) == (10, 4)
    assert "40.0" in vow.text
    for wrong in ({}, {"evidence": ""}, {"amount": 0, "evidence": "다른 것"}, {"on": "2999-01-01"}):
        assert client.post(url("keep", promise.pk), kept | wrong).status_code == 422
    assert Keeping.objects.count() == 1
    early = make.pledge(signing(town), town.firm)
    assert client.post(url("keep", early.pk), kept).status_code == 422


def test_a_firm_sees_its_own_pledges_only(client, town):
    agreement = make.agreement(town.district, town.firm, town.university, signed_on=today())
    make.pledge(agreement, town.firm)
    make.pledge(agreement, town.university, kind="credit_courses")
    enter(client, town.hr)
    vows = client.get(url("detail", agreement.pk)).context["vows"]
    assert [each.promise.organisation for each in vows] == [town.firm]


def test_an_agreement_in_force_is_ended_with_a_day_and_a_reason(client, town):
    agreement = active(town)
    enter(client, town.coordinator)
    for wrong in ({"on": today().isoformat(), "why": ""}, {"on": "2999-01-01", "why": "이유"}, {"why": "이유"}):
        assert client.post(url("end", agreement.pk), wrong).status_code == 422
    assert client.post(url("end", agreement.pk), {"on": today().isoformat(), "why": "합의"}).status_code == 303
    agreement.refresh_from_db()
    assert (agreement.state, agreement.ends) == ("ended", today())
    assert Event.objects.get(verb="partners.end").why == "합의"
    text = client.get(url("detail", agreement.pk)).content.decode()
    assert "합의" in text
    assert url("end", agreement.pk) not in text
    assert client.get(url("end", agreement.pk)).status_code == 409
    assert client.post(url("end", agreement.pk), {"why": "또"}).status_code == 422


@pytest.mark.parametrize("state", ["draft", "signing"])
def test_what_is_not_in_force_is_cancelled_with_a_reason(client, town, state):
    agreement = signing(town, state=state)
    enter(client, town.coordinator)
    assert client.post(url("end", agreement.pk), {"why": ""}).status_code == 422
    assert client.post(url("end", agreement.pk), {"why": "없던 일로"}).status_code == 303
    agreement.refresh_from_db()
    assert agreement.state == "cancelled"
    assert Event.objects.get(verb="partners.cancel").why == "없던 일로"


def test_next_step_names_who_must_act(client, town):
    enter(client, town.coordinator)

    def next_of(agreement):
        return client.get(url("detail", agreement.pk)).context["next"]

    assert next_of(make.agreement(town.district, town.school, town.firm))["deed"] == "request"
    waiting = next_of(signing(town))
    assert waiting["deed"] == "sign"
    assert town.firm.label in waiting["who"]
    assert next_of(signing(town, starts=date(2020, 1, 1), ends=date(2020, 2, 1)))["deed"] == "end"
    assert next_of(active(town, starts=date(2020, 1, 1), ends=date(2020, 2, 1)))["deed"] == "end"
    kept = active(town)
    assert next_of(kept) is None
    make.pledge(kept, town.firm, year=_year())
    assert next_of(kept)["deed"] == "keep"
    assert next_of(active(town, ends=today() + timedelta(days=20)))["deed"] == "end"
    assert next_of(active(town, state="ended")) is None


def test_a_signatory_is_named_to_their_own_organisation_and_masked_for_others(client, town):
    agreement = active(town)
    Party.objects.filter(agreement=agreement).update(signatory="홍길동")
    enter(client, town.hr)
    names = {
        each.party.organisation: each.signatory for each in client.get(url("detail", agreement.pk)).context["sides"]
    }
    assert names == {town.firm: "홍길동", town.school: "홍**"}
    enter(client, town.coordinator)
    assert {each.signatory for each in client.get(url("detail", agreement.pk)).context["sides"]} == {"홍길동"}
