"""What waits in the room demand."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from naru.base.accounts import waiting as todo
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.accounts.waiting import Todo, Waiting
from naru.base.district.models import District
from naru.base.rulebook import project_year
from naru.domain.demand.enums import AskState, SurveyState
from naru.domain.demand.models import Ask, Need

#: A firm's word is asked again after this many days.
WORD_DAYS = 180

TODOS = (
    Todo(
        "demand.stale",
        _("다시 확인할 때가 된 수요"),
        lambda rows, today: rows.filter(
            year__gte=project_year.of(today),
            revisions__is_current=True,
            revisions__said_on__lt=today - timedelta(days=WORD_DAYS),
        ),
        Need,
        Permission.DEMAND_WRITE,
        district="district",
        page="demand:list",
        query=(("todo", "stale"),),
        one="demand:revise",
    ),
    Todo(
        "demand.unanswered",
        _("수요조사에 아직 답하지 않은 기업"),
        lambda rows, _today: rows.filter(state=AskState.ASKED, survey__state=SurveyState.OPEN),
        Ask,
        Permission.DEMAND_WRITE,
        scopes=todo.DISTRICTS,
        district="survey__district",
        due="survey__due_on",
        page="demand:asks",
        query=(("todo", "unanswered"),),
        one="demand:ask",
    ),
)


def waiting(viewer: User, district: District | None, today: date) -> list[Waiting]:
    """What waits for the viewer in this room; one query for each kind."""
    return todo.of(TODOS, viewer, today, district)
