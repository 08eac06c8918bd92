"""The page behind a firm's survey link: no account, no menu, nothing before the number, its own answers and no others."""

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from naru.base.privacy import links
from naru.base.privacy.enums import LinkPurpose, LinkState
from naru.base.privacy.models import Link
from naru.base.rulebook.errors import NaruError, NotFound
from naru.domain.competency import queries as competency
from naru.domain.demand import actions, queries
from naru.domain.demand.actions import Answered
from naru.domain.demand.models import Ask
from naru.web.deed import SeeOther
from naru.web.demand import suggest
from naru.web.demand.answer_form import Answer
from naru.web.forms import Form

COOKIE = "naru_link"
#: What a button of the form asks for: to look at it all, to go back to it, to send it.
LOOK, EDIT, SEND = "look", "edit", "send"
MOST_UNITS = 20
ASK_CENTRE = _("지구 지원센터에 새 링크를 부탁해 주십시오.")
WORDS: dict[LinkState | None, tuple[Any, Any]] = {
    None: (
        _("이 링크는 쓸 수 없습니다"),
        _("주소를 끝까지 옮겼는지 확인해 주십시오. 그래도 열리지 않으면 지구 지원센터에 알려 주십시오."),
    ),
    LinkState.USED: (
        _("이미 답하신 링크입니다"),
        _("답은 지원센터에 전해졌습니다. 답한 기기에서 열면 고칠 수 있습니다."),
    ),
    LinkState.EXPIRED: (_("기한이 지난 링크입니다"), ASK_CENTRE),
    LinkState.REVOKED: (_("지원센터가 거둔 링크입니다"), _("새 링크를 받으셨으면 그것을 열어 주십시오.")),
    LinkState.LOCKED: (
        _("잠긴 링크입니다"),
        _("확인 번호가 여러 번 맞지 않아 잠갔습니다. 지구 지원센터에 새 링크를 부탁해 주십시오."),
    ),
}
ELSEWHERE = (
    _("다른 기기에서 이미 연 링크입니다"),
    _("링크는 처음 연 기기에서만 열립니다. 그 기기에서 여시거나 지구 지원센터에 새 링크를 부탁해 주십시오."),
)


@dataclass(frozen=True)
class Choice:
    """A unit to tick: one that the firm asked for before, or one that its words may mean (`words` say why)."""

    pk: int
    code: str
    name: str
    words: tuple[str, ...]
    is_ticked: bool


@dataclass(frozen=True)
class Looked:
    """A line of the answer as it is looked at before it is sent."""

    number: int
    line: Answered
    choices: list[Choice]
    has_words: bool
    is_of_posting: bool


