"""Reads of the room partners."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts import waiting as todo
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.accounts.waiting import Todo, Waiting
from naru.base.audit.models import Event
from naru.base.district.models import District, DistrictMember, Organisation
from naru.base.rulebook import project_year
from naru.domain.partners.enums import AgreementState, PledgeKind
from naru.domain.partners.models import Agreement, Keeping, Party, Pledge


@dataclass(frozen=True)
class Promise:
    """A pledge beside what was kept of it."""

    pledge: int
    agreement: int
    organisation: Organisation
    kind: PledgeKind
    year: int
    promised: int
    kept: int


def listing(viewer: User) -> QuerySet[Agreement]:
    """Agreements the viewer may see, with the counts of parties and of signatures."""
    counts = Party.objects.filter(agreement=OuterRef("pk")).order_by().values("agreement")
    return (
        Agreement.objects.visible_to(viewer)
        .select_related("district")
        .annotate(
            party_count=Coalesce(Subquery(counts.annotate(n=Count("pk")).values("n"), IntegerField()), 0),
            signed_count=Coalesce(Subquery(counts.annotate(n=Count("signed_on")).values("n"), IntegerField()), 0),
        )
    )


def one(viewer: User, pk: int) -> Agreement:
    """The agreement. Raises NotFound."""
    return access.one(Agreement.objects.visible_to(viewer).select_related("district"), pk=pk)


def parties(agreement: Agreement) -> list[Party]:
    return list(agreement.parties.select_related("organisation").order_by("pk"))


def party_of(agreement: Agreement, organisation: Organisation) -> Party | None:
    return agreement.parties.filter(organisation=organisation).first()


def free_code(district: District, year: int) -> str:
    """A code that no agreement of the district bears yet: A-2026-03."""
    start = f"A-{year}-"
    taken = set(Agreement.objects.filter(district=district, code__startswith=start).values_list("code", flat=True))
    number = len(taken) + 1
    while f"{start}{number:02}" in taken:
        number += 1
    return f"{start}{number:02}"


def history(viewer: User, agreement: Agreement) -> QuerySet[Event]:
    """The events of an agreement, of its signatures, and of the pledges the viewer may see, newest first."""
    pledges = Pledge.objects.visible_to(viewer).filter(agreement=agreement).order_by().values("pk")
    keepings = keepings_of(viewer, agreement).order_by().values("pk")
    return Event.objects.filter(
        Q(object_type=Agreement._meta.label_lower, object_id=agreement.pk)
        | Q(object_type=Party._meta.label_lower, object_id__in=agreement.parties.values("pk"))
        | Q(object_type=Pledge._meta.label_lower, object_id__in=pledges)
        | Q(object_type=Keeping._meta.label_lower, object_id__in=keepings)
    )


def unsigned(viewer: User) -> QuerySet[Party]:
    """Sides that still have to sign, of agreements being signed."""
    return (
        Party.objects.visible_to(viewer)
        .filter(agreement__state=AgreementState.SIGNING, signed_on__isnull=True)
        .select_related("agreement", "organisation")
        .order_by("agreement__starts")
    )


def _with_kept(rows: QuerySet[Pledge]) -> QuerySet[Pledge]:
    kept = Keeping.objects.filter(pledge=OuterRef("pk")).order_by().values("pledge").annotate(n=Sum("amount"))
    return rows.select_related("organisation").annotate(
        kept_sum=Coalesce(Subquery(kept.values("n"), IntegerField()), 0)
    )


def pledge_listing(viewer: User) -> QuerySet[Pledge]:
    """Pledges the viewer may see, with what was kept of each."""
    return _with_kept(Pledge.objects.visible_to(viewer).select_related("agreement"))


def _promises(rows: QuerySet[Pledge]) -> list[Promise]:
    found: QuerySet[Any] = _with_kept(rows)
    return [
        Promise(row.pk, row.agreement_id, row.organisation, PledgeKind(row.kind), row.year, row.amount, row.kept_sum)
        for row in found
    ]


def pledges(viewer: User, district: District, year: int) -> list[Promise]:
    """Pledges of a year beside what was kept; only those the viewer may see."""
    return _promises(Pledge.objects.visible_to(viewer).filter(agreement__district=district, year=year))


def pledges_of(viewer: User, agreement: Agreement) -> list[Promise]:
    return _promises(Pledge.objects.visible_to(viewer).filter(agreement=agreement))


def pledge_one(viewer: User, pk: int) -> Pledge:
    return access.one(Pledge.objects.visible_to(viewer).select_related("agreement", "organisation"), pk=pk)


def keepings_of(viewer: User, agreement: Agreement) -> QuerySet[Keeping]:
    return Keeping.objects.visible_to(viewer).filter(pledge__agreement=agreement).select_related("pledge")


def promises_of_district(district: District, year: int) -> list[Promise]:
    """All pledges of a district and year: for computing, not for showing."""
    return _promises(Pledge.objects.filter(agreement__district=district, year=year))


def member_count(district: District, day: date) -> int:
    """Organisations that take part in the district on the day."""
    return (
        DistrictMember.objects.filter(district=district, since__lte=day)
        .filter(Q(until__isnull=True) | Q(until__gte=day))
        .count()
    )


def partner_count(district: District, day: date) -> int:
    """Organisations party to an agreement in force on the day, each once."""
    return (
        Party.objects.filter(
            Q(agreement__state=AgreementState.ACTIVE) | Q(agreement__state=AgreementState.ENDED),
            agreement__district=district,
            agreement__starts__lte=day,
            agreement__ends__gte=day,
            signed_on__lte=day,
        )
        .values("organisation")
        .distinct()
        .count()
    )


def behind(viewer: User, district: District, day: date) -> QuerySet[Party]:
    """The rows that the number of the cycle counts, as far as the viewer may see them."""
    return (
        Party.objects.visible_to(viewer)
        .filter(
            agreement__district=district,
            agreement__state__in=(AgreementState.ACTIVE, AgreementState.ENDED),
            agreement__starts__lte=day,
            agreement__ends__gte=day,
            signed_on__lte=day,
        )
        .select_related("agreement", "organisation")
    )


#: An agreement speaks up this many days before it ends, so that there is time to renew it.
RENEWAL_DAYS = 60


def _unsigned(rows: QuerySet[Any], _today: date) -> QuerySet[Any]:
    return rows.filter(agreement__state=AgreementState.SIGNING, signed_on__isnull=True)


def _unkept(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Pledges of the running year of agreements in force, of which less was kept than promised."""
    year = project_year.of(today)
    pledged: QuerySet[Any] = _with_kept(rows.filter(year=year, agreement__state=AgreementState.ACTIVE))
    return pledged.filter(kept_sum__lt=F("amount"))


