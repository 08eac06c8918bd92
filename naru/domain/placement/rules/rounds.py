"""Decisions about a round: its states and days, wishes, criteria and ranks, which pairs the law keeps apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.domain.demand.enums import Shift
from naru.domain.placement import rules
from naru.domain.placement.enums import Exclusion, Method
from naru.domain.placement.enums import ListState as List
from naru.domain.placement.enums import RoundState as Round

STEPS: dict[Round, frozenset[Round]] = {
    Round.ANNOUNCED: frozenset({Round.WISHES, Round.CANCELLED}),
    Round.WISHES: frozenset({Round.RANKING, Round.CANCELLED}),
    Round.RANKING: frozenset({Round.FROZEN, Round.CANCELLED}),
    Round.FROZEN: frozenset({Round.COMPUTED, Round.CANCELLED}),
    Round.COMPUTED: frozenset({Round.FROZEN, Round.REVIEWED, Round.CANCELLED}),
    Round.REVIEWED: frozenset({Round.FROZEN, Round.CONFIRMED, Round.CANCELLED}),
    Round.CONFIRMED: frozenset({Round.FROZEN, Round.OFFERED, Round.CANCELLED}),
    Round.OFFERED: frozenset({Round.CLOSED}),
    Round.CLOSED: frozenset(),
    Round.CANCELLED: frozenset(),
}
LIST_STEPS: dict[List, frozenset[List]] = {
    List.DRAFT: frozenset({List.DRAFT, List.SUBMITTED, List.WITHDRAWN}),
    List.SUBMITTED: frozenset({List.DRAFT, List.SUBMITTED, List.WITHDRAWN}),
    List.WITHDRAWN: frozenset({List.DRAFT, List.SUBMITTED}),
}
#: A round that still counts: its learners and openings are bound to it.
LIVE = frozenset(set(Round) - {Round.CLOSED, Round.CANCELLED})
#: Seats are promised to the calculation: nobody offers them beside it.
BINDING = frozenset({Round.FROZEN, Round.COMPUTED, Round.REVIEWED, Round.CONFIRMED})
#: Calculated or not, nothing is confirmed: pairs can be barred, and it can be calculated again.
UNSETTLED = frozenset({Round.FROZEN, Round.COMPUTED, Round.REVIEWED})
#: The firm sees who agreed to be seen.
OPEN_TO_FIRMS = frozenset({Round.RANKING, *BINDING, Round.OFFERED})
#: What came out may be read by whom it is about.
TOLD = frozenset({Round.OFFERED, Round.CLOSED})
MOST_POINTS = 10
ALL_WEIGHT = 100
MOST_CRITERIA = 8

HARMFUL_AGE: Dated[int] = Dated("harmful_work_age", (Entry(date(1997, 3, 13), 18, "근로기준법 제65조 제1항"),))
NIGHT_AGE: Dated[int] = Dated("night_work_age", (Entry(date(1997, 3, 13), 18, "근로기준법 제70조 제2항"),))
HOURS_AGE: Dated[int] = Dated("young_hours_age", (Entry(date(1997, 3, 13), 18, "근로기준법 제69조"),))
#: Hours of a week for those under 18: 35, and 5 more by agreement.
YOUNG_HOURS: Dated[int] = Dated("young_hours", (Entry(date(2018, 7, 1), 40, "근로기준법 제69조"),))
AUTOMATED: Dated[str] = Dated(
    "person_decides", (Entry(date(2024, 3, 15), "사람이 확정한다", "개인정보 보호법 제37조의2"),)
)


@dataclass(frozen=True)
class Work:
    """What of an opening the law and the firm's own condition ask an age for; starts: the first day of work."""

    starts: date
    is_harmful: bool = False
    shift: str = ""
    hours: int | None = None
    least_age: int | None = None


def may_become(now: Round, then: Round) -> None:
    if then not in STEPS[now]:
        raise Conflict(
            _("'%(now)s' 상태의 회차는 '%(then)s' 상태가 될 수 없습니다.") % {"now": now.label, "then": then.label}
        )


def list_may_become(now: List, then: List) -> None:
    if then not in LIST_STEPS[now]:
        raise Conflict(
            _("'%(now)s' 상태의 희망 목록은 '%(then)s' 상태가 될 수 없습니다.") % {"now": now.label, "then": then.label}
        )


