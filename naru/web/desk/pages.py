"""Pages of a person's own desk: settings, saved filters, columns, the weekly mail."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naru.base.desk import actions, queries
from naru.base.rulebook.errors import NotFound, RuleBroken
from naru.web import deed, habits


def _list_path(request: HttpRequest) -> str:
    """The list that the form speaks of: an address of this house, never anything else."""
    path = request.POST.get("path", "")
    try:
        resolve(path)
    except Resolver404 as error:
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다.")) from error
    if len(path) > 200:
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    return path


def _query(request: HttpRequest) -> str:
    return habits.kept_query(QueryDict(request.POST.get("query", "")[:2000]))


def _back(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What this person keeps, and how to change it."""
    viewer: Any = request.user
    saved = list(queries.filters_of(viewer))
    choice = queries.digest_of(viewer)
    values = {
        "saved": saved,
        "digest": choice,
        "is_wanted": bool(choice and choice.is_wanted),
        "has_seen": any(each.startswith("visit:") for each in queries.seen_by(viewer)),
        "crumbs": ((_("내 설정"), ""),),
    }
    return render(request, "desk/index.html", values)


@require_POST
def keep_filter(request: HttpRequest) -> HttpResponse:
    """Keeps the look of a list under a name."""
    path, query = _list_path(request), _query(request)
    name = request.POST.get("name", "")
    try:
        actions.keep_filter(path=path, name=name, query=query, by=request.user)  # type: ignore[arg-type]
    except RuleBroken as error:
        messages.error(request, deed.sentence_of(error))
    else:
        messages.success(request, gettext("지금 조건을 저장했습니다."))
    return deed.go(request, _back(path, query))


@require_POST
def drop_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Drops one saved filter."""
    dropped = actions.drop_filter(pk=pk, by=request.user)  # type: ignore[arg-type]
    messages.success(request, gettext("저장한 조건을 지웠습니다."))
    return deed.go(request, reverse("desk:index") if request.POST.get("from") == "desk" else dropped.path)


@require_POST
def columns(request: HttpRequest) -> HttpResponse:
    """Remembers the columns of a list."""
    path = _list_path(request)
    parameters = QueryDict(_query(request), mutable=True)
    parameters.pop("columns", None)
    wanted = [] if request.POST.get("reset") else request.POST.getlist("columns")
    actions.choose_columns(path=path, columns=wanted, by=request.user)  # type: ignore[arg-type]
    return deed.go(request, _back(path, parameters.urlencode()))


@require_POST
def digest(request: HttpRequest) -> HttpResponse:
    """Asks for the weekly mail or stops it."""
    is_wanted = request.POST.get("wanted") == "1"
    actions.choose_digest(is_wanted=is_wanted, language=get_language() or "ko", by=request.user)  # type: ignore[arg-type]
    sentence = _("한 주에 한 번 할 일을 메일로 보냅니다.") if is_wanted else _("이제 알림 메일을 보내지 않습니다.")
    messages.success(request, str(sentence))
    return deed.go(request, reverse("desk:index"))


@csrf_exempt  # a mail program sends it (RFC 8058); the signed token is what counts
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The way out of the weekly mail, without signing in: GET asks, POST stops."""
    if request.method == "POST":
        actions.stop_digest(token=token)
        return render(request, "desk/stopped.html", {"is_done": True})
    choice = actions.read_stop_token(token)
    return render(request, "desk/stopped.html", {"is_done": not choice.is_wanted})


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Puts the first-visit guide away."""
    what = request.POST.get("what", "")
    if not what.startswith("visit:"):
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    actions.put_away(what=what, by=request.user)  # type: ignore[arg-type]
    return deed.go(request, reverse("home"))


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Shows the first-visit guide again."""
    actions.show_again(what="visit:", by=request.user)  # type: ignore[arg-type]
    return deed.go(request, reverse("home"))
