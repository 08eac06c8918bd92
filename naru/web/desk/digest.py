"""The weekly mail: what waits for a person, as counts and addresses; no name of anybody, and a way out in one click."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.desk import actions, queries
from naru.base.desk.models import DigestChoice
from naru.web import worklist


@dataclass(frozen=True)
class Sent:
    """What a run did: mails sent, people for whom nothing waits, addresses that refused."""

    sent: int
    nothing: int
    failed: int


def waiting(viewer: User, today: date) -> list[worklist.Item]:
    """What waits for this person, in all their districts: counted as on their home page."""
    return worklist.of(viewer, None, today)


def mail_of(choice: DigestChoice, tasks: list[worklist.Item]) -> EmailMultiAlternatives:
    """The mail in the person's language; its way out works without signing in (RFC 8058)."""
    site = settings.SITE_ADDRESS.rstrip("/")
    stop = f"{site}{reverse('desk:stop', args=[actions.stop_token(choice)])}"
    with translation.override(choice.language):
        values = {"tasks": tasks, "site": site, "stop": stop}
        subject = render_to_string("desk/digest_subject.txt", values).strip()
        text = render_to_string("desk/digest.txt", values)
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMultiAlternatives(subject, text, None, [choice.user.email], headers=headers)


def send(today: date, *, is_trial: bool = False) -> Sent:
    """Sends what is due, each once a week however often it runs; a trial sends nothing.

    Whoever has no role today gets nothing. A mail that could not be handed over is tried again by the next run.
    """
    sent = nothing = failed = 0
    for choice in list(queries.due_digests(today)):
        with translation.override(choice.language):
            tasks = waiting(choice.user, today) if access.standings(choice.user) else []
        if not tasks:
            nothing += 1
            continue
        if is_trial:
            sent += 1
            continue
        if not actions.mark_sent(choice=choice, on=today):
            continue
        try:
            mail_of(choice, tasks).send()
            sent += 1
        except OSError:
            actions.mark_unsent(choice=choice)
            failed += 1
    return Sent(sent, nothing, failed)
