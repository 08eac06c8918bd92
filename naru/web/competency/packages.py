"""Pages of frameworks: which there are, and CASE packages out of them and into them."""

import json
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.rulebook.errors import Conflict, NaruError, NotAllowed
from naru.document.exchange import case
from naru.domain.competency import actions, queries
from naru.domain.competency.enums import FrameworkKind
from naru.domain.competency.models import Framework
from naru.web import context, deed, listing
from naru.web.competency import forms
from naru.web.competency.pages import NO_ROLE, room_tabs
from naru.web.frame import room
from naru.web.listing import Column, Filter, Link, Listing

MOST_DEPARTURES = 200


def frameworks(request: HttpRequest) -> HttpResponse:
    """Frameworks, each with its CASE package."""
    viewer: Any = request.user
    may_write = bool(access.reach(viewer, Permission.COMPETENCY_WRITE).districts)
    return listing.page(
        request,
        Listing(
            title=_("능력 표준"),
            intro=_(
                "국가직무능력표준과 지구의 지역 표준, 밖에서 가져온 표준입니다. 표준마다 CASE 꾸러미로 내보낼 수 있습니다."
            ),
            rows=queries.counted_frameworks(viewer),
            columns=(
                Column(
                    "name", _("이름"), sort="name", link=lambda row: f"{reverse('competency:list')}?framework={row.pk}"
                ),
                Column("code", _("표준 코드"), sort="code"),
                Column("kind", _("종류"), sort="kind", kind="state", choices=FrameworkKind),
                Column("district", _("지구"), value="district__label"),
                Column("unit_count", _("능력단위"), sort="unit_count", kind="count"),
                Column(
                    "package",
                    _("CASE 꾸러미"),
                    value=lambda row: _("내려받기"),
                    link=lambda row: reverse("competency:package", args=[row.pk]),
                ),
                Column(
                    "departures",
                    _("표준과 다른 곳"),
                    value=lambda row: _("보기") if row.is_package else "",
                    link=lambda row: reverse("competency:departures", args=[row.pk]) if row.is_package else "",
                ),
            ),
            search=("name", "code"),
            filters=(Filter("kind", _("종류"), FrameworkKind.choices, "kind"),),
            actions=(
                Link(_("지역 표준 만들기"), reverse("competency:open_framework")),
                Link(_("CASE 꾸러미 가져오기"), reverse("competency:bring")),
            )
            if may_write
            else (),
            tabs=room_tabs(request),
            empty=_("아직 능력 표준이 없습니다."),
            empty_todo=_("설치 관리자가 국가직무능력표준을, 지구 코디네이터가 지역 표준을 올립니다."),
        ),
    )


def open_framework(request: HttpRequest) -> HttpResponse:
    """The form of a framework of the district's own."""
    viewer: Any = request.user
    here = context.here(request).district
    if here is None or not access.can(viewer, Permission.COMPETENCY_WRITE, on=here):
        raise NotAllowed(NO_ROLE)

    def act(cleaned: dict[str, Any]) -> Any:
        try:
            return actions.open_framework(district=here, by=viewer, **cleaned)
        except IntegrityError as error:
            raise Conflict(_("같은 코드의 능력 표준이 이미 있습니다."), field="code") from error

    return deed.form_page(
        request,
        forms.OpenFramework(request.POST if request.method == "POST" else None),
        action=act,
        title=_("지역 표준 만들기"),
        submit=_("지역 표준 만들기"),
        success=_("지역 표준을 만들었습니다. 능력단위를 더해 주십시오."),
        back=reverse("competency:add"),
        cancel=reverse("competency:frameworks"),
        intro=_("국가직무능력표준에 없는 일을 지구의 말로 적습니다. 능력단위는 사람이 확인한 뒤에 씁니다."),
        crumbs=(room("competency"), (_("능력 표준"), reverse("competency:frameworks")), (_("지역 표준 만들기"), "")),
    )


@require_safe
def package(request: HttpRequest, pk: int) -> HttpResponse:
    """The framework as a CFPackage."""
    viewer: Any = request.user
    framework = queries.framework_one(viewer, pk)
    answer = HttpResponse(_written(framework), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{framework.code}-case.json"'
    return answer


def _written(framework: Framework) -> str:
    made = case.package_of(framework, queries.whole(framework), timezone.now())
    return json.dumps(made, ensure_ascii=False, indent=2)


@require_safe
def departures(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a framework's package is not as the standard says; lines are those of the file that can be downloaded.

    What Naru wrote itself holds to the standard, so it is not written for the asking.
    """
    viewer: Any = request.user
    framework = queries.framework_one(viewer, pk)
    is_package = queries.package(framework) is not None
    found = case.read(_written(framework).encode()).departures if is_package else []
    values = {
        "framework": framework,
        "departures": found[:MOST_DEPARTURES],
        "left": max(len(found) - MOST_DEPARTURES, 0),
        "units": f"{reverse('competency:list')}?framework={framework.pk}",
        "title": _("표준과 다른 곳"),
        "crumbs": (
            room("competency"),
            (_("능력 표준"), reverse("competency:frameworks")),
            (_("표준과 다른 곳"), ""),
        ),
    }
    return render(request, "competency/departures.html", values)


def bring(request: HttpRequest) -> HttpResponse:
    """The form that takes a package; its faults stand under it by line and path."""
    viewer: Any = request.user
    here = context.here(request).district
    if here is None or not access.can(viewer, Permission.COMPETENCY_WRITE, on=here):
        raise NotAllowed(NO_ROLE)
    form = forms.Package(request.POST, request.FILES) if request.method == "POST" else forms.Package()
    faults: list[case.Fault] = []
    if request.method == "POST" and form.is_valid():
        try:
            found = case.read(form.cleaned_data["file"].read())
            made = actions.import_package(
                district=here, code=form.cleaned_data["code"], units=found.units, package=found.whole, by=viewer
            )
            messages.success(
                request,
                _("‘%(name)s’에서 %(count)d개를 가져왔습니다.") % {"name": made.name, "count": len(found.units)},
            )
            if found.departures:
                return deed.go(request, reverse("competency:departures", args=[made.pk]))
            return deed.go(request, f"{reverse('competency:list')}?framework={made.pk}")
        except case.Faulty as error:
            faults = error.faults
            form.add_error("file", _("고칠 곳이 있어 아무것도 가져오지 않았습니다. 아래 표를 보십시오."))
        except NaruError as error:
            form.refuse(error)
    values = {
        "form": form,
        "faults": faults,
        "most": case.MOST_FAULTS if len(faults) == case.MOST_FAULTS else None,
        "title": _("CASE 꾸러미 가져오기"),
        "submit": _("가져오기"),
        "cancel": reverse("competency:frameworks"),
        "intro": _(
            "다른 나라나 다른 곳의 능력 표준을 그대로 가져옵니다. 항목마다 능력단위가 되고, 사람이 확인한 뒤에 씁니다. "
            "고칠 곳이 있으면 아무것도 가져오지 않고 몇째 줄인지 알려 드립니다."
        ),
        "crumbs": (
            room("competency"),
            (_("능력 표준"), reverse("competency:frameworks")),
            (_("CASE 꾸러미 가져오기"), ""),
        ),
    }
    return render(request, "competency/bring.html", values, status=422 if form.is_bound else 200)
