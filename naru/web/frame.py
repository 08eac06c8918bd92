"""What the pages of all rooms share: their tabs, their first crumb, and what a form was sent with."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from naru.web import context
from naru.web.listing import Link


def tabs(request: HttpRequest, *items: tuple[Any, str]) -> tuple[Link, ...]:
    """Sibling lists; the district and year that stand in the address go along."""
    here = context.here(request)
    is_given = here.district is not None and (request.GET.get("district") or request.GET.get("year"))
    place = f"?district={here.district.code}&year={here.year}" if is_given and here.district else ""
    found = []
    for title, name in items:
        url = reverse(name)
        found.append(Link(title, request.get_full_path() if url == request.path else f"{url}{place}"))
    return tuple(found)


def room(name: str) -> tuple[Any, str]:
    """The first crumb of a room's pages."""
    return context.room_title(name), reverse(f"{name}:list")


def data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
