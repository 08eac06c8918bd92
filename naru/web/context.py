"""What every page knows: where the reader stands (district, year), which rooms are open to them, in which role."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language

from naru.base.accounts import access
from naru.base.accounts.enums import Role
from naru.base.accounts.roles import Permission
from naru.base.audit import kept
from naru.base.district.models import District
from naru.base.rulebook import project_year
from naru.config import rooms
from naru.web import guard
from naru.web.help import visit


@dataclass(frozen=True)
class Here:
    """The district and project year that a page speaks of, and what else could be chosen."""

    district: District | None
    year: int
    districts: tuple[District, ...]
    years: tuple[int, ...]


@dataclass(frozen=True)
class Entry:
    """One room in the menu."""

    name: str
    title: str
    url: str
    is_current: bool


def here(request: HttpRequest) -> Here:
    """District and year from the address (`?district=&year=`), else the person's first district and this year."""
    kept: Here | None = getattr(request, "_here", None)
    if kept is not None:
        return kept
    districts = tuple(access.known_districts_of(request.user, Permission.COMPETENCY_READ))  # type: ignore[arg-type]
    wanted = request.GET.get("district", "")
    district = next((each for each in districts if each.code == wanted), districts[0] if districts else None)
    this_year = project_year.of(timezone.localdate())
    first, last = this_year, this_year
    if district:
        first, last = min(district.first_year, this_year), max(district.first_year + district.years - 1, this_year)
    years = tuple(range(last, first - 1, -1))
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else this_year
    found = Here(district, year if year in years else this_year, districts, years)
    request._here = found  # type: ignore[attr-defined]
    return found


def room_title(name: str) -> str:
    """What the menu calls a room, in the reader's language."""
    room = next(room for room in rooms.ROOMS if room.name == name)
    return room.english if (get_language() or "").startswith("en") else room.korean


def room_url(name: str) -> str:
    """The list page of a room; empty when the room has no pages."""
    try:
        return reverse(f"{name}:list")
    except NoReverseMatch:
        return ""


def menu(request: HttpRequest) -> list[Entry]:
    """The rooms this person may open, in corridor order."""
    current = request.resolver_match.namespace if request.resolver_match else ""
    found = []
    for room in rooms.ROOMS:
        url = room_url(room.name)
        permission = Permission[f"{room.name.upper()}_READ"]
        if room.in_menu and url and access.can(request.user, permission):  # type: ignore[arg-type]
            found.append(Entry(room.name, room_title(room.name), url, room.name == current))
    return found


def roles_of(request: HttpRequest) -> list[str]:
    return list(dict.fromkeys(str(Role(each.role).label) for each in access.standings(request.user)))  # type: ignore[arg-type]


def page(request: HttpRequest) -> dict[str, object]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"here": None, "menu": [], "roles": [], "may_load": False, "offices": settings.OFFICE_SIGN_IN}
    return {
        "here": here(request),
        "counted_at": kept.as_of(here(request).district),
        "menu": menu(request),
        "roles": roles_of(request),
        "may_load": access.can(user, Permission.EXCHANGE_LOAD),
        "may_admit": access.can(user, Permission.ACCOUNTS_READ),
        "waived": () if guard.is_proven(request) else guard.demand(request).waivers,
        "help_room": help_room(request),
        "undo": undo_of(request),
        "visit": visit.of(request) if is_home(request) else None,
        "own_data": access.can(user, Permission.CONSENT_GIVE),
        "may_audit": access.can(user, Permission.AUDIT_READ),
    }


def undo_of(request: HttpRequest) -> dict[str, str] | None:
    """The way back from what was just done to several rows, on the pages of that room."""
    found = request.session.get("undo")
    if not isinstance(found, dict) or not request.resolver_match or found["until"] < timezone.now().timestamp():
        return None
    room = str(found.get("url", "")).strip("/").split("/")[0]
    return found if room == request.resolver_match.namespace else None


def is_home(request: HttpRequest) -> bool:
    return bool(request.resolver_match and request.resolver_match.view_name == "home")


def help_room(request: HttpRequest) -> str:
    """The room whose help fits this page; empty where none does."""
    name = request.resolver_match.namespace if request.resolver_match else ""
    return name if name in rooms.NAMES else ""
