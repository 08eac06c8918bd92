"""Sheets of the room outcome."""

from django.utils.translation import gettext_lazy as _

from naru.document.exchange.layout import Column, Sheet, SheetRule
from naru.document.exchange.sheets.columns import NUMBER, SCHOOL, D, N, X, Y, col, text_column, year_column
from naru.document.exchange.sheets.people import LEARNER
from naru.domain.outcome import enums as outcome
from naru.domain.outcome.models import Observation, PublishedCount

OBSERVATIONS = Sheet(
    "observations",
    "성과 관찰",
    Observation,
    (
        SCHOOL,
        NUMBER,
        Column("on", "기준일", D, "2026-04-01"),
        Column("status", "상태", X, "취업", choices=outcome.Status),
        Column("is_insured", "보험 가입 취업", Y, "예 / 아니요", required=False, empty=False),
        Column("works_in_district", "지구 안 근무", Y, "모르면 비움", required=False, empty=None),
        Column("lives_in_district", "지구 안 거주", Y, "모르면 비움", required=False, empty=None),
        Column("source", "출처", X, "졸업자 취업통계조사", choices=outcome.ObservationSource),
    ),
    ("school", "number", "on"),
    ("learner__school__code", "learner__number", "on"),
    ("learner_id", "on"),
    "졸업생이 그날 어떤 상태였는지.",
    references=(LEARNER,),
    rules=(
        SheetRule(
            "insured_but_not_employed",
            "is_insured",
            col("is_insured") & (col("status") != outcome.Status.EMPLOYED.value),
            _("취업자만 보험 가입 취업으로 적을 수 있습니다."),
        ),
    ),
)


PUBLISHED = Sheet(
    "published",
    "공표 통계",
    PublishedCount,
    (
        text_column("place", "지역", "경북", 40, True),
        text_column("series", "계열", "전체", 40, True),
        year_column("year", "조사 연도", "2025"),
        Column("graduates", "졸업자", N, "59661", least=0),
        Column("employed", "취업자", N, "15296", least=0),
        Column("study", "진학자", N, "29373", least=0),
        Column("not_counted", "입대자·제외인정자 합", N, "따로 모를 때만", required=False, least=0, empty=None),
        Column("military", "입대자", N, "1523", required=False, least=0, empty=None),
        Column("excluded", "제외인정자", N, "1049", required=False, least=0, empty=None),
        text_column("source", "출처", "KOSIS 334/DT_920024_3N_007", required=True),
    ),
    ("place", "series", "year"),
    ("place", "series", "year"),
    ("place", "series", "year"),
    "견주어 볼 공표 통계. 개인이 아닌 수입니다.",
    rules=(
        SheetRule(
            "more_than_graduates",
            "graduates",
            col("employed") + col("study") > col("graduates"),
            _("취업자와 진학자를 더한 수가 졸업자보다 많습니다."),
        ),
    ),
    common=True,
)
