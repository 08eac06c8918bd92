"""`naru digest`: the weekly mail of what waits, to whoever asked for it; meant for a daily timer."""

from django.utils import timezone

from naru.web.desk import digest


def run(is_trial: bool) -> int:
    """Sends what is due and prints how many; 1 when a mail could not be handed over."""
    found = digest.send(timezone.localdate(), is_trial=is_trial)
    word = "보낼 것" if is_trial else "보냄"
    print(f"{word} {found.sent}, 기다리는 일 없음 {found.nothing}, 못 보냄 {found.failed}")
    return 1 if found.failed else 0
