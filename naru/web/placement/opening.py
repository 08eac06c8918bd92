"""An opening's details, the centre's check, and its form for search engines and job boards."""

import json
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.rulebook.errors import NotFound
from naru.document.exchange import posting as standard
from naru.domain.placement import actions, queries, rules
from naru.domain.placement.actions import reserves as reserve_actions
from naru.domain.placement.enums import Fulfilment, OpeningState, Overall
from naru.domain.placement.models import Opening
from naru.domain.placement.queries import firms, reserves, rounds
from naru.web import deed
from naru.web.frame import data
from naru.web.listing import Column, Filter
from naru.web.placement import beside, frame, reserve_forms, round_forms

S = OpeningState
ESCAPES = {ord(each): f"\\u{ord(each):04x}" for each in "<>&"}
UNITS = ("required_units", "wanted_units")


def _posting(found: Opening, address: str) -> SafeString:
    """The opening as a data block of its page; nothing in it can end the block."""
    text = json.dumps(standard.of(found, address), ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 - escaped one line above


def parts(viewer: User, found: Opening, address: str, *, may_open: bool) -> dict[str, Any]:
    """What the opening's page shows of its check, details and rounds, and which buttons it has."""
    may_check = access.can(viewer, Permission.PLACEMENT_CHECK, on=found)
    ready = {S.CHECKED, S.CLOSED} | ({S.DRAFT} if may_check else set())
    return {
        "may_publish": may_open and found.state in ready,
        "may_renew": may_open and found.state in {S.OPEN, S.CLOSED},
        "may_close": may_open and found.state in {S.DRAFT, S.CHECKED, S.OPEN},
        "may_describe": may_open and found.state == S.DRAFT,
        "may_check": may_check and found.state == S.DRAFT,
        "may_return": may_check and found.state == S.CHECKED,
        "units": rounds.asked_units(found),
        "reserves": reserves.of_opening(found),
        "alike": list(rounds.alike(found)[:5]) if may_open else [],
        "in_round": rounds.in_round(found),
        "has_posting": found.state == S.OPEN,
        "posting": _posting(found, address) if found.state == S.OPEN else "",
    }


def columns(viewer: User, learner: Any, hoping: beside.Hoping | None, today: date) -> tuple[Column, ...]:
    """State and seats; for a learner what fits their hopes and what is known of the firm before them."""
    verdict = Column(
        "firm_verdict",
        _("우수 기업"),
        value=beside.verdict_of(viewer, today),
        kind="state",
        choices=Overall,
        is_extra=learner is None,
    )
    state = Column("state", _("상태"), sort="order", kind="state", is_extra=bool(hoping))
    seats = Column(
        "seats",
        _("수락 / 모집"),
        value=lambda row: f"{row.accepted} / {row.seats}",
        sort="seats",
        is_extra=learner is not None,
    )
    if not firms.may_compare(viewer):
        return state, seats
    if not hoping:
        return state, seats, verdict
    return Column("fit", _("내 희망과 맞는 것"), value=hoping.words, sort="fit"), verdict, state, seats


def filters(viewer: User, hoping: beside.Hoping | None, today: date) -> tuple[Filter, ...]:
    """By what is known of the firm, and by the learner's own hopes."""

    def by_verdict(rows: Any, value: str) -> Any:
        return firms.with_verdict(rows, Fulfilment(value), viewer, today)

    if not firms.may_compare(viewer):
        return ()
    firm = Filter("firm_verdict", _("기업"), beside.VERDICTS, by_verdict)
    if not hoping:
        return (firm,)
    ways = (("all", _("모두 맞음")), ("some", _("하나라도 맞음")))
    return Filter("hope", _("내 희망"), ways, hoping.narrowed), firm


def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """What a draft offers and asks."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_OPEN, on=found)
    form = round_forms.Describe(data(request), viewer=viewer, opening=found)
    back = reverse("placement:detail", args=[pk])

    def act(cleaned: dict[str, Any]) -> Any:
        given = {name: value for name, value in cleaned.items() if name not in UNITS}
        return actions.describe_opening(
            opening=found, details=rules.Details(**given), units=form.units(), today=timezone.localdate(), by=viewer
        )

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("근무 조건 적기"),
        submit=_("근무 조건 저장하기"),
        success=_("근무 조건을 적었습니다."),
        back=back,
        intro=f"{found.firm.label} · {found.title}",
        crumbs=(frame.room(), (found.title, back), (_("근무 조건"), "")),
    )


def reserve(request: HttpRequest, pk: int) -> HttpResponse:
    """For whom a draft keeps seats."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_OPEN, on=found)
    back = reverse("placement:detail", args=[pk])
    return deed.form_page(
        request,
        reserve_forms.Reserves(data(request), viewer=viewer, opening=found),
        action=lambda cleaned: reserve_actions.keep_seats(
            opening=found, kept=cleaned["kept"], today=timezone.localdate(), by=viewer
        ),
        title=_("우선배정석 정하기"),
        submit=_("우선배정석 저장하기"),
        success=_("우선배정석을 적었습니다."),
        back=back,
        intro=_(
            "매칭 회차에서 이 사람들이 먼저 앉는 자리입니다. 그 사람들이 다 앉고 남으면 모두에게 열려, 자리를 비워 두지 않습니다. "
            "쓰지 않는 칸은 비워 두십시오."
        ),
        crumbs=(frame.room(), (found.title, back), (_("우선배정석"), "")),
        template="placement/criteria.html",
    )


def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The centre says that a draft was checked."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    return deed.press(
        request,
        lambda: actions.check_opening(opening=found, by=viewer),
        success=_("공고를 확인했습니다. 기업이 열 수 있습니다."),
        back=reverse("placement:detail", args=[pk]),
    )


def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The centre gives a checked opening back."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_CHECK, on=found)
    back = reverse("placement:detail", args=[pk])
    return deed.form_page(
        request,
        round_forms.Why(data(request)),
        action=lambda cleaned: actions.return_opening(**cleaned, opening=found, by=viewer),
        title=_("공고 돌려주기"),
        submit=_("초안으로 돌려주기"),
        success=_("공고를 초안으로 돌려주었습니다. 기업이 고칠 수 있습니다."),
        back=back,
        crumbs=(frame.room(), (found.title, back), (_("돌려주기"), "")),
    )


@require_safe
def posting(request: HttpRequest, pk: int) -> HttpResponse:
    """An open opening as schema.org JobPosting; linked from its page, since a strict policy lets no data block in."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    if found.state != OpeningState.OPEN:
        raise NotFound(_("모집 중인 공고만 이 모양으로 내보냅니다."))
    address = request.build_absolute_uri(reverse("placement:detail", args=[pk]))
    return JsonResponse(
        standard.of(found, address), content_type="application/ld+json", json_dumps_params={"ensure_ascii": False}
    )
