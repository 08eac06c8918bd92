"""One's own data, for a learner or their guardian: what is held, who looked, what was agreed to, and mending it."""

import io
import json
from typing import Any

import xlsxwriter
from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import looks, record
from naru.base.audit.models import Look
from naru.base.privacy import masking, ownership, texts
from naru.base.privacy.enums import Giver, Purpose
from naru.base.privacy.models import Consent
from naru.base.rulebook.errors import NotAllowed, NotFound
from naru.domain.people import actions, queries, rules
from naru.domain.people.models import Learner
from naru.web import deed, listing
from naru.web.forms import Form
from naru.web.frame import data
from naru.web.listing import Column, Listing
from naru.web.placement.forms import Confirm
from naru.web.privacy.words import place_word

HOME = _("내 개인정보")
NOT_THEIRS = _("학생 본인과 보호자만 볼 수 있는 화면입니다.")


def own(viewer: User, pk: int) -> Learner:
    """The learner, when the viewer is that learner or their guardian."""
    learner = queries.one(viewer, pk)
    if not access.can(viewer, Permission.CONSENT_GIVE, on=learner):
        raise NotAllowed(NOT_THEIRS)
    return learner


def crumbs(title: Any) -> tuple[tuple[Any, str], ...]:
    return (HOME, reverse("privacy:mine")), (title, "")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The viewer's own record, or their wards': consents, who looked, copy, correction."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.CONSENT_GIVE):
        raise NotAllowed(NOT_THEIRS)
    me = queries.mine(viewer)
    learners = [me] if me else list(queries.wards(viewer))
    values = {
        "people": [_card(viewer, each) for each in learners],
        "title": HOME,
        "crumbs": ((HOME, ""),),
    }
    return render(request, "privacy/mine.html", values)


def _card(viewer: User, learner: Learner) -> dict[str, Any]:
    today = timezone.localdate()
    giver = Giver.SELF if learner.user_id == viewer.pk else Giver.GUARDIAN
    given = list(queries.consents_of(viewer, learner))
    current = [each for each in given if each.ended_at is None and each.expires_on >= today]
    held = {each.purpose for each in current if each.giver == giver and each.recipient_id is None}
    may_give = [
        purpose
        for purpose in Purpose
        if not texts.text_on(purpose, today).value.to
        and giver in texts.text_on(purpose, today).value.givers
        and purpose not in held
    ]
    return {
        "learner": learner,
        "is_me": giver == Giver.SELF,
        "current": [(each, each.giver == giver) for each in current],
        "over": [each for each in given if each not in current][:20],
        "may_give": may_give,
        "looks": queries.looks_at(viewer, learner).count(),
        "last": [look_line(each, viewer) for each in queries.looks_at(viewer, learner)[:5]],
        "corrections": list(queries.corrections_of(viewer, learner)),
        "fields": rules.CORRECTABLE,
    }


def look_line(look: Look, viewer: User) -> dict[str, Any]:
    return {
        "at": look.at,
        "who": masking.shown_name(look.actor, viewer, is_own=look.actor_id == viewer.pk),
        "role": looks.role_words(look),
        "kind": look.get_kind_display(),
        "place": place_word(look.place),
    }


class Agree(Form):
    """Agreeing is an act of its own: nothing is ticked beforehand."""

    agree = forms.BooleanField(label=_("위 내용을 읽었고 동의합니다."))


def give(request: HttpRequest, pk: int, purpose: str) -> HttpResponse:
    """One purpose, its words, and a box to tick."""
    viewer: Any = request.user
    learner = own(viewer, pk)
    if purpose not in Purpose.values:
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    entry = texts.text_on(Purpose(purpose), timezone.localdate())
    title = Purpose(purpose).label
    return deed.form_page(
        request,
        Agree(data(request)),
        action=lambda _cleaned: actions.give_consent(
            learner=learner, purpose=Purpose(purpose), today=timezone.localdate(), by=viewer
        ),
        title=title,
        submit=_("동의하기"),
        success=_("동의했습니다. 언제든지 철회할 수 있습니다."),
        back=reverse("privacy:mine"),
        crumbs=crumbs(title),
        template="privacy/give.html",
        extra={"entry": entry},
    )


