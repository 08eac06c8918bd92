"""Deeds of the room curriculum."""

from django.db import transaction

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import Organisation
from naru.domain.curriculum import rules
from naru.domain.curriculum.enums import DepartmentState, SchoolKind
from naru.domain.curriculum.models import Department, Seats


def open_department(
    *,
    school: Organisation,
    code: str,
    name: str,
    state: DepartmentState,
    is_industry: bool,
    by: User,
    kind: SchoolKind | str = "",
) -> Department:
    """Enters a department of a school."""
    access.require(by, Permission.CURRICULUM_WRITE, on=school)
    with transaction.atomic():
        made = Department.objects.create(
            school=school, code=code, name=name, state=state, kind=kind, is_industry=is_industry
        )
        record.record("curriculum.open_department", made, by=by)
    return made


def change_state(*, department: Department, state: DepartmentState, why: str, by: User) -> None:
    """Moves a department along its states."""
    access.require(by, Permission.CURRICULUM_WRITE, on=department)
    with transaction.atomic():
        fresh = Department.objects.select_for_update().get(pk=department.pk)
        rules.may_become(DepartmentState(fresh.state), DepartmentState(state))
        before = record.snapshot(fresh, "state")
        fresh.state = state
        fresh.save()
        record.record("curriculum.change_state", fresh, by=by, before=before, why=why)


def set_seats(*, department: Department, intake_year: int, seats: int, source: str, by: User) -> Seats:
    """Sets the seats of an intake year; the earlier figure stands in the audit."""
    access.require(by, Permission.CURRICULUM_WRITE, on=department)
    rules.may_set_seats(DepartmentState(department.state), seats)
    with transaction.atomic():
        Department.objects.select_for_update().get(pk=department.pk)
        made, is_new = Seats.objects.get_or_create(
            department=department, intake_year=intake_year, defaults={"seats": seats, "source": source}
        )
        before = {} if is_new else record.snapshot(made)
        made.seats, made.source = seats, source
        made.save()
        record.record("curriculum.set_seats", made, by=by, before=before)
    return made
