"""Deeds of the room competency."""

from naru.domain.competency.actions.editions import Loaded, load_codes, load_edition, settle_succession
from naru.domain.competency.actions.links import add_texts, align, decide_alignment, judge, record_suggestions
from naru.domain.competency.actions.packages import Described, import_package
from naru.domain.competency.actions.units import (
    add_unit,
    decide_unit,
    describe_unit,
    open_framework,
    propose_unit,
    replace_unit,
)

__all__ = [
    "Described",
    "Loaded",
    "add_texts",
    "add_unit",
    "align",
    "decide_alignment",
    "decide_unit",
    "describe_unit",
    "import_package",
    "judge",
    "load_codes",
    "load_edition",
    "open_framework",
    "propose_unit",
    "record_suggestions",
    "replace_unit",
    "settle_succession",
]
