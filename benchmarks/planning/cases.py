"""Invented cases of growing size for the planning engines; the same seed gives the same case."""

import numpy as np

from naru.engine.planning import cover, departments, periods


def curriculum(
    schools: int, *, departments: int = 5, offered: int = 100, pool: bool = False, seed: int = 0
) -> cover.Problem:
    """Schools of some departments with some courses on offer each; `pool`: teachers who serve every school too."""
    draw = np.random.default_rng(seed)
    courses, units = schools * departments * offered, 40
    school = np.repeat(np.arange(schools), departments * offered)
    department = np.repeat(np.arange(schools * departments), offered)
    kind = np.tile(np.arange(offered), schools * departments)
    general = kind < 25  # common courses: part of every plan's 64 credits
    external = kind >= 90
    credits = draw.integers(2, 6, courses)
    hours = np.where(external, 0.0, credits * 16.0)
    cost = np.where(external, draw.integers(5, 20, courses), draw.integers(0, 4, courses)).astype(float)
    subjects = 10
    subject = np.where(
        external,
        -1,
        school * subjects + np.where(general, draw.integers(0, 3, courses), draw.integers(3, subjects, courses)),
    )
    rows = []
    least, most = [], []
    for at in range(schools * departments):
        mine = np.flatnonzero(department == at)
        rows += [(3 * at, c) for c in mine]
        rows += [(3 * at + 1, c) for c in mine[general[mine]]]
        rows += [(3 * at + 2, c) for c in mine[~general[mine]]]
        least += [174, 64, 80]
        most += [174, 94, 110]
    targets = schools * departments * units
    weight = np.round(draw.gamma(1.2, 20.0, targets))
    level = draw.integers(2, 5, targets)
    covers = []
    for c in np.flatnonzero(~general):
        for unit in draw.choice(units, draw.integers(1, 4), replace=False):
            covers.append((c, department[c] * units + unit, draw.integers(2, 6)))
    today = np.zeros(courses, dtype=bool)
    for at in range(schools * departments):
        mine = np.flatnonzero(department == at)
        for group, credit in ((mine[general[mine]], 64), (mine[~general[mine] & ~external[mine]], 110)):
            taken = 0
            for c in draw.permutation(group):
                if taken + credits[c] <= credit:
                    today[c] = True
                    taken += credits[c]
    before = [(c, c + 1) for c in np.flatnonzero(~general & (kind < 89)) if draw.random() < 0.1]
    teachers_each = 20
    own = schools * teachers_each
    extra = 3 * schools if pool else 0
    holds = np.zeros((own + extra, schools * subjects), dtype=bool)
    for teacher in range(own):
        base = teacher // teachers_each * subjects
        holds[teacher, base + teacher % subjects] = True
        if draw.random() < 0.5:
            holds[teacher, base + draw.integers(subjects)] = True
    for teacher in range(own, own + extra):
        kind_of = draw.integers(3, subjects)
        for base in draw.choice(schools, min(schools, 6), replace=False) * subjects:
            holds[teacher, base + kind_of] = True
    wanted = np.array([hours[(subject == s) & today].sum() for s in range(schools * subjects)])
    teacher_hours = np.zeros(own + extra)
    for teacher in range(own):
        teacher_hours[teacher] = np.ceil(wanted[teacher // teachers_each * subjects + teacher % subjects] / 2 * 1.03)
    teacher_hours[own:] = 160.0
    workshops = 4
    uses, use_hours = [], []
    for c in np.flatnonzero(~general & ~external):
        if draw.random() < 0.5:
            uses.append((c, school[c] * workshops + draw.integers(workshops)))
            use_hours.append(hours[c])
    uses_array = np.array(uses)
    facility_hours = np.zeros(schools * workshops)
    np.add.at(facility_hours, uses_array[:, 1], np.array(use_hours) * today[uses_array[:, 0]])
    equipment_each = 6
    needs = [
        (c, school[c] * equipment_each + draw.integers(equipment_each))
        for c in np.flatnonzero(~general)
        if draw.random() < 0.15
    ]
    equipment_cost = draw.integers(10, 60, schools * equipment_each).astype(float)
    purse = school
    today_cost = np.zeros(schools)
    np.add.at(today_cost, school[today], cost[today])
    owned = np.zeros(schools * equipment_each, dtype=bool)
    for c, e in needs:
        if today[c]:
            owned[e] = True
    equipment_cost[owned] = 0.0
    return cover.Problem(
        credits=credits,
        hours=hours,
        cost=cost,
        subject=subject,
        today=today,
        required=np.zeros(courses, dtype=bool),
        weight=weight,
        level=level,
        covers=np.array(covers),
        table=np.array(rows),
        table_least=np.array(least),
        table_most=np.array(most),
        teacher_hours=teacher_hours,
        holds=holds,
        money_most=np.round(today_cost * 1.3 + 40.0),
        school=school,
        purse=purse,
        prerequisites=np.array(before).reshape(-1, 2),
        teacher_purse=np.concatenate([np.repeat(np.arange(schools), teachers_each), np.zeros(extra, dtype=np.int64)]),
        facility_hours=np.round(facility_hours * 1.05),
        uses=uses_array,
        use_hours=np.array(use_hours),
        equipment_cost=equipment_cost,
        equipment_purse=np.repeat(np.arange(schools), equipment_each),
        needs=np.array(needs).reshape(-1, 2),
        change_weight=0.1,
    )


def district(
    schools: int,
    *,
    intakes: int = 10,
    standing: int = 4,
    possible: int = 2,
    seed: int = 0,
    robust: float = 0.5,
    regions: int | None = None,
) -> departments.Problem:
    """Schools with standing and possible departments; fields are wanted by region (about 34 schools each by default, as 580 in 17 provinces)."""
    draw = np.random.default_rng(seed)
    regions = regions or max(1, round(schools / 34))
    kinds, each = 12, standing + possible
    count = schools * each
    school = np.repeat(np.arange(schools), each)
    region = np.sort(draw.integers(0, regions, schools)) if regions > 1 else np.zeros(schools, dtype=np.int64)
    kind = np.concatenate([draw.permutation(kinds)[:each] for _ in range(schools)])
    field = region[school] * kinds + kind
    is_standing = np.tile(np.arange(each) < standing, schools)
    now = np.where(is_standing, draw.integers(1, 4, count), 0)
    past = np.column_stack([now + (is_standing & (draw.random(count) < 0.2)), now])
    class_size = np.repeat(draw.integers(18, 25, schools), each)
    supply = np.round(draw.uniform(0.35, 0.65, count), 3)
    fields = regions * kinds
    today = np.zeros(fields)
    np.add.at(today, field, now * class_size * supply)
    growth = draw.uniform(-0.06, 0.08, fields)[:, None] * np.arange(1, intakes + 1)
    middle = np.maximum(
        0.0, today[:, None] * (1 + growth) * draw.uniform(0.8, 1.25, (fields, 1)) + draw.integers(0, 12, (fields, 1))
    )
    demand = np.round(np.stack([middle * 0.8, middle, middle * 1.25]))
    sums = np.zeros(schools, dtype=np.int64)
    np.add.at(sums, school, now)
    groups = kinds
    teaching = np.full(count, 22.0)
    teachers = np.zeros((schools, groups), dtype=np.int64)
    hours = np.zeros((schools, groups))
    np.add.at(hours, (school, kind), teaching * (past.sum(axis=1) + now))
    teachers[:] = np.ceil(hours / 18.0)
    return departments.Problem(
        school=school,
        field=field,
        group=kind,
        class_size=class_size,
        supply=supply,
        classes_least=np.ones(count, dtype=np.int64),
        classes_most=np.full(count, 5),
        past=past,
        ready=np.full(count, 1),
        fixed=draw.random(count) < 0.05,
        teaching=teaching,
        school_least=np.maximum(1, sums - 3),
        school_most=sums + 2,
        school_step=np.full(schools, 1),
        moves_most=np.full(schools, 2),
        teachers=teachers,
        retraining_most=np.full(schools, 3),
        teacher_load=18.0,
        cost_reorganised=np.full(intakes, 375.0),
        cost_added=np.full(intakes, 225.0),
        cost_retrained=np.full(intakes, 6.0),
        money_most=np.full(intakes, 375.0 * max(2, schools // 4)),
        demand=demand,
        probability=np.array([0.3, 0.4, 0.3]),
        unmet_weight=np.ones(fields),
        surplus_weight=np.full(fields, 0.5),
        robust=robust,
        cost_weight=0.01,
        change_weight=0.5,
    )


def balanced(courses: int, length: int, *, seed: int = 0) -> periods.Problem:
    """Courses of 1 to 5 credits with forward prerequisites, a quarter as many again as CSPLib's have."""
    draw = np.random.default_rng(seed)
    credits = draw.integers(1, 6, courses)
    pairs = []
    depth = np.zeros(courses, dtype=np.int64)
    for after in range(1, courses):
        for before in draw.choice(after, min(after, int(draw.integers(0, 3))), replace=False):
            if depth[before] + 1 < length - 2:
                depth[after] = max(depth[after], depth[before] + 1)
                pairs.append((before, after))
    mean = credits.sum() / length
    each = courses / length
    limits = int(mean * 0.6), int(mean * 1.5), int(each * 0.4), int(each * 1.8)
    return periods.Problem(credits, length, *limits, np.array(sorted(set(pairs))))
