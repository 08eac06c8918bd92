"""Pages of rounds for everybody, and the coordinator's steps."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access, shown
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.rulebook.errors import NotAllowed
from naru.domain.people import queries as people
from naru.domain.placement.actions import rounds as actions
from naru.domain.placement.enums import ListState, Method, RoundState
from naru.domain.placement.models import Round
from naru.domain.placement.queries import explained, fairness, ranking
from naru.domain.placement.queries import rounds as queries
from naru.domain.placement.rules import rounds as rules
from naru.web import context, deed, listing
from naru.web.frame import data
from naru.web.listing import Column, Filter, Link, Listing
from naru.web.placement import frame, round_forms
from naru.web.placement.next_step import next_of
from naru.web.placement.pages import NO_ROLE


def index(request: HttpRequest) -> HttpResponse:
    """Rounds of the chosen year, the latest first."""
    viewer: Any = request.user
    learner = people.mine(viewer)
    rows = queries.listing(viewer)
    last = Column("sent", _("낸 희망"), sort="sent", kind="count")
    if learner is not None:
        rows = queries.with_own_list(rows, learner)
        last = Column("own_state", _("내 희망"), sort="own_state", kind="state", choices=ListState)
    may_announce = access.can(viewer, Permission.PLACEMENT_ROUND)
    return listing.page(
        request,
        Listing(
            title=_("매칭 회차"),
            intro=_("학생의 희망과 기업의 심사를 모아 한 번에 배정합니다. 계산은 제안일 뿐이고 사람이 확정합니다."),
            rows=rows,
            district="district",
            year="year",
            columns=(
                Column("title", _("회차"), sort="title", link="placement:round"),
                Column("state", _("상태"), sort="state", kind="state"),
                Column("wishes_from", _("희망 시작"), sort="wishes_from", kind="date"),
                Column("wishes_until", _("희망 마감"), sort="wishes_until", kind="date"),
                Column("ranks_until", _("심사 마감"), sort="ranks_until", kind="date"),
                Column("openings", _("공고"), sort="openings", kind="count"),
                last,
                Column("answer_by", _("답변 기한"), sort="answer_by", kind="date", is_extra=True),
                Column("code", _("회차 코드"), sort="code", is_extra=True),
            ),
            search=("title", "code"),
            search_hint=_("회차 이름"),
            filters=(Filter("state", _("상태"), RoundState.choices, "state"),),
            actions=(Link(_("회차 예고하기"), reverse("placement:announce")),) if may_announce else (),
            tabs=frame.tabs(),
            empty=_("이 해의 매칭 회차가 아직 없습니다."),
            empty_todo=_("지원센터가 회차를 예고하면 여기에 나옵니다. 회차 없이 공고에 바로 지원할 수도 있습니다."),
        ),
    )


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: where it stands, whose turn it is, its openings, and what the viewer may do."""
    viewer: Any = request.user
    found: Any = queries.one(viewer, pk)
    learner = people.mine(viewer)
    is_centre = access.can(viewer, Permission.PLACEMENT_ROUND, on=found)
    places = list(queries.places(viewer, found))
    own = queries.held_places(viewer, found)
    mine = queries.own_list(found, learner) if learner else None
    knows = explained.may_know(viewer, found)
    results = {each.place_id: each for each in explained.seats_of(found)} if knows else {}
    seen = ranking.counts([each for each in places if each.pk in own]) if own else {}
    is_shown = found.state in rules.OPEN_TO_FIRMS
    runs = list(queries.runs(viewer, found)) if is_centre else []
    bars = list(queries.bars(viewer, found)) if is_centre else []
    shown.add(bars, is_list=True)
    values = {
        "round": found,
        "is_centre": is_centre,
        "is_firm": bool(own),
        "learner": learner,
        "mine": mine,
        "places": [
            (
                each,
                each.pk in own,
                seen.get(each.pk, 0) if is_shown else None,
                results.get(each.pk),
                list(each.criteria.all()),
            )
            for each in places
        ],
        "runs": runs,
        "bars": bars,
        "may_lift": found.state in rules.UNSETTLED,
        "may_lists": access.can(viewer, Permission.PEOPLE_READ) and learner is None and bool(found.sent or is_centre),
        "may_report": found.run_id is not None and fairness.may_read(viewer, found),
        "may_what_if": is_centre and found.frozen_at is not None and found.state in rules.BINDING | rules.TOLD,
        "may_days": is_centre and found.state in rules.LIVE - {RoundState.OFFERED},
        "may_cancel": is_centre and RoundState.CANCELLED in rules.STEPS[RoundState(found.state)],
        "may_follow": is_centre and found.state in rules.TOLD and not queries.has_next(found),
        "stages": _stages(found),
        "method": Method(found.method),
        "next": next_of(viewer, found, mine, is_centre, own),
        "events": list(record.history_of(found)[: frame.HISTORY]) if is_centre else [],
        "title": found.title,
        "crumbs": frame.crumbs(found),
    }
    return render(request, "placement/round.html", values)


