"""Decisions about seats that an opening keeps for a group: minority reserves, open to all when the group wants no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.domain.placement.enums import OpeningState, ReserveFor

MOST_RESERVES = 3
#: Preferring one sex for a time, to mend an inequality that exists, is no discrimination.
WOMEN: Dated[str] = Dated(
    "women_reserve",
    (Entry(date(2006, 3, 1), "적극적 고용개선조치", "남녀고용평등법 제2조 제3호", is_verified=False),),
)


@dataclass(frozen=True)
class Kept:
    """Seats for one group; key: of the agreement, the school or the district, nothing for women and graduates."""

    kind: ReserveFor
    key: int | None
    seats: int


def may_keep(state: OpeningState, seats: int, given: Sequence[Kept], is_unknown: bool = False) -> None:
    """Only while nobody relies on the opening, each group once, and no more seats than there are."""
    if state != OpeningState.DRAFT:
        raise Conflict(_("초안인 공고만 고칠 수 있습니다."))
    if len(given) > MOST_RESERVES:
        raise RuleBroken(_("우선배정석은 %(most)s가지까지입니다.") % {"most": MOST_RESERVES})
    if len({(each.kind, each.key) for each in given}) != len(given):
        raise RuleBroken(_("같은 사람들을 두 번 적었습니다."))
    if is_unknown:
        raise RuleBroken(_("이 지구의 협약, 학교, 지구만 고를 수 있습니다."))
    if any(each.seats < 1 for each in given):
        raise RuleBroken(_("자리는 하나 이상이어야 합니다."))
    if sum(each.seats for each in given) > seats:
        raise RuleBroken(
            _("우선배정석을 모두 더하면 모집 인원 %(seats)s명을 넘습니다.") % {"seats": seats}, field="seats_1"
        )


def left(reserves: Sequence[tuple[int, int]], taken: Mapping[int, int], free: int) -> dict[int, int]:
    """Reserve → its seats that are still to be kept: (reserve, seats) in order, `taken` by its own group, `free` in all."""
    found = {}
    for key, seats in reserves:
        found[key] = min(max(seats - taken.get(key, 0), 0), free)
        free -= found[key]
    return found
