"""The findings of the room, and what of them waits for a decision."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts import waiting as todo
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.accounts.waiting import Todo, Waiting
from naru.base.district.models import District
from naru.base.privacy.masking import shown_count
from naru.domain.evidence.enums import FindingState
from naru.domain.evidence.models import Finding

#: Stands where a count is too small to be told.
HIDDEN = "hidden"
PERSONS = ("hired", "counted", "persons")
#: A proposal is decided within these days.
DECISION_DAYS = 30

TODOS = (
    Todo(
        "evidence.decide",
        _("확정을 기다리는 근거"),
        lambda rows, _today: rows.filter(state=FindingState.PROPOSED),
        Finding,
        Permission.EVIDENCE_CONFIRM,
        district="district",
        due="computed_on",
        allow=DECISION_DAYS,
        page="evidence:list",
        query=(("todo", "decide"),),
        one="evidence:detail",
    ),
)


def listing(viewer: User) -> QuerySet[Finding]:
    return Finding.objects.visible_to(viewer).select_related("district")


def one(viewer: User, pk: int) -> Finding:
    return access.one(listing(viewer), pk=pk)


def behind(viewer: User, district: District, year: int) -> QuerySet[Finding]:
    """The findings of the year."""
    return listing(viewer).filter(district=district, year=year)


def figures_for(viewer: User, finding: Finding) -> dict[str, Any]:
    """The figures as a viewer may know them: who does not work with the persons is told no count below the minimum."""
    figures = dict(finding.figures)
    for key in PERSONS:
        if figures.get(key) is not None and shown_count(figures[key], viewer, finding.computed_on) is None:
            figures[key] = HIDDEN
            if "won_each" in figures:
                figures["won_each"] = HIDDEN
    return figures


def waiting(viewer: User, district: District | None, today: date) -> list[Waiting]:
    """What waits for the viewer in this room; one query for each kind."""
    return todo.of(TODOS, viewer, today, district)
