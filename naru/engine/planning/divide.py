"""A large integer program whose blocks (schools) are tied by a few rows: solved block by block, with a proved bound."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from naru.engine.planning.linear import (
    EVERYWHERE,
    NO_BLOCK,
    NODES,
    Floats,
    Ints,
    Model,
    Outcome,
    Relaxed,
    relax,
    run,
    run_near,
    run_pieces,
    with_cost,
)
from naru.engine.planning.status import Status
from naru.engine.planning.until import NEVER, Until

TOLERANCE = 1e-6
TRIAL_NODES = 50
"""Nodes for a group of blocks while a plan is sought: later groups mend what one leaves."""
NEAR = 1.0
"""How far a whole number may go from where it is while a block alone is mended: few choices, quick answers."""
MENDING = 0.8
"""Share of the time for a better plan; the rest goes to a better bound."""
LEAST_STEP = 1.5
"""Seconds under which a block alone brings nothing."""
WHOLE_BELOW = 1_500
"""Variables of a component under which dividing costs more than it saves."""


def run_blocks(
    model: Model,
    *,
    gap: float = 1e-3,
    rounds: int = 6,
    nodes: int = NODES,
    seed: int = 0,
    group: int = 3,
    whole_below: int = WHOLE_BELOW,
    until: Until = NEVER,
    start: Floats | None = None,
) -> Outcome:
    """Solves each connected component; one that holds several blocks is divided along `model.block`.

    Minimise c x where the rows of each block X_b are its own and the link rows A x in [lo, hi] tie blocks.
    1. Linear relaxation of the component: a bound, prices of the link rows, and a share of every link row.
    2. Pricing: each block minimises (c - Aᵀ price) x over its whole X_b; the sum is a Lagrangian bound, never weaker
       than the relaxation's at those prices (Geoffrion 1974).
    3. A plan: blocks in turn become whole against what the relaxation leaves to them, then small groups of blocks are
       solved again with the rest held, as long as it helps (large neighbourhoods).
    4. While the gap is too wide: a master program over all block plans seen (columns) sets new prices; again 2 and 3
       (Dantzig & Wolfe 1960). Variables of no block live in the master and need finite limits.
    Below `whole_below` variables a component is not divided. With `gap` 0 an open gap ends in the whole tree.
    The bound is proved whatever stops the search; `rounds` and `nodes` limit it without a clock. `until` caps every
    step of it, relaxations and single blocks too; a block that is stopped still gives its own proved bound. `start`
    is a plan, or what may be one: kept until there is a better one; under a clock, 3 begins from it, block by block.
    """

    def solved(piece: Model, variables: Ints, until: Until) -> Outcome:
        first = np.zeros(0) if start is None else start[variables]
        if piece.cost.size < whole_below or np.unique(piece.block[piece.block >= 0]).size < 2:
            return _at_least(piece, run(piece, gap=gap, nodes=nodes, until=until), first)
        share = until.part(0.5) if gap <= 0 else until
        found = _Divided(piece, seed=seed, nodes=nodes, group=group, until=share).run(gap, rounds, first)
        if found.status is not Status.FEASIBLE or gap > 0:
            return found
        # Asked for proof, and prices alone do not close every gap: the whole tree has to.
        whole = run(piece, nodes=nodes, until=until)
        best = whole if whole.x.size and whole.value <= found.value else found
        bound = min(best.value, max(whole.bound, found.bound))
        is_proved = best.value - bound <= TOLERANCE * max(1.0, abs(best.value))
        return Outcome(Status.OPTIMAL if is_proved else Status.FEASIBLE, best.x, best.value, bound)

    return run_pieces(model, solved, until)


def _at_least(model: Model, found: Outcome, first: Floats) -> Outcome:
    """The answer, or the plan that was there before it when the time was too short for any other."""
    if found.status is not Status.GAVE_UP or not first.size or not _is_plan(model, first):
        return found
    value = float(model.cost @ first)
    return Outcome(Status.FEASIBLE, first, value, min(max(found.bound, _least(model)), value))


def _least(model: Model) -> float:
    """No x within its limits costs less."""
    ends = np.where(model.cost >= 0, model.lower, model.upper)[model.cost != 0]
    return float(model.cost[model.cost != 0] @ ends)


def _is_plan(model: Model, x: Floats) -> bool:
    activity = model.matrix @ x
    scale = TOLERANCE * np.maximum(1.0, np.abs(activity)) * 10
    holds = (activity >= model.row_lower - scale).all() and (activity <= model.row_upper + scale).all()
    holds = holds and (x >= model.lower - TOLERANCE).all() and (x <= model.upper + TOLERANCE).all()
    return bool(holds and (np.abs(x - np.round(x))[model.whole] <= TOLERANCE).all())


@dataclass(frozen=True)
class _Block:
    """A block's own model, its variables in the whole, and its columns of the link rows."""

    model: Model
    variables: Ints
    links: sparse.csr_array


