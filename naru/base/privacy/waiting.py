"""What waits in the guard of personal data: answers to give, a month's log to read, rows to destroy."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts import waiting as todo
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.accounts.waiting import Todo, Waiting
from naru.base.audit.models import Look, Review
from naru.base.district.models import District
from naru.base.privacy.enums import CorrectionState, DestructionState
from naru.base.privacy.models import Correction, Destruction


def _unread(viewer: User, today: date) -> QuerySet[District]:
    """Districts of the officer whose log of last month was not read to the end."""
    last = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    here = access.reach(viewer, Permission.PRIVACY_REVIEW)
    rows = District.objects.all() if here.everywhere else District.objects.filter(pk__in=here.districts)
    looks: Any = Look.objects.filter(district_id=OuterRef("pk"), at__date__gte=last, at__date__lt=today.replace(day=1))
    return rows.filter(Exists(looks)).exclude(Exists(Review.objects.filter(district_id=OuterRef("pk"), month=last)))


TODOS = (
    Todo(
        "privacy.correct",
        _("답할 정정 요청"),
        lambda rows, _today: rows.filter(state=CorrectionState.ASKED),
        Correction,
        Permission.PRIVACY_ANSWER,
        member="organisation",
        due="answer_by",
        page="privacy:corrections",
        query=(("todo", "correct"),),
        one="privacy:answer",
    ),
    Todo(
        "privacy.destroy",
        _("확인을 기다리는 파기"),
        lambda rows, _today: rows.filter(state=DestructionState.LISTED),
        Destruction,
        Permission.PRIVACY_DESTROY,
        district="district",
        page="privacy:retention",
        query=(("todo", "destroy"),),
        one="privacy:destruction",
    ),
    Todo(
        "privacy.review",
        _("점검을 마치지 않은 지난달 접속기록"),
        lambda rows, _today: rows,
        permission=Permission.PRIVACY_REVIEW,
        own=_unread,
        district="pk",
        due=lambda today: (today.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1),
        page="privacy:reviews",
    ),
)


def waiting(viewer: User, district: District | None, today: date) -> list[Waiting]:
    """What waits for the viewer; one query for each kind."""
    return todo.of(TODOS, viewer, today, district)
