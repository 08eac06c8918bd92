"""The class of every field: open, inside, personal or sensitive, as the model's inner class `Privacy` says."""

from enum import StrEnum

from django.apps import apps
from django.db import models


class FieldClass(StrEnum):
    OPEN = "open"
    INSIDE = "inside"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


def own_models() -> list[type[models.Model]]:
    """Naru's own tables."""
    return [each for each in apps.get_models() if each.__module__.startswith("naru.")]


def class_of(model: type[models.Model], field: str) -> FieldClass:
    """The class of a field. Raises LookupError when the model does not say."""
    spec = getattr(model, "Privacy", None)
    for each in FieldClass:
        if field in getattr(spec, each.value, ()):
            return each
    raise LookupError(f"{model._meta.label}.{field} has no class")


def unclassed() -> list[str]:
    """Fields in no class or in two, and classed names that are no field."""
    faults = []
    for model in own_models():
        fields = {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}
        spec = getattr(model, "Privacy", None)
        named = [name for each in FieldClass for name in getattr(spec, each.value, ())]
        faults += [f"{model._meta.label}.{name} has no class" for name in sorted(fields - set(named))]
        faults += [f"{model._meta.label}.{name} is no field" for name in sorted(set(named) - fields)]
        faults += [
            f"{model._meta.label}.{name} has two classes" for name in sorted(set(named)) if named.count(name) > 1
        ]
    return faults
