"""Several rows at once: first a page that shows what would happen to each, then the deed, then a way back if there is one.

    def close_several(request):
        return bulk.page(request, Bulk(
            rows=queries.listing(request.user), permission=Permission.PLACEMENT_OPEN, ...
            act=lambda row, cleaned: actions.close(opening=row, by=request.user),
        ))

The preview is no guess: the deed itself is done in a savepoint and taken back, row by row, and each refusal is the
rule's own sentence. Rows are done one by one, each in its own transaction: what a rule refuses does not hold up the rest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.hangul import particles
from naru.base.rulebook.errors import NaruError, NotAllowed, NotFound
from naru.web import deed
from naru.web.forms import Form

MOST = 100
UNDO_SECONDS = 15 * 60
UNDO = "naru.bulk.undo"
Act = Callable[[Any, dict[str, Any]], Any]


@dataclass(frozen=True)
class Undo:
    """The verb that takes the deed back, and the address that does it."""

    url: str
    words: Any


@dataclass(frozen=True)
class Bulk:
    """A deed for several rows. `rows`: what the viewer may see; `name`: what a row is called for this viewer."""

    title: Any
    submit: Any
    rows: QuerySet[Any]
    permission: Permission
    name: Callable[[Any], str]
    act: Act
    done: Any
    back: str
    crumbs: Sequence[tuple[Any, str]] = ()
    form: Form | None = None
    sample: Callable[[Any], dict[str, Any]] = lambda _row: {}
    intro: Any = ""
    undo: Undo | None = None
    look: str = "primary"


@dataclass(frozen=True)
class Outlook:
    """What would happen to one row: nothing in the way, or the sentence that refuses it."""

    pk: Any
    name: str
    refusal: str


class _TakeBack(Exception):
    pass


def chosen(request: HttpRequest, rows: QuerySet[Any]) -> list[Any]:
    """The rows named by `row` in the address or the form, as far as they are visible; at most a hundred."""
    given = request.POST if request.method == "POST" else request.GET
    keys = [int(each) for each in given.getlist("row") if each.isascii() and each.isdigit() and len(each) < 18]
    return list(rows.filter(pk__in=keys[:MOST]).order_by("pk")) if keys else []


def outlook(bulk: Bulk, row: Any, cleaned: dict[str, Any]) -> Outlook:
    """Does the deed, takes it back, and tells what came of it."""
    refusal = ""
    try:
        with transaction.atomic():
            bulk.act(row, cleaned)
            raise _TakeBack
    except _TakeBack:
        pass
    except NaruError as error:
        refusal = deed.sentence_of(error)
    row.refresh_from_db()
    return Outlook(row.pk, bulk.name(row), refusal)


def page(request: HttpRequest, bulk: Bulk) -> HttpResponse:
    """GET: the preview. POST: the deed, row by row, and back to the list. Raises NotAllowed without the permission."""
    viewer: Any = request.user
    if not access.can(viewer, bulk.permission):
        raise NotAllowed(_("이 일을 할 수 있는 역할이 없습니다."))
    rows = chosen(request, bulk.rows)
    form = bulk.form
    if request.method == "POST" and rows and (form is None or form.is_valid()):
        return _do(request, bulk, rows, form.cleaned_data if form is not None else {})
    looks = [outlook(bulk, row, bulk.sample(row)) for row in rows]
    values = {
        "bulk": bulk,
        "looks": looks,
        "able": sum(not each.refusal for each in looks),
        "refused": sum(bool(each.refusal) for each in looks),
        "most": MOST,
        "form": form,
        "title": bulk.title,
        "crumbs": tuple(bulk.crumbs),
    }
    is_faulty = not rows or (form is not None and form.is_bound and bool(form.errors))
    return render(request, "bulk.html", values, status=422 if is_faulty else 200)


def _do(request: HttpRequest, bulk: Bulk, rows: list[Any], cleaned: dict[str, Any]) -> HttpResponse:
    done: list[Any] = []
    refused: list[str] = []
    for row in rows:
        try:
            with transaction.atomic():
                bulk.act(row, cleaned)
            done.append(row.pk)
        except NaruError as error:
            refused.append(f"{bulk.name(row)}: {deed.sentence_of(error)}")
    if done:
        sentence = str(bulk.done) % {"count": len(done)}
        messages.success(request, particles.settle(sentence))
    for each in refused[:10]:
        messages.warning(request, each)
    if len(refused) > 10:
        messages.warning(request, gettext("그 밖에 %(count)s건도 하지 못했습니다.") % {"count": len(refused) - 10})
    if done and bulk.undo is not None:
        token = signing.dumps({"user": request.user.pk, "rows": done, "url": bulk.undo.url}, salt=UNDO)
        until = timezone.now().timestamp() + UNDO_SECONDS
        words = str(bulk.undo.words)
        request.session["undo"] = {"token": token, "url": bulk.undo.url, "words": words, "until": until}
    return deed.go(request, bulk.back)


def undo(request: HttpRequest, *, rows: QuerySet[Any], act: Callable[[Any], Any], done: Any, back: str) -> HttpResponse:
    """Takes a deed back for the rows of the token, as far as the rules allow. Raises NotFound for a stale token."""
    viewer: User = request.user  # type: ignore[assignment]
    request.session.pop("undo", None)
    try:
        found = signing.loads(request.POST.get("token", ""), salt=UNDO, max_age=UNDO_SECONDS)
    except signing.BadSignature as error:
        raise NotFound(_("되돌릴 수 있는 시간이 지났습니다. 하나씩 화면에서 바꾸어 주십시오.")) from error
    if found["user"] != viewer.pk or found["url"] != request.path:
        raise NotFound(_("되돌릴 수 있는 시간이 지났습니다. 하나씩 화면에서 바꾸어 주십시오."))
    count = 0
    for row in rows.filter(pk__in=found["rows"]).order_by("pk"):
        try:
            with transaction.atomic():
                act(row)
            count += 1
        except NaruError as error:
            messages.warning(request, f"{row}: {deed.sentence_of(error)}")
    if count:
        messages.success(request, str(done) % {"count": count})
    return deed.go(request, back)
