"""Reads of the room placement."""

from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from naru.base.accounts import access
from naru.base.accounts import waiting as todo
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.accounts.waiting import Waiting
from naru.base.district import queries as districts
from naru.base.district.models import District
from naru.base.rulebook import project_year
from naru.domain.people import queries as people
from naru.domain.people.models import Learner
from naru.domain.placement.enums import ApplicationState
from naru.domain.placement.models import Application, Opening, Placement
from naru.domain.placement.queries.todos import ANSWER_DAYS as ANSWER_DAYS
from naru.domain.placement.queries.todos import TODOS
from naru.domain.placement.queries.todos import has_job as has_job
from naru.domain.placement.rules import exposure

PROMISED = (ApplicationState.OFFERED, ApplicationState.ACCEPTED)


def listing(viewer: User) -> QuerySet[Opening]:
    """Openings with the number of applications, of live offers and of acceptances."""
    return (
        Opening.objects.visible_to(viewer)
        .select_related("firm", "occupation", "district")
        .annotate(
            applied=_applications(),
            offered=_applications(state=ApplicationState.OFFERED),
            accepted=_applications(state=ApplicationState.ACCEPTED),
        )
    )


def _applications(**states: ApplicationState) -> Coalesce:
    """How many applications to an opening; asked for each row that is shown, not for all."""
    rows = Application.objects.filter(opening=OuterRef("pk"), **states).order_by()
    return Coalesce(Subquery(rows.values("opening").annotate(n=Count("pk")).values("n")), 0)


def one(viewer: User, pk: int) -> Opening:
    return access.one(listing(viewer), pk=pk)


def application_listing(viewer: User) -> QuerySet[Application]:
    return Application.objects.visible_to(viewer).select_related("opening__firm", "learner__school")


def application_one(viewer: User, pk: int) -> Application:
    return access.one(application_listing(viewer), pk=pk)


def placement_listing(viewer: User) -> QuerySet[Placement]:
    return Placement.objects.visible_to(viewer).select_related("learner__school", "firm", "opening")


def placement_one(viewer: User, pk: int) -> Placement:
    return access.one(placement_listing(viewer), pk=pk)


def promised(opening: Opening) -> int:
    return opening.applications.filter(state__in=PROMISED).count()


def is_in_district(learner: Learner, district: District, day: date) -> bool:
    return districts.takes_part(learner.school_id, district, day)


def _started(district: District, year: int) -> QuerySet[Placement]:
    return Placement.objects.filter(
        learner__school__in=people.schools_of(district),
        starts__range=(project_year.first_day(year), project_year.last_day(year)),
    )


def hired(district: District, year: int) -> int:
    """Persons of the district's schools who started a job in a project year, each once."""
    return _started(district, year).values("learner").distinct().count()


def hired_by_firm(district: District, year: int) -> dict[int, int]:
    """The same for each firm; a person counts once at each firm."""
    rows = _started(district, year).order_by().values("firm").annotate(n=Count("learner", distinct=True))
    return {row["firm"]: row["n"] for row in rows}


def hired_by_occupation(district: District, year: int) -> dict[tuple[int, int | None], int]:
    """The same for each firm and occupation of the opening; None where the job came without one."""
    rows = _started(district, year).order_by().values("firm", "opening__occupation")
    return {
        (row["firm"], row["opening__occupation"]): row["n"] for row in rows.annotate(n=Count("learner", distinct=True))
    }


def applied_ever(district: District) -> QuerySet[Any, Any]:
    return Application.objects.filter(opening__district=district).values("learner")


def offered_ever(district: District) -> QuerySet[Any, Any]:
    return Application.objects.filter(opening__district=district, offered_on__isnull=False).values("learner")


def placed_ever() -> QuerySet[Any, Any]:
    return Placement.objects.values("learner")


def behind(viewer: User, district: District, year: int) -> QuerySet[Placement]:
    """The jobs begun that the number of the cycle counts (persons once), as far as the viewer may see them."""
    rows = Placement.objects.visible_to(viewer).filter(
        learner__school__in=people.schools_of(district),
        starts__range=(project_year.first_day(year), project_year.last_day(year)),
    )
    return rows.select_related("learner__school", "firm")


def permitted(viewer: User, permission: Permission) -> QuerySet[Application]:
    """The applications on which the viewer holds a permission, each once."""
    return access.permitted(application_listing(viewer), viewer, permission)


def with_own_application(rows: QuerySet[Opening], learner: Learner) -> QuerySet[Opening]:
    """Openings with the state of the learner's own application (`own_state`)."""
    own = Application.objects.filter(opening=OuterRef("pk"), learner=learner)
    return rows.annotate(own_state=Subquery(own.values("state")[:1]))


def free_code(district: District, year: int) -> str:
    """A code that no opening of the district bears yet: J-2027-03."""
    taken = set(Opening.objects.filter(district=district, code__startswith=f"J-{year}-").values_list("code", flat=True))
    number = len(taken) + 1
    while f"J-{year}-{number:02}" in taken:
        number += 1
    return f"J-{year}-{number:02}"


def waiting(viewer: User, district: District | None, today: date) -> list[Waiting]:
    """What waits for the viewer in this room; one query for each kind."""
    return todo.of(TODOS, viewer, today, district)


def mixed(viewer: User, today: date) -> Any:
    """The order of openings for this viewer on this day, for `order_by`."""
    factor, shift = exposure.mixing(viewer.pk, today)
    return (F("pk") * factor + shift) % exposure.PRIME


def complexes(viewer: User) -> list[str]:
    """The industrial complexes of firms with an opening that the viewer may see."""
    rows = Opening.objects.visible_to(viewer).exclude(firm__complex="").order_by()
    return sorted(set(rows.values_list("firm__complex", flat=True)))
