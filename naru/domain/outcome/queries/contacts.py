"""Graduates whom somebody must reach: not yet asked about the survey day, or out of work since."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import waiting as todo
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.accounts.waiting import Todo, Waiting
from naru.base.district.models import District
from naru.base.rulebook import project_year
from naru.domain.outcome.enums import Status
from naru.domain.outcome.models import Observation
from naru.domain.people.enums import LearnerState
from naru.domain.people.models import Learner
from naru.domain.placement.models import Application, Placement
from naru.domain.training.enums import EnrolmentState
from naru.domain.training.models import Enrolment

#: A status is asked within these days of the survey day.
SURVEY_DAYS = 45


def last_survey_day(today: date) -> date:
    """The latest 1 April or 1 October: the days of the survey and of its first follow-up."""
    days = (date(today.year, 10, 1), date(today.year, 4, 1), date(today.year - 1, 10, 1))
    return next(day for day in days if day <= today)


def unobserved(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Graduates of the last survey's class whose status on its latest day nobody knows.

    In October only those are asked who worked in April: the follow-up is of them.
    """
    day = last_survey_day(today)
    graduates = rows.filter(
        state=LearnerState.GRADUATED, graduated_on__range=(date(day.year, 1, 1), date(day.year, 3, 31))
    ).exclude(pk__in=Observation.objects.filter(on=day).values("learner"))
    if day.month == 10:
        worked = Observation.objects.filter(on=date(day.year, 4, 1), status=Status.EMPLOYED).values("learner")
        return graduates.filter(pk__in=worked)
    return graduates


def stopped(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Graduates who were insured in work in the last April and were out of work when last seen in October."""
    april = date(today.year if today >= date(today.year, 10, 1) else today.year - 1, 4, 1)
    insured = Observation.objects.filter(on=april, is_insured=True).values("learner")
    lost = Observation.objects.filter(on=april.replace(month=10), status=Status.UNEMPLOYED).values("learner")
    later = Observation.objects.filter(on__gt=april.replace(month=10), status__in=(Status.EMPLOYED, Status.STUDY))
    return rows.filter(pk__in=insured).filter(pk__in=lost).exclude(pk__in=later.values("learner"))


TODOS = (
    Todo(
        "outcome.observe",
        _("조사일 상태를 모르는 졸업생"),
        unobserved,
        Learner,
        Permission.OUTCOME_RECORD,
        member="school",
        due=lambda today: date.fromordinal(last_survey_day(today).toordinal() + SURVEY_DAYS),
        page="people:list",
        query=(("todo", "observe"),),
        one="people:path",
        learner="pk",
        is_risk=True,
    ),
    Todo(
        "outcome.stopped",
        _("여섯 달 안에 일을 그만둔 졸업생"),
        stopped,
        Learner,
        Permission.OUTCOME_RECORD,
        member="school",
        page="people:list",
        query=(("todo", "stopped"),),
        one="people:path",
        learner="pk",
        is_risk=True,
    ),
)


def waiting(viewer: User, district: District | None, today: date) -> list[Waiting]:
    """What waits for the viewer in this room; one query for each kind."""
    return todo.of(TODOS, viewer, today, district)


@dataclass(frozen=True)
class ClassStep:
    """How many of a school's leaving class have come so far; `page` and `query` show the room where it is done."""

    name: Any
    count: int
    page: str


def class_steps(schools: frozenset[int], today: date) -> list[ClassStep]:
    """The class that leaves school in the running project year, at schools that the viewer works for; one query.

    Not hidden when small: it is told only to whoever works with these learners by name.
    """
    year = project_year.of(today)
    leaving = Learner.objects.filter(school__in=schools).filter(
        Q(state=LearnerState.ENROLLED, intake_year=year - 2)
        | Q(graduated_on__range=(project_year.first_day(year), project_year.last_day(year)))
    )
    completed = Enrolment.objects.filter(learner=OuterRef("pk"), state=EnrolmentState.COMPLETED)
    applied = Application.objects.filter(learner=OuterRef("pk"))
    found = leaving.annotate(
        has_completed=Exists(completed),
        has_applied=Exists(applied),
        has_offer=Exists(applied.filter(offered_on__isnull=False)),
        has_job=Exists(Placement.objects.filter(learner=OuterRef("pk"))),
    ).aggregate(
        whole=Count("pk"),
        completed=Count("pk", filter=Q(has_completed=True)),
        applied=Count("pk", filter=Q(has_applied=True)),
        offered=Count("pk", filter=Q(has_offer=True)),
        placed=Count("pk", filter=Q(has_job=True)),
    )
    return [
        ClassStep(_("올해 졸업할 학생"), found["whole"], "people:list"),
        ClassStep(_("과정을 마친 학생"), found["completed"], "training:enrolments"),
        ClassStep(_("채용에 지원한 학생"), found["applied"], "placement:applications"),
        ClassStep(_("제안을 받은 학생"), found["offered"], "placement:applications"),
        ClassStep(_("취업한 학생"), found["placed"], "placement:placements"),
    ]
