"""Finds what a question names by code or id, among what its sender may know. Raises NotFound that says which."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.enums import OrganisationKind
from naru.base.district.models import District, Organisation
from naru.base.rulebook.errors import NotAllowed, NotFound
from naru.domain.competency import queries as competency
from naru.domain.competency.models import Occupation, Unit
from naru.domain.people import queries as people
from naru.domain.people.models import Learner

M = TypeVar("M", bound=models.Model)


def may(viewer: User, permission: Permission) -> None:
    """Raises NotAllowed at once for whoever holds the permission nowhere; the action asks again, of the place."""
    if not access.can(viewer, permission):
        raise NotAllowed(_("이 일을 할 수 있는 역할이 없습니다."))


def missing(field: str, value: object) -> NotFound:
    return NotFound(
        _("%(field)s '%(value)s'에 해당하는 것이 없거나 볼 수 있는 권한이 없습니다.")
        % {"field": field, "value": value},
        field=field,
    )


def named(rows: QuerySet[M], field: str, code: str) -> M:
    """The row with this code."""
    found = rows.filter(code=code).first()
    if found is None:
        raise missing(field, code)
    return found


def district(viewer: User, permission: Permission, code: str) -> District:
    """A district in which the viewer may read the room."""
    return named(access.districts_of(viewer, permission), "district", code)


def organisation(viewer: User, field: str, code: str, kind: OrganisationKind | None = None) -> Organisation:
    rows = access.organisations_of(viewer)
    return named(rows if kind is None else rows.filter(kind=kind), field, code)


def organisations(viewer: User, field: str, codes: list[str]) -> list[Organisation]:
    """In the order of the codes; each once."""
    return _in_order(access.organisations_of(viewer).filter(code__in=codes), field, codes)


def units(viewer: User, field: str, codes: list[str]) -> list[Unit]:
    """In the order of the codes; each once."""
    return _in_order(competency.listing(viewer).filter(code__in=codes), field, codes)


def occupation(viewer: User, code: str) -> Occupation:
    return named(competency.occupations(viewer), "occupation", code)


def learner(viewer: User, pk: int | None) -> Learner:
    """The learner with this id; without one, the learner that the viewer is."""
    found = people.mine(viewer) if pk is None else people.listing(viewer).filter(pk=pk).first()
    if found is None:
        raise missing("learner", pk or "")
    return found


def _in_order(rows: Iterable[M], field: str, codes: list[str]) -> list[M]:
    found = {getattr(row, "code"): row for row in rows}  # noqa: B009 - M promises no code
    for code in codes:
        if code not in found:
            raise missing(field, code)
    return [found[code] for code in dict.fromkeys(codes)]
