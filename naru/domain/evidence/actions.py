"""Deeds of the room evidence: findings are proposed by computing, decided by persons, and flow back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District, Organisation
from naru.domain.budget import actions as budget_actions
from naru.domain.budget.models import Line
from naru.domain.demand import actions as demand_actions
from naru.domain.demand import queries as demand
from naru.domain.demand.enums import SignalKind
from naru.domain.evidence import queries, rules
from naru.domain.evidence.enums import FindingKind, FindingState
from naru.domain.evidence.models import Citation, Finding
from naru.domain.partners import queries as partners
from naru.domain.partners.enums import PledgeKind
from naru.domain.placement import queries as placement
from naru.domain.training import queries as training


@dataclass(frozen=True)
class Proposal:
    """A finding before it has a row."""

    kind: FindingKind
    subject: str
    label: str
    figures: dict[str, Any]


def _said_hired(district: District, year: int) -> list[Proposal]:
    said, hired = demand.headcount_by_firm(district, year), placement.hired_by_firm(district, year)
    firms = Organisation.objects.in_bulk([*said])
    return [
        Proposal(
            FindingKind.SAID_HIRED,
            f"organisation:{firm}",
            firms[firm].name,
            {"said": count, "hired": hired.get(firm, 0)},
        )
        for firm, count in sorted(said.items())
        if count
    ]


def _tracks(district: District, year: int) -> list[tuple[int, int, int, int]]:
    """(firm, occupation, said, hired) of a year.

    A job that came without an opening counts for the firm's one occupation, and for none where the firm said several.
    """
    said, hired = demand.said_by_occupation(district, year), placement.hired_by_occupation(district, year)
    of_firm: dict[int, list[int]] = {}
    for firm, occupation in said:
        of_firm.setdefault(firm, []).append(occupation)
    found = []
    for (firm, occupation), count in sorted(said.items()):
        other = hired.get((firm, None), 0) if len(of_firm[firm]) == 1 else 0
        found.append((firm, occupation, count, hired.get((firm, occupation), 0) + other))
    return found


def _pledged_kept(district: District, year: int) -> list[Proposal]:
    hired = placement.hired_by_firm(district, year)
    return [
        Proposal(
            FindingKind.PLEDGED_KEPT,
            f"pledge:{each.pledge}",
            f"{each.organisation.name} · {each.kind.label}",
            {
                "pledged": each.promised,
                "declared": each.kept,
                "counted": hired.get(each.organisation.pk, 0) if each.kind == PledgeKind.HIRES else None,
            },
        )
        for each in partners.promises_of_district(district, year)
    ]


def _cost_outcome(district: District, year: int) -> list[Proposal]:
    rows = training.funded_completions(district, year)
    lines = Line.objects.in_bulk([row["line"] for row in rows])
    return [
        Proposal(
            FindingKind.COST_OUTCOME,
            f"line:{row['line']}",
            lines[row["line"]].title,
            {
                "won": row["won"],
                "persons": row["persons"],
                "won_each": row["won"] // row["persons"] if row["persons"] else None,
            },
        )
        for row in rows
    ]


def _narrowest(district: District, year: int, today: date) -> list[Proposal]:
    passage = queries.passage_of(district, year, today)
    if passage is None:
        return []
    return [
        Proposal(
            FindingKind.NARROWEST,
            f"passage:{passage.before}-{passage.after}",
            passage.sentence,
            {"from": passage.reached_before, "to": passage.reached_after, "lost": passage.lost},
        )
    ]


def compute(*, district: District, year: int, today: date, by: User) -> list[Finding]:
    """Proposes the findings of a year; open proposals are replaced, decided ones stay as they are."""
    access.require(by, Permission.EVIDENCE_CONFIRM, on=district)
    proposals = [
        *_said_hired(district, year),
        *_pledged_kept(district, year),
        *_cost_outcome(district, year),
        *_narrowest(district, year, today),
    ]
    with transaction.atomic():
        District.objects.select_for_update().get(pk=district.pk)
        Finding.objects.filter(district=district, year=year, state=FindingState.PROPOSED).delete()
        decided = set(Finding.objects.filter(district=district, year=year).values_list("kind", "subject"))
        made = Finding.objects.bulk_create(
            Finding(
                district=district,
                year=year,
                kind=each.kind,
                subject=each.subject,
                subject_label=each.label[:200],
                figures=each.figures,
                definition_version=rules.EVIDENCE.version,
                computed_on=today,
            )
            for each in proposals
            if (each.kind.value, each.subject) not in decided
        )
        demand_actions.record_tracks(
            district=district, year=year, rows=_tracks(district, year), counted_on=today, by=by
        )
        record.record("evidence.compute", district, by=by, district=district.pk, after={"proposed": len(made)})
    return made


def _decide(finding: Finding, state: FindingState, reason: str, today: date, by: User, verb: str) -> Finding:
    fresh = Finding.objects.select_for_update().get(pk=finding.pk)
    rules.may_decide(FindingState(fresh.state), reason)
    before = record.snapshot(fresh, "state")
    fresh.state, fresh.decided_on, fresh.reason = state, today, reason
    fresh.save()
    record.record(verb, fresh, by=by, before=before, why=reason)
    return fresh


def confirm(*, finding: Finding, reason: str, today: date, by: User) -> Finding:
    """Confirms a finding: it goes back as a Signal to demand or as a Return to its budget line."""
    access.require(by, Permission.EVIDENCE_CONFIRM, on=finding)
    with transaction.atomic():
        fresh = _decide(finding, FindingState.CONFIRMED, reason, today, by, "evidence.confirm")
        number = int(fresh.subject.partition(":")[2]) if fresh.kind != FindingKind.NARROWEST else 0
        if fresh.kind == FindingKind.SAID_HIRED:
            demand_actions.record_signal(
                district=fresh.district,
                firm=Organisation.objects.get(pk=number),
                kind=SignalKind.ACCURACY,
                year=fresh.year,
                finding=fresh.pk,
                said=fresh.figures["said"],
                hired=fresh.figures["hired"],
                recorded_on=today,
                by=by,
            )
        elif fresh.kind == FindingKind.COST_OUTCOME:
            budget_actions.record_return(
                line=Line.objects.select_related("fund__district").get(pk=number),
                year=fresh.year,
                finding=fresh.pk,
                measure="training",
                outcomes=fresh.figures["persons"],
                won_each=fresh.figures["won_each"],
                recorded_on=today,
                by=by,
            )
    return fresh


def dismiss(*, finding: Finding, reason: str, today: date, by: User) -> Finding:
    """Dismisses a finding, with the reason."""
    access.require(by, Permission.EVIDENCE_CONFIRM, on=finding)
    with transaction.atomic():
        return _decide(finding, FindingState.DISMISSED, reason, today, by, "evidence.dismiss")


def cite(*, district: District, year: int, key: str, today: date, by: User) -> Citation:
    """Freezes a number as it stands today under an address of its own; the same number of the same day only once."""
    access.require(by, Permission.EVIDENCE_CITE, on=district)
    found = queries.station_of(key, district, year, today)
    day = queries.day_of(year, today)
    content = queries.frozen(found, district, year, day)
    with transaction.atomic():
        made, is_new = Citation.objects.get_or_create(
            digest=queries.digest_of(content),
            defaults={
                "district": district,
                "year": year,
                "measure": key,
                "as_of": day,
                "content": content,
                "made_by": by,
            },
        )
        if is_new:
            record.record("evidence.cite", made, by=by, after={"measure": key, "year": year, "digest": made.digest})
    return made
