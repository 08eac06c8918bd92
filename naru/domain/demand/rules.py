"""Decisions of the room demand: how sure a word weighs, and when it may be said again."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.errors import RuleBroken
from naru.base.rulebook.number import MINIMUM_COUNT, Definition, is_hidden
from naru.domain.competency.rules import likeness
from naru.domain.demand.enums import AskState, Confidence, SurveyState


@dataclass(frozen=True)
class Pace:
    """Reminders of a survey: days between two, how many at most, and how many days before the end one more may go."""

    every: int
    most: int
    last_days: int


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

#: How many past heads the weight of the confidence counts for, beside what was said and hired.
PRIOR_HEADS: Dated[int] = Dated(
    "said_hired_prior_heads",
    (Entry(date(2000, 1, 1), 10, "설계 결정: 열 사람이 쌓이면 절반은 실적", is_verified=False),),
)
#: So many finished project years before the year of a need are looked at.
TRACK_YEARS: Dated[int] = Dated("said_hired_years", (Entry(date(2000, 1, 1), 3, "설계 결정", is_verified=False),))
#: A posting without a last day counts as open for so many days.
POSTING_DAYS: Dated[int] = Dated("posting_days", (Entry(date(2000, 1, 1), 60, "설계 결정", is_verified=False),))
#: How long a firm is left in peace between two reminders, how many there are at most, and that the end is near.
REMINDERS: Dated[Pace] = Dated(
    "survey_reminders", (Entry(date(2000, 1, 1), Pace(7, 3, 2), "설계 결정", is_verified=False),)
)
#: The importance of a unit that a firm ticked: wanted.
TICKED = 3
NO_LINK_YET = _("아직 링크와 확인 번호를 만들지 않았습니다. 먼저 링크를 만들고 번호를 알려 주십시오.")
NO_TABLES = _("이 일을 할 수 있는 역할이 없습니다.")
#: Postings of one firm and occupation this near in days and this alike in letter pairs may be one (나루 설계 결정).
NEAR_DAYS, ALIKE = 21, 0.7

#: Only words at least this sure count towards the low scenario.
SURE = frozenset({Confidence.BUDGETED, Confidence.CONTRACTED})

SAID_HIRED = Definition(
    code="said_hired",
    version="2026.1",
    since=date(2026, 3, 1),
    korean=(
        "기업과 직업마다, 지난 세 사업연도에 밝힌 인원 가운데 채용으로 이어진 몫. 인원이 적을 때는 확실성의 가중치로 당깁니다. "
        "한 해에 밝힌 것보다 더 뽑은 인원은 밝힌 만큼만 세고, 채용이 1명에서 4명이면 4명(밝힌 인원까지)으로 칩니다."
    ),
    english=(
        "For each firm and occupation, the share of the heads said in the last three project years that became hires, "
        "drawn towards the weight of the confidence while heads are few; hires of a year count up to what was said, and "
        "one to four hires as four (up to what was said)."
    ),
    formula=gettext_noop("(Σ min(채용, 밝힘) + 10 × 확실성 가중치) ÷ (Σ 밝힘 + 10)"),
    unit="",
    source="나루 정의",
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


def share_of(said: int, hired: int, confidence: Confidence, day: date) -> Decimal:
    """How much a head of this confidence counts, given the firm's past heads for the occupation; to four places.

    `hired` is already counted up to what was said in each year. 20 said, 14 hired, planned (0.5):
    (14 + 10 × 0.5) ÷ (20 + 10) = 0.6333.
    """
    if is_hidden(hired, day):  # so that nobody reckons back from the share how few were hired
        hired = min(said, MINIMUM_COUNT.on(day).value - 1)
    prior = PRIOR_HEADS.on(day).value
    share = (hired + prior * weight_of(confidence, day)) / (said + prior)
    return share.quantize(Decimal("0.0001"))


def may_state(
    headcount: int, said_on: date, wanted: list[int], quarter: int | None = None, level: int | None = None
) -> None:
    """`wanted`: importances, each 1 to 5."""
    if quarter is not None and not 1 <= quarter <= 4:
        raise RuleBroken(_("분기는 1에서 4까지입니다."), field="quarter")
    if level is not None and not 1 <= level <= 8:
        raise RuleBroken(_("수준은 1에서 8까지입니다."), field="level")
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


def may_survey(opens_on: date, due_on: date, today: date, firms: int) -> None:
    """A survey asks at least one firm and leaves it time to answer."""
    if not firms:
        raise RuleBroken(_("물을 기업을 하나 넘게 고르십시오."), field="firms")
    if due_on < opens_on or due_on < today:
        raise RuleBroken(_("답할 기한은 시작일과 오늘보다 앞설 수 없습니다."), field="due_on")


def may_ask(state: SurveyState, due_on: date, today: date) -> None:
    """A link is handed out while the survey is open and its day has not passed."""
    if state != SurveyState.OPEN:
        raise RuleBroken(_("마감한 수요조사입니다."))
    if due_on < today:
        raise RuleBroken(_("답할 기한이 지난 수요조사입니다."))


def may_mail(
    state: AskState, has_number: bool, email: str, is_muted: bool, mailed_on: date | None, today: date
) -> None:
    """A reminder goes to a firm that has not answered, knows its number, gave an address and did not say stop; one a day."""
    if state != AskState.ASKED:
        raise RuleBroken(_("이미 답한 기업입니다."))
    if not has_number:
        raise RuleBroken(NO_LINK_YET)
    if not email:
        raise RuleBroken(_("알릴 이메일이 없습니다."))
    if is_muted:
        raise RuleBroken(_("메일을 그만 받겠다고 한 기업입니다. 다른 길로 알려 주십시오."))
    if mailed_on is not None and mailed_on >= today:
        raise RuleBroken(_("오늘 이미 메일을 보냈습니다."))


def is_due(sent_on: date | None, last: date | None, reminders: int, due_on: date, today: date) -> bool:
    """Has the day of an automatic reminder come? `last`: when the firm was last told anything."""
    pace = REMINDERS.on(today).value
    if sent_on is None or last is None or reminders >= pace.most or due_on < today:
        return False
    quiet = (today - last).days
    is_near = (due_on - today).days <= pace.last_days
    return quiet >= pace.every or (is_near and quiet > pace.last_days)


def may_remind_again(sent_on: date | None, last: date | None, reminders: int, due_on: date, today: date) -> None:
    if not is_due(sent_on, last, reminders, due_on, today):
        raise RuleBroken(_("아직 다시 알릴 날이 아닙니다."))


def may_close(state: SurveyState) -> None:
    if state != SurveyState.OPEN:
        raise RuleBroken(_("마감한 수요조사입니다."))


def may_answer(state: SurveyState, due_on: date, today: date, rows: int) -> None:
    """Until the end of its day, and with at least one line: no need is said with a nought."""
    may_ask(state, due_on, today)
    if not rows:
        raise RuleBroken(_("적어도 한 직업의 인원을 적어 주십시오. 채용하지 않으면 0을 적습니다."))


def expiry_of(posted_on: date, expires_on: date | None) -> date:
    """The last day of a posting: its own, or so many days after it was posted."""
    return expires_on or posted_on + timedelta(days=POSTING_DAYS.on(posted_on).value)


def may_post(posted_on: date, expires_on: date) -> None:
    if expires_on < posted_on:
        raise RuleBroken(_("마감일은 올라온 날보다 앞설 수 없습니다."), field="expires_on")


def are_alike(one: str, other: str, days: int) -> bool:
    """True when two postings of the same firm and occupation, so many days apart, may be the same: a person decides."""
    return abs(days) <= NEAR_DAYS and likeness(one, other) >= ALIKE


def may_merge(is_same_firm: bool, is_merged: bool) -> None:
    """Only postings of one firm are merged, and each once."""
    if not is_same_firm:
        raise RuleBroken(_("다른 기업의 공고는 합칠 수 없습니다."))
    if is_merged:
        raise RuleBroken(_("이미 합친 공고입니다."))
