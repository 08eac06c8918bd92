"""What persons said of earlier answers, brought to new texts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from naru.engine.text.problem import WORDS, Bags, Feedback, Problem

#: Below this cosine two texts share only what all texts share.
LIKE = 0.15
#: From here on it is the same text, and what a person said of it outweighs all other evidence.
SAME, CERTAIN = 0.99, 5.0


@dataclass(frozen=True)
class Likeness:
    """One entry for each (text, unit) that a like text was judged for, text after text, unit ascending."""

    text: NDArray[np.int64]
    unit: NDArray[np.int64]
    value: NDArray[np.float32]


def likeness(problem: Problem, feedback: Feedback) -> Likeness:
    """For each text and judged unit: the cosine of the likest text with a yes, less that of the likest with a no.

    The same text counts as CERTAIN.     Cosine over words, log(1 + count) · idf of the framework; a word that no unit has is as rare as can be.
    Cost: words of the texts × judged texts that share them.
    """
    bags = feedback.asked
    known = problem.index.idf[problem.index.offsets[WORDS] : problem.index.offsets[WORDS + 1]]
    rarest = np.float32(np.log1p((problem.index.size + 0.5) / 0.5))
    idf = np.concatenate([known, np.full(bags.width - known.size, rarest, dtype=np.float32)])
    judged_value, judged_owner = _unit_rows(feedback.words, idf, np.zeros(feedback.words.rows, dtype=np.float32))
    order = np.argsort(feedback.words.terms, kind="stable")
    posting = np.zeros(feedback.words.width + 1, dtype=np.int64)
    np.cumsum(np.bincount(feedback.words.terms, minlength=feedback.words.width), out=posting[1:])
    posted_row, posted_value = judged_owner[order], judged_value[order]
    value, _ = _unit_rows(bags, idf, feedback.unknown * (np.float32(np.log(2)) * rarest) ** 2)
    texts, units, values = [], [], []
    for text in range(bags.rows):
        same = np.zeros(feedback.words.rows, dtype=np.float32)
        row = bags.row(text)
        for term, weight in zip(bags.terms[row], value[row], strict=True):
            part = slice(posting[term], posting[term + 1])
            same[posted_row[part]] += weight * posted_value[part]
        like = np.flatnonzero(same >= LIKE)
        same[same >= SAME] = CERTAIN
        if not like.size:
            continue
        unit, place = np.unique(feedback.unit[like], return_inverse=True)
        yes, no = np.zeros((2, unit.size), dtype=np.float32)
        is_yes = feedback.is_yes[like]
        np.maximum.at(yes, place[is_yes], same[like][is_yes])
        np.maximum.at(no, place[~is_yes], same[like][~is_yes])
        texts.append(np.full(unit.size, text))
        units.append(unit)
        values.append(yes - no)
    if not texts:
        return Likeness(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))
    return Likeness(np.concatenate(texts), np.concatenate(units), np.concatenate(values).astype(np.float32))


def insert(
    found: NDArray[np.int64], evidence: NDArray[np.float32], likeness: Likeness, excluded: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Adds the units that persons confirmed for a like text and that the candidates lack."""
    lacking: dict[int, list[int]] = {}
    for text, unit, value in zip(likeness.text, likeness.unit, likeness.value, strict=True):
        if value > 0 and unit != excluded[text] and not (found[text] == unit).any():
            lacking.setdefault(int(text), []).append(int(unit))
    if not lacking:
        return found, evidence
    more = max(map(len, lacking.values()))
    wide = np.full((found.shape[0], more), -1, dtype=found.dtype)
    for text, units in lacking.items():
        wide[text, : len(units)] = units
    empty = np.zeros((*wide.shape, evidence.shape[2]), dtype=evidence.dtype)
    return np.concatenate([found, wide], axis=1), np.concatenate([evidence, empty], axis=1)


def of(likeness: Likeness, found: NDArray[np.int64]) -> NDArray[np.float32]:
    """The likeness of each candidate: float32[texts, k], 0 where nobody judged a like text."""
    value = np.zeros(found.shape, dtype=np.float32)
    for text, unit, each in zip(likeness.text, likeness.unit, likeness.value, strict=True):
        value[text][found[text] == unit] = each
    return value


def _unit_rows(
    bags: Bags, idf: NDArray[np.float32], other: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Rows of length 1, where `other` is the square of what stands in a row besides its known words."""
    owner = np.repeat(np.arange(bags.rows), np.diff(bags.starts))
    value = np.log1p(bags.counts) * idf[bags.terms]
    length = np.sqrt(np.bincount(owner, weights=value**2, minlength=bags.rows) + other)
    return (value / np.maximum(length[owner], 1e-9)).astype(np.float32), owner
