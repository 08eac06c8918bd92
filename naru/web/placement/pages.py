"""Pages of the room placement: openings, applications with their answers, and the employment that came of them."""

from typing import Any

from django.db import IntegrityError, models
from django.db.models import Case, Q, QuerySet, Value, When
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
from naru.base.privacy import masking, texts
from naru.base.privacy.enums import Purpose
from naru.base.rulebook.errors import Conflict, NotAllowed
from naru.domain.curriculum import queries as curriculum
from naru.domain.demand import queries as demand
from naru.domain.people import queries as people
from naru.domain.people.models import Learner
from naru.domain.placement import actions, queries, rules
from naru.domain.placement.enums import ApplicationState, EndReason, OpeningState
from naru.domain.placement.models import Application, Opening, Placement
from naru.web import context, deed, listing
from naru.web.listing import Bulk, Column, Filter, Link, Listing
from naru.web.placement import forms, frame
from naru.web.placement import opening as opening_page
from naru.web.templatetags.naru import day as day_words

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")
SHOWN = 60
AGAIN = (None, ApplicationState.WITHDRAWN)
KNOWN = (ApplicationState.APPLIED, ApplicationState.OFFERED, ApplicationState.ACCEPTED)


class Job(models.TextChoices):
    """Whether an employment is to come, goes on or is over."""

    PLANNED = "planned", _("입사 예정")
    EMPLOYED = "employed", _("재직 중")
    LEFT = "left", _("퇴사")


# Openings


def index(request: HttpRequest) -> HttpResponse:
    """Openings of the chosen year, those that take applications first."""
    viewer: Any = request.user
    learner = people.mine(viewer)
    order = Case(
        When(state=OpeningState.OPEN, then=Value(0)),
        When(state=OpeningState.DRAFT, then=Value(1)),
        default=Value(2),
        output_field=models.IntegerField(),
    )
    own = access.reach(viewer, Permission.PLACEMENT_OPEN).organisations
    is_foreign = Case(When(firm__in=own, then=Value(0)), default=Value(1), output_field=models.IntegerField())
    rows: QuerySet[Any] = queries.listing(viewer).annotate(order=order, is_foreign=is_foreign)
    rows = rows.order_by("is_foreign", "order", "deadline", "code")
    last = Column("applied", _("지원"), sort="applied", kind="count")
    if own:
        last = Column("applied", _("지원"), value=lambda row: None if row.is_foreign else row.applied, kind="count")
    if learner is not None:
        rows = queries.with_own_application(rows, learner)
        last = Column("own_state", _("내 지원"), sort="own_state", kind="state", choices=ApplicationState)
    may_open = access.can(viewer, Permission.PLACEMENT_OPEN)
    return listing.page(
        request,
        Listing(
            title=_("채용공고"),
            intro=_("지금 지원을 받는 공고가 맨 위에 있습니다."),
            rows=rows,
            district="district",
            year="year",
            columns=(
                Column("title", _("공고"), sort="title", link="placement:detail"),
                Column("firm", _("기업"), value="firm__label", sort="firm__name"),
                Column("state", _("상태"), sort="order", kind="state"),
                Column("seats", _("수락 / 모집"), value=lambda row: f"{row.accepted} / {row.seats}", sort="seats"),
                Column("deadline", _("마감일"), sort="deadline", kind="date"),
                Column("wage", _("연봉"), sort="wage", kind="won"),
                last,
                Column("occupation", _("직업"), value="occupation__name", sort="occupation__name", is_extra=True),
                Column("code", _("공고 코드"), sort="code", is_extra=True),
            ),
            search=("title", "code", "firm__name", "firm__name_en", "occupation__name"),
            search_hint=_("공고, 기업, 직업"),
            filters=(Filter("state", _("상태"), OpeningState.choices, "state"),),
            actions=(Link(_("채용공고 쓰기"), reverse("placement:draft")),) if may_open else (),
            bulk=(
                Bulk(_("마감하기"), reverse("placement:close_several")),
                Bulk(_("공고 열기"), reverse("placement:publish_several")),
            )
            if may_open
            else (),
            tabs=frame.tabs(),
            empty=_("이 해의 채용공고가 아직 없습니다."),
            empty_todo=_("기업이 공고를 열면 여기에서 지원할 수 있습니다."),
            template="placement/list.html",
        ),
        {"waiting": [] if request.GET.get("download") else _waiting(request, learner)},
    )


