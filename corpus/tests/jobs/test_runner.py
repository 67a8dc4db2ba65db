from __future__ import annotations

import pytest

from corpus.jobs import runner
from corpus.jobs.queue import cancel, enqueue, recover
from corpus.jobs.registry import RunningJob
from corpus.jobs.worker import run_waiting
from corpus.models import Job
from corpus.tests.jobs.kinds import kind

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _tell_at_once(monkeypatch):
    monkeypatch.setattr(runner, "_WRITE_SECONDS", 0.0)
    runner.stopping.clear()
    yield
    runner.stopping.clear()


def test_progress_is_seen_while_the_job_runs():
    seen: list[tuple[str, int, int, str, int | None]] = []

    def look(job: RunningJob) -> None:
        for step in (1, 2):
            job.progress(step, 4, f"step {step}")
            row = Job.objects.get()
            seen.append((row.state, row.done, row.total, row.message, row.percent))

    with kind(look):
        enqueue("try", {})
        run_waiting()

    assert seen == [("running", 1, 4, "step 1", 25), ("running", 2, 4, "step 2", 50)]


def test_running_job_stops_where_it_next_tells_its_progress():
    steps: list[int] = []

    def stop_at_two(job: RunningJob) -> None:
        for step in range(1, 5):
            steps.append(step)
            if step == 2:
                cancel(Job.objects.get())
            try:
                job.progress(step, 4)
            except Exception:  # noqa: BLE001 - what guards against a file's mistakes
                steps.append(99)

    with kind(stop_at_two):
        job = enqueue("try", {})
        run_waiting()

    job.refresh_from_db()
    assert steps == [1, 2]
    assert (job.state, job.message, job.done, job.asked_to_stop) == (
        *("cancelled", "What was done by then stays."),
        *(2, False),
    )


def test_job_of_a_worker_that_ends_waits_and_goes_on_later():
    ends = [True, False]

    def end_once(job: RunningJob) -> str:
        if ends.pop(0):
            runner.stopping.set()
        job.progress(1, 2)
        return "Whole."

    with kind(end_once):
        job = enqueue("try", {})
        run_waiting()
        job.refresh_from_db()
        assert (job.state, job.done) == ("waiting", 1)
        runner.stopping.clear()
        recover()
        run_waiting()

    job.refresh_from_db()
    assert (job.state, job.message) == ("done", "Whole.")


def test_failure_is_told_and_the_next_job_runs():
    def fail(job: RunningJob) -> None:
        if job.job.parameter("fail"):
            raise ValueError("no such column")

    with kind(fail):
        broken, sound = enqueue("try", {"fail": True}), enqueue("try", {})
        run_waiting()

    broken.refresh_from_db()
    sound.refresh_from_db()
    assert broken.state == "failed"
    assert broken.message == "It stopped at an unexpected ValueError: no such column"
    assert sound.state == "done"


def test_attempts_are_forgotten_only_by_coming_further_than_before():
    def go(job: RunningJob) -> None:
        job.progress(3, 10)
        attempts.append(Job.objects.get().attempts)

    attempts: list[int] = []
    with kind(go):
        job = enqueue("try", {})
        for reached in (0, 3):
            Job.objects.update(state="waiting", attempts=2, done=reached)
            runner.run_job(job.pk)

    assert attempts == [0, 3]
