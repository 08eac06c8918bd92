"""Deeds of planning: asking for options, keeping them, choosing one, proposing the training that it needs."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District
from naru.base.jobs import work
from naru.base.rulebook.errors import Conflict
from naru.domain.curriculum.actions import tables
from naru.domain.curriculum.enums import ProposalState, StudyKind
from naru.domain.curriculum.models import Department, Option, Study, Table, TrainingProposal
from naru.domain.curriculum.queries import studies as reads
from naru.domain.curriculum.rules import planning as rules

COURSES_TASK = "curriculum.courses"
SEATS_TASK = "curriculum.seats"


def ask_courses(
    *,
    department: Department,
    district: District,
    intake_year: int,
    change: int,
    money: int,
    trainings: int,
    is_only_open: bool,
    by: User,
) -> Study:
    """Asks for options of courses for a department and intake; a worker finds them."""
    access.require(by, Permission.CURRICULUM_DRAFT, on=department)
    rules.may_plan_courses(change, money, trainings)
    asked = {"change": change, "money": money, "trainings": trainings, "is_only_open": is_only_open}
    with transaction.atomic():
        made = Study.objects.create(
            district=district,
            kind=StudyKind.COVER,
            department=department,
            school=department.school,
            intake_year=intake_year,
            asked=asked,
            asked_by=by,
        )
        record.record("curriculum.ask_courses", made, by=by)
        made.run = work.ask(COURSES_TASK, {"study": made.pk}, by=by, district=district)
        made.save(update_fields=["run"])
    return made


def ask_seats(*, district: District, intake_year: int, years: int, money: int, recruits: int, by: User) -> Study:
    """Asks for options of seats of the whole district over years."""
    access.require(by, Permission.CURRICULUM_PLAN, on=district)
    rules.may_plan_seats(years, money, recruits)
    with transaction.atomic():
        made = Study.objects.create(
            district=district,
            kind=StudyKind.SEATS,
            intake_year=intake_year,
            asked={"years": years, "money": money, "recruits": recruits},
            asked_by=by,
        )
        record.record("curriculum.ask_seats", made, by=by)
        made.run = work.ask(SEATS_TASK, {"study": made.pk}, by=by, district=district)
        made.save(update_fields=["run"])
    return made


def keep_courses(
    *, study: Study, answers: list[Any], facts: dict[str, Any], digest: str, engine: str, today: date
) -> int:
    """Keeps the options of a study; doing it again keeps them once. Returns how many."""
    rows = []
    for number, each in enumerate(answers):
        district = reads.district_coverage(study, each.detail["units"], today)
        rows.append(
            Option(
                study=study,
                number=number,
                title=each.key,
                coverage=rules.tenth(each.coverage),
                change=rules.tenth(each.change),
                cost=each.cost,
                is_proved=each.is_proved,
                detail={**each.detail, "district": None if district is None else str(district)},
            )
        )
    return _keep(study, rows, facts, digest, engine)


def keep_seats(*, study: Study, answers: list[Any], facts: dict[str, Any], digest: str, engine: str) -> int:
    """The same for seats: `coverage` is the share of wanted persons that is met in the middle of the scenarios."""
    rows = []
    for number, each in enumerate(answers):
        rows.append(
            Option(
                study=study,
                number=number,
                title=each.key,
                coverage=None,
                change=each.changed,
                cost=each.cost,
                is_proved=each.is_proved,
                detail=each.detail,
            )
        )
    return _keep(study, rows, facts, digest, engine)


def _keep(study: Study, rows: list[Option], facts: dict[str, Any], digest: str, engine: str) -> int:
    Option.objects.filter(study=study).delete()
    Option.objects.bulk_create(rows)
    Study.objects.filter(pk=study.pk).update(given=facts, digest=digest, engine=engine)
    return len(rows)


def adopt(*, option: Option, why: str, today: date, by: User) -> Table:
    """Makes a draft table of the option; the person says why this one."""
    study = option.study
    access.require(by, Permission.CURRICULUM_DRAFT, on=study.department or study)
    if study.kind != StudyKind.COVER or study.department is None:
        raise Conflict(_("학과 교육과정의 대안만 편제표로 채택할 수 있습니다."))
    if not option.detail.get("cells"):
        raise Conflict(_("‘지금 그대로’는 채택할 것이 없습니다."))
    cells = {int(pk): {int(term): n for term, n in terms.items()} for pk, terms in option.detail["cells"].items()}
    with transaction.atomic():
        fresh = Option.objects.select_for_update().get(pk=option.pk)
        if fresh.table_id is not None:
            raise Conflict(_("이미 채택한 대안입니다."))
        made = tables.draft_from(
            department=study.department,
            intake_year=study.intake_year,
            cells=cells,
            note=why[:300],
            origin=str(_("%(day)s에 찾은 대안 %(number)s") % {"day": study.asked_at.date(), "number": option.number}),
            by=by,
        )
        fresh.table, fresh.chosen_on, fresh.why = made, today, why
        fresh.save()
        record.record("curriculum.adopt", fresh, by=by, why=why, after={"table": made.pk, "option": fresh.number})
    return made


def choose_seats(*, option: Option, why: str, today: date, by: User) -> Option:
    """Records which plan of seats people go on with; requests are made from it one by one."""
    access.require(by, Permission.CURRICULUM_PLAN, on=option.study.district)
    if option.study.kind != StudyKind.SEATS:
        raise Conflict(_("지구 정원의 대안만 고를 수 있습니다."))
    with transaction.atomic():
        Study.objects.select_for_update().get(pk=option.study_id)
        for earlier in Option.objects.filter(study=option.study_id, chosen_on__isnull=False):
            earlier.chosen_on, earlier.why = None, ""
            earlier.save()
        fresh = Option.objects.get(pk=option.pk)
        fresh.chosen_on, fresh.why = today, why
        fresh.save()
        record.record("curriculum.choose_seats", fresh, by=by, why=why, after={"option": fresh.number})
    return fresh


def propose_training(*, option: Option, subject: str, today: date, by: User) -> TrainingProposal:
    """Proposes the teacher training that an option names to the room of training; what waits is not proposed twice."""
    department = option.study.department
    access.require(by, Permission.CURRICULUM_DRAFT, on=department or option.study)
    named = [each for each in option.detail.get("trainings", []) if each["subject"] == subject]
    planned = dict(option.detail.get("trained", []))
    if department is None or not (named or subject in planned):
        raise Conflict(_("이 대안에 그 교과의 연수가 없습니다."))
    courses = named[0]["courses"] if named else []
    with transaction.atomic():
        Department.objects.select_for_update().get(pk=department.pk)
        waits = TrainingProposal.objects.filter(
            department=department, subject=subject, state=ProposalState.PROPOSED
        ).first()
        if waits is not None:
            raise Conflict(_("같은 연수를 이미 제안했고 답을 기다립니다."))
        made = TrainingProposal.objects.create(
            department=department,
            subject=subject,
            teachers=planned.get(subject, 1),
            courses=", ".join(courses)[:300],
            gain=rules.tenth(named[0]["gain"]) if named else None,
            proposed_on=today,
        )
        record.record("curriculum.propose_training", made, by=by)
    return made
