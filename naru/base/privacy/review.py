"""The monthly review of the access log: what of it is unusual, by rules that are said, signed by a person.

The rules only point; whether a use was right the data-protection officer asks the people (개인정보의 안전성 확보조치
기준 제8조). All counts are made in the database, whatever the size of the month.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import ExtractHour, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import chain, record
from naru.base.audit.enums import LookKind
from naru.base.audit.models import Head, Look, LookedAt, Review
from naru.base.district.models import District
from naru.base.privacy import law
from naru.base.rulebook.errors import Conflict, RuleBroken

MOST = 50


@dataclass(frozen=True)
class Pointed:
    """One thing to look at: the rule that found it, who, on which day, how much of what."""

    rule: str
    actor_id: int
    actor: str
    day: str
    count: int
    why: str = ""


def rules_words(day: date) -> dict[str, Any]:
    """Each rule as a sentence with the thresholds of that day."""
    set_ = law.UNUSUAL.on(day).value
    return {
        "many": _("하루에 %(count)s명 이상의 자료를 봄") % {"count": set_.persons_a_day},
        "file": _("한 번에 %(count)s명 이상의 자료를 내려받음") % {"count": set_.persons_a_file},
        "night": _("밤 %(from)s시부터 아침 %(until)s시 사이에 봄")
        % {"from": set_.night_from, "until": set_.night_until},
        "places": _("하루에 서로 다른 접속지 %(count)s곳 이상에서 봄") % {"count": set_.addresses_a_day},
        "same": _("한 달에 같은 사람의 자료를 %(count)s번 이상 봄") % {"count": set_.times_the_same},
    }


def span(month: date) -> tuple[datetime, datetime]:
    """The first moment of a month and of the next one, in the installation's time zone."""
    first = month.replace(day=1)
    after = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    zone = timezone.get_current_timezone()
    return datetime.combine(first, time(), zone), datetime.combine(after, time(), zone)


def looks_of(district: District, month: date) -> QuerySet[Look]:
    first, after = span(month)
    return Look.objects.filter(district_id=district.pk, at__gte=first, at__lt=after)


def pointed_at(district: District, month: date) -> list[Pointed]:
    """What the rules of that month point at, most first, at most fifty for each rule."""
    rows = looks_of(district, month)
    set_ = law.UNUSUAL.on(span(month)[0].date()).value
    by_day = rows.order_by().annotate(day=TruncDate("at")).values("actor_id", "actor", "day")
    found = [
        *_of("many", by_day.annotate(n=Sum("persons")).filter(n__gte=set_.persons_a_day)),
        *_of(
            "file",
            rows.order_by()
            .filter(kind=LookKind.EXPORT, persons__gte=set_.persons_a_file)
            .annotate(day=TruncDate("at"), n=F("persons"))
            .values("actor_id", "actor", "day", "n", "why"),
        ),
        *_of(
            "night",
            by_day.annotate(hour=ExtractHour("at"))
            .filter(Q(hour__gte=set_.night_from) | Q(hour__lt=set_.night_until))
            .values("actor_id", "actor", "day")
            .annotate(n=Count("pk")),
        ),
        *_of(
            "places",
            by_day.annotate(n=Count("address", distinct=True)).filter(n__gte=set_.addresses_a_day),
        ),
        *_of(
            "same",
            LookedAt.objects.filter(look__in=rows)
            .values("person_type", "person_id", actor_id=F("look__actor_id"), actor=F("look__actor"))
            .annotate(n=Count("pk"))
            .filter(n__gte=set_.times_the_same),
        ),
    ]
    return found


def _of(rule: str, rows: Any) -> Iterator[Pointed]:
    for row in rows.order_by("-n")[:MOST]:
        day = row.get("day")
        yield Pointed(rule, row["actor_id"], row["actor"], day.isoformat() if day else "", row["n"], row.get("why", ""))


def months(district: District, today: date) -> list[tuple[date, int, Review | None]]:
    """Months that have entries, newest first, with their count and the review when it was signed."""
    counts: dict[date, int] = {}
    kept = Look.objects.filter(district_id=district.pk).order_by()
    for row in kept.annotate(day=TruncDate("at")).values("day").annotate(n=Count("pk")):
        month = row["day"].replace(day=1)
        counts[month] = counts.get(month, 0) + row["n"]
    signed = {each.month: each for each in Review.objects.filter(district_id=district.pk)}
    this = today.replace(day=1)
    every = sorted({*counts, *signed, this}, reverse=True)
    return [(month, counts.get(month, 0), signed.get(month)) for month in every]


def signed(district: District, month: date) -> Review | None:
    return Review.objects.filter(district_id=district.pk, month=month.replace(day=1)).first()


def sign(*, district: District, month: date, note: str, today: date, by: User) -> Review:
    """The officer has read the month's log and asked where it was unusual; what they saw is kept with the seal."""
    access.require(by, Permission.PRIVACY_REVIEW, on=district)
    first = month.replace(day=1)
    if span(first)[1].date() > today:
        raise RuleBroken(
            _("아직 끝나지 않은 달입니다. 달이 끝난 뒤에 점검을 마쳐 주십시오."),
            article=law.LOG_YEARS.on(today).source,
        )
    found = pointed_at(district, first)
    head = Head.objects.filter(chain=chain.LOOKS).first() or Head(chain=chain.LOOKS)
    try:
        with transaction.atomic():
            made = Review.objects.create(
                district_id=district.pk,
                month=first,
                looks=looks_of(district, first).count(),
                found=[vars(each) for each in found],
                head_sequence=head.sequence,
                head_digest=head.digest,
                note=note,
                signed_by_id=by.pk,
                signed_by=by.name,
                signed_at=timezone.now(),
            )
            record.record("privacy.sign_review", made, by=by, district=district.pk)
    except IntegrityError:
        raise Conflict(_("이 달의 점검은 이미 마쳤습니다.")) from None
    return made
