"""Postings read: a table (XLSX, CSV) or JSON-LD of schema.org's JobPosting; every fault by row, all or nothing."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naru.base.district.models import Organisation
from naru.base.rulebook.errors import RuleBroken
from naru.document.exchange import read
from naru.domain.competency.models import Occupation
from naru.domain.demand.actions import Advertised

HEADINGS: dict[str, tuple[str, ...]] = {
    "firm": ("firm", "기업", "기업명", "회사명", "기업코드"),
    "title": ("title", "제목", "공고제목"),
    "body": ("text", "body", "description", "직무내용", "내용", "담당업무"),
    "occupation": ("occupation", "직업", "직종", "keco코드"),
    "seats": ("seats", "모집인원", "인원"),
    "posted_on": ("posted_on", "올라온날", "등록일", "게시일"),
    "expires_on": ("expires_on", "마감일", "접수마감일"),
    "source": ("source", "출처", "url"),
}
MOST, MOST_FAULTS = 1_000, 100
BIGGEST_JSON = 20 * 1024 * 1024
Find = Callable[[str], Any]


@dataclass(frozen=True)
class Fault:
    """A row that cannot be taken (0: the whole file), and why."""

    row: int
    sentence: str


class Faulty(Exception):
    """Nothing was taken; `faults` says why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def postings_of(
    path: Path, firm: Callable[[str], Organisation | None], occupation: Callable[[str], Occupation | None]
) -> list[Advertised]:
    """`firm` and `occupation` find what a name or code means, None when nothing does. Raises Faulty, RuleBroken."""
    rows = list(_json(path) if path.suffix.lower() in {".json", ".jsonld"} else _table(path))
    if not rows:
        raise RuleBroken(_("읽을 공고가 하나도 없습니다."), field="file")
    if len(rows) > MOST:
        raise RuleBroken(_("한 번에 1,000개까지 올릴 수 있습니다."), field="file")
    found, faults = [], []
    for number, row in rows:
        wrong = list(_faults(row, firm, occupation))
        faults += [Fault(number, each) for each in wrong]
        if not wrong:
            found.append(_posting(row, firm, occupation))
    if faults:
        raise Faulty(faults[:MOST_FAULTS])
    return found


def _table(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    sheet = max(read.read(path).sheets, key=lambda each: each.frame.height)
    keys = {"".join(title.split()).lower(): str(place) for place, title in enumerate(sheet.header)}
    columns = {name: next((keys[each] for each in known if each in keys), "") for name, known in HEADINGS.items()}
    if not (columns["firm"] and columns["title"] and columns["posted_on"]):
        raise RuleBroken(_("공고의 표가 아닙니다. 기업, 제목, 등록일의 열이 있어야 합니다."), field="file")
    for row in sheet.frame.iter_rows(named=True):
        yield row["row"], {name: row.get(place) or "" for name, place in columns.items()}


def _json(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """JobPosting objects of the file, wherever they stand in it; the n-th counts as row n."""
    if path.stat().st_size > BIGGEST_JSON:
        raise RuleBroken(_("파일이 너무 큽니다(20MB까지)."), field="file")
    try:
        given = json.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError):
        raise RuleBroken(_("JSON-LD를 읽을 수 없습니다."), field="file") from None
    for number, each in enumerate(_jobs(given, 0), 1):
        organisation = each.get("hiringOrganization")
        category = each.get("occupationalCategory")
        yield (
            number,
            {
                "firm": _text(organisation.get("name") if isinstance(organisation, dict) else organisation),
                "title": _text(each.get("title")),
                "body": _plain(_text(each.get("description"))),
                "occupation": _text(category.get("codeValue") if isinstance(category, dict) else category),
                "seats": _text(each.get("totalJobOpenings")),
                "posted_on": _text(each.get("datePosted")),
                "expires_on": _text(each.get("validThrough")),
                "source": _text(each.get("url")),
            },
        )


def _jobs(given: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(given, list) and depth < 10:
        for each in given:
            yield from _jobs(each, depth + 1)
    elif isinstance(given, dict) and depth < 10:
        kinds = given.get("@type")
        if "JobPosting" in (kinds if isinstance(kinds, list) else [kinds]):
            yield given
        else:
            yield from _jobs(given.get("@graph") or given.get("itemListElement") or given.get("item"), depth + 1)


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, (dict, list)) else str(value).strip()


def _plain(text: str) -> str:
    """HTML to words: tags go, entities are read."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def day_of(text: str) -> date | None:
    """2026-06-03, 2026.6.3, 2026/06/03, with or without a time; None for anything else."""
    match = re.match(r"(\d{4})[-./]\s?(\d{1,2})[-./]\s?(\d{1,2})(?!\d)", text.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _faults(row: dict[str, str], firm: Find, occupation: Find) -> Iterator[str]:
    if not row["title"]:
        yield gettext("제목이 비어 있습니다.")
    if firm(row["firm"]) is None:
        yield gettext("지구에 없는 기업입니다: %(name)s") % {"name": row["firm"][:60]}
    if row["occupation"] and occupation(row["occupation"]) is None:
        yield gettext("모르는 직업입니다: %(name)s") % {"name": row["occupation"][:60]}
    posted, last = day_of(row["posted_on"]), day_of(row["expires_on"])
    if posted is None:
        yield gettext("올라온 날을 읽을 수 없습니다: %(text)s") % {"text": row["posted_on"][:30]}
    if row["expires_on"] and last is None:
        yield gettext("마감일을 읽을 수 없습니다: %(text)s") % {"text": row["expires_on"][:30]}
    if posted and last and last < posted:
        yield gettext("마감일이 올라온 날보다 앞섭니다.")
    if row["seats"] and not re.fullmatch(r"[0-9]{1,5}(명)?", row["seats"]):
        yield gettext("인원이 숫자가 아닙니다: %(text)s") % {"text": row["seats"][:30]}


def _posting(row: dict[str, str], firm: Find, occupation: Find) -> Advertised:
    return Advertised(
        firm=firm(row["firm"]),
        occupation=occupation(row["occupation"]) if row["occupation"] else None,
        title=row["title"][:200],
        body=row["body"][:20_000],
        seats=int(row["seats"].removesuffix("명")) if row["seats"] else None,
        posted_on=day_of(row["posted_on"]) or date.min,
        expires_on=day_of(row["expires_on"]),
        source=row["source"][:300],
    )
