"""May this person do this, here? Deny by default.

Every guarded model carries an inner class `Access`:

    class Access:
        read = Permission.DEMAND_READ       who may see rows at all
        district = ("district",)            paths to the district the row belongs to
        member = ("learner__school",)       paths to an organisation through whose districts it belongs
        organisation = ("firm",)            paths to organisations whose own staff it concerns
        organisation_if = {"firm": consent}  the same, for rows that also meet the condition which the function returns
        person = ("learner__user",)         paths to the user whom it concerns
        shared = ("district",)              paths to a district in which every holder of `read` may see it
        shared_roles = frozenset({…})       only holders with one of these roles may see what is shared

`visible_to` turns it into one SQL condition; `require` asks the same condition of one row. A condition whose path goes
through many rows (a learner's guardians) is asked as a subquery, so that each row comes once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Self, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import roles, shown
from naru.base.accounts.enums import Role, Scope
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, DistrictMember, Organisation
from naru.base.rulebook.errors import NotAllowed, NotFound

M = TypeVar("M", bound=models.Model)
#: Kinds of paths that lead to an organisation which takes part in the districts, not to a district.
OF_MEMBERS = frozenset({"member", "shared_member"})


@dataclass(frozen=True)
class Standing:
    """One active membership: the role and the places it reaches."""

    role: Role
    organisation: int | None
    districts: frozenset[int]


@dataclass(frozen=True)
class Reach:
    """Where a permission holds for a person; empty means nowhere."""

    everywhere: bool
    districts: frozenset[int]
    organisations: frozenset[int]
    persons: frozenset[int]
    shared: frozenset[int]
    roles: frozenset[Role] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.everywhere or self.districts or self.organisations or self.persons or self.shared)

    def condition(self, model: type[models.Model], *, is_reading: bool = True) -> Q:
        """The rows of `model` inside this reach, as one condition; what is shared may be read, never changed."""
        if self.everywhere:
            return Q(pk__isnull=False)
        found = Q(pk__in=[])
        for kind, path, places in self._paths(model, is_reading):
            found |= Q(**{f"{path}__in": members_of(places) if kind in OF_MEMBERS else places})
        if self.organisations:
            for path, further in getattr(model.Access, "organisation_if", {}).items():  # type: ignore[attr-defined]
                found |= Q(**{f"{path}__in": self.organisations}) & further()
        return found

    def _paths(self, model: type[models.Model], is_reading: bool) -> Iterable[tuple[str, str, frozenset[int]]]:
        """(kind, path, where it must lead) of each way in which a row may be reached."""
        spec = model.Access  # type: ignore[attr-defined]
        kinds = {
            "district": self.districts,
            "member": self.districts,
            "organisation": self.organisations,
            "person": self.persons,
        }
        if is_reading and self.roles & getattr(spec, "shared_roles", self.roles):
            kinds |= {"shared": self.shared, "shared_member": self.shared}
        for kind, places in kinds.items():
            if places:
                for path in getattr(spec, kind, ()):
                    yield kind, path, places

    def rows(self, model: type[M], *, is_reading: bool = True) -> models.QuerySet[M]:
        """The rows of `model` inside this reach, each once, unordered and without anything else."""
        found = model._base_manager.filter(self.condition(model, is_reading=is_reading)).order_by()
        if not self.goes_through_many(model):
            return found
        return model._base_manager.filter(pk__in=found.values("pk")).order_by()

    def goes_through_many(self, model: type[models.Model]) -> bool:
        """True when the condition's joins could give a row more than once."""
        return not self.everywhere and any(_is_many(model, path) for _kind, path, _places in self._paths(model, True))


@cache
def _is_many(model: type[models.Model], path: str) -> bool:
    """True when a step of the path leads from one row to many."""
    for step in path.split("__"):
        try:
            field = model._meta.get_field(step)
        except FieldDoesNotExist:  # the column of a key, such as district_id
            return False
        if field.one_to_many or field.many_to_many:
            return True
        if field.related_model is None:
            return False
        model = field.related_model  # type: ignore[assignment]
    return False


def members_of(districts: frozenset[int]) -> Any:
    """Ids of the organisations that take part in the districts today: a subquery."""
    today = timezone.localdate()
    return (
        DistrictMember.objects.filter(district__in=districts, since__lte=today)
        .filter(Q(until__isnull=True) | Q(until__gte=today))
        .values("organisation")
    )


