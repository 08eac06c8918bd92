"""The first visit: for each role three things worth doing first, put away when they are read."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.enums import Role
from naru.base.desk import queries as desk

HOME, HELP, DESK, SEARCH = "home", "help:index", "desk:index", "search:index"

#: role: (what to do, the page for it)
STEPS: dict[Role, tuple[tuple[Any, str], ...]] = {
    Role.COORDINATOR: (
        (_("나를 기다리는 일부터 봅니다."), HOME),
        (_("지난 자료를 통합문서로 올립니다."), "load:index"),
        (_("협약과 약속이 맞는지 살핍니다."), "partners:list"),
    ),
    Role.READER: (
        (_("첫 화면에서 순환과 가장 좁은 곳을 봅니다."), HOME),
        (_("수를 눌러 정의와 바탕 자료를 봅니다."), HOME),
    ),
    Role.SCHOOL_LEAD: (
        (_("우리 학교 학생이 맞는지 살핍니다."), "people:list"),
        (_("학과와 정원을 확인합니다."), "curriculum:list"),
        (_("서명을 기다리는 협약을 봅니다."), "partners:list"),
    ),
    Role.TEACHER: (
        (_("맡은 학생을 찾아봅니다."), "people:list"),
        (_("학생을 과정에 신청해 줍니다."), "training:list"),
        (_("끝난 과정의 수료를 적습니다."), "training:enrolments"),
    ),
    Role.STUDENT: (
        (_("내 정보가 맞는지 봅니다."), "people:list"),
        (_("신청할 수 있는 과정을 봅니다."), "training:list"),
        (_("지원할 수 있는 공고를 봅니다."), "placement:list"),
    ),
    Role.GUARDIAN: (
        (_("자녀의 정보가 맞는지 봅니다."), "people:list"),
        (_("자녀가 참여하는 과정을 봅니다."), "training:enrolments"),
    ),
    Role.FIRM_HR: (
        (_("필요한 사람의 수요를 적습니다."), "demand:list"),
        (_("채용공고를 씁니다."), "placement:list"),
        (_("서명을 기다리는 협약을 봅니다."), "partners:list"),
    ),
    Role.TRAINER: (
        (_("우리 기관의 과정을 봅니다."), "training:list"),
        (_("끝난 과정의 수료를 적습니다."), "training:enrolments"),
    ),
    Role.UNIVERSITY: (
        (_("결정을 기다리는 학점을 봅니다."), "credit:list"),
        (_("서명을 기다리는 협약을 봅니다."), "partners:list"),
    ),
    Role.OFFICE: (
        (_("첫 화면에서 순환과 가장 좁은 곳을 봅니다."), HOME),
        (_("성과와 그 정의를 봅니다."), "outcome:list"),
    ),
    Role.CITY: (
        (_("첫 화면에서 순환과 가장 좁은 곳을 봅니다."), HOME),
        (_("예산이 가져온 것을 봅니다."), "budget:returns"),
    ),
    Role.MINISTRY: (
        (_("첫 화면에서 순환과 가장 좁은 곳을 봅니다."), HOME),
        (_("예산이 가져온 것을 봅니다."), "budget:returns"),
    ),
    Role.AUDITOR: (
        (_("수를 눌러 정의와 바탕 자료를 봅니다."), HOME),
        (_("집행과 증빙을 봅니다."), "budget:entries"),
    ),
    Role.DPO: ((_("개인정보가 있는 목록을 봅니다."), "people:list"), (_("방마다 도움말을 읽습니다."), HELP)),
    Role.ADMIN: ((_("자료를 올립니다."), "load:index"), (_("방마다 도움말을 읽습니다."), HELP)),
}


@dataclass(frozen=True)
class Step:
    """One thing to do first."""

    words: Any
    url: str


@dataclass(frozen=True)
class Visit:
    """The guide of one role."""

    what: str
    role: Any
    steps: tuple[Step, ...]


def of(request: HttpRequest) -> Visit | None:
    """The guide of the first role whose guide the person has not put away yet; None when there is none."""
    viewer: Any = request.user
    roles = list(dict.fromkeys(each.role for each in access.standings(viewer)))
    seen = desk.seen_by(viewer) if roles else frozenset()
    for role in roles:
        what = f"visit:{role.value}"
        if what not in seen:
            own = [Step(words, reverse(name)) for words, name in STEPS[role]]
            own.append(Step(_("무엇이든 위의 찾기에서 찾습니다. 첫소리(ㅍㅎㅎㄱ)로도 됩니다."), reverse(SEARCH)))
            return Visit(what, role.label, tuple(own))
    return None
