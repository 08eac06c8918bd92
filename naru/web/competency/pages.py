"""Pages of the room competency: units of the frameworks, what replaced them, and occupations."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.rulebook.errors import Conflict, NotAllowed
from naru.domain.competency import actions, queries, rules
from naru.domain.competency.enums import AlignmentState, FrameworkKind, UnitState
from naru.domain.competency.models import Framework, Text, Unit
from naru.web import deed, listing
from naru.web.competency import forms
from naru.web.frame import data, room, tabs
from naru.web.listing import Column, Filter, Link, Listing

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")
CODE_TAKEN = _("같은 코드의 능력단위가 이미 있습니다. 코드를 확인해 주십시오.")
HISTORY = 50


@dataclass(frozen=True)
class Step:
    """One unit in the chain of replacements, ready to show."""

    unit: Unit
    is_here: bool
    is_current: bool


def room_tabs(request: HttpRequest) -> tuple[Link, ...]:
    return tabs(
        request,
        (_("능력단위"), "competency:list"),
        (_("능력 표준"), "competency:frameworks"),
        (_("판과 대체"), "competency:successions"),
        (_("이음"), "competency:alignments"),
        (_("글 잇기"), "competency:texts"),
        (_("직업"), "competency:occupations"),
        (_("분류 코드"), "competency:codes"),
    )


def _replaced(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(replaced_by__isnull=value == "no")


def index(request: HttpRequest) -> HttpResponse:
    """Units of all frameworks."""
    viewer: Any = request.user
    may_read = access.can(viewer, Permission.COMPETENCY_READ)
    frameworks = [(str(each.pk), each.name) for each in queries.frameworks(viewer)] if may_read else []
    may_write = may_read and _frameworks(viewer).exists()
    return listing.page(
        request,
        Listing(
            title=_("능력단위"),
            intro=_("기업의 수요와 학교의 과목을 잇는 말입니다. 새 판이 나오면 옛 것은 남고 새 것으로 이어집니다."),
            rows=queries.listing(viewer),
            columns=(
                Column("name", _("능력단위"), sort="name", link="competency:detail"),
                Column("code", _("코드"), sort="code"),
                Column("framework", _("능력 표준"), value="framework__name", sort="framework__name"),
                Column("group_name", _("세분류"), sort="group_name", is_extra=True),
                Column("level", _("수준"), sort="level"),
                Column(
                    "replaced_by",
                    _("대체한 능력단위"),
                    value=lambda row: forms.said(row.replaced_by) if row.replaced_by else None,
                    sort="replaced_by__code",
                ),
                Column("state", _("상태"), sort="state", kind="state", choices=UnitState),
            ),
            search=("name", "code"),
            search_hint=_("이름, 코드"),
            filters=(
                *((Filter("framework", _("능력 표준"), frameworks, "framework"),) if len(frameworks) > 1 else ()),
                Filter("level", _("수준"), [(str(each), str(each)) for each in range(1, 9)], "level"),
                Filter("state", _("상태"), UnitState.choices, "state"),
                Filter("replaced", _("대체됨"), (("no", _("지금 쓰는 것")), ("yes", _("대체된 것"))), _replaced),
            ),
            actions=(Link(_("능력단위 더하기"), reverse("competency:add")),) if may_write else (),
            tabs=room_tabs(request),
            empty=_("아직 능력단위가 없습니다."),
            empty_todo=_("설치 관리자가 국가직무능력표준을, 지구 코디네이터가 지역 표준을 올립니다."),
        ),
    )


def occupations(request: HttpRequest) -> HttpResponse:
    """Occupations of the Korean Employment Classification of Occupations."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("직업"),
            intro=_("한국고용직업분류(KECO)의 직업입니다. 기업의 수요와 채용공고가 이 이름을 씁니다."),
            rows=queries.occupations(viewer),
            columns=(Column("name", _("직업 이름"), sort="name"), Column("code", _("KECO 코드"), sort="code")),
            search=("name", "code"),
            search_hint=_("직업 이름, 코드"),
            tabs=room_tabs(request),
            empty=_("아직 올린 직업이 없습니다."),
            empty_todo=_("직업은 ‘자료 올리기’의 통합문서로 올립니다."),
        ),
    )


def _frameworks(viewer: User) -> QuerySet[Framework]:
    return queries.writable_frameworks(viewer)


