"""`naru cycle`: the cycle on a terminal."""

import json
import sys

from naru.base.district import queries as districts
from naru.domain.evidence import queries


def run(district_code: str, year: int, as_json: bool) -> int:
    """Prints the cycle of a district's year; 2 when there is no such district."""
    district = districts.by_code(district_code)
    if district is None:
        known = ", ".join(districts.codes()) or "-"
        print(f"'{district_code}' 지구가 없습니다. 있는 지구: {known}", file=sys.stderr)
        return 2
    found = queries.cycle_of(district, year)
    if as_json:
        print(json.dumps(queries.cycle_json(found), ensure_ascii=False, indent=2))
        return 0
    print(f"{district.label} {year}학년도 순환 ({found.day} 기준)")
    for each in found.stations:
        number = each.number
        parts = [
            f"{each.name}: {_shown(number.value, number.definition.unit)}",
            f"기준 {_shown(number.base)}",
            f"목표 {_shown(number.target, number.definition.unit)}",
            f"지난해 {_shown(number.previous, number.definition.unit)}",
            str(each.state_name),
            f"정의 {number.definition.version}: {number.definition.korean}",
        ]
        print(" | ".join(parts))
    passage = found.narrowest_passage
    print(passage.sentence if passage else "멈춘 사람이 없습니다.")
    return 0


def _shown(value: object, unit: str = "") -> str:
    return "-" if value is None else f"{value:,}{unit}" if isinstance(value, int) else f"{value}{unit}"
