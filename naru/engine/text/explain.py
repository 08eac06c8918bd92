"""Says which terms made a link."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from naru.engine.text import kernel
from naru.engine.text.calibrate import weight_of
from naru.engine.text.problem import GRAMS, WORDS, Problem, Solution


@dataclass(frozen=True)
class Reasons:
    """One entry for each term that text and unit share, grouped by text and rank, words first, the heaviest first.

    text, rank, channel, term: int64[reasons]; share: float32[reasons], of all that the two share in that channel (0 to 1)
    """

    text: NDArray[np.int64]
    rank: NDArray[np.int64]
    channel: NDArray[np.int64]
    term: NDArray[np.int64]
    share: NDArray[np.float32]


def explain(problem: Problem, solution: Solution, most: int = 5) -> Reasons:
    """At most `most` words and as many pairs of characters for each link.

    Pairs of characters stand for what no word explains (a compound written otherwise); a link without any reason comes
    from the meaning, the neighbours or a person's word: see `Solution.evidence`. Cost: terms of the texts × top.
    """
    index = problem.index
    query = kernel.queries(index, problem.texts, problem.weights)
    owner = np.repeat(np.arange(problem.texts.rows), np.diff(query.starts))
    found: list[tuple[NDArray[Any], ...]] = []
    for channel in (WORDS, GRAMS):
        inside = (query.rows >= index.offsets[channel]) & (query.rows < index.offsets[channel + 1])
        text, row, value = owner[inside], query.rows[inside], query.values[inside]
        for rank in range(solution.unit.shape[1]):
            unit = solution.unit[text, rank]
            weight = np.where(unit >= 0, value * weight_of(index, row, np.maximum(unit, 0)), 0)
            shared = np.flatnonzero(weight > 0)
            whole = np.bincount(text[shared], weights=weight[shared], minlength=problem.texts.rows)
            order = shared[np.lexsort((row[shared], -weight[shared], text[shared]))]
            sizes = np.bincount(text[order], minlength=problem.texts.rows)
            first = np.repeat(np.cumsum(sizes) - sizes, sizes)
            order = order[np.arange(order.size) - first < most]
            share = weight[order] / whole[text[order]]
            same = np.ones(order.size, dtype=np.int64)
            found.append((text[order], rank * same, channel * same, row[order] - index.offsets[channel], share))
    texts, ranks, channels, terms, shares = (np.concatenate(each) for each in zip(*found, strict=True))
    grouped = np.lexsort((-shares, channels, ranks, texts))
    return Reasons(
        texts[grouped], ranks[grouped], channels[grouped], terms[grouped], shares[grouped].astype(np.float32)
    )
