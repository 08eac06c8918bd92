"""What a learner has: licences and units that the school saw proved; recorded one at a time, or by the workbook."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access, shown
from naru.base.accounts.roles import Permission
from naru.domain.people import queries as people
from naru.domain.training import actions, queries
from naru.web import context, deed
from naru.web.frame import data
from naru.web.training import forms
from naru.web.training.frame import learner_name


def _of(request: HttpRequest, pk: int) -> tuple[Any, Any, str, Any]:
    """The viewer, the learner that they may read, the name as they may see it, and the crumbs."""
    viewer: Any = request.user
    learner = people.one(viewer, pk)
    name = learner_name(viewer, learner)
    rooms = (context.room_title("people"), reverse("people:list"))
    return viewer, learner, name, (rooms, (name, reverse("people:detail", args=[pk])))


@require_safe
def attained(request: HttpRequest, pk: int) -> HttpResponse:
    """Licences and units of one learner."""
    viewer, learner, name, crumbs = _of(request, pk)
    rows = list(queries.attainments(viewer).filter(learner=learner).order_by("unit", "-reached_on", "pk"))
    shown.add(rows, is_list=False)
    values = {
        "learner": learner,
        "is_own": learner.user_id == viewer.pk,
        "licences": [each for each in rows if each.unit is None],
        "units": [each for each in rows if each.unit is not None],
        "may_attest": access.can(viewer, Permission.TRAINING_ATTEST, on=learner),
        "title": _("자격과 능력단위"),
        "name": name,
        "crumbs": (*crumbs, (_("자격과 능력단위"), "")),
    }
    return render(request, "training/attained.html", values)


def attest(request: HttpRequest, pk: int) -> HttpResponse:
    """The school records a licence or a unit."""
    viewer, learner, name, crumbs = _of(request, pk)
    access.require(viewer, Permission.TRAINING_ATTEST, on=learner)
    back = reverse("training:attained", args=[pk])
    return deed.form_page(
        request,
        forms.Attest(data(request), viewer=viewer),
        action=lambda cleaned: actions.attest(**cleaned, learner=learner, today=timezone.localdate(), by=viewer),
        title=_("자격이나 능력단위 적기"),
        submit=_("확인한 것으로 적기"),
        success=_("적었습니다. 채용공고의 조건을 따질 때 쓰입니다."),
        back=back,
        intro=_("%(name)s 학생이 갖춘 것을 증빙을 보고 적습니다.") % {"name": name},
        crumbs=(*crumbs, (_("자격과 능력단위"), back), (_("적기"), "")),
    )


def retract(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back what was recorded by mistake."""
    viewer: Any = request.user
    found = queries.attainment_one(viewer, pk)
    access.require(viewer, Permission.TRAINING_ATTEST, on=found)
    back = reverse("training:attained", args=[found.learner_id])
    return deed.form_page(
        request,
        forms.Retract(data(request)),
        action=lambda cleaned: actions.retract(**cleaned, attainment=found, by=viewer),
        title=_("적은 것 지우기"),
        submit=_("지우기"),
        success=_("지웠습니다."),
        back=back,
        intro=_("‘%(what)s’을(를) 지웁니다. 이미 확정한 매칭 입력은 그대로입니다.") % {"what": found},
        crumbs=((_("자격과 능력단위"), back), (_("지우기"), "")),
        template="confirm.html",
    )
