"""Letters as they are printed: a learner's result, a firm's offer, and what a round gives a firm."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access, shown
from naru.base.accounts.roles import Permission
from naru.base.rulebook.errors import NotFound
from naru.domain.people.models import Learner
from naru.domain.placement import queries, rules
from naru.domain.placement.enums import ApplicationState, Method
from naru.domain.placement.models import Opening
from naru.domain.placement.queries import eligible, explained, ranking, reserves, rounds
from naru.domain.placement.rules import rounds as round_rules
from naru.web.placement import frame, words
from naru.web.placement.results import NOTHING

OFFERED = (ApplicationState.OFFERED, ApplicationState.ACCEPTED)


def _papers(learner: Learner, opening: Opening, today: date) -> dict[str, Any] | None:
    """What the law wants signed when work begins below the age; nothing for everybody else."""
    starts = eligible.work_of(opening, today).starts
    rule = rules.MINOR_AGE.on(starts)
    if rules.age_on(learner.birth_date, starts) >= rule.value:
        return None
    return {"age": rule.value, "article": rule.source}


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """To a learner and their guardian: what the round gave, why not more, and what to do by when."""
    viewer: Any = request.user
    found = rounds.list_one(viewer, pk)
    said = explained.of_list(viewer, found)
    if said is None or found.round.state not in round_rules.TOLD:
        raise NotFound(NOTHING)
    today = timezone.localdate()
    name = frame.name(viewer, found.learner)
    given = said.given
    opening = given.place.opening if given is not None and given.place is not None else None
    values = {
        "letter": "result",
        "name": name,
        "learner": found.learner,
        "round": found.round,
        "given": given,
        "opening": opening,
        "offer": rounds.offer_of(viewer, found),
        "papers": _papers(found.learner, opening, today) if opening else None,
        "lines": words.lines(said),
        "run": said.run,
        "method": Method(said.run.method),
        "sender": _("%(district)s 지원센터") % {"district": found.round.district.label},
        "number": f"{found.round.code}-{found.pk}",
        "today": today,
        "title": _("매칭 결과 안내"),
        "crumbs": frame.crumbs(
            found.round, (name, reverse("placement:wish_list", args=[pk])), (_("매칭 결과 안내"), "")
        ),
    }
    return render(request, "placement/letter.html", values)


@require_safe
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """From the firm to the learner: the place that is offered, its conditions, and the day to answer."""
    viewer: Any = request.user
    found = queries.application_one(viewer, pk)
    if found.state not in OFFERED:
        raise NotFound(_("제안한 지원에만 제안서가 있습니다."))
    today = timezone.localdate()
    may_offer = access.can(viewer, Permission.PLACEMENT_OFFER, on=found)
    name = frame.name(viewer, found.learner, is_known=may_offer)
    values = {
        "letter": "offer",
        "name": name,
        "learner": found.learner,
        "round": found.round,
        "opening": found.opening,
        "offer": found,
        "papers": _papers(found.learner, found.opening, today),
        "sender": found.opening.firm.label,
        "number": f"{found.opening.code}-{found.pk}",
        "today": found.offered_on or today,
        "title": _("채용 제안서"),
        "crumbs": (
            frame.room(),
            (f"{name} · {found.opening.firm.label}", reverse("placement:application", args=[pk])),
            (_("채용 제안서"), ""),
        ),
    }
    return render(request, "placement/letter.html", values)


@require_safe
def firm(request: HttpRequest, pk: int) -> HttpResponse:
    """To a firm: whom its opening was given, seats left and why, last ranks, and what comes next."""
    viewer: Any = request.user
    found = rounds.place_one(viewer, pk)
    is_known = ranking.is_firm(viewer, found)
    if not (is_known or access.can(viewer, Permission.PLACEMENT_ROUND, on=found)):
        raise NotFound(NOTHING)
    seats = explained.of_place(viewer, found)
    if seats is None or found.round.state not in round_rules.TOLD:
        raise NotFound(NOTHING)
    rows = queries.application_listing(viewer).filter(round=found.round, opening=found.opening)
    offers = list(rows.order_by("learner__school__name", "learner__number"))
    shown.add(offers, is_list=True)
    values = {
        "letter": "firm",
        "round": found.round,
        "opening": found.opening,
        "seats": seats,
        "groups": reserves.told([seats]).get(found.pk, ()),
        "offers": [(each, frame.name(viewer, each.learner, is_known=is_known)) for each in offers],
        "young": [each.pk for each in offers if _papers(each.learner, found.opening, timezone.localdate())],
        "age": rules.MINOR_AGE.on(timezone.localdate()),
        "sender": _("%(district)s 지원센터") % {"district": found.round.district.label},
        "number": f"{found.round.code}-{found.opening.code}",
        "today": timezone.localdate(),
        "title": _("매칭 결과 안내"),
        "crumbs": frame.crumbs(
            found.round, (found.opening.firm.label, reverse("placement:place", args=[pk])), (_("매칭 결과 안내"), "")
        ),
    }
    return render(request, "placement/letter.html", values)
