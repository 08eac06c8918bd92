"""Deeds of reorganisation: campaigns, requests with what they need, their steps, opinions, corrections."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District, Organisation
from naru.base.rulebook.errors import RuleBroken
from naru.domain.curriculum.enums import (
    CampaignScope,
    CorrectionKind,
    OpinionStage,
    ReorganisationState,
    RequestKind,
    Stance,
    TeacherMeans,
)
from naru.domain.curriculum.models import Campaign, Correction, Department, Opinion, Option, Request, TeacherNeed
from naru.domain.curriculum.queries import requests as reads
from naru.domain.curriculum.rules import request as rules
from naru.domain.demand.models import Need

CARRIED_OUT = frozenset({ReorganisationState.PREPARING, ReorganisationState.INTAKE, ReorganisationState.GRADUATED})


@dataclass(frozen=True)
class Wish:
    """What a request says; teachers: (subject, means, how many)."""

    kind: RequestKind
    department: Department | None
    new_name: str
    classes_before: int
    classes_after: int
    class_size: int
    reasons: Sequence[str]
    story: str = ""
    works_cost: int = 0
    equipment_cost: int = 0
    dormitory: int = 0
    firms: Sequence[Organisation] = ()
    needs: Sequence[Need] = ()
    teachers: Sequence[tuple[str, TeacherMeans, int]] = field(default=())

    @property
    def asked(self) -> rules.Asked:
        return rules.Asked(
            RequestKind(self.kind),
            self.department is not None,
            self.new_name,
            self.classes_before,
            self.classes_after,
            tuple(self.reasons),
        )


def open_campaign(
    *,
    district: District,
    code: str,
    name: str,
    scope: CampaignScope,
    intake_year: int,
    opens_on: date,
    closes_on: date,
    review_by: date,
    decide_by: date,
    source: str,
    by: User,
) -> Campaign:
    """Calls for requests, with the days of the stages."""
    access.require(by, Permission.CURRICULUM_CAMPAIGN, on=district)
    rules.may_open_campaign(opens_on, closes_on, review_by, decide_by)
    with transaction.atomic():
        made = Campaign.objects.create(
            district=district,
            code=code,
            name=name,
            scope=scope,
            intake_year=intake_year,
            opens_on=opens_on,
            closes_on=closes_on,
            review_by=review_by,
            decide_by=decide_by,
            source=source,
        )
        record.record("curriculum.open_campaign", made, by=by)
    return made


def draft_request(
    *, campaign: Campaign, school: Organisation, wish: Wish, option: Option | None, today: date, by: User
) -> Request:
    """A school's request with its expected effect; `option`: the plan of seats that it was born from."""
    access.require(by, Permission.CURRICULUM_REQUEST, on=school, within=campaign.district)
    _may_wish(wish, school)
    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=campaign.pk)
        rules.may_ask_once(reads.has_like(campaign, wish.department, wish.kind))
        made = Request(campaign=campaign, school=school, number=reads.free_number(campaign), option=option)
        _fill(made, wish, today)
        record.record("curriculum.draft_request", made, by=by, district=campaign.district_id)
    return made


def edit_request(*, request: Request, wish: Wish, today: date, by: User) -> Request:
    """Says it anew while it is a draft or was sent back; the effect is computed again."""
    access.require(by, Permission.CURRICULUM_REQUEST, on=request)
    _may_wish(wish, request.school)
    with transaction.atomic():
        fresh = Request.objects.select_for_update().select_related("campaign__district", "school").get(pk=request.pk)
        rules.may_edit(ReorganisationState(fresh.state))
        rules.may_ask_once(reads.has_like(fresh.campaign, wish.department, wish.kind, apart=fresh.pk))
        before = record.snapshot(fresh)
        _fill(fresh, wish, today)
        record.record("curriculum.edit_request", fresh, by=by, before=before, district=fresh.campaign.district_id)
    return fresh


def _may_wish(wish: Wish, school: Organisation) -> None:
    rules.may_ask(wish.asked)
    if wish.department is not None and wish.department.school_id != school.pk:
        raise RuleBroken(_("다른 학교의 학과입니다."), field="department")


