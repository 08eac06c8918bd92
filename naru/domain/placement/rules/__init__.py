"""Decisions of the room placement: states of openings and applications, age, seats and answers.

Rounds have their own decisions: `rules/rounds.py`.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.base.rulebook.number import Definition
from naru.domain.placement.enums import ApplicationState as Application
from naru.domain.placement.enums import OpeningState as Opening

OPENING_STEPS: dict[Opening, frozenset[Opening]] = {
    Opening.DRAFT: frozenset({Opening.CHECKED, Opening.CLOSED}),
    Opening.CHECKED: frozenset({Opening.DRAFT, Opening.OPEN, Opening.CLOSED}),
    Opening.OPEN: frozenset({Opening.CLOSED, Opening.FILLED}),
    Opening.CLOSED: frozenset({Opening.OPEN, Opening.FILLED}),
    Opening.FILLED: frozenset(),
}

#: What a firm may do with an application before it answers, each with the day by which it will.
HELD = frozenset({Application.REVIEWING, Application.PREPARING, Application.POSTPONED, Application.POOL})
#: The firm still owes an answer.
PENDING = HELD | {Application.APPLIED}
LIVE = PENDING | {Application.OFFERED}
_ANSWERED = frozenset({Application.OFFERED, Application.REFUSED, Application.WITHDRAWN, Application.OBSOLETE})

APPLICATION_STEPS: dict[Application, frozenset[Application]] = {
    Application.APPLIED: _ANSWERED | HELD,
    Application.REVIEWING: _ANSWERED | {Application.PREPARING, Application.POSTPONED, Application.POOL},
    Application.PREPARING: _ANSWERED | {Application.REVIEWING, Application.POSTPONED},
    Application.POSTPONED: _ANSWERED | {Application.REVIEWING, Application.PREPARING, Application.POOL},
    Application.POOL: _ANSWERED | {Application.REVIEWING, Application.PREPARING, Application.POSTPONED},
    Application.OFFERED: frozenset(
        {
            Application.ACCEPTED,
            Application.DECLINED,
            Application.WITHDRAWN,
            Application.OBSOLETE,
            Application.LAPSED,
        }
    ),
    Application.ACCEPTED: frozenset(),
    Application.DECLINED: frozenset(),
    Application.REFUSED: frozenset(),
    Application.WITHDRAWN: frozenset(),
    Application.OBSOLETE: frozenset(),
    Application.LAPSED: frozenset(),
}

#: How far ahead a firm may put the day of its answer; anchors name 60 days for the answer, 180 for what is kept.
MOST_WAIT: Dated[dict[Application, int]] = Dated(
    "most_wait",
    (
        Entry(
            date(2025, 3, 1),
            {Application.REVIEWING: 60, Application.PREPARING: 60, Application.POSTPONED: 60, Application.POOL: 180},
            "나루 제안: 지구가 정할 것",
            is_verified=False,
        ),
    ),
)

MINOR_AGE: Dated[int] = Dated("minor_age", (Entry(date(1997, 3, 13), 18, "근로기준법 제66조"),))
SHOWING: Dated[str] = Dated(
    "consent_to_show", (Entry(date(2011, 9, 30), "본인의 동의", "개인정보 보호법 제17조 제1항 제1호"),)
)
MINIMUM_AGE: Dated[int] = Dated("minimum_age", (Entry(date(1997, 3, 13), 15, "근로기준법 제64조 제1항"),))

PLACEMENT = Definition(
    code="placement",
    version="2026.1",
    since=date(2025, 3, 1),
    korean="그 사업연도에 입사한 사람 수. 여러 번 입사해도 한 번만 셉니다. 기준은 그해 졸업하거나 졸업할 학생 수입니다.",
    english="Persons who started a job in the project year, each once; base: those who leave or are to leave school in it.",
    formula=gettext_noop("|입사자|"),
    unit="명",
    source="나루 정의",
)


@dataclass(frozen=True)
class Details:
    """What an opening says beside seats and wage; hours: of a week; least_age: in full years on the first day."""

    starts_on: date | None = None
    hours: int | None = None
    shift: str = ""
    workplace: str = ""
    has_dormitory: bool = False
    has_commuting_aid: bool = False
    required_licences: str = ""
    wanted_licences: str = ""
    units_bind: bool = False
    least_age: int | None = None
    is_harmful: bool = False
    has_military_service: bool = False
    benefits: str = ""
    source: str = ""


#: Hours of a week and more: 40 and, by agreement, 12 (근로기준법 제50조, 제53조).
MOST_HOURS: Dated[int] = Dated("most_hours", (Entry(date(2018, 7, 1), 52, "근로기준법 제53조 제1항"),))


def may_describe(state: Opening, given: Details, today: date) -> None:
    """What learners and the centre rely on is changed only while nobody saw it."""
    if state != Opening.DRAFT:
        raise Conflict(_("초안인 공고만 고칠 수 있습니다."))
    most = MOST_HOURS.on(today)
    if given.hours is not None and not 0 < given.hours <= most.value:
        raise RuleBroken(
            _("한 주 근로시간은 연장을 더해도 %(most)s시간까지입니다.") % {"most": most.value},
            article=most.source,
            field="hours",
        )


def opening_may_become(now: Opening, then: Opening) -> None:
    if then == now:
        raise Conflict(_("이미 '%(now)s' 상태입니다.") % {"now": now.label})
    if (now, then) == (Opening.DRAFT, Opening.OPEN):
        raise Conflict(_("지원센터가 확인한 공고만 열 수 있습니다. 확인을 부탁해 주십시오."))
    if then not in OPENING_STEPS[now]:
        raise Conflict(
            _("'%(now)s' 상태의 공고는 '%(then)s' 상태가 될 수 없습니다.") % {"now": now.label, "then": then.label}
        )


def application_may_become(now: Application, then: Application) -> None:
    if then not in APPLICATION_STEPS[now]:
        raise Conflict(
            _("'%(now)s' 상태의 지원은 '%(then)s' 상태가 될 수 없습니다.") % {"now": now.label, "then": then.label}
        )


def may_publish(deadline: date, today: date) -> None:
    if deadline < today:
        raise RuleBroken(_("마감일이 지났습니다. 마감일을 늦추면 다시 열립니다."))


def may_renew(state: Opening, deadline: date, then: date, today: date) -> None:
    """A longer time to apply, while the opening takes people or has only run out."""
    if state not in {Opening.OPEN, Opening.CLOSED}:
        raise Conflict(_("모집 중이거나 마감한 공고만 마감일을 늦출 수 있습니다."))
    if then < today:
        raise RuleBroken(_("마감일은 오늘이나 그 뒤여야 합니다."), field="deadline")
    if state == Opening.OPEN and then <= deadline:
        raise RuleBroken(
            _("지금 마감일(%(day)s)보다 뒤여야 합니다. 일찍 끝내려면 마감하십시오.") % {"day": deadline.isoformat()},
            field="deadline",
        )


def may_apply(state: Opening, deadline: date, today: date, is_in_district: bool, has_job: bool) -> None:
    if state != Opening.OPEN or today > deadline:
        raise Conflict(_("모집이 끝난 공고입니다."))
    if not is_in_district:
        raise RuleBroken(_("이 지구 학교의 학생과 졸업생만 지원할 수 있습니다."))
    if has_job:
        raise RuleBroken(_("이미 취업이 확정되어 지원할 수 없습니다."))


def may_show(consents: bool, today: date) -> None:
    """A firm is a third party: it sees an application only with the learner's consent."""
    if not consents:
        raise RuleBroken(
            _("이 기업에 자료를 보이는 데 동의해야 지원할 수 있습니다. 동의하지 않아도 다른 것은 달라지지 않습니다."),
            article=SHOWING.on(today).source,
        )


