"""The same ranking, formula by formula and pair by pair, for small cases: dictionaries and plain floats."""

import math
from collections.abc import Sequence

from naru.engine.text import judged, kernel
from naru.engine.text.index import NAME_PRIOR
from naru.engine.text.problem import CHANNELS, NAME, WORDS, Bags, Corpus, Feedback
from naru.engine.text.weights import Weights


def ranking(
    units: Corpus,
    texts: Corpus,
    row: int,
    weights: Weights,
    feedback: Feedback | None = None,
    rarity: Sequence[float] | None = None,
) -> list[tuple[int, float]]:
    """(unit, sum of evidence) for one text (a row of `texts`), best first, of units that share something with it.

    Looks at every unit, keeps no postings and no candidates.
    """
    n = units.rows
    near = _neighbours(units, weights, rarity)
    parts, whole, combine = _lexical(units, texts, row, weights, rarity)
    best = max(whole, default=0.0)
    spread = [sum(share * whole[other] for other, share in near[u]) / best if best else 0.0 for u in range(n)]
    like = [_like(units, row, feedback, u) if feedback else 0.0 for u in range(n)]
    cosine = [max(_cosine(units, u, texts, row), 0.0) for u in range(n)]
    looked = [u for u in range(n) if whole[u] > 0 or like[u] > 0]
    most = max((cosine[u] for u in looked), default=0.0)
    found = []
    for u in looked:
        total = sum(combine[c] * parts[c][u] for c in range(len(CHANNELS)))
        if whole[u] > 0:
            total += combine[5] * spread[u]
        total += combine[6] * (cosine[u] / most if most > 0 else 0.0) + combine[7] * like[u]
        found.append((u, total))
    return sorted(found, key=lambda each: (-each[1], each[0]))


def _rows(bags: Bags, row: int) -> dict[int, float]:
    part = bags.row(row)
    return dict(zip(bags.terms[part].tolist(), map(float, bags.counts[part]), strict=True))


def _idf(bags: Bags) -> dict[int, float]:
    holds: dict[int, int] = {}
    for row in range(bags.rows):
        for term in _rows(bags, row):
            holds[term] = holds.get(term, 0) + 1
    return {term: math.log1p((bags.rows - df + 0.5) / (df + 0.5)) for term, df in holds.items()}


def _lexical(
    units: Corpus, texts: Corpus, row: int, weights: Weights, rarity: Sequence[float] | None = None
) -> tuple[list[list[float]], list[float], list[float]]:
    """Each channel divided by its best, their weighted sum, and the weights for this text."""
    words = _rows(texts.bags[0], row)
    stretch = min(max(math.log1p(len(words) + float(texts.unknown[row])) - 2.75, -2.0), 2.0)
    combine = [max(b + stretch * s, 0.0) for b, s in zip(weights.combine, weights.by_length, strict=True)]
    parts = []
    for channel, bags in enumerate(units.bags):
        idf = _idf(bags)
        lengths = [sum(_rows(bags, u).values()) for u in range(units.rows)]
        mean = max(sum(lengths) / max(len(lengths), 1), 1e-9)
        scores = []
        for u in range(units.rows):
            held = _rows(bags, u)
            whole = sum(idf[term] for term in held) + NAME_PRIOR
            score = 0.0
            for term, count in _rows(texts.bags[channel], row).items():
                if term not in held:
                    continue
                if channel == NAME:
                    score += idf[term] / whole
                else:
                    tf = held[term]
                    norm = weights.k1 * (1 - weights.b + weights.b * lengths[u] / mean)
                    tells = rarity[term] if rarity is not None and channel == WORDS else 1.0
                    score += (
                        tells
                        * (count * (weights.k3 + 1) / (count + weights.k3))
                        * (idf[term] * tf * (weights.k1 + 1) / (tf + norm))
                    )
            scores.append(score)
        best = max(scores, default=0.0)
        parts.append([score / best if best > 0 else 0.0 for score in scores])
    whole_scores = [sum(combine[c] * parts[c][u] for c in range(len(CHANNELS))) for u in range(units.rows)]
    return parts, whole_scores, combine


def _neighbours(units: Corpus, weights: Weights, rarity: Sequence[float] | None) -> list[list[tuple[int, float]]]:
    """The likest other units, their scores made to add to 1."""
    k = min(weights.neighbours, max(units.rows - 1, 0))
    found = []
    for row in range(units.rows):
        _, whole, combine = _lexical(units, units, row, weights, rarity)
        scored = [
            (u, whole[u] + combine[6] * max(_cosine(units, u, units, row), 0.0))
            for u in range(units.rows)
            if u != row and whole[u] > 0
        ]
        # The fast way looks at the 4k lexically best only.
        lexical = sorted(scored, key=lambda each: (-whole[each[0]], each[0]))[: min(max(4 * k, k + 1), units.rows)]
        best = sorted(lexical, key=lambda each: (-each[1], each[0]))[:k]
        total = sum(value for _, value in best)
        found.append([(u, value / total) for u, value in best] if total > 0 else [])
    return found


def _cosine(units: Corpus, unit: int, texts: Corpus, row: int) -> float:
    found = math.fsum(float(a) * float(b) for a, b in zip(units.vectors[unit], texts.vectors[row], strict=True))
    return found if found >= kernel.LEAST_COSINE else 0.0


def _like(units: Corpus, text: int, feedback: Feedback, unit: int) -> float:
    idf = _idf(units.bags[0])
    rarest = math.log1p((units.rows + 0.5) / 0.5)
    # A word of the vocabulary that no unit has: df 0 when units know it, as rare as can be otherwise; both are this value.

    def weighed(bags: Bags, row: int, unknown: float) -> dict[int, float]:
        value = {term: math.log1p(count) * idf.get(term, rarest) for term, count in _rows(bags, row).items()}
        length = math.sqrt(sum(each**2 for each in value.values()) + unknown * (math.log(2) * rarest) ** 2)
        return {term: each / length for term, each in value.items()} if length else {}

    mine = weighed(feedback.asked, text, float(feedback.unknown[text]))
    best = {True: 0.0, False: 0.0}
    for row in range(feedback.words.rows):
        if feedback.unit[row] == unit:
            other = weighed(feedback.words, row, 0.0)
            same = sum(value * other.get(term, 0.0) for term, value in mine.items())
            if same >= judged.LIKE:
                same = judged.CERTAIN if same >= judged.SAME else same
                answer = bool(feedback.is_yes[row])
                best[answer] = max(best[answer], same)
    return best[True] - best[False]
