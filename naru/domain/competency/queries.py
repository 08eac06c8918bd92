"""Reads of the room competency."""

from django.db.models import QuerySet

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.domain.competency.models import Framework, Occupation, Unit


def listing(viewer: User) -> QuerySet[Unit]:
    return Unit.objects.visible_to(viewer).select_related("framework", "replaced_by")


def one(viewer: User, pk: int) -> Unit:
    return access.one(listing(viewer), pk=pk)


def frameworks(viewer: User) -> QuerySet[Framework]:
    return Framework.objects.visible_to(viewer)


def framework_one(viewer: User, pk: int) -> Framework:
    return access.one(frameworks(viewer), pk=pk)


def writable_frameworks(viewer: User) -> QuerySet[Framework]:
    """Frameworks to which the person may add units: all for the installation's administrator, else their district's."""
    here = access.reach(viewer, Permission.COMPETENCY_WRITE)
    return frameworks(viewer) if here.everywhere else frameworks(viewer).filter(district__in=here.districts)


def lineage(viewer: User, unit: Unit) -> tuple[list[Unit], list[Unit]]:
    """What the unit replaced (oldest first) and what replaced it, one after the other."""
    seen = {unit.pk}
    later: list[Unit] = []
    step = unit.replaced_by
    while step is not None and step.pk not in seen:
        seen.add(step.pk)
        later.append(step)
        step = step.replaced_by
    earlier: list[Unit] = []
    ring = list(listing(viewer).filter(replaced_by=unit))
    while ring:
        fresh = [each for each in ring if each.pk not in seen]
        seen |= {each.pk for each in fresh}
        earlier = [*fresh, *earlier]
        ring = list(listing(viewer).filter(replaced_by__in=fresh)) if fresh else []
    return earlier, later


def occupations(viewer: User) -> QuerySet[Occupation]:
    return Occupation.objects.visible_to(viewer)


def chain_after(unit: Unit) -> list[str]:
    """Codes of a unit and of what replaced it, one after the other."""
    codes = [unit.code]
    step = unit.replaced_by
    while step is not None and step.code not in codes:
        codes.append(step.code)
        step = step.replaced_by
    return codes
