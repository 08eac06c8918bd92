"""What the pages of the room share: its tabs and where one is."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.web import context
from naru.web.listing import Link


def tabs(viewer: User) -> tuple[Link, ...]:
    """The pages of the room that this person may open."""
    found = [
        Link(_("학과"), reverse("curriculum:list")),
        Link(_("과목"), reverse("curriculum:courses")),
        Link(_("시설·기자재"), reverse("curriculum:equipment")),
        Link(_("수요와 견주기"), reverse("curriculum:coverage")),
    ]
    if access.can(viewer, Permission.CURRICULUM_PLAN_READ):
        found += [
            Link(_("편제표"), reverse("curriculum:tables")),
            Link(_("대안"), reverse("curriculum:studies")),
            Link(_("학과 개편"), reverse("curriculum:requests")),
            Link(_("공모"), reverse("curriculum:campaigns")),
            Link(_("공급 지표"), reverse("curriculum:supply")),
            Link(_("교원 연수 제안"), reverse("curriculum:proposals")),
        ]
    return tuple(found)


def crumb() -> tuple[Any, str]:
    return context.room_title("curriculum"), reverse("curriculum:list")


def data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
