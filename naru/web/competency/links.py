"""Pages of links: typed links between units and other things, and texts with the units proposed for them."""

import tempfile
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.base.jobs import queries as runs
from naru.base.jobs import work
from naru.base.jobs.enums import RunState
from naru.base.rulebook.errors import NotAllowed
from naru.document.exchange import texts as tables
from naru.domain.competency import actions, queries
from naru.domain.competency.enums import AlignmentKind, AlignmentState, CodeTable, TextKind, Verdict
from naru.domain.competency.jobs import TASK
from naru.web import context, deed, listing
from naru.web.competency import forms
from naru.web.competency.pages import NO_ROLE, room_tabs
from naru.web.frame import data, room
from naru.web.listing import Column, Filter, Link, Listing

LIVE = (RunState.QUEUED, RunState.RUNNING)
FITS = (("yes", _("있음")), ("no", _("없음")), ("unread", _("읽기 전")))


def _district(request: HttpRequest) -> District:
    """The district of the page's head, where the viewer may write. Raises NotAllowed."""
    here = context.here(request).district
    viewer: Any = request.user
    if here is None or not access.can(viewer, Permission.COMPETENCY_WRITE, on=here):
        raise NotAllowed(NO_ROLE)
    return here


def alignments(request: HttpRequest) -> HttpResponse:
    """Typed links of units."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("이음"),
            intro=_("능력단위가 다른 능력단위, 과목, 국가자격, 직업과 어떤 사이인지 사람이 확인한 것입니다."),
            rows=queries.alignments(viewer),
            columns=(
                Column(
                    "unit",
                    _("능력단위"),
                    value="unit__name",
                    sort="unit__name",
                    link=lambda row: reverse("competency:detail", args=[row.unit_id]),
                ),
                Column("kind", _("사이"), sort="kind", kind="state", choices=AlignmentKind),
                Column("target", _("이은 것")),
                Column("source", _("근거"), sort="source"),
                Column("state", _("상태"), sort="state", kind="state", choices=AlignmentState),
                Column("confirmed_on", _("확인한 날"), sort="confirmed_on", kind="date"),
                Column("confirmed_by", _("확인한 사람"), kind="person"),
            ),
            search=("unit__name", "unit__code", "subject", "occupation__name", "licence__name"),
            search_hint=_("능력단위, 과목, 직업, 자격"),
            filters=(
                Filter("kind", _("사이"), AlignmentKind.choices, "kind"),
                Filter("state", _("상태"), AlignmentState.choices, "state"),
            ),
            tabs=room_tabs(request),
            empty=_("아직 이은 것이 없습니다."),
            empty_todo=_("능력단위의 화면에서 과목, 국가자격, 직업이나 다른 능력단위와 잇습니다."),
        ),
    )


def align(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a typed link."""
    viewer: Any = request.user
    unit = queries.one(viewer, pk)
    here = _district(request)
    form = forms.Align(
        data(request),
        unit=unit,
        units=queries.usable(viewer),
        occupations=queries.occupations(viewer),
        licences=queries.codes(viewer).filter(table=CodeTable.LICENCE),
    )
    return deed.form_page(
        request,
        form,
        action=lambda cleaned: actions.align(unit=unit, district=here, by=viewer, **cleaned),
        title=_("능력단위 잇기"),
        submit=_("이음 제안하기"),
        success=_("이음을 제안했습니다. 확인하면 쓰입니다."),
        back=reverse("competency:detail", args=[pk]),
        intro=forms.said(unit),
        crumbs=(room("competency"), (unit.name, reverse("competency:detail", args=[pk])), (_("능력단위 잇기"), "")),
        template="competency/align.html",
    )


def align_yes(request: HttpRequest, pk: int) -> HttpResponse:
    """A typed link is good."""
    return _decide(request, pk, accepts=True)


def align_no(request: HttpRequest, pk: int) -> HttpResponse:
    """A typed link is none."""
    return _decide(request, pk, accepts=False)


def _decide(request: HttpRequest, pk: int, *, accepts: bool) -> HttpResponse:
    viewer: Any = request.user
    found = queries.alignment(viewer, pk)
    if not access.can(viewer, Permission.COMPETENCY_WRITE, on=found):
        raise NotAllowed(NO_ROLE)
    return deed.press(
        request,
        lambda: actions.decide_alignment(alignment=found, accepts=accepts, today=timezone.localdate(), by=viewer),
        success=_("이음을 확인했습니다.") if accepts else _("이음이 아니라고 적었습니다."),
        back=reverse("competency:detail", args=[found.unit_id]),
    )


def _fits(rows: Any, value: str) -> Any:
    return rows.filter(fits={"yes": True, "no": False}.get(value))


