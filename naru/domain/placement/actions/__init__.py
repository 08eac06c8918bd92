"""Deeds of the room placement."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District, Organisation
from naru.base.privacy import consent
from naru.base.privacy.enums import Giver, How, Purpose
from naru.base.rulebook.errors import Conflict
from naru.domain.competency.models import Occupation
from naru.domain.demand.models import Need
from naru.domain.people import queries as people
from naru.domain.people.models import Learner
from naru.domain.placement import queries, rules
from naru.domain.placement.actions import steps
from naru.domain.placement.enums import (
    ApplicationState,
    EndReason,
    ListState,
    OpeningState,
    RefusalReason,
    RoundState,
)
from naru.domain.placement.models import Application, Opening, OpeningUnit, Placement, WishList
from naru.domain.placement.queries import eligible as eligible_queries
from naru.domain.placement.queries import firms as firm_queries
from naru.domain.placement.queries import rounds as round_queries
from naru.domain.placement.rules import eligible
from naru.domain.placement.rules import firms as firm_rules
from naru.domain.placement.rules import rounds as round_rules


def draft_opening(
    *,
    district: District,
    code: str,
    firm: Organisation,
    occupation: Occupation,
    title: str,
    year: int,
    seats: int,
    wage: int | None,
    deadline: date,
    need: Need | None = None,
    by: User,
) -> Opening:
    """Writes an opening that only the firm and the centre see until it is published."""
    access.require(by, Permission.PLACEMENT_OPEN, on=firm, within=district)
    with transaction.atomic():
        made = Opening.objects.create(
            district=district,
            code=code,
            firm=firm,
            occupation=occupation,
            title=title,
            year=year,
            seats=seats,
            wage=wage,
            deadline=deadline,
            need=need,
        )
        record.record("placement.draft_opening", made, by=by)
    return made


def describe_opening(
    *, opening: Opening, details: rules.Details, units: Mapping[int, bool], today: date, by: User
) -> Opening:
    """What a draft offers and asks; `units`: unit (id) → is it required."""
    access.require(by, Permission.PLACEMENT_OPEN, on=opening)
    with transaction.atomic():
        fresh = Opening.objects.select_for_update().get(pk=opening.pk)
        rules.may_describe(OpeningState(fresh.state), details, today)
        given = asdict(details)
        before = record.snapshot(fresh, *given)
        for name, value in given.items():
            setattr(fresh, name, value)
        fresh.save()
        OpeningUnit.objects.filter(opening=fresh).delete()
        OpeningUnit.objects.bulk_create(
            OpeningUnit(opening=fresh, unit_id=unit, is_required=is_required) for unit, is_required in units.items()
        )
        after = record.snapshot(fresh, *given) | {"units": sorted(units)}
        record.record("placement.describe_opening", fresh, by=by, before=before, after=after)
    return fresh


def check_opening(*, opening: Opening, by: User) -> Opening:
    """The centre says that what an opening states was checked; the firm may open it now."""
    access.require(by, Permission.PLACEMENT_CHECK, on=opening)
    with transaction.atomic():
        return steps.move_opening(opening, OpeningState.CHECKED, "placement.check_opening", by)


def return_opening(*, opening: Opening, why: str, by: User) -> Opening:
    """Gives a checked opening back to its firm, with what has to be mended."""
    access.require(by, Permission.PLACEMENT_CHECK, on=opening)
    with transaction.atomic():
        return steps.move_opening(opening, OpeningState.DRAFT, "placement.return_opening", by, why)


def publish(*, opening: Opening, today: date, by: User) -> Opening:
    """Opens an opening for applications."""
    access.require(by, Permission.PLACEMENT_OPEN, on=opening)
    rules.may_publish(opening.deadline, today)
    firm_rules.may_open_of(*firm_queries.bar(opening.district, opening.firm_id, today))
    with transaction.atomic():
        if opening.state == OpeningState.DRAFT and access.can(by, Permission.PLACEMENT_CHECK, on=opening):
            steps.move_opening(opening, OpeningState.CHECKED, "placement.check_opening", by)
        return steps.move_opening(opening, OpeningState.OPEN, "placement.publish", by, opened_on=today)


def renew(*, opening: Opening, deadline: date, today: date, by: User) -> Opening:
    """A later last day; what had run out or was closed takes applications again."""
    access.require(by, Permission.PLACEMENT_OPEN, on=opening)
    with transaction.atomic():
        fresh = Opening.objects.select_for_update().get(pk=opening.pk)
        state = OpeningState(fresh.state)
        rules.may_renew(state, fresh.deadline, deadline, today)
        firm_rules.may_open_of(*firm_queries.bar(fresh.district, fresh.firm_id, today))
        before = record.snapshot(fresh, "deadline", "state")
        fresh.deadline, fresh.state = deadline, OpeningState.OPEN
        fresh.opened_on = fresh.opened_on if state == OpeningState.OPEN else today
        fresh.save()
        record.record("placement.renew", fresh, by=by, before=before)
    return fresh


def close(*, opening: Opening, by: User) -> Opening:
    """Takes no more applications. Raises Conflict while a round still matches the opening."""
    access.require(by, Permission.PLACEMENT_OPEN, on=opening)
    with transaction.atomic():
        Opening.objects.select_for_update().get(pk=opening.pk)
        round_rules.may_close_opening(round_queries.is_matched(opening))
        return steps.move_opening(opening, OpeningState.CLOSED, "placement.close", by)


def apply(*, opening: Opening, learner: Learner, consents: bool, today: date, by: User) -> Application:
    """Applies, as the learner, who agrees that this firm sees the application; without that nobody can apply."""
    access.require(by, Permission.PLACEMENT_APPLY, on=learner)
    rules.may_show(consents, today)
    with transaction.atomic():
        locked = Opening.objects.select_for_update().get(pk=opening.pk)
        rules.may_apply(
            OpeningState(locked.state),
            locked.deadline,
            today,
            queries.is_in_district(learner, locked.district, today),
            queries.has_job(learner),
        )
        work = eligible_queries.work_of(locked, today)
        eligible.may_take(eligible_queries.of(learner, locked, today), work)
        made, is_new = Application.objects.get_or_create(
            opening=locked, learner=learner, defaults={"state": ApplicationState.APPLIED, "applied_on": today}
        )
        if not is_new and made.state != ApplicationState.WITHDRAWN:
            raise Conflict(_("이미 지원한 공고입니다."))
        if not is_new:
            made.state, made.applied_on = ApplicationState.APPLIED, today
            made.offered_on = made.answer_by = made.answered_on = made.decide_by = None
            made.save()
        record.record("placement.apply", made, by=by, district=locked.district_id)
        consent.give(
            learner._meta.label_lower,
            learner.pk,
            Purpose.FIRM,
            giver=Giver.SELF,
            how=How.PAGE,
            today=today,
            by=by,
            recipient=locked.firm,
            district=locked.district_id,
        )
    return made


def _locked(application: Application) -> Opening:
    return Opening.objects.select_for_update().get(pk=application.opening_id)


def withdraw(*, application: Application, by: User) -> Application:
    """Takes an application back, as the learner."""
    access.require(by, Permission.PLACEMENT_APPLY, on=application)
    with transaction.atomic():
        _locked(application)
        return steps.move_application(application, ApplicationState.WITHDRAWN, "placement.withdraw", by)


def consider(
    *, application: Application, state: ApplicationState, decide_by: date, today: date, by: User
) -> Application:
    """Says what the firm does with an application before it answers, and by when it will; the learner reads both."""
    access.require(by, Permission.PLACEMENT_OFFER, on=application)
    with transaction.atomic():
        _locked(application)
        fresh = Application.objects.select_for_update().get(pk=application.pk)
        rules.may_consider(ApplicationState(fresh.state), state, decide_by, today)
        before = record.snapshot(fresh, "state", "decide_by")
        fresh.state, fresh.decide_by = state, decide_by
        fresh.save()
        record.record("placement.consider", fresh, by=by, before=before, district=fresh.opening.district_id)
    return fresh


def offer(*, application: Application, answer_by: date, today: date, by: User) -> Application:
    """Offers a seat; never more seats than the opening has, also when two people offer at once."""
    access.require(by, Permission.PLACEMENT_OFFER, on=application)
    with transaction.atomic():
        opening = _locked(application)
        round_rules.may_offer_beside(round_queries.is_bound(opening))
        rules.may_offer(opening.seats, queries.promised(opening), answer_by, today)
        return steps.move_application(
            application, ApplicationState.OFFERED, "placement.offer", by, offered_on=today, answer_by=answer_by
        )


def refuse(*, application: Application, reason: RefusalReason, by: User) -> Application:
    """Says no, with a coded reason."""
    access.require(by, Permission.PLACEMENT_OFFER, on=application)
    with transaction.atomic():
        _locked(application)
        return steps.move_application(application, ApplicationState.REFUSED, "placement.refuse", by, refusal=reason)


def accept(*, application: Application, today: date, starts: date, by: User) -> Placement:
    """Accepts an offer, as the learner: the employment begins, all other live applications end at once."""
    access.require(by, Permission.PLACEMENT_ACCEPT, on=application)
    with transaction.atomic():
        opening = _locked(application)
        learner = Learner.objects.select_for_update().get(pk=application.learner_id)
        fresh = Application.objects.select_for_update().get(pk=application.pk)
        rules.application_may_become(ApplicationState(fresh.state), ApplicationState.ACCEPTED)
        rules.may_answer(fresh.answer_by, today)
        rules.may_work(learner.birth_date, starts)
        work = replace(eligible_queries.work_of(opening, today), starts=starts)
        eligible.may_begin(round_rules.kept_apart(learner.birth_date, work), work)
        rules.may_contract(learner.birth_date, starts, people.has_guardians_word(learner, today))
        steps.move_application(fresh, ApplicationState.ACCEPTED, "placement.accept", by, answered_on=today)
        others = Application.objects.filter(learner=learner, state__in=rules.LIVE).exclude(pk=fresh.pk)
        for other in others.select_for_update():
            steps.move_application(other, ApplicationState.OBSOLETE, "placement.become_obsolete", by)
        _free_lists(learner, today, by)
        made = Placement.objects.create(learner=learner, firm=opening.firm, opening=opening, starts=starts)
        record.record("placement.start", made, by=by, district=opening.district_id)
        if opening.applications.filter(state=ApplicationState.ACCEPTED).count() >= opening.seats:
            steps.move_opening(opening, OpeningState.FILLED, "placement.fill", by)
    return made


def _free_lists(learner: Learner, today: date, by: User) -> None:
    """Whoever has a job takes part in no round any more."""
    rows = WishList.objects.filter(learner=learner, round__state__in=round_rules.LIVE - {RoundState.OFFERED})
    for each in rows.exclude(state=ListState.WITHDRAWN).select_related("round").select_for_update(of=("self",)):
        before = record.snapshot(each, "state")
        each.state, each.withdrawn_on = ListState.WITHDRAWN, today
        each.save()
        record.record("placement.withdraw_wishes", each, by=by, before=before, district=each.round.district_id)


def decline(*, application: Application, today: date, by: User) -> Application:
    """Declines an offer, as the learner; the seat is free again."""
    access.require(by, Permission.PLACEMENT_ACCEPT, on=application)
    with transaction.atomic():
        _locked(application)
        return steps.move_application(
            application, ApplicationState.DECLINED, "placement.decline", by, answered_on=today
        )


def end_placement(*, placement: Placement, on: date, reason: EndReason, by: User) -> Placement:
    """Records that an employment ended, and why."""
    access.require(by, Permission.PLACEMENT_RECORD, on=placement)
    with transaction.atomic():
        fresh = Placement.objects.select_for_update().get(pk=placement.pk)
        rules.may_end(fresh.starts, fresh.ends, on)
        before = record.snapshot(fresh, "ends", "end_reason")
        fresh.ends, fresh.end_reason = on, reason
        fresh.save()
        record.record("placement.end", fresh, by=by, before=before)
    return fresh
