"""Decisions of the room competency: codes, levels and names as published, and what replaced what."""

import itertools
import re
import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from naru.base.rulebook.errors import RuleBroken
from naru.domain.competency.enums import AlignmentState, FrameworkKind, SuccessionKind, UnitState

NCS_CODE = re.compile(r"[0-9]{10}_[0-9]{2}v[0-9]+")
#: The dots that publications use for one and the same middle dot.
DOTS = "･·‧ㆍ・•"
_LOST_DOT = re.compile(r"(?<=[가-힣A-Za-z)])[?\ufffd](?=[가-힣A-Za-z(])")
_OLD = re.compile(r"\s*[(\[]?구\s*버전[)\]]?\s*")
#: Names that share fewer of their letter pairs speak of something else (나루 설계 결정).
ALIKE = 0.5
MOST_ELEMENTS, MOST_CRITERIA = 20, 20
LONGEST_CODE = 40
#: Codes of units that nothing else names: the same item of the same framework gets the same code everywhere.
_SPACE = uuid.UUID("b1f1a9de-40a7-5d0e-9a64-6b0f6f2f4c25")


@dataclass(frozen=True)
class Published:
    """A unit as a published table gives it, cleaned."""

    code: str
    name: str
    level: int | None = None
    definition: str = ""
    group_name: str = ""
    is_old: bool = False


@dataclass(frozen=True)
class Step:
    """What became of a unit: `candidates` are codes; FOLLOWED by itself only when `kind` is ONE."""

    code: str
    kind: SuccessionKind
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """An element with its criteria, as a person writes them."""

    name: str
    criteria: list[str] = field(default_factory=list)


def may_add_unit(kind: FrameworkKind, code: str, level: int | None) -> None:
    """An NCS unit has a code of the published shape; a level is 1 to 8."""
    if kind == FrameworkKind.NCS and not NCS_CODE.fullmatch(code):
        raise RuleBroken(_("NCS 능력단위 코드의 형식이 아닙니다. 예: 1901120101_16v2"))
    if level is not None and not 1 <= level <= 8:
        raise RuleBroken(_("수준은 1에서 8까지입니다."))


def may_replace(unit: str, successors: list[str]) -> None:
    """A unit is not replaced by itself, nor by one that it replaces in turn. `successors`: the chain after the new one."""
    if unit in successors:
        raise RuleBroken(_("능력단위가 자기 자신으로 돌아오는 대체 관계는 만들 수 없습니다."))


def may_decide_unit(
    kind: FrameworkKind, state: UnitState, parts: int, *, accepts: bool, is_of_package: bool = False
) -> None:
    """Only a proposed unit of a district's own framework is decided; it is used once it says what it is made of.

    An item of a foreign package says so in its statement, and has no elements that anybody could write.
    """
    if kind == FrameworkKind.NCS:
        raise RuleBroken(_("국가직무능력표준의 능력단위는 지구에서 확인하지 않습니다."))
    if state != UnitState.PROPOSED:
        raise RuleBroken(_("이미 정한 능력단위입니다."))
    if accepts and not parts and not (is_of_package and kind == FrameworkKind.FOREIGN):
        raise RuleBroken(_("능력단위요소가 하나도 없는 능력단위는 확인할 수 없습니다."))


