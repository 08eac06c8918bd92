"""Several openings at once: publish, close, and open again what was just closed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.rulebook.errors import NotAllowed
from naru.domain.placement import actions, queries
from naru.web import bulk, context
from naru.web.bulk import Bulk, Undo


def _name(row: Any) -> str:
    return f"{row.title} · {row.firm.label}"


def close(request: HttpRequest) -> HttpResponse:
    """Closes the chosen openings; for a quarter of an hour they can be opened again together."""
    viewer: Any = request.user
    back = reverse("placement:list")
    return bulk.page(
        request,
        Bulk(
            title=_("공고 한꺼번에 마감하기"),
            submit=_("마감하기"),
            rows=queries.listing(viewer),
            permission=Permission.PLACEMENT_OPEN,
            name=_name,
            act=lambda row, _cleaned: actions.close(opening=row, by=viewer),
            done=_("공고 %(count)s건을 마감했습니다."),
            back=back,
            crumbs=((context.room_title("placement"), back), (_("공고 한꺼번에 마감하기"), "")),
            intro=_("마감한 공고는 지원을 더 받지 않습니다. 이미 낸 지원은 그대로 있습니다."),
            undo=Undo(reverse("placement:reopen_several"), _("마감한 공고 다시 열기")),
        ),
    )


def publish(request: HttpRequest) -> HttpResponse:
    """Publishes the chosen openings."""
    viewer: Any = request.user
    back = reverse("placement:list")
    return bulk.page(
        request,
        Bulk(
            title=_("공고 한꺼번에 열기"),
            submit=_("공고 열기"),
            rows=queries.listing(viewer),
            permission=Permission.PLACEMENT_OPEN,
            name=_name,
            act=lambda row, _cleaned: actions.publish(opening=row, today=timezone.localdate(), by=viewer),
            done=_("공고 %(count)s건을 열었습니다."),
            back=back,
            crumbs=((context.room_title("placement"), back), (_("공고 한꺼번에 열기"), "")),
            intro=_("연 공고는 지구의 학생 모두에게 보입니다."),
        ),
    )


@require_POST
def reopen(request: HttpRequest) -> HttpResponse:
    """Opens again what was just closed together."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.PLACEMENT_OPEN):
        raise NotAllowed(_("이 일을 할 수 있는 역할이 없습니다."))
    return bulk.undo(
        request,
        rows=queries.listing(viewer),
        act=lambda row: actions.publish(opening=row, today=timezone.localdate(), by=viewer),
        done=_("공고 %(count)s건을 다시 열었습니다."),
        back=reverse("placement:list"),
    )
