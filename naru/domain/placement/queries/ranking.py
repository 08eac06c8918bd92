"""What a firm may read of those who wished for its opening: who agreed, never the place in their list."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from naru.base.accounts import access, shown
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.privacy import texts
from naru.base.privacy.enums import Purpose
from naru.base.privacy.models import Consent
from naru.domain.curriculum import queries as curriculum
from naru.domain.people.models import Learner
from naru.domain.placement.enums import Exclusion, ListState, RoundState, Unacceptable
from naru.domain.placement.models import Assessment, Criterion, RoundOpening, Wish
from naru.domain.placement.models.rounds import agreed
from naru.domain.placement.queries import eligible
from naru.domain.placement.rules import eligible as eligible_rules
from naru.domain.placement.rules import rounds as rules
from naru.domain.training import queries as training
from naru.domain.training.enums import EnrolmentState
from naru.domain.training.models import Enrolment


@dataclass(frozen=True)
class Row:
    """One applicant on the sheet. Without the name (`is_hidden`): only a number, the department and what was learnt.

    `programmes` completed and `attained` licences and units: only where the words agreed to name them; `wanted`: which
    of the licences that the opening would like are among them.
    """

    learner: int
    number: int
    name: str
    school: str
    department: str
    programmes: tuple[str, ...]
    attained: tuple[str, ...]
    wanted: tuple[str, ...]
    is_hidden: bool
    points: tuple[tuple[int, int | None], ...]
    total: int | None
    rank: int | None
    unacceptable: Unacceptable | None
    excluded: Exclusion


@dataclass(frozen=True)
class Sheet:
    """The scoring sheet of one opening."""

    criteria: tuple[Criterion, ...]
    rows: tuple[Row, ...]
    is_hidden: bool
    to_assess: int


def applicants(place: RoundOpening) -> QuerySet[Wish]:
    """Wishes of sent lists for this opening whose learner agrees that its firm sees them; for firms from the ranking on."""
    if RoundState(place.round.state) not in rules.OPEN_TO_FIRMS:
        return Wish.objects.none()
    return Wish.objects.filter(agreed(), place=place, list__state=ListState.SUBMITTED)


def learners_of(place: RoundOpening) -> dict[int, Learner]:
    """The applicants of an opening by key; for whoever was shown its sheet."""
    return {each.learner_id: each.learner for each in applicants(place).select_related("learner__school")}


def to_assess(place: RoundOpening) -> int:
    """Applicants without an assessment."""
    done = Assessment.objects.filter(place=place).values("learner")
    return applicants(place).exclude(learner__in=done).count()


def is_firm(viewer: User, place: RoundOpening) -> bool:
    return access.can(viewer, Permission.PLACEMENT_OFFER, on=place)


def sheet(viewer: User, place: RoundOpening, today: date) -> Sheet:
    """Everybody who agreed, in an order that says nothing of their wishes; counts as shown."""
    access.require(viewer, Permission.PLACEMENT_OFFER, on=place)
    rows = list(applicants(place).select_related("learner__school").order_by("learner"))
    learners = [each.learner for each in rows]
    shown.add(learners, is_list=True)
    said = {each.learner_id: each for each in Assessment.objects.filter(place=place, learner__in=learners)}
    criteria = tuple(place.criteria.all())
    hidden = place.round.is_blind and place.revealed_on is None
    totals = {key: each.total for key, each in said.items() if not each.unacceptable}
    ranks = rules.ranks_of(totals)
    told = _tells_learning(learners, place.opening.firm_id, today)
    learnt = _programmes([each for each in learners if each.pk in told])
    held = training.attained(told)
    names = curriculum.department_names({(each.school_id, each.department) for each in learners})
    apart = eligible.of_many([(each, place.opening) for each in learners], today)
    found = []
    for number, learner in enumerate(learners, 1):
        own = said.get(learner.pk)
        points = own.points if own else {}
        found.append(
            Row(
                learner=learner.pk,
                number=number,
                name="" if hidden else learner.name,
                school="" if hidden else learner.school.label,
                department=names.get((learner.school_id, learner.department), learner.department),
                programmes=learnt.get(learner.pk, ()),
                attained=tuple(str(each) for each in held.get(learner.pk, ())),
                wanted=tuple(
                    eligible_rules.held_of(
                        place.opening.wanted_licences,
                        [each.name for each in held.get(learner.pk, ()) if each.unit_id is None],
                    )
                ),
                is_hidden=hidden,
                points=tuple((each.pk, points.get(str(each.pk))) for each in criteria),
                total=own.total if own and not own.unacceptable else None,
                rank=ranks.get(learner.pk),
                unacceptable=Unacceptable(own.unacceptable) if own and own.unacceptable else None,
                excluded=apart[learner.pk, place.opening_id].exclusion
                if (learner.pk, place.opening_id) in apart
                else Exclusion.NONE,
            )
        )
    return Sheet(criteria, tuple(found), hidden, sum(1 for each in learners if each.pk not in said))


def _tells_learning(learners: list[Learner], firm: int, today: date) -> set[int]:
    """Those who agreed to words that name what they learnt and hold, whoever had to agree."""
    rows = Consent.objects.filter(
        person_type=Learner._meta.label_lower,
        person_id__in=[each.pk for each in learners],
        purpose=Purpose.FIRM,
        recipient=firm,
    ).in_force(today)
    found: dict[int, bool] = {}
    for person, version in rows.values_list("person_id", "text_version"):
        text = texts.text_of(Purpose.FIRM, version)
        found[person] = found.get(person, True) and text is not None and text.learning
    return {person for person, tells in found.items() if tells}


def _programmes(learners: list[Learner]) -> dict[int, tuple[str, ...]]:
    """Completed programmes by learner."""
    rows = Enrolment.objects.filter(learner__in=learners, state=EnrolmentState.COMPLETED)
    found: dict[int, tuple[str, ...]] = {}
    for learner, name in rows.order_by("pk").values_list("learner", "programme__name"):
        found[learner] = (*found.get(learner, ()), name)
    return found


def counts(places: list[RoundOpening]) -> dict[int, int]:
    """How many applicants each opening's firm may see."""
    rows = Wish.objects.filter(agreed(), place__in=places, list__state=ListState.SUBMITTED).order_by()
    return dict(rows.values("place").annotate(n=Count("pk")).values_list("place", "n"))