def days(wishes_from: date, wishes_until: date, ranks_until: date, answer_by: date, today: date) -> None:
    """The days of a round follow one another, and wishes can still be made."""
    if wishes_until < wishes_from:
        raise RuleBroken(_("희망 마감은 희망 받기 시작보다 앞설 수 없습니다."), field="wishes_until")
    if ranks_until <= wishes_until:
        raise RuleBroken(_("기업 심사 마감은 희망 마감 뒤여야 합니다."), field="ranks_until")
    if answer_by <= ranks_until:
        raise RuleBroken(_("제안 답변 기한은 기업 심사 마감 뒤여야 합니다."), field="answer_by")
    if answer_by < today:
        raise RuleBroken(_("답변 기한은 오늘이나 그 뒤여야 합니다."), field="answer_by")


def may_change_days(state: Round) -> None:
    if state not in LIVE or state == Round.OFFERED:
        raise Conflict(_("제안을 보냈거나 끝난 회차의 날짜는 고칠 수 없습니다."))


def may_open_wishes(wishes_from: date, wishes_until: date, today: date, without_criteria: Sequence[str]) -> None:
    """Everybody knows what the firms look at before anybody wishes."""
    if today < wishes_from:
        raise Conflict(_("희망은 %(day)s부터 받습니다.") % {"day": wishes_from.isoformat()})
    if today > wishes_until:
        raise Conflict(
            _("희망 마감(%(day)s)이 지났습니다. 날짜를 먼저 고쳐 주십시오.") % {"day": wishes_until.isoformat()}
        )
    if without_criteria:
        raise RuleBroken(
            _("선발 기준을 밝히지 않은 공고가 있습니다: %(names)s") % {"names": ", ".join(without_criteria[:5])}
        )


def may_wish(state: Round, wishes_from: date, wishes_until: date, today: date, has_job: bool, is_here: bool) -> None:
    if state != Round.WISHES or not wishes_from <= today <= wishes_until:
        raise Conflict(_("지금은 희망을 받는 때가 아닙니다."))
    if not is_here:
        raise RuleBroken(_("이 지구 학교의 학생과 졸업생만 희망을 낼 수 있습니다."))
    if has_job:
        raise RuleBroken(_("이미 취업이 확정되어 희망을 낼 수 없습니다."))


def wishes(places: Sequence[int], known: frozenset[int], most: int, submits: bool) -> None:
    """A list names each opening of the round at most once; what is sent names at least one."""
    if len(set(places)) != len(places):
        raise RuleBroken(_("같은 공고를 두 번 희망할 수 없습니다."))
    if not set(places) <= known:
        raise RuleBroken(_("이 회차에 없는 공고입니다."))
    if len(places) > most:
        raise RuleBroken(_("희망은 %(most)s개까지 적을 수 있습니다.") % {"most": most})
    if submits and not places:
        raise RuleBroken(_("희망을 하나 이상 골라 주십시오."))


def may_start_ranking(wishes_until: date, ranks_until: date, today: date) -> None:
    if today <= wishes_until:
        raise Conflict(_("희망 마감(%(day)s)이 지나야 심사를 시작할 수 있습니다.") % {"day": wishes_until.isoformat()})
    if today > ranks_until:
        raise Conflict(_("기업 심사 마감이 지났습니다. 날짜를 먼저 고쳐 주십시오."))


def may_state_criteria(state: Round, given: Sequence[tuple[str, int]]) -> None:
    if state != Round.ANNOUNCED:
        raise Conflict(_("선발 기준은 희망을 받기 전에만 정할 수 있습니다."))
    if not 0 < len(given) <= MOST_CRITERIA:
        raise RuleBroken(_("선발 기준은 1개부터 %(most)s개까지입니다.") % {"most": MOST_CRITERIA})
    if len({name for name, _weight in given}) != len(given):
        raise RuleBroken(_("이름이 같은 기준이 있습니다."))
    if any(weight <= 0 for _name, weight in given) or sum(weight for _name, weight in given) != ALL_WEIGHT:
        raise RuleBroken(_("비중은 모두 더해 100 %여야 합니다."))


def may_assess(state: Round, ranks_until: date, today: date, ranked_on: date | None) -> None:
    if state != Round.RANKING or today > ranks_until:
        raise Conflict(_("지금은 심사하는 때가 아닙니다."))
    if ranked_on is not None:
        raise Conflict(_("이미 심사를 냈습니다. 고치려면 지원센터에 알려 주십시오."))


