"""A district of many schools: one plan of each, priced exactly, against demand and money that all share."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from naru.engine.planning.departments import master
from naru.engine.planning.departments.master import Mix, Prices
from naru.engine.planning.departments.problem import Floats, Ints, Problem
from naru.engine.planning.departments.school import Plan, School, Wish, best, is_kept, planned
from naru.engine.planning.until import NEVER, Until

FEW, MANY, MOST = 150, 3_000, 30_000
"""States of a year that the search over one school keeps: for a trial, for a bound, for the last bound."""
TURNS = 15
"""Subgradients for the price of a teacher in one school; the price is kept from one time to the next."""
PLANS = 16
"""Plans of a school that the master program mixes."""
THREADS = 2
"""Schools are priced side by side; nothing in the answer depends on it."""
SLACK = 1e-6
"""Of a year's money; shares of plans add up no more exactly than that."""


@dataclass
class Standing:
    """A plan for every school, and what they come to: persons: float64[fields, intakes]; money: float64[intakes];
    points: change and money, without demand."""

    chosen: list[Plan]
    persons: Floats
    money: Floats
    points: float

    def copy(self) -> "Standing":
        return Standing(list(self.chosen), self.persons.copy(), self.money.copy(), self.points)


class District:
    """plans: those met so far, by school; best, value: the best standing that keeps every rule; bound: proved."""

    def __init__(self, problem: Problem, schools: list[School], *, seed: int, until: Until = NEVER) -> None:
        self.problem, self.schools, self.until = problem, schools, until
        self.draw = np.random.default_rng(seed)
        self.intakes = problem.demand.shape[2]
        self.plans: list[list[Plan]] = [[] for _ in schools]
        self.known: list[dict[bytes, Plan | None]] = [{} for _ in schools]
        self.listed: list[set[bytes]] = [set() for _ in schools]
        self.teacher_price = [np.zeros(self.intakes) for _ in schools]
        self.fields = [problem.field[each.departments] for each in schools]
        self.each = [(problem.class_size * problem.supply)[each.departments] for each in schools]
        self.numbers = [np.arange(each.wide) for each in schools]
        self.most = problem.money_most + SLACK * np.maximum(1.0, problem.money_most)
        self.bound = 0.0  # no term of the points is negative
        self.best: Standing | None = None
        self.value = np.inf

    def is_close(self, gap: float) -> bool:
        return self.best is not None and self.value - self.bound <= gap * max(abs(self.value), 1e-9)

    def started(self) -> bool | None:
        """A first plan for each school: as it stands, or one that is found. False: a school has none, which is
        proved; nothing: none was found."""
        for at, school in enumerate(self.schools):
            classes = np.repeat(school.past[:, -1:], self.intakes, axis=1)
            if is_kept(school, classes) and self.keep(at, classes) is not None:
                continue
            wish = self.wish(at, Prices(np.zeros(self.problem.demand.shape[1:]), np.zeros(self.intakes), np.zeros(0)))
            for states in (FEW, MOST):
                if self.until.is_over():
                    return None
                bound, found = best(
                    self.problem, school, wish, self.teacher_price[at], above=np.inf, states=states, turns=0
                )
                if bound == np.inf and not found:
                    return False
                if any([self.keep(at, each) is not None for each in found]):
                    break
            else:
                return None
        self.offer(self.standing([each[0] for each in self.plans]))
        return True

    def keep(self, at: int, classes: Ints) -> Plan | None:
        """The plan of a school with these classes, now among its plans; nothing when no retraining carries it."""
        key = classes.tobytes()
        if key not in self.known[at]:
            plan = planned(self.problem, self.schools[at], classes)
            self.known[at][key] = plan
        kept = self.known[at][key]
        if kept is not None and key not in self.listed[at]:
            self.listed[at].add(key)
            self.plans[at].append(kept)
        return kept

    def forget(self, prices: Prices) -> None:
        """The first plan of each school stays, and those that are best at these prices."""
        for at, plans in enumerate(self.plans):
            if len(plans) > PLANS:
                order = np.argsort(self.points_at(at, prices), kind="stable")[: PLANS - 1]
                self.plans[at] = [plans[0], *(plans[each] for each in sorted(order.tolist()) if each)]
                self.listed[at] = {plan.classes.tobytes() for plan in self.plans[at]}

    def wish(self, at: int, prices: Prices) -> Wish:
        """A school at given prices, with no limit on money."""
        worth = prices.persons[self.fields[at]] * self.each[at][:, None]
        return Wish(-worth[:, :, None] * self.numbers[at], prices.money, np.full(self.intakes, np.inf))

    def points_at(self, at: int, prices: Prices) -> Floats:
        """float64[plans]: what each plan of a school comes to at these prices."""
        worth = prices.persons[self.fields[at]]
        return np.array(
            [
                each.points + float(prices.money @ each.money) - float((each.persons * worth).sum())
                for each in self.plans[at]
            ]
        )

    def mix(self) -> Mix | None:
        return master.mixed(self.problem, self.schools, self.plans, until=self.until)

    def priced(self, prices: Prices, levels: tuple[int, ...]) -> int:
        """The bound at these prices (no plan of a school comes to less than its own bound there), and how many plans
        were met that are better at them than any before. The next of `levels` is taken where the states of one were
        too few to say."""

        def one(at: int) -> tuple[float, int]:
            own = self.points_at(at, prices)
            wish, above, low, count = self.wish(at, prices), float(own.min()), -np.inf, own.size
            for states in levels:
                if self.until.is_over():
                    break
                before = len(self.plans[at])
                bound, found = best(
                    self.problem,
                    self.schools[at],
                    wish,
                    self.teacher_price[at],
                    above=above,
                    states=states,
                    turns=TURNS,
                )
                low = max(low, min(bound, above))
                for classes in found:
                    self.keep(at, classes)
                if len(self.plans[at]) > before:
                    above = min(above, float(self.points_at(at, prices).min()))
                if above - low <= 1e-4 * max(1.0, abs(above)):
                    break
            return low - 1e-9 * max(1.0, abs(low)), len(self.plans[at]) - count

        with ThreadPoolExecutor(THREADS) as threads:
            found = list(threads.map(one, range(len(self.schools))))
        total = prices.constant(self.problem) + sum(low for low, _new in found)
        self.bound = max(self.bound, total - 1e-9 * abs(total))
        return sum(new for _low, new in found)

    def standing(self, chosen: list[Plan]) -> Standing:
        now = Standing(chosen, np.zeros(self.problem.demand.shape[1:]), np.zeros(self.intakes), 0.0)
        for at, plan in enumerate(chosen):
            self.add(now, at, plan)
        return now

    def add(self, now: Standing, at: int, plan: Plan, share: float = 1.0) -> None:
        """A share of a plan comes to the whole; -1 takes it away."""
        np.add.at(now.persons, self.fields[at], share * plan.persons)
        now.money = now.money + share * plan.money
        now.points += share * plan.points

    def value_of(self, now: Standing) -> float:
        loss = master.losses(self.problem, now.persons)
        mean = (1.0 - self.problem.robust) * float(self.problem.probability @ loss)
        return now.points + mean + self.problem.robust * float(loss.max(initial=0.0))

    def offer(self, now: Standing) -> None:
        """Keeps a standing that is better than the best and within the money of each year."""
        exact = self.standing(list(now.chosen))
        value = self.value_of(exact)
        if value < self.value and (exact.money <= self.most).all():
            self.best, self.value = exact, value
