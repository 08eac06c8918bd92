"""What an invitation's link opens, and what is shown to whoever has to set up a second factor."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from naru.base.admission import actions, queries, rules
from naru.web import deed, guard
from naru.web.admission.forms import Join


@login_not_required
@never_cache
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The page of one invitation: a new account, or one press for whoever is signed in with that address."""
    blocked = ratelimit.consume_or_429(request, app="allauth.account", action="open_invitation", limit_get=True)
    if blocked is not None:
        return blocked
    invitation = queries.by_token(token)
    place = invitation.district or invitation.organisation
    values: dict[str, Any] = {
        "invitation": invitation,
        "place": place.label if place else "",
        "offices": settings.OFFICE_SIGN_IN,
    }
    if request.user.is_authenticated:
        if request.user.email != invitation.email:
            return render(request, "guard/join_other.html", {**values, "back": request.path}, status=403)
        if request.method == "POST":
            return deed.press(
                request,
                lambda: actions.accept(token=token, by=request.user),  # type: ignore[arg-type]
                success=_("초대를 수락했습니다."),
                back=reverse("home"),
            )
        return render(request, "guard/join_known.html", values)
    if queries.person(invitation.email) is not None:
        login = f"{reverse('account_login')}?{urlencode({'next': request.path})}"
        return render(request, "guard/join_sign_in.html", {**values, "login": login})
    form = Join(request.POST if request.method == "POST" else None, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        made = actions.accept_as_new(
            token=token, name=form.cleaned_data["name"], password=form.cleaned_data["password"]
        )
        record_authentication(request, made, method="password", email=made.email)
        return perform_login(request, Login(user=made, email=made.email))
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "guard/join.html", {**values, "form": form}, status=status)


@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why this person has to prove themself twice, and the ways to do it."""
    day = timezone.localdate()
    entry = rules.SECOND_FACTOR.on(day)
    back = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    if guard.is_proven(request):
        return redirect(back if is_ours else reverse("home"))
    name = request.get_host().rpartition(":")[0] or request.get_host()
    values = {
        "article": entry.source,
        "is_wanted": guard.demand(request).is_wanted,
        "has_factor": queries.has_factor(request.user),  # type: ignore[arg-type]
        "is_by_number": name.replace(".", "").isdigit() or ":" in name,
    }
    return render(request, "guard/second_factor.html", values)
