"""Pages of postings: gathered from files or pasted, open until their day, copies merged by a person."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms as fields
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.enums import OrganisationKind
from naru.base.district.models import District
from naru.base.rulebook.errors import NaruError, NotAllowed, RuleBroken
from naru.document.exchange import postings as files
from naru.document.exchange import upload
from naru.domain.competency import queries as competency
from naru.domain.demand import actions, queries
from naru.domain.demand.actions import Advertised
from naru.web import context, deed, listing
from naru.web.demand.forms import CHOOSE, organisations
from naru.web.demand.pages import HISTORY, NO_ROLE, crumb, room_tabs
from naru.web.forms import Form
from naru.web.listing import Column, Filter, Link, Listing

OPEN = (("open", _("모집 중")), ("over", _("마감됨")), ("merged", _("합쳐짐")))


class Add(Form):
    """One posting that was pasted, or a file of many."""

    firm: Any = fields.ModelChoiceField(label=_("기업"), queryset=None, required=False, empty_label=CHOOSE)
    occupation: Any = fields.ModelChoiceField(label=_("직업"), queryset=None, required=False, empty_label=CHOOSE)
    title = fields.CharField(
        label=_("공고 제목"), required=False, max_length=200, help_text=_("예: 전극 공정 운전원 모집")
    )
    body = fields.CharField(
        label=_("공고의 글"), required=False, max_length=20_000, widget=fields.Textarea(attrs={"rows": 6})
    )
    seats = fields.IntegerField(label=_("모집 인원"), required=False, min_value=1, max_value=99_999)
    posted_on = fields.DateField(label=_("올라온 날"), required=False)
    expires_on = fields.DateField(
        label=_("마감일"), required=False, help_text=_("비워 두면 올라온 날부터 60일까지로 봅니다.")
    )
    source = fields.CharField(label=_("출처"), required=False, max_length=300, help_text=_("예: 워크넷 2026-06-03"))
    file = fields.FileField(
        label=_("또는 파일"),
        required=False,
        help_text=_("XLSX나 CSV(기업, 제목, 등록일의 열), 또는 JSON-LD의 JobPosting. 1,000개까지."),
        widget=fields.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.json,.jsonld"}),
    )

    def __init__(self, *arguments: Any, firms: Any, occupations: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["firm"].queryset = firms  # type: ignore[attr-defined]
        self.fields["occupation"].queryset = occupations  # type: ignore[attr-defined]
        self.fields["posted_on"].initial = timezone.localdate()

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given is None or given.name.lower().endswith((".json", ".jsonld")):
            return given
        try:
            upload.glance(given.name, given, given.size)
        except RuleBroken as error:
            raise fields.ValidationError(str(error.sentence)) from None
        return given

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("file") is None and "file" not in self.errors:
            for name in ("firm", "title", "posted_on"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("빠졌습니다. 값을 적거나 파일을 고르십시오."))
        return cleaned


def _centre(request: HttpRequest) -> District:
    """The district of the page's head, where the viewer gathers postings. Raises NotAllowed."""
    here = context.here(request).district
    viewer: Any = request.user
    if here is None or not access.can(viewer, Permission.DEMAND_WRITE, on=here):
        raise NotAllowed(NO_ROLE)
    return here


def _state(rows: Any, value: str) -> Any:
    today = timezone.localdate()
    if value == "merged":
        return rows.filter(merged_into__isnull=False)
    rows = rows.filter(merged_into=None)
    return rows.filter(expires_on__gte=today) if value == "open" else rows.filter(expires_on__lt=today)


def _word(row: Any) -> Any:
    if row.merged_into_id is not None:
        return OPEN[2][1]
    return OPEN[0][1] if row.expires_on >= timezone.localdate() else OPEN[1][1]


