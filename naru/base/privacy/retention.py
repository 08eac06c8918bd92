"""Destruction by schedule: what is due is listed first, a person confirms, and the proof stays.

A guarded model of persons says in its inner class `Privacy` how it is kept:

    keep = "learner"                     the rule of `law.RETENTION`
    keep_from = "graduated_on"           the day from which the years count
    erased = {"number": "파기-{pk}", …}  what stands in a personal column afterwards, where it cannot be empty

Rows are not taken out: learners are counted in numbers that were published. Their personal columns are overwritten,
what else is only about them (guardians, consents, requests) is deleted, and the personal columns of their audit events
go too, while the chain still holds (see `audit.models.Event`). The proof says which rows, the digest of their numbers,
how many columns were overwritten, and that none of the old values is left. 개인정보 보호법 제21조, 시행령 제16조.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import chain, record
from naru.base.audit.models import Event, Head, Look, LookedAt
from naru.base.district.models import District, DistrictMember
from naru.base.privacy import law, ownership
from naru.base.privacy.classes import FieldClass, class_of, own_models
from naru.base.privacy.consent import years_before
from naru.base.privacy.enums import DestructionState
from naru.base.privacy.models import Destruction, Link
from naru.base.rulebook.errors import Conflict

LOOKS, LINKS = "look", "link"
MOST = 20_000


def kept_models() -> dict[str, type[models.Model]]:
    """Models with a schedule, by the name of their rule."""
    return {each.Privacy.keep: each for each in own_models() if getattr(getattr(each, "Privacy", None), "keep", "")}  # type: ignore[attr-defined]


def kinds() -> tuple[str, ...]:
    return (*kept_models(), LINKS, LOOKS)


def log_years(today: date) -> tuple[int, str]:
    """How long the access log is kept: longer for many persons or while sensitive fields are held (PD8)."""
    persons = LookedAt.objects.aggregate(n=Count("person_id", distinct=True))["n"]
    holds_sensitive = any(getattr(each.Privacy, "sensitive", ()) for each in own_models() if hasattr(each, "Privacy"))
    rule = law.LOG_YEARS_OF_MANY if persons >= law.MANY.on(today).value or holds_sensitive else law.LOG_YEARS
    entry = rule.on(today)
    return entry.value, entry.source


def rule_of(kind: str, today: date) -> tuple[int, str]:
    """(years, source) by which a kind is kept."""
    if kind == LOOKS:
        return log_years(today)
    entry = law.RETENTION[kind].on(today)
    return entry.value, entry.source


def due(kind: str, district: District, today: date) -> tuple[QuerySet[Any], date]:
    """Rows of the district that are to be destroyed, and the day before which they count as over."""
    before = years_before(today, rule_of(kind, today)[0])
    if kind == LOOKS:
        return Look.objects.filter(district_id=district.pk, at__date__lt=before), before
    if kind == LINKS:
        return Link.objects.filter(expires_at__date__lt=before), before
    model = kept_models()[kind]
    rows = model._base_manager.filter(**{f"{model.Privacy.keep_from}__lt": before}, erased_on__isnull=True)  # type: ignore[attr-defined]
    members = DistrictMember.objects.filter(district=district).values("organisation")
    return rows.filter(**{f"{model.Access.member[0]}__in": members}), before  # type: ignore[attr-defined]


def list_due(*, district: District, kind: str, today: date, by: User) -> Destruction | None:
    """Writes down what is due; None when nothing is. Nothing is destroyed yet."""
    access.require(by, Permission.PRIVACY_DESTROY, on=district)
    rows, before = due(kind, district, today)
    found = list(rows.order_by("pk").values_list("pk", flat=True)[:MOST])
    if not found:
        return None
    years, source = rule_of(kind, today)
    with transaction.atomic():
        District.objects.select_for_update().get(pk=district.pk)
        Destruction.objects.filter(district=district, kind=kind, state=DestructionState.LISTED).update(
            state=DestructionState.DROPPED
        )
        made = Destruction.objects.create(
            district=district,
            kind=kind,
            state=DestructionState.LISTED,
            due_before=before,
            rule=f"{years}년: {source}"[:300],
            rows=found,
            count=len(found),
            listed_by_id=by.pk,
            listed_at=timezone.now(),
        )
        after = record.snapshot(made, "kind", "due_before", "count")
        record.record("privacy.list_destruction", made, by=by, after=after)
    return made


def drop(*, destruction: Destruction, why: str, by: User) -> Destruction:
    """A person decides that what was listed is kept for now, and says why."""
    access.require(by, Permission.PRIVACY_DESTROY, on=destruction)
    with transaction.atomic():
        fresh = _listed(destruction)
        fresh.state = DestructionState.DROPPED
        fresh.save()
        record.record("privacy.drop_destruction", fresh, by=by, after={"state": fresh.state}, why=why)
    return fresh


def confirm(*, destruction: Destruction, today: date, by: User) -> Destruction:
    """Destroys what was listed and is still due, by the word of a person, and keeps the proof."""
    access.require(by, Permission.PRIVACY_DESTROY, on=destruction)
    with transaction.atomic():
        fresh = _listed(destruction)
        rows, _before = due(fresh.kind, fresh.district, today)
        numbers = list(rows.filter(pk__in=fresh.rows).order_by("pk").values_list("pk", flat=True))
        fresh.proof = {
            "rows": len(numbers),
            "digest": chain.hash_of(numbers),
            **_destroy(fresh, numbers, today, by),
        }
        fresh.rows, fresh.state = numbers, DestructionState.DONE
        fresh.confirmed_by_id, fresh.confirmed_by, fresh.done_at = by.pk, by.name, timezone.now()
        fresh.save()
        record.record("privacy.destroy", fresh, by=by, after={"kind": fresh.kind, "proof": fresh.proof})
    return fresh


def _listed(destruction: Destruction) -> Destruction:
    fresh = Destruction.objects.select_for_update().select_related("district").get(pk=destruction.pk)
    if fresh.state != DestructionState.LISTED:
        raise Conflict(_("이미 파기했거나 파기하지 않기로 한 것입니다."))
    return fresh


def _destroy(destruction: Destruction, numbers: Sequence[int], today: date, by: User) -> dict[str, Any]:
    kind = destruction.kind
    if kind == LINKS:
        return {"deleted": Link.objects.filter(pk__in=numbers).delete()[0]}
    if kind == LOOKS:
        return _cut_looks(numbers)
    model = kept_models()[kind]
    overwritten = deleted = 0
    for row in model._base_manager.filter(pk__in=numbers).select_for_update():
        overwritten += _overwrite(row, today)
        deleted += _delete_dependent(row)
    erased = _erase_events(destruction, model._meta.label_lower, numbers, today, by)
    return {"overwritten": overwritten, "deleted": deleted, "events": erased, "left": _left(model, numbers)}


def _personal(model: type[models.Model]) -> list[str]:
    hidden = {FieldClass.PERSONAL, FieldClass.SENSITIVE}
    return [each.name for each in model._meta.concrete_fields if class_of(model, each.name) in hidden]


def _overwrite(row: models.Model, today: date) -> int:
    """Overwrites every personal column of a person's row; returns how many."""
    model = type(row)
    names = _personal(model)
    for name in names:
        setattr(row, name, erased_value(model, name, row.pk))
    row.erased_on = today  # type: ignore[attr-defined]
    account = model._base_manager.filter(pk=row.pk).values_list("user", flat=True).first()
    row.save()
    if account:
        _close_account(account)
    return len(names)


