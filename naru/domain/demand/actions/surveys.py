"""Deeds of surveys: asked, handed out, reminded, answered, closed."""

import secrets
from collections.abc import Mapping, Sequence
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
from naru.base.rulebook.errors import RuleBroken
from naru.domain.competency.models import Occupation, Unit
from naru.domain.demand import queries, rules
from naru.domain.demand.actions.steps import Terms, WantedUnits, again, say, usable
from naru.domain.demand.enums import AskState, Confidence, NeedSource, SurveyState
from naru.domain.demand.models import Ask, Need, Revision, Survey


@dataclass(frozen=True)
class Answered:
    """One line of a firm's answer: an earlier need said again, or (None) a new occupation.

    `units`: those that the firm ticked; None when it was not asked, which keeps the last ones.
    """

    need: Need | None
    occupation: Occupation
    headcount: int
    confidence: Confidence
    terms: Terms
    reason: str = ""
    units: tuple[Unit, ...] | None = None


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
        known = queries.last_emails(district, firms)
        Ask.objects.bulk_create(Ask(survey=made, firm=firm, email=known.get(firm.pk, "")) for firm in firms)
        record.record("demand.open_survey", made, by=by, after=record.snapshot(made) | {"firms": len(firms)})
    return made


def address_asks(*, survey: Survey, emails: Mapping[int, str], by: User) -> int:
    """Where reminders go, by firm asked (id); an empty text forgets the address. Returns how many changed."""
    access.require(by, Permission.DEMAND_WRITE, on=survey)
    with transaction.atomic():
        changed = 0
        for each in Ask.objects.select_for_update(of=("self",)).filter(survey=survey, pk__in=emails):
            address = emails[each.pk].strip()
            if address == each.email:
                continue
            # Whoever did not want mail at the old address said nothing of the new one.
            each.email, each.is_muted = address, False
            each.save(update_fields=["email", "is_muted"])
            changed += 1
        if changed:
            record.record("demand.address_asks", survey, by=by, after={"changed": changed})
    return changed


def hand_link(*, ask: Ask, today: date, by: User) -> tuple[str, str]:
    """A new link for one firm and the number that opens it; earlier links open nothing more, a second one is a reminder.

    The two are shown once and are not kept: the link goes by mail, the number by another way. Where the firm has an
    address, the day's mail counts as sent: whoever calls sends it.
    """
    access.require(by, Permission.DEMAND_WRITE, on=ask)
    with transaction.atomic():
        fresh = Ask.objects.select_for_update(of=("self",)).select_related("survey__district").get(pk=ask.pk)
        rules.may_ask(SurveyState(fresh.survey.state), fresh.survey.due_on, today)
        token = _fresh_link(fresh, today, by)
        number = f"{secrets.randbelow(1_000_000):06}"
        if fresh.sent_on is not None:
            fresh.reminders += 1
            fresh.reminded_on = today
        if fresh.email and not fresh.is_muted:
            fresh.mailed_on = today
        fresh.sent_on = fresh.sent_on or today
        fresh.check_digest = queries.check_digest(fresh.pk, number)
        fresh.save()
        after = record.snapshot(fresh, "firm_id", "sent_on", "reminders")
        record.record("demand.hand_link", fresh, by=by, district=fresh.survey.district_id, after=after)
    return token, number


def _fresh_link(ask: Ask, today: date, by: User) -> str:
    for old in links.to(ask).filter(used_at=None, revoked_at=None):
        links.revoke(old, by=by)
    days = (ask.survey.due_on - today).days + 1
    return links.make(LinkPurpose.DEMAND_SURVEY, ask, by=by, days=days)[1]


def remind(*, ask: Ask, today: date, by: User) -> str:
    """A new link under the number that the firm already has, to be mailed; at most one mail a day.

    Raises RuleBroken when no mail may go to it, or one went today.
    """
    access.require(by, Permission.DEMAND_WRITE, on=ask)
    with transaction.atomic():
        fresh = _to_mail(ask, today)
        token = _fresh_link(fresh, today, by)
        _note_reminder(fresh, today, by)
    return token


