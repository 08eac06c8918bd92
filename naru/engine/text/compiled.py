"""`kernel._plain` for numba: the same arithmetic in the same order, for the texts from `first` up to `last`.

Threads are the caller's: numba cannot keep code compiled with `parallel=True` and its own threads.
This module alone imports numba, which takes half a second; `kernel` loads it only for much work.
"""

import numba
import numpy as np

#: No number here is infinite or missing, so a maximum may be taken several at a time.
FINITE = {"nnan", "ninf", "nsz"}
#: Units whose best is taken together.
BLOCK = 64


@numba.njit(cache=True, nogil=True)
def _push(heap_score, heap_unit, count, score, unit):  # type: ignore[no-untyped-def] # numba infers
    """A heap whose root is the worst kept: lowest score, and among equals the highest unit."""
    k = heap_score.size
    if count < k:
        place = count
        while place > 0:
            parent = (place - 1) // 2
            if heap_score[parent] > score or (heap_score[parent] == score and heap_unit[parent] < unit):
                heap_score[place] = heap_score[parent]
                heap_unit[place] = heap_unit[parent]
                place = parent
            else:
                break
        heap_score[place] = score
        heap_unit[place] = unit
        return count + 1
    place = 0
    while True:
        child = 2 * place + 1
        if child >= k:
            break
        other = child + 1
        if other < k and (
            heap_score[other] < heap_score[child]
            or (heap_score[other] == heap_score[child] and heap_unit[other] > heap_unit[child])
        ):
            child = other
        if heap_score[child] < score or (heap_score[child] == score and heap_unit[child] > unit):
            heap_score[place] = heap_score[child]
            heap_unit[place] = heap_unit[child]
            place = child
        else:
            break
    heap_score[place] = score
    heap_unit[place] = unit
    return count


@numba.njit(cache=True, nogil=True, fastmath=FINITE)
def _best(score):  # type: ignore[no-untyped-def] # numba infers
    best = np.float32(0)
    for each in range(score.size):
        best = max(best, score[each])
    return best


@numba.njit(cache=True, nogil=True, fastmath=FINITE)
def _best_of(score, first, last):  # type: ignore[no-untyped-def] # numba infers
    best = np.float32(0)
    for each in range(first, last):
        best = max(best, score[each])
    return best


@numba.njit(cache=True, nogil=True)
def rank(  # type: ignore[no-untyped-def] # numba infers
    first,
    last,
    starts,
    rows,
    values,
    excluded,
    offsets,
    posting,
    units,
    weights,
    neighbours,
    nearness,
    combine,
    unit,
    evidence,
):
    size = neighbours.shape[0]
    channels = offsets.size - 1
    k = unit.shape[1]
    score = np.zeros((channels, size), dtype=np.float32)
    is_used = np.ones(channels, dtype=np.bool_)
    whole = np.zeros(size, dtype=np.float32)
    near = np.zeros(size, dtype=np.float32)
    heap_score = np.empty(k, dtype=np.float32)
    heap_unit = np.empty(k, dtype=np.int64)
    is_bare = neighbours.shape[1] == 0
    for text in range(first, last):
        for channel in range(channels):
            if is_used[channel]:
                score[channel, :] = 0
                is_used[channel] = False
        channel = 0
        for entry in range(starts[text], starts[text + 1]):
            row = rows[entry]
            while row >= offsets[channel + 1]:
                channel += 1
            is_used[channel] = True
            into = score[channel]
            value = values[entry]
            for place in range(posting[row], posting[row + 1]):
                # Unsigned: numba need not ask whether the place is counted from the end.
                into[np.uint32(units[place])] += value * weights[place]
        whole[:] = 0
        for channel in range(channels):
            if not is_used[channel]:
                continue
            into = score[channel]
            best = _best(into)
            if best > 0:
                weight = combine[text, channel]
                for each in range(size):
                    into[each] /= best
                    whole[each] += weight * into[each]
        best = _best(whole)
        count = 0
        for begin in range(0, size, BLOCK):
            end = min(begin + BLOCK, size)
            # Without neighbours nothing is added, so a block whose best cannot come in is passed over.
            if is_bare and count == k and _best_of(whole, begin, end) <= heap_score[0]:
                continue
            for each in range(begin, end):
                if whole[each] <= 0 or each == excluded[text]:
                    continue
                value = np.float32(0)
                for column in range(neighbours.shape[1]):
                    there = neighbours[each, column]
                    if there >= 0:
                        value += nearness[each, column] * whole[np.uint32(there)]
                value /= best
                near[each] = value
                total = whole[each] + combine[text, channels] * value
                if total <= 0:
                    continue
                if count < k or total > heap_score[0]:
                    count = _push(heap_score, heap_unit, count, total, each)
        for place in range(count):
            # Selection from the small heap: best first, unit ascending among equals.
            ahead = place
            for other in range(place + 1, count):
                if heap_score[other] > heap_score[ahead] or (
                    heap_score[other] == heap_score[ahead] and heap_unit[other] < heap_unit[ahead]
                ):
                    ahead = other
            heap_score[place], heap_score[ahead] = heap_score[ahead], heap_score[place]
            heap_unit[place], heap_unit[ahead] = heap_unit[ahead], heap_unit[place]
            each = heap_unit[place]
            unit[text, place] = each
            for channel in range(channels):
                evidence[text, place, channel] = score[channel, each]
            evidence[text, place, channels] = near[each]
