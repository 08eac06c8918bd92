"""The single methods and ours, on the same tokens and vectors; every one answers with units and a score."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.text.sets import HeldOut
from naru.domain.competency.bridge import linking
from naru.domain.competency.bridge.framework import prepare
from naru.domain.competency.bridge.kept import Kept
from naru.engine import text as engine
from naru.engine.text.problem import GRAMS, WORDS

METHODS = ("character BM25", "Kiwi BM25", "embedding", "ours")


@dataclass(frozen=True)
class Found:
    """unit: int64[texts, top]; score: float32[texts] of the first, on the method's own scale (for its own threshold)."""

    unit: NDArray[np.int64]
    score: NDArray[np.float32]


def answered(held: HeldOut, kept: Kept, weights: engine.Weights, problem: engine.Problem) -> NDArray[np.bool_]:
    """Whether a person is told that nothing fits each text: the bridge leaves out what shares too little."""
    framework = prepare(held.units, kept, weights)
    answers = linking.answers_of(framework, problem, engine.solve(problem), held.texts)
    return np.array([not each.fits for each in answers])


def problem_of(held: HeldOut, kept: Kept, weights: engine.Weights, top: int) -> engine.Problem:
    framework = prepare(held.units, kept, weights)
    words = kept.words(held.texts, framework.reader)
    corpus = framework.vocabulary.corpus(words, held.texts, kept.vectors(held.texts))
    return engine.Problem(
        framework.index, corpus, top, excluded=np.array(held.excluded, dtype=np.int64), weights=weights
    )


def run(method: str, problem: engine.Problem) -> Found:
    if method == "ours":
        solution = engine.solve(problem)
        return Found(solution.unit, solution.score[:, 0])
    index, texts = problem.index, problem.texts
    if method == "embedding":
        score = texts.vectors @ index.vectors.T
    else:
        score = bm25(problem, GRAMS if method == "character BM25" else WORDS)
    assert problem.excluded is not None
    own = np.flatnonzero(problem.excluded >= 0)
    score[own, problem.excluded[own]] = -1
    top = np.argsort(-score, axis=1, kind="stable")[:, : problem.top]
    best = np.take_along_axis(score, top[:, :1], 1)[:, 0]
    return Found(np.where(np.take_along_axis(score, top, 1) > 0, top, -1), best.astype(np.float32))


def bm25(problem: engine.Problem, channel: int) -> NDArray[np.float32]:
    """Plain BM25 (k1 1.2, b 0.75; a term that repeats in the text counts as often) of one channel, dense."""
    index, bags = problem.index, problem.texts.bags[channel]
    score = np.zeros((bags.rows, index.size), dtype=np.float32)
    for text in range(bags.rows):
        row = bags.row(text)
        for term, count in zip(bags.terms[row] + index.offsets[channel], bags.counts[row], strict=True):
            part = slice(index.starts[term], index.starts[term + 1])
            score[text, index.units[part]] += count * index.weights[part]
    return score
