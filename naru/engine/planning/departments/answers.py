"""Plans for a whole district: every school answers what the others do, until nobody's answer helps."""

import numpy as np
from scipy import sparse

from naru.engine.planning.departments import master
from naru.engine.planning.departments.district import FEW, SLACK, TURNS, District, Standing
from naru.engine.planning.departments.master import Mix
from naru.engine.planning.departments.problem import Floats, Ints
from naru.engine.planning.departments.school import Plan, Wish, best

SWEEPS = 20
NOISE = 0.1
"""How far the price of money is shaken, relatively, to leave a standing that no single answer betters."""
WORSE = 2e-4
"""How much worse, relatively, a shaken standing may be and still be the next to be shaken."""


def answered(
    district: District, at: int, own: Plan | None, rest: Standing, money_price: Floats, worst: Floats
) -> list[Plan]:
    """Best plans of one school when the others stand as in `rest`; better than `own`, where it has one.

    Exact where the school's departments serve different fields and the worst scenario stays; whoever takes an answer
    looks at the whole.
    """
    problem, mine = district.problem, district.fields[at]
    other = rest.persons[mine]
    if own is not None:
        shared = np.zeros_like(rest.persons)
        np.add.at(shared, mine, own.persons)
        other = other + shared[mine] - own.persons
    there = other[:, :, None] + district.each[at][:, None, None] * district.numbers[at]
    stage = np.zeros_like(there)
    for weight, demand in zip(master.weights(problem, worst), problem.demand, strict=True):
        gap = demand[mine][:, :, None] - there
        stage += weight * np.maximum(gap, 0.0) * problem.unmet_weight[mine][:, None, None]
        stage += weight * np.maximum(-gap, 0.0) * problem.surplus_weight[mine][:, None, None]
    stage -= stage[:, :, :1]
    above = np.inf
    if own is not None:
        d, y = np.indices(own.classes.shape)
        above = float(stage[d, y, own.classes].sum()) + own.points + float(money_price @ own.money) - 1e-6
    wish = Wish(stage, money_price, district.most - rest.money)
    price = district.teacher_price[at].copy()
    _bound, found = best(problem, district.schools[at], wish, price, above=above, states=FEW, turns=TURNS)
    plans = [district.keep(at, classes) for classes in found]
    return [plan for plan in plans if plan is not None and (rest.money + plan.money <= district.most).all()]


def swept(district: District, now: Standing, money_price: Floats, schools: Ints | None = None) -> float:
    """Each school (of these) in turn takes its best answer, if the whole is better at this price of money; by how
    much it was."""
    value = before = district.value_of(now) + float(money_price @ now.money)
    for at in district.draw.permutation(len(district.schools) if schools is None else schools).tolist():
        if district.until.is_over():
            break
        own = now.chosen[at]
        rest = now.copy()
        district.add(rest, at, own, -1.0)
        for plan in answered(district, at, own, rest, money_price, _worst(district, now.persons)):
            after = rest.copy()
            district.add(after, at, plan)
            new = district.value_of(after) + float(money_price @ after.money)
            if new < value - 1e-9:
                value, now.persons, now.money, now.points = new, after.persons, after.money, after.points
                now.chosen[at] = plan
                break
    return before - value


def improved(district: District, now: Standing, money_price: Floats) -> None:
    """Sweeps, first as if money cost what it is worth to all, then with what is left of it."""
    for price in (money_price, np.zeros_like(money_price)):
        for _sweep in range(SWEEPS):
            won = swept(district, now, price)
            district.offer(now)
            if won <= 1e-5 * max(1.0, abs(district.value)) or district.until.is_over():
                break


def rounded(district: District, mix: Mix) -> Standing | None:
    """Schools take one plan each, the surest first, while the others stand as mixed. Nothing: the money was short."""
    now = Standing([], np.zeros(district.problem.demand.shape[1:]), np.zeros(district.intakes), 0.0)
    for at, share in enumerate(mix.share):
        for part, plan in zip(share, district.plans[at], strict=False):
            district.add(now, at, plan, float(part))
    chosen: dict[int, Plan] = {}
    order = district.draw.permutation(len(mix.share))
    for at in sorted(order.tolist(), key=lambda each: -float(mix.share[each].max())):
        share, rest = mix.share[at], now.copy()
        for part, plan in zip(share, district.plans[at], strict=False):
            district.add(rest, at, plan, -float(part))
        tried = [district.plans[at][int(share.argmax())]]
        if share.max() < 1.0 - SLACK:
            tried = [plan for part, plan in zip(share, district.plans[at], strict=False) if part > SLACK]
            tried += [district.plans[at][0]]
            tried += answered(district, at, None, rest, mix.prices.money, mix.prices.worst)
        value, taken = np.inf, None
        for plan in tried:
            after = rest.copy()
            district.add(after, at, plan)
            new = district.value_of(after) + float(mix.prices.money @ after.money)
            if new < value and (after.money <= district.most).all():
                value, taken, now = new, plan, after
        if taken is None or district.until.is_over():
            return None
        chosen[at] = taken
    return district.standing([chosen[at] for at in range(len(mix.share))])


def shaken(district: District, money_price: Floats, trials: int, gap: float) -> None:
    """From the best standing, schools that share fields: a sweep at a shaken price of money, then sweeps until no
    answer helps; kept when it is not much worse. So many trials for each such part of the district."""
    if district.best is None:
        return
    base, parts = district.best.copy(), parts_of(district)
    for trial in range(trials * len(parts)):
        if district.is_close(gap) or district.until.is_over():
            return
        part, now = parts[trial % len(parts)], base.copy()
        price = money_price * district.draw.uniform(1.0 - NOISE, 1.0 + NOISE, money_price.size)
        swept(district, now, price, part)
        for _sweep in range(SWEEPS):
            if swept(district, now, np.zeros_like(price), part) <= 1e-6 * max(1.0, abs(district.value)):
                break
        if district.value_of(now) < district.value_of(base) + WORSE * abs(district.value) / len(parts):
            base = now
        district.offer(now)


def parts_of(district: District) -> list[Ints]:
    """Schools that share fields, directly or through others."""
    schools = np.repeat(np.arange(len(district.fields)), [each.size for each in district.fields])
    fields = np.concatenate(district.fields) + len(district.fields)
    size = len(district.fields) + district.problem.unmet_weight.size
    graph = sparse.coo_array((np.ones(schools.size), (schools, fields)), shape=(size, size))
    _count, part = sparse.csgraph.connected_components(graph, directed=False)
    own = part[: len(district.fields)]
    return [np.flatnonzero(own == each) for each in np.unique(own)]


def _worst(district: District, persons: Floats) -> Floats:
    loss = master.losses(district.problem, persons)
    found = np.zeros(loss.size)
    found[int(loss.argmax())] = 1.0
    return found
