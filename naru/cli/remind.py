"""`naru remind`: mails firms that have not answered a survey, when their day has come; meant for a daily timer."""

from django.utils import timezone

from naru.web.demand import letters


def run(is_trial: bool) -> int:
    """Sends what is due and prints how many; 1 when a mail could not be handed over."""
    found = letters.send_due(timezone.localdate(), is_trial=is_trial)
    word = "보낼 것" if is_trial else "보냄"
    print(f"{word} {found.sent}, 그사이 답했거나 멈춘 것 {found.passed}, 못 보냄 {found.failed}")
    return 1 if found.failed else 0
