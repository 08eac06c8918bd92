"""A download of persons' data asks why first; the reason stands in the access log.

Source: 개인정보의 안전성 확보조치 기준 (the reason of a download is checked in the monthly review).
"""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import shown
from naru.base.accounts.models import User
from naru.base.audit import looks
from naru.web.forms import Form

WHY = (
    ("work", _("맡은 학생을 지도하거나 지원하기 위해")),
    ("report", _("보고서나 통계를 만들기 위해")),
    ("check", _("자료가 맞는지 확인하기 위해")),
    ("law", _("법령에 따른 요구에 답하기 위해")),
    ("other", _("그 밖의 이유")),
)
LEAST_WORDS = 5


class Reason(Form):
    """Why persons' data is downloaded: one of the usual reasons, and a sentence."""

    why = forms.ChoiceField(label=_("왜 내려받습니까"), choices=WHY, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("무엇에 쓰는지 적어 주십시오"),
        min_length=LEAST_WORDS,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("개인정보 보호책임자가 달마다 읽습니다. 예: 6월 취업 상담 대상자 명단 확인"),
        error_messages={"min_length": _("5자 이상 적어 주십시오.")},
    )

    @property
    def reason(self) -> str:
        return f"{dict(WHY)[self.cleaned_data['why']]}: {self.cleaned_data['words']}"


def asks_reason(model: type[models.Model], viewer: User) -> bool:
    """True for rows that are persons' data, unless the viewer sees no more than their own."""
    return bool(shown.person_path(model)) and not looks.is_only_for_self(viewer)


def form_of(request: HttpRequest) -> Reason:
    return Reason(request.POST if request.method == "POST" else None)


def ask(request: HttpRequest, form: Reason, title: Any, count: int, back: str) -> HttpResponse:
    """The page that asks; it sends the answer to its own address."""
    values = {
        "form": form,
        "title": _("내려받는 이유"),
        "submit": _("내려받기"),
        "cancel": back,
        "list_title": title,
        "count": count,
        "crumbs": ((title, back), (_("내려받기"), "")),
    }
    return render(request, "export.html", values, status=422 if form.is_bound else 200)
