"""Consent, requests to guardians, corrections and the access log of one learner: part of the room people."""

from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from naru.api import faults, lookup, pages
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Day, Question, Reference, Small, Some80, Some200, Text200, Text300, of_or_none
from naru.api.shapes import korean as _
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import looks
from naru.base.audit.enums import LookKind
from naru.base.audit.models import Look
from naru.base.district.models import Organisation
from naru.base.privacy import masking
from naru.base.privacy.enums import ConsentEnd, CorrectionState, Giver, How, Purpose, RequestState
from naru.base.privacy.models import Consent, ConsentRequest, Correction
from naru.domain.people import actions, queries

router = Router(tags=["people"])


class ConsentOut(Schema):
    """A consent. `ends`: why it no longer holds, nothing while it does (until `expires_on`)."""

    id: int
    purpose: Purpose
    recipient: Reference | None
    version: str
    giver: Giver
    how: How
    given_at: datetime
    expires_on: date
    ended_at: datetime | None
    ends: ConsentEnd | None


class LookOut(Schema):
    """Somebody looked at the learner's data; the name of whoever looked is masked for the learner."""

    at: datetime
    who: str
    role: str
    kind: LookKind
    place: str
    why: str


class ConsentRequestOut(Schema):
    """A request to a guardian. `token` stands in the answer to its making only: nobody can read it again."""

    id: int
    purpose: Purpose
    recipient: Reference | None
    state: RequestState
    asked_at: datetime
    token: str | None = None


class CorrectionOut(Schema):
    id: int
    field: str
    state: CorrectionState
    asked_on: date
    answer_by: date
    answer: str


class RuleOut(Schema):
    id: int
    purpose: Purpose
    since: date
    below_age: int
    source: str


class ConsentIn(Question):
    purpose: Purpose
    recipient: Code | None = None


class WithdrawalIn(Question):
    consent: int


class PaperIn(ConsentIn):
    giver: Giver
    giver_name: Some80
    evidence: Some200


class RequestIn(ConsentIn):
    guardian_name: Some80


class TakingBackIn(Question):
    request: int


class RuleIn(Question):
    district: Code
    purpose: Purpose
    since: Day
    below_age: Small
    source: Some200


class CorrectionIn(Question):
    field: Code
    wanted: Text200
    why: Text300 = ""


class CorrectionAnswerIn(Question):
    accepts: bool
    answer: Text300 = ""


def consent_of(row: Consent) -> ConsentOut:
    return ConsentOut(
        id=row.pk,
        purpose=Purpose(row.purpose),
        recipient=of_or_none(row.recipient),
        version=row.text_version,
        giver=Giver(row.giver),
        how=How(row.how),
        given_at=row.given_at,
        expires_on=row.expires_on,
        ended_at=row.ended_at,
        ends=ConsentEnd(row.end_reason) if row.end_reason else None,
    )


def request_of(row: ConsentRequest, token: str | None = None) -> ConsentRequestOut:
    return ConsentRequestOut(
        id=row.pk,
        purpose=Purpose(row.purpose),
        recipient=of_or_none(row.recipient),
        state=RequestState(row.state),
        asked_at=row.asked_at,
        token=token,
    )


def correction_of(row: Correction) -> CorrectionOut:
    return CorrectionOut(
        id=row.pk,
        field=row.field,
        state=CorrectionState(row.state),
        asked_on=row.asked_on,
        answer_by=row.answer_by,
        answer=row.answer,
    )


def look_of(row: Look, viewer: User) -> LookOut:
    return LookOut(
        at=row.at,
        who=masking.shown_name(row.actor, viewer, is_own=row.actor_id == viewer.pk),
        role=looks.role_words(row),
        kind=LookKind(row.kind),
        place=row.place,
        why=row.why,
    )


def recipient_of(viewer: User, code: str | None) -> Organisation | None:
    return None if code is None else lookup.organisation(viewer, "recipient", code)


@router.get("/{int:pk}/consents", response={200: list[ConsentOut], **faults.ONE}, summary=_("학생의 동의 목록"))
def consents(request: HttpRequest, pk: int) -> list[ConsentOut]:
    viewer = viewer_of(request)
    return [consent_of(row) for row in queries.consents_of(viewer, queries.one(viewer, pk))]


@router.get(
    "/{int:pk}/looks", response={200: Page[LookOut], **faults.LIST_OF_ONE}, summary=_("누가 학생의 정보를 보았나")
)
def looks_at(request: HttpRequest, pk: int, page: int = 1, size: int = 25) -> Page[LookOut]:
    viewer = viewer_of(request)
    rows = queries.looks_at(viewer, queries.one(viewer, pk))
    asked = pages.Asked(page=min(max(page, 1), 1_000_000), size=min(max(size, 1), 100))
    return pages.page_of(Page[LookOut], rows, asked, viewer, lambda row: look_of(row, viewer))


