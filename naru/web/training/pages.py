"""Pages of the room training: programmes, who takes part, and what the hours came to."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, models, transaction
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access, shown
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.privacy import masking
from naru.base.rulebook.errors import Conflict, NotAllowed
from naru.domain.curriculum.queries import tables as curriculum
from naru.domain.people import queries as people
from naru.domain.people.models import Learner
from naru.domain.training import actions, queries
from naru.domain.training.enums import EnrolmentState, ProgrammeKind
from naru.domain.training.models import Enrolment, Programme
from naru.web import context, deed, listing, paging
from naru.web.listing import Bulk, Column, Filter, Link, Listing
from naru.web.templatetags.naru import day as day_words
from naru.web.training import forms

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")
HISTORY = 50
SHOWN = 60
FOUND = 25
AT_ONCE = 100
LIVE = (EnrolmentState.ENROLLED, EnrolmentState.WAITING)


class Phase(models.TextChoices):
    """Where a programme stands today, seen from whoever would take part."""

    OPEN = "open", _("신청 받는 중")
    PLANNED = "planned", _("신청 예정")
    CLOSED = "closed", _("신청 마감")
    RUNNING = "running", _("교육 중")
    ENDED = "ended", _("끝남")


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _room() -> tuple[Any, str]:
    return context.room_title("training"), reverse("training:list")


def _tabs() -> tuple[Link, ...]:
    return (Link(_("과정"), reverse("training:list")), Link(_("참여"), reverse("training:enrolments")))


def phase_of(programme: Programme) -> Phase:
    today = timezone.localdate()
    if programme.opens_on <= today <= programme.closes_on:
        return Phase.OPEN
    if programme.opens_on > today:
        return Phase.PLANNED
    if programme.ends < today:
        return Phase.ENDED
    return Phase.RUNNING if programme.starts <= today else Phase.CLOSED


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


def _places(row: Any) -> str:
    waiting = gettext(" · 대기 %(waiting)s") % {"waiting": row.waiting} if row.waiting else ""
    return f"{row.taken} / {row.capacity}{waiting}"


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
                Column("places", _("참여 / 정원"), value=_places, sort="taken"),
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
            tabs=_tabs(),
            empty=_("이 해의 과정이 아직 없습니다."),
            empty_todo=_("지구 지원센터가 과정을 알리면 여기에서 신청할 수 있습니다."),
            template="training/list.html",
        ),
        {"waiting": [] if request.GET.get("download") else _waiting(request, learner)},
    )


def _enrols_others(viewer: User) -> bool:
    reach = access.reach(viewer, Permission.TRAINING_ENROL)
    return bool(reach.everywhere or reach.districts or reach.organisations)


def _waiting(request: HttpRequest, learner: Learner | None) -> list[dict[str, Any]]:
    """What waits for this viewer, whatever year is chosen: most pressing first."""
    viewer: Any = request.user
    found: list[dict[str, Any]] = []
    if access.can(viewer, Permission.TRAINING_COMPLETE):
        overdue = _overdue(viewer)
        total = overdue.count()
        if total:
            found.append(
                {
                    "words": gettext("끝난 과정인데 수료를 아직 적지 않은 참여가 %(total)s건 있습니다.")
                    % {"total": total},
                    "tone": "danger",
                    "links": [
                        {
                            "url": f"{reverse('training:enrolments')}?todo=complete",
                            "title": gettext("수료 적을 참여 보기"),
                        }
                    ],
                }
            )
    if learner is not None:
        found += _waiting_for_learner(viewer, learner)
    elif _enrols_others(viewer):
        now = queries.open_now(viewer)
        here = context.here(request)
        if here.district is not None:
            now = now.filter(district=here.district)
        programmes = list(now.order_by("closes_on", "pk")[:3])
        if programmes:
            found.append(
                {
                    "words": gettext("지금 신청을 받고 있습니다. 참여할 학생을 골라 주십시오."),
                    "tone": "now",
                    "links": [
                        {
                            "url": reverse("training:enrol", args=[each.pk]),
                            "title": gettext("%(name)s에 학생 참여시키기") % {"name": each.name},
                        }
                        for each in programmes
                    ],
                }
            )
    return found


def _waiting_for_learner(viewer: User, learner: Learner) -> list[dict[str, Any]]:
    rows: QuerySet[Any] = queries.with_own_place(queries.open_now(viewer), learner)
    free = [each for each in rows.order_by("closes_on", "pk") if each.own_place in (None, EnrolmentState.WITHDRAWN)]
    found = []
    if free and learner.state == "enrolled":
        found.append(
            {
                "words": gettext("지금 신청할 수 있는 과정이 %(total)s개 있습니다.") % {"total": len(free)},
                "by": day_words(free[0].closes_on),
                "tone": "soon",
                "links": [
                    {
                        "url": reverse("training:detail", args=[each.pk]),
                        "title": gettext("%(name)s 보기") % {"name": each.name},
                    }
                    for each in free[:3]
                ],
            }
        )
    today = timezone.localdate()
    coming = (
        queries.enrolment_listing(viewer)
        .filter(learner=learner, state__in=LIVE, programme__ends__gte=today)
        .order_by("programme__starts", "pk")
        .first()
    )
    if coming is not None:
        words = (
            gettext("‘%(name)s’ 참여가 확정되었습니다. %(day)s에 시작합니다.")
            if coming.state == EnrolmentState.ENROLLED
            else gettext("‘%(name)s’ 자리를 기다리고 있습니다. %(day)s에 시작합니다.")
        )
        found.append(
            {
                "words": words % {"name": coming.programme.name, "day": day_words(coming.programme.starts)},
                "tone": "now",
                "links": [
                    {"url": reverse("training:detail", args=[coming.programme_id]), "title": gettext("과정 보기")}
                ],
            }
        )
    return found


def _overdue(viewer: User) -> QuerySet[Enrolment]:
    """Places of programmes that are over, whose hours this viewer is to write down."""
    return queries.permitted(viewer, Permission.TRAINING_COMPLETE).filter(
        state=EnrolmentState.ENROLLED, programme__ends__lt=timezone.localdate()
    )


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
    waiting = [] if request.GET.get("download") or is_todo else _waiting(request, learner)
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
            tabs=_tabs(),
            bulk=(Bulk(_("수료 적기"), reverse("training:complete_several")),)
            if access.can(viewer, Permission.TRAINING_COMPLETE)
            else (),
            empty=_("이 해의 참여가 아직 없습니다."),
            empty_todo=_("과정 화면에서 신청하면 여기에 모입니다."),
            template="training/list.html",
        ),
        {"waiting": waiting},
    )


def _name(viewer: User, learner: Learner, *, is_known: bool = False) -> str:
    """The learner's name: whole for themselves, their guardian, and whoever closes their participation."""
    is_own = is_known or learner.user_id == viewer.pk or masking.sees_persons(viewer)
    return masking.shown_name(
        learner.name, viewer, is_own=is_own or people.wards(viewer).filter(pk=learner.pk).exists()
    )


