"""The national standards and code tables in the shapes in which they are published: XLSX, CSV (UTF-8, CP949), API JSON.

Columns are told by their headings. What can be read is cleaned, and everything odd is said with its row; a row whose code
or name cannot be read is left out, and said so.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naru.base.rulebook.errors import RuleBroken
from naru.document.exchange import read, upload
from naru.domain.competency import rules
from naru.domain.competency.rules import Published

#: Field: headings under which it is published, without blanks and in small letters.
HEADINGS: dict[str, tuple[str, ...]] = {
    "versioned": ("ncsclcd", "versioned_code", "능력단위분류번호", "능력단위코드", "분류번호", "ncs코드", "코드"),
    "bare": ("unit_code", "능력단위번호", "기본코드"),
    "version": ("version", "판", "버전", "개발버전"),
    "name": ("compeunitname", "unit_name", "능력단위명", "능력단위이름", "능력단위", "이름"),
    "level": ("compeunitlevel", "level", "능력단위수준", "수준"),
    "definition": ("compeunitdef", "definition", "능력단위정의", "정의"),
    "group_name": ("ncssubdcdnm", "sub_name", "세분류명", "세분류", "세분류코드명"),
}
PARTS = (
    ("ncslclascd", "대분류코드", "대분류"),
    ("ncsmclascd", "중분류코드", "중분류"),
    ("ncssclascd", "소분류코드", "소분류"),
    ("ncssubdcd", "세분류코드"),
    ("compeunitcd", "능력단위일련번호"),
)
BIGGEST_JSON = 100 * 1024 * 1024


@dataclass(frozen=True)
class Odd:
    """Something odd: the row as a spreadsheet counts it (0: the whole file), its code, what it is, what was done."""

    row: int
    code: str
    what: str

    def plain(self) -> dict[str, Any]:
        return {"row": self.row, "code": self.code, "what": self.what}


@dataclass(frozen=True)
class Table:
    """A published table, cleaned; `left_out` rows could not be read."""

    rows: list[Published]
    oddities: list[Odd] = field(default_factory=list)
    left_out: int = 0


Line = tuple[int, dict[str, str]]


def units_of(path: Path) -> Table:
    """Reads a table of units. Raises RuleBroken, with what to do, when it is none."""
    header, lines = _lines(path)
    columns = _columns(header)
    if "name" not in columns or not ({"versioned", "bare"} & columns.keys() or len(_code_parts(header)) == len(PARTS)):
        raise RuleBroken(
            _("능력단위 표가 아닙니다. 코드와 능력단위 이름의 열이 있어야 합니다. 읽은 열: %(columns)s")
            % {"columns": ", ".join(header[:12])}
        )
    return _cleaned(lines, columns, _code_parts(header))


def codes_of(path: Path) -> tuple[list[tuple[str, str]], list[Odd]]:
    """Reads a table of code and name; a table of licences has only names, which are then the codes."""
    header, lines = _lines(path)
    keys = {_key(title): title for title in header}
    code, name = keys.get("code") or keys.get("코드"), keys.get("name") or keys.get("이름") or keys.get("자격명")
    if name is None:
        raise RuleBroken(_("코드 표가 아닙니다. code와 name(또는 이름)의 열이 있어야 합니다."))
    found: dict[str, str] = {}
    odd: list[Odd] = []
    for number, row in lines:
        label, _is_old, is_mended = rules.name_of(row.get(name, ""))
        key = row.get(code, "").strip() if code else label
        if not key or not label:
            odd.append(Odd(number, key, gettext("코드나 이름이 비어 있어 뺐습니다.")))
        elif key in found:
            if found[key] != label:
                odd.append(
                    Odd(
                        number,
                        key,
                        gettext("같은 코드의 다른 이름이라 처음 것을 두었습니다: %(name)s") % {"name": label},
                    )
                )
        else:
            found[key] = label[:160]
            if is_mended:
                odd.append(Odd(number, key, gettext("잃어버린 가운뎃점을 되살렸습니다: %(name)s") % {"name": label}))
    return list(found.items()), odd


def _lines(path: Path) -> tuple[tuple[str, ...], Iterator[Line]]:
    if path.suffix.lower() == ".json":
        return _json(path)
    book = read.read(path)
    sheet = max(book.sheets, key=lambda each: each.frame.height, default=None)
    if sheet is None or not sheet.header:
        raise RuleBroken(_("파일에 줄이 하나도 없습니다."))
    titles = sheet.header
    names = [str(place) for place in range(len(titles))]
    values = sheet.frame.select([*[name for name in names if name in sheet.frame.columns], "row"])

    def rows() -> Iterator[Line]:
        for row in values.iter_rows():
            yield row[-1], {title: value or "" for title, value in zip(titles, row[:-1], strict=False)}

    return titles, rows()


def _json(path: Path) -> tuple[tuple[str, ...], Iterator[Line]]:
    """The answer of the public API, or the list that stands in it; the n-th item counts as row n."""
    if not path.exists():
        raise RuleBroken(_("파일이 없습니다: %(name)s") % {"name": path.name})
    if path.stat().st_size > BIGGEST_JSON:
        raise RuleBroken(upload.TOO_BIG)
    try:
        given = json.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError):
        raise RuleBroken(_("JSON을 읽을 수 없습니다. 공공데이터 API의 답을 그대로 저장해 주십시오.")) from None
    items = _items(given)
    if not items:
        raise RuleBroken(_("JSON 안에 능력단위의 목록이 없습니다."))
    titles = tuple(dict.fromkeys(key for item in items for key in item))

    def rows() -> Iterator[Line]:
        for number, item in enumerate(items, 1):
            yield number, {key: "" if value is None else str(value).strip() for key, value in item.items()}

    return titles, rows()


def _items(given: Any) -> list[dict[str, Any]]:
    """The first list of objects in the answer: data, items, item, body.items.item."""
    if isinstance(given, list):
        return [each for each in given if isinstance(each, dict)]
    if isinstance(given, dict):
        for key in ("data", "items", "item", "body", "response", "ncsInfo", "list"):
            if key in given:
                found = _items(given[key])
                if found:
                    return found
    return []


def _key(title: str) -> str:
    return "".join(title.split()).lower()


def _columns(header: Sequence[str]) -> dict[str, str]:
    keys = {_key(title): title for title in header}
    found = {}
    for name, known in HEADINGS.items():
        title = next((keys[each] for each in known if each in keys), None)
        if title is not None:
            found[name] = title
    return found


def _code_parts(header: Sequence[str]) -> list[str]:
    """The columns of a code that is published in pieces."""
    keys = {_key(title): title for title in header}
    return [title for known in PARTS for title in [next((keys[each] for each in known if each in keys), "")] if title]


def _cleaned(lines: Iterator[Line], columns: dict[str, str], parts: list[str]) -> Table:
    found: dict[str, tuple[int, Published]] = {}
    odd: list[Odd] = []
    left_out = 0
    for number, row in lines:
        code = _code_of(row, columns, parts)
        if not rules.NCS_CODE.fullmatch(code):
            odd.append(Odd(number, code, gettext("판이 붙은 능력단위 코드가 아니어서 뺐습니다. 예: 1901120101_16v2")))
            left_out += 1
            continue
        unit = _unit(number, code, row, columns, odd)
        if unit is None:
            left_out += 1
            continue
        before = found.get(code)
        if before is None:
            found[code] = (number, unit)
        elif before[1] != unit:
            odd.append(
                Odd(
                    number,
                    code,
                    gettext("%(row)s행과 코드가 같고 내용이 달라 앞의 것을 두었습니다.") % {"row": before[0]},
                )
            )
    if not found:
        raise RuleBroken(_("읽을 수 있는 능력단위가 하나도 없습니다. 코드의 열을 확인해 주십시오."))
    rows = [unit for _number, unit in found.values()]
    odd += [
        Odd(0, code, gettext("이 번호의 능력단위가 표에 없습니다(빈 번호)."))
        for code in rules.gaps([each.code for each in rows])
    ]
    return Table(rows, odd, left_out)


def _code_of(row: dict[str, str], columns: dict[str, str], parts: list[str]) -> str:
    """The versioned code: as it stands, or put together from its pieces and its version."""
    code = row.get(columns.get("versioned", ""), "").strip().replace(" ", "").replace("V", "v")
    if "_" in code:
        return code
    bare = row.get(columns.get("bare", ""), "").strip() or code
    if not bare and len(parts) == len(PARTS):
        bare = "".join(row.get(title, "").strip().zfill(2)[-2:] for title in parts)
    version = row.get(columns.get("version", ""), "").strip().lstrip("_")
    return f"{bare}_{version}" if version else bare


def _unit(number: int, code: str, row: dict[str, str], columns: dict[str, str], odd: list[Odd]) -> Published | None:
    name, is_old, is_mended = rules.name_of(row.get(columns["name"], ""))
    if not name:
        odd.append(Odd(number, code, gettext("이름이 비어 있어 뺐습니다.")))
        return None
    if len(name) > 160:
        odd.append(Odd(number, code, gettext("이름이 160자보다 길어 잘랐습니다.")))
    if is_mended:
        odd.append(Odd(number, code, gettext("잃어버린 가운뎃점을 되살렸습니다: %(name)s") % {"name": name}))
    text = row.get(columns.get("level", ""), "").strip()
    level = rules.level_of(text)
    if level is None:
        said = (
            gettext("수준이 비어 있습니다.")
            if not text
            else gettext("수준을 읽을 수 없습니다: %(text)s") % {"text": text[:20]}
        )
        odd.append(Odd(number, code, said))
    group, _old, _mended = rules.name_of(row.get(columns.get("group_name", ""), ""))
    definition = row.get(columns.get("definition", ""), "").strip()
    return Published(code, name[:160], level, definition, group[:160], is_old)
