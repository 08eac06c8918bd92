"""What a list remembers for its reader: saved filters, the choice of columns, rows chosen for a deed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, QueryDict

from naru.base.desk import queries as desk

if TYPE_CHECKING:
    from naru.web.listing import Listing, State

#: Of the address, what belongs to one look only, or to the head of every page.
PASSING = ("page", "download", "row", "district", "year")


@dataclass(frozen=True)
class Saved:
    """A saved filter as a link of its list."""

    pk: int
    name: str
    url: str
    is_on: bool


@dataclass(frozen=True)
class Choice:
    """A column that may be shown or left out."""

    key: str
    title: Any
    is_on: bool


def kept_query(parameters: QueryDict) -> str:
    """The part of an address that is worth keeping under a name."""
    kept = parameters.copy()
    for key in PASSING:
        kept.pop(key, None)
    for key in [key for key, value in kept.items() if not value]:
        kept.pop(key)
    return kept.urlencode()


def values_of(request: HttpRequest, listing: "Listing", state: "State") -> dict[str, Any]:
    """For `_rows.html`: one query for the saved filters; the columns come from the list."""
    now = kept_query(request.GET)
    viewer: Any = request.user
    place = "&".join(f"{key}={request.GET[key]}" for key in ("district", "year") if request.GET.get(key))
    saved = []
    for each in desk.filters_of(viewer, request.path):
        query = "&".join(part for part in (each.query, place) if part)
        saved.append(Saved(each.pk, each.name, f"{request.path}?{query}", each.query == now and bool(now)))
    on = {each.key for each in state.columns}
    return {
        "saved": saved,
        "kept_query": now,
        "choices": [Choice(each.key, each.title, each.key in on) for each in listing.columns[1:]],
        "first_column": listing.columns[0],
        "bulk": listing.bulk,
        "here_url": f"{request.path}?{place}" if place else request.path,
    }
