"""Reads of interviews: whom a firm may invite, and who reads of it."""

from django.db.models import Q, QuerySet

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.domain.people.models import Learner
from naru.domain.placement.enums import RoundState
from naru.domain.placement.models import Application, Interview, Opening, RoundOpening
from naru.domain.placement.models.openings import consented
from naru.domain.placement.queries import ranking, rounds
from naru.domain.placement.rules import PENDING


def candidates(opening: Opening) -> QuerySet[Learner]:
    """Applicants whom the firm may see and has not answered: of direct applications, and of a round that ranks now.

    At a blind first look nobody is met before the names are open.
    """
    applied = Application.objects.filter(consented(), opening=opening, state__in=PENDING)
    found = Q(pk__in=applied.values("learner"))
    place = rounds.in_round(opening)
    if place is not None and place.round.state == RoundState.RANKING and _are_named(place):
        found |= Q(pk__in=ranking.applicants(place).values("learner"))
    return Learner.objects.filter(found).select_related("school").order_by("name", "pk")


def _are_named(place: RoundOpening) -> bool:
    return not place.round.is_blind or place.revealed_on is not None


def of_opening(viewer: User, opening: Opening) -> QuerySet[Interview]:
    """Those of an opening that still stand, for its firm."""
    rows = Interview.objects.visible_to(viewer).filter(opening=opening, learner__in=candidates(opening))
    return rows.select_related("learner__school", "opening__firm")


def of_learner(viewer: User, learner: Learner) -> QuerySet[Interview]:
    """A learner's, with the openings; of a firm that they took their data back from they are still theirs."""
    return Interview.objects.visible_to(viewer).filter(learner=learner).select_related("opening__firm")


def one(viewer: User, pk: int) -> Interview:
    return access.one(Interview.objects.visible_to(viewer).select_related("learner__school", "opening__firm"), pk=pk)


def listing(viewer: User) -> QuerySet[Interview]:
    """Every interview that the viewer may know of."""
    return Interview.objects.visible_to(viewer).select_related("learner__school", "opening__firm")
