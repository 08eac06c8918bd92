"""Reads of the room training."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts import waiting as todo
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.accounts.waiting import Todo, Waiting
from naru.base.district import queries as districts
from naru.base.district.models import District, DistrictMember
from naru.domain.people.enums import LearnerState
from naru.domain.people.models import Learner
from naru.domain.training.enums import EnrolmentState
from naru.domain.training.models import Attainment, Enrolment, Funding, Programme, Session

TAKEN = (EnrolmentState.ENROLLED, EnrolmentState.COMPLETED, EnrolmentState.INCOMPLETE)


def listing(viewer: User) -> QuerySet[Programme]:
    """Programmes with the places taken, waiting and completed."""
    return (
        Programme.objects.visible_to(viewer)
        .select_related("provider", "district")
        .annotate(
            taken=_places(*TAKEN),
            waiting=_places(EnrolmentState.WAITING),
            completed=_places(EnrolmentState.COMPLETED),
        )
    )


def _places(*states: EnrolmentState) -> Coalesce:
    """How many places of a programme are in these states; asked for each row that is shown, not for all."""
    rows = Enrolment.objects.filter(programme=OuterRef("pk"), state__in=states).order_by()
    return Coalesce(Subquery(rows.values("programme").annotate(n=Count("pk")).values("n")), 0)


def one(viewer: User, pk: int) -> Programme:
    return access.one(listing(viewer), pk=pk)


def enrolment_listing(viewer: User) -> QuerySet[Enrolment]:
    return Enrolment.objects.visible_to(viewer).select_related("programme", "learner__school")


def enrolment_one(viewer: User, pk: int) -> Enrolment:
    return access.one(enrolment_listing(viewer), pk=pk)


def sessions_of(viewer: User, programme: Programme) -> QuerySet[Session]:
    return Session.objects.visible_to(viewer).filter(programme=programme)


def fundings_of(viewer: User, programme: Programme) -> QuerySet[Funding]:
    return Funding.objects.visible_to(viewer).filter(programme=programme).select_related("line__fund")


def is_in_district(learner: Learner, district: District, day: date) -> bool:
    return districts.takes_part(learner.school_id, district, day)


def taken(programme: Programme) -> int:
    return programme.enrolments.filter(state__in=TAKEN).count()


def first_waiting(programme: Programme) -> Enrolment | None:
    return (
        programme.enrolments.filter(state=EnrolmentState.WAITING)
        .select_for_update()
        .order_by("signed_up_at", "pk")
        .first()
    )


def persons(district: District, year: int, *states: EnrolmentState) -> int:
    """Persons in programmes of a year in one of the states, each once."""
    return (
        Enrolment.objects.filter(programme__district=district, programme__year=year, state__in=states)
        .values("learner")
        .distinct()
        .count()
    )


def completed_ever(district: District) -> QuerySet[Any, Any]:
    """Learners who completed a programme of the district: a subquery for the funnel."""
    return Enrolment.objects.filter(programme__district=district, state=EnrolmentState.COMPLETED).values("learner")


def funded_completions(district: District, year: int) -> list[dict[str, int]]:
    """For each budget line that pays for programmes of a year: won and persons who completed, each once."""
    won = {
        row["line"]: row["won"]
        for row in Funding.objects.filter(programme__district=district, programme__year=year)
        .order_by()
        .values("line")
        .annotate(won=Sum("amount"))
    }
    people = {
        row["programme__fundings__line"]: row["n"]
        for row in Enrolment.objects.filter(
            programme__district=district, programme__year=year, state=EnrolmentState.COMPLETED
        )
        .order_by()
        .values("programme__fundings__line")
        .annotate(n=Count("learner", distinct=True))
    }
    return [{"line": line, "won": amount, "persons": people.get(line, 0)} for line, amount in sorted(won.items())]


def behind(viewer: User, district: District, year: int) -> QuerySet[Enrolment]:
    """The completions that the number of the cycle counts (persons once), as far as the viewer may see them."""
    rows = Enrolment.objects.visible_to(viewer).filter(
        programme__district=district, programme__year=year, state=EnrolmentState.COMPLETED
    )
    return rows.select_related("programme", "learner__school").order_by("-completed_on", "pk")


def overdue(viewer: User) -> QuerySet[Enrolment]:
    """Places of programmes that are over and whose completion nobody has recorded."""
    today = timezone.localdate()
    return enrolment_listing(viewer).filter(state=EnrolmentState.ENROLLED, programme__ends__lt=today)


def open_now(viewer: User) -> QuerySet[Programme]:
    """Programmes whose sign-up is open today."""
    today = timezone.localdate()
    return Programme.objects.visible_to(viewer).filter(opens_on__lte=today, closes_on__gte=today)


def candidates(viewer: User, programme: Programme, text: str = "") -> QuerySet[Learner]:
    """Learners in school in the programme's district whom the viewer may sign up, with their `place` in it."""
    place = Enrolment.objects.filter(programme=programme, learner=OuterRef("pk"))
    rows = (
        access.permitted(Learner.objects.all(), viewer, Permission.TRAINING_ENROL)
        .filter(
            state=LearnerState.ENROLLED,
            school__in=DistrictMember.objects.filter(district=programme.district_id).values("organisation"),
        )
        .select_related("school")
        .annotate(place=Subquery(place.values("state")[:1]), enrolment=Subquery(place.values("pk")[:1]))
    )
    for word in text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(number__icontains=word))
    return rows.order_by("school__name", "-grade", "name", "pk")


