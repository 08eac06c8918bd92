"""Decisions of the room budget: what may be cut, committed, spent and returned; the execution rate."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from naru.base.rulebook import project_year
from naru.base.rulebook.dated import Dated
from naru.base.rulebook.dated import Entry as Since
from naru.base.rulebook.errors import RuleBroken
from naru.base.rulebook.number import Definition, percent
from naru.domain.budget.enums import EntryKind

EXECUTION_RATE = Definition(
    code="budget",
    version="2026.1",
    since=date(2025, 3, 1),
    korean="그 사업연도 재원 전체에서 지출한 금액(반납을 뺀 금액)의 비율.",
    english="Spent, less what was returned, as a share of all funds of the project year.",
    formula=gettext_noop("(지출 − 반납) ÷ 재원 금액 × 100"),
    unit="%",
    source="나루 정의",
)

#: By how much, in thousandths of the budget, spending may be behind the calendar before somebody is told.
BEHIND_PERMILLE: Dated[int] = Dated(
    "behind_permille",
    (Since(date(2000, 1, 1), 250, "설계 결정: 달력보다 4분의 1 넘게 늦으면 '늦음'", is_verified=False),),
)


def expected_permille(today: date) -> int:
    """Thousandths of a line that should be spent by a day: the part of the project year that is over, less the grace."""
    year = project_year.of(today)
    first, last = project_year.first_day(year), project_year.last_day(year)
    over = (today - first).days * 1000 // ((last - first).days + 1)
    return max(over - BEHIND_PERMILLE.on(today).value, 0)


@dataclass(frozen=True)
class Sums:
    """Won committed, spent and returned."""

    committed: int = 0
    spent: int = 0
    returned: int = 0

    @property
    def net(self) -> int:
        return self.spent - self.returned


def execution_rate(sums: Sums, amount: int) -> Decimal | None:
    """Net spending ÷ amount × 100, one decimal; None without money."""
    return percent(sums.net, amount)


def may_cut(fund_amount: int, already_cut: int, amount: int) -> None:
    """The lines of a fund may not exceed it."""
    if already_cut + amount > fund_amount:
        raise RuleBroken(
            _("재원 금액을 넘습니다. 남은 금액은 %(left)s원입니다.") % {"left": f"{fund_amount - already_cut:,}"}
        )


def may_enter(kind: EntryKind, line_amount: int, sums: Sums, amount: int) -> None:
    """Nobody commits or spends more than the line holds, nor returns more than was spent."""
    if amount <= 0:
        raise RuleBroken(_("금액은 1원 이상이어야 합니다."))
    if kind == EntryKind.SPEND and sums.net + amount > line_amount:
        raise RuleBroken(
            _("배정액을 넘는 지출입니다. 남은 금액은 %(left)s원입니다.") % {"left": f"{line_amount - sums.net:,}"}
        )
    if kind == EntryKind.COMMIT and sums.committed + amount > line_amount:
        raise RuleBroken(
            _("배정액을 넘는 원인행위입니다. 남은 금액은 %(left)s원입니다.")
            % {"left": f"{line_amount - sums.committed:,}"}
        )
    if kind == EntryKind.RETURN and amount > sums.net:
        raise RuleBroken(_("쓴 금액보다 많이 반납할 수 없습니다."))
