"""What waits in the room, as cards above its lists."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.privacy import masking
from naru.domain.people.models import Learner
from naru.domain.placement import queries, rules
from naru.domain.placement.enums import ApplicationState, OpeningState
from naru.domain.placement.models import Application, Opening
from naru.domain.placement.queries import interviews
from naru.web.templatetags.naru import day as day_words

SHOWN = 60


KNOWN = (*rules.LIVE, ApplicationState.ACCEPTED)


def cards(request: HttpRequest, learner: Learner | None) -> list[dict[str, Any]]:
    """What waits for this viewer, most pressing first; whatever year is chosen."""
    viewer: Any = request.user
    if learner is not None:
        return _waiting_for_learner(viewer, learner)
    found: list[dict[str, Any]] = []
    today = timezone.localdate()
    if access.can(viewer, Permission.PLACEMENT_OFFER):
        found += _waiting_applications(viewer)
    if access.can(viewer, Permission.PLACEMENT_OPEN):
        reach = access.reach(viewer, Permission.PLACEMENT_OPEN)
        own = queries.listing(viewer).filter(reach.condition(Opening))
        ready = OpeningState.DRAFT if access.can(viewer, Permission.PLACEMENT_CHECK) else OpeningState.CHECKED
        found += _waiting_openings(own.filter(state=ready).order_by("deadline", "pk"), is_draft=True)
        late = own.filter(state=OpeningState.OPEN, deadline__lt=today).order_by("deadline", "pk")
        found += _waiting_openings(late, is_draft=False)
    offered = queries.application_listing(viewer).filter(state=ApplicationState.OFFERED)
    first = offered.order_by("answer_by", "pk").first()
    if first is not None:
        found.append(
            {
                "words": gettext("학생의 답을 기다리는 채용 제안이 %(total)s건 있습니다.") % {"total": offered.count()},
                "who": gettext("학생"),
                "by": day_words(first.answer_by),
                "tone": "now",
                "links": [
                    {
                        "url": f"{reverse('placement:applications')}?state=offered&year={first.opening.year}",
                        "title": gettext("답을 기다리는 제안 보기"),
                    }
                ],
            }
        )
    return found


def _waiting_applications(viewer: User) -> list[dict[str, Any]]:
    rows = queries.permitted(viewer, Permission.PLACEMENT_OFFER).filter(state=ApplicationState.APPLIED)
    total = rows.count()
    if not total:
        return []
    return [
        {
            "words": gettext("답을 기다리는 지원이 %(total)s건 있습니다. 제안하거나 채용하지 않기로 알려 주십시오.")
            % {"total": total},
            "links": [{"url": f"{reverse('placement:applications')}?todo=answer", "title": gettext("답할 지원 보기")}],
        }
    ]


def _waiting_openings(rows: QuerySet[Opening], *, is_draft: bool) -> list[dict[str, Any]]:
    shown = list(rows[:3])
    if not shown:
        return []
    return [
        {
            "words": gettext("확인이 끝난 공고나 초안이 있습니다. 열어야 학생이 볼 수 있습니다.")
            if is_draft
            else gettext("마감일이 지났는데 아직 모집 중인 공고가 있습니다. 마감해 주십시오."),
            "links": [{"url": reverse("placement:detail", args=[each.pk]), "title": each.title} for each in shown],
        }
    ]


def _waiting_for_learner(viewer: User, learner: Learner) -> list[dict[str, Any]]:
    today = timezone.localdate()
    own = queries.application_listing(viewer).filter(learner=learner)
    found = [
        {
            "words": gettext("‘%(firm)s’에서 채용을 제안했습니다. 받아들일지 답해 주십시오.")
            % {"firm": each.opening.firm.label},
            "by": day_words(each.answer_by),
            "tone": "danger" if each.answer_by and each.answer_by <= today else "soon",
            "links": [{"url": reverse("placement:application", args=[each.pk]), "title": gettext("제안 보고 답하기")}],
        }
        for each in own.filter(state=ApplicationState.OFFERED).order_by("answer_by", "pk")[:3]
    ]
    for each in interviews.of_learner(viewer, learner).filter(on__gte=today)[:3]:
        words = gettext("‘%(firm)s’ 면접: %(day)s %(time)s, %(where)s")
        values = {"firm": each.opening.firm.label, "day": day_words(each.on), "time": f"{each.at:%H:%M}"}
        found.append(
            {
                "words": words % {**values, "where": each.where},
                "by": day_words(each.on),
                "tone": "soon",
                "links": [{"url": reverse("placement:meeting", args=[each.pk]), "title": gettext("면접 보기")}],
            }
        )
    job = queries.placement_listing(viewer).filter(learner=learner, ends__isnull=True).first()
    if job is not None:
        words = gettext("‘%(firm)s’ 취업이 확정되었습니다. 입사일: %(day)s")
        found.append(
            {
                "words": words % {"firm": job.firm.label, "day": day_words(job.starts)},
                "tone": "done",
                "links": [{"url": reverse("placement:placement", args=[job.pk]), "title": gettext("취업 보기")}],
            }
        )
        return found
    rows: QuerySet[Any] = queries.listing(viewer).filter(state=OpeningState.OPEN, deadline__gte=today)
    free = queries.with_own_application(rows, learner).filter(
        Q(own_state__isnull=True) | Q(own_state=ApplicationState.WITHDRAWN)
    )
    first = free.order_by("deadline", "pk").first()
    if first is not None and not found:
        found.append(
            {
                "words": gettext("지금 지원할 수 있는 공고가 %(total)s건 있습니다.") % {"total": free.count()},
                "by": day_words(first.deadline),
                "tone": "now",
                "links": [
                    {
                        "url": reverse("placement:detail", args=[first.pk]),
                        "title": gettext("가장 먼저 마감하는 공고 보기"),
                    }
                ],
            }
        )
    return found


def shown_name(viewer: User, found: Application) -> str:
    """The name in a table of one opening, without a query for each row."""
    is_firm = found.opening.firm_id in access.reach(viewer, Permission.PLACEMENT_OFFER).organisations
    is_own = found.learner.user_id == viewer.pk or (is_firm and found.state in KNOWN)
    return masking.shown_name(found.learner.name, viewer, is_own=is_own)
