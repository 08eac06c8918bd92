"""The shapes that every room's answers and questions are made of.

Answers (`...Out`) are written field by field, never dumped from a model; questions (`...In`) refuse unknown fields,
and their texts and numbers have the size of the columns they go to.
"""

import re
from datetime import date
from typing import Annotated, Any, Self, TypeVar

from django.utils.translation import gettext_lazy
from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from naru.base.privacy import law

#: Any text that both databases can hold.
PLAIN = r"^[^\x00]*$"

Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=PLAIN)]
Text80 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80, pattern=PLAIN)]
Text120 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120, pattern=PLAIN)]
Text160 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=160, pattern=PLAIN)]
Text200 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=PLAIN)]
Text300 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300, pattern=PLAIN)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000, pattern=PLAIN)]
Some80 = Annotated[Text80, StringConstraints(min_length=1)]
Some120 = Annotated[Text120, StringConstraints(min_length=1)]
Some160 = Annotated[Text160, StringConstraints(min_length=1)]
Some200 = Annotated[Text200, StringConstraints(min_length=1)]

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Small = Annotated[int, Field(ge=0, le=32_767)]
Whole = Annotated[int, Field(ge=0, le=2_147_483_647)]
Won = Annotated[int, Field(ge=0, le=10**15)]
Year = Annotated[int, Field(ge=2000, le=2100)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
BirthDay = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]


def korean(text: str) -> Any:
    """gettext_lazy, typed for the summaries of operations: the docs page speaks the reader's language."""
    return gettext_lazy(text)


class Question(Schema):
    """What a program sends."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="after")
    def refuse_resident_numbers(self) -> Self:
        """개인정보 보호법 제24조의2: no text holds one."""
        for value in self.__dict__.values():
            if isinstance(value, str) and re.search(law.RESIDENT_NUMBER, value):
                raise PydanticCustomError("resident_number", "resident registration numbers are refused")
        return self


Q = TypeVar("Q", bound=Question)


def ordered(question: Q, first: str, last: str) -> Q:
    """The question itself, when its `last` day is not before its `first`."""
    if getattr(question, last) < getattr(question, first):
        raise PydanticCustomError("out_of_order", "{last} is before {first}", {"first": first, "last": last})
    return question


class Reference(Schema):
    """Another row, as much of it as names it."""

    id: int
    code: str
    name: str


def of(row: Any, name: str | None = None) -> Reference:
    """The reference to a row with a code; its name in the reader's language."""
    shown = name if name is not None else getattr(row, "label", None) or row.name
    return Reference(id=row.pk, code=row.code, name=shown)


def of_or_none(row: Any, name: str | None = None) -> Reference | None:
    return None if row is None else of(row, name)
