"""Two rounds of the demo: one confirmed with its offers out, one that takes wishes now; all persons and words invented."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.accounts.models import User
from naru.base.district.models import District
from naru.base.jobs import work
from naru.base.privacy import consent
from naru.base.privacy.enums import Giver, How, Purpose
from naru.demo.pohang.accounts import email_of
from naru.domain.competency.models import Occupation
from naru.domain.partners.models import Agreement
from naru.domain.people.models import Learner
from naru.domain.placement.actions import rounds, running
from naru.domain.placement.enums import ApplicationState, ListState, Method, OpeningState
from naru.domain.placement.models import (
    Advice,
    Application,
    Assessment,
    Opening,
    Placement,
    Reserve,
    Round,
    RoundOpening,
    Wish,
    WishList,
)
from naru.domain.placement.queries import rounds as queries
from naru.domain.placement.rules import rounds as rules
from naru.domain.training.models import Attainment

SEED = 20_261
#: Firm, seats, hours of a week, shift, is it forbidden below 18 (all invented).
OFFERS = (
    ("future-m", 10, 40, "two", False),
    ("ecopro-bm", 10, 40, "three", False),
    ("ecopro-mat", 8, 40, "day", False),
    ("silicon", 7, 40, "day", True),
    ("pmgrow", 8, 40, "day", False),
    ("ex-machine", 8, 40, "day", False),
)
#: Required and wanted licences, and seats kept, by firm (all invented).
REQUIRED = {"ecopro-mat": "전기기능사 또는 전자기기기능사"}
WANTED = {"pmgrow": "지게차운전기능사"}
KEPT = {"future-m": ("agreement", 3), "ecopro-bm": ("women", 2)}
#: Licences of the learners and how many of them hold each.
LICENCES = (("전기기능사", 0.45), ("전자기기기능사", 0.25), ("지게차운전기능사", 0.15))
CRITERIA = (("전공 과목 이해", 50), ("현장 안전 태도", 30), ("성실한 출석", 20))
LISTS = 60
WISHES = 3


def make(district: District, coordinator: User, today: date) -> None:
    """Both rounds, quickly: what many persons did is written at once, the centre's steps go by their deeds."""
    draw = Random(SEED)  # noqa: S311 - nothing secret is drawn
    learners = _learners()
    _attest(learners[1:], today, Random(SEED))  # noqa: S311 - nothing secret is drawn
    # Half a round back: offers are out, and the demo's firm waits for answers.
    _sent(district, coordinator, today, learners[1 : LISTS + 1], draw)
    _wishing(district, coordinator, today, [learners[0], *learners[LISTS + 1 : LISTS + 8]], draw)


def _learners() -> list[Learner]:
    """Third-years without a job and without a live application; the demo's student first."""
    student = Learner.objects.get(user__email=email_of(Role.STUDENT))
    employed = Placement.objects.filter(ends__isnull=True).values("learner")
    rows = Learner.objects.filter(state="enrolled", intake_year=2024).exclude(pk__in=employed)
    near = rows.filter(school__code__in=("heunghae", "steel", "marine")).exclude(pk=student.pk)
    return [student, *near.order_by("number", "pk")[: LISTS + 7]]


def _attest(learners: list[Learner], today: date, draw: Random) -> None:
    """Licences that the schools have seen; the demo's student has none yet."""
    Attainment.objects.bulk_create(
        Attainment(
            learner=learner,
            name=name,
            reached_on=today - timedelta(days=draw.randrange(30, 500)),
            evidence="예시: 자격증 원본",
        )
        for learner in learners
        for name, share in LICENCES
        if draw.random() < share
    )


def _keep(openings: list[Opening]) -> None:
    """Seats for learners of the schools that signed the firm's agreement, and for women."""
    for each in openings:
        kind, seats = KEPT.get(each.code.split("-", 2)[2], ("", 0))
        signed = Agreement.objects.filter(parties__organisation=each.firm, state="active").order_by("code").first()
        if kind == "women" or (kind == "agreement" and signed):
            agreement = signed if kind == "agreement" else None
            Reserve.objects.create(opening=each, number=1, kind=kind, agreement=agreement, seats=seats)


