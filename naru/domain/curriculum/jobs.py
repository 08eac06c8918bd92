"""Planning as long work: it tells how far it is, stops when asked to, and keeps its options once.

The engines are loaded inside the work, so that the pages do not wait for them.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from naru.base.jobs.work import Progress, job
from naru.domain.curriculum.actions import studies as actions
from naru.domain.curriculum.actions.studies import COURSES_TASK, SEATS_TASK
from naru.domain.curriculum.bridge.rows import Limits
from naru.domain.curriculum.queries import studies


@job(COURSES_TASK)
def find_courses(progress: Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    """arguments: study (id). Options of courses for a department and intake, with terms and what binds."""
    from naru.domain.curriculum.bridge import courses

    study, department = studies.to_plan(arguments["study"])
    today = timezone.localdate()
    asked = study.asked
    given = studies.given_for(department, study.district, study.intake_year, today, is_only_open=asked["is_only_open"])
    limits = Limits(asked["change"], asked["money"], asked["trainings"])
    answers, clash = courses.answers(given, limits, lambda done, total: progress(done, total))
    with transaction.atomic():
        kept = actions.keep_courses(
            study=study,
            today=today,
            answers=[courses.today_of(given), *answers],
            facts={
                "clash": clash,
                "demand_year": studies.demand_year(study.district, study.intake_year, today)[0],
                "teachers": len(given.teachers),
                "classes": given.classes,
                "targets": len(given.targets),
                "courses": len(given.courses),
            },
            digest=courses.digest(given, limits),
            engine=courses.ENGINE,
        )
        result = {"options": kept}
        progress.finish(result)
    return result


@job(SEATS_TASK)
def find_seats(progress: Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    """arguments: study (id). Options of seats of a district over years."""
    from naru.domain.curriculum.bridge import seats

    study = studies.to_seat(arguments["study"])
    today = timezone.localdate()
    asked = study.asked
    given, assumed = studies.seats_given(
        study.district, study.intake_year, asked["years"], asked["money"], today, asked["recruits"]
    )
    answers = seats.answers(given, lambda done, total: progress(done, total))
    with transaction.atomic():
        kept = actions.keep_seats(
            study=study,
            answers=answers,
            facts={"assumed": assumed, "departments": len(given.departments), "demand": given.demand},
            digest=seats.digest(given),
            engine=seats.ENGINE,
        )
        result = {"options": kept}
        progress.finish(result)
    return result