#: Every request asks this. It is written out, because to put it together anew would cost a multiple of its answer.
HELD = """
    SELECT held.id, held.role, held.organisation_id, held.district_id, part.district_id
    FROM accounts_membership held
    LEFT JOIN district_districtmember part
        ON part.organisation_id = held.organisation_id AND held.district_id IS NULL
        AND part.since <= %(today)s AND (part.until IS NULL OR part.until >= %(today)s)
    WHERE held.user_id = %(user)s AND held.starts <= %(today)s AND held.ended_at IS NULL
        AND (held.ends IS NULL OR held.ends >= %(today)s)
    ORDER BY held.id
"""


def _held(user: User) -> tuple[list[tuple[str, int | None, int | None]], dict[int, set[int]]]:
    """(role, organisation, district) of each membership of today, and where their organisations take part today."""
    rows: dict[int, tuple[str, int | None, int | None]] = {}
    of_organisation: dict[int, set[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"user": user.pk, "today": connection.ops.adapt_datefield_value(timezone.localdate())})
        for pk, role, organisation, district, part in cursor.fetchall():
            rows[pk] = (role, organisation, district)
            if part:
                of_organisation.setdefault(organisation, set()).add(part)
    return list(rows.values()), of_organisation


def standings(user: User) -> tuple[Standing, ...]:
    """The person's active memberships of today; read once for each loaded user."""
    if not user.is_authenticated or not user.is_active:
        return ()
    cached: tuple[Standing, ...] | None = getattr(user, "_standings", None)
    if cached is not None:
        return cached
    rows, of_organisation = _held(user)
    below: dict[int, set[int]] = {}
    places = {district for _role, _organisation, district in rows if district}
    if places:
        near = District.objects.filter(Q(pk__in=places) | Q(parent__in=places)).order_by()
        known = {each.pk: each for each in near}
        user._districts = known  # type: ignore[attr-defined]
        for each in known.values():
            if each.parent_id in places:
                below.setdefault(each.parent_id, set()).add(each.pk)
    found = []
    for role, organisation, district in rows:
        if district:
            districts = {district} | below.get(district, set())
        else:
            districts = of_organisation.get(organisation or 0, set())
        found.append(Standing(Role(role), organisation, frozenset(districts)))
    result = tuple(found)
    user._standings = result  # type: ignore[attr-defined]
    return result


def forget(user: User) -> None:
    """After the person's memberships changed: what was read of them is read anew."""
    for name in ("_standings", "_districts"):
        if hasattr(user, name):
            delattr(user, name)


def reach(user: User, permission: Permission) -> Reach:
    """Where `permission` holds for this person today."""
    return _reach(user, standings(user), permission)


def roles_on(user: User, permission: Permission, on: models.Model) -> frozenset[Role]:
    """The roles by which this person holds the permission there; none when nothing allows it."""
    return frozenset(
        standing.role for standing in standings(user) if _reaches(_reach(user, (standing,), permission), permission, on)
    )


def _reach(user: User, held: tuple[Standing, ...], permission: Permission) -> Reach:
    everywhere = False
    districts: set[int] = set()
    organisations: set[int] = set()
    persons: set[int] = set()
    shared: set[int] = set()
    holders: set[Role] = set()
    for standing in held:
        if permission not in roles.GRANTS[standing.role]:
            continue
        holders.add(standing.role)
        scope = roles.SCOPES[standing.role]
        shared |= standing.districts
        if scope == Scope.INSTALLATION:
            everywhere = True
        elif scope == Scope.DISTRICT:
            districts |= standing.districts
        elif scope == Scope.ORGANISATION and standing.organisation:
            organisations.add(standing.organisation)
        elif scope == Scope.SELF:
            persons.add(user.pk)
    return Reach(
        everywhere,
        frozenset(districts),
        frozenset(organisations),
        frozenset(persons),
        frozenset(shared),
        frozenset(holders),
    )


def narrowed(here: Reach, scopes: frozenset[str]) -> Reach:
    """The reach with only some of its parts ("districts", "organisations", "persons"); nothing shared stays."""
    nobody: frozenset[int] = frozenset()
    return replace(
        here,
        everywhere=here.everywhere and "districts" in scopes,
        districts=here.districts if "districts" in scopes else nobody,
        organisations=here.organisations if "organisations" in scopes else nobody,
        persons=here.persons if "persons" in scopes else nobody,
        shared=nobody,
    )


