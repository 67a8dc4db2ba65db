from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from corpus.jobs import runner
from corpus.jobs.queue import MAX_ATTEMPTS, cancel, enqueue, recover, resume
from corpus.jobs.registry import RunningJob, UnknownKindError
from corpus.jobs.worker import run_waiting
from corpus.models import Job
from corpus.tests.jobs.kinds import kind

# The worker takes jobs in transactions of its own.
pytestmark = pytest.mark.django_db(transaction=True)

ran: list[dict[str, object]] = []


def note(job: RunningJob) -> str:
    """Remember the parameters of each run."""
    ran.append(dict(job.job.parameters))
    job.progress(2, 4)
    return "Tried."


@pytest.fixture(autouse=True)
def _try_kind():
    ran.clear()
    with kind(note):
        yield


def test_enqueued_job_waits_until_the_worker_does_it():
    editor = User.objects.create_user("ida")

    job = enqueue("try", {"batch": 7}, editor, "Try batch 7")

    assert (job.state, job.title, job.made_by, ran) == ("waiting", "Try batch 7", editor, [])
    run_waiting()
    job.refresh_from_db()
    assert (job.state, job.message, job.done, job.total) == ("done", "Tried.", 4, 4)
    assert ran == [{"batch": 7}]
    assert job.finished is not None


def test_unknown_kind_is_refused():
    with pytest.raises(UnknownKindError, match="no such kind of job: fly"):
        enqueue("fly", {})

    assert Job.objects.count() == 0


def test_waiting_job_is_cancelled_at_once_and_never_runs():
    job = enqueue("try", {})

    cancel(job)
    run_waiting()

    assert (job.state, job.message) == ("cancelled", "Cancelled before it began.")
    assert ran == []


def test_cancelling_a_finished_job_changes_nothing():
    job = enqueue("try", {})
    run_waiting()

    cancel(job)

    assert (job.state, job.asked_to_stop) == ("done", False)


def test_cancelled_job_is_resumed():
    job = enqueue("try", {})
    cancel(job)

    assert resume(job)
    assert job.state == "waiting"
    run_waiting()

    job.refresh_from_db()
    assert (job.state, len(ran)) == ("done", 1)


def test_job_that_is_done_is_not_resumed():
    job = enqueue("try", {})
    run_waiting()

    assert not resume(job)
    run_waiting()

    assert len(ran) == 1


def test_job_of_a_killed_worker_is_queued_again_and_runs_once():
    job = enqueue("try", {})
    # As kill -9 leaves it: the row says "running", and nobody runs anything.
    Job.objects.update(state="running", attempts=1)
    run_waiting()
    assert ran == []

    assert recover() == 1
    assert recover() == 0 or len(ran) == 0
    run_waiting()

    job.refresh_from_db()
    assert (job.state, len(ran)) == ("done", 1)


def test_waiting_jobs_run_oldest_first():
    for number in (1, 2, 3):
        enqueue("try", {"number": number})

    run_waiting()

    assert ran == [{"number": 1}, {"number": 2}, {"number": 3}]


def test_job_is_claimed_only_once():
    job = enqueue("try", {})

    assert runner.run_job(job.pk)
    assert not runner.run_job(job.pk)

    assert len(ran) == 1


def test_job_enqueued_in_a_transaction_that_fails_never_runs():
    with transaction.atomic():
        enqueue("try", {})
        transaction.set_rollback(True)

    run_waiting()

    assert ran == []


def test_job_that_was_to_stop_when_its_worker_died_is_cancelled():
    job = enqueue("try", {})
    Job.objects.update(state="running", asked_to_stop=True)

    recover()
    run_waiting()

    job.refresh_from_db()
    assert (job.state, ran) == ("cancelled", [])


def test_job_that_kills_every_worker_is_given_up():
    job = enqueue("try", {})
    Job.objects.update(state="running", attempts=MAX_ATTEMPTS)

    recover()
    run_waiting()

    job.refresh_from_db()
    assert (job.state, ran) == ("failed", [])
    assert job.message == "The worker died 5 times at this job."
