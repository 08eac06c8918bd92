"""What is said of invented firms, invented ways to work, what invented students hope for, and steps before an answer.

Nothing is said here of a firm that exists.
"""

from datetime import date, time, timedelta
from decimal import Decimal

from naru.base.accounts.enums import Role
from naru.base.accounts.models import User
from naru.base.district.models import District, Organisation
from naru.demo.pohang import accounts
from naru.domain.competency.models import Occupation
from naru.domain.demand.enums import Shift
from naru.domain.people.models import Learner
from naru.domain.placement import actions
from naru.domain.placement.actions import interviews, preferences
from naru.domain.placement.enums import ApplicationState, OpeningState
from naru.domain.placement.models import Application, Commute, FirmFact, Opening, Yardstick
from naru.domain.placement.rules.fitting import Hopes

MADE_UP = "예시로 지어낸 값"
#: Measures in the order of `MEASURES`; None: nobody recorded it.
MEASURES = ("size", "wage", "insurance", "tenure", "accidents", "arrears")
FACTS: dict[str, tuple[str | None, ...]] = {
    "ex-machine": ("64", "33500000", "1", "5.2", "0.31", "0"),
    "ex-logis": ("38", "31800000", "1", "2.1", None, "0"),
    "ex-office": ("12", "29000000", None, "3.4", "0", "1"),
}
OPENINGS = (
    ("ex-machine", "8111", "가공 설비 신입", 33_500_000, Shift.DAY, "영일만 일반산업단지"),
    ("ex-logis", "8340", "자동창고 설비 신입", 31_800_000, Shift.TWO, "영일만·블루밸리 산업단지"),
    ("ex-office", "1533", "시험 자료 정리 신입", 29_000_000, Shift.DAY, "포항시 북구 (예시)"),
)
WAYS = (
    ("포항시 북구 흥해읍", "영일만 일반산업단지", 25),
    ("포항시 북구 흥해읍", "영일만·블루밸리 산업단지", 75),
    ("포항시 북구 장성동", "영일만 일반산업단지", 40),
    ("포항시 남구 오천읍", "영일만·블루밸리 산업단지", 35),
    ("포항시 남구 오천읍", "영일만 일반산업단지", 70),
)


def make(district: District, today: date) -> None:
    """Firms, ways, hopes, steps, interviews."""
    _firms(district, today)
    Commute.objects.bulk_create(
        Commute(
            district=district,
            origin=origin,
            destination=destination,
            minutes=minutes,
            on=date(2026, 3, 2),
            source=MADE_UP,
            is_example=True,
        )
        for origin, destination, minutes in WAYS
    )
    _hopes(today)
    _steps(today)


def _firms(district: District, today: date) -> None:
    for kind, value in (("median", "32000000"), ("size", "30")):
        Yardstick.objects.create(
            district=district, kind=kind, since=date(2026, 3, 1), value=value, source=MADE_UP, is_example=True
        )
    firms = Organisation.objects.in_bulk(list(FACTS), field_name="code")
    FirmFact.objects.bulk_create(
        FirmFact(
            district=district,
            firm=firms[code],
            measure=measure,
            year=2026,
            value=Decimal(value),
            on=date(2026, 6, 30),
            source=MADE_UP,
            is_example=True,
        )
        for code, values in FACTS.items()
        for measure, value in zip(MEASURES, values, strict=True)
        if value is not None
    )
    for code, occupation, title, wage, shift, workplace in OPENINGS:
        Opening.objects.create(
            district=district,
            code=f"E-2026-{code}",
            firm=firms[code],
            occupation=Occupation.objects.get(code=occupation),
            title=f"예시 {title}",
            year=2026,
            seats=2,
            wage=wage,
            deadline=today + timedelta(days=40),
            opened_on=today - timedelta(days=5),
            state=OpeningState.OPEN,
            starts_on=date(2027, 3, 2),
            hours=40,
            shift=shift,
            workplace=workplace,
            source=MADE_UP,
            is_example=True,
        )


def _hopes(today: date) -> None:
    """What the demo's student hopes for, and what the teacher said of it."""
    teacher = User.objects.get(email=accounts.email_of(Role.TEACHER))
    student = User.objects.get(email=accounts.email_of(Role.STUDENT))
    occupations = frozenset(Occupation.objects.filter(code__in=("8111", "8512")).values_list("pk", flat=True))
    own = preferences.hope(
        learner=Learner.objects.get(user=student),
        hopes=Hopes(occupations, "영일만 일반산업단지", "포항시 북구 흥해읍", 60, Shift.DAY, False),
        today=today,
        by=student,
    )
    preferences.counsel(
        preference=own,
        words="예시: 교대근무도 한번 생각해 보자. 흥해에서 영일만까지는 버스가 자주 있어.",
        today=today,
        by=teacher,
    )


def _steps(today: date) -> None:
    """The firm's staff look at some applications, put one off, and meet two."""
    hr = User.objects.get(email=accounts.email_of(Role.FIRM_HR))
    waiting = Application.objects.filter(
        opening__firm__code="future-m", opening__year=2026, state=ApplicationState.APPLIED
    ).select_related("opening", "learner")
    rows = list(waiting.order_by("pk")[:4])
    steps = (
        (ApplicationState.REVIEWING, 7),
        (ApplicationState.REVIEWING, 10),
        (ApplicationState.POSTPONED, 21),
        (ApplicationState.POOL, 60),
    )
    for each, (state, days) in zip(rows, steps, strict=False):
        decide_by = today + timedelta(days=days)
        actions.consider(application=each, state=state, decide_by=decide_by, today=today, by=hr)
    for each, hour in zip(rows[:2], (10, 14), strict=False):
        interviews.invite(
            opening=each.opening,
            learner=each.learner,
            on=today + timedelta(days=3),
            at=time(hour),
            where="예시: 본관 2층 회의실",
            words="예시: 신분증",
            today=today,
            by=hr,
        )
