"""What waits in the room placement: for learner, firm, school and centre."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import waiting as todo
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.accounts.waiting import Todo
from naru.base.rulebook import project_year
from naru.domain.people.enums import LearnerState
from naru.domain.people.models import Learner
from naru.domain.placement import rules
from naru.domain.placement.enums import ApplicationState, ListState, OpeningState, RoundState
from naru.domain.placement.models import (
    Application,
    Interview,
    Opening,
    Placement,
    Round,
    RoundOpening,
    Wish,
    WishList,
)
from naru.domain.placement.models.rounds import agreed


def has_job(learner: Learner) -> bool:
    return Placement.objects.filter(learner=learner, ends__isnull=True).exists()


#: A firm answers an application within these days.
ANSWER_DAYS = 14


def _to_meet(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Interviews from today on of whoever still waits for the firm's answer, or is in a round that ranks."""
    pair = {"opening": OuterRef("opening"), "learner": OuterRef("learner")}
    applied = Application.objects.filter(**pair, state__in=rules.PENDING)
    wished = Wish.objects.filter(
        place__opening=OuterRef("opening"),
        learner=OuterRef("learner"),
        list__state=ListState.SUBMITTED,
        place__round__state=RoundState.RANKING,
    )
    return rows.filter(Exists(applied) | Exists(wished), on__gte=today)


def _open_to_me(viewer: User, today: date) -> QuerySet[Any]:
    """Openings that a learner without a job could apply to today and has not."""
    learner = Learner.objects.filter(user=viewer).first()
    if learner is None or has_job(learner):
        return Opening.objects.none()
    mine = Application.objects.filter(learner=learner).values("opening")
    return Opening.objects.visible_to(viewer).filter(state=OpeningState.OPEN, deadline__gte=today).exclude(pk__in=mine)


