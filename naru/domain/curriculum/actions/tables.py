"""Deeds on curriculum tables, local subjects and proposals of teacher training."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.rulebook import project_year
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.domain.curriculum.enums import Approval, CourseKind, DepartmentState, ProposalState, TableState
from naru.domain.curriculum.models import Course, Department, Slot, Table, TrainingProposal
from naru.domain.curriculum.queries import tables as reads
from naru.domain.curriculum.rules import table as rules

Cells = dict[int, dict[int, int]]


def draft_table(
    *, department: Department, intake_year: int, source: Table | None, note: str, by: User, origin: str = ""
) -> Table:
    """A new version for an intake: empty, or with what another table of the department holds."""
    access.require(by, Permission.CURRICULUM_DRAFT, on=department)
    cells = reads.cells_of(source) if source is not None else {}
    return _made(department, intake_year, cells, note, origin or (str(source) if source else ""), by)


def draft_from(*, department: Department, intake_year: int, cells: Cells, note: str, origin: str, by: User) -> Table:
    """A new version with given credits: what a planner found, or a sheet held."""
    access.require(by, Permission.CURRICULUM_DRAFT, on=department)
    return _made(department, intake_year, cells, note, origin, by)


def _made(department: Department, intake_year: int, cells: Cells, note: str, origin: str, by: User) -> Table:
    """A draft with these credits, under a lock on the department so that numbers are given once."""
    rules.TOTAL.on(project_year.first_day(intake_year))
    if department.state == DepartmentState.CLOSED:
        raise Conflict(_("폐과한 학과에는 편제표를 만들 수 없습니다."))
    with transaction.atomic():
        Department.objects.select_for_update().get(pk=department.pk)
        last = Table.objects.filter(department=department, intake_year=intake_year).aggregate(n=Max("number"))["n"]
        made = Table.objects.create(
            department=department,
            intake_year=intake_year,
            number=(last or 0) + 1,
            note=note,
            origin=origin[:200],
            made_by=by,
        )
        _write(made, cells)
        record.record("curriculum.draft_table", made, by=by)
    return made


def _write(table: Table, cells: Cells) -> None:
    Slot.objects.bulk_create(
        Slot(table=table, course_id=course, term=term, credits=credits)
        for course, terms in cells.items()
        for term, credits in terms.items()
        if credits
    )


def edit_table(*, table: Table, cells: Cells, note: str, edition: int, by: User) -> Table:
    """Writes the whole table anew: credits by course (id) and term. `edition`: the one that the person saw."""
    access.require(by, Permission.CURRICULUM_DRAFT, on=table)
    for terms in cells.values():
        for term, credits in terms.items():
            rules.may_fill(credits, term)
    with transaction.atomic():
        fresh = Table.objects.select_for_update().get(pk=table.pk)
        rules.may_edit(TableState(fresh.state), fresh.edition, edition)
        own = set(Course.objects.filter(pk__in=cells, department=fresh.department_id).values_list("pk", flat=True))
        if set(cells) - own:
            raise RuleBroken(_("다른 학과의 과목은 둘 수 없습니다."))
        before = _plain(reads.cells_of(fresh))
        Slot.objects.filter(table=fresh).delete()
        _write(fresh, cells)
        fresh.note, fresh.edition = note, fresh.edition + 1
        fresh.save()
        record.record(
            "curriculum.edit_table",
            fresh,
            by=by,
            before={"cells": before},
            after={"cells": _plain(cells), "edition": fresh.edition},
        )
    return fresh


def _plain(cells: Cells) -> dict[str, dict[str, int]]:
    return {str(pk): {str(term): n for term, n in terms.items() if n} for pk, terms in cells.items()}


def submit_table(*, table: Table, today: date, by: User) -> Table:
    """Hands a table in to the office; faults keep it a draft."""
    access.require(by, Permission.CURRICULUM_WRITE, on=table)
    with transaction.atomic():
        fresh = Table.objects.select_for_update().select_related("department__school").get(pk=table.pk)
        rules.may_become(TableState(fresh.state), TableState.SUBMITTED)
        rules.may_hand_in(reads.faults(fresh))
        _step(fresh, TableState.SUBMITTED, "curriculum.submit_table", by, submitted_on=today)
    return fresh


def approve_table(*, table: Table, reason: str, today: date, by: User) -> Table:
    """The office approves: the earlier approved version of the intake steps back, and the table is in force at once."""
    access.require(by, Permission.CURRICULUM_APPROVE, on=table)
    with transaction.atomic():
        Department.objects.select_for_update().get(pk=table.department_id)
        fresh = Table.objects.select_for_update().select_related("department__school").get(pk=table.pk)
        rules.may_become(TableState(fresh.state), TableState.APPROVED)
        rules.may_hand_in(reads.faults(fresh))
        for earlier in Table.objects.select_for_update().filter(
            department=fresh.department_id, intake_year=fresh.intake_year, state=TableState.APPROVED
        ):
            _step(earlier, TableState.SUPERSEDED, "curriculum.supersede_table", by)
        _step(fresh, TableState.APPROVED, "curriculum.approve_table", by, decided_on=today, reason=reason)
    return fresh


def return_table(*, table: Table, reason: str, today: date, by: User) -> Table:
    """The office sends a table back with its reason; it is a draft again."""
    access.require(by, Permission.CURRICULUM_APPROVE, on=table)
    with transaction.atomic():
        fresh = Table.objects.select_for_update().select_related("department__school").get(pk=table.pk)
        rules.may_become(TableState(fresh.state), TableState.DRAFT)
        if not reason.strip():
            raise RuleBroken(_("무엇을 고쳐야 하는지 적어 주십시오."), field="reason")
        _step(fresh, TableState.DRAFT, "curriculum.return_table", by, decided_on=today, reason=reason)
    return fresh


def _step(table: Table, state: TableState, verb: str, by: User, **values: object) -> None:
    before = record.snapshot(table, "state")
    table.state = state
    for name, value in values.items():
        setattr(table, name, value)
    table.save()
    record.record(verb, table, by=by, before=before, why=str(values.get("reason", "")))


def ask_approval(*, course: Course, by: User) -> Course:
    """Asks the office to approve a local subject."""
    access.require(by, Permission.CURRICULUM_WRITE, on=course)
    with transaction.atomic():
        fresh = Course.objects.select_for_update().get(pk=course.pk)
        rules.may_ask_approval(CourseKind(fresh.kind), Approval(fresh.approval))
        before = record.snapshot(fresh, "approval")
        fresh.approval = Approval.ASKED
        fresh.save()
        record.record("curriculum.ask_approval", fresh, by=by, before=before)
    return fresh


def decide_approval(*, course: Course, is_approved: bool, document: str, today: date, by: User) -> Course:
    """The office approves a local subject with a document, or refuses it."""
    access.require(by, Permission.CURRICULUM_APPROVE, on=course)
    with transaction.atomic():
        fresh = Course.objects.select_for_update().get(pk=course.pk)
        rules.may_decide_approval(Approval(fresh.approval), is_approved, document)
        before = record.snapshot(fresh, "approval")
        fresh.approval = Approval.APPROVED if is_approved else Approval.REFUSED
        fresh.approved_on = today if is_approved else None
        fresh.document = document
        fresh.save()
        record.record("curriculum.decide_approval", fresh, by=by, before=before, why=document)
    return fresh


def answer_training(*, proposal: TrainingProposal, is_taken: bool, answer: str, by: User) -> TrainingProposal:
    """Whoever runs training takes a proposal up or drops it, with a sentence."""
    access.require(by, Permission.TRAINING_WRITE, on=proposal)
    with transaction.atomic():
        fresh = TrainingProposal.objects.select_for_update().get(pk=proposal.pk)
        if fresh.state != ProposalState.PROPOSED:
            raise Conflict(_("이미 답한 제안입니다."))
        before = record.snapshot(fresh, "state")
        fresh.state = ProposalState.TAKEN if is_taken else ProposalState.DROPPED
        fresh.answer = answer
        fresh.save()
        record.record("curriculum.answer_training", fresh, by=by, before=before, why=answer)
    return fresh
