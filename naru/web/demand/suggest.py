"""Units for a firm's own words, while it waits: the text engine with what it keeps, held ready in the process."""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from naru.base.district.models import District
from naru.base.jobs import work
from naru.domain.competency import bridge, queries
from naru.domain.competency.bridge.kept import Kept
from naru.domain.competency.jobs import READY, place
from naru.domain.demand import queries as demand

#: Units proposed for one text, and the longest text that is read.
TOP, LONGEST = 5, 2_000
#: Proposals less likely than this are not worth a tap; a person looks at each, so the bar of "nothing fits" is not theirs.
LEAST = 0.05
#: A text of several duties is also read clause by clause, where one clause alone must reach the bar.
CLAUSE = re.compile(r"[.,;\n]+")
SHORTEST = 6
#: So many units are made ready while somebody waits.
AT_ONCE = 300


@dataclass(frozen=True)
class Proposal:
    """A unit that may be meant, and the words that made the link."""

    unit: int
    code: str
    name: str
    words: tuple[str, ...]


_ready: dict[str, tuple[tuple[bridge.UnitRow, ...], bridge.Framework]] = {}
_lock = threading.Lock()


def proposals(district: District, texts: Mapping[str, str]) -> dict[str, list[Proposal]]:
    """The likeliest units for each text by its key, best first; nothing for a text that nothing fits.

    While the index of a new edition is not made yet, a worker is asked for it, and the units of the district and
    their kin answer.
    """
    said = {key: text.strip()[:LONGEST] for key, text in texts.items() if text.strip()}
    rows = queries.catalogue(district.pk) if said else []
    if not rows:
        return {}
    kept = Kept(place())
    judged = [bridge.Judged(text, code, is_yes) for text, code, is_yes in queries.judged(district.pk)]
    with _lock:  # Kiwi is loaded once, and reads one text at a time
        framework = _whole(rows, kept) or _part(district, kept)
        clauses = {key: _clauses(text) for key, text in said.items()}
        every = [text for key in said for text in (said[key], *clauses[key])]
        answers = dict(zip(every, bridge.link(framework, every, kept, TOP, judged), strict=True))
    known = {code: (pk, name) for pk, code, name, _about in rows}
    found: dict[str, list[Proposal]] = {}
    for key, text in said.items():
        best = {each.unit: each for each in answers[text].links if each.score >= LEAST}
        for clause in clauses[key]:
            for each in answers[clause].links[: 1 if answers[clause].fits else 0]:
                if each.unit not in best or best[each.unit].score < each.score:
                    best[each.unit] = each
        ranked = sorted(best.values(), key=lambda each: -each.score)[:TOP]
        found[key] = [Proposal(known[each.unit][0], each.unit, known[each.unit][1], each.words) for each in ranked]
    return found


def _clauses(text: str) -> list[str]:
    """The duties of a text one by one; nothing where there is only one."""
    parts = [part.strip() for part in CLAUSE.split(text) if len(part.strip()) >= SHORTEST]
    return parts if len(parts) > 1 else []


def _units(rows: list[tuple[int, str, str, str]]) -> tuple[bridge.UnitRow, ...]:
    return tuple(bridge.UnitRow(code, name, about) for _pk, code, name, about in rows)


def _whole(rows: list[tuple[int, str, str, str]], kept: Kept) -> bridge.Framework | None:
    """All units, where they are few or their index is kept; else a worker makes it, once a day at most."""
    units = _units(rows)
    before = _ready.get("whole")
    if before is not None and before[0] == units:
        return before[1]
    framework = bridge.prepare(units, kept) if len(units) <= AT_ONCE else bridge.held(units, kept)
    if framework is None:
        work.ask(READY, {}, by=None, key=f"{READY} {len(units)} {timezone.localdate().isoformat()}")
        return None
    _ready["whole"] = units, framework
    return framework


def _part(district: District, kept: Kept) -> bridge.Framework:
    units = _units(queries.near(district.pk, demand.wanted_codes(district), AT_ONCE))
    return bridge.prepare(units, kept)
