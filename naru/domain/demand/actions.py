"""Deeds of the room demand."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District, Organisation
from naru.base.privacy import links
from naru.base.privacy.enums import LinkPurpose
from naru.base.privacy.models import Link
from naru.domain.competency import rules as competency
from naru.domain.competency.enums import UnitState
from naru.domain.competency.models import Occupation, Unit
from naru.domain.demand import queries, rules
from naru.domain.demand.enums import AskState, Confidence, NeedSource, SignalKind, SurveyState
from naru.domain.demand.models import Ask, Need, Posting, Revision, Signal, Survey, Track, WantedUnit

WantedUnits = list[tuple[Unit, int]]


@dataclass(frozen=True)
class Terms:
    """Where, when in the year, at which level and in which shifts; blank where it was not said."""

    complex: str = ""
    quarter: int | None = None
    level: int | None = None
    shift: str = ""


@dataclass(frozen=True)
class Advertised:
    """A posting as it was read."""

    firm: Organisation
    occupation: Occupation | None
    title: str
    body: str
    seats: int | None
    posted_on: date
    expires_on: date | None
    source: str = ""


@dataclass(frozen=True)
class Answered:
    """One line of a firm's answer: an earlier need said again, or (None) a new occupation."""

    need: Need | None
    occupation: Occupation
    headcount: int
    confidence: Confidence
    terms: Terms
    reason: str = ""


def _require(by: User, district: District, firm: Organisation) -> None:
    """The firm itself may speak where it takes part, and the coordinator of the district for it."""
    if not access.can(by, Permission.DEMAND_WRITE, on=district):
        access.require(by, Permission.DEMAND_WRITE, on=firm, within=district)


def _say(
    need: Need,
    number: int,
    headcount: int,
    confidence: Confidence,
    source: NeedSource,
    said_on: date,
    reason: str,
    wanted: WantedUnits,
    terms: Terms,
    ask: Ask | None = None,
) -> Revision:
    made = Revision.objects.create(
        need=need,
        number=number,
        headcount=headcount,
        confidence=confidence,
        source=source,
        said_on=said_on,
        reason=reason,
        complex=terms.complex,
        quarter=terms.quarter,
        level=terms.level,
        shift=terms.shift,
        ask=ask,
    )
    WantedUnit.objects.bulk_create(WantedUnit(revision=made, unit=unit, importance=n) for unit, n in wanted)
    return made


def _usable(wanted: WantedUnits | None) -> None:
    for unit, _importance in wanted or []:
        competency.may_use(UnitState(unit.state))


def state_need(
    *,
    district: District,
    code: str,
    firm: Organisation,
    occupation: Occupation,
    year: int,
    headcount: int,
    confidence: Confidence,
    source: NeedSource,
    said_on: date,
    wanted: WantedUnits,
    by: User,
    terms: Terms = Terms(),
) -> Need:
    """Says a new need: its first revision."""
    _require(by, district, firm)
    rules.may_state(headcount, said_on, [importance for _unit, importance in wanted], terms.quarter, terms.level)
    _usable(wanted)
    with transaction.atomic():
        need = Need.objects.create(district=district, code=code, firm=firm, occupation=occupation, year=year)
        said = _say(need, 1, headcount, confidence, source, said_on, "", wanted, terms)
        record.record("demand.state_need", need, by=by, after=record.snapshot(said))
    return need


def revise_need(
    *,
    need: Need,
    headcount: int,
    confidence: Confidence,
    source: NeedSource,
    said_on: date,
    reason: str,
    wanted: WantedUnits | None,
    by: User,
    terms: Terms | None = None,
) -> Revision:
    """Says a need again: a new revision; `wanted` or `terms` None keep those of the last word."""
    access.require(by, Permission.DEMAND_WRITE, on=need)
    _usable(wanted)
    with transaction.atomic():
        return _again(need, headcount, confidence, source, said_on, reason, wanted, terms, by, None)


def _again(
    need: Need,
    headcount: int,
    confidence: Confidence,
    source: NeedSource,
    said_on: date,
    reason: str,
    wanted: WantedUnits | None,
    terms: Terms | None,
    by: User | None,
    ask: Ask | None,
) -> Revision:
    Need.objects.select_for_update().get(pk=need.pk)
    last = Revision.objects.get(need=need, is_current=True)
    terms = terms or Terms(last.complex, last.quarter, last.level, last.shift)
    rules.may_state(headcount, said_on, [importance for _unit, importance in wanted or []], terms.quarter, terms.level)
    rules.may_revise(last.said_on, said_on, reason)
    if wanted is None:
        wanted = [(each.unit, each.importance) for each in last.wanted.select_related("unit")]
    before = record.snapshot(last)
    Revision.objects.filter(pk=last.pk).update(is_current=False)
    said = _say(need, last.number + 1, headcount, confidence, source, said_on, reason, wanted, terms, ask)
    record.record("demand.revise_need", need, by=by, before=before, after=record.snapshot(said), why=reason)
    return said


