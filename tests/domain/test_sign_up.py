"""Forty learners sign up at once for a programme of twenty: threads, real commits."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from naru.base.accounts.models import User
from naru.base.audit.models import Event
from naru.domain.people.models import Learner
from naru.domain.training import actions
from naru.domain.training.enums import EnrolmentState
from naru.domain.training.models import Enrolment, Programme
from tests.factories import make


def together(count, deed):
    """Runs `deed(number)` in as many threads, all let go at the same moment; their answers in order."""
    gate = threading.Barrier(count)

    def run(number):
        try:
            connection.ensure_connection()
            gate.wait(timeout=30)
            return deed(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.django_db(transaction=True)
def test_forty_at_once_for_twenty_places_give_twenty_enrolled_and_twenty_waiting():
    here = make.town()
    programme = make.programme(here, capacity=20)
    learners = [make.learner(here.school).pk for _each in range(40)]

    def sign_up(number: int) -> str:
        return actions.sign_up(
            programme=Programme.objects.get(pk=programme.pk),
            learner=Learner.objects.get(pk=learners[number]),
            today=programme.opens_on,
            by=User.objects.get(pk=here.teacher.pk),
        ).state

    answers = together(40, sign_up)
    for state in (EnrolmentState.ENROLLED, EnrolmentState.WAITING):
        assert answers.count(state) == 20
        assert Enrolment.objects.filter(programme=programme, state=state).count() == 20
    assert Event.objects.filter(verb="training.sign_up").count() == 40


@pytest.mark.django_db(transaction=True)
def test_every_place_given_back_at_once_goes_to_one_who_waits():
    here = make.town()
    programme = make.programme(here, capacity=8)
    places = [make.enrolment(programme, make.learner(here.school)).pk for _each in range(8)]
    waiting = [make.enrolment(programme, make.learner(here.school), "waiting").pk for _each in range(5)]

    def withdraw(number: int) -> int | None:
        following = actions.withdraw(
            enrolment=Enrolment.objects.get(pk=places[number]), by=User.objects.get(pk=here.teacher.pk)
        )
        return following.pk if following else None

    answers = together(8, withdraw)
    assert sorted(pk for pk in answers if pk) == sorted(waiting)
    assert Enrolment.objects.filter(programme=programme, state=EnrolmentState.ENROLLED).count() == 5
