"""Who reached which wish, by school, department, sex and group; no count that is small can be read or subtracted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.rulebook import hidden
from naru.base.rulebook.errors import NotAllowed
from naru.base.rulebook.leaning import Leaning, judge
from naru.domain.curriculum import queries as curriculum
from naru.domain.people.enums import LearnerState, Sex
from naru.domain.placement.enums import ApplicationState
from naru.domain.placement.models import Application, Proposal, Round
from naru.domain.placement.queries.explained import may_know

TOP = 3
#: Where `_reached` counts first wishes and learners without a place.
FIRST, UNMATCHED = 0, 3


@dataclass(frozen=True)
class Line:
    """Counts of one group; None is hidden. `first_leans`, `unmatched_leans`: whether first wishes and learners without a
    place are few or many beside the whole round (see `rulebook.leaning`); None of the whole, of
    departments, of hidden groups, and of all where the whole is hidden."""

    name: Any
    learners: int | None
    first: int | None
    top: int | None
    unmatched: int | None
    offers: int | None
    accepted: int | None
    declined: int | None
    first_leans: Leaning | None
    unmatched_leans: Leaning | None


@dataclass(frozen=True)
class Table:
    title: Any
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class _Person:
    school: str
    department: str
    sex: str
    group: str
    rank: int
    answer: str

    @property
    def atom(self) -> tuple[str, str, str, str]:
        return self.school, self.department, self.sex, self.group


def may_read(viewer: User, round: Round) -> bool:
    """Whoever reads persons of the whole district, when the result may be known to them."""
    here = access.reach(viewer, Permission.PLACEMENT_READ)
    return (here.everywhere or round.district_id in here.districts) and may_know(viewer, round)


def report(viewer: User, round: Round, day: date) -> list[Table]:
    """The whole round first, then one table for each way of grouping. Raises NotAllowed."""
    if not may_read(viewer, round):
        raise NotAllowed(_("이 일을 할 수 있는 역할이 없습니다."))
    people = _people(round)
    ways: tuple[tuple[str, Any, Callable[[_Person], str], bool], ...] = (
        ("school", _("학교별"), lambda each: each.school, False),
        ("department", _("학과별"), lambda each: f"{each.school} · {each.department}", True),
        ("sex", _("성별"), lambda each: each.sex, False),
        ("group", _("재학·졸업별"), lambda each: each.group, False),
    )
    names: list[tuple[str, Any]] = [("all", _("회차 전체"))]
    members: list[list[_Person]] = [people]
    parents: list[int | None] = [None]
    school_at: dict[str, int] = {}
    for key, _title, of, is_nested in ways:
        groups: dict[str, list[_Person]] = {}
        for each in people:
            groups.setdefault(of(each), []).append(each)
        for name in sorted(groups):
            parents.append(school_at[groups[name][0].school] if is_nested else 0)
            if key == "school":
                school_at[name] = len(names)
            names.append((key, name))
            members.append(groups[name])
    lines = _lines(names, members, parents, day)
    titles = {"all": _("전체"), **{key: title for key, title, _of, _nested in ways}}
    return [
        Table(title, tuple(line for (kind, _name), line in zip(names, lines, strict=True) if kind == key))
        for key, title in titles.items()
    ]


def _people(round: Round) -> list[_Person]:
    rows = list(Proposal.objects.filter(run=round.run).select_related("learner__school"))
    answers = dict(Application.objects.filter(round=round).values_list("learner", "state"))
    keys = {(each.learner.school_id, each.learner.department) for each in rows}
    departments = curriculum.department_names(keys)
    return [
        _Person(
            school=each.learner.school.label,
            department=departments.get((each.learner.school_id, each.learner.department), each.learner.department),
            sex=str(Sex(each.learner.sex).label) if each.learner.sex else "–",
            group=str(LearnerState(each.learner.state).label),
            rank=each.choice_rank,
            answer=answers.get(each.learner_id, "") if each.place_id else "",
        )
        for each in rows
    ]


def _reached(people: Iterable[_Person]) -> tuple[int, int, int, int]:
    """First wish, second or third, later, nothing."""
    found = [0, 0, 0, 0]
    for each in people:
        found[3 if not each.rank else 0 if each.rank == 1 else 1 if each.rank <= TOP else 2] += 1
    return found[0], found[1], found[2], found[3]


def _answered(people: Iterable[_Person]) -> tuple[int, int, int, int]:
    """Accepted, declined or taken back, offered and otherwise open or lapsed, no offer."""
    found = [0, 0, 0, 0]
    given_back = {ApplicationState.DECLINED, ApplicationState.WITHDRAWN}
    for each in people:
        is_yes, is_no = each.answer == ApplicationState.ACCEPTED, each.answer in given_back
        found[0 if is_yes else 1 if is_no else 2 if each.answer else 3] += 1
    return found[0], found[1], found[2], found[3]


def _lines(
    names: list[tuple[str, Any]], members: list[list[_Person]], parents: list[int | None], day: date
) -> list[Line]:
    reached, answered = [_reached(each) for each in members], [_answered(each) for each in members]
    atoms = [frozenset(person.atom for person in each) for each in members]

    def hide(parts: list[tuple[int, ...]]) -> set[int]:
        rows = [
            hidden.Group(part, atom, kind, parent)
            for part, atom, (kind, _name), parent in zip(parts, atoms, names, parents, strict=True)
        ]
        return hidden.to_hide(rows, day)

    sizes = hide([(len(each),) for each in members])
    no_ranks, no_answers = hide(list(reached)) | sizes, hide(list(answered)) | sizes

    def leaning(place: int, at: int) -> Leaning | None:
        # Departments lie in their schools, and words on both would narrow each other.
        is_nested = names[place][0] == "department"
        if place in sizes or 0 in no_ranks or is_nested or len(members[place]) == len(members[0]):
            return None
        counts = {"marked": reached[0][at], "found": reached[place][at]}
        return judge(whole=len(members[0]), group=len(members[place]), day=day, **counts)

    found = []
    for place, (_kind, name) in enumerate(names):
        ranks, answers = reached[place], answered[place]
        has_ranks, has_answers = place not in no_ranks, place not in no_answers
        found.append(
            Line(
                name=name,
                learners=None if place in sizes else len(members[place]),
                first=ranks[0] if has_ranks else None,
                top=ranks[0] + ranks[1] if has_ranks else None,
                unmatched=ranks[3] if has_ranks else None,
                offers=sum(answers[:3]) if has_answers else None,
                accepted=answers[0] if has_answers else None,
                declined=answers[1] if has_answers else None,
                first_leans=leaning(place, FIRST),
                unmatched_leans=leaning(place, UNMATCHED),
            )
        )
    return found
