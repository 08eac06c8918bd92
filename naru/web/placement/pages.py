"""Pages of the room placement: openings."""

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
from naru.base.privacy import texts
from naru.base.privacy.enums import Purpose
from naru.base.rulebook.errors import Conflict, NotAllowed
from naru.domain.demand import queries as demand
from naru.domain.demand.enums import Shift
from naru.domain.people import queries as people
from naru.domain.people.models import Learner
from naru.domain.placement import actions, queries, rules
from naru.domain.placement.enums import ApplicationState, OpeningState
from naru.domain.placement.models import Application, Opening
from naru.domain.placement.queries import preferences
from naru.web import context, deed, listing
from naru.web.frame import data
from naru.web.listing import Bulk, Column, Filter, Link, Listing
from naru.web.placement import beside, forms, frame
from naru.web.placement import opening as opening_page
from naru.web.placement.waiting import SHOWN, cards, shown_name
from naru.web.templatetags.naru import day as day_words

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")


#: Digits of a region code that name the city or county; what follows names its ward.
TOWN = 4
AGAIN = (None, ApplicationState.WITHDRAWN)
#: Why the list stands in the order in which it stands.
INTROS = {
    "own": _("지금 지원을 받는 공고가 맨 위에 있습니다."),
    "mixed": _(
        "지금 지원을 받는 공고가 맨 위에 있습니다. 그 순서는 사람마다, 날마다 새로 섞어서 어느 기업도 늘 먼저 나오지 않습니다."
    ),
    "hopes": _(
        "지금 지원을 받는 공고 가운데 내 희망 조건에 맞는 것이 많은 공고가 위에 있습니다. 맞는 수가 같으면 날마다 새로 섞습니다. "
        "맞지 않는 공고도 숨기지 않습니다."
    ),
}


