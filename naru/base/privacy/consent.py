"""Giving, withdrawing and asking of consent. Whoever calls has asked for the permission; rooms ask `condition`.

`condition` is the query word of the rooms: a row is shown to a recipient only while its person's consent for that
recipient is in force. A withdrawal is one row written; the next question, at any door, no longer finds the consent.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.base.audit import record
from naru.base.district.models import District, Organisation
from naru.base.privacy import law, texts
from naru.base.privacy.enums import ConsentEnd, Giver, How, Purpose
from naru.base.privacy.models import Consent, ConsentRule
from naru.base.rulebook.errors import Conflict, RuleBroken


def give(
    kind: str,
    number: int,
    purpose: Purpose,
    *,
    giver: Giver,
    how: How,
    today: date,
    by: User | None,
    recipient: Organisation | None = None,
    giver_name: str = "",
    evidence: str = "",
    district: int | None = None,
) -> Consent:
    """Writes a consent about a person ("people.learner", 12) with the text of its day; one that stands is replaced.

    Runs inside the deed's transaction. Raises RuleBroken when this giver cannot give it, or when it lacks (or has no
    place for) a recipient.
    """
    entry = texts.text_on(purpose, today)
    text = entry.value
    if giver not in text.givers:
        raise RuleBroken(_("이 동의는 이 사람이 할 수 없습니다."), article=entry.source)
    if text.to != (recipient is not None):
        raise RuleBroken(_("자료를 받는 곳을 정해 주십시오."), article=entry.source)
    moment = timezone.now()
    before = Consent.objects.of(kind, number).filter(
        purpose=purpose, giver=giver, recipient=recipient, ended_at__isnull=True
    )
    before.update(ended_at=moment, end_reason=ConsentEnd.REPLACED)
    made = Consent.objects.create(
        purpose=purpose,
        person_type=kind,
        person_id=number,
        recipient=recipient,
        text_version=text.version,
        giver=giver,
        giver_name=giver_name,
        giver_id=by.pk if by else None,
        how=how,
        evidence=evidence,
        given_at=moment,
        expires_on=today + timedelta(days=text.days),
    )
    record.record("privacy.give_consent", made, by=by, district=district, after=_plain(made))
    return made


def withdraw(consent: Consent, *, by: User | None, district: int | None = None) -> Consent:
    """Ends a consent. It has effect everywhere at once: nothing else keeps a copy of it."""
    with transaction.atomic():
        changed = Consent.objects.filter(pk=consent.pk, ended_at__isnull=True).update(
            ended_at=timezone.now(), end_reason=ConsentEnd.WITHDRAWN
        )
        if not changed:
            raise Conflict(_("이미 끝난 동의입니다."))
        consent.refresh_from_db()
        record.record("privacy.withdraw_consent", consent, by=by, district=district, after=_plain(consent))
    return consent


def _plain(consent: Consent) -> dict[str, Any]:
    return record.snapshot(
        consent, "purpose", "person_type", "person_id", "recipient_id", "giver", "how", "text_version", "expires_on"
    )


def rules_on(day: date) -> dict[tuple[int, str], int]:
    """(district, purpose) → the age below which a guardian agrees as well, by the rules of that day."""
    found: dict[tuple[int, str], int] = {}
    for each in ConsentRule.objects.filter(since__lte=day).order_by("since"):
        found[each.district_id, each.purpose] = each.below_age
    return found


def guardian_age(district: int | None, purpose: Purpose, day: date) -> int:
    """Below which age a guardian agrees too: the law's age, or the district's when that is higher."""
    own = rules_on(day).get((district, purpose), 0) if district else 0
    return max(own, law.GUARDIAN_AGE.on(day).value)


def years_before(day: date, years: int) -> date:
    """Who was born after this day is younger than `years` on `day`."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def condition(purpose: Purpose, *, kind: str, person: str, recipient: str, district: str, birth: str) -> Q:
    """Rows whose person agreed that this recipient may see them; the names are lookup paths from the row.

    `kind`: "people.learner". Where the district's rule (or the law) wants it for the age of that person, a guardian's
    consent must be in force as well.
    """
    today = timezone.localdate()
    given = Consent.objects.in_force(today).filter(
        purpose=purpose, person_type=kind, person_id=OuterRef(person), recipient=OuterRef(recipient)
    )
    ages: dict[int, list[int]] = defaultdict(list)
    for (place, of), age in rules_on(today).items():
        if of == purpose:
            ages[age].append(place)
    needs = Q(**{f"{birth}__gt": years_before(today, law.GUARDIAN_AGE.on(today).value)})
    for age, places in ages.items():
        needs |= Q(**{f"{district}__in": places, f"{birth}__gt": years_before(today, age)})
    by_guardian = Exists(given.filter(giver=Giver.GUARDIAN))
    return Q(Exists(given.filter(giver=Giver.SELF))) & (~needs | Q(by_guardian))


def set_rule(
    *, district: District, purpose: Purpose, since: date, below_age: int, source: str, by: User
) -> ConsentRule:
    """A district's rule from a day on; an old one is never changed."""
    with transaction.atomic():
        if ConsentRule.objects.filter(district=district, purpose=purpose, since=since).exists():
            raise Conflict(_("그날부터 적용하는 규칙이 이미 있습니다. 다른 날을 적어 주십시오."))
        made = ConsentRule.objects.create(
            district=district, purpose=purpose, since=since, below_age=below_age, source=source
        )
        record.record("privacy.set_rule", made, by=by)
    return made


def of_person(kind: str, number: int) -> models.QuerySet[Consent]:
    """Every consent about a person, newest first; call it only for whoever may know the person."""
    return Consent.objects.of(kind, number).select_related("recipient")
