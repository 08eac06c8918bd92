"""Applications of the room placement, and what is answered to them."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.domain.curriculum import queries as curriculum
from naru.domain.people import queries as people
from naru.domain.placement import actions, queries, rules
from naru.domain.placement.enums import ApplicationState
from naru.domain.placement.models import Application
from naru.domain.placement.queries import interviews
from naru.web import deed, listing
from naru.web.frame import data
from naru.web.listing import Column, Filter, Listing
from naru.web.placement import forms, frame
from naru.web.placement.waiting import KNOWN, cards
from naru.web.templatetags.naru import day as day_words

#: What a firm's step means for whoever waits.
STEPS: dict[ApplicationState, Any] = {
    ApplicationState.REVIEWING: _("기업이 심사하고 있습니다. 적힌 날까지 답하기로 했습니다."),
    ApplicationState.PREPARING: _(
        "채용 전에 거칠 것(맞춤 교육, 건강검진, 서류)이 있습니다. 기업이 적힌 날까지 답하기로 했습니다."
    ),
    ApplicationState.POSTPONED: _(
        "기업이 결정을 미루었습니다. 적힌 날까지 답하기로 했습니다. 그동안 다른 공고에도 지원할 수 있습니다."
    ),
    ApplicationState.POOL: _(
        "지금은 자리가 없어 다음 기회 명단에 올렸습니다. 적힌 날까지 자리가 나지 않으면 답을 알립니다."
    ),
}


def _to_answer(viewer: User) -> Any:
    def apply_filter(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        by_firm = queries.permitted(viewer, Permission.PLACEMENT_OFFER).filter(state=ApplicationState.APPLIED)
        by_learner = queries.permitted(viewer, Permission.PLACEMENT_ACCEPT).filter(state=ApplicationState.OFFERED)
        return rows.filter(Q(pk__in=by_firm.order_by().values("pk")) | Q(pk__in=by_learner.order_by().values("pk")))

    return apply_filter


def applications(request: HttpRequest) -> HttpResponse:
    """Applications that the viewer may know of; what waits for an answer comes first."""
    viewer: Any = request.user
    learner = people.mine(viewer)
    is_firm = access.can(viewer, Permission.PLACEMENT_OFFER)
    order = Case(
        When(state=ApplicationState.OFFERED, then=Value(1 if is_firm else 0)),
        When(state__in=rules.PENDING, then=Value(0 if is_firm else 1)),
        default=Value(2),
        output_field=models.IntegerField(),
    )
    is_todo = request.GET.get("todo") == "answer"
    may_answer = is_firm or access.can(viewer, Permission.PLACEMENT_ACCEPT)
    todo = Filter("todo", _("할 일"), (("answer", _("내가 답할 것")),), _to_answer(viewer))
    return listing.page(
        request,
        Listing(
            title=_("지원과 제안"),
            intro=_("답을 기다리는 것이 맨 위에 있습니다."),
            rows=queries.application_listing(viewer)
            .annotate(order=order)
            .order_by("order", "answer_by", "-applied_on"),
            district="opening__district",
            year="" if is_todo or learner is not None else "opening__year",
            columns=(
                *frame.person_columns("placement:application"),
                Column("firm", _("기업"), value="opening__firm__label", sort="opening__firm__name"),
                Column("opening", _("공고"), value="opening__title", sort="opening__title"),
                Column("state", _("상태"), sort="state", kind="state"),
                Column("applied_on", _("지원일"), sort="applied_on", kind="date"),
                Column("answer_by", _("답변 기한"), sort="answer_by", kind="date"),
            ),
            search=("opening__title", "opening__firm__name", "learner__school__name"),
            search_persons=("learner__name", "learner__number"),
            search_hint=_("공고, 기업, 학교"),
            filters=(
                *((todo,) if may_answer else ()),
                Filter("state", _("상태"), ApplicationState.choices, "state"),
            ),
            tabs=frame.tabs(),
            empty=_("아직 지원한 것이 없습니다."),
            empty_todo=_("학생이 채용공고에 지원하면 여기에 모입니다."),
            template="placement/list.html",
        ),
        {"waiting": [] if request.GET.get("download") or is_todo else cards(request, learner)},
    )


@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """One application: whose turn it is, and the answer to give."""
    viewer: Any = request.user
    found = queries.application_one(viewer, pk)
    may_offer = access.can(viewer, Permission.PLACEMENT_OFFER, on=found)
    is_offered = found.state == ApplicationState.OFFERED
    may_accept = is_offered and access.can(viewer, Permission.PLACEMENT_ACCEPT, on=found)
    name = frame.name(viewer, found.learner, is_known=may_offer and found.state in KNOWN)
    job = (
        queries.placement_listing(viewer).filter(opening=found.opening, learner=found.learner).first()
        if found.state == ApplicationState.ACCEPTED
        else None
    )
    today = timezone.localdate()
    is_late = bool(is_offered and found.answer_by and found.answer_by < today)
    values = {
        "application": found,
        "opening": found.opening,
        "name": name,
        "department": curriculum.department_name(found.learner.school_id, found.learner.department),
        "job": job,
        "interviews": list(
            interviews.of_learner(viewer, found.learner).filter(opening=found.opening)
            if found.state in rules.PENDING
            else ()
        ),
        "may_offer": may_offer and found.state in rules.PENDING,
        "may_accept": may_accept and not is_late,
        "may_decline": may_accept,
        "may_withdraw": found.state in rules.LIVE and access.can(viewer, Permission.PLACEMENT_APPLY, on=found),
        "may_read_person": access.can(viewer, Permission.PEOPLE_READ, on=found.learner),
        "next": _next_of_application(found, name, is_late, may_accept),
        "events": list(record.history_of(found)[: frame.HISTORY]),
        "title": f"{name} · {found.opening.firm.label}",
        "crumbs": (frame.room(), (_("지원과 제안"), reverse("placement:applications")), (name, "")),
    }
    return render(request, "placement/application.html", values)


def _next_of_application(found: Application, name: str, is_late: bool, is_mine: bool) -> dict[str, Any] | None:
    firm = found.opening.firm.label
    since = timezone.localdate() - timedelta(days=queries.ANSWER_DAYS)
    if found.state in rules.HELD and found.decide_by is not None:
        is_over = found.decide_by < timezone.localdate()
        return {
            "words": gettext("알린 날이 지났는데 기업의 답이 없습니다. 지원센터의 할 일에도 올라 있습니다.")
            if is_over
            else STEPS[ApplicationState(found.state)],
            "who": firm,
            "by": day_words(found.decide_by),
            "tone": "danger" if is_over else "now",
        }
    if found.state == ApplicationState.APPLIED and found.applied_on < since:
        words = gettext(
            "두 주가 넘도록 기업의 답이 없습니다. 지원센터의 할 일에도 올라 있습니다. 그동안 다른 공고에도 지원할 수 있습니다."
        )
        return {"words": words, "who": firm, "tone": "danger"}
    if found.state == ApplicationState.APPLIED:
        return {"words": gettext("기업이 제안하거나 채용하지 않기로 답할 차례입니다."), "who": firm}
    if found.state == ApplicationState.OFFERED and is_late:
        return {
            "words": gettext("답변 기한이 지났습니다. 학생이 사양하거나 지원을 거두면 자리가 다시 납니다."),
            "who": name,
            "by": day_words(found.answer_by),
            "tone": "danger",
        }
    if found.state == ApplicationState.OFFERED:
        return {
            "words": gettext("채용을 제안받았습니다. 받아들일지 답해 주십시오.")
            if is_mine
            else gettext("채용을 제안했습니다. 학생이 답할 차례입니다."),
            "who": name,
            "by": day_words(found.answer_by),
        }
    return None


def _deed(request: HttpRequest, pk: int, permission: Permission) -> tuple[Any, Application, str, str, Any]:
    """The viewer, the application they may act on, the learner's name, the page's address and crumbs."""
    viewer: Any = request.user
    found = queries.application_one(viewer, pk)
    access.require(viewer, permission, on=found)
    name = frame.name(viewer, found.learner, is_known=permission == Permission.PLACEMENT_OFFER)
    back = reverse("placement:application", args=[pk])
    return viewer, found, name, back, (frame.room(), (f"{name} · {found.opening.firm.label}", back))


def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """The firm offers a seat."""
    viewer, found, name, back, crumbs = _deed(request, pk, Permission.PLACEMENT_OFFER)
    return deed.form_page(
        request,
        forms.Offer(data(request)),
        action=lambda cleaned: actions.offer(**cleaned, application=found, today=timezone.localdate(), by=viewer),
        title=_("채용 제안하기"),
        submit=_("제안 보내기"),
        success=_("채용을 제안했습니다. 이제 학생이 답할 차례입니다."),
        back=back,
        intro=_(
            "%(name)s 학생에게 ‘%(title)s’ 자리를 제안합니다. 모집 %(seats)s명 가운데 %(promised)s명에게 이미 제안했거나 채용했습니다."
        )
        % {
            "name": name,
            "title": found.opening.title,
            "seats": found.opening.seats,
            "promised": queries.promised(found.opening),
        },
        crumbs=(*crumbs, (_("채용 제안하기"), "")),
    )


def consider(request: HttpRequest, pk: int) -> HttpResponse:
    """The firm says what it does with an application before it answers, and by when it will."""
    viewer, found, name, back, crumbs = _deed(request, pk, Permission.PLACEMENT_OFFER)
    return deed.form_page(
        request,
        forms.Consider(data(request), application=found),
        action=lambda cleaned: actions.consider(**cleaned, application=found, today=timezone.localdate(), by=viewer),
        title=_("심사 단계 알리기"),
        submit=_("단계와 날짜 알리기"),
        success=_("알렸습니다. 학생과 학교가 단계와 답할 날을 봅니다."),
        back=back,
        intro=_("%(name)s 학생이 기다립니다. 지금 어느 단계인지, 언제까지 답할지 알려 주십시오.") % {"name": name},
        crumbs=(*crumbs, (_("심사 단계 알리기"), "")),
    )


def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """The firm says no, with a coded reason."""
    viewer, found, name, back, crumbs = _deed(request, pk, Permission.PLACEMENT_OFFER)
    return deed.form_page(
        request,
        forms.Refuse(data(request)),
        action=lambda cleaned: actions.refuse(**cleaned, application=found, by=viewer),
        title=_("채용하지 않기"),
        submit=_("채용하지 않기로 알리기"),
        success=_("채용하지 않기로 알렸습니다."),
        back=back,
        intro=_("%(name)s 학생의 ‘%(title)s’ 지원을 끝냅니다. 되돌릴 수 없습니다.")
        % {"name": name, "title": found.opening.title},
        crumbs=(*crumbs, (_("채용하지 않기"), "")),
        template="confirm.html",
    )


def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The learner accepts, with the first day of work; everything else that is open ends at once."""
    viewer, found, _name_shown, back, crumbs = _deed(request, pk, Permission.PLACEMENT_ACCEPT)
    others = queries.application_listing(viewer).filter(learner=found.learner, state__in=rules.LIVE).exclude(pk=pk)
    effects: list[Any] = [_("이 기업에 취업한 것으로 적습니다. 되돌릴 수 없습니다.")]
    total = others.count()
    if total:
        effects.append(_("다른 지원 %(total)s건은 모두 끝납니다.") % {"total": total})
    return deed.form_page(
        request,
        forms.Accept(data(request)),
        action=lambda cleaned: actions.accept(**cleaned, application=found, today=timezone.localdate(), by=viewer),
        title=_("채용 제안 받아들이기"),
        submit=_("제안 받아들이기"),
        success=_("제안을 받아들였습니다. 취업을 축하합니다."),
        back=lambda made: reverse("placement:placement", args=[made.pk]),
        cancel=back,
        intro=f"{found.opening.firm.label} · {found.opening.title}",
        crumbs=(*crumbs, (_("받아들이기"), "")),
        template="placement/review.html",
        extra={"effects_title": _("받아들이면 이렇게 됩니다"), "effects": effects},
    )