def record_signal(
    *,
    district: District,
    firm: Organisation,
    kind: SignalKind,
    year: int,
    finding: int,
    said: int,
    hired: int,
    recorded_on: date,
    by: User,
) -> Signal:
    """Keeps what a confirmed finding says of a firm's words; called by the last room."""
    access.require(by, Permission.EVIDENCE_CONFIRM, on=district)
    with transaction.atomic():
        made, _is_new = Signal.objects.update_or_create(
            finding=finding,
            firm=firm,
            kind=kind,
            defaults={
                "district": district,
                "year": year,
                "said": said,
                "hired": hired,
                "recorded_on": recorded_on,
            },
        )
        record.record("demand.record_signal", made, by=by)
    return made


def record_tracks(
    *, district: District, year: int, rows: Sequence[tuple[int, int, int, int]], counted_on: date, by: User
) -> int:
    """Keeps what firms said and hired in a finished year: (firm, occupation, said, hired); called by the last room."""
    access.require(by, Permission.EVIDENCE_CONFIRM, on=district)
    with transaction.atomic():
        Track.objects.filter(district=district, year=year).delete()
        Track.objects.bulk_create(
            Track(
                district=district,
                firm_id=firm,
                occupation_id=occupation,
                year=year,
                said=said,
                hired=hired,
                version=rules.SAID_HIRED.version,
                counted_on=counted_on,
            )
            for firm, occupation, said, hired in rows
        )
        after = {"year": year, "rows": len(rows), "version": rules.SAID_HIRED.version}
        record.record("demand.record_tracks", district, by=by, district=district.pk, after=after)
    return len(rows)


def open_survey(
    *,
    district: District,
    title: str,
    year: int,
    opens_on: date,
    due_on: date,
    firms: Sequence[Organisation],
    today: date,
    by: User,
) -> Survey:
    """Asks firms of the district what they need in a year; each gets its link by `hand_link`."""
    access.require(by, Permission.DEMAND_WRITE, on=district)
    rules.may_survey(opens_on, due_on, today, len(firms))
    for firm in firms:
        access.require(by, Permission.DEMAND_WRITE, on=firm, within=district)
    with transaction.atomic():
        made = Survey.objects.create(district=district, title=title, year=year, opens_on=opens_on, due_on=due_on)
        Ask.objects.bulk_create(Ask(survey=made, firm=firm) for firm in firms)
        record.record("demand.open_survey", made, by=by, after=record.snapshot(made) | {"firms": len(firms)})
    return made


def hand_link(*, ask: Ask, today: date, by: User) -> tuple[str, str]:
    """A new link for one firm and the number that opens it; earlier links open nothing more, a second one is a reminder.

    The two are shown once and are not kept: the link goes by mail, the number by another way.
    """
    access.require(by, Permission.DEMAND_WRITE, on=ask)
    with transaction.atomic():
        fresh = Ask.objects.select_for_update(of=("self",)).select_related("survey__district").get(pk=ask.pk)
        rules.may_ask(SurveyState(fresh.survey.state), fresh.survey.due_on, today)
        for old in links.to(fresh).filter(used_at=None, revoked_at=None):
            links.revoke(old, by=by)
        days = (fresh.survey.due_on - today).days + 1
        _link, token = links.make(LinkPurpose.DEMAND_SURVEY, fresh, by=by, days=days)
        number = f"{secrets.randbelow(1_000_000):06}"
        if fresh.sent_on is not None:
            fresh.reminders += 1
            fresh.reminded_on = today
        fresh.sent_on = fresh.sent_on or today
        fresh.check_digest = queries.check_digest(fresh.pk, number)
        fresh.save()
        after = record.snapshot(fresh, "firm_id", "sent_on", "reminders")
        record.record("demand.hand_link", fresh, by=by, district=fresh.survey.district_id, after=after)
    return token, number


def close_survey(*, survey: Survey, by: User) -> Survey:
    """No more answers: every link that waits opens nothing from now on."""
    access.require(by, Permission.DEMAND_WRITE, on=survey)
    with transaction.atomic():
        fresh = Survey.objects.select_for_update().get(pk=survey.pk)
        rules.may_close(SurveyState(fresh.state))
        fresh.state = SurveyState.CLOSED
        fresh.save()
        for ask in fresh.asks.all():
            for link in links.to(ask).filter(used_at=None, revoked_at=None):
                links.revoke(link, by=by)
        record.record("demand.close_survey", fresh, by=by, after=record.snapshot(fresh, "state"))
    return fresh


