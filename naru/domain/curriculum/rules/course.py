"""Decisions about courses of the catalogue: what may still change, when a local subject is approved anew, circles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.domain.curriculum.enums import Approval, CourseKind


@dataclass(frozen=True)
class Content:
    """What a table rests on (kind, credits) and what the office approved of a local subject (all of it)."""

    name: str
    kind: CourseKind
    credits: int
    hours: int
    units: frozenset[tuple[int, int | None]]


def may_change(now: Content, then: Content, approval: Approval, is_bound: bool) -> None:
    """`is_bound`: the course stands in a table that is handed in or approved."""
    if approval == Approval.ASKED:
        raise Conflict(_("승인 심사 중인 과목은 결정이 난 뒤에 고칠 수 있습니다."))
    if is_bound and (then.kind != now.kind or then.credits != now.credits):
        raise RuleBroken(
            _(
                "승인을 요청했거나 승인된 편제표에 있는 과목의 종류와 학점은 바꿀 수 없습니다. "
                "마지막 입학연도를 적어 이 과목을 닫고 새 과목을 만들어 주십시오."
            ),
            field="credits" if then.credits != now.credits else "kind",
        )


def approval_after(now: Content, then: Content, approval: Approval) -> Approval:
    """An approved local subject whose content changed is approved anew; another kind needs no approval."""
    if then.kind != CourseKind.LOCAL:
        return Approval.NONE
    return approval if now == then else Approval.NONE


def may_last(since: int, until: int | None) -> None:
    if until is not None and until < since:
        raise RuleBroken(_("마지막 입학연도가 적용 입학연도보다 앞섭니다."), field="until")


def may_follow(
    course: int, before: Iterable[int], links: Mapping[int, Iterable[int]], names: Mapping[int, str]
) -> None:
    """No course comes before itself. `links`: what stands before each course of the department, as it is now."""
    after = {**{key: list(value) for key, value in links.items()}, course: list(before)}
    path: list[int] = []
    done: set[int] = set()

    def walk(each: int) -> None:
        if each in path:
            circle = [*path[path.index(each) :], each]
            raise RuleBroken(
                _("선수 과목이 돌고 돕니다: %(names)s") % {"names": " → ".join(names.get(one, "?") for one in circle)},
                field="before",
            )
        if each in done:
            return
        path.append(each)
        for one in after.get(each, ()):
            walk(one)
        path.pop()
        done.add(each)

    walk(course)


def may_teach_level(level: int | None) -> None:
    if level is not None and not 1 <= level <= 8:
        raise RuleBroken(_("수준은 1에서 8까지입니다."))


def may_equip(is_there: bool, cost: int) -> None:
    """What is not there yet has a price: the planner weighs it against the money."""
    if cost < 0 or (not is_there and not cost):
        raise RuleBroken(_("아직 없는 시설·기자재는 갖추는 데 드는 돈을 적어 주십시오."), field="cost")