def index(request: HttpRequest) -> HttpResponse:
    """Postings of the district's firms, wherever they were advertised."""
    viewer: Any = request.user
    here = context.here(request).district
    may_write = here is not None and access.can(viewer, Permission.DEMAND_WRITE, on=here)
    return listing.page(
        request,
        Listing(
            title=_("모은 채용공고"),
            intro=_("밖에서 모은 공고입니다. 기업이 밝힌 수요와 견주어 보고, 같은 공고는 사람이 합칩니다."),
            rows=queries.postings(viewer),
            district="district",
            columns=(
                Column("title", _("공고 제목"), sort="title", link="demand:posting"),
                Column("firm", _("기업"), value="firm__label", sort="firm__name"),
                Column("occupation", _("직업"), value="occupation__name", sort="occupation__name"),
                Column("seats", _("모집 인원"), sort="seats", kind="count"),
                Column("posted_on", _("올라온 날"), sort="posted_on", kind="date"),
                Column("expires_on", _("마감일"), sort="expires_on", kind="date"),
                Column("state", _("상태"), value=_word),
            ),
            sort="-posted_on",
            search=("title", "firm__name", "body"),
            search_hint=_("제목, 기업, 글"),
            filters=(Filter("state", _("상태"), OPEN, _state),),
            actions=(Link(_("공고 올리기"), reverse("demand:add_postings")),) if may_write else (),
            tabs=room_tabs(request),
            empty=_("아직 모은 채용공고가 없습니다."),
            empty_todo=_("지구 코디네이터가 공고를 붙여 넣거나 파일로 올립니다."),
        ),
    )


def add(request: HttpRequest) -> HttpResponse:
    """The form of one pasted posting or a file; the faults of a file stand under it by row."""
    viewer: Any = request.user
    here = _centre(request)
    firms = organisations(viewer, Permission.DEMAND_WRITE, OrganisationKind.FIRM).filter(districts__district=here)
    occupations = competency.occupations(viewer)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = Add(*given, firms=firms, occupations=occupations)
    faults: list[files.Fault] = []
    if request.method == "POST" and form.is_valid():
        try:
            rows = _read(form.cleaned_data, firms, occupations)
            actions.add_postings(district=here, rows=rows, by=viewer)
            return deed.go(request, reverse("demand:postings"))
        except files.Faulty as error:
            faults = error.faults
            form.add_error("file", _("고칠 곳이 있어 아무것도 올리지 않았습니다. 아래 표를 보십시오."))
        except NaruError as error:
            form.refuse(error)
    values = {
        "form": form,
        "faults": faults,
        "title": _("공고 올리기"),
        "submit": _("공고 올리기"),
        "cancel": reverse("demand:postings"),
        "intro": _("사람의 이름이나 연락처는 지우고 올려 주십시오."),
        "crumbs": (crumb(), (_("모은 채용공고"), reverse("demand:postings")), (_("공고 올리기"), "")),
    }
    return render(request, "demand/add_postings.html", values, status=422 if form.is_bound else 200)


def _read(cleaned: dict[str, Any], firms: Any, occupations: Any) -> list[Advertised]:
    given = cleaned.pop("file")
    if given is None:
        return [Advertised(**cleaned)]
    firm_of = {key: each for each in firms for key in (each.name, each.name_en, each.code) if key}
    occupation_of = {key: each for each in occupations for key in (each.code, each.name)}
    with tempfile.NamedTemporaryFile(suffix=Path(given.name).suffix.lower()) as place:
        for chunk in given.chunks():
            place.write(chunk)
        place.flush()
        return files.postings_of(Path(place.name), firm_of.get, occupation_of.get)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One posting, and those that may be the same."""
    viewer: Any = request.user
    found = queries.posting(viewer, pk)
    may_write = access.can(viewer, Permission.DEMAND_WRITE, on=found.district)
    values = {
        "posting": found,
        "word": _word(found),
        "alike": queries.alike(viewer, found) if may_write and found.merged_into_id is None else [],
        "copies": list(queries.postings(viewer).filter(merged_into=found)),
        "may_write": may_write,
        "events": list(record.history_of(found)[:HISTORY]),
        "title": found.title,
        "crumbs": (crumb(), (_("모은 채용공고"), reverse("demand:postings")), (found.title, "")),
    }
    return render(request, "demand/posting.html", values)


def merge(request: HttpRequest, pk: int, copy: int) -> HttpResponse:
    """The second posting is a copy of the first."""
    viewer: Any = request.user
    kept, other = queries.posting(viewer, pk), queries.posting(viewer, copy)
    if not access.can(viewer, Permission.DEMAND_WRITE, on=kept.district):
        raise NotAllowed(NO_ROLE)
    return deed.press(
        request,
        lambda: actions.merge_postings(posting=kept, copy=other, by=viewer),
        success=_("같은 공고로 합쳤습니다. 합친 것도 지워지지 않습니다."),
        back=reverse("demand:posting", args=[pk]),
    )
