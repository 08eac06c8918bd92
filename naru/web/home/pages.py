"""The home page, which is another for each role, and the list of all deeds for whoever may read them."""

from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.audit import recent, record
from naru.web import context, listing, worklist
from naru.web.home import changes as shown_changes
from naru.web.home import faces
from naru.web.listing import Column, Listing

#: So many days of deeds stand on the home page.
RECENT_DAYS = 60
#: So many of the latest deeds are looked at; those of one minute are told together.
LOOKED_AT = 60


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What this person needs to know and to do today, in the role they look from."""
    viewer: Any = request.user
    here = context.here(request)
    today = timezone.localdate()
    face, hats = faces.face_of(request)
    items = worklist.of(viewer, here.district, today, with_place=len(here.districts) > 1)
    since = timezone.now() - timedelta(days=RECENT_DAYS)
    found = (
        recent.changes(viewer, shown_changes.KINDS, here.district, since, LOOKED_AT) if face is not faces.NOBODY else []
    )
    values: dict[str, Any] = {
        "face": face.name,
        "hats": hats,
        "items": items,
        "late": sum(item.waiting.late for item in items),
        "today": today,
        "changes": shown_changes.grouped(found),
        "place": f"?district={here.district.code}&year={here.year}" if here.district else "",
        "cycle": None,
        "may_audit": access.can(viewer, Permission.AUDIT_READ),
    }
    values |= face.fill(request, items, today)
    return render(request, f"home/{face.name}.html", values)


@lru_cache(maxsize=512)
def _verb(verb: str, _language: str) -> str:
    return render_to_string("_verb.html", {"verb": verb}).strip()


def verb_words(verb: str) -> str:
    """The sentence for a verb of the audit, in the reader's language."""
    return _verb(verb, get_language() or "")


def changes(request: HttpRequest) -> HttpResponse:
    """Every deed that the viewer may read, newest first, for whoever holds the right to read the audit."""
    viewer: Any = request.user
    may_name = recent.may_name(viewer)
    return listing.page(
        request,
        Listing(
            title=_("한 일의 기록"),
            intro=_("누가 언제 무엇을 했는지, 지우거나 고칠 수 없게 남은 기록입니다."),
            rows=record.events_for(viewer),
            columns=(
                Column("at", _("시각"), sort="at", kind="moment"),
                Column("verb", _("한 일"), value=lambda row: verb_words(row.verb), sort="verb"),
                Column(
                    "object",
                    _("대상"),
                    value=lambda row: recent.label_of(row, shown_changes.KINDS, may_name=may_name),
                ),
                Column("actor", _("한 사람"), kind="person", own="actor_id"),
                Column("why", _("이유")),
            ),
            sort="-at",
            search=("verb",),
            search_hint=_("한 일의 코드"),
            empty=_("아직 기록이 없습니다."),
            empty_todo=_("누가 무엇이든 하면 여기에 남습니다."),
        ),
    )


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 for what Django itself refuses."""
    return render(request, "403.html", status=403)
