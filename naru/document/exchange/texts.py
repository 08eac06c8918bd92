"""Texts to be linked, from a table (XLSX, CSV): a title, and the columns that say what the work is."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from naru.base.rulebook.errors import RuleBroken
from naru.document.exchange import read

TITLES = ("title", "name", "제목", "직업명", "직무명", "공고제목", "이름")
BODIES = ("summary", "text", "body", "duties", "글", "직무개요", "직무내용", "수행직무", "담당업무", "내용")
MOST = 500


def texts_of(path: Path) -> list[tuple[str, str]]:
    """(title, body) of each row that has both; a table without such columns is refused."""
    sheet = max(read.read(path).sheets, key=lambda each: each.frame.height)
    keys = ["".join(title.split()).lower() for title in sheet.header]
    title = next((keys.index(each) for each in TITLES if each in keys), None)
    bodies = [keys.index(each) for each in BODIES if each in keys]
    if title is None or not bodies:
        raise RuleBroken(
            _("글의 표가 아닙니다. 제목(name)과 글(text, duties, 직무내용)의 열이 있어야 합니다."), field="file"
        )
    found = []
    for row in sheet.frame.iter_rows(named=True):
        body = " ".join(row[str(place)] for place in bodies if row.get(str(place)))
        if row.get(str(title)) and body:
            found.append((row[str(title)][:200], body[:20_000]))
    if len(found) > MOST:
        raise RuleBroken(_("한 번에 500개까지 올릴 수 있습니다."), field="file")
    if not found:
        raise RuleBroken(_("읽을 글이 하나도 없습니다."), field="file")
    return found
