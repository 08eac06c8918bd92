"""Pages of the room competency: units of the frameworks, what replaced them, and occupations."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.rulebook.errors import Conflict, NotAllowed
from naru.domain.competency import actions, queries
from naru.domain.competency.models import Framework, Unit
from naru.web import deed, listing
from naru.web.competency import forms
from naru.web.listing import Column, Filter, Link, Listing
from naru.web.partners.pages import data, room, tabs

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")
CODE_TAKEN = _("같은 코드의 능력단위가 이미 있습니다. 코드를 확인해 주십시오.")
HISTORY = 50


@dataclass(frozen=True)
class Step:
    """One unit in the chain of replacements, ready to show."""

    unit: Unit
    is_here: bool
    is_current: bool


def _tabs(request: HttpRequest) -> tuple[Link, ...]:
    return tabs(request, (_("능력단위"), "competency:list"), (_("직업"), "competency:occupations"))


def _replaced(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(replaced_by__isnull=value == "no")


def index(request: HttpRequest) -> HttpResponse:
    """Units of all frameworks."""
    viewer: Any = request.user
    may_read = access.can(viewer, Permission.COMPETENCY_READ)
    frameworks = [(str(each.pk), each.name) for each in queries.frameworks(viewer)] if may_read else []
    may_write = may_read and _frameworks(viewer).exists()
    return listing.page(
        request,
        Listing(
            title=_("능력단위"),
            intro=_("기업의 수요와 학교의 과목을 잇는 말입니다. 새 판이 나오면 옛 것은 남고 새 것으로 이어집니다."),
            rows=queries.listing(viewer),
            columns=(
                Column("name", _("능력단위"), sort="name", link="competency:detail"),
                Column("code", _("코드"), sort="code"),
                Column("framework", _("능력 표준"), value="framework__name", sort="framework__name"),
                Column("level", _("수준"), sort="level"),
                Column(
                    "replaced_by",
                    _("대체한 능력단위"),
                    value=lambda row: forms.said(row.replaced_by) if row.replaced_by else None,
                    sort="replaced_by__code",
                ),
            ),
            search=("name", "code"),
            search_hint=_("이름, 코드"),
            filters=(
                *((Filter("framework", _("능력 표준"), frameworks, "framework"),) if len(frameworks) > 1 else ()),
                Filter("level", _("수준"), [(str(each), str(each)) for each in range(1, 9)], "level"),
                Filter("replaced", _("대체됨"), (("no", _("지금 쓰는 것")), ("yes", _("대체된 것"))), _replaced),
            ),
            actions=(Link(_("능력단위 더하기"), reverse("competency:add")),) if may_write else (),
            tabs=_tabs(request),
            empty=_("아직 능력단위가 없습니다."),
            empty_todo=_("설치 관리자가 국가직무능력표준을, 지구 코디네이터가 지역 표준을 올립니다."),
        ),
    )


def occupations(request: HttpRequest) -> HttpResponse:
    """Occupations of the Korean Employment Classification of Occupations."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("직업"),
            intro=_("한국고용직업분류(KECO)의 직업입니다. 기업의 수요와 채용공고가 이 이름을 씁니다."),
            rows=queries.occupations(viewer),
            columns=(Column("name", _("직업 이름"), sort="name"), Column("code", _("KECO 코드"), sort="code")),
            search=("name", "code"),
            search_hint=_("직업 이름, 코드"),
            tabs=_tabs(request),
            empty=_("아직 올린 직업이 없습니다."),
            empty_todo=_("직업은 ‘자료 올리기’의 통합문서로 올립니다."),
        ),
    )


def _frameworks(viewer: User) -> QuerySet[Framework]:
    return queries.writable_frameworks(viewer)


def _may_write(viewer: User, unit: Unit) -> bool:
    return _frameworks(viewer).filter(pk=unit.framework_id).exists()


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit in its chain of replacements."""
    viewer: Any = request.user
    unit = queries.one(viewer, pk)
    earlier, later = queries.lineage(viewer, unit)
    chain = [Step(each, each.pk == unit.pk, each.replaced_by_id is None) for each in (*earlier, unit, *later)]
    values = {
        "unit": unit,
        "chain": chain if len(chain) > 1 else [],
        "current": later[-1] if later else None,
        "may_replace": _may_write(viewer, unit),
        "events": list(record.history_of(unit)[:HISTORY]),
        "title": unit.name,
        "crumbs": (room("competency"), (unit.name, "")),
    }
    return render(request, "competency/detail.html", values)


def add(request: HttpRequest) -> HttpResponse:
    """The form of a new unit."""
    viewer: Any = request.user
    frameworks = _frameworks(viewer)
    if not frameworks.exists():
        raise NotAllowed(NO_ROLE)
    form = forms.Add(data(request), frameworks=frameworks.select_related("district").order_by("name"))

    def act(cleaned: dict[str, Any]) -> Unit:
        try:
            return actions.add_unit(by=viewer, **cleaned)
        except IntegrityError as error:
            raise Conflict(CODE_TAKEN, field="code") from error

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("능력단위 더하기"),
        submit=_("능력단위 더하기"),
        success=_("능력단위를 더했습니다."),
        back=lambda made: reverse("competency:detail", args=[made.pk]),
        cancel=reverse("competency:list"),
        crumbs=(room("competency"), (_("능력단위 더하기"), "")),
    )


def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """The form that says which unit took this one's place."""
    viewer: Any = request.user
    unit = queries.one(viewer, pk)
    if not _may_write(viewer, unit):
        raise NotAllowed(NO_ROLE)
    form = forms.Replace(data(request), unit=unit, units=queries.listing(viewer))
    return deed.form_page(
        request,
        form,
        action=lambda cleaned: actions.replace_unit(unit=unit, by=viewer, **cleaned),
        title=_("새 능력단위로 잇기"),
        submit=_("새 능력단위로 잇기"),
        success=_("새 능력단위로 이었습니다. 옛 능력단위는 그대로 남습니다."),
        back=reverse("competency:detail", args=[pk]),
        intro=forms.said(unit),
        crumbs=(
            room("competency"),
            (unit.name, reverse("competency:detail", args=[pk])),
            (_("새 능력단위로 잇기"), ""),
        ),
        template="competency/replace.html",
        extra={"unit": unit},
    )
