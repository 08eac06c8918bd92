"""One list page for every room: search, filters, sorting, paging, download; its whole state stands in the address.

    def index(request):
        return listing.page(request, listing.Listing(
            title=_("수요"),
            rows=queries.listing(request.user),
            columns=(
                Column("firm", _("기업"), sort="firm__name", link="demand:detail"),
                Column("current_headcount", _("인원"), sort="current_headcount", kind="count"),
                Column("current_confidence", _("확실성"), kind="state", choices=Confidence),
            ),
            search=("firm__name", "code"),
            filters=(Filter("confidence", _("확실성"), Confidence.choices, "current_confidence"),),
        ))

Two queries whatever the size: one count, one page. The count stops at `MOST_COUNTED`: how many rows there are beyond
helps nobody and costs a walk through all of them; the next page is there as long as there are rows.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.core.exceptions import FieldDoesNotExist, FieldError, ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts import shown as whom
from naru.base.accounts.models import User
from naru.base.district import queries as districts
from naru.base.district.models import District
from naru.base.privacy import masking
from naru.base.rulebook.errors import NotAllowed
from naru.web import context, exporting, habits, paging, searching, worklist
from naru.web.templatetags import naru as words

SIZES = (25, 50, 100)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTHING_YET = _("아직 등록된 것이 없습니다.")
OWN_KEYS = ("q", "sort", "page", "size", "download", "columns", "row")
MOST_COLUMNS = 7


@dataclass(frozen=True)
class Column:
    """One column. `value` is an attribute path ("learner__school") or a function of the row; default: `key`.

    kind: text, count, won, percent, date, moment, state, person, yes. A "state" value is a code: its word comes from
    `choices`, or from the row's own get_..._display. A "person" value is a name, masked for whoever may not see it,
    except the owner named by `own` (attribute path to a user's id). `link`: a URL name taking the row's pk, or a
    function of the row. `is_extra`: shown only to whoever chooses it.
    """

    key: str
    title: Any
    value: str | Callable[[Any], Any] = ""
    sort: str | None = None
    kind: str = "text"
    link: str | Callable[[Any], str] | None = None
    choices: type[models.TextChoices] | None = None
    own: str | None = None
    css: str = ""
    is_extra: bool = False

    @property
    def classes(self) -> str:
        number = "is-number" if self.kind in {"count", "won", "percent"} else ""
        return f"{number} {self.css}".strip()


@dataclass(frozen=True)
class Filter:
    """A choice that narrows the rows. `apply`: a lookup path, or a function (rows, value) -> rows."""

    key: str
    label: Any
    choices: Sequence[tuple[Any, Any]]
    apply: str | Callable[[QuerySet[Any], str], QuerySet[Any]]


@dataclass(frozen=True)
class Link:
    """Something to do from the list; the first one is the page's one primary action."""

    title: Any
    url: str


@dataclass(frozen=True)
class Bulk:
    """Something to do with several chosen rows at once: its words, and the page that shows first what would happen."""

    title: Any
    url: str


@dataclass(frozen=True)
class Listing:
    """What a list page shows. `district` and `year`: lookup paths narrowed by the choice in the page's head.

    `permission`: who may open the list, when it is not whoever reads its model; None for a list of one's own rows.
    `search_persons` are searched only for viewers who may read whole names; a `name` by its beginnings (김서준, 서준,
    ㅅㅈ), a `number` by its own, so that an index finds them among half a million.
    """

    title: Any
    columns: Sequence[Column]
    rows: QuerySet[Any]
    search: Sequence[str] = ()
    search_persons: Sequence[str] = ()
    search_hint: Any = ""
    filters: Sequence[Filter] = ()
    sort: str = ""
    actions: Sequence[Link] = ()
    district: str = ""
    year: str = ""
    intro: Any = ""
    empty: Any = NOTHING_YET
    empty_todo: Any = ""
    tabs: Sequence[Link] = ()
    permission: Any = ...
    template: str = "list.html"
    bulk: Sequence[Bulk] = ()


@dataclass(frozen=True)
class Cell:
    """What stands in the table, ready to show; `raw` is what the download holds."""

    text: str
    raw: Any
    kind: str
    classes: str = ""
    href: str = ""
    tone: str = ""
    title: str = ""


class Line(tuple[Cell, ...]):
    """The cells of one row, and its key for choosing it."""

    pk: Any

    def __new__(cls, pk: Any, cells: Iterable[Cell]) -> "Line":
        made = super().__new__(cls, cells)
        made.pk = pk
        return made


@dataclass(frozen=True)
class Head:
    title: Any
    classes: str
    url: str
    order: str


@dataclass(frozen=True)
class Chip:
    text: str
    url: str
    is_on: bool


@dataclass(frozen=True)
class Group:
    key: str
    label: Any
    chips: tuple[Chip, ...]
    value: str


@dataclass(frozen=True)
class State:
    """What the address asks for, after everything unusable has fallen back to the default."""

    query: str
    sort: str
    is_descending: bool
    number: int
    size: int
    chosen: dict[str, str]
    columns: tuple[Column, ...] = ()


def value_of(row: Any, path: str | Callable[[Any], Any]) -> Any:
    """Follows an attribute path with double underscores; None as soon as a step is missing."""
    if callable(path):
        return path(row)
    found = row
    for step in path.split("__"):
        if found is None:
            return None
        found = getattr(found, step, None)
    return found


def columns_of(request: HttpRequest, listing: Listing) -> tuple[Column, ...]:
    """The columns to show: those of the address, else those the person keeps, else the list's first seven.

    The first column stays always; a name that the list does not know counts as not given.
    """
    named = request.GET.get("columns", "")
    wanted = set(named.split(",")) if named else set(habits.desk_of(request)[0])
    first, *others = listing.columns
    chosen = tuple(each for each in others if each.key in wanted)
    if not chosen:
        chosen = tuple(each for each in others if not each.is_extra)[: MOST_COLUMNS - 1]
    return (first, *chosen)


def state_of(request: HttpRequest, listing: Listing) -> State:
    """Reads the address; a bad parameter counts as not given."""
    given = request.GET
    sort = given.get("sort", "")
    sortable = {column.key for column in listing.columns if column.sort}
    if sort.removeprefix("-") not in sortable:
        sort = listing.sort if listing.sort.removeprefix("-") in sortable else ""
    size = _whole(given.get("size", ""), SIZES[0])
    chosen = {}
    for each in listing.filters:
        value = given.get(each.key, "")
        if value and value in {str(code) for code, _label in each.choices}:
            chosen[each.key] = value
    return State(
        query=given.get("q", "").replace("\x00", "").strip()[:100],
        sort=sort.removeprefix("-"),
        is_descending=sort.startswith("-"),
        number=max(_whole(given.get("page", ""), 1), 1),
        size=size if size in SIZES else SIZES[0],
        chosen=chosen,
        columns=columns_of(request, listing),
    )


def _whole(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else default


def rows_of(request: HttpRequest, listing: Listing, state: State) -> QuerySet[Any]:
    """The rows that the address asks for, in its order."""
    viewer: User = request.user  # type: ignore[assignment]
    rows = listing.rows
    place = context.here(request)
    if listing.district and place.district:
        rows = _of_district(rows, listing.district, place.district)
    if listing.year:
        rows = rows.filter(**{listing.year: place.year})
    for each in listing.filters:
        value = state.chosen.get(each.key)
        if value:
            try:
                rows = each.apply(rows, value) if callable(each.apply) else rows.filter(**{each.apply: value})
            except (ValueError, ValidationError, FieldError):
                continue
    if state.query:
        persons = listing.search_persons if masking.sees_persons(viewer) else ()
        rows = rows.filter(searching.condition(rows.model, listing.search, persons, state.query))
    column = next((each for each in listing.columns if each.key == state.sort and each.sort), None)
    if column:
        return rows.order_by(
            _order(rows, str(column.sort), state.is_descending), "-pk" if state.is_descending else "pk"
        )
    return rows.order_by(*rows.query.order_by, "pk") if rows.query.order_by else rows.order_by(*_ordering(rows), "pk")


def _of_district(rows: QuerySet[Any], path: str, district: District) -> QuerySet[Any]:
    """Rows of a district; by way of an organisation that takes part in it as a subquery: no row comes twice."""
    owner, is_through_members, _rest = path.partition("__districts__district")
    if not is_through_members:
        return rows.filter(**{path: district})
    return rows.filter(**{f"{owner}__in": districts.members_of(district)})


def _order(rows: QuerySet[Any], path: str, is_descending: bool) -> Any:
    """Empty values last; where there can be none the order is plain, so that an index walks it either way."""
    key = models.F(path)
    nulls_last = True if _may_be_empty(rows, path) else None
    return key.desc(nulls_last=nulls_last) if is_descending else key.asc(nulls_last=nulls_last)


def _may_be_empty(rows: QuerySet[Any], path: str) -> bool:
    if path in rows.query.annotations:
        return True
    model: Any = rows.model
    for step in path.split("__"):
        try:
            field = model._meta.get_field(step)
        except FieldDoesNotExist:
            return True
        if field.null:
            return True
        model = field.related_model
    return False


def _ordering(rows: QuerySet[Any]) -> Sequence[Any]:
    """The model's own order; its last key when that is the primary key already."""
    return [each for each in rows.model._meta.ordering or () if each != "pk"]


def cell(row: Any, column: Column, viewer: User) -> Cell:
    """One value, shown as its kind wants it."""
    path = column.value or column.key
    raw = value_of(row, path)
    href = ""
    if column.link:
        href = column.link(row) if callable(column.link) else reverse(column.link, args=[row.pk])
    if raw is None or raw == "":
        return Cell(words.DASH, None, "text", column.classes, href)
    tone = title = ""
    kind = column.kind
    if kind == "state":
        tone = words.tone(raw)
        text = _state_word(row, path, raw, column)
        raw = text
    elif kind == "person":
        is_own = column.own is not None and value_of(row, column.own) == viewer.pk
        text = raw = masking.shown_name(str(raw), viewer, is_own=is_own)
    elif kind == "date":
        text = words.day(raw)
    elif kind == "moment":
        text = words.moment(raw)
    elif kind == "count":
        text = words.count(raw)
    elif kind == "percent":
        text = words.figure(raw, "%")
    elif kind == "won":
        text, title = words.won(raw), words.won_full(raw)
    elif kind == "yes":
        text = raw = gettext("예") if raw else gettext("아니요")
    elif column.choices is not None:
        text = raw = _label(column.choices, raw)
    else:
        text = str(raw)
        raw = raw if isinstance(raw, (int, float, Decimal, date)) and not isinstance(raw, bool) else text
    return Cell(text, raw, kind, column.classes, href, tone, title)


def _label(choices: type[models.TextChoices], code: Any) -> str:
    return str(choices(code).label) if code in choices.values else str(code)


def _state_word(row: Any, path: Any, code: Any, column: Column) -> str:
    if column.choices is not None:
        return _label(column.choices, code)
    if isinstance(path, str):
        *before, last = path.split("__")
        owner = value_of(row, "__".join(before)) if before else row
        display = getattr(owner, f"get_{last}_display", None)
        if display:
            return str(display())
    return str(code)


def address(request: HttpRequest, **changes: Any) -> str:
    """This page's address with changed parameters; the page number falls away unless it is the change."""
    parameters: QueryDict = request.GET.copy()
    parameters.pop("page", None)
    parameters.pop("download", None)
    for key, value in changes.items():
        if value in (None, ""):
            parameters.pop(key, None)
        else:
            parameters[key] = str(value)
    text = parameters.urlencode()
    return f"{request.path}?{text}" if text else request.path


def _heads(request: HttpRequest, listing: Listing, state: State) -> list[Head]:
    heads = []
    for column in state.columns:
        url, order = "", ""
        if column.sort:
            is_here = column.key == state.sort
            order = ("descending" if state.is_descending else "ascending") if is_here else "none"
            url = address(request, sort=f"-{column.key}" if is_here and not state.is_descending else column.key)
        heads.append(Head(column.title, column.classes, url, order))
    return heads


def _groups(request: HttpRequest, listing: Listing, state: State) -> list[Group]:
    groups = []
    for each in listing.filters:
        value = state.chosen.get(each.key, "")
        chips = [Chip(gettext("전체"), address(request, **{each.key: ""}), not value)]
        for code, label in each.choices:
            chips.append(Chip(str(label), address(request, **{each.key: code}), str(code) == value))
        groups.append(Group(each.key, each.label, tuple(chips), value))
    return groups


def _pages(number: int, last: int) -> list[int]:
    """Page numbers worth a link: both ends and the neighbours; 0 stands for a gap."""
    near = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    found: list[int] = []
    for each in near:
        if found and each - found[-1] > 1:
            found.append(0)
        found.append(each)
    return found


def _total_text(total: int, is_more: bool) -> str:
    if is_more:
        return gettext("%(total)s건 넘음") % {"total": words.count(total)}
    return gettext("%(total)s건") % {"total": words.count(total)}


def page(request: HttpRequest, listing: Listing, extra: dict[str, Any] | None = None) -> HttpResponse:
    """The list page; for HTMX its table part alone; with ?download=xlsx the rows as a workbook.

    Raises NotAllowed when the viewer may not read this kind of row at all.
    """
    viewer: User = request.user  # type: ignore[assignment]
    is_download = request.GET.get("download") == "xlsx"
    is_asked = is_download and exporting.asks_reason(listing.rows.model, viewer)
    if request.method not in {"GET", "HEAD"} and not (is_asked and request.method == "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    permission = getattr(getattr(listing.rows.model, "Access", None), "read", None)
    if listing.permission is not ...:
        permission = listing.permission
    if permission is not None and not access.can(viewer, permission):
        raise NotAllowed(_("이 목록을 볼 수 있는 역할이 없습니다."))
    listing = worklist.with_todo(request, listing, Filter)
    state = state_of(request, listing)
    rows = rows_of(request, listing, state)
    if is_download:
        reason = ""
        if is_asked:
            form = exporting.form_of(request)
            if not form.is_bound or not form.is_valid():
                return exporting.ask(request, form, listing.title, rows.count(), address(request))
            reason = form.reason
        return workbook(replace(listing, columns=state.columns), rows, viewer, reason)
    found = paging.page(rows, state.number, state.size, is_searched=bool(state.query))
    number, last = found.number, found.last
    whom.add(found.rows, is_list=True)
    lines = [Line(row.pk, (cell(row, column, viewer) for column in state.columns)) for row in found.rows]
    place = context.here(request)
    has_narrowed = bool(state.query or state.chosen)
    values = {
        "listing": listing,
        "state": state,
        "heads": _heads(request, listing, state),
        "lines": lines,
        "groups": _groups(request, listing, state),
        "total": found.total,
        "total_text": _total_text(found.total, found.is_more),
        "first": found.first + 1 if found.total else 0,
        "last_shown": found.first + len(found.rows),
        "number": number,
        "last": last,
        "pages": [(each, address(request, page=each) if each else "", each == number) for each in _pages(number, last)],
        "previous_url": address(request, page=number - 1) if number > 1 else "",
        "next_url": address(request, page=number + 1) if found.has_next else "",
        "sizes": [(each, address(request, size=each), each == state.size) for each in SIZES],
        "download_url": address(request, download="xlsx"),
        "clear_url": address(request, q="", **{each.key: "" for each in listing.filters}),
        "has_narrowed": has_narrowed,
        "year_shown": place.year if listing.year else None,
        **habits.values_of(request, listing, state),
        "kept": [(key, value) for key, value in request.GET.items() if key not in {"q", "page", "download"}],
        **(extra or {}),
    }
    is_fragment = bool(getattr(request, "htmx", False)) and not getattr(request.htmx, "boosted", False)  # type: ignore[attr-defined]
    answer = render(request, "_rows.html" if is_fragment else listing.template, values)
    answer.headers["Vary"] = "HX-Request, Cookie, Accept-Language"
    return answer


def workbook(listing: Listing, rows: QuerySet[Any], viewer: User, reason: str = "") -> HttpResponse:
    """Exactly the rows of the page's filters, all pages, masked as on the page; `reason` goes to the access log."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"constant_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(_sheet_name(str(listing.title)))
    bold = book.add_format({"bold": True, "bg_color": "#eef2f7", "bottom": 1})
    formats = {
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "count": book.add_format({"num_format": "#,##0"}),
        "won": book.add_format({"num_format": "#,##0"}),
        "percent": book.add_format({"num_format": "0.0"}),
    }
    for position, column in enumerate(listing.columns):
        sheet.write_string(0, position, str(column.title), bold)
        sheet.set_column(position, position, 16)
    sheet.freeze_panes(1, 0)
    whom.add((), is_export=True, why=reason)
    for line, row in enumerate(rows.iterator(chunk_size=2000), start=1):
        whom.add((row,))
        for position, column in enumerate(listing.columns):
            raw = cell(row, column, viewer).raw
            form = formats.get(column.kind)
            if raw is None:
                continue
            if isinstance(raw, datetime):
                local = timezone.localtime(raw) if timezone.is_aware(raw) else raw
                sheet.write_datetime(line, position, local.replace(tzinfo=None), formats["moment"])
            elif isinstance(raw, date):
                sheet.write_datetime(line, position, datetime(raw.year, raw.month, raw.day), formats["date"])
            elif isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
                sheet.write_number(line, position, float(raw) if isinstance(raw, Decimal) else raw, form)
            else:
                sheet.write_string(line, position, str(raw))
    book.close()
    answer = HttpResponse(buffer.getvalue(), content_type=XLSX)
    name = f"{listing.title}-{timezone.localdate():%Y%m%d}.xlsx"
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def _sheet_name(title: str) -> str:
    """At most 31 signs, none of those that Excel refuses."""
    return "".join("·" if sign in "[]:*?/\\'" else sign for sign in title)[:31] or "1"