def _waiting(request: HttpRequest, learner: Learner | None) -> list[dict[str, Any]]:
    """What waits for this viewer, most pressing first; whatever year is chosen."""
    viewer: Any = request.user
    if learner is not None:
        return _waiting_for_learner(viewer, learner)
    found: list[dict[str, Any]] = []
    today = timezone.localdate()
    if access.can(viewer, Permission.PLACEMENT_OFFER):
        found += _waiting_applications(viewer)
    if access.can(viewer, Permission.PLACEMENT_OPEN):
        reach = access.reach(viewer, Permission.PLACEMENT_OPEN)
        own = queries.listing(viewer).filter(reach.condition(Opening))
        ready = OpeningState.DRAFT if access.can(viewer, Permission.PLACEMENT_CHECK) else OpeningState.CHECKED
        found += _waiting_openings(own.filter(state=ready).order_by("deadline", "pk"), is_draft=True)
        late = own.filter(state=OpeningState.OPEN, deadline__lt=today).order_by("deadline", "pk")
        found += _waiting_openings(late, is_draft=False)
    offered = queries.application_listing(viewer).filter(state=ApplicationState.OFFERED)
    first = offered.order_by("answer_by", "pk").first()
    if first is not None:
        found.append(
            {
                "words": gettext("학생의 답을 기다리는 채용 제안이 %(total)s건 있습니다.") % {"total": offered.count()},
                "who": gettext("학생"),
                "by": day_words(first.answer_by),
                "tone": "now",
                "links": [
                    {
                        "url": f"{reverse('placement:applications')}?state=offered&year={first.opening.year}",
                        "title": gettext("답을 기다리는 제안 보기"),
                    }
                ],
            }
        )
    return found


def _waiting_applications(viewer: User) -> list[dict[str, Any]]:
    rows = queries.permitted(viewer, Permission.PLACEMENT_OFFER).filter(state=ApplicationState.APPLIED)
    total = rows.count()
    if not total:
        return []
    return [
        {
            "words": gettext("답을 기다리는 지원이 %(total)s건 있습니다. 제안하거나 채용하지 않기로 알려 주십시오.")
            % {"total": total},
            "links": [{"url": f"{reverse('placement:applications')}?todo=answer", "title": gettext("답할 지원 보기")}],
        }
    ]


def _waiting_openings(rows: QuerySet[Opening], *, is_draft: bool) -> list[dict[str, Any]]:
    shown = list(rows[:3])
    if not shown:
        return []
    return [
        {
            "words": gettext("확인이 끝난 공고나 초안이 있습니다. 열어야 학생이 볼 수 있습니다.")
            if is_draft
            else gettext("마감일이 지났는데 아직 모집 중인 공고가 있습니다. 마감해 주십시오."),
            "links": [{"url": reverse("placement:detail", args=[each.pk]), "title": each.title} for each in shown],
        }
    ]


