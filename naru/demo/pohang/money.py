"""Funds of the district and how they were cut and spent; the grant is a fact, lines and entries are invented."""

from datetime import date
from typing import Any

from naru.demo.pohang import facts

Row = dict[str, Any]

#: code, title, task group, item, won, share spent by the end of 2025's year and by 24 November 2026.
LINES: tuple[tuple[str, str, str, str, int, float, float], ...] = (
    ("A1", "지원센터 운영", "cooperation", "staff", 60_000_000, 1.0, 0.72),
    ("A2", "운영위원회·기업 간담회", "cooperation", "meeting", 10_000_000, 0.91, 0.66),
    ("A3", "참여기업 발굴", "cooperation", "firm_discovery", 20_000_000, 0.95, 0.58),
    ("B1", "이차전지 중급 과정", "pathway", "operation", 84_000_000, 1.0, 0.71),
    ("B2", "현장실습·취업 연계", "pathway", "allowance", 46_000_000, 0.98, 0.52),
    ("B3", "대학 연계 학점 과정", "pathway", "curriculum", 35_000_000, 0.94, 0.6),
    ("B4", "강사·멘토", "pathway", "instructor", 25_000_000, 0.97, 0.68),
    ("C1", "실습 기자재", "foundation", "equipment", 40_000_000, 0.99, 0.85),
    ("C2", "교원 연수", "foundation", "teacher_training", 18_000_000, 0.9, 0.44),
    ("C3", "성과관리·환류", "foundation", "evaluation", 12_000_000, 0.83, 0.25),
)
MADE_UP = "예시로 지어낸 집행"


def rows() -> dict[str, list[Row]]:
    funds: list[Row] = [
        {
            "code": f"SG-{year}",
            "name": "직업교육 혁신지구 특별교부금",
            "source": "special_grant",
            "year": year,
            "amount": facts.GRANT,
            "conditions": "용도를 바꾸려면 승인을 받는다",
            "reference": facts.GRANT_SOURCE,
        }
        for year in (2025, 2026, 2027)
    ]
    funds += [
        {
            "code": f"ZONE-{year}",
            "name": "교육발전특구 이차전지 초급 과정",
            "source": "zone",
            "year": year,
            "amount": 40_000_000,
            "conditions": "초급 과정에만 쓴다",
            "reference": facts.ZONE_SOURCE,
        }
        for year in (2025, 2026)
    ]
    lines: list[Row] = []
    entries: list[Row] = []
    for year in (2025, 2026):
        fund = f"SG-{year}"
        for code, title, group, item, amount, past, present in LINES:
            lines.append(_line(fund, code, title, group, item, amount))
            entries += _entries(fund, code, year, amount, past if year == 2025 else present)
        zone = f"ZONE-{year}"
        lines.append(_line(zone, "Z1", "이차전지 초급 과정", "pathway", "operation", 40_000_000))
        entries += _entries(zone, "Z1", year, 40_000_000, 1.0 if year == 2025 else 0.75)
    return {"funds": funds, "lines": lines, "entries": entries}


def _line(fund: str, code: str, title: str, group: str, item: str, amount: int) -> Row:
    return {"fund": fund, "code": code, "title": title, "task_group": group, "item": item, "amount": amount}


def _entries(fund: str, line: str, year: int, amount: int, share: float) -> list[Row]:
    """A commitment, three payments, and what was left over returned when the year is over."""
    spent = int(amount * share) // 1000 * 1000
    days = (date(year, 5, 20), date(year, 8, 20), date(year, 11, 10))
    parts = (spent * 3 // 10, spent * 4 // 10, spent - spent * 3 // 10 - spent * 4 // 10)
    first = {"fund": fund, "line": line, "memo": MADE_UP, "evidence": "예시: 지출결의서"}
    found: list[Row] = [
        {**first, "code": f"{year}-{line}-C", "kind": "commit", "on": date(year, 4, 15), "amount": max(spent, 1)}
    ]
    for number, (day, part) in enumerate(zip(days, parts, strict=True), 1):
        if part:
            found.append({**first, "code": f"{year}-{line}-{number}", "kind": "spend", "on": day, "amount": part})
    return found
