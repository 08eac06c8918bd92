"""What can be found from the search box, kind by kind; each reads through its room's own query, so that nobody finds
what they may not see. Persons are found by name and number only by those who work with them, and by themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access, shown
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.hangul import lookups as _lookups  # noqa: F401 - registers `spelled` and `strewn`
from naru.base.privacy import masking
from naru.domain.competency import queries as competency
from naru.domain.curriculum import queries as curriculum
from naru.domain.demand import queries as demand
from naru.domain.partners import queries as partners
from naru.domain.people import queries as people
from naru.domain.placement import queries as placement
from naru.domain.training import queries as training

WORDS = 5
LONGEST = 12


@dataclass(frozen=True)
class Hit:
    """One thing found: its words, where it stands, and its page."""

    title: str
    note: str
    url: str


@dataclass(frozen=True)
class Source:
    """One kind of thing. `strewn`: paths of names that people shorten; `spelled`: paths searched as written.

    `organisation`: the path to the organisation that it belongs to.
    """

    key: str
    title: Any
    permission: Permission | None
    rows: Callable[[User], QuerySet[Any]]
    hit: Callable[[Any, User], Hit]
    spelled: tuple[str, ...]
    strewn: tuple[str, ...] = ()
    organisation: str = ""
    list_name: str = ""
    is_person: bool = False

    def is_open_to(self, viewer: User) -> bool:
        return self.permission is None or access.can(viewer, self.permission)


def _learners(viewer: User) -> QuerySet[Any]:
    rows: QuerySet[Any] = people.own_marked(viewer)
    return rows if masking.sees_persons(viewer) else rows.filter(shown_to=viewer.pk)


def _teachers(viewer: User) -> QuerySet[Any]:
    rows = people.teacher_listing(viewer)
    return rows if masking.sees_persons(viewer) else rows.filter(user=viewer)


def _learner_hit(row: Any, viewer: User) -> Hit:
    name = masking.shown_name(row.name, viewer, is_own=row.shown_to is not None)
    return Hit(name, f"{row.school.label} · {row.get_state_display()}", reverse("people:detail", args=[row.pk]))


def _teacher_hit(row: Any, viewer: User) -> Hit:
    name = masking.shown_name(row.name, viewer, is_own=row.user_id == viewer.pk)
    note = f"{row.school.label} · {row.subjects}" if row.subjects else row.school.label
    return Hit(name, note, f"{reverse('people:teachers')}?place={row.school_id}")


SOURCES: tuple[Source, ...] = (
    Source(
        "organisations",
        _("기관"),
        None,
        access.organisations_of,
        lambda row, _viewer: Hit(row.label, str(row.get_kind_display()), reverse("search:organisation", args=[row.pk])),
        ("name_en", "code"),
        ("name",),
    ),
    Source(
        "agreements",
        _("협약"),
        Permission.PARTNERS_READ,
        partners.listing,
        lambda row, _viewer: Hit(
            row.title, f"{row.code} · {row.get_state_display()}", reverse("partners:detail", args=[row.pk])
        ),
        ("title", "code"),
        organisation="parties__organisation",
        list_name="partners:list",
    ),
    Source(
        "needs",
        _("수요"),
        Permission.DEMAND_READ,
        demand.listing,
        lambda row, _viewer: Hit(
            f"{row.firm.label} · {row.occupation.name}",
            f"{row.code} · {row.year}",
            reverse("demand:detail", args=[row.pk]),
        ),
        ("code", "occupation__name"),
        ("firm__name",),
        organisation="firm",
        list_name="demand:list",
    ),
    Source(
        "departments",
        _("학과"),
        Permission.CURRICULUM_READ,
        curriculum.listing,
        lambda row, _viewer: Hit(
            row.name, f"{row.school.label} · {row.get_state_display()}", reverse("curriculum:detail", args=[row.pk])
        ),
        ("name",),
        ("school__name",),
        organisation="school",
        list_name="curriculum:list",
    ),
    Source(
        "programmes",
        _("교육훈련 과정"),
        Permission.TRAINING_READ,
        training.listing,
        lambda row, _viewer: Hit(
            row.name, f"{row.provider.label} · {row.year}", reverse("training:detail", args=[row.pk])
        ),
        ("name", "code"),
        organisation="provider",
        list_name="training:list",
    ),
    Source(
        "openings",
        _("채용공고"),
        Permission.PLACEMENT_READ,
        placement.listing,
        lambda row, _viewer: Hit(
            row.title, f"{row.firm.label} · {row.get_state_display()}", reverse("placement:detail", args=[row.pk])
        ),
        ("title", "code", "occupation__name"),
        ("firm__name",),
        organisation="firm",
        list_name="placement:list",
    ),
    Source(
        "units",
        _("능력단위"),
        Permission.COMPETENCY_READ,
        competency.listing,
        lambda row, _viewer: Hit(
            row.name, f"{row.code} · {row.framework.name}", reverse("competency:detail", args=[row.pk])
        ),
        ("name", "code"),
        list_name="competency:list",
    ),
    Source(
        "learners",
        _("학생"),
        Permission.PEOPLE_READ,
        _learners,
        _learner_hit,
        ("name", "number"),
        list_name="people:list",
        is_person=True,
    ),
    Source(
        "teachers",
        _("교사"),
        Permission.PEOPLE_READ,
        _teachers,
        _teacher_hit,
        ("name", "number"),
        list_name="people:teachers",
        is_person=True,
    ),
)
KEYS = tuple(each.key for each in SOURCES)


def _together(path: str, word: str) -> Case:
    """0 when the whole word stands together in the name, 1 when all but its last sign do, and so on."""
    longest = min(len(word), LONGEST)
    steps = [
        When(**{f"{path}__spelled": word[:length]}, then=Value(len(word) - length)) for length in range(longest, 0, -1)
    ]
    return Case(*steps, default=Value(len(word)), output_field=IntegerField())


def _person(word: str) -> Q:
    """A name by its beginnings or their initials, a number by its beginning: ranges, which an index answers."""
    return Q(name__named=word) | Q(number__numbered=word)


def found(source: Source, viewer: User, text: str, limit: int) -> list[Hit]:
    """Up to `limit` hits; names in which more of the first word stands together come first, then the shorter ones.

    Every word must stand somewhere in the row. Persons come by name, without ranking, so that a large table is left
    as soon as enough are found.
    """
    rows = source.rows(viewer)
    words = text.split()[:WORDS]
    for word in words:
        if source.is_person:
            rows = rows.filter(_person(word))
            continue
        here = Q()
        for path in source.strewn:
            here |= Q(**{f"{path}__strewn": word})
        for path in source.spelled:
            here |= Q(**{f"{path}__spelled": word})
        rows = rows.filter(here)
    first = (source.strewn or source.spelled)[0]
    if source.is_person:
        ordered = rows.order_by("name", "pk")
    else:
        ordered = rows.annotate(_rank=_together(first, words[0]), _length=Length(first))
        ordered = ordered.order_by("_rank", "_length", first, "pk")
    hits = list(ordered[:limit])
    if source.is_person:
        shown.add(hits, is_list=True)
    return [source.hit(row, viewer) for row in hits]
