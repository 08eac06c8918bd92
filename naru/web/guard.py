"""What stands between a signed-in request and every page and verb: is the session still good, is the person proven?

A session ends when nothing was asked for a time, when its longest time is over, and at once when its owner holds no
role any more. Who holds a role that sees other people's data must have proven themself twice.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.admission import queries, rules
from naru.base.rulebook.errors import NotFound

BEGAN, SEEN, BY_OFFICE = "naru_began", "naru_seen", "naru_office_proof"
#: The moment of the last request is written at most this often (seconds).
NOTED_EVERY = 60
#: Addresses of signing in, of proving oneself and of answering an invitation; all others are behind the guard.
ENTRANCE = ("/account/", "/language/", "/join/")

#: Pages of allauth that have no place here: an address is who was invited, and what an office opens it does not manage.
CLOSED = (
    ("email/", "account_email"),
    ("confirm-email/", "account_email_verification_sent"),
    ("confirm-email/<str:key>/", "account_confirm_email"),
    ("password/set/", "account_set_password"),
    ("login/code/confirm/", "account_confirm_login_code"),
    ("3rdparty/", "socialaccount_connections"),
    ("3rdparty/signup/", "socialaccount_signup"),
)

IDLE = _("한동안 쓰지 않아 로그아웃했습니다. 다시 로그인해 주십시오.")
OVER = _("로그인한 지 오래되어 로그아웃했습니다. 다시 로그인해 주십시오.")
NO_ROLE = _("오늘 유효한 소속이 없어 로그아웃했습니다.")
UNPROVEN = _("이 역할은 2단계 인증이 필요합니다. 화면에서 로그인해 인증한 뒤 다시 해 주십시오.")


class Guard:
    """Middleware after authentication and messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refused = self.refuse(request) if request.user.is_authenticated else None
        answer = refused or self.get_response(request)
        if request.user.is_authenticated:
            # Neither a shared computer's browser nor a proxy keeps what one person saw.
            answer.headers.setdefault("Cache-Control", "private, no-store")
        answer.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        return answer

    def refuse(self, request: HttpRequest) -> HttpResponse | None:
        user: Any = request.user
        over = ended(request)
        if over:
            logout(request)
            return _sign_in_again(request, over)
        is_entrance = request.path.startswith(ENTRANCE)
        if not is_entrance and not access.standings(user):
            logout(request)
            return _no_role(request)
        if not is_entrance and must_prove(request):
            return _prove(request)
        return None


@login_not_required
def nowhere(request: HttpRequest, **_parts: str) -> HttpResponse:
    """Stands where a page of allauth would."""
    raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))


def begin(sender: Any, request: HttpRequest | None, **_more: Any) -> None:
    """The session's clocks start when somebody signs in."""
    if request is not None:
        now = time.time()
        request.session[BEGAN], request.session[SEEN] = now, now


def ended(request: HttpRequest) -> Any:
    """Why this session is over, or nothing; notes the moment of this request."""
    now = time.time()
    today = timezone.localdate()
    session = request.session
    began, seen = session.get(BEGAN), session.get(SEEN)
    if began is None or seen is None:
        session[BEGAN], session[SEEN] = now, now
        return None
    if now - began > rules.SESSION_HOURS.on(today).value * 3600:
        return OVER
    if now - seen > rules.IDLE_MINUTES.on(today).value * 60:
        return IDLE
    if now - seen > NOTED_EVERY:
        session[SEEN] = now
    return None


def demand(request: HttpRequest) -> queries.Demand:
    """What the rule of the day wants of this person, asked once for each request."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return queries.Demand(False)
    kept: queries.Demand | None = getattr(request, "_demand", None)
    if kept is None:
        kept = queries.second_factor(request.user, timezone.localdate())  # type: ignore[arg-type]
        request._demand = kept  # type: ignore[attr-defined]
    return kept


def is_proven(request: HttpRequest) -> bool:
    """True when this session was opened, or confirmed since, by a second factor or a passkey."""
    user: Any = request.user
    if request.session.get(BY_OFFICE) == user.pk:
        return True
    return any(each.get("method") == "mfa" for each in get_authentication_records(request, user))


def must_prove(request: HttpRequest) -> bool:
    return not is_proven(request) and demand(request).is_wanted


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/") and request.path not in {"/api/docs", "/api/openapi.json"}


def _json(status: int, code: str, sentence: Any, article: str = "") -> HttpResponse:
    return JsonResponse({"code": code, "sentence": str(sentence), "article": article}, status=status)


def _go(request: HttpRequest, url: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=200, headers={"HX-Redirect": url})
    return redirect(url)


def _sign_in_again(request: HttpRequest, why: Any) -> HttpResponse:
    if _is_api(request):
        return _json(401, "session_over", why)
    messages.warning(request, str(why))
    back = request.get_full_path() if request.method == "GET" and not request.path.startswith(ENTRANCE) else ""
    return _go(request, f"{reverse('account_login')}{'?' + urlencode({'next': back}) if back else ''}")


def _no_role(request: HttpRequest) -> HttpResponse:
    if _is_api(request):
        return _json(401, "no_role", NO_ROLE)
    return render(request, "guard/no_role.html", status=403)


def _prove(request: HttpRequest) -> HttpResponse:
    if _is_api(request):
        source = rules.SECOND_FACTOR.on(timezone.localdate()).source
        return _json(403, "second_factor_required", UNPROVEN, source)
    back = urlencode({"next": request.get_full_path() if request.method == "GET" else "/"})
    if not queries.has_factor(request.user):  # type: ignore[arg-type]
        return _go(request, f"{reverse('second_factor')}?{back}")
    messages.info(request, gettext("이어서 하려면 2단계 인증을 해 주십시오."))
    return _go(request, f"{reverse('mfa_reauthenticate')}?{back}")
