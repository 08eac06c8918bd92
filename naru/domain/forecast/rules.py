"""Decisions of the room forecast."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from naru.base.rulebook.errors import RuleBroken
from naru.base.rulebook.number import Definition

FORECAST = Definition(
    code="forecast",
    version="2026.1",
    since=date(2025, 3, 1),
    korean="오늘의 정원과 관찰된 졸업률·취업 희망률로 본 연도별 취업 희망자 수. 범위는 90% 구간입니다.",
    english="Job seekers by year from today's seats and the observed rates of graduating and of seeking work; 90 % interval.",
    formula=gettext_noop("입학 정원 × 졸업률 × 취업 희망률"),
    unit="명",
    source="나루 정의",
)


def may_project(years: int) -> None:
    if not 1 <= years <= 10:
        raise RuleBroken(_("전망 기간은 1년에서 10년까지입니다."))
