"""Pages of the indicators of supply: figures with their definitions, quadrants over the years, transformation, targets."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.rulebook.errors import NotAllowed
from naru.domain.curriculum.actions import targets as actions
from naru.domain.curriculum.enums import TargetCode
from naru.domain.curriculum.queries import supply as reads
from naru.domain.curriculum.queries import transformation
from naru.domain.curriculum.rules import supply as rules
from naru.web import context, deed
from naru.web.curriculum.tabs import crumb, tabs
from naru.web.forms import Form
from naru.web.frame import data

#: Intakes after the chosen year that are shown: requests decide about years to come.
AHEAD = 3


class Target(Form):
    """What an indicator of a year is to reach, and where that was decided."""

    year = forms.IntegerField(label=_("연도"), min_value=2000, max_value=2100, help_text=_("예: 2027"))
    code = forms.TypedChoiceField(label=_("지표"), choices=TargetCode.choices, coerce=TargetCode)
    target = forms.DecimalField(
        label=_("목표(%)"), min_value=0, max_value=100, max_digits=4, decimal_places=1, help_text=_("예: 6.0")
    )
    source = forms.CharField(
        label=_("정한 문서"), max_length=200, help_text=_("예: 2027학년도 지구 시행계획(2026-12-01)")
    )


@dataclass(frozen=True)
class Card:
    """A figure with the target of its year; `is_met` None where either is not known."""

    figure: rules.Figure
    target: Decimal | None

    @property
    def is_met(self) -> bool | None:
        if self.target is None or self.figure.value is None:
            return None
        return self.figure.value >= self.target


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Indicators of supply of the chosen year, each with its definition."""
    viewer: Any = request.user
    here = context.here(request)
    if here.district is None or not access.can(viewer, Permission.CURRICULUM_PLAN_READ):
        raise NotAllowed(_("이 화면을 볼 수 있는 역할이 없습니다."))
    today = timezone.localdate()
    found = reads.of(viewer, here.district, here.year, today)
    intakes = transformation.of(viewer, here.district, here.district.first_year, here.year + AHEAD, today)
    values = {
        "supply": found,
        "cards": [Card(each, found.targets.get(each.definition.code)) for each in found.district],
        "intakes": [
            each for each in intakes if each.seats_of == each.year or each.expected.transformed or each.targets
        ],
        "definitions": rules.DEFINITIONS,
        "columns": rules.OF_PERSONS,
        "minimum": rules.MINIMUM_BASE.on(today).value,
        "may_aim": access.can(viewer, Permission.CURRICULUM_CAMPAIGN, on=here.district),
        "tabs": tabs(viewer),
        "title": _("%(year)s년 공급 지표") % {"year": here.year},
        "crumbs": (crumb(), (_("공급 지표"), "")),
    }
    return render(request, "curriculum/supply.html", values)


def target(request: HttpRequest) -> HttpResponse:
    """The form of a target."""
    viewer: Any = request.user
    here = context.here(request)
    district = here.district
    if district is None or not access.can(viewer, Permission.CURRICULUM_CAMPAIGN, on=district):
        raise NotAllowed(_("이 일을 할 수 있는 역할이 없습니다."))
    back = reverse("curriculum:supply")
    return deed.form_page(
        request,
        Target(data(request), initial={"year": here.year, "code": request.GET.get("code", "")}),
        action=lambda cleaned: actions.set_target(**cleaned, district=district, by=viewer),
        title=_("공급 지표 목표 적기"),
        submit=_("목표 적기"),
        success=_("목표를 적었습니다."),
        back=back,
        intro=_("%(name)s: 같은 해와 지표에 다시 적으면 새 값으로 바뀌고 앞의 값은 기록에 남습니다.")
        % {"name": district.label},
        crumbs=(crumb(), (_("공급 지표"), back), (_("목표 적기"), "")),
    )
