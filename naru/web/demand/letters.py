"""Mail to firms that were asked: the link in it, the number never; a way out in one click; each at most once a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from naru.base.rulebook.errors import RuleBroken
from naru.domain.demand import actions, queries
from naru.domain.demand.models import Ask

#: A firm has no account and so no chosen language: both, Korean first.
LANGUAGES = ("ko", "en")


@dataclass(frozen=True)
class Sent:
    """What a run did: reminders sent, those whose day passed meanwhile, addresses that refused."""

    sent: int
    passed: int
    failed: int


def mail_of(ask: Ask, token: str, *, is_reminder: bool) -> EmailMultiAlternatives:
    """The mail with the link; its way out works without signing in (RFC 8058)."""
    site = settings.SITE_ADDRESS.rstrip("/")
    stop = f"{site}{reverse('demand:stop', args=[queries.stop_token(ask)])}"
    address = f"{site}{reverse('demand:answer', args=[token])}"
    values = {"ask": ask, "survey": ask.survey, "address": address, "stop": stop, "is_reminder": is_reminder}
    texts = []
    for language in LANGUAGES:
        with translation.override(language):
            texts.append(render_to_string("demand/letter.txt", values).strip())
    with translation.override(LANGUAGES[0]):
        subject = render_to_string("demand/letter_subject.txt", values).strip()
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMultiAlternatives(subject, "\n\n----\n\n".join(texts) + "\n", None, [ask.email], headers=headers)


def post(ask: Ask, token: str, *, is_reminder: bool) -> bool:
    """Hands the mail over; False when the mail server would not take it."""
    try:
        mail_of(ask, token, is_reminder=is_reminder).send()
    except OSError:
        return False
    return True


def send_due(today: date, *, is_trial: bool = False) -> Sent:
    """Reminds every firm whose day has come, once however often it runs; a trial sends nothing."""
    due: Iterable[Ask] = queries.due_reminders(today)
    sent = passed = failed = 0
    for ask in due:
        if is_trial:
            sent += 1
            continue
        try:
            token = actions.remind_by_timer(ask=ask, today=today)
        except RuleBroken:  # answered, stopped or reminded while the run was under way
            passed += 1
            continue
        if post(ask, token, is_reminder=True):
            sent += 1
        else:
            actions.take_back_reminder(ask=ask, today=today)
            failed += 1
    return Sent(sent, passed, failed)
