"""Search everywhere, and the page of an organisation: what the district has with it, in corridor order."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.district.enums import OrganisationKind
from naru.base.privacy import masking
from naru.web.search import sources
from naru.web.search.sources import Hit, Source

EACH = 6
ALL = 50


@dataclass(frozen=True)
class Group:
    """The hits of one kind; `more_url` leads to all of them."""

    key: str
    title: Any
    hits: tuple[Hit, ...]
    more_url: str


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everything that the reader may see and that bears the words; `kind` narrows to one kind."""
    viewer: Any = request.user
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    kind = request.GET.get("kind", "")
    open_to = [each for each in sources.SOURCES if each.is_open_to(viewer)]
    chosen = [each for each in open_to if each.key == kind] or open_to
    limit = ALL if len(chosen) == 1 else EACH
    groups: list[Group] = []
    is_cut = False
    if text:
        for each in chosen:
            hits = sources.found(each, viewer, text, limit + 1)
            if hits:
                more = f"{reverse('search:index')}?{urlencode({'q': text, 'kind': each.key})}"
                has_more = len(hits) > limit
                is_cut = is_cut or (has_more and limit == ALL)
                groups.append(
                    Group(each.key, each.title, tuple(hits[:limit]), more if has_more and limit < ALL else "")
                )
    values = {
        "text": text,
        "groups": groups,
        "is_one": len(chosen) == 1 and kind in sources.KEYS,
        "limit": limit,
        "is_cut": is_cut,
        "all_url": f"{reverse('search:index')}?{urlencode({'q': text})}",
        "kinds": [each.title for each in open_to],
        "sees_persons": masking.sees_persons(viewer),
        "crumbs": ((_("찾기"), ""),),
    }
    return render(request, "search/index.html", values)


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation of the reader's districts, with what the rooms open to them know of it."""
    viewer: Any = request.user
    found = access.one(access.organisations_of(viewer), pk=pk)
    groups = [
        group
        for each in sources.SOURCES
        if each.organisation and each.is_open_to(viewer)
        for group in _of(each, viewer, found)
    ]
    values = {
        "organisation": found,
        "groups": groups,
        "firm_url": reverse("placement:firm", args=[pk])
        if found.kind == OrganisationKind.FIRM and access.can(viewer, Permission.PLACEMENT_READ)
        else "",
        "crumbs": ((_("찾기"), reverse("search:index")), (found.label, "")),
    }
    return render(request, "search/organisation.html", values)


def _of(source: Source, viewer: Any, organisation: Any) -> list[Group]:
    rows = source.rows(viewer).filter(**{source.organisation: organisation}).order_by("-pk")
    hits = [source.hit(row, viewer) for row in rows[: EACH + 1]]
    if not hits:
        return []
    more = f"{reverse(source.list_name)}?{urlencode({'q': organisation.name})}" if len(hits) > EACH else ""
    return [Group(source.key, source.title, tuple(hits[:EACH]), more)]
