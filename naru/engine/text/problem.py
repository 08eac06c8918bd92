"""The question and the answer of linking texts to units."""

from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from naru.engine.text.weights import Weights

#: The ways in which a text and a unit can share something, in the order of every array with a channel axis.
CHANNELS = ("words", "pairs", "grams", "trigrams", "name")
WORDS, PAIRS, GRAMS, TRIGRAMS, NAME = range(5)
VECTOR = 512


class Status(Enum):
    """`infeasible` is an answer: without units nothing can fit."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True)
class Bags:
    """How often which term stands in which text: a sparse matrix by rows.

    starts: int64[rows + 1], where each row begins; terms: int64[entries], in [0, width); counts: float32[entries], > 0
    """

    starts: NDArray[np.int64]
    terms: NDArray[np.int64]
    counts: NDArray[np.float32]
    width: int

    def __post_init__(self) -> None:
        if self.starts.ndim != 1 or not self.starts.size or self.starts[0] != 0:
            raise ValueError("starts: begins with 0")
        if (
            (np.diff(self.starts) < 0).any()
            or self.starts[-1] != self.terms.size
            or self.terms.size != self.counts.size
        ):
            raise ValueError("starts, terms, counts: do not belong together")
        if self.terms.size and (self.terms.min() < 0 or self.terms.max() >= self.width):
            raise ValueError("terms: outside the vocabulary")
        if (self.counts <= 0).any():
            raise ValueError("counts: positive")

    @property
    def rows(self) -> int:
        return self.starts.size - 1

    def row(self, number: int) -> slice:
        return slice(int(self.starts[number]), int(self.starts[number + 1]))


@dataclass(frozen=True)
class Corpus:
    """Texts (or units) as the engine reads them.

    bags: one for each of CHANNELS; vectors: float32[rows, 512] of length 1 (or 0: no meaning known);
    unknown: float32[rows], how many words stand in the text that no unit has
    """

    bags: tuple[Bags, ...]
    vectors: NDArray[np.float32]
    unknown: NDArray[np.float32]

    def __post_init__(self) -> None:
        if len(self.bags) != len(CHANNELS):
            raise ValueError("bags: one for each channel")
        if {each.rows for each in self.bags} != {self.rows} or self.unknown.shape != (self.rows,):
            raise ValueError("bags, vectors, unknown: as many rows each")
        if self.vectors.ndim != 2 or not np.isfinite(self.vectors).all():
            raise ValueError("vectors: one row of numbers for each text")

    @property
    def rows(self) -> int:
        return int(self.vectors.shape[0])


@dataclass(frozen=True)
class Feedback:
    """What persons said of earlier answers.

    words: Bags of the words of the texts that were judged, asked: of the texts of the problem. Their vocabulary begins with
    the units' words and goes on with those that only judged texts have. unknown: float32[texts], how many words of a text
    are in neither. unit: int64[judged], the unit judged; is_yes: bool[judged], whether the person said that it fits
    """

    words: Bags
    asked: Bags
    unknown: NDArray[np.float32]
    unit: NDArray[np.int64]
    is_yes: NDArray[np.bool_]

    def __post_init__(self) -> None:
        if self.unit.shape != (self.words.rows,) or self.is_yes.shape != (self.words.rows,):
            raise ValueError("feedback: one unit and one answer for each text")
        if self.words.width != self.asked.width or self.unknown.shape != (self.asked.rows,):
            raise ValueError("feedback: judged and asked texts in one vocabulary")


@dataclass(frozen=True)
class Index:
    """Units made ready for many texts (see `index.build`); arrays only, so that it can be kept.

    starts, units, weights: postings of all channels; term `t` of channel `c` is row `offsets[c] + t`
    idf: float32[rows]; rarity: float32[words], how much a word of a text tells (`rarity`)
    neighbours: int32[units, k] (-1: none) and nearness: float32[units, k], each row adding to 1 or 0
    vectors: float32[units, 512]
    """

    offsets: NDArray[np.int64]
    starts: NDArray[np.int64]
    units: NDArray[np.int32]
    weights: NDArray[np.float32]
    idf: NDArray[np.float32]
    rarity: NDArray[np.float32]
    neighbours: NDArray[np.int32]
    nearness: NDArray[np.float32]
    vectors: NDArray[np.float32]

    @property
    def size(self) -> int:
        return int(self.vectors.shape[0])


@dataclass(frozen=True)
class Problem:
    """Which units fit each text?

    top: how many units are wanted for a text; excluded: int64[texts], a unit that may not be the answer (-1: none),
    for a text that was taken from the description of that unit
    """

    index: Index
    texts: Corpus
    top: int = 5
    feedback: Feedback | None = None
    excluded: NDArray[np.int64] | None = None
    weights: Weights = field(default_factory=Weights)

    def __post_init__(self) -> None:
        if self.top < 1:
            raise ValueError("top: at least 1")
        for channel, bags in enumerate(self.texts.bags):
            if bags.width != self.index.offsets[channel + 1] - self.index.offsets[channel]:
                raise ValueError(f"{CHANNELS[channel]}: texts and units have different vocabularies")
        if self.feedback is not None:
            if self.feedback.words.width < self.texts.bags[WORDS].width or self.feedback.asked.rows != self.texts.rows:
                raise ValueError("feedback: another vocabulary or other texts")
            unit = self.feedback.unit
            if unit.size and (unit.min() < 0 or unit.max() >= self.index.size):
                raise ValueError("feedback: no such unit")
        if self.excluded is not None and self.excluded.shape != (self.texts.rows,):
            raise ValueError("excluded: one for each text")


@dataclass(frozen=True)
class Solution:
    """Units for each text, best first.

    unit: int64[texts, top], -1 after the last; score: float32[texts, top], the estimated chance that the link is right;
    fits: bool[texts], whether the first is good enough to be an answer; evidence: float32[texts, top, features],
    what speaks for each (the order of `weights.FEATURES`)
    """

    status: Status
    unit: NDArray[np.int64]
    score: NDArray[np.float32]
    fits: NDArray[np.bool_]
    evidence: NDArray[np.float32]
