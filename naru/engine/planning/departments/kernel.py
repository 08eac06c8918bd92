"""Compiled inner loops over the departments of one school: a bound by each alone, and teachers who change group."""

import numpy as np
from numba import njit

EPSILON = 1e-9


@njit(cache=True, nogil=True)
def may_be(n, was, y, lo, hi, stands, ready, fixed, now):  # type: ignore[no-untyped-def]
    """Whether a department may hold n classes of intake y after `was` of the intake before."""
    if fixed:
        return n == now
    if n == 0:
        return stands or was == 0
    if n < lo or n > hi:
        return False
    if was == 0:
        return (not stands) and y >= ready
    return True


@njit(cache=True, nogil=True)
def backward(rules, marks, now, moves, need, digits, stage, gain_price, change, teacher_price, rest):  # type: ignore[no-untyped-def]
    """Fills rest[d, y, s]: the least points of department d alone for intakes y and later after history s.

    Teachers (need[d, running classes]) are paid at `teacher_price`; what holds a school together is left out.
    digits[s]: latest intake, classes of the whole history, the history's number with its oldest intake gone.
    """
    departments, years, _wide = stage.shape
    states = rest.shape[2]
    for d in range(departments):
        lo, hi, ready = rules[d, 0], rules[d, 1], rules[d, 2]
        stands, fixed, today = marks[d, 0], marks[d, 1], now[d]
        for s in range(states):
            rest[d, years, s] = 0.0
        for y in range(years - 1, -1, -1):
            for s in range(states):
                was, running, after = digits[s, 0], digits[s, 1], digits[s, 2]
                best = np.inf
                for n in range(min(hi, was + moves) + 1):
                    if not may_be(n, was, y, lo, hi, stands, ready, fixed, today):
                        continue
                    step = n - was
                    value = stage[d, y, n] + rest[d, y + 1, after + n] + teacher_price[y] * need[d, running + n]
                    value += step * (change + gain_price[y]) if step > 0 else -step * change
                    if value < best:
                        best = value
                rest[d, y, s] = best


@njit(cache=True, nogil=True)
def needed(rules, marks, now, moves, need, digits, stage, gain_price, change, teacher_price, rest, first, found):  # type: ignore[no-untyped-def]
    """Teachers by year along the best paths of `rest`, into `found`."""
    departments, years, _wide = stage.shape
    found[:] = 0.0
    for d in range(departments):
        s = first[d]
        for y in range(years):
            was, running, after = digits[s, 0], digits[s, 1], digits[s, 2]
            best, to = np.inf, 0
            for n in range(min(rules[d, 1], was + moves) + 1):
                if not may_be(n, was, y, rules[d, 0], rules[d, 1], marks[d, 0], rules[d, 2], marks[d, 1], now[d]):
                    continue
                step = n - was
                value = stage[d, y, n] + rest[d, y + 1, after + n] + teacher_price[y] * need[d, running + n]
                value += step * (change + gain_price[y]) if step > 0 else -step * change
                if value < best:
                    best, to = value, n
            found[y] += need[d, running + to]
            s = after + to


@njit(cache=True, nogil=True)
def bounded(  # type: ignore[no-untyped-def]
    rules, marks, now, moves, need, digits, stage, gain_price, change, total, price, rest, first, turns, above
):
    """Betters `price` (points for a teacher and year) by subgradients; the best bound, with its `rest`."""
    years = stage.shape[1]
    used, best_price = np.zeros(years), price.copy()
    best, length, since = -np.inf, 1.0, 0
    for turn in range(turns + 1):
        is_last = turn == turns or since >= 6
        if is_last:
            price[:] = best_price
        backward(rules, marks, now, moves, need, digits, stage, gain_price, change, price, rest)
        value = 0.0
        for d in range(first.size):
            value += rest[d, 0, first[d]]
        value -= total * price.sum()
        if is_last or value >= above:
            return value
        if value > best + 1e-6 * abs(best):
            since = 0
        else:
            since += 1
            length *= 0.7
        if value > best:
            best = value
            best_price[:] = price
        needed(rules, marks, now, moves, need, digits, stage, gain_price, change, price, rest, first, used)
        norm = 0.0
        for y in range(years):
            used[y] -= total
            if price[y] <= 0 and used[y] < 0:
                used[y] = 0.0
            norm += used[y] * used[y]
        if norm < 1e-12:
            return value
        aim = above if above < np.inf else best + 0.05 * abs(best) + 1.0
        for y in range(years):
            price[y] = max(0.0, price[y] + length * max(aim - value, 1e-6) / norm * used[y])
    return best


@njit(cache=True, nogil=True)
def retrain(need, there, most, came, left):  # type: ignore[no-untyped-def]
    """Fills came, left[groups, years]: teachers change group when they are needed, from the group that will miss them
    least. False: this way, which does not look ahead, does not carry the plan."""
    groups, years = need.shape
    now = there.copy()
    for y in range(years):
        moved = 0
        for g in range(groups):
            while now[g] < need[g, y]:
                source, least = -1, -np.inf
                for h in range(groups):
                    if now[h] - need[h, y] < 1:
                        continue
                    ahead = 0.0
                    for later in range(y, years):
                        ahead = max(ahead, need[h, later])
                    spare = now[h] - ahead
                    if spare > least:
                        source, least = h, spare
                if source < 0 or moved >= most:
                    return False
                now[source] -= 1
                now[g] += 1
                left[source, y] += 1
                came[g, y] += 1
                moved += 1
    return True
