"""The school's side: asking a guardian, recording paper, answering corrections; the district's rule."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access, shown
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.enums import OrganisationKind
from naru.base.privacy import texts
from naru.base.privacy.enums import CorrectionState, Giver, Purpose
from naru.base.rulebook.errors import NotAllowed, NotFound, RuleBroken
from naru.domain.people import actions, queries, rules
from naru.domain.people.models import Learner
from naru.web import context, deed, listing
from naru.web.forms import Form
from naru.web.frame import data, room
from naru.web.listing import Column, Filter, Listing
from naru.web.partners.forms import CHOOSE

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")


def _asking(viewer: User, pk: int) -> Learner:
    learner = queries.one(viewer, pk)
    if not access.can(viewer, Permission.CONSENT_ASK, on=learner):
        raise NotAllowed(NO_ROLE)
    return learner


def _purposes(giver: Giver | None = None) -> list[tuple[str, Any]]:
    today = timezone.localdate()
    return [
        (each.value, each.label)
        for each in Purpose
        if giver is None or giver in texts.text_on(each, today).value.givers
    ]


class WithRecipient(Form):
    """A purpose, and the firm when the purpose names one."""

    purpose = forms.TypedChoiceField(label=_("무엇에 대한 동의입니까"), coerce=Purpose, widget=forms.RadioSelect)
    recipient: Any = forms.ModelChoiceField(
        label=_("자료를 받는 기업"),
        queryset=None,
        required=False,
        empty_label=CHOOSE,
        help_text=_("'지원한 기업에 자료를 보임'일 때만 고릅니다."),
    )

    def __init__(self, *arguments: Any, viewer: User, giver: Giver | None = None, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["purpose"].choices = _purposes(giver)  # type: ignore[attr-defined]
        firms = access.organisations_of(viewer).filter(kind=OrganisationKind.FIRM).order_by("name")
        self.fields["recipient"].queryset = firms  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        purpose = cleaned.get("purpose")
        if purpose:
            needs = texts.text_on(purpose, timezone.localdate()).value.to
            if needs and not cleaned.get("recipient"):
                self.add_error("recipient", _("자료를 받는 기업을 골라 주십시오."))
            if not needs:
                cleaned["recipient"] = None
        return cleaned


class Ask(WithRecipient):
    """Which guardian is asked for what."""

    guardian_name = forms.CharField(label=_("보호자 이름"), max_length=80, help_text=_("예: 김나루"))
    field_order = ("guardian_name", "purpose", "recipient")


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes a link for a guardian, and shows it once."""
    viewer: Any = request.user
    learner = _asking(viewer, pk)
    form = Ask(data(request), viewer=viewer, giver=Giver.GUARDIAN)
    first = queries.guardians_of(viewer, learner).first()
    if first is not None:
        form.fields["guardian_name"].initial = first.name
    form.fields["purpose"].initial = Purpose.PRACTICUM
    back = reverse("people:detail", args=[pk])
    title = _("보호자에게 동의 요청하기")
    if request.method == "POST" and form.is_valid():
        try:
            made, token = actions.ask_guardian(
                learner=learner, today=timezone.localdate(), by=viewer, **form.cleaned_data
            )
        except RuleBroken as error:
            form.refuse(error)
        else:
            values = {
                "asked": made,
                "learner": learner,
                "address": request.build_absolute_uri(reverse("privacy:link", args=[token])),
                "title": title,
                "back": back,
                "crumbs": (room("people"), (learner.name, back), (title, "")),
            }
            answer = render(request, "privacy/asked.html", values)
            answer.headers["Cache-Control"] = "no-store"
            return answer
    values = {
        "form": form,
        "title": title,
        "submit": _("링크 만들기"),
        "cancel": back,
        "intro": _(
            "보호자는 계정 없이 이 링크에서 동의하거나 거절합니다. 링크는 한 번만 쓸 수 있고 14일 뒤에 닫힙니다."
        ),
        "crumbs": (room("people"), (learner.name, back), (title, "")),
    }
    return render(request, "form.html", values, status=422 if form.is_bound else 200)