def texts(request: HttpRequest) -> HttpResponse:
    """Texts of the district and whether a unit fits them."""
    viewer: Any = request.user
    may_write = access.can(viewer, Permission.COMPETENCY_WRITE)
    return listing.page(
        request,
        Listing(
            title=_("글 잇기"),
            intro=_("직무 설명과 채용공고의 글에 맞는 능력단위를 까닭과 함께 제안하고, 사람이 맞다 아니다를 적습니다."),
            rows=queries.texts(viewer),
            district="district",
            columns=(
                Column("title", _("제목"), sort="title", link="competency:text"),
                Column("kind", _("종류"), sort="kind", kind="state", choices=TextKind),
                Column("proposed", _("제안"), sort="proposed", kind="count"),
                Column("judged", _("판단"), sort="judged", kind="count"),
                Column("right", _("맞음"), sort="right", kind="count"),
                Column("fits", _("맞는 단위"), value=_fitting),
                Column("added_at", _("올린 때"), sort="added_at", kind="moment"),
            ),
            sort="-added_at",
            search=("title", "body"),
            search_hint=_("제목, 글"),
            filters=(Filter("fits", _("맞는 단위"), FITS, _fits), Filter("kind", _("종류"), TextKind.choices, "kind")),
            actions=(Link(_("글 올리기"), reverse("competency:add_texts")),) if may_write else (),
            tabs=room_tabs(request),
            empty=_("아직 올린 글이 없습니다."),
            empty_todo=_("지구 코디네이터가 직무 설명이나 채용공고를 붙여 넣거나 표로 올립니다."),
        ),
    )


def _fitting(row: Any) -> Any:
    return {True: _("있음"), False: _("맞는 단위 없음")}.get(row.fits, _("읽기 전"))


def add_texts(request: HttpRequest) -> HttpResponse:
    """The form of one pasted text or a table; units are proposed as long work."""
    viewer: Any = request.user
    here = _district(request)
    form = forms.Texts(request.POST, request.FILES) if request.method == "POST" else forms.Texts()

    def act(cleaned: dict[str, Any]) -> Any:
        given = _table(cleaned["file"]) if cleaned["file"] else [(cleaned["title"], cleaned["body"])]
        made = actions.add_texts(district=here, kind=cleaned["kind"], texts=given, source=cleaned["source"], by=viewer)
        work.ask(TASK, {"district": here.pk, "by": viewer.pk}, by=viewer, district=here)
        return made

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("글 올리기"),
        submit=_("맞는 능력단위 찾기"),
        success=_("글을 올렸습니다. 맞는 능력단위를 찾습니다."),
        back=lambda made: (
            reverse("competency:text", args=[made[0].pk]) if len(made) == 1 else reverse("competency:texts")
        ),
        cancel=reverse("competency:texts"),
        intro=_("사람의 이름이나 연락처는 지우고 올려 주십시오."),
        crumbs=(room("competency"), (_("글 잇기"), reverse("competency:texts")), (_("글 올리기"), "")),
    )


def _table(given: Any) -> list[tuple[str, str]]:
    with tempfile.NamedTemporaryFile(suffix=Path(given.name).suffix.lower()) as place:
        for chunk in given.chunks():
            place.write(chunk)
        place.flush()
        return tables.texts_of(Path(place.name))


def read_texts(request: HttpRequest) -> HttpResponse:
    """Asks for proposals to the texts that were not read yet."""
    viewer: Any = request.user
    here = _district(request)
    return deed.press(
        request,
        lambda: work.ask(TASK, {"district": here.pk, "by": viewer.pk}, by=viewer, district=here),
        success=_("맞는 능력단위를 찾습니다."),
        back=reverse("competency:texts"),
    )


@require_safe
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """One text, the units proposed for it with the words that made each link, and a person's yes or no."""
    viewer: Any = request.user
    found = queries.text(viewer, pk)
    may_write = access.can(viewer, Permission.COMPETENCY_WRITE, on=found.district)
    live = runs.listing(viewer, TASK).filter(state__in=LIVE).exists() if found.linked_at is None else False
    rows = list(queries.suggestions(viewer).filter(text=found))
    values = {
        "text": found,
        "suggestions": rows,
        "is_reading": live,
        "may_write": may_write,
        "may_propose": may_write and queries.writable_frameworks(viewer).exists(),
        "is_refused": bool(rows) and all(each.verdict == Verdict.NO for each in rows),
        "title": found.title,
        "crumbs": (room("competency"), (_("글 잇기"), reverse("competency:texts")), (found.title, "")),
    }
    return render(request, "competency/text.html", values)


def judge_yes(request: HttpRequest, pk: int) -> HttpResponse:
    """This unit fits this text."""
    return _judge(request, pk, is_yes=True)


def judge_no(request: HttpRequest, pk: int) -> HttpResponse:
    """This unit does not fit this text."""
    return _judge(request, pk, is_yes=False)


def _judge(request: HttpRequest, pk: int, *, is_yes: bool) -> HttpResponse:
    viewer: Any = request.user
    found = queries.suggestion(viewer, pk)
    if not access.can(viewer, Permission.COMPETENCY_WRITE, on=found.text.district):
        raise NotAllowed(NO_ROLE)
    return deed.press(
        request,
        lambda: actions.judge(suggestion=found, is_yes=is_yes, today=timezone.localdate(), by=viewer),
        success=_("맞다고 적었습니다. 다음 제안이 이것을 따릅니다.")
        if is_yes
        else _("아니라고 적었습니다. 다음 제안이 이것을 따릅니다."),
        back=reverse("competency:text", args=[found.text_id]),
    )