def remind_by_timer(*, ask: Ask, today: date) -> str:
    """As `remind`, when its day has come and nobody pressed anything; the link counts as made by whoever made the last."""
    with transaction.atomic():
        fresh = _to_mail(ask, today)
        rules.may_remind_again(fresh.sent_on, fresh.last_told, fresh.reminders, fresh.survey.due_on, today)
        last = links.to(fresh).order_by("pk").last()
        if last is None:
            raise RuleBroken(rules.NO_LINK_YET)
        _made, token = links.again(last, LinkPurpose.DEMAND_SURVEY, (fresh.survey.due_on - today).days + 1)
        _note_reminder(fresh, today, None)
    return token


def _to_mail(ask: Ask, today: date) -> Ask:
    fresh = Ask.objects.select_for_update(of=("self",)).select_related("survey__district", "firm").get(pk=ask.pk)
    survey = fresh.survey
    rules.may_ask(SurveyState(survey.state), survey.due_on, today)
    rules.may_mail(AskState(fresh.state), bool(fresh.check_digest), fresh.email, fresh.is_muted, fresh.mailed_on, today)
    return fresh


def _note_reminder(ask: Ask, today: date, by: User | None) -> None:
    ask.reminders += 1
    ask.reminded_on = ask.mailed_on = today
    ask.save(update_fields=["reminders", "reminded_on", "mailed_on"])
    after = record.snapshot(ask, "firm_id", "reminders", "mailed_on")
    record.record("demand.remind", ask, by=by, district=ask.survey.district_id, after=after)


def take_back_reminder(*, ask: Ask, today: date) -> None:
    """The mail of `remind_by_timer` was refused: the next run tries again. `ask`: as it was before."""
    with transaction.atomic():
        rows = Ask.objects.filter(pk=ask.pk, mailed_on=today)
        before = {"reminders": ask.reminders, "reminded_on": ask.reminded_on, "mailed_on": ask.mailed_on}
        if rows.update(**before):
            record.record("demand.take_back_reminder", ask, by=None, district=ask.survey.district_id, after=before)


def stop_reminders(*, token: str) -> Ask:
    """No more mail of the survey to this firm, by the link in the mail: all that the link can do."""
    found = queries.read_stop_token(token)
    with transaction.atomic():
        if Ask.objects.filter(pk=found.pk, is_muted=False).update(is_muted=True):
            record.record(
                "demand.stop_reminders", found, by=None, district=found.survey.district_id, after={"is_muted": True}
            )
    return found


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
    wanted = _ticked(line, ask)
    if line.need is not None:
        reason = line.reason.strip() or _("수요조사 답: %(title)s") % {"title": survey.title}
        given = (line.headcount, line.confidence, NeedSource.SURVEY, today, reason[:300], wanted, line.terms)
        return again(line.need, *given, None, ask)
    rules.may_state(line.headcount, today, [], line.terms.quarter, line.terms.level)
    code = queries.free_code(survey.district, survey.year)
    need = Need.objects.create(
        district=survey.district, code=code, firm=ask.firm, occupation=line.occupation, year=survey.year
    )
    if wanted is None:
        wanted = queries.last_wanted(ask.firm, line.occupation)
    said = say(need, 1, line.headcount, line.confidence, NeedSource.SURVEY, today, "", wanted, line.terms, ask)
    record.record("demand.state_need", need, by=None, after=record.snapshot(said))
    return said


def _ticked(line: Answered, ask: Ask) -> WantedUnits | None:
    """The units that the firm ticked, with the importance that it gave them before, else an ordinary one."""
    if line.units is None:
        return None
    usable(line.units)
    before = {unit.pk: n for unit, n in queries.last_wanted(ask.firm, line.occupation)}
    return [(unit, before.get(unit.pk, rules.TICKED)) for unit in line.units]


def reopen(*, link: Link, ask: Ask, today: date) -> tuple[Link, str]:
    """A link to mend the answer, for the browser that gave it with `link`; good until the survey's day."""
    with transaction.atomic():
        fresh = Ask.objects.select_for_update(of=("self",)).select_related("survey").get(pk=ask.pk)
        rules.may_ask(SurveyState(fresh.survey.state), fresh.survey.due_on, today)
        return links.again(link, LinkPurpose.DEMAND_REVISION, (fresh.survey.due_on - today).days + 1)
