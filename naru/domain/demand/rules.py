"""Decisions of the room demand: how sure a word weighs, and when it may be said again."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.errors import RuleBroken
from naru.base.rulebook.number import Definition
from naru.domain.demand.enums import Confidence

WEIGHTS: Dated[dict[Confidence, Decimal]] = Dated(
    "confidence_weights",
    (
        Entry(
            date(2000, 1, 1),
            {
                Confidence.IDEA: Decimal("0.2"),
                Confidence.PLANNED: Decimal("0.5"),
                Confidence.BUDGETED: Decimal("0.8"),
                Confidence.CONTRACTED: Decimal("1"),
            },
            "설계 결정: 과거 수요와 채용이 쌓이기 전의 첫 가중치",
            is_verified=False,
        ),
    ),
)

DEMAND = Definition(
    code="demand",
    version="2026.1",
    since=date(2025, 3, 1),
    korean="그 해에 채용하겠다고 기업이 가장 최근에 밝힌 인원의 합(가중 전). 기준은 그 해 수요를 밝힌 기업 수입니다.",
    english="Head-count that firms last said they would hire in the year, unweighted; base: firms that said so.",
    formula=gettext_noop("Σ 현재 차수의 인원"),
    unit="명",
    source="나루 정의",
)


def weight_of(confidence: Confidence, day: date) -> Decimal:
    """How much a head-count of this confidence weighs on a day, 0 to 1."""
    return WEIGHTS.on(day).value[confidence]


def may_state(headcount: int, said_on: date, wanted: list[int]) -> None:
    """`wanted`: importances, each 1 to 5."""
    if headcount < 0:
        raise RuleBroken(_("인원은 0 이상이어야 합니다."))
    if any(not 1 <= importance <= 5 for importance in wanted):
        raise RuleBroken(_("중요도는 1에서 5까지입니다."))


def may_revise(last_said_on: date, said_on: date, reason: str) -> None:
    """A later word has a reason and is not said before the word it replaces."""
    if said_on < last_said_on:
        raise RuleBroken(
            _("이전 차수(%(day)s)보다 앞선 날에 밝힌 내용은 더할 수 없습니다.") % {"day": last_said_on.isoformat()}
        )
    if not reason.strip():
        raise RuleBroken(_("바뀐 까닭을 적어 주세요."))
