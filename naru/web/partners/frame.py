"""What all pages of the room share: its tabs and crumbs, an agreement that may be written, and how far a pledge is kept."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.rulebook import project_year
from naru.base.rulebook.errors import NotAllowed
from naru.base.rulebook.number import percent
from naru.domain.partners import queries
from naru.domain.partners.enums import PledgeKind
from naru.domain.partners.models import Agreement, Keeping
from naru.domain.partners.queries import Promise
from naru.web.frame import room, tabs
from naru.web.listing import Link
from naru.web.templatetags import naru as words

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")


HISTORY = 50


UNITS = {
    PledgeKind.HIRES: _("명"),
    PledgeKind.PRACTICUM_SEATS: _("자리"),
    PledgeKind.TRAINING_SEATS: _("자리"),
    PledgeKind.CREDIT_COURSES: _("과목"),
}


@dataclass(frozen=True)
class Vow:
    """One pledge beside what was kept, ready to show."""

    promise: Promise
    name: str
    text: str
    tone: str


def own_tabs(request: HttpRequest) -> tuple[Link, ...]:
    return tabs(request, (_("협약"), "partners:list"), (_("약속과 이행"), "partners:pledges"))


def keepings(rows: QuerySet[Keeping]) -> list[Keeping]:
    return list(rows.select_related("pledge__organisation").order_by("-on", "-pk")[:HISTORY])


def vow_of(promise: Promise) -> Vow:
    unit = str(UNITS[promise.kind])
    rate = percent(promise.kept, promise.promised)
    is_kept = promise.kept >= promise.promised
    is_past = promise.year < project_year.of(timezone.localdate())
    return Vow(
        promise,
        f"{promise.year} {promise.kind.label}",
        gettext("%(promised)s%(unit)s 가운데 %(kept)s%(unit)s (%(rate)s %%)")
        % {"promised": f"{promise.promised:,}", "kept": f"{promise.kept:,}", "unit": unit, "rate": words.count(rate)},
        "done" if is_kept else ("danger" if is_past else "now"),
    )


def crumbs(agreement: Agreement, title: Any) -> tuple[tuple[Any, str], ...]:
    return room("partners"), (agreement.title, reverse("partners:detail", args=[agreement.pk])), (title, "")


def writable(viewer: User, pk: int) -> Agreement:
    """The agreement, for whoever may change it."""
    agreement = queries.one(viewer, pk)
    if not access.can(viewer, Permission.PARTNERS_WRITE, on=agreement.district):
        raise NotAllowed(NO_ROLE)
    return agreement
