"""Two people at the same moment, and a worker killed in the middle: one outcome, audited; on both databases."""

import os
import signal
import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, connections

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.jobs import work, worker
from naru.base.jobs.models import Run
from naru.base.rulebook.errors import NaruError
from naru.domain.placement import actions, bridge
from naru.domain.placement.actions import rounds, wishes
from naru.domain.placement.enums import ApplicationState, ListState, RoundState
from naru.domain.placement.models import Application, MatchRun, Placement, Proposal, Round, WishList
from tests.factories import make
from tests.factories import rounds as stage

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Does the deeds in threads that start together; "done" or the code of the error, in their order."""
    start = threading.Barrier(len(deeds))
    said = [""] * len(deeds)

    def do(place: int, deed: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            deed()
            said[place] = "done"
        except NaruError as error:
            said[place] = error.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=each) for each in enumerate(deeds)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=30)
    return said


def test_two_coordinators_confirm_at_once_and_one_is_told():
    found = stage.frozen(seats=(1,), learners=2)
    found.run()
    first, second = found.town.coordinator, make.user(Role.COORDINATOR, district=found.town.district)
    rounds.review_round(round=found.now(), by=first)
    held, run = found.now(), found.now().run
    said = at_once(
        *(
            lambda by=by: rounds.confirm_round(round=held, run=run, why="확인", today=stage.AFTER, by=by)
            for by in (first, second)
        )
    )
    assert sorted(said) == ["conflict", "done"]
    event = Event.objects.get(verb="placement.confirm_round")
    fresh = found.now()
    assert (fresh.state, fresh.confirmed_by_id) == (RoundState.CONFIRMED, event.actor_id)


def test_two_coordinators_ask_for_a_calculation_at_once_and_one_is_made(settings):
    settings.JOBS_INLINE = False
    found = stage.frozen(seats=(1,), learners=1)
    from naru.domain.placement.actions import running

    held, by = found.now(), found.town.coordinator
    said = at_once(*(lambda: running.request_match(round=held, by=by) for _each in range(2)))
    assert sorted(said) == ["conflict", "done"]
    assert MatchRun.objects.count() == Run.objects.count() == 1


def test_offers_are_sent_once_when_two_send_at_once():
    found = stage.frozen(seats=(1,), learners=1)
    found.run()
    found.confirm()
    held, by = found.now(), found.town.coordinator
    said = at_once(*(lambda: rounds.send_offers(round=held, today=stage.AFTER, by=by) for _each in range(2)))
    assert sorted(said) == ["conflict", "done"]
    assert Application.objects.count() == Event.objects.filter(verb="placement.offer").count() == 1


def test_student_accepts_in_the_second_of_a_withdrawal_and_one_of_both_happens():
    found = stage.frozen(seats=(1,), learners=1)
    learner = found.learners[0]
    make.consent(learner, purpose="practicum", giver="guardian")
    found.run()
    found.confirm()
    found.send()
    offer = Application.objects.select_related("learner", "opening").get()
    said = at_once(
        lambda: actions.accept(application=offer, today=stage.AFTER, starts=stage.STARTS, by=learner.user),
        lambda: actions.withdraw(application=offer, by=learner.user),
    )
    assert sorted(said) == ["conflict", "done"]
    state = Application.objects.get().state
    is_accepted = state == ApplicationState.ACCEPTED
    assert is_accepted or state == ApplicationState.WITHDRAWN
    assert Placement.objects.exists() is is_accepted
    verbs = set(
        Event.objects.filter(object_id=offer.pk, object_type="placement.application").values_list("verb", flat=True)
    )
    assert len(verbs & {"placement.accept", "placement.withdraw"}) == 1


def test_student_takes_the_list_back_while_the_result_is_confirmed():
    found = stage.frozen(seats=(1,), learners=2)
    run = found.run()
    coordinator, learner = found.town.coordinator, found.learners[0]
    rounds.review_round(round=found.now(), by=coordinator)
    held, own = found.now(), found.list_of(learner)
    said = at_once(
        lambda: rounds.confirm_round(round=held, run=run, why="확인", today=stage.AFTER, by=coordinator),
        lambda: wishes.withdraw_wishes(list=own, today=stage.AFTER, by=learner.user),
    )
    assert said[1] == "done" and said[0] in {"done", "conflict"}
    assert WishList.objects.get(pk=own.pk).state == ListState.WITHDRAWN
    if said[0] == "done":
        with pytest.raises(NaruError):
            found.send()
    assert not Application.objects.exists()


def test_worker_killed_in_mid_run_is_followed_by_another_and_the_result_is_written_once(settings, monkeypatch):
    settings.JOBS_INLINE = False
    found = stage.frozen(seats=(1, 1), learners=3)
    run = found.run()
    connections.close_all()
    pid = os.fork()
    if not pid:
        try:
            bridge.match = lambda *_given: time.sleep(60)  # type: ignore[assignment]
            worker.take(until_empty=True, patience=0.05)
        finally:
            os._exit(1)
    _until(lambda: Run.objects.get(pk=run.work_id).note == "solve")
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    assert Run.objects.get(pk=run.work_id).state == "running"
    assert not Proposal.objects.exists()
    worker.take(until_empty=True, patience=0.05)
    assert Run.objects.get(pk=run.work_id).state == "done"
    assert Run.objects.get(pk=run.work_id).attempts == 2
    assert work.perform(run.work_id) == "not claimed"
    assert (Proposal.objects.count(), MatchRun.objects.get().matched) == (3, 2)
    assert Round.objects.get().state == RoundState.COMPUTED
    assert Event.objects.filter(verb="placement.record_match").count() == 1


def _until(is_so: Callable[[], bool]) -> None:
    for _try in range(400):
        if is_so():
            connection.close()
            return
        time.sleep(0.05)
    raise AssertionError("the worker never began")
