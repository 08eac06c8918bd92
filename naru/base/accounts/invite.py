"""Accounts made by the operator."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.enums import Role, Scope
from naru.base.accounts.models import Membership, User
from naru.base.accounts.roles import SCOPES
from naru.base.district.models import District, Organisation
from naru.base.rulebook.errors import NotFound, RuleBroken


def invite(email: str, name: str, role: Role, organisation: str, district: str) -> str:
    """Gives a person a role from today on; returns the first password of a new account, else nothing.

    A role of a district needs its code, a role of an organisation that organisation's. Raises RuleBroken, NotFound.
    """
    scope = SCOPES[role]
    if scope == Scope.DISTRICT and not district:
        raise RuleBroken(_("이 역할에는 지구 코드가 필요합니다."))
    if scope in {Scope.ORGANISATION, Scope.SELF} and not organisation:
        raise RuleBroken(_("이 역할에는 기관 코드가 필요합니다."))
    place = District.objects.filter(code=district).first() if district else None
    body = Organisation.objects.filter(code=organisation).first() if organisation else None
    if (district and place is None) or (organisation and body is None):
        raise NotFound(_("그 코드의 지구나 기관이 없습니다."))
    password = ""
    with transaction.atomic():
        person = User.objects.filter(email=email.lower()).first()
        if person is None:
            password = secrets.token_urlsafe(12)
            person = User.objects.create_user(email, password, name=name)
        Membership.objects.get_or_create(
            user=person,
            organisation=body,
            district=place,
            role=role,
            ends=None,
            defaults={"starts": timezone.localdate()},
        )
    return password