def _openings(district: District, label: str, deadline: date) -> list[Opening]:
    made = []
    for firm, seats, hours, shift, is_harmful in OFFERS:
        model = Opening.objects.select_related("firm", "occupation").get(district=district, code=f"J-2026-{firm}")
        made.append(
            Opening(
                district=district,
                code=f"M-{label}-{firm}",
                firm=model.firm,
                occupation=Occupation.objects.get(pk=model.occupation_id),
                title=f"예시 {label}차 매칭 채용",
                year=2026,
                seats=seats,
                wage=33_000_000,
                deadline=deadline,
                opened_on=deadline - timedelta(days=100),
                state=OpeningState.OPEN,
                starts_on=date(2027, 3, 2),
                hours=hours,
                shift=shift,
                workplace="포항시 (예시)",
                has_commuting_aid=True,
                has_dormitory=firm == "ecopro-bm",
                is_harmful=is_harmful,
                required_licences=REQUIRED.get(firm, ""),
                wanted_licences=WANTED.get(firm, ""),
                source="예시로 지어낸 값",
                is_example=True,
            )
        )
    made = Opening.objects.bulk_create(made)
    _keep(made)
    return made


def _announce(
    district: District, coordinator: User, label: str, days: tuple[date, date, date, date], day: date
) -> Round:
    wishes_from, wishes_until, ranks_until, answer_by = days
    made = rounds.announce_round(
        district=district,
        code=f"R-2026-{label}",
        title=f"2026학년도 {label}차 매칭",
        year=2026,
        wishes_from=wishes_from,
        wishes_until=wishes_until,
        ranks_until=ranks_until,
        answer_by=answer_by,
        method=Method.STUDENT,
        seed=SEED + int(label),
        most_wishes=5,
        is_blind=label == "2",
        shows_refusals=True,
        openings=_openings(district, label, answer_by + timedelta(days=60)),
        today=day,
        by=coordinator,
    )
    Round.objects.filter(pk=made.pk).update(is_example=True)
    for place in made.places.all():
        for number, (name, weight) in enumerate(CRITERIA, 1):
            place.criteria.create(number=number, name=name, weight=weight)
    made.places.update(criteria_on=wishes_from - timedelta(days=1))
    rounds.open_wishes(round=made, today=wishes_from, by=coordinator)
    return made


def _wish(made: Round, learners: Iterable[Learner], state: ListState, day: date, draw: Random) -> None:
    """Lists of wishes with the consent for each firm on them."""
    places = list(made.places.select_related("opening__firm"))
    for learner in learners:
        found = WishList.objects.create(
            round=made,
            learner=learner,
            state=state,
            saved_at=timezone.now(),
            submitted_on=day if state == ListState.SUBMITTED else None,
        )
        chosen = draw.sample(places, WISHES)
        chosen.sort(key=lambda place: place.pk + draw.random() * 4)
        Wish.objects.bulk_create(
            Wish(list=found, learner=learner, place=place, rank=rank) for rank, place in enumerate(chosen, 1)
        )
        given = queries.firms_with_consent(learner)
        for place in chosen:
            if state == ListState.SUBMITTED and place.opening.firm_id not in given:
                consent.give(
                    learner._meta.label_lower,
                    learner.pk,
                    Purpose.FIRM,
                    giver=Giver.SELF,
                    giver_name=learner.name,
                    how=How.PAPER,
                    evidence="예시: 2026학년도 동의서철",
                    today=day,
                    by=None,
                    recipient=place.opening.firm,
                    district=made.district_id,
                )