def _waiting_for_learner(viewer: User, learner: Learner) -> list[dict[str, Any]]:
    today = timezone.localdate()
    own = queries.application_listing(viewer).filter(learner=learner)
    found = [
        {
            "words": gettext("‘%(firm)s’에서 채용을 제안했습니다. 받아들일지 답해 주십시오.")
            % {"firm": each.opening.firm.label},
            "by": day_words(each.answer_by),
            "tone": "danger" if each.answer_by and each.answer_by <= today else "soon",
            "links": [{"url": reverse("placement:application", args=[each.pk]), "title": gettext("제안 보고 답하기")}],
        }
        for each in own.filter(state=ApplicationState.OFFERED).order_by("answer_by", "pk")[:3]
    ]
    job = queries.placement_listing(viewer).filter(learner=learner, ends__isnull=True).first()
    if job is not None:
        words = gettext("‘%(firm)s’ 취업이 확정되었습니다. 입사일: %(day)s")
        found.append(
            {
                "words": words % {"firm": job.firm.label, "day": day_words(job.starts)},
                "tone": "done",
                "links": [{"url": reverse("placement:placement", args=[job.pk]), "title": gettext("취업 보기")}],
            }
        )
        return found
    rows: QuerySet[Any] = queries.listing(viewer).filter(state=OpeningState.OPEN, deadline__gte=today)
    free = queries.with_own_application(rows, learner).filter(
        Q(own_state__isnull=True) | Q(own_state=ApplicationState.WITHDRAWN)
    )
    first = free.order_by("deadline", "pk").first()
    if first is not None and not found:
        found.append(
            {
                "words": gettext("지금 지원할 수 있는 공고가 %(total)s건 있습니다.") % {"total": free.count()},
                "by": day_words(first.deadline),
                "tone": "now",
                "links": [
                    {
                        "url": reverse("placement:detail", args=[first.pk]),
                        "title": gettext("가장 먼저 마감하는 공고 보기"),
                    }
                ],
            }
        )
    return found


