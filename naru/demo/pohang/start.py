"""Brings the demo district to life: the workbook through the ordinary load, then what only people do."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.accounts.models import User
from naru.base.admission import actions as admission
from naru.base.district.models import District, Organisation
from naru.base.district.queries import by_code
from naru.base.privacy.enums import Giver, Purpose
from naru.base.rulebook.errors import RuleBroken
from naru.demo.pohang import accounts, build, hopes, needs, plans, rounds
from naru.document.exchange import check, load, read
from naru.domain.demand import actions as demand
from naru.domain.demand.enums import Confidence, NeedSource
from naru.domain.demand.models import Need
from naru.domain.evidence import actions as evidence
from naru.domain.evidence.enums import FindingKind
from naru.domain.forecast import actions as forecast
from naru.domain.people import actions as people
from naru.domain.people.models import Learner
from naru.domain.placement.models import Application

Say = Callable[[str], None]


def prepare(place: Path, say: Say) -> bool:
    """Loads the demo district once; False when it is already here."""
    if by_code("pohang") is not None:
        return False
    place.mkdir(parents=True, exist_ok=True)
    path = place / "pohang.xlsx"
    say("포항 지구의 통합문서를 만듭니다.")
    build.workbook(path)
    say("통합문서를 확인하고 올립니다.")
    checked = check.check(read.read(path), by=None)
    if checked.faults:
        raise RuleBroken(" / ".join(fault.line for fault in checked.faults[:5]))
    with transaction.atomic():
        load.load(checked, by=None, why="demo")
        district = District.objects.get(code="pohang")
        coordinator = accounts.create(district)[0]
        _open_the_door()
        _live(district, coordinator, timezone.localdate())
    plans.plan(district, timezone.localdate())
    return True


def _agree(coordinator: User, today: date) -> None:
    """Invented persons agreed on paper that the firms they applied to see their applications."""
    rows = Application.objects.select_related("learner", "opening__firm").order_by("pk")
    agreed = {(each.learner_id, each.opening.firm_id): each for each in rows}
    for each in agreed.values():
        people.record_consent(
            learner=each.learner,
            purpose=Purpose.FIRM,
            giver=Giver.SELF,
            giver_name=each.learner.name,
            recipient=each.opening.firm,
            evidence="예시: 2026학년도 동의서철",
            today=today,
            by=coordinator,
        )


def _open_the_door() -> None:
    """The printed accounts shall open with their password alone: said openly, on every page, and in the audit."""
    for each in District.objects.order_by("code"):
        admission.waive(
            district=each,
            since=accounts.SINCE,
            until=None,
            why="예시: 지어낸 사람만 있는 시험용 설치라서",
            by=None,
        )


def _live(district: District, coordinator: User, today: date) -> None:
    """A firm says another number; a year's findings are decided; the forecast is made."""
    for code, headcount, reason in (
        ("N-2026-03", 16, "예시: 증설 일정이 늦어짐"),
        ("N-2027-05", 12, "예시: 하반기 채용 축소"),
        ("N-2026-13", 10, "예시: 새 계약"),
    ):
        demand.revise_need(
            need=Need.objects.select_related("district", "firm").get(district=district, code=code),
            headcount=headcount,
            confidence=Confidence.PLANNED,
            source=NeedSource.INTERVIEW,
            said_on=min(today, date(2026, 10, 20)) if today >= date(2026, 4, 10) else today,
            reason=reason,
            wanted=None,
            by=coordinator,
        )
    needs.live(district, coordinator, today)
    _agree(coordinator, today)
    plans.live(district, coordinator, today)
    for finding in evidence.compute(district=district, year=2025, today=today, by=coordinator):
        if finding.kind != FindingKind.PLEDGED_KEPT:
            evidence.confirm(finding=finding, reason="예시: 운영위원회에서 확인함", today=today, by=coordinator)
    evidence.compute(district=district, year=2026, today=today, by=coordinator)
    forecast.project(district=district, from_year=2027, years=3, today=today, by=coordinator)
    evidence.cite(district=district, year=2026, key="outcome", today=today, by=coordinator)
    needs.survey(district, coordinator, today)
    needs.postings(district, coordinator, today)
    _ask(today)
    rounds.make(district, coordinator, today)
    hopes.make(district, today)


def _ask(today: date) -> None:
    """What waits for somebody's word: a teacher to be invited, a birth date that a student wants mended."""
    lead = User.objects.get(email=accounts.email_of(Role.SCHOOL_LEAD))
    admission.invite(
        email="new-teacher@example.naru.kr",
        name="예시 새교사",
        role=Role.TEACHER,
        place=Organisation.objects.get(code="heunghae"),
        starts=today,
        ends=None,
        why="예시: 이차전지 과목을 맡을 교사",
        link_of=lambda _invitation: "",
        by=lead,
    )
    student = User.objects.get(email=accounts.email_of(Role.STUDENT))
    people.ask_correction(
        learner=Learner.objects.get(user=student),
        field="email",
        wanted="student-new@example.naru.kr",
        why="예시: 이메일을 바꾸었습니다",
        today=today,
        by=student,
    )
