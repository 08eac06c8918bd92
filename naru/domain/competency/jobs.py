"""Reading texts as long work: units are proposed with their reasons; people decide.

The engine is loaded inside the work, so that nothing else waits for it.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.jobs.work import Progress, job
from naru.domain.competency import actions, queries
from naru.domain.competency.models import Suggestion

TASK = "competency.link"
READY = "competency.ready"
TOP = 5


def place() -> Path:
    """Where words, vectors and indexes are kept."""
    return Path(settings.MEDIA_ROOT).parent / "text"


@job(READY, daily=True)
def ready(progress: Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    """Makes the index of each district's units where it is not kept yet, so that nobody waits for it. No arguments."""
    from naru.domain.competency import bridge
    from naru.domain.competency.bridge.kept import Kept

    made = 0
    districts = queries.districts_with_units()
    for number, district in enumerate(districts, 1):
        rows = [bridge.UnitRow(code, name, about) for _pk, code, name, about in queries.catalogue(district)]
        if rows and not bridge.prepare(rows, Kept(place())).is_kept:
            made += 1
        progress(number, len(districts))
    return {"districts": len(districts), "made": made}


@job(TASK)
def link(progress: Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    """Proposes units for the texts of a district that were not read yet. arguments: district, by (ids)."""
    from naru.domain.competency import bridge
    from naru.domain.competency.bridge.kept import Kept

    district = arguments["district"]
    texts, units = queries.unread(district), queries.catalogue(district)
    progress(0, len(texts) or 1)
    if not units:
        return {"read": 0, "without": 0, "units": 0}
    kept = Kept(place())
    framework = bridge.prepare([bridge.UnitRow(code, name, about) for _pk, code, name, about in units], kept)
    said = [bridge.Judged(text, code, is_yes) for text, code, is_yes in queries.judged(district)]
    answers = bridge.link(framework, [f"{title}. {body}" for _pk, title, body in texts], kept, TOP, said)
    ids = {code: pk for pk, code, _name, _about in units}
    found = {}
    for (pk, _title, _body), answer in zip(texts, answers, strict=True):
        rows = [
            Suggestion(
                text_id=pk,
                unit_id=ids[each.unit],
                rank=rank,
                score=round(each.score, 4),
                words=list(each.words),
                is_by_meaning=each.is_by_meaning,
                is_confirmed_alike=each.is_confirmed_alike,
            )
            for rank, each in enumerate(answer.links, 1)
        ]
        found[pk] = (answer.fits, rows)
    by = queries.person(arguments["by"])
    with transaction.atomic():
        here = access.one(access.districts_of(by, Permission.COMPETENCY_WRITE), pk=district)
        counts = actions.record_suggestions(district=here, found=found, by=by)
        result = {**counts, "units": len(units)}
        progress.finish(result)
    return result