def _shown(viewer: User, found: Application) -> str:
    """The name in a table of one opening, without a query for each row."""
    is_firm = found.opening.firm_id in access.reach(viewer, Permission.PLACEMENT_OFFER).organisations
    is_own = found.learner.user_id == viewer.pk or (is_firm and found.state in KNOWN)
    return masking.shown_name(found.learner.name, viewer, is_own=is_own)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One opening: what it offers, who applied, and what the viewer may do with it."""
    viewer: Any = request.user
    opening: Any = queries.one(viewer, pk)
    learner = people.mine(viewer)
    today = timezone.localdate()
    visible = queries.application_listing(viewer).filter(opening=opening)
    own = visible.filter(learner=learner).first() if learner else None
    may_answer = set(
        queries.permitted(viewer, Permission.PLACEMENT_OFFER)
        .filter(opening=opening, state=ApplicationState.APPLIED)
        .values_list("pk", flat=True)
    )
    waiting_first = Case(
        When(state=ApplicationState.APPLIED, then=Value(0)),
        When(state=ApplicationState.OFFERED, then=Value(1)),
        When(state=ApplicationState.ACCEPTED, then=Value(2)),
        default=Value(3),
        output_field=models.IntegerField(),
    )
    rows = list(visible.order_by(waiting_first, "applied_on", "pk")[: SHOWN + 1])
    shown.add(rows[:SHOWN], is_list=True)
    takes = opening.state == OpeningState.OPEN and opening.deadline >= today
    has_job = learner is not None and queries.has_job(learner)
    may_open = access.can(viewer, Permission.PLACEMENT_OPEN, on=opening)
    may_apply = learner is not None and takes and not has_job and (own is None or own.state in AGAIN)
    need_url = reverse("demand:detail", args=[opening.need_id]) if opening.need_id else ""
    may_read_need = (
        bool(need_url)
        and access.can(viewer, Permission.DEMAND_READ)
        and demand.listing(viewer).filter(pk=opening.need_id).exists()
    )
    values = {
        "opening": opening,
        "learner": learner,
        "own": own,
        "may_apply": may_apply,
        **opening_page.parts(viewer, opening, may_open=may_open),
        "may_answer": may_answer,
        "applications": [(each, _shown(viewer, each)) for each in rows[:SHOWN]],
        "has_more": len(rows) > SHOWN,
        "promised": opening.offered + opening.accepted,
        "need_url": need_url if may_read_need else "",
        "next": _next(opening, learner, own, takes, has_job, may_open, len(may_answer)),
        "events": list(record.history_of(opening)[: frame.HISTORY]),
        "title": opening.title,
        "crumbs": (frame.room(), (opening.title, "")),
    }
    return render(request, "placement/detail.html", values)


def _next(
    opening: Any,
    learner: Learner | None,
    own: Application | None,
    takes: bool,
    has_job: bool,
    may_open: bool,
    to_answer: int,
) -> dict[str, Any] | None:
    if learner is not None:
        return _next_for_learner(opening, own, takes, has_job)
    firm = opening.firm.label
    if opening.state == OpeningState.DRAFT:
        words = gettext("아직 초안입니다. 지원센터가 확인하면 열 수 있습니다.")
        return {"words": words, "who": gettext("지구 지원센터")}
    if opening.state == OpeningState.CHECKED:
        return {"words": gettext("지원센터가 확인했습니다. 열어야 학생이 보고 지원할 수 있습니다."), "who": firm}
    if to_answer:
        words = gettext("답을 기다리는 지원이 %(total)s건 있습니다. 제안하거나 채용하지 않기로 알려 주십시오.")
        return {"words": words % {"total": to_answer}, "who": firm}
    if opening.state == OpeningState.OPEN and not takes:
        return {"words": gettext("마감일이 지났습니다. 공고를 마감해 주십시오."), "who": firm}
    if opening.offered:
        words = gettext("제안 %(total)s건이 학생의 답을 기다립니다.") % {"total": opening.offered}
        return {"words": words, "who": gettext("학생"), "tone": "now"}
    if takes:
        words = gettext("지원을 받고 있습니다. 맞는 학생에게 알려 주십시오.")
        return {"words": words, "by": day_words(opening.deadline), "who": gettext("학교와 학생"), "tone": "now"}
    if opening.state == OpeningState.FILLED:
        return {"words": gettext("모집 인원이 모두 찼습니다."), "tone": "done"}
    if may_open:
        return {
            "words": gettext("마감한 공고입니다. 더 뽑으려면 마감일이 남아 있을 때 다시 열 수 있습니다."),
            "tone": "rest",
        }
    return None


def _next_for_learner(opening: Any, own: Application | None, takes: bool, has_job: bool) -> dict[str, Any] | None:
    if own is not None and own.state == ApplicationState.OFFERED:
        return {"words": gettext("채용을 제안받았습니다. 받아들일지 답해 주십시오."), "by": day_words(own.answer_by)}
    if own is not None and own.state == ApplicationState.APPLIED:
        words = gettext("지원했습니다. 기업의 답을 기다리고 있습니다.")
        return {"words": words, "who": opening.firm.label, "tone": "now"}
    if own is not None and own.state == ApplicationState.ACCEPTED:
        return {"words": gettext("이 기업에 취업이 확정되었습니다."), "tone": "done"}
    if own is not None and own.state not in AGAIN:
        return {"words": gettext("이 공고의 지원은 끝났습니다. 다른 공고를 살펴보십시오."), "tone": "rest"}
    if has_job:
        return {"words": gettext("이미 취업이 확정되어 지원할 수 없습니다."), "tone": "rest"}
    if takes:
        return {"words": gettext("지금 지원할 수 있습니다."), "by": day_words(opening.deadline)}
    return {"words": gettext("모집이 끝난 공고입니다."), "tone": "rest"}


def draft(request: HttpRequest) -> HttpResponse:
    """The form of a new opening; `?need=` fills it from a need."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.PLACEMENT_OPEN):
        raise NotAllowed(NO_ROLE)
    here = context.here(request)
    text = request.GET.get("need", "")
    given = demand.listing(viewer).filter(pk=int(text)).first() if text.isascii() and text.isdigit() else None
    form = forms.Draft(
        frame.data(request),
        viewer=viewer,
        district=given.district if given else here.district,
        year=here.year,
        given=given,
    )

    def act(cleaned: dict[str, Any]) -> Opening:
        code = cleaned["code"] or queries.free_code(cleaned["district"], cleaned["year"])
        try:
            return actions.draft_opening(**{**cleaned, "code": code}, by=viewer)
        except IntegrityError as error:
            raise Conflict(_("같은 코드가 이미 있습니다. 다른 코드를 적거나 비워 두십시오."), field="code") from error

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("채용공고 쓰기"),
        submit=_("초안 만들기"),
        success=_("초안을 만들었습니다. 근무 조건을 적고 지원센터의 확인을 기다려 주십시오."),
        back=lambda made: reverse("placement:detail", args=[made.pk]),
        cancel=reverse("placement:list"),
        intro=_("초안은 기업과 지원센터만 봅니다. 다음 화면에서 근무 조건을 적고, 지원센터가 확인하면 공고를 엽니다."),
        crumbs=(frame.room(), (_("채용공고 쓰기"), "")),
    )


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens an opening for applications."""
    viewer: Any = request.user
    opening = queries.one(viewer, pk)
    return deed.press(
        request,
        lambda: actions.publish(opening=opening, today=timezone.localdate(), by=viewer),
        success=_("공고를 열었습니다. 지구의 학생이 지원할 수 있습니다."),
        back=reverse("placement:detail", args=[pk]),
    )


def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes no more applications."""
    viewer: Any = request.user
    opening = queries.one(viewer, pk)
    return deed.press(
        request,
        lambda: actions.close(opening=opening, by=viewer),
        success=_("공고를 마감했습니다."),
        back=reverse("placement:detail", args=[pk]),
    )