def may_consider(now: Application, then: Application, decide_by: date, today: date) -> None:
    """A step before the answer; said again in the same state, it moves the day of the answer."""
    if then not in HELD:
        raise RuleBroken(
            _("심사 중, 채용 전 준비, 결정 미룸, 다음 기회 명단 가운데 하나를 골라 주십시오."), field="state"
        )
    if then != now:
        application_may_become(now, then)
    most = MOST_WAIT.on(today).value[then]
    if not today <= decide_by <= today + timedelta(days=most):
        raise RuleBroken(
            _("답할 날은 오늘부터 %(most)s일 안이어야 합니다. 학생이 그날까지 기다립니다.") % {"most": most},
            field="decide_by",
        )


def may_offer(seats: int, promised: int, answer_by: date, today: date) -> None:
    """`promised`: seats already accepted or on offer."""
    if promised >= seats:
        raise RuleBroken(
            _("모집 인원 %(seats)s명이 모두 제안되었거나 찼습니다. 답을 기다리거나 모집 인원을 늘려 주세요.")
            % {"seats": seats}
        )
    if answer_by < today:
        raise RuleBroken(_("답변 기한은 오늘이나 그 뒤여야 합니다."))


def may_answer(answer_by: date | None, today: date) -> None:
    if answer_by is not None and today > answer_by:
        raise Conflict(_("답변 기한이 %(day)s에 지났습니다.") % {"day": answer_by.isoformat()})


def may_invite(on: date, today: date) -> None:
    if on < today:
        raise RuleBroken(_("면접 날짜는 오늘이나 그 뒤여야 합니다."), field="on")


def age_on(birth_date: date, day: date) -> int:
    """Full years of age."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def may_contract(birth_date: date, starts: date, has_guardians_word: bool) -> None:
    """Below 18 the guardian's written consent must be there when work begins; blocked, not warned."""
    rule = MINOR_AGE.on(starts)
    if age_on(birth_date, starts) < rule.value and not has_guardians_word:
        raise RuleBroken(
            _(
                "입사일에 만 %(age)s세 미만이라 보호자의 동의가 있어야 합니다. 학교에 보호자 동의 요청을 부탁해 주십시오."
            )
            % {"age": rule.value},
            article=rule.source,
        )


def may_work(birth_date: date, starts: date) -> None:
    """Nobody works below the minimum age of the day; blocked, not warned."""
    rule = MINIMUM_AGE.on(starts)
    age = age_on(birth_date, starts)
    if age < rule.value:
        raise RuleBroken(
            _("입사일에 만 %(age)s세입니다. 만 %(least)s세 미만은 근로자로 쓸 수 없습니다.")
            % {"age": age, "least": rule.value},
            article=rule.source,
        )


def may_end(starts: date, ends: date | None, on: date) -> None:
    if ends is not None:
        raise Conflict(_("이미 끝난 취업입니다."))
    if on < starts:
        raise RuleBroken(_("퇴사일은 입사일(%(day)s)보다 앞설 수 없습니다.") % {"day": starts.isoformat()})
