"""The text engine: properties, the exact reference, and faults that the check must see."""

import dataclasses

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naru.engine import text as engine
from naru.engine.text import index as indexing
from naru.engine.text import kernel, reference
from naru.engine.text.problem import CHANNELS, WORDS

WIDTH = 7
#: A busy machine is no fault of the engine.
steady = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def bags(draw, rows):
    """Small counts of a small vocabulary: equal scores and empty rows are common."""
    cells = draw(st.lists(st.integers(0, 3), min_size=rows * WIDTH, max_size=rows * WIDTH))
    counts = np.array(cells, dtype=np.float32).reshape(rows, WIDTH)
    row, term = np.nonzero(counts)
    starts = np.zeros(rows + 1, dtype=np.int64)
    np.cumsum(np.bincount(row, minlength=rows), out=starts[1:])
    return engine.Bags(starts, term.astype(np.int64), counts[row, term], WIDTH)


@st.composite
def corpora(draw, rows):
    vectors = np.array(
        draw(
            st.lists(
                st.lists(st.sampled_from([-1.0, 0.0, 0.5, 1.0]), min_size=3, max_size=3), min_size=rows, max_size=rows
            )
        ),
        dtype=np.float32,
    ).reshape(rows, 3)
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unknown = np.array(draw(st.lists(st.integers(0, 20), min_size=rows, max_size=rows)), dtype=np.float32)
    return engine.Corpus(
        tuple(draw(bags(rows)) for _ in CHANNELS),
        np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0),
        unknown,
    )


@st.composite
def cases(draw):
    """(units, texts, feedback or None, top)"""
    units = draw(corpora(draw(st.integers(1, 6))))
    texts = draw(corpora(draw(st.integers(0, 4))))
    feedback = None
    if draw(st.booleans()):
        rows = draw(st.integers(1, 3))
        feedback = engine.Feedback(
            draw(bags(rows)),
            texts.bags[WORDS],
            texts.unknown,
            np.array(draw(st.lists(st.integers(0, units.rows - 1), min_size=rows, max_size=rows)), dtype=np.int64),
            np.array(draw(st.lists(st.booleans(), min_size=rows, max_size=rows)), dtype=np.bool_),
        )
    return units, texts, feedback, draw(st.integers(1, 7))


def problem_of(case) -> engine.Problem:
    units, texts, feedback, top = case
    units = dataclasses.replace(units, unknown=np.zeros(units.rows, dtype=np.float32))
    return engine.Problem(indexing.build(units), texts, top, feedback)


@steady
@given(cases())
def test_solve_any_problem_passes_the_check(case):
    problem = problem_of(case)
    assert engine.check(problem, engine.solve(problem)) == []


@steady
@given(cases())
def test_solve_twice_gives_the_same_answer(case):
    first, second = engine.solve(problem_of(case)), engine.solve(problem_of(case))
    for name in ("unit", "score", "fits", "evidence"):
        assert (getattr(first, name) == getattr(second, name)).all(), name


@steady
@given(cases())
def test_solve_small_case_ranks_as_the_reference(case):
    units, texts, feedback, top = case
    units = dataclasses.replace(units, unknown=np.zeros(units.rows, dtype=np.float32))
    found = engine.solve(problem_of(case))
    for text in range(texts.rows):
        exact = reference.ranking(units, texts, text, engine.Weights(), feedback)
        value = dict(exact)
        got = [unit for unit in found.unit[text].tolist() if unit >= 0]
        assert len(got) == min(top, len(exact))
        # Sums that are equal but for rounding may stand in either order.
        for rank, unit in enumerate(got):
            assert value[unit] == pytest.approx(exact[rank][1], abs=1e-3)


@steady
@given(cases())
def test_solve_compiled_is_the_same_as_plain(case):
    problem = problem_of(case)
    plain = engine.solve(problem)
    much = kernel.MUCH
    try:
        kernel.MUCH = -1
        compiled = engine.solve(problem)
    finally:
        kernel.MUCH = much
    assert (plain.unit == compiled.unit).all()
    assert plain.score == pytest.approx(compiled.score, abs=1e-5)


def test_meanings_at_right_angles_are_none_however_the_sum_is_rounded():
    """Orthogonal unit vectors whose product comes out as 6e-10 must not become the best meaning of all."""
    third, half = 1 / np.sqrt(3), 1 / np.sqrt(2)
    units = np.array([[-third, third, -third], [0, 0, -1], [-third, -third, -third]], dtype=np.float32)
    text = np.array([[-half, -half, 0]], dtype=np.float32)
    found = kernel.meaning(units, text, np.array([[0, 1, 2, -1]]))
    assert found[0, :2].tolist() == [0, 0] and found[0, 2] == pytest.approx(0.8165, abs=1e-4) and found[0, 3] == 0
    faint = kernel.meaning(units, np.array([[0, 0, -6e-10]], dtype=np.float32), np.array([[1]]))
    assert faint.tolist() == [[0]]


