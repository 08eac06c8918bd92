"""One person's path, from first enrolment to settlement, in time order, with what comes next."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.rulebook import project_year
from naru.domain.credit import queries as credit
from naru.domain.credit import rules as credit_rules
from naru.domain.credit.enums import AwardState
from naru.domain.outcome.enums import Status
from naru.domain.outcome.queries import rates
from naru.domain.people import rules as people_rules
from naru.domain.people.enums import LearnerState
from naru.domain.people.models import Learner
from naru.domain.placement import queries as placement
from naru.domain.placement import rules as placement_rules
from naru.domain.placement.enums import ApplicationState
from naru.domain.training import queries as training
from naru.domain.training.enums import EnrolmentState

#: A sentence, translated when it is shown.
Sentence = Any


@dataclass(frozen=True)
class Moment:
    """Something that happened to a person, or will: a day, a sentence, a state code with the word for it, a page.

    `room` is the room it belongs to; `is_month` when only the month is meant; `is_ahead` when it is still to come.
    """

    on: date
    room: str
    sentence: Sentence
    detail: Sentence = ""
    state: str = ""
    word: Sentence = ""
    page: str = ""
    row: int | None = None
    is_month: bool = False
    is_ahead: bool = False


@dataclass(frozen=True)
class Next:
    """The one thing that comes next: by when, and the page where it is done ("" when there is nothing to press)."""

    sentence: Sentence
    by: date | None = None
    page: str = ""
    row: int | None = None
    query: str = ""


@dataclass(frozen=True)
class Path:
    """What happened, newest last; what is to come, soonest first; and the one next step.

    `credits` of `degree_credits`; `admission_on` is the day from which the admission for workers may be used.
    """

    past: tuple[Moment, ...]
    ahead: tuple[Moment, ...]
    next: Next | None
    credits: int
    degree_credits: int
    admission_on: date | None
    works_at: str
    is_graduate: bool


def path(viewer: User, learner: Learner, today: date, department: str = "") -> Path:
    """The path of a learner whom the viewer was shown, as far as the viewer may see each room's rows; five queries."""
    enrolments = list(training.enrolment_listing(viewer).filter(learner=learner).order_by("signed_up_at"))
    applications = list(placement.application_listing(viewer).filter(learner=learner).order_by("applied_on"))
    jobs = list(placement.placement_listing(viewer).filter(learner=learner).order_by("starts"))
    awards = list(credit.listing(viewer).filter(learner=learner).order_by("registered_on"))
    observations = list(rates.listing(viewer).filter(learner=learner).order_by("on"))
    found: list[Moment] = [_entry(learner, department)]
    for row in enrolments:
        found += _enrolment(row, today)
    for application in applications:
        found += _application(application, today)
    for job in jobs:
        found += _job(job)
    for award in awards:
        found += _award(award)
    found += [_observation(observation) for observation in observations]
    found += _school(learner, today)
    admission = credit_rules.worker_admission_day([(each.starts, each.ends) for each in jobs], today) if jobs else None
    if admission is not None:
        found.append(
            Moment(admission, "credit", _("재직자 특별전형에 지원할 수 있습니다."), is_ahead=admission > today)
        )
    found.sort(key=lambda each: each.on)
    return Path(
        past=tuple(each for each in found if not each.is_ahead),
        ahead=tuple(each for each in found if each.is_ahead),
        next=_next(viewer, learner, today, enrolments, applications, jobs, awards),
        credits=sum(each.credits for each in awards if each.state == AwardState.AWARDED),
        degree_credits=credit_rules.ASSOCIATE_CREDITS.on(today).value,
        admission_on=admission,
        works_at=next((each.firm.label for each in reversed(jobs) if each.ends is None), ""),
        is_graduate=learner.state == LearnerState.GRADUATED,
    )


def _entry(learner: Learner, department: str) -> Moment:
    where = f"{learner.school.label} {department}".strip()
    return Moment(project_year.first_day(learner.intake_year), "people", _("입학했습니다."), where, is_month=True)


def _school(learner: Learner, today: date) -> list[Moment]:
    """Graduation, as it was or as it comes."""
    if learner.graduated_on is not None:
        return [
            Moment(learner.graduated_on, "people", _("졸업했습니다."), learner.school.label, "graduated", _("졸업"))
        ]
    if learner.state != LearnerState.ENROLLED:
        return []
    years = people_rules.YEARS_OF_SCHOOL.on(today).value
    day = date(learner.intake_year + years, 2, 1)
    return [Moment(day, "people", _("졸업할 예정입니다."), is_month=True, is_ahead=True)] if day > today else []


def _enrolment(each: Any, today: date) -> list[Moment]:
    programme = each.programme
    page: dict[str, Any] = {"page": "training:enrolment", "row": each.pk}
    signed = Moment(
        timezone.localtime(each.signed_up_at).date(),
        "training",
        _("과정에 신청했습니다."),
        programme.name,
        each.state,
        each.get_state_display(),
        **page,
    )
    if each.state == EnrolmentState.COMPLETED:
        day = each.completed_on or programme.ends
        return [
            signed,
            Moment(day, "training", _("과정을 마쳤습니다."), programme.name, "completed", _("수료"), **page),
        ]
    if each.state == EnrolmentState.ENROLLED:
        if programme.starts > today:
            return [
                signed,
                Moment(programme.starts, "training", _("과정이 시작합니다."), programme.name, is_ahead=True, **page),
            ]
        if programme.ends >= today:
            return [
                signed,
                Moment(programme.ends, "training", _("과정이 끝납니다."), programme.name, is_ahead=True, **page),
            ]
    return [signed]


