"""What of a person an answer may show to its reader.

Whoever works with other people's data sees it whole; a learner and the learner's guardian see their own; all others
see masked names, and nothing in place of any other personal field. Birth dates, e-mail and phone are shown only to
those who work with other people's data.
"""

from functools import cached_property
from typing import TypeVar

from naru.api.shapes import Reference
from naru.base.accounts import access
from naru.base.accounts.enums import Role
from naru.base.accounts.models import User
from naru.base.privacy import masking
from naru.domain.people import queries as people
from naru.domain.people.models import Learner

T = TypeVar("T")


class Eyes:
    """One reader of one answer."""

    def __init__(self, viewer: User) -> None:
        self.viewer = viewer
        self.sees_persons = masking.sees_persons(viewer)

    @cached_property
    def _wards(self) -> frozenset[int]:
        is_guardian = any(standing.role == Role.GUARDIAN for standing in access.standings(self.viewer))
        return frozenset(people.wards(self.viewer).values_list("pk", flat=True)) if is_guardian else frozenset()

    def owns(self, learner: Learner) -> bool:
        """True for the learner and the learner's guardian."""
        return learner.user_id == self.viewer.pk or learner.pk in self._wards

    def may_see(self, learner: Learner) -> bool:
        return self.sees_persons or self.owns(learner)

    def name(self, name: str, *, is_own: bool = False) -> str:
        return masking.shown_name(name, self.viewer, is_own=is_own) if name else ""

    def number(self, number: str, *, is_own: bool = False) -> str:
        return number if is_own or self.sees_persons else masking.mask_number(number)

    def learner(self, learner: Learner) -> Reference:
        """The learner's reference; number and name masked for whoever may not see them."""
        is_own = not self.sees_persons and self.owns(learner)
        return Reference(
            id=learner.pk,
            code=self.number(learner.number, is_own=is_own),
            name=self.name(learner.name, is_own=is_own),
        )

    def personal(self, value: T, learner: Learner) -> T | None:
        """A personal field of a learner that is no name: whole, or nothing."""
        return value if self.may_see(learner) else None

    def contact(self, value: T) -> T | None:
        """Birth date, e-mail or phone."""
        return value if self.sees_persons else None
