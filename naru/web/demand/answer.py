"""The page behind a firm's survey link: no account, no menu, nothing before the number, its own answers and no others."""

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
from naru.domain.demand import actions, queries
from naru.domain.demand.actions import Answered, Terms
from naru.domain.demand.enums import Confidence, Shift
from naru.domain.demand.models import Ask, Revision
from naru.web.deed import SeeOther
from naru.web.forms import Form, dress, refuse_resident_number

COOKIE = "naru_link"
NEW_ROWS = 2
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
QUARTERS = (("", _("정해지지 않음")), *((str(each), _("%(n)s분기") % {"n": each}) for each in range(1, 5)))
LEVELS = (("", _("정해지지 않음")), *((str(each), str(each)) for each in range(1, 9)))


class Prove(Form):
    """What only the addressee of a forwarded link would know."""

    number = forms.CharField(
        label=_("확인 번호"),
        max_length=12,
        help_text=_("지원센터가 따로 알려 드린 여섯 자리 숫자입니다."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class Answer(Form):
    """A card for each occupation that the firm spoke of before, filled with its last word, and empty ones for new."""

    def __init__(self, *arguments: Any, words: list[Revision], ask: Ask, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.words, self.ask = words, ask
        for number, said in enumerate(words):
            self._card(number, said)
        for number in range(len(words), len(words) + NEW_ROWS):
            self._card(number, None)

    def _card(self, number: int, said: Revision | None) -> None:
        if said is None:
            self._add(
                f"occupation_{number}",
                forms.ModelChoiceField(
                    label=_("직업"),
                    queryset=queries.occupations_for(self.ask),
                    required=False,
                    empty_label=_("고르십시오"),
                ),
            )
        self._add(
            f"headcount_{number}",
            forms.IntegerField(
                label=_("몇 명"),
                min_value=0,
                max_value=100_000,
                required=said is not None,
                initial=said.headcount if said else None,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            ),
        )
        sure = [("", _("고르십시오")), *Confidence.choices]
        self._add(
            f"confidence_{number}",
            forms.ChoiceField(
                label=_("얼마나 확실합니까"),
                choices=sure,
                required=said is not None,
                initial=said.confidence if said else "",
            ),
        )
        for name, label, choices in (
            ("quarter", _("언제"), QUARTERS),
            ("level", _("수준(1~8)"), LEVELS),
            ("shift", _("근무 형태"), (("", _("정해지지 않음")), *Shift.choices)),
        ):
            initial = getattr(said, name) if said else None
            self._add(
                f"{name}_{number}",
                forms.ChoiceField(label=label, choices=choices, required=False, initial=str(initial or "")),
            )
        place = (said.complex if said else "") or self.ask.firm.complex
        self._add(
            f"complex_{number}",
            forms.CharField(label=_("일할 곳(산업단지)"), max_length=80, required=False, initial=place),
        )
        if said is not None and said.need.year == self.ask.survey.year:
            self._add(
                f"reason_{number}",
                forms.CharField(
                    label=_("달라졌으면 까닭"), max_length=300, required=False, help_text=_("예: 증설이 미루어짐")
                ),
            )

    def _add(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field
        dress(field)
        if isinstance(field, forms.CharField):
            field.validators.append(refuse_resident_number)
        field.widget.attrs.setdefault("id", f"id_{name}")

    @property
    def cards(self) -> list[tuple[Revision | None, list[Any]]]:
        found = []
        for number in range(len(self.words) + NEW_ROWS):
            said = self.words[number] if number < len(self.words) else None
            names = [name for name in self.fields if name.rpartition("_")[2] == str(number)]
            found.append((said, [self[name] for name in names]))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(len(self.words), len(self.words) + NEW_ROWS):
            occupation, heads = cleaned.get(f"occupation_{number}"), cleaned.get(f"headcount_{number}")
            if heads is not None and occupation is None:
                self.add_error(f"occupation_{number}", _("어떤 직업인지 골라 주십시오."))
            if occupation is not None and heads is None and f"headcount_{number}" not in self.errors:
                self.add_error(f"headcount_{number}", _("몇 명인지 적어 주십시오."))
            if occupation is not None and not cleaned.get(f"confidence_{number}"):
                self.add_error(f"confidence_{number}", _("얼마나 확실한지 골라 주십시오."))
        return cleaned

    @property
    def lines(self) -> list[Answered]:
        found = []
        for number in range(len(self.words) + NEW_ROWS):
            said = self.words[number] if number < len(self.words) else None
            heads = self.cleaned_data.get(f"headcount_{number}")
            if heads is None:
                continue
            is_own = said is not None and said.need.year == self.ask.survey.year
            found.append(
                Answered(
                    need=said.need if said is not None and is_own else None,
                    occupation=said.need.occupation if said else self.cleaned_data[f"occupation_{number}"],
                    headcount=heads,
                    confidence=Confidence(self.cleaned_data[f"confidence_{number}"]),
                    terms=self._terms(number),
                    reason=self.cleaned_data.get(f"reason_{number}", ""),
                )
            )
        return found

    def _terms(self, number: int) -> Terms:
        given = self.cleaned_data
        quarter, level = given[f"quarter_{number}"], given[f"level_{number}"]
        return Terms(
            complex=given[f"complex_{number}"],
            quarter=int(quarter) if quarter else None,
            level=int(level) if level else None,
            shift=given[f"shift_{number}"],
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
    form = Answer(request.POST if request.method == "POST" else None, words=queries.to_answer(ask), ask=ask)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(link=link, ask=ask, rows=form.lines, today=timezone.localdate())
            return SeeOther(request.path)
        except NotFound:
            return _closed(request, WORDS[LinkState.USED])
        except NaruError as error:
            form.refuse(error)
    values = {"form": form, "ask": ask, "survey": ask.survey, "title": ask.survey.title}
    return _page(request, "demand/answer.html", values, status=422 if form.is_bound else 200)


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