def _application(each: Any, today: date) -> list[Moment]:
    page: dict[str, Any] = {"page": "placement:application", "row": each.pk}
    where = f"{each.opening.firm.label} · {each.opening.title}"
    found = [Moment(each.applied_on, "placement", _("채용에 지원했습니다."), where, **page)]
    if each.offered_on is not None:
        found.append(Moment(each.offered_on, "placement", _("채용 제안을 받았습니다."), where, **page))
    if each.state == ApplicationState.OFFERED and each.answer_by is not None and each.answer_by >= today:
        found.append(
            Moment(each.answer_by, "placement", _("채용 제안에 답할 마지막 날입니다."), where, is_ahead=True, **page)
        )
    last = found[-1] if not found[-1].is_ahead else found[-2]
    state: dict[str, Any] = {"state": each.state, "word": each.get_state_display()}
    if each.answered_on is not None:
        found.append(Moment(each.answered_on, "placement", _("지원의 결과가 나왔습니다."), where, **state, **page))
    else:
        found[found.index(last)] = Moment(last.on, last.room, last.sentence, last.detail, **state, **page)
    return found


def _job(each: Any) -> list[Moment]:
    page: dict[str, Any] = {"page": "placement:placement", "row": each.pk}
    found = [Moment(each.starts, "placement", _("일을 시작했습니다."), each.firm.label, "employed", _("취업"), **page)]
    if each.ends is not None:
        found.append(
            Moment(
                each.ends,
                "placement",
                _("일을 마쳤습니다."),
                f"{each.firm.label} · {each.get_end_reason_display()}",
                **page,
            )
        )
    return found


def _award(each: Any) -> list[Moment]:
    page: dict[str, Any] = {"page": "credit:detail", "row": each.pk}
    what = f"{each.university.label} · {each.course}"
    if each.state == AwardState.AWARDED:
        detail = _("%(what)s, %(credits)s학점") % {"what": what, "credits": each.credits}
        return [
            Moment(
                each.decided_on, "credit", _("대학이 학점을 인정했습니다."), detail, "awarded", _("학점 인정"), **page
            )
        ]
    if each.state == AwardState.REFUSED:
        return [
            Moment(
                each.decided_on or each.completed_on or each.registered_on,
                "credit",
                _("대학이 학점을 인정하지 않았습니다."),
                what,
                "refused",
                _("불인정"),
                **page,
            )
        ]
    if each.completed_on is not None:
        return [
            Moment(
                each.completed_on,
                "credit",
                _("학점이 걸린 학습을 마쳤습니다."),
                what,
                "completed",
                _("결정 대기"),
                **page,
            )
        ]
    return [
        Moment(
            each.registered_on, "credit", _("학점 인정 학습을 시작했습니다."), what, "registered", _("수강 중"), **page
        )
    ]


def _observation(each: Any) -> Moment:
    parts = [each.get_source_display()]
    if each.works_in_district:
        parts.append(str(_("지구 안 근무")))
    if each.lives_in_district:
        parts.append(str(_("지구 안 거주")))
    return Moment(
        each.on,
        "outcome",
        _("이날의 상태를 확인했습니다."),
        " · ".join(parts),
        each.status,
        Status(each.status).label,
        "outcome:detail",
        each.pk,
    )


def _next(
    viewer: User,
    learner: Learner,
    today: date,
    enrolments: list[Any],
    applications: list[Any],
    jobs: list[Any],
    awards: list[Any],
) -> Next | None:
    """The one next step, most pressing first: an offer to answer, what runs, what could begin."""
    offers = sorted(
        (each for each in applications if each.state == ApplicationState.OFFERED),
        key=lambda each: each.answer_by or today,
    )
    if offers:
        offer = offers[0]
        words = _("%(firm)s의 채용 제안에 답하기") % {"firm": offer.opening.firm.label}
        return Next(words, offer.answer_by, "placement:application", offer.pk)
    if any(each.ends is None for each in jobs):
        undecided = next((each for each in awards if each.state == AwardState.COMPLETED), None)
        if undecided is not None:
            words = _("%(university)s의 학점 인정 결정 기다리기") % {"university": undecided.university.label}
            return Next(words, None, "credit:detail", undecided.pk)
        return Next(_("일하면서 딸 수 있는 대학 학점 알아보기"), None, "credit:list")
    running = next((each for each in enrolments if each.state == EnrolmentState.ENROLLED), None)
    if running is not None:
        ends = running.programme.ends
        if ends >= today:
            words = _("‘%(programme)s’ 과정 마치기") % {"programme": running.programme.name}
            return Next(words, ends, "training:enrolment", running.pk)
        words = _("‘%(programme)s’ 수료가 적히기를 기다리기(학교나 교육기관이 적습니다)") % {
            "programme": running.programme.name
        }
        return Next(words, None, "training:enrolment", running.pk)
    waiting = next((each for each in applications if each.state in placement_rules.PENDING), None)
    if waiting is not None:
        words = _("%(firm)s의 답 기다리기") % {"firm": waiting.opening.firm.label}
        return Next(words, waiting.decide_by, "placement:application", waiting.pk)
    if learner.state == LearnerState.LEFT:
        return None
    is_last_year = learner.state == LearnerState.GRADUATED or learner.intake_year <= project_year.of(today) - 2
    if is_last_year and access.can(viewer, Permission.PLACEMENT_READ):
        return Next(_("채용공고에 지원하기"), None, "placement:list")
    if access.can(viewer, Permission.TRAINING_READ):
        return Next(_("교육훈련 과정에 신청하기"), None, "training:list")
    return None
