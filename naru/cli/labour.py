"""`naru labour`: published labour figures of a month, beside the demand board."""

import sys
from pathlib import Path

from django.db import transaction

from naru.base.rulebook.errors import RuleBroken
from naru.document.exchange import figures
from naru.domain.demand import actions


class _Undo(Exception):
    pass


def run(file: Path, *, is_check: bool) -> int:
    """0 when loaded, 1 when cells have faults (all named, nothing loaded), 2 when it is no such file."""
    try:
        published = figures.read(file.read_bytes())
    except OSError as error:
        print(f"{file}: 읽을 수 없습니다({type(error).__name__}).", file=sys.stderr)
        return 2
    except RuleBroken as error:
        print(f"{file}: {error.sentence}", file=sys.stderr)
        return 2
    except figures.Faulty as error:
        for each in error.faults:
            print(f"자료 {each.number}번째: {each.sentence}", file=sys.stderr)
        return 1
    done = None
    try:
        with transaction.atomic():
            done = actions.load_figures(published=published, by=None)
            if is_check:
                raise _Undo
    except _Undo:
        pass
    if done is not None:
        counts = f"새로 {done.new:,}, 고침 {done.changed:,}, 그대로 {done.same:,}"
        print(f"{published.source} ({published.month:%Y-%m}) {len(published.rows):,}칸: {counts}")
    if is_check:
        print("확인만 했습니다. 아무것도 쓰지 않았습니다.")
    return 0
