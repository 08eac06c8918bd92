"""Pure decisions of admission: who may let whom in, what an invitation may become, when two factors are wanted."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from naru.base.accounts.enums import Role, Scope
from naru.base.accounts.roles import SCOPES, SEES_PERSONS
from naru.base.admission.enums import InvitationState
from naru.base.district.enums import OrganisationKind
from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.errors import Conflict, NotAllowed, RuleBroken

NOTICE = "개인정보의 안전성 확보조치 기준(개인정보보호위원회고시 제2023-6호)"

#: Roles that prove themselves by more than a password: they see other people's data, or decide who may.
SECOND_FACTOR: Dated[frozenset[Role]] = Dated(
    "second factor", (Entry(date(2023, 9, 22), SEES_PERSONS | {Role.ADMIN}, f"{NOTICE} 제6조제2항"),)
)
#: Minutes without a request after which a session ends; the notice asks for "a certain time", the number is Naru's.
IDLE_MINUTES: Dated[int] = Dated("idle minutes", (Entry(date(2023, 9, 22), 30, f"{NOTICE} 제6조제4항"),))
#: Hours after which a session ends even while it is used: one working day.
SESSION_HOURS: Dated[int] = Dated("session hours", (Entry(date(2023, 9, 22), 8, f"{NOTICE} 제6조제4항"),))
#: Days for which the link of an invitation opens.
INVITATION_DAYS: Dated[int] = Dated("invitation days", (Entry(date(2020, 1, 1), 7, "나루"),))

#: Whom each role may let in, and whose membership it may end: always somebody below, never its own like or above.
BELOW: dict[Role, frozenset[Role]] = {
    Role.SCHOOL_LEAD: frozenset({Role.TEACHER, Role.STUDENT, Role.GUARDIAN}),
    Role.FIRM_HR: frozenset({Role.TRAINER}),
    Role.COORDINATOR: frozenset(
        {
            Role.READER,
            Role.SCHOOL_LEAD,
            Role.TEACHER,
            Role.STUDENT,
            Role.GUARDIAN,
            Role.FIRM_HR,
            Role.TRAINER,
            Role.UNIVERSITY,
        }
    ),
    # An administrator is made by the operator of the installation alone (`naru user`).
    Role.ADMIN: frozenset(Role) - {Role.ADMIN},
}
#: Whoever invites in one of these roles needs nobody's approval.
APPROVES = frozenset({Role.COORDINATOR, Role.ADMIN})

#: The kind of organisation in which a role sits; roles of a district sit anywhere.
SITS_IN: dict[Role, OrganisationKind] = {
    Role.SCHOOL_LEAD: OrganisationKind.SCHOOL,
    Role.TEACHER: OrganisationKind.SCHOOL,
    Role.STUDENT: OrganisationKind.SCHOOL,
    Role.GUARDIAN: OrganisationKind.SCHOOL,
    Role.FIRM_HR: OrganisationKind.FIRM,
    Role.TRAINER: OrganisationKind.FIRM,
    Role.UNIVERSITY: OrganisationKind.UNIVERSITY,
}

NEXT: dict[InvitationState, frozenset[InvitationState]] = {
    InvitationState.WAITING: frozenset({InvitationState.SENT, InvitationState.REFUSED, InvitationState.WITHDRAWN}),
    InvitationState.SENT: frozenset({InvitationState.SENT, InvitationState.ACCEPTED, InvitationState.WITHDRAWN}),
    InvitationState.ACCEPTED: frozenset(),
    InvitationState.REFUSED: frozenset(),
    InvitationState.WITHDRAWN: frozenset(),
}


def is_of_district(role: Role) -> bool:
    return SCOPES[role] == Scope.DISTRICT


def roles_below(mine: frozenset[Role]) -> frozenset[Role]:
    """Everybody whom these roles may let in."""
    return frozenset(role for each in mine for role in BELOW.get(each, frozenset()))


def may_admit(mine: frozenset[Role], role: Role) -> None:
    """Raises NotAllowed when the role does not stand below one of mine."""
    if role not in roles_below(mine):
        raise NotAllowed(_("이 역할은 초대하거나 끝낼 수 없습니다. 내 역할보다 아래인 역할만 맡길 수 있습니다."))


def may_sit(role: Role, kind: str) -> None:
    """Raises RuleBroken when a role does not fit the organisation's kind."""
    wanted = SITS_IN.get(role)
    if wanted is not None and kind != wanted:
        raise RuleBroken(_("%(role)s 역할은 이 종류의 기관에 둘 수 없습니다.") % {"role": role.label}, field="role")


def may_concern(mine: str, theirs: str, field: str = "email") -> None:
    """Nobody gives themself a role, or ends or moves their own. Raises RuleBroken; both are e-mail addresses."""
    if mine.strip().lower() == theirs.strip().lower():
        raise RuleBroken(
            _("자기 자신의 역할은 정할 수 없습니다. 다른 담당자에게 부탁해 주십시오."),
            article=f"{NOTICE} 제5조제1항",
            field=field,
        )


def may_approve(mine: str, inviter: str) -> None:
    """Two pairs of eyes: whoever invited does not approve."""
    if mine.strip().lower() == inviter.strip().lower():
        raise RuleBroken(_("자기가 보낸 초대는 스스로 승인할 수 없습니다."))


def may_last(starts: date, ends: date | None) -> None:
    if ends is not None and ends < starts:
        raise RuleBroken(_("종료일이 시작일보다 앞섭니다."), field="ends")


def is_approved_at_once(mine: frozenset[Role], role: Role) -> bool:
    """True when one of my roles that may admit this one also approves."""
    return any(role in BELOW[each] for each in mine & APPROVES)


def may_become(state: InvitationState, wanted: InvitationState) -> None:
    if wanted not in NEXT[state]:
        raise Conflict(_("그사이에 상태가 바뀌었습니다: %(state)s") % {"state": state.label})


def may_end(starts: date, ends: date | None, is_ended: bool, on: date, today: date) -> None:
    """Raises RuleBroken or Conflict when the membership cannot end on that day."""
    if is_ended or (ends is not None and ends < today):
        raise Conflict(_("이미 끝난 소속입니다."))
    if on < today:
        raise RuleBroken(_("지난날로 끝낼 수 없습니다. 오늘 끝내면 바로 들어올 수 없게 됩니다."), field="on")
    if on < starts:
        raise RuleBroken(_("종료일이 시작일보다 앞섭니다."), field="on")


def wants_second_factor(role: Role, day: date) -> bool:
    return role in SECOND_FACTOR.on(day).value
