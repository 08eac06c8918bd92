"""Pages of admission: who belongs to one's organisation, whom to invite, whom to let go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.enums import Role
from naru.base.accounts.models import Membership
from naru.base.accounts.roles import Permission
from naru.base.admission import actions, queries, rules
from naru.base.admission.enums import InvitationState
from naru.base.admission.models import Invitation
from naru.base.audit import record
from naru.base.district.models import Organisation
from naru.base.rulebook.errors import NotAllowed
from naru.web import deed, listing
from naru.web.admission import forms
from naru.web.frame import data, tabs
from naru.web.listing import Column, Filter, Link, Listing

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")
HISTORY = 50


def _crumbs(*more: tuple[Any, str]) -> tuple[tuple[Any, str], ...]:
    return (_("계정과 초대"), reverse("admission:list")), *more


def _tabs(request: HttpRequest) -> tuple[Link, ...]:
    return tabs(
        request,
        (_("소속"), "admission:list"),
        (_("초대"), "admission:invitations"),
        (_("2단계 인증"), "admission:waivers"),
    )


def link_of(request: HttpRequest) -> actions.LinkOf:
    """The full address of an invitation's page, as this site is reached now."""
    return lambda token: request.build_absolute_uri(reverse("join", args=[token]))


def _may_invite(request: HttpRequest) -> bool:
    return access.can(request.user, Permission.ACCOUNTS_INVITE)  # type: ignore[arg-type]


def _place_shown(row: Any) -> str:
    place = row.district or row.organisation
    return str(place.label) if place else gettext("설치 전체")


def _membership_state(row: Membership) -> str:
    today = timezone.localdate()
    if row.ended_at or (row.ends and row.ends < today):
        return gettext("끝남")
    return gettext("예정") if row.starts > today else gettext("유효")


def _by_time(rows: Any, value: str) -> Any:
    today = timezone.localdate()
    now = queries.holding(rows, today)
    return now if value == "now" else rows.exclude(pk__in=now.values("pk"))


def index(request: HttpRequest) -> HttpResponse:
    """Everybody who holds a role where I look after accounts."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("계정과 초대"),
            intro=_("누가 어떤 역할로 어디에 속하는지, 언제까지인지 보입니다."),
            rows=queries.memberships(viewer),
            columns=(
                Column("user", _("이름"), value="user__name", sort="user__name", link="admission:membership"),
                Column("email", _("이메일"), value="user__email", sort="user__email"),
                Column("role", _("역할"), sort="role", choices=Role),
                Column("place", _("기관이나 지구"), value=_place_shown),
                Column("starts", _("시작일"), sort="starts", kind="date"),
                Column("ends", _("마지막 날"), sort="ends", kind="date"),
                Column("state", _("상태"), value=_membership_state),
            ),
            sort="user",
            search=("user__name", "user__email", "organisation__name"),
            search_hint=_("이름, 이메일, 기관"),
            filters=(
                Filter("time", _("기간"), (("now", _("지금과 앞으로")), ("past", _("끝난 것"))), _by_time),
                Filter("role", _("역할"), Role.choices, "role"),
            ),
            actions=(Link(_("초대하기"), reverse("admission:invite")),) if _may_invite(request) else (),
            tabs=_tabs(request),
            empty=_("아직 아무도 없습니다."),
            empty_todo=_("초대하면 이메일로 링크를 보냅니다."),
        ),
    )


def invitations(request: HttpRequest) -> HttpResponse:
    """What was offered to whom, and what came of it."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("초대"),
            intro=_("책임자가 보낸 초대는 지구 코디네이터나 설치 관리자가 승인한 뒤에 이메일로 나갑니다."),
            rows=queries.invitations(viewer),
            columns=(
                Column("name", _("이름"), sort="name", link="admission:invitation"),
                Column("email", _("이메일"), sort="email"),
                Column("role", _("역할"), sort="role", choices=Role),
                Column("place", _("기관이나 지구"), value=_place_shown),
                Column("invited_at", _("초대한 때"), sort="invited_at", kind="moment"),
                Column("state", _("상태"), sort="state", kind="state", choices=InvitationState),
            ),
            sort="-invited_at",
            search=("name", "email", "organisation__name"),
            search_hint=_("이름, 이메일, 기관"),
            filters=(
                Filter("state", _("상태"), InvitationState.choices, "state"),
                Filter("role", _("역할"), Role.choices, "role"),
            ),
            actions=(Link(_("초대하기"), reverse("admission:invite")),) if _may_invite(request) else (),
            tabs=_tabs(request),
            empty=_("보낸 초대가 없습니다."),
            empty_todo=_("초대하면 이메일로 링크를 보냅니다."),
        ),
    )


