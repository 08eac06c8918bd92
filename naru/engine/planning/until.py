"""A cap on the clock, for whoever cannot wait: the only thing in planning that reads one."""

import time
from dataclasses import dataclass

LEAST = 0.05
"""Seconds under which nothing is begun any more."""


@dataclass(frozen=True)
class Until:
    """A moment of the monotonic clock; infinite when nobody set a cap, and then nothing depends on a clock."""

    at: float = float("inf")

    @classmethod
    def after(cls, seconds: float | None) -> "Until":
        return cls() if seconds is None else cls(time.monotonic() + seconds)

    @property
    def is_set(self) -> bool:
        return self.at != float("inf")

    def left(self) -> float:
        return max(0.0, self.at - time.monotonic()) if self.is_set else float("inf")

    def is_over(self) -> bool:
        return self.is_set and self.left() < LEAST

    def part(self, share: float, least: float = LEAST) -> "Until":
        """A moment at this share of what is left, `least` seconds away at the least, never later than this one."""
        if not self.is_set:
            return self
        return Until(min(self.at, time.monotonic() + max(least, share * self.left())))


NEVER = Until()
