"""The inner loop: one text against all units, over the postings of its terms.

Two bodies of the same arithmetic in the same order: numpy for little work (nothing to compile), numba for much.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from naru.engine.text.problem import CHANNELS, NAME, WORDS, Corpus, Index
from naru.engine.text.weights import Weights

#: Texts × units above which compiling (or loading the compiled code) pays.
MUCH = 4_000_000
MOST_THREADS = 8
#: Less than this is rounding: divided by the best of its kind it would look like all the meaning there is.
LEAST_COSINE = 1e-6
LEXICAL = len(CHANNELS) + 1


@dataclass(frozen=True)
class Query:
    """Texts as weighted rows of the postings: starts int64[texts + 1], rows int64, values float32.

    possible: float32[texts], what a unit would score that held every word of the text (unknown words count as rarest)
    """

    starts: NDArray[np.int64]
    rows: NDArray[np.int64]
    values: NDArray[np.float32]
    possible: NDArray[np.float32]
    length: NDArray[np.float32]


def queries(index: Index, texts: Corpus, weights: Weights) -> Query:
    """Terms of all channels of each text: words, pairs, grams, trigrams, name; a term that repeats counts less and less,
    a word that every trade uses less than a rare one."""
    n = texts.rows
    owner = np.concatenate([np.repeat(np.arange(n), np.diff(each.starts)) for each in texts.bags])
    rows = np.concatenate([each.terms + index.offsets[channel] for channel, each in enumerate(texts.bags)])
    counts = np.concatenate([each.counts for each in texts.bags]).astype(np.float32)
    k3 = np.float32(weights.k3)
    values = counts * (k3 + 1) / (counts + k3)
    is_name = rows >= index.offsets[NAME]
    values[is_name] = 1.0
    is_word = rows < index.offsets[WORDS + 1]
    values[is_word] *= index.rarity[rows[is_word]]
    order = np.argsort(owner, kind="stable")
    starts = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(owner, minlength=n), out=starts[1:])
    rarest = np.float32(np.log1p((index.size + 0.5) / 0.5))
    known = np.bincount(owner[is_word], weights=(values * index.idf[rows])[is_word], minlength=n)
    possible = (known + texts.unknown * rarest) * (weights.k1 + 1)
    length = np.bincount(owner[is_word], minlength=n) + texts.unknown
    return Query(
        starts, rows[order], values[order].astype(np.float32), possible.astype(np.float32), length.astype(np.float32)
    )


def candidates(
    index: Index, query: Query, excluded: NDArray[np.int64], weights: Weights, k: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The k best units of each text by what they share with it, unit ascending among equals.

    Returns unit int64[texts, k] (-1: no more share anything) and evidence float32[texts, k, 6]: the five channels, each
    divided by the best unit's score in that channel, and the neighbours' score.
    """
    texts = query.starts.size - 1
    unit = np.full((texts, k), -1, dtype=np.int64)
    evidence = np.zeros((texts, k, LEXICAL), dtype=np.float32)
    if not texts or not index.size:
        return unit, evidence
    combine = combined(query, weights)[:, :LEXICAL].copy()
    given = (
        query.starts,
        query.rows,
        query.values,
        excluded,
        index.offsets,
        index.starts,
        index.units,
        index.weights,
        index.neighbours,
        index.nearness,
        combine,
    )
    if texts * index.size > MUCH:
        _many(texts, (*given, unit, evidence))
    else:
        _plain(*given, unit, evidence)
    return unit, evidence


def combined(query: Query, weights: Weights) -> NDArray[np.float32]:
    """The weight of each feature for each text: float32[texts, features], never negative."""
    base = np.asarray(weights.combine, dtype=np.float32)
    slope = np.asarray(weights.by_length, dtype=np.float32)
    return np.maximum(base + stretch(query.length)[:, None] * slope, 0).astype(np.float32)


def stretch(length: NDArray[np.float32]) -> NDArray[np.float32]:
    """How much longer than ordinary (some 15 words) a text is, in powers of e; between -2 and 2."""
    return np.clip(np.log1p(length) - np.float32(2.75), -2, 2).astype(np.float32)


def meaning(
    units: NDArray[np.float32], texts: NDArray[np.float32], found: NDArray[np.int64], chunk: int = 256
) -> NDArray[np.float32]:
    """Cosine of each text with each of its candidates: float32[texts, k]; 0 where there is none, or none to speak of."""
    cosine = np.zeros(found.shape, dtype=np.float32)
    if not units.size:
        return cosine
    for start in range(0, found.shape[0], chunk):
        part = slice(start, start + chunk)
        cosine[part] = np.matmul(units[np.maximum(found[part], 0)], texts[part][:, :, None])[:, :, 0]
    cosine[(found < 0) | (cosine < LEAST_COSINE)] = 0
    return cosine


def _plain(
    starts: Any,
    rows: Any,
    values: Any,
    excluded: Any,
    offsets: Any,
    posting: Any,
    units: Any,
    weights: Any,
    neighbours: Any,
    nearness: Any,
    combine: Any,
    unit: Any,
    evidence: Any,
) -> None:
    size = neighbours.shape[0]
    channels = offsets.size - 1
    k = unit.shape[1]
    channel_of = np.searchsorted(offsets, rows, side="right") - 1
    for text in range(starts.size - 1):
        score = np.zeros((channels, size), dtype=np.float32)
        for entry in range(starts[text], starts[text + 1]):
            part = slice(posting[rows[entry]], posting[rows[entry] + 1])
            score[channel_of[entry], units[part]] += values[entry] * weights[part]
        whole = np.zeros(size, dtype=np.float32)
        for channel in range(channels):
            best = score[channel].max()
            if best > 0:
                score[channel] /= best
            whole += combine[text, channel] * score[channel]
        near = np.zeros(size, dtype=np.float32)
        for column in range(neighbours.shape[1]):
            there = neighbours[:, column]
            near += np.where(there >= 0, nearness[:, column] * whole[np.maximum(there, 0)], np.float32(0))
        best = whole.max()
        if best > 0:
            near /= best
        total = whole + combine[text, channels] * near
        total[whole <= 0] = 0
        if 0 <= excluded[text] < size:
            total[excluded[text]] = 0
        order = np.argsort(-total, kind="stable")[:k]
        order = order[total[order] > 0]
        unit[text, : order.size] = order
        evidence[text, : order.size, :channels] = score[:, order].T
        evidence[text, : order.size, channels] = near[order]


def _many(texts: int, given: tuple[Any, ...]) -> None:
    """The same for much work, shared out among threads; compiled once for a machine and kept (NUMBA_CACHE_DIR)."""
    from naru.engine.text import compiled

    threads = min(os.cpu_count() or 1, MOST_THREADS)
    share = max(-(-texts // (4 * threads)), 1)
    with ThreadPoolExecutor(threads) as pool:
        for done in [
            pool.submit(compiled.rank, first, min(first + share, texts), *given) for first in range(0, texts, share)
        ]:
            done.result()
