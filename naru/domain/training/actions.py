"""Deeds of the room training."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District, Organisation
from naru.base.rulebook.errors import Conflict
from naru.domain.budget.models import Line
from naru.domain.competency.models import Unit
from naru.domain.people.enums import LearnerState
from naru.domain.people.models import Learner
from naru.domain.training import queries, rules
from naru.domain.training.enums import EnrolmentState, ProgrammeKind
from naru.domain.training.models import Attainment, Enrolment, Funding, Programme


def announce(
    *,
    district: District,
    code: str,
    name: str,
    kind: ProgrammeKind,
    provider: Organisation,
    year: int,
    capacity: int,
    hours: int,
    opens_on: date,
    closes_on: date,
    starts: date,
    ends: date,
    fundings: list[tuple[Line, int]],
    by: User,
) -> Programme:
    """Announces a programme with its sign-up window and the budget lines that pay (won each)."""
    access.require(by, Permission.TRAINING_WRITE, on=district)
    with transaction.atomic():
        made = Programme.objects.create(
            district=district,
            code=code,
            name=name,
            kind=kind,
            provider=provider,
            year=year,
            capacity=capacity,
            hours=hours,
            opens_on=opens_on,
            closes_on=closes_on,
            starts=starts,
            ends=ends,
        )
        for line, amount in fundings:
            Funding.objects.create(programme=made, line=line, amount=amount)
        record.record("training.announce", made, by=by)
    return made


def sign_up(*, programme: Programme, learner: Learner, today: date, by: User) -> Enrolment:
    """Signs a learner up: a place while there is room, else the waiting list.

    The programme's row is locked, so that simultaneous sign-ups never take more places than there are.
    """
    access.require(by, Permission.TRAINING_ENROL, on=learner)
    with transaction.atomic():
        locked = Programme.objects.select_for_update().get(pk=programme.pk)
        rules.may_sign_up(
            locked.opens_on,
            locked.closes_on,
            today,
            queries.is_in_district(learner, locked.district, today),
            learner.state == LearnerState.ENROLLED,
        )
        before = Enrolment.objects.filter(programme=locked, learner=learner).first()
        if before is not None and before.state != EnrolmentState.WITHDRAWN:
            raise Conflict(_("이미 신청한 과정입니다."))
        state = rules.place_of(queries.taken(locked), locked.capacity)
        if before is not None:
            before.state, before.signed_up_at = state, timezone.now()
            before.save()
            made = before
        else:
            made = Enrolment.objects.create(programme=locked, learner=learner, state=state, signed_up_at=timezone.now())
        record.record("training.sign_up", made, by=by, district=locked.district_id)
    return made


def withdraw(*, enrolment: Enrolment, by: User) -> Enrolment | None:
    """Gives a place back; the first on the waiting list takes it and is returned."""
    access.require(by, Permission.TRAINING_ENROL, on=enrolment)
    with transaction.atomic():
        programme = Programme.objects.select_for_update().get(pk=enrolment.programme_id)
        fresh = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
        rules.may_withdraw(EnrolmentState(fresh.state))
        had_place = fresh.state == EnrolmentState.ENROLLED
        before = record.snapshot(fresh, "state")
        fresh.state = EnrolmentState.WITHDRAWN
        fresh.save()
        record.record("training.withdraw", fresh, by=by, before=before, district=programme.district_id)
        following = queries.first_waiting(programme) if had_place else None
        if following is not None:
            following.state = EnrolmentState.ENROLLED
            following.save()
            record.record("training.take_free_place", following, by=by, district=programme.district_id)
    return following


def complete(*, enrolment: Enrolment, hours_done: Decimal, on: date, evidence: str, by: User) -> Enrolment:
    """Closes a participation by its hours: completed, or not completed below the share of the day."""
    access.require(by, Permission.TRAINING_COMPLETE, on=enrolment)
    with transaction.atomic():
        fresh = Enrolment.objects.select_for_update().select_related(None).get(pk=enrolment.pk)
        programme = fresh.programme
        state = rules.may_complete(
            EnrolmentState(fresh.state), programme.starts, on, programme.hours, hours_done, evidence
        )
        before = record.snapshot(fresh, "state", "hours_done")
        fresh.state, fresh.hours_done, fresh.evidence = state, hours_done, evidence
        fresh.completed_on = on if state == EnrolmentState.COMPLETED else None
        fresh.save()
        record.record("training.complete", fresh, by=by, before=before, district=programme.district_id)
    return fresh


def attest(
    *, learner: Learner, licence: str, unit: Unit | None, reached_on: date, evidence: str, today: date, by: User
) -> Attainment:
    """The school says that a learner holds a licence or reached a unit, and what it saw."""
    access.require(by, Permission.TRAINING_ATTEST, on=learner)
    with transaction.atomic():
        held = Learner.objects.select_for_update().get(pk=learner.pk)
        name = unit.code if unit is not None else rules.licence_name(licence)
        stands = queries.is_attained(held, name)
        rules.may_attest(bool(licence.strip()), unit is not None, reached_on, today, evidence, stands)
        made = Attainment.objects.create(
            learner=held, name=name, unit=unit, reached_on=reached_on, evidence=evidence.strip()
        )
        record.record("training.attest", made, by=by)
    return made


def retract(*, attainment: Attainment, why: str, by: User) -> None:
    """Takes back what was recorded by mistake; what was counted on it before stays as it was."""
    access.require(by, Permission.TRAINING_ATTEST, on=attainment)
    with transaction.atomic():
        held = Attainment.objects.select_for_update().get(pk=attainment.pk)
        record.record("training.retract", held, by=by, why=why)
        held.delete()
