"""What is done with money: a fund opened, a line cut out of it, an entry made."""

from typing import Any

from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.rulebook.errors import Conflict, NotAllowed
from naru.domain.budget import actions, queries
from naru.domain.budget.models import Entry, Fund, Line
from naru.web import context, deed
from naru.web.budget import forms
from naru.web.frame import data, room

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")
CODE_TAKEN = _("같은 코드가 이미 있습니다. 다른 코드를 적거나 비워 두십시오.")


def _writable(rows: QuerySet[Any], viewer: User) -> QuerySet[Any]:
    """Those of the rows that the viewer may change."""
    return rows.filter(access.reach(viewer, Permission.BUDGET_WRITE).condition(rows.model, is_reading=False))


def open_fund(request: HttpRequest) -> HttpResponse:
    """The form of a new fund."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.BUDGET_WRITE):
        raise NotAllowed(NO_ROLE)
    here = context.here(request)
    form = forms.OpenFund(data(request), viewer=viewer, district=here.district, year=here.year)

    def act(cleaned: dict[str, Any]) -> Fund:
        code = cleaned["code"] or queries.free_fund_code(cleaned["district"], cleaned["year"])
        try:
            return actions.open_fund(**{**cleaned, "code": code}, by=viewer)
        except IntegrityError as error:
            raise Conflict(CODE_TAKEN, field="code") from error

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("재원 열기"),
        submit=_("재원 열기"),
        success=_("재원을 열었습니다. 이제 예산항목으로 나누어 주십시오."),
        back=lambda made: reverse("budget:detail", args=[made.pk]),
        cancel=reverse("budget:list"),
        crumbs=(room("budget"), (_("재원 열기"), "")),
    )


def _given(request: HttpRequest, key: str) -> int | None:
    text = request.GET.get(key, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def cut(request: HttpRequest) -> HttpResponse:
    """The form of a new line; `?fund=` names the fund it is cut out of."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.BUDGET_WRITE):
        raise NotAllowed(NO_ROLE)
    here = context.here(request)
    given = _given(request, "fund")
    fund = queries.one(viewer, given) if given is not None else None
    funds = queries.with_cut(_writable(queries.listing(viewer), viewer))
    if request.method != "POST":
        funds = funds.filter(year=fund.year if fund else here.year)
    form = forms.CutLine(data(request), funds=funds.order_by("-year", "code", "pk"), first=fund)

    def act(cleaned: dict[str, Any]) -> Line:
        code = cleaned["code"] or queries.free_line_code(cleaned["fund"])
        try:
            return actions.cut_line(**{**cleaned, "code": code}, by=viewer)
        except IntegrityError as error:
            raise Conflict(CODE_TAKEN, field="code") from error

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("예산항목 나누기"),
        submit=_("예산항목 남기기"),
        success=_("예산항목을 나누었습니다."),
        back=lambda made: reverse("budget:detail", args=[made.fund_id]),
        cancel=reverse("budget:detail", args=[fund.pk]) if fund else reverse("budget:lines"),
        crumbs=(room("budget"), (_("예산항목 나누기"), "")),
    )


def enter(request: HttpRequest) -> HttpResponse:
    """The form of money that moved; `?line=` names the line."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.BUDGET_WRITE):
        raise NotAllowed(NO_ROLE)
    here = context.here(request)
    given = _given(request, "line")
    row = queries.line_one(viewer, given) if given is not None else None
    choices = _writable(queries.line_listing(viewer), viewer)
    if request.method != "POST":
        choices = choices.filter(fund__year=row.fund.year if row else here.year)
    form = forms.Enter(data(request), lines=choices.order_by("-fund__year", "fund__code", "code", "pk"), first=row)

    def act(cleaned: dict[str, Any]) -> Entry:
        code = cleaned["code"] or queries.free_entry_code(cleaned["line"])
        try:
            return actions.record_entry(**{**cleaned, "code": code}, by=viewer)
        except IntegrityError as error:
            raise Conflict(CODE_TAKEN, field="code") from error

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("집행 적기"),
        submit=_("집행 남기기"),
        success=_("집행을 적었습니다."),
        back=lambda made: reverse("budget:line", args=[made.line_id]),
        cancel=reverse("budget:line", args=[row.pk]) if row else reverse("budget:entries"),
        intro=_("적은 집행은 지울 수 없습니다. 예산항목과 금액을 한 번 더 확인해 주십시오."),
        crumbs=(room("budget"), (_("집행 적기"), "")),
    )
