"""Reads of the room people."""

import re
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts import waiting as todo
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.accounts.waiting import Todo, Waiting
from naru.base.audit import looks
from naru.base.audit.models import Look
from naru.base.district.models import District, DistrictMember
from naru.base.privacy import asking, consent
from naru.base.privacy.enums import Giver, Purpose, RequestState
from naru.base.privacy.models import Consent, ConsentRequest, Correction
from naru.base.rulebook import project_year
from naru.base.rulebook.errors import NotFound
from naru.domain.people import rules
from naru.domain.people.enums import LearnerState
from naru.domain.people.models import Guardian, Learner, Staff, Teacher


def listing(viewer: User) -> QuerySet[Learner]:
    """Learners the viewer may see."""
    return Learner.objects.visible_to(viewer).select_related("school")


def one(viewer: User, pk: int) -> Learner:
    return access.one(listing(viewer), pk=pk)


def own_marked(viewer: User) -> QuerySet[Learner]:
    """Learners with `shown_to`: the viewer's id where the learner is the viewer or their ward, else nothing."""
    ward = Guardian.objects.filter(learner=OuterRef("pk"), user=viewer)
    return listing(viewer).annotate(
        shown_to=Case(When(Q(user=viewer) | Exists(ward), then=Value(viewer.pk)), output_field=BigIntegerField())
    )


def mine(viewer: User) -> Learner | None:
    """The learner that the viewer is."""
    return Learner.objects.filter(user=viewer).select_related("school").first()


def wards(viewer: User) -> QuerySet[Learner]:
    """The learners whose guardian the viewer is."""
    return Learner.objects.filter(guardians__user=viewer).select_related("school").distinct()


def teacher_listing(viewer: User) -> QuerySet[Teacher]:
    return Teacher.objects.visible_to(viewer).select_related("school")


def staff_listing(viewer: User) -> QuerySet[Staff]:
    return Staff.objects.visible_to(viewer).select_related("organisation")


def guardians_of(viewer: User, learner: Learner) -> QuerySet[Guardian]:
    return Guardian.objects.visible_to(viewer).filter(learner=learner)


def schools_of(district: District) -> QuerySet[Any, Any]:
    """Ids of the organisations that take part in the district: a subquery for counting persons once."""
    return DistrictMember.objects.filter(district=district).values("organisation")


def of_district(district: District) -> QuerySet[Learner]:
    """Every learner of the district's schools, each once: for computing, not for showing."""
    return Learner.objects.filter(school__in=schools_of(district))


def cohort(district: District, year: int) -> QuerySet[Learner]:
    """Who is to leave school in a project year: its third-years, and those who graduated by its end.

    The project year `year` ends with the graduation of January or February `year` + 1.
    """
    return of_district(district).filter(
        Q(state=LearnerState.ENROLLED, intake_year=year - 2)
        | Q(graduated_on__range=(project_year.first_day(year), project_year.last_day(year)))
    )


def graduation(year: int) -> tuple[date, date]:
    """The days on which those graduate whom the survey of 1 April counts."""
    return date(year, 1, 1), date(year, 3, 31)


def graduates(district: District, year: int) -> QuerySet[Learner]:
    """Graduates of January and February of a year: those whom the survey of 1 April counts."""
    return of_district(district).filter(state=LearnerState.GRADUATED, graduated_on__range=graduation(year))


def person_of(learner: Learner) -> tuple[str, int]:
    """How the ground names a learner: ("people.learner", 12)."""
    return learner._meta.label_lower, learner.pk


def consents_of(viewer: User, learner: Learner) -> QuerySet[Consent]:
    """Every consent about a learner, for whoever may see the learner."""
    return consent.of_person(*person_of(one(viewer, learner.pk)))


def consent_requests_of(viewer: User, learner: Learner) -> QuerySet[ConsentRequest]:
    return asking.of_person(*person_of(one(viewer, learner.pk)))


def asked_about(request: ConsentRequest) -> Learner | None:
    """The learner of a request that came by a link; whoever calls has proven to be its addressee, or asks them to."""
    if request.person_type != Learner._meta.label_lower:
        return None
    return Learner.objects.filter(pk=request.person_id).select_related("school").first()


def has_guardians_word(learner: Learner, day: date) -> bool:
    """A guardian's consent to practicum and work is in force."""
    given = Consent.objects.of(*person_of(learner)).in_force(day)
    return given.filter(purpose=Purpose.PRACTICUM, giver=Giver.GUARDIAN).exists()


def looks_at(viewer: User, learner: Learner) -> QuerySet[Look]:
    """Who looked at the learner's data: for the learner and their guardians, and for whoever reads the audit."""
    is_theirs = learner.user_id == viewer.pk or wards(viewer).filter(pk=learner.pk).exists()
    if not is_theirs and not access.can(viewer, Permission.AUDIT_READ):
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    return looks.at_person(person_of(one(viewer, learner.pk)))


def corrections_of(viewer: User, learner: Learner) -> QuerySet[Correction]:
    kind, number = person_of(one(viewer, learner.pk))
    return Correction.objects.filter(person_type=kind, person_id=number)


def correction_listing(viewer: User) -> QuerySet[Correction]:
    """Requests that this person may answer."""
    return Correction.objects.visible_to(viewer).select_related("organisation")


def correction_one(viewer: User, pk: int) -> Correction:
    return access.one(correction_listing(viewer), pk=pk)


def named(viewer: User, text: str) -> list[Learner]:
    """Up to ten learners whom the viewer may see by number or name: "24-0001", "김서준" or "김서준 (24-0001)"."""
    match = re.search(r"\(([^()]+)\)$", text)
    rows = listing(viewer).filter(Q(number=match[1] if match else text) | Q(name__named=text))
    return list(rows.order_by("school__name", "number")[:10])


def _ready_to_graduate(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Enrolled although the February after the last school year is over."""
    years = rules.YEARS_OF_SCHOOL.on(today).value
    return rows.filter(state=LearnerState.ENROLLED, intake_year__lte=project_year.of(today) - years)


def _asked_of(viewer: User, _today: date) -> QuerySet[ConsentRequest]:
    """What the schools asked this guardian to agree to."""
    return ConsentRequest.objects.filter(
        person_type=Learner._meta.label_lower, person_id__in=wards(viewer).values("pk")
    )


TODOS = (
    Todo(
        "people.graduate",
        _("졸업을 적어야 할 학생"),
        _ready_to_graduate,
        Learner,
        Permission.PEOPLE_WRITE,
        member="school",
        due=lambda today: project_year.first_day(project_year.of(today)),
        page="people:list",
        query=(("todo", "graduate"),),
        one="people:graduate",
        learner="pk",
    ),
    Todo(
        "people.consent",
        _("보호자의 동의를 부탁받은 일"),
        lambda rows, _today: rows.filter(state=RequestState.ASKED),
        permission=Permission.CONSENT_GIVE,
        own=_asked_of,
        page="privacy:mine",
    ),
)


def waiting(viewer: User, district: District | None, today: date) -> list[Waiting]:
    """What waits for the viewer in this room; one query for each kind."""
    return todo.of(TODOS, viewer, today, district)
