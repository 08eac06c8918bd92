"""recall@1, recall@5, MRR over texts that have a right unit; precision and recall of "none" over all texts."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.text import fit, methods, sets
from naru.domain.competency.bridge.kept import Kept
from naru.engine import text as engine


def main(kept: Kept, weights: engine.Weights | None = None) -> int:
    """`weights`: freshly learned ones; the shipped ones without."""
    weights = weights or engine.Weights()
    cuts = _cuts(kept, weights)
    reported = [
        sets.jobs(sets.REPORT),
        sets.standards(sets.REPORT),
        sets.battery(),
        sets.standards(sets.REPORT, with_criteria=True),
    ]
    print(
        "| set | units | texts (none fits) | method | recall@1 | recall@5 | MRR | none precision | none recall | fitting told none |"
    )
    print("|---|---:|---:|---|---:|---:|---:|---:|---:|---:|")
    first: dict[str, list[float]] = {name: [] for name in methods.METHODS}
    for held in reported:
        problem = methods.problem_of(held, kept, weights, 50)
        none = _none(held)
        for name in methods.METHODS:
            found = methods.run(name, problem)
            place = _place(held, found.unit)[~none]
            said = (found.score < cuts[name]) | (found.unit[:, 0] < 0)
            if name == "ours":
                said = methods.answered(held, kept, weights, problem)
            both = int((said & none).sum())
            first[name].append(float(np.mean(place == 1)))
            print(
                f"| {held.name} | {len(held.units):,} | {len(held.texts):,} ({none.sum():,}) | {name} "
                f"| {np.mean(place == 1):.3f} | {np.mean(place <= 5):.3f} | {np.mean(1 / place):.3f} "
                f"| {both / max(said.sum(), 1):.3f} | {both / none.sum():.3f} | {np.mean(said[~none]):.3f} |",
                flush=True,
            )
    print()
    for title, chosen in (
        ("jobs, standards, battery", [0, 1, 2]),
        ("jobs, standards with criteria, battery", [0, 3, 2]),
    ):
        means = {name: float(np.mean([first[name][each] for each in chosen])) for name in first}
        single = max(value for name, value in means.items() if name != "ours")
        shown = ", ".join(f"{name} {value:.3f}" for name, value in means.items())
        print(f"mean recall@1 of {title}: {shown}; ours {100 * (means['ours'] / single - 1):+.1f} % on the best single")
    return 0


def _place(held: sets.HeldOut, unit: NDArray[np.int64]) -> NDArray[np.float64]:
    """The rank of the first right unit; infinite when it is not among the 50."""
    place = np.full(len(held.texts), np.inf)
    for text, (good, row) in enumerate(zip(held.right, unit.tolist(), strict=True)):
        place[text] = next((rank for rank, each in enumerate(row, 1) if each in good), np.inf)
    return place


def _cuts(kept: Kept, weights: engine.Weights) -> dict[str, float]:
    """Every method's threshold below which it says "none": ours by its chance, the others' by Youden's J on the tune halves."""
    tuned = [
        sets.jobs(sets.TUNE),
        sets.standards(sets.TUNE),
        sets.standards(sets.TUNE, with_criteria=True),
    ]
    cuts = {"ours": weights.threshold}
    problems = [(held, methods.problem_of(held, kept, weights, 1)) for held in tuned]
    for name in methods.METHODS[:-1]:
        scored = [(methods.run(name, problem).score, held) for held, problem in problems]
        every = np.quantile(np.concatenate([score for score, _ in scored]), np.linspace(0, 0.9, 91))
        cuts[name] = float(
            max(every, key=lambda cut: np.mean([fit.youden(score < cut, _none(held)) for score, held in scored]))
        )
    return cuts


def _none(held: sets.HeldOut) -> NDArray[np.bool_]:
    return np.array([not each for each in held.right])