def _stages(found: Round) -> list[tuple[Any, Any, str]]:
    """(what, when, done | now | to come) of the round's road."""
    road = (
        (_("희망 받기"), (found.wishes_from, found.wishes_until), {RoundState.ANNOUNCED, RoundState.WISHES}),
        (_("기업 심사"), (None, found.ranks_until), {RoundState.RANKING}),
        (_("계산하고 검토하기"), (None, None), {RoundState.FROZEN, RoundState.COMPUTED, RoundState.REVIEWED}),
        (_("확정하고 제안 보내기"), (None, None), {RoundState.CONFIRMED}),
        (_("학생이 답하기"), (None, found.answer_by), {RoundState.OFFERED}),
    )
    if found.state == RoundState.CANCELLED:
        return [(what, when, "rest") for what, when, _states in road]
    at = next((place for place, (_w, _d, states) in enumerate(road) if found.state in states), len(road))
    return [
        (what, when, "done" if place < at else "now" if place == at else "rest")
        for place, (what, when, _states) in enumerate(road)
    ]


def announce(request: HttpRequest) -> HttpResponse:
    """The form of a new round."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.PLACEMENT_ROUND):
        raise NotAllowed(NO_ROLE)
    here = context.here(request)
    form = round_forms.Announce(data(request), viewer=viewer, district=here.district, year=here.year)

    def act(cleaned: dict[str, Any]) -> Round:
        code = queries.free_code(cleaned["district"], here.year)
        return actions.announce_round(**cleaned, code=code, year=here.year, today=timezone.localdate(), by=viewer)

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("매칭 회차 예고하기"),
        submit=_("회차 예고하기"),
        success=_("회차를 예고했습니다. 기업이 선발 기준을 밝히면 희망을 받을 수 있습니다."),
        back=lambda made: reverse("placement:round", args=[made.pk]),
        cancel=reverse("placement:rounds"),
        intro=_("예고하면 지구의 학교, 학생, 기업이 모두 봅니다."),
        crumbs=(frame.room(), (_("매칭 회차"), reverse("placement:rounds")), (_("예고하기"), "")),
    )


def _one(request: HttpRequest, pk: int) -> tuple[Any, Round, str]:
    """The viewer, a round that they run, and its page's address."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_ROUND, on=found)
    return viewer, found, reverse("placement:round", args=[pk])


def days(request: HttpRequest, pk: int) -> HttpResponse:
    """Other days."""
    viewer, found, back = _one(request, pk)
    return deed.form_page(
        request,
        round_forms.Days(data(request), given=found),
        action=lambda cleaned: actions.change_days(**cleaned, round=found, today=timezone.localdate(), by=viewer),
        title=_("회차 날짜 고치기"),
        submit=_("날짜 고치기"),
        success=_("날짜를 고쳤습니다."),
        back=back,
        crumbs=frame.crumbs(found, (_("날짜 고치기"), "")),
    )


