"""The data-protection officer's work, read by the auditor as well: logs, monthly review, destruction, statistics."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import chain, looks, record
from naru.base.audit.enums import LookKind
from naru.base.district.models import District
from naru.base.privacy import law, retention
from naru.base.privacy import review as reviewing
from naru.base.privacy import statistics as kept
from naru.base.privacy.enums import DestructionState
from naru.base.rulebook.errors import NaruError, NotAllowed, NotFound, RuleBroken
from naru.document.pseudonyms import export
from naru.web import context, deed, listing
from naru.web.forms import Form
from naru.web.frame import data
from naru.web.listing import Column, Filter, Link, Listing
from naru.web.placement.forms import Confirm
from naru.web.privacy.words import place_word

NO_ROLE = _("이 화면을 볼 수 있는 역할이 없습니다.")
KINDS: dict[str, Any] = {
    "learner": _("학생의 개인정보"),
    "link": _("쓸 수 없게 된 링크"),
    "look": _("접속기록"),
}


def _place(request: HttpRequest, permission: Permission) -> District:
    """The chosen district, for whoever holds the permission there."""
    viewer: Any = request.user
    here = context.here(request)
    if here.district is None or not access.can(viewer, permission, on=here.district):
        raise NotAllowed(NO_ROLE)
    return here.district


def _here(request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Entries of the chosen district, where one is chosen; the logs know districts by number only."""
    district = context.here(request).district
    return rows.filter(district_id=district.pk) if district else rows


def tabs(request: HttpRequest) -> tuple[Link, ...]:
    """Only what the viewer may open."""
    viewer: User = request.user  # type: ignore[assignment]
    here = context.here(request)
    found = [
        (_("접속기록"), "privacy:looks", Permission.AUDIT_READ),
        (_("달마다 점검"), "privacy:reviews", Permission.AUDIT_READ),
        (_("감사 기록"), "privacy:events", Permission.AUDIT_READ),
        (_("파기"), "privacy:retention", Permission.PRIVACY_DESTROY),
        (_("가명자료"), "privacy:statistics", Permission.STATISTICS_EXPORT),
    ]
    place = f"?district={here.district.code}" if here.district and len(here.districts) > 1 else ""
    return tuple(
        Link(title, request.get_full_path() if reverse(name) == request.path else f"{reverse(name)}{place}")
        for title, name, permission in found
        if access.can(viewer, permission)
    )