def permitted(rows: models.QuerySet[M], viewer: User, permission: Permission) -> models.QuerySet[M]:
    """The rows on which the viewer holds a permission, each once."""
    here = reach(viewer, permission)
    if not here.goes_through_many(rows.model):
        return rows.filter(here.condition(rows.model, is_reading=False))
    return rows.filter(pk__in=here.rows(rows.model, is_reading=False).values("pk"))


def holds(user: User, permission: Permission, on: models.Model) -> bool:
    return _reaches(reach(user, permission), permission, on)


def _reaches(here: Reach, permission: Permission, on: models.Model) -> bool:
    if not here:
        return False
    if here.everywhere:
        return True
    if isinstance(on, District):
        return on.pk in here.districts
    if isinstance(on, Organisation):
        if on.pk in here.organisations:
            return True
        return bool(here.districts) and members_of(here.districts).filter(organisation=on.pk).exists()
    model = type(on)
    is_reading = permission == model.Access.read  # type: ignore[attr-defined]
    return bool(model._default_manager.filter(here.condition(model, is_reading=is_reading), pk=on.pk).exists())


def can(user: User, permission: Permission, on: models.Model | None = None) -> bool:
    """True when the person may do it (there); pages use it only to show or hide a button."""
    return bool(reach(user, permission)) if on is None else holds(user, permission, on)


def require(user: User, permission: Permission, *, on: models.Model, within: District | None = None) -> None:
    """The first statement of every action. Raises NotAllowed.

    `within`: the district of a row to be made about `on`, which must take part there; whoever reaches `on` only
    through another district does not count.
    """
    here = reach(user, permission)
    if within is None:
        allowed = _reaches(here, permission, on)
    else:
        nobody: frozenset[int] = frozenset()
        members = Reach(False, frozenset({within.pk}), nobody, nobody, nobody)
        here = replace(here, districts=here.districts & members.districts)
        allowed = _reaches(here, permission, on) and _reaches(members, permission, on)
    if not allowed:
        raise NotAllowed(_("이 일을 할 수 있는 역할이 없습니다."))


class Guarded(models.QuerySet[M]):
    """A QuerySet that knows who may see its rows."""

    def visible_to(self, viewer: User) -> Self:
        """Only the rows that this person may know of; each once, however many paths lead to it."""
        here = reach(viewer, self.model.Access.read)  # type: ignore[attr-defined]
        condition = here.condition(self.model)
        if not here.goes_through_many(self.model):
            return self.filter(condition)
        return self.filter(pk__in=self.model._base_manager.filter(condition).values("pk"))


def one(rows: models.QuerySet[M], **keys: object) -> M:
    """The row with these keys among visible ones; it counts as shown (see `shown`).

    Raises NotFound, also when it exists but is not theirs to know.
    """
    asked = rows.filter(**keys)
    # One row is in order already, and to say in which costs more than to ask for it.
    found = next(iter(asked.order_by()[:1]), None) if "pk" in keys else asked.first()
    if found is None:
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    shown.add((found,))
    return found


def keys_where(model: type[models.Model], asked: Q, most: int) -> list[Any] | None:
    """Keys of the rows that a condition holds for, whoever may see them; None when there are more than `most`.

    Only to be put in the place of a join in a condition on rows that are narrowed already.
    """
    keys = list(model._base_manager.filter(asked).order_by().values_list("pk", flat=True)[: most + 1])
    return keys if len(keys) <= most else None


def known_districts_of(viewer: User, permission: Permission) -> list[District]:
    """`districts_of` as a list; without a query where the person's memberships named them all."""
    here = reach(viewer, permission)
    known: dict[int, District] = getattr(viewer, "_districts", {})
    places = here.districts | here.shared
    if here.everywhere or not places <= known.keys():
        return list(districts_of(viewer, permission))
    return sorted((known[pk] for pk in places), key=lambda each: (each.kind, each.code))


def districts_of(viewer: User, permission: Permission) -> models.QuerySet[District]:
    """The districts in which the person holds the permission at all."""
    here = reach(viewer, permission)
    every = District.objects.order_by("kind", "code")
    return every if here.everywhere else every.filter(pk__in=here.districts | here.shared)


def organisations_of(viewer: User) -> models.QuerySet[Organisation]:
    """Organisations of the person's districts: public facts, shown to all who take part."""
    here = {district for standing in standings(viewer) for district in standing.districts}
    if any(roles.SCOPES[standing.role] == Scope.INSTALLATION for standing in standings(viewer)):
        return Organisation.objects.all()
    return Organisation.objects.filter(pk__in=members_of(frozenset(here)))
