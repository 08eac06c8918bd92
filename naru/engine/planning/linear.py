"""Integer programs as arrays, solved by HiGHS through scipy (`highspy` and `ortools` cannot share a process)."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from naru.engine.planning.status import Status
from naru.engine.planning.until import NEVER, Until

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NO_BLOCK = -1
EVERYWHERE = -2
NODES = 200_000
SMALL = 100


@dataclass(frozen=True)
class Model:
    """Minimise cost · x, lower <= x <= upper, row_lower <= matrix x <= row_upper, x whole where `whole`.

    cost, lower, upper: float64[variables]; whole: bool[variables]; matrix: csr[rows, variables];
    rule: int64[rows], which rule of its problem a row states; block: int64[variables], the part that a variable
    belongs to, NO_BLOCK for one that ties parts together, EVERYWHERE for one that every part must see.
    """

    cost: Floats
    lower: Floats
    upper: Floats
    whole: NDArray[np.bool_]
    matrix: sparse.csr_array
    row_lower: Floats
    row_upper: Floats
    rule: Ints
    block: Ints


@dataclass(frozen=True)
class Outcome:
    """x: float64[variables], empty without a plan; value: cost · x; bound: no plan costs less."""

    status: Status
    x: Floats
    value: float
    bound: float


@dataclass
class Builder:
    """Collects variables and rows in batches."""

    costs: list[Floats] = field(default_factory=list)
    lowers: list[Floats] = field(default_factory=list)
    uppers: list[Floats] = field(default_factory=list)
    wholes: list[NDArray[np.bool_]] = field(default_factory=list)
    blocks: list[Ints] = field(default_factory=list)
    variables: int = 0
    at_row: list[Ints] = field(default_factory=list)
    at_column: list[Ints] = field(default_factory=list)
    values: list[Floats] = field(default_factory=list)
    row_lowers: list[Floats] = field(default_factory=list)
    row_uppers: list[Floats] = field(default_factory=list)
    rules: list[Ints] = field(default_factory=list)
    rows: int = 0

    def add(
        self,
        count: int,
        *,
        upper: float | Floats,
        lower: float | Floats = 0.0,
        cost: float | Floats = 0.0,
        whole: bool = False,
        block: int | Ints = NO_BLOCK,
    ) -> Ints:
        """`count` variables; returns their indices."""
        for kept, value in ((self.costs, cost), (self.lowers, lower), (self.uppers, upper)):
            kept.append(np.broadcast_to(np.asarray(value, dtype=np.float64), (count,)))
        self.wholes.append(np.full(count, whole))
        self.blocks.append(np.broadcast_to(np.asarray(block, dtype=np.int64), (count,)))
        self.variables += count
        return np.arange(self.variables - count, self.variables)

    def require(
        self,
        count: int,
        parts: list[tuple[Ints, Ints, float | Floats]],
        *,
        rule: int,
        lower: float | Floats = -np.inf,
        upper: float | Floats = np.inf,
    ) -> Ints:
        """`count` rows made of (row from 0, variable, coefficient) parts; returns the indices of the rows."""
        for rows, columns, values in parts:
            rows = np.asarray(rows, dtype=np.int64)
            self.at_row.append(rows + self.rows)
            self.at_column.append(np.asarray(columns, dtype=np.int64))
            self.values.append(np.broadcast_to(np.asarray(values, dtype=np.float64), rows.shape))
        self.row_lowers.append(np.broadcast_to(np.asarray(lower, dtype=np.float64), (count,)))
        self.row_uppers.append(np.broadcast_to(np.asarray(upper, dtype=np.float64), (count,)))
        self.rules.append(np.full(count, rule, dtype=np.int64))
        self.rows += count
        return np.arange(self.rows - count, self.rows)

    def model(self) -> Model:
        values = _floats(self.values)
        at = (_ints(self.at_row), _ints(self.at_column))
        return Model(
            _floats(self.costs),
            _floats(self.lowers),
            _floats(self.uppers),
            np.concatenate([np.zeros(0, dtype=np.bool_), *self.wholes]),
            sparse.coo_array((values, at), shape=(self.rows, self.variables)).tocsr(),
            _floats(self.row_lowers),
            _floats(self.row_uppers),
            _ints(self.rules),
            _ints(self.blocks),
        )


def _floats(parts: list[Floats]) -> Floats:
    return np.concatenate([np.zeros(0), *parts])


def _ints(parts: list[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])


def run(model: Model, *, gap: float = 0.0, nodes: int = NODES, until: Until = NEVER) -> Outcome:
    """Bare HiGHS. `gap` is relative; `nodes` bounds the tree; a clock counts only where `until` is set."""
    if until.is_over():
        return Outcome(Status.GAVE_UP, np.zeros(0), np.inf, -np.inf)
    if not model.cost.size:
        ok = bool((model.row_lower <= 0).all() and (model.row_upper >= 0).all())
        return Outcome(Status.OPTIMAL if ok else Status.INFEASIBLE, np.zeros(0), 0.0, 0.0)
    constraints = LinearConstraint(model.matrix, model.row_lower, model.row_upper) if model.rule.size else ()
    found = milp(
        model.cost,
        integrality=model.whole.astype(np.int64),
        bounds=Bounds(model.lower, model.upper),
        constraints=constraints,
        options={"mip_rel_gap": gap, "node_limit": nodes, **_clock(until)},
    )
    # The status first: the numbers of a run that stopped early can lie outside the bounds.
    bound = found.get("mip_dual_bound")
    bound = -np.inf if bound is None or not np.isfinite(bound) else float(bound)
    nothing = np.zeros(0)
    if found.status == 2:
        return Outcome(Status.INFEASIBLE, nothing, np.inf, np.inf)
    if found.status not in (0, 1) or found.x is None:
        return Outcome(Status.GAVE_UP, nothing, np.inf, bound)
    x = np.asarray(found.x, dtype=np.float64)
    x = np.clip(np.where(model.whole, np.round(x), x), model.lower, model.upper)
    value = float(model.cost @ x)
    if not model.whole.any() and found.status == 0:
        bound = value
    is_proved = found.status == 0 and value - bound <= 1e-6 * max(1.0, abs(value))
    return Outcome(Status.OPTIMAL if is_proved else Status.FEASIBLE, x, value, min(bound, value))


@dataclass(frozen=True)
class Relaxed:
    """x, row: float64; `row` holds what the value gains per unit that a row's limit is moved (the dual)."""

    status: Status
    x: Floats
    value: float
    row: Floats


