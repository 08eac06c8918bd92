"""The whole cycle in one look: its stations, and the passage where most young people stop."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, Value, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import kept
from naru.base.audit.kept import Figure
from naru.base.district.models import District, Target
from naru.base.rulebook import project_year
from naru.base.rulebook.errors import NotFound
from naru.base.rulebook.number import Definition, Number, is_hidden
from naru.domain.budget import queries as budget
from naru.domain.budget.rules import EXECUTION_RATE
from naru.domain.credit import queries as credit
from naru.domain.credit.rules import CREDIT
from naru.domain.curriculum import queries as curriculum
from naru.domain.curriculum.rules import COVERAGE
from naru.domain.demand import queries as demand
from naru.domain.demand.rules import DEMAND
from naru.domain.evidence import rules
from naru.domain.evidence.enums import FindingState
from naru.domain.evidence.models import Finding
from naru.domain.outcome import queries as outcome
from naru.domain.outcome.queries import Comparison
from naru.domain.outcome.rules import EMPLOYMENT, employment_rate
from naru.domain.partners import queries as partners
from naru.domain.partners.rules import PARTNERS
from naru.domain.people import queries as people
from naru.domain.placement import queries as placement
from naru.domain.placement.rules import PLACEMENT
from naru.domain.training import queries as training
from naru.domain.training.enums import EnrolmentState
from naru.domain.training.rules import TRAINING

ORDER = ("partners", "demand", "curriculum", "training", "placement", "credit", "outcome", "evidence", "budget")

NAMES: dict[str, Promise | str] = {
    "partners": _("협약"),
    "demand": _("수요"),
    "curriculum": _("교육과정"),
    "training": _("교육훈련"),
    "placement": _("취업"),
    "credit": _("학점"),
    "outcome": _("성과"),
    "evidence": _("근거"),
    "budget": _("예산"),
}

STEPS: dict[str, Promise | str] = {
    "graduating": _("졸업"),
    "trained": _("지구 교육 수료"),
    "applied": _("채용 지원"),
    "offered": _("채용 제안"),
    "placed": _("취업"),
    "insured": _("4월 1일 고용 확인"),
    "kept": _("6개월 고용 유지"),
}

STEP_ROOM = {
    "trained": "training",
    "applied": "placement",
    "offered": "placement",
    "placed": "placement",
    "insured": "outcome",
    "kept": "outcome",
}

STATES: dict[str, Promise | str] = {
    "reached": _("목표 달성"),
    "near": _("목표에 가까움"),
    "behind": _("목표에 못 미침"),
    "no_target": _("목표 없음"),
    "unknown": _("아직 알 수 없음"),
    "hidden": _("인원이 적어 숨김"),
}


@dataclass(frozen=True)
class Station:
    """One station of the cycle."""

    key: str
    number: Number
    comparison: tuple[Comparison, ...] = ()

    @property
    def name(self) -> Promise | str:
        return NAMES[self.key]

    @property
    def state_name(self) -> Promise | str:
        return STATES[self.number.state]

    @property
    def change(self) -> Decimal | int | None:
        """Value less last year's; None when one is not known."""
        if self.number.value is None or self.number.previous is None:
            return None
        return self.number.value - self.number.previous


@dataclass(frozen=True)
class Passage:
    """The narrowest passage of one class: from whom, to whom, how many stopped (None when hidden)."""

    graduated: int
    before: str
    after: str
    reached_before: int | None
    reached_after: int | None
    lost: int | None
    room: str
    steps: tuple[rules.Step, ...]

    @property
    def sentence(self) -> str:
        values = {
            "year": self.graduated,
            "before": STEPS[self.before],
            "after": STEPS[self.after],
            "from": self.reached_before,
            "lost": self.lost,
        }
        if self.lost is None:
            return str(_("%(year)s년 졸업생은 '%(before)s'에서 '%(after)s' 사이에서 가장 많이 멈췄습니다.") % values)
        return str(
            _("%(year)s년 졸업생 %(from)s명 중 %(lost)s명이 '%(before)s' 뒤 '%(after)s' 전에 멈췄습니다.") % values
        )

    @property
    def named_steps(self) -> list[tuple[Promise | str, int]]:
        return [(STEPS[step.key], step.count) for step in self.steps]


@dataclass(frozen=True)
class Cycle:
    """A district's year, once round."""

    district: District
    year: int
    day: date
    stations: tuple[Station, ...]
    narrowest_passage: Passage | None

    def station(self, key: str) -> Station:
        """Raises NotFound for a key that is no station."""
        for each in self.stations:
            if each.key == key:
                return each
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))


def targets(district: District, year: int) -> dict[str, Decimal]:
    rows = Target.objects.filter(district=district, year=year).values_list("measure", "value")
    return {measure: plain_target(value) for measure, value in rows}


def plain_target(value: Decimal) -> Decimal:
    """A whole target without its empty decimal."""
    return Decimal(int(value)) if value == int(value) else value


Figures = tuple[Decimal | int | None, int | None, int | None]