def open_wishes(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found, back = _one(request, pk)
    return deed.press(
        request,
        lambda: actions.open_wishes(round=found, today=timezone.localdate(), by=viewer),
        success=_("희망을 받기 시작했습니다."),
        back=back,
    )


def start_ranking(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found, back = _one(request, pk)
    return deed.press(
        request,
        lambda: actions.start_ranking(round=found, today=timezone.localdate(), by=viewer),
        success=_("기업 심사를 시작했습니다. 동의한 지원자만 기업에 보입니다."),
        back=back,
    )


def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found, back = _one(request, pk)
    return deed.press(
        request,
        lambda: actions.freeze_round(round=found, today=timezone.localdate(), by=viewer),
        success=_("희망과 심사를 확정했습니다. 이제 계산할 수 있습니다."),
        back=back,
    )


def review(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found, back = _one(request, pk)
    return deed.press(
        request,
        lambda: actions.review_round(round=found, by=viewer),
        success=_("검토한 것으로 적었습니다. 확정하면 제안을 보낼 수 있습니다."),
        back=back,
    )


def send(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found, back = _one(request, pk)
    return deed.press(
        request,
        lambda: actions.send_offers(round=found, today=timezone.localdate(), by=viewer),
        success=_("제안을 보냈습니다. 이제 학생이 답할 차례입니다."),
        back=back,
    )


def close(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found, back = _one(request, pk)
    return deed.press(
        request,
        lambda: actions.close_round(round=found, today=timezone.localdate(), by=viewer),
        success=_("회차를 마쳤습니다."),
        back=back,
    )


def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """A person makes the reviewed result the district's own."""
    viewer, found, back = _one(request, pk)
    run = found.run
    form = round_forms.Confirm(data(request), initial={"run": found.run_id})

    def act(cleaned: dict[str, Any]) -> Round:
        seen = queries.run_one(viewer, cleaned["run"])
        return actions.confirm_round(round=found, run=seen, why=cleaned["why"], today=timezone.localdate(), by=viewer)

    effects: list[Any] = (
        [
            _("학생 %(learners)s명 가운데 %(matched)s명에게 자리를 배정합니다.")
            % {"learners": run.learners, "matched": run.matched},
            _("확정해도 제안은 아직 가지 않습니다. 다음 단계에서 보냅니다."),
        ]
        if run
        else []
    )
    return deed.form_page(
        request,
        form,
        action=act,
        title=_("결과 확정하기"),
        submit=_("이 결과로 확정하기"),
        success=_("결과를 확정했습니다. 제안을 보내면 학생이 결과를 봅니다."),
        back=back,
        intro=_("계산은 제안일 뿐입니다. 확정은 사람이 하고, 이름과 까닭이 남습니다. (개인정보 보호법 제37조의2)"),
        crumbs=frame.crumbs(found, (_("확정하기"), "")),
        template="placement/review.html",
        extra={"effects_title": _("확정하면 이렇게 됩니다"), "effects": effects},
    )


def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a confirmation back."""
    viewer, found, back = _one(request, pk)
    return deed.form_page(
        request,
        round_forms.Why(data(request)),
        action=lambda cleaned: actions.reopen_round(**cleaned, round=found, by=viewer),
        title=_("확정 되돌리기"),
        submit=_("확정 되돌리기"),
        success=_("확정을 되돌렸습니다. 다시 계산해 주십시오."),
        back=back,
        intro=_("제안을 보내기 전에만 되돌릴 수 있습니다."),
        crumbs=frame.crumbs(found, (_("확정 되돌리기"), "")),
        template="confirm.html",
    )


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives a round up."""
    viewer, found, back = _one(request, pk)
    return deed.form_page(
        request,
        round_forms.Why(data(request)),
        action=lambda cleaned: actions.cancel_round(**cleaned, round=found, by=viewer),
        title=_("회차 취소하기"),
        submit=_("회차 취소하기"),
        success=_("회차를 취소했습니다."),
        back=back,
        intro=_("학생의 희망과 기업의 심사가 쓰이지 않게 됩니다. 되돌릴 수 없습니다."),
        crumbs=frame.crumbs(found, (_("취소하기"), "")),
        template="confirm.html",
    )


def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """The next round, for what this one left."""
    viewer, found, _back = _one(request, pk)

    def act(cleaned: dict[str, Any]) -> Round:
        return actions.follow_round(
            **cleaned,
            previous=found,
            code=queries.free_code(found.district, found.year),
            seed=found.seed + 1,
            today=timezone.localdate(),
            by=viewer,
        )

    return deed.form_page(
        request,
        round_forms.Follow(data(request)),
        action=act,
        title=_("다음 회차 열기"),
        submit=_("다음 회차 예고하기"),
        success=_("다음 회차를 예고했습니다. 이 회차는 마쳤습니다."),
        back=lambda made: reverse("placement:round", args=[made.pk]),
        cancel=reverse("placement:round", args=[pk]),
        intro=_("남은 자리와 배정되지 않은 학생으로 새 회차를 엽니다. 방법과 규칙은 이 회차와 같습니다."),
        crumbs=frame.crumbs(found, (_("다음 회차"), "")),
    )


def bar(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps a pair apart, with a reason."""
    viewer, found, back = _one(request, pk)
    shown.add(queries.pairs(found), is_list=True)
    return deed.form_page(
        request,
        round_forms.Bar(data(request), of=found),
        action=lambda cleaned: actions.bar_pair(
            round=found,
            learner=cleaned["pair"].learner,
            place=cleaned["pair"].place,
            reason=cleaned["reason"],
            by=viewer,
        ),
        title=_("짝 제외하기"),
        submit=_("이 짝 제외하기"),
        success=_("짝을 제외했습니다. 다시 계산해 주십시오."),
        back=back,
        intro=_("제외하면 이 학생과 이 공고는 배정되지 않습니다. 앞의 계산은 남고, 다시 계산해야 확정할 수 있습니다."),
        crumbs=frame.crumbs(found, (_("짝 제외하기"), "")),
    )


def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a bar back."""
    viewer: Any = request.user
    found = queries.bar_one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_ROUND, on=found)
    return deed.press(
        request,
        lambda: actions.lift_bar(bar=found, by=viewer),
        success=_("제외를 풀었습니다. 다시 계산해 주십시오."),
        back=reverse("placement:round", args=[found.round_id]),
    )