def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """A learner looks once more at what the firm will see, then applies."""
    viewer: Any = request.user
    opening = queries.one(viewer, pk)
    learner = people.mine(viewer)
    if learner is None:
        raise NotAllowed(_("학생 자신만 지원할 수 있습니다."))
    access.require(viewer, Permission.PLACEMENT_APPLY, on=learner)
    back = reverse("placement:detail", args=[pk])
    return deed.form_page(
        request,
        forms.Apply(frame.data(request)),
        action=lambda cleaned: actions.apply(
            opening=opening, learner=learner, consents=cleaned["agree"], today=timezone.localdate(), by=viewer
        ),
        title=_("이 공고에 지원하기"),
        submit=_("지원하기"),
        success=_("지원했습니다. 기업이 답하면 여기에서 알려 드립니다."),
        back=lambda made: reverse("placement:application", args=[made.pk]),
        cancel=back,
        intro=f"{opening.firm.label} · {opening.title}",
        crumbs=(frame.room(), (opening.title, back), (_("지원하기"), "")),
        template="placement/review.html",
        extra={
            "consent": texts.text_on(Purpose.FIRM, timezone.localdate()),
            "recipient": opening.firm.label,
            "effects_title": _("지원하면 이렇게 됩니다"),
            "effects": (
                _("이 기업이 내 이름과 학교, 학과를 봅니다."),
                _("기업이 답하기 전에는 언제든지 지원을 거둘 수 있습니다."),
                _("여러 공고에 함께 지원할 수 있습니다."),
            ),
        },
    )


# Applications


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
        When(state=ApplicationState.APPLIED, then=Value(0 if is_firm else 1)),
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
                Column(
                    "learner",
                    _("학생"),
                    value="learner__name",
                    sort="learner__name",
                    kind="person",
                    own="learner__user_id",
                    link="placement:application",
                ),
                Column("school", _("학교"), value="learner__school__label", sort="learner__school__name"),
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
        {"waiting": [] if request.GET.get("download") or is_todo else _waiting(request, learner)},
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
        "may_offer": may_offer and found.state == ApplicationState.APPLIED,
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
        forms.Offer(frame.data(request)),
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