def _partners(district: District, year: int, day: date) -> Figures:
    count = partners.partner_count(district, day)
    return count, count, partners.member_count(district, day)


def _demand(district: District, year: int, day: date) -> Figures:
    count = demand.headcount(district, year)
    return count, count, len(demand.headcount_by_firm(district, year))


def _curriculum(district: District, year: int, day: date) -> Figures:
    covered = curriculum.coverage_of(district, year, day)
    return covered.rate, len(covered.taught), len(covered.taught) + len(covered.missing)


def _training(district: District, year: int, day: date) -> Figures:
    count = training.persons(district, year, EnrolmentState.COMPLETED)
    took_part = (EnrolmentState.COMPLETED, EnrolmentState.INCOMPLETE, EnrolmentState.ENROLLED)
    return count, count, training.persons(district, year, *took_part)


def _placement(district: District, year: int, day: date) -> Figures:
    count = placement.hired(district, year)
    return count, count, people.cohort(district, year).count()


def _credit(district: District, year: int, day: date) -> Figures:
    count = credit.awarded_persons(district, year)
    return count, count, credit.completed_persons(district, year)


def _outcome(district: District, year: int, day: date) -> Figures:
    if not outcome.is_surveyed(district, year):
        return None, None, None
    counts = outcome.counts(district, year)
    return employment_rate(counts), counts.employed, counts.base


def _evidence(district: District, year: int, day: date) -> Figures:
    found = Finding.objects.filter(district=district, year=year)
    count = found.exclude(state=FindingState.PROPOSED).count()
    return count, count, found.count()


def _budget(district: District, year: int, day: date) -> Figures:
    execution = budget.execution_of(district, year)[0]
    return execution.rate, execution.sums.net, execution.amount


#: (value, numerator, base) of each station for a year, as known on a day.
FIGURES: dict[str, Callable[[District, int, date], Figures]] = {
    "partners": _partners,
    "demand": _demand,
    "curriculum": _curriculum,
    "training": _training,
    "placement": _placement,
    "credit": _credit,
    "outcome": _outcome,
    "evidence": _evidence,
    "budget": _budget,
}


DEFINITIONS: dict[str, Definition] = {
    "partners": PARTNERS,
    "demand": DEMAND,
    "curriculum": COVERAGE,
    "training": TRAINING,
    "placement": PLACEMENT,
    "credit": CREDIT,
    "outcome": EMPLOYMENT,
    "evidence": rules.EVIDENCE,
    "budget": EXECUTION_RATE,
}

#: Stations whose counts are persons: small ones are hidden.
OF_PERSONS = frozenset({"training", "placement", "credit", "outcome"})


def number_of(
    key: str, now: Figures, target: Decimal | None, day: date, before: Figures = (None, None, None)
) -> Number:
    """The figures as a number; `before` are those of the year before. Small counts of persons are hidden."""
    value, numerator, base = now
    previous = before[0]
    if key in OF_PERSONS:
        if _gives_away(before, day):
            previous = None
        if _gives_away(now, day):
            return Number(DEFINITIONS[key], None, None, None, target, previous, "hidden", f"{key}:list")
    state = rules.state_of(value, target, day)
    return Number(DEFINITIONS[key], value, base, numerator, target, previous, state, f"{key}:list")


def _gives_away(figures: Figures, day: date) -> bool:
    """True when the count, or what is left of its base, speaks of fewer persons than the minimum."""
    _value, numerator, base = figures
    if numerator is None:
        return False
    rest = (base or 0) - numerator
    return is_hidden(numerator, day) or (base is not None and (is_hidden(base, day) or is_hidden(max(rest, 0), day)))


def funnel(district: District, year: int, day: date) -> list[rules.Step]:
    """The class that graduated by the start of the project year, by how far each person came.

    A step is reached by whoever stands on it or on a later one: a job found without a course of the district is no
    loss at the course. So every person stops in exactly one place, and the losses add up to the class. Who went to
    further study, enlisted or was excluded on 1 April is not lost: they leave the base. One query.
    """
    from naru.domain.outcome.enums import Status
    from naru.domain.outcome.models import Observation

    april, october = outcome.survey_day(year), date(year, 10, 1)
    seen = Observation.objects.filter(on=april)
    elsewhere = seen.filter(status__in=(Status.STUDY, Status.MILITARY, Status.EXCLUDED)).values("learner")
    ladder: list[tuple[str, Any]] = [
        ("trained", training.completed_ever(district)),
        ("applied", placement.applied_ever(district)),
        ("offered", placement.offered_ever(district)),
        ("placed", placement.placed_ever()),
        ("insured", seen.filter(is_insured=True).values("learner")),
    ]
    if day >= october:
        ladder.append(("kept", Observation.objects.filter(on=october, is_insured=True).values("learner")))
    farthest = Case(
        *(When(pk__in=learners, then=Value(place)) for place, (_key, learners) in reversed([*enumerate(ladder, 1)])),
        default=Value(0),
    )
    came = people.graduates(district, year).exclude(pk__in=elsewhere).order_by().annotate(farthest=farthest)
    stopped = dict(came.values_list("farthest").annotate(persons=Count("pk", distinct=True)))
    return rules.steps_of(("graduating", *(key for key, _learners in ladder)), stopped)


