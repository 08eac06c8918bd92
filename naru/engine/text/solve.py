"""Links texts to units."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from naru.engine.text import calibrate, judged, kernel
from naru.engine.text.problem import Problem, Solution, Status
from naru.engine.text.weights import FEATURES

Number = TypeVar("Number", bound=np.generic)
MEANING, FEEDBACK = FEATURES.index("meaning"), FEATURES.index("feedback")


def solve(problem: Problem, *, seed: int = 0) -> Solution:
    """The `top` units of each text, best first, each with the estimated chance that the link is right.

    Model: a weighted sum of evidence, every part divided by the best unit's, so that no scale drowns another.
    1. Lexical: BM25 over words, pairs of words, two and three characters, and the share of the unit's name that the
       text covers; plus the same evidence of the units most like it (`neighbours`). The best 100 units go on.
    2. Meaning: the cosine of the embeddings of the text and of the unit.
    3. Feedback: the likest judged text of the same unit, plus for yes, minus for no. A unit that a person confirmed for
       a like text is looked at even when it shares no word.
    4. Order by the sum; equal sums by the number of the unit.
    5. Chance: a logistic curve over signs that mean the same in small and large frameworks (`calibrate`); below the
       threshold nothing fits, which is an answer.

    Cost: postings of the text's terms + 8 units + candidates × 512. Nothing is drawn at random; `seed` is taken for the
    engine contract. Source: BM25 (Robertson & Zaragoza 2009); linear listwise ranking (Cao and others, ListNet, 2007);
    calibration (Platt 1999). Weights: see `weights`.
    """
    index, texts, weights = problem.index, problem.texts, problem.weights
    n, top = texts.rows, problem.top
    if not index.size:
        return _nothing(n, top)
    query = kernel.queries(index, texts, weights)
    excluded = problem.excluded if problem.excluded is not None else np.full(n, -1, dtype=np.int64)
    k = min(max(weights.candidates, top), index.size)
    found, lexical = kernel.candidates(index, query, excluded, weights, k)
    likeness = judged.likeness(problem, problem.feedback) if problem.feedback is not None else None
    if likeness is not None:
        found, lexical = judged.insert(found, lexical, likeness, excluded)
    evidence = np.zeros((*found.shape, len(FEATURES)), dtype=np.float32)
    evidence[:, :, : kernel.LEXICAL] = lexical
    cosine = np.maximum(kernel.meaning(index.vectors, texts.vectors, found), 0)
    best = cosine.max(axis=1, keepdims=True)
    evidence[:, :, MEANING] = np.divide(cosine, best, out=np.zeros_like(cosine), where=best > 0)
    if likeness is not None:
        evidence[:, :, FEEDBACK] = judged.of(likeness, found)
    each = kernel.combined(query, weights)
    total = np.einsum("tk,tck->tc", each, evidence)
    total[found < 0] = -np.inf
    order = np.lexsort((found, -total), axis=1)
    found = np.take_along_axis(found, order, 1)
    total = np.take_along_axis(total, order, 1)
    cosine = np.take_along_axis(cosine, order, 1)
    evidence = np.take_along_axis(evidence, order[:, :, None], 1)
    signs = calibrate.signs(index, texts, query, found, total, evidence, cosine, each, top)
    chance = calibrate.chance(signs, weights)
    unit = _wide(found[:, :top], top, -1)
    chance = _wide(np.where(found[:, :top] >= 0, chance, 0).astype(np.float32), top, 0)
    fits = (unit[:, 0] >= 0) & (chance[:, 0] >= weights.threshold)
    shown = np.zeros((n, top, len(FEATURES)), dtype=np.float32)
    shown[:, : evidence[:, :top].shape[1]] = evidence[:, :top]
    return Solution(Status.OPTIMAL, unit, chance, fits, shown)


def _wide(values: NDArray[Number], top: int, fill: float) -> NDArray[Number]:
    """As many columns as were asked for, also when there are fewer units."""
    wide = np.full((values.shape[0], top), fill, dtype=values.dtype)
    wide[:, : values.shape[1]] = values
    return wide


def _nothing(n: int, top: int) -> Solution:
    return Solution(
        Status.INFEASIBLE,
        np.full((n, top), -1, dtype=np.int64),
        np.zeros((n, top), dtype=np.float32),
        np.zeros(n, dtype=np.bool_),
        np.zeros((n, top, len(FEATURES)), dtype=np.float32),
    )
