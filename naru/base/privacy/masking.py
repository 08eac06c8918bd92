"""What a person who may not see personal data is shown instead."""

from datetime import date

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import SEES_PERSONS
from naru.base.rulebook.number import is_hidden


def mask_name(name: str) -> str:
    """The first syllable and two stars: 김**; an example's mark stays."""
    mark, _, rest = name.rpartition(" ")
    return f"{mark} {rest[:1]}**" if mark == "예시" else f"{name[:1]}**"


def mask_number(number: str) -> str:
    """The first two signs, then stars as long as the rest."""
    return number[:2] + "*" * max(len(number) - 2, 0)


def sees_persons(viewer: User) -> bool:
    """True for roles that work with other people's data; the others see masked names of whom they may list."""
    return any(standing.role in SEES_PERSONS for standing in access.standings(viewer))


def shown_name(name: str, viewer: User, *, is_own: bool = False) -> str:
    """The name whole for whoever works with it or owns it, masked for the rest."""
    return name if is_own or sees_persons(viewer) else mask_name(name)


def shown_count(count: int | None, viewer: User, day: date) -> int | None:
    """A count of persons as this viewer may know it: nothing below the minimum, unless they work with the persons."""
    if count is None or sees_persons(viewer):
        return count
    return None if is_hidden(count, day) else count