def _clock(until: Until) -> dict[str, float]:
    return {"time_limit": until.left()} if until.is_set else {}


def run_near(model: Model, around: float, slack: float, *, nodes: int = NODES, until: Until = NEVER) -> Outcome:
    """HiGHS until the absolute gap is `slack`, for a model whose value is about `around`.

    scipy hands on a relative gap only. A constant brings the value to the size at which the two are the same.
    """
    if slack <= 0 or not model.cost.size:
        return run(model, nodes=nodes, until=until)
    size = 1_000.0 * slack
    shift = -around - size
    longer = replace(
        model,
        cost=np.concatenate([model.cost, [shift]]),
        lower=np.concatenate([model.lower, [1.0]]),
        upper=np.concatenate([model.upper, [1.0]]),
        whole=np.concatenate([model.whole, [False]]),
        matrix=sparse.hstack([model.matrix, sparse.csr_array((model.matrix.shape[0], 1))], format="csr"),
        block=np.concatenate([model.block, [NO_BLOCK]]),
    )
    found = run(longer, gap=1e-3, nodes=nodes, until=until)
    return Outcome(found.status, found.x[: model.cost.size], found.value - shift, found.bound - shift)


def relax(model: Model, *, by_interior: bool = False, until: Until = NEVER) -> Relaxed:
    """The linear relaxation with its duals."""
    if until.is_over():
        return Relaxed(Status.GAVE_UP, np.zeros(0), np.inf, np.zeros(model.rule.size))
    is_equal = model.row_lower == model.row_upper
    has_upper = np.isfinite(model.row_upper) & ~is_equal
    has_lower = np.isfinite(model.row_lower) & ~is_equal
    ups, lows, equals = np.flatnonzero(has_upper), np.flatnonzero(has_lower), np.flatnonzero(is_equal)
    above = sparse.vstack([model.matrix[ups], -model.matrix[lows]], format="csr")
    found = linprog(
        model.cost,
        A_ub=above if above.shape[0] else None,
        b_ub=np.concatenate([model.row_upper[ups], -model.row_lower[lows]]) if above.shape[0] else None,
        A_eq=model.matrix[equals] if equals.size else None,
        b_eq=model.row_upper[equals] if equals.size else None,
        bounds=np.column_stack([model.lower, model.upper]),
        method="highs-ipm" if by_interior else "highs",
        options=_clock(until),
    )
    row = np.zeros(model.rule.size)
    if found.status != 0 or found.x is None:
        status = Status.INFEASIBLE if found.status == 2 else Status.GAVE_UP
        return Relaxed(status, np.zeros(0), np.inf, row)
    if above.shape[0]:
        marginal = np.asarray(found.ineqlin.marginals)
        row[ups] += marginal[: ups.size]
        row[lows] -= marginal[ups.size :]
    if equals.size:
        row[equals] = np.asarray(found.eqlin.marginals)
    return Relaxed(Status.OPTIMAL, np.asarray(found.x), float(found.fun), row)


def kept(model: Model, rows: NDArray[np.bool_]) -> Model:
    """The model with these rows only."""
    return replace(
        model,
        matrix=model.matrix[np.flatnonzero(rows)],
        row_lower=model.row_lower[rows],
        row_upper=model.row_upper[rows],
        rule=model.rule[rows],
    )


