"""What the database already holds, as frames: the keys of a sheet's rows with their ids."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, DistrictMember
from naru.base.jobs.enums import RunState
from naru.base.jobs.models import Run
from naru.base.rulebook.errors import NotFound
from naru.document.exchange.layout import Sheet
from naru.domain.demand.models import Revision, WantedUnit

if TYPE_CHECKING:
    import polars as pl

JOIN = "\x1f"


def key_text(values: tuple[Any, ...]) -> str:
    return JOIN.join(str(value) for value in values)


def known(sheet: Sheet, district: District | None) -> "pl.DataFrame":
    """Columns `key` (the sheet's unique columns joined) and `id`; of the district where the rows belong to one."""
    import polars as pl

    rows = sheet.model._default_manager.order_by()
    if sheet.scope:
        rows = rows.filter(**{sheet.scope: district}) if district else rows.none()
    found = list(rows.values_list(*sheet.lookups, "pk"))
    return pl.DataFrame(
        {"key": [key_text(each[:-1]) for each in found], "id": [each[-1] for each in found]},
        schema={"key": pl.String, "id": pl.Int64},
    )


def organisations_elsewhere(district: District | None) -> set[str]:
    """Codes of organisations that take part in other districts only."""
    return set(DistrictMember.objects.values_list("organisation__code", flat=True)) - schools_here(district)


def schools_here(district: District | None) -> set[str]:
    """Codes of the organisations that take part in the district."""
    if district is None:
        return set()
    return set(DistrictMember.objects.filter(district=district).values_list("organisation__code", flat=True))


def may_change_all(viewer: User | None) -> bool:
    """True for the command line and the installation's administrator."""
    return viewer is None or access.reach(viewer, Permission.EXCHANGE_LOAD).everywhere


def may_load(viewer: User | None, district: District | None) -> bool:
    if may_change_all(viewer):
        return True
    return district is not None and access.can(viewer, Permission.EXCHANGE_LOAD, on=district)  # type: ignore[arg-type]


def last_words(district: District) -> dict[str, Revision]:
    """The current revision of each need, by the need's code."""
    rows = Revision.objects.filter(need__district=district, is_current=True).select_related("need")
    return {each.need.code: each for each in rows}


def words_said(district: District) -> dict[str, list[Revision]]:
    """Every revision of each need, by the need's code."""
    found: dict[str, list[Revision]] = {}
    for each in Revision.objects.filter(need__district=district).select_related("need"):
        found.setdefault(each.need.code, []).append(each)
    return found


def wanted_by(revisions: list[int]) -> dict[int, list[tuple[int, int]]]:
    """(unit, importance) of each revision."""
    found: dict[int, list[tuple[int, int]]] = {}
    rows = WantedUnit.objects.filter(revision__in=revisions).values_list("revision", "unit", "importance")
    for revision, unit, importance in rows:
        found.setdefault(revision, []).append((unit, importance))
    return found


def person(pk: int) -> User:
    """Who asked for a load. Raises NotFound when the account is gone."""
    found = User.objects.filter(pk=pk, is_active=True).first()
    if found is None:
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    return found


def files_loaded(task: str) -> list[str]:
    """Names of files whose rows are in the database already."""
    rows = Run.objects.filter(task=task, state=RunState.DONE, result__outcome="loaded")
    return [each["file"] for each in rows.values_list("arguments", flat=True)]
