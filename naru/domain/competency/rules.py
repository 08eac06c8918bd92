"""Decisions of the room competency."""

import re

from django.utils.translation import gettext_lazy as _

from naru.base.rulebook.errors import RuleBroken
from naru.domain.competency.enums import FrameworkKind

NCS_CODE = re.compile(r"[0-9]{10}_[0-9]{2}v[0-9]+")


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