@router.post("/{int:pk}/consents", response={201: ConsentOut, **faults.DEED}, summary=_("동의하기"))
def give_consent(request: HttpRequest, pk: int, question: ConsentIn) -> Status[ConsentOut]:
    viewer = viewer_of(request)
    made = actions.give_consent(
        learner=queries.one(viewer, pk),
        purpose=question.purpose,
        recipient=recipient_of(viewer, question.recipient),
        today=timezone.localdate(),
        by=viewer,
    )
    return Status(201, consent_of(made))


@router.post("/{int:pk}/consents/withdraw", response={200: ConsentOut, **faults.DEED}, summary=_("동의 철회하기"))
def withdraw_consent(request: HttpRequest, pk: int, question: WithdrawalIn) -> ConsentOut:
    viewer = viewer_of(request)
    learner = queries.one(viewer, pk)
    given = queries.consents_of(viewer, learner).filter(pk=question.consent).first()
    if given is None:
        lookup.may(viewer, Permission.CONSENT_GIVE)
        raise lookup.missing("consent", question.consent)
    return consent_of(actions.withdraw_consent(learner=learner, given=given, by=viewer))


@router.post("/{int:pk}/consents/paper", response={201: ConsentOut, **faults.DEED}, summary=_("서면 동의 적기"))
def record_consent(request: HttpRequest, pk: int, question: PaperIn) -> Status[ConsentOut]:
    viewer = viewer_of(request)
    made = actions.record_consent(
        learner=queries.one(viewer, pk),
        purpose=question.purpose,
        giver=question.giver,
        giver_name=question.giver_name,
        recipient=recipient_of(viewer, question.recipient),
        evidence=question.evidence,
        today=timezone.localdate(),
        by=viewer,
    )
    return Status(201, consent_of(made))


@router.post(
    "/{int:pk}/consent-requests", response={201: ConsentRequestOut, **faults.DEED}, summary=_("보호자 동의 요청하기")
)
def ask_guardian(request: HttpRequest, pk: int, question: RequestIn) -> Status[ConsentRequestOut]:
    viewer = viewer_of(request)
    made, token = actions.ask_guardian(
        learner=queries.one(viewer, pk),
        guardian_name=question.guardian_name,
        purpose=question.purpose,
        recipient=recipient_of(viewer, question.recipient),
        today=timezone.localdate(),
        by=viewer,
    )
    return Status(201, request_of(made, token))


@router.post(
    "/{int:pk}/consent-requests/take-back",
    response={200: ConsentRequestOut, **faults.DEED},
    summary=_("보호자 동의 요청 거두기"),
)
def take_back_request(request: HttpRequest, pk: int, question: TakingBackIn) -> ConsentRequestOut:
    viewer = viewer_of(request)
    learner = queries.one(viewer, pk)
    asked = queries.consent_requests_of(viewer, learner).filter(pk=question.request).first()
    if asked is None:
        lookup.may(viewer, Permission.CONSENT_ASK)
        raise lookup.missing("request", question.request)
    actions.take_back_request(learner=learner, request=asked, by=viewer)
    return request_of(asked)


@router.post("/consent-rules", response={201: RuleOut, **faults.DEED}, summary=_("보호자 동의 규칙 정하기"))
def set_consent_rule(request: HttpRequest, question: RuleIn) -> Status[RuleOut]:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.CONSENT_ASK)
    made = actions.set_consent_rule(
        district=lookup.district(viewer, Permission.CONSENT_ASK, question.district),
        purpose=question.purpose,
        since=question.since,
        below_age=question.below_age,
        source=question.source,
        by=viewer,
    )
    out = RuleOut(id=made.pk, purpose=question.purpose, since=made.since, below_age=made.below_age, source=made.source)
    return Status(201, out)


@router.post("/{int:pk}/corrections", response={201: CorrectionOut, **faults.DEED}, summary=_("정정 요청하기"))
def ask_correction(request: HttpRequest, pk: int, question: CorrectionIn) -> Status[CorrectionOut]:
    viewer = viewer_of(request)
    made = actions.ask_correction(
        learner=queries.one(viewer, pk),
        field=question.field,
        wanted=question.wanted,
        why=question.why,
        today=timezone.localdate(),
        by=viewer,
    )
    return Status(201, correction_of(made))


@router.post(
    "/corrections/{int:pk}/answer", response={200: CorrectionOut, **faults.DEED}, summary=_("정정 요청에 답하기")
)
def answer_correction(request: HttpRequest, pk: int, question: CorrectionAnswerIn) -> CorrectionOut:
    viewer = viewer_of(request)
    found = queries.correction_one(viewer, pk)
    made = actions.answer_correction(
        correction=found, accepts=question.accepts, answer=question.answer, today=timezone.localdate(), by=viewer
    )
    return correction_of(made)
