"""Doing things from pages: one form or one button, one action, one answer.

def revise(request, pk):
    need = queries.one(request.user, pk)
    form = forms.Revise(request.POST or None)
    return deed.form_page(
        request, form,
        action=lambda cleaned: actions.revise_need(need=need, by=request.user, **cleaned),
        title=_("수요 고치기"), submit=_("고친 수요 남기기"),
        success=_("수요를 고쳤습니다."), back=reverse("demand:detail", args=[pk]),
    )

def close(request, pk):
    opening = queries.one(request.user, pk)
    return deed.press(request, lambda: actions.close(opening=opening, by=request.user),
                      success=_("공고를 마감했습니다."), back=reverse("placement:detail", args=[pk]))
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from naru.base.hangul import particles
from naru.base.rulebook.errors import Conflict, NaruError, RuleBroken
from naru.web.forms import Form

Back = str | Callable[[Any], str]


class SeeOther(HttpResponseRedirect):
    """303: what was sent is done, look there."""

    status_code = 303


def go(request: HttpRequest, url: str) -> HttpResponse:
    """303 to the next page; for HTMX the whole page moves there."""
    if getattr(request, "htmx", False):
        return HttpResponse(status=200, headers={"HX-Redirect": url})
    return SeeOther(url)


def perform(
    request: HttpRequest,
    form: Form | None,
    action: Callable[..., Any],
    success: Any,
    back: Back,
) -> HttpResponse | None:
    """Does it when the form holds; None when the form must be shown again, with its errors.

    `action` takes the cleaned values (nothing, when there is no form). NotAllowed and NotFound go on to the
    middleware; a broken rule or a conflict becomes a sentence on the form, or a message when there is none.
    """
    if form is not None and not form.is_valid():
        return None
    try:
        result = action(form.cleaned_data) if form is not None else action()
    except IntegrityError:
        taken = Conflict(_("같은 코드나 이름이 이미 있습니다. 다른 값으로 적어 주십시오."))
        if form is not None:
            form.refuse(taken)
            return None
        messages.error(request, sentence_of(taken))
        return go(request, back if isinstance(back, str) else request.path)
    except (RuleBroken, Conflict) as error:
        if form is not None:
            form.refuse(error)
            return None
        messages.error(request, sentence_of(error))
        return go(request, back if isinstance(back, str) else request.path)
    if success:
        messages.success(request, particles.settle(str(success)))
    return go(request, back(result) if callable(back) else back)


def sentence_of(error: NaruError) -> str:
    text = str(error.sentence) or str(error)
    return particles.settle(f"{text} ({error.article})" if error.article else text)


def form_page(
    request: HttpRequest,
    form: Form,
    *,
    action: Callable[[dict[str, Any]], Any],
    title: Any,
    submit: Any,
    success: Any,
    back: Back,
    cancel: str = "",
    intro: Any = "",
    crumbs: tuple[tuple[Any, str], ...] = (),
    template: str = "form.html",
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of one form: GET shows it, POST does it; with faults 422 and the form again."""
    if request.method == "POST":
        answer = perform(request, form, action, success, back)
        if answer is not None:
            return answer
    values = {
        "form": form,
        "title": particles.settle(str(title)),
        "submit": submit,
        "cancel": cancel or (back if isinstance(back, str) else ""),
        "intro": particles.settle(str(intro)),
        "crumbs": crumbs,
        **(extra or {}),
    }
    return render(request, template, values, status=422 if form.is_bound and form.errors else 200)


def press(request: HttpRequest, action: Callable[[], Any], *, success: Any, back: Back) -> HttpResponse:
    """One button, no form: POST only."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    answer = perform(request, None, action, success, back)
    return answer if answer is not None else HttpResponseNotAllowed(["POST"])