def withdraw(request: HttpRequest, pk: int, consent: int) -> HttpResponse:
    """What changes when the consent ends, and the button that ends it."""
    viewer: Any = request.user
    learner = own(viewer, pk)
    given: Consent | None = queries.consents_of(viewer, learner).filter(pk=consent).first()
    if given is None:
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    text = texts.text_of(Purpose(given.purpose), given.text_version)
    effects: list[Any] = [_("철회하는 순간부터 이 동의로는 아무도 자료를 볼 수 없습니다.")]
    if given.recipient:
        effects.append(_("%(name)s은(는) 지원 자료를 더 볼 수 없습니다.") % {"name": given.recipient.label})
    if text is not None:
        effects.append(text.words.refusal)
    return deed.form_page(
        request,
        Confirm(data(request)),
        action=lambda _cleaned: actions.withdraw_consent(learner=learner, given=given, by=viewer),
        title=_("동의 철회하기"),
        submit=_("철회하기"),
        success=_("철회했습니다."),
        back=reverse("privacy:mine"),
        intro=given.get_purpose_display(),
        crumbs=crumbs(_("동의 철회하기")),
        template="confirm.html",
        extra={"effects": effects},
    )


def looked(request: HttpRequest, pk: int) -> HttpResponse:
    """Who saw my information: every look, newest first."""
    viewer: Any = request.user
    learner = own(viewer, pk)
    return listing.page(
        request,
        Listing(
            title=_("누가 내 정보를 보았나"),
            intro=_(
                "본인이 본 것은 적지 않습니다. 이름은 가려서 보입니다. 이상하면 학교나 개인정보 보호책임자에게 물으십시오."
            ),
            rows=queries.looks_at(viewer, learner),
            columns=(
                Column("at", _("언제"), sort="at", kind="moment"),
                Column("actor", _("누가"), kind="person", own="actor_id"),
                Column("role", _("역할"), value=looks.role_words),
                Column("kind", _("무엇을 했나"), value=lambda row: row.get_kind_display()),
                Column("place", _("어느 화면에서"), value=lambda row: place_word(row.place)),
                Column("why", _("이유")),
            ),
            sort="-at",
            empty=_("아직 아무도 보지 않았습니다."),
            tabs=(),
            permission=None,
        ),
        {"crumbs": crumbs(_("누가 내 정보를 보았나"))},
    )


class Correct(Form):
    """What is wrong, what it should be, and how one knows."""

    field = forms.ChoiceField(
        label=_("무엇이 틀렸습니까"), choices=tuple(rules.CORRECTABLE.items()), widget=forms.RadioSelect
    )
    wanted = forms.CharField(
        label=_("어떻게 고쳐야 합니까"), max_length=200, help_text=_("날짜는 2008-03-14처럼 적어 주십시오.")
    )
    why = forms.CharField(
        label=_("왜 그렇습니까"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks the school to mend a value."""
    viewer: Any = request.user
    learner = own(viewer, pk)
    return deed.form_page(
        request,
        Correct(data(request)),
        action=lambda cleaned: actions.ask_correction(
            learner=learner, today=timezone.localdate(), by=viewer, **cleaned
        ),
        title=_("정정 요청하기"),
        submit=_("요청 보내기"),
        success=_("요청을 보냈습니다. 학교가 답하면 여기에서 알려 드립니다."),
        back=reverse("privacy:mine"),
        intro=_("학교가 10일 안에 고치거나, 고치지 않는 까닭을 알려 드립니다."),
        crumbs=crumbs(_("정정 요청하기")),
    )


@require_safe
def copy_json(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is kept about the learner, for programs."""
    learner = _copied(request, pk)
    body = {"made": timezone.now().isoformat(timespec="seconds"), "tables": ownership.as_plain(learner)}
    answer = HttpResponse(
        json.dumps(body, ensure_ascii=False, indent=1), content_type="application/json; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="naru-my-data.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_safe
def copy_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a workbook: one sheet for each table."""
    learner = _copied(request, pk)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True})
        for number, part in enumerate(ownership.parts(learner), 1):
            sheet = book.add_worksheet(f"{number} {part.title}"[:31])
            for position, (_name, title) in enumerate(part.columns):
                sheet.write_string(0, position, title, bold)
                sheet.set_column(position, position, 18)
            for line, row in enumerate(part.rows, 1):
                for position, value in enumerate(row):
                    if isinstance(value, bool) or value is None or isinstance(value, str):
                        sheet.write_string(line, position, "" if value is None else str(value))
                    else:
                        sheet.write_number(line, position, value)
    answer = HttpResponse(buffer.getvalue(), content_type=listing.XLSX)
    answer.headers["Content-Disposition"] = 'attachment; filename="naru-my-data.xlsx"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _copied(request: HttpRequest, pk: int) -> Learner:
    viewer: Any = request.user
    learner = own(viewer, pk)
    with transaction.atomic():
        record.record("privacy.copy", learner, by=viewer, after={})
    return learner
