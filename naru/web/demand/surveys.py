"""The centre's side of a survey: whom to ask, who answered, links to hand out, reminders."""

from dataclasses import dataclass
from typing import Any

from django import forms as fields
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.enums import OrganisationKind
from naru.base.rulebook.errors import NotAllowed, RuleBroken
from naru.domain.demand import actions, queries
from naru.domain.demand.enums import AskState, SurveyState
from naru.domain.demand.models import Ask, Survey
from naru.web import context, deed, listing
from naru.web.demand import letters
from naru.web.demand.forms import is_in, organisations
from naru.web.demand.pages import HISTORY, NO_ROLE, crumb, room_tabs
from naru.web.forms import Form, dress
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
            intro=_("답하지 않은 기업에는 메일로, 주소가 없으면 새 링크를 만들어 다시 알립니다."),
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
        "mailable": sum(each.state == AskState.ASKED and bool(each.email) and not each.is_muted for each in rows),
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


@dataclass(frozen=True)
class Handed:
    """A link just made. `is_mailed`: the mail went out, `is_refused`: it should have.

    The number is None where the firm keeps the one that it knows.
    """

    ask: Ask
    address: str
    number: str | None
    is_mailed: bool
    is_refused: bool


def _hand(request: HttpRequest, ask: Ask) -> Handed:
    """A new link and number; the link is mailed where the firm has an address."""
    viewer: Any = request.user
    token, number = actions.hand_link(ask=ask, today=timezone.localdate(), by=viewer)
    may_mail = bool(ask.email) and not ask.is_muted
    is_mailed = may_mail and letters.post(ask, token, is_reminder=False)
    return Handed(ask, _address(request, token), number, is_mailed, may_mail and not is_mailed)


def _address(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("demand:answer", args=[token]))


def _remind(request: HttpRequest, ask: Ask) -> Handed:
    """A reminder by mail under the old number where that can be; else a new link and number to hand on."""
    viewer: Any = request.user
    try:
        token = actions.remind(ask=ask, today=timezone.localdate(), by=viewer)
    except RuleBroken:
        return _hand(request, ask)
    is_mailed = letters.post(ask, token, is_reminder=True)
    return Handed(ask, _address(request, token), None, is_mailed, not is_mailed)


def _shown(request: HttpRequest, made: list[Handed], survey: Survey) -> HttpResponse:
    """The links and numbers, shown this once."""
    values = {
        "made": [each for each in made if each.number or not each.is_mailed],
        "reminded": [each for each in made if each.number is None and each.is_mailed],
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
    return _shown(request, [_hand(request, found)], found.survey)


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Reminds every firm that has not answered; whoever was mailed today is left in peace."""
    viewer = _centre(request)
    survey = queries.survey(viewer, pk)
    today = timezone.localdate()
    silent = [each for each in queries.asks(viewer).filter(survey=survey, state=AskState.ASKED)]
    peace = [each for each in silent if each.mailed_on == today and each.email and not each.is_muted]
    made = [_remind(request, each) for each in silent if each not in peace]
    if peace:
        messages.info(request, _("오늘 이미 메일을 받은 기업 %(n)s곳에는 다시 보내지 않았습니다.") % {"n": len(peace)})
    return _shown(request, made, survey)


class Addresses(Form):
    """Where reminders go: one field for each firm asked."""

    keeps_draft = False

    def __init__(self, *arguments: Any, asks: list[Ask], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        for each in asks:
            field = fields.EmailField(label=each.firm.label, required=False, initial=each.email)
            if each.is_muted:
                field.help_text = _("메일을 그만 받겠다고 한 주소입니다. 주소를 바꾸면 다시 보냅니다.")
            dress(field)
            field.error_messages["invalid"] = _("이메일 주소의 모양이 아닙니다. 예: hr@example.co.kr")
            field.widget.attrs["id"] = f"id_email_{each.pk}"
            self.fields[f"email_{each.pk}"] = field


def addresses(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of the firms' addresses."""
    viewer = _centre(request)
    survey = queries.survey(viewer, pk)
    asks = list(queries.asks(viewer).filter(survey=survey))
    form = Addresses(request.POST if request.method == "POST" else None, asks=asks)

    def act(cleaned: dict[str, Any]) -> int:
        given = {each.pk: cleaned[f"email_{each.pk}"] for each in asks}
        return actions.address_asks(survey=survey, emails=given, by=viewer)

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("알릴 이메일"),
        submit=_("이메일 남기기"),
        success=_("이메일을 적었습니다. 이제 링크를 메일로 보냅니다."),
        back=reverse("demand:survey", args=[pk]),
        cancel=reverse("demand:survey", args=[pk]),
        intro=_(
            "기업이 답을 받겠다고 알려 준 업무용 주소만 적습니다. 링크는 이 주소로 가고, 확인 번호는 가지 않습니다."
        ),
        crumbs=(crumb(), (survey.title, reverse("demand:survey", args=[pk])), (_("알릴 이메일"), "")),
    )


# A mail program sends it (RFC 8058); the signed token is what counts.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The way out of a survey's mail, without an account: GET asks, POST stops."""
    is_done = True
    if request.method == "POST":
        actions.stop_reminders(token=token)
    else:
        is_done = queries.read_stop_token(token).is_muted
    title = _("메일을 그만 보냅니다") if is_done else _("이 조사의 메일을 그만 받으시겠습니까?")
    answer = render(request, "demand/stopped.html", {"is_done": is_done, "title": title})
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


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
