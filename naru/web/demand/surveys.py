"""The centre's side of a survey: whom to ask, who answered, links to hand out, reminders."""

from typing import Any

from django import forms as fields
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.enums import OrganisationKind
from naru.base.rulebook.errors import NotAllowed
from naru.domain.demand import actions, queries
from naru.domain.demand.enums import AskState, SurveyState
from naru.domain.demand.models import Ask, Survey
from naru.web import context, deed, listing
from naru.web.demand.forms import is_in, organisations
from naru.web.demand.pages import HISTORY, NO_ROLE, crumb, room_tabs
from naru.web.forms import Form
from naru.web.listing import Column, Filter, Link, Listing


class Open(Form):
    """Whom to ask, of which year, until when."""

    title = fields.CharField(label=_("수요조사의 이름"), max_length=120, help_text=_("예: 2027년 상반기 인력 수요조사"))
    year = fields.IntegerField(
        label=_("몇 년의 채용을 묻습니까"), min_value=2000, max_value=2100, help_text=_("예: 2027 (2027년 3월부터 1년)")
    )
    opens_on = fields.DateField(label=_("시작일"))
    due_on = fields.DateField(label=_("답할 기한"), help_text=_("이 날이 지나면 링크가 열리지 않습니다."))
    firms: Any = fields.ModelMultipleChoiceField(
        label=_("물을 기업"), queryset=None, widget=fields.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, viewer: User, district: Any, year: int, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        rows = organisations(viewer, Permission.DEMAND_WRITE, OrganisationKind.FIRM).filter(
            districts__district=district
        )
        self.fields["firms"].queryset = rows  # type: ignore[attr-defined]
        self.fields["firms"].initial = [each.pk for each in rows]
        self.fields["year"].initial = year + 1
        self.fields["opens_on"].initial = timezone.localdate()
        self.district = district

    def clean_firms(self) -> Any:
        firms = self.cleaned_data["firms"]
        if any(not is_in(self.district, each) for each in firms):
            raise fields.ValidationError(_("이 기업은 고른 지구에 참여하고 있지 않습니다."))
        return list(firms)


def _centre(request: HttpRequest) -> Any:
    """Whoever runs surveys of a district; a firm's own HR does not."""
    viewer: Any = request.user
    here = access.reach(viewer, Permission.DEMAND_WRITE)
    if not (here.everywhere or here.districts):
        raise NotAllowed(NO_ROLE)
    return viewer


def index(request: HttpRequest) -> HttpResponse:
    """Surveys with how many firms answered."""
    viewer = _centre(request)
    return listing.page(
        request,
        Listing(
            title=_("수요조사"),
            intro=_("기업에 계정 없이 여는 링크를 보내 채용 인원을 묻습니다. 답은 수요의 새 차수로 남습니다."),
            rows=queries.surveys(viewer),
            district="district",
            columns=(
                Column("title", _("이름"), sort="title", link="demand:survey"),
                Column("year", _("채용 연도"), sort="year"),
                Column("asked", _("물은 기업"), sort="asked", kind="count"),
                Column("answered", _("답한 기업"), sort="answered", kind="count"),
                Column("due_on", _("답할 기한"), sort="due_on", kind="date"),
                Column("state", _("상태"), sort="state", kind="state", choices=SurveyState),
            ),
            sort="-due_on",
            search=("title",),
            filters=(Filter("state", _("상태"), SurveyState.choices, "state"),),
            actions=(
                Link(_("수요조사 시작하기"), reverse("demand:survey_new")),
                Link(_("물은 기업 모두 보기"), reverse("demand:asks")),
            ),
            tabs=room_tabs(request),
            empty=_("아직 수요조사가 없습니다."),
            empty_todo=_("물을 기업을 고르고 기한을 정하면 기업마다 링크를 만들 수 있습니다."),
        ),
    )


def asks(request: HttpRequest) -> HttpResponse:
    """Every firm that was asked."""
    viewer = _centre(request)
    return listing.page(
        request,
        Listing(
            title=_("물은 기업"),
            intro=_("답하지 않은 기업에는 새 링크를 만들어 다시 알립니다."),
            rows=queries.asks(viewer),
            district="survey__district",
            columns=(
                Column("firm", _("기업"), value="firm__label", sort="firm__name", link="demand:ask"),
                Column("survey", _("수요조사"), value="survey__title", sort="survey__title"),
                Column("state", _("상태"), sort="state", kind="state", choices=AskState),
                Column("sent_on", _("링크를 만든 날"), sort="sent_on", kind="date"),
                Column("reminders", _("독촉"), sort="reminders", kind="count"),
                Column("answered_at", _("답한 때"), sort="answered_at", kind="moment"),
                Column("due_on", _("답할 기한"), value="survey__due_on", sort="survey__due_on", kind="date"),
            ),
            search=("firm__name", "firm__name_en", "survey__title"),
            search_hint=_("기업, 수요조사"),
            filters=(Filter("state", _("상태"), AskState.choices, "state"),),
            tabs=room_tabs(request),
            empty=_("아직 물은 기업이 없습니다."),
            empty_todo=_("수요조사를 시작하면 물은 기업이 여기에 모입니다."),
        ),
    )


def new(request: HttpRequest) -> HttpResponse:
    """The form of a new survey."""
    viewer = _centre(request)
    here = context.here(request)
    district = here.district
    if district is None or not access.can(viewer, Permission.DEMAND_WRITE, on=district):
        raise NotAllowed(NO_ROLE)
    given = request.POST if request.method == "POST" else None
    form = Open(given, viewer=viewer, district=district, year=here.year)
    return deed.form_page(
        request,
        form,
        action=lambda cleaned: actions.open_survey(**cleaned, district=district, today=timezone.localdate(), by=viewer),
        title=_("수요조사 시작하기"),
        submit=_("수요조사 시작하기"),
        success=_("수요조사를 시작했습니다. 기업마다 링크를 만들어 보내 주십시오."),
        back=lambda made: reverse("demand:survey", args=[made.pk]),
        cancel=reverse("demand:surveys"),
        crumbs=(crumb(), (_("수요조사"), reverse("demand:surveys")), (_("수요조사 시작하기"), "")),
    )


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One survey: who answered, and what to do about the others."""
    viewer = _centre(request)
    survey = queries.survey(viewer, pk)
    rows = list(queries.asks(viewer).filter(survey=survey))
    is_open = survey.state == SurveyState.OPEN and survey.due_on >= timezone.localdate()
    values = {
        "survey": survey,
        "asks": rows,
        "silent": sum(each.state == AskState.ASKED for each in rows),
        "is_open": is_open,
        "may_close": survey.state == SurveyState.OPEN,
        "events": list(record.history_of(survey)[:HISTORY]),
        "title": survey.title,
        "crumbs": (crumb(), (_("수요조사"), reverse("demand:surveys")), (survey.title, "")),
    }
    return render(request, "demand/survey.html", values)


@require_safe
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """One firm asked: when its link was made, what it answered, every time."""
    viewer = _centre(request)
    found = queries.ask(viewer, pk)
    survey = found.survey
    values = {
        "ask": found,
        "said": queries.answers_of(found),
        "is_open": survey.state == SurveyState.OPEN and survey.due_on >= timezone.localdate(),
        "events": list(record.history_of(found)[:HISTORY]),
        "title": found.firm.label,
        "crumbs": (crumb(), (survey.title, reverse("demand:survey", args=[survey.pk])), (found.firm.label, "")),
    }
    return render(request, "demand/ask.html", values)


def _handed(request: HttpRequest, rows: list[Ask], survey: Survey) -> HttpResponse:
    """The links and numbers, shown this once."""
    viewer: Any = request.user
    made = []
    for each in rows:
        token, number = actions.hand_link(ask=each, today=timezone.localdate(), by=viewer)
        made.append((each, request.build_absolute_uri(reverse("demand:answer", args=[token])), number))
    values = {
        "made": made,
        "survey": survey,
        "title": _("링크를 만들었습니다"),
        "crumbs": (crumb(), (survey.title, reverse("demand:survey", args=[survey.pk])), (_("링크"), "")),
    }
    answer = render(request, "demand/handed.html", values)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
def hand(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link for one firm."""
    found = queries.ask(_centre(request), pk)
    return _handed(request, [found], found.survey)


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """New links for every firm that has not answered."""
    viewer = _centre(request)
    survey = queries.survey(viewer, pk)
    return _handed(request, list(queries.asks(viewer).filter(survey=survey, state=AskState.ASKED)), survey)


def close(request: HttpRequest, pk: int) -> HttpResponse:
    """No more answers."""
    survey = queries.survey(_centre(request), pk)
    viewer: Any = request.user
    return deed.press(
        request,
        lambda: actions.close_survey(survey=survey, by=viewer),
        success=_("수요조사를 마감했습니다. 남은 링크는 더 열리지 않습니다."),
        back=reverse("demand:survey", args=[pk]),
    )
