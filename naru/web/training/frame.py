"""What all pages of the room share: its head and tabs, the phases of a programme, what waits, and whose name is whole."""

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.privacy import masking
from naru.domain.people import queries as people
from naru.domain.people.models import Learner
from naru.domain.training import queries
from naru.domain.training.enums import EnrolmentState
from naru.domain.training.models import Enrolment, Programme
from naru.web import context
from naru.web.listing import Link
from naru.web.templatetags.naru import day as day_words

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")


HISTORY = 50


SHOWN = 60


LIVE = (EnrolmentState.ENROLLED, EnrolmentState.WAITING)


class Phase(models.TextChoices):
    """Where a programme stands today, seen from whoever would take part."""

    OPEN = "open", _("신청 받는 중")
    PLANNED = "planned", _("신청 예정")
    CLOSED = "closed", _("신청 마감")
    RUNNING = "running", _("교육 중")
    ENDED = "ended", _("끝남")


def room() -> tuple[Any, str]:
    return context.room_title("training"), reverse("training:list")


def tabs() -> tuple[Link, ...]:
    return (Link(_("과정"), reverse("training:list")), Link(_("참여"), reverse("training:enrolments")))


def phase_of(programme: Programme) -> Phase:
    today = timezone.localdate()
    if programme.opens_on <= today <= programme.closes_on:
        return Phase.OPEN
    if programme.opens_on > today:
        return Phase.PLANNED
    if programme.ends < today:
        return Phase.ENDED
    return Phase.RUNNING if programme.starts <= today else Phase.CLOSED


def places_text(row: Any) -> str:
    waiting = gettext(" · 대기 %(waiting)s") % {"waiting": row.waiting} if row.waiting else ""
    return f"{row.taken} / {row.capacity}{waiting}"


def enrols_others(viewer: User) -> bool:
    reach = access.reach(viewer, Permission.TRAINING_ENROL)
    return bool(reach.everywhere or reach.districts or reach.organisations)


def cards(request: HttpRequest, learner: Learner | None) -> list[dict[str, Any]]:
    """What waits for this viewer, whatever year is chosen: most pressing first."""
    viewer: Any = request.user
    found: list[dict[str, Any]] = []
    if access.can(viewer, Permission.TRAINING_COMPLETE):
        overdue = past_due(viewer)
        total = overdue.count()
        if total:
            found.append(
                {
                    "words": gettext("끝난 과정인데 수료를 아직 적지 않은 참여가 %(total)s건 있습니다.")
                    % {"total": total},
                    "tone": "danger",
                    "links": [
                        {
                            "url": f"{reverse('training:enrolments')}?todo=complete",
                            "title": gettext("수료 적을 참여 보기"),
                        }
                    ],
                }
            )
    if learner is not None:
        found += _waiting_for_learner(viewer, learner)
    elif enrols_others(viewer):
        now = queries.open_now(viewer)
        here = context.here(request)
        if here.district is not None:
            now = now.filter(district=here.district)
        programmes = list(now.order_by("closes_on", "pk")[:3])
        if programmes:
            found.append(
                {
                    "words": gettext("지금 신청을 받고 있습니다. 참여할 학생을 골라 주십시오."),
                    "tone": "now",
                    "links": [
                        {
                            "url": reverse("training:enrol", args=[each.pk]),
                            "title": gettext("%(name)s에 학생 참여시키기") % {"name": each.name},
                        }
                        for each in programmes
                    ],
                }
            )
    return found


def _waiting_for_learner(viewer: User, learner: Learner) -> list[dict[str, Any]]:
    rows: QuerySet[Any] = queries.with_own_place(queries.open_now(viewer), learner)
    free = [each for each in rows.order_by("closes_on", "pk") if each.own_place in (None, EnrolmentState.WITHDRAWN)]
    found = []
    if free and learner.state == "enrolled":
        found.append(
            {
                "words": gettext("지금 신청할 수 있는 과정이 %(total)s개 있습니다.") % {"total": len(free)},
                "by": day_words(free[0].closes_on),
                "tone": "soon",
                "links": [
                    {
                        "url": reverse("training:detail", args=[each.pk]),
                        "title": gettext("%(name)s 보기") % {"name": each.name},
                    }
                    for each in free[:3]
                ],
            }
        )
    today = timezone.localdate()
    coming = (
        queries.enrolment_listing(viewer)
        .filter(learner=learner, state__in=LIVE, programme__ends__gte=today)
        .order_by("programme__starts", "pk")
        .first()
    )
    if coming is not None:
        words = (
            gettext("‘%(name)s’ 참여가 확정되었습니다. %(day)s에 시작합니다.")
            if coming.state == EnrolmentState.ENROLLED
            else gettext("‘%(name)s’ 자리를 기다리고 있습니다. %(day)s에 시작합니다.")
        )
        found.append(
            {
                "words": words % {"name": coming.programme.name, "day": day_words(coming.programme.starts)},
                "tone": "now",
                "links": [
                    {"url": reverse("training:detail", args=[coming.programme_id]), "title": gettext("과정 보기")}
                ],
            }
        )
    return found


def past_due(viewer: User) -> QuerySet[Enrolment]:
    """Places of programmes that are over, whose hours this viewer is to write down."""
    return queries.permitted(viewer, Permission.TRAINING_COMPLETE).filter(
        state=EnrolmentState.ENROLLED, programme__ends__lt=timezone.localdate()
    )


def learner_name(viewer: User, learner: Learner, *, is_known: bool = False) -> str:
    """The learner's name: whole for themselves, their guardian, and whoever closes their participation."""
    is_own = is_known or learner.user_id == viewer.pk or masking.sees_persons(viewer)
    return masking.shown_name(
        learner.name, viewer, is_own=is_own or people.wards(viewer).filter(pk=learner.pk).exists()
    )


def shown_name(viewer: User, found: Enrolment, is_known: bool) -> str:
    """The name in a table of one programme, without a query for each row."""
    is_own = is_known or found.learner.user_id == viewer.pk
    return masking.shown_name(found.learner.name, viewer, is_own=is_own)
