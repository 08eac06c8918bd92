"""Several participations at once: completed with the whole hours of their programmes."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.roles import Permission
from naru.base.privacy import masking
from naru.domain.training import actions, queries
from naru.web import bulk, context
from naru.web.bulk import Bulk
from naru.web.training import forms


def complete(request: HttpRequest) -> HttpResponse:
    """Closes the chosen participations by the full hours of each programme; who did fewer is closed one by one."""
    viewer: Any = request.user
    back = reverse("training:enrolments")

    def name(row: Any) -> str:
        shown = masking.shown_name(row.learner.name, viewer, is_own=row.learner.user_id == viewer.pk)
        return f"{shown} · {row.programme.name}"

    return bulk.page(
        request,
        Bulk(
            title=_("수료 한꺼번에 적기"),
            submit=_("수료 적기"),
            rows=queries.enrolment_listing(viewer),
            permission=Permission.TRAINING_COMPLETE,
            name=name,
            act=lambda row, cleaned: actions.complete(
                enrolment=row, hours_done=Decimal(row.programme.hours), by=viewer, **cleaned
            ),
            sample=lambda _row: {"on": timezone.localdate(), "evidence": "-"},
            done=_("수료 %(count)s건을 적었습니다."),
            back=back,
            crumbs=((context.room_title("training"), reverse("training:list")), (_("수료 한꺼번에 적기"), "")),
            form=forms.CompleteSeveral(request.POST if request.method == "POST" else None),
            intro=_(
                "고른 사람은 모두 과정의 전체 시간을 이수한 것으로 적습니다. 시간이 다른 사람은 한 명씩 적어 주십시오."
            ),
        ),
    )
