"""Pages of firms: what is known of them, by what they are judged, and how long the ways to work are."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.enums import OrganisationKind
from naru.base.district.models import District
from naru.base.rulebook.errors import NotAllowed, NotFound
from naru.domain.placement.actions import firms as actions
from naru.domain.placement.enums import FirmMeasure, YardstickKind
from naru.domain.placement.queries import firms as queries
from naru.domain.placement.queries import preferences
from naru.domain.placement.rules import fitting
from naru.web import context, deed, listing
from naru.web.demand.forms import CHOOSE, choose, is_in, organisations
from naru.web.forms import Form
from naru.web.frame import data
from naru.web.listing import Column, Filter, Link, Listing
from naru.web.placement import beside, frame

YES_OR_NO = {"예": "1", "아니요": "0", "yes": "1", "no": "0"}
NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")


class Figure(forms.DecimalField):
    """A number as people write it: 32,000,000, 0.7, 예, 아니요."""

    widget = forms.TextInput

    def __init__(self, **keywords: Any) -> None:
        super().__init__(min_value=0, max_digits=14, decimal_places=2, **keywords)

    def to_python(self, value: Any) -> Any:
        text = str(value or "").replace(",", "").strip()
        return super().to_python(YES_OR_NO.get(text.lower(), text))


class State(Form):
    """One figure of a firm."""

    district: Any = forms.ModelChoiceField(label=_("지구"), queryset=None, empty_label=CHOOSE)
    firm: Any = forms.ModelChoiceField(label=_("어느 기업입니까"), queryset=None, empty_label=CHOOSE)
    measure = forms.TypedChoiceField(
        label=_("무엇을 적습니까"), choices=FirmMeasure.choices, coerce=FirmMeasure, widget=forms.RadioSelect
    )
    value = Figure(
        label=_("값"),
        help_text=_(
            "규모는 명, 임금은 신입 평균 연봉(원), 근속은 년, 산업재해는 재해율(%). "
            "4대 보험(모두 가입)과 임금 체불(명단에 있음)은 ‘예’나 ‘아니요’"
        ),
    )
    year = forms.IntegerField(label=_("사업연도"), min_value=2000, max_value=2100, help_text=_("예: 2026"))
    on = forms.DateField(label=_("언제의 사실입니까"), help_text=_("이날의 기준으로 판정합니다."))
    source = forms.CharField(
        label=_("어디에서 보았습니까"), max_length=200, help_text=_("예: 고용보험 사업장 조회 2026-03-31")
    )

    def __init__(self, *arguments: Any, viewer: User, given: Any, year: int, firm: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        choose(self, "district", access.districts_of(viewer, Permission.PLACEMENT_CHECK), given)
        choose(self, "firm", organisations(viewer, Permission.PLACEMENT_CHECK, OrganisationKind.FIRM), firm)
        self.fields["year"].initial = year
        self.fields["on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        district, firm = cleaned.get("district"), cleaned.get("firm")
        if district and firm and not is_in(district, firm):
            self.add_error("firm", _("이 기업은 고른 지구에 참여하고 있지 않습니다."))
        return cleaned


class Set(Form):
    """What a measure has to reach from a day on."""

    district: Any = forms.ModelChoiceField(label=_("지구"), queryset=None, empty_label=CHOOSE)
    kind = forms.TypedChoiceField(
        label=_("어느 기준입니까"), choices=YardstickKind.choices, coerce=YardstickKind, widget=forms.RadioSelect
    )
    value = Figure(
        label=_("값"),
        help_text=_(
            "규모는 명, 임금은 %, 근속은 년, 산업재해는 %, 중위 연봉은 원. "
            "4대 보험과 임금 체불은 따지면 ‘예’, 따지지 않으면 ‘아니요’. 명단 기업의 공고를 열지 않으려면 ‘예’"
        ),
    )
    since = forms.DateField(label=_("언제부터 적용합니까"), help_text=_("그 앞의 사실은 앞의 기준으로 판정합니다."))
    source = forms.CharField(
        label=_("무엇을 따랐습니까"), max_length=200, help_text=_("예: 2026년 운영위원회 의결 3호")
    )
    is_verified = forms.BooleanField(label=_("원문을 확인했습니다."), required=False)

    def __init__(self, *arguments: Any, viewer: User, given: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        choose(self, "district", access.districts_of(viewer, Permission.PLACEMENT_CHECK), given)
        self.fields["since"].initial = timezone.localdate()


class Way(Form):
    """How long a way takes."""

    district: Any = forms.ModelChoiceField(label=_("지구"), queryset=None, empty_label=CHOOSE)
    origin = forms.CharField(label=_("어디에서"), max_length=80, help_text=_("읍·면·동까지. 예: 포항시 북구 흥해읍"))
    destination = forms.CharField(label=_("어디까지"), max_length=160)
    minutes = forms.IntegerField(
        label=_("몇 분 걸립니까"),
        min_value=1,
        max_value=fitting.MOST_MINUTES,
        help_text=_("대중교통으로 문에서 문까지. 예: 35"),
    )
    on = forms.DateField(label=_("언제 확인했습니까"))
    source = forms.CharField(label=_("어떻게 확인했습니까"), max_length=200, help_text=_("예: 길찾기 평일 아침 8시"))

    def __init__(self, *arguments: Any, viewer: User, given: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        choose(self, "district", access.districts_of(viewer, Permission.PLACEMENT_CHECK), given)
        known = preferences.complexes(viewer)
        self.fields["destination"].help_text = (
            _("산업단지 이름이나 공고의 ‘일하는 곳’과 똑같이 적습니다. 예: %(known)s") % {"known": ", ".join(known[:4])}
            if known
            else _("산업단지 이름이나 공고의 ‘일하는 곳’과 똑같이 적습니다.")
        )
        self.fields["on"].initial = timezone.localdate()


def _writes(viewer: User) -> bool:
    return access.can(viewer, Permission.PLACEMENT_CHECK)


def _must_write(viewer: User) -> None:
    if not _writes(viewer):
        raise NotAllowed(NO_ROLE)


def facts(request: HttpRequest) -> HttpResponse:
    """What is known of the firms of a district."""
    viewer: Any = request.user
    may = _writes(viewer)
    return listing.page(
        request,
        Listing(
            title=_("기업 사실"),
            intro=_("우수 기업인지 가리는 여섯 가지 사실입니다. 적힌 것이 없으면 ‘모름’이지 ‘미충족’이 아닙니다."),
            rows=queries.facts(viewer).order_by("firm__name", "measure", "-year"),
            district="district",
            columns=(
                Column("firm", _("기업"), value="firm__label", sort="firm__name", link=_firm_address),
                Column("measure", _("항목"), value=lambda row: row.get_measure_display(), sort="measure"),
                Column("year", _("사업연도"), sort="year"),
                Column("value", _("값"), value=lambda row: beside.said(FirmMeasure(row.measure), row.value)),
                Column("on", _("기준일"), sort="on", kind="date"),
                Column("source", _("출처")),
                Column("is_example", _("예시"), kind="yes", is_extra=True),
            ),
            search=("firm__name", "firm__name_en", "source"),
            search_hint=_("기업, 출처"),
            filters=(Filter("measure", _("항목"), FirmMeasure.choices, "measure"),),
            actions=(
                *((Link(_("기업 사실 적기"), reverse("placement:record_fact")),) if may else ()),
                Link(_("우수 기업 기준"), reverse("placement:yardsticks")),
                Link(_("통근 시간표"), reverse("placement:commutes")),
            ),
            tabs=frame.tabs(),
            empty=_("적힌 기업 사실이 없습니다."),
            empty_todo=_("지원센터가 출처와 함께 적거나 통합문서의 ‘기업 사실’ 시트로 올립니다."),
        ),
    )


def _firm_address(row: Any) -> str:
    return reverse("placement:firm", args=[row.firm_id])


@require_safe
def firm(request: HttpRequest, pk: int) -> HttpResponse:
    """One firm beside the yardsticks of the chosen district."""
    viewer: Any = request.user
    found = queries.firm(viewer, pk)
    here = _district(request)
    standing = queries.standing(here, found.pk, timezone.localdate())
    values = {
        "firm": found,
        "district": here,
        **beside.told(standing),
        "facts": [
            (each, beside.said(FirmMeasure(each.measure), each.value))
            for each in queries.facts(viewer).filter(firm=found, district=here).order_by("-on", "measure")[:100]
        ],
        "may_record": access.can(viewer, Permission.PLACEMENT_CHECK, on=found),
        "title": found.label,
        "crumbs": (frame.room(), (_("기업 사실"), reverse("placement:facts")), (found.label, "")),
    }
    return render(request, "placement/firm.html", values)


def _district(request: HttpRequest) -> District:
    found = context.here(request).district
    if found is None:
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    return found


def record_fact(request: HttpRequest) -> HttpResponse:
    """The centre records a figure; `?firm=` chooses the firm."""
    viewer: Any = request.user
    _must_write(viewer)
    here = context.here(request)
    text = request.GET.get("firm", "")
    rows = organisations(viewer, Permission.PLACEMENT_CHECK, OrganisationKind.FIRM)
    given = rows.filter(pk=int(text)).first() if text.isascii() and text.isdigit() and len(text) < 10 else None
    form = State(data(request), viewer=viewer, given=here.district, year=here.year, firm=given)
    return deed.form_page(
        request,
        form,
        action=lambda cleaned: actions.record_fact(**cleaned, today=timezone.localdate(), by=viewer),
        title=_("기업 사실 적기"),
        submit=_("출처와 함께 적기"),
        success=_("기업 사실을 적었습니다. 공고와 기업 화면의 판정이 바뀝니다."),
        back=lambda made: reverse("placement:firm", args=[made.firm_id]),
        cancel=reverse("placement:facts"),
        intro=_("같은 기업, 항목, 사업연도의 값을 다시 적으면 새 값으로 바뀌고, 앞의 값은 기록에 남습니다."),
        crumbs=(frame.room(), (_("기업 사실"), reverse("placement:facts")), (_("적기"), "")),
    )


@require_safe
def yardsticks(request: HttpRequest) -> HttpResponse:
    """What is asked of firms in the chosen district today, what was and what will be."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.PLACEMENT_READ):
        raise NotAllowed(NO_ROLE)
    here, today = _district(request), timezone.localdate()
    values = {
        "district": here,
        "rows": [(each, each.kind.label, beside.asked(each)) for each in queries.in_force(here, today)],
        "has_median": any(each.kind == YardstickKind.MEDIAN for each in queries.in_force(here, today)),
        "dated": [
            (each, each.get_kind_display(), beside.said(YardstickKind(each.kind), each.value), each.since > today)
            for each in queries.yardsticks(viewer).filter(district=here).order_by("kind", "-since")
        ],
        "may_rule": access.can(viewer, Permission.PLACEMENT_CHECK, on=here),
        "title": _("우수 기업 기준"),
        "crumbs": (frame.room(), (_("기업 사실"), reverse("placement:facts")), (_("우수 기업 기준"), "")),
    }
    return render(request, "placement/yardsticks.html", values)


