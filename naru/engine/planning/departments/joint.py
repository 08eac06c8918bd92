"""Compiled search over the years of one school, all its departments together (see `school.best`)."""

import numpy as np
from numba import njit

from naru.engine.planning.departments.kernel import EPSILON, may_be


@njit(cache=True, nogil=True)
def _place(table, hists, retrained, hist, r):  # type: ignore[no-untyped-def]
    """Where a state stands in the table, or the free place for it."""
    key = np.uint64(r) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(1)
    for j in range(hist.size):
        key = (key ^ np.uint64(hist[j])) * np.uint64(0xBF58476D1CE4E5B9)
        key ^= key >> np.uint64(29)
    mask = table.size - 1
    at = np.int64(key & np.uint64(mask))
    while table[at] >= 0:
        k = table[at]
        if retrained[k] == r:
            same = True
            for j in range(hist.size):
                if hists[k, j] != hist[j]:
                    same = False
                    break
            if same:
                return at
        at = (at + 1) & mask
    return at


@njit(cache=True, nogil=True)
def search(  # type: ignore[no-untyped-def]
    rules,
    marks,
    past,
    single,
    group,
    use,
    need,
    digits,
    there,
    total,
    limits,
    retraining,
    stage,
    reorganised,
    added,
    change,
    retrained_price,
    money_reorganised,
    money_added,
    money_retrained,
    money_most,
    price,
    rest,
    above,
    most_states,
):
    """Year by year over the classes of all departments; (best points, proved bound, classes[plans, d, y], points)."""
    departments, years, wide = stage.shape
    groups = there.size
    lag = past.shape[1]
    now = past[:, lag - 1].copy()
    depth = lag + 1  # one intake more than the classes in school need: what the year before needed is known
    bits = 1
    while (1 << bits) < wide:
        bits += 1
    mask = (1 << bits) - 1
    room = 2 * most_states
    size = 1
    while size < 4 * room:
        size *= 2
    table = np.full(size, -1, dtype=np.int64)
    hists = np.zeros((room, depth), dtype=np.int64)
    next_hists = np.zeros((room, depth), dtype=np.int64)
    retr, next_retr = np.zeros(room, dtype=np.int64), np.zeros(room, dtype=np.int64)
    cost, next_cost = np.zeros(room), np.zeros(room)
    total_of = np.zeros(room)
    parent = np.zeros((years, room), dtype=np.int64)
    chosen = np.zeros((years, room), dtype=np.int64)
    dropped = np.inf
    count = 1
    for j in range(lag):
        packed = 0
        for d in range(departments):
            packed |= past[d, lag - 1 - j] << (bits * d)
        hists[0, j] = packed
    digit = np.zeros((departments, depth), dtype=np.int64)
    running = np.zeros(departments, dtype=np.int64)
    after = np.zeros(departments, dtype=np.int64)
    option = np.zeros((departments, wide), dtype=np.int64)
    option_value = np.zeros((departments, wide))
    option_need = np.zeros((departments, wide))
    options = np.zeros(departments, dtype=np.int64)
    suffix_value = np.zeros(departments + 1)
    suffix_need = np.zeros(departments + 1)
    pick = np.zeros(departments, dtype=np.int64)
    acc_value = np.zeros(departments + 1)
    acc_need = np.zeros(departments + 1)
    acc_gain = np.zeros(departments + 1, dtype=np.int64)
    acc_net = np.zeros(departments + 1, dtype=np.int64)
    acc_sum = np.zeros(departments + 1, dtype=np.int64)
    hours, before, idle = np.zeros(groups), np.zeros(groups), 0.0
    hist = np.zeros(depth, dtype=np.int64)
    ahead = price.sum()
    for y in range(years):
        ahead -= price[y]
        gain_low = min(reorganised[y], added[y])
        filled = 0
        for i in range(table.size):
            table[i] = -1
        for i in range(count):
            is_dead = False
            for d in range(departments):
                s, power = 0, 1
                for j in range(depth):
                    n = (hists[i, j] >> (bits * d)) & mask
                    digit[d, j] = n
                    if j < lag:
                        s += n * power
                        power *= wide
                was, run, after[d] = digits[s, 0], digits[s, 1], digits[s, 2]
                running[d] = run
                found = 0
                low_value, low_need = np.inf, np.inf
                for n in range(min(rules[d, 1], was + limits[3]) + 1):
                    if not may_be(n, was, y, rules[d, 0], rules[d, 1], marks[d, 0], rules[d, 2], marks[d, 1], now[d]):
                        continue
                    step = n - was
                    value = stage[d, y, n] + rest[d, y + 1, after[d] + n]
                    value += step * (change + gain_low) if step > 0 else -step * change
                    teachers = need[d, run + n] if single[d] else 0.0
                    option[d, found], option_value[d, found], option_need[d, found] = n, value, teachers
                    low_value = min(low_value, value)
                    low_need = min(low_need, teachers)
                    found += 1
                options[d] = found
                if found == 0 or low_value == np.inf:
                    is_dead = True
                    break
                suffix_value[d], suffix_need[d] = low_value, low_need
            if is_dead:
                continue
            suffix_value[departments], suffix_need[departments] = 0.0, 0.0
            for d in range(departments - 1, -1, -1):
                suffix_value[d] += suffix_value[d + 1]
                suffix_need[d] += suffix_need[d + 1]
            base = cost[i] - ahead * total
            before[:] = 0.0
            if y > 0:
                for d in range(departments):
                    classes = 0
                    for j in range(depth):
                        classes += digit[d, j]
                    before[group[d]] += use[d] * classes
                idle = total
                for g in range(groups):
                    before[g] = np.ceil(before[g] - EPSILON)
                    idle -= before[g]
            acc_value[0] = base
            d = 0
            pick[0] = -1
            while d >= 0:
                pick[d] += 1
                if pick[d] >= options[d]:
                    d -= 1
                    continue
                k = pick[d]
                n = option[d, k]
                step = n - digit[d, 0]
                value = acc_value[d] + option_value[d, k]
                if value + suffix_value[d + 1] >= above:
                    continue
                gain = acc_gain[d] + max(step, 0)
                if gain > limits[3]:
                    continue
                net = acc_net[d] + step
                if net + (limits[3] - gain) < -limits[2]:
                    continue
                teachers = acc_need[d] + option_need[d, k]
                if teachers + suffix_need[d + 1] > total:
                    continue
                if d < departments - 1:
                    acc_value[d + 1], acc_gain[d + 1], acc_net[d + 1] = value, gain, net
                    acc_need[d + 1], acc_sum[d + 1] = teachers, acc_sum[d] + n
                    d += 1
                    pick[d] = -1
                    continue
                whole = acc_sum[d] + n
                if net > limits[2] or net < -limits[2] or whole < limits[0] or whole > limits[1]:
                    continue
                new = max(net, 0)
                for g in range(groups):
                    hours[g] = 0.0
                packed = 0
                for e in range(departments):
                    m = option[e, pick[e]]
                    packed |= m << (bits * e)
                    hours[group[e]] += use[e] * (running[e] + m)
                used, excess, moved = 0.0, 0.0, -idle
                for g in range(groups):
                    teachers = np.ceil(hours[g] - EPSILON)
                    used += teachers
                    excess += max(0.0, teachers - there[g])
                    moved += max(0.0, teachers - before[g])
                if y == 0:
                    moved = 0.0
                if used > total or moved > retraining:
                    continue
                r = max(retr[i] + max(np.int64(0), np.int64(moved)), np.int64(excess))
                if r > retraining * (y + 1):
                    continue
                spent = (gain - new) * money_reorganised[y] + new * money_added[y] + (r - retr[i]) * money_retrained[y]
                if spent > money_most[y] + 1e-7:
                    continue
                estimate = value + (reorganised[y] - gain_low) * (gain - new) + (added[y] - gain_low) * new
                estimate += retrained_price[y] * (r - retr[i])
                if estimate >= above:
                    continue
                hist[0] = packed
                for j in range(1, depth):
                    hist[j] = hists[i, j - 1]
                at = _place(table, next_hists, next_retr, hist, r)
                k = table[at]
                true = estimate
                for e in range(departments):
                    true -= rest[e, y + 1, after[e] + option[e, pick[e]]]
                true += ahead * total
                if k >= 0:
                    if true < next_cost[k]:
                        next_cost[k], parent[y, k], total_of[k] = true, i, estimate
                    continue
                if filled == room:
                    # Full: the better half stays; the least estimate of the rest limits the bound.
                    order = np.argsort(total_of[:filled])
                    dropped = min(dropped, total_of[order[most_states]])
                    kept = np.sort(order[:most_states])
                    for slot in range(most_states):
                        old = kept[slot]
                        next_cost[slot], next_retr[slot], total_of[slot] = next_cost[old], next_retr[old], total_of[old]
                        parent[y, slot], chosen[y, slot] = parent[y, old], chosen[y, old]
                        for j in range(depth):
                            next_hists[slot, j] = next_hists[old, j]
                    for slot in range(table.size):
                        table[slot] = -1
                    filled = most_states
                    for slot in range(filled):
                        place = _place(table, next_hists, next_retr, next_hists[slot], next_retr[slot])
                        table[place] = slot
                    at = _place(table, next_hists, next_retr, hist, r)
                table[at] = filled
                for j in range(depth):
                    next_hists[filled, j] = hist[j]
                next_retr[filled], next_cost[filled], total_of[filled] = r, true, estimate
                parent[y, filled], chosen[y, filled] = i, packed
                filled += 1
        if filled > most_states and y < years - 1:
            order = np.argsort(total_of[:filled])
            dropped = min(dropped, total_of[order[most_states]])
            kept = np.sort(order[:most_states])
            for slot in range(most_states):
                old = kept[slot]
                next_cost[slot], next_retr[slot], total_of[slot] = next_cost[old], next_retr[old], total_of[old]
                parent[y, slot], chosen[y, slot] = parent[y, old], chosen[y, old]
                for j in range(lag):
                    next_hists[slot, j] = next_hists[old, j]
            filled = most_states
        hists, next_hists = next_hists, hists
        retr, next_retr = next_retr, retr
        cost, next_cost = next_cost, cost
        count = filled
        if count == 0:
            break
    order = np.argsort(cost[:count])
    plans = min(count, 3)
    classes = np.zeros((plans, departments, years), dtype=np.int64)
    points = np.zeros(plans)
    for at in range(plans):
        i = order[at]
        points[at] = cost[i]
        for y in range(years - 1, -1, -1):
            for d in range(departments):
                classes[at, d, y] = (chosen[y, i] >> (bits * d)) & mask
            i = parent[y, i]
    best = points[0] if plans else np.inf
    return best, min(min(best, above), dropped), classes, points
