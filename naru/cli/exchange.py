"""`naru template` and `naru load`."""

import json
import sys
from pathlib import Path

from naru.document.exchange import check, read, sheets, write
from naru.document.exchange import load as loading
from naru.document.exchange import standards as published
from naru.document.exchange.fault import Fault
from naru.document.exchange.layout import Report

MOST_LINES = 1_000


def template(out: Path) -> int:
    if not out.parent.is_dir():
        print(f"폴더가 없습니다: {out.parent}", file=sys.stderr)
        return 2
    write.template(out)
    print(f"빈 통합문서를 썼습니다: {out}")
    return 0


def load(path: Path, *, is_check: bool, district: str, only: str, marked: Path | None, as_json: bool) -> int:
    """0 when good, 1 when the file has faults (all of them named, nothing loaded)."""
    if only and only not in sheets.BY_KEY and only not in sheets.BY_TITLE:
        print(f"'{only}' 시트는 없습니다. 시트: {', '.join(sheets.BY_TITLE)}", file=sys.stderr)
        return 2
    key = sheets.BY_TITLE[only].key if only in sheets.BY_TITLE else only
    book = read.read(path)
    checked = check.check(book, by=None, district_code=district, only=key, report=_progress("확인"))
    if checked.faults:
        _tell(checked.faults, as_json)
        if marked is not None or is_check:
            copy = marked or path.with_name(f"{path.stem}-고칠곳.xlsx")
            write.marked(book, checked.faults, copy)
            print(f"고칠 곳을 표시한 사본: {copy}", file=sys.stderr)
        return 1
    if is_check:
        print(
            json.dumps({"faults": [], "rows": checked.counts}, ensure_ascii=False) if as_json else "고칠 곳이 없습니다."
        )
        return 0
    found = loading.load(checked, by=None, why="naru load", report=_progress("올림"))
    if as_json:
        counts = {key: {"new": each.new, "changed": each.changed, "same": each.same} for key, each in found.items()}
        print(json.dumps({"faults": [], "loaded": counts}, ensure_ascii=False))
        return 0
    for sheet_key, each in found.items():
        print(f"{sheets.BY_KEY[sheet_key].title}: 새로 {each.new:,}, 고침 {each.changed:,}, 그대로 {each.same:,}")
    return 0


def standards(path: Path, *, kind: str, is_check: bool, as_json: bool) -> int:
    """A published table: what it did, or with `is_check` would do, and every oddity with its row. 0 when readable."""
    told = published.load(path, kind=kind, label=path.name, is_check=is_check, by=None)
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
        return 0
    for each in told["oddities"]:
        where = f"{each['row']}행" if each["row"] else "표 전체"
        print(f"{where} {each['code']}: {each['what']}")
    if told["odd"] > len(told["oddities"]):
        print(f"… 밖에도 {told['odd'] - len(told['oddities']):,}곳")
    for words, count in told["kinds"]:
        print(f"· {words} {count:,}곳")
    print(
        f"{told['rows']:,}줄(뺀 줄 {told['left_out']:,}): 새로 {told['new']:,}, 고침 {told['changed']:,}, "
        f"그대로 {told['same']:,}; 저절로 이어진 대체 {told['replaced']:,}, 사람이 볼 대체 {told['waiting']:,}; "
        f"이상한 곳 {told['odd']:,}"
    )
    if is_check:
        print("확인만 했습니다. 아무것도 쓰지 않았습니다.")
    return 0


def _tell(faults: list[Fault], as_json: bool) -> None:
    if as_json:
        print(json.dumps({"faults": [each.plain() for each in faults]}, ensure_ascii=False))
        return
    for each in faults[:MOST_LINES]:
        print(each.line)
    if len(faults) > MOST_LINES:
        print(f"… 밖에도 {len(faults) - MOST_LINES:,}곳")
    print(f"고칠 곳 {len(faults):,}곳. 아무것도 올리지 않았습니다.", file=sys.stderr)


def _progress(what: str) -> Report | None:
    """Progress on a terminal only: a line that rewrites itself."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int, note: str) -> None:
        end = "\n" if done >= total else ""
        print(f"\r{what} {done:,}/{total:,} {note:<12}", end=end, file=sys.stderr, flush=True)

    return show
