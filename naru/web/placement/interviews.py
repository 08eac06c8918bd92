"""Pages of interviews: whom a firm meets, when and where."""

from typing import Any

from django import forms
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access, shown
from naru.base.accounts.roles import Permission
from naru.domain.placement import queries as openings
from naru.domain.placement.actions import interviews as actions
from naru.domain.placement.queries import interviews as queries
from naru.web import deed, listing
from naru.web.demand.forms import CHOOSE
from naru.web.forms import Form
from naru.web.frame import data
from naru.web.listing import Column, Filter, Listing
from naru.web.placement import frame


class LearnerField(forms.ModelChoiceField):
    """An applicant, told by name and school."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.school.label})"


class Invite(Form):
    """Whom, when and where."""

    keeps_draft = False

    learner: Any = LearnerField(label=_("누구를 만납니까"), queryset=None, empty_label=CHOOSE)
    on = forms.DateField(label=_("어느 날입니까"))
    at = forms.TimeField(label=_("몇 시입니까"), help_text=_("예: 14:00"))
    where = forms.CharField(label=_("어디에서 만납니까"), max_length=160, help_text=_("예: 본관 2층 회의실, 화상 면접"))
    words = forms.CharField(
        label=_("준비할 것"), required=False, max_length=200, help_text=_("학생과 학교가 읽습니다. 예: 신분증")
    )

    def __init__(self, *arguments: Any, candidates: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["learner"].queryset = candidates  # type: ignore[attr-defined]


def interviews(request: HttpRequest, pk: int) -> HttpResponse:
    """The interviews of an opening, and the form of one more."""
    viewer: Any = request.user
    found = openings.one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_OFFER, on=found)
    candidates = queries.candidates(found)
    rows = list(queries.of_opening(viewer, found))
    shown.add([*candidates, *rows], is_list=True)
    here = reverse("placement:interviews", args=[pk])
    return deed.form_page(
        request,
        Invite(data(request), candidates=candidates),
        action=lambda cleaned: actions.invite(**cleaned, opening=found, today=timezone.localdate(), by=viewer),
        title=_("면접 정하기"),
        submit=_("면접 알리기"),
        success=_("면접을 알렸습니다. 학생과 학교가 봅니다."),
        back=here,
        cancel=reverse("placement:detail", args=[pk]),
        intro=f"{found.firm.label} · {found.title}",
        crumbs=(frame.room(), (found.title, reverse("placement:detail", args=[pk])), (_("면접"), "")),
        template="placement/interviews.html",
        extra={"interviews": rows, "has_candidates": bool(candidates)},
    )


def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Calls an interview off."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_OFFER, on=found)
    return deed.press(
        request,
        lambda: actions.call_off(interview=found, by=viewer),
        success=_("면접을 거두었습니다."),
        back=reverse("placement:interviews", args=[found.opening_id]),
    )


def meetings(request: HttpRequest) -> HttpResponse:
    """Every interview that the viewer may know of, the next one first, past ones last."""
    viewer: Any = request.user
    is_past = Case(When(on__lt=timezone.localdate(), then=Value(1)), default=Value(0), output_field=IntegerField())
    return listing.page(
        request,
        Listing(
            title=_("면접"),
            intro=_("기업이 정한 면접입니다. 다가오는 것은 ‘이번 주에 할 일’에도 나옵니다."),
            rows=queries.listing(viewer).annotate(is_past=is_past).order_by("is_past", "on", "at"),
            district="opening__district",
            columns=(
                *frame.person_columns("placement:meeting"),
                Column("firm", _("기업"), value="opening__firm__label", sort="opening__firm__name"),
                Column("on", _("날짜"), sort="on", kind="date"),
                Column("at", _("시각"), value=lambda row: f"{row.at:%H:%M}"),
                Column("where", _("어디서")),
                Column("words", _("준비할 것")),
                Column("opening", _("공고"), value="opening__title", sort="opening__title", is_extra=True),
            ),
            search=("opening__title", "opening__firm__name", "learner__school__name"),
            search_persons=("learner__name", "learner__number"),
            search_hint=_("공고, 기업, 학교"),
            filters=(
                Filter(
                    "when",
                    _("언제"),
                    (("ahead", _("다가오는 면접")), ("past", _("지난 면접"))),
                    lambda rows, value: rows.filter(
                        **{"on__gte" if value == "ahead" else "on__lt": timezone.localdate()}
                    ),
                ),
            ),
            tabs=frame.tabs(),
            empty=_("정한 면접이 없습니다."),
            empty_todo=_("기업이 채용공고의 ‘면접 정하기’에서 날짜와 장소를 알리면 여기에 모입니다."),
        ),
    )


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One interview: when, where, what to bring, and the application behind it."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    may_change = access.can(viewer, Permission.PLACEMENT_OFFER, on=found)
    name = frame.name(viewer, found.learner, is_known=may_change)
    values = {
        "interview": found,
        "opening": found.opening,
        "name": name,
        "is_own": found.learner.user_id == viewer.pk,
        "is_past": found.on < timezone.localdate(),
        "may_change": may_change,
        "application": openings.application_listing(viewer)
        .filter(opening=found.opening, learner=found.learner)
        .first(),
        "title": _("면접"),
        "crumbs": (frame.room(), (_("면접"), reverse("placement:meetings")), (name, "")),
    }
    return render(request, "placement/meeting.html", values)
