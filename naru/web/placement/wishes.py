"""Pages of the learner's side: the ordered list, its page with advice and taking back; the teacher's list of lists."""

from datetime import date
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
from naru.base.privacy import texts
from naru.base.privacy.enums import Purpose
from naru.base.rulebook.errors import NotAllowed
from naru.domain.people import queries as people
from naru.domain.people.models import Learner
from naru.domain.placement.actions import wishes as actions
from naru.domain.placement.enums import ListState, RoundState
from naru.domain.placement.models import Round, RoundOpening
from naru.domain.placement.queries import explained, interviews
from naru.domain.placement.queries import rounds as queries
from naru.domain.placement.rules import exposure
from naru.domain.placement.rules import rounds as rules
from naru.web import deed, listing
from naru.web.frame import data
from naru.web.listing import Column, Filter, Listing
from naru.web.placement import beside, forms, frame, round_forms


def _whole(texts_given: list[str]) -> list[int]:
    return [int(each) for each in texts_given if each.isascii() and each.isdigit() and len(each) < 10]


def _moved(chosen: list[int], move: str) -> list[int]:
    """The list after one button: up:3, down:3, add:3, drop:3."""
    verb, _sign, text = move.partition(":")
    key = (_whole([text]) or [0])[0]
    if verb == "add" and key not in chosen:
        return [*chosen, key]
    if key not in chosen:
        return chosen
    at = chosen.index(key)
    rest = chosen[:at] + chosen[at + 1 :]
    if verb == "drop":
        return rest
    to = max(at - 1, 0) if verb == "up" else min(at + 1, len(rest))
    return [*rest[:to], key, *rest[to:]]


def wish(request: HttpRequest, pk: int) -> HttpResponse:
    """The learner's ordered list: buttons, keys and dragging move a wish; kept as a draft or sent."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    learner = people.mine(viewer)
    if learner is None:
        raise NotAllowed(_("학생 자신만 희망을 낼 수 있습니다."))
    access.require(viewer, Permission.PLACEMENT_APPLY, on=learner)
    known = {each.pk: each for each in queries.places(viewer, found)}
    own = queries.own_list(found, learner)
    chosen = list(own.wishes.values_list("place", flat=True)) if own else []
    agreed = queries.firms_with_consent(learner)
    consents = set(agreed)
    form = forms.Confirm(data(request))
    if request.method == "POST":
        chosen = list(dict.fromkeys(_whole(request.POST.getlist("place"))))
        consents = set(_whole(request.POST.getlist("consent"))) | agreed
        move = request.POST.get("move", "")
        if move:
            chosen = _moved(chosen, move)
        else:
            answer = _save(request, form, found, learner, chosen, consents)
            if answer is not None:
                return answer
    return _page(request, form, found, learner, known, chosen, consents, agreed)


def _save(
    request: HttpRequest, form: Any, found: Round, learner: Learner, chosen: list[int], consents: set[int]
) -> HttpResponse | None:
    viewer: Any = request.user
    submits = request.POST.get("do") != "draft"
    return deed.perform(
        request,
        form,
        lambda _cleaned: actions.save_wishes(
            round=found,
            learner=learner,
            places=chosen,
            submits=submits,
            consents=consents,
            today=timezone.localdate(),
            by=viewer,
        ),
        _("희망을 냈습니다. 마감까지 고칠 수 있습니다.")
        if submits
        else _("초안을 저장했습니다. 아직 낸 것이 아닙니다."),
        lambda made: reverse("placement:wish_list", args=[made.pk]),
    )


def _page(
    request: HttpRequest,
    form: Any,
    found: Round,
    learner: Learner,
    known: dict[int, RoundOpening],
    chosen: list[int],
    consents: set[int],
    agreed: set[int],
) -> HttpResponse:
    viewer: Any = request.user
    today = timezone.localdate()
    rows = [known[key] for key in chosen if key in known]
    apart = frame.apart(learner, known.values(), today)
    own = queries.own_list(found, learner)
    hoping = beside.Hoping(viewer, learner)
    others = [each for each in _mixed(viewer, known, today) if each.pk not in chosen]
    others.sort(key=lambda each: -hoping.met(each.opening))
    values = {
        "round": found,
        "form": form,
        "rows": [
            (
                each,
                each.opening.firm_id in consents,
                each.opening.firm_id in agreed,
                apart.get(each.pk),
                hoping.words(each.opening),
            )
            for each in rows
        ],
        "others": [(each, apart.get(each.pk), hoping.words(each.opening)) for each in others],
        "has_hopes": bool(hoping),
        "advice": list(own.advice.all()) if own else [],
        "is_open": found.state == RoundState.WISHES and found.wishes_from <= today <= found.wishes_until,
        "own": own,
        "consent": texts.text_on(Purpose.FIRM, today),
        "title": _("희망 순위 정하기"),
        "crumbs": frame.crumbs(found, (_("희망 순위 정하기"), "")),
    }
    return render(request, "placement/wish.html", values, status=422 if form.is_bound and form.errors else 200)


def _mixed(viewer: Any, known: dict[int, RoundOpening], today: date) -> list[RoundOpening]:
    """The openings of a round, mixed for this viewer on this day."""
    return sorted(known.values(), key=lambda each: exposure.place(each.opening_id, viewer.pk, today))


def lists(request: HttpRequest, pk: int) -> HttpResponse:
    """The lists of a round that the viewer may read: a teacher's own school, the centre all."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    rows = explained.with_result(queries.list_listing(viewer).filter(round=found), viewer)
    return listing.page(
        request,
        Listing(
            title=_("희망 목록"),
            intro=found.title,
            rows=rows.order_by("learner__school__name", "learner__number"),
            columns=(
                *frame.person_columns("placement:wish_list"),
                Column("state", _("상태"), sort="state", kind="state", choices=ListState),
                Column("wished", _("희망 수"), sort="wished", kind="count"),
                Column("submitted_on", _("낸 날"), sort="submitted_on", kind="date"),
                Column("given_firm", _("배정된 기업"), sort="given_firm"),
                Column("given_rank", _("이룬 희망 순위"), value=lambda row: row.given_rank or None, kind="count"),
            ),
            search=("learner__school__name",),
            search_persons=("learner__name", "learner__number"),
            search_hint=_("학교"),
            filters=(Filter("state", _("상태"), ListState.choices, "state"),),
            tabs=frame.tabs(),
            empty=_("아직 적은 희망이 없습니다."),
            empty_todo=_("희망을 받는 동안 학생이 자기 화면에서 적습니다."),
        ),
    )


