"""What all pages of the room share: its head, its tabs, and whose name is whole."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.base.privacy import masking
from naru.domain.people import queries as people
from naru.domain.people.models import Learner
from naru.domain.placement.models import Round
from naru.web import context
from naru.web.listing import Link

HISTORY = 50


def room() -> tuple[Any, str]:
    return context.room_title("placement"), reverse("placement:list")


def tabs() -> tuple[Link, ...]:
    return (
        Link(_("채용공고"), reverse("placement:list")),
        Link(_("매칭 회차"), reverse("placement:rounds")),
        Link(_("지원과 제안"), reverse("placement:applications")),
        Link(_("취업 기록"), reverse("placement:placements")),
    )


def crumbs(of: Round, *more: tuple[Any, str]) -> tuple[tuple[Any, str], ...]:
    """Room, rounds, this round, and what is below it."""
    own = reverse("placement:round", args=[of.pk])
    return (room(), (_("매칭 회차"), reverse("placement:rounds")), (of.title, own if more else ""), *more)


def name(viewer: User, learner: Learner, *, is_known: bool = False) -> str:
    """The learner's name: whole for themselves, their guardian, and the firm to which they told it by applying.

    `is_known`: that firm asks, and the application goes on or came to employment.
    """
    is_own = is_known or learner.user_id == viewer.pk or masking.sees_persons(viewer)
    return masking.shown_name(
        learner.name, viewer, is_own=is_own or people.wards(viewer).filter(pk=learner.pk).exists()
    )