class _Divided:
    def __init__(self, model: Model, *, seed: int, nodes: int, group: int, until: Until = NEVER) -> None:
        self.model, self.nodes, self.group, self.until = model, nodes, group, until
        self.step = until
        self.draw = np.random.default_rng(seed)
        self.is_link = _links(model)
        link_rows = np.flatnonzero(self.is_link)
        self.links = model.matrix[link_rows].tocsr()
        self.link_columns = self.links.tocsc()
        self.link_lower, self.link_upper = model.row_lower[link_rows], model.row_upper[link_rows]
        self.master = np.flatnonzero(model.block < 0)
        if not np.isfinite(model.lower[self.master]).all() or not np.isfinite(model.upper[self.master]).all():
            raise ValueError("variables of no block need finite limits")
        self.everywhere = np.flatnonzero(model.block == EVERYWHERE)
        local = model.matrix[np.flatnonzero(~self.is_link)].tocsc()
        rest = np.flatnonzero(~self.is_link)
        self.blocks: list[_Block] = []
        for name in np.unique(model.block[model.block >= 0]):
            variables = np.flatnonzero(model.block == name)
            columns = local[:, variables]
            rows = np.unique(columns.indices)
            own = Model(
                model.cost[variables],
                model.lower[variables],
                model.upper[variables],
                model.whole[variables],
                columns.tocsr()[rows],
                model.row_lower[rest[rows]],
                model.row_upper[rest[rows]],
                model.rule[rest[rows]],
                model.block[variables],
            )
            self.blocks.append(_Block(own, variables, self.link_columns[:, variables].tocsr()))
        self.columns: list[list[tuple[float, Floats, Floats]]] = [[] for _ in self.blocks]
        self.gap = 0.0
        self.bound = -np.inf
        self.best = np.zeros(0)
        self.value = np.inf

    def run(self, gap: float, rounds: int, start: Floats) -> Outcome:
        self.gap = gap
        nothing = np.zeros(0)
        if start.size:
            self._offer(start)
        relaxed = relax(self.model, by_interior=self.model.cost.size > 10_000, until=self.until)
        if relaxed.status is Status.INFEASIBLE:
            return Outcome(Status.INFEASIBLE, nothing, np.inf, np.inf)
        if relaxed.status is not Status.OPTIMAL:
            return _at_least(self.model, run(self.model, nodes=self.nodes, until=self.until), self.best)
        self.bound = relaxed.value - TOLERANCE * max(1.0, abs(relaxed.value))
        price = relaxed.row[self.is_link]
        for turn in range(rounds):
            if turn and self.until.is_over():
                break
            if turn == 0 and self.best.size and self.until.is_set:
                self._mended(gap)
            elif turn == 0:
                self._improved(self._rounded(relaxed), gap)
                if self._is_close(gap):
                    break
            if not self._priced(price):
                return Outcome(Status.INFEASIBLE, nothing, np.inf, np.inf)
            if self._is_close(gap):
                break
            mastered = self._mastered()
            if mastered is None:
                break
            price, start = mastered
            if turn:
                self._improved(self._whole_start(start), gap)
                if self._is_close(gap):
                    break
        if not self.best.size:
            # No plan found in parts: ask for the whole before giving up, which also decides infeasibility.
            found = run(self.model, gap=gap, nodes=self.nodes, until=self.until)
            return Outcome(found.status, found.x, found.value, max(found.bound, min(self.bound, found.value)))
        is_proved = self.value - self.bound <= TOLERANCE * max(1.0, abs(self.value))
        status = Status.OPTIMAL if is_proved else Status.FEASIBLE
        return Outcome(status, self.best, self.value, min(self.bound, self.value))

    def _slack(self, around: float) -> float:
        """What a block may leave open: a quarter of its part of the gap asked for."""
        return 0.25 * self.gap * (abs(self.bound) if np.isfinite(self.bound) else abs(around)) / len(self.blocks)

    def _is_close(self, gap: float) -> bool:
        return bool(self.best.size) and self.value - self.bound <= gap * max(abs(self.value), 1e-9)

    def _priced(self, price: Floats) -> bool:
        """The Lagrangian bound at these prices; every block plan met is kept as a column. False: a block has no plan."""
        price = np.where(np.isfinite(self.link_lower), price, np.minimum(price, 0.0))
        price = np.where(np.isfinite(self.link_upper), price, np.maximum(price, 0.0))
        up, down = price < 0, price > 0
        total = float(price[up] @ self.link_upper[up] + price[down] @ self.link_lower[down])
        reduced = self.model.cost[self.master] - self.link_columns[:, self.master].T @ price
        ends = np.where(reduced >= 0, self.model.lower[self.master], self.model.upper[self.master])
        total += float(reduced @ ends)
        for at, block in enumerate(self.blocks):
            own = block.model
            cost = own.cost - block.links.T @ price
            asked = with_cost(own, cost)
            about = relax(asked, until=self.until)
            if about.status is Status.INFEASIBLE:
                return False
            if about.status is not Status.OPTIMAL:
                return True  # no time: these prices give no bound
            own_time = self.until.part(0.5 / (len(self.blocks) - at))
            found = run_near(asked, about.value, self._slack(about.value), nodes=self.nodes, until=own_time)
            if found.status is Status.INFEASIBLE:
                return False
            total += max(found.bound, about.value - TOLERANCE * max(1.0, abs(about.value)))
            if found.x.size:
                self._keep(at, found.x)
        self.bound = max(self.bound, total - TOLERANCE * max(1.0, abs(total)))
        return True

    def _keep(self, at: int, x: Floats) -> None:
        block = self.blocks[at]
        if any(np.array_equal(x, each[2]) for each in self.columns[at]):
            return
        self.columns[at].append((float(block.model.cost @ x), block.links @ x, x))

    def _rounded(self, relaxed: Relaxed) -> Floats:
        """Blocks become whole one after the other; what is not yet whole stands as the relaxation has it."""
        return self._whole_start(relaxed.x.copy())

    def _whole_start(self, x: Floats) -> Floats:
        for turn, at in enumerate(self.draw.permutation(len(self.blocks))):
            self.step = self.until.part(0.4 / (len(self.blocks) - turn))
            x = self._again(x, [int(at)])
        return x

    def _mended(self, gap: float) -> None:
        """With a plan at hand and a clock running: block after block is solved again, each with its share of the time."""
        end = self.until.part(MENDING)
        while not self._is_close(gap) and not end.is_over():
            before = self.value
            for turn, at in enumerate(self.draw.permutation(len(self.blocks))):
                self.step = end.part(1 / (len(self.blocks) - turn), LEAST_STEP)
                self._offer(self._again(self.best, [int(at)], NEAR))
            if before - self.value <= 0.1 * gap * max(abs(self.value), 1e-9):
                break

    def _improved(self, x: Floats, gap: float) -> None:
        """Solves groups of blocks again with the rest held, until a sweep brings little."""
        self._offer(x)
        size = self.group
        end = self.until.part(0.5)
        while not self._is_close(gap) and not end.is_over():
            before = float(self.model.cost @ x)
            was_plan = bool(self.best.size)
            order = self.draw.permutation(len(self.blocks))
            for start in range(0, len(order), size):
                self.step = end.part(size / max(len(order), size))
                x = self._again(x, [int(each) for each in order[start : start + size]])
            self._offer(x)
            after = float(self.model.cost @ x)
            if before - after <= 0.1 * gap * max(abs(after), 1e-9) and was_plan == bool(self.best.size):
                break

    def _offer(self, x: Floats) -> None:
        """Keeps a plan that holds every row and is better than the best."""
        value = float(self.model.cost @ x)
        if value < self.value and _is_plan(self.model, x):
            self.best, self.value = x.copy(), value
        for at, block in enumerate(self.blocks):
            own = x[block.variables]
            if (np.abs(own - np.round(own))[block.model.whole] <= TOLERANCE).all():
                self._keep(at, own)

    def _again(self, x: Floats, chosen: list[int], near: float = np.inf) -> Floats:
        """Some blocks and the master variables that they touch, solved with everything else held.

        Link rows may be missed at a price above all others: the first blocks must not fail because the relaxation
        left them a share that no whole plan fits. `near`: how far a whole number may go from where it is.
        """
        inside = np.concatenate([self.blocks[at].variables for at in chosen])
        touched = np.unique(self.link_columns[:, inside].indices)
        loose = np.unique(self.links[touched].indices)
        loose = loose[self.model.block[loose] < 0]
        loose = np.union1d(loose, self.everywhere)
        free = np.concatenate([inside, loose])
        rows = np.unique(self.link_columns[:, free].indices)
        columns = self.link_columns[:, free].tocsr()[rows]
        held = (self.links[rows] @ x) - (columns @ x[free])
        own = [self.blocks[at].model for at in chosen]
        local = sparse.block_diag([each.matrix for each in own], format="csr")
        count = local.shape[0]
        above = sparse.hstack([local, sparse.csr_array((count, loose.size))], format="csr")
        slack = sparse.hstack([-sparse.eye_array(rows.size), sparse.eye_array(rows.size)], format="csr")
        below = sparse.hstack([columns, slack], format="csr")
        above = sparse.hstack([above, sparse.csr_array((count, 2 * rows.size))], format="csr")
        dear = 10.0 * max(1.0, float(np.abs(self.model.cost).max()))
        whole = self.model.whole[free]
        lower = np.where(whole, np.maximum(self.model.lower[free], x[free] - near), self.model.lower[free])
        upper = np.where(whole, np.minimum(self.model.upper[free], x[free] + near), self.model.upper[free])
        model = Model(
            np.concatenate([self.model.cost[free], np.full(2 * rows.size, dear)]),
            np.concatenate([lower, np.zeros(2 * rows.size)]),
            np.concatenate([upper, np.full(2 * rows.size, np.inf)]),
            np.concatenate([whole, np.zeros(2 * rows.size, dtype=np.bool_)]),
            sparse.vstack([above, below], format="csr"),
            np.concatenate([*(each.row_lower for each in own), self.link_lower[rows] - held]),
            np.concatenate([*(each.row_upper for each in own), self.link_upper[rows] - held]),
            np.zeros(count + rows.size, dtype=np.int64),
            np.zeros(free.size + 2 * rows.size, dtype=np.int64),
        )
        now = float(self.model.cost[free] @ x[free])
        slack = 2.0 * self._slack(now) * len(chosen)
        found = run_near(model, now, slack, nodes=min(self.nodes, TRIAL_NODES), until=self.step)
        if not found.x.size or (self.step.is_set and found.value > now and _is_plan(self.model, x)):
            return x  # stopped before it was as good as what is there
        changed = x.copy()
        changed[free] = found.x[: free.size]
        return changed

    def _mastered(self) -> tuple[Floats, Floats] | None:
        """Prices from the master program over the columns, and the mix of columns that it takes."""
        counts = [len(each) for each in self.columns]
        if not all(counts):
            return None
        costs = np.concatenate([[each[0] for each in one] for one in self.columns])
        used = np.column_stack([each[1] for one in self.columns for each in one])
        owner = np.repeat(np.arange(len(counts)), counts)
        pick = sparse.csr_array((np.ones(owner.size), (owner, np.arange(owner.size))), shape=(len(counts), owner.size))
        links = self.link_columns[:, self.master]
        rows = self.link_lower.size
        slack = sparse.hstack([-sparse.eye_array(rows), sparse.eye_array(rows)], format="csr")
        wide = self.master.size + 2 * rows
        matrix = sparse.vstack(
            [
                sparse.hstack([sparse.csr_array(used), links, slack], format="csr"),
                sparse.hstack([pick, sparse.csr_array((len(counts), wide))], format="csr"),
            ],
            format="csr",
        )
        dear = 10.0 * max(1.0, float(np.abs(self.model.cost).max()))
        found = relax(
            Model(
                np.concatenate([costs, self.model.cost[self.master], np.full(2 * rows, dear)]),
                np.concatenate([np.zeros(owner.size), self.model.lower[self.master], np.zeros(2 * rows)]),
                np.concatenate([np.ones(owner.size), self.model.upper[self.master], np.full(2 * rows, np.inf)]),
                np.zeros(owner.size + wide, dtype=np.bool_),
                matrix,
                np.concatenate([self.link_lower, np.ones(len(counts))]),
                np.concatenate([self.link_upper, np.ones(len(counts))]),
                np.zeros(rows + len(counts), dtype=np.int64),
                np.zeros(owner.size + wide, dtype=np.int64),
            ),
            until=self.until,
        )
        if found.status is not Status.OPTIMAL:
            return None
        x = np.zeros(self.model.cost.size)
        x[self.master] = found.x[owner.size : owner.size + self.master.size]
        at = 0
        for block, one in zip(self.blocks, self.columns, strict=True):
            for each in one:
                x[block.variables] += found.x[at] * each[2]
                at += 1
        return found.row[:rows], x


def _links(model: Model) -> NDArray[np.bool_]:
    """Rows that hold variables of more than one block, or of none."""
    coo = model.matrix.tocoo()
    rows, block = coo.coords[0], model.block[coo.coords[1]]
    count = model.matrix.shape[0]
    low = np.full(count, np.iinfo(np.int64).max)
    high = np.full(count, np.iinfo(np.int64).min)
    np.minimum.at(low, rows, block)
    np.maximum.at(high, rows, block)
    found: NDArray[np.bool_] = (low != high) | (low <= NO_BLOCK)
    return found
