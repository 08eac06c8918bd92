"""A learner's hopes beside openings: who reads them, how openings are put in order, and why."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.domain.competency.models import Occupation
from naru.domain.people.models import Learner
from naru.domain.placement.enums import Fulfilment
from naru.domain.placement.models import Commute, Opening, Preference
from naru.domain.placement.rules import fitting as rules

Ways = dict[str, int]


def listing(viewer: User) -> QuerySet[Preference]:
    return Preference.objects.visible_to(viewer).select_related("learner__school")


def one(viewer: User, pk: int) -> Preference:
    return access.one(listing(viewer).prefetch_related("occupations"), pk=pk)


def own(learner: Learner) -> Preference | None:
    return Preference.objects.filter(learner=learner).prefetch_related("occupations").first()


def hopes_of(found: Preference | None) -> rules.Hopes:
    if found is None:
        return rules.Hopes()
    return rules.Hopes(
        frozenset(each.pk for each in found.occupations.all()),
        found.complex,
        found.home,
        found.minutes,
        found.shift,
        found.wants_dormitory,
    )


def commutes(viewer: User) -> QuerySet[Commute]:
    return Commute.objects.visible_to(viewer).select_related("district")


def homes(viewer: User) -> list[str]:
    """The towns from which the table knows a way."""
    return sorted(set(Commute.objects.visible_to(viewer).order_by().values_list("origin", flat=True)))


def ways(viewer: User, home: str) -> Ways:
    """Place of work → minutes from a home; where two districts say it, the longer way counts."""
    if not home:
        return {}
    rows = Commute.objects.visible_to(viewer).filter(origin=home).order_by("minutes")
    return dict(rows.values_list("destination", "minutes"))


def complexes(viewer: User) -> list[str]:
    """Industrial complexes of the firms of the viewer's districts."""
    rows = access.organisations_of(viewer).filter(kind="firm").exclude(complex="").order_by()
    return sorted(set(rows.values_list("complex", flat=True)))


def work_of(opening: Opening, ways: Ways) -> rules.Work:
    """The way to the place of work where the table names it, else to the firm's complex."""
    minutes = ways.get(opening.workplace)
    if minutes is None:
        minutes = ways.get(opening.firm.complex)
    return rules.Work(opening.occupation_id, opening.firm.complex, opening.shift, opening.has_dormitory, minutes)


def within_limit(hopes: rules.Hopes, ways: Ways) -> Q:
    """Openings whose way is known and not over the limit; the same as `compared` says of one."""
    near = [place for place, minutes in ways.items() if hopes.minutes and minutes <= hopes.minutes]
    return Q(workplace__in=near) | (~Q(workplace__in=list(ways)) & Q(firm__complex__in=near))


def conditions(hopes: rules.Hopes, ways: Ways) -> list[Q]:
    """What each point that is hoped for asks of an opening."""
    asked: list[tuple[Any, Q]] = [
        (hopes.occupations, Q(occupation__in=hopes.occupations)),
        (hopes.complex, Q(firm__complex=hopes.complex)),
        (hopes.minutes, within_limit(hopes, ways)),
        (hopes.shift, Q(shift=hopes.shift)),
        (hopes.wants_dormitory, Q(has_dormitory=True)),
    ]
    return [condition for is_asked, condition in asked if is_asked]


def with_fit(rows: QuerySet[Any], hopes: rules.Hopes, ways: Ways) -> QuerySet[Any]:
    """Openings with how many points of the hopes they meet (`fit`)."""
    fit: Any = Value(0, output_field=IntegerField())
    for condition in conditions(hopes, ways):
        fit = fit + Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
    return rows.annotate(fit=fit)


def met(points: Iterable[rules.Compared]) -> int:
    return sum(each.verdict == Fulfilment.MET for each in points)


def may_counsel(viewer: User, found: Preference) -> bool:
    return access.can(viewer, Permission.PLACEMENT_ADVISE, on=found)


def offered_occupations(viewer: User, kept: Collection[int], most: int) -> QuerySet[Occupation]:
    """The occupations of openings that the viewer may see, and those kept already; at most so many."""
    seen = list(
        Opening.objects.visible_to(viewer).order_by("occupation").values_list("occupation", flat=True).distinct()[:most]
    )
    return Occupation.objects.filter(pk__in={*seen, *kept}).order_by("name", "pk")
