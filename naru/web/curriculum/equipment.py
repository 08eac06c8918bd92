"""Pages of rooms and machines that courses need: the list, and the form that enters one or says it anew."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.district.enums import OrganisationKind
from naru.base.rulebook.errors import NotAllowed
from naru.domain.curriculum.actions import equipment as actions
from naru.domain.curriculum.models import Equipment
from naru.domain.curriculum.queries import courses as reads
from naru.web import deed, listing
from naru.web.curriculum.tabs import crumb, tabs
from naru.web.demand.forms import CHOOSE, choose, organisations
from naru.web.forms import Form
from naru.web.frame import data
from naru.web.listing import Column, Filter, Link, Listing


class Entry(Form):
    """A room or machine of a school."""

    school: Any = forms.ModelChoiceField(label=_("학교"), queryset=None, empty_label=CHOOSE)
    code = forms.CharField(
        label=_("시설·기자재 코드"), max_length=40, help_text=_("학교 안에서 하나뿐인 짧은 이름입니다. 예: COATER")
    )
    name = forms.CharField(label=_("이름"), max_length=120, help_text=_("예: 슬러리 혼합기·소형 코터"))
    is_there = forms.TypedChoiceField(
        label=_("갖추어 있습니까"),
        choices=(("yes", _("갖추어 있음")), ("no", _("아직 없음"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    cost = forms.IntegerField(
        label=_("갖추는 데 드는 돈(원)"), min_value=0, max_value=10**13, initial=0, help_text=_("예: 85000000")
    )

    def __init__(self, *arguments: Any, viewer: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        choose(self, "school", organisations(viewer, Permission.CURRICULUM_WRITE, OrganisationKind.SCHOOL))


def index(request: HttpRequest) -> HttpResponse:
    """Rooms and machines of the schools, with how many courses need them."""
    viewer: Any = request.user
    may_write = access.can(viewer, Permission.CURRICULUM_WRITE)
    return listing.page(
        request,
        Listing(
            title=_("시설·기자재"),
            intro=_("과목에 필요한 실습실과 기자재입니다. 없는 것은 대안을 찾을 때 갖추는 값을 셉니다."),
            rows=reads.equipment(viewer).annotate(course_count=Count("needed_by")),
            district="school__districts__district",
            columns=(
                Column("name", _("이름"), sort="name", link=_address if may_write else None),
                Column("code", _("코드"), sort="code"),
                Column("school", _("학교"), value="school__label", sort="school__name"),
                Column("is_there", _("갖추어 있음"), kind="yes", sort="is_there"),
                Column("cost", _("갖추는 데 드는 돈"), kind="won", sort="cost"),
                Column("course_count", _("필요한 과목"), kind="count", sort="course_count"),
            ),
            sort="school",
            search=("name", "code", "school__name"),
            search_hint=_("이름, 학교"),
            filters=(Filter("there", _("갖추어 있음"), (("yes", _("예")), ("no", _("아니요"))), _there),),
            actions=(Link(_("시설·기자재 적기"), reverse("curriculum:equip")),) if may_write else (),
            tabs=tabs(viewer),
            empty=_("아직 적은 시설·기자재가 없습니다."),
            empty_todo=_("학교 책임자가 여기에서 적거나 통합문서로 올릴 수 있습니다."),
        ),
    )


def _there(rows: Any, value: str) -> Any:
    return rows.filter(is_there=value == "yes")


def _address(row: Equipment) -> str:
    return f"{reverse('curriculum:equip')}?{urlencode({'row': row.pk})}"


def enter(request: HttpRequest) -> HttpResponse:
    """The form; `?row=` fills in what is known."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.CURRICULUM_WRITE):
        raise NotAllowed(_("이 일을 할 수 있는 역할이 없습니다."))
    back = reverse("curriculum:equipment")
    return deed.form_page(
        request,
        Entry(data(request), viewer=viewer, initial=_known(request, viewer)),
        action=lambda cleaned: actions.set_equipment(**cleaned, by=viewer),
        title=_("시설·기자재 적기"),
        submit=_("시설·기자재 적기"),
        success=_("시설·기자재를 적었습니다."),
        back=back,
        intro=_("이미 적은 코드를 다시 적으면 새 값으로 바뀌고 앞의 값은 기록에 남습니다."),
        crumbs=(crumb(), (_("시설·기자재"), back), (_("적기"), "")),
    )


def _known(request: HttpRequest, viewer: Any) -> dict[str, Any]:
    given = request.GET.get("row", "")
    is_number = given.isascii() and given.isdigit() and len(given) < 18
    found = reads.equipment(viewer).filter(pk=int(given)).first() if is_number else None
    if found is None:
        return {}
    values = {name: getattr(found, name) for name in ("code", "name", "cost")}
    return values | {"school": found.school_id, "is_there": "yes" if found.is_there else "no"}