def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """The learner says no to an offer."""
    viewer, found, _name_shown, back, crumbs = _deed(request, pk, Permission.PLACEMENT_ACCEPT)
    return deed.form_page(
        request,
        forms.Confirm(data(request)),
        action=lambda cleaned: actions.decline(application=found, today=timezone.localdate(), by=viewer),
        title=_("채용 제안 사양하기"),
        submit=_("제안 사양하기"),
        success=_("제안을 사양했습니다."),
        back=back,
        intro=_("‘%(firm)s’의 채용 제안을 사양합니다. 같은 공고에 다시 지원할 수 없고, 되돌릴 수 없습니다.")
        % {"firm": found.opening.firm.label},
        crumbs=(*crumbs, (_("사양하기"), "")),
        template="confirm.html",
    )


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The learner takes an application back."""
    viewer, found, _name_shown, back, crumbs = _deed(request, pk, Permission.PLACEMENT_APPLY)
    return deed.form_page(
        request,
        forms.Confirm(data(request)),
        action=lambda cleaned: actions.withdraw(application=found, by=viewer),
        title=_("지원 거두기"),
        submit=_("지원 거두기"),
        success=_("지원을 거두었습니다."),
        back=back,
        intro=_("‘%(title)s’ 지원을 거둡니다. 모집이 끝나기 전이면 다시 지원할 수 있습니다.")
        % {"title": found.opening.title},
        crumbs=(*crumbs, (_("지원 거두기"), "")),
        template="confirm.html",
    )
