"""Published labour figures (insured persons by industry × province) as JSON, with their source and month."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naru.base.rulebook.errors import RuleBroken
from naru.domain.demand.actions import Published

BIGGEST = 20 * 1024 * 1024
MOST_FAULTS = 200


@dataclass(frozen=True)
class Fault:
    """One cell that cannot be taken: the how-manieth it is in the list (from 1), and what is wrong."""

    number: int
    sentence: str


class Faulty(Exception):
    """The file cannot be taken; `faults` says why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def read(content: bytes) -> Published:
    """The shape of `industry-region-cells.json`: 출처, 잰때 (a month), 자료 [업종, 시도, 사람].

    Raises RuleBroken when it is another file, Faulty when cells have faults. Nothing is guessed.
    """
    if len(content) > BIGGEST:
        raise RuleBroken(_("파일이 너무 큽니다(20MB까지)."))
    try:
        given = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise RuleBroken(_("UTF-8로 저장한 JSON이 아닙니다.")) from None
    if not isinstance(given, dict) or not isinstance(given.get("자료"), list) or not given["자료"]:
        raise RuleBroken(_("고용 통계가 아닙니다. ‘자료’에 업종, 시도, 사람의 목록이 있어야 합니다."))
    source = given.get("출처")
    name = str(source.get("이름") or "") if isinstance(source, dict) else str(source or "")
    if not name.strip():
        raise RuleBroken(_("출처가 없습니다. 출처를 모르는 수는 올리지 않습니다."))
    dataset = str(source.get("데이터셋") or "") if isinstance(source, dict) else ""
    notes = [str(given[key]) for key in given if isinstance(given[key], str) and ("문턱" in key or "단위" in key)]
    return Published(
        _month(given.get("잰때")),
        name[:200],
        dataset[:40],
        " ".join(notes).replace("**", "")[:600],
        _cells(given["자료"]),
    )


def _month(given: Any) -> date:
    try:
        return date.fromisoformat(f"{given}-01")
    except ValueError:
        raise RuleBroken(_("기준월(잰때)을 읽을 수 없습니다. 예: 2026-06")) from None


def _cells(rows: list[Any]) -> tuple[tuple[str, str, int], ...]:
    found: dict[tuple[str, str], int] = {}
    faults: list[Fault] = []
    for number, row in enumerate(rows, 1):
        why = _wrong(row)
        if why is None:
            key = " ".join(row["업종"].split()), row["시도"].strip()
            if key in found:
                why = gettext("같은 업종과 시도가 앞에 있습니다: %(name)s") % {"name": " ".join(key)}
            else:
                found[key] = row["사람"]
        if why is not None:
            faults.append(Fault(number, why))
    if faults:
        raise Faulty(faults[:MOST_FAULTS])
    return tuple((industry, province, persons) for (industry, province), persons in found.items())


def _wrong(row: Any) -> str | None:
    if not isinstance(row, dict):
        return gettext("업종, 시도, 사람이 있어야 합니다.")
    for name, longest in (("업종", 120), ("시도", 40)):
        text = row.get(name)
        if not isinstance(text, str) or not text.strip() or len(text) > longest:
            return gettext("‘%(name)s’이(가) 비었거나 너무 깁니다.") % {"name": name}
    persons = row.get("사람")
    if not isinstance(persons, int) or isinstance(persons, bool) or not 0 <= persons < 2**31:
        return gettext("‘사람’에 0 이상의 정수가 있어야 합니다: %(value)s") % {"value": repr(persons)[:40]}
    return None
