"""Help: an index, a page for each room, and the keys."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.rulebook.errors import NotFound
from naru.web import context
from naru.web.help.rooms import HELPS


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The rooms open to the reader, each with what it is for."""
    open_to = {each.name: each.title for each in context.menu(request)}
    helps = [(open_to[each.room], each) for each in HELPS if each.room in open_to]
    return render(request, "help/index.html", {"helps": helps, "crumbs": ((_("도움말"), ""),)})


@require_safe
def room(request: HttpRequest, room: str) -> HttpResponse:
    """The help of one room. Raises NotFound for no room."""
    found = next((each for each in HELPS if each.room == room), None)
    if found is None:
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    title = context.room_title(room)
    is_open = any(each.name == room for each in context.menu(request))
    values = {
        "help": found,
        "title": title,
        "room_url": context.room_url(room) if is_open else "",
        "crumbs": ((_("도움말"), reverse("help:index")), (title, "")),
    }
    return render(request, "help/room.html", values)


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Which keys do what."""
    crumbs = ((_("도움말"), reverse("help:index")), (_("바로가기 글쇠"), ""))
    return render(request, "help/keys.html", {"crumbs": crumbs})
