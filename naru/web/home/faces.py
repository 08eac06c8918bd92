"""The faces of the home page: which one a person sees, and what stands on it besides the worklist."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.enums import Role
from naru.base.accounts.roles import Permission
from naru.base.audit import recent
from naru.base.district.models import District
from naru.base.jobs import overview
from naru.domain.credit import queries as credit
from naru.domain.credit.enums import AwardState
from naru.domain.curriculum import queries as curriculum
from naru.domain.demand import queries as demand
from naru.domain.evidence import queries as evidence
from naru.domain.outcome import queries as outcome
from naru.domain.partners import queries as partners
from naru.domain.people import queries as people
from naru.domain.people.models import Learner
from naru.domain.placement import queries as placement
from naru.domain.training import queries as training
from naru.web import context, worklist
from naru.web.home import changes, river
from naru.web.worklist import Item

Values = dict[str, Any]


@dataclass(frozen=True)
class Face:
    """A home page: its template, whose it is, and what it needs."""

    name: str
    roles: tuple[Role, ...]
    title: Any
    fill: Callable[[HttpRequest, list[Item], date], Values]


@dataclass(frozen=True)
class Hat:
    """A role that the person could look from."""

    title: Any
    url: str
    is_on: bool


def _district(request: HttpRequest) -> District | None:
    return context.here(request).district


def _cycle(request: HttpRequest) -> Values:
    """The river of the chosen district and year, and the sentence about its narrowest passage."""
    here = context.here(request)
    if here.district is None:
        return {}
    found = evidence.cycle(request.user, here.district, here.year)  # type: ignore[arg-type]
    return {
        "cycle": found,
        "river": river.of(found),
        "money": found.station("budget"),
        "passage": found.narrowest_passage,
    }


def coordinator(request: HttpRequest, items: list[Item], today: date) -> Values:
    return _cycle(request)


def overseer(request: HttpRequest, items: list[Item], today: date) -> Values:
    """Three figures and one list of open risks."""
    here = context.here(request)
    values = _cycle(request)
    if here.district is None or not values:
        return values
    viewer: Any = request.user
    keys = ("outcome", "partners", "budget")
    questions = (_("성과가 나고 있습니까?"), _("약속이 지켜지고 있습니까?"), _("돈이 계획대로 쓰이고 있습니까?"))
    cycle = values["cycle"]
    return values | {
        "figures": [
            (question, cycle.station(key), river.change_of(cycle.station(key)))
            for key, question in zip(keys, questions, strict=True)
        ],
        "risks": worklist.risks(viewer, here.district, today, with_place=False),
    }


def auditor(request: HttpRequest, items: list[Item], today: date) -> Values:
    """Every number with its definition, the latest citations, and the deeds."""
    viewer: Any = request.user
    here = context.here(request)
    values = _cycle(request)
    if here.district is not None:
        rows = evidence.citation_listing(viewer).filter(district=here.district)[:5]
        values["citations"] = [(each, evidence.NAMES.get(each.measure, each.measure)) for each in rows]
        values["risks"] = worklist.risks(viewer, here.district, today)
    return values


def school(request: HttpRequest, items: list[Item], today: date) -> Values:
    """Which of my students needs me today, and how far this year's class has come."""
    viewer: Any = request.user
    district = _district(request)
    count, pupils = worklist.pupils(viewer, district, today)
    reach = access.reach(viewer, Permission.PEOPLE_READ)
    return {
        "pupils": pupils,
        "pupil_count": count,
        "class_steps": outcome.class_steps(reach.organisations, today),
        "class_year": context.here(request).year,
        "open_programmes": list(_here(training.open_now(viewer), district).order_by("closes_on")[:4]),
        "open_openings": list(_here(placement.listing(viewer).filter(state="open"), district).order_by("deadline")[:4]),
    }


def _here(rows: QuerySet[Any], district: District | None) -> QuerySet[Any]:
    return rows.filter(district=district) if district is not None else rows


def learner(request: HttpRequest, items: list[Item], today: date) -> Values:
    """Where am I, what comes next? For a graduate also: what do I have?"""
    viewer: Any = request.user
    mine = people.mine(viewer)
    if mine is None:
        return {"learner": None}
    return {
        "learner": mine,
        **_walked(viewer, mine, today),
        "sessions": list(training.sessions_ahead(viewer, today)[:5]),
    }


def _walked(viewer: Any, who: Learner, today: date) -> Values:
    found = outcome.path(viewer, who, today, curriculum.department_name(who.school_id, who.department))
    return {"path": found, "latest": found.past[-3:][::-1], "coming": found.ahead[:3]}


def guardian(request: HttpRequest, items: list[Item], today: date) -> Values:
    """Each ward with their next step."""
    viewer: Any = request.user
    return {
        "wards": [(each, _walked(viewer, each, today)) for each in people.wards(viewer)[:5]],
        "sessions": list(training.sessions_ahead(viewer, today)[:5]),
    }


def counts_of(items: list[Item]) -> dict[str, int]:
    """How many of each kind wait, by the kind with an underscore for its point (as templates can ask)."""
    return {item.waiting.kind.replace(".", "_"): item.waiting.count or 0 for item in items}


