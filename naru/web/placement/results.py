"""Pages of what came out: a learner's explained result, everybody's as a list, fairness, and what if."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.rulebook.errors import NotFound
from naru.base.rulebook.number import MINIMUM_COUNT
from naru.domain.placement.enums import Method
from naru.domain.placement.queries import explained, fairness
from naru.domain.placement.queries import rounds as queries
from naru.domain.placement.rules import rounds as rules
from naru.web import listing
from naru.web.listing import Column, Filter, Listing
from naru.web.placement import frame, round_forms, words

NOTHING = _("찾는 것이 없거나 볼 수 있는 권한이 없습니다.")

REACHED = (("first", _("1희망")), ("other", _("2희망부터")), ("none", _("배정 없음")))


def _reached(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    if value == "none":
        return rows.filter(choice_rank=0)
    return rows.filter(choice_rank=1) if value == "first" else rows.filter(choice_rank__gt=1)


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """What a learner got, and for each higher wish why not; no other person is named."""
    viewer: Any = request.user
    found = queries.list_one(viewer, pk)
    said = explained.of_list(viewer, found)
    if said is None:
        raise NotFound(NOTHING)
    name = frame.name(viewer, found.learner)
    offer = queries.offer_of(viewer, found)
    values = {
        "list": found,
        "round": found.round,
        "name": name,
        "is_own": found.learner.user_id == viewer.pk,
        "is_told": found.round.state in rules.TOLD,
        "given": said.given,
        "lines": words.lines(said),
        "run": said.run,
        "method": Method(said.run.method),
        "offer": offer,
        "title": _("매칭 결과와 까닭"),
        "crumbs": frame.crumbs(found.round, (name, reverse("placement:wish_list", args=[pk])), (_("결과와 까닭"), "")),
    }
    return render(request, "placement/result.html", values)


def results(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody's result, for whoever reads persons of the district; downloads as a sheet."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    if not fairness.may_read(viewer, found):
        raise NotFound(NOTHING)
    whom, departments = explained.reserves_of(found), explained.departments_of(found)

    def department(row: Any) -> str:
        learner = row.learner
        return departments.get((learner.school_id, learner.department), learner.department)

    def why(row: Any) -> str:
        return reverse("placement:result", args=[row.list_key]) if row.list_key else ""

    return listing.page(
        request,
        Listing(
            title=_("매칭 결과"),
            intro=found.title,
            rows=explained.results(viewer, found).order_by("learner__school__name", "learner__number"),
            columns=(
                Column("learner", _("학생"), value="learner__name", sort="learner__name", kind="person", link=why),
                Column("number", _("학번"), value="learner__number", sort="learner__number", is_extra=True),
                Column("school", _("학교"), value="learner__school__label", sort="learner__school__name"),
                Column("department", _("학과"), value=department, sort="learner__department"),
                Column("firm", _("기업"), value="place__opening__firm__label", sort="place__opening__firm__name"),
                Column("opening", _("공고"), value="place__opening__title", sort="place__opening__title"),
                Column("rank", _("이룬 희망 순위"), value=lambda row: row.choice_rank or None, kind="count"),
                Column("reserve", _("우선배정석 대상"), value=lambda row: whom.get(row.reserve, ""), is_extra=True),
            ),
            search=("learner__school__name", "place__opening__firm__name"),
            search_persons=("learner__name", "learner__number"),
            search_hint=_("학교, 기업"),
            filters=(Filter("reached", _("이룬 희망"), REACHED, _reached),),
            tabs=frame.tabs(),
            empty=_("낸 희망이 없어 배정할 것이 없었습니다."),
        ),
    )


@require_safe
def fair(request: HttpRequest, pk: int) -> HttpResponse:
    """Who reached which wish, by school, department, sex and group."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    if not fairness.may_read(viewer, found):
        raise NotFound(NOTHING)
    today = timezone.localdate()
    values = {
        "round": found,
        "tables": fairness.report(viewer, found, today),
        "least": MINIMUM_COUNT.on(today).value,
        "title": _("공정성 보고"),
        "crumbs": frame.crumbs(found, (_("공정성 보고"), "")),
    }
    return render(request, "placement/fairness.html", values)


@require_safe
def what_if(request: HttpRequest, pk: int) -> HttpResponse:
    """With more seats in one opening, on the frozen input and without touching it."""
    viewer: Any = request.user
    found = queries.one(viewer, pk)
    access.require(viewer, Permission.PLACEMENT_ROUND, on=found)
    places = queries.places(viewer, found)
    given = request.GET if "place" in request.GET else None
    form = round_forms.WhatIf(given, places=places)
    answer = None
    if found.frozen_at is not None and form.is_bound and form.is_valid():
        answer = explained.what_if(viewer, found, form.cleaned_data["place"], form.cleaned_data["more"])
    values = {
        "round": found,
        "form": form,
        "answer": answer,
        "place": form.cleaned_data.get("place") if answer else None,
        "more": form.cleaned_data.get("more") if answer else None,
        "title": _("자리를 더하면"),
        "crumbs": frame.crumbs(found, (_("자리를 더하면"), "")),
    }
    return render(request, "placement/what_if.html", values)
