"""The demo's curriculum comes to life: tables handed in and approved, a call for requests, two requests in process."""

from datetime import date, timedelta

from naru.base.accounts.enums import Role
from naru.base.accounts.models import User
from naru.base.district.models import District, Organisation
from naru.base.jobs import work
from naru.base.rulebook import project_year
from naru.demo.pohang import accounts
from naru.demo.pohang.catalogue import DEPARTMENTS, SCHOOL
from naru.domain.curriculum.actions import requests, tables
from naru.domain.curriculum.actions import studies as planning
from naru.domain.curriculum.actions.requests import Wish
from naru.domain.curriculum.enums import (
    CampaignScope,
    OpinionStage,
    ReorganisationState,
    RequestKind,
    Stance,
    TeacherMeans,
)
from naru.domain.curriculum.models import Course, Department, Option, Table
from naru.domain.curriculum.queries import studies

FIRST = 2025
MARK = "예시: 지어낸 편제표"


def live(district: District, coordinator: User, today: date) -> None:
    """Runs after the workbook is loaded; every step is an ordinary deed by the role that may do it."""
    lead, office, city = (
        User.objects.get(email=accounts.email_of(role)) for role in (Role.SCHOOL_LEAD, Role.OFFICE, Role.CITY)
    )
    _local_subjects(lead, office, today)
    for code in DEPARTMENTS:
        _table(
            Department.objects.select_related("school").get(school__code=SCHOOL, code=code),
            district,
            lead,
            office,
            today,
        )
    _next_versions(lead, today)
    _requests(district, coordinator, lead, city, today)


def _next_versions(lead: User, today: date) -> None:
    """The next intake: one table waits for the office, one is still being drafted."""
    intake = project_year.of(today) + 1
    for code, is_handed_in in (("battery-c", True), ("battery-e", False)):
        source = Table.objects.get(department__school__code=SCHOOL, department__code=code, intake_year=FIRST)
        made = tables.draft_table(
            department=source.department, intake_year=intake, source=source, note=f"예시: {intake}학년도 안", by=lead
        )
        Table.objects.filter(pk=made.pk).update(is_example=True)
        if is_handed_in:
            tables.submit_table(table=made, today=today, by=lead)


def plan(district: District, today: date) -> None:
    """After the rest is kept: a teacher asks for options, and proposes the training that the best one names."""
    teacher = User.objects.get(email=accounts.email_of(Role.TEACHER))
    study = planning.ask_courses(
        department=Department.objects.select_related("school").get(school__code=SCHOOL, code="battery-m"),
        district=district,
        intake_year=project_year.of(today) + 1,
        change=20,
        money=120_000_000,
        trainings=0,
        is_only_open=False,
        by=teacher,
    )
    if study.run is not None:
        work.perform(study.run.pk)  # at once also where a worker would take it later
    for option in Option.objects.filter(study=study):
        for each in option.detail.get("trainings", []):
            planning.propose_training(option=option, subject=each["subject"], today=today, by=teacher)
            return


def _local_subjects(lead: User, office: User, today: date) -> None:
    """Two local subjects are approved, one waits for the office."""
    for code in ("BC-201", "BM-401", "BM-406"):
        course = tables.ask_approval(course=Course.objects.get(department__school__code=SCHOOL, code=code), by=lead)
        if code != "BM-406":
            tables.decide_approval(
                course=course, is_approved=True, document="예시: 지역 과목 승인 2025-01", today=today, by=office
            )


def _table(department: Department, district: District, lead: User, office: User, today: date) -> Table:
    """What is taught today, laid out over six terms, handed in and approved."""
    from naru.domain.curriculum.bridge import courses

    given = studies.given_for(department, district, FIRST, today, is_only_open=False)
    cells, _word = courses.laid_out([each for each in given.courses if each.is_today], given)
    made = tables.draft_from(department=department, intake_year=FIRST, cells=cells, note=MARK, origin="예시", by=lead)
    Table.objects.filter(pk=made.pk).update(is_example=True)
    made = tables.submit_table(table=made, today=today, by=lead)
    return tables.approve_table(table=made, reason="예시: 편성 기준에 맞음", today=today, by=office)


def _requests(district: District, coordinator: User, lead: User, city: User, today: date) -> None:
    intake = project_year.of(today) + 2
    campaign = requests.open_campaign(
        district=district,
        code=f"R{intake}",
        name=f"예시: {intake}학년도 직업계고 학과 개편 공모",
        scope=CampaignScope.NATIONAL,
        intake_year=intake,
        opens_on=today - timedelta(days=30),
        closes_on=today + timedelta(days=60),
        review_by=today + timedelta(days=90),
        decide_by=today + timedelta(days=150),
        source="예시로 지어낸 일정",
        by=coordinator,
    )
    firms = list(Organisation.objects.filter(code__in=("future-m", "ecopro-bm")))
    grown = requests.draft_request(
        campaign=campaign,
        school=Organisation.objects.get(code=SCHOOL),
        wish=Wish(
            kind=RequestKind.RESIZE,
            department=Department.objects.get(school__code=SCHOOL, code="battery-m"),
            new_name="",
            classes_before=2,
            classes_after=3,
            class_size=20,
            reasons=("demand", "industry"),
            story="예시: 양극재 공장 증설에 맞추어 한 학급을 늘립니다.",
            equipment_cost=85_000_000,
            firms=firms,
            teachers=(("화학공업", TeacherMeans.TRAIN, 1),),
        ),
        option=None,
        today=today,
        by=lead,
    )
    requests.move_request(
        request=grown,
        state=ReorganisationState.PROPOSED,
        reason="",
        refusal="",
        entrants=None,
        today=today,
        by=lead,
    )
    requests.give_opinion(
        request=grown,
        stage=OpinionStage.EARLY,
        stance=Stance.FOR,
        body="예시: 포항시 투자기업지원과",
        text="예시: 블루밸리 산업단지의 채용 계획과 맞습니다.",
        today=today,
        by=city,
    )
    requests.draft_request(
        campaign=campaign,
        school=Organisation.objects.get(code="steel"),
        wish=Wish(
            kind=RequestKind.CONVERT,
            department=Department.objects.get(school__code="steel", code="automation"),
            new_name="예시: 전지소재공정과",
            classes_before=3,
            classes_after=3,
            class_size=20,
            reasons=("industry", "new_technology"),
            story="예시: 자동화기계과를 전지 소재 공정으로 바꾸는 안을 검토합니다.",
            works_cost=200_000_000,
            dormitory=12,
            teachers=(("화학공업", TeacherMeans.RETRAIN, 2), ("화학공업", TeacherMeans.RECRUIT, 1)),
        ),
        option=None,
        today=today,
        by=coordinator,
    )
