"""What everybody may read without signing in: the law's rules, what is processed without consent, the consent texts."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.privacy import law, texts
from naru.base.privacy.enums import Purpose


def is_english() -> bool:
    return (get_language() or "").startswith("en")


@login_not_required
@require_safe
def law_page(request: HttpRequest) -> HttpResponse:
    """PD1 to PD12: the rule, its article, and what Naru does."""
    today, english = timezone.localdate(), is_english()
    rows = []
    for each in law.PROVISIONS:
        entry = each.on(today)
        value = entry.value
        rows.append(
            {
                "code": each.name,
                "rule": value.english if english else value.korean,
                "done": value.done_english if english else value.done_korean,
                "article": entry.source,
                "since": entry.since,
            }
        )
    values = {"rows": rows, "title": _("개인정보 보호법과 나루"), "crumbs": ((_("개인정보 보호법과 나루"), ""),)}
    return render(request, "privacy/law.html", values)


@login_not_required
@require_safe
def lawful(request: HttpRequest) -> HttpResponse:
    """What a public body processes without consent, published apart from what is consented to (PD4)."""
    today, english = timezone.localdate(), is_english()
    rows = []
    for each in law.LAWFUL:
        entry = each.on(today)
        value = entry.value
        rows.append(
            {
                "what": value.english if english else value.korean,
                "items": value.items_english if english else value.items_korean,
                "until": value.until_english if english else value.until_korean,
                "article": entry.source,
                "is_verified": entry.is_verified,
            }
        )
    values = {
        "rows": rows,
        "title": _("동의 없이 처리하는 개인정보"),
        "crumbs": ((_("동의 없이 처리하는 개인정보"), ""),),
    }
    return render(request, "privacy/lawful.html", values)


@login_not_required
@require_safe
def text(request: HttpRequest, purpose: str) -> HttpResponse:
    """The words of a consent, as they stand today."""
    if purpose not in Purpose.values:
        raise Http404
    entry = texts.text_on(Purpose(purpose), timezone.localdate())
    values = {"entry": entry, "title": Purpose(purpose).label, "crumbs": ((Purpose(purpose).label, ""),)}
    return render(request, "privacy/text.html", values)
