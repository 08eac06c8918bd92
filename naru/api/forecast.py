"""Projected graduates against projected needs, with the assumptions that made them."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status

from naru.api import faults, lookup, pages, shapes
from naru.api.eyes import Eyes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Question, Reference, Small, of
from naru.api.shapes import korean as _
from naru.base.accounts.roles import Permission
from naru.domain.forecast import actions, queries
from naru.domain.forecast.models import Projection

router = Router(tags=["forecast"])


class ProjectionsAsked(pages.Asked):
    """`year`: the first year of the projection."""

    district: Code | None = None
    year: shapes.Year | None = None


class AssumptionsOut(Schema):
    """Rates (0 to 1) with the persons they were observed on; entrants by intake year; where each comes from."""

    completion: float | None
    completion_trials: int | None
    seeking: float | None
    seeking_trials: int | None
    sources: dict[str, str]
    entrants: dict[str, int]


class ProjectedYearOut(Schema):
    year: int
    graduates: int
    seeking: int
    seeking_low: int
    seeking_high: int
    needs: int
    needs_weighted: int


class ProjectionOut(Schema):
    id: int
    district: Reference
    made_on: date
    from_year: int
    years: int
    assumptions: AssumptionsOut
    digest: str
    asked_by: str
    rows: list[ProjectedYearOut]


class ProjectionIn(Question):
    district: Code
    from_year: shapes.Year
    years: Small


def projection_of(row: Projection, eyes: Eyes) -> ProjectionOut:
    given = row.assumptions
    asked_by = row.asked_by
    return ProjectionOut(
        id=row.pk,
        district=of(row.district),
        made_on=row.made_on,
        from_year=row.from_year,
        years=row.years,
        assumptions=AssumptionsOut(
            completion=given.get("completion"),
            completion_trials=given.get("completion_trials"),
            seeking=given.get("seeking"),
            seeking_trials=given.get("seeking_trials"),
            sources=given.get("sources", {}),
            entrants={str(year): count for year, count in given.get("entrants", {}).items()},
        ),
        digest=row.digest,
        asked_by=eyes.name(asked_by.name, is_own=asked_by.pk == eyes.viewer.pk) if asked_by else "",
        rows=[
            ProjectedYearOut(
                year=each.year,
                graduates=each.graduates,
                seeking=each.seeking,
                seeking_low=each.seeking_low,
                seeking_high=each.seeking_high,
                needs=each.needs,
                needs_weighted=each.needs_weighted,
            )
            for each in row.rows.all()
        ],
    )


@router.get("/", response={200: Page[ProjectionOut], **faults.LIST}, summary=_("전망 목록"))
def projections(request: HttpRequest, asked: Query[ProjectionsAsked]) -> Page[ProjectionOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.FORECAST_READ)
    rows = pages.narrow(
        queries.listing(viewer).select_related("asked_by"), district__code=asked.district, from_year=asked.year
    )
    eyes = Eyes(viewer)
    return pages.page_of(
        Page[ProjectionOut], rows, asked, viewer, lambda row: projection_of(row, eyes), search=("district__name",)
    )


@router.get("/{int:pk}", response={200: ProjectionOut, **faults.ONE}, summary=_("전망 하나"))
def projection(request: HttpRequest, pk: int) -> ProjectionOut:
    viewer = viewer_of(request)
    return projection_of(queries.one(viewer, pk), Eyes(viewer))


@router.post("/", response={201: ProjectionOut, **faults.DEED}, summary=_("전망 계산하기"))
def project(request: HttpRequest, question: ProjectionIn) -> Status[ProjectionOut]:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.FORECAST_RUN)
    made = actions.project(
        district=lookup.district(viewer, Permission.FORECAST_READ, question.district),
        from_year=question.from_year,
        years=question.years,
        today=timezone.localdate(),
        by=viewer,
    )
    return Status(201, projection_of(queries.one(viewer, made.pk), Eyes(viewer)))
