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


def desk_of(request: HttpRequest) -> tuple[tuple[str, ...], list[tuple[int, str, str]]]:
    """(chosen columns, saved filters) of the person for this list; asked once for a request."""
    found = getattr(request, "_desk", None)
    if found is None:
        found = desk.of_list(request.user, request.path)  # type: ignore[arg-type]
        request._desk = found  # type: ignore[attr-defined]
    return found


def values_of(request: HttpRequest, listing: "Listing", state: "State") -> dict[str, Any]:
    """For `_rows.html`: the saved filters; the columns come from the list."""
    now = kept_query(request.GET)
    place = "&".join(f"{key}={request.GET[key]}" for key in ("district", "year") if request.GET.get(key))
    saved = []
    for pk, name, text in desk_of(request)[1]:
        query = "&".join(part for part in (text, place) if part)
        saved.append(Saved(pk, name, f"{request.path}?{query}", text == now and bool(now)))
    on = {each.key for each in state.columns}
    return {
        "saved": saved,
        "kept_query": now,
        "choices": [Choice(each.key, each.title, each.key in on) for each in listing.columns[1:]],
        "first_column": listing.columns[0],
        "bulk": listing.bulk,
        "here_url": f"{request.path}?{place}" if place else request.path,
    }
