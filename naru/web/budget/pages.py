"""Pages of the room budget: funds, the lines they are cut into, the money that moved, and what it brought."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.enums import Role
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.privacy import masking
from naru.base.rulebook import project_year
from naru.base.rulebook.number import is_hidden
from naru.config import rooms
from naru.domain.budget import queries, rules
from naru.domain.budget.enums import EntryKind, FundSource, Item, TaskGroup
from naru.domain.budget.models import Fund, Return
from naru.web import context, listing
from naru.web.frame import room, tabs
from naru.web.listing import Column, Filter, Link, Listing
from naru.web.templatetags import naru as words

HISTORY = 50
RECENT = 8


@dataclass(frozen=True)
class Money:
    """Won of a fund or a line, ready to show."""

    row: Any
    amount: int
    sums: rules.Sums
    rate: Decimal | None

    @property
    def left(self) -> int:
        return self.amount - self.sums.net


@dataclass(frozen=True)
class Brought:
    """What the money of a line brought; small counts of people, and what gives them away, are None."""

    row: Return
    measure: str
    outcomes: int | None
    won_each: int | None
    is_hidden: bool
    url: str


def _money(row: Any) -> Money:
    sums = queries.sums_of(row)
    return Money(row, row.amount, sums, rules.execution_rate(sums, row.amount))


def _tabs(request: HttpRequest) -> tuple[Link, ...]:
    return tabs(
        request,
        (_("재원"), "budget:list"),
        (_("예산항목"), "budget:lines"),
        (_("집행"), "budget:entries"),
        (_("환류"), "budget:returns"),
    )


def _measured(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows that can be sorted by what was spent, what is left and how much of it all that is."""
    rows = rows.annotate(net=F("spent") - F("returned"))
    return rows.annotate(left=F("amount") - F("net"), share=F("net") * 1000 / (F("amount") + 1))


def _sum_columns() -> tuple[Column, ...]:
    return (
        Column("amount", _("금액"), sort="amount", kind="won"),
        Column("committed", _("원인행위"), sort="committed", kind="won"),
        Column("net", _("쓴 금액"), sort="net", kind="won"),
        Column("left", _("남은 금액"), sort="left", kind="won"),
        Column("rate", _("집행률(%)"), value=lambda row: _money(row).rate, sort="share", kind="percent"),
    )


def index(request: HttpRequest) -> HttpResponse:
    """Funds of the chosen year, all of them together on top."""
    viewer: Any = request.user
    may_write = access.can(viewer, Permission.BUDGET_WRITE)
    return listing.page(
        request,
        Listing(
            title=_("재원"),
            intro=_("그 사업연도에 쓸 수 있는 돈과 지금까지 쓴 돈입니다. 쓴 금액은 반납을 뺀 것입니다."),
            rows=_measured(queries.listing(viewer)),
            district="district",
            year="year",
            columns=(
                Column("name", _("재원"), sort="name", link="budget:detail"),
                Column("source", _("종류"), sort="source", choices=FundSource),
                *_sum_columns(),
            ),
            sort="-amount",
            search=("name", "code"),
            search_hint=_("재원 이름, 재원 코드"),
            filters=(Filter("source", _("종류"), FundSource.choices, "source"),),
            actions=(Link(_("재원 열기"), reverse("budget:open")),) if may_write else (),
            tabs=_tabs(request),
            empty=_("이 해의 재원이 아직 없습니다."),
            empty_todo=_("교부 결정이나 협약으로 정해진 돈을 재원으로 열면 예산항목으로 나눌 수 있습니다."),
            template="budget/list.html",
        ),
        {} if request.GET.get("download") else _overview(request),
    )


def _overview(request: HttpRequest) -> dict[str, Any]:
    """All funds of the chosen district and year together, and what presses."""
    viewer: Any = request.user
    here = context.here(request)
    if here.district is None or not access.can(viewer, Permission.BUDGET_READ):
        return {}
    total, *funds = queries.execution(viewer, here.district, here.year)
    if not funds:
        return {}
    return {
        "whole": total,
        "whole_meter": _meter_text(total.sums.net, total.amount, total.rate),
        "waiting": _over(here.year, total.left),
    }


def _meter_text(net: int, amount: int, rate: Decimal | None) -> str:
    return gettext("%(whole)s 가운데 %(spent)s (%(rate)s)") % {
        "whole": words.won(amount),
        "spent": words.won(net),
        "rate": words.figure(rate, "%"),
    }


def _over(year: int, left: int) -> str:
    """What to do with money left when its year is over, or nearly."""
    if left <= 0:
        return ""
    today, last = timezone.localdate(), project_year.last_day(year)
    if today > last:
        return gettext("사업연도가 끝났는데 %(left)s이 남아 있습니다. 반납하거나 이월할 금액을 확인해 주십시오.") % {
            "left": words.won(left)
        }
    if (last - today).days <= 90:
        return gettext(
            "사업연도가 %(days)s일 남았는데 %(left)s을 아직 쓰지 않았습니다. 남을 금액을 미리 확인해 주십시오."
        ) % {"days": (last - today).days, "left": words.won(left)}
    return ""