class Prove(Form):
    """What only the addressee of a forwarded link would know."""

    number = forms.CharField(
        label=_("확인 번호"),
        max_length=12,
        help_text=_("지원센터가 따로 알려 드린 여섯 자리 숫자입니다."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


def _page(request: HttpRequest, template: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    """Nothing of this page is kept, indexed, or told to the next one."""
    answer = render(request, template, values, status=status)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _closed(request: HttpRequest, words: tuple[Any, Any]) -> HttpResponse:
    return _page(request, "privacy/link_closed.html", {"title": words[0], "todo": words[1]}, status=410)


def _cookie(token: str) -> str:
    return f"{COOKIE}_{links.hash_of(token)[:12]}"


def _bound(request: HttpRequest, token: str, secret: str) -> HttpResponse:
    """To the link's page, in the one browser that holds its secret."""
    path = reverse("demand:answer", args=[token])
    answer = SeeOther(path)
    answer.set_cookie(
        _cookie(token),
        secret,
        max_age=90 * 24 * 3600,
        path=path,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


# As on the guardian's page: "Origin: null" is refused by Django's check, and an answer counts only with the link's own
# cookie, which no other site can make a browser send.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The number, then the form, then what was said and a way to mend it."""
    secret = request.COOKIES.get(_cookie(token), "")
    opened = links.look_up(token, LinkPurpose.DEMAND_SURVEY, secret)
    if opened.link is None:
        opened = links.look_up(token, LinkPurpose.DEMAND_REVISION, secret)
    link = opened.link
    ask = queries.ask_of_link(link.object_type, link.object_id) if link else None
    if link is None or ask is None:
        return _closed(request, WORDS[None])
    if opened.is_bound_elsewhere:
        return _closed(request, ELSEWHERE)
    if opened.state == LinkState.USED and opened.is_bound_here:
        return _done(request, link, ask)
    if opened.state != LinkState.OPEN:
        return _closed(request, WORDS[opened.state])
    if not opened.is_bound_here:
        return _prove(request, link, ask, token)
    return _form(request, link, ask)


def _prove(request: HttpRequest, link: Link, ask: Ask, token: str) -> HttpResponse:
    form = Prove(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = queries.check_digest(ask.pk, form.cleaned_data["number"].strip())
        if ask.check_digest and constant_time_compare(given, ask.check_digest):
            secret = links.bind(link)
            return _closed(request, ELSEWHERE) if secret is None else _bound(request, token, secret)
        links.fail(link)
        form.add_error("number", _("확인 번호가 맞지 않습니다. 여러 번 틀리면 링크가 잠깁니다."))
    values = {"form": form, "title": _("수요조사")}
    return _page(request, "demand/answer_prove.html", values, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, link: Link, ask: Ask) -> HttpResponse:
    """The form; what was filled in with the units that may be meant, to be looked at; and the sending."""
    step = request.POST.get("step", SEND)
    form = Answer(request.POST if request.method == "POST" else None, words=queries.to_answer(ask), ask=ask)
    values = {"form": form, "ask": ask, "survey": ask.survey, "title": ask.survey.title}
    if request.method == "POST" and step == EDIT:
        form.is_valid()
        form.errors.clear()
        return _page(request, "demand/answer.html", values)
    if request.method == "POST" and form.is_valid():
        lines = form.lines
        if step == LOOK and lines:
            looked = _looked(request, ask, lines)
            return _page(request, "demand/answer_look.html", values | {"lines": looked, "kept": _kept(request)})
        try:
            actions.answer(link=link, ask=ask, rows=_ticked(request, ask, lines), today=timezone.localdate())
            return SeeOther(request.path)
        except NotFound:
            return _closed(request, WORDS[LinkState.USED])
        except NaruError as error:
            form.refuse(error)
    return _page(request, "demand/answer.html", values, status=422 if form.is_bound else 200)


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What was filled in, for hidden fields; the units are chosen anew."""
    return [
        (name, request.POST[name])
        for name in request.POST
        if name != "step" and not name.startswith(("unit_", "seen_"))
    ]


def _looked(request: HttpRequest, ask: Ask, lines: dict[int, Answered]) -> list[Looked]:
    """Each line with the units of the firm's last word, ticked, and those that its own words may mean."""
    own = {str(number): queries.own_words(ask, line.occupation, line.terms.duty) for number, line in lines.items()}
    found = suggest.proposals(ask.survey.district, own)
    looked = []
    for number, line in lines.items():
        last = [unit for unit, _importance in queries.last_wanted(ask.firm, line.occupation)]
        ticked = {int(each) for each in request.POST.getlist(f"unit_{number}") if each.isdecimal()}
        is_back = f"seen_{number}" in request.POST
        known = {unit.pk for unit in last}
        choices = [
            Choice(unit.pk, unit.code, unit.name, (), unit.pk in ticked if is_back else True) for unit in last
        ] + [
            Choice(each.unit, each.code, each.name, each.words, each.unit in ticked)
            for each in found.get(str(number), [])
            if each.unit not in known
        ]
        looked.append(Looked(number, line, choices, bool(own[str(number)]), not line.terms.duty))
    return looked


def _ticked(request: HttpRequest, ask: Ask, lines: dict[int, Answered]) -> list[Answered]:
    """The lines with the units that were ticked, where the firm was asked for them."""
    given = {
        number: [int(each) for each in request.POST.getlist(f"unit_{number}") if each.isdecimal()][:MOST_UNITS]
        for number in lines
    }
    units = competency.choosable(ask.survey.district_id, [pk for each in given.values() for pk in each])
    return [
        replace(line, units=tuple(units[pk] for pk in dict.fromkeys(given[number]) if pk in units))
        if f"seen_{number}" in request.POST
        else line
        for number, line in lines.items()
    ]


def _done(request: HttpRequest, link: Link, ask: Ask) -> HttpResponse:
    """What was said; a POST opens the answer again under a link of its own, in this browser."""
    if request.method == "POST":
        try:
            again, token = actions.reopen(link=link, ask=ask, today=timezone.localdate())
        except NaruError as error:
            return _closed(request, (error.sentence, ASK_CENTRE))
        return _bound(request, token, links.bind(again) or "")
    survey = ask.survey
    values = {
        "ask": ask,
        "survey": survey,
        "said": [each for each in queries.answers_of(ask) if each.is_current],
        "is_open": survey.state == "open" and survey.due_on >= timezone.localdate(),
        "title": _("답을 전했습니다"),
    }
    return _page(request, "demand/answer_done.html", values)
