"""Pages of reorganisation: campaigns, requests with their stages, forecast, opinions, and what really came."""

from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.enums import Role
from naru.base.accounts.roles import Permission
from naru.base.rulebook.errors import Conflict, NotAllowed, NotFound
from naru.domain.curriculum.actions import requests as actions
from naru.domain.curriculum.enums import Reason, ReorganisationState, RequestKind
from naru.domain.curriculum.models import Campaign, Request
from naru.domain.curriculum.queries import requests as reads
from naru.domain.curriculum.queries import studies
from naru.domain.curriculum.rules import request as rules
from naru.web import context, deed, listing
from naru.web.curriculum import request_forms as forms
from naru.web.curriculum.tabs import crumb, tabs
from naru.web.frame import data
from naru.web.listing import Column, Filter, Link, Listing

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")


def campaigns(request: HttpRequest) -> HttpResponse:
    """Calls for requests."""
    viewer: Any = request.user
    may_open = access.can(viewer, Permission.CURRICULUM_CAMPAIGN)
    return listing.page(
        request,
        Listing(
            title=_("학과 개편 공모"),
            intro=_("언제까지 무엇을 내고 누가 정하는지 적은 일정입니다."),
            rows=reads.campaigns(viewer),
            district="district",
            columns=(
                Column("name", _("공모"), sort="name", link="curriculum:campaign"),
                Column("scope", _("주관"), value=lambda row: row.get_scope_display()),
                Column("intake_year", _("입학연도"), value=lambda row: str(row.intake_year), sort="intake_year"),
                Column("opens_on", _("제안 시작"), kind="date", sort="opens_on"),
                Column("closes_on", _("제안 마감"), kind="date", sort="closes_on"),
                Column("decide_by", _("선정"), kind="date", sort="decide_by"),
                Column("requests", _("요청"), value="request_count", kind="count"),
            ),
            sort="-opens_on",
            search=("name", "code"),
            actions=(Link(_("공모 열기"), reverse("curriculum:new_campaign")),) if may_open else (),
            tabs=tabs(viewer),
            empty=_("아직 공모가 없습니다."),
            empty_todo=_("공모를 열면 학교가 학과 개편을 요청할 수 있습니다."),
        ),
    )


@require_safe
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """One call with its days and its requests."""
    viewer: Any = request.user
    found = reads.campaign(viewer, pk)
    today = timezone.localdate()
    values = {
        "campaign": found,
        "requests": list(reads.listing(viewer).filter(campaign=found)),
        "is_open": found.opens_on <= today <= found.closes_on,
        "proposed": reads.proposed_to(viewer, found) if found.opens_on <= today <= found.closes_on else [],
        "may_ask": access.can(viewer, Permission.CURRICULUM_REQUEST),
        "title": found.name,
        "crumbs": (crumb(), (_("공모"), reverse("curriculum:campaigns")), (found.name, "")),
    }
    return render(request, "curriculum/campaign.html", values)


def new_campaign(request: HttpRequest) -> HttpResponse:
    """The form of a call."""
    viewer: Any = request.user
    here = context.here(request).district
    if here is None or not access.can(viewer, Permission.CURRICULUM_CAMPAIGN, on=here):
        raise NotAllowed(NO_ROLE)

    def act(cleaned: dict[str, Any]) -> Campaign:
        try:
            return actions.open_campaign(**cleaned, district=here, by=viewer)
        except IntegrityError as error:
            raise Conflict(_("같은 코드의 공모가 이미 있습니다."), field="code") from error

    return deed.form_page(
        request,
        forms.NewCampaign(data(request), initial={"intake_year": context.here(request).year + 2}),
        action=act,
        title=_("공모 열기"),
        submit=_("공모 열기"),
        success=_("공모를 열었습니다."),
        back=lambda made: reverse("curriculum:campaign", args=[made.pk]),
        cancel=reverse("curriculum:campaigns"),
        crumbs=(crumb(), (_("공모"), reverse("curriculum:campaigns")), (_("공모 열기"), "")),
    )


