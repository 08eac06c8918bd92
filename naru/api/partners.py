"""Agreements: drafted, signed, pledged and kept."""

from datetime import date
from typing import Self

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field, model_validator

from naru.api import faults, lookup, pages, shapes
from naru.api.eyes import Eyes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Day, Question, Reference, Some80, Some200, Text300, Whole, of
from naru.api.shapes import korean as _
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.domain.partners import actions, queries
from naru.domain.partners.enums import AgreementKind, AgreementState, PledgeKind
from naru.domain.partners.models import Agreement

router = Router(tags=["partners"])


class AgreementsAsked(pages.Asked):
    district: Code | None = None
    kind: AgreementKind | None = None
    state: AgreementState | None = None


class AgreementOut(Schema):
    id: int
    district: Reference
    code: str
    title: str
    kind: AgreementKind
    state: AgreementState
    starts: date
    ends: date
    source: str
    is_example: bool
    party_count: int
    signed_count: int


class PartyOut(Schema):
    organisation: Reference
    signed_on: date | None
    signatory: str


class PledgeOut(Schema):
    """A pledge beside what was kept of it."""

    id: int
    organisation: Reference
    kind: PledgeKind
    year: int
    promised: int
    kept: int


class KeepingOut(Schema):
    id: int
    pledge: int
    on: date
    amount: int
    evidence: str


class AgreementDetailOut(AgreementOut):
    parties: list[PartyOut]
    pledges: list[PledgeOut]
    keepings: list[KeepingOut]


class AgreementIn(Question):
    district: Code
    code: Code
    title: Some200
    kind: AgreementKind
    starts: Day
    ends: Day
    parties: list[Code] = Field(max_length=100)

    @model_validator(mode="after")
    def ends_after_start(self) -> Self:
        return shapes.ordered(self, "starts", "ends")


class SignatureIn(Question):
    organisation: Code
    signatory: Some80
    on: Day


class EndIn(Question):
    on: Day
    why: Text300


class PledgeIn(Question):
    organisation: Code
    kind: PledgeKind
    year: shapes.Year
    amount: Whole


class KeepingIn(Question):
    on: Day
    amount: Whole
    evidence: Some200


def row_of(row: Agreement) -> AgreementOut:
    return AgreementOut(
        id=row.pk,
        district=of(row.district),
        code=row.code,
        title=row.title,
        kind=AgreementKind(row.kind),
        state=AgreementState(row.state),
        starts=row.starts,
        ends=row.ends,
        source=row.source,
        is_example=row.is_example,
        party_count=row.party_count,  # type: ignore[attr-defined]
        signed_count=row.signed_count,  # type: ignore[attr-defined]
    )


def detail_of(viewer: User, pk: int) -> AgreementDetailOut:
    eyes = Eyes(viewer)
    agreement = queries.one(viewer, pk)
    parties = queries.parties(agreement)
    return AgreementDetailOut(
        id=agreement.pk,
        district=of(agreement.district),
        code=agreement.code,
        title=agreement.title,
        kind=AgreementKind(agreement.kind),
        state=AgreementState(agreement.state),
        starts=agreement.starts,
        ends=agreement.ends,
        source=agreement.source,
        is_example=agreement.is_example,
        party_count=len(parties),
        signed_count=sum(each.signed_on is not None for each in parties),
        parties=[
            PartyOut(organisation=of(each.organisation), signed_on=each.signed_on, signatory=eyes.name(each.signatory))
            for each in parties
        ],
        pledges=[
            PledgeOut(
                id=each.pledge,
                organisation=of(each.organisation),
                kind=each.kind,
                year=each.year,
                promised=each.promised,
                kept=each.kept,
            )
            for each in queries.pledges_of(viewer, agreement)
        ],
        keepings=[
            KeepingOut(id=each.pk, pledge=each.pledge_id, on=each.on, amount=each.amount, evidence=each.evidence)
            for each in queries.keepings_of(viewer, agreement)
        ],
    )


