"""Pages of the published labour figures beside the board."""

from typing import Any

from django import forms as fields
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.rulebook.errors import NaruError, NotAllowed
from naru.document.exchange import figures as files
from naru.domain.demand import actions, queries
from naru.web import deed, listing
from naru.web.demand.pages import NO_ROLE, crumb, room_tabs
from naru.web.forms import Form
from naru.web.listing import Column, Link, Listing


class Bring(Form):
    """The published file."""

    file = fields.FileField(
        label=_("공표된 고용 통계"),
        help_text=_("출처, 잰때, 자료(업종, 시도, 사람)가 있는 JSON. 예: industry-region-cells.json"),
        widget=fields.ClearableFileInput(attrs={"accept": ".json"}),
    )


def _may_load(viewer: Any) -> bool:
    return access.reach(viewer, Permission.COMPETENCY_WRITE).everywhere


def index(request: HttpRequest) -> HttpResponse:
    """Every cell of every month."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("공공 고용 통계"),
            intro=_(
                "업종과 시도마다 신고된 가입자입니다. 본사가 있는 곳에서 신고하면 공장이 다른 시도에 있어도 본사의 시도에 들어갑니다."
            ),
            rows=queries.figures(viewer),
            columns=(
                Column("industry", _("업종"), sort="industry"),
                Column("province", _("시도"), sort="province"),
                Column("persons", _("가입자"), sort="persons", kind="count"),
                Column("month", _("기준월"), value=lambda row: f"{row.month:%Y-%m}", sort="month"),
                Column("source", _("출처"), sort="source"),
            ),
            sort="-persons",
            search=("industry", "province"),
            search_hint=_("업종, 시도"),
            actions=(Link(_("고용 통계 올리기"), reverse("demand:load_figures")),) if _may_load(viewer) else (),
            tabs=room_tabs(request) if access.can(viewer, Permission.DEMAND_READ) else (),
            empty=_("아직 올린 고용 통계가 없습니다."),
            empty_todo=_("설치 관리자가 공표된 파일을 올리면 수요 현황판 옆에 참고로 보입니다."),
        ),
    )


def load(request: HttpRequest) -> HttpResponse:
    """The form of a published file; the faults of its cells stand under it."""
    viewer: Any = request.user
    if not _may_load(viewer):
        raise NotAllowed(NO_ROLE)
    form = Bring(request.POST, request.FILES) if request.method == "POST" else Bring()
    faults: list[files.Fault] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.load_figures(published=files.read(form.cleaned_data["file"].read()), by=viewer)
            return deed.go(request, reverse("demand:figures"))
        except files.Faulty as error:
            faults = error.faults
            form.add_error("file", _("고칠 곳이 있어 아무것도 올리지 않았습니다. 아래 표를 보십시오."))
        except NaruError as error:
            form.add_error("file", str(error.sentence))
    values = {
        "form": form,
        "faults": faults,
        "title": _("고용 통계 올리기"),
        "submit": _("고용 통계 올리기"),
        "cancel": reverse("demand:figures"),
        "intro": _("참고로만 보이고, 기업이 밝힌 수요에는 더하지 않습니다. 같은 파일을 다시 올려도 바뀌지 않습니다."),
        "crumbs": (crumb(), (_("공공 고용 통계"), reverse("demand:figures")), (_("고용 통계 올리기"), "")),
    }
    return render(request, "demand/load_figures.html", values, status=422 if form.is_bound else 200)
