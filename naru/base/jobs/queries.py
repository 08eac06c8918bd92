"""Runs that a person may see."""

from django.db.models import Q, QuerySet

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.jobs.models import Run


def listing(viewer: User, task: str) -> QuerySet[Run]:
    """Runs of a task: one's own, and those of districts whose loads the viewer handles."""
    theirs = access.reach(viewer, Run.Access.read).condition(Run)
    return Run.objects.filter(Q(asked_by=viewer) | theirs, task=task).select_related("asked_by", "district")


def one(viewer: User, task: str, pk: int) -> Run:
    return access.one(listing(viewer, task), pk=pk)
