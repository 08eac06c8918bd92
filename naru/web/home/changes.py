"""Which deeds the home page tells, and the pages they lead to."""

from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext

from naru.base.audit.models import Event
from naru.base.audit.recent import Change
from naru.domain.budget.models import Entry, Fund, Line
from naru.domain.credit.models import Award
from naru.domain.curriculum.models import Course, Department
from naru.domain.demand.models import Need, Signal
from naru.domain.evidence import queries as evidence
from naru.domain.evidence.models import Citation, Finding
from naru.domain.forecast.models import Projection
from naru.domain.outcome.models import Observation
from naru.domain.partners.models import Agreement, Party, Pledge
from naru.domain.people.models import Learner
from naru.domain.placement.models import Application, Opening, Placement
from naru.domain.training.models import Enrolment, Programme

#: The kinds of rows whose deeds are told, with the page of one such row ("" for none of its own).
PAGES: dict[type[models.Model], str] = {
    Agreement: "partners:detail",
    Party: "",
    Pledge: "",
    Fund: "budget:detail",
    Line: "budget:line",
    Entry: "",
    Learner: "people:detail",
    Need: "demand:detail",
    Signal: "",
    Department: "curriculum:detail",
    Course: "",
    Programme: "training:detail",
    Enrolment: "training:enrolment",
    Opening: "placement:detail",
    Application: "placement:application",
    Placement: "placement:placement",
    Award: "credit:detail",
    Observation: "outcome:detail",
    Projection: "forecast:detail",
    Finding: "evidence:detail",
    Citation: "",
}
KINDS: tuple[type[models.Model], ...] = tuple(PAGES)
_BY_LABEL = {model._meta.label_lower: page for model, page in PAGES.items()}


@dataclass(frozen=True)
class Shown:
    """A deed ready to show: what was done to what, by how much it changed, and where it can be seen."""

    event: Event
    label: str
    detail: str
    url: str
    more: int = 0


def grouped(found: list[Change], limit: int = 8) -> list[Shown]:
    """The latest deeds; the same deed of the same person in the same minute is told once, with how many more."""
    groups: list[tuple[tuple[Any, ...], Shown]] = []
    for each in found:
        event = each.event
        key = (event.verb, event.actor_id, event.at.replace(second=0, microsecond=0))
        place = next((place for place, (other, _shown) in enumerate(groups) if other == key), None)
        if place is None:
            groups.append((key, shown(each)))
        else:
            groups[place] = (key, replace(groups[place][1], more=groups[place][1].more + 1))
    return [each for _key, each in groups[:limit]]


def shown(change: Change) -> Shown:
    event = change.event
    page = _BY_LABEL.get(event.object_type, "")
    url = ""
    if change.may_open and event.object_id is not None:
        if event.object_type == Citation._meta.label_lower and event.object_label:
            url = reverse("citation", args=[event.object_label])
        elif page:
            url = reverse(page, args=[event.object_id])
    label = change.label
    if event.object_type == Citation._meta.label_lower and label:
        label = f"{evidence.NAMES.get(event.after.get('measure'), '')} {event.after.get('year', '')}"
    return Shown(event, label, _moved(event), url)


def _moved(event: Event) -> str:
    """30 → 22명, where a head-count was said again."""
    before: Any = event.before.get("headcount")
    after: Any = event.after.get("headcount")
    if before is None or after is None or before == after:
        return ""
    return gettext("%(before)s → %(after)s명") % {"before": before, "after": after}
