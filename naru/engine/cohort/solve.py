"""Projects cohorts."""

import numpy as np

from naru.engine.cohort.problem import Problem, Solution, Status


def solve(problem: Problem, *, seed: int = 0) -> Solution:
    """Graduates and job seekers of each intake, with a normal-approximation interval.

    Model: an entrant graduates with probability p and then seeks work with probability q, independently.
    1. rate r = p q; expected seekers = n r.
    2. Sampling variance of one cohort: n r (1 - r).
    3. Variance of the estimated rate (delta method): (q² p(1-p)/m_p + p² q(1-q)/m_q) n²; zero without trials.
    4. Interval: expected ± z √(variance), cut to [0, n].

    Cost O(years). `seed` is taken for the engine contract; nothing here is drawn at random.
    Source: binomial thinning and the delta method as in Casella & Berger, Statistical Inference, 5.5.4.
    """
    n = problem.entrants.astype(np.float64)
    p, q = problem.completion, problem.seeking
    rate = p * q
    graduates = n * p
    seeking = n * rate
    variance = n * rate * (1.0 - rate)
    if problem.completion_trials:
        variance = variance + n**2 * q**2 * p * (1.0 - p) / problem.completion_trials
    if problem.seeking_trials:
        variance = variance + n**2 * p**2 * q * (1.0 - q) / problem.seeking_trials
    half = problem.z * np.sqrt(variance)
    status = Status.OPTIMAL if n.size else Status.INFEASIBLE
    return Solution(status, graduates, seeking, np.maximum(seeking - half, 0.0), np.minimum(seeking + half, n))
