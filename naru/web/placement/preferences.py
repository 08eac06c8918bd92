"""Pages of a learner's hopes: kept by themselves on a phone, read and advised on by their school."""

from typing import Any

from django import forms as fields
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.rulebook.errors import NotAllowed
from naru.domain.demand.enums import Shift
from naru.domain.people import queries as people
from naru.domain.placement.actions import preferences as actions
from naru.domain.placement.models import Preference
from naru.domain.placement.queries import preferences as queries
from naru.domain.placement.rules import fitting as rules
from naru.web import deed, listing
from naru.web.forms import Form
from naru.web.frame import data
from naru.web.listing import Column, Filter, Listing
from naru.web.placement import forms, frame

#: Which occupations are offered: of openings and needs that the learner may see there are few enough for boxes.
MOST_OFFERED = 60


class Hope(Form):
    """What a learner hopes for; every part may stay empty."""

    keeps_draft = False

    occupations: Any = fields.ModelMultipleChoiceField(
        label=_("어떤 직업을 바랍니까"),
        queryset=None,
        required=False,
        widget=fields.CheckboxSelectMultiple,
    )
    complex = fields.ChoiceField(label=_("어느 산업단지를 바랍니까"), required=False)
    home = fields.ChoiceField(
        label=_("어디에 삽니까"), required=False, help_text=_("통근 시간을 따질 때만 씁니다. 기업은 보지 못합니다.")
    )
    minutes = fields.IntegerField(
        label=_("일터까지 몇 분까지 괜찮습니까"),
        required=False,
        min_value=1,
        max_value=rules.MOST_MINUTES,
        help_text=_("예: 60"),
    )
    shift = fields.ChoiceField(label=_("어떤 근무 형태를 바랍니까"), required=False)
    wants_dormitory = fields.BooleanField(label=_("기숙사가 있으면 좋겠습니다."), required=False)

    def __init__(self, *arguments: Any, viewer: User, held: Preference | None, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        hopes = queries.hopes_of(held)
        nothing = ("", _("정하지 않음"))
        rows = queries.offered_occupations(viewer, hopes.occupations, MOST_OFFERED)
        self.fields["occupations"].queryset = rows  # type: ignore[attr-defined]
        for name, known, given in (
            ("complex", queries.complexes(viewer), hopes.complex),
            ("home", queries.homes(viewer), hopes.home),
        ):
            every = sorted({*known, *([given] if given else [])})
            self.fields[name].choices = [nothing, *((each, each) for each in every)]  # type: ignore[attr-defined]
        self.fields["shift"].choices = [nothing, *Shift.choices]  # type: ignore[attr-defined]
        for name in ("complex", "home", "minutes", "shift", "wants_dormitory"):
            self.fields[name].initial = getattr(hopes, name)
        self.fields["occupations"].help_text = _("%(most)s개까지 고릅니다.") % {"most": rules.MOST_OCCUPATIONS}
        self.fields["occupations"].initial = sorted(hopes.occupations)

    def hopes(self, cleaned: dict[str, Any]) -> rules.Hopes:
        given = {name: value for name, value in cleaned.items() if name != "occupations"}
        return rules.Hopes(frozenset(each.pk for each in cleaned["occupations"]), **given)


class Counsel(Form):
    """What a teacher says."""

    keeps_draft = False
    words = fields.CharField(
        label=_("어떤 말을 해 주겠습니까"),
        max_length=rules.MOST_ADVICE,
        widget=fields.Textarea(attrs={"rows": 4}),
        help_text=_("학생과 보호자가 읽습니다. 기업은 보지 못합니다."),
    )


def index(request: HttpRequest) -> HttpResponse:
    """The hopes of a school's learners; a learner finds their own."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("희망 조건"),
            intro=_("학생이 스스로 적은 것입니다. 보호자와 학교만 보고, 기업과 지원센터는 보지 못합니다."),
            rows=queries.listing(viewer).order_by("learner__school__name", "learner__number"),
            columns=(
                *frame.person_columns("placement:preference"),
                Column("complex", _("희망 산업단지"), sort="complex"),
                Column("minutes", _("통근 한도(분)"), sort="minutes", kind="count"),
                Column("shift", _("희망 근무 형태"), sort="shift", kind="state", choices=Shift),
                Column("wants_dormitory", _("기숙사 희망"), kind="yes"),
                Column("advised_on", _("조언한 날"), sort="advised_on", kind="date"),
                Column("saved_on", _("적은 날"), sort="saved_on", kind="date", is_extra=True),
            ),
            search=("learner__school__name",),
            search_persons=("learner__name", "learner__number"),
            search_hint=_("학교"),
            filters=(
                Filter(
                    "advice",
                    _("조언"),
                    (("none", _("아직 없음")),),
                    lambda rows, _value: rows.filter(advised_on__isnull=True),
                ),
            ),
            tabs=frame.tabs(),
            empty=_("적힌 희망 조건이 없습니다."),
            empty_todo=_("학생이 채용공고 화면의 ‘내 희망 조건’에서 적습니다."),
        ),
    )


@require_safe
def preference(request: HttpRequest, pk: int) -> HttpResponse:
    """One learner's hopes, with the advice."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    is_own = found.learner.user_id == viewer.pk
    name = frame.name(viewer, found.learner)
    title = _("내 희망 조건") if is_own else _("%(name)s의 희망 조건") % {"name": name}
    values = {
        "preference": found,
        "occupations": list(found.occupations.all()),
        "is_own": is_own,
        "may_counsel": queries.may_counsel(viewer, found),
        "events": list(record.history_of(found)[: frame.HISTORY]),
        "title": title,
        "crumbs": (frame.room(), (_("희망 조건"), reverse("placement:preferences")), (name, "")),
    }
    return render(request, "placement/preference.html", values)


def hope(request: HttpRequest) -> HttpResponse:
    """The learner keeps their hopes."""
    viewer: Any = request.user
    learner = people.mine(viewer)
    if learner is None:
        raise NotAllowed(_("학생 자신만 희망 조건을 적을 수 있습니다."))
    access.require(viewer, Permission.PLACEMENT_APPLY, on=learner)
    held = queries.own(learner)
    form = Hope(data(request), viewer=viewer, held=held)
    return deed.form_page(
        request,
        form,
        action=lambda cleaned: actions.hope(
            learner=learner, hopes=form.hopes(cleaned), today=timezone.localdate(), by=viewer
        ),
        title=_("내 희망 조건"),
        submit=_("희망 조건 저장하기"),
        success=_("희망 조건을 저장했습니다. 맞는 것이 많은 공고가 위에 나옵니다."),
        back=lambda made: reverse("placement:preference", args=[made.pk]),
        cancel=reverse("placement:list"),
        intro=_(
            "적은 것만 따집니다. 공고를 숨기지 않고, 맞는 것이 많은 공고를 위에 놓고 왜 그런지 적습니다. "
            "선생님은 읽고 조언할 수 있고, 기업과 지원센터는 보지 못합니다."
        ),
        crumbs=(frame.room(), (_("내 희망 조건"), "")),
    )


def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """The learner takes all of it back."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_APPLY, on=found)
    return deed.form_page(
        request,
        forms.Confirm(data(request)),
        action=lambda _cleaned: actions.forget(preference=found, by=viewer),
        title=_("희망 조건 지우기"),
        submit=_("희망 조건 지우기"),
        success=_("희망 조건을 지웠습니다."),
        back=reverse("placement:list"),
        cancel=reverse("placement:preference", args=[pk]),
        intro=_("적은 것과 선생님의 조언이 함께 지워집니다. 지원과 희망 목록은 그대로입니다."),
        crumbs=(frame.room(), (_("희망 조건 지우기"), "")),
        template="confirm.html",
    )


def counsel(request: HttpRequest, pk: int) -> HttpResponse:
    """A teacher's advice."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_ADVISE, on=found)
    back = reverse("placement:preference", args=[pk])
    name = frame.name(viewer, found.learner)
    return deed.form_page(
        request,
        Counsel(data(request), initial={"words": found.advice}),
        action=lambda cleaned: actions.counsel(**cleaned, preference=found, today=timezone.localdate(), by=viewer),
        title=_("희망 조건에 조언하기"),
        submit=_("조언 남기기"),
        success=_("조언을 남겼습니다. 학생이 희망 조건 화면에서 봅니다."),
        back=back,
        intro=name,
        crumbs=(frame.room(), (name, back), (_("조언하기"), "")),
    )