def with_own_place(rows: QuerySet[Programme], learner: Learner) -> QuerySet[Programme]:
    """Programmes with the state of the learner's own place (`own_place`)."""
    own = Enrolment.objects.filter(programme=OuterRef("pk"), learner=learner)
    return rows.annotate(own_place=Subquery(own.values("state")[:1]))


def waiting_place(enrolment: Enrolment) -> int:
    """Which one on the waiting list: 1 takes the next free place."""
    before = Q(signed_up_at__lt=enrolment.signed_up_at) | Q(signed_up_at=enrolment.signed_up_at, pk__lt=enrolment.pk)
    waiting = Enrolment.objects.filter(before, programme=enrolment.programme_id, state=EnrolmentState.WAITING)
    return waiting.count() + 1


def permitted(viewer: User, permission: Permission) -> QuerySet[Enrolment]:
    """The enrolments on which the viewer holds a permission, each once."""
    return access.permitted(enrolment_listing(viewer), viewer, permission)


def free_code(district: District, year: int) -> str:
    """A code that no programme of the district bears yet: T-2027-03."""
    taken_codes = set(
        Programme.objects.filter(district=district, code__startswith=f"T-{year}-").values_list("code", flat=True)
    )
    number = len(taken_codes) + 1
    while f"T-{year}-{number:02}" in taken_codes:
        number += 1
    return f"T-{year}-{number:02}"


#: A programme that closes within these days and is not half full speaks up.
CLOSING_DAYS = 10


def _without_completion(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    return rows.filter(state=EnrolmentState.ENROLLED, programme__ends__lt=today)


def _open_to_me(viewer: User, today: date) -> QuerySet[Any]:
    """Programmes that a learner in school could sign up for today and has not."""
    if not Learner.objects.filter(user=viewer, state=LearnerState.ENROLLED).exists():
        return Programme.objects.none()
    mine = Enrolment.objects.filter(learner__user=viewer).values("programme")
    return open_now(viewer).exclude(pk__in=mine)


def _half_empty(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    taken = (
        Enrolment.objects.filter(programme=OuterRef("pk"), state__in=TAKEN)
        .order_by()
        .values("programme")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        rows.filter(opens_on__lte=today, closes_on__range=(today, today + timedelta(days=CLOSING_DAYS)))
        .alias(taken_now=Coalesce(Subquery(taken, IntegerField()), 0))
        .filter(taken_now__lt=F("capacity") / 2)
    )


TODOS = (
    Todo(
        "training.complete",
        _("수료를 적어야 할 참여"),
        _without_completion,
        Enrolment,
        Permission.TRAINING_COMPLETE,
        district="programme__district",
        due="programme__ends",
        page="training:enrolments",
        query=(("todo", "complete"),),
        one="training:complete",
        learner="learner",
        is_risk=True,
    ),
    Todo(
        "training.sign_up",
        _("지금 신청할 수 있는 과정"),
        lambda rows, _today: rows,
        permission=Permission.TRAINING_ENROL,
        own=_open_to_me,
        district="district",
        due="closes_on",
        page="training:list",
        query=(("todo", "sign_up"),),
        one="training:detail",
    ),
    Todo(
        "training.half_empty",
        _("곧 마감인데 절반도 차지 않은 과정"),
        _half_empty,
        Programme,
        Permission.TRAINING_WRITE,
        district="district",
        due="closes_on",
        page="training:list",
        query=(("todo", "half_empty"),),
        one="training:detail",
    ),
)


def waiting(viewer: User, district: District | None, today: date) -> list[Waiting]:
    """What waits for the viewer in this room; one query for each kind."""
    return todo.of(TODOS, viewer, today, district)


def sessions_ahead(viewer: User, today: date, days: int = 7) -> QuerySet[Session]:
    """Meetings of the coming days that the viewer gives or goes to, soonest first."""
    here = access.reach(viewer, Permission.TRAINING_READ)
    going = Enrolment.objects.filter(
        Q(learner__user=viewer) | Q(learner__guardians__user=viewer), state=EnrolmentState.ENROLLED
    ).values("programme")
    theirs = Q(programme__provider__in=here.organisations) | Q(programme__in=going)
    return (
        Session.objects.visible_to(viewer)
        .filter(theirs, on__range=(today, today + timedelta(days=days)))
        .select_related("programme")
        .order_by("on", "starts", "pk")
    )


def completed_counts(district: District) -> dict[int, int]:
    """How many programmes of the district each learner completed: for computing, not for showing."""
    rows = Enrolment.objects.filter(programme__district=district, state=EnrolmentState.COMPLETED)
    return dict(rows.order_by().values_list("learner").annotate(n=Count("pk")))


def attainments(viewer: User) -> QuerySet[Attainment]:
    """Licences and units of learners that the viewer may read: their school, their district, themselves."""
    return Attainment.objects.visible_to(viewer).select_related("unit", "learner__school")


def attainment_one(viewer: User, pk: int) -> Attainment:
    return access.one(attainments(viewer), pk=pk)


def attained(learners: Iterable[int]) -> dict[int, list[Attainment]]:
    """Learner → licences and units; for whoever was shown these persons, and for rules."""
    found: dict[int, list[Attainment]] = {}
    for each in Attainment.objects.filter(learner__in=learners).select_related("unit").order_by("pk"):
        found.setdefault(each.learner_id, []).append(each)
    return found


def is_attained(learner: Learner, name: str) -> bool:
    return Attainment.objects.filter(learner=learner, name=name).exists()
