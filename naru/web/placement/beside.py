"""A firm beside its yardsticks and an opening beside a learner's hopes, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.domain.people.models import Learner
from naru.domain.placement.enums import FirmMeasure, Fulfilment, Overall, Point, YardstickKind
from naru.domain.placement.models import Opening
from naru.domain.placement.queries import firms, preferences
from naru.domain.placement.queries.firms import Standing
from naru.domain.placement.rules import firms as rules
from naru.domain.placement.rules import fitting
from naru.web.templatetags import naru as words

#: What a list filters firms by.
VERDICTS = Overall.choices
#: The verdicts, said of a hope.
FITS = {Fulfilment.MET: _("맞음"), Fulfilment.NOT_MET: _("맞지 않음"), Fulfilment.NOT_KNOWN: _("모름")}


@dataclass(frozen=True)
class Line:
    """One measure of a firm as its page shows it."""

    name: Any
    meaning: str
    value: str
    rule: str
    rule_source: str
    is_own: bool
    is_verified: bool
    source: str
    on: date | None
    verdict: str
    word: Any
    why: str


def number(value: Decimal) -> str:
    """Without zeros that say nothing: 20, 0.7, 3.5."""
    return f"{value.normalize():,f}"


def said(kind: FirmMeasure | YardstickKind, value: Decimal) -> str:
    """A figure as its measure says it."""
    key = str(kind)
    if key == "arrears" and isinstance(kind, FirmMeasure):
        return gettext("명단에 있음") if value else gettext("명단에 없음")
    if key in {"insurance", "bars", "arrears"}:
        return gettext("예") if value else gettext("아니요")
    if key == "size":
        return gettext("%(count)s명") % {"count": number(value)}
    if key == "tenure":
        return gettext("%(years)s년") % {"years": number(value)}
    if key in {"median"} or (key == "wage" and isinstance(kind, FirmMeasure)):
        return words.won(int(value))
    return f"{number(value)} %"


def asked(standard: rules.Standard | None) -> str:
    """What a yardstick asks, in a few words."""
    if standard is None:
        return words.DASH
    kind, value = standard.kind, standard.value
    if kind == YardstickKind.SIZE:
        return gettext("%(count)s명 이상") % {"count": number(value)}
    if kind == YardstickKind.WAGE:
        return gettext("지역 중위 연봉의 %(share)s %% 이상") % {"share": number(value)}
    if kind == YardstickKind.INSURANCE:
        return gettext("네 보험 모두 가입") if value else gettext("따지지 않음")
    if kind == YardstickKind.TENURE:
        return gettext("평균 %(years)s년 이상") % {"years": number(value)}
    if kind == YardstickKind.ACCIDENTS:
        return gettext("재해율 %(share)s %% 이하") % {"share": number(value)}
    if kind == YardstickKind.ARREARS:
        return gettext("명단에 없음") if value else gettext("따지지 않음")
    return said(kind, value)


def _why(each: rules.Judged) -> str:
    if each.fact is None:
        return gettext("적힌 사실이 없습니다.")
    if each.is_old:
        return gettext("적힌 사실이 오래되었습니다.")
    if each.measure == FirmMeasure.WAGE and each.median is None:
        return gettext("그날의 지역 중위 연봉이 적혀 있지 않습니다.")
    return ""


def _value(each: rules.Judged) -> str:
    if each.fact is None:
        return words.DASH
    if each.measure == FirmMeasure.WAGE and each.value is not None and each.median is not None:
        values = {
            "share": each.value,
            "wage": words.won(int(each.fact.value)),
            "median": said(YardstickKind.MEDIAN, each.median.value),
        }
        return gettext("%(share)s %% (%(wage)s ÷ 중위 %(median)s)") % values
    return said(each.measure, each.fact.value)


def lines(standing: Standing) -> list[Line]:
    is_english = words.is_english()
    found = []
    for each in standing.measures:
        defined, standard = rules.DEFINITIONS[each.measure], each.standard
        found.append(
            Line(
                each.measure.label,
                defined.english if is_english else defined.korean,
                _value(each),
                asked(standard),
                standard.source if standard else "",
                bool(standard and standard.is_own),
                bool(standard and standard.is_verified),
                each.fact.source if each.fact else "",
                each.fact.on if each.fact else None,
                each.verdict,
                each.verdict.label,
                _why(each),
            )
        )
    return found


def sentence(standing: Standing) -> str:
    """What it comes to, for whoever thinks of working there."""
    missed = ", ".join(str(each.measure.label) for each in standing.missed)
    unknown = ", ".join(str(each.measure.label) for each in standing.unknown)
    if standing.overall == Fulfilment.MET:
        return gettext("여섯 가지 기준을 모두 채운 우수 기업입니다.")
    if missed and unknown:
        return gettext("채우지 못한 기준: %(missed)s. 아직 모르는 기준: %(unknown)s.") % {
            "missed": missed,
            "unknown": unknown,
        }
    if missed:
        return gettext("채우지 못한 기준: %(missed)s. 나머지는 채웠습니다.") % {"missed": missed}
    return gettext("우수 기업인지 아직 모릅니다. 아직 모르는 기준: %(unknown)s.") % {"unknown": unknown}


def of_firm(viewer: User, opening: Opening, today: date) -> dict[str, Any]:
    """What an opening's page says of its firm; nothing to another firm."""
    if not firms.may_know(viewer, opening.firm_id):
        return {}
    return told(firms.standing(opening.district, opening.firm_id, today))


