"""Deeds at a person's own desk: `by` is the person, and only their rows are touched."""

from datetime import date

from django.core import signing
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.base.desk.models import ColumnChoice, DigestChoice, SavedFilter, Seen
from naru.base.rulebook.errors import NotAllowed, NotFound, RuleBroken

MOST_FILTERS = 30
STOP = "naru.desk.digest.stop"


def _signed_in(by: User) -> None:
    if not by.is_authenticated or not by.is_active:
        raise NotAllowed(_("로그인한 뒤에 할 수 있습니다."))


def keep_filter(*, path: str, name: str, query: str, by: User) -> SavedFilter:
    """Keeps the view of a list under a name; the same name again takes the new view."""
    _signed_in(by)
    name = name.strip()
    if not name:
        raise RuleBroken(_("조건의 이름을 적어 주십시오. 예: 3학년 미취업"), field="name")
    if len(name) > 60 or len(query) > 500:
        raise RuleBroken(_("이름은 60자, 조건은 500자까지 저장할 수 있습니다."), field="name")
    rows = SavedFilter.objects.visible_to(by).filter(path=path)
    if not rows.filter(name=name).exists() and rows.count() >= MOST_FILTERS:
        raise RuleBroken(_("한 목록에 저장할 수 있는 조건은 30개입니다. 쓰지 않는 것을 지워 주십시오."), field="name")
    return SavedFilter.objects.update_or_create(user=by, path=path, name=name, defaults={"query": query})[0]


def drop_filter(*, pk: int, by: User) -> SavedFilter:
    """Drops one of the person's own saved filters. Raises NotFound for anybody else's."""
    _signed_in(by)
    found = SavedFilter.objects.visible_to(by).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    found.delete()
    return found


def choose_columns(*, path: str, columns: list[str], by: User) -> None:
    """Remembers the columns of a list; no columns go back to the list's own."""
    _signed_in(by)
    if columns:
        ColumnChoice.objects.update_or_create(user=by, path=path, defaults={"columns": columns[:60]})
    else:
        ColumnChoice.objects.visible_to(by).filter(path=path).delete()


def choose_digest(*, is_wanted: bool, language: str, by: User) -> DigestChoice:
    """Asks for the weekly mail, or stops it."""
    _signed_in(by)
    values = {"is_wanted": is_wanted, "language": language if language in {"ko", "en"} else "ko"}
    return DigestChoice.objects.update_or_create(user=by, defaults=values)[0]


def put_away(*, what: str, by: User) -> None:
    """Remembers that the person has seen something."""
    _signed_in(by)
    Seen.objects.get_or_create(user=by, what=what[:60])


def show_again(*, what: str, by: User) -> None:
    """Forgets that the person has seen what begins with `what`."""
    _signed_in(by)
    Seen.objects.visible_to(by).filter(what__startswith=what).delete()


def stop_token(choice: DigestChoice) -> str:
    """What the way out of the mail carries: signed, for this one purpose, without personal data."""
    return signing.dumps(choice.pk, salt=STOP)


def read_stop_token(token: str) -> DigestChoice:
    """The choice that a token speaks of. Raises NotFound when it is not ours or the choice is gone."""
    try:
        number = signing.loads(token, salt=STOP)
    except signing.BadSignature:
        number = None
    found = DigestChoice.objects.filter(pk=number).first() if isinstance(number, int) else None
    if found is None:
        raise NotFound(_("이 주소로는 메일을 그만 받을 수 없습니다. 로그인한 뒤 ‘내 설정’에서 바꾸어 주십시오."))
    return found


def stop_digest(*, token: str) -> DigestChoice:
    """Stops the mail by the link in it, without signing in: all that the link can do."""
    found = read_stop_token(token)
    DigestChoice.objects.filter(pk=found.pk).update(is_wanted=False)
    return found


def mark_sent(*, choice: DigestChoice, on: date) -> bool:
    """Claims the sending of today; False when another run was first."""
    rows = DigestChoice.objects.filter(pk=choice.pk, is_wanted=True, last_sent_on=choice.last_sent_on)
    return bool(rows.update(last_sent_on=on))


def mark_unsent(*, choice: DigestChoice) -> None:
    """Gives the claim back when the mail could not be handed over."""
    DigestChoice.objects.filter(pk=choice.pk).update(last_sent_on=choice.last_sent_on)
