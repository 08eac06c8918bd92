"""Deeds of the room people."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import Organisation
from naru.base.rulebook.errors import Conflict
from naru.domain.people import rules
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
