"""From evidence to the chance that a link is right."""

import numpy as np
from numpy.typing import NDArray

from naru.engine.text.kernel import Query
from naru.engine.text.problem import NAME, WORDS, Corpus, Index
from naru.engine.text.weights import FEATURES, SIGNS, Weights

FEEDBACK = FEATURES.index("feedback")


def signs(
    index: Index,
    texts: Corpus,
    query: Query,
    found: NDArray[np.int64],
    total: NDArray[np.float32],
    evidence: NDArray[np.float32],
    cosine: NDArray[np.float32],
    combine: NDArray[np.float32],
    top: int,
) -> NDArray[np.float32]:
    """float32[texts, min(top, candidates), signs] for candidates in their order, best first.

    What persons said is left out of all but the last.
    bias 1; strength: the sum ÷ the sum of a unit that is best everywhere; lead: how far it is before the next other
    candidate (behind the first, for all but the first); covered: its BM25 of words ÷ that of a unit holding every word;
    known: the share of the text's words (by rarity) that any unit has; name: the share of the unit's name in the text;
    meaning: the cosine; length: log of the words of the text; feedback: what persons said of like texts.
    """
    wide = min(top, found.shape[1])
    found = found[:, :wide]
    value = np.where(np.isfinite(total), total, 0) - combine[:, FEEDBACK:] * evidence[:, :, FEEDBACK]
    full = np.maximum(combine[:, :FEEDBACK].sum(axis=1), 1e-9)[:, None]
    made = np.zeros((*found.shape, len(SIGNS)), dtype=np.float32)
    made[:, :, 0] = 1
    made[:, :, 1] = value[:, :wide] / full
    rest = value[:, 1:2] if value.shape[1] > 1 else np.zeros((value.shape[0], 1))
    made[:, :, 2] = (value[:, :wide] - value[:, :1]) / full
    made[:, :1, 2] = (value[:, :1] - rest) / full
    made[:, :, 2] = np.clip(made[:, :, 2], -1, 1)
    raw = _raw(index, query, found)
    possible = np.maximum(query.possible, 1e-9)[:, None]
    made[:, :, 3] = raw[:, :, WORDS] / possible
    made[:, :, 4] = (_known(index, texts, query) / possible[:, 0])[:, None]
    made[:, :, 5] = raw[:, :, NAME]
    made[:, :, 6] = cosine[:, :wide]
    made[:, :, 7] = np.log1p(query.length)[:, None]
    made[:, :, 8] = evidence[:, :wide, FEEDBACK]
    return made


def chance(signs: NDArray[np.float32], weights: Weights) -> NDArray[np.float32]:
    """The logistic curve of Platt (1999); never rising from one candidate to the next, which stands behind it."""
    line = signs @ np.asarray(weights.calibrate, dtype=np.float32)
    value = 1 / (1 + np.exp(-np.clip(line, -30, 30)))
    return np.minimum.accumulate(value, axis=1).astype(np.float32) if value.size else value.astype(np.float32)


def _known(index: Index, texts: Corpus, query: Query) -> NDArray[np.float32]:
    rarest = np.float32(np.log1p((index.size + 0.5) / 0.5))
    return query.possible - texts.unknown * rarest * (query.possible > 0) * np.float32(2.2)


def _raw(index: Index, query: Query, found: NDArray[np.int64]) -> NDArray[np.float32]:
    """The words and name channels of few units, undivided: float32[texts, units, channels] (others stay 0)."""
    raw = np.zeros((*found.shape, index.offsets.size - 1), dtype=np.float32)
    texts, wide = found.shape
    entries = np.repeat(np.arange(texts), np.diff(query.starts))
    for channel in (WORDS, NAME):
        inside = (query.rows >= index.offsets[channel]) & (query.rows < index.offsets[channel + 1])
        owner, row, value = entries[inside], query.rows[inside], query.values[inside]
        for column in range(wide):
            weight = weight_of(index, row, found[owner, column])
            raw[:, column, channel] = np.bincount(owner, weights=value * weight, minlength=texts)
    return raw


def weight_of(index: Index, rows: NDArray[np.int64], units: NDArray[np.int64]) -> NDArray[np.float32]:
    """The posting of each (row, unit), 0 where there is none: a binary search in all rows at once."""
    low, high = index.starts[rows].copy(), index.starts[rows + 1].copy()
    end = high.copy()
    while True:
        open_ = low < high
        if not open_.any():
            break
        middle = (low + high) // 2
        below = open_ & (index.units[np.minimum(middle, index.units.size - 1)] < units)
        low = np.where(below, middle + 1, low)
        high = np.where(open_ & ~below, middle, high)
    there = low < end
    place = np.minimum(low, max(index.units.size - 1, 0))
    if not index.units.size:
        return np.zeros(rows.shape, dtype=np.float32)
    hit = there & (index.units[place] == units)
    return np.where(hit, index.weights[place], 0).astype(np.float32)