def told(standing: Standing) -> dict[str, Any]:
    return {
        "firm_lines": lines(standing),
        "firm_words": sentence(standing),
        "firm_verdict": standing.overall,
        "firm_word": Overall(standing.overall.value).label,
        "is_listed": standing.is_listed,
    }


def verdict_of(viewer: User, today: date) -> Callable[[Any], str]:
    """Row → the verdict on its firm; asked once, and only when a list shows it."""

    @cache
    def every() -> dict[tuple[int, int], Standing]:
        districts = [each.pk for each in access.known_districts_of(viewer, Permission.PLACEMENT_READ)]
        return firms.standings(districts, today)

    def of(row: Any) -> str:
        found = every().get((row.district_id, row.firm_id))
        return str((found.overall if found else Fulfilment.NOT_KNOWN).value)

    return of


class Hoping:
    """A learner's hopes, the ways from home, and what an opening is beside them."""

    def __init__(self, viewer: User, learner: Learner) -> None:
        self.found = preferences.own(learner)
        self.hopes = preferences.hopes_of(self.found)
        self.ways = preferences.ways(viewer, self.hopes.home) if self.hopes.minutes else {}

    def __bool__(self) -> bool:
        return bool(self.hopes)

    def points(self, opening: Opening) -> tuple[fitting.Compared, ...]:
        return fitting.compared(self.hopes, preferences.work_of(opening, self.ways))

    def met(self, opening: Opening) -> int:
        return preferences.met(self.points(opening))

    def words(self, opening: Opening) -> str:
        """What fits, and the way where it is not known: one short line for a list."""
        points = self.points(opening)
        fits = ", ".join(point_words(each) for each in points if each.verdict == Fulfilment.MET)
        way = [each for each in points if each.point == Point.COMMUTE and each.verdict != Fulfilment.MET]
        told = [f"✓ {fits}"] if fits else []
        told += [f"{'▲' if each.verdict == Fulfilment.NOT_MET else '○'} {point_words(each)}" for each in way]
        return " · ".join(told)

    def table(self, opening: Opening) -> list[tuple[str, str, Any]]:
        """(words, verdict, its word) of every point that was hoped for."""
        return [(point_words(each), each.verdict.value, FITS[each.verdict]) for each in self.points(opening)]

    def ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return preferences.with_fit(rows, self.hopes, self.ways)

    def narrowed(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """all: every point is met; some: at least one."""
        conditions = preferences.conditions(self.hopes, self.ways)
        if value == "all":
            for each in conditions:
                rows = rows.filter(each)
            return rows
        some = conditions[0]
        for each in conditions[1:]:
            some = some | each
        return rows.filter(some)


def point_words(each: fitting.Compared) -> str:
    if each.point == Point.COMMUTE:
        if each.minutes is None:
            return gettext("통근 시간 모름")
        form = (
            gettext("통근 한도 안(%(minutes)s분)")
            if each.verdict == Fulfilment.MET
            else gettext("통근 한도 넘음(%(minutes)s분)")
        )
        return form % {"minutes": each.minutes}
    return str(each.point.label)