def index(request: HttpRequest) -> HttpResponse:
    """Openings of the chosen year, those that take applications first."""
    viewer: Any = request.user
    today = timezone.localdate()
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
    may_open = access.can(viewer, Permission.PLACEMENT_OPEN)
    if may_open:
        rows = rows.order_by("is_foreign", "order", "deadline", "code")
    else:
        rows = rows.annotate(mixed=queries.mixed(viewer, today)).order_by("order", "mixed", "code")
    hoping = beside.Hoping(viewer, learner) if learner is not None else None
    last = Column("applied", _("지원"), sort="applied", kind="count")
    if own:
        last = Column("applied", _("지원"), value=lambda row: None if row.is_foreign else row.applied, kind="count")
    if learner is not None:
        rows = queries.with_own_application(rows, learner)
        last = Column("own_state", _("내 지원"), sort="own_state", kind="state", choices=ApplicationState)
        if hoping:
            rows = hoping.ordered(rows).order_by("order", "-fit", "mixed", "code")
    return listing.page(
        request,
        Listing(
            title=_("채용공고"),
            intro=INTROS["own" if may_open else "hopes" if hoping else "mixed"],
            rows=rows,
            district="district",
            year="year",
            columns=(
                Column("title", _("공고"), sort="title", link="placement:detail"),
                Column("firm", _("기업"), value="firm__label", sort="firm__name"),
                *opening_page.columns(viewer, learner, hoping, today),
                Column("deadline", _("마감일"), sort="deadline", kind="date"),
                Column("wage", _("연봉"), sort="wage", kind="won"),
                last,
                Column("occupation", _("직업"), value="occupation__name", sort="occupation__name", is_extra=True),
                Column("shift", _("근무 형태"), sort="shift", kind="state", choices=Shift, is_extra=True),
                Column("complex", _("산업단지"), value="firm__complex", sort="firm__complex", is_extra=True),
                Column("workplace", _("일하는 곳"), sort="workplace", is_extra=True),
                Column("code", _("공고 코드"), sort="code", is_extra=True),
            ),
            search=("title", "code", "firm__name", "firm__name_en", "occupation__name"),
            search_hint=_("공고, 기업, 직업"),
            filters=(
                Filter("state", _("상태"), OpeningState.choices, "state"),
                *opening_page.filters(viewer, hoping, today),
                *_where(viewer, learner, hoping),
            ),
            actions=_links(viewer, learner, may_open=may_open),
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
        {"waiting": [] if request.GET.get("download") else cards(request, learner)},
    )


def _links(viewer: Any, learner: Learner | None, *, may_open: bool) -> tuple[Link, ...]:
    if may_open:
        return (Link(_("채용공고 쓰기"), reverse("placement:draft")),)
    if learner is not None:
        return (Link(_("내 희망 조건"), reverse("placement:hope")),)
    if access.reach(viewer, Permission.PLACEMENT_ADVISE).organisations:
        return (Link(_("학생의 희망 조건"), reverse("placement:preferences")),)
    return ()


def _where(viewer: Any, learner: Learner | None, hoping: beside.Hoping | None) -> tuple[Filter, ...]:
    """Filters by where and how one works: industrial complex, the same town as the own school, dormitory, bus, shift."""
    complexes = [(each, each) for each in queries.complexes(viewer)]
    near = learner.school.region_code[:TOWN] if learner is not None else ""

    def reach(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value == "limit" and hoping is not None:
            return rows.filter(preferences.within_limit(hoping.hopes, hoping.ways))
        if value == "near":
            return rows.filter(firm__region_code__startswith=near)
        return rows.filter(has_dormitory=True) if value == "dormitory" else rows.filter(has_commuting_aid=True)

    ways = [("near", _("우리 학교와 같은 시·군"))] if near else []
    if hoping is not None and hoping.hopes.minutes:
        ways = [("limit", _("통근 한도 안")), *ways]
    ways += [("dormitory", _("기숙사")), ("bus", _("통근 지원"))]
    return (
        *((Filter("complex", _("산업단지"), complexes, "firm__complex"),) if len(complexes) > 1 else ()),
        Filter("reach", _("통근"), ways, reach),
        Filter("shift", _("근무 형태"), Shift.choices, "shift"),
    )


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
        .filter(opening=opening, state__in=rules.PENDING)
        .values_list("pk", flat=True)
    )
    waiting_first = Case(
        When(state__in=rules.PENDING, then=Value(0)),
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
    apart = frame.apart_from(learner, opening, today) if learner is not None and may_apply else None
    may_apply = may_apply and apart is None
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
        "apart": apart,
        **opening_page.parts(viewer, opening, request.build_absolute_uri(request.path), may_open=may_open),
        **beside.of_firm(viewer, opening, today),
        "hoping": beside.Hoping(viewer, learner).table(opening) if learner is not None else None,
        "may_answer": may_answer,
        "may_meet": bool(may_answer),
        "is_in_time": opening.deadline >= today,
        "applications": [(each, shown_name(viewer, each)) for each in rows[:SHOWN]],
        "has_more": len(rows) > SHOWN,
        "promised": opening.offered + opening.accepted,
        "need_url": need_url if may_read_need else "",
        "next": _next(opening, learner, own, takes, has_job, may_open, len(may_answer)) if apart is None else None,
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
        return {"words": gettext("마감일이 지났습니다. 공고를 마감하거나 마감일을 늦춰 주십시오."), "who": firm}
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
            "words": gettext("마감한 공고입니다. 더 뽑으려면 다시 열거나 마감일을 늦춰 주십시오."),
            "tone": "rest",
        }
    return None


def _next_for_learner(opening: Any, own: Application | None, takes: bool, has_job: bool) -> dict[str, Any] | None:
    if own is not None and own.state == ApplicationState.OFFERED:
        return {"words": gettext("채용을 제안받았습니다. 받아들일지 답해 주십시오."), "by": day_words(own.answer_by)}
    if own is not None and own.state in rules.PENDING:
        words = gettext("지원했습니다. 기업의 답을 기다리고 있습니다.")
        by = day_words(own.decide_by) if own.decide_by and own.state in rules.HELD else ""
        return {"words": words, "who": opening.firm.label, "by": by, "tone": "now"}
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
        data(request),
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


def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A later last day."""
    viewer: Any = request.user
    opening = queries.one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_OPEN, on=opening)
    back = reverse("placement:detail", args=[pk])
    return deed.form_page(
        request,
        forms.Renew(data(request), deadline=opening.deadline),
        action=lambda cleaned: actions.renew(**cleaned, opening=opening, today=timezone.localdate(), by=viewer),
        title=_("마감일 늦추기"),
        submit=_("마감일 늦추기"),
        success=_("마감일을 늦추었습니다. 그날까지 지원을 받습니다."),
        back=back,
        intro=_("지금 마감일은 %(day)s입니다. 마감한 공고는 다시 열립니다.") % {"day": day_words(opening.deadline)},
        crumbs=(frame.room(), (opening.title, back), (_("마감일 늦추기"), "")),
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
        forms.Apply(data(request)),
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
