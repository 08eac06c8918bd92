"""The units of a framework, made ready for many texts."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np

from naru.domain.competency.bridge.kept import Kept, index_edition
from naru.engine import text as engine
from naru.engine.text import index as indexing
from naru.engine.text import rarity, tokens, vocabulary
from naru.engine.text.tokens import normal

_ARRAYS = ("offsets", "starts", "units", "weights", "idf", "rarity", "neighbours", "nearness", "vectors")


@dataclass(frozen=True)
class UnitRow:
    """A unit as it is published: its code, its name and, where there is one, what it is about."""

    code: str
    name: str
    definition: str = ""


@dataclass(frozen=True)
class Framework:
    """Units with their vocabulary and index; `is_kept` when nothing had to be made."""

    codes: tuple[str, ...]
    digest: str
    reader: tokens.Words
    vocabulary: vocabulary.Vocabulary
    index: engine.Index
    weights: engine.Weights
    is_kept: bool
    #: Words with which names of units end: what is done, not with what.
    activities: frozenset[str] = frozenset()

    def units_with(self, word: str) -> int:
        """How many units have this word in their name or definition."""
        row = self.vocabulary.words.get(word)
        return 0 if row is None else int(self.index.starts[row + 1] - self.index.starts[row])


def activities_of(units: Sequence[UnitRow]) -> frozenset[str]:
    """What names of several words end with: 파우치셀 제조 → 제조; 코인셀 조립과 평가 → 조립, 평가; 안전점검·유지보수 → both."""
    found: set[str] = set()
    for each in units:
        parts = [part for part in re.split(r"[\s·,/()]+", normal(each.name)) if part]
        if len(parts) < 2:
            continue
        last = len(parts) - 1
        found.add(parts[last])
        while last > 1 and parts[last - 1][-1:] in {"과", "와", "및"}:
            last -= 1
            found.add(parts[last].rstrip("과와"))
        tail = normal(each.name).split()[-1]
        if "·" in tail and len(normal(each.name).split()) > 1:
            found.update(filter(None, tail.split("·")))
    return frozenset(found)


def digest_of(units: Sequence[UnitRow], weights: engine.Weights) -> str:
    """Changes exactly when the index must be made anew."""
    decisive = (weights.combine, weights.by_length, weights.k1, weights.b, weights.k3, weights.neighbours)
    given = json.dumps([index_edition(), decisive, [astuple(each) for each in units]], ensure_ascii=False)
    return hashlib.blake2b(given.encode(), digest_size=16).hexdigest()


def held(units: Sequence[UnitRow], kept: Kept, weights: engine.Weights | None = None) -> Framework | None:
    """The framework of these units where its index is kept; None where it would have to be made, which may take minutes."""
    weights = weights or engine.Weights()
    digest = digest_of(units, weights)
    found = kept.index(digest)
    read = _read(found) if found is not None else None
    if read is None:
        return None
    return Framework(tuple(each.code for each in units), digest, *read, weights, True, activities_of(units))


def prepare(units: Sequence[UnitRow], kept: Kept, weights: engine.Weights | None = None) -> Framework:
    """The index of these units: the kept one, or a new one that is kept."""
    weights = weights or engine.Weights()
    known_one = held(units, kept, weights)
    if known_one is not None:
        return known_one
    digest = digest_of(units, weights)
    codes = tuple(each.code for each in units)
    texts = [f"{each.name}. {each.definition}" if each.definition else each.name for each in units]
    names = [each.name for each in units]
    words, vectors, reader = kept.both(texts, lambda: tokens.Words(names))
    known, corpus = vocabulary.of_units(words, texts, names, vectors)
    index = indexing.build(corpus, weights, rarity.of(known.listed))
    kept.keep_index(
        digest,
        {name: getattr(index, name) for name in _ARRAYS}
        | {f"keys{number}": keys for number, keys in enumerate(known.keys)}
        | {
            "words": np.frombuffer("\n".join(known.words).encode(), dtype=np.uint8),
            "compounds": np.frombuffer(json.dumps(reader.compounds).encode(), dtype=np.uint8),
        },
    )
    return Framework(codes, digest, reader, known, index, weights, False, activities_of(units))


def _read(arrays: dict[str, np.ndarray]) -> tuple[tokens.Words, vocabulary.Vocabulary, engine.Index] | None:  # type: ignore[type-arg]
    try:
        words = arrays["words"].tobytes().decode()
        compounds = {name: tuple(parts) for name, parts in json.loads(arrays["compounds"].tobytes()).items()}
        listed = words.split("\n") if words else []
        known = vocabulary.Vocabulary(
            {word: number for number, word in enumerate(listed)}, tuple(arrays[f"keys{number}"] for number in range(4))
        )
        return tokens.Words(compounds=compounds), known, engine.Index(**{name: arrays[name] for name in _ARRAYS})
    except (KeyError, ValueError):
        return None
