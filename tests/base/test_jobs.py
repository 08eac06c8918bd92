"""Long work: claimed once, cancelled between steps, and its failure told in a sentence."""

import pytest

from naru.base.jobs import queries, work
from naru.base.jobs.enums import RunState
from naru.base.jobs.models import Run
from naru.base.rulebook.errors import NotFound, RuleBroken
from tests.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch):
    """Registers jobs for one test and counts how often each step was taken."""
    steps: list[int] = []
    monkeypatch.setattr(work, "_registry", dict(work._registry))

    @work.job("test.count")
    def count(progress, arguments):
        for step in range(arguments["steps"]):
            steps.append(step)
            progress(step + 1, arguments["steps"], "세는 중")
        return {"counted": arguments["steps"]}

    @work.job("test.rule")
    def rule(progress, arguments):
        raise RuleBroken("머리글이 없습니다.")

    @work.job("test.crash")
    def crash(progress, arguments):
        raise ZeroDivisionError

    return steps


def queued(task: str, **arguments: int) -> Run:
    return Run.objects.create(task=task, arguments=arguments)


def test_run_is_done_with_its_result_and_progress(done):
    run = queued("test.count", steps=3)
    assert work.perform(run.pk) == "done"
    run.refresh_from_db()
    assert (run.state, run.result, run.done, run.total) == (RunState.DONE, {"counted": 3}, 3, 3)
    assert run.note == "세는 중"
    assert run.started_at <= run.ended_at


def test_second_delivery_of_a_finished_run_does_nothing(done):
    run = queued("test.count", steps=2)
    work.perform(run.pk)
    run.refresh_from_db()
    assert work.perform(run.pk) == "not claimed"
    assert done == [0, 1]
    assert Run.objects.get(pk=run.pk).ended_at == run.ended_at


def test_run_cancelled_before_it_starts_never_starts(done):
    run = queued("test.count", steps=2)
    work.cancel(run)
    assert Run.objects.get(pk=run.pk).state == RunState.CANCELLED
    assert work.perform(run.pk) == "not claimed"
    assert done == []


def test_run_cancelled_on_the_way_stops_at_the_next_step(done):
    run = queued("test.count", steps=5)

    @work.job("test.cancelled")
    def cancelled(progress, arguments):
        done.append(0)
        work.cancel(run)
        progress(1, 5)
        done.append(1)
        return {}

    run.task = "test.cancelled"
    run.save()
    assert work.perform(run.pk) == "cancelled"
    run.refresh_from_db()
    assert (done, run.state, run.result, run.done) == ([0], RunState.CANCELLED, {}, 0)


def test_finished_run_is_not_cancelled(done):
    run = queued("test.count", steps=1)
    work.perform(run.pk)
    work.cancel(run)
    run.refresh_from_db()
    assert (run.state, run.is_cancel_asked) == (RunState.DONE, False)


def test_failure_keeps_its_sentence_and_code(done):
    run = queued("test.rule")
    assert work.perform(run.pk) == "failed"
    run.refresh_from_db()
    assert run.result == {"error": "머리글이 없습니다.", "code": "rule_broken"}


def test_crash_is_kept_by_its_kind_and_raised_for_the_worker(done):
    run = queued("test.crash")
    with pytest.raises(ZeroDivisionError):
        work.perform(run.pk)
    run.refresh_from_db()
    assert (run.state, run.result) == (RunState.FAILED, {"error": "ZeroDivisionError", "code": "crash"})


def test_asked_work_runs_once_the_asking_is_committed(done, django_capture_on_commit_callbacks):
    here = make.town()
    with django_capture_on_commit_callbacks(execute=True):
        run = work.ask("test.count", {"steps": 1}, by=here.coordinator, district=here.district)
        assert done == []
    run.refresh_from_db()
    assert (run.state, run.asked_by, run.district) == (RunState.DONE, here.coordinator, here.district)


def test_unknown_task_cannot_be_asked():
    with pytest.raises(LookupError):
        work.ask("test.nothing", {}, by=make.user())
    assert not Run.objects.exists()


def test_runs_are_seen_by_who_asked_and_who_handles_loads_there():
    here, there = make.town(), make.town()
    run = Run.objects.create(task="test.count", asked_by=here.teacher, district=here.district)
    for viewer in (here.teacher, here.coordinator):
        assert queries.one(viewer, "test.count", run.pk) == run
    for stranger in (here.lead, there.coordinator):
        assert not queries.listing(stranger, "test.count").exists()
        with pytest.raises(NotFound):
            queries.one(stranger, "test.count", run.pk)
    assert not queries.listing(here.teacher, "other.task").exists()
