"""Pages of the room training: programmes."""

from typing import Any

from django.db import IntegrityError, models
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
from naru.base.rulebook.errors import Conflict, NotAllowed
from naru.domain.curriculum.queries import tables as curriculum
from naru.domain.people import queries as people
from naru.domain.people.models import Learner
from naru.domain.training import actions, queries
from naru.domain.training.enums import EnrolmentState, ProgrammeKind
from naru.domain.training.models import Enrolment, Programme
from naru.web import context, deed, listing
from naru.web.frame import data
from naru.web.listing import Column, Filter, Link, Listing
from naru.web.templatetags.naru import day as day_words
from naru.web.training import forms
from naru.web.training.frame import (
    HISTORY,
    LIVE,
    NO_ROLE,
    SHOWN,
    Phase,
    cards,
    enrols_others,
    phase_of,
    places_text,
    room,
    shown_name,
    tabs,
)


def _with_phase(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same in SQL, as `phase`; sign-up open first, then what comes, then what is over."""
    today = timezone.localdate()
    rows = rows.annotate(
        phase=Case(
            When(opens_on__lte=today, closes_on__gte=today, then=Value(Phase.OPEN.value)),
            When(opens_on__gt=today, then=Value(Phase.PLANNED.value)),
            When(ends__lt=today, then=Value(Phase.ENDED.value)),
            When(starts__lte=today, then=Value(Phase.RUNNING.value)),
            default=Value(Phase.CLOSED.value),
            output_field=models.CharField(),
        )
    )
    order = Case(
        *(When(phase=each.value, then=Value(number)) for number, each in enumerate(Phase)),
        output_field=models.IntegerField(),
    )
    return rows.annotate(phase_order=order).order_by("phase_order", "-starts", "code")


def index(request: HttpRequest) -> HttpResponse:
    """Programmes of the chosen year, those that take sign-ups first."""
    viewer: Any = request.user
    learner = people.mine(viewer)
    rows = _with_phase(queries.listing(viewer))
    own: tuple[Column, ...] = (Column("provider", _("운영 기관"), value="provider__label", sort="provider__name"),)
    if learner is not None:
        rows = queries.with_own_place(rows, learner)
        own = (Column("own_place", _("내 신청"), sort="own_place", kind="state", choices=EnrolmentState),)
    may_write = access.can(viewer, Permission.TRAINING_WRITE)
    return listing.page(
        request,
        Listing(
            title=_("교육훈련 과정"),
            intro=_("지금 신청을 받는 과정이 맨 위에 있습니다."),
            rows=rows,
            district="district",
            year="year",
            columns=(
                Column("name", _("과정"), sort="name", link="training:detail"),
                Column("phase", _("지금"), sort="phase_order", kind="state", choices=Phase),
                *own,
                Column("places", _("참여 / 정원"), value=places_text, sort="taken"),
                Column("closes_on", _("신청 마감"), sort="closes_on", kind="date"),
                Column("starts", _("시작"), sort="starts", kind="date"),
                Column("kind", _("종류"), sort="kind", choices=ProgrammeKind),
                Column("code", _("과정 코드"), sort="code", is_extra=True),
                Column("hours", _("시간"), sort="hours", kind="count", is_extra=True),
                Column("opens_on", _("신청 시작"), sort="opens_on", kind="date", is_extra=True),
                Column("ends", _("끝"), sort="ends", kind="date", is_extra=True),
            ),
            search=("name", "code", "provider__name", "provider__name_en"),
            search_hint=_("과정, 운영 기관"),
            filters=(
                Filter("phase", _("지금"), Phase.choices, "phase"),
                Filter("kind", _("종류"), ProgrammeKind.choices, "kind"),
            ),
            actions=(Link(_("과정 알리기"), reverse("training:announce")),) if may_write else (),
            tabs=tabs(),
            empty=_("이 해의 과정이 아직 없습니다."),
            empty_todo=_("지구 지원센터가 과정을 알리면 여기에서 신청할 수 있습니다."),
            template="training/list.html",
        ),
        {"waiting": [] if request.GET.get("download") else cards(request, learner)},
    )


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One programme: whether there is room, when it meets, who pays, who takes part."""
    viewer: Any = request.user
    programme: Any = queries.one(viewer, pk)
    phase = phase_of(programme)
    learner = people.mine(viewer)
    visible = queries.enrolment_listing(viewer).filter(programme=programme)
    own = visible.filter(learner=learner).first() if learner else None
    may_complete = set(
        queries.permitted(viewer, Permission.TRAINING_COMPLETE)
        .filter(programme=programme, state=EnrolmentState.ENROLLED)
        .values_list("pk", flat=True)
    )
    rows = list(visible.order_by(*_people_order())[: SHOWN + 1])
    shown.add(rows[:SHOWN], is_list=True)
    has_begun = programme.starts <= timezone.localdate()
    may_read_money = access.can(viewer, Permission.BUDGET_READ)
    values = {
        "programme": programme,
        "phase": phase,
        "learner": learner,
        "own": own,
        "is_own_live": own is not None and own.state in LIVE,
        "may_sign_up": learner is not None
        and phase == Phase.OPEN
        and (own is None or own.state == EnrolmentState.WITHDRAWN),
        "may_enrol": phase == Phase.OPEN and enrols_others(viewer),
        "may_complete": may_complete if has_begun else set(),
        "people": [(each, shown_name(viewer, each, each.pk in may_complete)) for each in rows[:SHOWN]],
        "has_more": len(rows) > SHOWN,
        "free": max(programme.capacity - programme.taken, 0),
        "sessions": list(queries.sessions_of(viewer, programme)),
        "fundings": list(queries.fundings_of(viewer, programme)) if may_read_money else [],
        "may_read_money": may_read_money,
        "least": f"{forms.least_hours(programme):f}",
        "next": _next(programme, phase, own, learner, len(may_complete) if has_begun else 0),
        "events": list(record.history_of(programme)[:HISTORY]),
        "title": programme.name,
        "crumbs": (room(), (programme.name, "")),
    }
    return render(request, "training/detail.html", values)


def _people_order() -> tuple[Any, ...]:
    live_first = Case(
        When(state=EnrolmentState.ENROLLED, then=Value(0)),
        When(state=EnrolmentState.WAITING, then=Value(1)),
        When(state=EnrolmentState.WITHDRAWN, then=Value(3)),
        default=Value(2),
        output_field=models.IntegerField(),
    )
    return (live_first, "signed_up_at", "pk")


def _next(
    programme: Any, phase: Phase, own: Enrolment | None, learner: Learner | None, outstanding: int
) -> dict[str, Any] | None:
    if learner is not None:
        return _next_for_learner(programme, phase, own)
    if outstanding and phase == Phase.ENDED:
        return {
            "words": gettext("과정이 끝났습니다. 수료를 적을 참여가 %(total)s건 남았습니다.") % {"total": outstanding},
            "who": programme.provider.label,
            "tone": "danger",
            "deed": "complete",
        }
    if phase == Phase.OPEN:
        free = programme.capacity - programme.taken
        words = (
            gettext("남은 자리가 %(free)s개 있습니다. 참여할 학생을 골라 주십시오.") % {"free": free}
            if free > 0
            else gettext("자리가 모두 찼습니다. 지금 신청하면 대기가 됩니다.")
        )
        return {"words": words, "by": day_words(programme.closes_on), "who": gettext("학교와 학생"), "deed": "enrol"}
    if phase == Phase.PLANNED:
        words = gettext("%(day)s부터 신청을 받습니다.") % {"day": day_words(programme.opens_on)}
        return {"words": words, "tone": "rest"}
    if phase == Phase.CLOSED:
        words = gettext("신청이 끝났습니다. %(day)s에 시작합니다.") % {"day": day_words(programme.starts)}
        return {"words": words, "tone": "rest"}
    if phase == Phase.RUNNING:
        words = gettext("교육을 하고 있습니다. %(day)s에 끝납니다.") % {"day": day_words(programme.ends)}
        return {"words": words, "tone": "now", "who": programme.provider.label}
    if outstanding:
        words = gettext("수료를 적을 참여가 %(total)s건 남았습니다.") % {"total": outstanding}
        return {"words": words, "who": programme.provider.label, "deed": "complete"}
    return None


def _next_for_learner(programme: Any, phase: Phase, own: Enrolment | None) -> dict[str, Any] | None:
    if own is None or own.state == EnrolmentState.WITHDRAWN:
        if phase == Phase.OPEN:
            is_full = programme.taken >= programme.capacity
            words = (
                gettext("자리가 모두 찼습니다. 신청하면 대기가 되고, 자리가 나면 차례로 확정됩니다.")
                if is_full
                else gettext("지금 신청하면 참여가 바로 확정됩니다.")
            )
            return {"words": words, "by": day_words(programme.closes_on), "deed": "sign_up"}
        if phase == Phase.PLANNED:
            words = gettext("%(day)s부터 신청할 수 있습니다.") % {"day": day_words(programme.opens_on)}
            return {"words": words, "tone": "rest"}
        return {"words": gettext("신청이 끝난 과정입니다."), "tone": "rest"}
    if own.state == EnrolmentState.WAITING:
        words = gettext("대기 %(place)s번째입니다. 앞사람이 거두면 차례로 확정됩니다.") % {
            "place": queries.waiting_place(own)
        }
        return {"words": words, "deed": "withdraw"}
    if own.state == EnrolmentState.ENROLLED:
        if phase == Phase.ENDED:
            return {
                "words": gettext("과정이 끝났습니다. 운영 기관이 이수 시간을 적으면 수료가 정해집니다."),
                "who": programme.provider.label,
            }
        words = gettext("참여가 확정되었습니다. %(day)s에 시작합니다.") % {"day": day_words(programme.starts)}
        return {"words": words, "tone": "done", "deed": "withdraw"}
    if own.state == EnrolmentState.COMPLETED:
        return {"words": gettext("이 과정을 수료했습니다."), "tone": "done"}
    return {"words": gettext("이수 시간이 모자라 수료하지 못했습니다."), "tone": "rest"}


def _proposed(request: HttpRequest) -> dict[str, Any]:
    """What a proposal of teacher training (`?proposal=`) fills in; nothing without one that the viewer may see."""
    viewer: Any = request.user
    given = request.GET.get("proposal", "")
    if not (given.isascii() and given.isdigit() and len(given) < 18):
        return {}
    found = curriculum.proposals(viewer).filter(pk=int(given)).first()
    if found is None:
        return {}
    name = gettext("%(subject)s 교원 연수: %(courses)s") % {"subject": found.subject, "courses": found.courses}
    return {"name": name[:160], "kind": ProgrammeKind.TEACHER, "capacity": found.teachers}


def announce(request: HttpRequest) -> HttpResponse:
    """The form of a new programme."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.TRAINING_WRITE):
        raise NotAllowed(NO_ROLE)
    here = context.here(request)
    form = forms.Announce(
        data(request), viewer=viewer, district=here.district, year=here.year, initial=_proposed(request)
    )

    def act(cleaned: dict[str, Any]) -> Programme:
        code = cleaned["code"] or queries.free_code(cleaned["district"], cleaned["year"])
        try:
            return actions.announce(**{**cleaned, "code": code}, by=viewer)
        except IntegrityError as error:
            raise Conflict(_("같은 코드가 이미 있습니다. 다른 코드를 적거나 비워 두십시오."), field="code") from error

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("과정 알리기"),
        submit=_("과정 알리기"),
        success=_("과정을 알렸습니다. 신청 기간이 되면 학생이 신청할 수 있습니다."),
        back=lambda made: reverse("training:detail", args=[made.pk]),
        cancel=reverse("training:list"),
        intro=_("알리면 지구의 모든 학교와 학생이 봅니다."),
        crumbs=(room(), (_("과정 알리기"), "")),
        template="training/announce.html",
    )
