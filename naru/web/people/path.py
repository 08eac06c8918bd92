"""A person's path: one page from first enrolment to settlement."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.privacy import masking
from naru.domain.curriculum import queries as curriculum
from naru.domain.outcome import queries as outcome
from naru.domain.people import queries
from naru.web.frame import room


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The path of a learner, in time order, with what comes next; a learner reads their own in plain words."""
    viewer: Any = request.user
    learner: Any = access.one(queries.own_marked(viewer), pk=pk)
    is_own = learner.shown_to is not None
    is_me = learner.user_id == viewer.pk
    name = masking.shown_name(learner.name, viewer, is_own=is_own)
    department = curriculum.department_name(learner.school_id, learner.department)
    path = outcome.path(viewer, learner, timezone.localdate(), department)
    title = _("내가 걸어온 길") if is_me else _("%(name)s의 길") % {"name": name}
    return render(
        request,
        "people/path.html",
        {
            "learner": learner,
            "name": name,
            "is_me": is_me,
            "department": department,
            "path": path,
            "past": path.past[::-1],
            "title": title,
            "crumbs": (room("people"), (name, reverse("people:detail", args=[pk])), (_("길"), "")),
        },
    )
