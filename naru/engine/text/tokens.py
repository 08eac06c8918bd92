"""Korean text to words and characters."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Four different middle dots stand in published frameworks; `?` is what a lost one became.
_DOTS = re.compile(r"[･·‧ㆍ•]|(?<=[가-힣])\?(?=[가-힣])")
_RUN = re.compile(r"[0-9a-z가-힣]+")
#: Parts of speech that carry what a text is about (Sejong tags as Kiwi gives them); particles and endings do not.
CONTENT = frozenset({"NNG", "NNP", "VV", "VV-R", "VV-I", "VA", "VA-R", "VA-I", "XR", "SL", "SH", "MAG", "XPN", "XSN"})
NOUN = frozenset({"NNG", "NNP", "XSN", "XPN", "SL", "XR"})
LONGEST_TERM = 12
#: Room for a code point in a key made of several.
_BITS = 21


def normal(text: str) -> str:
    """One way to write: NFKC, lower case, one middle dot."""
    # Dots first: NFKC makes a vowel sign of one of them.
    return unicodedata.normalize("NFKC", _DOTS.sub("·", text)).lower()


class Words:
    """Kiwi with a dictionary of the framework's own compounds.

    A compound (이차전지) is one word and also its parts (이차, 전지): a text may use either. Compounds are the runs of
    Hangul in unit names that end with a noun. Kiwi is loaded when the first text is read.
    """

    def __init__(self, names: Iterable[str] = (), compounds: dict[str, tuple[str, ...]] | None = None) -> None:
        self._own: Any = None
        self.compounds = _compounds(names) if compounds is None else compounds

    def split(self, texts: Sequence[str]) -> list[list[str]]:
        """The words of each text in order; verbs as `형태/VV`. 500 texts a second on one core: keep the result."""
        if not texts:
            return []
        if self._own is None:
            self._own = _kiwi(tuple(self.compounds))
        return [self._words(found) for found in self._own.tokenize([normal(each) for each in texts])]

    def _words(self, found: Any) -> list[str]:
        words: list[str] = []
        for token in found:
            tag = str(token.tag)
            if tag not in CONTENT:
                continue
            form = str(token.form)
            if tag[0] == "N" and form in self.compounds:
                words.extend(self.compounds[form])
            words.append(form if tag in NOUN else f"{form}/{tag.partition('-')[0]}")
        return words


def _kiwi(own: tuple[str, ...] = ()) -> Any:
    """Kiwi with words of our own: a second of work and 300 MB, let go with whoever asked."""
    from kiwipiepy import Kiwi

    # Names of several words (films, places) are no terms of a framework, and loading them takes a second.
    found = Kiwi(load_multi_dict=False)
    # Words must be there before Kiwi reads its first text: later ones do not take effect everywhere.
    for each in own:
        found.add_user_word(each, "NNP", 0.0)
    return found


def _compounds(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Runs of Hangul that are words of the framework, each with its parts.

    None when Kiwi keeps it whole (it may not within a sentence: 펌웨어를) or takes it apart wrongly.
    """
    every = {run for name in names for run in re.findall(r"[가-힣]{3,}", normal(name))}
    runs = sorted(run for run in every if len(run) <= LONGEST_TERM)
    found: dict[str, tuple[str, ...]] = {}
    for run, tokens in zip(runs, _kiwi().tokenize(runs) if runs else (), strict=True):
        tags = [str(token.tag) for token in tokens]
        parts = tuple(str(token.form) for token in tokens)
        if len(parts) > 1 and all(tag in NOUN for tag in tags) and "".join(parts) == run:
            found[run] = parts
        elif tags[-1][0] in "NX" and tags[-1][:2] != "XS" and not any(tag[0] == "J" for tag in tags):
            found[run] = ()
    return found


def grams(texts: Sequence[str], size: int, *, is_joined: bool = False) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(starts int64[texts + 1], keys int64) of all runs of `size` (2 or 3) characters in each text, in order.

    Within words, or across spaces when `is_joined` (전기 저장장치 = 전기저장장치). A key is the code points, 21 bits each;
    `written` reads it. One pass of numpy over all texts.
    """
    glue = "" if is_joined else " "
    pieces = [glue.join(_RUN.findall(normal(each))) for each in texts]
    lengths = np.fromiter((len(each) + 1 for each in pieces), dtype=np.int64, count=len(pieces))
    stream = np.frombuffer(("\n".join(pieces) + "\n").encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    if not len(pieces):
        stream = stream[:0]
    owner = np.repeat(np.arange(len(pieces)), lengths)
    whole = stream.size - size + 1
    if whole <= 0:
        return np.zeros(len(pieces) + 1, dtype=np.int64), np.zeros(0, dtype=np.int64)
    keys = np.zeros(whole, dtype=np.int64)
    is_inside = np.ones(whole, dtype=np.bool_)
    for offset in range(size):
        part = stream[offset : offset + whole]
        keys = (keys << _BITS) | part
        is_inside &= part > 32
    starts = np.zeros(len(pieces) + 1, dtype=np.int64)
    np.cumsum(np.bincount(owner[:whole][is_inside], minlength=len(pieces)), out=starts[1:])
    return starts, keys[is_inside]


def written(key: int) -> str:
    """The characters of a key of `grams`."""
    letters = []
    while key:
        letters.append(chr(key & ((1 << _BITS) - 1)))
        key >>= _BITS
    return "".join(reversed(letters))
