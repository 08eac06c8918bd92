"""What all pages of the room share: its head, its tabs, and whose name is whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.base.hangul import particles
from naru.base.privacy import masking
from naru.domain.people import queries as people
from naru.domain.people.models import Learner
from naru.domain.placement.models import Opening, Round, RoundOpening
from naru.domain.placement.queries import eligible as eligible_queries
from naru.domain.placement.rules import eligible, rounds
from naru.web import context
from naru.web.listing import Column, Link

HISTORY = 50


def room() -> tuple[Any, str]:
    return context.room_title("placement"), reverse("placement:list")


def tabs() -> tuple[Link, ...]:
    return (
        Link(_("채용공고"), reverse("placement:list")),
        Link(_("매칭 회차"), reverse("placement:rounds")),
        Link(_("지원과 제안"), reverse("placement:applications")),
        Link(_("면접"), reverse("placement:meetings")),
        Link(_("취업 기록"), reverse("placement:placements")),
        Link(_("기업 사실"), reverse("placement:facts")),
    )


def person_columns(page: str) -> tuple[Column, Column]:
    """The learner, whose name leads to the row's page, and the school: the first two columns of many lists."""
    return (
        Column(
            "learner",
            _("학생"),
            value="learner__name",
            sort="learner__name",
            kind="person",
            own="learner__user_id",
            link=page,
        ),
        Column("school", _("학교"), value="learner__school__label", sort="learner__school__name"),
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


@dataclass(frozen=True)
class Apart:
    """Why a learner cannot be taken for an opening, and the article behind it."""

    words: str
    article: str


def _told(found: eligible.Obstacle, opening: Opening, today: date) -> Apart:
    work = eligible_queries.work_of(opening, today)
    words = particles.settle(eligible.sentence_of(found.exclusion, found.lacking))
    return Apart(words, rounds.source_of(found.exclusion, work.starts))


def apart(learner: Learner, places: Iterable[RoundOpening], today: date) -> dict[int, Apart]:
    """Place → why the learner cannot reach it, where a rule says so."""
    rows = list(places)
    found = eligible_queries.of_many([(learner, each.opening) for each in rows], today)
    told = {each.pk: found.get((learner.pk, each.opening_id)) for each in rows}
    return {each.pk: _told(obstacle, each.opening, today) for each in rows if (obstacle := told[each.pk])}


def apart_from(learner: Learner, opening: Opening, today: date) -> Apart | None:
    found = eligible_queries.of(learner, opening, today)
    return _told(found, opening, today) if found else None
