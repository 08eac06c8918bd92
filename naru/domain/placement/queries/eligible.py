"""What keeps learners from openings: ages, licences and units as the school recorded them."""

from collections.abc import Iterable
from datetime import date

from naru.base.rulebook import project_year
from naru.domain.people.models import Learner
from naru.domain.placement.models import Opening, OpeningUnit
from naru.domain.placement.rules import eligible
from naru.domain.placement.rules import rounds as rules
from naru.domain.training import queries as training

Obstacles = dict[tuple[int, int], eligible.Obstacle]


def work_of(opening: Opening, today: date) -> rules.Work:
    """What the rules of age ask of an opening; the first day of work, or the end of the project year unsaid."""
    starts = opening.starts_on or project_year.last_day(opening.year)
    return rules.Work(
        max(starts, today), opening.is_harmful, opening.shift, opening.hours or None, opening.least_age or None
    )


def binding_units(openings: Iterable[Opening]) -> dict[int, dict[int, str]]:
    """Opening → the units without which nobody is taken, key → name."""
    found: dict[int, dict[int, str]] = {}
    keys = [each.pk for each in openings if each.units_bind]
    rows = OpeningUnit.objects.filter(opening__in=keys, is_required=True).select_related("unit")
    for each in rows.order_by("pk") if keys else ():
        found.setdefault(each.opening_id, {})[each.unit_id] = each.unit.name
    return found


def of_many(pairs: Iterable[tuple[Learner, Opening]], today: date) -> Obstacles:
    """(learner, opening) → what keeps them apart; only the pairs that something keeps apart."""
    asked = list(pairs)
    units = binding_units({each.pk: each for _learner, each in asked}.values())
    had = training.attained({learner.pk for learner, _opening in asked})
    found: Obstacles = {}
    for learner, opening in asked:
        rows = had.get(learner.pk, [])
        obstacle = eligible.obstacle(
            rules.kept_apart(learner.birth_date, work_of(opening, today)),
            opening.required_licences,
            [each.name for each in rows if each.unit_id is None],
            units.get(opening.pk, {}),
            {each.unit_id for each in rows if each.unit_id is not None},
        )
        if obstacle:
            found[learner.pk, opening.pk] = obstacle
    return found


def of(learner: Learner, opening: Opening, today: date) -> eligible.Obstacle:
    return of_many([(learner, opening)], today).get((learner.pk, opening.pk), eligible.Obstacle())
