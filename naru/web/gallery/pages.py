"""The component gallery: every part that pages are made of, in its states; only in development."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.web.forms import Form
from naru.web.listing import Link
from naru.web.templatetags.naru import TONES

LONG = "가나다라마바사아자차카타파하" * 6


class Sample(Form):
    """One field of each kind."""

    rules = {"text": _("한 줄로 적습니다.")}
    text = forms.CharField(label=_("이름"), help_text=_("예: 이차전지 기초과정 3기"))
    number = forms.IntegerField(label=_("인원"))
    day = forms.DateField(label=_("일자"), required=False)
    choice = forms.ChoiceField(label=_("종류"), choices=(("a", _("예")), ("b", _("아니요"))))
    many = forms.MultipleChoiceField(
        label=_("상태"), choices=(("a", _("예")), ("b", _("아니요"))), widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(label=_("이유"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label=_("예"), required=False)


@dataclass(frozen=True)
class Happening:
    """An event as the history shows it."""

    at: datetime
    verb: str
    actor: str
    actor_id: int | None
    why: str = ""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All components on one page."""
    values: dict[str, Any] = {
        "tones": sorted(set(TONES.values())),
        "notices": ("info", "success", "warning", "error"),
        "looks": ("primary", "secondary", "tertiary", "danger"),
        "sizes": ("small", "medium", "large"),
        "form": Sample(),
        "faulty": Sample({"text": "", "number": "x"}, prefix="faulty"),
        "long": LONG,
        "events": [
            Happening(datetime(2026, 6, 3, 5, 5, tzinfo=UTC), "training.complete", "naru", None),
            Happening(datetime(2026, 6, 2, 5, 5, tzinfo=UTC), "people.leave", "naru", None, LONG),
        ],
        "tabs": (Link(_("과정"), request.path), Link(_("참여"), "/")),
        "crumbs": ((_("도움말"), "/"), (_("부품 보기"), "")),
        "won": 350_000_000,
    }
    return render(request, "gallery/index.html", values)
