"""Who can be taken for an opening at all: age, licences, units; the sentence for each, told at the wish and after."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from naru.base.rulebook.errors import RuleBroken
from naru.domain.placement.enums import Exclusion
from naru.domain.placement.rules import rounds

#: Between licences that are all asked for, and between those of which one is enough.
_EACH = re.compile(r"[,;·\n、]")
_EITHER = re.compile(r"\s또는\s|\sor\s|/")

#: What keeps a learner from an opening before anybody has judged them. `lacking`: the names of what is missing.
SENTENCES: dict[Exclusion, Any] = {
    Exclusion.MINIMUM_AGE: _("입사일에 일할 수 있는 나이가 되지 않습니다."),
    Exclusion.HARMFUL: _("입사일에 18세 미만이고, 18세 미만에게 금지된 일입니다."),
    Exclusion.NIGHT: _("입사일에 18세 미만이고, 밤 10시부터 아침 6시 사이에 일하는 자리입니다."),
    Exclusion.HOURS: _("입사일에 18세 미만이고, 한 주 근로시간이 18세 미만에게 허용된 시간을 넘습니다."),
    Exclusion.OWN_AGE: _("입사일의 나이가 공고의 나이 조건에 맞지 않습니다."),
    Exclusion.LICENCE: _("이 자리는 %(lacking)s이(가) 있어야 합니다. 땄으면 학교에 자격증을 보여 주십시오."),
    Exclusion.UNITS: _("이 자리는 %(lacking)s 능력단위를 이루어야 합니다. 이루었으면 학교에 알려 주십시오."),
}
MOST_NAMES = 200


@dataclass(frozen=True)
class Obstacle:
    """The first rule that keeps a learner from an opening, and the names of what they lack."""

    exclusion: Exclusion = Exclusion.NONE
    lacking: str = ""

    def __bool__(self) -> bool:
        return self.exclusion != Exclusion.NONE


def licences(text: str) -> tuple[tuple[str, ...], ...]:
    """What is asked for: every entry, and of an entry one is enough: 'A, B 또는 C' → (('A',), ('B', 'C'))."""
    entries = ([each.strip() for each in _EITHER.split(part)] for part in _EACH.split(text))
    return tuple(found for found in (tuple(filter(None, entry)) for entry in entries) if found)


def _same(name: str) -> str:
    """Licences are the same whatever their spaces."""
    return "".join(name.split()).casefold()


def lacking_licences(text: str, held: Collection[str]) -> list[str]:
    """The entries of which the learner holds none, each as it was asked for."""
    known = {_same(each) for each in held}
    return [" 또는 ".join(either) for either in licences(text) if not known & {_same(each) for each in either}]


def held_of(text: str, held: Collection[str]) -> list[str]:
    """Which of the named licences the learner holds."""
    known = {_same(each) for each in held}
    return [each for either in licences(text) for each in either if _same(each) in known]


def obstacle(
    age: Exclusion, required: str, held: Collection[str], units: Mapping[int, str], reached: Collection[int]
) -> Obstacle:
    """age: what the rules of age say; required: the opening's text; units: those that bind, key → name."""
    if age != Exclusion.NONE:
        return Obstacle(age)
    names = lacking_licences(required, held)
    if names:
        return Obstacle(Exclusion.LICENCE, ", ".join(names)[:MOST_NAMES])
    missing = [name for key, name in units.items() if key not in reached]
    return Obstacle(Exclusion.UNITS, ", ".join(missing)[:MOST_NAMES]) if missing else Obstacle()


def sentence_of(exclusion: Exclusion, lacking: str = "") -> str:
    """In the reader's language; particles are settled where it is shown."""
    words = str(SENTENCES[exclusion])
    return words % {"lacking": lacking} if lacking else words


def may_take(found: Obstacle, work: rounds.Work) -> None:
    """A person applies only for what they may do; blocked, not warned."""
    if found:
        article = rounds.source_of(found.exclusion, work.starts)
        raise RuleBroken(sentence_of(found.exclusion, found.lacking), article=article)


def may_begin(age: Exclusion, work: rounds.Work) -> None:
    """The law's part of it once more, on the day that work really begins."""
    if age in {Exclusion.HARMFUL, Exclusion.NIGHT, Exclusion.HOURS}:
        raise RuleBroken(sentence_of(age), article=rounds.source_of(age, work.starts), field="starts")
