"""Texts to links, each with its chance and its reasons."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from naru.base.rulebook.errors import Conflict
from naru.domain.competency.bridge.framework import Framework
from naru.domain.competency.bridge.kept import Kept
from naru.engine import text as engine
from naru.engine.text import rarity
from naru.engine.text.problem import WORDS
from naru.engine.text.tokens import normal
from naru.engine.text.weights import FEATURES

MEANING, FEEDBACK = FEATURES.index("meaning"), FEATURES.index("feedback")
#: A text of a batch is held as dense rows of candidates: this many at a time.
BATCH = 4_096
#: Verbs that every text holds; they are no reason for anything.
LIGHT = frozenset("있없하되않같이")
#: A word that more units than this have does not tell one of them from another.
COMMON = 2
#: Pairs of characters that every sentence of duties ends or goes on with; a text that shares nothing else shares nothing.
ENDINGS = frozenset(
    re.findall(
        "..",
        "한다하고하며하여하는하기하거거나된다되는되어이다있다있는으로에서에게부터까지따라위해위한통해대한대해"
        "는다른다린다운다인다진다든다온다이고이며라고면서고자도록려고",
    )
)


def is_ending(pair: str) -> bool:
    """Does a pair of characters hold only an ending, or a verb's seam with it (제조하다: 조하)?"""
    return pair in ENDINGS or pair[-1:] in "하한할함해되된될됨"


@dataclass(frozen=True)
class Judged:
    """What a person said: this unit fits this text, or it does not."""

    text: str
    unit: str
    is_yes: bool


@dataclass(frozen=True)
class Link:
    """A proposal: the unit's code, the estimated chance that it is right, the words (and other reasons) that made it.

    `is_confirmed_alike`: a person said yes to this unit for a like text.
    """

    unit: str
    score: float
    words: tuple[str, ...]
    is_by_meaning: bool = False
    is_confirmed_alike: bool = False


@dataclass(frozen=True)
class Answer:
    """The proposals for one text, best first; `fits` is False when no unit is good enough (they are then only near)."""

    links: tuple[Link, ...]
    fits: bool


def link(
    framework: Framework, texts: Sequence[str], kept: Kept, top: int = 5, judged: Sequence[Judged] = ()
) -> list[Answer]:
    """An answer for each text, in order; equal texts are computed once. Raises Conflict when the check finds a fault."""
    unique = list(dict.fromkeys(texts))
    codes = set(framework.codes)
    said = [each for each in judged if each.unit in codes]
    said_words = kept.words([each.text for each in said], framework.reader)
    found: dict[str, Answer] = {}
    for start in range(0, len(unique), BATCH):
        part = unique[start : start + BATCH]
        words, vectors, _ = kept.both(part, lambda: framework.reader)
        corpus = framework.vocabulary.corpus(words, part, vectors)
        feedback = _feedback(framework, said, said_words, words)
        problem = engine.Problem(framework.index, corpus, top, feedback, weights=framework.weights)
        solution = engine.solve(problem)
        faults = engine.check(problem, solution)
        if faults:
            raise Conflict("; ".join(faults))
        found |= zip(part, answers_of(framework, problem, solution, part), strict=True)
    return [found[each] for each in texts]


def _feedback(
    framework: Framework, said: Sequence[Judged], said_words: list[list[str]], words: list[list[str]]
) -> engine.Feedback | None:
    if not said:
        return None
    number = {code: position for position, code in enumerate(framework.codes)}
    judged, asked, unknown = framework.vocabulary.judged(said_words, words)
    return engine.Feedback(
        judged,
        asked,
        unknown,
        np.array([number[each.unit] for each in said], dtype=np.int64),
        np.array([each.is_yes for each in said], dtype=np.bool_),
    )


def answers_of(
    framework: Framework, problem: engine.Problem, solution: engine.Solution, texts: Sequence[str]
) -> list[Answer]:
    words: dict[tuple[int, int], list[str]] = {}
    grams: dict[tuple[int, int], list[str]] = {}
    reasons = engine.explain(problem, solution)
    for text, rank, channel, term in zip(
        reasons.text.tolist(), reasons.rank.tolist(), reasons.channel.tolist(), reasons.term.tolist(), strict=True
    ):
        into = words if channel == WORDS else grams
        into.setdefault((text, rank), []).append(framework.vocabulary.written(channel, term))
    answers = []
    for text, (units, scores, fits) in enumerate(
        zip(solution.unit.tolist(), solution.score.tolist(), solution.fits.tolist(), strict=True)
    ):
        links = []
        for rank, (unit, score) in enumerate(zip(units, scores, strict=True)):
            if unit < 0:
                break
            shared = [each for each in words.get((text, rank), ()) if each not in LIGHT]
            pairs = [each for each in grams.get((text, rank), ()) if not is_ending(each)]
            evidence = solution.evidence[text, rank]
            is_bare = _is_bare(framework, shared, pairs, bool(grams.get((text, rank))))
            is_weak = is_bare or _is_common(framework, shared, pairs)
            if is_weak and not evidence[FEEDBACK] > 0:
                continue
            shown = readable(shared, texts[text], framework.reader.compounds) or tuple(dict.fromkeys(pairs))
            links.append(
                Link(
                    framework.codes[unit],
                    score,
                    shown,
                    bool(not shown and evidence[MEANING] > 0),
                    bool(evidence[FEEDBACK] > 0),
                )
            )
        is_good = bool(links) and links[0].score >= framework.weights.threshold
        answers.append(Answer(tuple(links), bool(fits) and is_good))
    return answers


def _is_bare(framework: Framework, shared: Sequence[str], pairs: Sequence[str], has_grams: bool) -> bool:
    """Does the text share with the unit only endings, or only what is done (제조) and not with what (파우치셀)?"""
    if not shared:
        return not pairs and has_grams
    beside = [pair for pair in pairs if not any(pair in word for word in shared)]
    return all(word in framework.activities for word in shared) and not beside


def _is_common(framework: Framework, shared: Sequence[str], pairs: Sequence[str]) -> bool:
    """Is all that text and unit share too common: words of every trade (준비, 공정) that together tell less than one rare
    word, or one word (전지) that several other units have, too?"""
    telling = [each for each in shared if not any(each != other and each in other for other in shared)]
    if not telling or any(not any(pair in word for word in telling) for pair in pairs):
        return False
    if rarity.together(telling) < 1:
        return True
    return len(telling) == 1 and framework.units_with(telling[0]) > COMMON


def readable(words: Sequence[str], text: str, compounds: Iterable[str] = ()) -> tuple[str, ...]:
    """Words as they stand in the text: pieces of one (집 전체, 슬러 리) are put together, what another holds is left out."""
    whole = normal(text)
    here = [each for each in compounds if each in whole]
    found = list(dict.fromkeys(next((long for long in here if long.startswith(each)), each) for each in words))
    for first in list(found):
        for second in list(found):
            if first != second and first + second in whole and min(len(first), len(second)) == 1:
                found.append(first + second)
    longest = [each for each in dict.fromkeys(found) if not any(each != other and each in other for other in found)]
    return tuple(each for each in longest if len(each) > 1 or not "가" <= each <= "힣") or tuple(longest)
