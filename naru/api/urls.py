"""Addresses of the API. An operation answers 401 by itself; only the description sends its reader to the sign-in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from naru.api import faults
from naru.api.door import api
from naru.base.rulebook.errors import NotFound

_patterns, _app, _namespace = api.urls
for _pattern in _patterns:
    if isinstance(_pattern, URLPattern) and _pattern.name not in {"openapi-json", "openapi-view"}:
        login_not_required(_pattern.callback)


@login_not_required
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address under /api/: a program is answered in JSON, not with a page."""
    return api.create_response(request, faults.body_of(NotFound(faults.NOWHERE)), status=NotFound.status)


urlpatterns = [path("", (_patterns, _app, _namespace)), path("<path:rest>", nowhere)]
