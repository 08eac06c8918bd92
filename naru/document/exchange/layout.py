"""What a sheet is: columns with kinds, the key of a row, references to rows of other sheets, rules between columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import polars as pl
from django.db import models

HELP_MARK = "도움말"

#: Hears how far the work is: rows done, rows in all, the sheet.
Report = Callable[[int, int, str], None]


class Kind(StrEnum):
    """How the text of a cell becomes a value."""

    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    CHOICE = "choice"
    YES = "yes"


@dataclass(frozen=True)
class Column:
    """One column: `title` heads it in the workbook, `hint` stands in the help row, `field` is the database column.

    An empty `field` means that the value only helps to find something else (part of a reference).
    """

    name: str
    title: str
    kind: Kind = Kind.TEXT
    hint: str = ""
    required: bool = True
    field: str | None = None
    choices: type[models.TextChoices] | None = None
    least: int | None = None
    most: int | None = None
    longest: int = 200
    pattern: str = ""
    empty: Any = ""

    @property
    def stored(self) -> str:
        """The database column that takes the value; empty when none does."""
        return self.name if self.field is None else self.field


@dataclass(frozen=True)
class Reference:
    """Columns of this sheet that name one row of another sheet, in the order of that sheet's key.

    `field`: the database column that takes the row's id; empty when the row must only exist.
    """

    sheet: str
    by: tuple[str, ...]
    field: str
    required: bool = True


@dataclass(frozen=True)
class SheetRule:
    """A rule between columns of one row: `broken` is true where it does not hold; the fault stands at `column`."""

    code: str
    column: str
    broken: pl.Expr
    sentence: Any


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook and the table behind it.

    `key`: columns that tell one row from another; `lookups`: the same as lookups on the model;
    `conflict`: the database columns of the unique constraint; `district`: the column that takes the district's id;
    `common`: rows shared by all districts, which only the installation's administrator may change.
    """

    key: str
    title: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    unique: tuple[str, ...]
    lookups: tuple[str, ...]
    conflict: tuple[str, ...]
    about: str
    references: tuple[Reference, ...] = ()
    rules: tuple[SheetRule, ...] = ()
    constants: Mapping[str, Any] = field(default_factory=dict)
    district: str = ""
    scope: str = ""
    common: bool = False
    upsert: Callable[..., Any] | None = None

    def column(self, name: str) -> Column:
        """Raises KeyError for a name that is not here."""
        for each in self.columns:
            if each.name == name:
                return each
        raise KeyError(name)