def lines(request: HttpRequest) -> HttpResponse:
    """Lines of all funds of the chosen year."""
    viewer: Any = request.user
    may_write = access.can(viewer, Permission.BUDGET_WRITE)
    return listing.page(
        request,
        Listing(
            title=_("예산항목"),
            intro=_("재원을 추진과제와 비목으로 나눈 것입니다."),
            rows=_measured(queries.line_listing(viewer)),
            district="fund__district",
            year="fund__year",
            columns=(
                Column("title", _("예산항목"), sort="title", link="budget:line"),
                Column("fund", _("재원"), value="fund__name", sort="fund__name"),
                Column("item", _("비목"), sort="item", choices=Item),
                Column("amount", _("배정액"), sort="amount", kind="won"),
                Column("net", _("쓴 금액"), sort="net", kind="won"),
                Column("left", _("남은 금액"), sort="left", kind="won"),
                Column("rate", _("집행률(%)"), value=lambda row: _money(row).rate, sort="share", kind="percent"),
            ),
            search=("title", "code", "fund__name"),
            search_hint=_("예산항목, 재원"),
            filters=(
                Filter("task", _("추진과제"), TaskGroup.choices, "task_group"),
                Filter("item", _("비목"), Item.choices, "item"),
            ),
            actions=(Link(_("예산항목 나누기"), reverse("budget:cut")),) if may_write else (),
            tabs=_tabs(request),
            empty=_("이 해의 예산항목이 아직 없습니다."),
            empty_todo=_("재원을 연 뒤 추진과제와 비목에 따라 나누면 여기에 모입니다."),
        ),
    )


def entries(request: HttpRequest) -> HttpResponse:
    """Money that moved in the chosen year."""
    viewer: Any = request.user
    may_write = access.can(viewer, Permission.BUDGET_WRITE)
    return listing.page(
        request,
        Listing(
            title=_("집행"),
            intro=_("예산항목에서 쓰기로 정하고(원인행위), 쓰고(지출), 되돌려 받은(반납) 돈입니다."),
            rows=queries.entry_listing(viewer),
            district="line__fund__district",
            year="line__fund__year",
            columns=(
                Column(
                    "code",
                    _("집행 코드"),
                    sort="code",
                    link=lambda row: reverse("budget:line", args=[row.line_id]),
                ),
                Column("on", _("일자"), sort="on", kind="date"),
                Column("line", _("예산항목"), value="line__title", sort="line__title"),
                Column("kind", _("구분"), sort="kind", choices=EntryKind),
                Column("amount", _("금액"), sort="amount", kind="won"),
                Column("memo", _("적요")),
                Column("evidence", _("증빙")),
            ),
            sort="-on",
            search=("code", "line__title", "memo", "evidence"),
            search_hint=_("예산항목, 적요, 증빙"),
            filters=(
                Filter("kind", _("구분"), EntryKind.choices, "kind"),
                Filter("evidence", _("증빙"), (("yes", _("있음")), ("no", _("없음"))), _with_evidence),
            ),
            actions=(Link(_("집행 적기"), reverse("budget:enter")),) if may_write else (),
            tabs=_tabs(request),
            empty=_("이 해에 적은 집행이 아직 없습니다."),
            empty_todo=_("돈을 쓰기로 정했거나 썼으면 예산항목을 골라 적어 주십시오."),
        ),
    )


