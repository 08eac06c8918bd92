"""`name__spelled="ㅍㅎㅎㄱ"`: a lookup that reads initials and half-typed syllables, on SQLite and PostgreSQL.

    name__spelled   the signs stand side by side: "흥해공" or "ㅎㅎㄱ" in 포항흥해공업고등학교
    name__strewn    the signs stand in this order with anything between: "포철공고" and "ㅍㅎㅎㄱ" too

Each sign becomes a class of signs: an initial every syllable that begins with it, the last syllable without a final
every syllable that goes on from it (하 → 하, 학, 한 …), a Latin letter both cases. SQLite compares by GLOB and
PostgreSQL by regular expression, both without regard to spaces: both walk the rows in C. Cost: one pass over the rows that other conditions leave.

Among half a million persons a pass is too dear. Two lookups are ranges instead, which an index answers:

    name__named       a person's name begins so, or what stands after its first space, or after that and one sign or
                      two: "김서준", "서준", "ㅅㅈ", "민수" in 남궁민수, "Van" in Nguyen Van An; small letters find capitals
    number__numbered  a number begins so, or what stands after its first hyphen: "2024-00777", "00777"

Their indexes are by bytes on both databases: `named_indexes`, `numbered_indexes`.
"""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models.functions import Collate, StrIndex, Substr
from django.db.models.indexes import IndexExpression

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


def glob(text: str, *, is_strewn: bool = False, is_begun: bool = False) -> str:
    """The query as a GLOB of SQLite; `is_begun`: nothing may stand before it."""
    parts = []
    for each in classes(text):
        if isinstance(each, tuple):
            parts.append(f"[{each[0]}-{each[1]}]")
        elif each in "*?[":
            parts.append(f"[{each}]")
        else:
            parts.append(_both_cases(each) or each)
    return f"{'' if is_begun else '*'}{('*' if is_strewn else '').join(parts)}*"


def expression(text: str, *, is_strewn: bool = False, is_begun: bool = False) -> str:
    """The query as a regular expression of PostgreSQL; `is_begun`: nothing may stand before it."""
    parts = []
    for each in classes(text):
        if isinstance(each, tuple):
            parts.append(f"[{each[0]}-{each[1]}]")
        else:
            parts.append(_both_cases(each) or (f"\\{each}" if each in SPECIAL else each))
    return ("^" if is_begun else "") + (".*" if is_strewn else "").join(parts)


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


#: Stands after every text that goes on from another one, in UTF-8 as SQLite and PostgreSQL's "C" compare it.
HIGHEST = "\U0010ffff"
#: From which sign after a name's first space it may be found too: 김서준 of 예시 김서준, 서준, and 민수 of 남궁민수.
STARTS = (1, 2, 3)
SPACE, HYPHEN = " ", "-"


class Bytewise(Collate):
    """A text in the order of its bytes: what `named` and `numbered` walk, the same on both databases."""

    def __init__(self, expression: Any, collation: str = "C") -> None:
        super().__init__(expression, collation)

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        return super().as_sql(compiler, connection, template="%(expressions)s COLLATE BINARY", **more)


# Django puts an index's expression in brackets but for the wrappers that it knows; subclasses of Collate it knows not.
IndexExpression.register_wrappers(*IndexExpression.wrapper_classes, Bytewise)


def named_indexes(column: str, name: str) -> list[models.Index]:
    """The indexes that `named` needs on a column of persons' names."""
    places = [column, *(_after(column, SPACE, start) for start in STARTS)]
    return [models.Index(Bytewise(each), name=f"{name}_{count}") for count, each in enumerate(places)]


def numbered_indexes(column: str, name: str) -> list[models.Index]:
    """The indexes that `numbered` needs on a column of numbers."""
    places = [column, _after(column, HYPHEN, 1)]
    return [models.Index(Bytewise(each), name=f"{name}_{count}") for count, each in enumerate(places)]


def _after(column: str, sign: str, start: int) -> Substr:
    """What stands after the first such sign of a column (all of it where there is none), from its `start`th sign on."""
    return Substr(column, StrIndex(column, models.Value(sign)) + start)


def ranges(text: str) -> Iterator[tuple[str, str, str]]:
    """(least, below, rest) of what begins with the text: a range, and what must still be compared inside it, or "".

    As typed, and for Latin letters as capitals and as a name is written.
    """
    for each in dict.fromkeys((text, text.upper(), text.title())):
        found = classes(each)
        if not any(isinstance(sign, tuple) for sign in found):
            # Spaces count here: a name in Latin letters has them.
            yield each, each + HIGHEST, ""
            continue
        plain = next(place for place, sign in enumerate(found) if isinstance(sign, tuple))
        before, here = "".join(map(str, found[:plain])), found[plain]
        yield before + here[0], before + here[1] + HIGHEST, "".join(each.split()) if found[plain + 1 :] else ""


class Begins(models.Lookup):
    """The value, or one of its parts, begins with the query: ranges, each of which an index answers."""

    prepare_rhs = False

    def parts(self, column: str, cut: str, place: str) -> list[str]:
        """SQL of the parts of a column; `cut` and `place` are the database's words for a part and a sign's place."""
        return [column]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        name, parameters = self.process_lhs(compiler, connection)
        if parameters:
            raise ValueError("only a column is searched by its beginnings")
        is_sqlite = connection.vendor == "sqlite"
        found: list[str] = []
        values: list[Any] = []
        text = str(self.rhs).strip()[:LONGEST]
        for part in self.parts(name, *(("SUBSTR", "INSTR") if is_sqlite else ("SUBSTRING", "STRPOS"))):
            walked = part if is_sqlite else f'{part} COLLATE "C"'
            for least, below, rest in ranges(text):
                asked = f"{walked} >= %s AND {walked} < %s"
                values += [least, below]
                if rest:
                    asked += f" AND REPLACE({part}, ' ', '') {'GLOB' if is_sqlite else '~'} %s"
                    values.append((glob if is_sqlite else expression)(rest, is_begun=True))
                found.append(f"({asked})")
        return f"({' OR '.join(found)})", tuple(values)


@models.CharField.register_lookup
class Named(Begins):
    """A person's name, or what stands after its first space and from its first, second or third sign on, begins so."""

    lookup_name = "named"

    def parts(self, column: str, cut: str, place: str) -> list[str]:
        return [column, *(f"{cut}({column}, ({place}({column}, '{SPACE}') + {start}))" for start in STARTS)]


@models.CharField.register_lookup
class Numbered(Begins):
    """A number, or what stands after its first hyphen, begins with the query."""

    lookup_name = "numbered"

    def parts(self, column: str, cut: str, place: str) -> list[str]:
        return [column, f"{cut}({column}, ({place}({column}, '{HYPHEN}') + 1))"]