def answer(*, link: Link, ask: Ask, rows: Sequence[Answered], today: date) -> list[Revision]:
    """A firm's answer through its link, which is used up by it. Raises NotFound when the link was used meanwhile."""
    with transaction.atomic():
        fresh = Ask.objects.select_for_update(of=("self",)).select_related("survey__district", "firm").get(pk=ask.pk)
        survey = fresh.survey
        rules.may_answer(SurveyState(survey.state), survey.due_on, today, len(rows))
        links.use(link)
        fresh.state, fresh.answered_at, fresh.answers = AskState.ANSWERED, timezone.now(), fresh.answers + 1
        fresh.save()
        said = [_answered(each, fresh, today) for each in rows]
        after = {"firm": fresh.firm_id, "lines": len(said), "answers": fresh.answers}
        record.record("demand.answer", fresh, by=None, district=survey.district_id, after=after)
    return said


def _answered(line: Answered, ask: Ask, today: date) -> Revision:
    survey = ask.survey
    if line.need is not None:
        reason = line.reason.strip() or _("수요조사 답: %(title)s") % {"title": survey.title}
        given = (line.headcount, line.confidence, NeedSource.SURVEY, today, reason[:300], None, line.terms)
        return _again(line.need, *given, None, ask)
    rules.may_state(line.headcount, today, [], line.terms.quarter, line.terms.level)
    code = queries.free_code(survey.district, survey.year)
    need = Need.objects.create(
        district=survey.district, code=code, firm=ask.firm, occupation=line.occupation, year=survey.year
    )
    wanted = queries.last_wanted(ask.firm, line.occupation)
    said = _say(need, 1, line.headcount, line.confidence, NeedSource.SURVEY, today, "", wanted, line.terms, ask)
    record.record("demand.state_need", need, by=None, after=record.snapshot(said))
    return said


def reopen(*, link: Link, ask: Ask, today: date) -> tuple[Link, str]:
    """A link to mend the answer, for the browser that gave it with `link`; good until the survey's day."""
    with transaction.atomic():
        fresh = Ask.objects.select_for_update(of=("self",)).select_related("survey").get(pk=ask.pk)
        rules.may_ask(SurveyState(fresh.survey.state), fresh.survey.due_on, today)
        return links.again(link, LinkPurpose.DEMAND_REVISION, (fresh.survey.due_on - today).days + 1)


def add_postings(*, district: District, rows: Sequence[Advertised], by: User) -> list[Posting]:
    """Keeps postings of firms of the district; one that is there already, word for word, is left alone."""
    access.require(by, Permission.DEMAND_WRITE, on=district)
    made = []
    with transaction.atomic():
        for each in rows:
            access.require(by, Permission.DEMAND_WRITE, on=each.firm, within=district)
            last = rules.expiry_of(each.posted_on, each.expires_on)
            rules.may_post(each.posted_on, last)
            posting, is_new = Posting.objects.get_or_create(
                district=district,
                firm=each.firm,
                title=each.title,
                body=each.body,
                posted_on=each.posted_on,
                defaults={
                    "occupation": each.occupation,
                    "seats": each.seats,
                    "expires_on": last,
                    "source": each.source,
                },
            )
            if is_new:
                made.append(posting)
                after = record.snapshot(posting, "firm_id", "title", "posted_on", "expires_on")
                record.record("demand.add_postings", posting, by=by, after=after)
    return made


def merge_postings(*, posting: Posting, copy: Posting, by: User) -> Posting:
    """A person says that `copy` is the same job as `posting`; both stay, the copy no longer counts."""
    access.require(by, Permission.DEMAND_WRITE, on=posting.district)
    access.require(by, Permission.DEMAND_WRITE, on=copy.district)
    with transaction.atomic():
        rows = {
            each.pk: each
            for each in Posting.objects.select_for_update(of=("self",)).filter(pk__in=(posting.pk, copy.pk))
        }
        kept, other = rows[posting.pk], rows[copy.pk]
        is_merged = kept.merged_into_id is not None or other.merged_into_id is not None or kept == other
        rules.may_merge((kept.firm_id, kept.district_id) == (other.firm_id, other.district_id), is_merged)
        Posting.objects.filter(merged_into=other).update(merged_into=kept)
        other.merged_into = kept
        other.save()
        record.record("demand.merge_postings", other, by=by, after=record.snapshot(other, "merged_into_id"))
    return other