def total_of(points: Mapping[int, int], weights: Mapping[int, int]) -> int:
    """Points × weights, 0 to 1,000; every criterion is scored, from 0 to 10."""
    if set(points) != set(weights):
        raise RuleBroken(_("모든 기준에 점수를 적어 주십시오."))
    if any(not 0 <= each <= MOST_POINTS for each in points.values()):
        raise RuleBroken(_("점수는 0부터 %(most)s까지입니다.") % {"most": MOST_POINTS})
    return sum(points[key] * weights[key] for key in weights)


def ranks_of(totals: Mapping[int, int]) -> dict[int, int]:
    """Ranks from totals, the highest first; equal totals share a rank: 90, 80, 80, 70 are 1, 2, 2, 4."""
    found: dict[int, int] = {}
    ordered = sorted(totals.items(), key=lambda each: -each[1])
    for position, (key, total) in enumerate(ordered, 1):
        tied = position > 1 and ordered[position - 2][1] == total
        found[key] = found[ordered[position - 2][0]] if tied else position
    return found


def may_freeze(state: Round, ranks_until: date, today: date, unranked: int) -> None:
    """After the firms' last day, or as soon as every firm has handed in."""
    if state != Round.RANKING:
        raise Conflict(_("심사 중인 회차만 입력을 확정할 수 있습니다."))
    if today <= ranks_until and unranked:
        raise Conflict(
            _("기업 심사 마감(%(day)s) 전이고 심사를 내지 않은 공고가 %(count)s건 있습니다.")
            % {"day": ranks_until.isoformat(), "count": unranked}
        )


def may_ask_run(state: Round, is_working: bool) -> None:
    """Also again, before it is confirmed: somebody may have taken wishes or consent back."""
    if state not in UNSETTLED:
        raise Conflict(_("입력을 확정한 회차만 계산할 수 있습니다."))
    if is_working:
        raise Conflict(_("이미 계산하고 있습니다."))


def may_record(is_stale: bool) -> None:
    """What was calculated is written only while its input is still the input."""
    if is_stale:
        raise Conflict(_("계산하는 동안 희망이나 동의, 제외한 짝이 바뀌었습니다. 다시 계산해 주십시오."))


def may_bar(state: Round, reason: str, is_wished: bool, is_barred: bool) -> None:
    if state not in UNSETTLED:
        raise Conflict(_("입력을 확정한 뒤, 결과를 확정하기 전에만 짝을 제외할 수 있습니다."))
    if not reason.strip():
        raise RuleBroken(_("제외하는 까닭을 적어 주십시오."), field="reason")
    if not is_wished:
        raise RuleBroken(_("이 학생이 희망한 공고가 아닙니다."))
    if is_barred:
        raise Conflict(_("이미 제외한 짝입니다."))


def may_confirm(state: Round, run: int | None, given: int, why: str, is_stale: bool, today: date) -> None:
    """A person confirms the very calculation that was shown, on the input as it is now."""
    may_become(state, Round.CONFIRMED)
    if run != given:
        raise Conflict(_("그사이에 다시 계산했습니다. 새 결과를 보고 확정해 주십시오."))
    if not why.strip():
        raise RuleBroken(_("확정하는 까닭을 적어 주십시오."), article=AUTOMATED.on(today).source, field="why")
    if is_stale:
        raise Conflict(_("계산한 뒤에 희망이나 동의를 거둔 학생이 있습니다. 다시 계산해 주십시오."))


def may_reopen(state: Round, why: str) -> None:
    if state != Round.CONFIRMED:
        raise Conflict(_("확정하고 아직 제안을 보내지 않은 회차만 되돌릴 수 있습니다."))
    if not why.strip():
        raise RuleBroken(_("되돌리는 까닭을 적어 주십시오."), field="why")


def may_send(answer_by: date, today: date) -> None:
    if answer_by < today:
        raise Conflict(_("답변 기한이 지났습니다. 날짜를 먼저 고쳐 주십시오."))


def may_follow(state: Round, has_next: bool, waiting: int) -> None:
    """The next round takes what this one left: not before every offer is answered or has lapsed."""
    if state not in TOLD:
        raise Conflict(_("제안을 보낸 회차만 다음 회차로 이을 수 있습니다."))
    if has_next:
        raise Conflict(_("다음 회차가 이미 있습니다."))
    if waiting:
        raise Conflict(_("답을 기다리는 제안이 %(count)s건 있습니다.") % {"count": waiting})