@require_safe
def wish_list(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: its wishes, consents, advice, and what may be done with it."""
    viewer: Any = request.user
    found = queries.list_one(viewer, pk)
    is_own = found.learner.user_id == viewer.pk
    state, round_state = ListState(found.state), RoundState(found.round.state)
    is_open = round_state == RoundState.WISHES and timezone.localdate() <= found.round.wishes_until
    may_withdraw = access.can(viewer, Permission.PLACEMENT_APPLY, on=found)
    name = frame.name(viewer, found.learner)
    values = {
        "list": found,
        "round": found.round,
        "name": name,
        "is_own": is_own,
        "wishes": list(queries.wishes_of(found)),
        "interviews": list(
            interviews.of_learner(viewer, found.learner).filter(opening__in=found.wishes.values("place__opening"))
        )
        if round_state == RoundState.RANKING and state == ListState.SUBMITTED
        else [],
        "advice": list(found.advice.all()),
        "may_edit": is_own and is_open,
        "may_withdraw": may_withdraw
        and state != ListState.WITHDRAWN
        and round_state in rules.LIVE - {RoundState.OFFERED},
        "may_advise": access.can(viewer, Permission.PLACEMENT_ADVISE, on=found)
        and round_state in {RoundState.ANNOUNCED, RoundState.WISHES},
        "has_result": explained.of_list(viewer, found) is not None,
        "events": list(record.history_of(found)[: frame.HISTORY]),
        "title": name,
        "crumbs": frame.crumbs(found.round, (name, "")),
    }
    return render(request, "placement/wish_list.html", values)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The learner takes the list back."""
    viewer: Any = request.user
    found = queries.list_one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_APPLY, on=found)
    back = reverse("placement:wish_list", args=[pk])
    return deed.form_page(
        request,
        forms.Confirm(data(request)),
        action=lambda _cleaned: actions.withdraw_wishes(list=found, today=timezone.localdate(), by=viewer),
        title=_("희망 거두기"),
        submit=_("희망 거두기"),
        success=_("희망을 거두었습니다. 기업은 더 볼 수 없습니다."),
        back=back,
        intro=_("이 회차에서 배정받지 않습니다. 희망을 받는 동안에는 다시 낼 수 있습니다."),
        crumbs=frame.crumbs(found.round, (_("희망 거두기"), "")),
        template="confirm.html",
    )


def advise(request: HttpRequest, pk: int) -> HttpResponse:
    """A teacher's advice."""
    viewer: Any = request.user
    found = queries.list_one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_ADVISE, on=found)
    back = reverse("placement:wish_list", args=[pk])
    name = frame.name(viewer, found.learner)
    return deed.form_page(
        request,
        round_forms.Advise(data(request)),
        action=lambda cleaned: actions.advise(**cleaned, list=found, today=timezone.localdate(), by=viewer),
        title=_("희망에 조언하기"),
        submit=_("조언 남기기"),
        success=_("조언을 남겼습니다. 학생이 희망 화면에서 봅니다."),
        back=back,
        intro=f"{name} · {found.round.title}",
        crumbs=frame.crumbs(found.round, (name, back), (_("조언하기"), "")),
    )