def _shown(viewer: User, found: Enrolment, is_known: bool) -> str:
    """The name in a table of one programme, without a query for each row."""
    is_own = is_known or found.learner.user_id == viewer.pk
    return masking.shown_name(found.learner.name, viewer, is_own=is_own)


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
        "may_enrol": phase == Phase.OPEN and _enrols_others(viewer),
        "may_complete": may_complete if has_begun else set(),
        "people": [(each, _shown(viewer, each, each.pk in may_complete)) for each in rows[:SHOWN]],
        "has_more": len(rows) > SHOWN,
        "free": max(programme.capacity - programme.taken, 0),
        "sessions": list(queries.sessions_of(viewer, programme)),
        "fundings": list(queries.fundings_of(viewer, programme)) if may_read_money else [],
        "may_read_money": may_read_money,
        "least": f"{forms.least_hours(programme):f}",
        "next": _next(programme, phase, own, learner, len(may_complete) if has_begun else 0),
        "events": list(record.history_of(programme)[:HISTORY]),
        "title": programme.name,
        "crumbs": (_room(), (programme.name, "")),
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


@require_safe
def enrolment(request: HttpRequest, pk: int) -> HttpResponse:
    """One participation: its state, and what may be done with it."""
    viewer: Any = request.user
    found = queries.enrolment_one(viewer, pk)
    programme = found.programme
    may_complete = found.state == EnrolmentState.ENROLLED and access.can(viewer, Permission.TRAINING_COMPLETE, on=found)
    has_begun = programme.starts <= timezone.localdate()
    name = _name(viewer, found.learner, is_known=may_complete)
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
        "crumbs": (_room(), (_("참여"), reverse("training:enrolments")), (name, "")),
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
    if not _enrols_others(viewer):
        raise NotAllowed(NO_ROLE)
    query = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    everyone = queries.candidates(viewer, programme)
    form = forms.Enrol(_data(request), learners=everyone)

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
        "crumbs": (_room(), (programme.name, reverse("training:detail", args=[pk])), (_("학생 참여시키기"), "")),
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
    name = _name(viewer, found.learner, is_known=True)
    back = reverse("training:detail", args=[programme.pk])

    def act(cleaned: dict[str, Any]) -> None:
        messages.success(request, f"{name}: {_result(actions.complete(**cleaned, enrolment=found, by=viewer))}")

    return deed.form_page(
        request,
        forms.Complete(_data(request), programme=programme),
        action=act,
        title=_("수료 적기"),
        submit=_("수료 적기"),
        success="",
        back=f"{back}#people",
        cancel=reverse("training:enrolment", args=[pk]),
        intro=_("%(name)s · %(programme)s. 한 번 적으면 되돌릴 수 없습니다.")
        % {"name": name, "programme": programme.name},
        crumbs=(_room(), (programme.name, back), (_("수료 적기"), "")),
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
    form = forms.CompleteAll(_data(request), programme=programme, people=known)
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
        crumbs=(_room(), (programme.name, back), (_("수료 적기"), "")),
        template="training/complete_all.html",
        extra={"programme": programme, "least": f"{forms.least_hours(programme):f}", "known": known},
    )


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
        _data(request), viewer=viewer, district=here.district, year=here.year, initial=_proposed(request)
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
        crumbs=(_room(), (_("과정 알리기"), "")),
        template="training/announce.html",
    )
