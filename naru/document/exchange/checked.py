"""The outcome of a check."""

from dataclasses import dataclass, field

import polars as pl

from naru.base.district.models import District
from naru.document.exchange.fault import Fault


@dataclass
class Checked:
    """Parsed frames by sheet key, faults in the order of the file, and whose district it is (None while it is new)."""

    faults: list[Fault]
    frames: dict[str, pl.DataFrame]
    district_code: str = ""
    district: District | None = None
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        return not self.faults
