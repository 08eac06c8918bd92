"""What waits in admission: invitations to decide, and memberships that are about to end."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import waiting as todo
from naru.base.accounts.models import Membership, User
from naru.base.accounts.roles import Permission
from naru.base.accounts.waiting import Todo, Waiting
from naru.base.admission import queries
from naru.base.admission.models import Invitation
from naru.base.district.models import District

#: So many days before its end a membership is shown to whoever may prolong it.
ENDING = 30


def _decidable(viewer: User, _today: date) -> QuerySet[Invitation]:
    return queries.waiting(viewer)


TODOS = (
    Todo(
        "admission.approve",
        _("승인을 기다리는 초대"),
        lambda rows, _today: rows,
        permission=Permission.ACCOUNTS_APPROVE,
        own=_decidable,
        page="admission:invitations",
        query=(("todo", "approve"),),
        one="admission:invitation",
    ),
    Todo(
        "admission.ending",
        _("곧 끝나는 소속"),
        lambda rows, today: rows.filter(
            ends__gte=today, ends__lte=today + timedelta(days=ENDING), ended_at__isnull=True
        ),
        Membership,
        Permission.ACCOUNTS_INVITE,
        due="ends",
        page="admission:list",
        query=(("todo", "ending"),),
        one="admission:membership",
    ),
)


def waiting(viewer: User, district: District | None, today: date) -> list[Waiting]:
    """What waits for the viewer; one query for each kind."""
    return todo.of(TODOS, viewer, today, district)