def _assess(made: Round, day: date, draw: Random) -> None:
    """Scores of every applicant who agreed; now and then a firm says no, with a coded reason."""
    rows = Wish.objects.filter(list__round=made, list__state=ListState.SUBMITTED).select_related("learner")
    criteria = {place.pk: list(place.criteria.all()) for place in made.places.prefetch_related("criteria")}
    said = []
    for each in rows.order_by("pk"):
        weights = {one.pk: one.weight for one in criteria[each.place_id]}
        points = {key: draw.randrange(4, 11) for key in weights}
        no = "criteria" if draw.random() < 0.06 else ""
        said.append(
            Assessment(
                place_id=each.place_id,
                learner=each.learner,
                points={str(key): value for key, value in points.items()},
                total=0 if no else rules.total_of(points, weights),
                unacceptable=no,
            )
        )
    Assessment.objects.bulk_create(said)
    RoundOpening.objects.filter(round=made).update(ranked_on=day)


def _match(made: Round, coordinator: User) -> Round:
    """Asks for the calculation and does it here: the demo's own transaction is not yet committed."""
    run = running.request_match(round=made, by=coordinator)
    if run.work is not None:
        work.perform(run.work.pk)
    return Round.objects.get(pk=made.pk)


def _sent(district: District, coordinator: User, today: date, learners: list[Learner], draw: Random) -> None:
    """The first round: barred one pair, calculated twice, confirmed, offers out."""
    days = tuple(today + timedelta(days=each) for each in (-30, -20, -10, 12))
    made = _announce(district, coordinator, "1", days, days[0] - timedelta(days=5))  # type: ignore[arg-type]
    _wish(made, learners, ListState.SUBMITTED, days[1], draw)
    rounds.start_ranking(round=made, today=days[1] + timedelta(days=1), by=coordinator)
    _assess(made, days[2], draw)
    rounds.freeze_round(round=made, today=days[2] + timedelta(days=1), by=coordinator)
    made = _match(made, coordinator)
    given = made.run.proposals.filter(place__isnull=False).order_by("pk").first() if made.run else None
    if given is not None and given.place is not None:
        rounds.bar_pair(
            round=made,
            learner=given.learner,
            place=given.place,
            reason="예시: 통학 거리가 두 시간을 넘어 학교와 기업이 함께 뜻을 모음",
            by=coordinator,
        )
        made = _match(Round.objects.get(pk=made.pk), coordinator)
    rounds.review_round(round=made, by=coordinator)
    made.refresh_from_db()
    if made.run is not None:
        why = "예시: 운영위원회에서 검토함"
        rounds.confirm_round(round=made, run=made.run, why=why, today=today, by=coordinator)
    rounds.send_offers(round=made, today=today, by=coordinator)
    _answer(made, today)


def _answer(made: Round, today: date) -> None:
    """Some have answered already: most said yes, a few no."""
    rows = list(made.applications.select_related("opening").order_by("pk")[:30])
    yes, no = rows[:22], rows[22:]
    Application.objects.filter(pk__in=[each.pk for each in yes]).update(
        state=ApplicationState.ACCEPTED, answered_on=today
    )
    Application.objects.filter(pk__in=[each.pk for each in no]).update(
        state=ApplicationState.DECLINED, answered_on=today
    )
    Placement.objects.bulk_create(
        Placement(
            learner_id=each.learner_id,
            firm_id=each.opening.firm_id,
            opening=each.opening,
            starts=each.opening.starts_on or today,
            is_example=True,
        )
        for each in yes
    )


def _wishing(district: District, coordinator: User, today: date, learners: list[Learner], draw: Random) -> None:
    """The second round takes wishes now: some sent; the demo's student has a draft with a teacher's advice."""
    days = tuple(today + timedelta(days=each) for each in (-3, 9, 18, 32))
    made = _announce(district, coordinator, "2", days, days[0] - timedelta(days=2))  # type: ignore[arg-type]
    _wish(made, learners[2:], ListState.SUBMITTED, today, draw)
    _wish(made, learners[:2], ListState.DRAFT, today, draw)
    teacher = User.objects.get(email=email_of(Role.TEACHER))
    for each in WishList.objects.filter(round=made, state=ListState.DRAFT).select_related("learner"):
        Advice.objects.create(
            list=each,
            learner=each.learner,
            words="예시: 첫 희망의 근무 형태를 부모님과 이야기해 보고, 통근 버스가 있는지 확인하세요.",
            said_on=today,
            by_id=teacher.pk,
            by_name=teacher.name,
        )
