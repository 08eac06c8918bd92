"""From words and characters to the numbers of a framework's vocabulary."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from naru.engine.text import tokens
from naru.engine.text.problem import GRAMS, NAME, PAIRS, TRIGRAMS, WORDS, Bags, Corpus

_HALF = 31


@dataclass(frozen=True)
class Vocabulary:
    """The terms that units have: words as text, all other channels as sorted keys (int64)."""

    words: dict[str, int]
    keys: tuple[NDArray[np.int64], ...]

    def written(self, channel: int, term: int) -> str:
        """The term as a person reads it."""
        if channel == WORDS:
            return self.listed[term].partition("/")[0]
        if channel == PAIRS:
            key = int(self.keys[0][term])
            return f"{self.listed[key >> _HALF]} {self.listed[key & ((1 << _HALF) - 1)]}"
        return tokens.written(int(self.keys[channel - 1][term]))

    @cached_property
    def listed(self) -> list[str]:
        return list(self.words)

    def corpus(self, words: Sequence[Sequence[str]], texts: Sequence[str], vectors: NDArray[np.float32]) -> Corpus:
        """Texts as the engine reads them; what no unit has is left out and counted.

        Cost: one look-up for each word, all else in numpy.
        """
        starts, ids = _flat(words, self.words)
        sizes = np.diff(starts)
        owner = np.repeat(np.arange(len(words)), sizes)
        unknown = np.bincount(owner[ids < 0], minlength=len(words)).astype(np.float32)
        pairs, pair_owner = _pairs(ids, owner)
        bags = [_bags(owner[ids >= 0], ids[ids >= 0], len(words), len(self.words))]
        bags.append(_known(pair_owner, pairs, self.keys[0], len(words)))
        for channel in (GRAMS, TRIGRAMS, NAME):
            begin, keys = _grams(texts, channel)
            whose = np.repeat(np.arange(len(texts)), np.diff(begin))
            bags.append(_known(whose, keys, self.keys[channel - 1], len(texts)))
        return Corpus(tuple(bags), vectors, unknown)

    def judged(
        self, words: Sequence[Sequence[str]], asked: Sequence[Sequence[str]]
    ) -> tuple[Bags, Bags, NDArray[np.float32]]:
        """Words of judged and of asked texts in one vocabulary that goes on after the units' words (see `Feedback`)."""
        wider = dict(self.words)
        for each in words:
            for word in each:
                wider.setdefault(word, len(wider))
        made = []
        for texts in (words, asked):
            starts, ids = _flat(texts, wider)
            owner = np.repeat(np.arange(len(texts)), np.diff(starts))
            unknown = np.bincount(owner[ids < 0], minlength=len(texts)).astype(np.float32)
            made.append((_bags(owner[ids >= 0], ids[ids >= 0], len(texts), len(wider)), unknown))
        return made[0][0], made[1][0], made[1][1]


def of_units(
    words: Sequence[Sequence[str]], texts: Sequence[str], names: Sequence[str], vectors: NDArray[np.float32]
) -> tuple[Vocabulary, Corpus]:
    """The vocabulary of a framework and its units: `words` and `texts` of name and definition, `names` alone."""
    seen: dict[str, int] = {}
    for each in words:
        for word in each:
            seen.setdefault(word, len(seen))
    starts, ids = _flat(words, seen)
    owner = np.repeat(np.arange(len(words)), np.diff(starts))
    pairs, _ = _pairs(ids, owner)
    keys = [np.unique(pairs)]
    for channel in (GRAMS, TRIGRAMS):
        keys.append(np.unique(_grams(texts, channel)[1]))
    name_starts, name_keys = _grams(names, NAME)
    keys.append(np.unique(name_keys))
    vocabulary = Vocabulary(seen, tuple(keys))
    corpus = vocabulary.corpus(words, texts, vectors)
    named = _known(np.repeat(np.arange(len(names)), np.diff(name_starts)), name_keys, keys[3], len(names))
    return vocabulary, Corpus((*corpus.bags[:NAME], named), vectors, corpus.unknown)


def _grams(texts: Sequence[str], channel: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return tokens.grams(texts, 3 if channel == TRIGRAMS else 2, is_joined=channel == NAME)


def _flat(words: Sequence[Sequence[str]], known: dict[str, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    starts = np.zeros(len(words) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, words), dtype=np.int64, count=len(words)), out=starts[1:])
    look = known.get
    ids = np.fromiter((look(word, -1) for each in words for word in each), dtype=np.int64, count=int(starts[-1]))
    return starts, ids


def _pairs(ids: NDArray[np.int64], owner: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    is_pair = (owner[1:] == owner[:-1]) & (ids[1:] >= 0) & (ids[:-1] >= 0)
    return ((ids[:-1] << _HALF) | ids[1:])[is_pair], owner[1:][is_pair]


def _known(owner: NDArray[np.int64], keys: NDArray[np.int64], known: NDArray[np.int64], rows: int) -> Bags:
    if not known.size:
        return _bags(owner[:0], keys[:0], rows, 0)
    place = np.minimum(np.searchsorted(known, keys), known.size - 1)
    is_known = known[place] == keys
    return _bags(owner[is_known], place[is_known], rows, known.size)


def _bags(owner: NDArray[np.int64], terms: NDArray[np.int64], rows: int, width: int) -> Bags:
    """Counts each term of each row once; terms ascending within a row."""
    cell, counts = np.unique(owner * max(width, 1) + terms, return_counts=True)
    starts = np.zeros(rows + 1, dtype=np.int64)
    np.cumsum(np.bincount(cell // max(width, 1), minlength=rows), out=starts[1:])
    return Bags(starts, cell % max(width, 1), counts.astype(np.float32), width)