@pytest.mark.parametrize("neighbours", [0, 5])
def test_blocks_passed_over_hold_no_candidate(neighbours):
    """More units than a block holds, many of them equal, the best ones early, late and at the edges."""
    draw = np.random.default_rng(7)
    sizes = (300, 12)
    made = []
    for rows in sizes:
        counts = draw.integers(0, 4, (rows, WIDTH)).astype(np.float32)
        counts[draw.random((rows, WIDTH)) < 0.6] = 0
        row, term = np.nonzero(counts)
        starts = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=rows))])
        words = engine.Bags(starts, term.astype(np.int64), counts[row, term], WIDTH)
        nothing = engine.Bags(np.zeros(rows + 1, dtype=np.int64), term[:0], counts[0, :0], 0)
        vectors = np.zeros((rows, 1), dtype=np.float32)
        made.append(engine.Corpus((words, *[nothing] * (len(CHANNELS) - 1)), vectors, np.zeros(rows, dtype=np.float32)))
    weights = engine.Weights(neighbours=neighbours, candidates=5)
    index = indexing.build(made[0], weights)
    query = kernel.queries(index, made[1], weights)
    excluded = np.arange(sizes[1]) * 25 - 1
    plain = kernel.candidates(index, query, excluded, weights, 5)
    much = kernel.MUCH
    try:
        kernel.MUCH = -1
        compiled = kernel.candidates(index, query, excluded, weights, 5)
    finally:
        kernel.MUCH = much
    assert (plain[0] == compiled[0]).all() and (plain[0] >= 0).any()
    assert plain[1] == pytest.approx(compiled[1], abs=1e-5)


@steady
@given(cases(), st.data())
def test_solve_a_text_alone_or_among_others_gets_the_same_answer(case, data):
    units, texts, feedback, top = case
    if not texts.rows:
        return
    text = data.draw(st.integers(0, texts.rows - 1))
    among = engine.solve(problem_of(case))
    if feedback:
        one = _row(texts, text)
        feedback = dataclasses.replace(feedback, asked=one.bags[WORDS], unknown=one.unknown)
    alone = engine.solve(problem_of((units, _row(texts, text), feedback, top)))
    assert (alone.unit[0] == among.unit[text]).all()
    assert alone.score[0] == pytest.approx(among.score[text], abs=1e-5)


@steady
@given(cases())
def test_solve_excluded_unit_is_never_the_answer(case):
    problem = problem_of(case)
    first = engine.solve(problem).unit[:, 0]
    again = dataclasses.replace(problem, excluded=first)
    found = engine.solve(again)
    assert engine.check(again, found) == []
    assert not (found.unit == first[:, None])[first >= 0].any()


def test_solve_without_units_is_infeasible():
    nothing = engine.Corpus(tuple(_nothing(0) for _ in CHANNELS), np.zeros((0, 3), dtype=np.float32), np.zeros(0, "f4"))
    texts = engine.Corpus(tuple(_nothing(2) for _ in CHANNELS), np.zeros((2, 3), dtype=np.float32), np.zeros(2, "f4"))
    problem = engine.Problem(indexing.build(nothing), texts)
    found = engine.solve(problem)
    assert found.status is engine.Status.INFEASIBLE
    assert engine.check(problem, found) == []


def test_solve_text_that_shares_nothing_gets_no_unit():
    units = _lettered(["ab", "bc"])
    texts = _lettered(["fg"])
    found = engine.solve(engine.Problem(indexing.build(units), texts))
    assert (found.unit == -1).all()
    assert not found.fits.any()


def test_feedback_yes_brings_a_unit_that_shares_no_word():
    units, texts = _lettered(["ab", "cd"]), _lettered(["abe"])
    judged = engine.Feedback(texts.bags[WORDS], texts.bags[WORDS], texts.unknown, np.array([1]), np.array([True]))
    index = indexing.build(units)
    before = engine.solve(engine.Problem(index, texts))
    after = engine.solve(engine.Problem(index, texts, feedback=judged))
    assert before.unit[0, 0] == 0
    assert after.unit[0, 0] == 1
    assert after.score[0, 0] > before.score[0, 0]


def test_feedback_no_pushes_the_unit_down():
    units, texts = _lettered(["abc", "ab"]), _lettered(["abc"])
    judged = engine.Feedback(texts.bags[WORDS], texts.bags[WORDS], texts.unknown, np.array([0]), np.array([False]))
    index = indexing.build(units)
    before = engine.solve(engine.Problem(index, texts))
    after = engine.solve(engine.Problem(index, texts, feedback=judged))
    assert before.unit[0, 0] == 0
    assert after.unit[0, 0] == 1
    assert after.score[0].max() < before.score[0, 0]


