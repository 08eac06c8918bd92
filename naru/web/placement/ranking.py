"""Pages of the firm's side: the opening in its round, criteria, the scoring sheet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.rulebook.errors import RuleBroken
from naru.domain.placement.actions import ranking as actions
from naru.domain.placement.enums import RoundState, Unacceptable
from naru.domain.placement.models import RoundOpening
from naru.domain.placement.queries import explained, reserves, rounds
from naru.domain.placement.queries import ranking as queries
from naru.domain.placement.rules import rounds as rules
from naru.web import deed
from naru.web.frame import data
from naru.web.placement import beside, forms, frame, round_forms


def _crumbs(found: RoundOpening, *more: tuple[Any, str]) -> tuple[tuple[Any, str], ...]:
    own = reverse("placement:place", args=[found.pk]) if more else ""
    return frame.crumbs(found.round, (found.opening.firm.label, own), *more)


@require_safe
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """An opening in its round: criteria, whose turn it is, and afterwards the seats left and why."""
    viewer: Any = request.user
    found = rounds.place_one(viewer, pk)
    is_firm = queries.is_firm(viewer, found)
    may_open = access.can(viewer, Permission.PLACEMENT_OPEN, on=found)
    is_centre = access.can(viewer, Permission.PLACEMENT_ROUND, on=found)
    state = RoundState(found.round.state)
    is_ranking = state == RoundState.RANKING
    result = explained.of_place(viewer, found)
    values = {
        "place": found,
        "opening": found.opening,
        "round": found.round,
        "criteria": list(found.criteria.all()),
        "is_firm": is_firm,
        "may_state": may_open and state == RoundState.ANNOUNCED,
        "may_assess": is_firm and state in rules.OPEN_TO_FIRMS,
        "may_return": is_centre and is_ranking and found.ranked_on is not None,
        "applicants": queries.applicants(found).count() if is_firm else None,
        "result": result,
        "has_letter": result is not None and (is_firm or is_centre) and state in rules.TOLD,
        "reserves": reserves.of_opening(found.opening),
        "groups": reserves.told([result]).get(found.pk, ()) if result and (is_firm or is_centre) else (),
        "shows_last": is_firm or is_centre,
        **beside.of_firm(viewer, found.opening, timezone.localdate()),
        "events": list(record.history_of(found)[: frame.HISTORY]) if is_firm or is_centre else [],
        "title": found.opening.title,
        "crumbs": _crumbs(found),
    }
    return render(request, "placement/place.html", values)


def criteria(request: HttpRequest, pk: int) -> HttpResponse:
    """What the firm looks at, with weights."""
    viewer: Any = request.user
    found = rounds.place_one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_OPEN, on=found)
    given = list(found.criteria.values_list("name", "weight"))
    return deed.form_page(
        request,
        round_forms.Criteria(data(request), given=given),
        action=lambda cleaned: actions.state_criteria(
            place=found, criteria=cleaned["criteria"], today=timezone.localdate(), by=viewer
        ),
        title=_("선발 기준 밝히기"),
        submit=_("기준 밝히기"),
        success=_("선발 기준을 밝혔습니다. 희망을 받기 전까지 고칠 수 있습니다."),
        back=reverse("placement:place", args=[pk]),
        intro=_(
            "학생은 이 기준을 보고 희망을 정합니다. 비중은 모두 더해 100 %여야 합니다. 쓰지 않는 칸은 비워 두십시오."
        ),
        crumbs=_crumbs(found, (_("선발 기준"), "")),
        template="placement/criteria.html",
    )


def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The scoring sheet: only of who agreed to be seen by this firm; without names at a blind first look."""
    viewer: Any = request.user
    found = rounds.place_one(viewer, pk)
    shown = queries.sheet(viewer, found, timezone.localdate())
    form = forms.Confirm(data(request))
    here = reverse("placement:sheet", args=[pk])
    if request.method == "POST":
        answer = deed.perform(
            request, form, lambda _cleaned: _assess(request, found, shown), _("심사를 저장했습니다."), here
        )
        if answer is not None:
            return answer
    may_assess = found.round.state == RoundState.RANKING and found.ranked_on is None
    values = {
        "place": found,
        "opening": found.opening,
        "round": found.round,
        "sheet": shown,
        "form": form,
        "reasons": Unacceptable.choices,
        "may_assess": may_assess and timezone.localdate() <= found.round.ranks_until,
        "title": _("지원자 심사"),
        "crumbs": _crumbs(found, (_("지원자 심사"), "")),
    }
    return render(request, "placement/sheet.html", values, status=422 if form.is_bound and form.errors else 200)


def _assess(request: HttpRequest, found: RoundOpening, shown: queries.Sheet) -> None:
    """Keeps every row that was filled; what is wrong in one row is told with its number."""
    known = queries.learners_of(found)
    for row in shown.rows:
        no = request.POST.get(f"no-{row.learner}", "")
        points = {key: request.POST.get(f"points-{row.learner}-{key}", "") for key, _value in row.points}
        filled = {key: int(text) for key, text in points.items() if text.isascii() and text.isdigit() and len(text) < 4}
        code = Unacceptable(no) if no in Unacceptable.values else None
        if code is None and not any(points.values()):
            continue
        try:
            actions.assess(
                place=found,
                learner=known[row.learner],
                points={} if code else filled,
                unacceptable=code,
                today=timezone.localdate(),
                by=request.user,  # type: ignore[arg-type]
            )
        except RuleBroken as error:
            raise RuleBroken(
                _("지원자 %(number)s: %(sentence)s") % {"number": row.number, "sentence": error.sentence}
            ) from error


def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens the names after a blind first look."""
    viewer: Any = request.user
    found = rounds.place_one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_OFFER, on=found)
    return deed.press(
        request,
        lambda: actions.reveal_names(place=found, today=timezone.localdate(), by=viewer),
        success=_("이름을 열었습니다. 연 날이 남습니다."),
        back=reverse("placement:sheet", args=[pk]),
    )


def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Hands the ranking in."""
    viewer: Any = request.user
    found = rounds.place_one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_OFFER, on=found)
    return deed.form_page(
        request,
        forms.Confirm(data(request)),
        action=lambda _cleaned: actions.hand_in_ranking(place=found, today=timezone.localdate(), by=viewer),
        title=_("심사 내기"),
        submit=_("심사 내기"),
        success=_("심사를 냈습니다. 배정되면 이 기업의 이름으로 제안이 나갑니다."),
        back=reverse("placement:place", args=[pk]),
        intro=_(
            "순위를 매긴 지원자에게는 배정 결과에 따라 이 기업의 이름으로 채용을 제안합니다. 낸 뒤에는 고칠 수 없습니다."
        ),
        crumbs=_crumbs(found, (_("심사 내기"), "")),
        template="confirm.html",
    )


def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The centre gives a ranking back."""
    viewer: Any = request.user
    found = rounds.place_one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_ROUND, on=found)
    return deed.form_page(
        request,
        round_forms.Why(data(request)),
        action=lambda cleaned: actions.return_ranking(**cleaned, place=found, by=viewer),
        title=_("심사 돌려주기"),
        submit=_("심사 돌려주기"),
        success=_("심사를 돌려주었습니다. 기업이 다시 고칠 수 있습니다."),
        back=reverse("placement:place", args=[pk]),
        crumbs=_crumbs(found, (_("심사 돌려주기"), "")),
    )
