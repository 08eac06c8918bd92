"""The page behind a guardian's link: no account, no menu, nothing personal before the check, nothing in the address."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from naru.base.privacy import asking, links, texts
from naru.base.privacy.enums import LinkPurpose, LinkState, Purpose, RequestState
from naru.base.rulebook.errors import NaruError
from naru.domain.people import queries as people
from naru.web.deed import SeeOther
from naru.web.forms import Form

COOKIE = "naru_link"
WORDS: dict[LinkState | None, tuple[Any, Any]] = {
    None: (
        _("이 링크는 쓸 수 없습니다"),
        _("주소를 끝까지 옮겼는지 확인해 주십시오. 그래도 열리지 않으면 학교에 새 링크를 부탁해 주십시오."),
    ),
    LinkState.USED: (
        _("이미 답하신 링크입니다"),
        _("답은 학교에 전해졌습니다. 마음이 바뀌었으면 학교에 알려 주십시오."),
    ),
    LinkState.EXPIRED: (_("기한이 지난 링크입니다"), _("학교에 새 링크를 부탁해 주십시오.")),
    LinkState.REVOKED: (_("학교가 거둔 링크입니다"), _("궁금한 것은 학교에 물어 주십시오.")),
    LinkState.LOCKED: (
        _("잠긴 링크입니다"),
        _("생년월일이 여러 번 맞지 않아 잠갔습니다. 학교에 새 링크를 부탁해 주십시오."),
    ),
}
ELSEWHERE = (
    _("다른 기기에서 이미 연 링크입니다"),
    _("링크는 처음 연 기기에서만 열립니다. 그 기기에서 여시거나 학교에 새 링크를 부탁해 주십시오."),
)


class Prove(Form):
    """What only the addressee of a forwarded link would know."""

    birth_date = forms.DateField(label=_("자녀의 생년월일"), help_text=_("예: 2009-03-14"))


class Decide(Form):
    """Yes or no; nothing is chosen beforehand."""

    answer = forms.ChoiceField(
        label=_("동의하십니까"),
        choices=(("yes", _("동의합니다")), ("no", _("동의하지 않습니다"))),
        widget=forms.RadioSelect,
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


# A page that tells no referrer sends "Origin: null", which Django's check refuses. It is not needed here: an answer
# counts only with this link's own cookie, which no other site can make a browser send (SameSite), and the check before
# it asks for something that a forger would have to know.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def guardian_consent(request: HttpRequest, token: str) -> HttpResponse:
    """Check, then the words of the consent and the answer."""
    cookie = f"{COOKIE}_{links.hash_of(token)[:12]}"
    opened = links.look_up(token, LinkPurpose.GUARDIAN_CONSENT, request.COOKIES.get(cookie, ""))
    if opened.link is None or opened.state != LinkState.OPEN:
        return _closed(request, WORDS[opened.state])
    if opened.is_bound_elsewhere:
        return _closed(request, ELSEWHERE)
    asked = asking.of_link(opened.link)
    learner = people.asked_about(asked) if asked else None
    if asked is None or learner is None or asked.state != RequestState.ASKED:
        return _closed(request, WORDS[None])
    if not opened.is_bound_here:
        return _prove(request, opened.link, learner, cookie)
    purpose = Purpose(asked.purpose)
    form = Decide(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        agrees = form.cleaned_data["answer"] == "yes"
        try:
            asking.answer(opened.link, asked, agrees=agrees, today=timezone.localdate())
        except NaruError:
            return _closed(request, WORDS[LinkState.USED])
        return _page(request, "privacy/link_done.html", {"agrees": agrees, "title": _("답을 전했습니다")})
    values = {
        "form": form,
        "learner": learner,
        "asked": asked,
        "entry": texts.text_on(purpose, timezone.localdate()),
        "recipient": asked.recipient.label if asked.recipient else "",
        "title": purpose.label,
    }
    return _page(request, "privacy/link.html", values, status=422 if form.is_bound else 200)


def _prove(request: HttpRequest, link: Any, learner: Any, cookie: str) -> HttpResponse:
    form = Prove(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["birth_date"] == learner.birth_date:
            secret = links.bind(link)
            if secret is None:
                return _closed(request, ELSEWHERE)
            answer = SeeOther(request.path)
            answer.set_cookie(
                cookie,
                secret,
                max_age=14 * 24 * 3600,
                path=request.path,
                secure=request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
            answer.headers["Referrer-Policy"] = "no-referrer"
            return answer
        links.fail(link)
        form.add_error("birth_date", _("생년월일이 맞지 않습니다. 여러 번 틀리면 링크가 잠깁니다."))
    values = {"form": form, "title": _("보호자 확인")}
    return _page(request, "privacy/link_prove.html", values, status=422 if form.is_bound else 200)