def looks_list(request: HttpRequest) -> HttpResponse:
    """The access log."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("접속기록"),
            intro=_("누가 언제 어디에서 누구의 자료를 보았는지입니다."),
            rows=_here(request, looks.listing(viewer)),
            columns=(
                Column("at", _("언제"), sort="at", kind="moment"),
                Column("actor", _("누가"), sort="actor", kind="person", own="actor_id"),
                Column("role", _("역할"), value=looks.role_words),
                Column("kind", _("무엇을 했나"), value=lambda row: row.get_kind_display(), sort="kind"),
                Column("place", _("어느 화면에서"), value=lambda row: place_word(row.place)),
                Column("persons", _("사람 수"), sort="persons", kind="count"),
                Column("address", _("접속지"), sort="address"),
                Column("why", _("이유")),
            ),
            search=("place", "why", "address"),
            search_persons=("actor",),
            search_hint=_("이름, 접속지, 이유"),
            filters=(Filter("kind", _("무엇을 했나"), LookKind.choices, "kind"),),
            sort="-at",
            tabs=tabs(request),
            empty=_("아직 접속기록이 없습니다."),
        ),
    )


def events_list(request: HttpRequest) -> HttpResponse:
    """The audit: every deed, with its place in the chain."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("감사 기록"),
            intro=_(
                "나루에서 한 일은 모두 해시 사슬로 이어집니다. 바뀌거나 빠진 기록은 ‘naru audit verify’가 찾습니다."
            ),
            rows=_here(request, record.events_for(viewer)),
            columns=(
                Column("sequence", _("순번"), sort="sequence", kind="count"),
                Column("at", _("언제"), sort="at", kind="moment"),
                Column("actor", _("누가"), sort="actor", kind="person", own="actor_id"),
                Column("verb", _("무엇을 했나"), sort="verb"),
                Column("object_type", _("대상 종류"), sort="object_type"),
                Column("object_id", _("대상 번호")),
                Column("digest", _("사슬 해시"), value=lambda row: row.digest[:12]),
            ),
            search=("verb", "object_type"),
            search_persons=("actor",),
            search_hint=_("한 일, 대상, 이름"),
            sort="-at",
            tabs=tabs(request),
            empty=_("아직 기록이 없습니다."),
        ),
    )


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Months to review, and which were signed."""
    district = _place(request, Permission.AUDIT_READ)
    today = timezone.localdate()
    this = today.replace(day=1)
    months = [
        {
            "month": month,
            "count": count,
            "review": signed,
            "is_over": month < this,
            "url": reverse("privacy:review", args=[month.year, month.month]),
        }
        for month, count, signed in reviewing.months(district, today)
    ]
    values = {
        "months": months,
        "district": district,
        "tabs": tabs(request),
        "rule": law.LOG_YEARS.on(today),
        "title": _("접속기록을 달마다 점검하기"),
        "crumbs": ((_("접속기록을 달마다 점검하기"), ""),),
    }
    return render(request, "privacy/reviews.html", values)


class Sign(Form):
    """What was asked and found out."""

    note = forms.CharField(
        label=_("무엇을 확인했습니까"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("예: 6월 12일의 내려받기는 취업 상담 명단이었음을 담당 교사에게 확인함"),
    )


def review(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month: what the rules point at, and the officer's signature."""
    viewer: Any = request.user
    if not 2000 <= year <= 2100 or not 1 <= month <= 12:
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    district = _place(request, Permission.PRIVACY_REVIEW if request.method == "POST" else Permission.AUDIT_READ)
    first, today = date(year, month, 1), timezone.localdate()
    signed = reviewing.signed(district, first)
    found = signed.found if signed else [vars(each) for each in reviewing.pointed_at(district, first)]
    words = reviewing.rules_words(first)
    title = _("%(year)s년 %(month)s월 접속기록 점검") % {"year": year, "month": month}
    return deed.form_page(
        request,
        Sign(data(request)),
        action=lambda cleaned: reviewing.sign(district=district, month=first, today=today, by=viewer, **cleaned),
        title=title,
        submit=_("점검 마치기"),
        success=_("점검을 마쳤습니다."),
        back=request.path,
        cancel=reverse("privacy:reviews"),
        crumbs=((_("접속기록을 달마다 점검하기"), reverse("privacy:reviews")), (title, "")),
        template="privacy/review.html",
        extra={
            "signed": signed,
            "seal": f"{chain.LOOKS}:{signed.head_sequence}:{signed.head_digest}" if signed else "",
            "groups": [(words[rule], [each for each in found if each["rule"] == rule]) for rule in words],
            "total": reviewing.looks_of(district, first).count(),
            "may_sign": access.can(viewer, Permission.PRIVACY_REVIEW, on=district)
            and signed is None
            and reviewing.span(first)[1].date() <= today,
        },
    )


def retention_list(request: HttpRequest) -> HttpResponse:
    """The schedule, and what was listed and destroyed."""
    viewer: Any = request.user
    today = timezone.localdate()
    schedule = []
    if access.can(viewer, Permission.PRIVACY_DESTROY) and not request.GET.get("download"):
        district = _place(request, Permission.PRIVACY_DESTROY)
        for kind in retention.kinds():
            years, source = retention.rule_of(kind, today)
            schedule.append((KINDS[kind], years, source, retention.due(kind, district, today)[0].count(), kind))
    return listing.page(
        request,
        Listing(
            title=_("파기"),
            intro=_("보유 기간이 지난 자료를 먼저 찾아 보이고, 사람이 확인하면 파기하고 증명을 남깁니다."),
            rows=retention.listing(viewer),
            district="district",
            columns=(
                Column(
                    "kind", _("종류"), value=lambda row: str(KINDS.get(row.kind, row.kind)), link="privacy:destruction"
                ),
                Column("count", _("건수"), sort="count", kind="count"),
                Column("due_before", _("기준일"), sort="due_before", kind="date"),
                Column("listed_at", _("찾은 때"), sort="listed_at", kind="moment"),
                Column("state", _("상태"), sort="state", kind="state", choices=DestructionState),
                Column("done_at", _("파기한 때"), sort="done_at", kind="moment"),
            ),
            tabs=tabs(request),
            empty=_("아직 파기한 것이 없습니다."),
            empty_todo=_("위에서 파기할 것을 찾아 보십시오."),
            template="privacy/retention.html",
        ),
        {"schedule": schedule},
    )