def _may_write(viewer: User, unit: Unit) -> bool:
    return _frameworks(viewer).filter(pk=unit.framework_id).exists()


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit in its chain of replacements."""
    viewer: Any = request.user
    unit = queries.one(viewer, pk)
    earlier, later = queries.lineage(viewer, unit)
    may_write = _may_write(viewer, unit)
    is_open = unit.state == UnitState.PROPOSED and unit.framework.kind != FrameworkKind.NCS
    chain = [Step(each, each.pk == unit.pk, each.replaced_by_id is None) for each in (*earlier, unit, *later)]
    parts = [(each.name, [one.text for one in each.criteria.all()]) for each in queries.parts(unit)]
    values = {
        "unit": unit,
        "chain": chain if len(chain) > 1 else [],
        "current": later[-1] if later else None,
        "may_replace": may_write,
        "may_decide": may_write and is_open,
        "may_describe": may_write and is_open and unit.item is None,
        "is_whole": bool(parts) or (unit.item is not None and unit.framework.kind == FrameworkKind.FOREIGN),
        "may_align": unit.state == UnitState.CONFIRMED and access.can(viewer, Permission.COMPETENCY_WRITE),
        "parts": parts,
        "alignments": list(
            queries.alignments(viewer).filter(unit=unit).exclude(state=AlignmentState.REJECTED)[:HISTORY]
        ),
        "events": list(record.history_of(unit)[:HISTORY]),
        "title": unit.name,
        "crumbs": (room("competency"), (unit.name, "")),
    }
    return render(request, "competency/detail.html", values)


def add(request: HttpRequest) -> HttpResponse:
    """The form of a new unit; `?text=` names the text that nothing fits."""
    viewer: Any = request.user
    frameworks = _frameworks(viewer)
    if not frameworks.exists():
        raise NotAllowed(NO_ROLE)
    text = _text(viewer, request.GET.get("text", ""))
    initial: dict[str, Any] = {}
    if text is not None:
        own = frameworks.filter(district=text.district_id).order_by("name").first()
        initial = {"name": text.title[:160], "definition": text.body[:2_000]}
        if own is not None:
            initial |= {"framework": own.pk, "code": queries.next_code(own)}
    form = forms.Propose(
        data(request), frameworks=frameworks.select_related("district").order_by("name"), initial=initial
    )

    def act(cleaned: dict[str, Any]) -> Unit:
        try:
            return actions.propose_unit(by=viewer, **cleaned)
        except IntegrityError as error:
            raise Conflict(CODE_TAKEN, field="code") from error

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("능력단위 더하기"),
        submit=_("능력단위 더하기"),
        success=_("능력단위를 더했습니다."),
        back=lambda made: reverse("competency:detail", args=[made.pk]),
        cancel=reverse("competency:list"),
        intro=_("지역 표준의 능력단위는 제안으로 남고, 확인한 뒤에 수요와 과목에서 쓸 수 있습니다."),
        crumbs=(room("competency"), (_("능력단위 더하기"), "")),
    )


def _text(viewer: User, pk: str) -> Text | None:
    return queries.texts(viewer).filter(pk=pk).first() if pk.isascii() and pk.isdigit() and len(pk) < 10 else None


def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of what a proposed unit is made of."""
    viewer: Any = request.user
    unit = _writable(viewer, pk)
    parts = [rules.Part(each.name, [one.text for one in each.criteria.all()]) for each in queries.parts(unit)]
    initial = {"definition": unit.definition, "level": unit.level, "parts": rules.written(parts)}
    return deed.form_page(
        request,
        forms.Describe(data(request), initial=initial),
        action=lambda cleaned: actions.describe_unit(unit=unit, by=viewer, **cleaned),
        title=_("능력단위의 내용 적기"),
        submit=_("내용 남기기"),
        success=_("능력단위의 내용을 적었습니다."),
        back=reverse("competency:detail", args=[pk]),
        intro=forms.said(unit),
        crumbs=_crumbs(unit, _("능력단위의 내용 적기")),
    )


def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposed unit may be used from now on."""
    return _decide(request, pk, accepts=True, success=_("확인했습니다. 이제 수요와 과목에서 쓸 수 있습니다."))


def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposed unit is put away."""
    return _decide(request, pk, accepts=False, success=_("쓰지 않기로 했습니다. 기록은 남습니다."))


def _decide(request: HttpRequest, pk: int, *, accepts: bool, success: Any) -> HttpResponse:
    viewer: Any = request.user
    unit = _writable(viewer, pk)
    return deed.press(
        request,
        lambda: actions.decide_unit(unit=unit, accepts=accepts, today=timezone.localdate(), by=viewer),
        success=success,
        back=reverse("competency:detail", args=[pk]),
    )


def _writable(viewer: User, pk: int) -> Unit:
    unit = queries.one(viewer, pk)
    if not _may_write(viewer, unit):
        raise NotAllowed(NO_ROLE)
    return unit


def _crumbs(unit: Unit, title: Any) -> tuple[tuple[Any, str], ...]:
    return room("competency"), (unit.name, reverse("competency:detail", args=[unit.pk])), (title, "")


def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """The form that says which unit took this one's place."""
    viewer: Any = request.user
    unit = _writable(viewer, pk)
    form = forms.Replace(data(request), unit=unit, units=queries.listing(viewer))
    return deed.form_page(
        request,
        form,
        action=lambda cleaned: actions.replace_unit(unit=unit, by=viewer, **cleaned),
        title=_("새 능력단위로 잇기"),
        submit=_("새 능력단위로 잇기"),
        success=_("새 능력단위로 이었습니다. 옛 능력단위는 그대로 남습니다."),
        back=reverse("competency:detail", args=[pk]),
        intro=forms.said(unit),
        crumbs=(
            room("competency"),
            (unit.name, reverse("competency:detail", args=[pk])),
            (_("새 능력단위로 잇기"), ""),
        ),
        template="competency/replace.html",
        extra={"unit": unit},
    )