def components(model: Model) -> Ints:
    """int64[variables]: variables share a number when rows tie them together, directly or through others."""
    shape = model.matrix
    rows, variables = shape.shape
    coo = shape.tocoo()
    graph = sparse.coo_array(
        (np.ones(coo.nnz, dtype=np.int8), (coo.coords[0], coo.coords[1] + rows)), shape=(rows + variables,) * 2
    )
    _count, found = sparse.csgraph.connected_components(graph, directed=False)
    _names, numbered = np.unique(found[rows:], return_inverse=True)
    return numbered.astype(np.int64)


def part(model: Model, variables: Ints) -> tuple[Model, Ints]:
    """The model of some variables that no row ties to the others, and the rows that it took."""
    columns = model.matrix.tocsc()[:, variables]
    rows = np.unique(columns.indices)
    return (
        Model(
            model.cost[variables],
            model.lower[variables],
            model.upper[variables],
            model.whole[variables],
            columns.tocsr()[rows],
            model.row_lower[rows],
            model.row_upper[rows],
            model.rule[rows],
            model.block[variables],
        ),
        rows,
    )


def pieces(model: Model) -> list[Ints]:
    """The variables of each connected component; components under SMALL variables share a piece."""
    component = components(model)
    sizes = np.bincount(component)
    order = np.argsort(component, kind="stable")
    found: list[Ints] = []
    waiting: list[Ints] = []
    for variables in np.split(order, np.cumsum(sizes)[:-1]) if sizes.size else []:
        if variables.size >= SMALL:
            found.append(variables)
            continue
        waiting.append(variables)
        if sum(each.size for each in waiting) >= SMALL:
            found.append(np.concatenate(waiting))
            waiting = []
    return [*found, np.concatenate(waiting)] if waiting else found


def run_pieces(model: Model, solver: Callable[[Model, Ints, Until], Outcome], until: Until = NEVER) -> Outcome:
    """Each piece by itself, in its share of the time by its variables; the sum of proved optima is a proved optimum."""
    empty = np.asarray(np.diff(model.matrix.indptr) == 0)
    if ((model.row_lower > 0) | (model.row_upper < 0))[empty].any():
        return Outcome(Status.INFEASIBLE, np.zeros(0), np.inf, np.inf)
    x = np.zeros(model.cost.size)
    bound, status = 0.0, Status.OPTIMAL
    waiting = model.cost.size
    for variables in pieces(model):
        found = solver(part(model, variables)[0], variables, until.part(variables.size / waiting))
        waiting -= variables.size
        if found.status is Status.INFEASIBLE:
            return found
        if found.status is Status.GAVE_UP:
            status = Status.GAVE_UP
        elif found.status is Status.FEASIBLE and status is Status.OPTIMAL:
            status = Status.FEASIBLE
        bound += found.bound
        if found.x.size:
            x[variables] = found.x
    if status is Status.GAVE_UP:
        return Outcome(status, np.zeros(0), np.inf, bound)
    value = float(model.cost @ x)
    return Outcome(status, x, value, min(bound, value))


def run_components(model: Model, *, gap: float = 0.0, nodes: int = NODES, until: Until = NEVER) -> Outcome:
    """HiGHS on each connected component."""
    return run_pieces(model, lambda piece, _at, share: run(piece, gap=gap, nodes=nodes, until=share), until)


def clash(model: Model, *, stride: int = 1, nodes: int = NODES) -> tuple[tuple[int, ...], bool]:
    """Rules that cannot hold together, and whether the set was proved minimal.

    A deletion filter, first over kinds of rules (`rule // stride`), then over the single rules of the kinds left.
    Source: Chinneck, Feasibility and Infeasibility in Optimization, 2008, 6.2.
    """
    is_minimal = True

    def filtered(asked: Model, names: Ints) -> NDArray[np.bool_]:
        nonlocal is_minimal
        wanted = np.ones(names.size, dtype=np.bool_)
        step = max(1, np.unique(names).size // 4)
        while True:
            at = 0
            left = np.unique(names[wanted])
            while at < left.size:
                rows = wanted & ~np.isin(names, left[at : at + step])
                status = run(kept(asked, rows), nodes=nodes).status
                if status is Status.INFEASIBLE:
                    wanted = rows
                elif status is Status.GAVE_UP:
                    is_minimal = False
                at += step
            if step == 1:
                return wanted
            step //= 2

    question = with_cost(model, np.zeros_like(model.cost))
    kinds = filtered(question, model.rule // stride)
    question = kept(question, kinds)
    rows = filtered(question, question.rule)
    return tuple(int(each) for each in np.unique(question.rule[rows])), is_minimal


def with_cost(model: Model, cost: Floats) -> Model:
    """The same rows at other costs."""
    return replace(model, cost=cost)