def may_close(waiting: int) -> None:
    if waiting:
        raise Conflict(_("답을 기다리는 제안이 %(count)s건 있습니다.") % {"count": waiting})


def may_offer_beside(is_bound: bool) -> None:
    """Seats that a round is matching are not offered beside it."""
    if is_bound:
        raise Conflict(_("이 공고의 자리는 매칭 회차에서 배정하고 있습니다. 회차가 끝난 뒤에 제안해 주십시오."))


def may_close_opening(is_matched: bool) -> None:
    """A place that learners rank and firms score is not taken from under them."""
    if is_matched:
        raise Conflict(
            _(
                "매칭 회차에 들어 있는 공고는 제안이 나가기 전에 마감할 수 없습니다. 그만두어야 하면 지구 지원센터에 알려 주십시오."
            )
        )


def may_take_part(is_open: bool, is_bound: bool, name: str) -> None:
    if not is_open:
        raise RuleBroken(_("모집 중인 공고만 회차에 넣을 수 있습니다: %(name)s") % {"name": name}, field="openings")
    if is_bound:
        raise Conflict(_("다른 회차에 들어 있는 공고입니다: %(name)s") % {"name": name}, field="openings")


def kept_apart(birth_date: date, work: Work) -> Exclusion:
    """The first rule of age that keeps this person from this work; NONE when no rule does."""
    day = work.starts
    age = rules.age_on(birth_date, day)
    if age < rules.MINIMUM_AGE.on(day).value:
        return Exclusion.MINIMUM_AGE
    if work.is_harmful and age < HARMFUL_AGE.on(day).value:
        return Exclusion.HARMFUL
    if work.shift in {Shift.NIGHT, Shift.THREE, Shift.FOUR} and age < NIGHT_AGE.on(day).value:
        return Exclusion.NIGHT
    if work.hours and age < HOURS_AGE.on(day).value and work.hours > YOUNG_HOURS.on(day).value:
        return Exclusion.HOURS
    if work.least_age and age < work.least_age:
        return Exclusion.OWN_AGE
    return Exclusion.NONE


def source_of(exclusion: Exclusion, day: date) -> str:
    """The article behind an exclusion; nothing where the rule is the firm's or the round's own."""
    found: dict[Exclusion, Dated[int] | Dated[str]] = {
        Exclusion.NO_CONSENT: rules.SHOWING,
        Exclusion.MINIMUM_AGE: rules.MINIMUM_AGE,
        Exclusion.HARMFUL: HARMFUL_AGE,
        Exclusion.NIGHT: NIGHT_AGE,
        Exclusion.HOURS: YOUNG_HOURS,
    }
    return found[exclusion].on(day).source if exclusion in found else ""


def is_stable(method: Method) -> bool:
    """No learner and firm would rather have each other; `welfare` does not promise it."""
    return method != Method.WELFARE


def may_withdraw(state: Round) -> None:
    """At any time while the round can still give a place; later it is the offer that is declined or taken back."""
    if state in TOLD or state == Round.CANCELLED:
        raise Conflict(_("제안을 보냈거나 끝난 회차입니다. 받은 제안은 제안 화면에서 사양하거나 거둘 수 있습니다."))


def may_advise(state: Round, words: str) -> None:
    if state not in {Round.ANNOUNCED, Round.WISHES}:
        raise Conflict(_("희망을 받는 동안에만 조언할 수 있습니다."))
    if not words.strip():
        raise RuleBroken(_("조언을 적어 주십시오."), field="words")


def may_reveal(is_blind: bool, revealed_on: date | None, to_assess: int) -> None:
    if not is_blind or revealed_on is not None:
        raise Conflict(_("이름이 이미 열려 있습니다."))
    if to_assess:
        raise RuleBroken(_("이름을 열기 전에 심사할 지원자가 %(count)s명 남았습니다.") % {"count": to_assess})


def may_hand_in(to_assess: int) -> None:
    if to_assess:
        raise RuleBroken(_("아직 심사하지 않은 지원자가 %(count)s명 있습니다.") % {"count": to_assess})


def may_return(state: Round, ranked_on: date | None) -> None:
    if state != Round.RANKING or ranked_on is None:
        raise Conflict(_("심사 중인 회차에서 낸 심사만 돌려줄 수 있습니다."))