def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """The firm says no, with a coded reason."""
    viewer, found, name, back, crumbs = _deed(request, pk, Permission.PLACEMENT_OFFER)
    return deed.form_page(
        request,
        forms.Refuse(frame.data(request)),
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
        forms.Accept(frame.data(request)),
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
        forms.Confirm(frame.data(request)),
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
        forms.Confirm(frame.data(request)),
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


# Employment


def _job(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    today = timezone.localdate()
    if value == Job.LEFT.value:
        return rows.filter(ends__isnull=False)
    live = rows.filter(ends__isnull=True)
    return live.filter(starts__gt=today) if value == Job.PLANNED.value else live.filter(starts__lte=today)


def placements(request: HttpRequest) -> HttpResponse:
    """Employments that the viewer may know of, the latest first."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("취업 기록"),
            intro=_("제안을 받아들여 시작한 취업과, 끝났으면 그 이유입니다."),
            rows=queries.placement_listing(viewer),
            district="learner__school__districts__district",
            columns=(
                Column(
                    "learner",
                    _("학생"),
                    value="learner__name",
                    sort="learner__name",
                    kind="person",
                    own="learner__user_id",
                    link="placement:placement",
                ),
                Column("school", _("학교"), value="learner__school__label", sort="learner__school__name"),
                Column("firm", _("기업"), value="firm__label", sort="firm__name"),
                Column("job", _("지금"), value=_job_of, kind="state", choices=Job),
                Column("starts", _("입사일"), sort="starts", kind="date"),
                Column("ends", _("퇴사일"), sort="ends", kind="date"),
                Column("end_reason", _("퇴사 사유"), sort="end_reason", choices=EndReason),
            ),
            sort="-starts",
            search=("firm__name", "firm__name_en", "learner__school__name"),
            search_persons=("learner__name", "learner__number"),
            search_hint=_("기업, 학교"),
            filters=(
                Filter("job", _("지금"), Job.choices, _job),
                Filter("reason", _("퇴사 사유"), EndReason.choices, "end_reason"),
            ),
            tabs=frame.tabs(),
            empty=_("아직 취업한 기록이 없습니다."),
            empty_todo=_("학생이 채용 제안을 받아들이면 여기에 적힙니다."),
        ),
    )


def _job_of(row: Placement) -> str:
    if row.ends:
        return Job.LEFT.value
    return Job.PLANNED.value if row.starts > timezone.localdate() else Job.EMPLOYED.value


@require_safe
def placement(request: HttpRequest, pk: int) -> HttpResponse:
    """One employment, from its first day to its last."""
    viewer: Any = request.user
    found = queries.placement_one(viewer, pk)
    may_record = access.can(viewer, Permission.PLACEMENT_RECORD, on=found)
    name = frame.name(viewer, found.learner, is_known=may_record)
    told = queries.application_listing(viewer).filter(opening=found.opening_id, learner=found.learner_id)
    values = {
        "placement": found,
        "application": told.first() if found.opening_id else None,
        "name": name,
        "job": Job(_job_of(found)),
        "department": curriculum.department_name(found.learner.school_id, found.learner.department),
        "may_end": may_record and found.ends is None,
        "may_read_person": access.can(viewer, Permission.PEOPLE_READ, on=found.learner),
        "may_read_opening": bool(found.opening_id and queries.listing(viewer).filter(pk=found.opening_id).exists()),
        "next": _next_of_placement(found),
        "events": list(record.history_of(found)[: frame.HISTORY]),
        "title": f"{name} · {found.firm.label}",
        "crumbs": (frame.room(), (_("취업 기록"), reverse("placement:placements")), (name, "")),
    }
    return render(request, "placement/placement.html", values)


def _next_of_placement(found: Placement) -> dict[str, Any] | None:
    if found.ends is not None:
        return None
    if found.starts > timezone.localdate():
        words = gettext("%(day)s에 첫 출근을 합니다.") % {"day": day_words(found.starts)}
        return {"words": words, "tone": "now", "who": found.firm.label}
    if not found.is_insured:
        words = gettext("보험 가입이 아직 확인되지 않았습니다. 지원센터가 확인한 자료를 올리면 여기에 적힙니다.")
        return {"words": words, "who": gettext("지구 지원센터")}
    return None


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes down that an employment ended, and why."""
    viewer: Any = request.user
    found = queries.placement_one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_RECORD, on=found)
    name = frame.name(viewer, found.learner, is_known=True)
    back = reverse("placement:placement", args=[pk])
    return deed.form_page(
        request,
        forms.End(frame.data(request)),
        action=lambda cleaned: actions.end_placement(**cleaned, placement=found, by=viewer),
        title=_("취업 끝 적기"),
        submit=_("끝난 것으로 적기"),
        success=_("취업이 끝난 것을 적었습니다."),
        back=back,
        intro=_("%(name)s 학생이 ‘%(firm)s’을(를) 그만둔 것으로 적습니다. 되돌릴 수 없습니다.")
        % {"name": name, "firm": found.firm.label},
        crumbs=(frame.room(), (f"{name} · {found.firm.label}", back), (_("취업 끝 적기"), "")),
        template="confirm.html",
    )
