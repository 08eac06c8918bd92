"""Deeds of the room people."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District, Organisation
from naru.base.privacy import asking, consent, law
from naru.base.privacy.enums import CorrectionState, Giver, How, Purpose
from naru.base.privacy.models import Consent, ConsentRequest, ConsentRule, Correction
from naru.base.rulebook.errors import Conflict, NotFound
from naru.domain.people import queries, rules
from naru.domain.people.enums import LearnerState, Sex
from naru.domain.people.models import Learner


def enter_learner(
    *,
    school: Organisation,
    number: str,
    name: str,
    birth_date: date,
    sex: Sex,
    department: str,
    intake_year: int,
    grade: int | None,
    by: User,
) -> Learner:
    """Enters a learner of a school; the number is unique there."""
    access.require(by, Permission.PEOPLE_WRITE, on=school)
    rules.may_enter(birth_date, intake_year)
    try:
        with transaction.atomic():
            made = Learner.objects.create(
                school=school,
                number=number,
                name=name,
                birth_date=birth_date,
                sex=sex,
                department=department,
                intake_year=intake_year,
                grade=grade,
                state=LearnerState.ENROLLED,
            )
            record.record("people.enter_learner", made, by=by)
    except IntegrityError:
        raise Conflict(_("이 학교에 같은 학번의 학생이 이미 있습니다. 학번을 확인해 주세요.")) from None
    return made


def graduate(*, learner: Learner, on: date, by: User) -> None:
    """Marks a learner as graduated on a day."""
    access.require(by, Permission.PEOPLE_WRITE, on=learner)
    with transaction.atomic():
        fresh = Learner.objects.select_for_update().get(pk=learner.pk)
        rules.may_graduate(LearnerState(fresh.state), fresh.intake_year, on)
        before = record.snapshot(fresh, "state", "graduated_on", "grade")
        fresh.state, fresh.graduated_on, fresh.grade = LearnerState.GRADUATED, on, None
        fresh.save()
        record.record("people.graduate", fresh, by=by, before=before)


def leave(*, learner: Learner, why: str, by: User) -> None:
    """Marks a learner as having left school."""
    access.require(by, Permission.PEOPLE_WRITE, on=learner)
    with transaction.atomic():
        fresh = Learner.objects.select_for_update().get(pk=learner.pk)
        rules.may_leave(LearnerState(fresh.state))
        before = record.snapshot(fresh, "state", "grade")
        fresh.state, fresh.grade = LearnerState.LEFT, None
        fresh.save()
        record.record("people.leave", fresh, by=by, before=before, why=why)


def _giver(learner: Learner, by: User) -> Giver:
    return Giver.SELF if learner.user_id == by.pk else Giver.GUARDIAN


def give_consent(
    *, learner: Learner, purpose: Purpose, recipient: Organisation | None = None, today: date, by: User
) -> Consent:
    """The learner, or their guardian, agrees to one purpose."""
    access.require(by, Permission.CONSENT_GIVE, on=learner)
    giver = _giver(learner, by)
    with transaction.atomic():
        if giver == Giver.GUARDIAN:
            asking.settle(*queries.person_of(learner), purpose, recipient, by=by)
        return consent.give(
            *queries.person_of(learner),
            purpose,
            giver=giver,
            how=How.PAGE,
            today=today,
            by=by,
            recipient=recipient,
            giver_name=by.name,
        )


def withdraw_consent(*, learner: Learner, given: Consent, by: User) -> Consent:
    """Whoever gave a consent takes it back; from this moment nobody may act on it."""
    access.require(by, Permission.CONSENT_GIVE, on=learner)
    if (given.person_type, given.person_id) != queries.person_of(learner) or given.giver != _giver(learner, by):
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    return consent.withdraw(given, by=by)


def record_consent(
    *,
    learner: Learner,
    purpose: Purpose,
    giver: Giver,
    giver_name: str,
    recipient: Organisation | None,
    evidence: str,
    today: date,
    by: User,
) -> Consent:
    """The school records a consent that was given on paper, and where the paper is."""
    access.require(by, Permission.CONSENT_ASK, on=learner)
    with transaction.atomic():
        return consent.give(
            *queries.person_of(learner),
            purpose,
            giver=giver,
            how=How.PAPER,
            today=today,
            by=by,
            recipient=recipient,
            giver_name=giver_name,
            evidence=evidence,
        )


def ask_guardian(
    *,
    learner: Learner,
    guardian_name: str,
    purpose: Purpose,
    recipient: Organisation | None = None,
    today: date,
    by: User,
) -> tuple[ConsentRequest, str]:
    """Asks a guardian by a link without an account; returns the request and the token, told only this once."""
    access.require(by, Permission.CONSENT_ASK, on=learner)
    with transaction.atomic():
        kind, number = queries.person_of(learner)
        made, _link, token = asking.ask(
            kind, number, purpose, guardian_name=guardian_name, recipient=recipient, today=today, by=by
        )
    return made, token


def take_back_request(*, learner: Learner, request: ConsentRequest, by: User) -> None:
    """Ends a request to a guardian; its link opens nothing any more."""
    access.require(by, Permission.CONSENT_ASK, on=learner)
    if (request.person_type, request.person_id) != queries.person_of(learner):
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    asking.take_back(request, by=by)


def set_consent_rule(
    *, district: District, purpose: Purpose, since: date, below_age: int, source: str, by: User
) -> ConsentRule:
    """The district says below which age a guardian agrees as well, from a day on."""
    access.require(by, Permission.CONSENT_ASK, on=district)
    return consent.set_rule(district=district, purpose=purpose, since=since, below_age=below_age, source=source, by=by)


def ask_correction(*, learner: Learner, field: str, wanted: str, why: str, today: date, by: User) -> Correction:
    """The learner, or their guardian, asks for a wrong value to be mended."""
    access.require(by, Permission.CONSENT_GIVE, on=learner)
    rules.correct_value(field, wanted)
    kind, number = queries.person_of(learner)
    try:
        with transaction.atomic():
            made = Correction.objects.create(
                person_type=kind,
                person_id=number,
                organisation=learner.school,
                field=field,
                wanted=wanted,
                why=why,
                asked_by_id=by.pk,
                asked_on=today,
                answer_by=today + timedelta(days=law.CORRECTION_DAYS.on(today).value),
            )
            record.record("people.ask_correction", made, by=by)
    except IntegrityError:
        raise Conflict(_("이 항목은 이미 정정을 요청했습니다. 답을 기다려 주십시오.")) from None
    return made


def answer_correction(*, correction: Correction, accepts: bool, answer: str, today: date, by: User) -> Correction:
    """The school mends the value, or says why not."""
    access.require(by, Permission.PRIVACY_ANSWER, on=correction)
    with transaction.atomic():
        fresh = Correction.objects.select_for_update().get(pk=correction.pk)
        if fresh.state != CorrectionState.ASKED:
            raise Conflict(_("이미 답한 요청입니다."))
        if accepts:
            learner = Learner.objects.select_for_update().get(pk=fresh.person_id)
            before = record.snapshot(learner, fresh.field)
            setattr(learner, fresh.field, rules.correct_value(fresh.field, fresh.wanted))
            learner.save(update_fields=[fresh.field])
            record.record("people.correct", learner, by=by, before=before, after=record.snapshot(learner, fresh.field))
        fresh.state = CorrectionState.CORRECTED if accepts else CorrectionState.REFUSED
        fresh.answer, fresh.answered_on = answer, today
        fresh.save()
        record.record("people.answer_correction", fresh, by=by, why=answer)
    return fresh
