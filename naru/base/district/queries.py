"""Reads of districts for whoever works on the whole installation: the command line and loading."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from naru.base.district.models import District, DistrictMember


def by_code(code: str) -> District | None:
    return District.objects.filter(code=code).first()


def codes() -> list[str]:
    """Codes of every district here, in order."""
    return list(District.objects.values_list("code", flat=True))


def every() -> list[District]:
    """Every district here, in the order of the codes."""
    return list(District.objects.order_by("code"))


def takes_part(organisation: int, district: District, day: date) -> bool:
    """True when the organisation (by its id) takes part in the district on the day."""
    return (
        DistrictMember.objects.filter(district=district, organisation=organisation, since__lte=day)
        .filter(Q(until__isnull=True) | Q(until__gte=day))
        .exists()
    )


def members_of(district: District) -> QuerySet[Any, Any]:
    """Ids of the organisations that take or took part in the district: a subquery."""
    return DistrictMember.objects.filter(district=district).values("organisation")
