"""The access log: who looked at whose data, when, from where, and why it was downloaded.

Source: 개인정보의 안전성 확보조치 기준 (access records: account, time, source, data subject, action; a download's
reason is checked). How long it is kept and how it is reviewed stand in `privacy`.
"""

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from naru.base.accounts import access, roles
from naru.base.accounts.enums import Role
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.accounts.shown import Person, Shown
from naru.base.audit import chain
from naru.base.audit.enums import LookKind
from naru.base.audit.models import Look, LookedAt


def keep(
    shown: Shown,
    *,
    by: User,
    kind: LookKind,
    place: str,
    address: str,
    district: int | None,
    is_masked: bool,
    own: frozenset[Person] = frozenset(),
) -> Look | None:
    """Writes one entry; None when nobody else's data was shown. `own`: the viewer and their wards, not logged."""
    persons = [each for each in shown.persons if each not in own]
    if not persons:
        return None
    look = Look(
        at=timezone.now(),
        actor_id=by.pk,
        actor=by.name[:120],
        role=_role_of(by),
        kind=kind,
        place=place[:120],
        address=address[:45],
        district_id=district,
        persons=len(persons),
        is_masked=is_masked,
        why=shown.why[:500],
        subjects=chain.subjects_of(persons),
    )
    look.content = chain.content_of(look)
    with transaction.atomic():
        chain.save_linked(look)
        LookedAt.objects.bulk_create(
            (LookedAt(look=look, person_type=kind_, person_id=number) for kind_, number in persons), batch_size=5_000
        )
    return look


def _role_of(viewer: User) -> str:
    """Codes of the roles held today, "teacher,school_lead"; the page says them in words."""
    return ",".join(dict.fromkeys(each.role.value for each in access.standings(viewer)))[:120]


def role_words(look: Look) -> str:
    known = set(Role.values)
    return ", ".join(str(Role(each).label) for each in look.role.split(",") if each in known)


def listing(viewer: User) -> models.QuerySet[Look]:
    """The entries that this person may read: those of the districts whose audit they read."""
    return Look.objects.filter(access.reach(viewer, Permission.AUDIT_READ).condition(Look))


def at_person(person: Person) -> models.QuerySet[Look]:
    """Who looked at one person's data, newest first; call it only for whoever may know."""
    kind, number = person
    rows = LookedAt.objects.filter(person_type=kind, person_id=number).values("look")
    return Look.objects.filter(pk__in=rows)


def persons_of(look: Look) -> models.QuerySet[Any, Any]:
    return LookedAt.objects.filter(look=look).values_list("person_type", "person_id")


def is_only_for_self(viewer: User) -> bool:
    """True for whoever sees no more than their own data: students and guardians give no reason for a download."""
    return all(roles.SCOPES[each.role] == roles.Scope.SELF for each in access.standings(viewer))