def take_back(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """Ends a request; its link opens nothing any more."""
    viewer: Any = request.user
    learner = _asking(viewer, pk)
    found = queries.consent_requests_of(viewer, learner).filter(pk=asked).first()
    if found is None:
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    return deed.press(
        request,
        lambda: actions.take_back_request(learner=learner, request=found, by=viewer),
        success=_("요청을 거두었습니다. 링크는 이제 열리지 않습니다."),
        back=reverse("people:detail", args=[pk]),
    )


class Paper(WithRecipient):
    """A consent that was given on paper."""

    giver = forms.TypedChoiceField(
        label=_("누가 동의했습니까"), choices=Giver.choices, coerce=Giver, widget=forms.RadioSelect
    )
    giver_name = forms.CharField(label=_("동의한 사람 이름"), max_length=80)
    evidence = forms.CharField(
        label=_("동의서가 어디에 있습니까"), max_length=200, help_text=_("예: 2026학년도 동의서철 3번")
    )


def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Records a consent given on paper."""
    viewer: Any = request.user
    learner = _asking(viewer, pk)
    back = reverse("people:detail", args=[pk])
    return deed.form_page(
        request,
        Paper(data(request), viewer=viewer),
        action=lambda cleaned: actions.record_consent(
            learner=learner, today=timezone.localdate(), by=viewer, **cleaned
        ),
        title=_("서면 동의 적기"),
        submit=_("적기"),
        success=_("서면 동의를 적었습니다."),
        back=back,
        intro=_("이미 서면으로 받은 동의를 옮겨 적습니다. 동의서는 따로 보관해 주십시오."),
        crumbs=(room("people"), (learner.name, back), (_("서면 동의 적기"), "")),
    )


def corrections(request: HttpRequest) -> HttpResponse:
    """Requests for correction, those that wait first."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("정정 요청"),
            intro=_("본인이 틀렸다고 한 자료입니다. 기한 안에 고치거나 고치지 않는 까닭을 알려야 합니다."),
            rows=queries.correction_listing(viewer),
            columns=(
                Column(
                    "field",
                    _("고칠 것"),
                    value=lambda row: str(rules.CORRECTABLE.get(row.field, row.field)),
                    link="privacy:answer",
                ),
                Column("organisation", _("학교"), value="organisation__label", sort="organisation__name"),
                Column("asked_on", _("요청일"), sort="asked_on", kind="date"),
                Column("answer_by", _("답할 날"), sort="answer_by", kind="date"),
                Column("state", _("상태"), sort="state", kind="state", choices=CorrectionState),
            ),
            filters=(Filter("state", _("상태"), CorrectionState.choices, "state"),),
            empty=_("정정 요청이 없습니다."),
        ),
    )


class Answer(Form):
    """Mend it, or say why not."""

    accepts = forms.TypedChoiceField(
        label=_("어떻게 합니까"),
        choices=(("yes", _("바라는 대로 고칩니다")), ("no", _("고치지 않습니다"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("본인에게 할 말"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("accepts") is False and not cleaned.get("answer"):
            self.add_error("answer", _("고치지 않는 까닭을 적어 주십시오."))
        return cleaned


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what stands there now, what is wanted, and the answer."""
    viewer: Any = request.user
    found = queries.correction_one(viewer, pk)
    learner = queries.one(viewer, found.person_id)
    shown.add((learner,))
    back = reverse("privacy:corrections")
    title = _("정정 요청에 답하기")
    return deed.form_page(
        request,
        Answer(data(request)),
        action=lambda cleaned: actions.answer_correction(
            correction=found, today=timezone.localdate(), by=viewer, **cleaned
        ),
        title=title,
        submit=_("답하기"),
        success=_("답했습니다."),
        back=back,
        crumbs=(room("people"), (_("정정 요청"), back), (title, "")),
        template="privacy/answer.html",
        extra={
            "found": found,
            "learner": learner,
            "field_word": rules.CORRECTABLE.get(found.field, found.field),
            "now": getattr(learner, f"get_{found.field}_display", lambda: getattr(learner, found.field))(),
        },
    )


class Rule(Form):
    """From which day, for what, below which age a guardian agrees as well, and by which decision."""

    purpose = forms.TypedChoiceField(
        label=_("무엇에 대한 동의입니까"), choices=Purpose.choices, coerce=Purpose, widget=forms.RadioSelect
    )
    below_age = forms.IntegerField(
        label=_("만 몇 세 미만이면 보호자의 동의도 받습니까"),
        min_value=0,
        max_value=30,
        help_text=_("법은 만 14세 미만에게만 요구합니다. 0은 법대로만 받는다는 뜻입니다. 예: 18"),
    )
    since = forms.DateField(label=_("언제부터 적용합니까"))
    source = forms.CharField(label=_("근거"), max_length=200, help_text=_("예: 2026-03-05 운영위원회 결정"))


def rule(request: HttpRequest) -> HttpResponse:
    """The district's rule about guardians' consent, from a day on."""
    viewer: Any = request.user
    here = context.here(request)
    if here.district is None or not access.can(viewer, Permission.CONSENT_ASK, on=here.district):
        raise NotAllowed(NO_ROLE)
    district = here.district
    title = _("보호자 동의 규칙 정하기")
    return deed.form_page(
        request,
        Rule(data(request), initial={"since": timezone.localdate()}),
        action=lambda cleaned: actions.set_consent_rule(district=district, by=viewer, **cleaned),
        title=title,
        submit=_("규칙 정하기"),
        success=_("규칙을 정했습니다. 그날부터 적용합니다."),
        back=reverse("people:list"),
        intro=_("전에 정한 규칙은 바뀌지 않고, 새 규칙이 그날부터 적용됩니다."),
        crumbs=(room("people"), (title, "")),
    )