def _fill(request: Request, wish: Wish, today: date) -> None:
    for name in ("kind", "department", "new_name", "classes_before", "classes_after", "class_size", "story"):
        setattr(request, name, getattr(wish, name))
    for name in ("works_cost", "equipment_cost", "dormitory"):
        setattr(request, name, getattr(wish, name))
    request.reasons = list(wish.reasons)
    request.forecast = reads.forecast(request, today)
    request.save()
    request.firms.set(wish.firms)
    request.needs.set(wish.needs)
    TeacherNeed.objects.filter(request=request).delete()
    TeacherNeed.objects.bulk_create(
        TeacherNeed(request=request, subject=subject, means=means, count=count)
        for subject, means, count in wish.teachers
    )


def move_request(
    *,
    request: Request,
    state: ReorganisationState,
    reason: str,
    refusal: str,
    entrants: int | None,
    today: date,
    by: User,
) -> Request:
    """One step along the state table, by whoever the table names."""
    access.require(by, Permission.CURRICULUM_MOVE, on=request)
    held = access.roles_on(by, Permission.CURRICULUM_MOVE, request)
    with transaction.atomic():
        fresh = Request.objects.select_for_update().select_related("campaign__district", "school").get(pk=request.pk)
        then = ReorganisationState(state)
        rules.may_move(ReorganisationState(fresh.state), then, held)
        rules.may_decide(then, refusal, reason, reads.has_final_opinion(fresh))
        rules.may_report_entrants(then, entrants)
        if then == ReorganisationState.PROPOSED:
            rules.may_hand_in(today, fresh.campaign.opens_on, fresh.campaign.closes_on)
        before = record.snapshot(fresh, "state", "reason", "refusal", "entrants")
        fresh.state = then
        # What was decided stays readable while it is carried out; an earlier word does not outlive a new step.
        fresh.reason = reason if then not in CARRIED_OUT else fresh.reason
        if then == ReorganisationState.REFUSED:
            fresh.refusal = refusal
        if then in {ReorganisationState.SELECTED, ReorganisationState.REFUSED}:
            fresh.decided_on = today
        if then == ReorganisationState.INTAKE:
            fresh.entrants = entrants
            real = reads.real_effect(fresh, entrants or 0, today)
            fresh.forecast = {**fresh.forecast, "real": real} if fresh.forecast else fresh.forecast
        fresh.save()
        record.record(
            "curriculum.move_request",
            fresh,
            by=by,
            before=before,
            after=record.snapshot(fresh, "state", "reason", "refusal", "entrants"),
            why=reason,
            district=fresh.campaign.district_id,
        )
    return fresh


def give_opinion(
    *, request: Request, stage: OpinionStage, stance: Stance, body: str, text: str, today: date, by: User
) -> Opinion:
    """What a body thinks at a stage; each body once at each stage."""
    access.require(by, Permission.CURRICULUM_OPINE, on=request)
    held = access.roles_on(by, Permission.CURRICULUM_OPINE, request)
    with transaction.atomic():
        fresh = Request.objects.select_for_update().select_related("campaign").get(pk=request.pk)
        rules.may_opine(OpinionStage(stage), ReorganisationState(fresh.state), held)
        made = Opinion.objects.create(request=fresh, stage=stage, stance=stance, body=body, text=text, on=today, by=by)
        record.record("curriculum.give_opinion", made, by=by, district=fresh.campaign.district_id)
    return made


def correct_request(
    *,
    request: Request,
    kind: CorrectionKind,
    classes: int | None,
    intake_year: int | None,
    why: str,
    today: date,
    by: User,
) -> Correction:
    """A change after the decision, beside what was decided."""
    access.require(by, Permission.CURRICULUM_CAMPAIGN, on=request)
    with transaction.atomic():
        fresh = Request.objects.select_for_update().select_related("campaign").get(pk=request.pk)
        given: dict[str, Any] = {
            "classes": classes if kind == CorrectionKind.CLASSES else None,
            "intake_year": intake_year if kind == CorrectionKind.POSTPONE else None,
        }
        rules.may_correct(
            ReorganisationState(fresh.state), CorrectionKind(kind), **given, planned=reads.intake_year(fresh)
        )
        made = Correction.objects.create(request=fresh, kind=kind, why=why, on=today, **given)
        record.record("curriculum.correct_request", made, by=by, why=why, district=fresh.campaign.district_id)
    return made