def test_explain_shares_add_to_one_for_each_link_and_channel():
    units, texts = _lettered(["abc", "ade", "fg"]), _lettered(["abcd", "g"])
    problem = engine.Problem(indexing.build(units), texts)
    found = engine.solve(problem)
    reasons = engine.explain(problem, found, most=WIDTH)
    sums: dict[tuple[int, int, int], float] = {}
    for text, rank, channel, share in zip(reasons.text, reasons.rank, reasons.channel, reasons.share, strict=True):
        key = (int(text), int(rank), int(channel))
        sums[key] = sums.get(key, 0.0) + float(share)
    assert sums and all(value == pytest.approx(1, abs=1e-5) for value in sums.values())
    first = (reasons.text == 0) & (reasons.rank == 0) & (reasons.channel == WORDS)
    assert set(reasons.term[first]) == {0, 1, 2}


def test_check_sees_each_fault():
    problem = engine.Problem(indexing.build(_lettered(["ab", "bc", "cd"])), _lettered(["abc"]), top=3)
    good = engine.solve(problem)
    unit, score = good.unit, good.score
    assert (unit >= 0).all()
    for wrong in (
        {"unit": unit[:, :2]},
        {"unit": np.where(unit == 0, 99, unit)},
        {"unit": np.array([[-1, 0, 1]])},
        {"unit": np.array([[0, 0, 1]])},
        {"score": score + 1},
        {"score": score * np.nan},
        {"score": score[:, ::-1].copy() * np.array([0.1, 1, 1], dtype=np.float32)},
        {"fits": ~good.fits},
        {"status": engine.Status.INFEASIBLE},
        {"unit": np.array([[unit[0, 0], unit[0, 1], -1]])},
    ):
        assert engine.check(problem, dataclasses.replace(good, **wrong)), wrong
    excluded = dataclasses.replace(problem, excluded=unit[:, 0])
    assert "an excluded unit" in engine.check(excluded, good)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: engine.Bags(np.array([1, 1]), np.array([], dtype=int), np.array([]), 3),
        lambda: engine.Bags(np.array([0, 1]), np.array([3]), np.array([1.0]), 3),
        lambda: engine.Bags(np.array([0, 1]), np.array([1]), np.array([0.0]), 3),
        lambda: engine.Bags(np.array([0, 2, 1]), np.array([1]), np.array([1.0]), 3),
        lambda: engine.Corpus((), np.zeros((1, 3)), np.zeros(1)),
        lambda: engine.Corpus(tuple(_nothing(1) for _ in CHANNELS), np.full((1, 3), np.nan), np.zeros(1)),
        lambda: engine.Corpus(tuple(_nothing(2) for _ in CHANNELS), np.zeros((1, 3)), np.zeros(1)),
        lambda: engine.Feedback(_nothing(2), _nothing(1), np.zeros(1), np.array([0]), np.array([True])),
        lambda: engine.Problem(indexing.build(_lettered(["a"])), _lettered(["a"]), top=0),
        lambda: engine.Problem(
            indexing.build(_lettered(["a"])),
            _lettered(["a"]),
            feedback=engine.Feedback(_nothing(1), _nothing(1), np.zeros(1), np.array([4]), np.array([True])),
        ),
        lambda: engine.Weights(combine=(1.0,)),
    ],
)
def test_problem_wrong_input_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()


def _nothing(rows) -> engine.Bags:
    return engine.Bags(
        np.zeros(rows + 1, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32), WIDTH
    )


def _lettered(rows) -> engine.Corpus:
    """Every channel holds the letters of the row: a is term 0."""
    terms = [[ord(letter) - 97 for letter in row] for row in rows]
    starts = np.cumsum([0, *map(len, terms)]).astype(np.int64)
    flat = np.array([term for row in terms for term in row], dtype=np.int64)
    one = engine.Bags(starts, flat, np.ones(flat.size, dtype=np.float32), WIDTH)
    return engine.Corpus(
        (one,) * len(CHANNELS), np.zeros((len(rows), 3), dtype=np.float32), np.zeros(len(rows), dtype=np.float32)
    )


def _row(texts, number) -> engine.Corpus:
    made = []
    for each in texts.bags:
        row = each.row(number)
        made.append(engine.Bags(np.array([0, row.stop - row.start]), each.terms[row], each.counts[row], each.width))
    return engine.Corpus(tuple(made), texts.vectors[number : number + 1], texts.unknown[number : number + 1])
