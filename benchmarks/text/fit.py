"""Learns the weights on the `tune` halves and prints them for `naru/engine/text/weights.py`."""

import dataclasses

import numpy as np
from numpy.typing import NDArray

from benchmarks.text import methods, sets
from naru.domain.competency.bridge.framework import prepare
from naru.domain.competency.bridge.kept import Kept
from naru.engine import text as engine
from naru.engine.text import calibrate, kernel
from naru.engine.text.weights import FEATURES, SIGNS

LEARNED = len(FEATURES) - 1


def main(kept: Kept) -> engine.Weights:
    """The order first (listwise), then what persons said, then the chance (logistic). The threshold is a decision."""
    weights = engine.Weights()
    tuned = [
        sets.jobs(sets.TUNE),
        sets.standards(sets.TUNE),
        sets.standards(sets.TUNE, with_criteria=True),
    ]
    # The neighbours in the index depend on the weights: run again until they stand still.
    base, slope = _order([_lists(held, kept, weights) for held in tuned])
    weights = dataclasses.replace(
        weights,
        combine=(*(round(float(each), 2) for each in base), weights.combine[-1]),
        by_length=(*(round(float(each), 2) for each in slope), 0.0),
    )
    print("combine", weights.combine, "by_length", weights.by_length, flush=True)
    weights = _feedback(tuned[1], kept, weights)
    weights = _chance(tuned, kept, weights)
    print("calibrate", weights.calibrate, flush=True)
    return weights


def _lists(held: sets.HeldOut, kept: Kept, weights: engine.Weights) -> tuple[NDArray[np.float32], ...]:
    """(evidence of 100 candidates, stretch of the text, whether each is right) of texts that have a right candidate."""
    problem = methods.problem_of(held, kept, weights, 100)
    solution = engine.solve(problem)
    right = np.array(
        [[unit in good for unit in row] for good, row in zip(held.right, solution.unit.tolist(), strict=True)]
    )
    stretch = kernel.stretch(kernel.queries(problem.index, problem.texts, weights).length)
    good = right.any(axis=1)
    print(held.name, f"{len(held.texts)} texts, right among 100: {good.sum()}", flush=True)
    return solution.evidence[good][:, :, :LEARNED], stretch[good], right[good]


def _order(lists: list[tuple[NDArray[np.float32], ...]], steps: int = 500) -> NDArray[np.float64]:
    """Softmax over the candidates of a text, every set with the same say; Adam (Kingma & Ba 2015) with projection to ≥ 0."""
    given = [np.concatenate([e, e * s[:, None, None]], axis=2) for e, s, _ in lists]
    line = np.concatenate([np.ones(LEARNED), np.zeros(LEARNED)])
    mean, square = np.zeros(2 * LEARNED), np.zeros(2 * LEARNED)
    for step in range(1, steps + 1):
        gradient = 1e-3 * line
        for each, (_, _, right) in zip(given, lists, strict=True):
            score = each @ line
            share = np.exp(score - score.max(axis=1, keepdims=True))
            share /= share.sum(axis=1, keepdims=True)
            wanted = share * right
            wanted /= wanted.sum(axis=1, keepdims=True) + 1e-12
            gradient = gradient + np.einsum("tc,tck->k", share - wanted, each) / len(each) / len(given)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        line -= 0.1 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        line[:LEARNED] = np.maximum(line[:LEARNED], 0)
    return line.reshape(2, LEARNED)


def _feedback(held: sets.HeldOut, kept: Kept, weights: engine.Weights) -> engine.Weights:
    """The weight of what persons said: every other text is judged (yes for a right unit), the rest is asked."""
    problem = methods.problem_of(held, kept, weights, 1)
    judged = [text for text in range(0, len(held.texts), 2) if held.right[text]]
    unit = np.array([min(held.right[text]) for text in judged])
    framework = prepare(held.units, kept, weights)
    read = kept.words(held.texts, framework.reader)
    said, all_, unknown = framework.vocabulary.judged([read[text] for text in judged], read)
    feedback = engine.Feedback(said, all_, unknown, unit, np.ones(len(judged), dtype=np.bool_))
    asked = [text for text in range(1, len(held.texts), 2) if held.right[text]]
    found = {}
    for weight in (0.0, 3.0, 6.0, 9.0, 12.0, 16.0):
        tried = dataclasses.replace(weights, combine=(*weights.combine[:-1], weight))
        first = engine.solve(dataclasses.replace(problem, weights=tried, feedback=feedback)).unit[:, 0]
        found[weight] = float(np.mean([first[text] in held.right[text] for text in asked]))
    print("recall@1 by weight of feedback", found, flush=True)
    best = max(found, key=lambda each: found[each])
    return dataclasses.replace(weights, combine=(*weights.combine[:-1], best))


def _chance(tuned: list[sets.HeldOut], kept: Kept, weights: engine.Weights) -> engine.Weights:
    signs, right, share = [], [], []
    for held in tuned:
        problem = methods.problem_of(held, kept, weights, 5)
        made, unit = _signs(problem)
        is_right = np.array(
            [[each in good for each in row] for good, row in zip(held.right, unit.tolist(), strict=True)]
        )
        inside = unit >= 0
        signs.append(made[inside])
        right.append(is_right[inside])
        share.append(np.full(int(inside.sum()), 1 / inside.sum()))
    line = _logistic(np.concatenate(signs), np.concatenate(right), np.concatenate(share) / len(tuned))
    line[SIGNS.index("feedback")] = weights.calibrate[-1]
    line = np.round(line, 2)
    return dataclasses.replace(weights, calibrate=tuple(float(each) for each in line))


def _signs(problem: engine.Problem) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """What `solve` calibrates from, caught on its way."""
    caught = []
    real = calibrate.chance

    def catch(signs: NDArray[np.float32], weights: engine.Weights) -> NDArray[np.float32]:
        caught.append(signs)
        return real(signs, weights)

    calibrate.chance = catch
    try:
        solution = engine.solve(problem)
    finally:
        calibrate.chance = real
    return caught[0], solution.unit


def _logistic(signs: NDArray[np.float32], right: NDArray[np.bool_], share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Newton's method with a small ridge; every set weighs the same."""
    line = np.zeros(signs.shape[1])
    ridge = 1e-5 * np.eye(signs.shape[1])
    x = signs.astype(np.float64)
    for _step in range(30):
        chance = 1 / (1 + np.exp(-x @ line))
        gradient = x.T @ (share * (chance - right)) + ridge @ line
        curve = (x * (share * chance * (1 - chance))[:, None]).T @ x + ridge
        line -= np.linalg.solve(curve, gradient)
    return line


def youden(said: NDArray[np.bool_], none: NDArray[np.bool_]) -> float:
    """Youden (1950): sensitivity + specificity - 1; 0 for whoever always says the same (F1 would reward that)."""
    return float(said[none].mean() - said[~none].mean())
