"""Competency units of NCS and local frameworks, and occupations by KECO code: public facts."""

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from naru.api import faults, lookup, pages
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Question, Reference, Some160, of, of_or_none
from naru.api.shapes import korean as _
from naru.base.accounts.roles import Permission
from naru.domain.competency import actions, queries
from naru.domain.competency.enums import FrameworkKind, UnitState
from naru.domain.competency.models import Framework, Occupation, Unit

router = Router(tags=["competency"])


class UnitsAsked(pages.Asked):
    framework: Code | None = None
    level: int | None = Field(None, ge=1, le=8)


class FrameworksAsked(pages.Asked):
    kind: FrameworkKind | None = None


class UnitOut(Schema):
    id: int
    framework: Reference
    code: str
    name: str
    level: int | None
    state: UnitState
    definition: str
    replaced_by: Reference | None


class FrameworkOut(Schema):
    id: int
    code: str
    name: str
    kind: FrameworkKind
    district: Reference | None
    source: str


class UnitIn(Question):
    framework: Code
    code: Code
    name: Some160
    level: int | None = Field(None, ge=1, le=8)


class ReplacementIn(Question):
    successor: Code


def unit_of(row: Unit) -> UnitOut:
    return UnitOut(
        id=row.pk,
        framework=of(row.framework),
        code=row.code,
        name=row.name,
        level=row.level,
        state=UnitState(row.state),
        definition=row.definition,
        replaced_by=of_or_none(row.replaced_by),
    )


def framework_of(row: Framework) -> FrameworkOut:
    return FrameworkOut(
        id=row.pk,
        code=row.code,
        name=row.name,
        kind=FrameworkKind(row.kind),
        district=of_or_none(row.district),
        source=row.source,
    )


def occupation_of(row: Occupation) -> Reference:
    return of(row)


@router.get("/", response={200: Page[UnitOut], **faults.LIST}, summary=_("능력단위 목록"))
def units(request: HttpRequest, asked: Query[UnitsAsked]) -> Page[UnitOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.COMPETENCY_READ)
    rows = pages.narrow(queries.listing(viewer), framework__code=asked.framework, level=asked.level)
    return pages.page_of(Page[UnitOut], rows, asked, viewer, unit_of, search=("name", "code"))


@router.get("/frameworks/", response={200: Page[FrameworkOut], **faults.LIST}, summary=_("능력 표준 목록"))
def frameworks(request: HttpRequest, asked: Query[FrameworksAsked]) -> Page[FrameworkOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.COMPETENCY_READ)
    rows = pages.narrow(queries.frameworks(viewer).select_related("district"), kind=asked.kind)
    return pages.page_of(Page[FrameworkOut], rows, asked, viewer, framework_of, search=("name", "code"))


@router.get("/occupations/", response={200: Page[Reference], **faults.LIST}, summary=_("직업 목록"))
def occupations(request: HttpRequest, asked: Query[pages.Asked]) -> Page[Reference]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.COMPETENCY_READ)
    rows = queries.occupations(viewer)
    return pages.page_of(Page[Reference], rows, asked, viewer, occupation_of, search=("name", "code"))


@router.get("/{int:pk}", response={200: UnitOut, **faults.ONE}, summary=_("능력단위 하나"))
def unit(request: HttpRequest, pk: int) -> UnitOut:
    return unit_of(queries.one(viewer_of(request), pk))


@router.post("/", response={201: UnitOut, **faults.DEED}, summary=_("능력단위 더하기"))
def add_unit(request: HttpRequest, question: UnitIn) -> Status[UnitOut]:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.COMPETENCY_WRITE)
    made = actions.add_unit(
        framework=lookup.named(queries.frameworks(viewer), "framework", question.framework),
        code=question.code,
        name=question.name,
        level=question.level,
        by=viewer,
    )
    return Status(201, unit_of(queries.one(viewer, made.pk)))


@router.post("/{int:pk}/replace", response={200: UnitOut, **faults.DEED}, summary=_("능력단위 대체하기"))
def replace_unit(request: HttpRequest, pk: int, question: ReplacementIn) -> UnitOut:
    viewer = viewer_of(request)
    successor = lookup.named(queries.listing(viewer), "successor", question.successor)
    actions.replace_unit(unit=queries.one(viewer, pk), successor=successor, by=viewer)
    return unit_of(queries.one(viewer, pk))
