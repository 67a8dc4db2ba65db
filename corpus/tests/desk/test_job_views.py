from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from corpus.accounts.roles import Role, give
from corpus.desk.job_views import in_words
from corpus.jobs.queue import enqueue
from corpus.models import Job
from corpus.tests.jobs.kinds import kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client) -> User:
    user = User.objects.create_user("ida")
    give(user, Role.EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def job(editor):
    with kind(lambda job: None):
        yield enqueue("try", {}, editor, "Try <something>")


def test_jobs_are_listed(client, job):
    page = client.get("/desk/jobs/").content.decode()

    assert f'<a href="/desk/jobs/{job.pk}/">Try &lt;something&gt;</a>' in page
    assert "waiting" in page


def test_running_job_shows_progress_and_asks_again(client, job):
    started = timezone.now() - dt.timedelta(minutes=1)
    Job.objects.update(state="running", done=25, total=100, started=started, message="file 3")

    page = client.get(f"/desk/jobs/{job.pk}/").content.decode()

    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    assert "25 %" in page
    assert "about 3 minutes left" in page
    assert "file 3" in page


def test_finished_job_no_longer_asks(client, job):
    Job.objects.update(state="done", message="Whole.")

    page = client.get(f"/desk/jobs/{job.pk}/").content.decode()

    assert "hx-get" not in page
    assert "refresh" not in page
    assert "Cancel" not in page


def test_htmx_is_given_the_progress_alone(client, job):
    page = client.get(f"/desk/jobs/{job.pk}/", headers={"HX-Request": "true"}).content.decode()

    assert page.startswith('<section class="desk-job" id="job"')
    assert "<html" not in page


def test_missing_worker_is_told(client, job):
    assert "No worker is running" in client.get(f"/desk/jobs/{job.pk}/").content.decode()


def test_job_is_cancelled_and_goes_on(client, job):
    assert client.post(f"/desk/jobs/{job.pk}/cancel").url == f"/desk/jobs/{job.pk}/"
    assert Job.objects.get().state == "cancelled"

    client.post(f"/desk/jobs/{job.pk}/resume")

    assert Job.objects.get().state == "waiting"


@pytest.mark.parametrize("job_id", [404, 2**63, 10**30])
def test_job_that_there_is_not_is_a_404(client, editor, job_id):
    assert client.get(f"/desk/jobs/{job_id}/").status_code == 404


def test_job_of_a_kind_no_longer_known_is_shown(client, editor):
    job = Job.objects.create(kind="gone", title="Something old")

    assert client.get(f"/desk/jobs/{job.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "less than a minute"),
        (45, "less than a minute"),
        (60, "about 1 minute"),
        (200, "about 3 minutes"),
        (3600, "about 1 hour"),
        (9000, "about 2 hours"),
    ],
)
def test_time_is_told_in_words(seconds, words):
    assert in_words(seconds) == words
