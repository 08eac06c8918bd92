"""Reads of the room credit."""

from datetime import date, timedelta

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts import waiting as todo
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.accounts.waiting import Todo, Waiting
from naru.base.district.models import District
from naru.base.rulebook import project_year
from naru.domain.credit.enums import AwardState, Basis
from naru.domain.credit.models import Award
from naru.domain.people.models import Learner


def listing(viewer: User) -> QuerySet[Award]:
    return Award.objects.visible_to(viewer).select_related("learner__school", "university", "district")


def one(viewer: User, pk: int) -> Award:
    return access.one(listing(viewer), pk=pk)


def ledger(viewer: User, learner: Learner) -> dict[Basis, int]:
    """Credits awarded to a learner by basis."""
    rows = (
        Award.objects.visible_to(viewer)
        .filter(learner=learner, state=AwardState.AWARDED)
        .order_by()
        .values("basis")
        .annotate(n=Sum("credits"))
    )
    return {Basis(row["basis"]): row["n"] for row in rows}


def awarded_persons(district: District, year: int) -> int:
    """Persons awarded credit in a project year, each once."""
    days = (project_year.first_day(year), project_year.last_day(year))
    rows = Award.objects.filter(district=district, state=AwardState.AWARDED, decided_on__range=days)
    return rows.values("learner").distinct().count()


def completed_persons(district: District, year: int) -> int:
    """Persons who completed creditable learning in a project year, each once."""
    days = (project_year.first_day(year), project_year.last_day(year))
    return Award.objects.filter(district=district, completed_on__range=days).values("learner").distinct().count()


def behind(viewer: User, district: District, year: int) -> QuerySet[Award]:
    """The awards that the number of the cycle counts (persons once), as far as the viewer may see them."""
    days = (project_year.first_day(year), project_year.last_day(year))
    rows = Award.objects.visible_to(viewer).filter(district=district, state=AwardState.AWARDED, decided_on__range=days)
    return rows.select_related("learner__school", "university")


#: A university decides within these days of completion.
DECISION_DAYS = 30

TODOS = (
    Todo(
        "credit.decide",
        _("학점 인정을 결정할 이수"),
        lambda rows, _today: rows.filter(state=AwardState.COMPLETED),
        Award,
        Permission.CREDIT_AWARD,
        district="district",
        due="completed_on",
        allow=DECISION_DAYS,
        page="credit:list",
        query=(("todo", "decide"),),
        one="credit:award",
    ),
    Todo(
        "credit.undecided",
        _("대학이 한 달 넘게 결정하지 않은 이수"),
        lambda rows, today: rows.filter(
            state=AwardState.COMPLETED, completed_on__lt=today - timedelta(days=DECISION_DAYS)
        ),
        Award,
        Permission.CREDIT_COMPLETE,
        scopes=todo.DISTRICTS,
        district="district",
        due="completed_on",
        allow=DECISION_DAYS,
        page="credit:list",
        query=(("todo", "undecided"),),
        one="credit:detail",
        learner="learner",
        is_risk=True,
    ),
)


def waiting(viewer: User, district: District | None, today: date) -> list[Waiting]:
    """What waits for the viewer in this room; one query for each kind."""
    return todo.of(TODOS, viewer, today, district)
