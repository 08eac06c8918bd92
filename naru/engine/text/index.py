"""Makes units ready: postings of every channel, and the units that resemble each unit."""

import numpy as np
from numpy.typing import NDArray

from naru.engine.text import kernel
from naru.engine.text.problem import CHANNELS, NAME, WORDS, Bags, Corpus, Index
from naru.engine.text.weights import Weights

#: A short name that a text holds by chance must not look like one that is fully covered.
NAME_PRIOR = 3.0


def build(units: Corpus, weights: Weights | None = None, rarity: NDArray[np.float32] | None = None) -> Index:
    """Postings with their final weights, then the neighbours of each unit found by asking the index itself.

    1. Each channel: idf(t) = log(1 + (N - df + ½)/(df + ½)); weight = idf · tf(k1 + 1)/(tf + k1(1 - b + b·length/mean)).
       The channel `name`: weight = idf ÷ (sum of the idf of the unit's name + 3): the share of the name that is covered.
    2. Postings by counting placement: term after term, units ascending.
    3. Neighbours: every unit is asked as a text; the best others, their scores made to add to 1.

    rarity: float32[words], how much each word tells where a text holds it (all the same when left out).
    Cost: entries + units × one search. Source: Robertson & Zaragoza, The Probabilistic Relevance Framework (2009).
    """
    weights = weights or Weights()
    offsets = np.zeros(len(CHANNELS) + 1, dtype=np.int64)
    np.cumsum([each.width for each in units.bags], out=offsets[1:])
    parts = [_channel(bags, weights, is_name=channel == NAME) for channel, bags in enumerate(units.bags)]
    counts = np.concatenate([each[0] for each in parts]) if parts else np.zeros(0, dtype=np.int64)
    starts = np.zeros(counts.size + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    k = min(weights.neighbours, max(units.rows - 1, 0))
    bare = Index(
        offsets=offsets,
        starts=starts,
        units=np.concatenate([each[1] for each in parts]).astype(np.int32),
        weights=np.concatenate([each[2] for each in parts]).astype(np.float32),
        idf=np.concatenate([each[3] for each in parts]).astype(np.float32),
        rarity=rarity if rarity is not None else np.ones(units.bags[WORDS].width, dtype=np.float32),
        neighbours=np.full((units.rows, k), -1, dtype=np.int32),
        nearness=np.zeros((units.rows, k), dtype=np.float32),
        vectors=units.vectors,
    )
    if not k:
        return bare
    near, nearness = _neighbours(bare, units, weights, k)
    return Index(**{**vars(bare), "neighbours": near, "nearness": nearness})


def _channel(bags: Bags, weights: Weights, *, is_name: bool) -> tuple[NDArray[np.generic], ...]:
    """(postings of each term, their units, their weights, idf), terms ascending, units ascending within a term."""
    rows = np.repeat(np.arange(bags.rows), np.diff(bags.starts))
    frequency = np.bincount(bags.terms, minlength=bags.width)
    idf = np.log1p((bags.rows - frequency + 0.5) / (frequency + 0.5))
    if is_name:
        whole = np.bincount(rows, weights=idf[bags.terms], minlength=bags.rows) + NAME_PRIOR
        weight = idf[bags.terms] / whole[rows]
    else:
        length = np.bincount(rows, weights=bags.counts, minlength=bags.rows)
        mean = max(float(length.mean()) if length.size else 0.0, 1e-9)
        norm = weights.k1 * (1 - weights.b + weights.b * length / mean)
        weight = idf[bags.terms] * bags.counts * (weights.k1 + 1) / (bags.counts + norm[rows])
    order = np.argsort(bags.terms, kind="stable")
    return frequency, rows[order], weight[order], idf


def _neighbours(index: Index, units: Corpus, weights: Weights, k: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    query = kernel.queries(index, units, weights)
    own = np.arange(units.rows, dtype=np.int64)
    wanted = min(max(4 * k, k + 1), units.rows)
    found, evidence = kernel.candidates(index, query, own, weights, wanted)
    meaning = kernel.meaning(index.vectors, units.vectors, found)
    each = kernel.combined(query, weights)
    lexical = np.einsum("uk,uck->uc", each[:, : kernel.LEXICAL], evidence)
    score = np.where(found >= 0, lexical + each[:, 6:7] * np.maximum(meaning, 0), -np.inf)
    order = np.lexsort((found, -score), axis=1)[:, :k]
    near = np.take_along_axis(found, order, 1).astype(np.int32)
    value = np.where(near >= 0, np.maximum(np.take_along_axis(score, order, 1), 0), 0)
    whole = value.sum(axis=1, keepdims=True)
    return near, np.divide(value, whole, out=np.zeros_like(value), where=whole > 0).astype(np.float32)
