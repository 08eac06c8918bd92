"""The numbers that were learned, apart from the code: `python -m benchmarks.text fit` prints them anew.

They come from the half of each set of `benchmarks/text` that the published table does not use.
"""

from dataclasses import dataclass

#: What speaks for a unit: the five channels (each ÷ the best unit's), its neighbours, the meaning, what persons said.
FEATURES = ("words", "pairs", "grams", "trigrams", "name", "neighbours", "meaning", "feedback")

#: What the chance of being right is read from (see `calibrate.signs`).
SIGNS = ("bias", "strength", "lead", "covered", "known", "name", "meaning", "length", "feedback")


@dataclass(frozen=True)
class Weights:
    """combine: one for each of FEATURES, for a text of ordinary length; by_length: what is added for each unit of
    `kernel.stretch` (long texts spread their evidence, so neighbours and single words come to count otherwise);
    calibrate: one for each of SIGNS (logistic); threshold: below it nothing fits."""

    combine: tuple[float, ...] = (2.6, 1.25, 2.01, 0.32, 0.98, 1.41, 1.62, 6.0)
    by_length: tuple[float, ...] = (0.55, -0.78, -0.38, -0.69, -0.43, 3.23, 0.06, 0.0)
    calibrate: tuple[float, ...] = (-5.94, 0.45, 4.62, 2.24, 0.62, 0.6, 0.66, 1.03, 4.0)
    #: A decision, not a fit: a proposal of which fewer than one in five is right is none.
    threshold: float = 0.2
    #: BM25: saturation and length in units, saturation in texts
    k1: float = 1.2
    b: float = 0.75
    k3: float = 4.0
    #: how many units are looked at closely for each text, and how many neighbours a unit has
    candidates: int = 100
    neighbours: int = 5

    def __post_init__(self) -> None:
        if {len(self.combine), len(self.by_length)} != {len(FEATURES)} or len(self.calibrate) != len(SIGNS):
            raise ValueError("weights: one for each feature and sign")
        if self.candidates < 1 or self.neighbours < 0:
            raise ValueError("candidates, neighbours: not negative")
