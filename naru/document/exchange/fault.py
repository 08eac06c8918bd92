"""One thing wrong in a file, said so that the person who made it can mend it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from naru.base.hangul import particles


@dataclass(frozen=True)
class Fault:
    """Where (sheet, row, column; 0 and "" when it is the whole sheet), what, and how to mend it."""

    code: str
    sheet: str
    row: int
    column: str
    letter: str
    sentence: Any
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return particles.settle(str(self.sentence) % self.values) if self.values else str(self.sentence)

    @property
    def place(self) -> str:
        """'학생' 시트 14행 D열(생년월일)."""
        parts = [_("'%(sheet)s' 시트") % {"sheet": self.sheet}] if self.sheet else []
        if self.row:
            parts.append(_("%(row)s행") % {"row": self.row})
        if self.column:
            known = {"letter": self.letter, "column": self.column}
            parts.append(_("%(letter)s열(%(column)s)") % known if self.letter else self.column)
        return " ".join(parts)

    @property
    def line(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text

    def plain(self) -> dict[str, object]:
        """For JSON: an interface or the result of a job."""
        return {
            "code": self.code,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "letter": self.letter,
            "place": self.place,
            "sentence": self.text,
        }


def letter_of(position: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