def set_yardstick(request: HttpRequest) -> HttpResponse:
    """The centre sets what a measure has to reach from a day on."""
    viewer: Any = request.user
    _must_write(viewer)
    back = reverse("placement:yardsticks")
    return deed.form_page(
        request,
        Set(data(request), viewer=viewer, given=context.here(request).district),
        action=lambda cleaned: actions.set_yardstick(**cleaned, today=timezone.localdate(), by=viewer),
        title=_("우수 기업 기준 정하기"),
        submit=_("기준 정하기"),
        success=_("기준을 정했습니다. 적용 시작일부터의 사실에 쓰입니다."),
        back=back,
        intro=_("기준은 날짜와 함께 쌓입니다. 앞의 기준은 그때의 사실을 판정하는 데 그대로 쓰입니다."),
        crumbs=(frame.room(), (_("우수 기업 기준"), back), (_("정하기"), "")),
    )


def commutes(request: HttpRequest) -> HttpResponse:
    """The table of ways to work."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("통근 시간표"),
            intro=_("지원센터가 확인해 적은 시간입니다. 표에 없는 길은 ‘모름’으로 보입니다."),
            rows=preferences.commutes(viewer).order_by("origin", "destination"),
            district="district",
            columns=(
                Column("origin", _("사는 곳"), sort="origin"),
                Column("destination", _("일하는 곳"), sort="destination"),
                Column("minutes", _("분"), sort="minutes", kind="count"),
                Column("on", _("기준일"), sort="on", kind="date"),
                Column("source", _("출처")),
                Column("is_example", _("예시"), kind="yes", is_extra=True),
            ),
            search=("origin", "destination"),
            search_hint=_("사는 곳, 일하는 곳"),
            actions=(Link(_("통근 시간 적기"), reverse("placement:time_way")),) if _writes(viewer) else (),
            tabs=frame.tabs(),
            empty=_("적힌 통근 시간이 없습니다."),
            empty_todo=_(
                "지원센터가 적거나 통합문서의 ‘통근 시간’ 시트로 올립니다. 그 전에는 통근 시간이 ‘모름’입니다."
            ),
        ),
    )


def time_way(request: HttpRequest) -> HttpResponse:
    """The centre says how long a way takes."""
    viewer: Any = request.user
    _must_write(viewer)
    back = reverse("placement:commutes")
    return deed.form_page(
        request,
        Way(data(request), viewer=viewer, given=context.here(request).district),
        action=lambda cleaned: actions.time_way(**cleaned, by=viewer),
        title=_("통근 시간 적기"),
        submit=_("통근 시간 적기"),
        success=_("통근 시간을 적었습니다."),
        back=back,
        intro=_("같은 길을 다시 적으면 새 시간으로 바뀝니다."),
        crumbs=(frame.room(), (_("통근 시간표"), back), (_("적기"), "")),
    )
