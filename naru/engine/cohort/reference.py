"""The same projection, person by person, for small cases."""

from fractions import Fraction


def distribution(entrants: int, completion: Fraction, seeking: Fraction) -> list[Fraction]:
    """Exact probabilities of 0, 1, … `entrants` job seekers, by convolution."""
    rate = completion * seeking
    found = [Fraction(1)]
    for _person in range(entrants):
        found = [
            (found[k] * (1 - rate) if k < len(found) else Fraction(0)) + (found[k - 1] * rate if k else Fraction(0))
            for k in range(len(found) + 1)
        ]
    return found


def moments(entrants: int, completion: Fraction, seeking: Fraction) -> tuple[Fraction, Fraction]:
    """Mean and variance of the number of job seekers, from the exact distribution."""
    chances = distribution(entrants, completion, seeking)
    mean = sum((chance * k for k, chance in enumerate(chances)), Fraction(0))
    return mean, sum((chance * (k - mean) ** 2 for k, chance in enumerate(chances)), Fraction(0))
