"""Places of learners in programmes: the list, one place, sign-up, and completion."""

from typing import Any

from django.contrib import messages
from django.db import models, transaction
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access, shown
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.privacy import masking
from naru.base.rulebook.errors import NotAllowed
from naru.domain.people import queries as people
from naru.domain.training import actions, queries
from naru.domain.training.enums import EnrolmentState
from naru.domain.training.models import Enrolment
from naru.web import deed, listing, paging
from naru.web.frame import data
from naru.web.listing import Bulk, Column, Filter, Listing
from naru.web.templatetags.naru import day as day_words
from naru.web.training import forms
from naru.web.training.frame import (
    HISTORY,
    LIVE,
    NO_ROLE,
    Phase,
    cards,
    enrols_others,
    learner_name,
    phase_of,
    room,
    tabs,
)

FOUND = 25


AT_ONCE = 100


def _todo(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(state=EnrolmentState.ENROLLED, programme__ends__lt=timezone.localdate())


def enrolments(request: HttpRequest) -> HttpResponse:
    """Who takes part in what, as far as the viewer may know; what is to be closed comes first."""
    viewer: Any = request.user
    learner = people.mine(viewer)
    today = timezone.localdate()
    late = Case(
        When(state=EnrolmentState.ENROLLED, programme__ends__lt=today, then=Value(0)),
        When(state__in=LIVE, then=Value(1)),
        default=Value(2),
        output_field=models.IntegerField(),
    )
    rows = queries.enrolment_listing(viewer).annotate(late=late).order_by("late", "-signed_up_at")
    is_todo = request.GET.get("todo") == "complete"
    waiting = [] if request.GET.get("download") or is_todo else cards(request, learner)
    return listing.page(
        request,
        Listing(
            title=_("과정 참여"),
            intro=_("누가 어느 과정에 참여하고 수료했는지 보여 줍니다."),
            rows=rows,
            district="programme__district",
            year="" if is_todo else "programme__year",
            columns=(
                Column(
                    "learner",
                    _("학생"),
                    value="learner__name",
                    sort="learner__name",
                    kind="person",
                    own="learner__user_id",
                    link="training:enrolment",
                ),
                Column("school", _("학교"), value="learner__school__label", sort="learner__school__name"),
                Column("programme", _("과정"), value="programme__name", sort="programme__name"),
                Column("state", _("상태"), sort="state", kind="state"),
                Column("signed_up_at", _("신청 시각"), sort="signed_up_at", kind="moment"),
                Column("hours_done", _("이수 시간"), sort="hours_done", kind="count"),
                Column("completed_on", _("수료일"), sort="completed_on", kind="date"),
                Column("evidence", _("증빙"), is_extra=True),
                Column(
                    "ends", _("과정 끝"), value="programme__ends", sort="programme__ends", kind="date", is_extra=True
                ),
            ),
            search=("programme__name", "learner__school__name"),
            search_persons=("learner__name", "learner__number"),
            search_hint=_("과정, 학교, 학생 이름이나 학번") if masking.sees_persons(viewer) else _("과정, 학교"),
            filters=(
                Filter("todo", _("할 일"), (("complete", _("수료 적을 것")),), _todo),
                Filter("state", _("상태"), EnrolmentState.choices, "state"),
            ),
            tabs=tabs(),
            bulk=(Bulk(_("수료 적기"), reverse("training:complete_several")),)
            if access.can(viewer, Permission.TRAINING_COMPLETE)
            else (),
            empty=_("이 해의 참여가 아직 없습니다."),
            empty_todo=_("과정 화면에서 신청하면 여기에 모입니다."),
            template="training/list.html",
        ),
        {"waiting": waiting},
    )


@require_safe
def enrolment(request: HttpRequest, pk: int) -> HttpResponse:
    """One participation: its state, and what may be done with it."""
    viewer: Any = request.user
    found = queries.enrolment_one(viewer, pk)
    programme = found.programme
    may_complete = found.state == EnrolmentState.ENROLLED and access.can(viewer, Permission.TRAINING_COMPLETE, on=found)
    has_begun = programme.starts <= timezone.localdate()
    name = learner_name(viewer, found.learner, is_known=may_complete)
    values = {
        "enrolment": found,
        "programme": programme,
        "name": name,
        "may_complete": may_complete and has_begun,
        "may_withdraw": found.state in LIVE and access.can(viewer, Permission.TRAINING_ENROL, on=found),
        "may_read_person": access.can(viewer, Permission.PEOPLE_READ, on=found.learner),
        "next": _next_of_enrolment(found),
        "events": list(record.history_of(found)[:HISTORY]),
        "title": f"{name} · {programme.name}",
        "crumbs": (room(), (_("참여"), reverse("training:enrolments")), (name, "")),
    }
    return render(request, "training/enrolment.html", values)


def _next_of_enrolment(found: Enrolment) -> dict[str, Any] | None:
    programme, today = found.programme, timezone.localdate()
    if found.state == EnrolmentState.WAITING:
        return {
            "words": gettext("대기 %(place)s번째입니다. 앞사람이 거두면 차례로 확정됩니다.")
            % {"place": queries.waiting_place(found)}
        }
    if found.state == EnrolmentState.ENROLLED and programme.ends < today:
        return {
            "words": gettext("과정이 끝났습니다. 이수 시간과 증빙을 적어 수료를 정해 주십시오."),
            "who": programme.provider.label,
            "tone": "danger",
        }
    if found.state == EnrolmentState.ENROLLED and programme.starts > today:
        words = gettext("참여가 확정되었습니다. %(day)s에 시작합니다.") % {"day": day_words(programme.starts)}
        return {"words": words, "tone": "now"}
    return None


def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """A learner signs up for themselves, with one press."""
    viewer: Any = request.user
    programme = queries.one(viewer, pk)
    learner = people.mine(viewer)
    if learner is None:
        raise NotAllowed(_("학생 자신만 이 단추로 신청할 수 있습니다."))

    def act() -> None:
        made = actions.sign_up(programme=programme, learner=learner, today=timezone.localdate(), by=viewer)
        messages.success(request, _signed_up(made))

    return deed.press(request, act, success="", back=reverse("training:detail", args=[pk]))


def _signed_up(made: Enrolment) -> str:
    if made.state == EnrolmentState.WAITING:
        return gettext("신청했습니다. 자리가 차서 대기 %(place)s번째입니다.") % {"place": queries.waiting_place(made)}
    return gettext("신청했습니다. 참여가 확정되었습니다.")


def enrol(request: HttpRequest, pk: int) -> HttpResponse:
    """A teacher looks for a learner by name or number and signs them up; the page stays for the next one."""
    viewer: Any = request.user
    programme: Any = queries.one(viewer, pk)
    if not enrols_others(viewer):
        raise NotAllowed(NO_ROLE)
    query = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    everyone = queries.candidates(viewer, programme)
    form = forms.Enrol(data(request), learners=everyone)

    def act(cleaned: dict[str, Any]) -> None:
        learner = cleaned["learner"]
        made = actions.sign_up(programme=programme, learner=learner, today=timezone.localdate(), by=viewer)
        messages.success(request, f"{learner.name}: {_signed_up(made)}")

    if request.method == "POST":
        answer = deed.perform(request, form, act, "", request.get_full_path())
        if answer is not None:
            return answer
    everyone = queries.candidates(viewer, programme, query)
    found = paging.page(everyone, 1, FOUND, is_searched=bool(query), order_of_many=("-intake_year", "-pk"))
    shown.add(found.rows, is_list=True)
    values = {
        "programme": programme,
        "form": form,
        "chosen": form.chosen,
        "query": query,
        "learners": found.rows,
        "has_more": found.has_next,
        "phase": phase_of(programme),
        "is_open": phase_of(programme) == Phase.OPEN,
        "free": max(programme.capacity - programme.taken, 0),
        "again": (EnrolmentState.WITHDRAWN,),
        "title": gettext("%(name)s에 학생 참여시키기") % {"name": programme.name},
        "crumbs": (room(), (programme.name, reverse("training:detail", args=[pk])), (_("학생 참여시키기"), "")),
    }
    return render(request, "training/enrol.html", values, status=422 if form.is_bound and form.errors else 200)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives a place back: the learner for themselves, or the school for its learner."""
    viewer: Any = request.user
    found = queries.enrolment_one(viewer, pk)
    learner = people.mine(viewer)
    is_own = learner is not None and learner.pk == found.learner_id
    back = reverse("training:detail", args=[found.programme_id]) if is_own else reverse("training:enrolment", args=[pk])

    def act() -> None:
        following = actions.withdraw(enrolment=found, by=viewer)
        messages.success(
            request,
            gettext("신청을 거두었습니다. 대기하던 다음 학생의 참여가 확정되었습니다.")
            if following
            else gettext("신청을 거두었습니다."),
        )

    return deed.press(request, act, success="", back=back)


def _result(made: Enrolment) -> str:
    return (
        gettext("수료로 적었습니다.")
        if made.state == EnrolmentState.COMPLETED
        else gettext("이수 시간이 모자라 미수료로 적었습니다.")
    )


def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes one participation by its hours and evidence."""
    viewer: Any = request.user
    found = queries.enrolment_one(viewer, pk)
    access.require(viewer, Permission.TRAINING_COMPLETE, on=found)
    programme = found.programme
    name = learner_name(viewer, found.learner, is_known=True)
    back = reverse("training:detail", args=[programme.pk])

    def act(cleaned: dict[str, Any]) -> None:
        messages.success(request, f"{name}: {_result(actions.complete(**cleaned, enrolment=found, by=viewer))}")

    return deed.form_page(
        request,
        forms.Complete(data(request), programme=programme),
        action=act,
        title=_("수료 적기"),
        submit=_("수료 적기"),
        success="",
        back=f"{back}#people",
        cancel=reverse("training:enrolment", args=[pk]),
        intro=_("%(name)s · %(programme)s. 한 번 적으면 되돌릴 수 없습니다.")
        % {"name": name, "programme": programme.name},
        crumbs=(room(), (programme.name, back), (_("수료 적기"), "")),
    )


def complete_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes the participations of a programme together: all or none."""
    viewer: Any = request.user
    programme = queries.one(viewer, pk)
    if not access.can(viewer, Permission.TRAINING_COMPLETE):
        raise NotAllowed(NO_ROLE)
    rows = (
        queries.permitted(viewer, Permission.TRAINING_COMPLETE)
        .filter(programme=programme, state=EnrolmentState.ENROLLED)
        .order_by("learner__school__name", "learner__name", "pk")[:AT_ONCE]
    )
    shown.add(rows, is_list=True)
    known = [(each, f"{each.learner.name} · {each.learner.school.label}") for each in rows]
    form = forms.CompleteAll(data(request), programme=programme, people=known)
    back = reverse("training:detail", args=[pk])

    def act(cleaned: dict[str, Any]) -> None:
        with transaction.atomic():
            made = [
                actions.complete(
                    enrolment=each, hours_done=done, on=cleaned["on"], evidence=cleaned["evidence"], by=viewer
                )
                for each, done in cleaned["hours"]
            ]
        completed = sum(each.state == EnrolmentState.COMPLETED for each in made)
        messages.success(
            request,
            gettext("수료 %(completed)s명, 미수료 %(rest)s명을 적었습니다.")
            % {"completed": completed, "rest": len(made) - completed},
        )

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("수료 한꺼번에 적기"),
        submit=_("모두 적기"),
        success="",
        back=f"{back}#people",
        cancel=back,
        intro=_("%(programme)s. 한 번 적으면 되돌릴 수 없습니다.") % {"programme": programme.name},
        crumbs=(room(), (programme.name, back), (_("수료 적기"), "")),
        template="training/complete_all.html",
        extra={"programme": programme, "least": f"{forms.least_hours(programme):f}", "known": known},
    )
