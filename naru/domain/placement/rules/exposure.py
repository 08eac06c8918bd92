"""The order of openings in lists: mixed anew each day and for each viewer, so that no firm always comes first."""

import hashlib
from datetime import date

#: A prime: (key × factor + shift) modulo it gives each of so many keys in a row a place of its own.
PRIME = 2_147_483_647


def mixing(viewer: int, day: date) -> tuple[int, int]:
    """(factor, shift) of the order that this viewer sees on this day: always the same, and foretold by nobody's name."""
    found = hashlib.sha256(f"{viewer} {day.isoformat()}".encode()).digest()
    return 1 + int.from_bytes(found[:4]) % (PRIME - 1), int.from_bytes(found[4:8]) % PRIME


def place(key: int, viewer: int, day: date) -> int:
    """Where an opening stands: the lowest first."""
    factor, shift = mixing(viewer, day)
    return (key * factor + shift) % PRIME