def code_choices(framework: str, items: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Codes that the units of a package may bear, best first, the last always free. `items`: (code, identifier) of each.

    The code is the item's own; where two items of the package share it, the identifier; where another framework bears it
    already (the same package a second time), the two together.
    """
    times = Counter(code for code, _identifier in items)
    found = []
    for code, identifier in items:
        joined = f"{framework}:{code}"
        own = [identifier, joined] if times[code] > 1 else [code, joined, identifier]
        last = str(uuid.uuid5(_SPACE, f"{framework}/{identifier}"))
        found.append([each for each in own if len(each) <= LONGEST_CODE] + [last])
    return found


def may_describe(is_of_package: bool) -> None:
    """What came as a package leaves as it came, so it is mended where it comes from."""
    if is_of_package:
        raise RuleBroken(_("CASE 꾸러미로 들어온 능력단위는 원본에서 고친 뒤 다시 가져옵니다."))


def may_use(state: UnitState) -> None:
    """A unit stands in a Need or a link only after a person confirmed it."""
    if state != UnitState.CONFIRMED:
        raise RuleBroken(_("아직 확인하지 않은 능력단위는 쓸 수 없습니다."))


def may_decide_alignment(state: AlignmentState) -> None:
    if state != AlignmentState.PROPOSED:
        raise RuleBroken(_("이미 정한 이음입니다."))


def may_settle(is_waiting: bool) -> None:
    if not is_waiting:
        raise RuleBroken(_("이미 정한 대체입니다."))


def level_of(text: str) -> int | None:
    """'3', '3수준', 'L3', '3.0' → 3; None when nothing between 1 and 8 can be read."""
    match = re.fullmatch(r"(?:수준|[Ll])?\s*([1-8])(?:\.0+)?\s*(?:수준)?", text.strip())
    return int(match[1]) if match else None


def name_of(text: str) -> tuple[str, bool, bool]:
    """(cleaned name, was it marked 구버전, was a lost middle dot put back)."""
    bare = _OLD.sub(" ", text)
    dotted = re.sub(rf"\s*[{DOTS}]\s*", "·", bare)
    mended = _LOST_DOT.sub("·", dotted)
    return " ".join(mended.split()), bare != text, mended != dotted


def version_of(code: str) -> tuple[int, int]:
    """(year, version) of a versioned code, for ordering; 1901120101_16v2 → (16, 2)."""
    year, _v, number = code.partition("_")[2].partition("v")
    return int(year), int(number)


def bare_name(name: str) -> str:
    """A name for comparing: without blanks, dots and what stands in brackets."""
    return re.sub(rf"\([^)]*\)|[\s{DOTS}]", "", name)


def likeness(one: str, other: str) -> float:
    """Dice's coefficient of the letter pairs of two bare names, 0 to 1."""
    first, second = bare_name(one), bare_name(other)
    if first == second:
        return 1.0
    here = {first[place : place + 2] for place in range(len(first) - 1)}
    there = {second[place : place + 2] for place in range(len(second) - 1)}
    return 2 * len(here & there) / (len(here) + len(there)) if here and there else 0.0


def steps(
    names: Mapping[str, str], present: Collection[str], marked_old: Collection[str], settled: Collection[str]
) -> list[Step]:
    """What became of each unit that is not `settled`.

    `names`: all units of the framework by versioned code; `present`: the codes of this edition; `marked_old`: those
    that the publication itself marks as old. A code whose next version is like-named became one unit. A code that the
    edition no longer has, though it has the sub-class, is sought by its name. Everything else is a person's.
    """
    by_base: dict[str, list[str]] = {}
    for code in names:
        by_base.setdefault(code[:10], []).append(code)
    found: list[Step] = []
    for codes in by_base.values():
        codes.sort(key=version_of)
        for old, new in itertools.pairwise(codes):
            if old not in settled:
                is_like = likeness(names[old], names[new]) >= ALIKE
                found.append(Step(old, SuccessionKind.ONE if is_like else SuccessionKind.RENAMED, (new,)))
    groups = {code[:8] for code in present}
    bases = {code[:10] for code in present}
    latest = [codes[-1] for codes in by_base.values()]
    lost = [
        code
        for code in latest
        if code not in settled and code[:8] in groups and (code[:10] not in bases or code in marked_old)
    ]
    current = [code for code in latest if code in present and code not in marked_old]
    return found + _lost(lost, current, names, settled)


def _lost(lost: list[str], current: list[str], names: Mapping[str, str], settled: Collection[str]) -> list[Step]:
    """Units without a next version: found again by name, or a person's."""
    by_name: dict[str, list[str]] = {}
    in_group: dict[str, list[str]] = {}
    for code in current:
        by_name.setdefault(bare_name(names[code]), []).append(code)
        in_group.setdefault(code[:8], []).append(code)
    claims: dict[str, int] = {}
    for code in lost:
        key = bare_name(names[code])
        claims[key] = claims.get(key, 0) + 1
    found = []
    for code in lost:
        key = bare_name(names[code])
        same = tuple(by_name.get(key, ()))
        if len(same) == 1 and claims[key] == 1:
            found.append(Step(code, SuccessionKind.ONE, same))
        elif len(same) > 1:
            found.append(Step(code, SuccessionKind.SPLIT, same))
        elif same:
            found.append(Step(code, SuccessionKind.MERGED, same))
        else:
            near = [
                each
                for each in in_group.get(code[:8], ())
                if (key and key in bare_name(names[each])) or likeness(names[code], names[each]) >= ALIKE
            ]
            found.append(Step(code, SuccessionKind.GONE, tuple(sorted(near))))
    return found


def gaps(codes: Collection[str]) -> list[str]:
    """Numbers that a sub-class leaves out between its first and its last unit, as 10-digit codes."""
    numbers: dict[str, set[int]] = {}
    for code in codes:
        numbers.setdefault(code[:8], set()).add(int(code[8:10]))
    return [
        f"{group}{number:02}"
        for group, here in sorted(numbers.items())
        for number in range(min(here), max(here))
        if number not in here
    ]


def parts_of(text: str) -> list[Part]:
    """Elements one to a line, each followed by its criteria on lines that begin with a hyphen. Raises RuleBroken."""
    found: list[Part] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip()
        if not words:
            continue
        if words[0] in "-–·•":
            if not found:
                raise RuleBroken(
                    _("%(line)s번째 줄: 수행준거 앞에 능력단위요소가 없습니다.") % {"line": number}, field="parts"
                )
            found[-1].criteria.append(words[1:].strip()[:1000])
        else:
            found.append(Part(re.sub(r"^\d+[.)]\s*", "", words)[:300]))
    if len(found) > MOST_ELEMENTS or any(len(each.criteria) > MOST_CRITERIA for each in found):
        raise RuleBroken(_("능력단위요소와 수행준거는 각각 20개까지입니다."), field="parts")
    return found


def written(parts: Sequence[Part]) -> str:
    """Elements and criteria as `parts_of` reads them."""
    lines: list[str] = []
    for each in parts:
        lines.append(each.name)
        lines += [f"- {text}" for text in each.criteria]
    return "\n".join(lines)
