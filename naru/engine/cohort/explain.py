"""Says which part of the uncertainty comes from where."""

from naru.engine.cohort.problem import Problem


def explain(problem: Problem) -> dict[str, float]:
    """Shares of the variance of all seekers together: chance, completion rate, seeking rate (they add to 1)."""
    n = float(problem.entrants.sum())
    squares = float((problem.entrants.astype(float) ** 2).sum())
    p, q = problem.completion, problem.seeking
    parts = {
        "chance": n * p * q * (1 - p * q),
        "completion": squares * q**2 * p * (1 - p) / problem.completion_trials if problem.completion_trials else 0.0,
        "seeking": squares * p**2 * q * (1 - q) / problem.seeking_trials if problem.seeking_trials else 0.0,
    }
    whole = sum(parts.values())
    return {name: part / whole for name, part in parts.items()} if whole else dict.fromkeys(parts, 0.0)