class Find(Form):
    """Which kind is looked for."""

    kind = forms.ChoiceField(label=_("종류"), choices=tuple(KINDS.items()))


def find_due(request: HttpRequest) -> HttpResponse:
    """Lists what is due of one kind; nothing is destroyed by it."""
    viewer: Any = request.user
    district = _place(request, Permission.PRIVACY_DESTROY)
    kind = request.POST.get("kind", "")
    back = reverse("privacy:retention")
    if request.method == "POST" and kind not in retention.kinds():
        raise RuleBroken(_("무엇을 파기할지 골라 주십시오."))

    def act() -> Any:
        made = retention.list_due(district=district, kind=kind, today=timezone.localdate(), by=viewer)
        return reverse("privacy:destruction", args=[made.pk]) if made else back

    return deed.press(request, act, success="", back=lambda url: str(url))


class Drop(Form):
    """Why it is kept for now."""

    why = forms.CharField(label=_("왜 파기하지 않습니까"), max_length=300)


def destruction(request: HttpRequest, pk: int) -> HttpResponse:
    """One destruction: what was listed, the confirmation, and afterwards its proof."""
    viewer: Any = request.user
    found = retention.one(viewer, pk)
    today = timezone.localdate()
    title = KINDS.get(found.kind, found.kind)
    is_drop = request.POST.get("drop") == "yes"
    form: Form = Drop(data(request)) if is_drop else Confirm(data(request))

    def act(cleaned: dict[str, Any]) -> Any:
        if is_drop:
            return retention.drop(destruction=found, by=viewer, **cleaned)
        return retention.confirm(destruction=found, today=today, by=viewer)

    return deed.form_page(
        request,
        form,
        action=act,
        title=title,
        submit=_("파기하기"),
        success=_("파기하지 않기로 했습니다.") if is_drop else _("파기하고 증명을 남겼습니다."),
        back=request.path,
        cancel=reverse("privacy:retention"),
        crumbs=((_("파기"), reverse("privacy:retention")), (title, "")),
        template="privacy/destruction.html",
        extra={
            "found": found,
            "drop_form": form if is_drop else Drop(),
            "is_listed": found.state == DestructionState.LISTED,
            "proof": found.proof,
        },
    )


class Statistics(Form):
    """What the file is for, and who gets it."""

    purpose = forms.CharField(
        label=_("무엇에 씁니까"), min_length=5, max_length=300, help_text=_("예: 2026학년도 취업 요인 분석")
    )
    recipient = forms.CharField(
        label=_("누구에게 줍니까"), required=False, max_length=200, help_text=_("지구 안에서 쓰면 비워 두십시오.")
    )


def statistics(request: HttpRequest) -> HttpResponse:
    """Makes a pseudonymised file; below, every file that was made."""
    viewer: Any = request.user
    district = _place(request, Permission.STATISTICS_EXPORT)
    form = Statistics(data(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = export.make(district=district, today=timezone.localdate(), by=viewer, **form.cleaned_data)
        except NaruError as error:
            form.refuse(error)
        else:
            answer = HttpResponse(made.content, content_type="text/csv; charset=utf-8")
            name = f"naru-pseudonyms-{made.export.pk}.csv"
            answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
            answer.headers["Cache-Control"] = "no-store"
            return answer
    values = {
        "form": form,
        "title": _("통계를 위한 가명자료"),
        "submit": _("가명자료 만들기"),
        "made": list(kept.made_for(viewer, district)[:50]),
        "columns": export.COLUMNS,
        "tabs": tabs(request),
        "crumbs": ((_("통계를 위한 가명자료"), ""),),
    }
    return render(request, "privacy/statistics.html", values, status=422 if form.is_bound else 200)
