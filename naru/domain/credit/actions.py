"""Deeds of the room credit: registering gives nothing; completing and deciding does."""

from datetime import date

from django.db import transaction

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District, Organisation
from naru.domain.credit import rules
from naru.domain.credit.enums import AwardState, Basis
from naru.domain.credit.models import Award
from naru.domain.people.models import Learner


def register(
    *,
    district: District,
    code: str,
    learner: Learner,
    university: Organisation,
    basis: Basis,
    course: str,
    hours: int,
    credits: int,
    registered_on: date,
    by: User,
) -> Award:
    """Registers creditable learning; no credit yet."""
    access.require(by, Permission.CREDIT_APPLY, on=learner, within=district)
    rules.may_register(hours, credits, registered_on)
    with transaction.atomic():
        made = Award.objects.create(
            district=district,
            code=code,
            learner=learner,
            university=university,
            basis=basis,
            course=course,
            hours=hours,
            credits=credits,
            registered_on=registered_on,
        )
        record.record("credit.register", made, by=by)
    return made


def _move(award: Award, then: AwardState, verb: str, by: User, why: str = "", **changes: object) -> Award:
    fresh = Award.objects.select_for_update().get(pk=award.pk)
    rules.may_become(AwardState(fresh.state), then)
    before = record.snapshot(fresh, "state")
    fresh.state = then
    for name, value in changes.items():
        setattr(fresh, name, value)
    fresh.save()
    record.record(verb, fresh, by=by, before=before, why=why)
    return fresh


def complete(*, award: Award, on: date, by: User) -> Award:
    """Says that the learning was completed, as the university (or the centre from its list)."""
    access.require(by, Permission.CREDIT_COMPLETE, on=award)
    rules.may_complete(award.registered_on, on)
    with transaction.atomic():
        return _move(award, AwardState.COMPLETED, "credit.complete", by, completed_on=on)


def award(*, award: Award, on: date, document: str, by: User) -> Award:
    """Recognises the credit, as the deciding university, by a document."""
    access.require(by, Permission.CREDIT_AWARD, on=award)
    with transaction.atomic():
        rules.may_become(AwardState(award.state), AwardState.AWARDED)
        rules.may_award(award.completed_on, on, document)
        return _move(award, AwardState.AWARDED, "credit.award", by, decided_on=on, document=document)


def refuse(*, award: Award, on: date, reason: str, by: User) -> Award:
    """Does not recognise it, as the deciding university, with a reason."""
    access.require(by, Permission.CREDIT_AWARD, on=award)
    with transaction.atomic():
        return _move(award, AwardState.REFUSED, "credit.refuse", by, why=reason, decided_on=on)
