"""Deeds of the room partners."""

from datetime import date

from django.db import transaction

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District, Organisation
from naru.domain.partners import queries, rules
from naru.domain.partners.enums import AgreementKind, AgreementState, PledgeKind
from naru.domain.partners.models import Agreement, Keeping, Party, Pledge


def draft_agreement(
    *,
    district: District,
    code: str,
    title: str,
    kind: AgreementKind,
    starts: date,
    ends: date,
    parties: list[Organisation],
    by: User,
) -> Agreement:
    """Writes a draft with its parties."""
    access.require(by, Permission.PARTNERS_WRITE, on=district)
    with transaction.atomic():
        made = Agreement.objects.create(district=district, code=code, title=title, kind=kind, starts=starts, ends=ends)
        for each in parties:
            Party.objects.create(agreement=made, organisation=each)
        record.record("partners.draft_agreement", made, by=by)
    return made


def _move(agreement: Agreement, then: AgreementState, verb: str, by: User, why: str = "", **changes: object) -> None:
    """One step of the state table, on a locked row."""
    fresh = Agreement.objects.select_for_update().get(pk=agreement.pk)
    rules.may_become(AgreementState(fresh.state), then)
    before = record.snapshot(fresh)
    fresh.state = then
    for name, value in changes.items():
        setattr(fresh, name, value)
    fresh.save()
    record.record(verb, fresh, by=by, before=before, why=why)
    agreement.state = fresh.state


def request_signatures(*, agreement: Agreement, by: User) -> None:
    """Asks the parties to sign."""
    access.require(by, Permission.PARTNERS_WRITE, on=agreement.district)
    with transaction.atomic():
        rules.may_request_signatures(agreement.parties.count())
        _move(agreement, AgreementState.SIGNING, "partners.request_signatures", by)


def sign(*, agreement: Agreement, organisation: Organisation, signatory: str, on: date, by: User) -> Party:
    """Signs for one party, by a person of that party; the last signature brings the agreement into force."""
    access.require(by, Permission.PARTNERS_SIGN, on=organisation)
    with transaction.atomic():
        fresh = Agreement.objects.select_for_update().get(pk=agreement.pk)
        party = queries.party_of(fresh, organisation)
        signed_on = party.signed_on if party else None
        rules.may_sign(AgreementState(fresh.state), party is not None, signed_on, on, fresh.ends)
        party = fresh.parties.select_for_update().get(organisation=organisation)
        party.signed_on, party.signatory = on, signatory
        party.save()
        record.record("partners.sign", party, by=by, district=fresh.district_id)
        if not fresh.parties.filter(signed_on__isnull=True).exists():
            _move(agreement, AgreementState.ACTIVE, "partners.come_into_force", by)
    return party


def end_agreement(*, agreement: Agreement, on: date, why: str, by: User) -> None:
    """Ends an agreement in force on a day, never later than agreed; a draft or unsigned one is cancelled."""
    access.require(by, Permission.PARTNERS_WRITE, on=agreement.district)
    with transaction.atomic():
        fresh = Agreement.objects.select_for_update().get(pk=agreement.pk)
        if fresh.state == AgreementState.ACTIVE:
            ends = min(max(on, fresh.starts), fresh.ends)
            _move(agreement, AgreementState.ENDED, "partners.end", by, why, ends=ends)
        else:
            _move(agreement, AgreementState.CANCELLED, "partners.cancel", by, why)


def pledge(
    *, agreement: Agreement, organisation: Organisation, kind: PledgeKind, year: int, amount: int, by: User
) -> Pledge:
    """Records what a party promised for a year; said again, it replaces the earlier amount with both in the audit."""
    access.require(by, Permission.PARTNERS_WRITE, on=agreement.district)
    with transaction.atomic():
        fresh = Agreement.objects.select_for_update().get(pk=agreement.pk)
        is_party = queries.party_of(fresh, organisation) is not None
        rules.may_pledge(AgreementState(fresh.state), is_party, amount)
        made, is_new = Pledge.objects.get_or_create(
            agreement=fresh, organisation=organisation, kind=kind, year=year, defaults={"amount": amount}
        )
        before = {} if is_new else record.snapshot(made)
        made.amount = amount
        made.save()
        record.record("partners.pledge", made, by=by, before=before, district=fresh.district_id)
    return made


def record_kept(*, pledge: Pledge, on: date, amount: int, evidence: str, by: User) -> Keeping:
    """Records what was kept of a pledge, with its evidence."""
    access.require(by, Permission.PARTNERS_WRITE, on=pledge.agreement.district)
    with transaction.atomic():
        rules.may_keep(AgreementState(pledge.agreement.state), amount, evidence)
        made = Keeping.objects.create(pledge=pledge, on=on, amount=amount, evidence=evidence)
        record.record("partners.record_kept", made, by=by, district=pledge.agreement.district_id)
    return made