@router.get("/", response={200: Page[AgreementOut], **faults.LIST}, summary=_("협약 목록"))
def agreements(request: HttpRequest, asked: Query[AgreementsAsked]) -> Page[AgreementOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.PARTNERS_READ)
    rows = pages.narrow(queries.listing(viewer), district__code=asked.district, kind=asked.kind, state=asked.state)
    return pages.page_of(Page[AgreementOut], rows, asked, viewer, row_of, search=("title", "code"))


@router.get("/{int:pk}", response={200: AgreementDetailOut, **faults.ONE}, summary=_("협약 하나"))
def agreement(request: HttpRequest, pk: int) -> AgreementDetailOut:
    return detail_of(viewer_of(request), pk)


@router.post("/", response={201: AgreementDetailOut, **faults.DEED}, summary=_("협약 초안 쓰기"))
def draft_agreement(request: HttpRequest, question: AgreementIn) -> Status[AgreementDetailOut]:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.PARTNERS_WRITE)
    made = actions.draft_agreement(
        district=lookup.district(viewer, Permission.PARTNERS_READ, question.district),
        code=question.code,
        title=question.title,
        kind=question.kind,
        starts=question.starts,
        ends=question.ends,
        parties=lookup.organisations(viewer, "parties", question.parties),
        by=viewer,
    )
    return Status(201, detail_of(viewer, made.pk))


@router.post(
    "/{int:pk}/request-signatures",
    response={200: AgreementDetailOut, **faults.DEED},
    summary=_("협약 서명 요청하기"),
)
def request_signatures(request: HttpRequest, pk: int) -> AgreementDetailOut:
    viewer = viewer_of(request)
    actions.request_signatures(agreement=queries.one(viewer, pk), by=viewer)
    return detail_of(viewer, pk)


@router.post("/{int:pk}/sign", response={200: AgreementDetailOut, **faults.DEED}, summary=_("협약에 서명하기"))
def sign(request: HttpRequest, pk: int, question: SignatureIn) -> AgreementDetailOut:
    viewer = viewer_of(request)
    actions.sign(
        agreement=queries.one(viewer, pk),
        organisation=lookup.organisation(viewer, "organisation", question.organisation),
        signatory=question.signatory,
        on=question.on,
        by=viewer,
    )
    return detail_of(viewer, pk)


@router.post("/{int:pk}/end", response={200: AgreementDetailOut, **faults.DEED}, summary=_("협약 끝내기"))
def end_agreement(request: HttpRequest, pk: int, question: EndIn) -> AgreementDetailOut:
    viewer = viewer_of(request)
    actions.end_agreement(agreement=queries.one(viewer, pk), on=question.on, why=question.why, by=viewer)
    return detail_of(viewer, pk)


@router.post("/{int:pk}/pledge", response={200: AgreementDetailOut, **faults.DEED}, summary=_("약속 적기"))
def pledge(request: HttpRequest, pk: int, question: PledgeIn) -> AgreementDetailOut:
    viewer = viewer_of(request)
    actions.pledge(
        agreement=queries.one(viewer, pk),
        organisation=lookup.organisation(viewer, "organisation", question.organisation),
        kind=question.kind,
        year=question.year,
        amount=question.amount,
        by=viewer,
    )
    return detail_of(viewer, pk)


@router.post("/pledges/{int:pk}/keep", response={201: KeepingOut, **faults.DEED}, summary=_("약속 이행 적기"))
def keep(request: HttpRequest, pk: int, question: KeepingIn) -> Status[KeepingOut]:
    viewer = viewer_of(request)
    made = actions.record_kept(
        pledge=queries.pledge_one(viewer, pk),
        on=question.on,
        amount=question.amount,
        evidence=question.evidence,
        by=viewer,
    )
    return Status(
        201,
        KeepingOut(id=made.pk, pledge=made.pledge_id, on=made.on, amount=made.amount, evidence=made.evidence),
    )
