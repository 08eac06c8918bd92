"""The rows behind each number of the cycle, as a list that may be searched, sorted and downloaded."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.domain.budget import queries as budget
from naru.domain.budget.enums import EntryKind
from naru.domain.competency import queries as competency
from naru.domain.credit import queries as credit
from naru.domain.curriculum import queries as curriculum
from naru.domain.demand import queries as demand
from naru.domain.demand.enums import Confidence
from naru.domain.evidence import queries as evidence
from naru.domain.evidence.enums import FindingKind, FindingState
from naru.domain.outcome import queries as outcome
from naru.domain.outcome.enums import Status
from naru.domain.partners import queries as partners
from naru.domain.placement import queries as placement
from naru.domain.training import queries as training
from naru.web.listing import Column, Listing

LEARNER = Column(
    "learner", _("학생"), value="learner__name", sort="learner__name", kind="person", own="learner__user_id"
)
SCHOOL = Column("school", _("학교"), value="learner__school__label", sort="learner__school__name")


def listing_of(request: HttpRequest, cycle: evidence.Cycle, key: str) -> Listing | None:
    """The list for one station; None for whoever may not read that room's rows."""
    viewer: Any = request.user
    district, year, day = cycle.district, cycle.year, cycle.day
    columns: tuple[Column, ...]
    search: tuple[str, ...] = ()
    if key == "partners":
        rows: Any = partners.behind(viewer, district, day)
        columns = (
            Column("organisation", _("기관"), value="organisation__label", sort="organisation__name"),
            Column("agreement", _("협약"), value="agreement__title", sort="agreement__title"),
            Column("signed_on", _("서명일"), sort="signed_on", kind="date"),
        )
        search = ("organisation__name", "agreement__title")
    elif key == "demand":
        rows = demand.behind(viewer, district, year)
        columns = (
            Column("firm", _("기업"), value="need__firm__label", sort="need__firm__name"),
            Column("occupation", _("직업"), value="need__occupation__name", sort="need__occupation__name"),
            Column("headcount", _("인원"), sort="headcount", kind="count"),
            Column("confidence", _("확실성"), kind="state", choices=Confidence, sort="confidence"),
            Column("said_on", _("밝힌 날"), sort="said_on", kind="date"),
        )
        search = ("need__firm__name", "need__occupation__name")
    elif key == "curriculum":
        rows = demand.wanted_behind(viewer, district, year)
        taught = curriculum.covered_units(district, year)
        became = competency.successors()
        columns = (
            Column("unit", _("능력단위"), value="unit__name", sort="unit__name"),
            Column("firm", _("기업"), value="revision__need__firm__label", sort="revision__need__firm__name"),
            Column("headcount", _("인원"), value="revision__headcount", sort="revision__headcount", kind="count"),
            Column("importance", _("중요도"), sort="importance", kind="count"),
            Column("taught", _("가르침"), value=lambda row: became.get(row.unit_id, row.unit_id) in taught, kind="yes"),
        )
        search = ("unit__name", "revision__need__firm__name")
    elif key == "training":
        rows = training.behind(viewer, district, year)
        columns = (
            LEARNER,
            SCHOOL,
            Column("programme", _("과정"), value="programme__name", sort="programme__name"),
            Column("hours_done", _("이수 시간"), sort="hours_done", kind="count"),
            Column("completed_on", _("수료일"), sort="completed_on", kind="date"),
        )
        search = ("programme__name", "learner__school__name")
    elif key == "placement":
        rows = placement.behind(viewer, district, year)
        columns = (
            LEARNER,
            SCHOOL,
            Column("firm", _("기업"), value="firm__label", sort="firm__name"),
            Column("starts", _("입사일"), sort="starts", kind="date"),
            Column("ends", _("퇴사일"), sort="ends", kind="date"),
        )
        search = ("firm__name", "learner__school__name")
    elif key == "credit":
        rows = credit.behind(viewer, district, year)
        columns = (
            LEARNER,
            Column("university", _("인정 대학"), value="university__label", sort="university__name"),
            Column("course", _("과목·학습 이름"), sort="course"),
            Column("credits", _("학점"), sort="credits", kind="count"),
            Column("decided_on", _("결정일"), sort="decided_on", kind="date"),
        )
        search = ("university__name", "course")
    elif key == "outcome":
        rows = outcome.behind(viewer, district, year)
        columns = (
            LEARNER,
            SCHOOL,
            Column("status", _("상태"), kind="state", choices=Status, sort="status"),
            Column("is_insured", _("보험 가입 취업"), kind="yes"),
        )
        search = ("learner__school__name",)
    elif key == "evidence":
        rows = evidence.behind(viewer, district, year)
        columns = (
            Column("kind", _("종류"), kind="state", choices=FindingKind, sort="kind"),
            Column("subject_label", _("대상 이름"), sort="subject_label", link="evidence:detail"),
            Column("state", _("상태"), kind="state", choices=FindingState, sort="state"),
            Column("decided_on", _("결정일"), sort="decided_on", kind="date"),
        )
        search = ("subject_label",)
    else:
        rows = budget.behind(viewer, district, year)
        columns = (
            Column("fund", _("재원"), value="line__fund__name", sort="line__fund__name"),
            Column("line", _("예산항목"), value="line__title", sort="line__title"),
            Column("kind", _("구분"), kind="state", choices=EntryKind, sort="kind"),
            Column("on", _("일자"), sort="on", kind="date"),
            Column("amount", _("금액(원)"), sort="amount", kind="won"),
        )
        search = ("line__title", "line__fund__name")
    if not access.can(viewer, rows.model.Access.read):
        return None
    return Listing(
        title=_("이 수의 바탕이 된 자료"),
        columns=columns,
        rows=rows,
        search=search,
        search_persons=("learner__name",) if LEARNER in columns else (),
        template="number/number.html",
        empty=_("이 해에는 아직 자료가 없거나, 볼 수 있는 자료가 없습니다."),
    )
