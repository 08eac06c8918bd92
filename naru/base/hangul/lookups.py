"""`name__spelled="ㅍㅎㅎㄱ"`: a lookup that reads initials and half-typed syllables, on SQLite and PostgreSQL.

    name__spelled   the signs stand side by side: "흥해공" or "ㅎㅎㄱ" in 포항흥해공업고등학교
    name__strewn    the signs stand in this order with anything between: "포철공고" and "ㅍㅎㅎㄱ" too

Each sign becomes a class of signs: an initial every syllable that begins with it, the last syllable without a final
every syllable that goes on from it (하 → 하, 학, 한 …), a Latin letter both cases. SQLite compares by GLOB and
PostgreSQL by regular expression, both without regard to spaces: both walk the rows in C. Cost: one pass over the rows that other conditions leave.
"""

from typing import Any

from django.db import models

from naru.base.hangul import syllables

LONGEST = 40
SPECIAL = ".^$*+?{}[]\\|()"
Class = str | tuple[str, str]


def classes(text: str) -> list[Class]:
    """For each sign of a query what it stands for: a sign, or the first and last of a range."""
    signs = "".join(syllables.PAIRS.get(sign, sign) for sign in text if not sign.isspace())[:LONGEST]
    found: list[Class] = []
    for place, sign in enumerate(signs):
        if sign in syllables.INITIALS:
            found.append(syllables.range_of_initial(sign))
        elif place == len(signs) - 1 and syllables.is_syllable(sign) and not syllables.final_of(sign):
            found.append((sign, chr(ord(sign) + syllables.FINALS - 1)))
        else:
            found.append(sign)
    return found


def glob(text: str, *, is_strewn: bool) -> str:
    """The query as a GLOB of SQLite."""
    parts = []
    for each in classes(text):
        if isinstance(each, tuple):
            parts.append(f"[{each[0]}-{each[1]}]")
        elif each in "*?[":
            parts.append(f"[{each}]")
        else:
            parts.append(_both_cases(each) or each)
    return f"*{('*' if is_strewn else '').join(parts)}*"


def expression(text: str, *, is_strewn: bool) -> str:
    """The query as a regular expression of PostgreSQL."""
    parts = []
    for each in classes(text):
        if isinstance(each, tuple):
            parts.append(f"[{each[0]}-{each[1]}]")
        else:
            parts.append(_both_cases(each) or (f"\\{each}" if each in SPECIAL else each))
    return (".*" if is_strewn else "").join(parts)


def _both_cases(sign: str) -> str:
    lower, upper = sign.lower(), sign.upper()
    return f"[{lower}{upper}]" if lower != upper and len(lower) == len(upper) == 1 else ""


@models.CharField.register_lookup
@models.TextField.register_lookup
class Spelled(models.Lookup):
    """The signs of the query side by side."""

    lookup_name = "spelled"
    is_strewn = False
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        name, parameters = self.process_lhs(compiler, connection)
        left = f"REPLACE({name}, ' ', '')"
        if connection.vendor == "sqlite":
            return f"{left} GLOB %s", (*parameters, glob(str(self.rhs), is_strewn=self.is_strewn))
        return f"{left} ~ %s", (*parameters, expression(str(self.rhs), is_strewn=self.is_strewn))


@models.CharField.register_lookup
@models.TextField.register_lookup
class Strewn(Spelled):
    """The signs of the query in this order, with anything between."""

    lookup_name = "strewn"
    is_strewn = True