TODOS = (
    Todo(
        "partners.sign",
        _("서명할 협약"),
        _unsigned,
        Party,
        Permission.PARTNERS_SIGN,
        scopes=todo.ORGANISATIONS,
        district="agreement__district",
        due="agreement__starts",
        target="agreement",
        page="partners:list",
        query=(("todo", "sign"),),
        one="partners:sign",
    ),
    Todo(
        "partners.unsigned",
        _("서명이 다 모이지 않은 협약"),
        _unsigned,
        Party,
        Permission.PARTNERS_WRITE,
        district="agreement__district",
        due="agreement__starts",
        target="agreement",
        page="partners:list",
        query=(("todo", "unsigned"),),
        one="partners:detail",
        is_risk=True,
    ),
    Todo(
        "partners.draft",
        _("서명을 요청하지 않은 협약 초안"),
        lambda rows, _today: rows.filter(state=AgreementState.DRAFT),
        Agreement,
        Permission.PARTNERS_WRITE,
        district="district",
        due="starts",
        page="partners:list",
        query=(("todo", "draft"),),
        one="partners:detail",
    ),
    Todo(
        "partners.expiring",
        _("곧 끝나거나 끝난 협약"),
        lambda rows, today: rows.filter(state=AgreementState.ACTIVE, ends__lte=today + timedelta(days=RENEWAL_DAYS)),
        Agreement,
        Permission.PARTNERS_WRITE,
        district="district",
        due="ends",
        page="partners:list",
        query=(("todo", "expiring"),),
        one="partners:detail",
        is_risk=True,
    ),
    Todo(
        "partners.unkept",
        _("이행 증빙이 모자란 약속"),
        _unkept,
        Pledge,
        Permission.PARTNERS_WRITE,
        district="agreement__district",
        due=lambda today: project_year.last_day(project_year.of(today)),
        page="partners:pledges",
        query=(("todo", "unkept"),),
    ),
)


def waiting(viewer: User, district: District | None, today: date) -> list[Waiting]:
    """What waits for the viewer in this room; one query for each kind."""
    return todo.of(TODOS, viewer, today, district)
