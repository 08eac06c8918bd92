"""Keeps the access log: after every answer that showed somebody's data, one entry says whose, to whom and from where."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from naru.base.accounts import access, shown
from naru.base.accounts.enums import Role
from naru.base.accounts.models import User
from naru.base.accounts.shown import Person, Shown
from naru.base.audit import looks
from naru.base.audit.enums import LookKind
from naru.base.privacy import masking
from naru.domain.people import queries as people
from naru.web import context

SHOWN_IN = {200, 201, 409, 422}


class KeepAccessLog:
    """Outermost of what needs the signed-in user: it also sees what an error page was made of."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with shown.collecting() as seen:
            answer = self.get_response(request)
        if seen.persons and answer.status_code in SHOWN_IN and request.user.is_authenticated:
            write(request, seen)
        return answer


def write(request: HttpRequest, seen: Shown) -> None:
    viewer: User = request.user  # type: ignore[assignment]
    match = request.resolver_match
    is_api = request.path.startswith("/api/")
    kind = LookKind.API if is_api else LookKind.LIST if seen.is_list else LookKind.VIEW
    if seen.is_export:
        kind = LookKind.EXPORT
    place = context.here(request).district
    looks.keep(
        seen,
        by=viewer,
        kind=kind,
        place=request.path if is_api or match is None else match.view_name,
        address=address_of(request),
        district=place.pk if place else None,
        is_masked=not masking.sees_persons(viewer),
        own=_own(viewer),
    )


def _own(viewer: User) -> frozenset[Person]:
    """A student's own row is theirs to look at."""
    if not any(each.role == Role.STUDENT for each in access.standings(viewer)):
        return frozenset()
    learner = people.mine(viewer)
    return frozenset({(learner._meta.label_lower, learner.pk)}) if learner else frozenset()


def address_of(request: HttpRequest) -> str:
    """The network address of the sender.

    Behind NARU_PROXIES trusted proxies it is the one that the outermost of them wrote into X-Forwarded-For; what a
    sender writes there themself stands further left and is not believed.
    """
    proxies = settings.TRUSTED_PROXIES
    if proxies:
        steps = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
        if len(steps) >= proxies:
            return steps[-proxies][:45]
    return str(request.META.get("REMOTE_ADDR", ""))
