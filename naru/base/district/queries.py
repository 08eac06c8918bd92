"""Reads of districts for whoever works on the whole installation: the command line and loading."""

from datetime import date

from django.db.models import Q, QuerySet

from naru.base.district.models import District, DistrictMember


def by_code(code: str) -> District | None:
    return District.objects.filter(code=code).first()


def codes() -> list[str]:
    """Codes of every district here, in order."""
    return list(District.objects.values_list("code", flat=True))


def takes_part(organisation: int, district: District, day: date) -> bool:
    """True when the organisation (by its id) takes part in the district on the day."""
    return (
        DistrictMember.objects.filter(district=district, organisation=organisation, since__lte=day)
        .filter(Q(until__isnull=True) | Q(until__gte=day))
        .exists()
    )


def every() -> QuerySet[District]:
    """All districts, for the operator's terminal."""
    return District.objects.order_by("kind", "code")
