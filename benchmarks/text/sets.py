"""Held-out sets from the public data folder: texts whose right units are known, and texts that nothing fits.

A text belongs to the half `tune` or `report` by the hash of its group, so that what is learned on one half has seen
neither the texts nor the unfit groups of the other. The battery set is only ever reported.
"""

import csv
import gzip
import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from naru.domain.competency.bridge import UnitRow

DATA = Path(os.environ.get("NARU_SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
TUNE, REPORT = "tune", "report"

#: Which ESS units fit a battery job, judged by hand from its duty text before anything was run: packs, battery management
#: and testing of Li-ion batteries. Making cells, dry cells, lead accumulators and fuel cells has no ESS unit.
BATTERY = {
    "리튬이온전지패키지설계기술자": ("1901120102", "1901120116"),
    "이차전지관리시스템개발자": ("1901120113", "1901120119", "1901120120"),
    "리튬이온전지개발자": ("1901120102", "1901120104"),
    "리튬이온이차전지품질검사원": ("1901120104",),
    "사용후배터리평가사": ("1901120104", "1901120207", "1901120218"),
}


@dataclass(frozen=True)
class HeldOut:
    """units; texts; right: for each text the numbers of the units that are right (empty: none fits); excluded: the text's
    own unit, or -1."""

    name: str
    units: list[UnitRow]
    texts: list[str]
    right: list[frozenset[int]]
    excluded: list[int]


def draw(key: str, salt: str = "") -> float:
    """A number in [0, 1) that depends on the key alone."""
    return int.from_bytes(hashlib.blake2b(f"{salt}{key}".encode(), digest_size=6).digest()) / 2**48


def half(key: str) -> str:
    return TUNE if draw(key, "half") < 0.5 else REPORT


def _chosen(keys: Iterable[str], most: int) -> list[str]:
    return sorted(keys, key=lambda key: draw(key, "order"))[:most]


def jobs(which: str, most: int = 1500) -> HeldOut:
    """Duty text of a job, its own name taken out and its own unit excluded → the other jobs of its KECO group.

    Units: jobs with name and summary. One in seven of the two-digit KECO groups is left out of the units: nothing fits
    its texts.
    """
    with gzip.open(DATA / "jobs" / "job_dictionary_work24.jsonl.gz", "rt") as lines:
        rows = [json.loads(each) for each in lines]
    is_out = {row["dJobECd"][:2] for row in rows if draw(row["dJobECd"][:2], which) < 1 / 7}
    inside = [row for row in rows if row["dJobECd"][:2] not in is_out]
    number = {row["key"]: position for position, row in enumerate(inside)}
    members: dict[str, set[int]] = {}
    for row in inside:
        members.setdefault(row["dJobECd"], set()).add(number[row["key"]])
    size = Counter(row["dJobECd"] for row in rows)
    usable = {
        row["key"]: row
        for row in rows
        if half(row["key"]) == which and size[row["dJobECd"]] > 1 and len(row.get("duties") or "") >= 20
    }
    chosen = [usable[key] for key in _chosen(usable, most)]
    return HeldOut(
        "jobs",
        [UnitRow(row["key"], row["name"], row.get("summary") or "") for row in inside],
        [row["duties"].replace(row["name"], " ") for row in chosen],
        [frozenset(members.get(row["dJobECd"], set()) - {number.get(row["key"], -1)}) for row in chosen],
        [number.get(row["key"], -1) for row in chosen],
    )


def standards(which: str, most: int = 2000, *, with_criteria: bool = False) -> HeldOut:
    """Achievement standard → its domain (an NCS unit name) within its subject.

    Units: domain as name, subject as definition; `with_criteria`: the definition holds also the standards that are not
    asked. One in seven of the subjects is left out of the units: nothing fits its texts.
    """
    owners: dict[str, set[tuple[str, str]]] = {}
    for path in sorted((DATA / "curriculum").glob("*.json")):
        for row in json.loads(path.read_text())["standards"]:
            unit = (_dots(row["subject"]), _dots(row["domain"]))
            owners.setdefault(_dots(row["text"]), set()).add(unit)
    everything = sorted(set().union(*owners.values()))
    units = [unit for unit in everything if draw(unit[0], which) >= 1 / 7]
    number = {unit: position for position, unit in enumerate(units)}
    usable = [text for text in owners if half(text) == which]
    chosen = _chosen(usable, most)
    told: dict[tuple[str, str], list[str]] = {}
    if with_criteria:
        asked = set(chosen)
        for text in sorted(owners):
            if text not in asked:
                for unit in owners[text]:
                    told.setdefault(unit, []).append(text)
    return HeldOut(
        "standards with criteria" if with_criteria else "standards",
        [
            UnitRow(f"{subject}/{domain}", domain, " ".join([f"{subject}.", *told.get((subject, domain), [])]))
            for subject, domain in units
        ],
        chosen,
        [frozenset(number[unit] for unit in owners[text] if unit in number) for text in chosen],
        [-1] * len(chosen),
    )


def battery() -> HeldOut:
    """Duty texts of the 37 jobs of battery making → the 42 ESS units by name, or none; judged by hand (BATTERY)."""
    with (DATA / "ncs" / "ncs_190112_전기저장장치.csv").open(encoding="utf-8-sig") as lines:
        units = [UnitRow(row["unit_code"], row["unit_name"]) for row in csv.DictReader(lines)]
    with (DATA / "jobs" / "battery_jobs_C282.csv").open(encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    number = {unit.code: position for position, unit in enumerate(units)}
    right = [frozenset(number[code] for code in BATTERY.get(row["name"], ())) for row in rows]
    return HeldOut("battery", units, [row["duties"] for row in rows], right, [-1] * len(rows))


def _dots(text: str) -> str:
    return re.sub("[･·‧ㆍ]", "·", text)
