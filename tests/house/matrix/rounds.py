"""Rounds of a place in the states that the deeds of the matrix need."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from naru.base.jobs.models import Run
from naru.domain.placement import bridge
from naru.domain.placement.enums import Method
from naru.domain.placement.models import Bar, MatchRun, Opening, Pair, Round, RoundOpening, Wish, WishList
from naru.domain.placement.queries import rounds as queries


def add(place: Any, code: str) -> None:
    """One round for each state, with an opening of the firm and a wish of the learner in each."""
    rows, today = place.rows, timezone.localdate()
    for name, state, begun in (
        ("announced", "announced", 0),
        ("wishing", "wishes", 0),
        ("wished", "wishes", 15),
        ("ranking", "ranking", 15),
        ("blind", "ranking", 15),
        ("empty", "ranking", 15),
        ("ranked", "ranking", 15),
        ("frozen", "frozen", 15),
        ("barred", "frozen", 15),
        ("working", "frozen", 15),
        ("computed", "computed", 15),
        ("reviewed", "reviewed", 15),
        ("confirmed", "confirmed", 15),
        ("sent", "offered", 15),
    ):
        made = _round(place, f"{code}{name}", state, today - timedelta(days=begun))
        held = _place(place, made, f"{code}{name}", today)
        if name not in {"announced", "wishing"}:
            found = WishList.objects.create(
                round=made, learner=rows["learner"], state="submitted", saved_at=timezone.now(), submitted_on=today
            )
            if name not in {"empty", "blind", "ranked"}:
                Wish.objects.create(list=found, learner=rows["learner"], place=held, rank=1)
        if state in {"frozen", "computed", "reviewed", "confirmed", "offered"}:
            _freeze(place, made, held)
        rows[name], rows[f"{name}_place"] = made, held
    rows["ranked"] = rows["ranked_place"]
    RoundOpening.objects.filter(pk=rows["ranked"].pk).update(ranked_on=today)
    Round.objects.filter(pk=rows["blind"].pk).update(is_blind=True)
    rows["list"] = WishList.objects.create(
        round=rows["wishing"], learner=rows["learner"], state="submitted", saved_at=timezone.now()
    )
    Wish.objects.create(list=rows["list"], learner=rows["learner"], place=rows["wishing_place"], rank=1)
    rows["bar"] = Bar.objects.create(
        round=rows["barred"],
        learner=rows["learner"],
        place=rows["barred_place"],
        reason="까닭",
        made_at=timezone.now(),
        by_id=1,
        by_name="코디네이터",
    )
    work = Run.objects.create(task="placement.match", district=place.district, arguments={})
    rows["match_run"] = _run(rows["working"], work=work)
    for name in ("computed", "reviewed", "confirmed", "sent"):
        made = rows[name]
        digest = queries.question(made).digest(Method(made.method), made.seed)
        rows[f"{name}_run"] = _run(made, input_digest=digest, made_at=timezone.now(), engine=bridge.engine_digest())
        Round.objects.filter(pk=made.pk).update(run=rows[f"{name}_run"])
    rows["sent_list"] = WishList.objects.get(round=rows["sent"])
    rows["sent_run"].proposals.create(learner=rows["learner"], place=rows["sent_place"], choice_rank=1)
    rows["sent_run"].seats.create(place=rows["sent_place"], seats=1, filled=1, left=0)


def _round(place: Any, code: str, state: str, begins: Any) -> Round:
    return Round.objects.create(
        district=place.district,
        code=code,
        title="회차",
        year=begins.year,
        state=state,
        wishes_from=begins,
        wishes_until=begins + timedelta(days=10),
        ranks_until=begins + timedelta(days=30),
        answer_by=begins + timedelta(days=60),
        seed=1,
    )


def _place(place: Any, made: Round, code: str, today: Any) -> RoundOpening:
    opening = Opening.objects.create(
        district=place.district,
        code=code,
        firm=place.firm,
        occupation=place.rows["occupation"],
        title="회차 공고",
        year=made.year,
        seats=1,
        deadline=today + timedelta(days=90),
        state="open",
    )
    held = RoundOpening.objects.create(round=made, opening=opening, criteria_on=today, seats=1)
    held.criteria.create(number=1, name="전공", weight=100)
    return held


def _freeze(place: Any, made: Round, held: RoundOpening) -> None:
    Pair.objects.create(round=made, learner=place.rows["learner"], place=held, choice_rank=1, priority_rank=1)


def _run(made: Round, **more: Any) -> MatchRun:
    return MatchRun.objects.create(
        round=made,
        number=1,
        method="student",
        seed=made.seed,
        asked_at=timezone.now(),
        asked_by_id=1,
        asked_by="코디네이터",
        **more,
    )