def index(request: HttpRequest) -> HttpResponse:
    """Requests to reorganise departments."""
    viewer: Any = request.user
    today = timezone.localdate()
    open_now = reads.open_campaigns(viewer, today).first()
    may_ask = access.can(viewer, Permission.CURRICULUM_REQUEST) and open_now is not None
    return listing.page(
        request,
        Listing(
            title=_("학과 개편 요청"),
            intro=_("학과를 열거나 닫거나 바꾸려는 요청과 그 단계입니다."),
            rows=reads.listing(viewer),
            district="campaign__district",
            columns=(
                Column("what", _("학과"), value=_what, link="curriculum:request"),
                Column("kind", _("종류"), value=lambda row: row.get_kind_display(), sort="kind"),
                Column("school", _("학교"), value="school__label", sort="school__name"),
                Column(
                    "intake",
                    _("입학연도"),
                    value=lambda row: str(row.campaign.intake_year),
                    sort="campaign__intake_year",
                ),
                Column("classes", _("학급"), value=lambda row: f"{row.classes_before} → {row.classes_after}"),
                Column("state", _("단계"), kind="state", sort="state"),
            ),
            sort="-intake",
            search=("department__name", "new_name", "school__name", "number"),
            search_hint=_("학과, 학교"),
            filters=(
                Filter("state", _("단계"), ReorganisationState.choices, "state"),
                Filter("kind", _("종류"), RequestKind.choices, "kind"),
            ),
            actions=(Link(_("학과 개편 요청하기"), reverse("curriculum:new_request", args=[open_now.pk])),)
            if may_ask and open_now
            else (),
            tabs=tabs(viewer),
            empty=_("아직 학과 개편 요청이 없습니다."),
            empty_todo=_("제안을 받는 공모에서 요청할 수 있습니다."),
        ),
    )


def _what(row: Request) -> str:
    return row.new_name or (row.department.name if row.department else row.number)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: stage, what it says, what it would do, opinions, decision, what really came."""
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    state = ReorganisationState(found.state)
    held = reads.roles_on(viewer, found)
    following = rules.following(state, held)
    may_edit = access.can(viewer, Permission.CURRICULUM_REQUEST, on=found) and state in rules.EDITABLE
    opining = access.roles_on(viewer, Permission.CURRICULUM_OPINE, found)
    values = {
        "request_row": found,
        "stages": reads.stages(found),
        "reasons": [Reason(each).label for each in found.reasons if each in Reason.values],
        "following": [(each.value, rules.DEEDS[each]) for each in following],
        "may_edit": may_edit,
        "may_opine": any(
            opining & rules.OPINION_ROLES[stage] and state in rules.OPINION_STATES[stage]
            for stage in rules.OPINION_STATES
        ),
        "may_correct": access.can(viewer, Permission.CURRICULUM_CAMPAIGN, on=found) and state in rules.DECIDED,
        "teachers": list(found.teachers.all()),
        "firms": list(found.firms.all()),
        "needs": list(found.needs.all()),
        "opinions": list(found.opinions.all()),
        "corrections": list(found.corrections.all()),
        "reconciled": reads.reconciled(found),
        "planned": reads.planned_seats(found),
        "intake_year": reads.intake_year(found),
        "assumed": list(found.forecast.get("assumed", {}).items()),
        "events": [_told(each) for each in reads.history(found)[:50]],
        "next": _next(found, state),
        "sees_option": studies.options(viewer).filter(pk=found.option_id or 0).exists(),
        "title": f"{found.school.label} {_what(found)}",
        "crumbs": (crumb(), (_("학과 개편"), reverse("curriculum:requests")), (found.number, "")),
    }
    return render(request, "curriculum/request.html", values)


def _told(event: Any) -> Any:
    """The event with the step that it was, in words."""
    names = dict(ReorganisationState.choices)
    was, now = (names.get((each or {}).get("state", "")) for each in (event.before, event.after))
    event.step = f"{was} → {now}" if was and now and was != now else ""
    return event


def _next(found: Request, state: ReorganisationState) -> dict[str, Any] | None:
    """Who moves the request on, to what, and by when; None when it is over."""
    able = rules.next_by(state)
    if not able:
        return None
    return {
        "who": ", ".join(dict.fromkeys(str(Role(role).label) for role in able)),
        "words": " / ".join(str(rules.DEEDS[each]) for each in rules.forward(state)),
        "by": reads.due(found),
    }


def _ask(request: HttpRequest, campaign: Campaign, initial: dict[str, Any], option: Any, title: Any) -> HttpResponse:
    viewer: Any = request.user
    if not access.can(viewer, Permission.CURRICULUM_REQUEST):
        raise NotAllowed(NO_ROLE)
    form = forms.Ask(
        data(request), viewer=viewer, district=campaign.district, year=campaign.intake_year, initial=initial
    )
    back = reverse("curriculum:campaign", args=[campaign.pk])
    return deed.form_page(
        request,
        form,
        action=lambda cleaned: actions.draft_request(
            campaign=campaign,
            school=cleaned["school"],
            wish=form.wish(),
            option=option,
            today=timezone.localdate(),
            by=viewer,
        ),
        title=title,
        submit=_("요청 초안 만들기"),
        success=_("요청 초안을 만들었습니다. 예상 효과를 보고 제안해 주십시오."),
        back=lambda made: reverse("curriculum:request", args=[made.pk]),
        cancel=back,
        intro=campaign.name,
        crumbs=(crumb(), (campaign.name, back), (title, "")),
    )


def new(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a request in a campaign."""
    viewer: Any = request.user
    return _ask(request, reads.campaign(viewer, pk), {}, None, _("학과 개편 요청하기"))