def _with_evidence(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(evidence="") if value == "no" else rows.exclude(evidence="")


def returns(request: HttpRequest) -> HttpResponse:
    """What the money of lines brought, as confirmed findings say."""
    viewer: Any = request.user
    brought = _brought_by(viewer)
    may_evidence = access.can(viewer, Permission.EVIDENCE_READ)
    return listing.page(
        request,
        Listing(
            title=_("환류"),
            intro=_("확정된 근거가 밝힌, 예산항목의 돈이 낸 성과입니다. 다음 해 예산을 나눌 때 살펴 주십시오."),
            rows=queries.return_listing(viewer),
            district="line__fund__district",
            year="year",
            columns=(
                Column(
                    "line",
                    _("예산항목"),
                    value="line__title",
                    sort="line__title",
                    link=lambda row: reverse("budget:line", args=[row.line_id]),
                ),
                Column("fund", _("재원"), value="line__fund__name", sort="line__fund__name"),
                Column("measure", _("지표"), value=lambda row: brought(row).measure, sort="measure"),
                Column("outcomes", _("성과 수"), value=lambda row: brought(row).outcomes, kind="count"),
                Column("won_each", _("성과당 비용"), value=lambda row: brought(row).won_each, kind="won"),
                Column("recorded_on", _("기록일"), sort="recorded_on", kind="date"),
                Column(
                    "finding",
                    _("근거 번호"),
                    sort="finding",
                    link=(lambda row: brought(row).url) if may_evidence else None,
                ),
            ),
            sort="-recorded_on",
            search=("line__title", "line__fund__name"),
            search_hint=_("예산항목, 재원"),
            tabs=_tabs(request),
            empty=_("이 해에 기록된 환류가 아직 없습니다."),
            empty_todo=_("근거를 확정하면 예산항목의 돈이 낸 성과가 여기에 남습니다."),
        ),
    )


def _brought_by(viewer: User) -> Any:
    """A function that shows a row of what money brought as this viewer may read it."""
    sees = masking.sees_persons(viewer)
    today = timezone.localdate()

    def brought(row: Return) -> Brought:
        hidden = not sees and is_hidden(row.outcomes, today)
        measure = context.room_title(row.measure) if row.measure in rooms.NAMES else row.measure
        return Brought(
            row,
            measure,
            None if hidden else row.outcomes,
            None if hidden else row.won_each,
            hidden,
            _evidence(row.finding),
        )

    return brought


def _evidence(finding: int) -> str:
    try:
        return reverse("evidence:detail", args=[finding])
    except NoReverseMatch:
        return ""


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One fund: what it was cut into, what moved, and what it brought."""
    viewer: Any = request.user
    fund = queries.one(viewer, pk)
    money = _money(fund)
    parts = [_money(each) for each in queries.line_listing(viewer).filter(fund=fund).order_by("code", "pk")]
    uncut = fund.amount - sum(each.amount for each in parts)
    may_write = access.can(viewer, Permission.BUDGET_WRITE, on=fund)
    values = {
        "fund": fund,
        "money": money,
        "meter_text": _meter_text(money.sums.net, money.amount, money.rate),
        "parts": parts,
        "uncut": uncut,
        "entries": list(queries.entry_listing(viewer).filter(line__fund=fund).order_by("-on", "-pk")[:RECENT]),
        "entry_url": f"{reverse('budget:entries')}?district={fund.district.code}&year={fund.year}&sort=-on",
        "brought": _brought(viewer, queries.return_listing(viewer).filter(line__fund=fund)),
        "may_evidence": access.can(viewer, Permission.EVIDENCE_READ),
        "may_write": may_write,
        "next": _next(fund, money, uncut, bool(parts)),
        "events": list(queries.history(viewer, fund)[:HISTORY]),
        "title": str(fund),
        "crumbs": (room("budget"), (str(fund), "")),
    }
    return render(request, "budget/detail.html", values)


def _brought(viewer: User, rows: QuerySet[Return]) -> list[Brought]:
    brought = _brought_by(viewer)
    return [brought(each) for each in rows[:RECENT]]


def _next(fund: Fund, money: Money, uncut: int, is_cut: bool) -> dict[str, Any] | None:
    """What has to happen next with a fund; None when nothing presses."""
    centre = Role.COORDINATOR.label
    if uncut > 0:
        said = (
            gettext("%(left)s을 아직 예산항목으로 나누지 않았습니다. 나누어야 쓸 수 있습니다.")
            if is_cut
            else gettext("%(left)s을 예산항목으로 나누어 주십시오. 나누어야 쓸 수 있습니다.")
        )
        return {"words": said % {"left": words.won(uncut)}, "who": centre, "deed": "cut"}
    over = _over(fund.year, money.left)
    if over:
        return {
            "words": over,
            "who": centre,
            "deed": "enter",
            "by": words.day(project_year.last_day(fund.year)),
            "tone": "danger" if timezone.localdate() > project_year.last_day(fund.year) else "soon",
        }
    return None


@require_safe
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: every move of its money and what it brought."""
    viewer: Any = request.user
    row = queries.line_one(viewer, pk)
    money = _money(row)
    values = {
        "line": row,
        "money": money,
        "meter_text": _meter_text(money.sums.net, money.amount, money.rate),
        "unspent": max(money.sums.committed - money.sums.net, 0),
        "entries": list(queries.entry_listing(viewer).filter(line=row).order_by("-on", "-pk")),
        "brought": _brought(viewer, queries.return_listing(viewer).filter(line=row)),
        "may_evidence": access.can(viewer, Permission.EVIDENCE_READ),
        "may_write": access.can(viewer, Permission.BUDGET_WRITE, on=row),
        "events": list(queries.line_history(viewer, row)[:HISTORY]),
        "title": row.title,
        "crumbs": (
            room("budget"),
            (str(row.fund), reverse("budget:detail", args=[row.fund_id])),
            (row.title, ""),
        ),
    }
    return render(request, "budget/line.html", values)
