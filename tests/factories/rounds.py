"""A round for tests, brought to any state by the deeds themselves."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings

from naru.base.accounts.enums import Role
from naru.base.accounts.models import User
from naru.base.district.models import Organisation
from naru.base.jobs import work
from naru.domain.people.models import Learner
from naru.domain.placement.actions import ranking, rounds, running, wishes
from naru.domain.placement.enums import Method, RoundState, Unacceptable
from naru.domain.placement.models import MatchRun, Opening, Round, RoundOpening, WishList
from tests.factories import make

_next = itertools.count(1)
FROM, UNTIL, RANKS, ANSWER = date(2026, 9, 1), date(2026, 9, 10), date(2026, 9, 20), date(2026, 10, 10)
WISHING, RANKING, AFTER = date(2026, 9, 5), date(2026, 9, 15), date(2026, 9, 21)
CRITERIA = (("전공 이해", 60), ("태도", 40))
STARTS = date(2027, 3, 2)


@dataclass
class Setting:
    """A round with its firms (the first is the town's), its learners and their accounts."""

    town: make.Town
    round: Round
    places: list[RoundOpening]
    learners: list[Learner]
    hr: dict[int, User] = field(default_factory=dict)

    def now(self) -> Round:
        """The round as it stands; what the caller held before is history."""
        self.round = Round.objects.select_related("district", "run").get(pk=self.round.pk)
        return self.round

    def list_of(self, learner: Learner) -> WishList:
        return WishList.objects.select_related("round", "learner").get(round=self.round, learner=learner)

    def wish(
        self,
        learner: Learner,
        *places: RoundOpening,
        consents: Sequence[Organisation] | None = None,
        today: date = WISHING,
    ) -> WishList:
        firms = [each.opening.firm_id for each in places] if consents is None else [each.pk for each in consents]
        return wishes.save_wishes(
            round=self.round,
            learner=learner,
            places=[each.pk for each in places],
            submits=True,
            consents=firms,
            today=today,
            by=learner.user,
        )

    def assess(self, place: RoundOpening, learner: Learner, score: int, no: Unacceptable | None = None) -> None:
        criteria = place.criteria.values_list("pk", flat=True)
        ranking.assess(
            place=RoundOpening.objects.select_related("round", "opening").get(pk=place.pk),
            learner=learner,
            points={} if no else dict.fromkeys(criteria, score),
            unacceptable=no,
            today=RANKING,
            by=self.hr[place.pk],
        )

    def run(self) -> MatchRun:
        made = running.request_match(round=self.now(), by=self.town.coordinator)
        if settings.JOBS_INLINE:  # what a commit would do; the test's own transaction never commits
            work.perform(made.work_id)
        made.refresh_from_db()
        return made

    def confirm(self) -> Round:
        coordinator = self.town.coordinator
        rounds.review_round(round=self.now(), by=coordinator)
        run = self.now().run
        assert run is not None
        return rounds.confirm_round(round=self.now(), run=run, why="확인함", today=AFTER, by=coordinator)

    def send(self) -> Round:
        return rounds.send_offers(round=self.now(), today=AFTER, by=self.town.coordinator)


def setting(seats: Sequence[int] = (1, 1), learners: int = 3, **fields: Any) -> Setting:
    """An announced round with an opening for each number of seats, each of another firm, criteria stated."""
    town = make.town()
    firms = [town.firm, *(make.firm(town.district) for _each in seats[1:])]
    staff = [town.hr, *(make.user(Role.FIRM_HR, organisation=each) for each in firms[1:])]
    openings: list[Opening] = [
        make.opening(town, firm=firm, seats=count, starts_on=STARTS) for firm, count in zip(firms, seats, strict=True)
    ]
    made = announce(town, openings, **fields)
    places = list(made.places.select_related("opening__firm", "round").order_by("pk"))
    hr = {place.pk: user for place, user in zip(places, staff, strict=True)}
    for place in places:
        ranking.state_criteria(place=place, criteria=CRITERIA, today=FROM, by=hr[place.pk])
    people = [make.learner(town.school) for _each in range(learners)]
    for each in people:
        make.account_of(each)
    return Setting(town, made, places, people, hr)


def announce(town: make.Town, openings: Sequence[Opening], **fields: Any) -> Round:
    values: dict[str, Any] = {"code": f"R-{next(_next)}", "title": "시험 회차", "year": 2026}
    values |= {"wishes_from": FROM, "wishes_until": UNTIL, "ranks_until": RANKS, "answer_by": ANSWER}
    values |= {"method": Method.STUDENT, "seed": 7, "most_wishes": 5, "is_blind": False, "shows_refusals": True}
    return rounds.announce_round(
        district=town.district,
        openings=openings,
        today=FROM - timedelta(days=1),
        by=town.coordinator,
        **(values | fields),
    )


def wishing(**fields: Any) -> Setting:
    found = setting(**fields)
    rounds.open_wishes(round=found.now(), today=FROM, by=found.town.coordinator)
    found.now()
    return found


def wishing_on(today: date, **fields: Any) -> Setting:
    """A round that takes wishes on a day, such as today's."""
    found = setting(**fields)
    rounds.open_wishes(round=found.now(), today=today, by=found.town.coordinator)
    found.now()
    return found


def ranking_begun(**fields: Any) -> Setting:
    """Every learner wishes for every place in their order; firms see them."""
    found = wishing(**fields)
    for each in found.learners:
        found.wish(each, *found.places)
    rounds.start_ranking(round=found.now(), today=UNTIL + timedelta(days=1), by=found.town.coordinator)
    found.now()
    return found


def frozen(**fields: Any) -> Setting:
    """The first learner scores best everywhere, the second next."""
    found = ranking_begun(**fields)
    for place in found.places:
        for number, learner in enumerate(found.learners):
            found.assess(place, learner, max(9 - number, 0))
        fresh = RoundOpening.objects.select_related("round").get(pk=place.pk)
        ranking.hand_in_ranking(place=fresh, today=RANKING, by=found.hr[place.pk])
    rounds.freeze_round(round=found.now(), today=RANKING, by=found.town.coordinator)
    found.now()
    return found


def in_state(state: RoundState) -> Setting:
    """A small round whose row stands in a state, whatever led there: for asking what it refuses."""
    found = setting(seats=(1,), learners=1)
    Round.objects.filter(pk=found.round.pk).update(state=state)
    found.now()
    return found
