"""Lists: who may open them, how they are narrowed, and one page of them. Two queries whatever the size."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar, cast

from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field, StringConstraints

from naru.api.shapes import PLAIN, Code, Year
from naru.base.accounts import access
from naru.base.accounts import shown as whom
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.privacy import masking
from naru.base.rulebook.errors import NotAllowed

T = TypeVar("T")
M = TypeVar("M", bound=models.Model)


class Asked(Schema):
    """What every list may be asked: words to find, which page, how many rows on it (100 at most)."""

    q: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100, pattern=PLAIN)] = ""
    page: int = Field(1, ge=1, le=1_000_000)
    size: int = Field(25, ge=1, le=100)


class AskedHere(Asked):
    """A list whose rows belong to a district and a year."""

    district: Code | None = None
    year: Year | None = None


class Page(Schema, Generic[T]):
    """One page of a list, and how many rows the whole list has."""

    items: list[T]
    total: int
    page: int
    size: int


def viewer_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def open_room(viewer: User, permission: Permission) -> None:
    """Raises NotAllowed for whoever holds the permission nowhere; which rows they see is the query's part."""
    if not access.can(viewer, permission):
        raise NotAllowed(_("이 목록을 볼 수 있는 역할이 없습니다."))


def narrow(rows: QuerySet[M], **wanted: Any) -> QuerySet[M]:
    """Filters by the values that were given."""
    return rows.filter(**{path: value for path, value in wanted.items() if value is not None})


def page_of(
    kind: type[Page[T]],
    rows: QuerySet[M],
    asked: Asked,
    viewer: User,
    show: Callable[[M], T],
    *,
    search: Sequence[str] = (),
    persons: Sequence[str] = (),
) -> Page[T]:
    """One page of rows. `persons` are paths to names, searched only for viewers who may read whole names."""
    return page_of_many(
        kind, rows, asked, viewer, lambda shown: [show(row) for row in shown], search=search, persons=persons
    )


def page_of_many(
    kind: type[Page[T]],
    rows: QuerySet[M],
    asked: Asked,
    viewer: User,
    show: Callable[[list[M]], list[T]],
    *,
    search: Sequence[str] = (),
    persons: Sequence[str] = (),
) -> Page[T]:
    """The same when the rows of a page are shown together, because something is asked once for all of them."""
    if asked.q:
        found = Q(pk__in=[])
        for path in (*search, *(persons if masking.sees_persons(viewer) else ())):
            found |= Q(**{f"{path}__icontains": asked.q})
        rows = rows.filter(found)
    order = rows.query.order_by or rows.model._meta.ordering or ()
    start = (asked.page - 1) * asked.size
    shown = list(rows.order_by(*order, "pk")[start : start + asked.size])
    whom.add(shown, is_list=True)
    return kind(items=show(shown), total=rows.count(), page=asked.page, size=asked.size)
