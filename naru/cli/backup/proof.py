"""What must be the same before and after besides the rows: the cycle of every district, and the audit's chain."""

import hashlib
import importlib
import importlib.util
import json
from datetime import date

from django.utils import translation

from naru.base.district import queries as districts
from naru.base.rulebook import project_year
from naru.domain.evidence import queries


def cycles(day: date) -> dict[str, str]:
    """The digest of the cycle's JSON for each district and project year up to a day: {"pohang 2026": "…"}."""
    found = {}
    with translation.override("ko"):
        for district in districts.every():
            last = min(district.first_year + district.years - 1, project_year.of(day))
            for year in range(district.first_year, last + 1):
                text = json.dumps(
                    queries.cycle_json(queries.cycle_of(district, year, day)), ensure_ascii=False, sort_keys=True
                )
                found[f"{district.code} {year}"] = hashlib.sha256(text.encode()).hexdigest()
    return found


def audit_faults() -> list[str]:
    """What the audit's chains say is wrong; nothing where the installation keeps no chain."""
    if importlib.util.find_spec("naru.base.audit.chain") is None:
        return []
    chain = importlib.import_module("naru.base.audit.chain")
    verdicts = [chain.verify(name) for name in chain.CHAINS]
    return [f"{each.chain} {each.fault}" for each in verdicts if each.fault is not None]
