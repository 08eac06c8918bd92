"""How people sign in: by password, passkey or their office's own sign-in; nobody makes an account uninvited."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.base.admission import actions, queries
from naru.base.audit import record
from naru.web import guard

#: What an office's sign-in says it checked, when that is more than a password (RFC 8176).
STRONG = frozenset({"mfa", "otp", "hwk", "swk", "fpt", "face", "sc"})
#: Seconds after signing in during which nobody is asked again before changing their own second factor.
FRESH = 300


class Adapter(DefaultAccountAdapter):
    """Sign-in by e-mail and password; accounts are made by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A failed try for an account that exists stands in the audit; the address tried stays out of it."""
        person = queries.person(str(credentials.get("email", "")))
        if person is not None:
            _keep("accounts.fail_to_sign_in", person)

    def reauthenticate(self, user: User, password: str) -> bool:  # type: ignore[override]
        """By the account itself; allauth's own asks a table of addresses that people of an installation are not in."""
        found = self.authenticate(allauth_context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **keywords: Any) -> bool:
        request = allauth_context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < FRESH:
            return False
        return bool(super().is_reauthentication_required(app=app, **keywords))

    def post_login(self, request: HttpRequest, user: User, **keywords: Any) -> Any:  # type: ignore[override]
        _keep("accounts.sign_in", user)
        return super().post_login(request, user, **keywords)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Sentences in Korean first; a person may keep several keys."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("맞지 않는 코드입니다. 앱에 지금 보이는 여섯 자리를 적어 주십시오."),
        "unverified_email": _("이메일을 확인한 뒤에 2단계 인증을 켤 수 있습니다."),
        "cannot_delete_authenticator": _("이 역할은 2단계 인증을 끌 수 없습니다. 다른 방법을 먼저 더해 주십시오."),
        "cannot_generate_recovery_codes": _("복구 코드는 2단계 인증을 켠 뒤에 만들 수 있습니다."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor stays while the rule of the day wants one."""
        request = allauth_context.request
        if not guard.demand(request).is_wanted:
            return True
        return queries.has_factor(authenticator.user, besides=authenticator.pk)

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        return gettext("키 %(number)s") % {"number": queries.factors(user, type) + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "Naru"}


class OfficeAdapter(DefaultSocialAccountAdapter):
    """Sign-in by an office of education (OIDC): it opens accounts that are there, and makes none.

    An account is found by an e-mail address that the office says it verified. Without an account an invitation to that
    same address is accepted on the spot: the office vouches for the owner as the link in the letter would.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if not sociallogin.is_existing:
            self._connect(request, sociallogin)
        user = sociallogin.user
        request.session.pop(guard.BY_OFFICE, None)
        if STRONG & set(_claims(sociallogin).get("amr", [])):
            request.session[guard.BY_OFFICE] = user.pk

    def _connect(self, request: HttpRequest, sociallogin: Any) -> None:
        claims = _claims(sociallogin)
        email = str(claims.get("email", "")).strip().lower()
        if not email or claims.get("email_verified") is not True:
            raise _refuse(request, gettext("교육청이 이메일을 확인해 주지 않아 계정을 찾지 못했습니다."))
        with transaction.atomic():
            user = queries.person(email)
            if user is None:
                invitation = queries.open_for(email).first()
                if invitation is None:
                    raise _refuse(request, gettext("이 이메일로 초대받은 계정이 없습니다."))
                name = str(claims.get("name") or invitation.name)[:80]
                user = actions.accept_as_new(token=queries.token_of(invitation), name=name, password=None)
            if not user.is_active:
                raise _refuse(request, gettext("이 계정은 지금 쓸 수 없습니다."))
            sociallogin.connect(request, user)
            _keep("accounts.connect_office", user)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **keywords: Any) -> None:
        raise _refuse(request, gettext("교육청 로그인을 마치지 못했습니다. 다시 하거나 비밀번호로 로그인해 주십시오."))


def _claims(sociallogin: Any) -> dict[str, Any]:
    """What the office says of the person: the signed token, and what its user-info page adds."""
    kept = sociallogin.account.extra_data
    return {**kept.get("userinfo", {}), **{key: value for key, value in kept.get("id_token", {}).items() if value}}


def _refuse(request: HttpRequest, sentence: str) -> ImmediateHttpResponse:
    return ImmediateHttpResponse(render(request, "guard/office_refused.html", {"sentence": sentence}, status=403))


def _keep(verb: str, user: User, **after: Any) -> None:
    with transaction.atomic():
        record.record(verb, user, by=user, after=after)


def factor_added(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any) -> None:
    """Whoever has just set up a factor has just proven it."""
    _keep("accounts.add_factor", user, kind=authenticator.type)
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, method="mfa", id=authenticator.pk, type=authenticator.type)


def factor_removed(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any) -> None:
    _keep("accounts.remove_factor", user, kind=authenticator.type)