def shown_funnel(district: District, year: int, day: date) -> tuple[rules.Step, ...]:
    """The steps of the funnel that may be told: no step and no loss between two of them is of too few persons."""
    steps = kept.figure(district, f"funnel {year} {day}", lambda: funnel(district, year, day))
    return rules.shown_steps(steps, lambda count: is_hidden(count, day))


def passage_of(district: District, year: int, day: date, figure: Figure = kept.anew) -> Passage | None:
    """The narrowest passage of the class; told without numbers where all of it is of too few persons."""
    steps = figure(district, f"funnel {year} {day}", lambda: funnel(district, year, day))
    shown = rules.shown_steps(steps, lambda count: is_hidden(count, day))
    found = rules.narrowest(list(shown))
    if found is None:
        hidden = rules.narrowest(steps)
        if hidden is None:
            return None
        before, after = hidden
        return Passage(year, before.key, after.key, None, None, None, STEP_ROOM[after.key], ())
    before, after = found
    lost = before.count - after.count
    return Passage(year, before.key, after.key, before.count, after.count, lost, STEP_ROOM[after.key], shown)


def figures_of(key: str, district: District, year: int, day: date, figure: Figure = kept.figure) -> Figures:
    """(value, numerator, base) of a station; as kept for pages, unless another `figure` is given."""
    found: Figures = figure(district, f"{key} {year} {day}", lambda: FIGURES[key](district, year, day))
    return found


def _station(key: str, district: District, year: int, day: date, target: Decimal | None, figure: Figure) -> Station:
    now = figures_of(key, district, year, day, figure)
    before = figures_of(key, district, year - 1, project_year.last_day(year - 1), figure)
    comparison = tuple(outcome.comparison(year)) if key == "outcome" else ()
    return Station(key, number_of(key, now, target, day, before), comparison)


def day_of(year: int, today: date | None = None) -> date:
    """The day as of which a project year is known: today, or its last day when it is over."""
    return min(today or timezone.localdate(), project_year.last_day(year))


def station_of(key: str, district: District, year: int, today: date | None = None) -> Station:
    """One station alone. Raises NotFound for a key that is no station."""
    if key not in FIGURES:
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    return _station(key, district, year, day_of(year, today), targets(district, year).get(key), kept.figure)


def cycle_of(district: District, year: int, today: date | None = None, figure: Figure = kept.anew) -> Cycle:
    """The whole cycle of a project year as known on a day (today, or the year's last day when it is over).

    Counted anew, unless `figure` says otherwise.
    """
    day = day_of(year, today)
    aims = targets(district, year)
    stations = tuple(_station(key, district, year, day, aims.get(key), figure) for key in ORDER)
    return Cycle(district, year, day, stations, passage_of(district, year, day, figure))


def may_read(viewer: User, district: District) -> None:
    """Raises NotFound where the viewer may not read the cycle of the district."""
    here = access.reach(viewer, Permission.CYCLE_READ)
    if not (here.everywhere or district.pk in here.districts | here.shared):
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))


def cycle(viewer: User, district: District, year: int, today: date | None = None) -> Cycle:
    """The cycle for a person. Raises NotFound where they may not read it."""
    may_read(viewer, district)
    return cycle_of(district, year, today, kept.figure)


def _plain(value: Decimal | int | None) -> float | int | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and value.as_tuple().exponent >= 0 else float(value)  # type: ignore[operator]
    return value


def cycle_json(found: Cycle) -> dict[str, Any]:
    """The cycle as plain JSON data."""
    english = get_language() == "en"
    stations = {}
    for each in found.stations:
        number = each.number
        stations[each.key] = {
            "name": str(each.name),
            "value": _plain(number.value),
            "unit": number.definition.unit,
            "numerator": number.numerator,
            "base": number.base,
            "target": _plain(number.target),
            "previous": _plain(number.previous),
            "state": number.state,
            "definition": number.definition.english if english else number.definition.korean,
            "definition_version": number.definition.version,
            "formula": number.definition.formula,
            "source": number.definition.source,
            "comparison": [
                {"place": row.place, "year": row.year, "value": _plain(row.value), "source": row.source}
                for row in each.comparison
            ],
        }
    passage = found.narrowest_passage
    return {
        "district": found.district.code,
        "year": found.year,
        "as_of": found.day.isoformat(),
        "stations": stations,
        "narrowest_passage": None
        if passage is None
        else {
            "sentence": passage.sentence,
            "from": passage.before,
            "to": passage.after,
            "reached_from": passage.reached_before,
            "reached_to": passage.reached_after,
            "lost": passage.lost,
            "room": passage.room,
            "steps": {step.key: step.count for step in passage.steps},
        },
    }