def firm(request: HttpRequest, items: list[Item], today: date) -> Values:
    """What do you need from me? And what was promised, who came, who is still here."""
    viewer: Any = request.user
    here = context.here(request)
    organisations = access.reach(viewer, Permission.PLACEMENT_OPEN).organisations
    values: Values = {"counts": counts_of(items)}
    if here.district is None:
        return values
    hired = placement.hired_by_firm(here.district, here.year)
    return values | {
        "pledges": [
            (each, sum(hired.get(pk, 0) for pk in organisations) if each.kind == "hires" else None)
            for each in partners.pledges(viewer, here.district, here.year)
        ],
        "openings": list(
            placement.listing(viewer)
            .filter(firm__in=organisations, district=here.district)
            .order_by("-deadline", "pk")[:5]
        ),
        "needs": list(
            demand.listing(viewer).filter(firm__in=organisations, year__gte=here.year).order_by("year", "pk")[:6]
        ),
        "working": placement.placement_listing(viewer).filter(firm__in=organisations, ends__isnull=True).count(),
    }


def trainer(request: HttpRequest, items: list[Item], today: date) -> Values:
    """Which meetings come, and whose hours are still to be written."""
    viewer: Any = request.user
    organisations = access.reach(viewer, Permission.TRAINING_COMPLETE).organisations
    programmes = (
        training.listing(viewer).filter(provider__in=organisations, ends__gte=today).order_by("starts", "pk")[:5]
    )
    return {
        "sessions": list(training.sessions_ahead(viewer, today)[:8]),
        "programmes": list(programmes),
        "counts": counts_of(items),
    }


def university(request: HttpRequest, items: list[Item], today: date) -> Values:
    """What do I decide? The longest waiting first."""
    viewer: Any = request.user
    district = _district(request)
    awards = _here(credit.listing(viewer), district)
    waiting = awards.filter(state=AwardState.COMPLETED)
    organisations = access.reach(viewer, Permission.CREDIT_AWARD).organisations
    programmes = _here(training.listing(viewer), district).filter(provider__in=organisations, ends__gte=today)
    return {
        "deciding": list(waiting.order_by("completed_on", "pk")[:8]),
        "deciding_count": waiting.count(),
        "awarded": awards.filter(state=AwardState.AWARDED).values("learner").distinct().count(),
        "studying": awards.filter(state=AwardState.REGISTERED).values("learner").distinct().count(),
        "programmes": list(programmes.order_by("starts", "pk")[:5]),
    }


def dpo(request: HttpRequest, items: list[Item], today: date) -> Values:
    """What was done with persons' rows this month, and by how many people."""
    viewer: Any = request.user
    first = timezone.make_aware(datetime.combine(today.replace(day=1), time.min))
    persons = [model._meta.label_lower for model in changes.KINDS if recent.speaks_of_persons(model)]
    return {"handled": overview.handled(viewer, persons, first), "first": today.replace(day=1)}


def administrator(request: HttpRequest, items: list[Item], today: date) -> Values:
    """Is the installation sound: accounts without a role, memberships that end, work that failed."""
    viewer: Any = request.user
    return {"state": overview.installation(viewer, today)}


def nobody(request: HttpRequest, items: list[Item], today: date) -> Values:
    return {}


#: The order in which a person with several roles sees them first.
FACES: tuple[Face, ...] = (
    Face("coordinator", (Role.COORDINATOR, Role.READER), _("지구"), coordinator),
    Face("overseer", (Role.OFFICE, Role.CITY, Role.MINISTRY), _("기관 감독"), overseer),
    Face("auditor", (Role.AUDITOR,), _("감사"), auditor),
    Face("dpo", (Role.DPO,), _("개인정보 보호"), dpo),
    Face("administrator", (Role.ADMIN,), _("설치 관리"), administrator),
    Face("school", (Role.SCHOOL_LEAD, Role.TEACHER), _("학교"), school),
    Face("university", (Role.UNIVERSITY,), _("대학"), university),
    Face("firm", (Role.FIRM_HR,), _("기업"), firm),
    Face("trainer", (Role.TRAINER,), _("현장교사"), trainer),
    Face("learner", (Role.STUDENT,), _("학생"), learner),
    Face("guardian", (Role.GUARDIAN,), _("보호자"), guardian),
)
NOBODY = Face("nobody", (), "", nobody)


def face_of(request: HttpRequest) -> tuple[Face, list[Hat]]:
    """The face chosen in the address (`?as=`), else the first of the person's; and the others to choose from."""
    held = {standing.role for standing in access.standings(request.user)}  # type: ignore[arg-type]
    mine = [face for face in FACES if held & set(face.roles)]
    if not mine:
        return NOBODY, []
    wanted = request.GET.get("as", "")
    chosen = next((face for face in mine if face.name == wanted), mine[0])
    if len(mine) == 1:
        return chosen, []
    query = request.GET.copy()
    hats = []
    for face in mine:
        query["as"] = face.name
        hats.append(Hat(face.title, f"?{query.urlencode()}", face is chosen))
    return chosen, hats
