"""Seats kept for groups: who belongs to which, what is still to be kept, and what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from naru.base.district.enums import OrganisationKind
from naru.base.district.models import DistrictMember, Organisation
from naru.domain.partners.enums import AgreementState
from naru.domain.partners.models import Agreement, Party
from naru.domain.people import queries as people
from naru.domain.people.enums import LearnerState, Sex
from naru.domain.people.models import Learner
from naru.domain.placement.enums import ReserveFor
from naru.domain.placement.models import Application, Opening, Reserve, RoundOpening, SeatResult
from naru.domain.placement.rules import reserves as rules


@dataclass(frozen=True)
class Group:
    """What became of one group's seats in a calculation; `whom` is empty for everybody else."""

    whom: str
    seats: int
    filled: int
    last: int


def of_openings(openings: Any) -> QuerySet[Reserve]:
    """The reserves of openings that the viewer was shown, in their order, with what their words name."""
    rows = Reserve.objects.filter(opening__in=openings).order_by("opening", "number")
    return rows.select_related("agreement", "school", "home")


def of_opening(opening: Opening) -> list[Reserve]:
    return list(of_openings([opening.pk]))


def groups(pairs: Iterable[tuple[Learner, int]], today: date) -> dict[tuple[int, int], int]:
    """(learner, opening) → the first reserve there of whose group the learner is."""
    asked = list(pairs)
    by_opening: dict[int, list[Reserve]] = {}
    for each in of_openings({opening for _learner, opening in asked}):
        by_opening.setdefault(each.opening_id, []).append(each)
    every = [each for rows in by_opening.values() for each in rows]
    schools = _schools(every, today)
    found = {}
    for learner, opening in asked:
        for each in by_opening.get(opening, ()):
            if _is_of(learner, each, schools):
                found[learner.pk, opening] = each.pk
                break
    return found


def _schools(reserves: list[Reserve], today: date) -> dict[int, set[int]]:
    """Reserve → the schools whose learners are its group, for agreements and districts."""
    agreements = {each.agreement_id for each in reserves if each.agreement_id}
    homes = {each.home_id for each in reserves if each.home_id}
    parties: dict[int, set[int]] = {}
    for agreement, organisation in Party.objects.filter(agreement__in=agreements).values_list(
        "agreement", "organisation"
    ):
        parties.setdefault(agreement, set()).add(organisation)
    members: dict[int, set[int]] = {}
    rows = DistrictMember.objects.filter(district__in=homes, since__lte=today)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=today))
    for district, organisation in rows.values_list("district", "organisation"):
        members.setdefault(district, set()).add(organisation)
    return {
        each.pk: parties.get(each.agreement_id or 0, set()) | members.get(each.home_id or 0, set()) for each in reserves
    }


def _is_of(learner: Learner, reserve: Reserve, schools: dict[int, set[int]]) -> bool:
    if reserve.kind == ReserveFor.WOMEN:
        return learner.sex == Sex.F
    if reserve.kind == ReserveFor.GRADUATES:
        return learner.state == LearnerState.GRADUATED
    if reserve.kind == ReserveFor.SCHOOL:
        return learner.school_id == reserve.school_id
    return learner.school_id in schools[reserve.pk]


def still_kept(places: Iterable[RoundOpening], free: dict[int, int], today: date) -> dict[int, dict[str, int]]:
    """Place → reserve → seats still to be kept, after those that its group was promised."""
    of = {each.opening_id: each.pk for each in places}
    kept: dict[int, list[Reserve]] = {}
    for each in of_openings(of):
        kept.setdefault(each.opening_id, []).append(each)
    if not kept:
        return {}
    promised = Application.objects.filter(opening__in=kept, state__in=("offered", "accepted")).select_related("learner")
    group = groups([(each.learner, each.opening_id) for each in promised], today)
    taken: dict[int, int] = {}
    for reserve in group.values():
        taken[reserve] = taken.get(reserve, 0) + 1
    found = {}
    for opening, rows in kept.items():
        left = rules.left([(each.pk, each.seats) for each in rows], taken, free[of[opening]])
        found[of[opening]] = {str(key): seats for key, seats in left.items() if seats}
    return found


def told(results: Iterable[SeatResult]) -> dict[int, list[Group]]:
    """Place → what became of each group's seats, everybody else last; only of places that keep seats."""
    rows = [each for each in results if each.reserves]
    keys = {entry[0] for each in rows for entry in each.reserves}
    whom = {
        each.pk: each.whom for each in Reserve.objects.filter(pk__in=keys).select_related("agreement", "school", "home")
    }
    return {
        each.place_id: [Group(whom.get(key, ""), seats, filled, last) for key, seats, filled, last in each.reserves]
        for each in rows
    }


def schools(opening: Opening) -> QuerySet[Organisation]:
    """The schools of the opening's district, by name."""
    rows = Organisation.objects.filter(pk__in=people.schools_of(opening.district), kind=OrganisationKind.SCHOOL)
    return rows.order_by("name")


def strangers(opening: Opening, kept: Sequence[rules.Kept], today: date) -> list[rules.Kept]:
    """Groups that are none of the opening's district: agreements not in force there, schools that do not take part."""
    agreements = Agreement.objects.filter(
        district=opening.district, state=AgreementState.ACTIVE, ends__gte=today
    ).values_list("pk", flat=True)
    known: dict[str, set[int | None]] = {
        ReserveFor.AGREEMENT: set(agreements),
        ReserveFor.SCHOOL: set(schools(opening).values_list("pk", flat=True)),
        ReserveFor.DISTRICT: {opening.district_id},
        ReserveFor.WOMEN: {None},
        ReserveFor.GRADUATES: {None},
    }
    return [each for each in kept if each.key not in known[each.kind]]
