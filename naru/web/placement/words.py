"""What came out of a round, in sentences that name nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from naru.base.hangul import particles
from naru.domain.placement.enums import Exclusion, Reason
from naru.domain.placement.models import Unreached
from naru.domain.placement.queries.explained import Result
from naru.domain.placement.queries.reserves import Group
from naru.domain.placement.rules import eligible
from naru.domain.placement.rules import rounds as rules


@dataclass(frozen=True)
class Line:
    """One wish that was not reached: its rank, its firm and opening, why, and the article behind it."""

    rank: int
    firm: str
    title: str
    opening: int
    words: str
    article: str


def lines(found: Result) -> list[Line]:
    return [
        Line(
            rank=each.choice_rank,
            firm=each.place.opening.firm.label,
            title=each.place.opening.title,
            opening=each.place.opening_id,
            words=particles.settle(_why(each, found)),
            article=_article(each, found),
        )
        for each in found.missed
    ]


def _article(each: Unreached, found: Result) -> str:
    if each.reason != Reason.NOT_ACCEPTED or found.run.made_at is None:
        return ""
    return rules.source_of(Exclusion(each.exclusion), found.run.made_at.date())


def _why(each: Unreached, found: Result) -> str:
    values: dict[str, Any] = {"above": each.above, "own": each.priority_rank, "last": each.last}
    if each.reason == Reason.NOT_ACCEPTED:
        return _excluded(each, found)
    if each.reason == Reason.FILLED:
        return (
            _(
                "앞선 순위의 %(above)s명으로 자리가 모두 찼습니다. 기업이 매긴 순위는 %(own)s위, 마지막으로 배정된 순위는 %(last)s위입니다."
            )
            % values
        )
    if each.reason == Reason.LOTTERY:
        return _(
            "마지막 자리를 같은 순위(%(own)s위)인 사람들이 추첨으로 나누었고, 추첨에서 되지 않았습니다. 추첨 씨앗은 %(seed)s입니다."
        ) % {**values, "seed": found.run.seed}
    if each.reason == Reason.NO_SEATS:
        return _("회차를 확정할 때 이 공고에 빈자리가 없었습니다.")
    if each.reason == Reason.RESERVED:
        return _reserved(each, found)
    return _("배정될 수 있었지만, 모든 학생의 희망 순위 합이 더 나아지도록 다른 곳에 배정되었습니다.")


def kept(groups: Iterable[Group]) -> str:
    """For whom seats are kept and how many, in one phrase."""
    return ", ".join(
        _("%(whom)s %(seats)s자리") % {"whom": each.whom, "seats": each.seats} for each in groups if each.whom
    )


def _reserved(each: Unreached, found: Result) -> str:
    """Somebody ranked below sits there, on a seat of their group."""
    values = {"kept": kept(found.kept.get(each.place_id, ())), "own": each.priority_rank}
    return (
        _(
            "이 공고는 우선배정석(%(kept)s)을 그 학생들에게 먼저 줍니다. "
            "나머지 자리는 앞선 순위의 사람들로 찼습니다. 기업이 매긴 순위는 %(own)s위입니다."
        )
        % values
    )


def _excluded(each: Unreached, found: Result) -> str:
    kind = Exclusion(each.exclusion)
    if kind == Exclusion.UNACCEPTABLE:
        if found.may_know_code and each.unacceptable:
            return _("기업이 받지 않기로 했습니다. 까닭: %(why)s.") % {"why": each.get_unacceptable_display()}
        return _("기업이 받지 않기로 했습니다. 이 회차에서는 까닭을 알리지 않습니다.")
    if kind == Exclusion.BARRED:
        return _("지원센터가 이 배정을 제외했습니다. 까닭: %(why)s") % {"why": each.words}
    if kind in eligible.SENTENCES:
        return eligible.sentence_of(kind, each.words)
    return {
        Exclusion.NO_CONSENT: _("이 기업에 자료를 보이는 데 동의하지 않아 기업이 심사하지 못했습니다."),
        Exclusion.NOT_RANKED: _("기업이 심사 마감까지 순위를 매기지 않았습니다."),
    }.get(kind, _("짝이 될 수 없는 공고입니다."))
