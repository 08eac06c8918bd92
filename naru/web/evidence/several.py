"""Several findings at once: confirm or dismiss, with one reason for all."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.roles import Permission
from naru.domain.evidence import actions, queries
from naru.web import bulk, context
from naru.web.bulk import Bulk
from naru.web.evidence import forms


def _decide(
    request: HttpRequest, act: Callable[..., Any], title: Any, submit: Any, done: Any, intro: Any
) -> HttpResponse:
    viewer: Any = request.user
    back = reverse("evidence:list")
    return bulk.page(
        request,
        Bulk(
            title=title,
            submit=submit,
            rows=queries.listing(viewer),
            permission=Permission.EVIDENCE_CONFIRM,
            name=lambda row: f"{row.subject_label} · {row.get_kind_display()}",
            act=lambda row, cleaned: act(finding=row, today=timezone.localdate(), by=viewer, **cleaned),
            sample=lambda _row: {"reason": str(submit)},
            done=done,
            back=back,
            crumbs=((context.room_title("evidence"), back), (title, "")),
            form=forms.Decide(request.POST if request.method == "POST" else None),
            intro=intro,
        ),
    )


def confirm(request: HttpRequest) -> HttpResponse:
    """Confirms the chosen findings; each goes back as a signal or a return."""
    return _decide(
        request,
        actions.confirm,
        _("근거 한꺼번에 확정하기"),
        _("확정하기"),
        _("근거 %(count)s건을 확정했습니다."),
        _("확정한 근거는 수요의 신호나 예산의 환류로 남습니다. 적은 이유가 하나하나에 남습니다."),
    )


def dismiss(request: HttpRequest) -> HttpResponse:
    """Dismisses the chosen findings."""
    return _decide(
        request,
        actions.dismiss,
        _("근거 한꺼번에 받아들이지 않기"),
        _("받아들이지 않기"),
        _("근거 %(count)s건을 받아들이지 않았습니다."),
        _("받아들이지 않은 근거도 이유와 함께 남습니다."),
    )
