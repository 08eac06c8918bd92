"""The whole cycle of a district's year, as the home page shows it."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from naru.api import faults, lookup, pages
from naru.api.pages import viewer_of
from naru.api.shapes import Year
from naru.api.shapes import korean as _
from naru.base.accounts.roles import Permission
from naru.domain.evidence import queries

router = Router(tags=["cycle"])

Figure = int | float | None


class ComparisonOut(Schema):
    """A published figure of another place, to stand beside one's own."""

    place: str
    year: int
    value: Figure
    source: str


class StationOut(Schema):
    """A number with its definition; `value` is empty when it is hidden or unknown, `state` says which."""

    name: str
    value: Figure
    unit: str
    numerator: int | None
    base: int | None
    target: Figure
    previous: Figure
    state: str
    definition: str
    definition_version: str
    formula: str
    source: str
    comparison: list[ComparisonOut]


class PassageOut(Schema):
    """Between which two steps most young people of one class stopped; counts are empty when hidden."""

    sentence: str
    from_step: Annotated[str, Field(alias="from")]
    to: str
    reached_from: int | None
    reached_to: int | None
    lost: int | None
    room: str
    steps: dict[str, int]


class CycleOut(Schema):
    district: str
    year: int
    as_of: date
    stations: dict[str, StationOut]
    narrowest_passage: PassageOut | None


@router.get(
    "/{slug:district_code}/{int:year}",
    response={200: CycleOut, 401: faults.Fault, 403: faults.Fault, 404: faults.Fault, 422: faults.InvalidFault},
    by_alias=True,
    summary=_("지구의 한 해 순환"),
)
def cycle(request: HttpRequest, district_code: str, year: Path[Year]) -> CycleOut:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.CYCLE_READ)
    district = lookup.district(viewer, Permission.CYCLE_READ, district_code)
    return CycleOut.model_validate(queries.cycle_json(queries.cycle(viewer, district, year)))
