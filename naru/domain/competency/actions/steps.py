"""What several deeds of the room are made of."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.base.rulebook.errors import NotAllowed
from naru.domain.competency import rules
from naru.domain.competency.enums import (
    AlignmentState,
)
from naru.domain.competency.models import (
    Alignment,
    Criterion,
    Element,
    Framework,
    Unit,
)


def require_keeper(by: User | None, framework: Framework) -> None:
    """A framework of a district is its coordinator's; the national one is the administrator's (None: the terminal)."""
    if by is None:
        return
    if framework.district is not None:
        access.require(by, Permission.COMPETENCY_WRITE, on=framework.district)
    elif not access.reach(by, Permission.COMPETENCY_WRITE).everywhere:
        raise NotAllowed(_("이 일을 할 수 있는 역할이 없습니다."))


def require_writer(by: User | None, district: District) -> None:
    """Whoever may write frameworks of the district (None: the terminal)."""
    if by is not None:
        access.require(by, Permission.COMPETENCY_WRITE, on=district)


def require_tables(by: User | None) -> None:
    if by is not None and not access.reach(by, Permission.COMPETENCY_WRITE).everywhere:
        raise NotAllowed(_("이 일을 할 수 있는 역할이 없습니다."))


def write_parts(unit: Unit, parts: Sequence[rules.Part]) -> None:
    unit.elements.all().delete()
    for number, part in enumerate(parts, 1):
        element = Element.objects.create(unit=unit, number=number, name=part.name)
        Criterion.objects.bulk_create(
            Criterion(element=element, number=place, text=text) for place, text in enumerate(part.criteria, 1)
        )


def carry(moved: dict[int, int]) -> int:
    """Confirmed links of units that were replaced, made again at their successors; returns how many."""
    known = Alignment.objects.filter(followed__unit__in=moved).values("followed")
    made = []
    for each in Alignment.objects.filter(unit__in=moved, state=AlignmentState.CONFIRMED).exclude(pk__in=known):
        followed = each.pk
        each.pk, each.unit_id, each.followed_id = None, moved[each.unit_id], followed
        if each.other_id != each.unit_id:
            made.append(each)
    Alignment.objects.bulk_create(made)
    return len(made)