def erased_value(model: type[models.Model], name: str, pk: int) -> Any:
    """What stands in a column after destruction: what the model says, else nothing."""
    said = model.Privacy.erased.get(name)  # type: ignore[attr-defined]
    if isinstance(said, str):
        return said.format(pk=pk)
    if said is not None:
        return said
    field: Any = model._meta.get_field(name)
    return None if field.null else ""


def _close_account(pk: int) -> None:
    """The account of a destroyed person signs in no more and names nobody; a staff account is not touched."""
    user = User.objects.get(pk=pk)
    if user.memberships.exclude(role__in=("student", "guardian")).exists():
        return
    user.is_active, user.name, user.email = False, "파기", f"erased-{pk}@invalid"
    user.set_unusable_password()
    user.save()
    user.memberships.filter(ends__isnull=True).update(ends=timezone.localdate())
    for model in own_models():
        path = getattr(getattr(model, "Privacy", None), "account", "")
        if path:
            model._base_manager.filter(**{path: pk}).delete()


def _delete_dependent(row: models.Model) -> int:
    """Deletes what is only about this person and stands in no number: guardians, consents, requests."""
    kind, count = row._meta.label_lower, 0
    for model in own_models():
        spec = getattr(model, "Privacy", None)
        if getattr(spec, "deleted_with_person", False):
            count += model._base_manager.filter(**{spec.person: row.pk}).delete()[0]  # type: ignore[union-attr]
        elif model in ownership.BY_NUMBER:
            count += model._base_manager.filter(person_type=kind, person_id=row.pk).delete()[0]
    return count


def _erase_events(destruction: Destruction, kind: str, numbers: Sequence[int], today: date, by: User) -> int:
    """Takes the personal columns and the salt out of these persons' audit events; a new event says which it were."""
    rows = Event.objects.filter(object_type=kind, object_id__in=numbers, erased_on__isnull=True)
    rows = rows.filter(sequence__isnull=False)
    sequences = list(rows.order_by("sequence").values_list("sequence", flat=True))
    if not sequences:
        return 0
    Event.objects.filter(sequence__in=sequences).update(
        actor="", object_label="", before={}, after={}, why="", salt="", erased_on=today
    )
    record.record(chain.ERASED, destruction, by=by, after={"sequences": sequences, "kind": kind})
    return len(sequences)


def _left(model: type[models.Model], numbers: Sequence[int]) -> int:
    """How many personal columns still hold something else than what stands there after destruction: must be 0."""
    names = _personal(model)
    return sum(
        getattr(row, f"{name}_id" if model._meta.get_field(name).is_relation else name)
        != erased_value(model, name, row.pk)
        for row in model._base_manager.filter(pk__in=numbers)
        for name in names
    )


def _cut_looks(numbers: Sequence[int]) -> dict[str, Any]:
    """Takes the oldest entries out of the access log; the chain goes on from the last one that was taken.

    Only a run without a gap from the start can go: an entry of another district between them waits for its own day.
    """
    head = Head.objects.select_for_update().get(chain=chain.LOOKS)
    wanted = set(numbers)
    last, digest, taken = head.base_sequence, head.base_digest, []
    for pk, sequence, value in (
        Look.objects.filter(sequence__gt=head.base_sequence)
        .order_by("sequence")
        .values_list("pk", "sequence", "digest")
    ):
        if pk not in wanted or sequence != last + 1:
            break
        last, digest = sequence, value
        taken.append(pk)
    Look.objects.filter(pk__in=taken).delete()
    Head.objects.filter(chain=chain.LOOKS).update(base_sequence=last, base_digest=digest)
    return {"deleted": len(taken), "through": last, "seal": digest}


def listing(viewer: User) -> QuerySet[Destruction]:
    return Destruction.objects.visible_to(viewer).select_related("district")


def one(viewer: User, pk: int) -> Destruction:
    return access.one(listing(viewer), pk=pk)