def invite(request: HttpRequest) -> HttpResponse:
    """The form of an invitation."""
    viewer: Any = request.user
    if not _may_invite(request):
        raise NotAllowed(NO_ROLE)
    seats = queries.invitable(viewer)
    mine = frozenset(each.role for each in access.standings(viewer))
    return deed.form_page(
        request,
        forms.Invite(data(request), seats=seats),
        action=lambda cleaned: actions.invite(link_of=link_of(request), by=viewer, **cleaned),
        title=_("초대하기"),
        submit=_("초대하기"),
        success=_("초대를 남겼습니다."),
        back=lambda made: reverse("admission:invitation", args=[made.pk]),
        cancel=reverse("admission:invitations"),
        intro=_("계정이 없는 사람은 링크를 열어 만들고, 있는 사람은 로그인해 수락합니다.")
        if mine & rules.APPROVES
        else _("지구 코디네이터나 설치 관리자가 승인하면 이메일로 링크가 나갑니다."),
        crumbs=_crumbs((_("초대하기"), "")),
        template="admission/invite.html",
        extra={"has_places": bool(seats)},
    )


def _may(viewer: Any, permission: Permission, row: Invitation | Membership) -> bool:
    """True when this person holds the permission there, and the role stands below theirs."""
    place = row.district or row.organisation
    if place is None or row.role == Role.ADMIN:
        return False
    return Role(row.role) in rules.roles_below(access.roles_on(viewer, permission, place))


@require_safe
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """One invitation: to whom, by whom, how far, and what may be done now."""
    viewer: Any = request.user
    row = queries.invitation(viewer, pk)
    is_waiting, is_sent = row.state == InvitationState.WAITING, row.state == InvitationState.SENT
    is_late = is_sent and row.expires_at is not None and row.expires_at <= timezone.now()
    may_decide = is_waiting and _may(viewer, Permission.ACCOUNTS_APPROVE, row)
    may_invite = _may(viewer, Permission.ACCOUNTS_INVITE, row)
    values = {
        "row": row,
        "place": _place_shown(row),
        "title": row.name,
        "is_waiting": is_waiting,
        "is_sent": is_sent,
        "is_late": is_late,
        "is_outbox": settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"),
        "may_approve": may_decide and row.invited_by_id != viewer.pk and row.email != viewer.email,
        "may_refuse": may_decide,
        "may_withdraw": may_invite and (is_waiting or is_sent),
        "may_resend": may_invite and is_sent,
        "events": list(record.history_of(row)[:HISTORY]),
        "crumbs": _crumbs((_("초대"), reverse("admission:invitations")), (row.name, "")),
    }
    return render(request, "admission/invitation.html", values)


def _decidable(request: HttpRequest, pk: int, permission: Permission) -> Invitation:
    row = queries.invitation(request.user, pk)  # type: ignore[arg-type]
    if not _may(request.user, permission, row):
        raise NotAllowed(NO_ROLE)
    return row


def approve(request: HttpRequest, pk: int) -> HttpResponse:
    row = _decidable(request, pk, Permission.ACCOUNTS_APPROVE)
    return deed.press(
        request,
        lambda: actions.approve(invitation=row, link_of=link_of(request), by=request.user),  # type: ignore[arg-type]
        success=_("초대를 승인하고 링크를 보냈습니다."),
        back=reverse("admission:invitation", args=[pk]),
    )


def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    row = _decidable(request, pk, Permission.ACCOUNTS_APPROVE)
    return deed.form_page(
        request,
        forms.Why(data(request)),
        action=lambda cleaned: actions.refuse(invitation=row, by=request.user, **cleaned),  # type: ignore[arg-type]
        title=_("승인하지 않기"),
        submit=_("승인하지 않기"),
        success=_("초대를 승인하지 않았습니다."),
        back=reverse("admission:invitation", args=[pk]),
        crumbs=_crumbs((row.name, reverse("admission:invitation", args=[pk])), (_("승인하지 않기"), "")),
    )


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = _decidable(request, pk, Permission.ACCOUNTS_INVITE)
    return deed.press(
        request,
        lambda: actions.withdraw(invitation=row, by=request.user),  # type: ignore[arg-type]
        success=_("초대를 거두었습니다. 보낸 링크는 열리지 않습니다."),
        back=reverse("admission:invitation", args=[pk]),
    )


def resend(request: HttpRequest, pk: int) -> HttpResponse:
    row = _decidable(request, pk, Permission.ACCOUNTS_INVITE)
    return deed.press(
        request,
        lambda: actions.resend(invitation=row, link_of=link_of(request), by=request.user),  # type: ignore[arg-type]
        success=_("새 링크를 보냈습니다. 앞서 보낸 링크는 열리지 않습니다."),
        back=reverse("admission:invitation", args=[pk]),
    )


@require_safe
def membership(request: HttpRequest, pk: int) -> HttpResponse:
    """One membership, and the others of the same person that I may know."""
    viewer: Any = request.user
    row = queries.membership(viewer, pk)
    is_over = row.ended_at is not None or (row.ends is not None and row.ends < timezone.localdate())
    may_end = not is_over and row.user_id != viewer.pk and _may(viewer, Permission.ACCOUNTS_INVITE, row)
    values = {
        "row": row,
        "place": _place_shown(row),
        "state": _membership_state(row),
        "title": row.user.name,
        "may_end": may_end,
        "may_transfer": may_end and row.district_id is None and bool(_targets(viewer, row)),
        "others": [
            (each, _place_shown(each), _membership_state(each))
            for each in queries.memberships(viewer).filter(user=row.user).exclude(pk=pk)
        ],
        "events": list(record.history_of(row)[:HISTORY]),
        "crumbs": _crumbs((row.user.name, "")),
    }
    return render(request, "admission/membership.html", values)