def _without_application(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Last-year students who neither applied anywhere nor have a job."""
    return rows.filter(state=LearnerState.ENROLLED, intake_year=project_year.of(today) - 2).exclude(
        Q(pk__in=Application.objects.values("learner")) | Q(pk__in=Placement.objects.values("learner"))
    )


def _rounds_to_wish(viewer: User, today: date) -> QuerySet[Any]:
    """Rounds that take wishes today in which the learner has sent none and has no job."""
    learner = Learner.objects.filter(user=viewer).first()
    if learner is None or has_job(learner):
        return Round.objects.none()
    sent = WishList.objects.filter(learner=learner, state=ListState.SUBMITTED).values("round")
    rows = Round.objects.visible_to(viewer).filter(
        state=RoundState.WISHES, wishes_from__lte=today, wishes_until__gte=today
    )
    return rows.exclude(pk__in=sent)


def _to_rank(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Openings in ranking that were not handed in and have an applicant who agreed to be seen."""
    seen = Wish.objects.filter(agreed(), place=OuterRef("pk"), list__state=ListState.SUBMITTED)
    return rows.filter(Exists(seen), round__state=RoundState.RANKING, ranked_on__isnull=True)


def _to_step(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Rounds in which the centre has the next step today."""
    lacking = RoundOpening.objects.filter(round=OuterRef("pk"), criteria_on__isnull=True)
    waiting = Application.objects.filter(round=OuterRef("pk"), state=ApplicationState.OFFERED, answer_by__gte=today)
    centre = (RoundState.FROZEN, RoundState.COMPUTED, RoundState.REVIEWED, RoundState.CONFIRMED)
    return rows.filter(
        Q(state__in=centre)
        | Q(~Exists(lacking), state=RoundState.ANNOUNCED, wishes_from__lte=today)
        | Q(state=RoundState.WISHES, wishes_until__lt=today)
        | Q(state=RoundState.RANKING, ranks_until__lt=today)
        | Q(~Exists(waiting), state=RoundState.OFFERED)
    )


ROUND_TODOS = (
    Todo(
        "placement.wish",
        _("희망을 낼 매칭 회차"),
        lambda rows, _today: rows,
        permission=Permission.PLACEMENT_APPLY,
        own=_rounds_to_wish,
        district="district",
        due="wishes_until",
        page="placement:rounds",
        query=(("todo", "wish"),),
        one="placement:wish",
    ),
    Todo(
        "placement.criteria",
        _("선발 기준을 밝힐 회차의 공고"),
        lambda rows, _today: rows.filter(round__state=RoundState.ANNOUNCED, criteria_on__isnull=True),
        RoundOpening,
        Permission.PLACEMENT_OPEN,
        scopes=todo.ORGANISATIONS,
        district="round__district",
        due="round__wishes_from",
        target="round",
        page="placement:rounds",
        query=(("todo", "criteria"),),
        one="placement:round",
    ),
    Todo(
        "placement.rank",
        _("지원자를 심사할 회차의 공고"),
        _to_rank,
        RoundOpening,
        Permission.PLACEMENT_OFFER,
        district="round__district",
        due="round__ranks_until",
        target="round",
        page="placement:rounds",
        query=(("todo", "rank"),),
        one="placement:round",
    ),
    Todo(
        "placement.round_step",
        _("다음 단계로 넘길 매칭 회차"),
        _to_step,
        Round,
        Permission.PLACEMENT_ROUND,
        district="district",
        due="answer_by",
        page="placement:rounds",
        query=(("todo", "round_step"),),
        one="placement:round",
    ),
    Todo(
        "placement.check",
        _("확인할 채용공고"),
        lambda rows, _today: rows.filter(state=OpeningState.DRAFT),
        Opening,
        Permission.PLACEMENT_CHECK,
        district="district",
        due="deadline",
        page="placement:list",
        query=(("todo", "check"),),
        one="placement:detail",
    ),
    Todo(
        "placement.no_wish",
        _("희망 초안을 내지 않은 학생"),
        lambda rows, today: rows.filter(
            state=ListState.DRAFT, round__state=RoundState.WISHES, round__wishes_until__gte=today
        ),
        WishList,
        Permission.PLACEMENT_ADVISE,
        scopes=todo.ORGANISATIONS,
        district="round__district",
        due="round__wishes_until",
        target="round",
        page="placement:rounds",
        query=(("todo", "no_wish"),),
        one="placement:lists",
        learner="learner",
    ),
)


TODOS = (
    Todo(
        "placement.answer_offer",
        _("답할 채용 제안"),
        lambda rows, _today: rows.filter(state=ApplicationState.OFFERED),
        Application,
        Permission.PLACEMENT_ACCEPT,
        district="opening__district",
        due="answer_by",
        page="placement:applications",
        query=(("todo", "answer"),),
        one="placement:application",
    ),
    Todo(
        "placement.answer_applicants",
        _("답할 지원자"),
        lambda rows, _today: rows.filter(state=ApplicationState.APPLIED),
        Application,
        Permission.PLACEMENT_OFFER,
        district="opening__district",
        due="applied_on",
        allow=ANSWER_DAYS,
        page="placement:applications",
        query=(("todo", "answer"),),
        one="placement:application",
    ),
    Todo(
        "placement.decide_applicants",
        _("알린 날까지 답할 지원자"),
        lambda rows, _today: rows.filter(state__in=rules.HELD),
        Application,
        Permission.PLACEMENT_OFFER,
        district="opening__district",
        due="decide_by",
        page="placement:applications",
        query=(("todo", "decide_applicants"),),
        one="placement:application",
    ),
    Todo(
        "placement.interview",
        _("다가오는 면접"),
        _to_meet,
        Interview,
        Permission.PLACEMENT_OFFER,
        scopes=todo.ORGANISATIONS,
        district="opening__district",
        due="on",
        page="placement:meetings",
        query=(("todo", "interview"),),
        one="placement:meeting",
    ),
    Todo(
        "placement.own_interview",
        _("갈 면접"),
        _to_meet,
        Interview,
        Permission.PLACEMENT_APPLY,
        scopes=todo.PERSONS,
        district="opening__district",
        due="on",
        page="placement:meetings",
        query=(("todo", "own_interview"),),
        one="placement:meeting",
    ),
    Todo(
        "placement.student_offer",
        _("채용 제안에 답해야 하는 학생"),
        lambda rows, _today: rows.filter(state=ApplicationState.OFFERED),
        Application,
        Permission.PEOPLE_READ,
        scopes=todo.ORGANISATIONS,
        district="opening__district",
        due="answer_by",
        page="placement:applications",
        query=(("todo", "student_offer"),),
        one="placement:application",
        learner="learner",
    ),
    Todo(
        "placement.late_offer",
        _("답변 기한이 지난 채용 제안"),
        lambda rows, today: rows.filter(state=ApplicationState.OFFERED, answer_by__lt=today),
        Application,
        Permission.PLACEMENT_RECORD,
        scopes=todo.DISTRICTS,
        district="opening__district",
        due="answer_by",
        page="placement:applications",
        query=(("todo", "late_offer"),),
        one="placement:application",
        learner="learner",
        is_risk=True,
    ),
    Todo(
        "placement.late_answer",
        _("기업이 기한을 넘기도록 답하지 않은 지원"),
        lambda rows, today: rows.filter(
            Q(state=ApplicationState.APPLIED, applied_on__lt=today - timedelta(days=ANSWER_DAYS))
            | Q(state__in=rules.HELD, decide_by__lt=today)
        ),
        Application,
        Permission.PLACEMENT_RECORD,
        scopes=todo.DISTRICTS,
        district="opening__district",
        due="applied_on",
        allow=ANSWER_DAYS,
        page="placement:applications",
        query=(("todo", "late_answer"),),
        one="placement:application",
        learner="learner",
        is_risk=True,
    ),
    Todo(
        "placement.apply",
        _("지원할 수 있는 채용공고"),
        lambda rows, _today: rows,
        permission=Permission.PLACEMENT_APPLY,
        own=_open_to_me,
        district="district",
        due="deadline",
        page="placement:list",
        query=(("todo", "apply"),),
        one="placement:detail",
    ),
    Todo(
        "placement.draft",
        _("아직 열지 않은 채용공고"),
        lambda rows, _today: rows.filter(state=OpeningState.CHECKED),
        Opening,
        Permission.PLACEMENT_OPEN,
        scopes=todo.ORGANISATIONS,
        district="district",
        due="deadline",
        page="placement:list",
        query=(("todo", "draft"),),
        one="placement:detail",
    ),
    Todo(
        "placement.past_deadline",
        _("마감일이 지났는데 열려 있는 채용공고"),
        lambda rows, today: rows.filter(state=OpeningState.OPEN, deadline__lt=today),
        Opening,
        Permission.PLACEMENT_OPEN,
        district="district",
        due="deadline",
        page="placement:list",
        query=(("todo", "past_deadline"),),
        one="placement:detail",
        is_risk=True,
    ),
    Todo(
        "placement.no_application",
        _("아직 지원하지 않은 3학년 학생"),
        _without_application,
        Learner,
        Permission.PEOPLE_READ,
        scopes=todo.ORGANISATIONS,
        member="school",
        page="people:list",
        query=(("todo", "no_application"),),
        one="people:path",
        learner="pk",
    ),
    *ROUND_TODOS,
)
