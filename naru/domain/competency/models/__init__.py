"""Frameworks with their units, the editions that replaced one another, typed links, and texts linked to units."""

from naru.domain.competency.models.editions import Alignment, Edition, Succession
from naru.domain.competency.models.texts import Suggestion, Text
from naru.domain.competency.models.units import (
    Code,
    Criterion,
    Element,
    Framework,
    Occupation,
    Package,
    PublicQuerySet,
    Unit,
)

__all__ = [
    "Alignment",
    "Code",
    "Criterion",
    "Edition",
    "Element",
    "Framework",
    "Occupation",
    "Package",
    "PublicQuerySet",
    "Succession",
    "Suggestion",
    "Text",
    "Unit",
]