def _targets(viewer: Any, row: Membership) -> list[Organisation]:
    """Organisations to which this person could move somebody in this role."""
    return [
        place
        for place, fitting in queries.invitable(viewer)
        if isinstance(place, Organisation) and Role(row.role) in fitting and place.pk != row.organisation_id
    ]


def _changeable(request: HttpRequest, pk: int) -> Membership:
    row = queries.membership(request.user, pk)  # type: ignore[arg-type]
    if not _may(request.user, Permission.ACCOUNTS_INVITE, row):
        raise NotAllowed(NO_ROLE)
    return row


def end(request: HttpRequest, pk: int) -> HttpResponse:
    row = _changeable(request, pk)
    return deed.form_page(
        request,
        forms.End(data(request)),
        action=lambda cleaned: actions.end_membership(membership=row, by=request.user, **cleaned),  # type: ignore[arg-type]
        title=_("소속 끝내기"),
        submit=_("소속 끝내기"),
        success=_("소속을 끝냈습니다."),
        back=reverse("admission:membership", args=[pk]),
        intro=_("끝내면 이 역할로는 아무것도 보거나 할 수 없습니다. 다시 맡기려면 새로 초대합니다."),
        crumbs=_crumbs((row.user.name, reverse("admission:membership", args=[pk])), (_("소속 끝내기"), "")),
        template="admission/deed.html",
        extra={"row": row, "place": _place_shown(row), "look": "danger"},
    )


def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    row = _changeable(request, pk)
    places = _targets(request.user, row) if row.district_id is None else []
    if not places:
        raise NotAllowed(_("두 기관을 모두 맡은 사람만 옮길 수 있습니다. 지구 코디네이터에게 부탁해 주십시오."))
    return deed.form_page(
        request,
        forms.Transfer(data(request), places=places),
        action=lambda cleaned: actions.transfer(membership=row, by=request.user, **cleaned),  # type: ignore[arg-type]
        title=_("다른 기관으로 옮기기"),
        submit=_("다른 기관으로 옮기기"),
        success=_("옮겼습니다. 옮기는 날부터 새 기관에 속합니다."),
        back=lambda made: reverse("admission:membership", args=[made.pk]),
        cancel=reverse("admission:membership", args=[pk]),
        crumbs=_crumbs((row.user.name, reverse("admission:membership", args=[pk])), (_("다른 기관으로 옮기기"), "")),
        template="admission/deed.html",
        extra={"row": row, "place": _place_shown(row), "look": "primary"},
    )


@require_safe
def waivers(request: HttpRequest) -> HttpResponse:
    """The dated rule of the second factor, and where it is lifted."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.ACCOUNTS_READ):
        raise NotAllowed(NO_ROLE)
    today = timezone.localdate()
    entry = rules.SECOND_FACTOR.on(today)
    rows = list(queries.waivers(viewer))
    values = {
        "title": _("2단계 인증"),
        "entry": entry,
        "roles": [role.label for role in Role if role in entry.value],
        "rows": [(row, row.since <= today and (row.until is None or row.until >= today)) for row in rows],
        "may_waive": access.can(viewer, Permission.ACCOUNTS_WRITE),
        "tabs": _tabs(request),
        "crumbs": _crumbs((_("2단계 인증"), "")),
    }
    return render(request, "admission/waivers.html", values)


def waive(request: HttpRequest) -> HttpResponse:
    viewer: Any = request.user
    if not access.can(viewer, Permission.ACCOUNTS_WRITE):
        raise NotAllowed(NO_ROLE)
    districts = list(access.districts_of(viewer, Permission.ACCOUNTS_WRITE))
    return deed.form_page(
        request,
        forms.Waive(data(request), districts=districts),
        action=lambda cleaned: actions.waive(by=viewer, **cleaned),
        title=_("2단계 인증 면제하기"),
        submit=_("2단계 인증 면제하기"),
        success=_("면제를 남겼습니다."),
        back=reverse("admission:waivers"),
        intro=_(
            "고시는 가상사설망처럼 안전한 접속수단을 쓰면 인증수단을 대신할 수 있게 합니다. 까닭과 기간을 남깁니다."
        ),
        crumbs=_crumbs((_("2단계 인증"), reverse("admission:waivers")), (_("2단계 인증 면제하기"), "")),
    )


def end_waiver(request: HttpRequest, pk: int) -> HttpResponse:
    viewer: Any = request.user
    row = queries.waiver(viewer, pk)
    if not access.can(viewer, Permission.ACCOUNTS_WRITE, on=row.district):
        raise NotAllowed(NO_ROLE)
    return deed.press(
        request,
        lambda: actions.end_waiver(waiver=row, on=timezone.localdate(), by=viewer),
        success=_("면제를 끝냈습니다. 지금부터 2단계 인증이 필요합니다."),
        back=reverse("admission:waivers"),
    )
