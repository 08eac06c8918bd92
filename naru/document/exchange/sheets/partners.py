"""Sheets of the room partners."""

from django.utils.translation import gettext_lazy as _

from naru.document.exchange.layout import Column, Reference, Sheet, SheetRule
from naru.document.exchange.sheets.columns import (
    EXAMPLE,
    ORG,
    SOURCE,
    D,
    N,
    X,
    code_column,
    col,
    reference_column,
    text_column,
    year_column,
)
from naru.domain.partners import enums as partners
from naru.domain.partners.models import Agreement, Keeping, Party, Pledge

AGREEMENTS = Sheet(
    "agreements",
    "협약",
    Agreement,
    (
        code_column("code", "협약 코드", "MOU-2026-01"),
        text_column("title", "협약 이름", "이차전지 채용 협약", 200, True),
        Column("kind", "종류", X, "채용 협약", choices=partners.AgreementKind),
        Column("state", "상태", X, "발효", choices=partners.AgreementState),
        Column("starts", "시작일", D, "2026-03-02"),
        Column("ends", "종료일", D, "2028-02-29"),
        SOURCE,
        EXAMPLE,
    ),
    ("code",),
    ("code",),
    ("district_id", "code"),
    "기관 사이의 협약. 당사자와 약속은 다음 시트에 적습니다.",
    rules=(SheetRule("order", "ends", col("ends") < col("starts"), _("종료일이 시작일보다 앞섭니다.")),),
    district="district_id",
    scope="district",
)


AGREEMENT = Reference("agreements", ("agreement",), "agreement_id")


ORGANISATION = Reference("organisations", ("organisation",), "organisation_id")


PARTIES = Sheet(
    "parties",
    "협약 당사자",
    Party,
    (
        reference_column("agreement", "협약 코드", "MOU-2026-01"),
        reference_column("organisation", "기관 코드", ORG),
        Column("signed_on", "서명일", D, "서명 전이면 비움", required=False),
        text_column("signatory", "서명자", "서명한 사람", 80),
    ),
    ("agreement", "organisation"),
    ("agreement__code", "organisation__code"),
    ("agreement_id", "organisation_id"),
    "협약의 당사자와 서명.",
    references=(AGREEMENT, ORGANISATION),
    scope="agreement__district",
)


PLEDGES = Sheet(
    "pledges",
    "약속",
    Pledge,
    (
        reference_column("agreement", "협약 코드", "MOU-2026-01"),
        reference_column("organisation", "기관 코드", ORG),
        Column("kind", "종류", X, "채용 인원", choices=partners.PledgeKind),
        year_column(),
        Column("amount", "약속 수량", N, "8", least=1, most=100_000),
    ),
    ("agreement", "organisation", "kind", "year"),
    ("agreement__code", "organisation__code", "kind", "year"),
    ("agreement_id", "organisation_id", "kind", "year"),
    "협약에서 기관이 해마다 하기로 한 것. 약속한 기관은 그 협약의 당사자여야 합니다.",
    references=(AGREEMENT, ORGANISATION, Reference("parties", ("agreement", "organisation"), "")),
    scope="agreement__district",
)


KEEPINGS = Sheet(
    "keepings",
    "이행",
    Keeping,
    (
        reference_column("agreement", "협약 코드", "MOU-2026-01"),
        reference_column("organisation", "기관 코드", ORG),
        Column("kind", "종류", X, "채용 인원", choices=partners.PledgeKind, field=""),
        Column("year", "사업연도", N, "2026", field="", least=1990, most=2100),
        Column("on", "이행일", D, "2026-09-01"),
        Column("amount", "이행 수량", N, "3", least=1, most=100_000),
        text_column("evidence", "증빙", "고용보험 취득 확인", required=True),
    ),
    ("agreement", "organisation", "kind", "year", "on", "evidence"),
    ("pledge__agreement__code", "pledge__organisation__code", "pledge__kind", "pledge__year", "on", "evidence"),
    ("pledge_id", "on", "evidence"),
    "약속 가운데 지킨 것과 그 증빙.",
    references=(Reference("pledges", ("agreement", "organisation", "kind", "year"), "pledge_id"),),
    scope="pledge__agreement__district",
)
