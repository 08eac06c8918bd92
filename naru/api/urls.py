"""Addresses of the API. An operation answers 401 by itself; only the description sends its reader to the sign-in."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path

from naru.api.door import api

_patterns, _app, _namespace = api.urls
for _pattern in _patterns:
    if isinstance(_pattern, URLPattern) and _pattern.name not in {"openapi-json", "openapi-view"}:
        login_not_required(_pattern.callback)

urlpatterns = [path("", (_patterns, _app, _namespace))]
