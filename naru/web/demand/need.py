"""The page of one need: what stands now, every word before it, and what came of it in the next rooms."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.privacy import masking
from naru.base.rulebook import project_year
from naru.domain.competency import queries as competency
from naru.domain.curriculum import queries as curriculum
from naru.domain.demand import queries, rules
from naru.domain.demand.enums import Confidence
from naru.domain.demand.models import Need, Revision
from naru.domain.placement import queries as placement
from naru.web.demand.pages import HISTORY, crumb


@dataclass(frozen=True)
class Said:
    """One word on a need, ready to show: who wrote it down, and what changed against the word before."""

    revision: Revision
    change: int | None
    actor: str
    is_same_units: bool
    units: list[Any]
    terms: str = ""


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One need: what stands now, every word before it, and what came of it in the next rooms."""
    viewer: Any = request.user
    need = queries.one(viewer, pk)
    revisions = list(queries.history(viewer, need))
    events = list(record.history_of(need))
    current = next((each for each in revisions if each.is_current), None)
    taught = curriculum.covered_units(need.district, need.year)
    became = competency.successors()
    wanted = [
        (each, became.get(each.unit_id, each.unit_id) in taught)
        for each in sorted(current.wanted.all() if current else (), key=lambda each: (-each.importance, each.unit.code))
    ]
    may_open = access.can(viewer, Permission.PLACEMENT_OPEN, on=need.firm)
    today = timezone.localdate()
    may_read_openings = access.can(viewer, Permission.PLACEMENT_READ)
    openings = list(placement.listing(viewer).filter(need=need)[:HISTORY]) if may_read_openings else []
    may_write = access.can(viewer, Permission.DEMAND_WRITE, on=need)
    values = {
        "need": need,
        "current": current,
        "word": Confidence(current.confidence).label if current else "",
        "said": _said(revisions, events),
        "wanted": wanted,
        "may_write": may_write,
        "may_open": may_open,
        "openings": openings,
        "may_read_openings": may_read_openings,
        "signals": list(queries.signal_listing(viewer).filter(firm=need.firm, district=need.district)[:5]),
        "may_evidence": access.can(viewer, Permission.EVIDENCE_READ),
        "weighing": _weighing(viewer, need, current, today) if current else None,
        "next": _next(need, current, wanted, bool(openings) or not may_read_openings),
        "events": events[:HISTORY],
        "title": f"{need.firm.label} · {need.occupation.name} · {need.year}",
        "crumbs": (crumb(), (need.firm.label, "")),
    }
    return render(request, "demand/detail.html", values)


def _weighing(viewer: User, need: Need, current: Revision, today: date) -> dict[str, Any] | None:
    """How the word is weighed, in a sentence, for the firm itself and its district; None for everybody else."""
    mine = queries.record_of(viewer, need, today)
    if mine is None:
        return None
    sure = Confidence(current.confidence)
    prior = rules.weight_of(sure, today)
    share = rules.share_of(mine.said, mine.hired, sure, today)
    hired = masking.shown_count(mine.hired, viewer, today)
    given = {
        "said": mine.said,
        "hired": "–" if hired is None else hired,
        "sure": sure.label,
        "prior": prior,
        "heads": rules.PRIOR_HEADS.on(today).value,
        "share": f"{share:.2f}",
        "years": f"{mine.years[0]}–{mine.years[-1]}" if mine.years else "",
    }
    if mine.said and hired is not None:
        words = gettext(
            "%(years)s년에 이 직업으로 %(said)s명을 밝혀 %(hired)s명을 채용했습니다. ‘%(sure)s’의 %(prior)s을(를) %(heads)s명분으로 "
            "함께 쳐서, 밝힌 한 명을 %(share)s명으로 봅니다."
        )
    elif mine.said:
        words = gettext(
            "%(years)s년에 이 직업으로 %(said)s명을 밝혔고 채용은 적어서 숨깁니다. ‘%(sure)s’의 %(prior)s을(를) %(heads)s명분으로 함께 "
            "쳐서, 밝힌 한 명을 %(share)s명으로 봅니다."
        )
    else:
        words = gettext(
            "지난 해들에 이 직업으로 밝히고 채용한 기록이 없어, ‘%(sure)s’의 가중치 그대로 밝힌 한 명을 %(share)s명으로 봅니다."
        )
    weighted = (current.headcount * share).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return {"words": words % given, "share": f"{share:.2f}", "weighted": weighted, "definition": rules.SAID_HIRED}


def _said(revisions: list[Revision], events: list[Any]) -> list[Said]:
    """Newest first; the event of a word is found by the word's id in its snapshot."""
    actors = {
        event.after.get("id"): event for event in events if event.verb in {"demand.state_need", "demand.revise_need"}
    }
    found = []
    for position, revision in enumerate(revisions):
        before = revisions[position + 1] if position + 1 < len(revisions) else None
        units = sorted(revision.wanted.all(), key=lambda each: (-each.importance, each.unit.code))
        earlier = {(each.unit_id, each.importance) for each in before.wanted.all()} if before else set()
        event = actors.get(revision.pk)
        found.append(
            Said(
                revision,
                revision.headcount - before.headcount if before else None,
                event.actor if event and event.actor_id else "",
                before is not None and earlier == {(each.unit_id, each.importance) for each in units},
                units,
                _terms(revision),
            )
        )
    return found


def _terms(said: Revision) -> str:
    """Place, quarter, level and shift in a line."""
    parts = [
        said.complex,
        gettext("%(n)s분기") % {"n": said.quarter} if said.quarter else "",
        gettext("수준 %(n)s") % {"n": said.level} if said.level else "",
        str(said.get_shift_display()) if said.shift else "",  # type: ignore[attr-defined]
    ]
    return " · ".join(filter(None, parts))


def _next(
    need: Need, current: Revision | None, wanted: list[tuple[Any, bool]], has_opening: bool
) -> dict[str, Any] | None:
    """What has to happen next and by whom; None when nothing has to, or when the year is over."""
    if need.year < project_year.of(timezone.localdate()):
        return None
    if current is None or not wanted:
        return {
            "words": gettext("어떤 능력단위가 필요한지 적어야 교육과정과 맞추어 볼 수 있습니다."),
            "who": need.firm.label,
            "deed": "revise",
        }
    if current.confidence in {Confidence.IDEA, Confidence.PLANNED}:
        return {
            "words": gettext("아직 ‘%(sure)s’ 단계입니다. 예산이나 계약으로 정해지면 다시 밝혀 주십시오.")
            % {"sure": Confidence(current.confidence).label},
            "who": need.firm.label,
            "deed": "revise",
        }
    if not has_opening and current.headcount:
        return {
            "words": gettext("정해진 수요입니다. 학생이 지원할 수 있도록 채용공고를 써 주십시오."),
            "who": need.firm.label,
            "deed": "open",
        }
    missing = sum(not is_taught for _unit, is_taught in wanted)
    if missing:
        return {
            "words": gettext("필요한 능력단위 가운데 %(missing)s개를 가르치는 과목이 없습니다.") % {"missing": missing},
            "who": gettext("지구의 학교"),
            "deed": "coverage",
        }
    return None
