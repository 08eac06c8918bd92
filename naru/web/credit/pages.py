"""Pages of the room credit: registered, completed, then awarded by a university's decision."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.rulebook.errors import NotAllowed
from naru.domain.credit import actions, queries, rules
from naru.domain.credit.enums import AwardState, Basis
from naru.domain.credit.models import Award
from naru.domain.people import queries as people
from naru.web import context, deed, listing
from naru.web.credit import forms
from naru.web.listing import Column, Filter, Link, Listing

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")
HISTORY = 50


def _room() -> tuple[Any, str]:
    return context.room_title("credit"), reverse("credit:list")


def index(request: HttpRequest) -> HttpResponse:
    """Awards; for a university those that wait for its decision are named on top."""
    viewer: Any = request.user
    rows = queries.listing(viewer)
    may_award = access.can(viewer, Permission.CREDIT_AWARD)
    waiting = rows.filter(state=AwardState.COMPLETED).count() if may_award else 0
    may_register = access.can(viewer, Permission.CREDIT_APPLY)
    return listing.page(
        request,
        Listing(
            title=_("학점 인정"),
            intro=_("이수와 대학의 결정이 있어야 학점이 됩니다."),
            rows=rows,
            district="district",
            columns=(
                Column("course", _("과목·학습 이름"), sort="course", link="credit:detail"),
                Column(
                    "learner",
                    _("학생"),
                    value="learner__name",
                    sort="learner__name",
                    kind="person",
                    own="learner__user_id",
                ),
                Column("school", _("학교"), value="learner__school__label", sort="learner__school__name"),
                Column("university", _("인정 대학"), value="university__label", sort="university__name"),
                Column("credits", _("학점"), sort="credits", kind="count"),
                Column("state", _("상태"), sort="state", kind="state", choices=AwardState),
                Column("registered_on", _("등록일"), sort="registered_on", kind="date"),
            ),
            search=("course", "code", "university__name", "learner__school__name"),
            search_persons=("learner__name", "learner__number"),
            search_hint=_("과목, 대학, 학교"),
            filters=(
                Filter("state", _("상태"), AwardState.choices, "state"),
                Filter("basis", _("인정 근거"), Basis.choices, "basis"),
            ),
            actions=(Link(_("학점 인정 신청"), reverse("credit:register")),) if may_register else (),
            empty=_("학점 인정이 아직 없습니다."),
            empty_todo=_("대학과 이어진 과목이나 일터 학습을 등록하면 여기에 보입니다."),
            template="credit/list.html",
        ),
        {"waiting": waiting},
    )


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One award: how far it is, who acts next, and what the learner has so far."""
    viewer: Any = request.user
    award = queries.one(viewer, pk)
    is_registered, is_completed = award.state == AwardState.REGISTERED, award.state == AwardState.COMPLETED
    is_own = award.learner.user_id == viewer.pk or people.wards(viewer).filter(pk=award.learner_id).exists()
    ledger = queries.ledger(viewer, award.learner)
    return render(
        request,
        "credit/detail.html",
        {
            "award": award,
            "is_own": is_own,
            "may_complete": is_registered and access.can(viewer, Permission.CREDIT_COMPLETE, on=award),
            "may_award": is_completed and access.can(viewer, Permission.CREDIT_AWARD, on=award),
            "ledger": [(basis.label, credits) for basis, credits in ledger.items()],
            "total": sum(ledger.values()),
            "hours_rule": rules.HOURS_PER_CREDIT.on(award.registered_on),
            "events": list(record.history_of(award)[:HISTORY]),
            "title": award.course,
            "crumbs": (_room(), (award.course, "")),
        },
    )


def register(request: HttpRequest) -> HttpResponse:
    """Registers creditable learning, for oneself or for a learner of the school."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.CREDIT_APPLY):
        raise NotAllowed(NO_ROLE)
    own = people.mine(viewer)
    here = context.here(request)
    form = forms.Register(
        request.POST if request.method == "POST" else None, viewer=viewer, district=here.district, own=own
    )

    def act(cleaned: dict[str, Any]) -> Award:
        return actions.register(**{"learner": own, **cleaned}, by=viewer)

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("학점 인정 신청"),
        submit=_("신청하기"),
        success=_("신청했습니다. 이수한 뒤 대학이 결정하면 학점이 됩니다."),
        back=lambda made: reverse("credit:detail", args=[made.pk]),
        cancel=reverse("credit:list"),
        crumbs=(_room(), (_("학점 인정 신청"), "")),
    )


def _deed(
    request: HttpRequest, pk: int, permission: Permission, form: Any, act: Any, title: Any, submit: Any, success: Any
) -> HttpResponse:
    viewer: Any = request.user
    award = queries.one(viewer, pk)
    if not access.can(viewer, permission, on=award):
        raise NotAllowed(NO_ROLE)
    back = reverse("credit:detail", args=[pk])
    return deed.form_page(
        request,
        form(request.POST if request.method == "POST" else None),
        action=lambda cleaned: act(award=award, by=viewer, **cleaned),
        title=title,
        submit=submit,
        success=success,
        back=back,
        crumbs=(_room(), (award.course, back), (title, "")),
    )


def complete(request: HttpRequest, pk: int) -> HttpResponse:
    return _deed(
        request,
        pk,
        Permission.CREDIT_COMPLETE,
        forms.Complete,
        actions.complete,
        _("이수 확인"),
        _("이수했다고 적기"),
        _("이수를 적었습니다. 이제 대학이 결정합니다."),
    )


def award(request: HttpRequest, pk: int) -> HttpResponse:
    return _deed(
        request,
        pk,
        Permission.CREDIT_AWARD,
        forms.Award,
        actions.award,
        _("학점 인정"),
        _("학점 인정하기"),
        _("학점을 인정했습니다."),
    )


def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    return _deed(
        request,
        pk,
        Permission.CREDIT_AWARD,
        forms.Refuse,
        actions.refuse,
        _("학점을 인정하지 않음"),
        _("인정하지 않기로 하기"),
        _("인정하지 않기로 적었습니다."),
    )
