"""Loading as long work: it reports how far it is, and a second delivery changes nothing.

What reads and writes workbooks is loaded inside the work, so that nothing else waits for it.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from naru.base.jobs.work import Progress, job
from naru.document.exchange import queries

TASK = "exchange.load"
STANDARDS = "exchange.standards"
#: Faults kept in the result for the page; all of them stand in the marked copy.
MOST_SHOWN = 300


def place_of(name: str) -> Path:
    """Where an uploaded file or its marked copy lies; outside of what the web server gives away."""
    return Path(settings.MEDIA_ROOT) / "loads" / name


@job(TASK)
def run(progress: Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    """Checks the file, and loads it when asked to and nothing is wrong.

    arguments: file (its name in the folder of loads), shown (its name to people), by (user id), district (code),
    sheet (key or ""), is_check, language.
    """
    from naru.document.exchange import check, load, read, write

    by = queries.person(arguments["by"])
    path = place_of(arguments["file"])
    with translation.override(arguments.get("language", "ko")):
        book = read.read(path)
        checked = check.check(
            book, by=by, district_code=arguments["district"], only=arguments["sheet"], report=progress
        )
        if checked.faults:
            marked = f"{path.stem}-marked.xlsx"
            write.marked(book, checked.faults, place_of(marked))
            return {
                "outcome": "faults",
                "count": len(checked.faults),
                "faults": [each.plain() for each in checked.faults[:MOST_SHOWN]],
                "marked": marked,
            }
        if arguments["is_check"]:
            return {"outcome": "good", "rows": checked.counts}
        with transaction.atomic():
            found = load.load(checked, by=by, why=arguments["shown"])
            result = {
                "outcome": "loaded",
                "counts": {key: [each.new, each.changed, each.same] for key, each in found.items()},
            }
            progress.finish(result)
    path.unlink(missing_ok=True)
    return result


@job(STANDARDS)
def run_standards(progress: Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    """Checks a published table, or loads it. arguments: file, shown, by (user id), kind, is_check, language."""
    from naru.document.exchange import standards

    by = queries.person(arguments["by"])
    path = place_of(arguments["file"])
    progress(0, 1, arguments["shown"])
    with translation.override(arguments.get("language", "ko")), transaction.atomic():
        is_check = bool(arguments["is_check"])
        told = standards.load(path, kind=arguments["kind"], label=arguments["shown"], is_check=is_check, by=by)
        result = {"outcome": "good" if is_check else "loaded", **told}
        progress.finish(result)
    if not is_check:
        path.unlink(missing_ok=True)
    return result


def tidy_loads() -> int:
    """Takes away files whose rows are loaded, where a worker was killed between the two; returns how many."""
    left = [place for place in map(place_of, queries.files_loaded(TASK)) if place.exists()]
    for place in left:
        place.unlink(missing_ok=True)
    return len(left)


@job("exchange.tidy", daily=True)
def tidy(progress: Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    return {"taken_away": tidy_loads()}