def _planned(viewer: Any, pk: int, at: int) -> tuple[Any, reads.FromOption, Campaign]:
    """The wish of a plan and the open call for its intake.

    Whoever sees the plan may take any of its wishes; a school sees those that a chosen plan asks of it.
    """
    now = reads.open_campaigns(viewer, timezone.localdate())
    option = studies.options(viewer).filter(pk=pk).first()
    if option is None:
        for campaign in now:
            for one in reads.proposed_to(viewer, campaign):
                if (one.option.pk, one.at) == (pk, at):
                    return one.option, one.wish, campaign
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    found = reads.from_option(option)
    if at >= len(found):
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    call = now.filter(district=option.study.district, intake_year=found[at].intake).first()
    if call is None:
        raise Conflict(_("%(year)s 입학의 개편을 받는 공모가 지금 없습니다.") % {"year": found[at].intake})
    return option, found[at], call


def from_option(request: HttpRequest, pk: int, at: int) -> HttpResponse:
    """A request born from a plan of seats: the form stands filled in."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.CURRICULUM_REQUEST):
        studies.option(viewer, pk)
        raise NotAllowed(NO_ROLE)
    option, each, campaign = _planned(viewer, pk, at)
    initial = {
        "school": each.department.school_id,
        "kind": each.kind,
        "department": None if each.kind == RequestKind.OPEN else each.department.pk,
        "new_name": each.new_name,
        "classes_before": each.before,
        "classes_after": each.after,
        "reasons": [Reason.DEMAND] if each.after >= each.before else [Reason.SHRINKING],
    }
    return _ask(request, campaign, initial, option, _("대안에서 학과 개편 요청하기"))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Says the request anew."""
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    access.require(viewer, Permission.CURRICULUM_REQUEST, on=found)
    form = forms.Ask(
        data(request),
        viewer=viewer,
        district=found.campaign.district,
        year=found.campaign.intake_year,
        initial=forms.initial_of(found),
    )
    back = reverse("curriculum:request", args=[pk])
    return deed.form_page(
        request,
        form,
        action=lambda _cleaned: actions.edit_request(
            request=found, wish=form.wish(), today=timezone.localdate(), by=viewer
        ),
        title=_("요청 고치기"),
        submit=_("고친 요청 저장하기"),
        success=_("요청을 고쳤고 예상 효과를 다시 계산했습니다."),
        back=back,
        intro=str(found),
        crumbs=(crumb(), (found.number, back), (_("고치기"), "")),
    )


def move(request: HttpRequest, pk: int) -> HttpResponse:
    """One step along the stages."""
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    access.require(viewer, Permission.CURRICULUM_MOVE, on=found)
    following = rules.following(ReorganisationState(found.state), reads.roles_on(viewer, found))
    back = reverse("curriculum:request", args=[pk])
    form = forms.Move(data(request), following=following, initial={"state": request.GET.get("to", "")})
    return deed.form_page(
        request,
        form,
        action=lambda _cleaned: actions.move_request(
            **form.values(), request=found, today=timezone.localdate(), by=viewer
        ),
        title=_("단계 옮기기"),
        submit=_("단계 옮기기"),
        success=_("단계를 옮겼습니다."),
        back=back,
        intro=f"{found} · {found.get_state_display()}",  # type: ignore[attr-defined]
        crumbs=(crumb(), (found.number, back), (_("단계 옮기기"), "")),
    )


def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """An opinion at one of the three stages."""
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    access.require(viewer, Permission.CURRICULUM_OPINE, on=found)
    back = reverse("curriculum:request", args=[pk])

    def act(cleaned: dict[str, Any]) -> Any:
        try:
            return actions.give_opinion(**cleaned, request=found, today=timezone.localdate(), by=viewer)
        except IntegrityError as error:
            raise Conflict(_("이 단계에 같은 곳의 의견이 이미 있습니다."), field="body") from error

    return deed.form_page(
        request,
        forms.Opinion(data(request), state=ReorganisationState(found.state)),
        action=act,
        title=_("의견 내기"),
        submit=_("의견 내기"),
        success=_("의견을 남겼습니다."),
        back=back,
        intro=str(found),
        crumbs=(crumb(), (found.number, back), (_("의견"), "")),
    )


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A change after the decision."""
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    access.require(viewer, Permission.CURRICULUM_CAMPAIGN, on=found)
    back = reverse("curriculum:request", args=[pk])
    return deed.form_page(
        request,
        forms.Correct(data(request)),
        action=lambda cleaned: actions.correct_request(**cleaned, request=found, today=timezone.localdate(), by=viewer),
        title=_("결정 뒤 정정하기"),
        submit=_("정정하기"),
        success=_("정정을 남겼습니다. 처음 결정은 그대로 남습니다."),
        back=back,
        intro=str(found),
        crumbs=(crumb(), (found.number, back), (_("정정"), "")),
    )
